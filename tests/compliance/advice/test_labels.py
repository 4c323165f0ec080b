"""What the advice finds in labelled passages, and what it lets pass."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase

from tests.score import LABELS, open_product, read_labels, score_advice
from wagtail_localoffer.compliance.advice.catalogue import RULES

#: Per cent. An editor reads no advice that is often wrong.
PRECISION = 95

RECALL = 90

#: Of each code. Some have only a few passages, so that one counts for much.
RECALL_OF_EACH = 80


@pytest.mark.nightly
class LabelTests(TestCase):
    items: list[dict[str, Any]]
    result: dict[str, Any]

    @classmethod
    def setUpTestData(cls) -> None:
        _claim, advise = open_product()
        cls.items = read_labels(LABELS, "advice")
        cls.result = score_advice(cls.items, advise)

    def test_advice_on_labelled_passages_is_right(self) -> None:
        found = self.result["all"]
        self.assertGreaterEqual(found["precision"], PRECISION, self.result["errors"])
        self.assertGreaterEqual(found["recall"], RECALL, self.result["errors"])

    def test_no_code_misses_more_than_one_in_five(self) -> None:
        for code, found in self.result["per"].items():
            # A code that is only found where nothing is wrong has no recall.
            if found["recall"] is not None:
                with self.subTest(code):
                    self.assertGreaterEqual(found["recall"], RECALL_OF_EACH)

    def test_every_code_has_passages(self) -> None:
        labelled = {
            expected["code"] for item in self.items for expected in item["expect"]
        }
        self.assertEqual(labelled, {rule.code for rules in RULES for rule in rules})

    def test_as_many_passages_show_what_is_right(self) -> None:
        clean = [item for item in self.items if not item["expect"]]
        self.assertGreater(len(clean), 100)
