"""Who has a post on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.test import SimpleTestCase

from tests.builders import SENCO
from wagtail_localoffer.content import Content
from wagtail_localoffer.content.fingerprint import SencoChange, find_senco_change
from wagtail_localoffer.content.handover import (
    COVER_UNTIL,
    VACANT,
    find_holder,
    find_next_change,
    list_faults,
    move_up,
)
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

#: Another person, with a way to reach them.
OMAR: dict[str, Any] = {
    "name": "Omar Whitfield",
    "job_title": "SENCO",
    "email": "omar@hawthornbank.example",
    "telephone": "01632 960088",
}

NAME = SENCO["name"]

LEAVES, BEGINS = date(2027, 7, 18), date(2027, 9, 1)
COVERS, COVERS_UNTIL = date(2027, 1, 5), date(2027, 6, 30)

#: One leaves, and another one begins after the holidays.
FOLLOWED = {**SENCO, "until": "2027-07-18", "next": {**OMAR, "start": "2027-09-01"}}
#: Somebody covers, and the first one comes back.
COVERED = {**SENCO, "next": {**OMAR, "start": "2027-01-05", "until": "2027-06-30"}}
#: One leaves, and nobody is found.
LEFT = {**SENCO, "until": "2027-07-18"}

DAY = timedelta(days=1)

#: What no person's name is found for.
NOBODY = "nobody"


def name_on(contact: dict[str, Any], day: date) -> str:
    holder = find_holder(contact, day)
    return NOBODY if VACANT in holder else holder["name"]


def list_names(contact: dict[str, Any], *days: date) -> list[str]:
    return [name_on(contact, day) for day in days]


def fingerprint(contact: dict[str, Any], day: date) -> dict[str, str]:
    body = [
        {"type": "senco_contact", "value": contact},
    ]
    details = dict.fromkeys(
        (
            *("title", "setting_name", "setting_type", "run_by", "address", "area"),
            *("minimum_age", "minimum_age_unit", "maximum_age", "telephone"),
            *("identifier", "identifier_scheme", "specialism", "address_is_private"),
            *("keeper_name", "keeper_role", "keeper_telephone", "keeper_email"),
        )
    )
    return Content(LANCASHIRE, details, body, day=day).fingerprint


class HolderTests(SimpleTestCase):
    def test_a_contact_without_days_is_as_it_is_stored(self) -> None:
        for rest in ({}, {"until": None, "next": {"name": "", "start": None}}):
            contact = {**SENCO, **rest}
            self.assertIs(find_holder(contact, LEAVES), contact)

    def test_who_leaves_is_named_until_the_last_day_and_not_after(self) -> None:
        names = list_names(LEFT, LEAVES - DAY, LEAVES, LEAVES + DAY)
        self.assertEqual(names, [NAME, NAME, NOBODY])

    def test_who_follows_is_named_from_the_first_day_on(self) -> None:
        names = list_names(FOLLOWED, LEAVES, BEGINS - DAY, BEGINS, BEGINS + 999 * DAY)
        self.assertEqual(names, [NAME, NOBODY, OMAR["name"], OMAR["name"]])

    def test_who_follows_without_a_first_day_begins_after_the_last_one(self) -> None:
        contact = {**LEFT, "next": OMAR}
        names = list_names(contact, LEAVES, LEAVES + DAY)
        self.assertEqual(names, [NAME, OMAR["name"]])

    def test_who_only_covers_makes_room_again(self) -> None:
        days = (COVERS - DAY, COVERS, COVERS_UNTIL, COVERS_UNTIL + DAY)
        names = list_names(COVERED, *days)
        self.assertEqual(names, [NAME, OMAR["name"], OMAR["name"], NAME])

    def test_who_follows_for_a_time_does_not_bring_back_who_left(self) -> None:
        contact = {**FOLLOWED, "next": {**FOLLOWED["next"], "until": "2027-12-31"}}
        names = list_names(contact, date(2027, 12, 31), date(2028, 1, 1))
        self.assertEqual(names, [OMAR["name"], NOBODY])

    def test_nothing_of_the_one_is_said_of_the_other(self) -> None:
        unreachable = {"name": "B", "start": "2027-09-01"}
        holder = find_holder({**FOLLOWED, "next": unreachable}, BEGINS)
        self.assertEqual(holder, {"name": "B"})

    def test_nothing_of_the_next_is_said_before(self) -> None:
        self.assertEqual(find_holder(FOLLOWED, LEAVES), SENCO)

    def test_a_vacant_post_has_the_telephone_of_the_setting_alone(self) -> None:
        holder = find_holder(LEFT, LEAVES + DAY, "01632 960010")
        self.assertEqual(holder, {VACANT: True, "telephone": "01632 960010"})

    def test_a_cover_says_until_when(self) -> None:
        self.assertEqual(find_holder(COVERED, COVERS)[COVER_UNTIL], "2027-06-30")
        self.assertNotIn(COVER_UNTIL, find_holder(FOLLOWED, BEGINS))

    def test_where_two_have_the_same_days_who_follows_counts(self) -> None:
        contact = {**FOLLOWED, "until": "2027-12-31"}
        names = list_names(contact, BEGINS - DAY, BEGINS)
        self.assertEqual(names, [NAME, OMAR["name"]])

    def test_who_is_gone_does_not_return_where_the_other_is_erased(self) -> None:
        for contact, back in (
            ({**SENCO, "next": {"name": "", "start": "2027-01-05"}}, NOBODY),
            ({**COVERED, "next": {**COVERED["next"], "name": ""}}, NAME),
        ):
            days = (COVERS - DAY, COVERS, COVERS_UNTIL, COVERS_UNTIL + DAY)
            self.assertEqual(list_names(contact, *days), [NAME, NOBODY, NOBODY, back])

    def test_whatever_a_program_stored_is_no_crash(self) -> None:
        days = ("2027-02-29", "soon", "", 5, True, [], {}, None, "9999-12-31")
        for value in (*days, "0001-01-01"):
            for contact in (
                {**SENCO, "until": value},
                {**SENCO, "next": value},
                {**SENCO, "next": {**OMAR, "start": value, "until": value}},
                {**SENCO, "until": value, "next": {**OMAR, "start": value}},
            ):
                with self.subTest(contact=contact):
                    find_holder(contact, LEAVES)
                    find_next_change(contact, LEAVES)
                    list(list_faults(contact))
                    move_up(contact, LEAVES)

    def test_no_day_is_the_29th_of_february_of_another_year(self) -> None:
        contact = {**SENCO, "until": "2027-02-29"}
        self.assertEqual(list_names(contact, date(2027, 12, 1)), [NAME])
        leap = {**SENCO, "until": "2028-02-29"}
        self.assertEqual(
            list_names(leap, date(2028, 2, 29), date(2028, 3, 1)), [NAME, NOBODY]
        )


class NextChangeTests(SimpleTestCase):
    def test_each_day_is_found_on_which_it_reads_differently(self) -> None:
        for contact, days in (
            (SENCO, []),
            (LEFT, [LEAVES + DAY]),
            (FOLLOWED, [LEAVES + DAY, BEGINS]),
            (COVERED, [COVERS, COVERS_UNTIL + DAY]),
        ):
            found, day = [], date(2026, 12, 1)
            while day := find_next_change(contact, day) or date.min:
                if day == date.min:
                    break
                found.append(day)
            self.assertEqual(found, days)

    def test_between_two_of_them_it_reads_the_same(self) -> None:
        for contact in (LEFT, FOLLOWED, COVERED):
            day, before = date(2026, 12, 1), find_holder(contact, date(2026, 12, 1))
            change = find_next_change(contact, day)
            while day < date(2027, 12, 31):
                day += DAY
                now = find_holder(contact, day)
                self.assertEqual(now != before, day == change)
                if day == change:
                    change = find_next_change(contact, day)
                before = now


class FaultTests(SimpleTestCase):
    def faults(self, until: str = "", **following: Any) -> list[tuple[str, str]]:
        return list(list_faults({**SENCO, "until": until, "next": following}))

    def test_there_is_none_in_what_people_plan(self) -> None:
        for contact in (SENCO, LEFT, FOLLOWED, COVERED, {**LEFT, "next": OMAR}):
            self.assertEqual(list(list_faults(contact)), [])

    def test_who_follows_needs_a_name(self) -> None:
        for following in ({"start": "2027-09-01"}, {"email": "a@school.example"}):
            found = self.faults("2027-07-18", **following)
            self.assertEqual(found, [("next.name", "next_name_missing")])

    def test_they_need_a_first_day_if_nobody_leaves(self) -> None:
        found = self.faults(**OMAR)
        self.assertEqual(found, [("next.start", "next_start_missing")])

    def test_they_begin_after_the_last_day_of_the_other(self) -> None:
        for day, faults in (
            ("2027-07-17", [("next.start", "next_start_early")]),
            ("2027-07-18", [("next.start", "next_start_early")]),
            ("2027-07-19", []),
        ):
            self.assertEqual(self.faults("2027-07-18", **OMAR, start=day), faults)

    def test_their_last_day_is_not_before_their_first(self) -> None:
        for day, faults in (
            ("2027-08-31", [("next.until", "next_until_early")]),
            ("2027-09-01", []),
        ):
            following = {**OMAR, "start": "2027-09-01", "until": day}
            found = list(list_faults({**SENCO, "next": following}))
            self.assertEqual(found, faults)


class MoveUpTests(SimpleTestCase):
    def test_who_follows_stands_first_from_the_day_on(self) -> None:
        self.assertIsNone(move_up(FOLLOWED, BEGINS - DAY))
        moved = {**FOLLOWED, **(move_up(FOLLOWED, BEGINS) or {})}
        self.assertEqual({key: moved[key] for key in OMAR}, OMAR)
        self.assertEqual([moved["until"], moved["next"]], [None, {}])
        self.assertNotIn(NAME, str(moved))

    def test_the_council_reads_the_same_then(self) -> None:
        moved = {**FOLLOWED, **(move_up(FOLLOWED, BEGINS) or {})}
        self.assertEqual(fingerprint(moved, BEGINS), fingerprint(FOLLOWED, BEGINS))

    def test_a_cover_stays_where_it_is_and_goes_afterwards(self) -> None:
        self.assertIsNone(move_up(COVERED, COVERS_UNTIL))
        self.assertEqual(move_up(COVERED, COVERS_UNTIL + DAY), {"next": {}})

    def test_nothing_is_moved_without_a_next_one(self) -> None:
        for contact in (SENCO, LEFT):
            self.assertIsNone(move_up(contact, date(2028, 1, 1)))


class FingerprintTests(SimpleTestCase):
    def change(self, contact: dict[str, Any], day: date) -> SencoChange | None:
        """What the council is told of the name on a day, after the day before."""
        return find_senco_change(
            fingerprint(contact, day - DAY), fingerprint(contact, day)
        )

    def test_the_days_to_come_are_no_part_of_it(self) -> None:
        for contact in (LEFT, FOLLOWED, COVERED):
            before = fingerprint(contact, date(2026, 12, 1))
            self.assertEqual(before, fingerprint(SENCO, date(2026, 12, 1)))

    def test_on_the_day_it_says_what_became_of_the_post(self) -> None:
        for contact, day, change in (
            (LEFT, LEAVES + DAY, SencoChange.VACANT),
            (FOLLOWED, LEAVES + DAY, SencoChange.VACANT),
            (FOLLOWED, BEGINS, SencoChange.NEW),
            (COVERED, COVERS, SencoChange.COVER),
            (COVERED, COVERS_UNTIL + DAY, SencoChange.NEW),
        ):
            with self.subTest(day=day, change=change):
                self.assertEqual(self.change(contact, day), change)

    def test_a_vacancy_by_days_is_one_by_words(self) -> None:
        words = fingerprint({**SENCO, "name": "Vacant"}, LEAVES)
        days = fingerprint(LEFT, LEAVES + DAY)
        self.assertIsNone(find_senco_change(words, days))

    def test_the_name_of_who_covers_can_be_compared(self) -> None:
        cover = fingerprint(COVERED, COVERS)
        stays = fingerprint({**OMAR}, COVERS)
        self.assertIsNone(find_senco_change(cover, stays))


class ReadTests(SimpleTestCase):
    def test_only_the_person_of_the_day_is_a_contact(self) -> None:
        (contact,) = Content(
            LANCASHIRE,
            {"telephone": "01632 960010"},
            complete_stub(LEFT),
            day=LEAVES + DAY,
        ).contacts
        self.assertTrue(contact.is_vacant)
        self.assertEqual(contact.shown_name, "The post is vacant")
        self.assertEqual(contact.read("telephone"), "01632 960010")
        self.assertEqual(contact.read("name") + contact.read("email"), "")

    def test_the_next_one_is_among_those_who_come_with_its_place(self) -> None:
        content = Content(LANCASHIRE, {}, complete_stub(FOLLOWED), day=LEAVES)
        found = [each.locate("name") for each in content.coming_contacts]
        self.assertEqual(found, ["name", "next.name"])

    def test_who_is_gone_is_not_among_them(self) -> None:
        content = Content(LANCASHIRE, {}, complete_stub(FOLLOWED), day=BEGINS)
        found = [each.read("name") for each in content.coming_contacts]
        self.assertEqual(found, [OMAR["name"]])


def complete_stub(contact: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "senco_contact", "value": contact}]
