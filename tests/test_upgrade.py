"""A site that an earlier version left is upgraded without anybody noticing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock, skipIf

import pytest
import requests
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import Page, Revision, Site

from tests.upgrade.make import (
    LATER,
    NOW,
    PAGES,
    SETTINGS_WITH_CHANNEL,
    SITE,
    TRUST,
    clear,
    clock_at,
    read_page,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import (
    ChannelDelivery,
    CouncilNotice,
    HealthServicePage,
    LocalOfferPage,
    OfferSummary,
    get_offer_models,
)

# What looks at every offer, as cron does.
from wagtail_localoffer.notices.planner import announce_all as plan_all

pytestmark = pytest.mark.rows

ROOT = Path(__file__).parent.parent


#: What is said by a button now, or in the report alone, or by the name of the offer.
ELSEWHERE = (
    "Telephone: 01632 960014",
    "Email: senco@hawthornbank.example",
    "Telephone: 01632 960021",
    "Email: senco@littlealders.example",
    "Specialises in a type of need",
    "No",
    "The council’s own school number",
    "00099",
    "All sections",
)

PASSAGES = ("title", "h1", "h2", "h3", "p", "li", "th", "td", "dt", "dd")


def read_lines(answer: dict[str, Any]) -> BeautifulSoup:
    """The page as far as it was kept."""
    return BeautifulSoup("\n".join(answer.get("lines", [])), "html.parser")


def list_passages(page: BeautifulSoup) -> list[str]:
    return [tag.get_text() for tag in page.find_all(PASSAGES)]


def squeeze(text: str) -> str:
    return "".join(text.split())


class UpgradeTestCase(TestCase):
    """The site as 557234a left it, at a moment at which nothing is due."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.addClassCleanup(Site.clear_site_root_paths_cache)
        clear()
        call_command("loaddata", SITE, verbosity=0)

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=SETTINGS_WITH_CHANNEL))
        self.enterContext(clock_at(NOW))
        # It has the addresses of sites, and parts of pages.
        cache.clear()
        self.addCleanup(cache.clear)

    def list_notices(self) -> list[dict[str, Any]]:
        return list(CouncilNotice.objects.order_by("pk").values())

    def list_statuses(self) -> dict[int, str]:
        return dict(CouncilNotice.objects.order_by("pk").values_list("pk", "status"))

    def send(self) -> str:
        out = StringIO()
        # Where the channel's news goes, nobody answers.
        with mock.patch.object(requests, "post") as post:
            post.return_value.__enter__.return_value.status_code = 204
            call_command("send_council_notices", stdout=out)
        return out.getvalue()


@pytest.mark.nightly
@override_settings(ROOT_URLCONF="tests.upgrade.urls")
class PageTests(UpgradeTestCase):
    """What the public reads."""

    maxDiff = None

    def test_every_address_answers_and_loses_no_place_and_no_word(self) -> None:
        """The page looks otherwise: what people know and link to is still there."""
        for url, answer in json.loads(PAGES.read_text()).items():
            # It prints what a person chose, and nobody has chosen anything yet.
            if url.endswith("/sen-information-report/"):
                continue
            with self.subTest(url):
                found = read_page(url)
                self.assertEqual(found["status"], answer["status"])
                before, now = map(read_lines, (answer, found))
                places = [tag["id"] for tag in before.find_all(id=True)]
                lost = [each for each in places if now.find(id=each) is None]
                self.assertEqual(lost, [])
                words = squeeze(now.get_text())
                lost = [
                    passage
                    for passage in map(squeeze, list_passages(before))
                    if passage not in words
                ]
                self.assertLessEqual({*lost}, set(map(squeeze, ELSEWHERE)))

    def test_the_report_says_where_to_look_until_somebody_has_chosen(self) -> None:
        for url, answer in json.loads(PAGES.read_text()).items():
            if url.endswith("/sen-information-report/") and answer["status"] == 200:
                host, _slash, path = url.removeprefix("http://").partition("/")
                response = self.client.get(f"/{path}", headers={"host": host})
                with self.subTest(url):
                    # In English, and in Urdu: "You may find this in".
                    self.assertRegex(response.text, "You may find this in|یہ آپ کو")

    def test_migrating_changes_nothing(self) -> None:
        before, notices = (
            list(Page.objects.order_by("pk").values()),
            self.list_notices(),
        )
        out = StringIO()
        call_command("migrate", stdout=out)
        self.assertIn("No migrations to apply.", out.getvalue())
        self.assertEqual(list(Page.objects.order_by("pk").values()), before)
        self.assertEqual(self.list_notices(), notices)

    def test_what_was_measured_stays_the_same(self) -> None:
        def list_summaries() -> list[dict[str, Any]]:
            # What was hashed in the order of its keys is hashed once more, sorted.
            changing = {"measured_at", "fingerprint"}
            # What earlier versions have not measured.
            changing |= {"obstacles", "council_id", "contact_name"}
            # More is found than then.
            changing |= {"advice", "requirements_done", "completeness"}
            # Others were held against English words.
            english = OfferSummary.objects.filter(
                offer__locale__language_code__startswith="en"
            )
            return [
                {key: value for key, value in row.items() if key not in changing}
                for row in english.order_by("pk").values()
            ]

        before = list_summaries()
        call_command("check_local_offers", stdout=StringIO())
        self.assertTrue(before)
        self.assertEqual(list_summaries(), before)


