"""
Every route by which Wagtail can put a page live, on complete and incomplete offers.

All of it is tested for every kind of offer that the package has.
"""

from __future__ import annotations

from copy import deepcopy
from unittest import skipIf

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import Site

from tests.builders import (
    complete_offer,
    save_draft,
    without,
)
from tests.form_data import offer_form_data
from tests.routes.kinds import HEALTH_SERVICE
from tests.routes.routes import (
    ADMIN_ROUTES,
    ROUTES,
    RouteTestCase,
)
from tests.school.models import TrustOfferPage
from tests.support import publish
from wagtail_localoffer.compliance.rules import OfferIncomplete, find_obstacles
from wagtail_localoffer.offers.publish_guard import find_council_url


class GapTests(RouteTestCase):
    """Every route and every guard asks the one function that knows all gaps."""

    def test_each_gap_is_an_obstacle_at_its_place_and_is_named(self) -> None:
        complete = self.complete()
        self.assertEqual(find_obstacles(complete, find_council_url(complete)), [])
        for name, gap in self.kind.gaps.items():
            with self.subTest(gap=name):
                offer = self.open_gap(deepcopy(complete), gap)
                # A council that is gone is none as soon as its block is read.
                list(offer.body)
                found = find_obstacles(offer, find_council_url(offer))
                self.assertIn(gap.words, " ".join(str(each.message) for each in found))
                places = {each.block or each.field for each in found}
                self.assertEqual(places, set(gap.body or gap.fields))


class RoutesToLiveTests(RouteTestCase):
    def test_every_route_puts_a_complete_offer_live(self) -> None:
        for name in ROUTES:
            with self.subTest(route=name):
                offer, response = self.take(name, self.complete())
                self.assertTrue(
                    offer.live, response and response.content.decode()[:2000]
                )

    def test_no_route_puts_an_incomplete_offer_live(self) -> None:
        for name in ROUTES:
            with self.subTest(route=name):
                offer, response = self.take(name, self.with_gap(self.kind.route_gap))
                self.assertFalse(offer.live)
                if response is not None:
                    self.assertLess(response.status_code, 500)

    def test_no_gap_gets_past_any_of_the_guards(self) -> None:
        for gap in self.kind.guard_gaps:
            for name in ("publish_revision", "make_live_and_save"):
                with self.subTest(route=name, gap=gap):
                    offer, _response = self.take(name, self.with_gap(gap))
                    self.assertFalse(offer.live)

    def test_no_gap_gets_into_a_live_offer_by_a_save_of_its_fields_alone(self) -> None:
        pk = publish(self.complete()).pk
        for name, gap in self.kind.gaps.items():
            if not gap.fields:
                continue
            with self.subTest(gap=name):
                offer = self.find(pk=pk)
                for key, value in gap.fields.items():
                    setattr(offer, key, value)
                with self.assertRaises(OfferIncomplete):
                    offer.save(update_fields=[*gap.fields])

    def test_the_editors_form_refuses_a_gap_at_its_place(self) -> None:
        form_class = self.kind.model.get_edit_handler().get_form_class()
        for name in self.kind.guard_gaps:
            with self.subTest(gap=name):
                gap, offer = self.kind.gaps[name], self.with_gap(name)
                # No request: the page that it would answer with is long.
                form = form_class(
                    offer_form_data(offer),
                    instance=offer,
                    parent_page=offer.get_parent(),
                    for_user=self.user,
                )
                self.assertEqual(set(form.errors), set(gap.fields or ["body"]))

    def test_a_refusal_names_the_gap(self) -> None:
        for name in self.kind.guard_gaps:
            with self.subTest(gap=name):
                with self.assertRaises(OfferIncomplete) as caught:
                    self.with_gap(name).get_latest_revision().publish()
                (message,) = caught.exception.messages
                self.assertIn(self.kind.gaps[name].words, message)

    def test_every_admin_route_names_what_is_missing(self) -> None:
        gap = "a contact without a name"
        for name in sorted(ADMIN_ROUTES):
            with self.subTest(route=name):
                _offer, response = self.take(name, self.with_gap(gap))
                self.assertContains(response, self.kind.gaps[gap].words)

    def test_admin_routes_outside_the_editor_link_to_it(self) -> None:
        for name in (
            "bulk_publish",
            "bulk_publish_ancestor",
            "approve_from_the_dashboard",
        ):
            with self.subTest(route=name):
                offer, response = self.take(name, self.with_gap())
                self.assertContains(
                    response, reverse("wagtailadmin_pages:edit", args=[offer.pk])
                )

    def test_apis_answer_with_the_missing_parts(self) -> None:
        gap = "a contact without a name"
        for name in [name for name in ROUTES if "api" in name]:
            with self.subTest(route=name):
                _offer, response = self.take(name, self.with_gap(gap))
                self.assertIn(response.status_code, (400, 422))
                self.assertIn(self.kind.gaps[gap].words, response.content.decode())

    def test_repeated_blocks_do_not_go_live(self) -> None:
        contact = self.kind.framework.contact.key
        for block, words in (
            (contact, "Keep one"),
            ("council_link", "delete the other"),
            (self.kind.section, "delete the other"),
        ):
            with self.subTest(block=block):
                offer = self.complete()
                raw = offer.body.get_prep_value()
                raw += [
                    {"type": child["type"], "value": child["value"]}
                    for child in raw
                    if child["type"] == block
                ]
                offer.body = raw
                save_draft(offer)
                with self.assertRaisesMessage(ValidationError, words):
                    offer.get_latest_revision().publish()


class OwnKindTests(RouteTestCase):
    def test_a_project_own_kind_of_offer_is_guarded_too(self) -> None:
        for name in ("bulk_publish", "publish_revision", "publish_scheduled"):
            with self.subTest(route=name):
                offer = without(complete_offer(model=TrustOfferPage), "health")
                self.assertFalse(self.take(name, offer)[0].live)


@skipIf(WAGTAIL_VERSION < (8, 0), "Wagtail's API v3 came with 8.0.")
class ApiV3Tests(RouteTestCase):
    def test_a_created_page_without_content_does_not_go_live(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        details = {
            detail.key: getattr(self.complete(), detail.key)
            for detail in self.kind.framework.front_sheet.details
            if detail.required and not detail.needed_with
        }
        response = self.post_to_api_v3(
            "post",
            "pages/",
            {
                "meta": {
                    "type": f"wagtail_localoffer.{self.kind.model.__name__}",
                    "parent_id": home.pk,
                    "action": "publish",
                },
                "title": "By API",
                **details,
            },
        )
        self.assertEqual(response.status_code, 422, response.content)
        self.assertFalse(self.kind.model.objects.filter(title="By API").exists())


class HealthServiceGapTests(GapTests):
    kind = HEALTH_SERVICE


@pytest.mark.nightly
class HealthServiceRoutesToLiveTests(RoutesToLiveTests):
    kind = HEALTH_SERVICE


class HealthServiceApiV3Tests(ApiV3Tests):
    kind = HEALTH_SERVICE
