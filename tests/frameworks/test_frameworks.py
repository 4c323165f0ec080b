"""The frameworks that ship: complete, in everybody's words, and as documented."""

from __future__ import annotations

import re
from typing import Any

from django.test import SimpleTestCase

from tests.support import ROOT
from wagtail_localoffer.choices import SettingType, TermKind
from wagtail_localoffer.frameworks import Framework, Requirement, statutory
from wagtail_localoffer.frameworks.glossary import GLOSSARY
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import get_words, is_for, put_in_words
from wagtail_localoffer.frameworks.statutory import (
    ALL_BUT_SPECIAL_SCHOOLS,
    EVERYBODY,
    MAINSTREAM_STATE_SCHOOLS,
    REQUIREMENTS,
    STATE_SCHOOLS,
)
from wagtail_localoffer.frameworks.validation import list_faults

DOCS = ROOT / "docs" / "frameworks.md"

NURSERY = ("early_years",)
CHILDMINDER = ("childminder",)
CENTRE = ("childrens_centre",)
EARLY = (*NURSERY, *CHILDMINDER, *CENTRE)
MIDDLE = ("middle",)
FOR_A_TIME = ("pupil_referral_unit", "alternative")
PRIMARY = ("primary", "all_through", "special")
SECONDARY = ("secondary", "all_through", "special")
MAINSTREAM = ("primary", "middle", "secondary", "all_through")
PERMANENT = (*MAINSTREAM, "special")
SCHOOLS = (*PERMANENT, *FOR_A_TIME)
COLLEGE = ("college",)
ALL = (*EARLY, *SCHOOLS, *COLLEGE)

HEADINGS = (
    ("the_setting", "The Setting", "the-setting"),
    (
        "good_practice",
        "Promoting good practice and successes",
        "promoting-good-practice-and-successes",
    ),
    ("accessibility", "Accessibility and inclusion", "accessibility-and-inclusion"),
    ("teaching", "Teaching and learning", "teaching-and-learning"),
    (
        "reviewing",
        "Reviewing and evaluating outcomes",
        "reviewing-and-evaluating-outcomes",
    ),
    ("keeping_safe", "Keeping children safe", "keeping-children-safe"),
    ("health", "Health (including emotional health and well being)", "health"),
    ("communication", "Communication with parents", "communication-with-parents"),
    ("working_together", "Working together", "working-together"),
    (
        "family_support",
        "What help and support is available for the family?",
        "help-and-support-for-the-family",
    ),
    (
        "transitions",
        "Transitions from primary school and school leavers",
        "transitions",
    ),
    ("activities", "Extra curricular activities", "extra-curricular-activities"),
    ("taking_part", "How families took part in this offer", "taking-part"),
)

