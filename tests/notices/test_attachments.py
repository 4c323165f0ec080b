from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse

from tests.builders import (
    SENCO,
    TEAM,
    TEAM_ITEM,
    complete_body,
    complete_health_service,
    complete_offer,
    lancashire,
)
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.models import Council, CouncilNotice, CouncilNoticeSettings
from wagtail_localoffer.notices import attachments
from wagtail_localoffer.notices.attachments import read_columns
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.offers.records.outpost import COLUMNS


@pytest.mark.portable
class TestAttachments(PublicSiteTestCase):
    def deliver(self) -> dict[str, str]:
        deliver_due()
        return {name: content for name, content, _type in mail.outbox[-1].attachments}

    def read_csv(self, files: dict[str, str]) -> list[dict[str, str]]:
        (text,) = (each for name, each in files.items() if name.endswith(".csv"))
        return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))

    def test_a_line_in_the_columns_of_outpost_goes_with_each_email(self) -> None:
        offer = self.publish(complete_offer())
        (row,) = self.read_csv(self.deliver())
        self.assertEqual(list(row), list(COLUMNS))
        self.assertEqual(row["name"], offer.setting_name)
        self.assertEqual(row["url"], offer.full_url)

    def test_a_council_has_the_columns_that_its_record_names(self) -> None:
        council = lancashire()
        council.csv_columns = (
            "News = news\nSchool = name\nurl\nSections = changed_sections"
        )
        council.save()
        self.publish(complete_offer())
        (row,) = self.read_csv(self.deliver())
        self.assertEqual(list(row), ["News", "School", "url", "Sections"])
        self.assertEqual(row["News"], "published")

    def test_a_program_reads_the_same_as_json(self) -> None:
        offer = self.publish(
            complete_offer(identifier_scheme="urn", identifier="123456")
        )
        files = self.deliver()
        (text,) = (each for name, each in files.items() if name.endswith(".json"))
        (news,) = json.loads(text)
        self.assertEqual(news["reference"], "URN 123456")
        self.assertIn(
            {"label": "Name", "value": offer.setting_name}, news["front_sheet"]
        )

    def test_the_file_is_named_as_the_councils_template_has_it(self) -> None:
        self.publish(complete_offer(identifier_scheme="county", identifier="00099"))
        self.assertIn(
            "LO-HAWTHORNBANKPRIMARYSCHOOL-SCHOOLNUMBER00099.csv", self.deliver()
        )

    def test_a_daily_email_has_one_file_for_all_settings(self) -> None:
        CouncilNoticeSettings.objects.create(site_id=1, daily=True)
        for number in range(3):
            self.publish(complete_offer(setting_name=f"School {number}"))
        CouncilNotice.objects.update(next_attempt_at="2020-01-01T00:00Z")
        rows = self.read_csv(self.deliver())
        self.assertEqual(
            {row["name"] for row in rows}, {f"School {n}" for n in range(3)}
        )

    def test_a_program_reads_of_each_contact(self) -> None:
        other = {**TEAM_ITEM, "value": {**TEAM, "name": "Advice line"}}
        body = complete_body(HEALTH, contacts=[TEAM_ITEM, other])
        offer = self.publish(complete_health_service(body=body))
        files = self.deliver()
        (text,) = (each for name, each in files.items() if name.endswith(".json"))
        (news,) = json.loads(text)
        heading = str(offer.framework.contact.heading)
        rows = [row for row in news["front_sheet"] if row["label"] == heading]
        self.assertEqual(
            [row["value"].partition(",")[0] for row in rows],
            ["Bookings team", "Advice line"],
        )

    def test_a_name_without_our_letters_still_names_a_file(self) -> None:
        self.publish(complete_offer(setting_name="اسکول", identifier=""))
        self.assertIn("LO-NEWS.csv", self.deliver())

    def test_a_letter_with_an_accent_is_a_letter(self) -> None:
        self.publish(complete_offer(setting_name="Ysgol Tŷ Ffynnon", identifier=""))
        self.assertIn("LO-YSGOLTYFFYNNON.csv", self.deliver())

    def test_news_arrives_without_what_a_mail_server_would_refuse(self) -> None:
        self.publish(complete_offer())
        with mock.patch.object(attachments, "MOST_BYTES", 100):
            self.assertEqual(self.deliver(), {})
        self.assertEqual(CouncilNotice.objects.get().status, NoticeStatus.SENT)

    def test_of_an_offer_that_is_gone_there_is_what_a_council_finds_it_by(self) -> None:
        offer = self.publish(
            complete_offer(identifier_scheme="urn", identifier="123456")
        )
        deliver_due()
        self.unpublish(offer)
        files = self.deliver()
        (row,) = self.read_csv(files)
        self.assertEqual(
            {name: value for name, value in row.items() if value},
            {
                "import_id": str(offer.pk),
                "name": offer.setting_name,
                "url": offer.full_url,
            },
        )
        (text,) = (each for name, each in files.items() if name.endswith(".json"))
        self.assertIn("URN 123456", text)
        for private in (SENCO["name"], SENCO["email"], offer.address):
            self.assertNotIn(private, text)

    def test_no_formula_runs_in_a_spreadsheet(self) -> None:
        self.publish(complete_offer(setting_name="=1+1"))
        (row,) = self.read_csv(self.deliver())
        self.assertEqual(row["name"], "'=1+1")

    def test_a_council_is_asked_for_columns_that_there_are(self) -> None:
        self.client.force_login(User.objects.create_superuser("admin"))
        council = lancashire()
        url = reverse("wagtail_localoffer_council_modeladmin_edit", args=[council.pk])
        data: dict[str, Any] = {
            "name": council.name,
            "contact_by": "email",
            "local_offer_url": council.local_offer_url,
        }
        answer = self.client.post(url, {**data, "csv_columns": "name\nPupils = pupils"})
        self.assertContains(answer, "“pupils” is no column.")
        self.client.post(url, {**data, "csv_columns": "Their name = name"})
        self.assertEqual(
            read_columns(Council.objects.get(pk=council.pk).csv_columns),
            [("Their name", "name")],
        )
