"""
Every route by which Wagtail can put a page live, on complete and incomplete offers.

Each route is a function that takes the test and an offer and tries to put it live. It
returns the last response where a person sees one. All that is tested here is tested for
every kind of offer that the package has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar
from unittest import skipIf
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.actions.copy_page import CopyPageAction
from wagtail.log_actions import registry as log_registry
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published
from wagtail.test.utils import WagtailTestUtils

from tests.builders import (
    SENCO,
    TEAM,
    complete_body,
    complete_health_service,
    complete_offer,
    save_draft,
    without,
)
from tests.form_data import offer_form_data
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import publish
from wagtail_localoffer.compliance.rules import OfferIncomplete, find_obstacles
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage
from wagtail_localoffer.offers.publish_guard import REFUSED, find_council_url

Route = Callable[["RouteTestCase", Any], Any]

EMPTY = {"text": "", "more": []}

BLANK = {"text": "<p>&nbsp; \u200b</p><p><br/></p>", "more": []}


@dataclass(frozen=True)
class Gap:
    """What can be wrong with an offer, with words that its message has."""

    words: str
    body: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A kind of offer, and how one of it is made."""

    model: Any
    complete: Callable[..., Any]
    #: One of the contacts that it can have.
    contact: dict[str, str]
    #: Words of what is said where there is no contact, and where one has no name.
    contact_missing: str
    name_missing: str
    #: Sections that must have a text.
    section: str
    other_section: str
    #: What every route is tried with, and what every guard is. All that decides of all
    #: gaps is ``find_obstacles``, which is tried with each.
    route_gap: str
    guard_gaps: tuple[str, ...]

    @cached_property
    def framework(self) -> Framework:
        framework: Framework = self.model.get_framework()
        return framework

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        return dict(self._list_gaps())

    @cached_property
    def heading(self) -> str:
        """The heading of :attr:`section`."""
        sections = {each.key: each.heading for each in self.framework.sections}
        return str(sections[self.section])

    def contacts(self, *contacts: dict[str, str]) -> Any:
        """The value of their block. Where there is only one, it is the last."""
        if self.framework.contact.key == "senco_contact":
            return contacts[-1]
        # Wagtail takes it for an item only if it has an id.
        return [
            {"type": "item", "value": contact, "id": str(uuid4())}
            for contact in contacts
        ]

    def _list_gaps(self) -> Iterator[tuple[str, Gap]]:
        block = self.framework.contact.key
        nameless = {**self.contact, "name": " "}
        out_of_reach = {**self.contact, "email": "", "telephone": ""}
        yield "no contact", Gap(self.contact_missing, {block: None})
        for name, contact, words in (
            ("a contact without a name", nameless, self.name_missing),
            (
                "no way to reach the contact",
                out_of_reach,
                "telephone number or an email address",
            ),
        ):
            yield name, Gap(words, {block: self.contacts(self.contact, contact)})
        yield "no council block", Gap("council’s local offer", {"council_link": None})
        yield "no council", Gap("Choose the council", {"council_link": 987654})
        for section in self.framework.sections:
            heading, key = str(section.heading), section.key
            if section.required:
                yield f"no {key}", Gap(heading, {key: None})
            if section.facts_suffice:
                yield f"neither text nor facts in {key}", Gap(heading, {key: EMPTY})
        yield "an empty section", Gap(self.heading, {self.section: EMPTY})
        yield "a section of white space", Gap(self.heading, {self.section: BLANK})
        for detail in self.framework.front_sheet.details:
            if detail.required:
                null = self.model._meta.get_field(detail.key).null
                fields = {detail.key: None if null else ""}
                yield f"no {detail.key}", Gap(str(detail.missing), fields=fields)
            if detail.pattern:
                wrong = Gap(str(detail.invalid), fields={detail.key: "?"})
                yield f"a wrong {detail.key}", wrong
            if detail.fresh_days:
                fields = {detail.key: date.max}
                yield f"a future {detail.key}", Gap("in the future", fields=fields)
        # Nobody who is no year old is as old as the youngest.
        yield "ages reversed", Gap("below the youngest", fields={"maximum_age": 0})


