"""What earlier versions kept of an offer is compared with what it says now."""

from __future__ import annotations

from typing import Any
from unittest import mock

from tests.builders import complete_body, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.content import fingerprint
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce_all

DECOMPOSED, COMPOSED = "<p>Zoe\u0308 helps{}</p>", "<p>Zo\u00eb helps{}</p>"


def health(text: str) -> list[dict[str, Any]]:
    return complete_body(health={"text": text, "more": []})


class LettersInTwoPartsTests(PublicSiteTestCase):
    def publish_before(self, text: str) -> Any:
        """Publish as before texts were composed (NFC), and tell the council."""
        with mock.patch.object(fingerprint, "_hash_both_forms", fingerprint._hash):
            offer = self.publish(complete_offer(body=health(text.format("."))))
            deliver_due()
            offer.minor_change = True
            offer.body = health(text.format("!"))
            return self.publish(offer)

    def test_after_an_upgrade_nothing_is_told_that_nobody_edited(self) -> None:
        for text in (DECOMPOSED, COMPOSED):
            offer = self.publish_before(text)
            for read_all in (True, False):
                with self.subTest(text, read_all=read_all):
                    self.assertEqual(list(announce_all(read_all=read_all)), [])
            # Whoever saves it changes nothing either.
            with self.subTest(text, saved=True):
                self.publish(offer)
                self.assertEqual(list(announce_all(read_all=True)), [])
        self.assertEqual(CouncilNotice.objects.count(), 2)

    def test_a_change_is_still_told(self) -> None:
        offer = self.publish_before(DECOMPOSED)
        offer.body = health(DECOMPOSED.format(" nobody."))
        self.publish(offer)
        self.assertEqual(CouncilNotice.objects.latest("pk").kind, "updated")

    def test_letters_that_are_composed_later_are_no_change(self) -> None:
        offer = self.publish(complete_offer(body=health(DECOMPOSED)))
        deliver_due()
        for text in (COMPOSED, DECOMPOSED):
            offer.body = health(text)
            self.publish(offer)
        self.assertEqual(CouncilNotice.objects.count(), 1)
