from __future__ import annotations

from dataclasses import replace

from django.test import SimpleTestCase

from tests.compliance.advice.cases import AROUND, FRAMEWORK, codes, find
from wagtail_localoffer.choices import TermKind
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.frameworks import Term
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE


class TermTests(SimpleTestCase):
    def test_jargon_is_named_once_on_the_page(self) -> None:
        text = "<p>Ask for our provision map.</p>"
        found = find(text, teaching=text)
        self.assertEqual(
            [(each.code, each.block) for each in found], [("jargon", "teaching")]
        )
        self.assertIn("Say what it is.", str(found[0].message))

    def test_jargon_that_is_explained_is_left_alone(self) -> None:
        for text in (
            "Our chart of help is called a provision map.",
            "The provision map (our chart of extra help) is in the office.",
            "Our provision map is a chart of all extra help.",
            "Our provision map, which lists all extra help, is in the office.",
            "We use a provision map. It shows who gets which help.",
            "Provision map talks are talks that show who gets which help.",
        ):
            with self.subTest(text=text):
                self.assertEqual(codes(f"<p>{text}</p>"), [])

    def test_a_term_of_a_law_that_has_gone_is_named_with_its_source(self) -> None:
        (finding,) = find("<p>He is on School Action Plus.</p>")
        self.assertEqual((finding.code, finding.source), ("term_abolished", "The Code"))

    def test_a_term_that_may_be_out_of_date_is_named(self) -> None:
        self.assertEqual(codes("<p>We take statemented pupils.</p>"), ["term_dated"])

    def test_a_sentence_that_calls_the_term_old_is_left_alone(self) -> None:
        self.assertEqual(codes("<p>It replaced School Action Plus.</p>"), [])

    def test_the_glossarys_own_advice_may_have_braces(self) -> None:
        term = Term(word="nurture", kind=TermKind.JARGON, advice="Say {what} it is.")
        part = read_part("health", {"text": "<p>We have nurture.</p>"})
        framework = replace(FRAMEWORK, glossary=(term,))
        (finding,) = advise([part], [], framework, AROUND)
        self.assertIn("Say {what} it is.", str(finding.message))

    def test_a_word_inside_of_another_is_none(self) -> None:
        self.assertEqual(codes("<p>Undifferentiationism.</p>"), [])


class FormTests(SimpleTestCase):
    """The words of the shipped glossary in the forms in which people write them."""

    def find(self, text: str) -> list[str]:
        parts = [read_part("health", {"text": f"<p>{text}</p>"})]
        return [each.code for each in advise(parts, [], LANCASHIRE, AROUND)]

    def test_old_words_are_found_in_any_capitals_and_written_out(self) -> None:
        for text, code in (
            ("The Local Education Authority decides.", "term_abolished"),
            ("Ask the clinical commissioning group.", "term_abolished"),
            ("Some are on School Action plus.", "term_abolished"),
            ("Some are on school action.", "term_abolished"),
            ("A Common Assessment framework helps.", "term_dated"),
            ("A statement of special education need helps.", "term_dated"),
            ("Children with a Statement meet us.", "term_dated"),
            ("An Educational Health and Care Plan helps.", "term_dated"),
        ):
            with self.subTest(text=text):
                self.assertEqual(self.find(text), [code])

    def test_the_same_words_in_another_sense_are_left_alone(self) -> None:
        for text in (
            "A club for school action films meets.",
            "You can read the statement of our aims.",
            "The induction loop helps people who wear a hearing aid.",
            "The county’s local offer is the list of all help there is.",
        ):
            with self.subTest(text=text):
                self.assertEqual(self.find(text), [])

    def test_an_abbreviation_within_a_term_is_not_named_as_well(self) -> None:
        self.assertEqual(self.find("He gets SEN support."), ["jargon"])


class LongerTermTests(SimpleTestCase):
    def test_the_beginning_of_a_longer_word_is_not_meant(self) -> None:
        text = "<p>Pupils on School Action Plus have help.</p>"
        parts = [read_part("health", {"text": text})]
        found = list(advise(parts, [], LANCASHIRE, AROUND))
        messages = [
            str(each.message) for each in found if each.code == "term_abolished"
        ]
        self.assertEqual(len(messages), 1)
        self.assertIn("“School Action Plus”", messages[0])