SETTING = Kind(
    model=LocalOfferPage,
    complete=complete_offer,
    contact=SENCO,
    contact_missing="Add the SENCO contact",
    name_missing="Enter the SENCO’s name",
    section="health",
    other_section="teaching",
    route_gap="an empty section",
    # One of each sort.
    guard_gaps=("no contact", "no council block", "no address"),
)

HEALTH_SERVICE = Kind(
    model=HealthServicePage,
    complete=complete_health_service,
    contact=TEAM,
    contact_missing="Add a contact",
    name_missing="Enter the name of the team",
    section="decisions",
    other_section="what_we_do",
    # The routes and the guards are the same for every kind, so that its own are enough.
    route_gap="no commissioner_date",
    guard_gaps=(
        "neither text nor facts in needs",
        "a wrong ods_code",
        "a future waiting_time_date",
    ),
)


def edit_and_publish(test: RouteTestCase, offer: Any) -> Any:
    return test.client.post(
        reverse("wagtailadmin_pages:edit", args=[offer.pk]),
        offer_form_data(offer, **{"action-publish": "1"}),
        follow=True,
    )


def create_and_publish(test: RouteTestCase, offer: Any) -> Any:
    data = offer_form_data(offer, **{"action-publish": "1"})
    parent, model = offer.get_parent(), type(offer)
    offer.delete()
    response = test.client.post(
        reverse(
            "wagtailadmin_pages:add",
            args=[model._meta.app_label, model._meta.model_name, parent.pk],
        ),
        data,
        follow=True,
    )
    created = model.objects.filter(slug=data["slug"]).first()
    # What the form refused was not even created; stand in for it.
    test.offer = created or model(live=False)
    return response


def schedule_in_the_editor(test: RouteTestCase, offer: Any) -> Any:
    soon = timezone.localtime() + timedelta(hours=1)
    response = test.client.post(
        reverse("wagtailadmin_pages:edit", args=[offer.pk]),
        offer_form_data(
            offer,
            go_live_at=soon.strftime("%Y-%m-%d %H:%M"),
            expire_at="",
            **{"action-publish": "1"},
        ),
        follow=True,
    )
    let_time_pass(offer)
    return response


def let_time_pass(offer: Any) -> None:
    offer.revisions.filter(approved_go_live_at__isnull=False).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    for revision in offer.revisions.all():
        revision.content["go_live_at"] = None
        revision.save(update_fields=["content"])
    call_command("publish_scheduled")


def publish_scheduled(test: RouteTestCase, offer: Any) -> None:
    revision = offer.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")


def bulk_url(*pages: Any) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        + f"?{ids}&next={reverse('wagtailadmin_explore_root')}"
    )


def bulk_publish(test: RouteTestCase, offer: Any) -> Any:
    return test.client.post(bulk_url(offer), follow=True)


def bulk_publish_ancestor(test: RouteTestCase, offer: Any) -> Any:
    return test.client.post(
        bulk_url(offer.get_parent()), {"include_descendants": "on"}, follow=True
    )


def start_workflow(test: RouteTestCase, offer: Any) -> Any:
    offer.get_workflow().start(offer, test.user)
    # The author goes on writing, and saves, while the page waits for its review.
    save_draft(offer)
    return offer.current_workflow_task_state


def approve_from_the_dashboard(test: RouteTestCase, offer: Any) -> Any:
    state = start_workflow(test, offer)
    return test.client.post(
        reverse(
            "wagtailadmin_pages:workflow_action", args=[offer.pk, "approve", state.pk]
        ),
        follow=True,
    )


def approve_in_the_editor(test: RouteTestCase, offer: Any) -> Any:
    start_workflow(test, offer)
    return test.client.post(
        reverse("wagtailadmin_pages:edit", args=[offer.pk]),
        offer_form_data(
            offer,
            **{
                "action-workflow-action": "true",
                "workflow-action-name": "approve",
            },
        ),
        follow=True,
    )


def publish_revision(test: RouteTestCase, offer: Any) -> None:
    test.refusing(offer.get_latest_revision().publish)


def make_live_and_save(test: RouteTestCase, offer: Any) -> None:
    offer.live = True
    test.refusing(offer.save)


