"""What several test files need beside complete offers."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any, ClassVar
from unittest import skipIf
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase, override_settings
from django.test.utils import CaptureQueriesContext, TestContextDecorator
from wagtail.models import Site
from wagtail.signal_handlers import reference_index_auto_update_disabled

from tests.builders import lancashire
from tests.databases import Snapshot, load_once, refill_database, reset_database
from tests.settings import WAGTAILSEARCH_BACKENDS
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due

#: The checkout.
ROOT = Path(__file__).resolve().parent.parent

#: A made-up public name. Offers of a site with a local one are not announced.
HOSTNAME = "www.hawthornbank.school"

#: Seconds within which another process must have done its work. Only a failing test
#: waits that long.
PATIENCE = 240

#: Nothing is sent before the test does it.
BY_COMMAND_ONLY = {"DELIVER_ON_PUBLISH": False}

#: The example site's own. Its mail can't leave the machine, nor can that of tests.
EXAMPLE = {"BASE_TEMPLATE": "home/base.html", "SEND_FROM_LOCAL_SITES": True}

#: What is saved gets into the search index, as on every site.
with_search_index = override_settings(WAGTAILSEARCH_BACKENDS=WAGTAILSEARCH_BACKENDS)

#: For what is looked for by words in the transaction in which it was saved. That MySQL
#: finds what is committed is proved by ``WordTests`` in ``offers/test_listings.py`` and
#: by ``SearchTests`` in ``offers/test_health_services.py``.
finds_at_once = skipIf(
    connection.vendor == "mysql", "its index has only what is committed"
)

_number = count(1)


def list_sql(captured: CaptureQueriesContext) -> list[str]:
    """The queries that were captured, with one kind of quotes on every database."""
    return [each["sql"].replace("`", '"') for each in captured]


class with_reference_index(TestContextDecorator):
    """What is saved gets into the index of references, as on every site."""

    def enable(self) -> None:
        self.was = getattr(reference_index_auto_update_disabled, "value", False)
        reference_index_auto_update_disabled.value = False

    def disable(self) -> None:
        reference_index_auto_update_disabled.value = self.was


class PublicSiteTestCase(TestCase):
    """The default site has a public address, and publishing only writes notices."""

    #: Emails that were sent before the tests of the class.
    sent_before: ClassVar[list[Any]] = []

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        set_hostname(HOSTNAME)
        Site.clear_site_root_paths_cache()

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY))
        mail.outbox.extend(self.sent_before)
        # Wagtail keeps the sites' addresses in the cache, which is not rolled back.
        Site.clear_site_root_paths_cache()
        self.addCleanup(Site.clear_site_root_paths_cache)

    def publish(self, offer: Any) -> Any:
        """Publish ``offer`` as it is in hand, with all that follows the commit."""
        with self.captureOnCommitCallbacks(execute=True):
            return publish(offer)

    @classmethod
    def publish_for_all(cls, offer: Any, *, deliver: bool = False) -> Any:
        """
        Publish an offer in ``setUpTestData``: once for all tests of the class.

        :param deliver: send its notice too. Each test finds the email in the outbox.
        """
        mail.outbox = []
        with override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY):
            with cls.captureOnCommitCallbacks(execute=True):
                publish(offer)
            if deliver:
                deliver_due()
        cls.sent_before = list(mail.outbox)
        return offer

    def unpublish(self, offer: Any) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            offer.unpublish()


#: Sender, recipients and subject of an email.
Sent = tuple[str, list[str], str]


@cache
def take_example() -> tuple[Snapshot, list[Sent]]:
    """Load the example once for all tests, and say what was sent."""
    snapshot, sent = load_once("example", ExampleTestCase.load_for_class)
    return snapshot, [(sender, to, subject) for sender, to, subject in sent]


@pytest.mark.rows
class ExampleTestCase(TestCase):
    """The example is loaded once for all tests of a class."""

    #: The emails that the first loading sent.
    sent: list[Sent]

    @classmethod
    def setUpClass(cls) -> None:
        # Before the transaction begins that the tests of the class share.
        if connection.vendor == "sqlite":
            cls.addClassCleanup(reset_database)
            snapshot, cls.sent = take_example()
            snapshot.put_back()
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        if connection.vendor != "sqlite":
            cls.addClassCleanup(Site.clear_site_root_paths_cache)
            cls.sent = cls.load_for_class()

    @classmethod
    def load_for_class(cls) -> list[Sent]:
        mail.outbox = []
        cls.load()
        return [
            (email.from_email, list(email.to), str(email.subject))
            for email in mail.outbox
        ]

    @classmethod
    def load(cls) -> str:
        out = StringIO()
        with (
            override_settings(DEBUG=True, WAGTAIL_LOCALOFFER=EXAMPLE),
            cls.captureOnCommitCallbacks(execute=True),
        ):
            call_command("load_example", stdout=out)
        return out.getvalue()

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=EXAMPLE))


class CommittingTestCase(TransactionTestCase):
    """
    For what several connections, threads or processes must see.

    It ends with the data that migrations made, so that the tests after it may be of any
    kind and in any order.
    """

    serialized_rollback = True

    @classmethod
    def _fixture_setup(cls) -> None:
        # SQLite's is there: whatever test was before has left it so.
        if connection.vendor != "sqlite":
            super()._fixture_setup()

    def setUp(self) -> None:
        super().setUp()
        set_hostname(HOSTNAME)

    def _fixture_teardown(self) -> None:
        if connection.vendor == "sqlite":
            reset_database()
        else:
            super()._fixture_teardown()
            refill_database()


def set_hostname(hostname: str, port: int = 80) -> None:
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = hostname, port
    site.save()


def dump_tables() -> dict[str, list[str]]:
    """
    All rows of all tables, as texts.

    SQLite keeps deleted words in its index until it merges the parts of that, which it
    does now and then.
    """
    tables = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            index = "wagtailsearch_indexentry_fts"
            # The name of a table can't be a parameter; this one is ours.
            merge = f"INSERT INTO {index}({index}) VALUES ('optimize')"  # noqa: S608
            cursor.execute(merge)
        for table in sorted(connection.introspection.table_names(cursor)):
            name = connection.ops.quote_name(table)
            # The database has just said which there are.
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608
            tables[table] = sorted(map(repr, cursor.fetchall()))
    return tables


def publish(offer: Any) -> Any:
    # What goes live is validated then: once is enough.
    offer.save_revision(clean=False).publish()
    offer.refresh_from_db()
    return offer


def make_notice(**changes: Any) -> CouncilNotice:
    """Write a notice that is due, without an offer behind it."""
    number = next(_number)
    council = lancashire()
    url = f"http://{HOSTNAME}/our-local-offer-{number}/"
    values: dict[str, Any] = {
        # No page has a number as high as this.
        "offer_id": 1_000_000 + number,
        "number": 1,
        "kind": "published",
        "page_title": "Our local offer",
        "setting_name": "Hawthorn Bank Primary School",
        "url": url,
        "council": council,
        "council_name": council.name,
        "digest": {"health": "0"},
        "message_id": f"<{number}@{HOSTNAME}>",
        "sender": "Hawthorn Bank <website@hawthornbank.school>",
        "reply_to": "senco@hawthornbank.example",
        "recipient": "send@council.example",
        "subject": f"Local offer published: Hawthorn Bank Primary School {number}",
        "text_body": f"Read it here:\n{url}\n",
        "html_body": f'<p>Read it <a href="{url}">here</a>.</p>',
    }
    values.update(changes)
    return CouncilNotice.objects.create(**values)


def make_notices(number: int, **changes: Any) -> list[CouncilNotice]:
    return [make_notice(**changes) for _ in range(number)]


def start_python(code: str, settings: str = "tests.settings") -> subprocess.Popen[str]:
    """Start ``code`` in a process of its own, with the database of this test."""
    environment = {
        **os.environ,
        "DATABASE_URL": find_database_url(),
        "DJANGO_SETTINGS_MODULE": settings,
    }
    return subprocess.Popen(
        [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def run_python(code: str, settings: str = "tests.settings") -> tuple[int, str]:
    """
    Run ``code`` in a process of its own, with the database of this test.

    :returns: its exit status, and what it printed.
    """
    with start_python(code, settings) as process:
        output, _none = process.communicate(timeout=PATIENCE)
        return process.returncode, output


def find_database_url() -> str:
    """The address of the database that this test uses, for another process."""
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    user, password, host = (
        quote(str(parts[key]), safe="") for key in ("USER", "PASSWORD", "HOST")
    )
    scheme = {"postgresql": "postgres"}.get(connection.vendor, connection.vendor)
    port = f":{parts['PORT']}" if parts["PORT"] else ""
    return f"{scheme}://{user}:{password}@{host}{port}/{parts['NAME']}"
