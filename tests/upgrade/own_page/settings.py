"""The settings of a project whose pages are of a model of its own."""

from __future__ import annotations

from tests.settings import *  # noqa: F403 - settings extend settings
from tests.settings import INSTALLED_APPS

# Those have pages of Wagtail's model.
OTHERS = ("example_site.home", "tests.school")
INSTALLED_APPS = [
    "wagtail.test.basepage",
    "tests.upgrade.own_page",
    *(app for app in INSTALLED_APPS if app not in OTHERS),
]
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
