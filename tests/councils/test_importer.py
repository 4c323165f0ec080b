from __future__ import annotations

import tempfile
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase

from tests.builders import lancashire
from wagtail_localoffer.councils.importer import COUNCILS, BadFile, read_councils
from wagtail_localoffer.models import Council


def load(*arguments: str) -> list[str]:
    """Run the command, and return the lines that it printed."""
    output = StringIO()
    call_command("load_councils", *arguments, stdout=output)
    return output.getvalue().splitlines()


class FileTestCase(SimpleTestCase):
    def write(self, content: str | bytes) -> Path:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        path = folder / "councils.csv"
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return path


class ShippedFileTests(SimpleTestCase):
    def setUp(self) -> None:
        self.lines = {line.values["name"]: line.values for line in self.read()}

    def read(self) -> list:
        return read_councils(COUNCILS)

    def test_it_has_all_education_authorities_of_england(self) -> None:
        self.assertEqual(len(self.lines), 153)

    def test_it_says_where_it_is_from(self) -> None:
        head = COUNCILS.read_text(encoding="utf-8")[:400]
        self.assertIn("local-links-manager", head)
        self.assertIn("MIT, Crown copyright", head)

    def test_all_but_two_have_a_code(self) -> None:
        without = {name for name, line in self.lines.items() if "gss_code" not in line}
        self.assertEqual(
            without, {"North Yorkshire County Council", "Somerset County Council"}
        )

    def test_all_have_a_website(self) -> None:
        for name, line in self.lines.items():
            with self.subTest(name):
                self.assertIn("homepage_url", line)

    def test_addresses_are_only_there_where_one_was_found(self) -> None:
        addresses = [line for line in self.lines.values() if "local_offer_url" in line]
        emails = [line for line in self.lines.values() if "update_email" in line]
        self.assertEqual((len(addresses), len(emails)), (22, 5))

    def test_an_address_of_a_consultation_is_none(self) -> None:
        self.assertNotIn("local_offer_url", self.lines["Cornwall Council"])

    def test_only_surrey_has_a_last_day(self) -> None:
        days = {
            name: line["valid_to"]
            for name, line in self.lines.items()
            if "valid_to" in line
        }
        self.assertEqual(days, {"Surrey County Council": date(2027, 3, 31)})


class BadFileTests(FileTestCase):
    def refuse(self, content: str | bytes) -> str:
        with self.assertRaises(BadFile) as refusal:
            read_councils(self.write(content))
        return str(refusal.exception)

    def test_each_wrong_cell_is_named_with_its_line_and_column(self) -> None:
        message = self.refuse(
            "# A remark\n"
            "name,gss_code,local_offer_url,update_email,valid_to\n"
            "Meadow Council,E1,nowhere,nobody,yesterday\n"
        )
        for column in ("gss_code", "local_offer_url", "update_email", "valid_to"):
            with self.subTest(column):
                self.assertIn(f"line 3, {column}: ", message)

    def test_a_day_is_not_guessed_from_how_some_country_writes_it(self) -> None:
        message = self.refuse("name,valid_to\nMeadow,03/04/2027\n")
        self.assertIn("line 2, valid_to: “03/04/2027” value has an invalid", message)

    def test_the_beginning_of_an_address_is_not_guessed(self) -> None:
        message = self.refuse("name,homepage_url\nMeadow,meadow.example\n")
        self.assertEqual(message, "line 2, homepage_url: Enter a valid URL.")

    def test_a_council_without_a_name_is_refused(self) -> None:
        message = self.refuse("name,gss_code\n,E10000017\n")
        self.assertEqual(message, "line 2, name: This field cannot be blank.")

    def test_a_name_or_code_that_is_there_twice_is_refused(self) -> None:
        message = self.refuse(
            "name,gss_code\nMeadow,E10000001\nmeadow,E10000002\nHill,E10000001\n"
        )
        self.assertIn("line 3, name: 'meadow' is in line 2 already.", message)
        self.assertIn("line 4, gss_code: 'E10000001' is in line 2 already.", message)

    def test_a_line_of_another_length_is_refused(self) -> None:
        message = self.refuse("name,gss_code\nMeadow\n")
        self.assertEqual(message, "line 2: it has 1 columns instead of 2.")

    def test_the_line_is_right_after_a_cell_of_several_lines(self) -> None:
        message = self.refuse('name,update_email\n"Meadow\nCouncil",a@b.example\nX,y\n')
        self.assertIn("line 4, update_email: ", message)

    def test_a_column_that_is_not_known_is_named(self) -> None:
        message = self.refuse("name,colour\nMeadow,green\n")
        self.assertIn("line 1: there is no column 'colour'.", message)

    def test_a_column_that_is_there_twice_is_named(self) -> None:
        message = self.refuse("name,name\nMeadow,Hill\n")
        self.assertEqual(message, "line 1: the column 'name' is there twice.")

    def test_a_file_without_names_is_refused(self) -> None:
        for content in ("", "gss_code\nE10000017\n"):
            with self.subTest(content):
                self.assertEqual(
                    self.refuse(content), "line 1: there is no column 'name'."
                )

    def test_what_is_not_csv_is_refused(self) -> None:
        self.assertIn("line 2: ", self.refuse('name\n"Meadow"x\n'))

    def test_what_is_not_text_is_refused(self) -> None:
        self.assertIn("is not text in UTF-8", self.refuse(b"name\nCaf\xe9\n"))

    def test_a_file_that_is_not_there_is_named(self) -> None:
        with self.assertRaisesMessage(BadFile, "/nowhere.csv can't be read"):
            read_councils(Path("/nowhere.csv"))

    def test_the_mark_that_excel_writes_is_no_part_of_a_column(self) -> None:
        (line,) = read_councils(self.write(b"\xef\xbb\xbfname\r\nMeadow\r\n\r\n"))
        self.assertEqual((line.number, line.values), (2, {"name": "Meadow"}))


