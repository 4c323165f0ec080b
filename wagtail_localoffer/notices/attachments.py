"""What an email to a council has with it: its news for a spreadsheet and a program."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any, Protocol

from wagtail_localoffer.mail.messages import Attachment
from wagtail_localoffer.offers.records.outpost import COLUMNS, protect

#: Columns that are none of Outpost's: which news it is, and by which number the council
#: finds its entry.
OWN_COLUMNS = ("news", "reference", "changed_sections")

KNOWN_COLUMNS = (*COLUMNS, *OWN_COLUMNS)

#: As the council's own template names a downloaded copy: capitals, and no spaces.
NAME = "LO-{}"

#: What a file system takes, and a person reads.
LONGEST_NAME = 80

#: Bytes of all that goes with one email. Mail servers refuse much larger ones, and the
#: news itself must arrive: it stands in the message.
MOST_BYTES = 5_000_000


class Told(Protocol):
    """A notice, as far as its attachments say what it tells."""

    kind: str
    setting_name: str
    url: str
    previous_url: str
    changes: list[dict[str, Any]]
    entry: dict[str, Any]


def read_columns(text: str) -> list[tuple[str, str]]:
    """
    Read the columns that a council wants, in their order.

    :param text: a line for each: its name, or a heading, ``=`` and its name.
    :returns: each with its heading and its name.
    """
    columns = []
    for line in filter(None, map(str.strip, text.splitlines())):
        heading, _mark, name = line.rpartition("=")
        columns.append((heading.strip() or name.strip(), name.strip()))
    return columns


def list_attachments(told: Sequence[Told]) -> list[Attachment]:
    """
    List what goes with one email, the same however often it is sent.

    :param told: the notices of the email. What was written by an earlier version, or
        was pruned, has no record, and nothing goes with it; nor does a file that is so
        much that the email would not arrive.
    """
    known = [each for each in told if each.entry.get("record")]
    if not known:
        return []
    name = _name(known)
    files = [
        # Excel takes a file without the mark for one in another encoding.
        Attachment(f"{name}.csv", f"\ufeff{_write_csv(known)}", "text/csv"),
        Attachment(f"{name}.json", _write_json(known), "application/json"),
    ]
    return list(_choose_what_fits(files))


def _choose_what_fits(files: Iterable[Attachment]) -> Iterator[Attachment]:
    """Of many settings, the spreadsheet goes even where the same twice is too much."""
    room = MOST_BYTES
    for each in files:
        if (size := len(each.content.encode())) <= room:
            room -= size
            yield each


def _name(told: Sequence[Told]) -> str:
    if len(told) > 1:
        return NAME.format("NEWS")
    words = (told[0].setting_name, told[0].entry.get("reference", ""))
    # In an alphabet without capitals of ours, neither may leave anything.
    name = "-".join(filter(None, map(_spell, words))) or "NEWS"
    return NAME.format(name)[:LONGEST_NAME]


def _spell(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).upper()
    return re.sub(r"[^A-Z0-9]", "", plain)


def _write_csv(told: Sequence[Told]) -> str:
    # The council may have asked for others since the first was written.
    columns = told[-1].entry.get("columns") or [(name, name) for name in COLUMNS]
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(heading for heading, _name in columns)
    for each in told:
        record = {
            **each.entry["record"],
            "news": each.kind,
            "reference": each.entry.get("reference", ""),
            "changed_sections": "; ".join(_list_headings(each.changes)),
        }
        # Whoever opens it in a spreadsheet runs no formula of somebody else's.
        writer.writerow(protect(name, record.get(name, "")) for _, name in columns)
    return text.getvalue()


def _list_headings(changes: Iterable[dict[str, Any]]) -> list[str]:
    return [change["heading"] for change in changes]


def _write_json(told: Sequence[Told]) -> str:
    news = [
        {
            "news": each.kind,
            "reference": each.entry.get("reference", ""),
            "setting": each.setting_name,
            "url": each.url,
            "previous_url": each.previous_url,
            "changes": [
                {
                    name: change.get(name, [])
                    for name in ("heading", "url", "was", "now")
                }
                for change in each.changes
            ],
            # In their order: each contact has the same label.
            "front_sheet": [
                {"label": label, "value": value}
                for label, value in each.entry.get("rows", [])
            ],
            "record": each.entry["record"],
        }
        for each in told
    ]
    return json.dumps(news, ensure_ascii=False)
