"""The example site, with what tests need and without what slows them down."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from wagtail import VERSION as WAGTAIL_VERSION

# Nothing of a test run may land in the example site's own folder.
if "EXAMPLE_SITE_VAR" not in os.environ:
    os.environ["EXAMPLE_SITE_VAR"] = tempfile.mkdtemp(prefix="localoffer-tests-")
    # Not in the processes that this one starts: they get its folder.
    atexit.register(shutil.rmtree, os.environ["EXAMPLE_SITE_VAR"], ignore_errors=True)

from example_site.settings import *  # noqa: F403
from example_site.settings import DATABASES, INSTALLED_APPS, LANGUAGES, VAR

DEBUG = False
# Any host will do here, and tests say where one must not.
SILENCED_SYSTEM_CHECKS = ["wagtail_localoffer.W002"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because tests with several connections and a live server share it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}

INSTALLED_APPS = [
    *INSTALLED_APPS,
    # It does nothing before a test says where the cache is.
    "wagtail.contrib.frontend_cache",
    "tests.school",
]
if WAGTAIL_VERSION >= (8, 0):
    INSTALLED_APPS.append("wagtail.api.v3")
ROOT_URLCONF = "tests.urls"

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WAGTAIL_LOCALOFFER = {}
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [*LANGUAGES, ("cy", "Welsh")]
