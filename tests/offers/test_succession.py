from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.models import GroupPagePermission, Locale, Page, Revision
from wagtail.test.utils import WagtailTestUtils

from tests.builders import (
    complete_body,
    complete_offer,
    lancashire,
    save_draft,
    without,
)
from tests.school.models import TrustOfferPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.offers.succession import MOVED, CannotMove, move_offers


class SuccessionTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.successor = Council.objects.create(
            name="West Meadow Council",
            local_offer_url="https://west.example/send",
            update_email="send@west.example",
        )
        self.council = lancashire()
        self.council.successor = self.successor
        self.council.save()

    def move(self, user: Any = None) -> dict[int, str]:
        """Move all offers; return why each stayed, or an empty string, by its key."""
        with self.captureOnCommitCallbacks(execute=True):
            outcomes = move_offers(self.council, user)
        return {outcome.offer.pk: outcome.problem for outcome in outcomes}

    def find_council(self, version: Any) -> Any:
        return version.council_link.value

    def find_draft(self, offer: Any) -> Any:
        return type(offer).objects.get(pk=offer.pk).get_latest_revision_as_object()

    def schedule(self, offer: Any, days: int = 1) -> Any:
        offer.go_live_at = timezone.now() + timedelta(days=days)
        offer.save_revision().publish()
        offer.refresh_from_db()
        return offer.scheduled_revision

    def publish_what_was_scheduled(self, offer: Any) -> None:
        past = timezone.now() - timedelta(minutes=1)
        revision = offer.scheduled_revision
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
        call_command("publish_scheduled", verbosity=0)
        offer.refresh_from_db()


