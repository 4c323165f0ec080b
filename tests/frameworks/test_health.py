"""The framework of health services: complete, honest and in plain words."""

from __future__ import annotations

import re

from django.test import SimpleTestCase

from tests.frameworks.test_frameworks import list_texts
from wagtail_localoffer.choices import TermKind
from wagtail_localoffer.content.answers import mentions
from wagtail_localoffer.frameworks import TEAMS
from wagtail_localoffer.frameworks.choices import SHOULD
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.health import (
    HEALTH,
    HEALTH_SERVICE,
    SCHEDULE_2,
    TERMS,
)
from wagtail_localoffer.frameworks.lookups import get_level, get_words, put_in_words
from wagtail_localoffer.frameworks.statutory import REGULATIONS
from wagtail_localoffer.frameworks.validation import list_faults
from wagtail_localoffer.text.readability import measure

#: Key, heading, anchor, and whether a live page must have it. Other people link to it.
SECTIONS = (
    ("what_we_do", "What we do", "what-we-do", True),
    ("needs", "Needs we can help with", "needs-we-can-help-with", True),
    ("who_for", "Who can use this service", "who-can-use-this-service", True),
    ("getting_help", "How to get this service", "how-to-get-this-service", True),
    ("decisions", "How we decide who we see", "how-we-decide-who-we-see", True),
    ("next_steps", "What happens next", "what-happens-next", False),
    (
        "where_and_when",
        "Where and when we see you",
        "where-and-when-we-see-you",
        False,
    ),
    ("cost_and_equipment", "Cost and equipment", "cost-and-equipment", False),
    ("advice", "Advice and information", "advice-and-information", True),
    (
        "support_in_schools",
        "Support in schools and early years",
        "support-in-schools-and-early-years",
        False,
    ),
    (
        "adult_services",
        "Moving to adult services",
        "moving-to-adult-services",
        False,
    ),
    ("involving_families", "How we involve you", "how-we-involve-you", False),
    ("feedback", "Feedback and complaints", "feedback-and-complaints", True),
    (
        "accessible_information",
        "Accessible formats and interpreters",
        "accessible-formats-and-interpreters",
        False,
    ),
    ("taking_part", "How families took part in this offer", "taking-part", False),
)

FACTS = {
    "needs": [
        "need_communication",
        "need_learning",
        "need_feelings",
        "need_autism",
        "need_hearing",
        "need_sight",
        "need_movement",
        "need_medical",
    ],
    "who_for": ["gp_registration"],
    "getting_help": ["self_referral", "who_refers", "consent", "referral_form"],
    "where_and_when": ["clinic", "school", "home", "online", "opening_hours"],
    "cost_and_equipment": ["free_of_charge", "equipment"],
    "support_in_schools": ["training", "school_advice", "care_plans"],
    "feedback": ["pals"],
    "accessible_information": ["interpreters", "bsl", "easy_read", "large_print"],
    "taking_part": [
        *("took_part_children", "took_part_parents"),
        *("took_part_when", "took_part_changes"),
    ],
}

ONLY_WORDS = {
    *("who_refers", "referral_form", "opening_hours", "pals"),
    *("took_part_when", "took_part_changes"),
}

#: Name of the field, and whether it is required, asked for or only offered.
DETAILS = (
    ("setting_name", "required"),
    ("provider_name", "required"),
    ("also_called", ""),
    ("ods_code", "asked for"),
    ("commissioner", "asked for"),
    ("commissioner_date", "required"),
    ("minimum_age", ""),
    ("minimum_age_unit", ""),
    ("maximum_age", "asked for"),
    ("age_exceptions", ""),
    ("areas", "asked for"),
    ("waiting_time", "asked for"),
    ("waiting_time_date", "required"),
    ("reviewed_by_role", "asked for"),
    ("address", ""),
    ("telephone", ""),
)

#: What families want to know of every service, and words of the prompt that asks it.
TOPICS = (
    ("what_we_do", "words that a family would use"),
    ("needs", "which needs do you help with"),
    ("who_for", "which ages"),
    ("who_for", "exception"),
    ("who_for", "where must a family live"),
    ("who_for", r"doctor \(GP\) be in your area"),
    ("getting_help", "who can ask"),
    ("getting_help", "ask for help themselves"),
    ("getting_help", "form"),
    ("getting_help", "consent"),
    ("decisions", "criteria"),
    ("decisions", "who decides"),
    ("next_steps", "step by step"),
    ("next_steps", "how long do families wait"),
    ("next_steps", "on which date"),
    ("cost_and_equipment", "pay"),
    ("cost_and_equipment", "equipment"),
    ("where_and_when", "in a clinic, at school, at home or online"),
    ("where_and_when", "which team is for which area"),
    ("where_and_when", "telephone and email"),
    ("where_and_when", "at what times"),
    ("support_in_schools", "training"),
    ("support_in_schools", "advice"),
    ("support_in_schools", "care plans"),
    ("adult_services", "adult services"),
    ("involving_families", "decide with you"),
    ("involving_families", "make it better"),
    ("advice", "find advice"),
    ("feedback", "thank"),
    ("feedback", "what could be better"),
    ("feedback", "steps of a complaint"),
    ("feedback", "PALS"),
    ("accessible_information", "interpreters"),
    ("accessible_information", "easy read, large print, audio, braille"),
)


