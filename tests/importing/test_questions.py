"""Documents that answer the fourteen questions, placed into both frameworks."""

from __future__ import annotations

from django.test import SimpleTestCase, TestCase

from tests.builders import complete_body, complete_offer
from tests.importing.samples import (
    QUESTIONS_FOLDER,
    Damage,
    Score,
    leave_as_it_is,
    lose_all_headings,
    lose_headings,
    lose_styles,
    measure,
    read_documents,
)
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.importing.drafts import add_to_body
from wagtail_localoffer.importing.passages import Passage
from wagtail_localoffer.importing.pieces import State, build_pieces
from wagtail_localoffer.importing.places import Place, place
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.importing.placing.lexicon import LEXICONS, find_lexicon
from wagtail_localoffer.models import QuestionsOfferPage

#: Headings as settings write them, and the section in each of the two frameworks.
HEADINGS = (
    (
        "Q1: How does the school know if children need extra help and what should I do "
        "if I think my child may have special educational needs?",
        "identification",
        "teaching",
    ),
    ("2) How will school staff support my child?", "staff_support", "teaching"),
    (
        "3. How will the curriculum be matched to my young person's needs?",
        "curriculum",
        "teaching",
    ),
    (
        "How will both you and I know how my child is doing and how will you help me "
        "to support my child’s learning?",
        "progress",
        "reviewing",
    ),
    (
        "What support will there be for my child’s overall wellbeing?",
        "wellbeing",
        "health",
    ),
    (
        "What specialist services and expertise are available at or accessed by the "
        "college?",
        "specialists",
        "working_together",
    ),
    (
        "What training do the staff supporting students with SEND have?",
        "staff_training",
        "teaching",
    ),
    (
        "How will my child be included in activities outside the classroom including "
        "school trips?",
        "activities",
        "activities",
    ),
    ("How accessible is the nursery environment?", "accessibility", "accessibility"),
    (
        "How will you prepare and support my child to join the school, transfer to a "
        "new school or the next stage of education and life?",
        "transitions",
        "transitions",
    ),
    (
        "How are the school's resources allocated and matched to pupils' special "
        "educational needs?",
        "resources",
        "teaching",
    ),
    (
        "How is the decision made about what type and how much support my child will "
        "receive?",
        "support_decisions",
        "teaching",
    ),
    (
        "How are parents involved in the school? How can I be involved?",
        "parent_involvement",
        "working_together",
    ),
    (
        "Q14 Who can I contact for further information?",
        "further_information",
        "communication",
    ),
    ("Accessibility and Inclusion", "accessibility", "accessibility"),
    ("Reviewing and Evaluating Outcomes", "progress", "reviewing"),
    ("Keeping Children Safe", "wellbeing", "keeping_safe"),
    ("Health (including Emotional Health and Wellbeing)", "wellbeing", "health"),
    ("Working Together", "parent_involvement", "working_together"),
    ("Communication with Parents", "further_information", "communication"),
    (
        "What help and support is available for the family?",
        "further_information",
        "family_support",
    ),
    ("Transitions from Primary School and School Leavers", *["transitions"] * 2),
    ("Extra Curricular Activities", "activities", "activities"),
    ("Staff training", "staff_training", "teaching"),
    ("How we spend our money", "resources", None),
    ("How we decide who gets which help", "support_decisions", "teaching"),
)


def place_lines(*lines: str, framework: Framework = FOURTEEN_QUESTIONS) -> list[Place]:
    return place([Passage(each) for each in lines], framework)


class DocumentTests(SimpleTestCase):
    def measure(self, damage: Damage) -> Score:
        documents = read_documents(QUESTIONS_FOLDER)
        return measure(damage, documents, FOURTEEN_QUESTIONS)

    def test_most_passages_are_placed_rightly_and_surely(self) -> None:
        for damage in (leave_as_it_is, lose_styles):
            with self.subTest(damage.__name__):
                score = self.measure(damage)
                self.assertGreater(score.placeable, 90)
                self.assertGreaterEqual(score.right, 0.85 * score.placeable)
                self.assertGreaterEqual(score.among_two, 0.9 * score.placeable)
                self.assertGreaterEqual(score.sure, 0.6 * score.placeable)
                self.assertGreaterEqual(score.right_and_sure, 0.93 * score.sure)

    def test_half_of_the_headings_do_and_words_find_most(self) -> None:
        for damage in (lose_headings, lose_all_headings):
            with self.subTest(damage.__name__):
                score = self.measure(damage)
                self.assertGreaterEqual(score.right, 0.85 * score.placeable)
                self.assertGreaterEqual(score.right_and_sure, 0.93 * score.sure)

    def test_no_leftover_is_sure_and_no_answer_is_dropped(self) -> None:
        for damage in (leave_as_it_is, lose_styles, lose_headings, lose_all_headings):
            with self.subTest(damage.__name__):
                score = self.measure(damage)
                self.assertEqual((score.leftovers_sure, score.dropped), (0, 0))


