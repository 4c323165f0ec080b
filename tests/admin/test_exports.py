"""What both spreadsheets have in common: safe cells, and little memory."""

from __future__ import annotations

import csv
import tracemalloc
import unicodedata
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Site

from tests.admin.test_report import ReportTestCase, add_offer
from tests.support import list_sql, make_notice
from wagtail_localoffer.admin import exports
from wagtail_localoffer.admin.exports import BATCH
from wagtail_localoffer.models import CouncilNotice

pytestmark = pytest.mark.rows

NOTICES = reverse("wagtail_localoffer_councilnotice_modeladmin_index")

REPORT = reverse("wagtail_localoffer_report")

#: What spreadsheet programs skip before a formula, and in what forms they take it.
FORMULAS = [
    f"{before}{start}1+1"
    for start in "=+-@＝＋－＠﹢﹣﹦﹫⁼\u2212"
    for before in ("", "\n", "\r\n", "\t", " ", "\u00a0", "\u3000", "\ufeff", "\u200b")
]

#: Of most of these no XML may have one. PostgreSQL can't store a NUL.
UNWRITABLE = "".join(map(chr, (*range(1, 32), *range(127, 160), 0xFFFE, 0xFFFF)))


def begins_formula(cell: str) -> bool:
    """Whether any program could take a cell for a formula, whatever it skips."""
    seen = "".join(each for each in cell if unicodedata.category(each)[0] not in "CZ")
    return unicodedata.normalize("NFKD", seen[:1]).startswith((*"=+-@\u2212",))


@pytest.mark.nightly
@pytest.mark.portable
class CellTests(ReportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()

    def read(self, url: str, kind: str) -> bytes:
        response = self.client.get(url, {"export": kind})
        return b"".join(response.streaming_content)

    def read_cells(self, url: str) -> list[str]:
        rows = csv.reader(StringIO(self.read(url, "csv").decode(), newline=""))
        return [cell for row in rows for cell in row]

    def read_xlsx(self, url: str) -> list[Any]:
        book = load_workbook(BytesIO(self.read(url, "xlsx")))
        return [cell for row in book.active.iter_rows() for cell in row]

    def write(self, *texts: str) -> None:
        """Put texts into rows of both, as older versions stored them."""
        for text in texts:
            make_notice(setting_name=text, page_title=text, council_name=text)
            add_offer(title=text, setting_name=text)

    def test_no_text_is_a_formula_in_a_csv_file(self) -> None:
        self.write(*FORMULAS)
        for url in (NOTICES, REPORT):
            cells = self.read_cells(url)
            self.assertGreater(len(cells), 2 * len(FORMULAS))
            with self.subTest(url):
                self.assertEqual([each for each in cells if begins_formula(each)], [])

    def test_every_text_is_text_in_an_xlsx_file(self) -> None:
        self.write(*FORMULAS, "#N/A")
        for url in (NOTICES, REPORT):
            wrong = [
                cell.value
                for cell in self.read_xlsx(url)
                if isinstance(cell.value, str) and cell.data_type != "s"
            ]
            with self.subTest(url):
                self.assertEqual(wrong, [])

    def test_the_name_of_a_site_is_no_formula_either(self) -> None:
        site = Site.objects.get()
        Site.objects.update(site_name="=1+1")
        make_notice(site=site)
        self.assertIn("'=1+1 [default]", self.read_cells(NOTICES))
        (cell,) = [
            cell
            for cell in self.read_xlsx(NOTICES)
            if str(cell.value).startswith("=1+1")
        ]
        self.assertEqual(cell.data_type, "s")

    def test_characters_that_no_file_can_have_are_taken_out(self) -> None:
        self.write(f"Oak{UNWRITABLE}School")
        for url in (NOTICES, REPORT):
            texts = (
                *(str(cell.value) for cell in self.read_xlsx(url)),
                *self.read_cells(url),
            )
            found = [text for text in texts if text.startswith("Oak")]
            with self.subTest(url):
                self.assertGreaterEqual(len(found), 4)
                for text in found:
                    self.assertEqual(text.split(), ["Oak", "School"])

    def test_texts_in_every_language_stay_as_they_are(self) -> None:
        texts = ("Tŷ Hafan", "école d’été", "特殊学校", "مدرسة", "می‌خواهم", "👨‍👩‍👧")
        self.write(*texts)
        for url in (NOTICES, REPORT):
            with self.subTest(url):
                self.assertLessEqual({*texts}, {*self.read_cells(url)})
                cells = {cell.value for cell in self.read_xlsx(url)}
                self.assertLessEqual({*texts}, cells)


class ReadingTests(ReportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()

    def export(self, url: str, **query: Any) -> Iterator[bytes]:
        response = self.client.get(url, {"export": "csv", **query})
        return iter(response.streaming_content)

    def test_rows_are_read_in_batches_and_keep_their_order(self) -> None:
        for name in "cadbe":
            make_notice(setting_name=name)
            add_offer(setting_name=name)
        for url, query, table, number in (
            (NOTICES, {"o": "0"}, "councilnotice", 4),
            # Each batch is read with its translations and aliases.
            (REPORT, {"ordering": "setting_name"}, "wagtailcore_page", 7),
        ):
            with (
                self.subTest(url),
                patch.object(exports, "BATCH", 2),
                CaptureQueriesContext(connection) as captured,
            ):
                rows = [row[:1].decode() for row in self.export(url, **query)]
                self.assertEqual(rows[1:], [*"abcde"])
                reading = [
                    sql
                    for sql in list_sql(captured)
                    if f'{table}".' in sql and not sql.startswith("SELECT COUNT")
                ]
                self.assertEqual(len(reading), number)

    @pytest.mark.nightly
    def test_a_long_log_takes_no_more_memory_than_a_short_one(self) -> None:
        notice = make_notice()
        values = CouncilNotice.objects.filter(pk=notice.pk).values().get()
        del values["id"]
        peaks = []
        for number in (BATCH, BATCH, 4 * BATCH):
            CouncilNotice.objects.bulk_create(
                CouncilNotice(**{**values, "number": each, "message_id": f"<{each}@a>"})
                for each in range(CouncilNotice.objects.count() + 1, number + 1)
            )
            tracemalloc.start()
            self.assertEqual(sum(1 for _row in self.export(NOTICES)), number + 1)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        # What the first one makes and keeps doesn't count.
        self.assertLess(peaks[2], peaks[1] * 1.3)
