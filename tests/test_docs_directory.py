"""The page about directories says what the code does, and its example works."""

from __future__ import annotations

import re
from typing import Any

from django.test import SimpleTestCase
from django.test.utils import isolate_apps
from django.utils.text import capfirst

from tests.test_docs import DOCS, PACKAGE, list_code, list_rows, read, read_words
from tests.test_third_kind import forget_page_types
from wagtail_localoffer.choices import DirectoryScope
from wagtail_localoffer.directory.choice import ASKED
from wagtail_localoffer.directory.finding import PER_PAGE
from wagtail_localoffer.directory.forms import FindForm
from wagtail_localoffer.models import OfferDirectoryMixin, OfferDirectoryPage

PAGE = DOCS / "directory.md"


class DirectoryPageTests(SimpleTestCase):
    def test_it_names_the_page_type_and_whose_offers_it_can_list(self) -> None:
        name = capfirst(OfferDirectoryPage._meta.verbose_name)
        self.assertIn(f"*{name}*", read_words(PAGE))
        self.assertEqual(
            [row[:2] for row in list_rows(PAGE, "Make the page")],
            [[scope.label, f"`{scope.value}`"] for scope in DirectoryScope],
        )

    def test_it_names_all_that_an_address_may_ask(self) -> None:
        rows = list_rows(PAGE, "What families see")
        listed = [name for row in rows for name in re.findall(r"`(\w+)`", row[0])]
        self.assertCountEqual(listed, [*FindForm().fields, "page", ASKED])
        self.assertIn(f"each has {PER_PAGE}", read_words(PAGE))

    def test_the_facts_that_it_names_are_asked(self) -> None:
        [(group, fact)] = re.findall(r"such as `(\w+)=(\w+)`:", read_words(PAGE))
        choices: Any = FindForm().fields[group]
        self.assertIn(fact, dict(choices.choices))

    def test_the_customising_page_names_every_block_of_its_templates(self) -> None:
        listed = read(DOCS / "customising.md")
        for name in ("offer_directory_page.html", "offer_comparison.html"):
            source = read(PACKAGE / "templates" / "wagtail_localoffer" / name)
            for block in re.findall(r"{% block (\w+) %}", source):
                with self.subTest(template=name, block=block):
                    self.assertIn(f"`{block}`", listed)

    def test_a_page_type_of_a_project_has_all_that_the_packages_own_has(self) -> None:
        [code] = list_code(PAGE, "python")
        forget_page_types(self)
        with isolate_apps("tests.school"):
            names: dict[str, Any] = {"__name__": "tests.school.models"}
            exec(code, names)  # noqa: S102 - our own documentation
            own = names["NurseryDirectoryPage"]
            self.assertTrue(issubclass(own, OfferDirectoryMixin))
            self.assertEqual(own.search_fields, OfferDirectoryPage.search_fields)
            self.assertEqual(own.content_panels, OfferDirectoryPage.content_panels)
        self.assertEqual(own.template, "school/nursery_directory_page.html")
