"""What tests have in common for whoever chooses among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import pytest_django
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.test import TransactionTestCase
from django.urls import clear_url_caches
from django.utils import translation
from pytest_django.plugin import blocking_manager_key
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import (
    post_save_signal_handler,
    register_signal_handlers,
)
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests import databases

# A collection looks at all of Wagtail, and by default there is one after every few
# hundred objects. With fewer of them the tests take a tenth less time.
gc.set_threshold(100_000, 50, 100)

#: What measures for the report, and lists for directories, whatever is saved.
ROWS = {
    "wagtail_localoffer_survey_saved_offer",
    "wagtail_localoffer_list_saved_offer",
}

#: The markers of those that take long.
EARLY = frozenset(("browser", "long"))

#: What is left to do when all processes of a test run have ended.
AT_THE_END = pytest.StashKey[ExitStack]()


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """
    Mark those that may use a database, which Django refuses to all others. Begin with
    those that take long, in a browser or not: at the end one process waits for another.
    """
    for item in items:
        if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
            item.add_marker(pytest.mark.database)
    items.sort(key=lambda item: EARLY.isdisjoint(m.name for m in item.iter_markers()))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Build the database before there are processes that would each build their own."""
    stack = config.stash.setdefault(AT_THE_END, ExitStack())
    stack.enter_context(config.stash[blocking_manager_key].unblock())
    stack.enter_context(databases.template_database())


def pytest_collection_finish() -> None:
    """Let no collection look again at what is there for as long as the process is."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash.get(AT_THE_END, ExitStack()).close()


@pytest.fixture(autouse=True)
def speak_the_project_s_language() -> Iterator[None]:
    """A request leaves its language active, which the next test must not speak."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def leave_references_out() -> Iterator[None]:
    """Save a seventh of the time; tests have them by ``with_reference_index``."""
    with disable_reference_index_auto_update():
        yield


@pytest.fixture(scope="class", autouse=True)
def leave_rows_out(request: pytest.FixtureRequest) -> Iterator[None]:
    """Save time; a class or a module that asks for them has the marker ``rows``."""
    if request.node.get_closest_marker("rows"):
        yield
        return
    was = post_save.receivers
    # Put back as a whole, so that they stay in their order.
    set_receivers([each for each in was if each[0][0] not in ROWS])
    yield
    set_receivers(was)


def set_receivers(receivers: list[Any]) -> None:
    post_save.receivers = receivers
    post_save.sender_receivers_cache.clear()


@pytest.fixture(scope="session", autouse=True)
def leave_search_out() -> Iterator[None]:
    keep_search(settings.WAGTAILSEARCH_BACKENDS)
    yield


@receiver(setting_changed)
def follow_search(*, setting: str, value: Any, **others: Any) -> None:
    if setting == "WAGTAILSEARCH_BACKENDS":
        keep_search(value)


def keep_search(backends: dict[str, dict[str, Any]]) -> None:
    """Tell the search what is saved, where one of its indexes follows by itself."""
    if any(each.get("AUTO_UPDATE", True) for each in backends.values()):
        register_signal_handlers()
        return
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)


@receiver(setting_changed)
def forget_prefixes(*, setting: str, **others: Any) -> None:
    """Which language has no prefix, Django keeps for as long as the process lasts."""
    if setting == "LANGUAGE_CODE":
        clear_url_caches()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    is_one_of_several = hasattr(request.config, "workerinput")
    if is_one_of_several or connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            databases.take_copy()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Take a copy as it is. It goes with the folder that it is in."""
    return connection.vendor == "sqlite"
