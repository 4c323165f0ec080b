"""Keeping rows: what is new or has changed is saved, and what is gone is hidden."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    transaction,
)
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer.offers.listings.models import OfferListing, OfferSource
from wagtail_localoffer.offers.visibility import list_public_offers
from wagtail_localoffer.open_data.harvest.columns import describe
from wagtail_localoffer.open_data.harvest.feeds import (
    Feed,
    KnownPage,
    ListPage,
    hash_row,
    is_current,
)
from wagtail_localoffer.open_data.harvest.memory import (
    find_beginning,
    find_known_pages,
    forget_list,
)
from wagtail_localoffer.open_data.harvest.reading import (
    BadAnswer,
    NotThere,
    Reader,
    TimeIsUp,
    Unreadable,
)
from wagtail_localoffer.open_data.harvest.values import Refused, Values
from wagtail_localoffer.text.plain import one_line

logger = logging.getLogger("wagtail_localoffer")

#: Offers that are looked up at once.
BATCH = 500

#: After so many offers in a row that can't be had, the server is taken to be down.
MOST_FAILURES = 5

#: For how long an offer that is gone is kept, should it come back.
KEPT_FOR = timedelta(days=30)

#: As many offers that a list leaves out are asked for, if it can't be trusted.
MOST_CONFIRMED = 300

#: Reasons that a report has.
MOST_REASONS = 10

_Item = TypeVar("_Item")


@dataclass
class Report:
    """What became of the offers of one source in one run."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    #: Those of them that lists show from a page here, or from an older source.
    elsewhere: int = 0
    #: Those that are not active any more, or not yet.
    inactive: int = 0
    refused: int = 0
    #: Why the first of them were refused.
    reasons: list[str] = field(default_factory=list)

    def refuse(self, reason: str) -> None:
        self.refused += 1
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(one_line(reason)[:500])

    @property
    def has_kept(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def has_any(self) -> bool:
        """Whether there is an offer that families may see."""
        return bool(self.has_kept or self.unchanged)

    def write(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Known:
    """What is kept of an offer, but its document."""

    pk: int
    made_from: str
    etag: str
    list_page: int | None
    is_missing: bool


class Keeper:
    """Keeps the rows of one source while its list is read."""

    def __init__(self, source: OfferSource, feed: Feed, reader: Reader) -> None:
        self.source = source
        self.feed = feed
        self.reader = reader
        self.report = Report()
        #: The pages of its list that are known, and the identifiers of what is on each.
        self.known, self._kept = find_known_pages(source, feed)
        #: What may be asked for again by its version, by the number of the page.
        self.pages: dict[int, KnownPage] = {}
        #: Of the offers of which the list tells no changes, those that had their turn.
        self.asked = 0
        self.begins_at = find_beginning(source)
        self._listed: set[UUID] = set()
        self._seen: set[UUID] = set()
        self._failures = 0

    def keep(self, page: ListPage) -> None:
        """
        Keep the offers on a page of the list.

        :raises Unreadable: the list goes in a circle, or the server is down.
        """
        refused, kept = self.report.refused, len(self._seen)
        if page.rows is None:
            self._keep_unchanged(page)
            is_sure = True
        else:
            rows = self._read_keys(page.rows)
            for batch in _cut(rows, BATCH):
                self._keep_rows(page.number, dict(batch))
            is_sure = all(self.feed.tells_changes(row) for _key, row in rows)
        if page.etag and is_sure and self.report.refused == refused:
            self.pages[page.number] = KnownPage(
                page.etag,
                page.total,
                page.listed,
                len(self._seen) - kept,
                page.is_last,
            )

    def finish(self, *, is_whole: bool = True) -> None:
        """
        Hide what is gone, after a list was read, and drop what has been for long.

        :param is_whole: whether the list has all; if not, what it leaves out is asked
            for, and is gone if the server says so.
        :raises Unreadable: the server is down.
        """
        now = timezone.now()
        rows = self.source.listings
        shown = rows.filter(missing_since=None).values_list("pk", "key")
        gone: Iterable[int] = (
            pk for pk, key in shown.iterator() if key not in self._seen
        )
        if not is_whole:
            # In another order each time, so that each has its turn.
            gone = self._confirm(shown.order_by("?").iterator())
        for batch in _cut(gone, BATCH):
            self.report.gone += rows.filter(pk__in=batch).update(
                missing_since=now, list_page=None
            )
        drop(rows.filter(missing_since__lt=now - KEPT_FOR))

    def _confirm(self, rows: Iterable[tuple[int, UUID]]) -> Iterator[int]:
        """Of what the list leaves out, what isn't there at its own address either."""
        left_out = (row for row in rows if row[1] not in self._seen)
        for pk, key in islice(left_out, MOST_CONFIRMED):
            try:
                self.feed.read(self.reader, str(key), "")
            except NotThere:
                yield pk

    def _read_keys(self, rows: list[Any]) -> list[tuple[UUID, dict[str, Any]]]:
        """The rows of a page with their identifiers, each of which comes once."""
        found, again = [], 0
        for row in rows:
            try:
                key = Values(row).key("id")
                if key in self._listed:
                    again += 1
                    raise Refused(_("It is listed twice."))
            except Refused as error:
                self.report.refuse(f"{_name(row)}: {error}")
                continue
            self._listed.add(key)
            if self.feed.is_offered(row):
                found.append((key, row))
            else:
                self.report.inactive += 1
        if rows and again == len(rows):
            raise Unreadable(_("Its list has the same offers again and again."))
        return found

    def _keep_unchanged(self, page: ListPage) -> None:
        keys = self._kept[page.number]
        self.report.elsewhere += count_elsewhere(self.source, keys)
        self.report.unchanged += len(keys)
        # All else on it is kept.
        self.report.inactive += page.listed - len(keys)
        self._listed.update(keys)
        self._seen.update(keys)

    def _keep_rows(self, number: int, rows: dict[UUID, dict[str, Any]]) -> None:
        self.report.elsewhere += count_elsewhere(self.source, rows)
        known = self._find_known(rows)
        moved = []
        for key, row in rows.items():
            self._seen.add(key)
            old = known.get(key)
            is_done = self._try_to_keep(number, key, row, old)
            self.asked += not self.feed.tells_changes(row)
            if is_done or old is None:
                continue
            self._failures = 0
            self._count(old, changed=False)
            if old.is_missing or old.list_page != number:
                moved.append(old.pk)
        if moved:
            self.source.listings.filter(pk__in=moved).update(
                missing_since=None, list_page=number
            )

    def _find_known(self, keys: Iterable[UUID]) -> dict[UUID, Known]:
        columns = ("key", "pk", "made_from", "etag", "list_page", "missing_since")
        rows = self.source.listings.filter(key__in=list(keys)).values_list(*columns)
        return {
            key: Known(pk, made_from, etag, list_page, missing is not None)
            for key, pk, made_from, etag, list_page, missing in rows
        }

    def _try_to_keep(
        self, number: int, key: UUID, row: dict[str, Any], old: Known | None
    ) -> bool:
        """Keep an offer, unless it can't be had: what was kept of it stays then."""
        try:
            return self._keep_row(number, key, row, old)
        except (TimeIsUp, OperationalError, InterfaceError):
            raise
        except NotThere as error:
            self._failures = 0
            # It is gone, whatever the list says.
            self._seen.discard(key)
            self.report.refuse(f"{_name(row)}: {error}")
        except BadAnswer as error:
            self._failures = 0
            self.report.refuse(f"{_name(row)}: {error}")
        except Unreadable as error:
            self._failures += 1
            if self._failures >= MOST_FAILURES:
                raise
            self.report.refuse(f"{_name(row)}: {error}")
        except Refused as error:
            self.report.refuse(f"{_name(row)}: {error}")
            if old and not is_current(old.made_from):
                # It was kept by other rules, such as another list of sites.
                self._seen.discard(key)
        except (IntegrityError, DataError):
            self.report.refuse(
                _("%(name)s: It could not be saved.") % {"name": _name(row)}
            )
        except Exception:
            # One that nobody thought of must not hide the others.
            logger.exception("Offer %s of source %s was not read.", key, self.source.pk)
            self.report.refuse(
                _("%(name)s: It could not be read. The log says why.")
                % {"name": _name(row)}
            )
        return True

    def _keep_row(
        self, number: int, key: UUID, row: dict[str, Any], old: Known | None
    ) -> bool:
        """
        Keep an offer.

        :returns: whether all was done that is to do; if not, it is what it was.
        """
        tells = self.feed.tells_changes(row)
        made_from = hash_row(row) if tells else ""
        if old and old.made_from == made_from:
            return False
        had_its_turn = not tells and self.asked < self.begins_at
        if old and had_its_turn and is_current(old.made_from):
            # A run asked for it, and had no time for the rest.
            return False
        etag = old.etag if old and is_current(old.made_from) else ""
        reply = self.feed.read(self.reader, str(key), etag)
        self._failures = 0
        data = reply.data if reply else None
        if not self.feed.is_offered(data):
            self._seen.discard(key)
            self.report.inactive += 1
            return True
        made_from = made_from or hash_row(data)
        if old and (reply is None or old.made_from == made_from):
            if tells:
                self.source.listings.filter(pk=old.pk).update(made_from=made_from)
            return False
        document = self.feed.clean(data)
        if document["id"] != str(key):
            raise Refused(_("It has another identifier than in the list."))
        listing = OfferListing(
            pk=old.pk if old else None,
            source=self.source,
            made_from=made_from,
            etag=reply.etag if reply else "",
            list_page=number,
            **describe(document),
        )
        with transaction.atomic():
            listing.save()
        self._count(old, changed=True)
        return True

    def _count(self, old: Known | None, *, changed: bool) -> None:
        if old is None or old.is_missing:
            self.report.new += 1
        elif changed:
            self.report.changed += 1
        else:
            self.report.unchanged += 1


def count_elsewhere(source: OfferSource, keys: Iterable[UUID]) -> int:
    """
    Count the offers that lists show from elsewhere: see :func:`list_all`.

    They are kept all the same, for when they aren't to be had there any more.
    """
    keys = list(keys)
    pages = list_public_offers().filter(translation_key__in=keys)
    others = OfferListing.objects.filter(
        key__in=keys, source__is_active=True, source__lt=source, missing_since=None
    )
    return len(
        {
            *pages.values_list("translation_key", flat=True),
            *others.values_list("key", flat=True),
        }
    )


def forget(source: OfferSource) -> None:
    """Have all of a source read anew by the next run, as if it had never failed."""
    source.failures, source.problem, source.report = 0, "", {}
    source.next_attempt_at = source.last_success_at = None
    forget_list(source)


def drop(rows: Any) -> None:
    """Delete rows, a few at a time: each is read whole, for the search index."""
    while batch := list(rows.values_list("pk", flat=True)[:BATCH]):
        OfferListing.objects.filter(pk__in=batch).delete()


def _name(row: Any) -> str:
    """By which a person knows an offer of a list."""
    values = row if isinstance(row, dict) else {}
    for name in ("name", "title", "id"):
        if isinstance(text := values.get(name), str) and (said := one_line(text[:200])):
            return f"“{said[:100]}”"
    return _("An offer without a name")


def _cut(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
