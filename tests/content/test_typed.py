"""What of a body is tidied before it is written, and when it is read."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from django.test import SimpleTestCase

from wagtail_localoffer.content.typed import DEEPEST, LONGEST_NUMBER, tidy_body

CONTACT = {"name": "Jo Bell", "email": "jo@hawthornbank.example", "next": {"name": "A"}}

#: Bodies in which anything may stand anywhere: each kind of block, and what looks like
#: one.
BODIES: tuple[list[Any], ...] = (
    [{"type": "health", "id": "a", "value": {"text": "<p>A nurse.</p>", "more": []}}],
    [{"type": "senco_contact", "id": "a", "value": CONTACT}],
    [{"type": "contacts", "value": [{"type": "item", "id": "b", "value": CONTACT}]}],
    [{"type": "contacts", "value": [CONTACT]}],
    [{"type": "contacts", "value": CONTACT}],
    [{"type": "council_link", "value": 1}, ["stray"], "stray"],
)


def nest(levels: int) -> list[Any]:
    return [nest(levels - 1)] if levels else []


#: What no database takes, or not each of them.
UNSTORABLE: tuple[Any, ...] = (
    *(math.nan, math.inf, -math.inf),
    1 << (LONGEST_NUMBER + 1),
    *("nul \x00", "half \ud83d"),
    nest(2 * DEEPEST),
)


def insert(body: Any, value: Any) -> Iterator[Any]:
    """Copies of a body: in each is something at another place."""
    if isinstance(body, dict):
        yield {**body, "more of it": value}
        if isinstance(value, str):
            yield {**body, value: "more of it"}
        for key, part in body.items():
            yield from ({**body, key: each} for each in insert(part, value))
        yield from ({**body, key: value} for key in body if key != "type")
    elif isinstance(body, list):
        yield [*body, value]
        for place, part in enumerate(body):
            for each in insert(part, value):
                yield [*body[:place], each, *body[place + 1 :]]


def measure_depth(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return 0
    return 1 + max(map(measure_depth, parts), default=0)


def list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (key, *list_texts(part))
    elif isinstance(value, list):
        for part in value:
            yield from list_texts(part)


class TestWhatIsStored(SimpleTestCase):
    def test_any_database_can_hold_it_whatever_stands_anywhere(self) -> None:
        for body in BODIES:
            for value in UNSTORABLE:
                for damaged in insert(body, value):
                    tidied = tidy_body(damaged)
                    with self.subTest(repr(damaged)[:200]):
                        # Neither NaN, nor more digits than Python reads again.
                        json.loads(json.dumps(tidied, allow_nan=False))
                        self.assertLessEqual(measure_depth(tidied), 32)
                        text = "".join(list_texts(tidied))
                        self.assertNotIn("\x00", text)
                        text.encode()
                        self.assertIs(tidy_body(tidied), tidied)

    def test_what_is_tidy_comes_back_as_it_is(self) -> None:
        for body in BODIES:
            with self.subTest(body):
                self.assertIs(tidy_body(body), body)

    def test_what_only_a_program_can_have_is_made_storable(self) -> None:
        for value in ({1 << (LONGEST_NUMBER + 1): 1}, (math.nan,), nest(40), ("a",)):
            for body in insert(BODIES[0], value):
                with self.subTest(repr(value)[:80]):
                    text = json.dumps(tidy_body(body), allow_nan=False)
                    self.assertLessEqual(measure_depth(json.loads(text)), 32)

    def test_keys_are_as_json_has_them(self) -> None:
        fields = {2: "a", None: "b", True: "c", 1.5: "d", "e": "f"}
        for block in (
            {"type": "health", "value": fields},
            {"type": "senco_contact", "value": fields},
        ):
            with self.subTest(block):
                expected = json.loads(json.dumps([block]))
                self.assertEqual(tidy_body([block]), expected)

    def test_what_stands_beside_stays_where_it_was(self) -> None:
        block = {"first": math.nan, "type": "senco_contact", "value": {"name": " Jo "}}
        (tidied,) = tidy_body([{**block, "last": 1}])
        self.assertEqual(list(tidied), ["first", "type", "value", "last"])
        self.assertEqual(tidied["value"], {"name": "Jo"})
