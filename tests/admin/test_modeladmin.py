from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import ProtectedError
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_offer, lancashire, without
from tests.support import make_notice, publish
from wagtail_localoffer.admin.dashboard import BlockedReviewsPanel
from wagtail_localoffer.models import Council


class AdminTestCase(WagtailTestUtils, TestCase):
    def log_in_with(self, *codenames: str) -> None:
        user = self.create_user("reader", password="password")
        group = Group.objects.create(name="Readers")
        group.permissions.set(
            Permission.objects.filter(codename__in=("access_admin", *codenames))
        )
        user.groups.add(group)
        self.login(username="reader", password="password")

    def url(self, model: str, action: str, *args: Any) -> str:
        return reverse(f"wagtail_localoffer_{model}_modeladmin_{action}", args=args)


class CouncilAdminTests(AdminTestCase):
    def test_lancashire_is_there_from_the_start(self) -> None:
        council = Council.objects.get(name="Lancashire County Council")
        self.assertEqual(council.local_offer_address, "www.lancashire.gov.uk/SEND")
        self.assertEqual(council.update_email, "Lancashirelocaloffer@lancashire.gov.uk")

    def test_a_council_is_added_and_changed(self) -> None:
        self.login()
        data = {
            "name": "Meadow Council",
            "local_offer_url": "https://meadow.example/send",
            "contact_by": "email",
            "update_email": "",
        }
        self.client.post(self.url("council", "create"), data)
        council = Council.objects.get(name="Meadow Council")
        data["update_email"] = "send@meadow.example"
        self.client.post(self.url("council", "edit", council.pk), data)
        council.refresh_from_db()
        self.assertEqual(council.update_email, "send@meadow.example")

    def test_nothing_behind_a_relation_is_asked_by_a_typed_address(self) -> None:
        user = self.login()
        offer = complete_offer()
        offer.owner = user
        offer.save()
        key = "wagtail_localoffer_localofferpage_offers__owner__password__startswith"
        answers = [
            len(
                self.client.get(self.url("council", "index"), {key: value}).context[
                    "object_list"
                ]
            )
            for value in (user.password[:3], "never")
        ]
        self.assertEqual(answers, [Council.objects.count()] * 2)

    def test_its_history_is_for_those_who_may_see_it(self) -> None:
        url = self.url("council", "history", lancashire().pk)
        self.log_in_with()
        self.assertRedirects(self.client.get(url), reverse("wagtailadmin_home"))
        self.client.logout()
        self.login()
        self.assertEqual(self.client.get(url).status_code, 200)

    def test_wrong_addresses_are_refused(self) -> None:
        self.login()
        data = {"name": "X", "local_offer_url": "no address", "update_email": "none"}
        response = self.client.post(self.url("council", "create"), data)
        self.assertContains(response, "Enter a valid URL")
        self.assertContains(response, "Enter a valid email address")

    def test_councils_are_not_changed_without_the_permission(self) -> None:
        self.log_in_with("view_council")
        for action in ("edit", "delete"):
            with self.subTest(action=action):
                url = self.url("council", action, lancashire().pk)
                self.assertRedirects(
                    self.client.post(url), reverse("wagtailadmin_home")
                )

    def test_a_council_in_use_is_not_deleted_and_its_offers_are_named(self) -> None:
        self.login()
        complete_offer(title="Our local offer")
        response = self.client.post(self.url("council", "delete", lancashire().pk))
        self.assertContains(response, "Our local offer")
        self.assertContains(response, "Hawthorn Bank Primary School")
        self.assertTrue(Council.objects.exists())

    def test_offers_that_the_user_may_not_edit_are_counted_and_not_named(self) -> None:
        self.log_in_with("delete_council")
        complete_offer(title="Secret plans")
        response = self.client.post(self.url("council", "delete", lancashire().pk))
        self.assertContains(response, "1 that you may not edit")
        self.assertNotContains(response, "Secret plans")
        self.assertTrue(Council.objects.exists())

    def test_a_council_in_a_draft_of_a_live_offer_is_not_deleted(self) -> None:
        other = Council.objects.create(
            name="Other", local_offer_url="https://other.example/send"
        )
        offer = complete_offer(title="Our local offer")
        offer.get_latest_revision().publish()
        offer.refresh_from_db()
        place = [child.block_type for child in offer.body].index("council_link")
        offer.body[place] = ("council_link", other)
        offer.save_revision(clean=False)
        self.login()
        response = self.client.post(self.url("council", "delete", other.pk))
        self.assertContains(response, "Our local offer")
        self.assertTrue(Council.objects.filter(pk=other.pk).exists())

    def test_no_code_deletes_a_council_in_use(self) -> None:
        complete_offer()
        with self.assertRaises(ProtectedError):
            Council.objects.all().delete()

    def test_a_council_that_is_not_in_use_is_deleted(self) -> None:
        self.login()
        self.client.post(self.url("council", "delete", lancashire().pk))
        self.assertFalse(Council.objects.exists())

    def test_the_log_outlives_the_council(self) -> None:
        notice = make_notice()
        lancashire().delete()
        notice.refresh_from_db()
        self.assertIsNone(notice.council)
        self.assertEqual(notice.council_name, "Lancashire County Council")


