from __future__ import annotations

from django.test import override_settings

from tests.compliance.advice.cases import RuleTestCase, codes, find
from wagtail_localoffer.compliance.advice.rule import shorten


class SentenceTests(RuleTestCase):
    code = "sentence_long"
    LONG = "We " + "help and " * 13 + "listen."

    def test_a_sentence_of_25_words_is_not_long(self) -> None:
        self.assert_passed("We " + "help " * 23 + "you.")

    def test_a_sentence_of_26_words_is_long(self) -> None:
        self.assert_found("We " + "help " * 24 + "you.")

    def test_three_sentences_of_a_section_are_named_the_longest_first(self) -> None:
        texts = [" ".join(["help"] * number) + "." for number in (30, 50, 40, 28)]
        found = find("".join(f"<p>{text}</p>" for text in texts))
        self.assertEqual(
            [finding.passage for finding in found if finding.code == self.code],
            [shorten(texts[place]) for place in (1, 2, 0)],
        )

    def test_points_of_a_list_are_no_one_sentence(self) -> None:
        points = "".join(f"<li>help with task number {n}</li>" for n in range(20))
        self.assertNotIn(self.code, codes(f"<p>We:</p><ul>{points}</ul>"))

    def test_lists_made_of_line_breaks_are_no_one_sentence(self) -> None:
        points = "<br/>".join(f"- help with task number {n}" for n in range(20))
        self.assert_passed(f"We offer<br/>{points}")

    def test_other_peoples_words_and_tables_are_left_alone(self) -> None:
        quote = {"type": "quote", "value": {"quote": self.LONG, "attribution": ""}}
        table = {"type": "table", "value": {"rows": [{"values": [self.LONG]}]}}
        self.assertEqual(codes("<p>We help.</p>", more=[quote, table]), [])

    def test_other_scripts_are_left_alone(self) -> None:
        self.assert_passed("نساعد الأطفال " * 20, "我们帮助 " * 40)

    def test_a_text_that_is_hard_to_read_is_named(self) -> None:
        text = (
            "<p>Differentiated educational provision is delivered collaboratively in "
            "accordance with the individualised recommendations of multidisciplinary "
            "professionals.</p>" * 8
        )
        (finding,) = (each for each in find(text) if each.code == "reading_age_high")
        self.assertEqual(finding.block, "health")
        self.assertIn("the aim is 11", str(finding.message))

    def test_the_two_sections_that_would_gain_most_are_named_in_their_order(
        self,
    ) -> None:
        hard = "Our individualised recommendations are implemented collaboratively. "
        found = find(
            f"<p>{hard * 20}</p>",
            teaching=f"<p>{hard * 40}</p>",
            accessibility=f"<p>{hard * 30}</p>",
        )
        hardest = [each for each in found if each.code == "reading_age_high"]
        self.assertEqual(
            [each.block for each in hardest], ["teaching", "accessibility"]
        )
        self.assertIn("Of all sections", str(hardest[0].message))
        self.assertIn("After the other", str(hardest[1].message))

    def test_the_sentence_to_shorten_first_is_shown(self) -> None:
        hard = "Our professionals evaluate what is of educational importance to us. "
        worst = "Consequently, multidisciplinary recommendations are individualised."
        (finding,) = (
            each
            for each in find(f"<p>{hard * 12} {worst} {hard}</p>")
            if each.code == "reading_age_high"
        )
        self.assertEqual(finding.passage, worst)

    @override_settings(WAGTAIL_LOCALOFFER={"READING_AGE": 8})
    def test_the_reading_age_is_a_setting(self) -> None:
        text = "<p>Our teachers and assistants help every child in each class.</p>" * 12
        (finding,) = (each for each in find(text) if each.code == "reading_age_high")
        self.assertIn("the aim is 8", str(finding.message))