#: Section, words of which a prompt has one, and the types that are asked.
TOPICS = (
    ("the_setting", "kind of setting", NURSERY),
    ("the_setting", "your home", CHILDMINDER),
    ("the_setting", "groups and services", CENTRE),
    ("the_setting", "ages", EARLY),
    ("the_setting", "registered", (*NURSERY, *CHILDMINDER)),
    ("the_setting", "rooms or groups", (*NURSERY, *CENTRE)),
    ("the_setting", "weeks a year", EARLY),
    ("the_setting", "closed", EARLY),
    ("the_setting", "behaviour", NURSERY),
    ("the_setting", "assistant", CHILDMINDER),
    ("the_setting", "equality", (*NURSERY, *CENTRE)),
    ("good_practice", "parents say", ALL),
    ("good_practice", "children|pupils|students say", ALL),
    ("good_practice", "story", ALL),
    ("good_practice", "awards", ALL),
    ("good_practice", "agreed", ALL),
    ("good_practice", "wrote", ALL),
    ("accessibility", "wheelchair", ALL),
    ("accessibility", "park", ALL),
    ("accessibility", "light, sound", ALL),
    ("accessibility", "toilets and changing", ALL),
    ("accessibility", "large print, audio, braille", ALL),
    ("accessibility", "first language", ALL),
    ("accessibility", "hard to use", ALL),
    ("accessibility", "symbols", ALL),
    ("accessibility", "furniture", ALL),
    ("accessibility", "equipment and technology", ALL),
    ("accessibility", "access better", ALL),
    ("accessibility", "disability get a place", ALL),
    ("accessibility", "as fairly", ALL),
    ("accessibility", "accessibility plan", SCHOOLS),
    ("teaching", "kinds of special educational needs", ALL),
    ("teaching", "your school for", ("special",)),
    ("teaching", "notice", ALL),
    ("teaching", "in the room", ALL),
    ("teaching", "each year group", PERMANENT),
    ("teaching", "for how long", FOR_A_TIME),
    ("teaching", "outside specialists", ALL),
    ("teaching", "do more alone", ALL),
    ("teaching", "training", ALL),
    ("teaching", "special skills", ALL),
    ("teaching", "provision map", ALL),
    ("teaching", "sats", (*PRIMARY, *MIDDLE)),
    ("teaching", "exam access", (*SECONDARY, *FOR_A_TIME, *COLLEGE)),
    ("teaching", "eyfs", EARLY),
    ("teaching", "check at age two", EARLY),
    ("teaching", "study programmes", COLLEGE),
    ("teaching", "supported internships", COLLEGE),
    ("reviewing", "education, health and care plan", ALL),
    ("reviewing", "sen support", ALL),
    ("reviewing", "support works", ALL),
    ("reviewing", "age of 25", COLLEGE),
    ("keeping_safe", "risks", ALL),
    ("keeping_safe", "handed over", (*EARLY, *SCHOOLS)),
    ("keeping_safe", "parents stop or park", (*EARLY, *SCHOOLS)),
    ("keeping_safe", "breaks and at lunch", (*SCHOOLS, *COLLEGE)),
    ("keeping_safe", "in pe and on trips", SCHOOLS),
    ("keeping_safe", "bullying policy", ALL),
    ("keeping_safe", "who may collect", EARLY),
    ("keeping_safe", "sleep", EARLY),
    ("keeping_safe", "outings", EARLY),
    ("keeping_safe", "travel alone", COLLEGE),
    ("keeping_safe", "placements", COLLEGE),
    ("health", "medicine", ALL),
    ("health", "care plans", ALL),
    ("health", "emergency", ALL),
    ("health", "trained", ALL),
    ("health", "therapy", ALL),
    ("health", "mental health", ALL),
    ("health", "listens", ALL),
    ("health", "allergies", EARLY),
    ("health", "intimate care", EARLY),
    ("communication", "who is who", ALL),
    ("communication", "key staff", (*NURSERY, *CENTRE, *SCHOOLS, *COLLEGE)),
    ("communication", "reach you", CHILDMINDER),
    ("communication", "key person", (*NURSERY, *CENTRE)),
    ("communication", "from day to day", EARLY),
    ("communication", "progress", ALL),
    ("communication", "open days", ALL),
    ("communication", "what they think", ALL),
    ("communication", "complain, step by step", ALL),
    ("communication", "whose choice", COLLEGE),
    ("working_together", "(school|college) council", (*PERMANENT, *COLLEGE)),
    ("working_together", "life of the (unit|setting)\\?", FOR_A_TIME),
    ("working_together", "own school", FOR_A_TIME),
    ("working_together", "like and want", EARLY),
    ("working_together", "parents have a say", ALL),
    ("working_together", "join in the life", ALL),
    ("working_together", "health, social care and voluntary", ALL),
    ("working_together", "home-school agreement", PERMANENT),
    ("working_together", "looked after by a council", ALL),
    ("family_support", "paperwork", ALL),
    ("family_support", "information, advice and guidance", ALL),
    ("family_support", "sendias", ALL),
    ("family_support", "other services", ALL),
    ("family_support", "travel", ALL),
    ("transitions", "settle in", ALL),
    ("transitions", "one room or group", (*NURSERY, *CENTRE)),
    ("transitions", "also goes to a nursery", CHILDMINDER),
    ("transitions", "starting school", EARLY),
    ("transitions", "secondary school", PRIMARY),
    ("transitions", "buddy", (*PRIMARY, *MIDDLE)),
    ("transitions", "first school", MIDDLE),
    ("transitions", "go back to their school", FOR_A_TIME),
    ("transitions", "year 6", SECONDARY),
    ("transitions", "careers guidance", (*SECONDARY, *FOR_A_TIME)),
    ("transitions", "apprenticeships", (*SECONDARY, *FOR_A_TIME)),
    ("transitions", "year 11", COLLEGE),
    ("transitions", "living independently", (*SECONDARY, *FOR_A_TIME, *COLLEGE)),
    ("activities", "childcare", (*EARLY, *SCHOOLS)),
    ("activities", "clubs", (*SCHOOLS, *COLLEGE)),
    ("activities", "can join in", ALL),
    ("activities", "residential", (*SCHOOLS, *COLLEGE)),
    ("activities", "friends", ALL),
    ("taking_part", "(children|pupils|students) help to write", ALL),
    ("taking_part", "parents and carers help", ALL),
    ("taking_part", "seldom asked", ALL),
    ("taking_part", "when", ALL),
    ("taking_part", "what did you change", ALL),
)


