"""The page of what families said, as a reader finds it."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction, Site

from tests import nu
from tests.builders import complete_health_service
from tests.feedback.sayings_case import (
    ANSWER,
    CHANGE,
    QUESTION,
    SayingsTestCase,
    come_in,
    on_day,
    show,
    squeeze,
)
from tests.support import HOSTNAME
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.feedback.answering import answer
from wagtail_localoffer.feedback.choices import WayIn
from wagtail_localoffer.feedback.school_years import ON_PAGE
from wagtail_localoffer.frameworks.reserved import SHOWN


@pytest.mark.nightly
class YearTests(SayingsTestCase):
    def test_the_newest_school_year_stands_first(self) -> None:
        offer = self.make()
        for year in (2024, 2026, 2025):
            come_in(offer, on_day(year, 11, 2))
        headings = self.read_sayings(offer).select(".localoffer-year h2")
        names = ["2026 to 2027", "2025 to 2026", "2024 to 2025"]
        self.assertEqual([heading.text for heading in headings], names)

    def test_it_counts_what_came_in_even_where_nothing_is_published(self) -> None:
        offer = self.make()
        for place in range(3):
            comment = come_in(offer, on_day(2026, 11, 2))
            if place:
                answer(comment, None, "Thank you.")
        year = self.read_sayings(offer).find(id="year-2026-27")
        self.assertEqual(
            squeeze(year.p),
            "In 2026 to 2027, 3 messages came in, 2 were answered, none led to a "
            "change. None of them is shown here.",
        )

    def test_one_of_each_reads_well(self) -> None:
        offer = self.make()
        show(come_in(offer, on_day(2026, 11, 2)), change=CHANGE)
        year = self.read_sayings(offer).find(id="year-2026-27")
        self.assertEqual(
            squeeze(year.p),
            "In 2026 to 2027, 1 message came in, 1 was answered, 1 led to a change.",
        )

    def test_without_any_it_says_so(self) -> None:
        page = self.read_sayings(self.make())
        self.assertIn("Nobody has written to us yet.", page.main.text)
        self.assertEqual(page.select(".localoffer-year"), [])

    def test_of_very_many_the_newest_are_shown_and_the_others_named(self) -> None:
        offer = self.make()
        for number in range(ON_PAGE + 1):
            show(
                come_in(offer, on_day(2026, 11, 2)),
                on_day(2026, 11, 3, hour=number % 24),
                question=f"Question {number}",
            )
        page = self.read_sayings(offer)
        self.assertEqual(len(page.select(".localoffer-saying")), ON_PAGE)
        self.assertNotIn("Question 0\n", page.main.get_text("\n"))
        self.assertIn("These are the newest 50 of 51.", squeeze(page.main))

    def test_200_take_as_many_queries_as_10(self) -> None:
        offer = self.make()
        numbers = []
        for number in (10, 190):
            for _each in range(number):
                self.show(offer, change=CHANGE, changed_section="health")
            self.read(offer.url)
            with CaptureQueriesContext(connection) as captured:
                self.read_sayings(offer)
            numbers.append(len(captured))
        self.assertEqual(numbers[0], numbers[1])


class SayingTests(SayingsTestCase):
    def read_saying(self, offer: Any) -> Any:
        (saying,) = self.read_sayings(offer).select(".localoffer-saying")
        return saying

    def test_it_says_what_was_asked_answered_and_changed_and_when(self) -> None:
        offer = self.make()
        comment = come_in(offer, on_day(2026, 10, 5))
        show(comment, on_day(2026, 11, 12), change=CHANGE)
        saying = self.read_saying(offer)
        terms = [term.text for term in saying.select("dt")]
        self.assertEqual(terms, ["A family asked", "We answer", "We changed"])
        words = [squeeze(each) for each in saying.select("dd")]
        self.assertEqual(words, [QUESTION, ANSWER, CHANGE])
        # The day on which somebody wrote may tell neighbours who that was.
        dates = "Asked in October 2026. Published: 12 November 2026"
        self.assertEqual(squeeze(saying.select_one(".localoffer-source")), dates)

    def test_nothing_of_the_message_or_its_sender_is_shown(self) -> None:
        offer = self.make()
        comment = come_in(offer, message="It is about Zed Ash.", name="Yan Elm")
        show(comment)
        words = str(self.read_sayings(offer))
        for private in ("Zed Ash", "Yan Elm", "family.example", comment.reference):
            self.assertNotIn(private, words)

    def test_markup_in_it_is_text(self) -> None:
        offer = self.make()
        self.show(offer, question="<b>Why</b>?", answer="<i>So</i>", change="<u>x</u>")
        saying = self.read_saying(offer)
        self.assertEqual(saying.select("b, i, u"), [])
        self.assertIn("<b>Why</b>?", saying.text)

    def test_it_leads_to_the_section_that_was_changed_in_either_layout(self) -> None:
        for layout, place in (
            (Layout.ONE_PAGE, "#health"),
            (Layout.PAGES, "health/#health"),
        ):
            with self.subTest(layout):
                offer = self.make(layout=layout)
                self.show(offer, change=CHANGE, changed_section="health")
                link = self.read_saying(offer).select_one("dd a")
                self.assertEqual(link["href"], offer.url + place)
                response = self.client.get(link["href"].partition("#")[0])
                self.assertContains(response, 'id="health"')

    def test_a_section_that_is_gone_is_not_linked_to(self) -> None:
        offer = self.make()
        self.show(offer, change=CHANGE, changed_section="own-pond")
        self.assertEqual(self.read_saying(offer).select("a"), [])

    def test_one_about_no_section_is_about_the_whole_offer(self) -> None:
        offer = self.make()
        show(come_in(offer, section=""))
        heading = self.read_saying(offer).h3
        self.assertEqual(heading.text, "The local offer as a whole")


class AddressTests(SayingsTestCase):
    def test_it_is_there_while_families_can_write(self) -> None:
        page = self.read_sayings(self.make())
        (link,) = page.main.find_all("a", string="Tell us what is missing or wrong")[:1]
        self.assertTrue(link["href"].endswith("/feedback/"))
        self.assertIn("We never show a message itself", page.main.text)

    def test_it_is_not_there_where_they_can_not_and_nothing_is_published(self) -> None:
        offer = self.make()
        come_in(offer)
        for own in (
            {"way_in": WayIn.NOWHERE},
            {"way_in": WayIn.OWN_FORM, "own_form_url": "https://form.example/"},
        ):
            self.choose(offer, **own)
            response = self.client.get(f"{offer.url}{SHOWN}/")
            self.assertEqual(response.status_code, 404)
            self.assertNotContains(self.client.get(offer.url), SHOWN)

    def test_what_is_published_stays_when_families_can_write_no_more(self) -> None:
        offer = self.make()
        self.show(offer)
        self.choose(offer, way_in=WayIn.NOWHERE)
        page = self.read_sayings(offer)
        self.assertEqual(page.main.select('a[href*="feedback"]'), [])
        self.assertContains(self.client.get(offer.url), f"{SHOWN}/")

    def test_a_form_of_their_own_is_led_to(self) -> None:
        offer = self.make()
        self.show(offer)
        url = "https://form.example/"
        self.choose(offer, way_in=WayIn.OWN_FORM, own_form_url=url)
        page = self.read_sayings(offer)
        link = page.main.find("a", string="Tell us what is missing or wrong")
        self.assertEqual(link["href"], url)

    def test_it_says_what_it_is_and_whose(self) -> None:
        offer = self.make()
        page = self.read_sayings(offer)
        title = f"What families say – {offer.setting_name}"
        self.assertEqual(page.title.text, title)
        canonical = page.select_one('link[rel="canonical"]')["href"]
        self.assertEqual(canonical, f"{offer.full_url}{SHOWN}/")
        description = page.find("meta", {"name": "description"})["content"]
        self.assertIn(f"What families asked {offer.setting_name}", description)
        self.assertIsNone(page.find("meta", {"name": "robots"}))
        self.assertIsNone(page.find("script"))

    def test_no_cookie_is_set(self) -> None:
        offer = self.make()
        self.show(offer)
        for path in (f"{SHOWN}/", ""):
            response = self.client.get(offer.url + path)
            self.assertEqual(len(response.cookies), 0)

    def test_the_sitemap_lists_it_as_soon_as_something_is_published(self) -> None:
        offer, other = self.make(), self.make()
        come_in(other)
        self.assertNotIn(SHOWN, self.client.get("/sitemap.xml").content.decode())
        self.show(offer)
        listed = self.client.get("/sitemap.xml").content.decode()
        url = f"http://{HOSTNAME}{offer.url}{SHOWN}/"
        self.assertEqual(listed.count(SHOWN), 1)
        self.assertIn(f"<loc>{url}</loc>", listed)

    def test_ten_offers_in_a_sitemap_take_as_many_queries_as_two(self) -> None:
        numbers = []
        for number in (2, 8):
            for _each in range(number):
                self.make()
            with CaptureQueriesContext(connection) as captured:
                self.client.get("/sitemap.xml")
            numbers.append(len(captured))
        self.assertEqual(numbers[0], numbers[1])

    def test_a_health_service_has_it_too(self) -> None:
        service = self.publish(complete_health_service())
        self.show(service, change=CHANGE, changed_section="who-can-use-this-service")
        page = self.read_sayings(service)
        self.assertIn(CHANGE, page.main.text)

    def test_its_html_is_valid(self) -> None:
        nu.need_checker()
        documents = {}
        for layout in Layout:
            offer = self.make(layout=layout)
            for name in ("empty", "full"):
                documents[f"{layout} {name}"] = str(self.read_sayings(offer))
                self.show(offer, change=CHANGE, changed_section="health")
        self.assertEqual(nu.check_html(documents), [])


class LanguageTests(SayingsTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        home = Site.objects.get(is_default_site=True).root_page.specific
        urdu = Locale.objects.create(language_code="ur")
        home.copy_for_translation(urdu).save_revision().publish()

    def setUp(self) -> None:
        super().setUp()
        self.offer = self.make()
        urdu = Locale.objects.get(language_code="ur")
        self.translated = self.publish(self.offer.copy_for_translation(urdu))
        self.show(self.offer, question="In English?")
        self.show(self.translated, question="اردو میں؟", change="ہم نے بدل دیا۔")

    def list_marks(self, offer: Any) -> dict[str, tuple[Any, Any]]:
        sayings = self.read_sayings(offer).select(".localoffer-saying")
        words = [saying.dd for saying in sayings]
        return {squeeze(each): (each.get("lang"), each.get("dir")) for each in words}

    def test_each_language_shows_what_was_published_in_all_of_them(self) -> None:
        self.assertEqual(
            self.list_marks(self.offer),
            {"In English?": (None, None), "اردو میں؟": ("ur", "rtl")},
        )
        self.assertEqual(
            self.list_marks(self.translated),
            {"In English?": ("en-gb", "ltr"), "اردو میں؟": (None, None)},
        )

    def test_each_language_counts_all_of_them(self) -> None:
        for offer in (self.offer, self.translated):
            (year,) = offer.sayings.years
            self.assertEqual(year.received, 2)

    def test_the_newest_change_is_marked_with_its_language(self) -> None:
        line = self.read(self.offer.url).select_one(".localoffer-newest-change span")
        self.assertEqual((line["lang"], line["dir"]), ("ur", "rtl"))

    def test_nothing_of_a_private_translation_is_shown(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            PageViewRestriction.objects.create(
                page=self.translated, restriction_type=PageViewRestriction.LOGIN
            )
        self.assertEqual(list(self.list_marks(self.offer)), ["In English?"])

    def test_nothing_of_a_withdrawn_translation_is_shown(self) -> None:
        self.unpublish(self.translated)
        self.assertEqual(list(self.list_marks(self.offer)), ["In English?"])

    def test_an_alias_shows_what_its_original_shows(self) -> None:
        alias = self.offer.create_alias(update_slug="alias")
        alias = type(self.offer).objects.get(pk=alias.pk)
        self.assertEqual(len(self.list_marks(alias)), 2)


class SpreadsheetTests(SayingsTestCase):
    def get(self, offer: Any, year: str = "2026-27") -> Any:
        return self.client.get(f"{offer.url}{SHOWN}/{year}/csv/")

    def read_rows(self, offer: Any) -> list[dict[str, str]]:
        text = self.get(offer).content.decode("utf-8")
        self.assertTrue(text.startswith("\ufeff"))
        return list(csv.DictReader(StringIO(text[1:])))

    def test_it_has_what_was_published_of_one_school_year(self) -> None:
        offer = self.make()
        day = on_day(2026, 11, 12)
        show(come_in(offer, on_day(2026, 10, 5)), day, change=CHANGE)
        show(come_in(offer, on_day(2025, 10, 5)), question="Long ago?")
        come_in(offer, on_day(2026, 10, 6))
        row = {
            "Published": "2026-11-12",
            "Section": "Health (including emotional health and well being)",
            "What was asked": QUESTION,
            "What we answer": ANSWER,
            "What we changed": CHANGE,
        }
        self.assertEqual(self.read_rows(offer), [row])

    def test_the_page_leads_to_it(self) -> None:
        offer = self.make()
        show(come_in(offer, on_day(2026, 10, 5)))
        link = self.read_sayings(offer).select_one("#year-2026-27 a[href*=csv]")
        response = self.client.get(link["href"])
        self.assertEqual(response.headers["Content-Type"], "text/csv; charset=utf-8")
        name = f"what-families-say-{offer.slug}-2026-27.csv"
        self.assertIn(name, response.headers["Content-Disposition"])

    def test_no_cell_is_run_as_a_formula(self) -> None:
        offer = self.make()
        show(come_in(offer, on_day(2026, 10, 5)), answer="=1+1", change="@SUM(A1)")
        (row,) = self.read_rows(offer)
        self.assertEqual(row["What we answer"], "'=1+1")
        self.assertEqual(row["What we changed"], "'@SUM(A1)")

    def test_a_year_of_which_nothing_is_published_has_none(self) -> None:
        offer = self.make()
        come_in(offer, on_day(2026, 10, 5))
        for year in ("2026-27", "2025-26", "nonsense"):
            self.assertEqual(self.get(offer, year).status_code, 404)
        self.assertEqual(self.read_sayings(offer).select("a[href*=csv]"), [])
