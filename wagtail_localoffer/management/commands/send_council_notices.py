"""Tell councils what they have not been told yet, and feed the channels."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from wagtail_localoffer.feedback.delivery import deliver_due_letters
from wagtail_localoffer.feedback.models import CommentLetter
from wagtail_localoffer.feedback.reminders import write_reminders
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.delivery import (
    deliver_due,
    feed_due,
    heed_clock,
    list_ready,
)
from wagtail_localoffer.notices.models import CONTENTS, ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.planner import announce_all
from wagtail_localoffer.offers.daily_refresh import refresh_due_offers
from wagtail_localoffer.offers.listings.rows import renew_all
from wagtail_localoffer.text.plain import one_line

#: The exit status if something needs somebody's attention, and if the mail server does.
TROUBLE, DOWN = 1, 2


class Command(BaseCommand):
    help = (
        "Tell councils what they have not been told yet about local offers, and try "
        "again what could not be sent. Prints a line for each notice that is written "
        "and for each that is tried. Run it from cron every few minutes; several "
        "machines may run it at once. Exits with 1 if a notice failed for good in this "
        "run or an offer could not be looked at; with 2 if the mail server could not "
        "be reached, or if it was called wrongly; otherwise with 0. It also sends the "
        "letters about what families wrote, and reminds of those that nobody answered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retry-failed",
            action="store_true",
            help="Also try again what was given up, for example after an outage.",
        )
        parser.add_argument(
            "--batch",
            type=read_number,
            metavar="N",
            help=(
                "Send at most N emails in this run, and leave the rest to the next. "
                "The email of a day or a week counts once, however many notices are in "
                "it."
            ),
        )
        parser.add_argument(
            "--all",
            action="store_true",
            dest="read_all",
            help=(
                "Read the text of every offer, also where its page says that it is as "
                "it was. Only what was written past Django’s models is found in no "
                "other way."
            ),
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=(
                "Only say what would be written and sent. The notices are written in a "
                "transaction and taken back, which keeps others from publishing offers "
                "for as long as it runs."
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        #: Offers that could not be looked at.
        self.troubles = 0
        written = announce_all(self.report_trouble, read_all=options["read_all"])
        if options["dry_run"]:
            with transaction.atomic():
                self.rehearse(written, options["retry_failed"], options["batch"])
                transaction.set_rollback(True)
        else:
            names = ("retry_failed", "batch", "read_all")
            self.run(written, *(options[name] for name in names))

    def run(
        self,
        written: Iterator[CouncilNotice],
        retry_failed: bool,
        batch: int | None,
        read_all: bool,
    ) -> None:
        heed_clock()
        refresh_due_offers()
        for notice in written:
            self.report(notice)
        if retry_failed:
            retry_all()
        tally = deliver_due(batch, self.report)
        self.stdout.write(f"{count(tally)}.")
        fed = feed_due(batch)
        if fed:
            self.stdout.write(f"Through channels: {count(fed)}.")
        write_reminders()
        if not tally["down"]:
            letters = deliver_due_letters(batch)
            tally["down"] = letters["down"]
            if letters:
                self.stdout.write(f"Letters about comments: {count(letters)}.")
        # Last, because councils must not wait for it.
        renew_all(every=read_all)
        if tally["down"]:
            sys.exit(DOWN)
        if self.troubles or tally[MailStatus.FAILED] or fed[MailStatus.FAILED]:
            sys.exit(TROUBLE)

    def rehearse(
        self, written: Iterator[CouncilNotice], retry_failed: bool, batch: int | None
    ) -> None:
        heed_clock()
        announced = 0
        for notice in written:
            announced += 1
            status = MailStatus(notice.status).label
            self.stdout.write(
                f"Would write: {describe(notice)} {status}: {notice.reason}"
            )
        if retry_failed:
            retry_all()
        emails: set[Any] = set()
        ready = list_ready().order_by("daily", "pk").defer(*CONTENTS)
        for notice in ready.iterator():
            email: Any = notice.pk
            if notice.daily:
                email = (notice.council_id, notice.recipient, notice.bundle)
            if email in emails or batch is None or len(emails) < batch:
                emails.add(email)
                self.stdout.write(f"Would send: {describe(notice)}")
        self.stdout.write(
            f"Would write: {announced}. Would send: {len(emails)}. "
            "Nothing was written or sent."
        )
        if self.troubles:
            sys.exit(TROUBLE)

    def report_trouble(self, offer_id: int, error: Exception) -> None:
        self.troubles += 1
        reason = one_line(f"{type(error).__name__}: {error}")
        self.stdout.write(
            f"The local offer on page {offer_id} was not looked at. {reason}"
        )

    def report(self, notice: CouncilNotice) -> None:
        status = MailStatus(notice.status).label
        self.stdout.write(f"{status}: {describe(notice)} {notice.reason}")


def read_number(text: str) -> int:
    """
    Read a number of emails.

    :raises ArgumentTypeError: it isn't a whole number, or less than 1.
    """
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError("it must be a whole number, 1 or more.")
    return int(text)


def retry_all() -> None:
    CouncilNotice.objects.retry()
    ChannelDelivery.objects.retry()
    CommentLetter.objects.retry()


def describe(notice: CouncilNotice) -> str:
    """Say in one line what a notice is about and where it goes."""
    kind = NoticeKind(notice.kind).label
    address = notice.form_url or notice.recipient or "no address"
    return f"{kind}, {notice.setting_name}, {notice.council_name} ({address})."


def count(tally: Counter[str]) -> str:
    return (
        f"Sent: {tally[MailStatus.SENT]}. "
        f"To try again: {tally[MailStatus.PENDING]}. "
        f"Failed: {tally[MailStatus.FAILED]}"
    )
