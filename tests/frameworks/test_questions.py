"""The fourteen questions: their wording, what is asked below them, and of whom."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django.test import SimpleTestCase

from tests.frameworks.test_frameworks import list_texts
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import (
    get_words,
    in_words,
    is_for,
    list_requirements,
    put_in_words,
)
from wagtail_localoffer.frameworks.questions import ANSWERED_IN, FOURTEEN_QUESTIONS
from wagtail_localoffer.frameworks.validation import list_faults

#: Word for word, as a council asks nurseries; and the keys, which never change.
QUESTIONS = (
    (
        "identification",
        "How does the nursery know if children need extra help and what should I do "
        "if I think my child may have special educational needs?",
    ),
    ("staff_support", "How will nursery staff support my child?"),
    ("curriculum", "How will the curriculum be matched to my child’s needs?"),
    (
        "progress",
        "How will both you and I know how my child is doing and how will you help me "
        "to support my child’s learning?",
    ),
    ("wellbeing", "What support will there be for my child’s overall well being?"),
    (
        "specialists",
        "What specialist services and expertise are available at or accessed by the "
        "nursery?",
    ),
    (
        "staff_training",
        "What training do the staff supporting children with SEND have?",
    ),
    (
        "activities",
        "How will my child be included in activities outside the classroom including "
        "school trips?",
    ),
    ("accessibility", "How accessible is the nursery environment?"),
    (
        "transitions",
        "How will you prepare and support my child to join the nursery, transfer to a "
        "new setting or school or the next stage of education and life?",
    ),
    (
        "resources",
        "How are the nursery’s resources allocated and matched to children’s special "
        "educational needs?",
    ),
    (
        "support_decisions",
        "How is the decision made about what type and how much support my child will "
        "receive?",
    ),
    (
        "parent_involvement",
        "How are parents involved in the nursery? How can I be involved?",
    ),
    ("further_information", "Who can I contact for further information?"),
    # Ours, and no question: whoever answers it does more than is asked.
    ("taking_part", "How families took part in this offer"),
)


def list_headings(setting_type: str) -> list[str]:
    sections = in_words(FOURTEEN_QUESTIONS, setting_type).sections
    return [str(section.heading) for section in sections]


class TestHeadings(SimpleTestCase):
    maxDiff = None

    def test_it_has_no_fault(self) -> None:
        self.assertEqual(list_faults(FOURTEEN_QUESTIONS), [])

    def test_a_nursery_has_them_word_for_word(self) -> None:
        keys = [section.key for section in FOURTEEN_QUESTIONS.sections]
        found = list(zip(keys, list_headings("early_years"), strict=True))
        self.assertEqual(found, list(QUESTIONS))

    def test_an_address_never_follows_a_change_of_wording(self) -> None:
        for section in FOURTEEN_QUESTIONS.sections:
            self.assertEqual(section.anchor, section.key.replace("_", "-"))

    def test_others_put_their_own_words_for_the_setting_and_the_children(self) -> None:
        for setting_type, changes in (
            ("", {"nursery": "setting"}),
            ("childminder", {"nursery": "setting"}),
            ("childrens_centre", {"nursery": "centre"}),
            (
                "primary",
                {"nursery": "school", "children’s": "pupils’", "children": "pupils"},
            ),
            (
                "pupil_referral_unit",
                {"nursery": "unit", "children’s": "pupils’", "children": "pupils"},
            ),
            (
                "college",
                {
                    "nursery": "college",
                    "children’s": "students’",
                    "children": "students",
                    "my child": "my young person",
                },
            ),
        ):
            expected = "\n".join(text for _key, text in QUESTIONS)
            for word, other in changes.items():
                expected = expected.replace(word, other)
            with self.subTest(setting_type):
                self.assertEqual("\n".join(list_headings(setting_type)), expected)

    def test_no_type_reads_a_brace(self) -> None:
        for setting_type in ("", *SettingType.values):
            with self.subTest(setting_type):
                self.assertNotRegex("".join(list_headings(setting_type)), "[{}]")

    def test_all_fourteen_are_required_of_all(self) -> None:
        for section in FOURTEEN_QUESTIONS.sections:
            with self.subTest(section.key):
                self.assertEqual(section.required, section.key != "taking_part")
                self.assertFalse(section.setting_types)

    def test_a_key_means_the_same_as_in_another_framework(self) -> None:
        keys = {section.key for section in FOURTEEN_QUESTIONS.sections}
        self.assertEqual(
            keys.intersection(each.key for each in HEALTH.sections), {"taking_part"}
        )
        self.assertEqual(
            keys.intersection(each.key for each in LANCASHIRE.sections),
            {"accessibility", "transitions", "activities", "taking_part"},
        )


def list_prompts(setting_type: str) -> list[tuple[str, str]]:
    """The key of its section and the words of each prompt that a type gets."""
    words = get_words(FOURTEEN_QUESTIONS, setting_type)
    return [
        (section.key, str(put_in_words(prompt.text, words)))
        for section in FOURTEEN_QUESTIONS.sections
        for prompt in section.prompts
        if is_for(prompt.setting_types, setting_type)
    ]


#: What Lancashire's form asks, and none of the fourteen.
LEFT_OUT = {"good_practice"}


class TestPrompts(SimpleTestCase):
    def test_every_prompt_is_a_short_question_in_the_words_of_its_type(self) -> None:
        for setting_type in ("", *SettingType.values):
            for key, text in list_prompts(setting_type):
                where = setting_type, key, text
                self.assertNotRegex(text, r"[{}]", where)
                self.assertLessEqual(len(text.split()), 30, where)
                self.assertEqual(text.count("?"), 1, where)
                self.assertTrue(text.endswith("?"), where)

    def test_a_type_gets_four_to_eleven_prompts_in_each_section(self) -> None:
        for setting_type in SettingType.values:
            keys = [key for key, _text in list_prompts(setting_type)]
            for section in FOURTEEN_QUESTIONS.sections:
                with self.subTest(setting_type=setting_type, section=section.key):
                    self.assertIn(keys.count(section.key), range(4, 12))

    def test_nobody_is_asked_the_same_twice(self) -> None:
        for setting_type in SettingType.values:
            with self.subTest(setting_type):
                texts = [text for _key, text in list_prompts(setting_type)]
                self.assertEqual(len(texts), len({*texts}))

    def test_what_lancashires_sections_ask_is_asked_of_the_same_types(self) -> None:
        for section in LANCASHIRE.sections:
            if section.key in LEFT_OUT:
                continue
            for prompt in section.prompts:
                text = str(prompt.text)
                if re.match("What kind of setting|Which ages", text):
                    # The front sheet says it.
                    continue
                types = prompt.setting_types or section.setting_types
                with self.subTest(text):
                    (found,) = (
                        each
                        for own in FOURTEEN_QUESTIONS.sections
                        for each in own.prompts
                        if each.text == prompt.text
                    )
                    self.assertEqual(found.setting_types, types)

    def test_no_text_has_a_straight_quotation_mark(self) -> None:
        for text in list_texts(FOURTEEN_QUESTIONS):
            self.assertNotRegex(text, "['\"]")


def list_facts(framework: Any, setting_type: str) -> list[tuple[str, str]]:
    return sorted(
        (fact.key, str(fact.label))
        for section in framework.sections
        for fact in section.facts
        if is_for(section.setting_types, setting_type)
        and is_for(fact.setting_types, setting_type)
    )


class TestFacts(SimpleTestCase):
    def test_families_compare_what_they_compare_in_lancashires_sections(self) -> None:
        for setting_type in SettingType.values:
            with self.subTest(setting_type):
                self.assertEqual(
                    list_facts(FOURTEEN_QUESTIONS, setting_type),
                    list_facts(LANCASHIRE, setting_type),
                )


class TestRequirements(SimpleTestCase):
    def test_each_is_asked_and_is_the_same_but_for_where_it_is_answered(self) -> None:
        pairs = zip(
            FOURTEEN_QUESTIONS.requirements, LANCASHIRE.requirements, strict=True
        )
        for found, expected in pairs:
            with self.subTest(expected.key):
                self.assertEqual(
                    replace(found, answered_in=expected.answered_in), expected
                )

    def test_each_has_a_home_among_the_questions(self) -> None:
        blocks = {
            *("senco_contact", "council_link"),
            *(section.key for section in FOURTEEN_QUESTIONS.sections),
        }
        self.assertEqual(
            {*ANSWERED_IN}, {each.key for each in FOURTEEN_QUESTIONS.requirements}
        )
        for key, homes in ANSWERED_IN.items():
            with self.subTest(key):
                self.assertLessEqual({*homes}, blocks)
                self.assertEqual(len(homes), len({*homes}))

    def test_every_type_is_asked_what_it_is_asked_by_lancashires_form(self) -> None:
        today = date(2026, 11, 1)
        for setting_type in SettingType.values:
            for run_by in ("council", "academy", "independent"):
                with self.subTest(setting_type, run_by=run_by):
                    found, expected = (
                        [
                            (each.key, level)
                            for each, level in list_requirements(
                                framework, setting_type, run_by, today
                            )
                        ]
                        for framework in (FOURTEEN_QUESTIONS, LANCASHIRE)
                    )
                    self.assertEqual(found, expected)

    def test_a_fact_answers_at_the_home_of_its_requirement(self) -> None:
        for requirement in FOURTEEN_QUESTIONS.requirements:
            for key in requirement.facts:
                with self.subTest(requirement.key, fact=key):
                    homes = [
                        section.key
                        for section in FOURTEEN_QUESTIONS.sections
                        if key in [fact.key for fact in section.facts]
                    ]
                    self.assertEqual(homes, [requirement.answered_in[0]])
