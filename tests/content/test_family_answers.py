"""What families ask, and where an offer answers it."""

from __future__ import annotations

from typing import Any

from django.test import TestCase

from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.content.family_answers import (
    DECIDED,
    LEFT_OUT,
    FamilyAnswer,
    list_family_answers,
    list_family_states,
)
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage


def text(html: str, **facts: Any) -> dict[str, Any]:
    return {"text": html, "more": [], "facts": facts}


def make(
    setting_type: str = SettingType.PRIMARY, answers: Any = None, **sections: Any
) -> Content:
    """An offer in which nothing is said but what ``sections`` do."""
    body = [{"type": key, "value": value} for key, value in sections.items()]
    return read(
        LocalOfferPage(setting_type=setting_type, body=body, answers=answers or {})
    )


def find(content: Content, key: str, **others: Any) -> FamilyAnswer | None:
    found = list_family_answers(content, **others)
    return next((each for each in found if each.question.key == key), None)


class TestFacts(TestCase):
    def test_a_fact_answers_with_its_word_and_its_note(self) -> None:
        lift = {"answer": "no", "note": "We move classes"}
        answer = find(make(accessibility=text("", lift=lift)), "lift")
        assert answer
        self.assertEqual((str(answer.word), answer.note), ("No", "We move classes"))
        self.assertEqual((answer.block, answer.fact), ("accessibility", "lift"))

    def test_a_fact_that_nobody_answered_answers_nothing(self) -> None:
        for fact in ({}, {"answer": "", "note": "Ask us"}, {"answer": "maybe"}):
            with self.subTest(fact):
                content = make(accessibility=text("", lift=fact))
                self.assertIsNone(find(content, "lift"))

    def test_only_those_whose_buildings_have_stairs_are_asked_for_a_lift(self) -> None:
        lift = {"answer": "yes", "note": ""}
        content = make(SettingType.CHILDMINDER, accessibility=text("", lift=lift))
        self.assertIsNone(find(content, "lift"))


class TestPassages(TestCase):
    #: Of each question, words that answer it and words that only seem to.
    CASES = {
        "medicine": (
            "You sign a form. Two adults give the medicine and write it down.",
            "Our first aiders are trained each year. We have no nurse.",
        ),
        "diagnosis": (
            "Your child does not need a diagnosis to get help.",
            "Some of our pupils have a diagnosis of autism or ADHD.",
        ),
        "more-help": (
            "If you think your child needs extra help, talk to the class teacher.",
            "If you are worried about bullying, talk to the class teacher.",
        ),
        "bullying": (
            "Tell any adult about bullying. We act the same day.",
            "In November we hold a week against bullying.",
        ),
        "year-7": (
            "Our SENCO meets the secondary school, and pupils visit it twice.",
            "A teacher from the secondary school gives French lessons.",
        ),
        "complain": (
            "If you want to complain, write to the headteacher.",
            "Last year we had no complaints. The governors visit each term.",
        ),
        "clubs": (
            "All clubs are open to every child. We find an extra adult for trips.",
            "The clubs cost two pounds a week.",
        ),
        "advice": (
            "SENDIAS gives families free and impartial advice.",
            "We ask advice of a specialist teacher.",
        ),
    }

    def test_what_answers_is_found_in_any_section(self) -> None:
        for key, (words, _near) in self.CASES.items():
            for section in ("health", "good_practice"):
                with self.subTest(key, section=section):
                    content = make(**{section: text(f"<p>{words}</p>")})
                    answer = find(content, key)
                    assert answer and answer.passage
                    self.assertEqual(answer.passage.words, words)
                    self.assertFalse(answer.is_certain)

    def test_what_only_seems_to_answer_is_not(self) -> None:
        for key, (_words, near) in self.CASES.items():
            with self.subTest(key):
                content = make(communication=text(f"<p>{near}</p>"))
                self.assertIsNone(find(content, key))

    #: What has a word of a question and says nothing about it, in text and headings.
    FALSE_FRIENDS = (
        ("medicine", "<p>Medicine balls are kept in the hall for PE.</p>"),
        ("diagnosis", "<p>Waiting for a diagnosis can take two years.</p>"),
        ("diagnosis", "<h3>After a diagnosis</h3><p>We meet you.</p>"),
        ("complain", "<h3>If your child is unhappy at school</h3><p>Tell us.</p>"),
        ("clubs", "<h3>Sensory activities</h3><p>We have a sand tray.</p>"),
        (
            "year-7",
            "<p>We stand beside a secondary school, so park in Hill Road when you "
            "visit.</p>",
        ),
        ("advice", "<p>The Alder autism group meets parents on Fridays.</p>"),
    )

    def test_a_word_of_a_question_alone_answers_nothing(self) -> None:
        for key, html in self.FALSE_FRIENDS:
            with self.subTest(html):
                self.assertIsNone(find(make(communication=text(html)), key))

    def test_what_was_chosen_for_something_else_is_no_answer(self) -> None:
        words = "All children eat lunch together in the hall."
        health = text(f"<p>{words}</p>")
        chosen = choose(make(health=health), [words])
        for requirement in ("schedule-1.3f", "schedule-1.11", ""):
            content = make(health=health, answers={requirement: chosen})
            for key in ("clubs", "advice", "medicine"):
                with self.subTest(requirement=requirement, key=key):
                    self.assertIsNone(find(content, key))

    def test_of_a_list_the_point_that_answers_is_named(self) -> None:
        points = ("Meals: the cook knows.", "Medicine: you sign a form.", "Sleep.")
        html = "".join(f"<li>{each}</li>" for each in points)
        answer = find(make(health=text(f"<ul>{html}</ul>")), "medicine")
        assert answer
        self.assertEqual(answer.point, points[1])

    def test_a_type_of_setting_is_asked_what_its_families_ask(self) -> None:
        words = "<p>Before they start school we visit the reception class.</p>"
        transitions = text(words)
        for setting_type, is_asked in (
            (SettingType.EARLY_YEARS, True),
            (SettingType.PRIMARY, False),
        ):
            with self.subTest(setting_type):
                content = make(setting_type, transitions=transitions)
                found = find(content, "starting-school")
                self.assertEqual(found is not None, is_asked)

    def test_the_question_has_the_words_of_the_setting(self) -> None:
        content = make(
            SettingType.COLLEGE, health=text(f"<p>{self.CASES['medicine'][0]}</p>")
        )
        answer = find(content, "medicine")
        assert answer
        self.assertEqual(str(answer.text), "Who gives my young person medicine?")

    def test_an_offer_that_answers_nothing_has_no_answer_but_the_contact(self) -> None:
        content = read(LocalOfferPage(setting_type="primary", body=[]))
        self.assertEqual(list_family_answers(content), [])


