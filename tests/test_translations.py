"""The translations that the package ships."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.test import SimpleTestCase
from django.utils import translation

from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

LOCALE = Path(__file__).resolve().parent.parent / "wagtail_localoffer" / "locale"

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%|</?\w+[^>]*>")


def read_entries(language: str) -> Iterator[dict[str, str]]:
    """The texts of a catalogue, each with its parts by their names."""
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    for entry in path.read_text(encoding="utf-8").split("\n\n")[1:]:
        parts: dict[str, str] = {}
        name = ""
        for line in entry.splitlines():
            if line.startswith("#"):
                if "fuzzy" in line or line.startswith("#~"):
                    parts["fuzzy"] = line
                continue
            if line.startswith("msg"):
                name, _space, line = line.partition(" ")
            parts[name] = parts.get(name, "") + line.strip()[1:-1]
        if parts.get("msgid"):
            yield parts


def list_ids(language: str) -> set[str]:
    return {entry["msgid"] for entry in read_entries(language)}


class CatalogueTests(SimpleTestCase):
    def test_urdu_has_every_text_of_the_template(self) -> None:
        self.assertGreater(len(list_ids("en")), 600)
        self.assertEqual(list_ids("ur"), list_ids("en"))

    def test_every_text_is_translated_and_none_is_a_guess(self) -> None:
        for entry in read_entries("ur"):
            self.assertNotIn("fuzzy", entry)
            for name, words in entry.items():
                if name.startswith("msgstr"):
                    self.assertTrue(words, entry["msgid"])

    def test_what_is_filled_in_is_the_same_in_both_languages(self) -> None:
        for entry in read_entries("ur"):
            source = entry.get("msgid_plural", entry["msgid"])
            for name, words in entry.items():
                if name in ("msgstr", "msgstr[1]"):
                    self.assertEqual(
                        sorted(PLACEHOLDER.findall(words)),
                        sorted(PLACEHOLDER.findall(source)),
                        source,
                    )

    def test_the_compiled_file_is_that_of_the_texts(self) -> None:
        with (LOCALE / "ur" / "LC_MESSAGES" / "django.mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)
        for entry in read_entries("ur"):
            if "msgstr" in entry:
                msgid, words = (
                    entry[name].replace('\\"', '"').replace("\\n", "\n")
                    for name in ("msgid", "msgstr")
                )
                context = entry.get("msgctxt")
                found = (
                    compiled.pgettext(context, msgid)
                    if context
                    else compiled.gettext(msgid)
                )
                self.assertEqual(found, words)

    def test_django_finds_it(self) -> None:
        with translation.override("ur"):
            self.assertEqual(str(SettingType.PRIMARY.label), "پرائمری اسکول")
            for section in LANCASHIRE.sections:
                self.assertRegex(str(section.heading), r"[\u0600-\u06ff]")