@pytest.mark.portable
class MoveOffersTests(SuccessionTestCase):
    def test_a_live_offer_is_live_with_the_successor(self) -> None:
        offer = self.publish(complete_offer())
        self.assertEqual(self.move(), {offer.pk: ""})
        offer.refresh_from_db()
        self.assertTrue(offer.live)
        self.assertFalse(offer.has_unpublished_changes)
        self.assertEqual(self.find_council(offer), self.successor)
        self.assertEqual(offer.council, self.successor)

    def test_nothing_else_of_it_changes(self) -> None:
        offer = self.publish(complete_offer())
        before = offer.serializable_data()
        self.move()
        offer.refresh_from_db()
        after = offer.serializable_data()
        changed = {name for name in before if before[name] != after[name]}
        self.assertEqual(
            changed,
            {"body", "last_published_at", "latest_revision_created_at"}
            | {"latest_revision", "live_revision"},
        )
        old, new = (
            LocalOfferPage(body=data["body"]).body.get_prep_value()
            for data in (before, after)
        )
        places = [place for place in range(len(old)) if old[place] != new[place]]
        self.assertEqual([old[place]["type"] for place in places], ["council_link"])
        self.assertEqual([block["id"] for block in old], [block["id"] for block in new])

    def test_a_draft_stays_a_draft(self) -> None:
        offer = complete_offer()
        self.move()
        offer.refresh_from_db()
        self.assertFalse(offer.live)
        self.assertEqual(offer.council, self.successor)
        self.assertEqual(self.find_council(self.find_draft(offer)), self.successor)

    def test_an_incomplete_draft_is_moved_as_it_is(self) -> None:
        offer = complete_offer()
        offer.setting_name = ""
        offer = without(offer, "health")
        self.assertEqual(self.move(), {offer.pk: ""})
        self.assertEqual(self.find_council(self.find_draft(offer)), self.successor)

    def test_a_draft_beside_a_live_version_stays_a_draft(self) -> None:
        offer = self.publish(complete_offer())
        offer.setting_name = "Hawthorn Bank Academy"
        save_draft(offer)
        self.move()
        offer.refresh_from_db()
        self.assertEqual(offer.setting_name, "Hawthorn Bank Primary School")
        self.assertEqual(self.find_council(offer), self.successor)
        self.assertTrue(offer.has_unpublished_changes)
        draft = self.find_draft(offer)
        self.assertEqual(draft.setting_name, "Hawthorn Bank Academy")
        self.assertEqual(self.find_council(draft), self.successor)

    def test_a_draft_with_another_council_keeps_that(self) -> None:
        other = Council.objects.create(
            name="Hill Council", local_offer_url="https://hill.example/"
        )
        offer = self.publish(complete_offer())
        offer.body = complete_body(council_link=other.pk)
        save_draft(offer)
        self.move()
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.successor)
        self.assertEqual(self.find_council(self.find_draft(offer)), other)

    def test_a_live_version_with_another_council_keeps_that(self) -> None:
        other = Council.objects.create(
            name="Hill Council", local_offer_url="https://hill.example/"
        )
        offer = complete_offer(body=complete_body(council_link=other.pk))
        self.publish(offer)
        published = offer.last_published_at
        offer.body = complete_body()
        save_draft(offer)
        self.assertEqual(self.move(), {offer.pk: ""})
        offer.refresh_from_db()
        self.assertEqual(offer.council, other)
        self.assertEqual(offer.last_published_at, published)
        self.assertEqual(self.find_council(self.find_draft(offer)), self.successor)

    def test_a_scheduled_draft_goes_live_with_the_successor(self) -> None:
        offer = complete_offer()
        at = self.schedule(offer).approved_go_live_at
        self.move()
        # Wagtail remembers which revision was scheduled.
        offer = LocalOfferPage.objects.get(pk=offer.pk)
        self.assertEqual(offer.scheduled_revision.approved_go_live_at, at)
        self.assertFalse(offer.live)
        self.publish_what_was_scheduled(offer)
        self.assertTrue(offer.live)
        self.assertEqual(offer.council, self.successor)

    def test_a_scheduled_change_of_a_live_offer_stays_scheduled(self) -> None:
        offer = self.publish(complete_offer())
        offer.setting_name = "Hawthorn Bank Academy"
        at = self.schedule(offer).approved_go_live_at
        self.move()
        offer = LocalOfferPage.objects.get(pk=offer.pk)
        self.assertEqual(offer.council, self.successor)
        self.assertEqual(offer.setting_name, "Hawthorn Bank Primary School")
        scheduled = Revision.objects.get(approved_go_live_at__isnull=False)
        self.assertEqual(scheduled.approved_go_live_at, at)
        self.publish_what_was_scheduled(offer)
        self.assertEqual(offer.setting_name, "Hawthorn Bank Academy")
        self.assertEqual(offer.council, self.successor)

    def test_a_draft_that_is_newer_than_the_scheduled_one_stays_newest(self) -> None:
        offer = self.publish(complete_offer())
        offer.setting_name = "Hawthorn Bank Academy"
        self.schedule(offer)
        offer = self.find_draft(offer)
        offer.setting_name = "Hawthorn Bank College"
        save_draft(offer)
        self.move()
        offer = LocalOfferPage.objects.get(pk=offer.pk)
        scheduled = offer.scheduled_revision.as_object()
        self.assertEqual(scheduled.setting_name, "Hawthorn Bank Academy")
        self.assertEqual(self.find_council(scheduled), self.successor)
        draft = self.find_draft(offer)
        self.assertEqual(draft.setting_name, "Hawthorn Bank College")
        self.assertEqual(self.find_council(draft), self.successor)

    def test_an_offer_of_a_project_s_own_type_is_moved(self) -> None:
        offer = self.publish(complete_offer(model=TrustOfferPage))
        self.move()
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.successor)

    def test_an_alias_follows_its_original(self) -> None:
        offer = self.publish(complete_offer())
        alias = offer.create_alias(update_slug="the-same")
        self.assertEqual(self.move(), {offer.pk: ""})
        alias.refresh_from_db()
        self.assertEqual(alias.council, self.successor)
        self.assertEqual(self.find_council(alias), self.successor)
        self.assertTrue(alias.live)

    def test_an_alias_of_a_draft_stays_a_draft(self) -> None:
        offer = complete_offer()
        alias = offer.create_alias(update_slug="the-same")
        self.move()
        alias.refresh_from_db()
        self.assertEqual(alias.council, self.successor)
        self.assertFalse(alias.live)

    def test_a_translation_is_moved_too(self) -> None:
        offer = self.publish(complete_offer())
        welsh = Locale.objects.create(language_code="cy")
        translation = offer.copy_for_translation(welsh, copy_parents=True)
        self.publish(translation)
        self.assertEqual(self.move(), {offer.pk: "", translation.pk: ""})
        translation.refresh_from_db()
        self.assertEqual(translation.council, self.successor)
        self.assertTrue(translation.live)

    def test_offers_of_other_councils_are_left_alone(self) -> None:
        offer = complete_offer(body=complete_body(council_link=self.successor.pk))
        revisions = Revision.objects.count()
        self.assertEqual(self.move(), {})
        self.assertEqual(self.find_draft(offer).council_link.value, self.successor)
        self.assertEqual(Revision.objects.count(), revisions)

    def test_a_second_time_there_is_nothing_to_move(self) -> None:
        self.publish(complete_offer())
        self.move()
        self.assertEqual(self.move(), {})

    def test_the_history_of_the_page_says_it(self) -> None:
        user = WagtailTestUtils.create_user("head", password="password")
        user.is_superuser = True
        user.save()
        offer = self.publish(complete_offer())
        self.move(user)
        logs = log_registry.get_logs_for_instance(offer)
        entry = logs.get(action=MOVED)
        self.assertEqual(entry.user, user)
        self.assertEqual(
            entry.message,
            "Moved from Lancashire County Council to West Meadow Council",
        )
        self.assertEqual(
            logs.filter(action="wagtail.publish").latest("timestamp").user, user
        )