def make_live_and_save_unchecked(test: RouteTestCase, offer: Any) -> None:
    offer.live = True
    test.refusing(offer.save, clean=False)


def make_live_by_update_fields(test: RouteTestCase, offer: Any) -> None:
    offer.live = True
    test.refusing(offer.save, update_fields=["live"])


def make_live_with_content_only_in_memory(test: RouteTestCase, offer: Any) -> None:
    # What is stored counts, not what the object in hand has.
    stored = offer.body.get_prep_value()
    complete = complete_body(offer.framework)
    offer.body = complete if stored != complete else stored
    offer.live = True
    test.refusing(offer.save, update_fields=["live"])


def admin_api(test: RouteTestCase, offer: Any) -> Any:
    return test.client.post(
        reverse("wagtailadmin_api:pages:action", args=[offer.pk, "publish"])
    )


def api_v3_publish(test: RouteTestCase, offer: Any) -> Any:
    return test.post_to_api_v3("post", f"pages/{offer.pk}/actions/publish/")


def api_v3_update(test: RouteTestCase, offer: Any) -> Any:
    meta = {"type": f"{offer._meta.app_label}.{type(offer).__name__}"}
    return test.post_to_api_v3(
        "patch",
        f"pages/{offer.pk}/",
        {"meta": {**meta, "action": "publish"}, "title": offer.title},
    )


ROUTES: dict[str, Route] = {
    route.__name__: route
    for route in (
        edit_and_publish,
        create_and_publish,
        schedule_in_the_editor,
        publish_scheduled,
        bulk_publish,
        bulk_publish_ancestor,
        approve_from_the_dashboard,
        approve_in_the_editor,
        publish_revision,
        make_live_and_save,
        make_live_and_save_unchecked,
        make_live_by_update_fields,
        make_live_with_content_only_in_memory,
        admin_api,
        *((api_v3_publish, api_v3_update) if WAGTAIL_VERSION >= (8, 0) else ()),
    )
}

#: Routes whose answer a person reads in Wagtail's admin.
ADMIN_ROUTES = {
    "edit_and_publish",
    "create_and_publish",
    "schedule_in_the_editor",
    "bulk_publish",
    "bulk_publish_ancestor",
    "approve_from_the_dashboard",
    "approve_in_the_editor",
}


class RouteTestCase(WagtailTestUtils, TestCase):
    kind: ClassVar[Kind] = SETTING
    offer: Any

    def setUp(self) -> None:
        self.user = self.login()

    def refusing(self, publish: Callable[..., Any], **kwargs: Any) -> None:
        try:
            publish(**kwargs)
        except OfferIncomplete as error:
            self.refusal = error

    def post_to_api_v3(self, method: str, path: str, data: Any = None) -> Any:
        from wagtail.models import APIToken

        _record, token = APIToken.create_token(user=self.user, name="test")
        return getattr(Client(), method)(
            f"/api/v3/{path}",
            data or {},
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )

    def complete(self, **changes: Any) -> Any:
        return self.kind.complete(**changes)

    def with_gap(self, name: str = "an empty section") -> Any:
        """A draft with one of the gaps that its kind can have."""
        return save_draft(self.open_gap(self.complete(), self.kind.gaps[name]))

    def open_gap(self, offer: Any, gap: Gap) -> Any:
        """Open a gap in a complete offer, which is not saved."""
        offer.body = self.body(**gap.body)
        for key, value in gap.fields.items():
            setattr(offer, key, value)
        return offer

    def without_section(self, **changes: Any) -> Any:
        return without(self.complete(**changes), self.kind.section)

    def body(self, **changes: Any) -> Any:
        return complete_body(self.kind.framework, **changes)

    def find(self, **conditions: Any) -> Any:
        return self.kind.model.objects.get(**conditions)

    def take(self, name: str, offer: Any) -> tuple[Any, Any]:
        """Take a route, and return the offer as it is then, and the answer."""
        self.offer = offer
        with self.captureOnCommitCallbacks(execute=True):
            response = ROUTES[name](self, offer)
        if self.offer.pk:
            self.offer.refresh_from_db()
        return self.offer, response


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


