"""Comparing offers of a directory: what is shown of them, and what is never."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction, Site

from tests.builders import (
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.content.test_handover import BEGINS, FOLLOWED, NAME, OMAR
from tests.directory.directory_case import (
    ComparisonTestCase,
    add_elsewhere,
    describe_elsewhere,
    read_columns,
    read_labels,
    read_problems,
    read_row,
    section,
)
from tests.notices.test_handover import NOW, VACANT_FROM, on
from tests.support import list_sql
from wagtail_localoffer.frameworks.health import HEALTH, NEEDS_SECTION

pytestmark = pytest.mark.rows

GONE = (
    "One of the offers that you chose can’t be shown. It may have been taken down, or "
    "the address is not complete."
)
HARD = "<script>alert(1)</script><img src=x onerror=alert(1)>"


class ChoiceTests(ComparisonTestCase):
    def test_offers_stand_in_the_order_of_the_address(self) -> None:
        for pair in ((self.school, self.nursery), (self.nursery, self.school)):
            names = [each.setting_name for each in pair]
            self.assertEqual(read_columns(self.read(*pair)), names)

    def test_the_title_says_what_is_compared(self) -> None:
        page = self.read(self.school, self.nursery)
        self.assertEqual(page.h1.text, "Compare Alder School and Brook Nursery")
        self.assertTrue(page.title.text.startswith(f"{page.h1.text} – Find a local"))

    def test_without_a_choice_it_says_how_to_choose(self) -> None:
        page = self.read()
        self.assertEqual(read_problems(page), [])
        self.assertIn("Tick two to four offers in the list", page.article.text)
        link = page.select_one(".localoffer-comparison__choose a")
        self.assertEqual(link["href"], self.directory.url)
        self.assertFalse(page.select("table"))

    def test_an_empty_choice_is_none(self) -> None:
        self.assertEqual(read_problems(self.read("", "")), [])

    def test_one_alone_is_shown_and_another_asked_for(self) -> None:
        page = self.read(self.school)
        self.assertEqual(read_columns(page), ["Alder School"])
        self.assertEqual(page.h1.text, "Compare Alder School with others")
        link = page.select_one(".localoffer-comparison__choose a")
        self.assertEqual(link.text, "Choose another offer to compare it with")
        kept = f"{self.directory.url}?offer={self.school.translation_key}"
        self.assertEqual(link["href"], kept)

    def test_the_same_twice_is_shown_once(self) -> None:
        page = self.read(self.school, self.school, self.nursery)
        self.assertEqual(read_columns(page), ["Alder School", "Brook Nursery"])
        self.assertEqual(
            read_problems(page),
            ["You chose the same offer twice. It is shown once."],
        )

    def test_of_five_the_last_is_named_and_left_out(self) -> None:
        others = [add_elsewhere(name=name) for name in ("C", "D", "E")]
        page = self.read(self.school, self.nursery, *others)
        self.assertEqual(read_columns(page)[2:], ["C", "D"])
        self.assertEqual(
            read_problems(page),
            ["You can compare up to four offers. These are left out: E."],
        )

    def test_what_is_no_key_is_missed_and_the_others_shown(self) -> None:
        for junk in ("x", "\0", "' OR 1=1 --", "<script>", "9" * 5000, "½", "None"):
            with self.subTest(junk[:20]):
                page = self.read(self.school, junk, self.nursery)
                self.assertEqual(len(read_columns(page)), 2)
                self.assertEqual(read_problems(page), [GONE])

    def test_of_many_keys_only_some_are_looked_for(self) -> None:
        keys = [uuid4() for _number in range(900)]
        page = self.read(self.school, self.nursery, *keys)
        self.assertEqual(len(read_columns(page)), 2)
        self.assertEqual(
            read_problems(page)[1],
            "You can compare up to four offers. The others are left out.",
        )

    def test_nothing_of_what_was_asked_is_not_found(self) -> None:
        for junk in ("x", uuid4()):
            page = self.read(junk, status=404)
            self.assertEqual(read_problems(page), [GONE])
            self.assertIn("Tick two to four offers", page.article.text)

    def test_two_of_one_name_are_told_apart(self) -> None:
        other = add_elsewhere(name="alder school")
        page = self.read(self.school, other)
        self.assertEqual(
            read_columns(page),
            [
                "Alder School (Alderbeck, Lancashire)",
                "alder school (Otter Lane, Westmere)",
            ],
        )

    def test_each_can_be_removed(self) -> None:
        page = self.read(self.school, self.nursery)
        links = [each["href"] for each in page.select(".localoffer-comparison__remove")]
        school, nursery = self.school.translation_key, self.nursery.translation_key
        self.assertEqual(links, [f"?offer={nursery}", f"?offer={school}"])

    def test_the_last_one_is_removed_by_going_back_to_the_list(self) -> None:
        link = self.read(self.school).select_one(".localoffer-comparison__remove")
        self.assertEqual(link["href"], self.directory.url)

    def test_the_way_back_keeps_what_is_chosen(self) -> None:
        page = self.read(self.school, self.nursery)
        keys = [each.translation_key for each in (self.school, self.nursery)]
        address = self.directory.url + "?" + "&".join(f"offer={key}" for key in keys)
        for link in page.select(".localoffer-back a, .localoffer-comparison__choose a"):
            self.assertEqual(link["href"], address)

    def test_the_way_back_keeps_what_was_looked_for(self) -> None:
        key, other = self.school.translation_key, self.nursery.translation_key
        asked = f"?q=%22%3Ca%3E&age=4&need=x&need=y&page=2&offer={key}&offer={other}"
        response = self.client.get(self.url + asked)
        page = BeautifulSoup(response.content, "html.parser")
        kept = "?q=%22%3Ca%3E&age=4&need=x&need=y"
        self.assertEqual(
            page.select_one(".localoffer-back a")["href"],
            f"{self.directory.url}{kept}&offer={key}&offer={other}",
        )
        self.assertEqual(
            [each["href"] for each in page.select(".localoffer-comparison__remove")],
            [f"{kept}&offer={other}", f"{kept}&offer={key}"],
        )

    def test_more_than_anybody_types_is_not_kept(self) -> None:
        key = self.school.translation_key
        response = self.client.get(f"{self.url}?q={'x' * 2000}&offer={key}")
        self.assertNotContains(response, "xxx")

    def test_four_are_enough(self) -> None:
        others = [add_elsewhere(name=name) for name in ("C", "D")]
        page = self.read(self.school, self.nursery, *others)
        self.assertFalse(page.select(".localoffer-comparison__choose"))

    def test_it_is_not_to_be_found_and_sets_no_cookie(self) -> None:
        response = self.fetch(self.school, self.nursery)
        self.assertContains(response, '<meta name="robots" content="noindex">')
        self.assertNotContains(response, "canonical")
        self.assertFalse(response.cookies)
        self.assertNotContains(response, "<script")


class VisibilityTests(ComparisonTestCase):
    def assert_missing(self, offer: Any) -> None:
        page = self.read(offer, self.nursery)
        self.assertEqual(read_columns(page), ["Brook Nursery"])
        self.assertEqual(read_problems(page), [GONE])
        self.assertNotIn("Alder School", page.text)

    def test_a_private_offer_is_missing_though_it_was_shown_before(self) -> None:
        self.fetch(self.school, self.nursery)
        PageViewRestriction.objects.create(
            page=self.school, restriction_type=PageViewRestriction.LOGIN
        )
        self.assert_missing(self.school)

    def test_an_unpublished_offer_is_missing(self) -> None:
        self.school.unpublish()
        self.assert_missing(self.school)

    def test_an_inactive_source_is_missing(self) -> None:
        listing = add_elsewhere()
        listing.source.is_active = False
        listing.source.save()
        self.assert_missing(listing)

    def test_a_draft_shows_nothing_of_itself(self) -> None:
        self.school.setting_name = "Not yet"
        self.school.body = complete_body(health={"text": "<p>Not yet.</p>", "more": []})
        self.school.save_revision()
        self.assertNotContains(self.fetch(self.school, self.nursery), "Not yet")

    def test_a_directory_of_a_site_has_no_offers_of_others(self) -> None:
        self.directory.scope = "site"
        self.directory.save()
        self.assert_missing(add_elsewhere())
        root = Site.objects.get(is_default_site=True).root_page
        other = root.get_parent().add_child(
            instance=type(root)(title="Other", slug="o")
        )
        Site.objects.create(hostname="other.example", root_page=other)
        self.assert_missing(self.publish(complete_offer(parent=other)))

    def test_a_change_is_shown_as_soon_as_it_is_published(self) -> None:
        self.assertEqual(
            read_row(self.read(self.school, self.nursery), "Hoist")[0],
            "Yes In the hall",
        )
        self.school.body = complete_body(
            accessibility=section("accessibility", hoist=("no", "Not any more"))
        )
        self.publish(self.school)
        self.assertEqual(
            read_row(self.read(self.school, self.nursery), "Hoist")[0],
            "No Not any more",
        )


class AboutTests(ComparisonTestCase):
    def test_who_they_are_stands_first(self) -> None:
        page = self.read(self.school, self.nursery)
        self.assertEqual(
            read_row(page, "Type"), ["Primary school", "Early years setting"]
        )
        self.assertEqual(read_row(page, "Ages"), ["3 to 11 years"] * 2)
        self.assertEqual(
            read_row(page, "Address or area"), ["Mill Lane Alderbeck Lancashire"] * 2
        )

    def test_who_is_asked_is_who_it_is_that_day(self) -> None:
        self.school.body = complete_body(senco_contact=FOLLOWED)
        with on(NOW):
            self.publish(self.school)
        for day, name in (
            (NOW, NAME),
            (VACANT_FROM, "The post is vacant"),
            (BEGINS, OMAR["name"]),
        ):
            with on(day):
                page = self.read(self.school, self.nursery)
            self.assertIn(name, read_row(page, "Who to contact")[0])

    def test_the_council_is_said_where_it_is_not_the_same(self) -> None:
        self.assertNotIn("Council", read_labels(self.read(self.school, self.nursery)))
        elsewhere = add_elsewhere(council_name="Westmere Council (example)")
        self.assertEqual(
            read_row(self.read(self.school, elsewhere), "Council"),
            [self.school.council.name, "Westmere Council (example)"],
        )

    def test_what_the_list_was_asked_for_stands_first_and_only_there(self) -> None:
        keys = [each.translation_key for each in (self.school, self.nursery)]
        query = {"access": ["lift", "nonsense"], "need": "hoist", "offer": keys}
        page = BeautifulSoup(self.client.get(self.url, query).content, "html.parser")
        labels = read_labels(page)
        self.assertEqual(labels[:3], ["Hoist", "Lift", "Type"])
        self.assertEqual(labels.count("Lift"), 1)
        self.assertEqual(read_row(page, "Lift"), ["No", "Not said"])

    def test_they_can_be_rung_and_written_to(self) -> None:
        page = self.read(self.school, self.nursery)
        links = [each["href"] for each in page.select("#about a[href*=':']")]
        self.assertEqual(
            links,
            [
                *("tel:01632960010", "tel:01632960050"),
                *("tel:01632960014", "mailto:senco@hawthornbank.example") * 2,
            ],
        )

    def test_each_name_leads_to_the_whole_offer(self) -> None:
        page = self.read(self.school, self.nursery)
        links = [each["href"] for each in page.select("#about thead th a:first-child")]
        self.assertEqual(links, [self.school.url, self.nursery.url])

    def test_what_none_of_them_says_is_left_out(self) -> None:
        labels = read_labels(self.read(self.school, self.nursery))
        self.assertNotIn("Last reviewed", labels)
        self.assertNotIn("Where this comes from", labels)

    def test_what_one_of_them_says_is_not_said_by_the_other(self) -> None:
        page = self.read(self.school, add_elsewhere(telephone=""))
        self.assertEqual(
            read_row(page, "Last reviewed"), ["Not said", "1 September 2026"]
        )
        self.assertEqual(read_row(page, "Telephone"), ["01632 960010", "Not said"])

    def test_a_service_says_who_provides_it(self) -> None:
        service = self.publish(complete_health_service())
        page = self.read(self.school, service)
        self.assertEqual(
            read_row(page, "Type")[1], "Health service Alder Vale Community NHS Trust"
        )

    def test_a_home_gives_its_area_alone(self) -> None:
        home = self.publish(
            complete_offer(setting_type="childminder", address="3 Mill Row")
        )
        response = self.fetch(self.school, home)
        self.assertContains(response, "Alderbeck, ZZ1")
        self.assertNotContains(response, "Mill Row")


class FactTests(ComparisonTestCase):
    def test_facts_stand_in_groups(self) -> None:
        page = self.read(self.school, self.nursery)
        headings = [each.text for each in page.select("section[id^=facts] h2")]
        self.assertEqual(headings, ["Needs", "Access", "More facts"])

    def test_how_families_took_part_is_compared(self) -> None:
        facts = {
            "took_part_parents": {"answer": "yes", "note": "Twelve families"},
            "took_part_when": {"note": "June 2026"},
        }
        other = complete_offer(
            setting_name="Cedar School",
            body=complete_body(taking_part={"text": "", "more": [], "facts": facts}),
        )
        page = self.read(self.publish(other), self.school)
        for label, said in (
            ("Parents and carers took part", "Yes Twelve families"),
            ("When they took part", "June 2026"),
        ):
            self.assertEqual(read_row(page, label), [said, "Not said"])

    def test_an_answer_has_a_word_a_sign_and_its_note(self) -> None:
        page = self.read(self.school, self.nursery)
        for label, answer, sign in (
            ("Hoist", "Yes In the hall", "#sign-yes"),
            ("Lift", "No", "#sign-no"),
            ("Sensory or physical needs", "Partly", "#sign-partly"),
        ):
            with self.subTest(label):
                self.assertEqual(read_row(page, label), [answer, "Not said"])
                head = next(each for each in page.select("th") if each.text == label)
                signs = [each["href"] for each in head.parent.select("use")]
                self.assertEqual(signs, [sign, "#sign-not"])

    def test_every_sign_is_drawn(self) -> None:
        page = self.read(self.school, self.nursery)
        drawn = {f"#{each['id']}" for each in page.select("symbol")}
        self.assertEqual(
            drawn, {f"#sign-{each}" for each in ("yes", "partly", "no", "not")}
        )

    def test_what_is_only_said_in_words_has_no_sign(self) -> None:
        page = self.read(self.school, self.nursery)
        self.assertEqual(read_row(page, "Opening times"), ["Not said", "8am to 6pm"])

    def test_a_fact_that_none_of_them_mentions_is_left_out(self) -> None:
        self.assertNotIn(
            "Hearing loop", read_labels(self.read(self.school, self.nursery))
        )

    def test_who_does_not_say_something_can_be_rung(self) -> None:
        page = self.read(self.school, self.nursery)
        ask = page.select_one(".localoffer-comparison__ask")
        self.assertIn("“Not said” doesn’t mean no", ask.text)
        self.assertEqual(
            [each["href"] for each in ask.select("a")],
            ["tel:01632960010", "tel:01632960050"],
        )

    def test_a_fact_of_another_kind_of_offer_is_not_said(self) -> None:
        service = self.publish(complete_health_service())
        page = self.read(self.school, service)
        self.assertEqual(read_row(page, "Hoist"), ["Yes In the hall", "Not said"])
        asked = next(each for each in HEALTH.sections if each.key == NEEDS_SECTION)
        label = str(asked.facts[0].label)
        self.assertEqual(read_row(page, label), ["Not said", "Yes"])

    def test_a_fact_in_two_sections_is_said_once_with_both_notes(self) -> None:
        setting = {
            "text": "<p>We have a garden.</p>",
            "more": [],
            "facts": {"opening_times": {"note": "51 weeks a year"}},
        }
        other = self.publish(
            complete_offer(
                body=complete_body(
                    the_setting=setting,
                    activities=section("activities", opening_times=("", "8am to 6pm")),
                )
            )
        )
        page = self.read(self.school, other)
        self.assertEqual(
            read_row(page, "Opening times")[1], "51 weeks a year; 8am to 6pm"
        )


class SectionTests(ComparisonTestCase):
    def test_the_beginning_of_a_section_leads_to_the_rest(self) -> None:
        page = self.read(self.school, self.nursery)
        row = read_row(page, "Teaching and learning")
        for text in row:
            self.assertTrue(text.startswith("We teach pupils with autism"), text)
            self.assertTrue(text.endswith(". Read the rest"), text)
            self.assertLess(len(text.split()), 66)
        links = [each["href"] for each in page.select(".localoffer-comparison__rest a")]
        anchor = "teaching-and-learning"
        self.assertIn(f"{self.school.url}{anchor}/#{anchor}", links)
        self.assertIn(f"{self.nursery.url}#{anchor}", links)

    def test_every_link_leads_to_a_section_that_is_there(self) -> None:
        page = self.read(self.school, self.nursery)
        for link in page.select("#sections a"):
            address, _hash, anchor = link["href"].partition("#")
            with self.subTest(link["href"]):
                self.assertContains(self.client.get(address), f'id="{anchor}"')

    def test_a_link_names_its_section_and_its_offer(self) -> None:
        link = self.read(self.school, self.nursery).select_one("#sections a")
        self.assertEqual(
            link.text,
            "Read it there: Promoting good practice and successes, Alder School",
        )

    def test_sections_stand_in_the_order_of_the_first_offer(self) -> None:
        page = self.read(self.school, self.nursery)
        labels = [each.text for each in page.select("#sections tbody th")]
        self.assertEqual(labels, [str(each.heading) for each in self.school.sections])

    def test_a_heading_that_only_one_has_is_linked_below(self) -> None:
        other = self.publish(
            complete_offer(
                body=[
                    *complete_body(),
                    {
                        "type": "own_section",
                        "id": "0f0f0f0f-0000-4000-8000-000000000000",
                        "value": {
                            "heading": "Our garden",
                            "text": "<p>It is green.</p>",
                            "more": [],
                        },
                    },
                ]
            )
        )
        page = self.read(self.school, other)
        self.assertEqual(read_row(page, "Other sections"), ["None", "Our garden"])
        link = page.select("#sections tbody tr:last-child a")[0]
        self.assertContains(
            self.client.get(other.url), f'id="{link["href"].split("#")[1]}"'
        )

    def test_a_telephone_number_stays_in_one_piece(self) -> None:
        text = "<p>Ring 01632 960050 &lt;now&gt;.</p>"
        other = self.publish(
            complete_offer(body=complete_body(health={"text": text, "more": []}))
        )
        response = self.fetch(self.school, other)
        self.assertContains(response, "Ring 01632\u00a0960050 &lt;now&gt;.")

    def test_a_section_that_one_has_not_is_said_to_be_elsewhere(self) -> None:
        service = self.publish(complete_health_service())
        page = self.read(self.school, self.nursery, service)
        self.assertEqual(
            read_row(page, "Teaching and learning")[2], "Not under this heading"
        )
        self.assertIn("What we do", read_row(page, "Other sections")[2])

    def test_an_empty_section_is_none(self) -> None:
        empty = self.publish(
            complete_offer(
                setting_type="early_years",
                body=complete_body(the_setting={"text": "<p></p>", "more": []}),
            )
        )
        page = self.read(self.school, empty)
        self.assertNotIn("Other sections", read_labels(page))

    def test_a_text_is_shown_without_its_headings_and_its_tags(self) -> None:
        text = "<h3>Rooms</h3><p>We have <b>two</b> rooms.</p><ul><li>Red</li></ul>"
        other = self.publish(
            complete_offer(body=complete_body(health={"text": text, "more": []}))
        )
        page = self.read(self.school, other)
        label = "Health (including emotional health and well being)"
        self.assertEqual(
            read_row(page, label)[1], "We have two rooms. Red Read it there"
        )


class ElsewhereTests(ComparisonTestCase):
    def test_an_offer_of_another_site_stands_beside_one_of_here(self) -> None:
        page = self.read(self.school, add_elsewhere())
        self.assertEqual(read_columns(page)[1], "Otter Lane Nursery")
        self.assertEqual(
            read_row(page, "Hoist"), ["Yes In the hall", "No We borrow one"]
        )
        self.assertEqual(read_row(page, "Ages")[1], "2 to 4 years")
        self.assertEqual(
            read_row(page, "Who to contact")[1],
            "Jo Otter , SENCO 01632 960071 jo@otterlane.example",
        )
        self.assertEqual(
            read_row(page, "Accessibility and inclusion")[1],
            "All doors are wide. Read it there",
        )
        link = page.select("#sections td:last-child a")[0]
        self.assertEqual(link["href"], "https://otterlane.example/offer/#accessibility")

    def test_it_says_whose_data_it_is(self) -> None:
        row = read_row(self.read(self.school, add_elsewhere()), "Where this comes from")
        self.assertEqual(row[0], "This website")
        self.assertTrue(row[1].startswith("Westmere Council (example) as it was on"))

    def test_a_fact_that_is_not_known_here_has_its_own_name(self) -> None:
        page = self.read(self.school, add_elsewhere())
        self.assertEqual(read_row(page, "Sensory room"), ["Not said", "Yes"])

    def test_markup_of_another_site_is_text(self) -> None:
        fact = {"key": HARD, "label": HARD, "answer": HARD, "note": HARD}
        person = dict.fromkeys(("name", "role", "area", "email", "telephone"), HARD)
        script = "javascript:alert(1)"
        listing = add_elsewhere(
            {
                "contacts": [person],
                "reviewed": HARD,
                "sections": [
                    {
                        "key": "health",
                        "heading": HARD,
                        "url": script,
                        "html": f"<p>Fine.</p>{HARD}<p onclick='x'>{HARD}</p>",
                        "text": HARD,
                        "facts": [fact],
                    },
                    {"key": "x", "heading": HARD, "url": script, "text": HARD},
                ],
            },
            name=HARD,
            place=HARD,
            telephone=HARD[:50],
            council_name=HARD,
            provider=HARD,
            url=script,
        )
        response = self.fetch(self.school, listing)
        self.assertNotContains(response, "<script")
        self.assertNotContains(response, "<img")
        self.assertNotContains(response, "javascript:")
        page = self.read(self.school, listing)
        self.assertFalse(page.select("[onerror], [onclick]"))
        self.assertIn(HARD, page.h1.text)

    def test_a_document_of_another_shape_is_shown_as_far_as_it_goes(self) -> None:
        for document in (
            {},
            {"sections": None, "contacts": "x", "reviewed": 3},
            {"sections": [None, {"heading": 1, "facts": {}}, {"facts": [None, {}]}]},
            {"sections": [{"heading": "A", "html": 3, "text": None, "url": 7}]},
            {"reviewed": "2026-02-31", "contacts": [None, {"name": []}]},
            [],
        ):
            with self.subTest(document=document):
                listing = add_elsewhere(document)
                page = self.read(self.school, listing)
                self.assertEqual(read_row(page, "Telephone")[1], "01632 960070")

    def test_a_new_version_is_shown_at_once(self) -> None:
        listing = add_elsewhere()
        self.fetch(self.school, listing)
        listing.document = describe_elsewhere(reviewed="2026-10-01")
        listing.made_from = "something else"
        listing.save()
        page = self.read(self.school, listing)
        self.assertEqual(read_row(page, "Last reviewed")[1], "1 October 2026")


class LanguageTests(ComparisonTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        urdu, _created = Locale.objects.get_or_create(language_code="ur")
        home = cls.directory.get_parent().copy_for_translation(urdu)
        home.save_revision().publish()
        translated = cls.school.copy_for_translation(urdu)
        translated.setting_name = "ایلڈر اسکول"
        cls.publish_for_all(translated)
        cls.english = cls.directory
        cls.urdu = cls.directory.copy_for_translation(urdu)
        cls.urdu.save_revision().publish()

    def test_the_language_of_the_directory_comes_first(self) -> None:
        for directory, name in (
            (self.english, "Alder School"),
            (self.urdu, "ایلڈر اسکول"),
        ):
            self.directory = directory
            page = self.read(self.school, self.nursery)
            self.assertEqual(read_columns(page), [name, "Brook Nursery"])

    def test_what_is_in_another_language_says_so(self) -> None:
        self.directory = self.urdu
        page = self.read(self.school, self.nursery)
        self.assertEqual(page.html["lang"], "ur")
        self.assertEqual(page.html["dir"], "rtl")
        first, second = page.select("#about thead th a:first-child")
        self.assertFalse(first.has_attr("lang"))
        self.assertEqual((second["lang"], second["dir"]), ("en-gb", "ltr"))
        for cell in page.select("#sections td:last-child div"):
            self.assertEqual((cell["lang"], cell["dir"]), ("en-gb", "ltr"))

    def test_questions_are_asked_in_the_language_of_the_page(self) -> None:
        self.directory = self.urdu
        labels = read_labels(self.read(self.school, self.nursery))
        self.assertNotIn("Hoist", labels)
        self.assertNotIn("Teaching and learning", labels)

    def test_where_a_site_has_no_languages_each_is_read_all_the_same(self) -> None:
        with override_settings(WAGTAIL_I18N_ENABLED=False):
            self.directory = self.english
            self.assertEqual(len(read_columns(self.read(self.school, self.nursery))), 2)


class QueryTests(ComparisonTestCase):
    def test_four_take_as_many_queries_as_two(self) -> None:
        more = [
            self.publish(complete_offer(setting_name=name))
            for name in ("Cedar", "Dale")
        ]
        two = self.count_queries(self.school, self.nursery)
        self.assertEqual(self.count_queries(self.school, self.nursery, *more), two)
        self.assertLessEqual(two, 18)

    def test_those_of_other_sites_take_none_of_their_own(self) -> None:
        others = [add_elsewhere(name=name) for name in ("C", "D")]
        two = self.count_queries(self.school, self.nursery)
        self.assertEqual(self.count_queries(self.school, self.nursery, *others), two)
        self.assertLess(self.count_queries(*others), two)

    def test_each_body_is_read_once(self) -> None:
        self.fetch(self.school)
        with CaptureQueriesContext(connection) as queries:
            self.fetch(self.school, self.nursery)
        bodies = [sql for sql in list_sql(queries) if '"body"' in sql]
        self.assertEqual(len(bodies), 1)

    def test_what_was_shown_is_shown_again_without_reading_a_body(self) -> None:
        shown = self.fetch(self.school, self.nursery).content
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.fetch(self.school, self.nursery).content, shown)
        self.assertFalse([sql for sql in list_sql(queries) if '"body"' in sql])
