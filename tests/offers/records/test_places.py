"""Addresses in the fields of the standard."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.test import SimpleTestCase

from wagtail_localoffer.offers.records.places import find_address

KEY = UUID("11111111-1111-4111-8111-111111111111")

#: What a school writes, and the street, the town, the county and the postcode of it.
ADDRESSES = [
    ("Mill Lane\nAlderbeck\nLancashire", "Mill Lane", "Alderbeck", "Lancashire", ""),
    ("Mill Lane\nAlderbeck\nZZ1 1AA", "Mill Lane", "Alderbeck", "", "ZZ1 1AA"),
    ("Mill Lane\nAlderbeck zz1 1aa", "Mill Lane", "Alderbeck", "", "ZZ1 1AA"),
    ("1 Mill Lane, Alderbeck, ZZ1 1AA", "1 Mill Lane", "Alderbeck", "", "ZZ1 1AA"),
    ("Old Hall\nMill Lane\nAlderbeck", "Old Hall, Mill Lane", "Alderbeck", "", ""),
    ("Mill Lane\nAlderbeck\nKent", "Mill Lane", "Alderbeck", "Kent", ""),
    ("Alderbeck", "Alderbeck", "", "", ""),
    ("ZZ1 1AA", "", "", "", "ZZ1 1AA"),
]


def make_offer(address: str, **values: Any) -> Any:
    return SimpleNamespace(
        public_address=address,
        translation_key=KEY,
        council=SimpleNamespace(name="Kent County Council"),
        **values,
    )


class AddressTests(SimpleTestCase):
    def test_its_lines_tell_street_town_county_and_postcode(self) -> None:
        for written, *expected in ADDRESSES:
            with self.subTest(written):
                found = find_address(make_offer(written))
                keys = ("address_1", "city", "state_province", "postal_code")
                self.assertEqual([found[key] for key in keys], expected)

    def test_an_area_is_no_address(self) -> None:
        self.assertIsNone(find_address(make_offer("ZZ1", gives_area_only=True)))

    def test_what_is_empty_is_none(self) -> None:
        self.assertIsNone(find_address(make_offer(" \n ")))