def list_prompts(setting_type: str) -> list[tuple[str, str]]:
    """The key of its section and the words of each prompt that a type gets."""
    words = get_words(LANCASHIRE, setting_type)
    return [
        (section.key, str(put_in_words(prompt.text, words)))
        for section in LANCASHIRE.sections
        for prompt in section.prompts
        if is_for(section.setting_types, setting_type)
        and is_for(prompt.setting_types, setting_type)
    ]


class TestLancashire(SimpleTestCase):
    def test_it_has_no_fault(self) -> None:
        self.assertEqual(list_faults(LANCASHIRE), [])

    def test_keys_headings_and_addresses_are_the_published_ones(self) -> None:
        self.assertEqual(
            tuple(
                (section.key, str(section.heading), section.anchor)
                for section in LANCASHIRE.sections
            ),
            HEADINGS,
        )

    def test_all_but_two_are_required_of_all(self) -> None:
        for section in LANCASHIRE.sections:
            with self.subTest(section.key):
                optional = section.key in ("the_setting", "taking_part")
                early = section.key == "the_setting"
                self.assertEqual(section.required, not optional)
                self.assertEqual(section.setting_types, EARLY if early else ())

    def test_every_topic_reaches_the_types_that_it_is_for(self) -> None:
        for setting_type in SettingType.values:
            prompts = list_prompts(setting_type)
            for key, topic, types in TOPICS:
                asked = any(
                    section == key and re.search(topic, text, re.IGNORECASE)
                    for section, text in prompts
                )
                self.assertEqual(asked, setting_type in types, (setting_type, topic))

    def test_every_prompt_is_a_short_question_in_the_words_of_its_type(self) -> None:
        for setting_type in ("", *SettingType.values):
            for key, text in list_prompts(setting_type):
                where = setting_type, key, text
                self.assertNotRegex(text, r"[{}]", where)
                self.assertLessEqual(len(text.split()), 30, where)
                self.assertEqual(text.count("?"), 1, where)
                self.assertTrue(text.endswith("?"), where)

    def test_a_type_gets_four_to_nine_prompts_in_each_section(self) -> None:
        for setting_type in SettingType.values:
            keys = [key for key, _text in list_prompts(setting_type)]
            for key in set(keys):
                with self.subTest(setting_type=setting_type, section=key):
                    self.assertIn(keys.count(key), range(4, 10))

    def test_no_text_has_a_straight_quotation_mark(self) -> None:
        for text in list_texts(LANCASHIRE):
            self.assertNotRegex(text, "['\"]")

    def test_families_compare_the_same_facts_everywhere(self) -> None:
        facts = {
            section.key: [fact.key for fact in section.facts]
            for section in LANCASHIRE.sections
            if section.facts
        }
        self.assertEqual(
            facts,
            {
                "the_setting": ["opening_times", "places"],
                "accessibility": [
                    "step_free_entrance",
                    "accessible_toilet",
                    "changing_place",
                    "hoist",
                    "lift",
                    "hearing_loop",
                    "parking",
                ],
                "teaching": [
                    "communication_and_interaction",
                    "cognition_and_learning",
                    "social_emotional_mental_health",
                    "sensory_physical",
                ],
                "activities": [
                    "childcare_before",
                    "childcare_after",
                    "childcare_holidays",
                    "opening_times",
                ],
                "taking_part": [
                    "took_part_children",
                    "took_part_parents",
                    "took_part_when",
                    "took_part_changes",
                ],
            },
        )

    def test_a_college_has_no_childcare_and_no_opening_times(self) -> None:
        facts = [
            fact.key
            for section in LANCASHIRE.sections
            for fact in section.facts
            if is_for(section.setting_types, "college")
            and is_for(fact.setting_types, "college")
        ]
        self.assertFalse([key for key in facts if key.startswith(("child", "opening"))])

    def test_every_type_is_asked_its_opening_times_once_at_most(self) -> None:
        for setting_type in ALL:
            times = [
                fact
                for section in LANCASHIRE.sections
                for fact in section.facts
                if fact.key == "opening_times"
                and is_for(section.setting_types, setting_type)
                and is_for(fact.setting_types, setting_type)
            ]
            with self.subTest(setting_type):
                self.assertEqual(len(times), 0 if setting_type in COLLEGE else 1)
                self.assertFalse(any(fact.has_answer for fact in times))


