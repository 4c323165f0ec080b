"""Validation of a framework: which can't be used, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import SimpleTestCase, override_settings

from tests.frameworks.small import FRAMEWORK, REQUIREMENT, SECTION, TEAM, TERM
from tests.school.short_breaks import ShortBreakPage
from wagtail_localoffer import conf
from wagtail_localoffer.checks import check_framework
from wagtail_localoffer.choices import RunBy
from wagtail_localoffer.frameworks import (
    SENCO,
    SETTING,
    TEAMS,
    Audience,
    Contact,
    Detail,
    Fact,
    Framework,
    FrontSheet,
    Prompt,
    Signs,
)
from wagtail_localoffer.frameworks.health import HEALTH, HEALTH_SERVICE
from wagtail_localoffer.frameworks.validation import list_faults
from wagtail_localoffer.frameworks.words import WORDS

CONTRADICTORY = replace(FRAMEWORK, sections=(SECTION, SECTION))
CONTRADICTORY_HEALTH = replace(CONTRADICTORY, front_sheet=HEALTH_SERVICE, contact=TEAMS)


MIDNIGHT = datetime(2027, 8, 31)

ODD = (
    None,
    "",
    "{",
    0,
    True,
    1.5,
    b"a",
    [],
    {},
    (),
    ([],),
    (None,),
    MIDNIGHT,
    object(),
)


def list_variants(item: Any) -> Iterator[tuple[str, Any]]:
    """The same with something odd in one place, at any depth."""
    for field in fields(item):
        value = getattr(item, field.name)
        for odd in ODD:
            yield f"{field.name}: {odd!r}", replace(item, **{field.name: odd})
        first = value[0] if isinstance(value, tuple) and value else value
        if is_dataclass(first):
            for where, changed in list_variants(first):
                inner = changed if first is value else (changed, *value[1:])
                yield f"{field.name}.{where}", replace(item, **{field.name: inner})


class TestFaults(SimpleTestCase):
    def assert_fault(self, framework: Any, *parts: str) -> None:
        (fault,) = list_faults(framework)
        for part in parts:
            self.assertIn(part, fault)
        self.assertTrue(fault.endswith("."), fault)

    def assert_section_fault(self, *parts: str, **changes: Any) -> None:
        section = replace(SECTION, **changes)
        framework = replace(FRAMEWORK, sections=(section,), requirements=())
        self.assert_fault(framework, *parts)

    def assert_requirement_fault(self, *parts: str, **changes: Any) -> None:
        requirement = replace(REQUIREMENT, **changes)
        framework = replace(FRAMEWORK, requirements=(requirement,))
        self.assert_fault(framework, "equirement 'local.1'", *parts)

    def test_a_right_one_has_none(self) -> None:
        self.assertEqual(list_faults(FRAMEWORK), [])

    def test_what_is_no_framework_is_one(self) -> None:
        for anything in (None, "school.FRAMEWORK", {}, Framework, SECTION):
            with self.subTest(anything):
                self.assert_fault(anything, "is no Framework.")

    def test_two_sections_of_one_key_are_one(self) -> None:
        other = replace(SECTION, anchor="other")
        self.assert_fault(
            replace(FRAMEWORK, sections=(SECTION, other)), "Section 'health' is there 2"
        )

    def test_two_sections_of_one_anchor_are_one(self) -> None:
        other = replace(SECTION, key="other")
        self.assert_fault(
            replace(FRAMEWORK, sections=(SECTION, other)), "Anchor 'health' is there 2"
        )

    def test_two_facts_of_one_key_in_a_section_are_one(self) -> None:
        self.assert_section_fault("fact 'nurse' is there 2", facts=SECTION.facts * 2)

    def test_a_key_of_a_block_that_every_offer_has_is_one(self) -> None:
        for key in ("senco_contact", "council_link", "own_section"):
            with self.subTest(key):
                self.assert_section_fault(repr(key), "every offer has", key=key)

    def test_the_block_of_the_contacts_is_that_of_the_framework(self) -> None:
        for framework, taken, free in (
            (FRAMEWORK, SENCO, TEAMS),
            (TEAM, TEAMS, SENCO),
        ):
            for contact, is_taken in ((taken, True), (free, False)):
                section = replace(SECTION, key=contact.key, anchor="teams")
                changed = replace(framework, sections=(section,), requirements=())
                with self.subTest(contact.key, taken=taken.key):
                    self.assertEqual(bool(list_faults(changed)), is_taken)

    def test_a_key_that_is_no_identifier_is_one(self) -> None:
        for key in ("our-farm", "4th", "", "class", "two words"):
            with self.subTest(key):
                self.assert_section_fault("no Python identifier", key=key)

    def test_an_anchor_that_is_empty_or_has_spaces_is_one(self) -> None:
        for anchor in ("", "two words", "two/parts"):
            with self.subTest(anchor):
                self.assert_section_fault("part of an address", anchor=anchor)

    def test_an_anchor_that_every_offer_has_is_one(self) -> None:
        for anchor in ("sen-information-report", "print", "senco-contact"):
            with self.subTest(anchor):
                self.assert_section_fault("one that every offer has", anchor=anchor)

    def test_an_anchor_of_the_frameworks_own_fixed_parts_is_one(self) -> None:
        # Those of another kind of offer are free.
        for framework, taken, free in (
            (FRAMEWORK, "about-the-setting", "about-the-service"),
            (FRAMEWORK, "senco-contact", "contacts"),
            (TEAM, "about-the-service", "about-the-setting"),
            (TEAM, "contacts", "senco-contact"),
        ):
            for anchor, is_taken in ((taken, True), (free, False)):
                section = replace(SECTION, anchor=anchor)
                changed = replace(framework, sections=(section,))
                with self.subTest(anchor, taken=taken):
                    self.assertEqual(bool(list_faults(changed)), is_taken)

    def test_nothing_required_is_one(self) -> None:
        self.assert_section_fault("No section is required", required=False)

    def test_no_sections_are_one(self) -> None:
        self.assert_fault(
            replace(FRAMEWORK, sections=(), requirements=()), "No section is required"
        )

    def test_a_word_in_braces_that_there_isnt_is_one(self) -> None:
        for text in ("How is the {nurse}?", "{}", "{0}", "{child.name}"):
            with self.subTest(text):
                self.assert_section_fault(
                    "which is no word that it may have", prompts=(Prompt(text=text),)
                )

    def test_a_stray_brace_is_one(self) -> None:
        for text in ("How is {child?", "How is child}?"):
            with self.subTest(text):
                self.assert_section_fault("stray brace", prompts=(Prompt(text=text),))

    def test_a_heading_names_the_same_words(self) -> None:
        section = replace(SECTION, heading="How is my {own_child} in the {setting}?")
        self.assertEqual(list_faults(replace(FRAMEWORK, sections=(section,))), [])

    def test_a_brace_in_a_heading_that_stands_for_no_word_is_one(self) -> None:
        for heading, said in (
            ("Health {nurse}", "{nurse}, which is no word that it may have"),
            ("Health {}", "which is no word that it may have"),
            ("Health {", "stray brace. Remove it."),
            ("Health }", "stray brace. Remove it."),
            ("{{Health}}", "can’t show a brace. Remove it."),
        ):
            with self.subTest(heading):
                self.assert_section_fault("The heading", said, heading=heading)

    def test_an_empty_word_of_a_prompt_is_one(self) -> None:
        for word in ("", " ", "-"):
            with self.subTest(word=word):
                prompt = Prompt(text="?", words=("medic", word))
                self.assert_section_fault("The prompt", "empty word", prompts=(prompt,))

    def test_a_prompt_that_a_fact_of_nowhere_answers_is_one(self) -> None:
        prompt = Prompt(text="?", facts=("doctor",))
        self.assert_section_fault("The prompt", "'doctor'", prompts=(prompt,))

    def test_labels_are_looked_at_too(self) -> None:
        self.assert_section_fault(
            "The label", "{nurse}", facts=(Fact(key="x", label="A {nurse}"),)
        )

    def test_braces_that_are_written_twice_are_shown(self) -> None:
        section = replace(SECTION, prompts=(Prompt(text="{{child}}"),))
        self.assertEqual(list_faults(replace(FRAMEWORK, sections=(section,))), [])

    def test_an_unknown_type_of_setting_is_one(self) -> None:
        unknown: Any = ("univerity",)
        for changes in (
            {"setting_types": unknown},
            {"prompts": (Prompt(text="?", setting_types=unknown),)},
            {"facts": (Fact(key="x", label="X", setting_types=unknown),)},
        ):
            with self.subTest(changes):
                self.assert_section_fault("'univerity'", "primary", **changes)

    def test_an_unknown_audience_is_one(self) -> None:
        unknown: Any = ("king",)
        for changes in (
            {"must": (Audience(run_by=unknown),)},
            {"should": (Audience(setting_types=unknown),)},
        ):
            with self.subTest(changes):
                self.assert_requirement_fault("'king'", **changes)

    def test_words_for_an_unknown_type_are_one(self) -> None:
        words = {**WORDS, "univerity": WORDS[""]}
        self.assert_fault(replace(FRAMEWORK, words=words), "'univerity'")

    def test_no_words_for_a_type_not_chosen_yet_are_one(self) -> None:
        self.assert_fault(replace(FRAMEWORK, words={}), "isn’t chosen yet")

    def test_two_terms_of_one_word_are_one(self) -> None:
        self.assert_fault(
            replace(FRAMEWORK, glossary=(TERM, TERM)), "Term 'SENCO' is there 2"
        )

    def test_a_requirement_that_nothing_answers_is_one(self) -> None:
        self.assert_requirement_fault("no block that answers it", answered_in=())

    def test_a_requirement_of_an_unknown_block_is_one(self) -> None:
        self.assert_requirement_fault("'helth'", answered_in=("health", "helth"))

    def test_the_blocks_of_every_offer_can_answer(self) -> None:
        requirement = replace(
            REQUIREMENT, answered_in=("senco_contact", "council_link", "own_section")
        )
        framework = replace(FRAMEWORK, requirements=(requirement,))
        self.assertEqual(list_faults(framework), [])

    def test_a_fact_that_no_section_has_is_one(self) -> None:
        self.assert_requirement_fault("the fact 'doctor'", facts=("nurse", "doctor"))

    def test_a_word_that_is_found_in_any_text_is_one(self) -> None:
        for word in ("", " ", "-"):
            with self.subTest(word):
                self.assert_requirement_fault("empty word", words=("medic", word))

    def test_a_sign_with_nothing_beside_its_mark_is_one(self) -> None:
        for sign in ("ramp +", "ramp / / lift", "+", ""):
            with self.subTest(sign):
                self.assert_requirement_fault(
                    "'likely'", signs=Signs(sure=("ramp + door",), likely=(sign,))
                )

    def test_an_end_before_the_beginning_is_one(self) -> None:
        self.assert_requirement_fault(
            "2026-08-31", "2026-09-01", valid_to=date(2026, 8, 31)
        )

    def test_two_requirements_of_one_key_at_a_time_are_one(self) -> None:
        for older in (
            REQUIREMENT,
            replace(REQUIREMENT, valid_to=date(2027, 9, 1)),
        ):
            newer = replace(REQUIREMENT, valid_from=date(2027, 9, 1))
            for both in ((older, newer), (newer, older)):
                with self.subTest(both):
                    self.assert_fault(
                        replace(FRAMEWORK, requirements=both),
                        "'local.1' apply at the same time",
                    )

    def test_two_requirements_one_after_the_other_are_none(self) -> None:
        older = replace(REQUIREMENT, valid_to=date(2027, 8, 31))
        newer = replace(REQUIREMENT, valid_from=date(2027, 9, 1))
        framework = replace(FRAMEWORK, requirements=(older, newer))
        self.assertEqual(list_faults(framework), [])

    def test_a_comma_that_was_forgotten_is_one(self) -> None:
        self.assert_requirement_fault(
            "'answered_in'", "must be a tuple, not str", answered_in="health"
        )
        self.assert_section_fault("'prompts'", "tuple", prompts=SECTION.prompts[0])

    def test_a_moment_is_no_day(self) -> None:
        self.assert_requirement_fault("'valid_to'", "datetime", valid_to=MIDNIGHT)
        aware = MIDNIGHT.replace(tzinfo=UTC)
        self.assert_requirement_fault("'valid_from'", "datetime", valid_from=aware)

    @pytest.mark.nightly
    def test_nothing_odd_anywhere_in_one_makes_it_crash(self) -> None:
        for where, changed in list_variants(FRAMEWORK):
            try:
                list_faults(changed)
            except Exception as error:  # noqa: BLE001 - any is a fault
                self.fail(f"{where} raised {error!r}")

    def test_anything_else_in_its_place_is_one_and_no_crash(self) -> None:
        for changes in (
            {"sections": ("health",)},
            {"sections": None},
            {"requirements": (SECTION,)},
            {"glossary": ["SENCO"]},
            {"words": {"": "child"}},
            {"words": None},
            {"requirements": (replace(REQUIREMENT, valid_from=None),)},
            {"requirements": (replace(REQUIREMENT, valid_to="2027"),)},
            {"requirements": (replace(REQUIREMENT, valid_from=MIDNIGHT),)},
            {"requirements": (replace(REQUIREMENT, valid_to=MIDNIGHT),)},
            {"requirements": (replace(REQUIREMENT, must=(RunBy.COUNCIL,)),)},
            {"sections": (replace(SECTION, key=None),)},
            {"sections": (replace(SECTION, anchor=5),)},
            {"glossary": (replace(TERM, word=["SENCO"]),)},
            {"glossary": (replace(TERM, kind=5),)},
            {"glossary": (replace(TERM, kind="jargn"),)},
            {"front_sheet": None},
            {"front_sheet": SETTING.details},
            {"front_sheet": replace(SETTING, anchor=None)},
            {"front_sheet": replace(SETTING, details=None)},
            {"front_sheet": replace(SETTING, details=("address",))},
            {"front_sheet": replace(SETTING, details=(Detail(key=5),))},
            {
                "front_sheet": replace(
                    SETTING, details=(Detail(key="address", required="yes"),)
                )
            },
            {
                "front_sheet": replace(
                    SETTING,
                    details=(Detail(key="day", fresh_days="183", stale="Check it."),),
                )
            },
            {"contact": None},
            {"contact": "senco_contact"},
            {"contact": replace(SENCO, key=None)},
            {"contact": replace(SENCO, key=["senco_contact"])},
            {"contact": replace(SENCO, anchor=None)},
        ):
            with self.subTest(changes):
                faults = list_faults(replace(FRAMEWORK, **changes))
                self.assertTrue(faults)
                for fault in faults:
                    self.assertTrue(fault.endswith("."), fault)

    def test_a_choice_may_be_written_as_what_is_stored(self) -> None:
        stored: dict[str, Any] = {"kind": "jargon"}
        framework = replace(FRAMEWORK, glossary=(replace(TERM, **stored),))
        self.assertEqual(list_faults(framework), [])


class TestFaultsOfFixedParts(SimpleTestCase):
    def find(self, *details: Detail) -> list[str]:
        """The faults of a framework whose front sheet has these details."""
        front_sheet = replace(SETTING, details=details)
        return list_faults(replace(FRAMEWORK, front_sheet=front_sheet))

    def assert_fault(self, *parts: str, details: tuple[Detail, ...]) -> None:
        (fault,) = self.find(*details)
        for part in parts:
            self.assertIn(part, fault)
        self.assertTrue(fault.endswith("."), fault)

    def test_those_of_a_setting_and_of_a_service_have_none(self) -> None:
        for framework in (FRAMEWORK, TEAM, HEALTH):
            with self.subTest(framework.contact.key):
                self.assertEqual(list_faults(framework), [])

    def test_a_contact_for_which_there_is_no_block_is_one(self) -> None:
        contact = Contact(key="reception", heading="Reception", anchor="reception")
        (fault,) = list_faults(replace(FRAMEWORK, contact=contact))
        self.assertIn("'reception'", fault)
        self.assertIn("Use SENCO or TEAMS", fault)

    def test_a_contact_may_have_another_heading_but_keeps_its_anchor(self) -> None:
        for contact in (SENCO, TEAMS):
            other = replace(contact, heading="Ask us")
            moved = replace(other, anchor="ask-us")
            with self.subTest(contact.key):
                self.assertEqual(list_faults(replace(FRAMEWORK, contact=other)), [])
                (fault,) = list_faults(replace(FRAMEWORK, contact=moved))
                self.assertIn("'ask-us'", fault)

    def test_a_front_sheet_without_details_has_none(self) -> None:
        self.assertEqual(self.find(), [])

    def test_two_details_of_one_key_are_one(self) -> None:
        detail = Detail(key="address")
        self.assert_fault("Detail 'address' is there 2", details=(detail, detail))

    def test_a_required_detail_that_doesnt_say_what_to_do_is_one(self) -> None:
        detail = Detail(key="address", required=True)
        self.assert_fault("'address'", "Add that as 'missing'", details=(detail,))
        said = replace(detail, missing="Enter the address.")
        self.assertEqual(self.find(said), [])

    def test_a_detail_needed_with_one_that_isnt_there_is_one(self) -> None:
        detail = Detail(
            key="waiting_date", missing="Enter the date.", needed_with="waiting"
        )
        self.assert_fault("'waiting_date'", "'waiting'", details=(detail,))
        self.assertEqual(self.find(Detail(key="waiting"), detail), [])

    def test_a_date_that_gets_too_old_and_doesnt_say_what_to_do_is_one(self) -> None:
        detail = Detail(key="checked", fresh_days=183)
        self.assert_fault("'checked'", "Add that as 'stale'", details=(detail,))
        self.assertEqual(self.find(replace(detail, stale="Check it again.")), [])

    def test_a_pattern_that_doesnt_say_what_is_wrong_is_one(self) -> None:
        detail = Detail(key="code", pattern="[A-Z]+")
        self.assert_fault("'code'", "Add that as 'invalid'", details=(detail,))
        self.assertEqual(self.find(replace(detail, invalid="Only letters.")), [])

    def test_one_of_a_projects_own_is_right(self) -> None:
        front_sheet = FrontSheet(
            heading="About the club",
            anchor="about-the-club",
            details=(Detail(key="setting_name"),),
        )
        framework = replace(FRAMEWORK, front_sheet=front_sheet)
        self.assertEqual(list_faults(framework), [])


class TestTheCheck(SimpleTestCase):
    def check(self, path: str, key: str = "FRAMEWORK") -> list[Any]:
        with override_settings(WAGTAIL_LOCALOFFER={key: path}):
            return check_framework()

    def test_the_default_is_right(self) -> None:
        self.assertEqual(check_framework(), [])

    def test_a_fault_is_an_error_with_a_hint(self) -> None:
        messages = self.check("tests.frameworks.test_validation.CONTRADICTORY")
        self.assertEqual(
            [message.msg for message in messages], list_faults(CONTRADICTORY)
        )
        for message in messages:
            self.assertEqual(message.id, "wagtail_localoffer.E004")
            self.assertTrue(message.is_serious())
            self.assertTrue(message.hint.endswith("."))

    def test_what_cant_be_imported_or_is_no_framework_is_an_error(self) -> None:
        for path in (
            "nowhere",
            "tests.frameworks.test_validation.NONE",
            "tests.frameworks.test_validation",
        ):
            with self.subTest(path):
                (message,) = self.check(path)
                self.assertEqual(message.id, "wagtail_localoffer.E004")
                self.assertIn(repr(path), message.msg)

    def test_a_module_that_breaks_is_an_error_and_no_crash(self) -> None:
        with mock.patch.object(conf, "import_string", side_effect=KeyError("KEY")):
            messages = check_framework()
        names = ("LANCASHIRE", "FOURTEEN_QUESTIONS", "HEALTH")
        for message, name in zip(messages, names, strict=True):
            self.assertEqual(message.id, "wagtail_localoffer.E004")
            self.assertIn(name, message.msg)
            self.assertIn("KeyError('KEY')", message.msg)

    def test_the_framework_of_health_services_is_looked_at_too(self) -> None:
        path = "tests.frameworks.test_validation.CONTRADICTORY_HEALTH"
        messages = self.check(path, key="HEALTH_FRAMEWORK")
        self.assertEqual(
            [message.msg for message in messages], list_faults(CONTRADICTORY_HEALTH)
        )

    def test_a_detail_that_is_no_field_of_the_page_is_named(self) -> None:
        path = "wagtail_localoffer.frameworks.lancashire.LANCASHIRE"
        messages = self.check(path, key="HEALTH_FRAMEWORK")
        fields = (
            *("setting_type", "identifier_scheme", "identifier"),
            *("address_is_private", "area", "specialism"),
        )
        for message, field in zip(messages, fields, strict=True):
            self.assertIn(f"HealthServicePage has no field {field!r}", message.msg)

    def test_the_framework_of_a_projects_own_kind_is_looked_at_too(self) -> None:
        with mock.patch.object(
            ShortBreakPage, "get_framework", return_value=CONTRADICTORY_HEALTH
        ):
            messages = [message.msg for message in check_framework()]
        self.assertLessEqual({*list_faults(CONTRADICTORY_HEALTH)}, {*messages})
        self.assertIn("ShortBreakPage has no field 'provider_name'", " ".join(messages))

    def test_a_wrong_path_is_named_with_its_setting(self) -> None:
        for key in ("FRAMEWORK", "QUESTIONS_FRAMEWORK", "HEALTH_FRAMEWORK"):
            with self.subTest(key):
                (message,) = self.check("nowhere", key=key)
                self.assertIn(f"WAGTAIL_LOCALOFFER['{key}']", message.msg)

    def test_what_is_wrong_with_both_is_said_of_both(self) -> None:
        given = {
            "FRAMEWORK": "nowhere",
            "HEALTH_FRAMEWORK": "tests.frameworks.test_validation.NONE",
        }
        with override_settings(WAGTAIL_LOCALOFFER=given):
            messages = check_framework()
        for message, path in zip(messages, given.values(), strict=True):
            self.assertIn(repr(path), message.msg)

    @override_settings(
        WAGTAIL_LOCALOFFER={
            "FRAMEWORK": "tests.frameworks.test_validation.CONTRADICTORY"
        }
    )
    def test_the_command_reports_it(self) -> None:
        with self.assertRaisesMessage(SystemCheckError, "wagtail_localoffer.E004"):
            call_command("check", "--tag", "wagtail_localoffer", stderr=StringIO())

    def test_wrong_settings_are_left_to_their_own_check(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"FRAMEWORK": 5}):
            self.assertEqual(check_framework(), [])
