"""Feeds: what a source is, the pages of its list, and its offers."""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from wagtail_localoffer.open_data.harvest.conversion import convert_service
from wagtail_localoffer.open_data.harvest.documents import clean_document
from wagtail_localoffer.open_data.harvest.reading import (
    LARGEST_OFFER,
    LARGEST_PAGE,
    BadAnswer,
    NotThere,
    Reader,
    Reply,
    Unreadable,
)
from wagtail_localoffer.open_data.taxonomies import Taxonomies

#: The standard that the root of a feed names.
STANDARD = "HSDS-UK-3"

#: Offers that are asked for on one page of a list, as many as our own gives.
PER_PAGE = 100

#: As many pages of a list, and offers in all, are read of one source.
MOST_PAGES = 2_500
MOST_OFFERS = 50_000

#: How offers are read and kept. Another number makes each of them be read again.
VERSION = 1


@dataclass(frozen=True)
class KnownPage:
    """What a page of a list was when it was read and all on it was kept."""

    etag: str
    #: The offers of the whole list, those on this page, and which of them are kept.
    total: int
    listed: int
    kept: int
    is_last: bool

    def write(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class ListPage:
    """One page of a source's list."""

    number: int
    etag: str
    total: int
    is_last: bool
    #: What it says of each offer; ``None`` if it is what it was.
    rows: list[Any] | None
    #: How many offers are on it.
    listed: int


class WrongTotal(Unreadable):
    """A list was read to its end, and says that it has another number of offers."""


class Feed(ABC):
    """A list in pages, and an offer at the identifier of each of its rows."""

    #: Below the address of the source.
    path: str

    @abstractmethod
    def clean(self, data: Any) -> dict[str, Any]:
        """
        Write the document of an offer that was read.

        :raises Refused: it can't be kept.
        """

    def is_offered(self, data: Any) -> bool:
        """Whether an offer, or what a list says of it, is there for families now."""
        return True

    def tells_changes(self, row: dict[str, Any]) -> bool:
        """Whether a row of the list is another one when the offer has changed."""
        return True

    def read(self, reader: Reader, key: str, etag: str) -> Reply | None:
        return reader.read(f"{self.path}/{key}", largest=LARGEST_OFFER, etag=etag)

    def read_page(self, reader: Reader, number: int, known: KnownPage | None) -> Any:
        """
        Read a page of the list.

        :param known: what it was before.
        :raises Unreadable: it is no page.
        """
        query = f"{self.path}?per_page={PER_PAGE}&page={number}"
        etag = known.etag if known else ""
        reply = reader.read(query, largest=LARGEST_PAGE, etag=etag)
        if reply is not None:
            return _read_page(reply, number)
        if known is None:
            raise Unreadable(
                _("%(path)s: The server says that we know it already.")
                % {"path": query}
            )
        return ListPage(
            number, known.etag, known.total, known.is_last, None, known.listed
        )


class OfferFeed(Feed):
    """The open data of this package: all that an offer says."""

    path = "offers"

    def __init__(self, hosts: list[str]) -> None:
        self.hosts = hosts

    def clean(self, data: Any) -> dict[str, Any]:
        return clean_document(data, self.hosts)


class ServiceFeed(Feed):
    """A feed of Open Referral UK: its services."""

    path = "services"

    def __init__(self, url: str) -> None:
        self.address = f"{url}{self.path}/"
        self.taxonomies = Taxonomies()

    def clean(self, data: Any) -> dict[str, Any]:
        return convert_service(data, self.taxonomies, self.address)

    def is_offered(self, data: Any) -> bool:
        status = data.get("status") if isinstance(data, dict) else None
        return not status or str(status).strip().lower() == "active"

    def tells_changes(self, row: dict[str, Any]) -> bool:
        return bool(row.get("last_modified"))


def find_feed(reader: Reader, hosts: list[str], known: str = "") -> Feed:
    """
    Find out what a source is.

    :param hosts: where the pages of its offers may be.
    :param known: the path of the feed that it had before. One of whole offers stays
        that, whatever it answers: the services of a feed may have pages anywhere.
    :raises Unreadable: it is nothing that can be read.
    """
    try:
        reply = reader.read("", largest=LARGEST_PAGE)
    except Unreadable as error:
        raise type(error)(
            _(
                "%(reason)s Is it the address of the open data? That of a site with "
                "this package ends with /open-data/."
            )
            % {"reason": error}
        ) from error
    root = reply.data if reply else None
    version = root.get("version") if isinstance(root, dict) else None
    if not isinstance(version, str) or not version.upper().startswith(STANDARD):
        raise Unreadable(
            _("%(url)s is neither open data of this package nor Open Referral UK 3.0.")
            % {"url": reader.url}
        )
    if known == OfferFeed.path or _has_offers(reader):
        return OfferFeed(hosts)
    return ServiceFeed(reader.url)


def _has_offers(reader: Reader) -> bool:
    """Whether it has whole offers too, as those of this package have."""
    try:
        reply = reader.read(f"{OfferFeed.path}?per_page=1", largest=LARGEST_PAGE)
    except (BadAnswer, NotThere):
        return False
    return reply is not None and _is_page(reply.data)


def read_pages(
    feed: Feed, reader: Reader, known: Mapping[int, KnownPage]
) -> Iterator[ListPage]:
    """
    Read a list page by page.

    :raises WrongTotal: all was read, but the list contradicts itself.
    :raises Unreadable: it can't be read to its end. What came before is no whole list.
    """
    listed = total = 0
    for number in range(1, MOST_PAGES + 1):
        page: ListPage = feed.read_page(reader, number, known.get(number))
        if page.total > MOST_OFFERS or listed + page.listed > MOST_OFFERS:
            raise Unreadable(
                _(
                    "Its list has %(number)s offers or more. At most %(most)s of one "
                    "source are read."
                )
                % {"number": max(page.total, listed + page.listed), "most": MOST_OFFERS}
            )
        if number > 1 and page.total != total:
            raise Unreadable(
                _(
                    "Its list changed while it was read. The next run begins with it "
                    "again."
                )
            )
        total = page.total
        yield page
        listed += page.listed
        if page.is_last:
            break
    else:
        raise Unreadable(
            _("Its list has more than %(most)s pages.") % {"most": MOST_PAGES}
        )
    if listed != total:
        raise WrongTotal(
            _("It says that it lists %(total)s offers, and lists %(listed)s.")
            % {"total": total, "listed": listed}
        )


def hash_row(row: Any) -> str:
    """What a row of a list is known by, of as many signs as a column has."""
    text = json.dumps(row, sort_keys=True)
    return f"{VERSION}:{hashlib.sha256(text.encode()).hexdigest()}"[:64]


def is_current(made_from: str) -> bool:
    """Whether what is kept of an offer was made as it would be made now."""
    return made_from.startswith(f"{VERSION}:")


def _read_page(reply: Reply, number: int) -> ListPage:
    data = reply.data
    if not _is_page(data):
        raise Unreadable(
            _("Page %(number)s of its list is no page of a list.") % {"number": number}
        )
    answered = data.get("page_number")
    if _is_count(answered) and answered != number:
        raise Unreadable(
            _(
                "It answers with page %(answered)s of its list where it was "
                "asked for page %(number)s."
            )
            % {"answered": answered, "number": number}
        )
    rows, pages = data["contents"], data.get("total_pages")
    is_last = (
        data.get("last_page") is True
        or not rows
        or (_is_count(pages) and number >= pages)
    )
    total = data["total_items"]
    return ListPage(number, reply.etag, total, is_last, rows, len(rows))


def _is_page(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and isinstance(data.get("contents"), list)
        and _is_count(data.get("total_items"))
    )


def _is_count(value: Any) -> bool:
    # To Python, true is 1.
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
