"""Lookups in a framework: what is asked of whom, when, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, override_settings
from django.utils import translation
from django.utils.translation import gettext

from tests.frameworks.small import FRAMEWORK, REQUIREMENT, SECTION, TEAM
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.compliance.rules import get_framework_of
from wagtail_localoffer.conf import get_framework
from wagtail_localoffer.frameworks import Framework, Requirement
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import (
    find_origin,
    get_level,
    get_words,
    in_words,
    is_for,
    list_blocks,
    list_requirements,
    put_in_words,
)


class TestGetFramework(SimpleTestCase):
    def test_it_is_lancashires_by_default(self) -> None:
        self.assertIs(get_framework(), LANCASHIRE)

    @override_settings(
        WAGTAIL_LOCALOFFER={"FRAMEWORK": "tests.frameworks.small.FRAMEWORK"}
    )
    def test_it_is_the_one_that_the_settings_name(self) -> None:
        self.assertIs(get_framework(), FRAMEWORK)

    def test_what_cant_be_imported_is_named_with_what_to_do(self) -> None:
        for path in (
            "",
            "nowhere",
            "no.such.FRAMEWORK",
            "tests.frameworks.small.NONE",
        ):
            with (
                self.subTest(path),
                override_settings(WAGTAIL_LOCALOFFER={"FRAMEWORK": path}),
                self.assertRaises(ImproperlyConfigured) as caught,
            ):
                get_framework()
            message = str(caught.exception)
            self.assertIn("WAGTAIL_LOCALOFFER['FRAMEWORK']", message)
            self.assertIn(repr(path), message)
            self.assertIn("Set it to the dotted path of a Framework", message)

    def test_that_of_health_services_has_a_setting_of_its_own(self) -> None:
        self.assertIs(get_framework("HEALTH_FRAMEWORK"), HEALTH)
        for key, other in (
            ("FRAMEWORK", "HEALTH_FRAMEWORK"),
            ("HEALTH_FRAMEWORK", "FRAMEWORK"),
        ):
            given = {key: "tests.frameworks.small.FRAMEWORK"}
            with self.subTest(key), override_settings(WAGTAIL_LOCALOFFER=given):
                self.assertIs(get_framework(key), FRAMEWORK)
                self.assertIsNot(get_framework(other), FRAMEWORK)

    @override_settings(WAGTAIL_LOCALOFFER={"FRAMEWORK": "tests.frameworks.small"})
    def test_a_module_is_no_framework(self) -> None:
        with self.assertRaisesMessage(ImproperlyConfigured, "is no Framework"):
            get_framework()


class TestFindFramework(SimpleTestCase):
    def test_an_offers_own_kind_decides(self) -> None:
        offer = SimpleNamespace(framework=FRAMEWORK)
        self.assertIs(get_framework_of(offer), FRAMEWORK)

    def test_it_is_the_projects_where_an_offer_names_none(self) -> None:
        for offer in (SimpleNamespace(), SimpleNamespace(framework=None)):
            with self.subTest(offer):
                self.assertIs(get_framework_of(offer), LANCASHIRE)


#: Whom section 69 doesn't name, beside nurseries and colleges.
BEFORE_SCHOOL = ("childminder", "childrens_centre")
FOR_A_TIME = ("pupil_referral_unit", "alternative")


def named(heading: str) -> Framework:
    """A framework with a section of that name."""
    return replace(FRAMEWORK, sections=(replace(SECTION, heading=heading),))


class TestBlocks(SimpleTestCase):
    def test_the_contact_and_the_council_come_before_the_sections(self) -> None:
        for framework, contact in ((FRAMEWORK, "senco_contact"), (TEAM, "contacts")):
            with self.subTest(contact):
                self.assertEqual(
                    list_blocks(framework), (contact, "council_link", "health")
                )


class TestWords(SimpleTestCase):
    def test_each_type_has_its_own(self) -> None:
        for setting_type, expected in (
            ("early_years", "children"),
            ("primary", "pupils"),
            ("college", "students"),
            ("middle", "pupils"),
            ("pupil_referral_unit", "pupils"),
            ("alternative", "pupils"),
            ("childminder", "children"),
            ("childrens_centre", "children"),
            ("", "children"),
            ("no such type", "children"),
        ):
            with self.subTest(setting_type):
                words = get_words(LANCASHIRE, setting_type)
                self.assertEqual(words.children, expected)

    def test_they_fill_the_braces(self) -> None:
        words = get_words(LANCASHIRE, "college")
        self.assertEqual(
            put_in_words("Ask the {senco} of the {setting}.", words),
            "Ask the named person of the college.",
        )

    def test_headings_without_braces_stay_the_same_object(self) -> None:
        anything: tuple[Any, ...] = ("", "primary", None, [])
        for framework in (LANCASHIRE, HEALTH):
            for setting_type in anything:
                with self.subTest(setting_type):
                    self.assertIs(in_words(framework, setting_type), framework)

    def test_headings_are_put_in_the_words_of_a_type(self) -> None:
        framework = named("{setting} staff, my {own_child}, {childrens} needs")
        expectations: tuple[tuple[Any, str], ...] = (
            ("primary", "school staff, my child, pupils’ needs"),
            ("college", "college staff, my young person, students’ needs"),
            ("early_years", "setting staff, my child, children’s needs"),
            ("", "setting staff, my child, children’s needs"),
            ("no such type", "setting staff, my child, children’s needs"),
            (["primary"], "setting staff, my child, children’s needs"),
        )
        for setting_type, expected in expectations:
            with self.subTest(setting_type):
                (section,) = in_words(framework, setting_type).sections
                self.assertEqual(str(section.heading), expected)

    def test_it_is_the_same_framework_each_time(self) -> None:
        framework = named("Our {setting}")
        primary = in_words(framework, "primary")
        self.assertIs(in_words(framework, "primary"), primary)
        self.assertIs(in_words(primary, "college"), primary)
        self.assertIs(in_words(framework, "no such type"), in_words(framework, ""))

    def test_what_it_was_made_of_is_known(self) -> None:
        framework = named("Our {setting}")
        primary = in_words(framework, "primary")
        self.assertIs(find_origin(primary), framework)
        self.assertIs(find_origin(framework), framework)
        # What a project makes of it is one of its own.
        changed = replace(primary, glossary=())
        self.assertIs(find_origin(changed), changed)

    def test_a_brace_that_names_no_word_stops_no_page(self) -> None:
        for heading in ("Our {farm}", "Our {", "Our {0}", "{{Our}}"):
            with self.subTest(heading):
                (section,) = in_words(named(heading), "primary").sections
                self.assertEqual(str(section.heading), heading)

    def test_headings_are_in_the_language_of_who_reads_them(self) -> None:
        (section,) = in_words(named("{setting}"), "primary").sections
        with translation.override("ur"):
            self.assertEqual(str(section.heading), gettext("school"))
            self.assertNotEqual(str(section.heading), "school")

    def test_what_names_no_type_is_for_all(self) -> None:
        self.assertTrue(is_for((), "primary"))
        self.assertTrue(is_for((SettingType.PRIMARY,), "primary"))
        self.assertTrue(is_for((SettingType.PRIMARY,), ""))
        self.assertFalse(is_for((SettingType.PRIMARY,), "college"))


class TestLevels(SimpleTestCase):
    """Who must publish what: the law names schools of the state, and nobody else."""

    def levels(self, setting_type: str, run_by: str) -> dict[str, str]:
        return {
            each.key: get_level(each, setting_type, run_by)
            for each in LANCASHIRE.requirements
        }

    def test_mainstream_schools_of_the_state_must_answer_all_of_the_law(self) -> None:
        for setting_type in ("primary", "middle", "secondary", "all_through"):
            for run_by in ("council", "academy", ""):
                with self.subTest(setting_type=setting_type, run_by=run_by):
                    for key, level in self.levels(setting_type, run_by).items():
                        is_code = key.startswith("code-")
                        self.assertEqual(level, SHOULD if is_code else MUST, key)

    def test_a_maintained_nursery_school_must_too(self) -> None:
        nursery = self.levels("early_years", "council")
        # Before school, there are no years to adapt the curriculum for.
        self.assertEqual(nursery.pop("code-6.82"), "")
        school = self.levels("primary", "council")
        self.assertEqual(nursery, {key: school[key] for key in nursery})

    def test_special_schools_must_but_for_items_2_and_4(self) -> None:
        for run_by in ("council", "academy", ""):
            with self.subTest(run_by=run_by):
                levels = self.levels("special", run_by)
                self.assertEqual(levels.pop("schedule-1.2"), "")
                self.assertEqual(levels.pop("schedule-1.4"), "")
                for key, level in levels.items():
                    is_code = key.startswith("code-")
                    self.assertEqual(level, SHOULD if is_code else MUST, key)

    def test_an_independent_special_school_isnt_asked_them_either(self) -> None:
        levels = self.levels("special", "independent")
        self.assertEqual(levels.pop("schedule-1.2"), "")
        self.assertEqual(levels.pop("schedule-1.4"), "")
        self.assertEqual(set(levels.values()), {SHOULD})

    def test_all_others_are_encouraged(self) -> None:
        for setting_type, run_by in (
            ("early_years", "independent"),
            ("early_years", "academy"),
            ("early_years", ""),
            ("college", "council"),
            ("college", "academy"),
            ("college", "independent"),
            ("college", ""),
            *product(
                (*BEFORE_SCHOOL, *FOR_A_TIME), ("council", "academy", "independent", "")
            ),
            ("primary", "independent"),
            ("secondary", "independent"),
            ("all_through", "independent"),
        ):
            with self.subTest(setting_type=setting_type, run_by=run_by):
                levels = self.levels(setting_type, run_by)
                if setting_type in ("early_years", "college", *BEFORE_SCHOOL):
                    # Only schools have an accessibility plan.
                    self.assertEqual(levels.pop("section-69.d4"), "")
                if setting_type in ("early_years", *BEFORE_SCHOOL):
                    self.assertEqual(levels.pop("code-6.82"), "")
                self.assertEqual(set(levels.values()), {SHOULD})


class TestDates(SimpleTestCase):
    def asked(self, today: date, *requirements: Requirement) -> list[str]:
        framework = replace(FRAMEWORK, requirements=requirements or (REQUIREMENT,))
        listed = list_requirements(framework, "primary", "council", today)
        return [str(requirement.text) for requirement, _level in listed]

    def test_one_is_asked_from_its_first_day_to_its_last(self) -> None:
        ending = replace(REQUIREMENT, valid_to=date(2027, 8, 31))
        for today, there in (
            (date(2026, 8, 31), False),
            (date(2026, 9, 1), True),
            (date(2027, 8, 31), True),
            (date(2027, 9, 1), False),
        ):
            with self.subTest(today):
                self.assertEqual(bool(self.asked(today, ending)), there)

    def test_one_without_an_end_goes_on(self) -> None:
        self.assertTrue(self.asked(date(2126, 1, 1)))

    def test_a_newer_one_of_the_same_key_follows(self) -> None:
        older = replace(REQUIREMENT, text="Old", valid_to=date(2027, 8, 31))
        newer = replace(REQUIREMENT, text="New", valid_from=date(2027, 9, 1))
        self.assertEqual(self.asked(date(2027, 8, 31), older, newer), ["Old"])
        self.assertEqual(self.asked(date(2027, 9, 1), older, newer), ["New"])

    def test_nothing_was_asked_before_the_law(self) -> None:
        for today, keys in (
            (date(2014, 8, 31), set()),
            (date(2014, 9, 1), {"schedule", "section"}),
            (date(2015, 1, 31), {"schedule", "section", "code"}),
        ):
            with self.subTest(today):
                asked = list_requirements(LANCASHIRE, "primary", "council", today)
                self.assertEqual({each.key.split("-")[0] for each, _ in asked}, keys)
