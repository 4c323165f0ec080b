"""Visibility: the offers that the public can read, in the language that comes first."""

from __future__ import annotations

from typing import Any

from django.test import override_settings
from wagtail.models import Locale, PageViewRestriction

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.offers.visibility import list_public_offers, read_offers


class PublicOfferTests(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.urdu, _created = Locale.objects.get_or_create(language_code="ur")
        self.offer = self.publish(complete_offer())
        self.offer.get_parent().copy_for_translation(self.urdu)

    def translate(self, offer: Any) -> Any:
        return self.publish(offer.copy_for_translation(self.urdu))

    def list_keys(self) -> list[int]:
        return [page.pk for page in list_public_offers()]

    def test_a_translation_is_no_offer_of_its_own(self) -> None:
        urdu = self.translate(self.offer)
        self.assertEqual(self.list_keys(), [self.offer.pk])
        (offer,) = read_offers(list_public_offers())
        self.assertEqual([page.pk for page in offer.other_languages], [urdu.pk])

    def test_it_stands_for_the_offer_where_the_public_has_no_other(self) -> None:
        urdu = self.translate(self.offer)
        PageViewRestriction.objects.create(
            page=self.offer, restriction_type=PageViewRestriction.LOGIN
        )
        self.assertEqual(self.list_keys(), [urdu.pk])
        (offer,) = read_offers(list_public_offers())
        self.assertEqual(offer.other_languages, [])

    def test_languages_are_those_that_the_page_links_to(self) -> None:
        self.translate(self.offer)
        for enabled in (True, False):
            with override_settings(WAGTAIL_I18N_ENABLED=enabled):
                (offer,) = read_offers(list_public_offers())
                page = type(offer).objects.get(pk=offer.pk)
                self.assertEqual(offer.other_languages, page.other_languages)
                self.assertEqual(bool(page.other_languages), enabled)
