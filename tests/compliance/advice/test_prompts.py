from __future__ import annotations

from tests.compliance.advice.cases import INSTRUCTION, RuleTestCase
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE


class InstructionTests(RuleTestCase):
    code = "instruction_left"

    def test_instructions_of_templates_are_named(self) -> None:
        self.assert_found(
            "Yes / No (delete as appropriate)",
            "Please complete this section.",
            "Please complete",
            "Please describe your setting.",
            "If yes, please give details.",
            "Guidance notes: say how you help.",
            "The questions in the template are intended as prompts.",
            "You should make clear whether you are a mainstream setting.",
            "Include information about your building.",
            "Maximum 200 words",
            "You may wish to include your policy.",
            "Please give the URL of the page with your local offer.",
            "What the setting provides",
            "A. What the school provides: two ramps.",
            "Please return this form by Friday.",
            "Save it as LO-SCHOOLNAME-SCHOOLNUMBER.",
            "Describe how you support pupils with autism.",
            "Name of School: Beech Hill",
        )

    def test_what_parents_are_asked_for_is_left_alone(self) -> None:
        self.assert_passed(
            "Please complete the medicine form and bring it in.",
            "Please describe your child’s needs when you ring.",
            "Our newsletters include information about clubs.",
            "Our reports:</p><ul><li>include information about lessons</li></ul><p>",
            "There are many things to consider when you choose.",
            "Please tell us if you are worried.",
            "Please return library books by Friday. Please give us a ring.",
            "You should include a snack in the bag.",
            "What the teacher does next depends on the child.",
        )


class PromptTests(RuleTestCase):
    code = "prompt_left"

    def test_questions_without_answers_are_named(self) -> None:
        self.assert_found(
            "How accessible is the building? Are there accessible toilets? How do you "
            "talk with parents whose first language is not English?"
        )

    def test_questions_among_the_points_of_an_answer_are_named(self) -> None:
        self.assert_found(
            "There is a ramp at the front, a wide door and a toilet for all.</p><ul>"
            "<li>Is there a loop system?</li><li>Are doors wide?</li></ul><p>We help."
        )

    def test_questions_to_the_reader_are_left_alone(self) -> None:
        self.assert_passed(
            "Is something wrong? Is your child sad? Tell us, and we will listen and do "
            "what we can to help both of you."
        )

    def test_questions_with_answers_are_left_alone(self) -> None:
        self.assert_passed(
            "How do we help? Each child has a plan, and we meet you every term to look "
            "at it with you.</p><p>What if it fails? We change it within two weeks."
        )

    def test_the_councils_own_prompts_are_named_in_the_settings_words(self) -> None:
        framework = LANCASHIRE.sections[5]
        prompt = str(framework.prompts[0].text)
        self.assert_found(prompt)
        self.assert_found(f"{prompt} We do.")

    def test_an_instruction_among_the_prompts_is_named_beside_an_answer(self) -> None:
        self.assert_found(f"{INSTRUCTION} " + "We help. " * 40)
