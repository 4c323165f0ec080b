"""Whom an offer says to ask, read from whatever is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.test import SimpleTestCase

from tests.builders import SENCO
from wagtail_localoffer.content import Content
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.frameworks import TEAMS, Framework
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

FOR_TEAMS = replace(LANCASHIRE, contact=TEAMS)

#: What an import may have left in the place of a contact.
BAD_VALUES: tuple[Any, ...] = (None, "text", 5, 1.5, True, b"x", (), [[]], [None])


def read(
    *blocks: tuple[str, Any], framework: Framework = FOR_TEAMS
) -> list[StoredContact]:
    stored = [{"type": kind, "value": value} for kind, value in blocks]
    return Content(framework, {}, stored).contacts


def item(**value: Any) -> dict[str, Any]:
    """A contact as the editor stores it in a list."""
    return {
        "type": "item",
        "value": value,
        "id": "00000000-0000-4000-8000-000000000001",
    }


class ReadTests(SimpleTestCase):
    def test_a_block_of_one_is_one_contact_without_a_place(self) -> None:
        (contact,) = read(("senco_contact", SENCO), framework=LANCASHIRE)
        self.assertEqual(contact, StoredContact("senco_contact", SENCO))
        self.assertEqual(contact.locate("email"), "email")

    def test_a_list_is_a_contact_for_each_item_with_its_place(self) -> None:
        contacts = read(("contacts", [item(name="North"), item(name="South")]))
        self.assertEqual(
            [(each.read("name"), each.locate("email")) for each in contacts],
            [("North", "0.email"), ("South", "1.email")],
        )

    def test_items_as_an_older_import_stores_them_are_read_too(self) -> None:
        (contact,) = read(("contacts", [{"name": "North", "area": "Alder Vale"}]))
        self.assertEqual(contact.read("area"), "Alder Vale")

    def test_the_block_of_another_kind_of_offer_is_passed_over(self) -> None:
        teams = ("contacts", [item(name="North")])
        senco = ("senco_contact", SENCO)
        for framework, name in ((FOR_TEAMS, "North"), (LANCASHIRE, SENCO["name"])):
            (contact,) = read(teams, senco, framework=framework)
            with self.subTest(name):
                self.assertEqual(contact.read("name"), name)

    def test_of_a_block_that_is_there_twice_the_first_counts(self) -> None:
        contacts = read(("contacts", [item(name="A")]), ("contacts", [item(name="B")]))
        self.assertEqual([contact.read("name") for contact in contacts], ["A"])

    def test_there_are_none_without_the_block_or_in_an_empty_list(self) -> None:
        self.assertEqual(read(), [])
        self.assertEqual(read(("contacts", [])), [])


class BadInputTests(SimpleTestCase):
    def assert_says_nothing(self, contacts: list[StoredContact]) -> None:
        # Each stays in its place: the form says at it what is missing.
        self.assertTrue(contacts)
        for contact in contacts:
            for key in SENCO:
                self.assertEqual(contact.read(key), "")

    def test_a_block_of_any_shape_is_no_crash(self) -> None:
        for framework in (LANCASHIRE, FOR_TEAMS):
            for value in BAD_VALUES:
                with self.subTest(framework.contact.key, value=value):
                    block = (framework.contact.key, value)
                    for contact in read(block, framework=framework):
                        self.assertEqual({*map(contact.read, SENCO)}, {""})

    def test_a_list_where_one_contact_belongs_says_nothing(self) -> None:
        for value in ([SENCO], [item(**SENCO)]):
            with self.subTest(value=value):
                contacts = read(("senco_contact", value), framework=LANCASHIRE)
                self.assert_says_nothing(contacts)

    def test_one_contact_where_a_list_belongs_is_none(self) -> None:
        self.assertEqual(read(("contacts", SENCO)), [])

    def test_an_item_of_any_shape_is_no_crash_and_keeps_its_place(self) -> None:
        for value in BAD_VALUES:
            for bad in (value, {"type": "item", "value": value}):
                with self.subTest(bad=bad):
                    first, second = read(("contacts", [bad, item(name="South")]))
                    self.assert_says_nothing([first])
                    self.assertEqual(second.read("name"), "South")
                    self.assertEqual(second.locate("name"), "1.name")

    def test_an_item_without_a_value_is_no_crash(self) -> None:
        self.assert_says_nothing(read(("contacts", [{"type": "item"}])))

    def test_a_block_without_a_value_is_no_crash(self) -> None:
        stored = [{"type": "contacts"}]
        self.assertEqual(Content(FOR_TEAMS, {}, stored).contacts, [])


class ValueTests(SimpleTestCase):
    def test_spaces_around_a_value_are_left_out(self) -> None:
        contact = StoredContact("contacts", {"name": " North \n"}, 0)
        self.assertEqual(contact.read("name"), "North")

    def test_a_number_is_read_as_its_digits(self) -> None:
        contact = StoredContact("contacts", {"telephone": 1632960160}, 0)
        self.assertEqual(contact.read("telephone"), "1632960160")

    def test_what_is_neither_text_nor_a_number_is_nothing(self) -> None:
        for value in (None, 1.5, b"x", [], ["North"], {"name": "North"}):
            with self.subTest(value=value):
                contact = StoredContact("contacts", {"name": value}, 0)
                self.assertEqual(contact.read("name"), "")
