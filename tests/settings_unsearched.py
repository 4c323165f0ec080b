"""
The settings of the tests in pytest: what is saved doesn't get into the search index.

Writing that index takes a sixth of all their time. Tests of the search have it, by
``tests.support.with_search_index``, and so has all that doesn't run in pytest.
"""

from __future__ import annotations

from tests.settings import *  # noqa: F403 - settings extend settings
from tests.settings import WAGTAILSEARCH_BACKENDS

WAGTAILSEARCH_BACKENDS = {
    name: {**backend, "AUTO_UPDATE": False}
    for name, backend in WAGTAILSEARCH_BACKENDS.items()
}
