from __future__ import annotations

from django.core import mail

from tests.builders import complete_health_service, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.content import read
from wagtail_localoffer.content.fingerprint import KEEPER, hide_people
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due

KEEPERS = {
    "keeper_name": "Jo Ashdown",
    "keeper_role": "School business manager",
    "keeper_telephone": "01632 960777",
    "keeper_email": "office@hawthornbank.example",
}


class TestTheKeeper(PublicSiteTestCase):
    def test_the_council_is_told_whom_to_ask(self) -> None:
        for make in (complete_offer, complete_health_service):
            with self.subTest(make.__name__):
                self.publish(make(**KEEPERS))
                deliver_due()
                self.assertIn(
                    "Keeps this entry up to date: Jo Ashdown, School business manager, "
                    "01632 960777, office@hawthornbank.example",
                    mail.outbox[-1].body,
                )

    def test_another_keeper_is_news(self) -> None:
        offer = self.publish(complete_offer(**KEEPERS))
        deliver_due()
        offer.keeper_name = "Sam Birch"
        self.publish(offer)
        (notice,) = CouncilNotice.objects.order_by("-pk")[:1]
        (change,) = notice.changes
        self.assertEqual(change["heading"], "Who keeps your entry up to date")
        self.assertEqual(change["url"], offer.full_url)
        self.assertNotIn("Jo Ashdown", notice.text_body)

    def test_an_offer_without_one_reads_as_before(self) -> None:
        self.assertNotIn(KEEPER, read(complete_offer()).fingerprint)

    def test_what_is_kept_of_one_can_not_be_guessed(self) -> None:
        prints = read(complete_offer(**KEEPERS)).fingerprint
        self.assertNotEqual(hide_people(prints)[KEEPER], prints[KEEPER])

    def test_no_family_reads_it_anywhere(self) -> None:
        offer = self.publish(complete_offer(**KEEPERS))
        for path in (
            offer.url,
            f"{offer.url}print/",
            f"{offer.url}who-helps/",
            f"{offer.url}sen-information-report/",
            f"/open-data/offers/{offer.translation_key}/",
            "/open-data/offers.csv",
        ):
            with self.subTest(path):
                answer = self.client.get(path)
                text = b"".join(answer) if answer.streaming else answer.content
                self.assertEqual(answer.status_code, 200)
                for value in KEEPERS.values():
                    self.assertNotIn(value, text.decode())

    def test_a_copy_is_about_another_setting(self) -> None:
        offer = self.publish(complete_offer(**KEEPERS))
        copy = offer.copy(update_attrs={"slug": "copy", "title": "Copy"})
        self.assertEqual(copy.keeper, "")