class HeadingTests(SimpleTestCase):
    def test_each_finds_its_section_in_either_framework(self) -> None:
        for heading, *sections in HEADINGS:
            frameworks = (FOURTEEN_QUESTIONS, LANCASHIRE)
            for framework, section in zip(frameworks, sections, strict=True):
                title = Passage("Our local offer", "heading1")
                with self.subTest(heading, framework=str(framework.source)):
                    _title, found, _text = place(
                        [title, Passage(heading, "heading2"), Passage("So it is.")],
                        framework,
                    )
                    if section:
                        self.assertEqual(found.section, section)

    def test_a_question_finds_its_own_in_the_words_of_any_type(self) -> None:
        for setting_type in ("", *SettingType.values):
            for section in in_words(FOURTEEN_QUESTIONS, setting_type).sections:
                with self.subTest(setting_type, section=section.key):
                    found, _text = place_lines(str(section.heading), "So it is.")
                    self.assertEqual(
                        (found.kind, found.section), (Kind.HEADING, section.key)
                    )

    def test_questions_without_a_style_are_headings_one_after_the_other(self) -> None:
        questions = [text for text, *_sections in HEADINGS[:14]]
        lines = [line for each in questions for line in (each, "We do what helps.")]
        places = place_lines(*lines)
        self.assertEqual(
            [each.section for each in places[::2]],
            [section for _text, section, _other in HEADINGS[:14]],
        )
        self.assertEqual({each.kind for each in places[::2]}, {Kind.HEADING})

    def test_a_question_that_is_none_of_them_is_a_prompt_below_one(self) -> None:
        _heading, prompt, answer = place_lines(
            "9. How accessible is the school environment?",
            "Is there a ramp?",
            "A ramp leads to each door.",
        )
        self.assertEqual((prompt.kind, prompt.section), (Kind.PROMPT, "accessibility"))
        self.assertEqual(answer.section, "accessibility")


class WordsTests(SimpleTestCase):
    def test_it_is_all_the_same_for_a_framework_in_the_words_of_a_type(self) -> None:
        passages = [Passage(text) for text, *_sections in HEADINGS]
        college = in_words(FOURTEEN_QUESTIONS, "college")
        self.assertEqual(place(passages, college), place(passages, FOURTEEN_QUESTIONS))


class DraftTests(TestCase):
    def test_the_page_has_the_question_already_and_keeps_other_headings(self) -> None:
        offer = complete_offer(
            model=QuestionsOfferPage, body=complete_body(FOURTEEN_QUESTIONS)
        )
        places = place(
            [
                Passage("Q5: What support is there for my child’s well-being?", "h2"),
                Passage("The nurse keeps medicine in a locked cupboard."),
                Passage("Keeping Children Safe", "h2"),
                Passage("Bullying is dealt with on the same day."),
            ],
            FOURTEEN_QUESTIONS,
        )
        known = {each.key for each in FOURTEEN_QUESTIONS.sections}
        pieces = build_pieces(places, FOURTEEN_QUESTIONS, known)
        left = [each for each in pieces if each.state == State.OPEN]
        self.assertEqual(left, [])
        add_to_body(offer.body, pieces, {})
        (wellbeing,) = (
            each.value["text"].source
            for each in offer.body
            if each.block_type == "wellbeing"
        )
        self.assertIn(
            "<p>The nurse keeps medicine in a locked cupboard.</p>"
            "<h3>Keeping Children Safe</h3>"
            "<p>Bullying is dealt with on the same day.</p>",
            wellbeing,
        )


class LexiconTests(SimpleTestCase):
    def test_a_framework_has_that_which_knows_most_of_its_sections(self) -> None:
        council, questions = LEXICONS
        for framework, expected in (
            (LANCASHIRE, council),
            (FOURTEEN_QUESTIONS, questions),
            (in_words(FOURTEEN_QUESTIONS, "college"), questions),
            # It has neither's sections, and gets by with its own.
            (HEALTH, council),
        ):
            with self.subTest(str(framework.source)):
                self.assertIs(find_lexicon(framework), expected)

    def test_each_knows_every_section_of_its_framework(self) -> None:
        frameworks = (LANCASHIRE, FOURTEEN_QUESTIONS)
        for framework, lexicon in zip(frameworks, LEXICONS, strict=True):
            keys = {"senco_contact", *(each.key for each in framework.sections)}
            for known in (lexicon.headings, lexicon.keywords, lexicon.phrases):
                self.assertEqual({*known}, keys)
