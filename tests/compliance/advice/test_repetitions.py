from __future__ import annotations

from tests.compliance.advice.cases import RuleTestCase, find

SENTENCE = "An adult waits for the children at the side gate."


class RepetitionTests(RuleTestCase):
    code = "said_twice"

    def test_a_sentence_that_stands_twice_in_a_section_is_named_once(self) -> None:
        text = f"<p>{SENTENCE} We count them.</p><p>{SENTENCE}</p><p>{SENTENCE}</p>"
        found = [each for each in find(text) if each.code == self.code]
        self.assertEqual([each.passage for each in found], [SENTENCE])

    def test_marks_and_capitals_make_no_difference(self) -> None:
        self.assert_found(f"{SENTENCE} {SENTENCE.upper()[:-1]}!")

    def test_what_recurs_for_a_reason_is_left_alone(self) -> None:
        self.assert_passed(
            "Ask at the office. You need a form. Ask at the office.",
            "Office: 8am to 4pm, Monday to Friday</p><p>Office: 8am to 4pm, Monday to "
            "Friday",
            "Class 1 swims on each Monday in spring. Class 2 swims on each Monday in "
            "spring.",
        )

    def test_a_long_sentence_in_two_sections_is_named_with_the_other(self) -> None:
        text = f"<p>{SENTENCE[:-1]}, and we count them when they come in.</p>"
        found = [each for each in find(text, teaching=text) if each.code == self.code]
        self.assertEqual([each.block for each in found], ["health"])
        self.assertIn("Teaching and learning", str(found[0].message))

    def test_a_short_sentence_may_stand_in_two_sections(self) -> None:
        text = f"<p>{SENTENCE}</p>"
        self.assertEqual(find(text, teaching=text), [])

    def test_of_a_passage_that_was_pasted_twice_three_sentences_are_named(self) -> None:
        text = " ".join(f"We have {n} beds in the room for rest." for n in range(9))
        found = [each.code for each in find(f"<p>{text}</p><p>{text}</p>")]
        self.assertEqual(found.count(self.code), 3)
