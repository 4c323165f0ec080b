"""Which passages an offer has, and which of them are suggested as answers."""

from __future__ import annotations

from dataclasses import replace
from time import thread_time
from types import SimpleNamespace
from typing import Any

from django.test import SimpleTestCase

from tests.frameworks import small
from wagtail_localoffer.content import read
from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.content.suggestions import (
    Passage,
    _learn,
    list_passages,
    suggest,
    suggest_all,
)
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS

#: Of which none means the same as another.
WORDS = (
    *("We call.", "We called.", "ہم", "تم", "…", "—", "की", "का"),
    *("£2.50", "£250", "1.5 hours", "15 hours", "not able", "notable"),
)

COMPLAIN = next(each for each in REQUIREMENTS if each.key == "schedule-1.9")


def content_of(*blocks: tuple[str, Any], framework: Framework = LANCASHIRE) -> Content:
    body = [
        {
            "type": name,
            "value": {"text": value, "more": []} if isinstance(value, str) else value,
            "id": f"id-{place}",
        }
        for place, (name, value) in enumerate(blocks)
    ]
    offer: Any = SimpleNamespace(
        setting_type="primary",
        run_by="council",
        framework=framework,
        title="Our local offer",
        body=SimpleNamespace(get_prep_value=body.copy),
    )
    return read(offer)


def list_words(*blocks: tuple[str, Any]) -> list[str]:
    return [each.words for each in list_passages(content_of(*blocks))]


def find_keys(html: str, section: str = "teaching") -> set[str]:
    return set(suggest_all(content_of((section, html))))


