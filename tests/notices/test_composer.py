from __future__ import annotations

from typing import Any

from django.core import mail

from tests.builders import SENCO, complete_body, complete_offer
from tests.notices.notice_rows import only_notice
from tests.support import (
    PublicSiteTestCase,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce


class TestHeaders(PublicSiteTestCase):
    """Names and addresses can't write headers."""

    def send(self) -> Any:
        deliver_due()
        return mail.outbox[0].message()

    def test_a_setting_name_cannot_add_a_header(self) -> None:
        name = "Hawthorn Bank\r\nBcc: everyone@council.example\n\nBuy now"
        self.publish(complete_offer(setting_name=name))
        message = self.send()
        self.assertEqual(
            only_notice().subject,
            "Local offer published: Hawthorn Bank Bcc: everyone@council.example "
            "Buy now (URN 123456)",
        )
        self.assertIsNone(message["Bcc"])
        self.assertEqual(only_notice().status, NoticeStatus.SENT)

    def test_a_page_title_cannot_add_a_header(self) -> None:
        self.publish(complete_offer(title="Our offer\r\nBcc: everyone@council.example"))
        self.assertIsNone(self.send()["Bcc"])
        self.assertEqual(
            only_notice().page_title, "Our offer Bcc: everyone@council.example"
        )

    def test_line_breaks_of_every_kind_are_taken_out_of_the_subject(self) -> None:
        breaks = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
        name = "".join(f"Bank{character}" for character in breaks)
        self.publish(complete_offer(setting_name=name))
        subject = only_notice().subject
        self.assertEqual(len(subject.splitlines()), 1)
        self.assertTrue(subject.endswith("Bank Bank (URN 123456)"), subject)

    def test_a_setting_name_cannot_write_html(self) -> None:
        self.publish(complete_offer(setting_name="<script>alert(1)</script> & Co"))
        notice = only_notice()
        self.assertNotIn("<script>", notice.html_body)
        self.assertIn(
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co", notice.html_body
        )
        self.assertIn("<script>alert(1)</script> & Co", notice.text_body)

    def test_a_senco_address_with_a_header_in_it_gets_no_replies(self) -> None:
        for email in (
            "senco@school.example\nBcc: everyone@council.example",
            "senco@school.example\r\n\r\nBuy now",
            "senco@school.example, everyone@council.example",
            "Priya <senco@school.example>",
        ):
            with self.subTest(email):
                CouncilNotice.objects.all().delete()
                mail.outbox.clear()
                offer = complete_offer(live=True)
                # No form or guard lets it pass. An import straight into the table may.
                body = complete_body(senco_contact={**SENCO, "email": email})
                LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
                announce(offer.pk)
                self.assertEqual(only_notice().reply_to, "")
                message = self.send()
                self.assertIsNone(message["Reply-To"])
                self.assertIsNone(message["Bcc"])

    def test_of_two_contact_blocks_the_first_gets_the_replies(self) -> None:
        offer = complete_offer(live=True)
        first, *others = complete_body()
        second = {**first, "value": {**SENCO, "email": "second@school.example"}}
        # No guard lets it pass. An import straight into the table may.
        body = [first, second, *others]
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
        announce(offer.pk)
        self.assertEqual(only_notice().reply_to, SENCO["email"])