class TestDecisions(TestCase):
    WORDS = ("If you want to complain, write to the head.", "Ask Mr Osei about it.")

    def make(self, key: str) -> Content:
        communication = text("".join(f"<p>{each}</p>" for each in self.WORDS))
        chosen = choose(make(communication=communication), [self.WORDS[1]])
        return make(communication=communication, answers={key: chosen})

    def test_what_a_person_chose_for_the_law_counts_for_families_too(self) -> None:
        answer = find(self.make("schedule-1.9"), "complain")
        assert answer and answer.passage
        self.assertEqual(answer.passage.words, self.WORDS[1])
        self.assertTrue(answer.is_certain)

    def test_what_a_person_chose_for_the_question_counts_first(self) -> None:
        answer = find(self.make(DECIDED.format("medicine")), "medicine")
        assert answer and answer.passage
        self.assertEqual(answer.passage.words, self.WORDS[1])

    def test_what_does_not_apply_is_not_shown(self) -> None:
        communication = text(f"<p>{self.WORDS[0]}</p>")
        for key, said in (
            ("schedule-1.9", "Nobody complains"),
            (DECIDED.format("complain"), LEFT_OUT),
        ):
            with self.subTest(key):
                content = make(communication=communication, answers={key: said})
                self.assertIsNone(find(content, "complain"))

    def test_what_a_chosen_passage_became_is_led_to_until_one_decides_again(
        self,
    ) -> None:
        answers = self.make(DECIDED.format("medicine")).answers
        guess, now = "We store medicine in the office.", "Ask Mr Osei about it first."
        content = make(
            communication=text(f"<p>{guess}</p><p>{now}</p>"), answers=answers
        )
        answer = find(content, "medicine")
        assert answer and answer.passage
        self.assertEqual(answer.passage.words, now)
        self.assertFalse(answer.is_certain)

    def test_where_nothing_is_left_of_it_the_guess_does_not_come_back(self) -> None:
        answers = self.make(DECIDED.format("medicine")).answers
        communication = text("<p>We store medicine in the office.</p>")
        content = make(communication=communication, answers=answers)
        self.assertIsNone(find(content, "medicine"))
        self.assertIsNotNone(find(make(communication=communication), "medicine"))

    def test_what_a_person_chose_answers_where_a_fact_is_missing(self) -> None:
        words = "Everything is on one floor."
        answers = {DECIDED.format("lift"): choose(make(health=text(words)), [words])}
        lift = {"answer": "no", "note": ""}
        for facts, expected in (({}, words), ({"lift": lift}, None)):
            with self.subTest(facts):
                accessibility = text("", **facts)
                answer = find(
                    make(
                        health=text(words), accessibility=accessibility, answers=answers
                    ),
                    "lift",
                )
                assert answer
                said = answer.passage and answer.passage.words
                self.assertEqual(said, expected)


