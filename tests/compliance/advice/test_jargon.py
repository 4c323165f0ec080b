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
