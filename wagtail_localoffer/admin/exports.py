"""Spreadsheets of lists: safe to open, and written while they are read."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from wagtail_localoffer.text.characters import drop_unseen
from wagtail_localoffer.text.plain import defuse_formula

#: How many rows are in memory at once. SQLite takes no query with many more keys.
BATCH = 500

#: What a spreadsheet has cells of its own for. All else is text.
TYPED = (bool, int, float, Decimal, date, time)


class Rows:
    """
    The rows of a queryset, of which only a few are in memory at a time.

    ``iterator()`` would not do: drivers of MariaDB read all rows at once, and so does
    that of PostgreSQL behind a pool of connections.
    """

    def __init__(
        self,
        queryset: QuerySet[Any],
        decorate: Callable[[Iterable[Any]], Iterable[Any]] = iter,
    ) -> None:
        """
        List the rows of a queryset.

        :param decorate: gives some rows whatever belongs to them, in few queries.
        """
        self.model = queryset.model
        self._queryset = queryset
        self._decorate = decorate

    def __iter__(self) -> Iterator[Any]:
        keys = self._queryset.prefetch_related(None).values_list("pk", flat=True)
        # Eight bytes for each row.
        waiting = iter(array("q", keys.iterator()))
        while batch := list(islice(waiting, BATCH)):
            # They come in the order of the queryset, which is that of the keys.
            yield from self._decorate(self._queryset.filter(pk__in=batch))


class SafeExportMixin(SpreadsheetExportMixin):
    """
    Wagtail's exports of a list, without what harms the file or who opens it.

    Every cell is judged as the text that it becomes: names of sites and councils are
    objects when they come, and old rows were stored before anything was refused.
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        if cell is None or isinstance(cell, TYPED):
            return cell
        # XML has no room for some characters, which nobody could see anyway.
        text = drop_unseen(str(cell))
        return defuse_formula(text) if export_format == self.FORMAT_CSV else text

    def generate_xlsx_row(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        for cell in super().generate_xlsx_row(*args, **kwargs):
            if isinstance(cell.value, str):
                # openpyxl makes a formula of “=1” and an error of “#N/A”.
                cell.data_type = "s"
            yield cell

    def get_rows(self, queryset: Any) -> Rows:
        return Rows(queryset)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(self.get_rows(queryset), spreadsheet_format)