def list_texts(framework: Framework) -> list[str]:
    texts: list[Any] = [framework.source]
    for section in framework.sections:
        texts += [section.heading, *(prompt.text for prompt in section.prompts)]
        texts += [
            text for fact in section.facts for text in (fact.label, fact.help_text)
        ]
    for requirement in framework.requirements:
        texts += [requirement.text, requirement.source, requirement.binds]
    for term in framework.glossary:
        texts += [term.expansion, term.advice, term.source]
    return [str(text) for text in texts]


class TestRequirements(SimpleTestCase):
    def test_they_are_the_items_of_the_law_and_of_the_code(self) -> None:
        items = ("1", "2", *(f"3{letter}" for letter in "abcdefg"), *range(4, 14))
        self.assertEqual(
            [each.key for each in REQUIREMENTS],
            [
                *(f"schedule-1.{item}" for item in items),
                *(f"section-69.d{number}" for number in range(1, 5)),
                *(f"code-6.{number}" for number in (80, 81, 82)),
            ],
        )

    def test_each_names_its_law_and_paragraph(self) -> None:
        for each in REQUIREMENTS:
            with self.subTest(each.key):
                source = re.sub(r"[().]", "", str(each.source))
                law = {
                    "sched": "SEND Regulations 2014, Schedule 1",
                    "secti": "section 69",
                }
                self.assertIn(law.get(each.key[:5], "code of practice"), source)
                number = each.key.split(".")[1]
                if each.key.startswith(("schedule", "code")):
                    self.assertRegex(source, rf"{number}$")

    def test_the_code_is_no_law(self) -> None:
        for each in REQUIREMENTS:
            if each.key.startswith("code-"):
                with self.subTest(each.key):
                    self.assertEqual(each.must, ())
                    self.assertNotRegex(str(each.text), r"(?i)\b(law|must|duty|legal)")
                    self.assertIn("Guidance", str(each.binds))

    def test_words_are_beginnings_in_lower_case(self) -> None:
        for each in REQUIREMENTS:
            with self.subTest(each.key):
                for word in each.words:
                    self.assertEqual(word, word.lower().strip())
                    self.assertGreater(len(word), 2)
                self.assertEqual(len(each.words), len(set(each.words)))

    def test_the_gaps_of_the_headings_have_a_home(self) -> None:
        homes = {each.key: each.answered_in[0] for each in REQUIREMENTS}
        for key, home in (
            ("schedule-1.1", "teaching"),
            ("schedule-1.9", "communication"),
            ("code-6.80", "working_together"),
            ("section-69.d1", "accessibility"),
            ("section-69.d2", "accessibility"),
        ):
            with self.subTest(key):
                self.assertEqual(homes[key], home)


