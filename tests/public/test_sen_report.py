"""The SEN information report: the law's items, answered by the offer's own words."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from tests.builders import complete_body, complete_offer
from tests.support import publish
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.content.passages import list_passages
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import list_requirements
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.public.sen_report import ReportItem, build_report


def section(text: str, *more: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"text": text, "more": list(more), **values}


def find_item(offer: Any, anchor: str) -> ReportItem:
    return next(each for each in build_report(offer) if each.anchor == anchor)


def settle(offer: LocalOfferPage, **chosen: str | list[str]) -> LocalOfferPage:
    """Choose for ``schedule_9`` and the like passages that begin with these words."""
    for anchor, words in chosen.items():
        several = [words] if isinstance(words, str) else words
        offer.answers[f"schedule-1.{anchor[9:]}"] = choose(read(offer), several)
    return offer


def draft(setting_type: str = "primary", **changes: Any) -> LocalOfferPage:
    return LocalOfferPage(
        title="Our local offer",
        setting_name="Hawthorn Bank",
        setting_type=setting_type,
        run_by="council",
        address="Mill Lane",
        body=complete_body(**changes),
    )


class OrderTests(TestCase):
    def test_the_items_are_those_of_the_framework_in_its_order(self) -> None:
        for setting_type in SettingType.values:
            with self.subTest(setting_type=setting_type):
                asked = list_requirements(
                    LANCASHIRE, setting_type, "council", timezone.localdate()
                )
                self.assertEqual(
                    [each.heading for each in build_report(draft(setting_type))],
                    [each.heading for each, _level in asked if each.heading],
                )

    def test_schedule_1_comes_first_and_then_the_act(self) -> None:
        numbers = [each.anchor for each in build_report(draft())]
        paragraphs = [each for each in numbers if each.startswith("schedule-1-")]
        act = [each for each in numbers if each.startswith("section-69-")]
        self.assertEqual(numbers, [*paragraphs, *act])
        self.assertIn("schedule-1-9", paragraphs)
        self.assertEqual(
            act, ["section-69-d1", "section-69-d2", "section-69-d3", "section-69-d4"]
        )

    def test_every_item_has_an_address_of_its_own(self) -> None:
        anchors = [each.anchor for each in build_report(draft())]
        self.assertEqual(len(set(anchors)), len(anchors))
        for anchor in anchors:
            self.assertRegex(anchor, r"^[a-z][a-z0-9-]+$")

    def test_special_schools_get_no_items_2_and_4(self) -> None:
        primary = {each.anchor for each in build_report(draft())}
        special = {each.anchor for each in build_report(draft("special"))}
        self.assertEqual(primary - special, {"schedule-1-2", "schedule-1-4"})

    def test_what_is_only_good_practice_is_no_item(self) -> None:
        sources = [str(each.source) for each in build_report(draft())]
        self.assertFalse([each for each in sources if "code of practice" in each])

    def test_it_makes_no_query(self) -> None:
        offer = draft()
        build_report(offer)
        with self.assertNumQueries(0):
            build_report(offer)

    def test_an_offer_that_says_nothing_has_all_items(self) -> None:
        empty = LocalOfferPage(setting_type="primary", run_by="council", body=[])
        items = build_report(empty)
        self.assertEqual(
            [each.anchor for each in items],
            [each.anchor for each in build_report(draft())],
        )
        for item in items:
            with self.subTest(item=item.anchor):
                self.assertEqual((item.passages, item.facts), ((), ()))


class AnswerTests(TestCase):
    complain = "To complain, write to the head."
    talk = "We talk with you each term."

    def test_what_nobody_chose_is_not_printed(self) -> None:
        item = find_item(draft(), "schedule-1-9")
        self.assertEqual(item.passages, ())
        self.assertEqual(
            item.elsewhere, ("communication", "working_together", "family_support")
        )

    def test_what_was_chosen_is_printed_with_its_markup_and_its_place(self) -> None:
        text = '<p>To <b>complain</b>, <a id="3" linktype="page">write</a>.</p>'
        offer = settle(draft(health=section(text)), schedule_9="To complain")
        item = find_item(offer, "schedule-1-9")
        self.assertEqual([each.text.source for each in item.passages], [text])
        self.assertEqual(item.found_in, (("health", ""),))

    def test_a_list_comes_with_the_words_that_lead_to_it(self) -> None:
        text = "<p>To complain:</p><ol><li>write to us</li></ol><p>Bye.</p>"
        offer = settle(draft(health=section(text)), schedule_9="To complain")
        (passage,) = find_item(offer, "schedule-1-9").passages
        self.assertEqual(
            BeautifulSoup(passage.text.source, "html.parser").get_text(" "),
            "To complain: write to us",
        )

    def test_a_heading_stands_above_the_first_of_its_passages_alone(self) -> None:
        text = f"<h3>Ask us</h3><p>{self.talk}</p><p>{self.complain}</p>"
        offer = settle(
            draft(health=section(text)), schedule_9=[self.talk, self.complain]
        )
        passages = find_item(offer, "schedule-1-9").passages
        self.assertEqual([each.heading for each in passages], ["Ask us", ""])

    def test_a_passage_stands_in_the_report_once(self) -> None:
        offer = settle(
            draft(health=section(f"<p>{self.talk}</p><p>{self.complain}</p>")),
            schedule_7=self.talk,
            schedule_9=[self.talk, self.complain],
        )
        later = find_item(offer, "schedule-1-9")
        self.assertEqual(
            [each.text.source for each in later.passages], [f"<p>{self.complain}</p>"]
        )
        self.assertEqual([each.anchor for each in later.earlier], ["schedule-1-7"])

    def test_it_is_never_longer_than_the_offer(self) -> None:
        offer = draft()
        content = read(offer)
        everything = {each.key: each.words for each in list_passages(content)}
        items = build_report(offer)
        offer.answers = {
            each.requirement.key: everything for each in assess(offer).requirements
        }
        printed = [
            word
            for item in build_report(offer)
            for each in item.passages
            for word in each.text.source.split()
        ]
        said = [
            word
            for part in content.parts
            for each in part.texts
            for element in each.elements
            for word in element.html.split()
        ]
        self.assertTrue(printed)
        self.assertLessEqual(len(printed), len(said))
        self.assertEqual(len(items), len(build_report(offer)))

    def test_what_was_changed_since_is_left_out(self) -> None:
        offer = settle(
            draft(health=section(f"<p>{self.complain}</p>")), schedule_9="To"
        )
        offer.body = complete_body(health=section("<p>To complain, ring a bell.</p>"))
        item = find_item(offer, "schedule-1-9")
        self.assertEqual((item.passages, item.reason), ((), ""))

    def test_what_a_field_answers_takes_no_passage_from_another_item(self) -> None:
        offer = settle(
            draft(health=section(f"<p>{self.complain}</p>")), schedule_9="To complain"
        )
        offer.answers["schedule-1.4"] = offer.answers["schedule-1.9"]
        self.assertEqual(find_item(offer, "schedule-1-4").passages, ())
        (passage,) = find_item(offer, "schedule-1-9").passages
        self.assertIn("To complain", passage.text.source)

    def test_it_says_why_an_item_does_not_apply(self) -> None:
        offer = draft()
        offer.answers = {"schedule-1.9": "We are new."}
        self.assertEqual(find_item(offer, "schedule-1-9").reason, "We are new.")

    def test_facts_that_were_asked_are_shown(self) -> None:
        facts = {
            "hoist": {"answer": "yes", "note": "In the hygiene room"},
            "lift": {"answer": "no", "note": ""},
        }
        offer = draft(accessibility=section("<p>Come in.</p>", facts=facts))
        item = find_item(offer, "section-69-d3")
        self.assertEqual(
            [(row["fact"].key, row["code"], row["note"]) for row in item.facts],
            [("hoist", "yes", "In the hygiene room"), ("lift", "no", "")],
        )
        self.assertEqual(item.found_in, (("accessibility", ""),))

    def test_facts_that_others_ask_are_not(self) -> None:
        facts = {"hoist": {"answer": "yes", "note": ""}}
        offer = draft(
            accessibility=section("<p>Our accessibility plan is here.</p>", facts=facts)
        )
        self.assertEqual(find_item(offer, "section-69-d4").facts, ())


class ReportPageTests(TestCase):
    def read(
        self, layout: str = "one_page", chosen: Any = None, **changes: Any
    ) -> BeautifulSoup:
        offer = complete_offer(layout=layout, body=complete_body(**changes))
        self.offer = publish(settle(offer, **(chosen or {})))
        response = self.client.get(f"{self.offer.url}sen-information-report/")
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_every_item_has_its_heading_and_its_source(self) -> None:
        page = self.read()
        items = build_report(self.offer)
        shown = page.select("section.localoffer-section")
        self.assertEqual([tag["id"] for tag in shown], [each.anchor for each in items])
        for tag, item in zip(shown, items, strict=True):
            with self.subTest(item=item.anchor):
                self.assertEqual(tag.h2.text, str(item.heading))
                self.assertEqual(tag.cite.text, str(item.source))

    def test_the_contents_lead_to_every_item(self) -> None:
        page = self.read()
        self.assertEqual(
            [link["href"] for link in page.select(".localoffer-contents a")],
            [f"#{item.anchor}" for item in build_report(self.offer)],
        )

    def test_every_item_says_something(self) -> None:
        for layout in ("one_page", "pages"):
            page = self.read(layout, working_together=section("<p>We talk.</p>"))
            for tag in page.select("section.localoffer-section"):
                with self.subTest(layout=layout, item=tag["id"]):
                    said = [
                        *tag.find_all("table"),
                        *tag.select("p:not(.localoffer-source)"),
                    ]
                    self.assertTrue("".join(each.text for each in said).strip())

    def test_an_answer_is_followed_by_a_link_to_its_section(self) -> None:
        for layout, mark in (("one_page", "#{0}"), ("pages", "{0}/#{0}")):
            with self.subTest(layout=layout):
                chosen = {"schedule_9": "If you want to complain"}
                item = self.read(layout, chosen).find(id="schedule-1-9")
                self.assertIn("If you want to complain", item.text)
                place = mark.format("communication-with-parents")
                self.assertEqual(self.list_links(item), [f"{self.offer.url}{place}"])

    def test_links_lead_to_something_in_both_layouts(self) -> None:
        for layout in ("one_page", "pages"):
            page = self.read(layout)
            main = BeautifulSoup(self.client.get(self.offer.url).content, "html.parser")
            links = {
                link["href"]
                for link in page.select(".localoffer-section a")
                if not link["href"].startswith(("mailto:", "tel:"))
            }
            self.assertTrue(links)
            for href in links:
                with self.subTest(layout=layout, href=href):
                    address, _hash, anchor = href.partition("#")
                    if anchor:
                        there = main if address else page
                        self.assertIsNotNone(there.find(id=anchor))
                    else:
                        self.assertEqual(self.client.get(address).status_code, 200)

    def test_where_nobody_chose_an_answer_it_says_where_they_may_be(self) -> None:
        page = self.read()
        item = page.find(id="schedule-1-9")
        self.assertNotIn("If you want to complain", item.text)
        self.assertIn("You may find this in:", item.text)
        self.assertIn(
            f"{self.offer.url}#communication-with-parents", self.list_links(item)
        )

    def test_an_item_that_does_not_apply_says_why(self) -> None:
        offer = complete_offer(answers={"schedule-1.9": "We are <new>."})
        offer = publish(offer)
        response = self.client.get(f"{offer.url}sen-information-report/")
        item = BeautifulSoup(response.content, "html.parser").find(id="schedule-1-9")
        self.assertIn("This does not apply to us: We are <new>.", item.text)

    def test_what_an_earlier_item_has_is_linked_to(self) -> None:
        words = "If you want to complain"
        page = self.read(chosen={"schedule_7": words, "schedule_9": words})
        self.assertEqual(page.text.count(words), 1)
        later = page.find(id="schedule-1-9")
        self.assertIn("This is answered above:", later.text)
        self.assertIn("#schedule-1-7", self.list_links(later))

    def test_where_there_is_no_section_for_it_it_says_so(self) -> None:
        offer = complete_offer()
        offer = publish(offer)
        # Live from before the sections were asked for.
        kept = [
            each
            for each in offer.body.get_prep_value()
            if each["type"]
            not in ("communication", "working_together", "family_support")
        ]
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=kept)
        response = self.client.get(f"{offer.url}sen-information-report/")
        item = BeautifulSoup(response.content, "html.parser").find(id="schedule-1-9")
        self.assertIn("does not say anything about this yet", item.text)
        self.assertEqual(self.list_links(item), ["#senco-contact"])

    def test_the_contact_and_the_council_are_found_on_the_same_page(self) -> None:
        page = self.read()
        for item, anchor in (
            ("schedule-1-4", "senco-contact"),
            ("schedule-1-13", "council-local-offer"),
        ):
            with self.subTest(item=item):
                self.assertEqual(self.list_links(page.find(id=item)), [f"#{anchor}"])
                self.assertEqual(len(page.find_all(id=anchor)), 1)

    def test_a_passage_of_an_own_section_is_linked_to_that_one(self) -> None:
        own = [
            {
                "type": "own_section",
                "id": key,
                "value": {"heading": key, **section(text)},
            }
            for key, text in (("one", "<p>We read.</p>"), ("two", "<p>We write.</p>"))
        ]
        offer = complete_offer(body=[*complete_body(), *own])
        offer = publish(settle(offer, schedule_9="We write."))
        response = self.client.get(f"{offer.url}sen-information-report/")
        item = BeautifulSoup(response.content, "html.parser").find(id="schedule-1-9")
        self.assertEqual(
            [each.text for each in item.select(".localoffer-from a")], ["two"]
        )

    def test_facts_are_in_rows(self) -> None:
        facts = {"hoist": {"answer": "partly", "note": "In the hygiene room"}}
        page = self.read(accessibility=section("<p>Come in.</p>", facts=facts))
        row = page.select_one("#section-69-d3 dl div")
        self.assertEqual(" ".join(row.dd.text.split()), "Partly: In the hygiene room")

    def test_links_in_passages_are_those_of_the_site(self) -> None:
        home = Page.objects.get(depth=2)
        text = f'<p>To complain, <a linktype="page" id="{home.pk}">write</a>.</p>'
        page = self.read(
            chosen={"schedule_9": "To complain"}, communication=section(text)
        )
        item = page.find(id="schedule-1-9")
        self.assertIn(home.url, self.list_links(item))

    def test_headings_below_an_item_are_one_level_lower(self) -> None:
        text = "<h3>How to complain</h3><p>Write to us.</p>"
        page = self.read(
            chosen={"schedule_9": "Write to us."}, communication=section(text)
        )
        item = page.find(id="schedule-1-9")
        self.assertEqual([tag.text for tag in item.find_all("h3")], ["How to complain"])
        levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4"])]
        for before, after in zip(levels, levels[1:], strict=False):
            self.assertLessEqual(after, before + 1)

    @staticmethod
    def list_links(tag: Tag) -> list[str]:
        return [link["href"] for link in tag.find_all("a")]