class NoticeTests(SuccessionTestCase):
    def list_news(self) -> list[tuple[str, str]]:
        notices = CouncilNotice.objects.exclude(status=NoticeStatus.REPLACED)
        return [(each.council_name, each.kind) for each in notices.order_by("pk")]

    def test_both_councils_are_told(self) -> None:
        self.publish(complete_offer())
        deliver_due()
        self.move()
        self.assertEqual(
            sorted(self.list_news()[1:]),
            [
                (self.council.name, NoticeKind.WITHDRAWN),
                (self.successor.name, NoticeKind.PUBLISHED),
            ],
        )

    def test_an_abolished_council_is_not_told(self) -> None:
        self.publish(complete_offer())
        deliver_due()
        self.council.valid_to = timezone.localdate() - timedelta(days=1)
        self.council.save()
        self.move()
        self.assertEqual(
            self.list_news()[1:], [(self.successor.name, NoticeKind.PUBLISHED)]
        )

    def test_nobody_is_told_of_a_draft(self) -> None:
        complete_offer()
        self.move()
        self.assertEqual(self.list_news(), [])


class RefusalTests(SuccessionTestCase):
    def test_a_council_without_a_successor_says_what_to_do(self) -> None:
        self.council.successor = None
        with self.assertRaisesMessage(
            CannotMove,
            "Lancashire County Council has no successor. Enter it in the council’s "
            "record.",
        ):
            move_offers(self.council)

    def test_offers_do_not_go_to_a_successor_that_is_gone_too(self) -> None:
        last = Council.objects.create(
            name="Hill Council", local_offer_url="https://hill.example/"
        )
        self.successor.valid_to = timezone.localdate() - timedelta(days=1)
        self.successor.successor = last
        self.successor.save()
        offer = self.publish(complete_offer())
        self.move()
        offer.refresh_from_db()
        self.assertEqual(offer.council, last)

    def test_without_a_successor_in_office_it_says_what_to_do(self) -> None:
        self.successor.valid_to = timezone.localdate() - timedelta(days=1)
        with self.assertRaisesMessage(
            CannotMove, "No council that follows Lancashire County Council is in office"
        ):
            move_offers(self.council)

    def test_a_successor_without_an_address_says_what_to_do(self) -> None:
        self.successor.local_offer_url = ""
        offer = self.publish(complete_offer())
        with self.assertRaisesMessage(
            CannotMove, "West Meadow Council has no address of its local offer."
        ):
            move_offers(self.council)
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.council)

    def test_an_offer_that_cannot_go_live_does_not_stop_the_others(self) -> None:
        bad = self.publish(complete_offer(title="A"))
        good = self.publish(complete_offer(title="B"))
        # As when a section became required after it was published.
        LocalOfferPage.objects.filter(pk=bad.pk).update(setting_name="")
        revisions = bad.revisions.count()
        outcomes = self.move()
        self.assertEqual(
            outcomes, {bad.pk: "Enter the name of your setting.", good.pk: ""}
        )
        bad.refresh_from_db()
        self.assertTrue(bad.live)
        self.assertEqual(bad.council, self.council)
        self.assertEqual(bad.revisions.count(), revisions)

    def test_an_offer_that_fails_in_any_other_way_is_reported_and_logged(self) -> None:
        bad = self.publish(complete_offer(title="A"))
        good = self.publish(complete_offer(title="B"))
        bad.setting_name = "Hawthorn Bank Academy"
        draft = save_draft(bad).latest_revision
        draft.content["body"] = None
        draft.content.pop("setting_name")
        draft.content["address"] = {"not": "text"}
        draft.content["locale"] = "nowhere"
        draft.save()
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            outcomes = self.move()
        self.assertIn("Something went wrong", outcomes[bad.pk])
        self.assertEqual(outcomes[good.pk], "")
        bad.refresh_from_db()
        self.assertEqual(bad.council, self.council)

    def test_moderation_of_a_live_offer_s_draft_is_not_ended(self) -> None:
        user = WagtailTestUtils.create_superuser("head", password="password")
        offer = self.publish(complete_offer())
        save_draft(offer)
        workflow = offer.get_workflow().start(offer, user)
        self.assertIn("is being moderated", self.move()[offer.pk])
        workflow.refresh_from_db()
        self.assertEqual(workflow.status, workflow.STATUS_IN_PROGRESS)

    def test_a_draft_in_moderation_is_moved_and_stays_there(self) -> None:
        user = WagtailTestUtils.create_superuser("head", password="password")
        offer = complete_offer()
        workflow = offer.get_workflow().start(offer, user)
        self.assertEqual(self.move(), {offer.pk: ""})
        workflow.refresh_from_db()
        self.assertEqual(workflow.status, workflow.STATUS_IN_PROGRESS)
        workflow.current_task_state.approve(user=user)
        offer.refresh_from_db()
        self.assertTrue(offer.live)
        self.assertEqual(offer.council, self.successor)