class BulkPublishTests(RouteTestCase):
    def test_complete_offers_and_other_pages_of_the_batch_are_published(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        other = home.add_child(instance=HeadingPage(title="News", live=False))
        good, bad = self.complete(), self.without_section()
        self.client.post(bulk_url(bad, good, other), follow=True)
        states = {
            page.pk: Page.objects.get(pk=page.pk).live for page in (bad, good, other)
        }
        self.assertEqual(states, {bad.pk: False, good.pk: True, other.pk: True})

    def test_the_success_message_counts_what_was_published(self) -> None:
        good, bad = self.complete(), self.without_section()
        response = self.client.post(bulk_url(bad, good), follow=True)
        self.assertContains(response, "1 page has been published")

    def test_nothing_is_called_published_if_nothing_was(self) -> None:
        response = self.client.post(bulk_url(self.without_section()), follow=True)
        self.assertNotContains(response, "been published")

    def test_descendants_that_are_complete_are_published(self) -> None:
        section = Site.objects.get(is_default_site=True).root_page.add_child(
            instance=HeadingPage(title="Inclusion", live=False)
        )
        good = self.complete(parent=section)
        bad = self.without_section(parent=section)
        response = self.client.post(
            bulk_url(section), {"include_descendants": "on"}, follow=True
        )
        good.refresh_from_db()
        bad.refresh_from_db()
        self.assertEqual((good.live, bad.live), (True, False))
        self.assertContains(response, "1 page and 1 child page have been published")


class SchedulingTests(RouteTestCase):
    def schedule(self, offer: Any, minutes_ago: int) -> Any:
        revision = offer.get_latest_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes_ago)
        revision.save()
        return revision

    def test_an_invalid_offer_does_not_stop_the_pages_after_it(self) -> None:
        bad, good = self.without_section(), self.complete()
        self.schedule(bad, 20)
        self.schedule(good, 10)
        call_command("publish_scheduled")
        good.refresh_from_db()
        bad.refresh_from_db()
        self.assertEqual((good.live, bad.live), (True, False))

    def test_an_invalid_offer_stays_scheduled(self) -> None:
        revision = self.schedule(self.without_section(), 20)
        call_command("publish_scheduled")
        revision.refresh_from_db()
        self.assertIsNotNone(revision.approved_go_live_at)

    def test_the_refusal_is_in_the_history_once_with_what_is_missing(self) -> None:
        offer = self.without_section()
        self.schedule(offer, 20)
        call_command("publish_scheduled")
        call_command("publish_scheduled")
        entries = log_registry.get_logs_for_instance(offer).filter(action=REFUSED)
        self.assertEqual(entries.count(), 1)
        response = self.client.get(
            reverse("wagtailadmin_pages:history", args=[offer.pk])
        )
        self.assertContains(response, f"Add the section “{self.kind.heading}")

    def test_other_receivers_run_after_the_page_is_committed(self) -> None:
        atomic_blocks = []

        def look(**kwargs: Any) -> None:
            atomic_blocks.append(len(connection.savepoint_ids))

        before = len(connection.savepoint_ids)
        page_published.connect(look)
        self.addCleanup(page_published.disconnect, look)
        self.complete().get_latest_revision().publish()
        self.assertEqual(atomic_blocks, [before])

    def test_the_refusal_is_logged_as_an_error(self) -> None:
        self.schedule(self.without_section(), 20)
        with self.assertLogs("wagtail_localoffer", "ERROR") as logs:
            call_command("publish_scheduled")
        self.assertIn(self.kind.heading, logs.output[0])


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


class HealthServiceRoutesToLiveTests(RoutesToLiveTests):
    kind = HEALTH_SERVICE


class HealthServiceRefusalTests(RefusalTests):
    kind = HEALTH_SERVICE


class HealthServiceDraftTests(DraftTests):
    kind = HEALTH_SERVICE


class HealthServiceBulkPublishTests(BulkPublishTests):
    kind = HEALTH_SERVICE


class HealthServiceSchedulingTests(SchedulingTests):
    kind = HEALTH_SERVICE


class HealthServiceCopyTests(CopyTests):
    kind = HEALTH_SERVICE


class HealthServiceApiV3Tests(ApiV3Tests):
    kind = HEALTH_SERVICE