class TestPassages(SimpleTestCase):
    def test_paragraphs_of_all_sections_are_listed_in_their_order(self) -> None:
        passages = list_passages(
            content_of(
                ("teaching", "<p>One.</p><p>Two.</p>"),
                ("own_section", {"heading": "Bees", "text": "<p>Three.</p>"}),
            )
        )
        self.assertEqual(
            passages,
            (
                Passage("teaching", "id-0", "One.", "<p>One.</p>"),
                Passage("teaching", "id-0", "Two.", "<p>Two.</p>"),
                Passage("own_section", "id-1", "Three.", "<p>Three.</p>", "Bees"),
            ),
        )

    def test_a_list_is_one_passage_with_the_words_that_lead_to_it(self) -> None:
        html = "<p>We have:</p><ul><li>a ramp</li><li>a lift</li></ul>"
        (passage,) = list_passages(content_of(("accessibility", html)))
        self.assertEqual(passage.words, "We have: a ramp a lift")
        self.assertEqual(passage.html, html)

    def test_a_list_that_nothing_leads_to_stands_alone(self) -> None:
        self.assertEqual(
            list_words(("teaching", "<p>One.</p><ol><li>a</li></ol><p>Two:</p>")),
            ["One.", "a", "Two:"],
        )

    def test_a_heading_is_kept_apart(self) -> None:
        for heading in (
            "<h3>Complaints</h3>",
            "<p><b>Complaints</b></p>",
            "<p><strong>Complaints</strong></p>",
        ):
            with self.subTest(heading):
                html = f"<p>One.</p>{heading}<p>Two.</p><p>Three.</p>"
                passages = list_passages(content_of(("teaching", html)))
                self.assertEqual(
                    [(each.words, each.heading) for each in passages],
                    [("One.", ""), ("Two.", "Complaints"), ("Three.", "Complaints")],
                )

    def test_a_question_alone_is_a_heading(self) -> None:
        html = "<p>Who helps?</p><p>Mrs Bell.</p>"
        (passage,) = list_passages(content_of(("teaching", html)))
        self.assertEqual((passage.words, passage.heading), ("Mrs Bell.", "Who helps?"))

    def test_a_bold_sentence_is_no_heading(self) -> None:
        self.assertEqual(
            list_words(("teaching", "<p><b>Ring us first.</b></p>")), ["Ring us first."]
        )

    def test_headings_alone_are_no_passages(self) -> None:
        self.assertEqual(list_words(("teaching", "<h3>A</h3><h3>B</h3>")), [])

    def test_what_is_said_twice_is_listed_once(self) -> None:
        self.assertEqual(
            list_words(
                ("teaching", "<p>One.</p><p>One.</p>"), ("health", "<p>One.</p>")
            ),
            ["One.", "One."],
        )

    def test_of_a_section_that_is_there_twice_the_first_counts(self) -> None:
        self.assertEqual(
            list_words(("teaching", "<p>One.</p>"), ("teaching", "<p>Two.</p>")),
            ["One."],
        )

    def test_all_own_sections_count(self) -> None:
        self.assertEqual(
            list_words(("own_section", "<p>One.</p>"), ("own_section", "<p>Two.</p>")),
            ["One.", "Two."],
        )

    def test_further_texts_are_read_and_other_languages_and_praise_are_not(
        self,
    ) -> None:
        more = [
            {"type": "text", "value": "<p>Two.</p>"},
            {"type": "other_language", "value": {"text": "<p>Dwa.</p>"}},
            {"type": "quote", "value": {"quote": "Wow.", "attribution": ""}},
        ]
        value = {"text": "<p>One.</p>", "more": more}
        self.assertEqual(list_words(("teaching", value)), ["One.", "Two."])

    def test_words_outside_of_any_block_are_found_and_escaped(self) -> None:
        (passage,) = list_passages(
            content_of(("teaching", "A &lt;b&gt; <b>lift</b><div>up</div>"))
        )
        self.assertEqual(passage.words, "A <b> lift up")
        self.assertEqual(passage.html, "<p>A &lt;b&gt; <b>lift</b> up</p>")

    def test_what_an_offer_may_not_have_is_cleaned_out(self) -> None:
        html = '<p onclick="x()">One <img src="y"/>lift.<script>z()</script></p>'
        (passage,) = list_passages(content_of(("teaching", html)))
        self.assertEqual(passage.html, "<p>One lift.</p>")

    def test_odd_bodies_have_no_passages(self) -> None:
        for value in (None, 3, [], {}, {"text": None}, {"text": 5, "more": 7}):
            with self.subTest(value):
                content = content_of(("teaching", "<p>One.</p>"))
                content.blocks.append({"type": "health", "value": value})
                found = [each.words for each in list_passages(content)]
                self.assertEqual(found[0], "One.")


class TestKeys(SimpleTestCase):
    def key(self, words: str) -> str:
        return Passage("teaching", "", words, "").key

    def test_case_marks_and_spaces_make_no_difference(self) -> None:
        self.assertEqual(
            self.key("We don’t wait:  call us!"), self.key("we don't wait; Call us")
        )

    def test_other_words_make_another_key(self) -> None:
        keys = map(self.key, WORDS)
        self.assertEqual(len(set(keys)), len(WORDS))

    def test_nothing_but_the_words_matters(self) -> None:
        other = Passage("health", "x", "We call.", "<p>We call.</p>", "Calls")
        self.assertEqual(other.key, self.key("We call."))

    def test_it_stays_what_it_was(self) -> None:
        # Decisions are stored by it.
        self.assertEqual(self.key("We call you."), "f081d7742b40bdcd")