class TestStates(TestCase):
    def test_a_question_without_an_answer_is_known_too(self) -> None:
        health = text("<p>We store medicine in the office.</p>")
        states = {
            each.question.key: each for each in list_family_states(make(health=health))
        }
        self.assertIsNotNone(states["medicine"].answer)
        self.assertIsNone(states["bullying"].answer)

    def test_it_says_whether_the_decision_was_about_the_law(self) -> None:
        for key, is_from_law in (
            ("schedule-1.9", True),
            (DECIDED.format("complain"), False),
        ):
            with self.subTest(key):
                states = list_family_states(TestDecisions().make(key))
                (state,) = (each for each in states if each.question.key == "complain")
                self.assertIsNotNone(state.decision)
                self.assertEqual(state.is_from_law, is_from_law)

    def test_what_was_found_is_known_beside_what_was_decided(self) -> None:
        communication = text(f"<p>{TestDecisions.WORDS[0]}</p>")
        answers = {DECIDED.format("complain"): LEFT_OUT}
        states = list_family_states(make(communication=communication, answers=answers))
        (state,) = (each for each in states if each.question.key == "complain")
        assert state.found
        self.assertEqual(state.found.words, TestDecisions.WORDS[0])


class TestTranslations(TestCase):
    def test_the_passage_at_the_same_place_counts(self) -> None:
        english = make(
            health=text("<p>Come in.</p><p>We store medicine in the office.</p>")
        )
        urdu = make(health=text("<p>آئیں۔</p><p>دوا دفتر میں ہوتی ہے۔</p>"))
        answer = find(urdu, "medicine", original=english)
        assert answer and answer.passage
        self.assertEqual(answer.passage.words, "دوا دفتر میں ہوتی ہے۔")

    def test_in_a_part_with_other_passages_nothing_is_guessed(self) -> None:
        english = make(health=text("<p>We store medicine in the office.</p>"))
        urdu = make(health=text("<p>آئیں۔</p><p>دوا دفتر میں ہوتی ہے۔</p>"))
        self.assertIsNone(find(urdu, "medicine", original=english))

    ENGLISH = "<p>We store medicine in the office.</p><p>Ask us about the rest.</p>"
    URDU = "<p>دوا دفتر میں ہوتی ہے۔</p><p>باقی ہم سے پوچھیں۔</p>"

    def translate(self, chosen: Any, urdu: str) -> FamilyAnswer | None:
        answers = {DECIDED.format("medicine"): chosen}
        english = make(health=text(self.ENGLISH), answers=answers)
        # A translation begins as a copy.
        return find(
            make(health=text(urdu), answers=answers), "medicine", original=english
        )

    def test_what_is_left_out_of_the_original_is_left_out_here(self) -> None:
        self.assertIsNone(self.translate(LEFT_OUT, self.URDU))

    def test_what_was_chosen_for_the_original_counts_at_its_place(self) -> None:
        chosen = choose(make(health=text(self.ENGLISH)), ["the rest"])
        answer = self.translate(chosen, self.URDU)
        assert answer and answer.passage
        self.assertEqual(answer.passage.words, "باقی ہم سے پوچھیں۔")

    def test_where_what_was_chosen_has_no_place_here_nothing_is_guessed(self) -> None:
        chosen = choose(make(health=text(self.ENGLISH)), ["the rest"])
        self.assertIsNone(
            self.translate(chosen, "<p>We store medicine in the hall.</p>")
        )


class TestHealthServices(TestCase):
    def test_they_are_asked_what_their_families_ask(self) -> None:
        facts = {"self_referral": {"answer": "yes", "note": ""}}
        body = [{"type": "getting_help", "value": text("<p>Ring us.</p>", **facts)}]
        answer = find(read(HealthServicePage(body=body)), "ask-ourselves")
        assert answer
        self.assertEqual(str(answer.word), "Yes")


class TestBrokenBodies(TestCase):
    def test_a_body_of_a_broken_shape_is_read_all_the_same(self) -> None:
        lift = {"lift": {"answer": 7, "note": None}}
        for value in ({"text": 7, "facts": [1], "more": {}}, {"facts": lift}):
            with self.subTest(value):
                body = [{"type": "accessibility", "value": value}]
                content = read(LocalOfferPage(setting_type="primary", body=body))
                self.assertEqual(list_family_answers(content), [])
