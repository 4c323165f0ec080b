"""An offer of several councils: each is told once, in its own way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.builders import complete_body, complete_offer, lancashire
from tests.form_data import offer_form_data
from tests.notices.notice_rows import news, run_command, section
from tests.support import HOSTNAME, PublicSiteTestCase, publish
from wagtail_localoffer.choices import CouncilContact
from wagtail_localoffer.compliance.rules import OfferIncomplete, check_offer
from wagtail_localoffer.content import read
from wagtail_localoffer.councils.models import OfferCouncilQuerySet
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    LocalOfferPage,
    OfferCouncil,
    WithdrawnPage,
    count_offers,
    find_offers_using,
    look_around,
)
from wagtail_localoffer.notices.batches import list_unsettled
from wagtail_localoffer.notices.history import read_history
from wagtail_localoffer.notices.planner import preview_news
from wagtail_localoffer.offers.succession import move_offers
from wagtail_localoffer.reporting.summaries import survey_all


class SeveralTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.home = lancashire()
        cls.other, cls.third = (
            Council.objects.create(
                name=f"{name} Council",
                local_offer_url=f"https://{name.lower()}.example/send",
                update_email=f"send@{name.lower()}.example",
            )
            for name in ("Bellwick", "Corby")
        )

    def setUp(self) -> None:
        super().setUp()
        for each in (self.home, self.other, self.third):
            each.refresh_from_db()

    def make(self, *others: Council, **changes: Any) -> Any:
        return complete_offer(body=self.body(*others, **changes))

    def body(self, *others: Council, **changes: Any) -> list[dict[str, Any]]:
        keys = [each.pk for each in others]
        return complete_body(other_councils=keys or None, **changes)

    def change(self, offer: Any, *others: Council, **changes: Any) -> Any:
        offer.body = self.body(*others, **changes)
        return self.publish(offer)

    def told(self) -> list[tuple[str, str]]:
        """The councils and the kinds of all notices, in their order."""
        notices = CouncilNotice.objects.order_by("offer_id", "number")
        return [(each.council_name, each.kind) for each in notices]


class ToldTests(SeveralTestCase):
    def test_each_is_told_of_a_publication_and_the_first_comes_last(self) -> None:
        self.publish(self.make(self.other, self.third))
        self.assertEqual(
            self.told(),
            [
                (self.third.name, "published"),
                (self.other.name, "published"),
                (self.home.name, "published"),
            ],
        )

    def test_each_gets_one_email_at_its_own_address(self) -> None:
        self.publish(self.make(self.other, self.third))
        run_command()
        run_command()
        self.assertCountEqual(
            [address for email in mail.outbox for address in email.to],
            [each.update_email for each in (self.home, self.other, self.third)],
        )

    def test_each_is_told_in_its_own_language(self) -> None:
        self.other.language = "ur"
        self.other.save()
        self.publish(self.make(self.other))
        words = {each.council_name: each for each in CouncilNotice.objects.all()}
        self.assertIn('dir="rtl"', words[self.other.name].html_body)
        self.assertNotIn('dir="rtl"', words[self.home.name].html_body)
        rows = [
            words[each.name].entry["rows"][0][0] for each in (self.home, self.other)
        ]
        self.assertEqual(rows[0], "Name")
        self.assertNotEqual(rows[1], "Name")

    def test_one_that_takes_no_email_gets_a_task_and_the_other_an_email(self) -> None:
        self.other.contact_by = CouncilContact.SELF_SERVICE
        self.other.form_url = "https://bellwick.example/form"
        self.other.save()
        self.publish(self.make(self.other))
        run_command()
        self.assertEqual(
            {(each.council_name, each.status) for each in CouncilNotice.objects.all()},
            {(self.other.name, "held"), (self.home.name, "sent")},
        )

    def test_two_with_one_address_are_told_once_each(self) -> None:
        self.other.update_email = self.home.update_email
        self.other.save()
        self.publish(self.make(self.other))
        run_command()
        self.assertEqual(len(mail.outbox), 2)
        self.assertNotEqual(*(each.body for each in mail.outbox))

    def test_one_whose_address_was_missing_is_told_once_it_is_entered(self) -> None:
        address = self.other.update_email
        self.other.update_email = ""
        self.other.save()
        self.publish(self.make(self.other))
        self.other.update_email = address
        with self.captureOnCommitCallbacks(execute=True):
            self.other.save()
        newest = CouncilNotice.objects.filter(council=self.other).latest("pk")
        self.assertEqual((newest.status, newest.recipient), ("pending", address))

    def test_what_one_missed_is_told_to_it_alone(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        CouncilNotice.objects.filter(council=self.other).delete()
        self.assertEqual(list_unsettled([offer.pk]), [offer.pk])
        mail.outbox.clear()
        run_command()
        self.assertEqual([each.to for each in mail.outbox], [[self.other.update_email]])
        self.assertEqual(list_unsettled([offer.pk]), [])

    def test_one_that_is_added_is_told_and_the_first_is_not(self) -> None:
        offer = self.publish(self.make())
        run_command()
        self.change(offer, self.other)
        self.assertEqual(self.told()[1:], [(self.other.name, "published")])

    def test_one_that_is_taken_out_is_told_and_the_first_is_not(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        self.change(offer)
        self.assertEqual(self.told()[2:], [(self.other.name, "withdrawn")])
        notice = CouncilNotice.objects.order_by("-pk").first()
        self.assertIn(self.home.name, notice.text_body)

    def test_all_are_told_when_it_is_taken_down(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        self.unpublish(offer)
        run_command()
        self.assertCountEqual(
            self.told()[2:],
            [(self.other.name, "withdrawn"), (self.home.name, "withdrawn")],
        )
        newest = read_history(offer.pk).newest
        self.assertCountEqual(
            [each.council_name for each in newest], [self.home.name, self.other.name]
        )

    def test_all_are_told_when_its_page_is_deleted(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        with self.captureOnCommitCallbacks(execute=True):
            offer.delete()
        self.assertCountEqual(
            self.told()[2:],
            [(self.other.name, "withdrawn"), (self.home.name, "withdrawn")],
        )
        self.assertFalse(OfferCouncil.objects.exists())

    def test_two_that_change_places_are_told_of_the_link_alone(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        self.change(offer, self.home, council_link=self.other.pk)
        self.assertCountEqual(
            self.told()[2:], [(self.other.name, "updated"), (self.home.name, "updated")]
        )
        newest = CouncilNotice.objects.order_by("-pk").first()
        self.assertEqual([each["part"] for each in newest.changes], ["council_link"])

    def test_an_offer_without_others_is_told_as_before(self) -> None:
        offer = self.publish(self.make())
        run_command()
        offer.body = [*complete_body(), {"type": "other_councils", "value": []}]
        self.publish(offer)
        self.assertEqual(news(), [("published", "sent")])

    def test_a_council_that_is_named_twice_is_told_once(self) -> None:
        self.publish(self.make(self.other, self.other, self.home))
        self.assertCountEqual(
            self.told(), [(self.other.name, "published"), (self.home.name, "published")]
        )

    def test_a_row_that_nobody_filled_in_is_no_council(self) -> None:
        offer = self.make()
        offer.body = complete_body(other_councils=[None, 10**30, "x", self.other.pk])
        self.assertEqual(read(offer).other_council_keys, [self.other.pk])

    def test_what_is_told_is_foreseen_for_each(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        offer.body = self.body(self.other, health=section("A nurse comes on Mondays."))
        self.assertCountEqual(
            [(each.council_name, each.kind) for each in preview_news(offer)],
            [(self.home.name, "updated"), (self.other.name, "updated")],
        )


@pytest.mark.portable
class BatchTests(SeveralTestCase):
    def test_a_batch_takes_as_many_queries_for_many_offers_as_for_two(self) -> None:
        offers = [self.publish(self.make(self.other, self.third)) for _each in range(8)]
        run_command()
        keys = [offer.pk for offer in offers]
        with CaptureQueriesContext(connection) as few:
            list_unsettled(keys[:2])
        with self.assertNumQueries(len(few)):
            list_unsettled(keys)

    def test_one_that_a_program_wrote_into_the_body_is_told(self) -> None:
        offer = self.publish(self.make())
        run_command()
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=self.body(self.other))
        run_command()
        self.assertEqual(self.told()[1:], [(self.other.name, "published")])
        self.assertEqual(OfferCouncil.objects.get().council, self.other)
        self.assertEqual(list_unsettled([offer.pk]), [])


@pytest.mark.portable
class KeptTests(SeveralTestCase):
    def test_a_council_that_an_offer_uses_is_not_deleted(self) -> None:
        self.make(self.other)
        with self.assertRaises(ProtectedError):
            self.other.delete()

    def test_councils_know_how_many_offers_use_them(self) -> None:
        complete_offer(body=self.body(self.other), live=True)
        self.make(self.other, self.third)
        counted = Council.objects.annotate(
            all=count_offers(), live=count_offers(live=True)
        )
        self.assertEqual(
            {
                each.name: (each.all, each.live)
                for each in counted.filter(pk__in=(self.other.pk, self.third.pk))
            },
            {self.other.name: (2, 1), self.third.name: (1, 0)},
        )

    def test_drafts_that_use_a_council_are_found(self) -> None:
        offer = self.publish(self.make())
        offer.body = self.body(self.other)
        offer.save_revision()
        self.assertEqual(find_offers_using(self.other), [offer])

    def test_what_another_process_has_kept_in_the_meantime_stays(self) -> None:
        offer = self.make()
        delete = OfferCouncilQuerySet.delete

        def delete_before_a_rival(rows: Any) -> Any:
            deleted = delete(rows)
            OfferCouncil.objects.create(offer=offer, council=self.other)
            return deleted

        with mock.patch.object(OfferCouncilQuerySet, "delete", delete_before_a_rival):
            OfferCouncil.objects.keep(offer.pk, [self.other])
        self.assertEqual(OfferCouncil.objects.get().council, self.other)

    def test_an_offer_is_saved_with_its_councils_or_not_at_all(self) -> None:
        offer = self.make()
        offer.body = self.body(self.other)
        with (
            mock.patch.object(OfferCouncilQuerySet, "bulk_create", side_effect=OSError),
            self.assertRaises(OSError),
        ):
            offer.save()
        offer.refresh_from_db()
        self.assertEqual(offer.other_councils, [])

    def test_those_of_two_blocks_count(self) -> None:
        offer = self.make()
        more = {"type": "other_councils", "value": [self.third.pk]}
        offer.body = [*self.body(self.other), more]
        self.assertEqual(offer.other_councils, [self.other, self.third])
        keys = [each.pk for each in offer.other_councils]
        self.assertEqual(read(offer).other_council_keys, keys)

    def test_a_draft_of_a_live_offer_leaves_its_councils(self) -> None:
        offer = self.publish(self.make(self.other))
        offer.body = self.body(self.third)
        offer.save_revision()
        self.assertEqual(OfferCouncil.objects.get().council, self.other)

    def test_others_do_not_stand_in_for_the_first(self) -> None:
        offer = self.make(self.other, council_link=None)
        with self.assertRaises(OfferIncomplete) as refused:
            publish(offer)
        codes = [each.code for each in refused.exception.findings]
        self.assertEqual(codes, ["council_link_missing"])

    def test_an_alias_follows_its_original(self) -> None:
        offer = self.publish(self.make(self.other))
        alias = offer.create_alias(update_slug="elsewhere")
        self.change(offer, self.third)
        kept = OfferCouncil.objects.filter(offer=alias.pk)
        self.assertEqual([each.council for each in kept], [self.third])

    def test_a_council_without_an_address_is_named_to_the_editor(self) -> None:
        self.other.local_offer_url = ""
        self.other.save()
        offer = self.publish(self.make(self.other))
        codes = {each.code for each in check_offer(offer, look_around(offer))}
        self.assertIn("other_councils_address_missing", codes)

    def test_a_link_to_another_council_of_its_own_is_no_mistake(self) -> None:
        link = f'<p>See <a href="{self.other.local_offer_url}">Bellwick</a>.</p>'
        text = {"text": link, "more": []}
        codes = [
            {each.code for each in check_offer(offer, look_around(offer))}
            for others in ((), (self.other,))
            for offer in [self.make(*others, family_support=text)]
        ]
        self.assertTrue(any("council" in code for code in codes[0] - codes[1]))


class SuccessionTests(SeveralTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.other.successor = self.third
        self.other.valid_to = timezone.localdate() - timedelta(days=1)

    def test_the_offers_of_one_among_several_move_to_its_successor(self) -> None:
        offer = self.publish(self.make(self.other))
        run_command()
        self.other.save()
        with self.captureOnCommitCallbacks(execute=True):
            outcomes = move_offers(self.other)
        self.assertEqual([each.problem for each in outcomes], [""])
        offer.refresh_from_db()
        self.assertEqual(offer.other_councils, [self.third])
        self.assertEqual(offer.council, self.home)
        # Nobody is left to tell at a council that is gone.
        self.assertEqual(self.told()[2:], [(self.third.name, "published")])

    def test_a_successor_that_is_the_first_already_is_named_once(self) -> None:
        self.other.successor = self.home
        self.other.save()
        offer = self.publish(self.make(self.other))
        move_offers(self.other)
        offer.refresh_from_db()
        self.assertEqual(offer.other_councils, [])
        self.assertFalse(OfferCouncil.objects.exists())

    def test_nothing_else_of_the_offer_changes(self) -> None:
        self.other.save()
        offer = self.publish(self.make(self.other))
        old = [*offer.body.get_prep_value()]
        move_offers(self.other)
        offer.refresh_from_db()
        changed = [
            before["type"]
            for before, now in zip(old, offer.body.get_prep_value(), strict=True)
            if before != now
        ]
        self.assertEqual(changed, ["other_councils"])

    def test_a_successor_that_is_another_already_is_named_once(self) -> None:
        self.other.save()
        offer = self.publish(self.make(self.other, self.third))
        move_offers(self.other)
        offer.refresh_from_db()
        block = offer.body.first_block_by_name("other_councils")
        self.assertEqual([*block.value], [self.third])

    def test_the_first_leaves_the_others_too_if_it_stands_among_them(self) -> None:
        self.home.successor, self.home.valid_to = self.third, self.other.valid_to
        self.home.save()
        offer = self.publish(self.make(self.home, self.other))
        move_offers(self.home)
        offer.refresh_from_db()
        self.assertEqual(offer.council, self.third)
        self.assertEqual(offer.other_councils, [self.other])

    def test_a_draft_moves_too(self) -> None:
        offer = self.publish(self.make())
        offer.body = self.body(self.other)
        offer.save_revision()
        self.other.save()
        move_offers(self.other)
        offer.refresh_from_db()
        draft = offer.get_latest_revision_as_object()
        self.assertEqual(draft.other_councils, [self.third])


class PublicTests(SeveralTestCase):
    def read(self, offer: Any) -> BeautifulSoup:
        response = self.client.get(f"/{offer.slug}/", SERVER_NAME=HOSTNAME)
        return BeautifulSoup(response.content, "html.parser")

    def list_links(self, offer: Any) -> list[str]:
        section = self.read(offer).select_one("#council-local-offer")
        return [each["href"] for each in section.select("a")]

    def test_the_link_to_each_stands_on_the_page(self) -> None:
        offer = publish(self.make(self.other, self.third))
        wanted = [each.local_offer_url for each in (self.home, self.other, self.third)]
        self.assertEqual(self.list_links(offer), wanted)

    def test_a_new_address_of_one_stands_on_the_page_at_once(self) -> None:
        offer = publish(self.make(self.other))
        self.list_links(offer)
        self.other.local_offer_url = "https://bellwick.example/new"
        self.other.save()
        self.assertIn("https://bellwick.example/new", self.list_links(offer))

    def test_the_page_takes_as_many_queries_as_with_one(self) -> None:
        one, three = publish(self.make()), publish(self.make(self.other, self.third))
        counts = []
        for offer in (one, three):
            self.read(offer)
            with CaptureQueriesContext(connection) as queries:
                self.read(offer)
            counts.append(len(queries))
        self.assertEqual(*counts)

    def test_the_page_of_an_offer_that_was_taken_down_has_them_too(self) -> None:
        offer = publish(self.make(self.other))
        WithdrawnPage.objects.leave(offer)
        offer.unpublish()
        self.assertIn(self.other.local_offer_url, self.list_links(offer))


class AdminTests(SeveralTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(User.objects.create_superuser("admin"))

    def test_the_report_names_them_and_finds_offers_by_each(self) -> None:
        publish(self.make(self.other))
        publish(self.make())
        list(survey_all())
        url = reverse("wagtail_localoffer_report")
        found = self.client.get(url, {"council": self.other.pk})
        self.assertEqual(len(found.context["object_list"]), 1)
        self.assertContains(found, f"{self.home.name} and 1 more")

    def test_the_notices_of_each_stand_on_the_offers_page(self) -> None:
        offer = self.publish(self.make(self.other))
        url = reverse("wagtail_localoffer:offer_notices", args=[offer.pk])
        response = self.client.get(url)
        for council in (self.home, self.other):
            self.assertContains(response, council.name)

    def test_an_editor_chooses_them_in_the_form(self) -> None:
        offer = self.make()
        chosen = self.make(self.other, self.third)
        data = offer_form_data(chosen, **{"action-publish": "1", "slug": offer.slug})
        self.client.post(reverse("wagtailadmin_pages:edit", args=[offer.pk]), data)
        offer.refresh_from_db()
        self.assertTrue(offer.live)
        self.assertEqual(offer.other_councils, [self.other, self.third])
