"""Outpost's file: the public offers in the columns that its import takes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from wagtail_localoffer.offers.records.identifiers import get_key
from wagtail_localoffer.offers.records.outpost import COLUMNS, list_rows, protect
from wagtail_localoffer.offers.visibility import list_public_offers, read_offers
from wagtail_localoffer.public.languages import find_language
from wagtail_localoffer.text.plain import one_line

#: How many offers are in memory at once.
CHUNK = 50


class _Echo:
    """What a CSV writer takes for a file: it hands back each line."""

    def write(self, line: str) -> str:
        return line


def write(pages: QuerySet[Any]) -> Iterator[str]:
    """
    Write the file of the offers on some pages, line by line.

    Whoever opens it in a spreadsheet runs no formula of somebody else's.
    """
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    numbers = count(1)
    taken: set[str] = set()
    for offer in _read_all(pages):
        with translation.override(find_language(offer, None)):
            rows = list(list_rows(offer))
        rows[0]["name"] = name = _find_free_name(offer, rows[0], taken)
        taken.add(name.casefold())
        first = next(numbers)
        for place, row in enumerate(rows):
            row["import_id"] = str(next(numbers) if place else first)
            row["import_id_reference"] = str(first) if place else ""
            cells = [protect(column, row.get(column, "")) for column in COLUMNS]
            yield writer.writerow(cells)


def _find_free_name(offer: Any, row: dict[str, str], taken: set[str]) -> str:
    """The name of an offer, with as much more as tells it from those above."""
    name, key = row["name"], get_key(offer)
    more = ("", row.get("location_city", ""), one_line(offer.title), key)
    names = (f"{name}, {each}" if each else name for each in more)
    return next(each for each in names if each.casefold() not in taken)


def _read_all(pages: QuerySet[Any]) -> Iterator[Any]:
    keys = iter(list(pages.values_list("pk", flat=True)))
    every = list_public_offers()
    while chunk := list(islice(keys, CHUNK)):
        yield from read_offers(every.filter(pk__in=chunk))