@pytest.mark.portable
class LoadCouncilsTests(FileTestCase, TestCase):
    def test_all_councils_are_there_afterwards(self) -> None:
        lines = load()
        self.assertEqual(Council.objects.count(), 153)
        self.assertIn("Added Barnsley Metropolitan Borough Council.", lines)
        self.assertEqual(lines[-1], "Added: 152. Filled in: 1. As before: 0.")

    def test_lancashire_is_found_by_its_name_and_gets_its_code(self) -> None:
        lines = load()
        self.assertEqual(lancashire().gss_code, "E10000017")
        self.assertIn(
            "Filled in Lancashire County Council: gss_code, homepage_url.", lines
        )

    def test_surrey_ends_when_its_successors_begin(self) -> None:
        load()
        surrey = Council.objects.get(name="Surrey County Council")
        self.assertFalse(surrey.is_abolished(date(2027, 3, 31)))
        self.assertTrue(surrey.is_abolished(date(2027, 4, 1)))

    def test_no_address_counts_as_checked(self) -> None:
        load()
        self.assertFalse(Council.objects.exclude(checked_at=None).exists())

    def test_a_second_run_changes_nothing(self) -> None:
        load()
        before = list(Council.objects.values())
        self.assertEqual(load(), ["Added: 0. Filled in: 0. As before: 153."])
        self.assertEqual(list(Council.objects.values()), before)

    def test_what_an_editor_entered_stays(self) -> None:
        entered = {
            "name": "Hackney",
            "gss_code": "E09000012",
            "local_offer_url": "https://hackney.example/send",
        }
        council = Council.objects.create(**entered)
        lines = load()
        council.refresh_from_db()
        for field, value in entered.items():
            self.assertEqual(getattr(council, field), value)
        self.assertEqual(council.update_email, "localoffer@hackney.gov.uk")
        self.assertIn("Filled in Hackney: homepage_url, update_email.", lines)

    def test_a_council_without_a_code_is_not_added_again_after_a_new_name(self) -> None:
        load()
        old = Council.objects.filter(name="Somerset County Council")
        old.update(name="Somerset Council", gss_code="E06000066")
        self.assertEqual(load(), ["Added: 0. Filled in: 0. As before: 153."])

    def test_a_shared_website_makes_no_councils_the_same(self) -> None:
        path = self.write(
            "name,gss_code,homepage_url\n"
            "Meadow,E10000001,https://both.example/\n"
            "Hill,E10000002,https://both.example/\n"
        )
        self.assertEqual(load(str(path))[-1], "Added: 2. Filled in: 0. As before: 0.")

    def test_a_dry_run_saves_nothing(self) -> None:
        lines = load("--dry-run")
        self.assertIn("Added Barnsley Metropolitan Borough Council.", lines)
        self.assertEqual(lines[-1], "This was a dry run: nothing was saved.")
        self.assertEqual(Council.objects.count(), 1)
        self.assertIsNone(lancashire().gss_code)

    def test_of_a_bad_file_nothing_is_loaded(self) -> None:
        path = self.write("name,update_email\nMeadow,\nHill,nobody\n")
        with self.assertRaises(CommandError) as refusal:
            load(str(path))
        self.assertIn("Nothing was loaded.", str(refusal.exception))
        self.assertIn("line 3, update_email: ", str(refusal.exception))
        self.assertEqual(Council.objects.count(), 1)

    def test_an_address_that_is_filled_in_is_not_checked_yet(self) -> None:
        council = Council.objects.create(
            name="Meadow",
            form_url="https://form.example/",
            checked_at="2026-01-01T00:00Z",
            check_problem="It is gone.",
        )
        load(str(self.write("name,local_offer_url\nMeadow,https://send.example/\n")))
        council.refresh_from_db()
        self.assertIsNone(council.checked_at)
        self.assertEqual(council.check_problem, "")

    def test_the_number_of_questions_to_the_database_is_small(self) -> None:
        load()
        # A transaction of its own within that of the command, and all councils at once.
        with self.assertNumQueries(5):
            load()
