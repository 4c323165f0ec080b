"""Which Chromium to use. No import of Django: pytest asks before it is set up."""

from __future__ import annotations

import shutil
from functools import cache

#: The builds of Debian and of other systems, never one that a test tool downloads. The
#: first has no windows, and takes a quarter less time.
PROGRAMS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    "google-chrome",
)

MISSING = "Chromium is not installed (on Debian: apt-get install chromium)."


@cache
def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)
