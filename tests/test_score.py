"""How often the product is right about labelled passages, and how that is counted."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.test import SimpleTestCase, TestCase

from tests.score import (
    LABELS,
    open_product,
    read_labels,
    score_advice,
    score_coverage,
    score_importing,
)
from wagtail_localoffer.frameworks.statutory import REQUIREMENTS

#: In per cent. What `make score` prints may be better, and then these can be raised.
PRECISION, RECALL, RECALL_ELSEWHERE, SHOWN = 90, 86, 83, 85

#: Of each requirement, among so few passages.
FEWEST, RECALL_OF_EACH = 4, 50


def item(**changes: Any) -> dict[str, Any]:
    return {
        "id": "x1",
        "setting_type": "primary",
        "run_by": "council",
        "section": "communication",
        "heading": "",
        "html": "<p>To complain, write to the head.</p>",
        "answers": ["schedule-1.9"],
        "near": [],
        **changes,
    }


class TestOwnLabels(TestCase):
    """Our own passages, so that no change of words makes it right less often."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.items = read_labels(LABELS, "coverage")
        cls.score = score_coverage(cls.items, open_product()[0])

    def test_most_of_what_it_claims_is_right_and_most_answers_are_found(self) -> None:
        self.assertGreaterEqual(self.score["all"]["precision"], PRECISION)
        self.assertGreaterEqual(self.score["all"]["recall"], RECALL)
        self.assertGreaterEqual(self.score["recall_elsewhere"], RECALL_ELSEWHERE)

    def test_most_passages_that_are_shown_for_an_answer_are_one(self) -> None:
        right, shown = map(int, self.score["shown_right"].split("/"))
        self.assertGreaterEqual(100 * right, SHOWN * shown)

    def test_no_requirement_is_mostly_overlooked(self) -> None:
        for key, score in self.score["per"].items():
            if score["tp"] + score["fn"] >= FEWEST:
                with self.subTest(key):
                    self.assertGreaterEqual(score["recall"], RECALL_OF_EACH)

    def test_every_requirement_has_passages_and_there_are_traps(self) -> None:
        keys = {each.key for each in REQUIREMENTS}
        self.assertEqual({key for each in self.items for key in each["answers"]}, keys)
        for each in self.items:
            with self.subTest(each["id"]):
                named = {*each["answers"], *each["near"], *each.get("either", ())}
                self.assertLessEqual(named, keys)
        traps = [each for each in self.items if not each["answers"]]
        self.assertGreater(len(traps) * 5, len(self.items))
        self.assertEqual(len({each["id"] for each in self.items}), len(self.items))


class TestCounting(SimpleTestCase):
    def score(self, *items: dict[str, Any], claimed: Any = ()) -> dict[str, Any]:
        keys = {"schedule-1.9", "schedule-1.5", "code-6.81"}
        return score_coverage(
            list(items), lambda _item: (keys, dict.fromkeys(claimed, "To complain"))
        )

    def test_a_claim_is_right_wrong_or_missed(self) -> None:
        score = self.score(item(), claimed=("schedule-1.5",))
        self.assertEqual([score["all"][kind] for kind in ("tp", "fp", "fn")], [0, 1, 1])
        self.assertEqual((score["all"]["precision"], score["all"]["recall"]), (0, 0))

    def test_what_judges_differ_about_counts_neither_way(self) -> None:
        labelled = item(either=["code-6.81"])
        score = self.score(labelled, claimed=("schedule-1.9", "code-6.81"))
        self.assertEqual(
            (score["all"]["precision"], score["all"]["recall"]), (100, 100)
        )

    def test_a_trap_is_silent_if_nothing_is_claimed(self) -> None:
        trap = item(answers=[], near=["schedule-1.5"])
        self.assertEqual(self.score(trap)["traps_silent"], "1/1")
        score = self.score(trap, claimed=("schedule-1.5",))
        self.assertEqual((score["traps_silent"], score["near_claimed"]), ("0/1", "1/1"))

    def test_advice_is_expected_by_its_code_and_words(self) -> None:
        expected = {"code": "jargon", "words": "SEN", "or": ["abbreviation"]}
        labelled = item(expect=[expected])
        for found, counts in (
            ([("jargon", "What is SEN?")], [1, 0, 0]),
            ([("abbreviation", "SEN")], [1, 0, 0]),
            ([("jargon", "IEP")], [0, 1, 1]),
            ([], [0, 0, 1]),
        ):
            with self.subTest(found):
                score = score_advice([labelled], lambda _item, found=found: found)
                self.assertEqual(
                    [score["all"][kind] for kind in ("tp", "fp", "fn")], counts
                )

    def test_a_folder_need_not_have_both_files(self) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder)
            (path / "coverage.jsonl").write_text(f"{json.dumps(item())}\n", "utf-8")
            self.assertEqual(read_labels(path, "coverage"), [item()])
            self.assertEqual(read_labels(path, "advice"), [])

    def test_documents_are_scored_by_section(self) -> None:
        rows = (
            ("Transitions", "heading1", "transitions"),
            ("New pupils visit us in July.", "normal", "transitions"),
            ("The nurse keeps medicine and inhalers for asthma.", "normal", "health"),
            ("Page 1 of 2", "normal", "unplaced"),
        )
        paragraphs = [
            dict(zip(("text", "style", "section"), row, strict=True)) for row in rows
        ]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "offer.json"
            path.write_text(json.dumps({"paragraphs": paragraphs}), "utf-8")
            score = score_importing(Path(folder))
        self.assertEqual(score["all"]["passages"], 2)
        self.assertEqual(score["per"]["transitions"]["right"], 100)
        self.assertEqual(score["leftovers sure"], "0/1")

    def test_a_folder_need_not_have_documents(self) -> None:
        with TemporaryDirectory() as folder:
            self.assertEqual(score_importing(Path(folder)), {})


class TestProduct(TestCase):
    def test_it_says_what_is_asked_and_shows_what_it_claims(self) -> None:
        asked, claimed = open_product()[0](item())
        self.assertEqual(asked, {each.key for each in REQUIREMENTS})
        self.assertEqual(claimed, {"schedule-1.9": "To complain, write to the head."})

    def test_only_advice_on_the_passage_itself_is_given(self) -> None:
        advise = open_product()[1]
        html = '<p>To read more, <a href="https://vale.example/">click here</a>.</p>'
        clean = item(html="<p>Ask us, and we will help. We do that on each day.</p>")
        self.assertEqual(advise(clean), [])
        self.assertTrue(advise(item(html=html)))
