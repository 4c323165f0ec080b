"""How much of what is asked is found in an offer, and what isn't taken for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.test import SimpleTestCase, override_settings

from tests.builders import SENCO
from tests.text.test_languages import FOREIGN
from wagtail_localoffer.choices import Coverage
from wagtail_localoffer.conf import get_framework
from wagtail_localoffer.content.answers import Assessment, RequirementState, assess
from wagtail_localoffer.frameworks import Audience, Prompt, Requirement, Section
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS

#: What a school, a nursery or a college would write: the requirement, the section, the
#: words, and what else they rightly answer.
SAMPLES = (
    (
        "schedule-1.1",
        "teaching",
        "We are a mainstream school and welcome pupils with autism, ADHD, dyslexia and "
        "speech, language and communication needs.",
        (),
    ),
    (
        "schedule-1.1",
        "teaching",
        "Our students have moderate or severe learning difficulties (MLD and SLD).",
        (),
    ),
    (
        "schedule-1.1",
        "the_setting",
        "At present we look after two children with Down’s syndrome and one child who "
        "is"
        "deaf.",
        (),
    ),
    (
        "schedule-1.2",
        "teaching",
        "Teachers notice early if a pupil falls behind. If a parent or teacher has a "
        "worry, the SENCO uses a short assessment to see what is hard.",
        (),
    ),
    (
        "schedule-1.2",
        "teaching",
        "Each child’s key person observes them at play, and we do the progress check "
        "when they are two.",
        (),
    ),
    (
        "schedule-1.2",
        "teaching",
        "At enrolment every student is screened for reading and number.",
        (),
    ),
    (
        "schedule-1.3a",
        "reviewing",
        "Each July the SENCO and a governor look at the impact of every programme and "
        "stop what does not help.",
        (),
    ),
    (
        "schedule-1.3a",
        "reviewing",
        "We compare reading ages before and after each group, so we know what works.",
        (),
    ),
    (
        "schedule-1.3b",
        "reviewing",
        "Three times a year we meet with the family, look at the targets in the plan "
        "and"
        "set new ones.",
        ("schedule-1.7",),
    ),
    (
        "schedule-1.3b",
        "reviewing",
        "The annual review of an EHC plan is led by the student.",
        ("schedule-1.8",),
    ),
    (
        "schedule-1.3c",
        "teaching",
        "Good teaching comes first: teachers break new ideas into small steps and use "
        "pictures, models and talk.",
        (),
    ),
    (
        "schedule-1.3c",
        "teaching",
        "Children learn through play, indoors and outdoors.",
        (),
    ),
    (
        "schedule-1.3d",
        "teaching",
        "We change the task, the time or the place so that everyone can do it. There "
        "is"
        "a quiet room for those who need calm.",
        (),
    ),
    (
        "schedule-1.3d",
        "teaching",
        "Staff adapt activities and offer a low-stimulus corner.",
        (),
    ),
    (
        "schedule-1.3e",
        "teaching",
        "A teaching assistant works in each class, and some pupils have 1:1 time with "
        "an adult.",
        (),
    ),
    (
        "schedule-1.3e",
        "teaching",
        "Students can book study support, or have a support worker in the workshop.",
        (),
    ),
    (
        "schedule-1.3f",
        "activities",
        "All our clubs are open to all. Nobody is left out of sports day or the "
        "residential trip.",
        (),
    ),
    (
        "schedule-1.3f",
        "activities",
        "Every child comes on outings, and everyone can dance, climb and swim in their "
        "own way.",
        (),
    ),
    (
        "schedule-1.3g",
        "health",
        "Our learning mentor runs a lunchtime drop-in for anxious pupils.",
        (),
    ),
    (
        "schedule-1.3g",
        "keeping_safe",
        "We do not accept bullying. Every pupil knows two adults who will listen.",
        (),
    ),
    (
        "schedule-1.4",
        "teaching",
        "Our SENCO is Dawn Sutcliffe: telephone 01632 960118.",
        (),
    ),
    (
        "schedule-1.5",
        "teaching",
        "Mrs Kaur holds the national award, and two colleagues have done Makaton "
        "courses for staff.",
        (),
    ),
    (
        "schedule-1.5",
        "teaching",
        "Four members of staff are trained in safe moving and handling.",
        (),
    ),
    (
        "schedule-1.6",
        "accessibility",
        "When a pupil needs special equipment we ask the council’s team, and often "
        "borrow it first.",
        (),
    ),
    (
        "schedule-1.6",
        "teaching",
        "Students may use their own laptop, or ours with reading software.",
        (),
    ),
    (
        "schedule-1.7",
        "working_together",
        "Parents are invited to help with the plan, and a parents’ forum meets.",
        (),
    ),
    (
        "schedule-1.7",
        "working_together",
        "We ask families twice a year what we should do better.",
        (),
    ),
    (
        "schedule-1.8",
        "working_together",
        "Pupils have their say in the school council, and each writes a page about "
        "what"
        "helps them.",
        (),
    ),
    (
        "schedule-1.8",
        "working_together",
        "We listen to children in many ways: with photos, toys and signs.",
        (),
    ),
    (
        "schedule-1.9",
        "communication",
        "To complain, write to the headteacher, who will answer within ten school "
        "days."
        "After that, write to the chair of governors.",
        (),
    ),
    (
        "schedule-1.9",
        "communication",
        "If you are not happy with our reply, ask the committee to look at it.",
        (),
    ),
    (
        "schedule-1.10",
        "working_together",
        "An educational psychologist comes six times a year, and we work with social "
        "workers when a family has one.",
        (),
    ),
    (
        "schedule-1.10",
        "health",
        "The health visitor and the speech therapist see children at the nursery.",
        (),
    ),
    (
        "schedule-1.11",
        "family_support",
        "Lancashire’s SENDIAS gives free, independent advice: telephone 01632 960123.",
        (),
    ),
    (
        "schedule-1.11",
        "family_support",
        "The family hub in Alderbeck has a helpline, and a toddler group on Mondays.",
        (),
    ),
    (
        "schedule-1.12",
        "transitions",
        "Year 6 pupils visit their secondary school three times with a buddy.",
        (),
    ),
    (
        "schedule-1.12",
        "transitions",
        "Before a child moves up from the baby room they spend short mornings there.",
        (),
    ),
    (
        "schedule-1.12",
        "transitions",
        "Our job coach helps students into apprenticeships and paid work.",
        (),
    ),
    (
        "schedule-1.13",
        "family_support",
        "All the help in the county is in the council’s local offer, "
        "www.lancashire.gov.uk/SEND.",
        (),
    ),
    (
        "section-69.d1",
        "accessibility",
        "Disabled pupils are admitted under the same rules as others. If a plan names "
        "the school, the pupil has a place.",
        (),
    ),
    (
        "section-69.d1",
        "accessibility",
        "Disabled children can apply for a place at any time.",
        (),
    ),
    (
        "section-69.d2",
        "accessibility",
        "We make reasonable adjustments, and never treat a disabled pupil less "
        "favourably.",
        (),
    ),
    (
        "section-69.d2",
        "accessibility",
        "We follow the Equality Act (2010).",
        (),
    ),
    (
        "section-69.d3",
        "accessibility",
        "There is a ramp to the main door, and an accessible toilet.",
        (),
    ),
    (
        "section-69.d4",
        "accessibility",
        "Our accessibility plan will be looked at again in May 2027.",
        (),
    ),
    (
        "code-6.80",
        "working_together",
        "Our designated teacher, Mr Holt, meets the virtual school twice a year.",
        (),
    ),
    (
        "code-6.80",
        "working_together",
        "For children in care we plan together with their social worker.",
        ("schedule-1.10",),
    ),
    (
        "code-6.81",
        "communication",
        "First speak to the class teacher. Our SEND policy is on the policies page.",
        (),
    ),
    (
        "schedule-1.2",
        "teaching",
        "When a young person struggles we talk with them to see why.",
        (),
    ),
    (
        "schedule-1.3a",
        "reviewing",
        "Our governors receive a report on SEND every term.",
        (),
    ),
    (
        "schedule-1.3b",
        "communication",
        "At parents’ evening you hear how your child is doing.",
        ("schedule-1.7",),
    ),
    (
        "schedule-1.3f",
        "activities",
        "Sports and trips are for all students, with a helper if need be.",
        (),
    ),
    (
        "schedule-1.7",
        "reviewing",
        "You will be invited to say how things are at home.",
        (),
    ),
    (
        "schedule-1.8",
        "working_together",
        "Students contribute to every plan of ours.",
        (),
    ),
    (
        "section-69.d3",
        "accessibility",
        "The college is on one level, and all doors open by themselves.",
        (),
    ),
    (
        "code-6.82",
        "teaching",
        "In each year group the curriculum has fewer topics for pupils who need more "
        "time.",
        ("schedule-1.3d",),
    ),
)

#: What reads like an answer and is none.
MISLEADING = (
    ("schedule-1.1", "teaching", "We ascertain a child’s interests in a sensory room."),
    ("schedule-1.3d", "accessibility", "There is an adapted toilet."),
    ("schedule-1.3f", "activities", "Clubs cost £3. Trips are paid for by parents."),
    ("schedule-1.3f", "keeping_safe", "All children are watched at break."),
    ("schedule-1.7", "working_together", "Pupils have their say each week."),
    ("schedule-1.7", "communication", "We send a newsletter to parents."),
    ("schedule-1.8", "working_together", "Parents have their say each term."),
    ("schedule-1.10", "health", "Good health is important to us."),
    ("schedule-1.13", "family_support", "This page is our local offer."),
    ("section-69.d2", "keeping_safe", "The summer fair has first aiders."),
    ("code-6.80", "working_together", "Our children are well looked after."),
    ("code-6.80", "working_together", "We foster independence, in careful steps."),
    ("code-6.81", "communication", "A newsletter goes out on Fridays."),
)

MY_FRAMEWORK = replace(
    LANCASHIRE,
    sections=(
        *LANCASHIRE.sections,
        Section(
            key="our_farm",
            heading="Our farm",
            anchor="our-farm",
            prompts=(Prompt(text="What do {children} do on the farm?"),),
        ),
    ),
    requirements=(
        *LANCASHIRE.requirements,
        Requirement(
            key="farm.1",
            text="Which animals there are",
            source="The farm",
            binds="Everybody",
            must=(Audience(),),
            valid_from=date(2026, 9, 1),
            answered_in=("our_farm",),
            words=("goat", "hen"),
        ),
    ),
)


def text_of(*paragraphs: str) -> dict[str, Any]:
    return {"text": "".join(f"<p>{each}</p>" for each in paragraphs), "more": []}


def assess_body(
    values: dict[str, Any],
    setting_type: str = "primary",
    run_by: str = "council",
    today: date = date(2026, 11, 23),
) -> Assessment:
    body = [{"type": name, "value": value} for name, value in values.items()]
    return assess(
        SimpleNamespace(
            setting_type=setting_type,
            run_by=run_by,
            framework=get_framework(),
            body=SimpleNamespace(get_prep_value=body.copy),
        ),
        today,
    )


def find_state(assessment: Assessment, key: str) -> RequirementState:
    (state,) = (each for each in assessment.requirements if each.requirement.key == key)
    return state


def find_answered(block: str, value: dict[str, Any]) -> set[str]:
    return {
        state.requirement.key
        for state in assess_body({block: value}).requirements
        if state.status == Coverage.DONE
    }


class TestAnswers(SimpleTestCase):
    def test_a_realistic_answer_is_found(self) -> None:
        for key, block, words, _also in SAMPLES:
            with self.subTest(requirement=key, words=words):
                state = find_state(assess_body({block: text_of(words)}), key)
                self.assertEqual(state.status, Coverage.DONE)
                self.assertEqual(state.block, block)
                # The sentence of it that answers.
                self.assertIn(state.passage, words)
                self.assertTrue(state.passage)

    def test_it_answers_nothing_else(self) -> None:
        for key, block, words, also in SAMPLES:
            with self.subTest(words=words):
                self.assertEqual(
                    find_answered(block, text_of(words)) - {key, *also}, set()
                )

    def test_every_requirement_has_a_sample(self) -> None:
        self.assertEqual(
            {each.key for each in REQUIREMENTS},
            {key for key, *_rest in SAMPLES},
        )

    def test_what_only_sounds_like_an_answer_is_none(self) -> None:
        for key, block, words in MISLEADING:
            with self.subTest(requirement=key, words=words):
                self.assertNotIn(key, find_answered(block, text_of(words)))

    def test_an_answer_in_another_section_is_found_there(self) -> None:
        for block in ("health", "own_section"):
            with self.subTest(block):
                words = "To complain, write to the headteacher."
                state = find_state(assess_body({block: text_of(words)}), "schedule-1.9")
                self.assertEqual((state.status, state.block), (Coverage.DONE, block))

    def test_the_best_passage_is_shown_and_not_the_first(self) -> None:
        best = "To complain, write to the headteacher. She answers within ten days."
        state = find_state(
            assess_body(
                {
                    "communication": text_of("If you are unhappy, talk to us.", best),
                    "health": text_of("You can complain to the manager."),
                }
            ),
            "schedule-1.9",
        )
        self.assertEqual(state.passages[0].words, best)
        self.assertEqual(state.passage, "To complain, write to the headteacher.")
        self.assertGreater(len(state.passages), 1)

    def test_a_cell_of_a_table_answers_and_is_no_passage(self) -> None:
        rows = [{"values": ["Yes", "To complain, write to us."]}]
        table = {"type": "table", "value": {"columns": [], "rows": rows}}
        value = {"text": "<p>Talk to us.</p>", "more": [table]}
        state = find_state(assess_body({"communication": value}), "schedule-1.9")
        self.assertEqual((state.status, state.block), (Coverage.DONE, "communication"))
        self.assertEqual(state.passage, "To complain, write to us.")
        self.assertEqual(state.passages, ())


class TestStatuses(SimpleTestCase):
    def test_nothing_at_all_is_missing_in_its_home(self) -> None:
        for state in assess_body({}).requirements:
            with self.subTest(state.requirement.key):
                self.assertEqual(state.status, Coverage.MISSING)
                self.assertEqual(state.block, state.requirement.answered_in[0])
                self.assertEqual(state.passage, "")

    def test_words_without_an_answer_are_thin(self) -> None:
        state = find_state(
            assess_body({"communication": text_of("We like to chat.")}), "schedule-1.9"
        )
        self.assertEqual((state.status, state.passage), (Coverage.THIN, ""))

    def test_words_in_another_language_are_not_judged(self) -> None:
        for language, words in FOREIGN.items():
            with self.subTest(language):
                assessment = assess_body({"communication": text_of(words)})
                state = find_state(assessment, "schedule-1.9")
                self.assertEqual(state.status, Coverage.UNKNOWN)
                self.assertFalse(state.is_open)
                # What nothing was written about is asked in every language.
                state = find_state(assessment, "schedule-1.12")
                self.assertEqual(state.status, Coverage.MISSING)

    def test_what_cannot_be_judged_makes_no_offer_less_complete(self) -> None:
        section = next(iter(FOREIGN.values()))
        assessment = assess_body({"communication": text_of(section)})
        judged = [
            state
            for state in assessment.requirements
            if state.status != Coverage.UNKNOWN
        ]
        self.assertEqual(assessment.asked, len(assessment.sections) + len(judged))

    def test_a_contact_answers_who_the_senco_is(self) -> None:
        for value, status in (
            (SENCO, Coverage.DONE),
            ({"name": "Priya Nuttall", "job_title": "SENCO"}, Coverage.MISSING),
            ({}, Coverage.MISSING),
        ):
            state = find_state(assess_body({"senco_contact": value}), "schedule-1.4")
            self.assertEqual(state.status, status)

    def test_a_chosen_council_says_where_its_offer_is(self) -> None:
        state = find_state(assess_body({"council_link": 1}), "schedule-1.13")
        self.assertEqual((state.status, state.block), (Coverage.DONE, "council_link"))

    def test_a_fact_is_an_answer(self) -> None:
        facts = {"sensory_physical": {"answer": "yes", "note": ""}}
        value = {**text_of(), "facts": facts}
        self.assertIn("schedule-1.1", find_answered("teaching", value))

    def test_a_fact_that_says_no_is_no_answer_to_what_there_is(self) -> None:
        facts = {"sensory_physical": {"answer": "no", "note": ""}}
        value = {**text_of(), "facts": facts}
        self.assertNotIn("schedule-1.1", find_answered("teaching", value))

    def test_a_fact_without_an_answer_is_none(self) -> None:
        facts = {"sensory_physical": {"answer": "", "note": "We will see."}}
        value = {**text_of(), "facts": facts}
        self.assertNotIn("schedule-1.1", find_answered("teaching", value))

    def test_a_section_is_missing_thin_or_done_by_its_words(self) -> None:
        assessment = assess_body(
            {"health": text_of("word " * 30), "teaching": text_of("word " * 29)}
        )
        states = {each.section.key: each.status for each in assessment.sections}
        self.assertEqual(states["health"], Coverage.DONE)
        self.assertEqual(states["teaching"], Coverage.THIN)
        self.assertEqual(states["reviewing"], Coverage.MISSING)

    def test_a_section_of_another_type_counts_only_when_it_is_written(self) -> None:
        for values, setting_type, there in (
            ({}, "primary", False),
            ({}, "early_years", True),
            ({"the_setting": text_of("We are small.")}, "primary", True),
        ):
            with self.subTest(values=values, setting_type=setting_type):
                sections = assess_body(values, setting_type).sections
                keys = [each.section.key for each in sections]
                self.assertEqual("the_setting" in keys, there)


class TestReading(SimpleTestCase):
    """Which words of a section are looked at, and how they are compared."""

    def test_a_heading_alone_is_no_answer(self) -> None:
        value = {"text": "<h3>Complaints</h3>", "more": []}
        self.assertNotIn("schedule-1.9", find_answered("communication", value))

    def test_what_stands_below_a_heading_is_its_answer(self) -> None:
        value = {"text": "<h3>Complaints</h3><p>Ask at the office.</p>", "more": []}
        state = find_state(assess_body({"communication": value}), "schedule-1.9")
        self.assertEqual(state.passage, "Ask at the office.")

    def test_a_heading_answers_nothing_below_the_next(self) -> None:
        text = "<h3>Complaints</h3><h3>Open days</h3><p>Come in June.</p>"
        value = {"text": text, "more": []}
        self.assertNotIn("schedule-1.9", find_answered("communication", value))

    def test_praise_is_no_answer(self) -> None:
        quote = {"quote": "We had no reason to complain.", "attribution": ""}
        value = {"text": "", "more": [{"type": "quote", "value": quote}]}
        self.assertNotIn("schedule-1.9", find_answered("communication", value))

    def test_capitals_hyphens_apostrophes_and_brackets_make_no_difference(self) -> None:
        for words in (
            "PUPIL-VOICE days",
            "(pupil voice)",
            "The children's views count",
            "The children’s views count",
            "“Pupil voice” days",
        ):
            with self.subTest(words):
                self.assertIn(
                    "schedule-1.8", find_answered("working_together", text_of(words))
                )

    def test_only_the_beginning_of_a_word_counts(self) -> None:
        self.assertNotIn(
            "section-69.d3", find_answered("accessibility", text_of("A scramped hall."))
        )


@override_settings(
    WAGTAIL_LOCALOFFER={"FRAMEWORK": "tests.content.test_answers.MY_FRAMEWORK"}
)
class TestAFrameworkOfTheProject(SimpleTestCase):
    def test_its_section_and_its_requirement_are_assessed(self) -> None:
        for words, status in (
            ("We keep two goats.", Coverage.DONE),
            ("We keep nothing.", Coverage.THIN),
        ):
            with self.subTest(words):
                assessment = assess_body({"our_farm": text_of(words)})
                self.assertEqual(find_state(assessment, "farm.1").status, status)
                self.assertEqual(assessment.sections[-1].section.heading, "Our farm")

    def test_it_is_asked_from_its_first_day_on(self) -> None:
        for today, there in ((date(2026, 8, 31), False), (date(2026, 9, 1), True)):
            with self.subTest(today):
                asked = assess_body({}, today=today).requirements
                keys = [state.requirement.key for state in asked]
                self.assertEqual("farm.1" in keys, there)

    def test_the_law_is_still_asked(self) -> None:
        self.assertEqual(
            find_state(assess_body({}), "schedule-1.9").status, Coverage.MISSING
        )
