from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.admin.notice_case import NoticeAdminTestCase, make_sent_notice
from tests.support import (
    make_notice,
    make_notices,
)


class ExportTests(NoticeAdminTestCase):
    def export_csv(self, **parameters: str) -> list[dict[str, str]]:
        response = self.index(export="csv", **parameters)
        text = b"".join(response.streaming_content).decode()
        return list(csv.DictReader(io.StringIO(text)))

    def export_xlsx(self) -> list[dict[str, Any]]:
        response = self.index(export="xlsx")
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        heading, *rows = book.active.iter_rows()
        names = [cell.value for cell in heading]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def test_it_says_what_was_sent_to_whom_and_when(self) -> None:
        self.login()
        notice = make_sent_notice(attempts=2)
        (row,) = self.export_csv()
        self.assertEqual(row["Name of the setting"], notice.setting_name)
        self.assertEqual(row["News"], "Published")
        self.assertEqual(row["Status"], "Sent")
        self.assertEqual(row["Council"], "Lancashire County Council")
        self.assertEqual(row["Sent"], "2026-07-03 14:02:00+01:00")
        self.assertEqual(row["To"], notice.recipient)
        self.assertEqual(row["Address of the offer"], notice.url)
        self.assertEqual(row["Message id"], notice.message_id)
        self.assertEqual(row["Attempts"], "2")
        self.assertEqual(row["Next attempt"], "")

    def test_it_has_what_the_list_is_filtered_and_searched_by(self) -> None:
        self.login()
        make_sent_notice(setting_name="Oak School")
        make_sent_notice(setting_name="Elm School")
        make_notice(setting_name="Oak School")
        rows = self.export_csv(status__exact="sent", q="oak")
        self.assertEqual([row["Name of the setting"] for row in rows], ["Oak School"])

    def test_it_says_what_was_diverted(self) -> None:
        self.login()
        make_sent_notice(diverted=True)
        self.assertEqual(self.export_csv()[0]["Status"], "Sent (diverted)")

    def test_it_has_no_messages(self) -> None:
        self.login()
        make_notice(text_body="The whole message", html_body="<p>The message</p>")
        response = self.index(export="csv")
        self.assertNotIn(b"message</p>", b"".join(response.streaming_content))
        self.assertNotIn("Message", self.export_csv()[0])

    def test_no_text_is_a_formula_in_a_csv_file(self) -> None:
        self.login()
        for beginning in "=+-@\t":
            make_notice(setting_name=f"{beginning}1+1")
        for row in self.export_csv():
            self.assertRegex(row["Name of the setting"], r"\A'.1\+1\Z")

    def test_no_text_is_a_formula_in_an_xlsx_file(self) -> None:
        self.login()
        make_notice(setting_name="=1+1")
        (row,) = self.export_xlsx()
        self.assertEqual(row["Name of the setting"].value, "=1+1")
        self.assertEqual(row["Name of the setting"].data_type, "s")

    def test_an_xlsx_file_has_the_hours_of_the_list(self) -> None:
        self.login()
        make_sent_notice()
        (row,) = self.export_xlsx()
        # Excel knows no time zones.
        self.assertEqual(row["Sent"].value, datetime(2026, 7, 3, 14, 2))

    def test_it_asks_the_database_as_often_for_many_as_for_few(self) -> None:
        self.login()
        counts = []
        for _round in range(2):
            make_notices(60)
            self.export_csv()
            with CaptureQueriesContext(connection) as captured:
                rows = self.export_csv()
            counts.append((len(rows), len(captured)))
        self.assertEqual([rows for rows, _queries in counts], [60, 120])
        self.assertEqual(counts[0][1], counts[1][1])

    def test_it_is_refused_without_the_permission(self) -> None:
        self.log_in_with()
        make_notice()
        self.assertRedirects(self.index(export="csv"), reverse("wagtailadmin_home"))
