from __future__ import annotations

from typing import Any

from django.core import mail
from django.test import override_settings

from tests.builders import SENCO, complete_body, complete_health_service, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.entry import build_entry


class TestTheEntry(PublicSiteTestCase):
    def change_section(self, offer: Any, text: str) -> None:
        offer.body = [
            {**block, "value": {**block["value"], "text": f"<p>{text}</p>"}}
            if block["type"] == "health"
            else block
            for block in complete_body()
        ]
        self.publish(offer)

    def test_it_has_the_lines_of_the_councils_own_form(self) -> None:
        offer = self.publish(
            complete_offer(identifier_scheme="county", identifier="011001")
        )
        entry = build_entry(offer)
        rows = dict(entry["rows"])
        self.assertEqual(entry["reference"], "school number 011001")
        self.assertEqual(rows["Name"], offer.setting_name)
        self.assertEqual(rows["Address of the local offer"], offer.full_url)
        self.assertIn(SENCO["email"], rows["SENCO contact"])

    def test_a_health_service_is_known_by_its_bodys_code(self) -> None:
        service = self.publish(complete_health_service(ods_code="RXN"))
        self.assertEqual(build_entry(service)["reference"], "ODS code RXN")

    def test_of_a_home_there_is_the_area(self) -> None:
        offer = self.publish(
            complete_offer(
                setting_type="childminder", address="1 Home Road", area="Alderbeck, ZZ1"
            )
        )
        rows = dict(build_entry(offer)["rows"])
        self.assertEqual(rows["Area"], "Alderbeck, ZZ1")
        self.assertNotIn("Home Road", str(rows))

    def test_one_email_is_enough_to_update_a_directory(self) -> None:
        offer = self.publish(
            complete_offer(identifier_scheme="urn", identifier="123456")
        )
        deliver_due()
        self.change_section(offer, "A nurse visits us on Fridays.")
        deliver_due()
        first, second = mail.outbox[-2:]
        self.assertTrue(first.subject.endswith(f"{offer.setting_name} (URN 123456)"))
        for line in ("Was:", "Is now:", "A nurse visits us on Fridays.", "URN"):
            self.assertIn(line, second.body)
        self.assertEqual(
            first.extra_headers["References"], second.extra_headers["References"]
        )
        self.assertNotEqual(
            first.extra_headers["Message-ID"], second.extra_headers["Message-ID"]
        )

    def test_a_name_that_was_taken_out_is_not_sent_again(self) -> None:
        offer = self.publish(complete_offer())
        self.change_section(offer, "Ask Morag Quill for the nurse.")
        deliver_due()
        self.change_section(offer, "Ask the office for the nurse.")
        (notice,) = CouncilNotice.objects.order_by("-pk")[:1]
        self.assertIn("Ask […] for the nurse.", notice.text_body)
        self.assertNotIn("Quill", notice.text_body + notice.html_body)

    def test_all_sections_changed_still_fit_a_mail(self) -> None:
        offer = self.publish(complete_offer())
        deliver_due()
        long = (
            "<p>" + "</p><p>".join("Many new words. " * 20 for _ in range(30)) + "</p>"
        )
        offer.body = [
            {**block, "value": {**block["value"], "text": long}}
            if "text" in (block["value"] if isinstance(block["value"], dict) else {})
            else block
            for block in complete_body()
        ]
        self.publish(offer)
        (notice,) = CouncilNotice.objects.order_by("-pk")[:1]
        self.assertGreater(len(notice.changes), 9)
        self.assertLess(len(notice.text_body), 40_000)

    @override_settings(LANGUAGE_CODE="ur")
    def test_its_labels_are_in_the_councils_language(self) -> None:
        offer = self.publish(complete_offer())
        offer.council.language = "en"
        offer.council.save()
        offer = type(offer).objects.get(pk=offer.pk)
        self.change_section(offer, "Something new.")
        (notice,) = CouncilNotice.objects.order_by("-pk")[:1]
        self.assertIn("Address of the local offer", dict(notice.entry["rows"]))
