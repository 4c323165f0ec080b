from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from tests.builders import (
    save_draft,
    without,
)
from tests.form_data import offer_form_data
from tests.routes.kinds import EMPTY, HEALTH_SERVICE
from tests.routes.routes import (
    RouteTestCase,
    start_workflow,
)
from wagtail_localoffer.compliance.rules import OfferIncomplete


class RefusalTests(RouteTestCase):
    def test_a_refusal_is_a_validation_error_and_a_permission_denied(self) -> None:
        offer = self.without_section()
        for kind in (ValidationError, PermissionDenied):
            with self.subTest(kind=kind), self.assertRaises(kind):
                offer.get_latest_revision().publish()

    def test_a_refused_publication_leaves_a_live_offer_as_it_was(self) -> None:
        offer = self.complete()
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        without(offer, self.kind.section)
        self.refusing(offer.get_latest_revision().publish)
        live = self.find(pk=offer.pk)
        self.assertTrue(live.live)
        self.assertIsNotNone(live.body.first_block_by_name(self.kind.section))

    def test_a_refused_publication_keeps_an_earlier_schedule(self) -> None:
        offer = self.complete()
        scheduled = offer.get_latest_revision()
        scheduled.approved_go_live_at = timezone.now() + timedelta(days=1)
        scheduled.save()
        without(offer, self.kind.section)
        self.refusing(offer.get_latest_revision().publish)
        scheduled.refresh_from_db()
        self.assertIsNotNone(scheduled.approved_go_live_at)

    def test_all_that_is_missing_is_named_at_once(self) -> None:
        offer = self.complete()
        changes = {self.kind.section: None, self.kind.other_section: EMPTY}
        offer.body = self.body(council_link=None, **changes)
        save_draft(offer)
        with self.assertRaises(OfferIncomplete) as caught:
            offer.get_latest_revision().publish()
        self.assertEqual(
            {(finding.code, finding.block) for finding in caught.exception.findings},
            {
                ("council_link_missing", "council_link"),
                ("section_empty", self.kind.other_section),
                ("section_missing", self.kind.section),
            },
        )


class DraftTests(RouteTestCase):
    def save_in_editor(self, offer: Any, **kwargs: Any) -> Any:
        return self.client.post(
            reverse("wagtailadmin_pages:edit", args=[offer.pk]),
            offer_form_data(offer),
            **kwargs,
        )

    def test_an_incomplete_draft_is_saved(self) -> None:
        offer = self.without_section()
        self.assertEqual(self.save_in_editor(offer).status_code, 302)

    def test_an_incomplete_draft_of_a_live_offer_is_saved(self) -> None:
        offer = self.complete()
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        without(offer, self.kind.section)
        self.assertEqual(self.save_in_editor(offer).status_code, 302)
        offer.refresh_from_db()
        self.assertTrue(offer.live)
        self.assertTrue(offer.has_unpublished_changes)

    def test_autosave_of_a_half_typed_contact_is_not_blocked(self) -> None:
        offer = self.complete()
        half = {**self.kind.contact, "name": "", "email": "team@", "telephone": "0163"}
        contact = self.kind.framework.contact.key
        changes = {contact: self.kind.contacts(half), self.kind.section: EMPTY}
        offer.body = self.body(**changes)
        save_draft(offer)
        response = self.save_in_editor(offer, headers={"Accept": "application/json"})
        self.assertEqual(response.json()["success"], True)

    def test_a_draft_with_a_section_twice_is_saved(self) -> None:
        offer = self.complete()
        raw = offer.body.get_prep_value()
        again = {"type": self.kind.section, "value": {**EMPTY, "text": "<p>Yes</p>"}}
        offer.body = [*raw, again]
        self.assertEqual(self.save_in_editor(offer).status_code, 302)

    def test_a_new_draft_with_nothing_but_a_title_is_saved(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        offer = self.kind.model(title="Our local offer", slug="empty")
        response = self.client.post(
            reverse(
                "wagtailadmin_pages:add",
                args=["wagtail_localoffer", offer._meta.model_name, home.pk],
            ),
            offer_form_data(offer),
        )
        self.assertEqual(response.status_code, 302)
        self.assertFalse(self.find(slug="empty").live)

    def test_a_moderator_can_send_an_incomplete_offer_back(self) -> None:
        offer = self.with_gap()
        start_workflow(self, offer)
        self.client.post(
            reverse("wagtailadmin_pages:edit", args=[offer.pk]),
            offer_form_data(
                offer,
                **{
                    "action-workflow-action": "true",
                    "workflow-action-name": "reject",
                    "workflow-action-extra-data": '{"comment": "Say more."}',
                },
            ),
        )
        self.assertEqual(offer.workflow_states.get().status, "needs_changes")

    def test_a_refused_approval_leaves_the_offer_in_review(self) -> None:
        offer = self.with_gap()
        self.take("approve_from_the_dashboard", offer)
        self.assertTrue(Page.objects.get(pk=offer.pk).workflow_in_progress)


class HealthServiceRefusalTests(RefusalTests):
    kind = HEALTH_SERVICE


class HealthServiceDraftTests(DraftTests):
    kind = HEALTH_SERVICE
