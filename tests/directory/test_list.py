"""The list of a directory: which offers families find, and what they see of each."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction, Site

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.directory.directory_case import (
    DirectoryTestCase,
    add_elsewhere,
    list_live,
)
from tests.support import finds_at_once, list_sql, with_search_index
from wagtail_localoffer.directory.distances import Point
from wagtail_localoffer.models import OfferDirectoryPage, OfferListing
from wagtail_localoffer.offers.listings.rows import renew_all
from wagtail_localoffer.public.cache import renew_stamp

pytestmark = pytest.mark.rows

ACCESS = {"hearing_loop": "yes", "lift": "partly", "hoist": "no"}


def harvest(**changes: Any) -> OfferListing:
    listing = add_elsewhere(**changes)
    # As whoever has read a source does.
    renew_stamp()
    return listing


def answers(**facts: str) -> list[dict[str, Any]]:
    given = {key: {"answer": answer, "note": ""} for key, answer in facts.items()}
    value = {"text": "<p>Come in.</p>", "more": [], "facts": given}
    return complete_body(accessibility=value)


@pytest.mark.portable
class FindingTests(DirectoryTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        list_live(
            setting_name="Alder Primary",
            address="Mill Lane\nBrookby\nZZ1 1AA",
            body=answers(hearing_loop="yes", lift="partly", hoist="no"),
        )
        list_live(
            setting_name="Birch College",
            setting_type="college",
            minimum_age=16,
            maximum_age=25,
            address="High Street\nNew Brookby Heath\nZZ12 3BB",
            body=answers(hearing_loop="no", lift="yes"),
        )
        list_live(
            setting_name="Cedar Childminding",
            setting_type="childminder",
            minimum_age=6,
            minimum_age_unit="months",
            maximum_age=8,
            area="Brookby, ZZ1",
        )
        list_live(complete_health_service, setting_name="Therapy", minimum_age=None)

    def test_all_are_listed_by_name(self) -> None:
        names = ["Alder Primary", "Birch College", "Cedar Childminding", "Therapy"]
        self.assertEqual(self.find(), names)

    def test_an_age_finds_who_takes_it(self) -> None:
        for age, names in (
            (0, ["Cedar Childminding", "Therapy"]),
            (9, ["Alder Primary", "Therapy"]),
            (17, ["Birch College", "Therapy"]),
            (25, ["Birch College"]),
        ):
            with self.subTest(age=age):
                self.assertEqual(self.find(age=age), names)

    def test_a_type_finds_settings_and_services(self) -> None:
        for key, names in (
            ("college", ["Birch College"]),
            ("health_service", ["Therapy"]),
            ("special", []),
        ):
            with self.subTest(key):
                self.assertEqual(self.find(setting_type=key), names)

    def test_a_fact_finds_who_has_it_at_least_partly(self) -> None:
        for keys, names in (
            (["hearing_loop"], ["Alder Primary"]),
            (["lift"], ["Alder Primary", "Birch College"]),
            (["lift", "hearing_loop"], ["Alder Primary"]),
            (["hoist"], []),
        ):
            with self.subTest(keys):
                self.assertEqual(self.find(access=keys), names)

    def test_a_place_is_a_whole_town_or_a_part_of_a_postcode(self) -> None:
        for place, names in (
            ("brookby", ["Alder Primary", "Birch College", "Cedar Childminding"]),
            ("new brookby", ["Birch College"]),
            ("Brook", []),
            ("ZZ1", ["Alder Primary", "Cedar Childminding"]),
            ("zz1 9zz", ["Alder Primary", "Cedar Childminding"]),
            ("ZZ12", ["Birch College"]),
            ("%", []),
            (".*", []),
        ):
            with self.subTest(place):
                self.assertEqual(self.find(place=place), names)

    def test_counts_say_what_one_thing_more_would_find(self) -> None:
        page = self.fetch(age=9)
        options = [each.text for each in page.select("#id_setting_type option")]
        self.assertEqual(
            options, ["All types", "Primary school (1)", "Health service (1)"]
        )
        ticks = [each.text.strip() for each in page.select("[name=access] + span")]
        self.assertIn("Hearing loop (1)", ticks)
        self.assertNotIn("Hoist", "".join(ticks))

    def test_a_type_that_is_chosen_leaves_the_counts_of_others(self) -> None:
        page = self.fetch(setting_type="college")
        options = [each.text for each in page.select("#id_setting_type option")]
        self.assertIn("Primary school (1)", options)
        chosen = page.select_one("option[selected]").text
        self.assertEqual(chosen, "College or sixth form (1)")

    def test_what_finds_nothing_says_what_to_take_out(self) -> None:
        page = self.fetch(age=9, setting_type="college", access="hearing_loop")
        self.assertIn("No local offers found", page.text)
        (way,) = page.select(".localoffer-ways-out button")
        self.assertEqual(way.text, "Without College or sixth form: 1 local offer")

    def test_little_to_compare_says_what_finds_more(self) -> None:
        page = self.fetch(age=9, place="Brookby")
        self.assertIn("To see more, take one thing out:", page.text)
        ways = [each.text for each in page.select(".localoffer-ways-out button")]
        self.assertEqual(
            ways,
            ["Without Age 9: 3 local offers", "Without Brookby: 2 local offers"],
        )

    def test_enough_to_compare_says_nothing_more(self) -> None:
        page = self.fetch(setting_type="")
        self.assertEqual(page.select(".localoffer-ways-out"), [])

    def test_what_was_asked_can_be_taken_out_one_by_one(self) -> None:
        key = uuid.UUID(int=5)
        query = {"age": "09", "access": ["hearing_loop", "lift"], "offer": key}
        buttons = self.fetch(**query).select(".localoffer-asked button")
        left = [
            self.client.get(
                self.directory.url,
                {**query, "page": 2, button["name"]: button["value"]},
            )["Location"]
            for button in buttons
        ]
        self.assertEqual(
            left,
            [
                f"?access=hearing_loop&access=lift&offer={key}#results",
                f"?age=09&access=hearing_loop&offer={key}#results",
                f"?age=09&access=lift&offer={key}#results",
                f"?offer={key}#results",
            ],
        )

    def test_what_makes_no_sense_is_said_at_its_field_and_asks_nothing(self) -> None:
        for query, message in (
            ({"age": "abc"}, "Enter a whole number from 0 to 25."),
            ({"age": "-1"}, "Enter a whole number from 0 to 25."),
            ({"age": "9" * 5000}, "Enter a whole number from 0 to 25."),
            ({"setting_type": "castle"}, "Choose from the list."),
            ({"access": "'; --"}, "Choose from the list."),
            ({"q": "words " * 2000}, "Use fewer words: up to 200 letters."),
            ({"place": "x" * 101}, "Use fewer words: up to 100 letters."),
            ({"q": "\x00"}, "Use letters and numbers only."),
        ):
            with self.subTest(str(query)[:40]):
                page = self.fetch(**query)
                self.assertIn(message, page.text)
                self.assertEqual(len(page.select("#results h3")), 4)
                self.assertTrue(page.title.text.startswith("Error:"))
                field = page.find(id=f"id_{next(iter(query))}_error")
                self.assertIn(message, field.text)

    def test_an_age_that_is_none_stays_there_to_be_put_right(self) -> None:
        field = self.fetch(age="nine").select_one("#id_age")
        self.assertEqual(field["value"], "nine")

    def test_what_was_asked_comes_first_in_each_entry(self) -> None:
        page = self.fetch(access=["lift"], place="Brookby", age=9)
        entry = page.select_one("#results > ul > li:has(h3)")
        self.assertEqual(entry.dl.div.text, "Lift: Partly")
        self.assertNotIn("Lift", entry.details.text)

    def test_a_page_that_is_not_there_is_the_nearest(self) -> None:
        for page in ("-1", "abc", "0", "999", "9" * 5000, ""):
            with self.subTest(page[:10]):
                self.assertEqual(len(self.find(page=page)), 4)


class DistanceTests(DirectoryTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        OfferDirectoryPage.objects.update(scope="sources")
        for name, place, latitude, longitude in (
            ("In town", "Brookby\nZZ1 1AA", 53.80, -2.40),
            ("In the next village", "Alderbeck\nZZ2 1AA", 53.84, -2.40),
            ("Far away", "Seaham\nZZ9 1AA", 54.80, -2.40),
            ("At the same latitude", "Westham\nZZ8 1AA", 53.80, -3.40),
            ("Nobody knows where", "Brookby", None, None),
        ):
            harvest(name=name, place=place, latitude=latitude, longitude=longitude)

    def test_what_is_near_a_place_is_found_with_its_distance(self) -> None:
        for place in ("Brookby", "zz1 1aa"):
            with self.subTest(place):
                names = self.find(place=place)
                self.assertIn("In the next village", names)
                self.assertNotIn("Far away", names)
                self.assertNotIn("At the same latitude", names)
        text = " ".join(self.fetch(place="Brookby").text.split())
        self.assertIn("Nobody knows where", text)
        self.assertIn("Distance: about 3 miles from Brookby", text)

    def test_without_a_place_there_is_no_distance(self) -> None:
        self.assertNotIn("Distance:", self.fetch().text)

    def test_distances_are_those_of_a_map(self) -> None:
        london = Point(51.5074, -0.1278)
        for latitude, longitude, miles in (
            (53.4808, -2.2426, 163),
            (51.5074, -0.1278, 0),
            (-51.5074, 179.8722, 12438),
        ):
            listing = OfferListing(latitude=latitude, longitude=longitude)
            distance = london.measure(listing)
            self.assertAlmostEqual(distance or 0, miles, delta=1 + miles / 200)
        self.assertIsNone(london.measure(OfferListing()))


@finds_at_once
@with_search_index
class WordsTests(DirectoryTestCase):
    def test_all_words_are_found_wherever_they_stand(self) -> None:
        list_live(setting_name="Alder Primary")
        list_live(complete_health_service, setting_name="Therapy")
        for words, names in (
            ("alder primary", ["Alder Primary"]),
            ("chess football", ["Alder Primary"]),
            ("chess diagnosis", []),
            ("!(:*", []),
        ):
            with self.subTest(words):
                self.assertEqual(self.find(q=words), names)

    def test_a_name_comes_first_and_pages_go_on(self) -> None:
        for number in range(21):
            complete_offer(setting_name=f"School {number}", live=True)
        complete_offer(setting_name="Zebra Chess School", live=True)
        renew_all()
        self.assertEqual(self.find(q="chess")[0], "Zebra Chess School")
        self.assertEqual(len(self.find(q="chess")), 20)
        self.assertEqual(len(self.find(q="chess", page=2)), 2)
        self.assertEqual(self.find(q="chess", page=-1), self.find(q="chess"))

    def test_words_of_a_private_offer_find_nothing(self) -> None:
        offer = list_live(setting_name="Alder Primary")
        PageViewRestriction.objects.create(page=offer, restriction_type="login")
        self.assertEqual(self.find(q="alder"), [])


class ScopeTests(DirectoryTestCase):
    def list_in(self, scope: str) -> list[str]:
        OfferDirectoryPage.objects.update(scope=scope)
        renew_stamp()
        return self.find()

    def test_it_lists_the_offers_of_its_site_or_of_all_or_of_sources_too(self) -> None:
        list_live(setting_name="Here")
        root = Page.get_first_root_node()
        home = root.add_child(instance=Page(title="Other", slug="other-site"))
        Site.objects.create(hostname="other.example", root_page=home)
        list_live(setting_name="There").move(home, "last-child")
        harvest()
        self.assertEqual(self.list_in("site"), ["Here"])
        self.assertEqual(self.list_in("all"), ["Here", "There"])
        self.assertEqual(
            self.list_in("sources"), ["Here", "Otter Lane Nursery", "There"]
        )

    def test_what_a_source_no_longer_lists_is_not_shown(self) -> None:
        listing = harvest()
        source = listing.source
        self.assertEqual(self.list_in("sources"), ["Otter Lane Nursery"])
        source.is_active = False
        source.save()
        self.assertEqual(self.list_in("sources"), [])
        source.is_active = True
        source.save()
        listing.missing_since = "2026-01-01T00:00Z"
        listing.save()
        self.assertEqual(self.list_in("sources"), [])

    def test_what_is_here_is_not_listed_from_elsewhere_too(self) -> None:
        offer = list_live(setting_name="Here")
        harvest(key=offer.translation_key, name="A lie")
        self.assertEqual(self.list_in("sources"), ["Here"])

    def test_private_drafts_and_unpublished_offers_are_never_listed(self) -> None:
        draft = complete_offer(setting_name="Draft")
        private = list_live(setting_name="Private")
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        gone = list_live(setting_name="Gone")
        type(gone).objects.filter(pk=gone.pk).update(live=False)
        self.assertFalse(draft.live)
        for scope in ("site", "all", "sources"):
            with self.subTest(scope):
                self.assertEqual(self.list_in(scope), [])
        self.assertIn("There are no local offers here yet.", self.fetch().text)

    @override_settings(WAGTAIL_I18N_ENABLED=True)
    def test_an_offer_stands_once_in_the_language_of_the_directory(self) -> None:
        offer = list_live(setting_name="English")
        urdu = Locale.objects.create(language_code="ur")
        home = Site.objects.get(is_default_site=True).root_page
        home.copy_for_translation(urdu).save_revision().publish()
        translation = offer.copy_for_translation(urdu)
        translation.setting_name = "اردو"
        translation.save_revision().publish()
        renew_all()
        self.assertEqual(self.find(), ["English"])
        listings = OfferListing.objects
        self.assertEqual(listings.count(), 2)
        self.directory.locale = urdu
        self.directory.scope = "all"
        names = self.directory.list_listings().values_list("name", flat=True)
        self.assertEqual(list(names), ["اردو"])


class PageTests(DirectoryTestCase):
    def test_each_offer_shows_what_parents_ask_first(self) -> None:
        offer = list_live(
            setting_name="Alder Primary",
            address="Mill Lane\nBrookby",
            telephone="01632 960010",
            body=answers(hearing_loop="yes", lift="partly", hoist="no"),
        )
        entry = self.fetch().select_one("#results > ul > li")
        text = " ".join(entry.text.split())
        self.assertEqual(entry.h3.a["href"], offer.url)
        for words in (
            "Primary school, 3 to 11 years",
            "Place: Mill Lane, Brookby",
            "Access: Lift (partly); Hearing loop",
            "Telephone: 01632 960010",
            f"Who to contact: {offer.contact_name}",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Hoist", text)

    def test_the_name_of_a_group_is_not_said_again_in_its_facts(self) -> None:
        care = {"childcare_holidays": {"answer": "yes", "note": ""}}
        value = {"text": "<p>Come in.</p>", "more": [], "facts": care}
        list_live(body=complete_body(activities=value))
        details = self.fetch().select_one("#results details")
        self.assertEqual(details.summary.text, "Childcare")
        self.assertEqual(details.dl.text, "Childcare: in the holidays")

    def test_an_offer_from_elsewhere_says_from_whom_and_leads_there(self) -> None:
        OfferDirectoryPage.objects.update(scope="sources")
        harvested = harvest()
        entry = self.fetch().select_one("#results > ul > li")
        self.assertEqual(entry.h3.a["href"], harvested.url)
        self.assertIn("From: Westmere Council", entry.text)

    def test_an_offer_without_a_page_has_a_name_and_no_link(self) -> None:
        OfferDirectoryPage.objects.update(scope="sources")
        harvested = harvest(url="")
        entry = self.fetch().select_one("#results > ul > li")
        self.assertEqual(entry.h3.text, harvested.name)
        self.assertIsNone(entry.h3.a)

    def test_a_name_is_never_markup(self) -> None:
        OfferDirectoryPage.objects.update(scope="sources")
        harvest(name="</script><script>alert(1)</script>")
        page = self.fetch()
        self.assertEqual(page.h3.text, "</script><script>alert(1)</script>")
        scripts = page.select("script:not([type='application/ld+json'])")
        self.assertEqual(scripts, [])

    def test_what_is_chosen_to_compare_stays_chosen(self) -> None:
        keys = [str(list_live(setting_name=f"S {n}").translation_key) for n in (1, 2)]
        page = self.fetch(offer=[*keys, keys[0], "nonsense", uuid.UUID(int=1)])
        ticked = page.select("[name=offer][checked]")
        self.assertEqual([each["value"] for each in ticked], keys)
        page = self.fetch(offer=keys, age=25)
        self.assertEqual(page.select("h3"), [])
        ticked = page.select(".localoffer-chosen [name=offer][checked]")
        self.assertEqual([each["value"] for each in ticked], keys)
        button = page.select_one("button[formaction]")
        self.assertEqual(button["formaction"], f"{self.directory.url}compare/")

    def test_a_project_without_slashes_compares_too(self) -> None:
        list_live()
        with override_settings(WAGTAIL_APPEND_SLASH=False):
            button = self.fetch().select_one("button[formaction]")
            self.assertEqual(button["formaction"], "/find/compare/")

    def test_what_is_in_another_language_is_marked(self) -> None:
        offer = list_live(setting_name="Ysgol")
        OfferListing.objects.filter(page=offer.pk).update(language="cy")
        name = self.fetch().select_one("h3 bdi")
        self.assertEqual((name.text, name["lang"]), ("Ysgol", "cy"))

    def test_a_preview_on_no_site_lists_nothing(self) -> None:
        list_live()
        page = OfferDirectoryPage(title="Find", path="00020001", depth=2)
        page.url_path = "/nowhere/"
        self.assertFalse(page.list_listings().exists())

    def test_machines_read_the_list_as_item_list(self) -> None:
        offer = list_live(setting_name="Alder Primary")
        script = self.fetch().find("script", type="application/ld+json")
        data = json.loads(script.string)
        self.assertEqual(data["@type"], "ItemList")
        self.assertEqual(data["numberOfItems"], 1)
        (item,) = data["itemListElement"]
        self.assertEqual(item["name"], "Alder Primary")
        self.assertTrue(item["url"].endswith(offer.url))

    def test_a_filtered_list_is_not_for_search_engines(self) -> None:
        list_live()
        self.assertIsNone(self.fetch().find("meta", attrs={"name": "robots"}))
        page = self.fetch(age=9)
        self.assertEqual(
            page.find("meta", attrs={"name": "robots"})["content"], "noindex"
        )

    def test_no_cookie_is_set(self) -> None:
        self.assertFalse(self.client.get(self.directory.url).cookies)

    def test_the_queries_are_the_same_for_any_number(self) -> None:
        OfferDirectoryPage.objects.update(scope="sources")
        query = {"age": 9, "access": "lift", "q": "", "place": "Brookby"}
        for asked in ({}, query):
            with self.subTest(asked):
                list_live(body=answers(lift="yes"), address="Brookby")
                self.client.get(self.directory.url)
                renew_stamp()
                with CaptureQueriesContext(connection) as few:
                    self.client.get(self.directory.url, asked)
                for _number in range(5):
                    list_live(body=answers(lift="yes"), address="Brookby")
                    harvest(facts={"lift": "yes"}, place="Brookby")
                renew_stamp()
                with CaptureQueriesContext(connection) as many:
                    self.client.get(self.directory.url, asked)
                self.assertEqual(len(many), len(few))
                self.assertLessEqual(len(many), 18)

    def test_counts_are_kept_until_something_changes(self) -> None:
        offer = self.publish(complete_offer())
        self.assertEqual(len(self.find()), 1)
        with CaptureQueriesContext(connection) as queries:
            self.find()
        self.assertFalse([each for each in queries if "fact_" in each["sql"]])
        with self.captureOnCommitCallbacks(execute=True):
            offer.unpublish()
        self.assertIn("There are no local offers here yet.", self.fetch().text)

    def test_no_text_and_no_body_is_read_for_a_list(self) -> None:
        list_live()
        with CaptureQueriesContext(connection) as queries:
            self.client.get(self.directory.url)
        read = " ".join(list_sql(queries))
        self.assertNotIn('listing"."text"', read)
        self.assertNotIn('"body"', read)
