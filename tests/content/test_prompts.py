"""Which prompts an offer answers: by its words, by its facts, and never by asking."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import SimpleTestCase

from tests.frameworks import small
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import FEW_WORDS, PromptState, list_prompts
from wagtail_localoffer.frameworks import Framework, Prompt
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import is_for
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS

FRAMEWORKS = (LANCASHIRE, FOURTEEN_QUESTIONS, HEALTH)

#: Who writes (a health service has no type), where, the beginning of the prompt, and
#: what is written.
SAMPLES = (
    (
        "early_years",
        "the_setting",
        "What kind of setting",
        "We are a pre-school in the village hall, run by a committee of parents.",
    ),
    (
        "early_years",
        "the_setting",
        "When are you open",
        "Doors are open from 8am to 6pm, Monday to Friday, 51 weeks of the year.",
    ),
    (
        "childminder",
        "the_setting",
        "Who works with you",
        "I work alone and hold a level 3 diploma in childcare.",
    ),
    (
        "childrens_centre",
        "the_setting",
        "Which groups",
        "Stay and play is on Mondays, and a midwife holds a clinic each Thursday.",
    ),
    (
        "primary",
        "good_practice",
        "Which awards",
        "We hold the Inclusion Quality Mark until March 2028.",
    ),
    (
        "special",
        "good_practice",
        "What do parents say",
        "One mother wrote that her son sleeps better since he came.",
    ),
    (
        "secondary",
        "good_practice",
        "Has everyone",
        "Each young person in these photos gave consent.",
    ),
    (
        "secondary",
        "accessibility",
        "How can someone who uses a wheelchair",
        "The science block has a lift, but the art rooms are up a flight of stairs.",
    ),
    (
        "college",
        "accessibility",
        "Which special equipment",
        "The learning centre lends trackball mice and recording pens.",
    ),
    (
        "primary",
        "accessibility",
        "How do pupils with a disability",
        "Our admission rules are the council’s, for disabled pupils as for all others.",
    ),
    (
        "secondary",
        "teaching",
        "How do you notice",
        "Tutors tell us of anyone who is not keeping up.",
    ),
    (
        "pupil_referral_unit",
        "teaching",
        "Why do pupils come",
        "Most pupils come after an exclusion and stay for about two terms.",
    ),
    (
        "college",
        "teaching",
        "Which supported internships",
        "Three young people each year learn at the hospital with a job coach.",
    ),
    (
        "primary",
        "teaching",
        "What extra help",
        "A teaching assistant works in each infant class every morning.",
    ),
    (
        "primary",
        "teaching",
        "How do you adapt tests",
        "In the Year 6 SATs some pupils have a scribe.",
    ),
    (
        "primary",
        "reviewing",
        "What happens at the review meeting",
        "Once a year you, your child and the council’s officer meet to go through the "
        "EHC plan.",
    ),
    (
        "college",
        "reviewing",
        "How do students take the lead",
        "Students chair their own meeting and show slides.",
    ),
    (
        "primary",
        "keeping_safe",
        "Who assesses risks",
        "Mr Holt looks for hazards in the building every Monday.",
    ),
    (
        "early_years",
        "keeping_safe",
        "Who may collect",
        "We let a child go only with people who know the password.",
    ),
    (
        "secondary",
        "keeping_safe",
        "Who is there",
        "Heads of year are in the yard and in the canteen at noon.",
    ),
    (
        "primary",
        "health",
        "How do you keep and give medicine",
        "Inhalers stay in the classroom; all else is in a locked cupboard.",
    ),
    (
        "secondary",
        "health",
        "What happens in a medical emergency",
        "Staff ring 999 first, then home.",
    ),
    (
        "primary",
        "communication",
        "How do you tell parents about progress",
        "You get a written report in July and two parents’ evenings.",
    ),
    (
        "primary",
        "communication",
        "When are your open days",
        "Prospective parents are welcome on our open mornings in October.",
    ),
    (
        "secondary",
        "communication",
        "How does a family complain",
        "If you are not satisfied, write to the head, then to the chair of governors.",
    ),
    (
        "secondary",
        "communication",
        "Where can families read your policy",
        "The SEND policy is under Key Information on our website.",
    ),
    (
        "primary",
        "working_together",
        "What does your home-school agreement",
        "Pupil, parent and teacher sign the home-school agreement in September.",
    ),
    (
        "early_years",
        "working_together",
        "How do you find out what children like",
        "We note which toys a baby reaches for and what makes her happy.",
    ),
    (
        "primary",
        "working_together",
        "What do you do for pupils",
        "Mr Shah is our designated teacher and speaks with the virtual school.",
    ),
    (
        "primary",
        "family_support",
        "Who helps a family with forms",
        "Mrs Bell in the office will sit with you and fill in the papers.",
    ),
    (
        "special",
        "family_support",
        "How do pupils travel",
        "Most pupils come by taxi or minibus, which the council pays for.",
    ),
    (
        "secondary",
        "transitions",
        "How do you help leavers",
        "A careers adviser sees every student with SEN from Year 9.",
    ),
    (
        "college",
        "transitions",
        "How do you prepare students for adult life",
        "We teach cooking and using the bus, so that students can live on their own.",
    ),
    (
        "primary",
        "activities",
        "What childcare",
        "Breakfast club opens at 7.45am and costs £4.",
    ),
    (
        "primary",
        "activities",
        "How do you help pupils to make friends",
        "Playground buddies look out for anyone on their own.",
    ),
    (
        "",
        "what_we_do",
        "Who is in your team",
        "Four physiotherapists, two nurses and a receptionist work with us.",
    ),
    (
        "",
        "needs",
        "Can you help before there is a diagnosis",
        "Your child does not need a diagnosis.",
    ),
    (
        "",
        "who_for",
        "Which ages",
        "Children come to us from birth to their 19th birthday.",
    ),
    (
        "",
        "getting_help",
        "How does a family know",
        "You will get a message within two days to confirm that it has reached us.",
    ),
    (
        "",
        "decisions",
        "Who is seen first",
        "Babies who do not gain weight are seen as urgent.",
    ),
    (
        "",
        "next_steps",
        "How long do families wait",
        "The wait was about nine weeks on 1 October 2026.",
    ),
    (
        "",
        "where_and_when",
        "How can a family change a visit",
        "Ring the desk to cancel or move your appointment.",
    ),
    (
        "",
        "advice",
        "How does a family find the free",
        "Alder Vale SENDIAS helps with school matters.",
    ),
    (
        "",
        "adult_services",
        "What do you pass on",
        "We send a summary and the hospital passport.",
    ),
    (
        "",
        "involving_families",
        "How can families help to plan",
        "A parents’ panel meets each term.",
    ),
)

#: So many others of its section one sentence may answer too.
FEW = 1


def text_of(*paragraphs: str) -> dict[str, Any]:
    return {"text": "".join(f"<p>{each}</p>" for each in paragraphs), "more": []}


def ask(
    values: dict[str, Any],
    setting_type: str = "primary",
    framework: Framework = LANCASHIRE,
) -> dict[str, tuple[PromptState, ...]]:
    body = [{"type": name, "value": value} for name, value in values.items()]
    offer: Any = SimpleNamespace(
        setting_type=setting_type,
        framework=framework,
        title="Our local offer",
        body=SimpleNamespace(get_prep_value=body.copy),
    )
    return list_prompts(read(offer))


def find_answered(
    section: str,
    value: dict[str, Any],
    setting_type: str = "primary",
    framework: Framework = LANCASHIRE,
) -> list[str]:
    states = ask({section: value}, setting_type, framework)[section]
    return [str(state.text) for state in states if state.is_answered]


def is_medicine_answered(*paragraphs: str) -> bool:
    answered = find_answered("health", text_of(*paragraphs))
    return "How do you keep and give medicine?" in answered


class TestTable(SimpleTestCase):
    """The words of all prompts of ours."""

    def test_every_prompt_has_words(self) -> None:
        for framework in FRAMEWORKS:
            for section in framework.sections:
                for prompt in section.prompts:
                    with self.subTest(section.key, prompt=str(prompt.text)):
                        self.assertGreaterEqual(len(prompt.words), 3)
                        self.assertEqual(
                            [each.lower().strip() for each in prompt.words],
                            list(prompt.words),
                        )

    def test_no_word_of_a_prompt_is_found_by_another_of_it(self) -> None:
        for framework in FRAMEWORKS:
            for section in framework.sections:
                for prompt in section.prompts:
                    text, words = str(prompt.text), prompt.words
                    self.assertEqual(len(words), len({*words}), text)
                    for word in words:
                        others = tuple({*words} - {word})
                        self.assertFalse(word.startswith(others), (text, word))

    def test_a_realistic_answer_ticks_its_prompt_and_hardly_another(self) -> None:
        for setting_type, section, start, words in SAMPLES:
            framework = LANCASHIRE if setting_type else HEALTH
            with self.subTest(prompt=start, words=words):
                answered = find_answered(
                    section, text_of(words), setting_type, framework
                )
                mine = [each for each in answered if each.startswith(start)]
                self.assertEqual(len(mine), 1)
                self.assertLessEqual(len(answered) - 1, FEW)


@pytest.mark.nightly
class TestQuestionsThatWereLeft(SimpleTestCase):
    def test_no_prompt_is_its_own_answer(self) -> None:
        for framework in FRAMEWORKS:
            for setting_type in framework.words:
                for section, states in ask({}, setting_type, framework).items():
                    for state in states:
                        left = text_of(str(state.text))
                        self.assertEqual(
                            find_answered(section, left, setting_type, framework),
                            [],
                            (setting_type, str(state.text)),
                        )

    def test_all_prompts_of_a_section_answer_nothing(self) -> None:
        for framework in FRAMEWORKS:
            for setting_type in framework.words:
                for section, states in ask({}, setting_type, framework).items():
                    texts = [str(state.text) for state in states]
                    for left in (text_of(*texts), text_of(" ".join(texts))):
                        with self.subTest(setting_type, section=section):
                            self.assertEqual(
                                find_answered(section, left, setting_type, framework),
                                [],
                            )

    def test_other_questions_are_no_answers(self) -> None:
        self.assertFalse(is_medicine_answered("Who gives the medicine?"))

    def test_an_instruction_of_a_project_is_no_answer(self) -> None:
        text = "Please tell us where you keep all medicine."
        prompt = Prompt(text=text, words=("medicine",))
        section = replace(small.SECTION, prompts=(prompt,))
        framework = replace(small.FRAMEWORK, sections=(section,))
        for words, answered in ((text, []), ("All medicine is locked away.", [text])):
            with self.subTest(words):
                self.assertEqual(
                    find_answered("health", text_of(words), "primary", framework),
                    answered,
                )

    def test_what_follows_a_question_answers_it(self) -> None:
        for paragraphs in (
            ("How do you keep and give medicine?", "The office has a safe."),
            ("How do you keep and give medicine? The office has a safe.",),
        ):
            with self.subTest(paragraphs):
                self.assertTrue(is_medicine_answered(*paragraphs))

    def test_what_follows_the_next_question_does_not(self) -> None:
        self.assertFalse(
            is_medicine_answered(
                "How do you keep and give medicine?",
                "Who listens to pupils who are worried, and where and when?",
                "Miss Ray is in the library.",
            )
        )


class TestOtherAnswers(SimpleTestCase):
    def test_a_heading_only_announces_an_answer(self) -> None:
        for text, answered in (
            ("<h3>Medicine</h3>", False),
            ("<h3>Medicine</h3><p>The office has a safe.</p>", True),
        ):
            with self.subTest(text):
                found = find_answered("health", {"text": text, "more": []})
                self.assertEqual(bool(found), answered)

    def test_whoever_is_quoted_is_asked_for(self) -> None:
        for attribution, answered in (("Parent of a Year 2 pupil", 1), ("", 0)):
            quote = {"quote": "She runs in each day.", "attribution": attribution}
            value = {"text": "", "more": [{"type": "quote", "value": quote}]}
            with self.subTest(attribution):
                self.assertEqual(
                    find_answered("good_practice", value),
                    ["What do parents say about your support?"][:answered],
                )

    def test_a_fact_answers_whatever_it_says(self) -> None:
        for fact, answered in (
            ({"answer": "yes", "note": ""}, 1),
            ({"answer": "no", "note": ""}, 1),
            ({"answer": "", "note": "Ask us."}, 1),
            ({"answer": "", "note": ""}, 0),
        ):
            with self.subTest(fact):
                value = {**text_of(), "facts": {"parking": fact}}
                self.assertEqual(len(find_answered("accessibility", value)), answered)

    def test_a_prompt_without_words_is_answered_by_some_length(self) -> None:
        for words, answered in (
            ("We are well. " * FEW_WORDS, True),
            ("word " * FEW_WORDS, True),
            ("word " * (FEW_WORDS - 1), False),
            ("How are pupils in our school at present? " * FEW_WORDS, False),
        ):
            with self.subTest(words):
                found = find_answered(
                    "health", text_of(words), "primary", small.FRAMEWORK
                )
                self.assertEqual(found, ["How are pupils?"] * answered)


class TestWhoIsAsked(SimpleTestCase):
    def test_an_empty_offer_has_answered_nothing(self) -> None:
        for framework in FRAMEWORKS:
            for states in ask({}, "", framework).values():
                self.assertFalse(any(state.is_answered for state in states))

    def test_each_type_gets_its_own_sections_and_prompts_in_their_order(self) -> None:
        for setting_type in ("", *SettingType.values):
            with self.subTest(setting_type):
                asked = ask({}, setting_type)
                sections = [
                    each
                    for each in LANCASHIRE.sections
                    if is_for(each.setting_types, setting_type)
                ]
                self.assertEqual(list(asked), [each.key for each in sections])
                for section in sections:
                    self.assertEqual(
                        len(asked[section.key]),
                        sum(
                            is_for(prompt.setting_types, setting_type)
                            for prompt in section.prompts
                        ),
                    )

    def test_a_section_of_other_types_is_left_out_also_when_it_is_written(self) -> None:
        self.assertNotIn("the_setting", ask({"the_setting": text_of("We are small.")}))

    def test_it_is_asked_in_the_words_of_its_type(self) -> None:
        for setting_type, words in (
            ("primary", "pupils"),
            ("college", "students"),
            ("", "children"),
        ):
            with self.subTest(setting_type):
                states = ask({}, setting_type)["good_practice"]
                texts = [str(state.text) for state in states]
                self.assertIn(f"What do {words} say about it?", texts)
