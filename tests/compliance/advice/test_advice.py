from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import Any

from django.test import SimpleTestCase

from example_site.home.management.commands.load_example import CONTENT
from tests.builders import SENCO
from tests.compliance.advice.cases import AROUND, FRAMEWORK, TEAM, codes, find
from tests.test_docs import DOCS, PACKAGE, list_messages, list_rows
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.compliance.advice.catalogue import RULES
from wagtail_localoffer.compliance.advice.rule import LONGEST_PASSAGE, shorten
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.frameworks.choices import SHOULD
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE


class SeenInRealOffersTests(SimpleTestCase):
    """What was found wrong in published local offers is named by ``check_offer``."""

    def check(
        self, text: str = "<p>We help.</p>", around: CheckContext = AROUND, **senco: Any
    ) -> list[str]:
        body = [
            {"type": "senco_contact", "value": {**SENCO, **senco}},
            {"type": "health", "value": {"text": text, "more": []}},
        ]
        offer = SimpleNamespace(
            setting_name="Hawthorn Bank",
            setting_type="early_years",
            address="Mill Lane",
            body=SimpleNamespace(get_prep_value=lambda: body),
        )
        return [finding.code for finding in check_offer(offer, around)]

    def test_the_templates_bare_prompts(self) -> None:
        text = (
            "<ul><li>How does the setting manage medicine?</li><li>What would you do "
            "in an emergency?</li><li>Which health services come to you?</li></ul>"
        )
        self.assertIn("prompt_left", self.check(text))

    def test_filling_in_instructions(self) -> None:
        text = "<p>Please complete all sections. Delete as appropriate.</p>"
        self.assertIn("instruction_left", self.check(text))

    def test_a_senco_from_september_2014(self) -> None:
        text = "<p>SENCO: Mrs Shaw, and Mr Lee (from September 2014).</p>"
        self.assertIn("date_past", self.check(text))

    def test_meetings_via_zoom_long_after(self) -> None:
        text = "<p>Reviews are currently taking place via Zoom.</p>"
        self.assertIn("date_past", self.check(text))

    def test_a_text_that_is_hard_to_read(self) -> None:
        text = (
            "<p>Individualised therapeutic interventions are implemented in accordance "
            "with the recommendations of multidisciplinary professionals.</p>" * 8
        )
        self.assertIn("reading_age_high", self.check(text))

    def test_an_address_that_leads_nowhere(self) -> None:
        text = '<p>See <a linktype="page" id="7">our policies</a>.</p>'
        self.assertIn("link_dead", self.check(text))

    def test_the_councils_link_overwritten_with_ones_own(self) -> None:
        text = (
            '<p><a href="https://nursery.example/offer">Lancashire County Council’s '
            "local offer</a></p>"
        )
        self.assertIn("link_other_council", self.check(text))

    def test_a_mobile_as_senco_contact(self) -> None:
        self.assertIn("mobile_number", self.check(telephone="07700 900123"))

    def test_an_email_address_with_a_space_in_it(self) -> None:
        codes = self.check(email="senco @hawthornbank.example")
        self.assertIn("senco_contact_email_invalid", codes)

    def test_a_website_left_blank(self) -> None:
        text = '<p>Our website: <a href="http://">our website</a></p>'
        self.assertIn("link_dead", self.check(text))

    def test_the_councils_link_still_to_be_inserted(self) -> None:
        text = "<p>The council’s local offer: INSERT LINK HERE</p>"
        self.assertIn("placeholder_left", self.check(text))

    def test_a_sentence_of_60_words(self) -> None:
        self.assertIn("sentence_long", self.check(f"<p>We {'help ' * 58}you.</p>"))

    def test_a_policy_that_is_only_a_pdf(self) -> None:
        text = '<p>See <a href="https://a.school/offer.pdf">our local offer</a>.</p>'
        self.assertIn("document_only", self.check(text))

    def test_school_action_plus(self) -> None:
        self.assertIn("term_abolished", codes("<p>He is on School Action Plus.</p>"))

    def test_good_bullets_get_no_advice(self) -> None:
        text = "<p>We:</p><ul><li>listen to you</li><li>write a plan</li></ul>"
        self.assertEqual(codes(text), [])

    def test_questions_and_answers_get_no_advice(self) -> None:
        text = (
            "<p>How do you keep medicine?</p><p>We lock it in the office, and two "
            "adults check each dose and write it down for you to see.</p>"
        )
        self.assertEqual(codes(text), [])

    def test_an_honest_answer_gets_no_advice(self) -> None:
        text = "<p>It is not wheelchair accessible. Come and see it with us first.</p>"
        self.assertEqual(codes(text), [])

    def test_the_example_offer_gets_no_advice(self) -> None:
        sections = {
            section.key: path.read_text()
            for section in LANCASHIRE.sections
            if (path := CONTENT / f"{section.key}.html").exists()
        }
        self.assertEqual(len(sections), 12)
        self.assertEqual(find(sections.pop("health"), contact=SENCO, **sections), [])


