"""Outbox rows: what is due, and every change of a status."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Self, TypeVar

from django.db import InterfaceError, OperationalError, connections, models, router
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.mail.choices import MailStatus

#: What still has to happen to a row in one of these is due at some time.
OPEN = (MailStatus.PENDING, MailStatus.SENDING)

#: Seconds to wait between tries to write into a database that ended one. The last is
#: for one that is started again.
PATIENCE = (0.05, 0.5, 2, 8)

#: Rows that one statement changes.
CHUNK = 500

Row = TypeVar("Row", bound="OutboxEntry")
Result = TypeVar("Result")


def insist(deed: Callable[[], Result], model: type[models.Model]) -> Result:
    """
    Do what a database may end, and do it again a few times where it did.

    It broke up a deadlock, was busy for too long, or is not connected any more. What is
    not recorded would be sent again, and what is not given back would wait for nothing.
    Inside a transaction the error goes up: all of that has to be done again.

    :param deed: what comes to the same if it is done twice.
    """
    database = connections[router.db_for_write(model)]
    for wait in PATIENCE:
        try:
            return deed()
        except (OperationalError, InterfaceError):
            if database.in_atomic_block:
                raise
            time.sleep(wait)
            reconnect(model)
    return deed()


def reconnect(model: type[models.Model]) -> None:
    """
    Let the next query have a connection that works, unless a transaction is open.

    Django does so between requests. A command or a worker goes on with a lost one.
    """
    database = connections[router.db_for_write(model)]
    if not database.in_atomic_block:
        database.close_if_unusable_or_obsolete()


class OutboxQuerySet(models.QuerySet[Row]):
    """Outbox rows, by what is to be done with them, and changes of many at once."""

    def due(self) -> Self:
        """Rows to send now."""
        return self.filter(
            status=MailStatus.PENDING, next_attempt_at__lte=timezone.now()
        )

    def abandoned(self) -> Self:
        """Rows whose sender claimed them, and never reported back."""
        return self.filter(
            status=MailStatus.SENDING, next_attempt_at__lte=timezone.now()
        )

    def heed_clock(self, longest_wait: timedelta, claim: timedelta) -> int:
        """
        Bring forward what waits for a time that no clock that is right would have set.

        A clock that was ahead, by days or years, has written it, tried or claimed it,
        or put it off.

        :param longest_wait: between two tries.
        :param claim: how long a claim lasts.
        :returns: how many rows waited for such a time.
        """
        now = timezone.now()
        waits = models.Q(status=MailStatus.PENDING)
        # Clocks that differ by minutes are no reason to take a row from its sender.
        claimed = models.Q(
            status=MailStatus.SENDING, next_attempt_at__gt=now + claim + longest_wait
        )
        put_off = waits & models.Q(next_attempt_at__gt=now + longest_wait)
        written = waits & models.Q(attempts=0, created_at__gt=now)
        early = self.filter(claimed | put_off | written, next_attempt_at__gt=now)
        return early.change(next_attempt_at=now)

    def change(self, **values: Any) -> int:
        """
        Write into the rows that are as asked for, and still are when it is written.

        They are looked for first: where there are none, nothing is locked. And all who
        write find a row by its key, so that no two wait for each other.

        :returns: how many there were.
        """
        pks = insist(lambda: list(self.values_list("pk", flat=True)), self.model)
        chunks = [pks[start : start + CHUNK] for start in range(0, len(pks), CHUNK)]
        return sum(
            insist(partial(self.filter(pk__in=chunk).update, **values), self.model)
            for chunk in chunks
        )

    def claim(self, pks: Iterable[int], seconds: int, **also: Any) -> list[Row]:
        """
        Make those of the rows ours that are due and that nobody else has taken.

        One conditional UPDATE decides, on every database.

        :param seconds: how long the claim lasts, in case its holder dies.
        :param also: further fields to write.
        :returns: the rows, the oldest first.
        """
        if not (keys := insist(lambda: list(pks), self.model)):
            return []
        token = uuid.uuid4().hex
        wanted = self.filter(pk__in=keys)
        take = partial(
            wanted.due().update,
            status=MailStatus.SENDING,
            claim=token,
            attempts=F("attempts") + 1,
            next_attempt_at=timezone.now() + timedelta(seconds=seconds),
            **also,
        )
        insist(take, self.model)
        # By their keys too: the database finds those without reading the whole table.
        # Whatever was counted: the answer to an UPDATE that was done may get lost.
        ours = wanted.filter(claim=token).order_by("pk")
        return insist(lambda: list(ours.all()), self.model)

    def give_back(self, rows: Iterable[Row], reason: str, **also: Any) -> None:
        """
        Put rows back that were claimed and not tried.

        :param also: further fields to write.
        """
        rows = list(rows)
        if not rows:
            return
        ours = self.filter(pk__in=[row.pk for row in rows], claim=rows[0].claim)
        put = partial(
            ours.update,
            status=MailStatus.PENDING,
            claim="",
            # This is not counted as one of their attempts.
            attempts=F("attempts") - 1,
            next_attempt_at=timezone.now(),
            reason=reason,
            **also,
        )
        insist(put, self.model)

    def put_back(self, reason: str, *, give_up: bool = False, **also: Any) -> int:
        """
        Let what was abandoned wait to be sent again, as it is.

        :param give_up: don't try it again instead.
        :param also: further fields to write.
        :returns: how many rows still were abandoned.
        """
        return self.abandoned().change(
            status=MailStatus.FAILED if give_up else MailStatus.PENDING,
            claim="",
            next_attempt_at=None if give_up else timezone.now(),
            reason=reason,
            **also,
        )

    def retry(self, *others: MailStatus) -> int:
        """
        Give those that were given up as many tries again as they had.

        :param others: in which further statuses they may be.
        :returns: how many there are.
        """
        return self.filter(status__in=(MailStatus.FAILED, *others)).change(
            status=MailStatus.PENDING,
            attempts=0,
            next_attempt_at=timezone.now(),
            reason=_("It waits to be sent."),
        )


class OutboxEntry(models.Model):
    """A row first, a message second."""

    status = models.CharField(
        _("status"),
        max_length=20,
        choices=MailStatus,
        default=MailStatus.PENDING,
    )
    reason = models.TextField(_("reason for the status"), blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    #: The sender that has claimed this row, while it is being sent.
    claim = models.CharField(max_length=32, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    #: When to try next; while it is being sent, when its claim runs out.
    next_attempt_at = models.DateTimeField(
        _("next attempt"), null=True, default=timezone.now
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_abandoned(self) -> bool:
        """Whether its sender claimed it, and never reported back."""
        return (
            self.status == MailStatus.SENDING
            and self.next_attempt_at is not None
            and self.next_attempt_at <= timezone.now()
        )

    @property
    def is_due(self) -> bool:
        """Whether it waits to be sent, and its time has come."""
        return (
            self.status == MailStatus.PENDING
            and self.next_attempt_at is not None
            and self.next_attempt_at <= timezone.now()
        )

    @property
    def is_ours(self) -> bool:
        """Whether the claim with which it was read still holds."""
        return (
            self.next_attempt_at is not None and timezone.now() < self.next_attempt_at
        )

    def mark_sent(self, sent_at: datetime, reason: str) -> bool:
        """
        Record that it was sent, and give up the claim.

        :returns: whether the claim was still ours. After it ran out, another sender may
            have the row, and nothing is written. So it is with the following verbs.
        """
        return self._record(status=MailStatus.SENT, sent_at=sent_at, reason=reason)

    def fail(
        self, reason: str, try_again_at: datetime | None = None, **also: Any
    ) -> bool:
        """
        Record that it could not be sent.

        :param try_again_at: when to try next; ``None`` if it is given up.
        :param also: further fields to write.
        """
        return self._record(
            status=MailStatus.PENDING if try_again_at else MailStatus.FAILED,
            next_attempt_at=try_again_at,
            reason=reason,
            **also,
        )

    def postpone(self, until: datetime, reason: str, **also: Any) -> bool:
        """
        Record that it was not tried, and is not to be before ``until``.

        :param also: further fields to write.
        """
        return self._record(
            status=MailStatus.PENDING,
            attempts=self.attempts - 1,
            next_attempt_at=until,
            reason=reason,
            **also,
        )

    def hold(self, reason: str) -> bool:
        """Record that it was not tried, and is not to be."""
        return self._record(status=MailStatus.HELD, reason=reason)

    def replace(self, reason: str) -> bool:
        """Record that it was not tried, because newer news took its place."""
        return self._record(status=MailStatus.REPLACED, reason=reason)

    def _record(self, **outcome: Any) -> bool:
        rows = type(self)._default_manager
        ours = rows.filter(pk=self.pk, claim=self.claim)
        outcome = {"claim": "", "next_attempt_at": None, **outcome}
        for field, value in outcome.items():
            setattr(self, field, value)
        tries = count()

        def write() -> bool:
            is_again = next(tries) > 0
            # The answer to an UPDATE that was done may get lost, and our claim is gone.
            return bool(ours.update(**outcome)) or (
                is_again and rows.filter(pk=self.pk, **outcome).exists()
            )

        return insist(write, type(self))


def sent_has_time() -> models.Q:
    """The condition that a row has a time of sending if it was sent, and only then."""
    return models.Q(status=MailStatus.SENT, sent_at__isnull=False) | ~models.Q(
        status=MailStatus.SENT
    ) & models.Q(sent_at__isnull=True)


def open_has_next_attempt() -> models.Q:
    """The condition that a row has a next attempt while it is open, and only then."""
    closed = [status for status in MailStatus if status not in OPEN]
    return models.Q(status__in=list(OPEN), next_attempt_at__isnull=False) | models.Q(
        status__in=closed, next_attempt_at__isnull=True
    )
