"""Where an offer leads those who want to compare it with others."""

from __future__ import annotations

from unittest import mock

import pytest
from django.test import override_settings
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.directory.directory_case import add_directory, list_live
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import DirectoryScope
from wagtail_localoffer.models import OfferDirectoryPage, OfferListing

pytestmark = pytest.mark.rows


class CompareUrlTests(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = list_live()
        cls.query = f"?offer={cls.offer.translation_key}#results"

    def find(self) -> str:
        offer = type(self.offer).objects.get(pk=self.offer.pk)
        return str(offer.compare_url)

    def add_elsewhere(self, scope: DirectoryScope) -> OfferDirectoryPage:
        """A directory on another site."""
        root = Page.get_first_root_node()
        home = root.add_child(instance=Page(title="Council", slug="council"))
        Site.objects.create(hostname="council.example", root_page=home)
        Site.clear_site_root_paths_cache()
        page = OfferDirectoryPage(title="Find", slug="find", scope=scope)
        return home.add_child(instance=page)

    def test_without_a_directory_it_leads_nowhere(self) -> None:
        self.assertEqual(self.find(), "")

    def test_it_leads_to_the_directory_of_its_site(self) -> None:
        self.add_elsewhere(DirectoryScope.ALL)
        add_directory()
        self.assertEqual(self.find(), f"/find/{self.query}")

    def test_it_leads_to_another_site_only_where_it_is_listed_there(self) -> None:
        page = self.add_elsewhere(DirectoryScope.SITE)
        self.assertEqual(self.find(), "")
        page.scope = DirectoryScope.ALL
        page.save()
        self.assertEqual(self.find(), f"http://council.example/find/{self.query}")

    def test_it_leads_only_where_the_offer_is_listed(self) -> None:
        add_directory()
        nothing = OfferListing.objects.none()
        with mock.patch.object(
            OfferDirectoryPage, "list_listings", lambda page: nothing
        ):
            self.assertEqual(self.find(), "")

    def test_a_directory_without_an_address_is_passed_over(self) -> None:
        add_directory(scope=DirectoryScope.ALL)
        with mock.patch.object(
            OfferDirectoryPage, "get_url_parts", lambda page, request=None: None
        ):
            self.assertEqual(self.find(), "")

    def test_it_does_not_lead_where_nobody_can_read(self) -> None:
        page = add_directory()
        restriction = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.LOGIN
        )
        self.assertEqual(self.find(), "")
        restriction.delete()
        page.unpublish()
        self.assertEqual(self.find(), "")

    @override_settings(WAGTAIL_I18N_ENABLED=True)
    def test_it_leads_to_the_directory_in_its_language(self) -> None:
        page = add_directory()
        urdu = Locale.objects.create(language_code="ur")
        home = page.get_parent().copy_for_translation(urdu)
        home.save_revision().publish()
        other = page.copy_for_translation(urdu)
        other.save_revision().publish()
        self.assertEqual(self.find(), f"{page.url}{self.query}")
        translation = self.offer.copy_for_translation(urdu)
        self.publish(translation)
        self.assertTrue(translation.compare_url.startswith(other.url))
