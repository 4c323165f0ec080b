"""What is said before a click, held against what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any
from unittest import skipUnless

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail import VERSION
from wagtail.models import GroupPagePermission, Locale, PageViewRestriction, Site

from tests.admin.test_offer_notices import hold_back, make_editor, use_self_service
from tests.builders import (
    SENCO,
    complete_body,
    complete_health_service,
    complete_offer,
    lancashire,
    save_draft,
)
from tests.school.models import TextPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    HealthServicePage,
    LocalOfferPage,
    QuestionsOfferPage,
)
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce
from wagtail_localoffer.notices.wording import foretell_consequence

#: What is said where no council is told anything.
SILENCES = (
    "There is nothing new to tell",
    "o council is told",
    "is told nothing",
    "and is not told it",
    "Nobody is told",
)


def find_home() -> Any:
    return Site.objects.get(is_default_site=True).root_page


def lose_email() -> None:
    Council.objects.filter(pk=lancashire().pk).update(
        update_email="", contact_by="email"
    )


def abolish() -> None:
    Council.objects.filter(pk=lancashire().pk).update(valid_to=date(2026, 4, 1))


def go_daily() -> None:
    site = Site.objects.get(is_default_site=True)
    CouncilNoticeSettings.objects.create(site=site, daily=True)


def read(response: Any) -> str:
    """The words on a screen, whatever wraps them."""
    soup = BeautifulSoup(response.content.decode(), "html.parser")
    for hidden in soup(["script", "template"]):
        hidden.decompose()
    return " ".join(soup.get_text(" ").split())


class ConsequencesTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = User.objects.create_superuser("priya", "priya@school.example")
        self.client.force_login(self.user)
        self.home = find_home()

    # The states an offer can be in before the click.

    def told(self) -> Any:
        offer = self.publish(complete_offer())
        deliver_due()
        mail.outbox.clear()
        return offer

    def waiting(self) -> Any:
        return self.publish(complete_offer())

    def draft(self) -> Any:
        return save_draft(complete_offer())

    def changed(self) -> Any:
        offer = self.told()
        offer.telephone = "01632 960099"
        return save_draft(offer)

    def alias(self) -> Any:
        source = self.told()
        return source.create_alias(parent=self.home, update_slug="second-address")

    def private(self) -> Any:
        offer = self.told()
        with self.captureOnCommitCallbacks(execute=True):
            PageViewRestriction.objects.create(page=offer, restriction_type="login")
        deliver_due()
        return offer

    def without_address(self) -> Any:
        offer = self.told()
        lose_email()
        return offer

    def held(self) -> Any:
        offer = self.told()
        hold_back()
        return offer

    def daily(self) -> Any:
        offer = self.told()
        go_daily()
        return offer

    def by_form(self) -> Any:
        offer = self.told()
        use_self_service()
        return offer

    def without_council(self) -> Any:
        offer = self.told()
        abolish()
        return offer

    STATES = (
        *("told", "waiting", "draft", "changed", "alias", "private", "daily"),
        *("without_address", "held", "by_form", "without_council"),
    )

    @contextmanager
    def each(self, state: str) -> Iterator[Any]:
        """An offer in that state, and nothing of it afterwards."""
        with self.subTest(state):
            point = transaction.savepoint()
            Site.clear_site_root_paths_cache()
            try:
                yield getattr(self, state)()
            finally:
                transaction.savepoint_rollback(point)
                Site.clear_site_root_paths_cache()

    def check(
        self,
        offer: Any,
        words: str,
        act: Callable[[], Any],
        others: Callable[[], list[int]] = list,
    ) -> list[CouncilNotice]:
        """
        Do it, and hold what is planned then against what was said before.

        :param others: the keys of pages that count too, once it is done.
        """
        before = set(CouncilNotice.objects.values_list("pk", flat=True))
        with self.captureOnCommitCallbacks(execute=True):
            response = act()
        self.assertLess(response.status_code, 400)
        keys = [offer.pk, *others()]
        for key in keys:
            announce(key)
        written = list(CouncilNotice.objects.exclude(pk__in=before))
        for notice in written:
            self.assertIn(notice.offer_id, keys)
            self.assertIn(foretell_consequence(notice), words)
        waits = CouncilNotice.objects.filter(pk__in=before, offer_id=offer.pk)
        if not written and not waits.exclude(status__in=["sent", "replaced"]).exists():
            self.assertTrue(any(each in words for each in SILENCES), words)
        return written


def url_of(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


class ScreenTests(ConsequencesTestCase):
    """Each confirming screen, for an offer in each state."""

    def test_deleting_says_what_follows(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                url = url_of("delete", offer.pk)
                words = read(self.client.get(url))
                self.check(offer, words, partial(self.client.post, url))
                self.assertIn("amilies", words)

    @pytest.mark.nightly
    def test_moving_says_what_follows(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                place = self.home.add_child(instance=TextPage(title="Below"))
                url = url_of("move_confirm", offer.pk, place.pk)
                words = read(self.client.get(url))
                self.check(offer, words, partial(self.client.post, url))

    @pytest.mark.nightly
    def test_moving_below_a_private_page_says_what_follows(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                place = self.home.add_child(instance=TextPage(title="Below"))
                PageViewRestriction.objects.create(page=place, restriction_type="login")
                url = url_of("move_confirm", offer.pk, place.pk)
                words = read(self.client.get(url))
                self.check(offer, words, partial(self.client.post, url))

    @pytest.mark.nightly
    def test_moving_out_of_all_sites_says_what_follows(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                url = url_of("move_confirm", offer.pk, self.home.get_parent().pk)
                words = read(self.client.get(url))
                self.check(offer, words, partial(self.client.post, url))

    def test_unpublishing_says_what_follows(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                if not offer.live:
                    continue
                url = url_of("unpublish", offer.pk)
                words = read(self.client.get(url))
                # Where Wagtail has no place for it, and to any other screen.
                again = read(self.client.post(url))
                self.assertIn("Nothing is unpublished yet", again)
                offer.refresh_from_db()
                self.assertTrue(offer.live)
                if VERSION < (8, 0):
                    words = again
                seen = {"localoffer-seen": "1"}
                self.check(offer, words, partial(self.client.post, url, seen))
                offer.refresh_from_db()
                self.assertFalse(offer.live)

    @pytest.mark.nightly
    @skipUnless(VERSION >= (8, 0), "Wagtail 7.4 has no place for it.")
    def test_closing_to_the_public_says_what_follows(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                if offer.alias_of_id is not None:
                    # It has the restrictions of its source.
                    continue
                url = url_of("set_privacy", offer.pk)
                words = read_modal(self.client.get(url))
                kind = "none" if state == "private" else "login"
                data = {"restriction_type": kind, "password": ""}
                self.check(offer, words, partial(self.client.post, url, data))

    @pytest.mark.nightly
    def test_copying_says_what_follows_if_the_copy_is_published(self) -> None:
        for state in self.STATES:
            with self.each(state) as offer:
                url = url_of("copy", offer.pk)
                words = read(self.client.get(url))
                if not offer.live:
                    self.assertNotIn("A copy is a draft at first", words)
                    continue
                data = {
                    "new_title": "A copy",
                    "new_slug": "a-copy",
                    "new_parent_page": str(self.home.pk),
                    "publish_copies": "on",
                }
                copies = LocalOfferPage.objects.filter(slug="a-copy")
                others = partial(list, copies.values_list("pk", flat=True))
                self.check(offer, words, partial(self.client.post, url, data), others)

    def test_converting_an_alias_says_what_follows(self) -> None:
        with self.each("alias") as offer:
            url = url_of("convert_alias", offer.pk)
            words = read(self.client.get(url))
            self.assertTrue(
                self.check(offer, words, partial(self.client.post, url)), words
            )
            self.assertIn("There is another live offer of Hawthorn Bank", words)


def read_modal(response: Any) -> str:
    html = response.json()["html"]
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


class BulkTests(ConsequencesTestCase):
    """The same, on the screens for many pages at once."""

    def get_url(self, action: str, *offers: Any) -> str:
        place = ["wagtailcore", "page", action]
        keys = "&".join(f"id={each.pk}" for each in offers)
        return f"{reverse('wagtail_bulk_action', args=place)}?{keys}"

    def check_action(self, action: str, states: tuple[str, ...]) -> None:
        for state in states:
            with self.each(state) as offer:
                url = self.get_url(action, offer)
                words = read(self.client.get(url))
                self.assertIn("What follows for local offers", words)
                self.check(offer, words, partial(self.client.post, url))

    @pytest.mark.nightly
    def test_deleting_says_what_follows(self) -> None:
        self.check_action("delete", self.STATES)

    def test_unpublishing_says_what_follows(self) -> None:
        live = tuple(each for each in self.STATES if each != "draft")
        self.check_action("unpublish", live)

    @pytest.mark.nightly
    def test_publishing_says_what_follows(self) -> None:
        own = tuple(each for each in self.STATES if each != "alias")
        self.check_action("publish", own)

    @pytest.mark.nightly
    def test_moving_says_what_follows_if_the_address_changes(self) -> None:
        for state in ("told", "held", "daily", "alias", "private", "draft"):
            with self.each(state) as offer:
                place = self.home.add_child(instance=TextPage(title="Below"))
                url = self.get_url("move", offer)
                words = read(self.client.get(url))
                data = {"chooser": str(place.pk)}
                self.check(offer, words, partial(self.client.post, url, data))

    def test_moving_out_of_a_private_place_says_that_it_is_published(self) -> None:
        closed = self.home.add_child(instance=TextPage(title="For staff"))
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
        offer = self.publish(complete_offer(parent=closed))
        url = self.get_url("move", offer)
        words = read(self.client.get(url))
        self.assertIn("If everybody may read it there: Lancashire", words)
        data = {"chooser": str(self.home.pk)}
        act = partial(self.client.post, url, data)
        (notice,) = self.check(offer, words, act)
        self.assertEqual(notice.kind, "published")

    def test_a_translation_that_goes_with_its_original_is_not_said_to_stay(
        self,
    ) -> None:
        urdu = Locale.objects.create(language_code="ur")
        offer = self.told()
        self.home.copy_for_translation(urdu).save_revision().publish()
        translation = self.publish(offer.copy_for_translation(urdu))
        url = self.get_url("delete", offer)
        self.assertIn("This page stays", read(self.client.get(url)))
        url = self.get_url("delete", offer, translation)
        self.assertNotIn("This page stays", read(self.client.get(url)))

    def test_an_incomplete_draft_is_said_to_stay_one(self) -> None:
        offer = save_draft(complete_offer(body=complete_body(health=None)))
        words = read(self.client.get(self.get_url("publish", offer)))
        self.assertIn("It is not published.", words)

    def count_queries(self, action: str, number: int) -> int:
        offers = [self.told() for _number in range(number)]
        url = self.get_url(action, *offers)
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        return len(captured)

    @pytest.mark.nightly
    def test_more_than_ten_offers_are_not_looked_at_one_by_one(self) -> None:
        for action in ("move", "publish"):
            with self.subTest(action):
                place = self.home.add_child(instance=TextPage(title=action))
                url = self.get_url(action, place)
                for _number in range(10):
                    self.publish(complete_offer(parent=place))
                self.client.get(url)
                with CaptureQueriesContext(connection) as ten:
                    self.client.get(url)
                for _number in range(8):
                    self.publish(complete_offer(parent=place))
                with CaptureQueriesContext(connection) as eighteen:
                    self.client.get(url)
                # How many there are.
                self.assertLessEqual(len(eighteen), len(ten) + 1)

    def test_twelve_offers_are_looked_at_in_as_many_queries_as_two(self) -> None:
        for action in ("delete", "unpublish"):
            with self.subTest(action):
                few = self.count_queries(action, 2)
                # Wagtail's own for each page.
                many = self.count_queries(action, 12) - few
                with_words = many / 10
                self.assertLess(with_words, 9)


class FamilyTests(ConsequencesTestCase):
    """What families see is said, and the other things that hang on it."""

    def test_an_address_is_gone_after_deleting(self) -> None:
        words = read(self.client.get(url_of("delete", self.told().pk)))
        self.assertIn("Its address leads nowhere.", words)

    def test_an_address_says_so_after_unpublishing(self) -> None:
        url = url_of("unpublish", self.told().pk)
        # Wagtail 7.4 shows its own screen first, and ours when that is sent.
        ask = self.client.get if VERSION >= (8, 0) else self.client.post
        self.assertIn("Its address says that there is no such page.", read(ask(url)))

    def news(self, offer: Any) -> str:
        url = reverse("wagtail_localoffer:council_news", args=[offer.pk])
        return read(self.client.get(url))

    def test_a_page_above_names_the_offers_below_it(self) -> None:
        place = self.home.add_child(instance=TextPage(title="Below"))
        offer = self.publish(complete_offer(parent=place))
        deliver_due()
        words = read(self.client.get(url_of("delete", place.pk)))
        self.assertIn(offer.title, words)
        self.assertIn("Lancashire County Council is told", words)

    def test_unpublishing_a_page_above_asks_once_more(self) -> None:
        place = self.home.add_child(instance=TextPage(title="Below"))
        offer = self.publish(complete_offer(parent=place))
        deliver_due()
        url = url_of("unpublish", place.pk)
        words = read(self.client.post(url, {"include_descendants": "on"}))
        offer.refresh_from_db()
        self.assertTrue(offer.live)
        self.assertIn("Nothing is unpublished yet", words)
        data = {"include_descendants": "on", "localoffer-seen": "1"}
        self.check(offer, words, partial(self.client.post, url, data))
        offer.refresh_from_db()
        self.assertFalse(offer.live)

    def test_a_page_without_offers_is_unpublished_at_once(self) -> None:
        page = self.home.add_child(instance=TextPage(title="News"))
        self.client.post(url_of("unpublish", page.pk))
        page.refresh_from_db()
        self.assertFalse(page.live)

    def test_the_email_of_each_offer_is_for_whoever_may_edit_it(self) -> None:
        place = self.home.add_child(instance=TextPage(title="Below"))
        offer = self.publish(complete_offer(parent=place))
        deliver_due()
        args = [offer.pk, place.pk, self.home.get_parent().pk]
        url = reverse("wagtail_localoffer:move_message", args=args)
        self.assertContains(self.client.get(url), "can no longer be read")

    def test_such_an_email_is_only_for_whoever_may_move_it_there(self) -> None:
        mine = self.home.add_child(instance=TextPage(title="Mine"))
        near = mine.add_child(instance=TextPage(title="Near"))
        theirs = self.home.add_child(instance=TextPage(title="Secret"))
        offer = self.publish(complete_offer(parent=mine))
        deliver_due()
        editor = make_editor("anwar", mine)
        GroupPagePermission.objects.create(
            group=editor.groups.get(),
            page=mine,
            permission=Permission.objects.get(codename="add_page"),
        )
        self.client.force_login(editor)
        for moved, destination, status in (
            (offer, near, HTTPStatus.OK),
            (offer, theirs, HTTPStatus.FOUND),
            (mine, theirs, HTTPStatus.FOUND),
            (near, mine, HTTPStatus.NOT_FOUND),
            (theirs, near, HTTPStatus.NOT_FOUND),
        ):
            with self.subTest(moved=moved.title, destination=destination.title):
                args = [offer.pk, moved.pk, destination.pk]
                url = reverse("wagtail_localoffer:move_message", args=args)
                self.assertEqual(self.client.get(url).status_code, status)

    def test_nobody_is_told_of_an_alias_that_goes_with_its_source(self) -> None:
        offer = self.told()
        alias = offer.create_alias(parent=self.home, update_slug="second-address")
        url = url_of("delete", offer.pk)
        words = read(self.client.get(url))
        act = partial(self.client.post, url)
        (notice,) = self.check(offer, words, act, partial(list, [alias.pk]))
        self.assertEqual((notice.offer_id, notice.kind), (offer.pk, "withdrawn"))

    def test_a_translation_that_stands_for_itself_then_is_named(self) -> None:
        offer = self.told()
        urdu = Locale.objects.create(language_code="ur")
        self.home.copy_for_translation(urdu)
        translation = self.publish(offer.copy_for_translation(urdu))
        site_root = self.home.get_translation(urdu)
        site_root.save_revision().publish()
        before = CouncilNotice.objects.count()
        announce(translation.pk)
        self.assertEqual(CouncilNotice.objects.count(), before)
        url = url_of("unpublish", offer.pk)
        words = read(self.client.post(url))
        act = partial(self.client.post, url, {"localoffer-seen": "1"})
        written = self.check(offer, words, act, partial(list, [translation.pk]))
        self.assertEqual(
            {each.offer_id: each.kind for each in written},
            {offer.pk: "withdrawn", translation.pk: "published"},
        )

    def test_the_dialog_of_the_schedule_says_what_happens(self) -> None:
        editor = self.client.get(url_of("edit", self.draft().pk))
        self.assertContains(editor, "Until then your council is told nothing of it")
        self.assertContains(editor, "Families can’t read the offer from then on")

    @pytest.mark.nightly
    def test_many_offers_below_are_counted_and_not_all_named(self) -> None:
        place = self.home.add_child(instance=TextPage(title="Below"))
        for _number in range(12):
            self.publish(complete_offer(parent=place))
        words = read(self.client.get(url_of("delete", place.pk)))
        self.assertIn("2 more local offers", words)

    def test_the_old_address_is_said_to_lead_to_the_new_one(self) -> None:
        offer = self.told()
        place = self.home.add_child(instance=TextPage(title="Below"))
        url = url_of("move_confirm", offer.pk, place.pk)
        words = read(self.client.get(url))
        self.assertIn(f"/below/{offer.slug}/. Its old address leads", words)

    def test_a_second_live_offer_of_the_same_setting_is_named(self) -> None:
        first, second = self.told(), self.draft()
        words = self.news(second)
        self.assertIn("There is another live offer of Hawthorn Bank", words)
        self.assertIn(first.full_url, words)

    def test_one_in_another_form_is_named_too(self) -> None:
        # As after sorting what an offer says into the fourteen questions.
        first = self.told()
        second = complete_offer(
            model=QuestionsOfferPage, body=complete_body(FOURTEEN_QUESTIONS)
        )
        words = self.news(save_draft(second))
        self.assertIn("There is another live offer of Hawthorn Bank", words)
        self.assertIn(first.full_url, words)

    def test_a_service_of_the_name_of_a_setting_is_another(self) -> None:
        self.told()
        name = "Hawthorn Bank Primary School"
        service = save_draft(complete_health_service(setting_name=name))
        self.assertNotIn("There is another live offer", self.news(service))

    def test_such_an_offer_is_named_as_families_read_it(self) -> None:
        first, second = self.told(), self.draft()
        live = first.title
        first.title = "Not yet for everybody"
        save_draft(first)
        words = self.news(second)
        self.assertIn(f"“{live}”", words)
        self.assertNotIn("Not yet for everybody", words)

    def test_a_setting_of_the_same_name_with_another_number_is_another(self) -> None:
        self.told()
        second = save_draft(complete_offer(identifier="654321"))
        self.assertNotIn("There is another live offer", self.news(second))

    def test_the_same_service_of_another_provider_is_another(self) -> None:
        self.publish(complete_health_service())
        second = save_draft(complete_health_service(provider_name="Hawthorn Trust"))
        self.assertNotIn("There is another live offer", self.news(second))
        third = save_draft(complete_health_service())
        self.assertIn("There is another live offer", self.news(third))
        self.assertEqual(HealthServicePage.objects.live().count(), 1)

    def test_a_schedule_is_said_with_its_day(self) -> None:
        offer = complete_offer()
        offer.go_live_at = timezone.now() + timedelta(days=3)
        offer.expire_at = timezone.now() + timedelta(days=30)
        words = self.news(save_draft(offer))
        self.assertIn("It is set to go live on", words)
        self.assertIn("Until then no council is told", words)
        self.assertIn(
            "it is taken down. Lancashire County Council is told to take the offer off "
            "its pages.",
            words,
        )

    def test_who_leaves_and_who_follows_is_said_with_the_days(self) -> None:
        first = {**SENCO, "until": "2120-07-18"}
        following = {**SENCO, "name": "Jan Fielding", "start": "2120-09-01"}
        for value, sentences in (
            (SENCO, []),
            (first, ["19 July 2120 families read as the contact: The post is vacant."]),
            (
                {**first, "next": following},
                [
                    "19 July 2120 families read as the contact: The post is vacant.",
                    "1 September 2120 families read as the contact: Jan Fielding.",
                ],
            ),
        ):
            offer = complete_offer(body=complete_body(senco_contact=value))
            words = self.news(save_draft(offer))
            self.assertEqual(
                words.count("families read as the contact"), len(sentences)
            )
            for sentence in sentences:
                self.assertIn(sentence, words)

    def test_both_councils_are_named_when_it_is_changed(self) -> None:
        offer = self.told()
        other = Council.objects.create(
            name="Hawthorn District Council",
            local_offer_url="https://hawthorn.example/send",
            update_email="send@hawthorn.example",
        )
        offer.body = complete_body(council_link=other.pk)
        words = self.news(save_draft(offer))
        self.assertIn("Lancashire County Council is told to take the off", words)
        self.assertIn("Hawthorn District Council is told that the offer is pub", words)
        # So it is.
        self.publish(offer)
        told = CouncilNotice.objects.filter(status="pending")
        self.assertEqual(
            sorted((each.council_name, each.kind) for each in told),
            [
                ("Hawthorn District Council", "published"),
                ("Lancashire County Council", "withdrawn"),
            ],
        )

    def test_the_email_can_be_read_before_the_click(self) -> None:
        offer = self.told()
        place = self.home.add_child(instance=TextPage(title="Below"))
        for url in (
            url_of("delete", offer.pk),
            url_of("move_confirm", offer.pk, place.pk),
        ):
            soup = BeautifulSoup(self.client.get(url).content, "html.parser")
            (link,) = (a for a in soup("a") if "Read the email" in a.get_text())
            email = self.client.get(link["href"])
            self.assertContains(email, "Hawthorn Bank Primary School")
            self.assertContains(email, "Lancashirelocaloffer@lancashire.gov.uk")
        self.assertFalse(CouncilNotice.objects.filter(status="pending").exists())

    def test_there_is_no_email_where_nobody_would_get_one(self) -> None:
        offer = self.draft()
        url = reverse("wagtail_localoffer:withdrawal_message", args=[offer.pk])
        self.assertEqual(self.client.get(url).status_code, 404)

    def test_an_editor_of_other_pages_reads_no_email(self) -> None:
        offer = self.told()
        self.client.force_login(User.objects.create_user("sam"))
        url = reverse("wagtail_localoffer:withdrawal_message", args=[offer.pk])
        self.assertNotEqual(self.client.get(url).status_code, 200)
