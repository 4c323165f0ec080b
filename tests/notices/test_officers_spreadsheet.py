"""An officer keeps a list of 600 settings by what emails bring, and opens no link."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any, ClassVar

import pytest
from django.core import mail

from tests.builders import SENCO, complete_body, complete_offer, lancashire
from tests.notices.notice_rows import run_command, section
from tests.support import PublicSiteTestCase

SETTINGS = 600
TOLD = 10

#: The columns of the officer's own list, as the council's record names them.
COLUMNS = """
News = news
Number = reference
School = name
Local offer = url
SENCO = contact_name
Email = contact_email
Phone = contact_phone
"""


@pytest.mark.nightly
class OfficerTests(PublicSiteTestCase):
    offers: ClassVar[list[Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        council = lancashire()
        council.csv_columns = COLUMNS.strip()
        council.save()
        cls.offers = [
            complete_offer(
                setting_name=f"School {number}",
                identifier_scheme="urn",
                identifier=str(100_000 + number),
            )
            for number in range(TOLD)
        ]

    def setUp(self) -> None:
        super().setUp()
        self.rows = {
            f"URN {100_000 + number}": {"School": f"School {number}"}
            for number in range(SETTINGS)
        }
        self.others = {number: dict(row) for number, row in [*self.rows.items()][TOLD:]}

    def read_emails(self) -> None:
        """What the officer does: copy each line to that of the same number."""
        run_command()
        for email in mail.outbox:
            (text,) = (
                content
                for name, content, _type in email.attachments
                if name.endswith(".csv")
            )
            for line in csv.DictReader(StringIO(text.removeprefix("\ufeff"))):
                news, number = line.pop("News"), line.pop("Number")
                if news == "withdrawn":
                    del self.rows[number]
                else:
                    self.rows[number] = line
        mail.outbox.clear()

    def change(self, offer: Any, **body: Any) -> None:
        offer.body = complete_body(**body)
        self.publish(offer)

    def test_ten_settings_change_and_the_list_says_what_is_true(self) -> None:
        for offer in self.offers:
            self.publish(offer)
        self.read_emails()
        self.change(self.offers[0], senco_contact={**SENCO, "name": "Jan Fielding"})
        self.change(
            self.offers[1], senco_contact={**SENCO, "telephone": "01632 960077"}
        )
        self.change(self.offers[2], health=section("A nurse comes every Monday."))
        self.offers[3].slug = "send"
        self.publish(self.offers[3])
        self.offers[4].setting_name = "School 4 Academy"
        self.publish(self.offers[4])
        self.unpublish(self.offers[5])
        self.read_emails()

        true = {}
        for offer in self.offers:
            offer.refresh_from_db()
            if offer.live:
                contact = offer.contact_block.value
                true[f"URN {offer.identifier}"] = {
                    "School": offer.setting_name,
                    "Local offer": offer.full_url,
                    "SENCO": contact["name"],
                    "Email": contact["email"],
                    "Phone": contact["telephone"],
                }
        self.assertEqual(len(true), TOLD - 1)
        self.assertEqual(self.rows, true | self.others)
