"""
Every route by which Wagtail can put a page live.

Each is a function that takes the test and an offer and tries to put it live. It returns
the last response where a person sees one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.test.utils import WagtailTestUtils

from tests.builders import (
    complete_body,
    save_draft,
    without,
)
from tests.form_data import offer_form_data
from tests.routes.kinds import SETTING, Gap, Kind
from wagtail_localoffer.compliance.rules import OfferIncomplete

Route = Callable[["RouteTestCase", Any], Any]


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
