from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Site

from tests.builders import (
    without,
)
from tests.routes.kinds import HEALTH_SERVICE
from tests.routes.routes import RouteTestCase
from tests.school.models import HeadingPage


class CopyTests(RouteTestCase):
    def make_live_with_gap(self) -> Any:
        """An offer that was live before a section became required."""
        offer = self.complete()
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        body = [
            block
            for block in offer.body.get_prep_value()
            if block["type"] != self.kind.section
        ]
        self.kind.model.objects.filter(pk=offer.pk).update(body=body)
        offer.refresh_from_db()
        return offer

    def test_a_live_copy_of_a_complete_offer_is_live(self) -> None:
        offer = self.complete()
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        copied = CopyPageAction(
            offer, update_attrs={"slug": "copy"}, keep_live=True
        ).execute()
        self.assertTrue(self.find(pk=copied.pk).live)

    def test_a_live_copy_of_an_incomplete_offer_is_a_draft(self) -> None:
        offer = self.make_live_with_gap()
        response = self.client.post(
            reverse("wagtailadmin_pages:copy", args=[offer.pk]),
            {
                "new_title": "Copy",
                "new_slug": "copy",
                "new_parent_page": offer.get_parent().pk,
                "publish_copies": "on",
            },
            follow=True,
        )
        self.assertEqual(response.status_code, 200)
        self.assertFalse(self.find(slug="copy").live)
        self.assertContains(response, "The copy is a draft")

    def test_a_copy_of_a_live_offer_with_an_incomplete_draft_shows_the_live_content(
        self,
    ) -> None:
        offer = self.complete()
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        without(offer, self.kind.section)
        offer = self.find(pk=offer.pk)
        copied = CopyPageAction(
            offer, update_attrs={"slug": "copy"}, keep_live=True
        ).execute()
        live = self.find(pk=copied.pk)
        self.assertIsNotNone(live.body.first_block_by_name(self.kind.section))

    def test_an_alias_of_a_complete_live_offer_is_live(self) -> None:
        offer = self.complete()
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        self.assertTrue(offer.create_alias(update_slug="alias").live)

    def test_an_alias_of_an_incomplete_live_offer_is_not_live(self) -> None:
        self.make_live_with_gap().create_alias(update_slug="alias")
        self.assertFalse(self.find(slug="alias").live)

    def test_an_alias_of_a_draft_goes_live_with_it_and_only_when_complete(self) -> None:
        offer = self.without_section()
        alias = offer.create_alias(update_slug="alias")
        self.refusing(offer.get_latest_revision().publish)
        alias.refresh_from_db()
        self.assertFalse(alias.live)

    def test_an_incomplete_live_offer_can_be_moved_and_saved(self) -> None:
        offer = self.make_live_with_gap()
        section = Site.objects.get(is_default_site=True).root_page.add_child(
            instance=HeadingPage(title="Inclusion")
        )
        offer.move(section, pos="last-child")
        offer = self.find(pk=offer.pk)
        offer.slug = "moved"
        offer.save()
        self.assertTrue(self.find(slug="moved").live)

    def test_an_incomplete_live_offer_can_be_translated(self) -> None:
        welsh = Locale.objects.create(language_code="cy")
        offer = self.make_live_with_gap()
        offer.get_parent().specific.copy_for_translation(welsh)
        response = self.client.post(
            reverse("simple_translation:submit_page_translation", args=[offer.pk]),
            {"locales": [welsh.pk]},
            follow=True,
        )
        self.assertEqual(response.status_code, 200)
        self.assertFalse(offer.get_translation(welsh).live)

    def test_a_translated_alias_of_an_incomplete_draft_is_not_live(self) -> None:
        welsh = Locale.objects.create(language_code="cy")
        offer = self.without_section()
        offer.get_parent().specific.copy_for_translation(welsh)
        offer.copy_for_translation(welsh, alias=True)
        self.assertFalse(offer.get_translation(welsh).live)


class HealthServiceCopyTests(CopyTests):
    kind = HEALTH_SERVICE
