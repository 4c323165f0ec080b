"""Visibility: the offers that the public can read, in the language that comes first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.planner import announce, announce_all
from wagtail_localoffer.offers.visibility import list_public_offers, read_offers

pytestmark = pytest.mark.rows


class PublicOfferTests(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.urdu, _created = Locale.objects.get_or_create(language_code="ur")
        cls.offer = cls.publish_for_all(complete_offer())
        cls.home = cls.offer.get_parent().copy_for_translation(cls.urdu)
        cls.home.save_revision().publish()

    def translate(self, offer: Any) -> Any:
        return self.publish(offer.copy_for_translation(self.urdu))

    def list_keys(self) -> list[int]:
        return [page.pk for page in list_public_offers()]

    def test_a_translation_is_no_offer_of_its_own(self) -> None:
        urdu = self.translate(self.offer)
        self.assertEqual(self.list_keys(), [self.offer.pk])
        (offer,) = read_offers(list_public_offers())
        self.assertEqual([page.pk for page in offer.other_languages], [urdu.pk])

    def test_below_a_home_that_is_a_draft_nobody_reads_a_translation(self) -> None:
        urdu = self.translate(self.offer)
        PageViewRestriction.objects.create(
            page=self.offer, restriction_type=PageViewRestriction.LOGIN
        )
        self.home.refresh_from_db()
        self.home.unpublish()
        self.assertNotEqual(self.client.get(urdu.url).status_code, 200)
        self.assertEqual(self.list_keys(), [])

    def test_a_language_that_the_project_has_no_more_is_not_listed(self) -> None:
        french = Locale.objects.create(language_code="fr")
        self.offer.unpublish()
        home = self.home.copy_for_translation(french)
        home.save_revision().publish()
        self.publish(self.offer.copy_for_translation(french))
        self.assertEqual(self.list_keys(), [])

    def test_a_site_below_another_has_its_own_offers(self) -> None:
        outer = Site.objects.get(is_default_site=True)
        home = outer.root_page.add_child(instance=Page(title="Inner", slug="inner"))
        inner = Site.objects.create(hostname="inner.example", root_page=home)
        Site.clear_site_root_paths_cache()
        offer = self.publish(complete_offer(parent=home))
        for site, pages in ((outer, [self.offer]), (inner, [offer])):
            with self.subTest(site.hostname):
                found = [page.pk for page in list_public_offers(site)]
                self.assertEqual(found, [page.pk for page in pages])

    def test_many_private_pages_are_no_long_question(self) -> None:
        home = self.offer.get_parent()
        for number in range(30):
            page = home.add_child(instance=Page(title=f"{number}"))
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.list_keys(), [self.offer.pk])
        asked = max((each["sql"] for each in queries), key=len)
        self.assertLess(asked.count("LIKE") + asked.count(" OR "), 12)

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
                # Where there are no languages, both are offers of their own.
                offer, *others = read_offers(list_public_offers())
                self.assertEqual(bool(others), not enabled)
                page = type(offer).objects.get(pk=offer.pk)
                self.assertEqual(offer.other_languages, page.other_languages)
                self.assertEqual(bool(page.other_languages), enabled)

    def test_below_a_home_that_is_a_draft_no_page_links_to_a_translation(self) -> None:
        urdu = self.translate(self.offer)
        self.home.refresh_from_db()
        self.home.unpublish()
        page = type(self.offer).objects.get(pk=self.offer.pk)
        self.assertEqual(page.other_languages, [])
        self.assertNotContains(self.client.get(page.url), urdu.url)

    def test_below_a_home_that_is_a_draft_no_council_hears_of_a_translation(
        self,
    ) -> None:
        urdu = self.translate(self.offer)
        self.home.refresh_from_db()
        self.home.unpublish()
        self.unpublish(self.offer)
        notices = CouncilNotice.objects.filter(offer_id=urdu.pk)
        self.assertEqual(announce(urdu.pk), [])
        list(announce_all())
        self.assertFalse(notices.exists())
        self.home.refresh_from_db()
        self.home.save_revision().publish()
        list(announce_all())
        self.assertEqual(notices.get().kind, "published")