class BadInputTests(SimpleTestCase):
    def test_values_of_any_type_are_no_crash(self) -> None:
        values: list[Any] = [
            None,
            5,
            1.5,
            True,
            "text",
            ["list"],
            {"a": 1},
            b"x",
            "\x00",
        ]
        for value in values:
            with self.subTest(value=value):
                parts = [
                    read_part("health", {"text": value, "more": value, "facts": value}),
                    read_part(
                        "health",
                        {
                            "more": [
                                {"type": kind, "value": inner}
                                for kind in (
                                    "text",
                                    "table",
                                    "image",
                                    "quote",
                                    "document",
                                )
                                for inner in (
                                    value,
                                    {"rows": value, "quote": value, "image": value},
                                    {"rows": [{"values": value}], "alt_text": value},
                                )
                            ]
                        },
                    ),
                ]
                contact = StoredContact("senco_contact", dict.fromkeys(SENCO, value))
                team = StoredContact("contacts", dict.fromkeys(TEAM, value), 0)
                list(advise(parts, [contact, team], FRAMEWORK, AROUND))

    def test_long_texts_of_any_kind_come_to_an_end(self) -> None:
        """A rule that takes the square of this length would take hours."""
        for text in (
            "We help the SEN child. " * 2500,
            "word " * 10_000,
            "A" * 60_000,
            "?" * 20_000 + " " + "(" * 5000,
            "x" * 30_000 + "@",
            "will in " * 5000,
            "[name " * 6000,
            "e.g. " * 10_000,
            "The LEA was replaced. " * 5000,
            "name for " * 6000 + "(provision map",
            "name for. " * 6000 + "(provision map",
            " ".join(map("".join, product("ABCDEFGHIJ", repeat=4))),
            f'<a href="https://a.example">{"council " * 8000}</a>',
        ):
            with self.subTest(text=text[:10]):
                find(f"<p>{text}</p>")

    def test_malformed_html_is_no_crash(self) -> None:
        for text in (
            "<p><a href='https://[x'>Ring</p></a>",
            "<li><li><ul><p><a>",
            "<" * 500,
            "<p>" * 3000 + "deep",
            "<![CDATA[x]]><!-- <p>",
            "<a href=http://\ud800>x</a>",
        ):
            with self.subTest(text=text[:30]):
                find(text)

    def test_other_languages_get_no_wrong_advice(self) -> None:
        for text in (
            "<p>نحن نساعد كل طفل. اتصل بنا!</p>" * 40,
            "<p>Pomagamy każdemu dziecku. Zapraszamy rodziców do rozmowy.</p>" * 40,
            "<p>We help. نحن نساعد. 我们帮助每个孩子。</p>" * 5,
        ):
            with self.subTest(text=text[:30]):
                self.assertEqual(codes(text), [])


class FindingTests(SimpleTestCase):
    def test_a_long_passage_is_cut_after_a_word(self) -> None:
        for text in ("word " * 100, "x" * 300):
            with self.subTest(text=text[:10]):
                passage = shorten(text.strip())
                self.assertLessEqual(len(passage), LONGEST_PASSAGE)
                self.assertRegex(passage, r"\w…$")

    def test_all_advice_may_be_passed_over(self) -> None:
        found = find(
            "<p>TBC. Please complete. Ring 07700 900123 on School Action Plus.</p>"
            '<p><a href="#">here</a></p>'
        )
        self.assertGreater(len(found), 4)
        for finding in found:
            with self.subTest(code=finding.code):
                self.assertEqual(finding.severity, SHOULD)
                self.assertEqual(finding.block, "health")
                self.assertTrue(finding.passage)
                self.assertTrue(str(finding.message).endswith("."))


class DocumentationTests(SimpleTestCase):
    PAGE = DOCS / "advice.md"
    MODULES = sorted(
        path.stem for path in (PACKAGE / "compliance" / "advice").glob("*.py")
    )

    def test_every_code_is_explained(self) -> None:
        codes = {rule.code for rules in RULES for rule in rules}
        rows = [row[0].strip("`") for row in list_rows(self.PAGE, "Codes")]
        self.assertEqual(sorted(rows), sorted(codes))
        self.assertEqual(len(rows), 21)

    def test_every_message_is_in_whole_sentences(self) -> None:
        """So that none has to be looked up."""
        for module in self.MODULES:
            for message in list_messages(f"compliance/advice/{module}"):
                # The names of sources are no messages.
                if not message.startswith(("GOV.UK", "SEND Code", "WCAG")):
                    with self.subTest(message=message):
                        self.assertRegex(message, r"^[A-Z“].*[.…]$")
