from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, override_settings

from wagtail_localoffer.conf import LocalOfferSettings, get_settings, list_problems

#: For each type a key may have, values that are of another one.
WRONG: dict[type, list[Any]] = {
    str: [None, 1, True, b"bytes", ["list"]],
    bool: [None, 1, 0, "yes"],
    int: [None, "10", 2.5, True],
    tuple: [None, "a.b", ["a.b"]],
}


class TestSettings(SimpleTestCase):
    def test_a_project_without_settings_gets_the_defaults(self) -> None:
        with override_settings():
            del settings.WAGTAIL_LOCALOFFER
            self.assertEqual(get_settings(), LocalOfferSettings())

    def test_a_key_that_is_left_out_keeps_its_default(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": 3}):
            given = get_settings()
        self.assertEqual(given.MAX_ATTEMPTS, 3)
        self.assertEqual(given.CLAIM_SECONDS, LocalOfferSettings().CLAIM_SECONDS)

    def test_settings_are_read_on_every_call(self) -> None:
        for number in (1, 2):
            with override_settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": number}):
                self.assertEqual(get_settings().MAX_ATTEMPTS, number)

    def test_every_key_can_be_set(self) -> None:
        other = {str: "other", bool: None, int: 9, tuple: ("other",)}
        values = {
            field.name: other[type(field.default)] or not field.default
            for field in fields(LocalOfferSettings)
        }
        values["REVIEW_CYCLE"] = "school year"
        with override_settings(WAGTAIL_LOCALOFFER=values):
            given = get_settings()
        self.assertEqual(
            {name: getattr(given, name) for name in values},
            values,
        )

    def test_a_report_of_an_error_does_not_show_the_webhook(self) -> None:
        given = {"WEBHOOK_URL": "https://hook.example", "WEBHOOK_SECRET": "whsec_1"}
        shown = repr(LocalOfferSettings(**given))
        for value in given.values():
            self.assertNotIn(value, shown)

    def test_councils_are_not_written_to_from_a_local_copy_by_default(self) -> None:
        self.assertIs(LocalOfferSettings().SEND_FROM_LOCAL_SITES, False)

    def test_a_claim_outlasts_a_slow_mail_server_by_default(self) -> None:
        defaults = LocalOfferSettings()
        # Connecting, greeting, sender, recipient, content and its acceptance.
        self.assertGreater(defaults.CLAIM_SECONDS, 6 * defaults.CONNECTION_TIMEOUT)


class TestProblems(SimpleTestCase):
    def test_a_review_cycle_is_one_of_two(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"REVIEW_CYCLE": "monthly"}):
            self.assertEqual(
                list_problems(),
                [
                    "WAGTAIL_LOCALOFFER['REVIEW_CYCLE'] must be '12 months' or "
                    "'school year', not 'monthly'."
                ],
            )

    def test_an_hour_is_one_of_the_day(self) -> None:
        self.assertEqual(
            self.problems({"DAILY_EMAIL_HOUR": 24}),
            ["WAGTAIL_LOCALOFFER['DAILY_EMAIL_HOUR'] must be 23 or less, not 24."],
        )

    def problems(self, value: Any) -> list[str]:
        with override_settings(WAGTAIL_LOCALOFFER=value):
            return list_problems()

    def test_right_settings_have_none(self) -> None:
        self.assertEqual(self.problems({"DIVERT_TO": "a@b.uk", "MAX_ATTEMPTS": 1}), [])

    def test_a_wrong_type_is_found_for_every_key(self) -> None:
        for field in fields(LocalOfferSettings):
            expected = type(field.default)
            for value in WRONG[expected]:
                with self.subTest(field.name, value=value):
                    self.assertEqual(
                        self.problems({field.name: value}),
                        [
                            f"WAGTAIL_LOCALOFFER['{field.name}'] must be of type "
                            f"{expected.__name__}, not {type(value).__name__}."
                        ],
                    )

    def test_numbers_below_one_are_found(self) -> None:
        for field in fields(LocalOfferSettings):
            if type(field.default) is not int:
                continue
            for value in (0, -1):
                with self.subTest(field.name, value=value):
                    self.assertEqual(
                        self.problems({field.name: value}),
                        [
                            f"WAGTAIL_LOCALOFFER['{field.name}'] must be 1 or more, "
                            f"not {value}."
                        ],
                    )

    def test_an_unknown_key_is_found_and_the_known_ones_are_named(self) -> None:
        (problem,) = self.problems({"DIVERT": "web@agency.example"})
        self.assertIn("WAGTAIL_LOCALOFFER has the unknown key 'DIVERT'.", problem)
        for field in fields(LocalOfferSettings):
            self.assertIn(field.name, problem)

    def test_a_key_that_is_no_string_is_found(self) -> None:
        (problem,) = self.problems({1: "one"})
        self.assertIn("unknown key 1.", problem)

    def test_anything_but_a_dict_is_found(self) -> None:
        for value in (None, [], "DIVERT_TO", LocalOfferSettings()):
            with self.subTest(value):
                self.assertEqual(
                    self.problems(value),
                    [f"WAGTAIL_LOCALOFFER must be a dict, not {type(value).__name__}."],
                )

    def test_every_problem_is_found_at_once(self) -> None:
        problems = self.problems({"MAX_ATTEMPTS": 0, "DIVERT_TO": None, "X": 1})
        self.assertEqual(len(problems), 3)

    def test_wrong_settings_cannot_be_used(self) -> None:
        with (
            override_settings(WAGTAIL_LOCALOFFER={"MAX_ATTEMPTS": 0, "X": 1}),
            self.assertRaises(ImproperlyConfigured) as caught,
        ):
            get_settings()
        self.assertIn("must be 1 or more, not 0.", str(caught.exception))
        self.assertIn("has the unknown key 'X'.", str(caught.exception))
