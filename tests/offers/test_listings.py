from __future__ import annotations

import uuid
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import SimpleTestCase, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.support import CommittingTestCase, list_sql, with_search_index
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.offers.listings import filters, rows
from wagtail_localoffer.offers.listings.rows import renew_all

pytestmark = pytest.mark.rows


def publish(offer: Any, **changes: Any) -> Any:
    for name, value in changes.items():
        setattr(offer, name, value)
    offer.save_revision().publish()
    return type(offer).objects.get(pk=offer.pk)


class ListingTestCase(TestCase):
    def publish(self, **changes: Any) -> Any:
        with self.captureOnCommitCallbacks(execute=True):
            return publish(complete_offer(**changes))

    def get_listing(self, offer: Any) -> OfferListing:
        return OfferListing.objects.get(page=offer.pk)


class RowTests(ListingTestCase):
    def test_a_published_offer_is_listed(self) -> None:
        offer = self.publish(setting_name="Alder Primary", address="1 Lane\nBrookby")
        listing = self.get_listing(offer)
        self.assertEqual(listing.key, offer.translation_key)
        self.assertEqual(listing.name, "Alder Primary")
        self.assertEqual(listing.kind, "setting")
        self.assertEqual(listing.setting_type, "primary")
        self.assertEqual(listing.place, "1 Lane\nBrookby")
        self.assertEqual(listing.contact, offer.contact_name)
        self.assertEqual(listing.council_name, offer.council.name)
        self.assertIn("accessible toilet", listing.text)

    def test_a_draft_is_not(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            complete_offer()
        self.assertFalse(OfferListing.objects.exists())

    def test_what_a_draft_says_is_not_listed(self) -> None:
        offer = self.publish(setting_name="As it was")
        offer.setting_name = "As it may be"
        with self.captureOnCommitCallbacks(execute=True):
            offer.save_revision()
        self.assertEqual(self.get_listing(offer).name, "As it was")

    def test_the_same_is_not_written_again(self) -> None:
        offer = self.publish()
        with (
            mock.patch.object(OfferListing, "save") as save,
            self.captureOnCommitCallbacks(execute=True),
        ):
            publish(offer)
        save.assert_not_called()

    def test_an_offer_that_is_unpublished_is_listed_no_more(self) -> None:
        offer = self.publish()
        with self.captureOnCommitCallbacks(execute=True):
            offer.unpublish()
        self.assertFalse(OfferListing.objects.exists())

    @pytest.mark.portable
    def test_a_deleted_page_takes_its_listing_along(self) -> None:
        self.publish().delete()
        self.assertFalse(OfferListing.objects.exists())

    def test_what_a_script_saves_is_listed(self) -> None:
        offer = self.publish()
        offer.telephone = "01632 960999"
        with self.captureOnCommitCallbacks(execute=True):
            offer.save()
        self.assertEqual(self.get_listing(offer).telephone, "01632 960999")

    def test_a_home_is_listed_with_its_area_alone(self) -> None:
        offer = self.publish(
            setting_type="childminder", address="3 Mill Row", area="Brookby, ZZ1"
        )
        self.assertEqual(self.get_listing(offer).place, "Brookby, ZZ1")

    def test_a_home_s_address_is_gone_from_lists_at_once(self) -> None:
        by_saving = self.publish(address="3 Mill Row", area="Brookby, ZZ1")
        by_writing = self.publish(address="4 Mill Row", area="Brookby, ZZ1")
        # Nobody makes their listings again meanwhile.
        by_saving.address_is_private = True
        by_saving.save()
        offers = type(by_writing).objects.filter(pk=by_writing.pk)
        offers.update(address_is_private=True)
        for offer in (by_saving, by_writing):
            with self.subTest(offer=offer.pk):
                self.assertEqual(self.get_listing(offer).place, "Brookby, ZZ1")

    def test_a_service_is_listed_with_its_provider_and_its_areas(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            offer = publish(complete_health_service(areas="Brookby\nAlderbeck"))
        listing = self.get_listing(offer)
        self.assertEqual(listing.kind, "health_service")
        self.assertEqual(listing.provider, offer.provider_name)
        self.assertEqual(listing.place.splitlines()[-2:], ["Brookby", "Alderbeck"])

    def test_months_count_as_whole_years(self) -> None:
        for age, unit, youngest in (
            (6, "months", 0),
            (18, "months", 1),
            (3, "years", 3),
        ):
            with self.subTest(age=age, unit=unit):
                offer = self.publish(minimum_age=age, minimum_age_unit=unit)
                self.assertEqual(self.get_listing(offer).youngest, youngest)


class RepairTests(ListingTestCase):
    def test_what_is_missing_is_made_by_the_command(self) -> None:
        offer = publish(complete_offer())
        self.assertFalse(OfferListing.objects.exists())
        call_command("send_council_notices", verbosity=0)
        self.assertEqual(self.get_listing(offer).name, offer.setting_name)

    def test_what_was_written_past_the_models_is_found(self) -> None:
        offer = self.publish()
        model = type(offer)
        other = complete_offer().body.get_prep_value()
        for changes in ({"telephone": "01632 960998"}, {"body": other}):
            with self.subTest(fields=[*changes]):
                model.objects.filter(pk=offer.pk).update(**changes)
                self.assertEqual(renew_all(), {offer.pk})
                self.assertEqual(renew_all(), set())

    def test_a_body_that_is_written_again_and_again_is_found_each_time(self) -> None:
        offer = self.publish()
        for word in ("zebra", "giraffe", "okapi"):
            text = {"text": f"<p>We have a {word}.</p>", "more": []}
            offer.body = complete_body(activities=text)
            with self.subTest(word):
                type(offer).objects.filter(pk=offer.pk).update(
                    body=offer.body.get_prep_value()
                )
                renew_all()
                self.assertIn(word, self.get_listing(offer).text)

    def test_an_offer_that_cannot_be_judged_hides_no_other(self) -> None:
        broken, whole = publish(complete_offer()), publish(complete_offer())
        judge = rows._hash

        def fail(offer: Any) -> str:
            if offer.pk == broken.pk:
                raise ValueError
            return judge(offer)

        with (
            mock.patch.object(rows, "_hash", fail),
            self.assertLogs("wagtail_localoffer", "ERROR"),
        ):
            self.assertEqual(renew_all(), {whole.pk})

    def test_a_new_name_of_the_council_is_found(self) -> None:
        offer = self.publish()
        council = offer.council
        type(council).objects.filter(pk=council.pk).update(name="Brookshire")
        renew_all()
        self.assertEqual(self.get_listing(offer).council_name, "Brookshire")

    def test_all_can_be_made_again(self) -> None:
        offer = self.publish()
        OfferListing.objects.update(name="Something else")
        self.assertEqual(renew_all(), set())
        self.assertEqual(renew_all(every=True), {offer.pk})
        self.assertEqual(self.get_listing(offer).name, offer.setting_name)

    def test_a_broken_offer_hides_no_other(self) -> None:
        broken, whole = publish(complete_offer()), publish(complete_offer())
        type(broken).objects.filter(pk=broken.pk).update(minimum_age_unit="x" * 10)
        renew_all()
        self.assertTrue(OfferListing.objects.filter(page=whole.pk).exists())

    def test_offers_that_are_listed_take_the_same_queries(self) -> None:
        self.publish()
        renew_all()
        with CaptureQueriesContext(
            connection,
        ) as few:
            renew_all()
        for _number in range(4):
            self.publish()
        renew_all()
        with CaptureQueriesContext(connection) as many:
            renew_all()
        self.assertEqual(len(many), len(few))

    def test_it_reads_no_body(self) -> None:
        self.publish()
        with CaptureQueriesContext(connection) as queries:
            renew_all()
        self.assertFalse([sql for sql in list_sql(queries) if '"body"' in sql])


class FilterTests(ListingTestCase):
    def list_names(self, *conditions: Any) -> list[str]:
        listings = filters.list_local().filter(*conditions)
        return sorted(listings.values_list("name", flat=True))

    def test_a_private_page_is_not_listed_at_once(self) -> None:
        offer = self.publish()
        restriction = PageViewRestriction.objects.create(
            page=offer, restriction_type="groups"
        )
        restriction.groups.set([Group.objects.create(name="Staff")])
        self.assertTrue(OfferListing.objects.exists())
        self.assertFalse(filters.list_local().exists())
        self.assertFalse(filters.list_all().exists())

    def test_a_search_that_is_set_up_wrong_is_one_that_fails(self) -> None:
        backends = {"default": {"BACKEND": "no.such.search", "AUTO_UPDATE": False}}
        with (
            override_settings(WAGTAILSEARCH_BACKENDS=backends),
            self.assertRaises(filters.SearchError),
        ):
            filters.search("alder")

    def test_ages_that_are_not_known_exclude_nobody(self) -> None:
        self.publish(setting_name="Known", minimum_age=4, maximum_age=11)
        self.publish(setting_name="Open", minimum_age=16, maximum_age=None)
        for age, names in ((3, []), (4, ["Known"]), (11, ["Known"]), (30, ["Open"])):
            with self.subTest(age=age):
                self.assertEqual(self.list_names(filters.is_for_age(age)), names)


class UnindexedTests(SimpleTestCase):
    def test_what_mysql_leaves_out_of_its_index_is_not_asked_of_it(self) -> None:
        for words, asked in (
            ("help with reading", "help reading"),
            ("birch s", "birch"),
            ("The WWW of it all", "all"),
            # Then nothing is found, rather than everything.
            ("to be or in it", "to be or in it"),
        ):
            with self.subTest(words):
                kept = filters._leave_out_unindexed(words.split())
                self.assertEqual(" ".join(kept), asked)


# MySQL finds by words only what is committed.
@pytest.mark.portable
@with_search_index
class WordTests(CommittingTestCase):
    def test_offers_of_other_sites_take_no_room_from_those_here(self) -> None:
        offer = publish(complete_offer(setting_name="Zebra School"))
        source = OfferSource.objects.create(name="Far", url="https://far.example/")
        for number in range(3):
            OfferListing.objects.create(
                source=source, key=uuid.uuid4(), name=f"Zebra {number}"
            )
        here = OfferListing.objects.get(page=offer.pk).pk
        with mock.patch.object(filters, "MOST_FOUND", 2):
            self.assertEqual(filters.search("zebra"), [here])
            found = filters.search("zebra", elsewhere=True)
            self.assertEqual((len(found), here in found), (3, True))
            source.is_active = False
            source.save()
            self.assertEqual(filters.search("zebra", elsewhere=True), [here])

    def test_signs_of_a_search_language_are_words_at_most(self) -> None:
        publish(complete_offer(setting_name="Alder Primary School"))
        for words, found in (
            ("alder school", 1),
            ("ALDER", 1),
            ("alder OR nothing-of-this", 0),
            ("alder & !primary | :*", 1),
            ("%", 0),
            ("'\"()*", 0),
            ("\x00", 0),
            ("alder " * 2000, 1),
            ("alder" * 2000, 0),
        ):
            with self.subTest(words[:30]):
                self.assertEqual(len(filters.search(words)), found)

    def test_signs_in_what_is_said_are_no_part_of_its_words(self) -> None:
        source = OfferSource.objects.create(name="Far", url="https://far.example/")
        listing = OfferListing.objects.create(
            source=source,
            key=uuid.uuid4(),
            name="St Birch’s College",
            text="Book 3.5 hours on www.visits.example/open-day, or call.",
        )
        for words in (
            *("birch's", "birch’s", "BIRCH", "book 3.5", "open day", "open-day"),
            *("visits example", "www.visits.example", "call", "3.5 hours on www"),
        ):
            with self.subTest(words):
                found = filters.search(words, elsewhere=True)
                self.assertEqual(found, [listing.pk])
