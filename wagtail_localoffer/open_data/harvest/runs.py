"""Runs: which sources are due, who reads one, and what is recorded of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wagtail_localoffer.offers.frontend_cache import purge_directories
from wagtail_localoffer.offers.listings.models import OfferSource
from wagtail_localoffer.open_data.harvest.feeds import WrongTotal, find_feed, read_pages
from wagtail_localoffer.open_data.harvest.keeping import Keeper, Report
from wagtail_localoffer.open_data.harvest.memory import (
    find_kind,
    forget_list,
    write_list,
)
from wagtail_localoffer.open_data.harvest.reading import Reader, TimeIsUp, Unreadable
from wagtail_localoffer.open_data.harvest.values import list_hosts
from wagtail_localoffer.public.cache import has_frontend_cache, renew_stamp
from wagtail_localoffer.text.plain import one_line

logger = logging.getLogger("wagtail_localoffer")

#: Seconds that one source may take. What is left over is read by the next run.
LONGEST_RUN = 3600

#: How long a process that has died keeps a source from others, beyond its time.
GRACE = timedelta(minutes=5)

#: The wait after a first failure, and the longest.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)


@dataclass(frozen=True)
class Run:
    source: OfferSource
    report: Report
    #: Why it wasn't read to the end, in sentences; empty if it was.
    problem: str


def list_sources(
    names: Iterable[str] = (), *, now: bool = False
) -> QuerySet[OfferSource]:
    """
    List the active sources that are due, the one that has waited longest first.

    :param names: only those of these names or numbers.
    :param now: also those that wait after a failure.
    """
    sources = OfferSource.objects.filter(is_active=True)
    if names := list(names):
        # Every database has room for a number of 18 digits.
        numbers = [int(each) for each in names if each.isdecimal() and len(each) < 19]
        sources = sources.filter(Q(name__in=names) | Q(pk__in=numbers))
    if not now:
        due = Q(next_attempt_at=None) | Q(next_attempt_at__lte=timezone.now())
        sources = sources.filter(due)
    return sources.order_by(F("last_attempt_at").asc(nulls_first=True), "pk")


def harvest(source_id: int, seconds: float = LONGEST_RUN) -> Run | None:
    """
    Read the offers of a source, and record in its row what came of it.

    :param seconds: how long that may take.
    :returns: ``None`` if another process reads it now, or it isn't active any more.
    """
    source = _claim(source_id, seconds)
    if source is None:
        return None
    try:
        # Whoever has clicked, what is recorded is for everybody.
        with translation.override(settings.LANGUAGE_CODE):
            return _read(source, seconds)
    finally:
        # Also when somebody breaks it off.
        OfferSource.objects.filter(pk=source.pk).update(claimed_until=None)


def _read(source: OfferSource, seconds: float) -> Run:
    report, problem = Report(), ""
    # What is kept of a list that wasn't read to its end may be of two versions of it.
    kept, goes_on = write_list(source, find_kind(source), {}), False
    keeper = None
    hosts = list_hosts(source.url, source.other_hosts)
    try:
        with Reader(source.url, seconds) as reader:
            feed = find_feed(reader, hosts, find_kind(source))
            kept = write_list(source, feed.path, {})
            keeper = Keeper(source, feed, reader)
            report = keeper.report
            try:
                for page in read_pages(feed, reader, keeper.known):
                    keeper.keep(page)
            except WrongTotal:
                keeper.finish(is_whole=False)
                raise
            keeper.finish()
            kept = write_list(source, feed.path, keeper.pages)
    except TimeIsUp as error:
        problem, kept = str(error), source.list_pages
        # Whoever has clicked had little time.
        goes_on = seconds < LONGEST_RUN
        if keeper:
            goes_on |= report.has_kept or keeper.asked > keeper.begins_at
            asked = max(keeper.asked, keeper.begins_at)
            kept = write_list(source, keeper.feed.path, keeper.known, asked)
    except Unreadable as error:
        problem = one_line(str(error))[:1000]
    except Exception:
        logger.exception("Source %s was not read.", source.pk)
        problem = _("Something went wrong here. The log says what.")
    values = _plan(source, report, problem, goes_on=goes_on)
    if not problem and report.refused and not report.has_any:
        values["problem"] = _("It was read, and each of its offers was refused.")
    values["list_pages"] = kept
    rows = OfferSource.objects.filter(pk=source.pk)
    # Only if nobody has entered another address meanwhile, or other sites.
    same = rows.filter(url=source.url, other_hosts=source.other_hosts)
    if not same.update(**values, report=report.write()):
        # What was kept since then was kept by what is no longer so.
        forget_list(source)
        rows.update(list_pages=source.list_pages)
    if report.has_kept or report.gone:
        # What is kept in caches of lists, and of figures of them, is made again.
        renew_stamp()
        if has_frontend_cache():
            purge_directories()
    return Run(source, report, problem)


def _claim(source_id: int, seconds: float) -> OfferSource | None:
    """Take a source, unless another process has it."""
    now = timezone.now()
    is_free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rows = OfferSource.objects.filter(pk=source_id, is_active=True)
    until = now + timedelta(seconds=seconds) + GRACE
    taken = rows.filter(is_free).update(claimed_until=until, last_attempt_at=now)
    return rows.first() if taken else None


def _plan(
    source: OfferSource, report: Report, problem: str, *, goes_on: bool
) -> dict[str, object]:
    """
    What is recorded after a run, and when the next one is due.

    :param goes_on: whether it had only no time for the rest.
    """
    now = timezone.now()
    if not problem:
        return {
            "problem": "",
            "failures": 0,
            "next_attempt_at": None,
            "last_success_at": now,
        }
    if goes_on:
        return {"problem": problem, "next_attempt_at": None}
    failures = source.failures + 1
    return {
        "problem": problem,
        "failures": failures,
        "next_attempt_at": find_next_attempt(failures, now),
    }


def find_next_attempt(failures: int, now: datetime) -> datetime:
    """Wait twice as long after each failure, up to a day."""
    return now + min(FIRST_WAIT * 2 ** min(failures - 1, 20), LONGEST_WAIT)