@pytest.mark.portable
class CouncilChooserTests(AdminTestCase):
    def test_an_editor_without_rights_on_councils_can_choose_one(self) -> None:
        self.log_in_with()
        response = self.client.get(reverse("wagtail_localoffer_councils:choose"))
        self.assertContains(response, "Lancashire County Council")

    def test_councils_are_found_by_a_part_of_their_name(self) -> None:
        self.log_in_with()
        url = reverse("wagtail_localoffer_councils:choose_results")
        self.assertContains(self.client.get(url, {"q": "lanc"}), "Lancashire")
        self.assertNotContains(self.client.get(url, {"q": "york"}), "Lancashire")

    def test_choosing_answers_with_the_council(self) -> None:
        self.log_in_with()
        url = reverse("wagtail_localoffer_councils:chosen", args=[lancashire().pk])
        response = self.client.get(url)
        self.assertEqual(response.json()["result"]["id"], str(lancashire().pk))


@pytest.mark.portable
class DashboardTests(AdminTestCase):
    def test_it_does_not_mention_offers_that_can_be_approved(self) -> None:
        user = self.login()
        offer = complete_offer()
        offer.get_workflow().start(offer, user)
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertNotContains(response, "can’t be approved yet")

    def test_it_names_what_keeps_an_offer_from_being_approved(self) -> None:
        user = self.login()
        offer = complete_offer()
        offer.get_workflow().start(offer, user)
        without(offer, "health")
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, "can’t be approved yet")
        self.assertContains(response, "Add the section “Health")

    def test_its_queries_do_not_grow_with_the_offers_in_review(self) -> None:
        user = self.login()
        counts = []
        for _round in range(2):
            for _offer in range(3):
                offer = complete_offer()
                offer.get_workflow().start(offer, user)
                without(offer, "health")
            panel = BlockedReviewsPanel()
            request = RequestFactory().get("/")
            request.user = user
            with CaptureQueriesContext(connection) as captured:
                offers = panel.get_context_data({"request": request})["offers"]
            counts.append((len(offers), len(captured)))
        self.assertEqual([found for found, _queries in counts], [3, 6])
        self.assertEqual(counts[0][1], counts[1][1])

    def test_it_tells_only_those_who_may_approve(self) -> None:
        offer = complete_offer()
        offer.get_workflow().start(offer, self.create_superuser("head"))
        without(offer, "health")
        self.log_in_with()
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertNotContains(response, "can’t be approved yet")


class PhoneTests(WagtailTestUtils, TestCase):
    """On a phone each row is a card, whose lines say what they are."""

    def setUp(self) -> None:
        super().setUp()
        self.login()

    def test_each_cell_but_the_first_names_its_column(self) -> None:
        make_notice()
        for model, labels in (
            ("council", ("Local offer", "How it learns of news", "Offers")),
            ("councilnotice", ("News", "Council", "Status", "When")),
        ):
            response = self.client.get(f"/admin/wagtail_localoffer/{model}/")
            for label in labels:
                with self.subTest(model, label=label):
                    self.assertContains(response, f'data-label="{label}"')
            self.assertNotContains(response, 'data-label="Name')

    def test_the_filters_that_stand_below_are_a_link_away(self) -> None:
        response = self.client.get("/admin/wagtail_localoffer/council/")
        self.assertContains(response, 'href="#localoffer-filters"')
        self.assertContains(response, 'id="localoffer-filters"')


class UseTests(WagtailTestUtils, TestCase):
    """Councils with which this installation has to do come first."""

    def setUp(self) -> None:
        super().setUp()
        self.login()
        self.used = Council.objects.create(
            name="Zennor Council", local_offer_url="https://zennor.example/send"
        )
        body = complete_body(council_link=self.used.pk)
        publish(complete_offer(body=body))
        complete_offer(body=body, slug="draft")

    def test_the_list_begins_with_them(self) -> None:
        response = self.client.get("/admin/wagtail_localoffer/council/")
        names = [council.name for council in response.context["view"].queryset[:2]]
        self.assertEqual(names[0], "Zennor Council")
        self.assertContains(response, "2, 1 of them live")
        self.assertContains(response, "not told yet")

    def test_the_list_says_how_many_emails_a_council_answered(self) -> None:
        now = timezone.now()
        sent = {"council": self.used, "status": "sent", "sent_at": now}
        for answer in ("", "up_to_date", "not_ours"):
            make_notice(**sent, next_attempt_at=None, council_answer=answer)
        # What was never sent, or went somewhere else, waits for no answer.
        make_notice(council=self.used)
        make_notice(**sent, next_attempt_at=None, diverted=True)
        response = self.client.get("/admin/wagtail_localoffer/council/")
        self.assertContains(response, "2 of 3")

    def test_the_chooser_begins_with_them(self) -> None:
        response = self.client.get(reverse("wagtail_localoffer_councils:choose"))
        names = [council.name for council in response.context["results"]]
        self.assertEqual(names[0], "Zennor Council")
        # The others follow by their names.
        self.assertEqual(names[1:], sorted(names[1:]))
