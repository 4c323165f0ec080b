"""The example site on a live server, and a browser that reaches this site alone."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from io import StringIO
from threading import Condition
from typing import Any, TypeVar

import pytest
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    WebError,
    expect,
    sync_playwright,
)
from wagtail.models import Site

from example_site.home.council import COUNCIL
from example_site.home.management.commands.load_example import TRUST
from tests.browser.chromium import find_chromium
from tests.databases import Snapshot, load_once, reset_database
from tests.support import HOSTNAME, CommittingTestCase, set_hostname
from wagtail_localoffer.models import CouncilNoticeSettings

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # More than one is of no use where each processor has a browser already.
    "--num-raster-threads=1",
    # The names of the sites lead to the live server, and any other name nowhere.
    f"--host-resolver-rules=MAP {HOSTNAME} 127.0.0.1, "
    f"MAP {TRUST.hostname} 127.0.0.1, MAP {COUNCIL.hostname} 127.0.0.1, "
    "MAP * ~NOTFOUND",
]

#: As people ask for whom motion is too much. Wagtail's badges move for 25 seconds on a
#: page, which draws an editor's form 60 times a second.
NO_MOTION: dict[str, Any] = {"reduced_motion": "reduce"}

#: Milliseconds to wait for what must come, on a machine that has much else to do.
#: Only a failing test waits that long.
PATIENCE = 40_000

expect.set_options(timeout=PATIENCE)

#: By night each page is looked at in each way of reading it, in a build in one of them.
EVERY_WAY = bool(os.environ.get("EVERY_WAY"))

Way = TypeVar("Way")


def choose_ways(ways: Iterable[Way], number: int = 0) -> list[Way]:
    """
    Choose the ways in which a page is looked at: all of them by night.

    :param number: which of many pages it is. In a build they take turns.
    """
    all_ways = [*ways]
    return all_ways if EVERY_WAY else [all_ways[number % len(all_ways)]]


@contextmanager
def use_event_loop(loop: asyncio.AbstractEventLoop | None) -> Iterator[None]:
    """
    Let this loop, or none, be the one that runs in this thread.

    The browser's loop counts as running between two calls to the browser, and while
    any loop runs, Django refuses every query.
    """
    was = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    try:
        yield
    finally:
        asyncio._set_running_loop(was)


class BrowserOfProcess:
    """Chromium, which is started once: that takes longer than most tests do."""

    def __init__(self) -> None:
        self.browser: Browser | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.stack = ExitStack()

    @contextmanager
    def use(self) -> Iterator[Browser]:
        """Use the one that runs, or a new one where none does, or it has crashed."""
        if not self.answers():
            self.stop()
            self.browser = self.start()
        with use_event_loop(self.loop):
            yield self.browser

    def answers(self) -> bool:
        """Whether it still does. What became of it meanwhile, nobody has heard."""
        with use_event_loop(self.loop), suppress(Error):
            if self.browser is not None:
                self.browser.new_context().close()
                return True
        return False

    def start(self) -> Browser:
        with use_event_loop(None):
            playwright = self.stack.enter_context(sync_playwright())
            self.loop = asyncio.get_running_loop()
            return self.stack.enter_context(
                playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            )

    def stop(self) -> None:
        self.browser = None
        # It runs no more where the connection to the browser has broken.
        is_running = self.loop is not None and self.loop.is_running()
        with use_event_loop(self.loop if is_running else None), suppress(Error):
            self.stack.close()


CHROMIUM = BrowserOfProcess()


def load_example() -> None:
    """Load the example by its command, which takes longer than most tests do."""
    # The command loads known passwords, and so only where DEBUG is on.
    with override_settings(DEBUG=True):
        call_command("load_example", stdout=StringIO())
    # On a site that has chosen nothing yet, editors do, and nobody gets copies.
    CouncilNoticeSettings.objects.all().delete()


@cache
def take_example() -> Snapshot:
    snapshot, _none = load_once("example-of-nobody", load_example)
    return snapshot


class RequestCounter:
    """Knows whether the live server still answers somebody."""

    def __init__(self) -> None:
        self.number = 0
        self.changed = Condition()

    def __enter__(self) -> RequestCounter:
        request_started.connect(self.begin)
        request_finished.connect(self.end)
        return self

    def __exit__(self, *args: object) -> None:
        request_started.disconnect(self.begin)
        request_finished.disconnect(self.end)

    def begin(self, **others: Any) -> None:
        self.count(1)

    def end(self, **others: Any) -> None:
        self.count(-1)

    def count(self, more: int) -> None:
        with self.changed:
            self.number += more
            self.changed.notify_all()

    def wait_for_all(self) -> None:
        with self.changed:
            if not self.changed.wait_for(lambda: self.number == 0, PATIENCE / 1000):
                raise AssertionError(f"{self.number} requests were not answered")


@pytest.mark.browser
@pytest.mark.rows
@override_settings(
    # Chromium warns of this header where there is no HTTPS, as here.
    SECURE_CROSS_ORIGIN_OPENER_POLICY=None,
    # Wagtail would ask other servers for people's portraits and its newest version.
    WAGTAIL_GRAVATAR_PROVIDER_URL=None,
    WAGTAIL_ENABLE_UPDATE_CHECK=False,
)
class BrowserTestCase(CommittingTestCase, StaticLiveServerTestCase):
    """
    All tests of a class share the example site, at a public address, and a browser.

    Each has its own cookies and cache. A test puts the browser's loop aside for its own
    queries: see :func:`use_event_loop`.
    """

    browser: Browser

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.home = f"http://{HOSTNAME}:{cls.server_thread.port}/"
        cls.trust = f"http://{TRUST.hostname}:{cls.server_thread.port}/"
        cls.addClassCleanup(reset_database)
        cls.load_site()
        cls.keep_site()
        cls.browser = cls.enterClassContext(CHROMIUM.use())

    @classmethod
    def load_site(cls) -> None:
        if connection.vendor == "sqlite":
            take_example().put_back()
        else:
            load_example()
        set_hostname(HOSTNAME, cls.server_thread.port)
        # The trust's site has a name of its own.
        Site.objects.filter(hostname=TRUST.hostname).update(port=cls.server_thread.port)
        Site.clear_site_root_paths_cache()

    @classmethod
    def keep_site(cls) -> None:
        """For those whose tests change it."""

    @classmethod
    def _fixture_setup(cls) -> None:
        """The database has been filled for the whole class."""

    def setUp(self) -> None:
        """The browser has been started for the whole class."""

    def _post_teardown(self) -> None:
        """The database is emptied at the end of the class."""

    def open_context(self, **options: Any) -> BrowserContext:
        """Open a browser without cookies and cache. No script may fail in it."""
        context = self.enterContext(self.browser.new_context(**NO_MOTION, **options))
        self.watch(context)
        return context

    def watch(self, context: BrowserContext) -> None:
        """Fail at the end of the test if a script has failed."""
        context.set_default_timeout(PATIENCE)
        failures: list[str] = []

        def note(event: WebError) -> None:
            failures.append(str(event.error))

        context.on("weberror", note)
        self.addCleanup(lambda: self.assertEqual(failures, []))
        self.addCleanup(context.remove_listener, "weberror", note)


class ReaderTestCase(BrowserTestCase):
    """For what only reads."""

    def open_offer(self, **options: Any) -> Page:
        """Open the example's offer, as a reader does."""
        page = self.open_context(**options).new_page()
        page.goto(f"{self.home}local-offer/")
        return page


class WriterTestCase(BrowserTestCase):
    """For what changes the site: each test has it as it was loaded."""

    #: What SQLite's database has when the site has been loaded.
    loaded: Snapshot
    requests: RequestCounter

    @classmethod
    def keep_site(cls) -> None:
        """Keep it, because to load it again takes longer than most tests do."""
        cls.requests = cls.enterClassContext(RequestCounter())
        if connection.vendor == "sqlite":
            cls.loaded = Snapshot.take()

    def setUp(self) -> None:
        super().setUp()
        # What the browser of the last test asked for at its end may still write.
        self.requests.wait_for_all()
        with use_event_loop(None):
            if connection.vendor == "sqlite":
                self.loaded.put_back()
            else:
                reset_database()
                self.load_site()
