"""Which passages of an offer are suggested as answers."""

from __future__ import annotations

from dataclasses import replace
from time import thread_time

from django.test import SimpleTestCase

from tests.content.contents import content_of
from tests.frameworks import small
from wagtail_localoffer.content.passages import list_passages
from wagtail_localoffer.content.suggestions import (
    _learn,
    suggest,
    suggest_all,
)
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS

COMPLAIN = next(each for each in REQUIREMENTS if each.key == "schedule-1.9")


def find_keys(html: str, section: str = "teaching") -> set[str]:
    return set(suggest_all(content_of((section, html))))


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