class TestSuggestions(SimpleTestCase):
    def test_the_best_comes_first_and_what_is_none_is_left_out(self) -> None:
        weak, strong = (
            "<p>If you are unhappy, talk to us.</p>",
            ("<p>To complain, write to the head, then to the chair of governors.</p>"),
        )
        content = content_of(("communication", f"<p>Hello.</p>{weak}{strong}"))
        self.assertEqual(
            [each.html for each in suggest(content, COMPLAIN)], [strong, weak]
        )

    def test_of_two_that_are_as_good_that_at_home_comes_first(self) -> None:
        html = "<p>To complain, write to the head.</p>"
        content = content_of(("health", html), ("communication", html))
        self.assertEqual(
            [each.block for each in suggest(content, COMPLAIN)],
            ["communication", "health"],
        )

    def test_nothing_is_suggested_without_an_answer(self) -> None:
        self.assertEqual(suggest(content_of(), COMPLAIN), ())
        self.assertEqual(suggest(content_of(("health", "<p>Hi.</p>")), COMPLAIN), ())

    def test_what_only_mentions_an_item_is_no_answer_to_it(self) -> None:
        html = (
            "<p>To complain, write to the head. The chair of governors answers within "
            "ten days, and then you may go to the ombudsman about the trip.</p>"
        )
        self.assertEqual(find_keys(html, "communication"), {"schedule-1.9"})

    def test_a_question_as_heading_announces_its_own_item(self) -> None:
        for question, key in (
            ("How do you know if my child needs extra help?", "schedule-1.2"),
            ("How do you check that your support works?", "schedule-1.3a"),
            ("How will I know how my child is doing?", "schedule-1.3b"),
            ("How are lessons taught?", "schedule-1.3c"),
            ("What training have the staff had?", "schedule-1.5"),
            ("How will my child be included in trips?", "schedule-1.3f"),
            ("Whom can I ask if I want to complain?", "schedule-1.9"),
            ("What specialist services can you call on?", "schedule-1.10"),
            ("How will you prepare my child for the next school?", "schedule-1.12"),
            ("How do I apply for a place?", "section-69.d1"),
        ):
            with self.subTest(question):
                html = f"<h3>{question}</h3><p>Mrs Bell sees to that on Fridays.</p>"
                self.assertEqual(find_keys(html, "own_section"), {key})

    def test_a_heading_above_nothing_but_a_promise_announces_nothing(self) -> None:
        html = "<h3>How to complain</h3><p>This page is being written.</p>"
        self.assertEqual(find_keys(html), set())

    def test_an_address_behind_a_link_counts(self) -> None:
        link = '<a href="https://vale.example/offer">local offer</a>'
        html = f"<p>All services are in the {link} of Vale.</p>"
        self.assertIn("schedule-1.13", find_keys(html))
        self.assertNotIn(
            "schedule-1.13", find_keys("<p>All are in the local offer.</p>")
        )

    def test_a_requirement_without_words_is_answered_by_what_stands_there(self) -> None:
        requirement = replace(small.REQUIREMENT, words=())
        framework = replace(small.FRAMEWORK, requirements=(requirement,))
        content = content_of(("health", "<p>One.</p>"), framework=framework)
        (passage,) = suggest(content, requirement)
        self.assertEqual(passage.words, "One.")

    def test_text_from_right_to_left_is_no_trouble(self) -> None:
        html = "<h3>شکایات</h3><p>شکایت کرنے کے لیے ہیڈ ٹیچر کو لکھیں۔</p>"
        content = content_of(("communication", html))
        self.assertEqual(suggest_all(content), {})
        self.assertEqual(len(list_passages(content)), 1)


class TestSpeed(SimpleTestCase):
    def test_two_thousand_paragraphs_are_read_in_seconds(self) -> None:
        html = "".join(
            f"<p>To complain about step {number}, write to the head.</p>"
            for number in range(2000)
        )
        start = thread_time()
        found = suggest(content_of(("communication", html)), COMPLAIN)
        self.assertEqual(len(found), 2000)
        self.assertLess(thread_time() - start, 10)


class TestLearning(SimpleTestCase):
    def test_signs_are_learnt_once_whatever_the_words_of_the_headings(self) -> None:
        # It takes a quarter of a second, and there are eleven types of setting.
        def learn(setting_type: str) -> int:
            framework = in_words(FOURTEEN_QUESTIONS, setting_type)
            suggest_all(content_of(("wellbeing", "<p>Ask.</p>"), framework=framework))
            return _learn.cache_info().misses

        learnt = learn("primary")
        self.assertEqual([learn("college"), learn("early_years")], [learnt, learnt])