class NoticeTests(UpgradeTestCase):
    """What councils have been told, and are due to be told."""

    def test_there_is_a_notice_in_every_status(self) -> None:
        statuses = set(self.list_statuses().values())
        self.assertEqual(statuses, set(NoticeStatus.values))

    def test_nothing_is_news(self) -> None:
        before = self.list_notices()
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(list(plan_all()), [])
        self.assertEqual(self.list_notices(), before)

    def test_what_is_not_due_stays_as_it_is(self) -> None:
        before = self.list_notices()
        printed = self.send()
        self.assertEqual(printed, "Sent: 0. To try again: 0. Failed: 0.\n")
        self.assertEqual(mail.outbox, [])
        self.assertEqual(self.list_notices(), before)

    def test_what_waited_is_sent_when_it_is_due(self) -> None:
        before = self.list_statuses()
        waiting = {pk for pk, each in before.items() if each in ("pending", "sending")}
        with clock_at(LATER):
            self.send()
        self.assertEqual(len(waiting), 3)
        self.assertEqual(
            self.list_statuses(), {**before, **dict.fromkeys(waiting, "sent")}
        )
        self.assertEqual(CouncilNotice.objects.count(), len(before))

    def test_what_waits_for_a_channel_is_not_lost(self) -> None:
        with clock_at(LATER):
            self.send()
        [delivery] = ChannelDelivery.objects.all()
        if delivery.status != "sent":
            self.assertEqual(delivery.status, "pending")
            self.assertTrue(delivery.reason)


@pytest.mark.nightly
class EditorTests(UpgradeTestCase):
    """What editors had begun."""

    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(get_user_model().objects.get(username="admin"))

    def test_every_offer_opens_in_the_editor_and_as_a_preview(self) -> None:
        offers = [
            offer for model in get_offer_models() for offer in model.objects.all()
        ]
        self.assertEqual(len(offers), 9)
        for offer in offers:
            for name in ("edit", "view_draft", "history"):
                with self.subTest(offer=offer.title, name=name):
                    address = reverse(f"wagtailadmin_pages:{name}", args=[offer.pk])
                    self.assertEqual(self.client.get(address).status_code, 200)

    def test_every_revision_can_be_read(self) -> None:
        for revision in Revision.objects.all():
            with self.subTest(revision=revision.pk):
                address = reverse(
                    "wagtailadmin_pages:revisions_view",
                    args=[revision.object_id, revision.pk],
                )
                self.assertEqual(self.client.get(address).status_code, 200)

    def test_a_draft_goes_live_as_it_was_written(self) -> None:
        offer = LocalOfferPage.objects.get(slug="local-offer", locale_id=1)
        with self.captureOnCommitCallbacks(execute=True):
            offer.latest_revision.publish()
        page = self.client.get(offer.url, headers={"host": "www.hawthornbank.example"})
        self.assertContains(page, "A nurse visits our school every Friday.")

    def test_what_is_scheduled_goes_live_when_its_time_has_come(self) -> None:
        service = HealthServicePage.objects.get(slug="emotional-health")
        words = "Tell us what we can do better."

        def read() -> str:
            address = f"{service.url}feedback-and-complaints/"
            response = self.client.get(address, headers={"host": TRUST})
            return str(response.content.decode())

        self.publish_scheduled()
        self.assertNotIn(words, read())
        with clock_at(LATER):
            self.publish_scheduled()
            self.assertIn(words, read())
        [notice] = CouncilNotice.objects.filter(offer_id=service.pk, status="sent")[:1]
        self.assertEqual(notice.kind, "updated")
        # The small correction before it is told with it.
        self.assertEqual(len(notice.changes), 2)

    def publish_scheduled(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            call_command("publish_scheduled", stdout=StringIO())


@pytest.mark.nightly
class MigrationTests(SimpleTestCase):
    """No project has to make a migration for the upgrade."""

    def check(self, settings: str) -> None:
        command = ("-m", "django", "makemigrations", "--check", "--dry-run")
        done = subprocess.run(
            [sys.executable, *command, "--settings", settings],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": "sqlite://:memory:"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_of_a_project_with_kinds_of_its_own(self) -> None:
        self.check("tests.settings")

    def test_of_the_example_site(self) -> None:
        self.check("example_site.settings")

    @skipIf(WAGTAIL_VERSION < (8, 0), "Wagtail 8 lets a project swap the page model.")
    def test_of_a_project_with_a_page_model_of_its_own(self) -> None:
        self.check("tests.upgrade.own_page.settings")
