"""The command that cron runs, where there is nothing to tell."""

from __future__ import annotations

import os
from collections.abc import Iterator
from math import ceil

from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.bench.figures import Limit, Round, Row
from tests.bench.many import add_copies, forget_offers
from tests.bench.pages import add_offer
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.planner import announce_all

FEW = 25
#: How many offers the command looks at together.
BATCH = 500


def measure(*, offers: int) -> Iterator[Row]:
    forget_offers()
    with override_settings(WAGTAIL_LOCALOFFER={"SEND_FROM_LOCAL_SITES": True}):
        offer = add_offer()
        offer.save_revision().publish()
        add_copies(offer, FEW - 1)
        few = count_queries(FEW)
        add_copies(offer, offers - FEW)
        yield Row(
            f"queries of cron, {offers:,} offers",
            Round(few, count_queries(offers)),
            Limit(times=ceil(offers / BATCH)),
        )


def count_queries(offers: int) -> int:
    """Do all that there is to do, then count the queries of finding nothing."""
    list(announce_all())
    CouncilNotice.objects.untold().update(
        status=NoticeStatus.SENT, sent_at=timezone.now(), next_attempt_at=None
    )
    told = CouncilNotice.objects.values("offer_id").distinct().count()
    if told != offers:
        raise RuntimeError(f"The council knows {told} offers instead of {offers}.")
    with open(os.devnull, "w") as nowhere:
        # What lists say of the copies is made anew.
        call_command("send_council_notices", stdout=nowhere)
        with CaptureQueriesContext(connection) as queries:
            call_command("send_council_notices", stdout=nowhere)
    return len(queries)
