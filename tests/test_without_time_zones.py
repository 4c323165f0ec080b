"""All that a project does whose ``USE_TZ`` is ``False``."""

from __future__ import annotations

import csv
import re
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.management import call_command
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_offer, lancashire
from tests.support import PublicSiteTestCase
from tests.webserver import Answer, WebServer
from wagtail_localoffer import clock
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    OfferSummary,
)
from wagtail_localoffer.notices.delivery.channels import Channel, News
from wagtail_localoffer.notices.schedule import last_daily, next_daily
from wagtail_localoffer.reporting.reviews import record_review
from wagtail_localoffer.views import show_health

pytestmark = pytest.mark.rows

NOTICES = reverse("wagtail_localoffer_councilnotice_modeladmin_index")

REPORT = reverse("wagtail_localoffer_report")


class Recorder(Channel):
    """Keeps what it is given."""

    given: ClassVar[list[News]] = []

    def send(self, news: News) -> None:
        self.given.append(news)


def run(command: str, *arguments: str) -> str:
    output = StringIO()
    call_command(command, *arguments, stdout=output)
    return output.getvalue()


@pytest.mark.nightly
@override_settings(USE_TZ=False)
class WithoutTimeZonesTests(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = self.login()
        self.offer = self.publish(complete_offer())

    def read(self, url: str, **query: str) -> HttpResponse:
        response: HttpResponse = self.client.get(url, query)
        self.assertEqual(response.status_code, 200)
        return response

    def send(self) -> Any:
        run("send_council_notices")
        return CouncilNotice.objects.get()

    def test_an_offer_that_is_published_is_announced_by_email(self) -> None:
        notice = self.send()
        self.assertEqual(notice.status, "sent")
        self.assertIsNone(notice.sent_at.tzinfo)
        self.assertEqual(len(mail.outbox), 1)

    def test_a_council_gets_its_daily_email(self) -> None:
        self.send()
        CouncilNoticeSettings.objects.create(site=Site.objects.get(), daily=True)
        self.unpublish(self.offer)
        waiting = CouncilNotice.objects.filter(status="pending", daily=True)
        now = timezone.now()
        self.assertEqual(waiting.update(due_at=now, next_attempt_at=now), 1)
        run("send_council_notices")
        self.assertEqual(len(mail.outbox), 2)

    def test_the_hour_of_the_daily_email_is_the_project_s(self) -> None:
        noon = datetime(2026, 7, 3, 12)
        self.assertEqual(next_daily(noon, 16), noon.replace(hour=16))
        self.assertEqual(next_daily(noon, 9), noon.replace(day=4, hour=9))
        self.assertEqual(last_daily(noon, 9), noon.replace(hour=9))

    def test_a_channel_is_told_with_the_time_zone(self) -> None:
        channels = (f"{__name__}.Recorder",)
        with override_settings(WAGTAIL_LOCALOFFER={"CHANNELS": channels}):
            self.publish(complete_offer(slug="another"))
            run("send_council_notices")
        news = Recorder.given.pop()
        written = CouncilNotice.objects.get(offer_id=news.offer_id).created_at
        self.assertEqual(news.created_at, timezone.make_aware(written))

    def test_every_command_runs(self) -> None:
        self.send()
        with WebServer() as server:
            server.pages["/"] = Answer()
            Council.objects.update(local_offer_url=server.url)
            run("check_council_addresses", "--delay=0", "--older-than=1")
        self.assertIsNotNone(lancashire().checked_at)
        run("check_council_notices")
        run("check_local_offers")
        run("load_councils")
        CouncilNotice.objects.update(sent_at=timezone.now() - timedelta(days=9000))
        run("prune_council_notices")
        self.assertIsNotNone(CouncilNotice.objects.get().pruned_at)

    def test_every_list_of_the_admin_opens(self) -> None:
        self.send()
        Council.objects.update(checked_at=timezone.now())
        OfferSummary.objects.update(review_due=clock.get_today())
        for url in (
            reverse("wagtailadmin_home"),
            REPORT,
            f"{REPORT}?attention=any",
            NOTICES,
            f"{NOTICES}?created_at__gte={clock.get_today()}",
            f"{NOTICES}inspect/{CouncilNotice.objects.get().pk}/",
            reverse("wagtail_localoffer_council_modeladmin_index"),
            reverse("wagtail_localoffer:offer_notices", args=[self.offer.pk]),
            reverse("wagtail_localoffer:checklist", args=[self.offer.pk]),
            reverse("wagtailadmin_pages:edit", args=[self.offer.pk]),
        ):
            with self.subTest(url):
                self.read(url)

    def test_both_lists_are_exported_with_their_hours(self) -> None:
        sent_at = self.send().sent_at.replace(microsecond=0)
        for url, column in ((NOTICES, "Sent"), (REPORT, "Council last told")):
            with self.subTest(url):
                response = self.read(url, export="csv")
                text = b"".join(response.streaming_content).decode()
                (row,) = csv.DictReader(StringIO(text))
                self.assertEqual(row[column][:19], str(sent_at))
                response = self.read(url, export="xlsx")
                book = load_workbook(BytesIO(b"".join(response.streaming_content)))
                heading, values = book.active.values
                moment = dict(zip(heading, values, strict=True))[column]
                self.assertEqual(moment.replace(microsecond=0), sent_at)

    def test_the_public_page_has_its_days(self) -> None:
        record_review(self.offer, self.user)
        page = self.read(self.offer.get_url()).content.decode()
        day = clock.get_today().isoformat()
        self.assertEqual(re.findall('"dateModified": ?"(.*?)"', page), [day])
        self.offer.refresh_from_db()
        self.assertTrue(self.offer.next_review_due > clock.get_today())

    def test_a_monitor_is_answered(self) -> None:
        answer = show_health(RequestFactory().get("/"))
        self.assertEqual(answer.status_code, 200)
