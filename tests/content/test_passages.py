"""Which passages an offer has, and by what each is known again."""

from __future__ import annotations

from typing import Any

from django.test import SimpleTestCase

from tests.content.contents import content_of
from wagtail_localoffer.content.passages import Passage, list_passages

#: Of which none means the same as another.
WORDS = (
    *("We call.", "We called.", "ہم", "تم", "…", "—", "की", "का"),
    *("£2.50", "£250", "1.5 hours", "15 hours", "not able", "notable"),
)


def list_words(*blocks: tuple[str, Any]) -> list[str]:
    return [each.words for each in list_passages(content_of(*blocks))]


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
