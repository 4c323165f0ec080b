"""The settings of the tests, without this package and all that needs it."""

from __future__ import annotations

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if app not in ("example_site.home", "tests.school", "wagtail_localoffer")
]
ROOT_URLCONF = "wagtail.urls"