def list_prompts(key: str) -> list[str]:
    words = get_words(HEALTH, "")
    return [
        str(put_in_words(prompt.text, words))
        for section in HEALTH.sections
        if section.key == key
        for prompt in section.prompts
    ]


class TestSections(SimpleTestCase):
    def test_the_framework_has_no_fault(self) -> None:
        self.assertEqual(list_faults(HEALTH), [])

    def test_keys_headings_addresses_and_what_is_required_stay_as_they_are(
        self,
    ) -> None:
        sections = tuple(
            (each.key, str(each.heading), each.anchor, each.required)
            for each in HEALTH.sections
        )
        self.assertEqual(sections, SECTIONS)

    def test_families_compare_these_facts(self) -> None:
        facts = {
            section.key: [fact.key for fact in section.facts]
            for section in HEALTH.sections
            if section.facts
        }
        self.assertEqual(facts, FACTS)

    def test_some_facts_are_said_in_words_alone(self) -> None:
        only_words = {
            fact.key
            for section in HEALTH.sections
            for fact in section.facts
            if not fact.has_answer
        }
        self.assertEqual(only_words, ONLY_WORDS)

    def test_every_fact_has_a_label_and_a_hint_of_its_own(self) -> None:
        facts = [fact for section in HEALTH.sections for fact in section.facts]
        self.assertTrue(all(fact.help_text for fact in facts))
        self.assertEqual(len({str(fact.label) for fact in facts}), len(facts))

    def test_every_topic_is_asked_in_its_section(self) -> None:
        for key, topic in TOPICS:
            with self.subTest(section=key, topic=topic):
                self.assertRegex("\n".join(list_prompts(key)), f"(?i){topic}")

    def test_a_section_has_three_to_six_prompts(self) -> None:
        for section in HEALTH.sections:
            with self.subTest(section.key):
                self.assertIn(len(section.prompts), range(3, 7))

    def test_every_prompt_is_a_short_question(self) -> None:
        for section in HEALTH.sections:
            for text in list_prompts(section.key):
                with self.subTest(text):
                    self.assertLessEqual(len(text.split()), 25)
                    self.assertEqual(text.find("?"), len(text) - 1)

    def test_prompts_are_as_easy_to_read_as_offers_should_be(self) -> None:
        prompts = [text for each in HEALTH.sections for text in list_prompts(each.key)]
        found = measure(tuple(prompts))
        assert found is not None
        self.assertLess(found.reading_age, 11)


class TestFrontSheet(SimpleTestCase):
    def test_it_has_an_address_of_its_own(self) -> None:
        self.assertIs(HEALTH.front_sheet, HEALTH_SERVICE)
        self.assertEqual(HEALTH_SERVICE.anchor, "about-the-service")

    def test_its_details_keep_their_order_and_what_is_asked(self) -> None:
        details = tuple(
            (
                each.key,
                "required" if each.required else "asked for" * bool(each.missing),
            )
            for each in HEALTH_SERVICE.details
        )
        self.assertEqual(details, DETAILS)

    def test_what_is_asked_says_what_to_do_in_a_sentence(self) -> None:
        for detail in HEALTH_SERVICE.details:
            if detail.required or detail.missing:
                with self.subTest(detail.key):
                    self.assertRegex(str(detail.missing), r"^Enter .+\.$")

    def test_a_date_is_needed_only_with_what_it_dates(self) -> None:
        needed = {each.key: each.needed_with for each in HEALTH_SERVICE.details}
        self.assertEqual(
            {key: other for key, other in needed.items() if other},
            {
                "commissioner_date": "commissioner",
                "waiting_time_date": "waiting_time",
            },
        )

    def test_families_ask_teams_and_not_one_person(self) -> None:
        self.assertIs(HEALTH.contact, TEAMS)