class TestGlossary(SimpleTestCase):
    def test_every_abbreviation_has_its_expansion_and_advice(self) -> None:
        for term in GLOSSARY:
            with self.subTest(term.word):
                if term.kind == TermKind.ABBREVIATION:
                    self.assertTrue(term.expansion)
                self.assertRegex(str(term.advice), r"\.$")

    def test_only_what_is_known_to_have_ended_is_called_abolished(self) -> None:
        abolished = {t.word for t in GLOSSARY if t.kind == TermKind.ABOLISHED}
        self.assertEqual(
            abolished,
            {
                *("School Action", "School Action Plus", "LEA", "CCG", "CRB"),
                *("Early Years Action", "Early Years Action Plus"),
                *("primary care trust", "local safeguarding children board"),
                "Disability Discrimination Act",
            },
        )

    def test_a_dated_word_is_only_probably_out_of_date(self) -> None:
        for term in GLOSSARY:
            if term.kind == TermKind.DATED:
                with self.subTest(term.word):
                    self.assertIn("probably out of date", str(term.advice))
                    self.assertNotRegex(str(term.advice), r"(?i)\b(law|abolish|ended)")

    def test_words_with_an_ordinary_meaning_stand_in_phrases(self) -> None:
        words = {term.word.lower() for term in GLOSSARY}
        self.assertFalse(words & {"statement", "provision", "caf", "action"})


class TestTheDocumentation(SimpleTestCase):
    MUST = {
        STATE_SCHOOLS: "state schools",
        MAINSTREAM_STATE_SCHOOLS: "mainstream state schools",
        (): "nobody",
    }
    SHOULD = {
        EVERYBODY: "all others",
        ALL_BUT_SPECIAL_SCHOOLS: "all others but special schools",
        statutory.SCHOOLS: "all other schools",
        statutory.ALL_BUT_EARLY_YEARS: "all but early years",
    }

    def write_row(self, each: Requirement) -> str:
        asked = ""
        if (each.must, each.should) != (STATE_SCHOOLS, EVERYBODY):
            should = self.SHOULD[each.should]
            if not each.must:
                should = should.replace("all others", "all")
            asked = f" (must: {self.MUST[each.must]}; should: {should})"
        return f"- `{each.key}` {each.text}{asked}"

    def test_its_keys_are_those_of_their_sources_as_it_says(self) -> None:
        numerals = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}
        for each in REQUIREMENTS:
            law, _dot, number = each.key.partition(".")
            source = {
                "schedule-1": "SEND Regulations 2014, Schedule 1, paragraph "
                + re.sub(r"([a-z])$", r"(\1)", number),
                "section-69": "Children and Families Act 2014, section 69(3)(b)"
                f"({numerals.get(number[1:])})",
                "code-6": f"SEND code of practice 2015, paragraph 6.{number}",
            }[law]
            with self.subTest(each.key):
                self.assertEqual(str(each.source), source)

    def test_it_lists_every_requirement_as_it_is(self) -> None:
        table = DOCS.read_text(encoding="utf-8").split("## All requirements")[1]
        rows = [line for line in table.splitlines() if line.startswith("- `")]
        self.assertEqual(rows, [self.write_row(each) for each in REQUIREMENTS])

    def test_its_examples_make_frameworks_without_a_fault(self) -> None:
        codes = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
        codes = [code for code in codes if "\nFRAMEWORK = " in code]
        self.assertEqual(len(codes), 2)
        for code in codes:
            names: dict[str, Any] = {}
            exec(code, names)  # noqa: S102 - our own documentation
            with self.subTest(code):
                self.assertLess(code.count("\n"), 40)
                self.assertEqual(list_faults(names["FRAMEWORK"]), [])
