"""What a person decided answers what: kept, found again, asked again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import write
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.answers import Coverage, RequirementState, assess
from wagtail_localoffer.content.decisions import (
    choose,
    keep_words,
    list_choices,
    read_decisions,
)
from wagtail_localoffer.content.passages import list_passages
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

COMPLAIN = "If you want to complain, ring the head teacher on any school day."
OTHER = "We meet each family in October."
ASKED = "schedule-1.9"
SECTIONS = [section.key for section in LANCASHIRE.sections]


def page(answers: Any = None, **sections: str) -> Any:
    """An offer that says these texts, or else what a complete one does."""
    texts = sections or {each: write(each) for each in SECTIONS}
    blocks = [
        {"type": key, "value": {"text": text, "more": []}}
        for key, text in texts.items()
    ]
    return SimpleNamespace(
        framework=LANCASHIRE,
        setting_type="primary",
        run_by="council",
        body=SimpleNamespace(get_prep_value=lambda: blocks),
        answers={} if answers is None else answers,
    )


def content_of(answers: Any = None, **sections: str) -> Content:
    return read(page(answers, **sections))


def chosen(*words: str, **sections: str) -> dict[str, Any]:
    """What is stored after somebody chose passages of an offer."""
    return {ASKED: choose(content_of(**sections), words)}


def state_of(content: Content, original: Content | None = None) -> RequirementState:
    states = assess(content, original=original).requirements
    return next(each for each in states if each.requirement.key == ASKED)


class FoundAgainTests(SimpleTestCase):
    answers = chosen(COMPLAIN, communication=f"<p>{COMPLAIN}</p>")

    def test_it_survives_edits_elsewhere(self) -> None:
        content = content_of(
            self.answers,
            communication=f"<p>{OTHER}</p><p>{COMPLAIN}</p>",
            health="<p>A nurse comes each month.</p>",
        )
        decision = read_decisions(content)[ASKED]
        self.assertEqual([each.words for each in decision.passages], [COMPLAIN])
        self.assertTrue(decision.is_settled)

    def test_it_survives_a_move_to_another_section(self) -> None:
        content = content_of(
            self.answers,
            communication=f"<p>{OTHER}</p>",
            working_together=f"<p>{COMPLAIN}</p>",
        )
        state = state_of(content)
        self.assertTrue(state.is_settled)
        self.assertEqual(state.block, "working_together")

    def test_a_comma_is_no_change(self) -> None:
        content = content_of(
            self.answers,
            communication="<p>If you want to complain ring the <b>head</b> teacher, on "
            "any school day</p>",
        )
        self.assertTrue(state_of(content).is_settled)

    def test_another_word_asks_again_and_shows_what_it_reads_like_now(self) -> None:
        changed = COMPLAIN.replace("head teacher", "chair of governors")
        content = content_of(self.answers, communication=f"<p>{changed}</p>")
        decision = read_decisions(content)[ASKED]
        self.assertFalse(decision.is_settled)
        self.assertEqual(decision.passages, ())
        self.assertEqual(decision.lost, (COMPLAIN,))
        self.assertEqual([each.words for each in decision.instead], [changed])

    def test_a_passage_that_is_gone_asks_again(self) -> None:
        content = content_of(self.answers, communication=f"<p>{OTHER}</p>")
        decision = read_decisions(content)[ASKED]
        self.assertEqual((decision.lost, decision.instead), ((COMPLAIN,), ()))
        self.assertFalse(state_of(content).is_settled)

    def test_of_several_those_that_are_left_still_answer(self) -> None:
        both = f"<p>{COMPLAIN}</p><p>{OTHER}</p>"
        answers = chosen(COMPLAIN, OTHER, communication=both)
        decision = read_decisions(content_of(answers, communication=f"<p>{OTHER}</p>"))[
            ASKED
        ]
        self.assertEqual([each.words for each in decision.passages], [OTHER])
        self.assertEqual(decision.lost, (COMPLAIN,))


class ReasonTests(SimpleTestCase):
    def test_what_does_not_apply_is_settled(self) -> None:
        content = content_of({ASKED: " We are  new. "}, communication=f"<p>{OTHER}</p>")
        state = state_of(content)
        self.assertEqual(read_decisions(content)[ASKED].reason, "We are new.")
        self.assertEqual((state.is_settled, state.status), (True, Coverage.DONE))

    def test_an_empty_reason_is_none(self) -> None:
        self.assertEqual(read_decisions(content_of({ASKED: " "})), {})


class StoredTests(SimpleTestCase):
    def test_an_offer_that_was_written_before_has_no_decisions(self) -> None:
        self.assertEqual(read_decisions(content_of()), {})

    def test_what_is_not_asked_any_more_stays_stored_and_counts_for_nothing(
        self,
    ) -> None:
        offer = page({"schedule-9.9": "It was asked once."})
        before, after = page(), assess(offer)
        self.assertEqual(assess(before).completeness, after.completeness)
        self.assertIn("schedule-9.9", offer.answers)

    def test_a_passage_that_there_is_not_can_not_be_chosen(self) -> None:
        with self.assertRaisesRegex(LookupError, "Nobody wrote this"):
            choose(content_of(), ["Nobody wrote this"])

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from([ASKED, "schedule-1.2", "x"]),
                    inner,
                    max_size=3,
                )
            ),
            max_leaves=8,
        )
    )
    def test_whatever_a_program_stored_is_read(self, stored: Any) -> None:
        content = content_of(stored)
        assess(content)
        read_decisions(content, content)
        read_decisions(content_of(keep_words(stored, stored, content)))
        list_choices(stored)


class PostedTests(SimpleTestCase):
    def test_a_form_has_keys_alone_and_their_words_are_kept(self) -> None:
        text = f"<p>{COMPLAIN}</p>"
        stored = chosen(COMPLAIN, communication=text) | {"schedule-1.12": "New."}
        posted = list_choices(stored)
        self.assertNotIn(COMPLAIN, str(posted))
        content = content_of(communication=text)
        self.assertEqual(keep_words(posted, {}, content), stored)

    def test_the_words_of_what_is_gone_are_those_of_before(self) -> None:
        stored = chosen(COMPLAIN, communication=f"<p>{COMPLAIN}</p>")
        content = content_of(communication=f"<p>{OTHER}</p>")
        self.assertEqual(keep_words(list_choices(stored), stored, content), stored)


class TranslationTests(SimpleTestCase):
    both = f"<p>{OTHER}</p><p>{COMPLAIN}</p>"
    original = content_of(
        chosen(COMPLAIN, communication=both) | {"schedule-1.12": "New."},
        communication=both,
    )
    words = "اگر آپ شکایت کرنا چاہتے ہیں تو ہیڈ ٹیچر کو فون کریں۔"

    def test_the_passage_at_the_same_place_answers(self) -> None:
        urdu = content_of(
            communication=f"<p>خاندان سے ملتے ہیں۔</p><p>{self.words}</p>"
        )
        decision = read_decisions(urdu, self.original)[ASKED]
        self.assertEqual([each.words for each in decision.passages], [self.words])
        self.assertTrue(decision.is_from_original)

    def test_where_the_places_differ_only_the_part_is_known(self) -> None:
        urdu = content_of(communication=f"<p>{self.words}</p>")
        self.assertEqual(read_decisions(urdu, self.original)[ASKED].passages, ())
        self.assertTrue(state_of(urdu, self.original).is_settled)

    def test_a_reason_counts_as_well(self) -> None:
        urdu = content_of(communication=f"<p>{self.words}</p>")
        self.assertEqual(
            read_decisions(urdu, self.original)["schedule-1.12"].reason, "New."
        )

    def test_what_was_decided_here_comes_first(self) -> None:
        text = f"<p>{self.words}</p>"
        urdu = content_of(chosen(self.words, communication=text), communication=text)
        decision = read_decisions(urdu, self.original)[ASKED]
        self.assertFalse(decision.is_from_original)
        self.assertEqual([each.words for each in decision.passages], [self.words])

    def test_what_came_with_the_copy_is_no_decision_of_its_own(self) -> None:
        urdu = content_of(
            self.original.answers,
            communication=f"<p>خاندان سے ملتے ہیں۔</p><p>{self.words}</p>",
        )
        decision = read_decisions(urdu, self.original)[ASKED]
        self.assertEqual([each.words for each in decision.passages], [self.words])

    def test_what_is_decided_anew_about_the_original_counts_here_too(self) -> None:
        before = chosen(OTHER, communication=self.both)
        urdu = content_of(
            before,
            communication=f"<p>خاندان سے ملتے ہیں۔</p><p>{self.words}</p>",
        )
        decision = read_decisions(urdu, self.original)[ASKED]
        self.assertEqual([each.words for each in decision.passages], [self.words])
        self.assertTrue(decision.is_settled)

    def test_what_was_rewritten_here_is_asked_again(self) -> None:
        text = f"<p>{self.words}</p>"
        own = chosen(self.words, communication=text)
        urdu = content_of(own, communication=f"<p>{self.words} شکریہ۔</p>")
        decision = read_decisions(urdu, self.original)[ASKED]
        self.assertFalse(decision.is_from_original)
        self.assertFalse(decision.is_settled)

    def test_what_is_open_in_the_original_is_open_here(self) -> None:
        original = content_of(
            chosen(COMPLAIN, communication=f"<p>{COMPLAIN}</p>"),
            communication=f"<p>{OTHER}</p>",
        )
        urdu = content_of(communication=f"<p>{self.words}</p>")
        self.assertFalse(state_of(urdu, original).is_settled)

    def test_nothing_is_missing_because_its_words_are_not_english(self) -> None:
        texts = {each.block: f"<p>{self.words}</p>" for each in self.original.parts}
        texts.pop("senco_contact", None)
        urdu = content_of(**texts)
        states = assess(urdu, original=self.original).requirements
        self.assertNotIn(Coverage.THIN, {each.status for each in states})
        self.assertEqual(state_of(urdu, self.original).status, Coverage.DONE)


class KeyTests(SimpleTestCase):
    def test_every_suggestion_can_be_chosen(self) -> None:
        content = content_of()
        keys = {each.key for each in list_passages(content)}
        for state in assess(content).requirements:
            for passage in state.passages:
                self.assertIn(passage.key, keys)
