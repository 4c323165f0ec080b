"""Values of foreign JSON, each read as what it must be, or refused in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from wagtail_localoffer.offers.records.identifiers import read_key
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.typed import tidy_lines

#: The longest line, that of a column.
LINE = 255

#: The longest text of a section, without its markup and with it.
LONGEST = 200_000

#: The longest address, that of a column.
LONGEST_URL = 2000

#: Nobody is older.
OLDEST = 130

#: A server's name, and perhaps its port. Browsers read others in ways of their own.
AUTHORITY = re.compile(r"(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.I)

#: What no address has: it would end somewhere else for some readers.
ODD = re.compile(r"[\s\\\"<>]")

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.I)

CODE = re.compile(r"[a-z0-9_]{1,50}")

_Time = TypeVar("_Time")


class Refused(Exception):
    """An offer can't be kept; the message says in a sentence why, for people."""


class Values:
    """
    The values of one object, by their names.

    What isn't there, or is null, is empty; of what is of another type, nobody can know
    what it means.
    """

    def __init__(self, data: Any, name: str = "") -> None:
        self._name = name
        if not isinstance(data, dict):
            raise self._refusal()
        self._data: dict[str, Any] = data

    def _refusal(self, name: str = "") -> Refused:
        where = ".".join(filter(None, (self._name, name))) or "offer"
        return Refused(_("“%(name)s” is not what it must be.") % {"name": where})

    def _read(self, name: str, kind: type[Any] | tuple[type[Any], ...]) -> Any:
        value = self._data.get(name)
        if value is not None and not isinstance(value, kind):
            raise self._refusal(name)
        return value

    def line(self, name: str, longest: int = LINE) -> str:
        """A text on one line, cut to its column, without controls."""
        # What can't be seen makes it longer; not without an end.
        return one_line((self._read(name, str) or "")[: longest * 4])[:longest].strip()

    def lines(self, name: str, longest: int = LONGEST) -> str:
        """A text of several lines."""
        text = tidy_lines((self._read(name, str) or "")[:longest])
        return "\n".join(filter(None, map(one_line, text.splitlines())))

    def raw(self, name: str, longest: int = LONGEST) -> str:
        """A text as it stands, which is still to be cleaned."""
        text: str = self._read(name, str) or ""
        if len(text) > longest:
            raise Refused(
                _("“%(name)s” has more than %(number)s characters.")
                % {"name": name, "number": longest}
            )
        return text

    def code(self, name: str) -> str:
        """A key, in small letters, digits and underscores."""
        text: str = self._read(name, str) or ""
        if text and not CODE.fullmatch(text):
            raise self._refusal(name)
        return text

    def language(self, name: str) -> str:
        text: str = self._read(name, str) or ""
        if not LANGUAGE.fullmatch(text) or len(text) > 20:
            raise self._refusal(name)
        return text

    def flag(self, name: str) -> bool:
        return bool(self._read(name, bool))

    def number(self, name: str, most: float, least: float = 0) -> float | None:
        """A number between two others."""
        value = self._read(name, (int, float))
        if value is None:
            return None
        # To Python, true is 1. What is no number is between no two others.
        if isinstance(value, bool) or not least <= value <= most:
            raise self._refusal(name)
        return float(value)

    def whole(self, name: str, most: int) -> int | None:
        """A whole number from 0."""
        value = self.number(name, most)
        if value is not None and not value.is_integer():
            raise self._refusal(name)
        return None if value is None else int(value)

    def day(self, name: str) -> str | None:
        day = self._parse(name, parse_date)
        return day.isoformat() if day else None

    def moment(self, name: str) -> str | None:
        moment = self._parse(name, parse_datetime)
        if moment is not None and moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.isoformat() if moment else None

    def _parse(self, name: str, parse: Callable[[str], _Time | None]) -> _Time | None:
        text = self._read(name, str)
        if not text:
            return None
        try:
            read = parse(text[:40])
        except ValueError:
            read = None
        if read is None:
            raise self._refusal(name)
        return read

    def url(self, name: str) -> str:
        """An address of the web; empty if it is none."""
        return tidy_url(self._read(name, str) or "")

    def object(self, name: str) -> Values | None:
        value = self._read(name, dict)
        return None if value is None else Values(value, name)

    def objects(self, name: str, most: int) -> list[Values]:
        """A list of objects, of which as many are read."""
        found = (self._read(name, list) or [])[:most]
        return [Values(each, name) for each in found]

    def texts(self, name: str, most: int) -> list[str]:
        """A list of texts, each on one line."""
        found = (self._read(name, list) or [])[:most]
        if not all(isinstance(each, str) for each in found):
            raise self._refusal(name)
        return list(filter(None, (one_line(each[:LINE]) for each in found)))

    def key(self, name: str) -> UUID:
        """An identifier of an offer."""
        text = self._read(name, str)
        if (key := read_key(text or "")) is None:
            raise self._refusal(name)
        return key


def tidy_url(text: str) -> str:
    """An address that every browser takes for the same; an empty string for others."""
    text = text.strip()
    if len(text) > LONGEST_URL or ODD.search(text) or one_line(text) != text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and AUTHORITY.fullmatch(parts.netloc)
    return text if is_web else ""


def is_on(url: str, hosts: Iterable[str]) -> bool:
    """Whether an address is on one of some hosts, or below its name."""
    name = urlsplit(url).hostname or ""
    return any(
        name.removeprefix("www.") == host.removeprefix("www.")
        or name.endswith(f".{host}")
        for host in hosts
    )


def list_hosts(url: str, others: str) -> list[str]:
    """The hosts whose pages a source may list: its own, and those named beside it."""
    own = urlsplit(url).hostname or ""
    return list(filter(None, [own, *map(str.strip, others.lower().splitlines())]))
