"""The rows of the report: no cell is blank, and translations stand under originals."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page

from tests.admin.test_report import ReportTestCase, add_offer, in_days
from wagtail_localoffer.models import Council

pytestmark = pytest.mark.rows


class RowTestCase(ReportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()

    def list_rows(self, **query: Any) -> list[Any]:
        table = self.client.get(self.url, query).context["table"]
        return [page.row for page in table.data]

    def describe(self, page: Page, *names: str) -> list[Any]:
        (row,) = (row for row in self.list_rows() if row.page.pk == page.pk)
        return [getattr(row, name) for name in names]


class BlankTests(RowTestCase):
    CELLS = (
        *("setting", "council", "contact", "state"),
        *("changed_in_words", "review_in_words", "told_in_words"),
    )

    def test_an_empty_draft_says_in_each_cell_what_it_lacks(self) -> None:
        page = add_offer(
            title="New", setting_name="", live=False, sections_done=0, missing_musts=9
        )
        self.assertEqual(
            self.describe(page, *self.CELLS),
            [
                *("New", "No council chosen", "Nobody named", "Not started"),
                *("Never published", "None while it is not public", "Not told yet"),
            ],
        )

    def test_what_nobody_has_measured_says_so_and_not_that_it_lacks_something(
        self,
    ) -> None:
        page = add_offer(obstacles=None)
        self.assertEqual(
            self.describe(page, "council", "contact", "state"), ["Not checked yet"] * 3
        )

    def test_what_was_taken_down_is_not_taken_for_public(self) -> None:
        page = add_offer(live=False)
        Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now())
        (changed,) = self.describe(page, "changed_in_words")
        self.assertIn("not public now", changed)

    def test_the_state_is_one_of_the_words_of_parts(self) -> None:
        known = {"first_published_at": timezone.now()}
        for expected, page, values in (
            ("Ready", add_offer(), {}),
            ("Ready", add_offer(live=False), {}),
            ("Needs attention", add_offer(missing_musts=1), {}),
            ("Needs attention", add_offer(review_due=in_days(30)), {}),
            ("Needs attention", add_offer(live=False, missing_musts=1), known),
            ("Started", add_offer(live=False, missing_musts=1), {}),
            (
                "Not started",
                add_offer(live=False, missing_musts=1, sections_done=0),
                {},
            ),
        ):
            if values:
                Page.objects.filter(pk=page.pk).update(**values)
            with self.subTest(expected, page=page.pk):
                self.assertEqual(self.describe(page, "state"), [expected])

    def test_each_cell_names_its_column_for_a_phone(self) -> None:
        add_offer(council=Council.objects.create(name="Meadow Council"))
        response = self.client.get(self.url)
        for label in ("Council", "SENCO or contact", "State", "Next review"):
            with self.subTest(label):
                self.assertContains(response, f'data-label="{label}"')
        self.assertContains(response, "wagtail_localoffer/css/report.css")


class TranslationTests(RowTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.locale = Locale.objects.get_or_create(language_code="ur")[0]
        self.original = add_offer(title="Original", setting_name="Hawthorn Bank")
        self.other = add_offer(title="Other", setting_name="Meadow")

    def add_translation(self, **changes: Any) -> Page:
        page = add_offer(title="ترجمہ", setting_name="ہاتھورن", **changes)
        Page.objects.filter(pk=page.pk).update(
            locale=self.locale, translation_key=self.original.translation_key
        )
        return page

    def list_pages(self, **query: Any) -> list[int]:
        return [row.page.pk for row in self.list_rows(**query)]

    def test_a_translation_stands_under_its_original(self) -> None:
        translation = self.add_translation(missing_musts=3)
        self.assertEqual(
            self.list_pages(ordering="setting_name"),
            [self.original.pk, translation.pk, self.other.pk],
        )
        self.assertEqual(
            self.describe(translation, "relation", "told_in_words"),
            ["Urdu translation", "As the original"],
        )

    def test_what_is_found_in_a_translation_is_shown_under_its_original(self) -> None:
        translation = self.add_translation(missing_musts=3)
        expected = [self.original.pk, translation.pk]
        self.assertEqual(self.list_pages(attention="any"), expected)
        self.assertEqual(self.list_pages(q="ہاتھورن"), expected)

    def test_its_original_is_not_named_where_nobody_may_see_it(self) -> None:
        section = self.add_section("Ours")
        translation = add_offer(section, title="ترجمہ")
        Page.objects.filter(pk=translation.pk).update(
            locale=self.locale, translation_key=self.original.translation_key
        )
        self.client.logout()
        self.log_in_editor(section, "change_page")
        self.assertEqual(self.list_pages(), [translation.pk])
        self.assertEqual(self.describe(translation, "relation"), [""])

    def test_an_alias_says_what_it_is_and_offers_nothing_to_choose(self) -> None:
        alias = add_offer(title="Again")
        Page.objects.filter(pk=alias.pk).update(alias_of=self.original)
        self.assertEqual(
            self.list_pages(ordering="setting_name"),
            [self.original.pk, alias.pk, self.other.pk],
        )
        self.assertEqual(
            self.describe(alias, "relation"), ["Shown at a second address"]
        )
        response = self.client.get(self.url)
        self.assertNotContains(response, f'data-object-id="{alias.pk}"')
        self.assertContains(response, f'data-object-id="{self.original.pk}"')

    def test_what_is_not_translated_yet_says_so(self) -> None:
        alias = self.add_translation()
        Page.objects.filter(pk=alias.pk).update(alias_of=self.original)
        (relation,) = self.describe(alias, "relation")
        self.assertEqual(relation, "Urdu: not translated yet, shows the original")

    def test_a_spreadsheet_has_them_in_the_same_order(self) -> None:
        self.add_translation()
        rows = self.read_csv(ordering="setting_name")
        self.assertEqual(
            [row[:4] for row in rows[1:]],
            [
                ["Hawthorn Bank", "Original", "", "English"],
                ["ہاتھورن", "ترجمہ", "Urdu translation", "Urdu"],
                ["Meadow", "Other", "", "English"],
            ],
        )