class MoveViewTests(WagtailTestUtils, SuccessionTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.url = reverse("wagtail_localoffer:move_offers", args=[self.council.pk])

    def log_in(self, *codenames: str, publishes_below: Page | None = None) -> None:
        user = self.create_user("reader", password="password")
        group = Group.objects.create(name="Readers")
        group.permissions.set(
            Permission.objects.filter(codename__in=("access_admin", *codenames))
        )
        if publishes_below is not None:
            for codename in ("change_page", "publish_page"):
                GroupPagePermission.objects.create(
                    group=group,
                    page=publishes_below,
                    permission=Permission.objects.get(codename=codename),
                )
        user.groups.add(group)
        self.login(username="reader", password="password")

    def test_it_asks_before_it_moves(self) -> None:
        self.login()
        offer = self.publish(complete_offer())
        response = self.client.get(self.url)
        self.assertContains(response, offer.title)
        self.assertContains(response, "These local offers will link to West Meadow")
        self.assertContains(response, "Move 1 offer</button>")
        self.assertContains(response, '<h1 class="w-header__title"')
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.council)

    def test_it_moves_when_it_is_confirmed(self) -> None:
        self.login()
        offer = self.publish(complete_offer())
        response = self.client.post(self.url)
        self.assertContains(response, "These local offers link to West Meadow Council")
        self.assertNotContains(response, '<button type="submit" class="button">Move')
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.successor)

    def test_what_the_user_may_not_publish_stays_and_is_named(self) -> None:
        mine = self.publish(complete_offer(title="My offer"))
        other = self.publish(complete_offer(title="Another offer"))
        self.log_in("change_council", publishes_below=mine.page_ptr)
        GroupPagePermission.objects.create(
            group=Group.objects.get(name="Readers"),
            page=other.page_ptr,
            permission=Permission.objects.get(codename="change_page"),
        )
        for send in (self.client.get, self.client.post):
            response = send(self.url)
            self.assertContains(response, "Another offer")
            self.assertContains(response, "You may not publish it.", count=1)
        mine.refresh_from_db()
        other.refresh_from_db()
        self.assertEqual((mine.council, other.council), (self.successor, self.council))

    def test_what_the_user_may_not_edit_is_counted_and_not_named(self) -> None:
        mine = complete_offer(title="My offer")
        complete_offer(title="Secret plans", setting_name="Hidden Nursery")
        self.log_in("change_council", publishes_below=mine.page_ptr)
        for send in (self.client.get, self.client.post):
            response = send(self.url)
            self.assertContains(response, "My offer")
            self.assertContains(response, "1 that you may not edit")
            for name in ("Secret plans", "Hidden Nursery", "You may not publish"):
                self.assertNotContains(response, name)

    def test_it_says_who_is_told(self) -> None:
        self.login()
        self.publish(complete_offer())
        self.assertContains(
            self.client.get(self.url),
            "Lancashire County Council and West Meadow Council are told",
        )
        yesterday = timezone.localdate() - timedelta(days=1)
        Council.objects.filter(pk=self.council.pk).update(valid_to=yesterday)
        response = self.client.get(self.url)
        self.assertContains(response, "West Meadow Council is told")
        self.assertContains(response, "Lancashire County Council is told nothing")

    def test_what_somebody_else_has_locked_stays(self) -> None:
        offer = self.publish(complete_offer())
        owner = self.create_superuser("owner", password="password")
        LocalOfferPage.objects.filter(pk=offer.pk).update(locked=True, locked_by=owner)
        self.log_in("change_council", publishes_below=offer.page_ptr)
        self.assertContains(self.client.post(self.url), "It is locked.")
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.council)

    def test_it_is_refused_without_permission_on_councils(self) -> None:
        offer = self.publish(complete_offer())
        self.log_in("view_council", publishes_below=offer.page_ptr)
        for send in (self.client.get, self.client.post):
            # Wagtail answers with a message on the dashboard.
            self.assertRedirects(send(self.url), reverse("wagtailadmin_home"))
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.council)

    def test_visitors_do_not_get_there(self) -> None:
        self.assertEqual(self.client.post(self.url).status_code, 302)

    def test_it_says_why_nothing_can_be_moved(self) -> None:
        self.login()
        Council.objects.filter(pk=self.council.pk).update(successor=None)
        complete_offer()
        for send in (self.client.get, self.client.post):
            self.assertContains(send(self.url), "has no successor")

    def test_it_says_that_there_is_nothing_to_move(self) -> None:
        self.login()
        self.assertContains(self.client.get(self.url), "No local offer links to")

    def test_a_council_that_is_not_there_is_not_found(self) -> None:
        self.login()
        url = reverse("wagtail_localoffer:move_offers", args=[10_000])
        self.assertEqual(self.client.get(url).status_code, 404)