class TestHonesty(SimpleTestCase):
    def list_all(self) -> list[str]:
        """All texts but those of the shared glossary, which has tests of its own."""
        shared = {str(text) for term in GLOSSARY for text in (term.advice, term.source)}
        details = [str(detail.missing) for detail in HEALTH_SERVICE.details]
        return [*details, *(each for each in list_texts(HEALTH) if each not in shared)]

    def test_only_the_five_confirmed_items_are_the_laws(self) -> None:
        self.assertEqual(
            [each.key for each in HEALTH.requirements],
            [
                f"schedule-2.{name}"
                for name in (
                    "who-for",
                    "getting-help",
                    "decisions",
                    "advice",
                    "complaints",
                )
            ],
        )

    def test_they_name_their_paragraphs_and_ask_from_the_day_of_the_regulations(
        self,
    ) -> None:
        for each in SCHEDULE_2:
            with self.subTest(each.key):
                self.assertEqual(
                    str(each.source),
                    "SEND Regulations 2014, Schedule 2, paragraphs 15 and 17",
                )
                self.assertEqual(each.valid_from, REGULATIONS)

    def test_they_bind_the_council_so_that_a_service_is_only_asked(self) -> None:
        for each in SCHEDULE_2:
            with self.subTest(each.key):
                self.assertEqual(get_level(each, "", ""), SHOULD)
                self.assertIn("council publishes it", str(each.binds))

    def test_they_are_no_part_of_a_schools_report(self) -> None:
        self.assertFalse([each.key for each in SCHEDULE_2 if each.heading])

    def test_the_headings_are_called_our_own(self) -> None:
        self.assertIn("Our own", str(HEALTH.source))
        self.assertNotIn("Lancashire", str(HEALTH.source))

    def test_no_text_speaks_of_a_law_but_where_it_names_its_source(self) -> None:
        sources = {str(HEALTH.source), *(str(each.source) for each in SCHEDULE_2)}
        for text in self.list_all():
            with self.subTest(text):
                if text not in sources:
                    self.assertNotRegex(
                        text,
                        r"(?i)\b(law|legal|statutory|dut(y|ies)|regulation|right to)",
                    )

    def test_no_address_or_number_of_anybody_is_built_in(self) -> None:
        for text in self.list_all():
            with self.subTest(text):
                self.assertNotRegex(text, r"@|https?:|www\.|\d{5}")

    def test_no_text_has_a_straight_quotation_mark(self) -> None:
        for text in self.list_all():
            with self.subTest(text):
                self.assertNotRegex(text, "['\"]")


class TestAnswers(SimpleTestCase):
    def assertAnswers(self, key: str, text: str, expected: bool = True) -> None:
        words = {each.key: each.words for each in SCHEDULE_2}[key]
        self.assertEqual(mentions(words, text), expected)

    def test_words_are_beginnings_in_lower_case(self) -> None:
        for each in SCHEDULE_2:
            with self.subTest(each.key):
                self.assertEqual(
                    each.words, tuple(word.lower().strip() for word in each.words)
                )
                self.assertEqual(len(each.words), len(set(each.words)))

    def test_praise_says_not_how_to_complain(self) -> None:
        self.assertAnswers(
            "schedule-2.complaints", "Tell us what went well, or thank a nurse.", False
        )

    def test_how_to_complain_is_found(self) -> None:
        for text in (
            "You can complain in writing or by telephone.",
            "If you are unhappy with our care, speak to the nurse first.",
            "Tell us when something goes wrong or went wrong.",
        ):
            with self.subTest(text):
                self.assertAnswers("schedule-2.complaints", text)

    def test_that_advice_is_given_says_not_where(self) -> None:
        for text in (
            "We give advice on sleep and on eating.",
            "At your appointment we apply what we have learned.",
        ):
            with self.subTest(text):
                self.assertAnswers("schedule-2.advice", text, False)

    def test_where_to_find_advice_is_found(self) -> None:
        for text in (
            "Our website has films on sleep.",
            "Ring our advice line on a Tuesday.",
            "Come to a drop-in session.",
            "The SENDIAS service is independent.",
        ):
            with self.subTest(text):
                self.assertAnswers("schedule-2.advice", text)


class TestTerms(SimpleTestCase):
    def test_the_shared_glossary_comes_first_and_whole(self) -> None:
        self.assertEqual(HEALTH.glossary, (*GLOSSARY, *TERMS))

    def test_every_term_has_advice_and_an_abbreviation_its_words(self) -> None:
        for term in TERMS:
            with self.subTest(term.word):
                self.assertRegex(str(term.advice), r"\.$")
                if term.kind == TermKind.ABBREVIATION:
                    self.assertTrue(term.expansion)

    def test_none_is_called_out_of_date(self) -> None:
        kinds = {term.kind for term in TERMS}
        self.assertLessEqual(kinds, {TermKind.ABBREVIATION, TermKind.JARGON})

    def test_no_prompt_or_label_uses_a_word_that_editors_should_not(self) -> None:
        jargon = {t.word for t in TERMS} - {"self-referral", "ODS"}
        for section in HEALTH.sections:
            texts = [*list_prompts(section.key), *(str(f.label) for f in section.facts)]
            for text in texts:
                with self.subTest(text):
                    found = re.findall("|".join(jargon), text.lower())
                    self.assertEqual(found, [])
