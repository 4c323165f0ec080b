"""What of a text says something of the setting."""

from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.content.statements import announces, list_statements
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

NO_STATEMENTS = (
    # Questions.
    "How is equipment obtained? Who pays?",
    # The law, and what words mean.
    "Schools must have an accessibility plan.",
    "Each nursery is required to name a SENCO.",
    "The Equality Act 2010 forbids schools to discriminate.",
    "A child has special educational needs if learning is much harder for them.",
    "All schools are under a duty, by law, to help.",
    # What asks the author to write, and what stands there until then.
    "Please describe how you adapt lessons.",
    "Give details of your ramps and lifts.",
    "This page is being written. Please come back soon.",
    "Insert the name here.",
    # What there is not.
    "We have no lift and no hearing loop.",
    "There is no ramp.",
)

STATEMENTS = (
    "We follow the Equality Act and must make reasonable adjustments.",
    "Complaints must be in writing.",
    "There are no steps.",
    "There are no restrictions to entry.",
    "We do not accept bullying.",
    "Children who do not speak show us pictures.",
    "If your child does not have a plan, talk to us.",
)


class TestStatements(SimpleTestCase):
    def test_what_states_nothing_is_left_out(self) -> None:
        for line in NO_STATEMENTS:
            with self.subTest(line):
                self.assertEqual(list_statements(line, LANCASHIRE), ())

    def test_what_only_looks_like_that_is_kept(self) -> None:
        for line in STATEMENTS:
            with self.subTest(line):
                self.assertEqual(list_statements(line, LANCASHIRE), (line,))

    def test_only_what_is_denied_is_cut_out(self) -> None:
        (kept,) = list_statements(
            "There is no lift, but all classrooms are on the ground floor.", LANCASHIRE
        )
        self.assertNotIn("lift", kept)
        self.assertIn("ground floor", kept)

    def test_a_question_is_read_with_its_answer(self) -> None:
        self.assertEqual(
            list_statements("Did you grow up in care? Ask for Farah.", LANCASHIRE),
            ("Did you grow up in care? Ask for Farah.",),
        )

    def test_only_questions_and_prompts_announce(self) -> None:
        for line, announced in (
            ("Who helps?", True),
            ("Who helps? When?", True),
            ("Who helps? Mrs Bell.", False),
            ("Mrs Bell helps.", False),
        ):
            with self.subTest(line):
                self.assertEqual(announces(line, LANCASHIRE), announced)
