"""Publishing an offer, without the mail that follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db.models.signals import post_save
from django.test import override_settings
from django.utils import timezone
from wagtail.signals import page_published

from tests.bench.figures import Limit, Row, interleave, milliseconds
from tests.bench.pages import add_offer
from tests.queues import WAITING
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage
from wagtail_localoffer.signal_handlers import register_signal_handlers

#: The sections whose text has a line more in each changed version.
CHANGED = ("teaching", "health")


def measure(*, rounds: int) -> Iterator[Row]:
    # The notices are written and stay where they are.
    with override_settings(
        WAGTAIL_LOCALOFFER={"SEND_FROM_LOCAL_SITES": True, "DELIVER_ON_PUBLISH": False}
    ):
        # One offer for each side, so that both have equally many revisions.
        plain, told = add_offer().pk, add_offer().pk
        yield from _compare(plain, told, rounds)
        # Where a worker runs the tasks, a publication only queues them.
        with override_settings(TASKS=WAITING):
            yield from _compare(plain, told, rounds, "; a worker")


def _compare(plain: int, told: int, rounds: int, where: str = "") -> Iterator[Row]:
    for what, changed, times in (
        ("an unchanged offer", False, 1.1),
        ("a changed offer", True, 1.25),
    ):
        # Neither first publication nor first use of a template is measured.
        publish_alone(plain, changed)
        publish(told, changed)
        yield Row(
            f"publishing {what}{where}",
            interleave(
                partial(publish_alone, plain, changed),
                partial(publish, told, changed),
                rounds,
            ),
            Limit(times=times),
            "ms",
        )


def publish(offer_id: int, changed: bool) -> float:
    """Measure one publication, then see to it that the council was told of it."""
    before = CouncilNotice.objects.filter(offer_id=offer_id).count()
    result = publish_alone(offer_id, changed, receivers=True)
    notices = CouncilNotice.objects.filter(offer_id=offer_id)
    expected = before + 1 if changed or not before else before
    if notices.count() != expected:
        raise RuntimeError(f"{notices.count()} notices instead of {expected}.")
    notices.untold().update(
        status=NoticeStatus.SENT, sent_at=timezone.now(), next_attempt_at=None
    )
    return result


def publish_alone(offer_id: int, changed: bool, *, receivers: bool = False) -> float:
    """Measure one publication in milliseconds, by default without our receivers."""
    offer = LocalOfferPage.objects.get(pk=offer_id)
    if changed:
        offer.body = [_add_line(child) for child in offer.body.get_prep_value()]
    # As it comes from the editor's form, which has read every block.
    list(offer.body)
    with _receivers(receivers):
        return milliseconds(lambda: offer.save_revision().publish())


def _add_line(child: dict[str, Any]) -> dict[str, Any]:
    if child["type"] not in CHANGED:
        return child
    value = child["value"]
    # Only the latest line stays, or the offer would grow from round to round.
    kept = value["text"].split("<p>News of ")[0]
    line = f"<p>News of {timezone.now():%H:%M:%S.%f}: the timetable is different.</p>"
    return {**child, "value": {**value, "text": kept + line}}


@contextmanager
def _receivers(connected: bool) -> Iterator[None]:
    if connected:
        yield
        return
    ours = [
        (signal, name)
        for signal in (page_published, post_save)
        for (name, _sender), *_rest in signal.receivers
        if str(name).startswith("wagtail_localoffer_")
    ]
    # Those of other models than pages hear nothing of it, and stay.
    found = [signal.disconnect(dispatch_uid=name) for signal, name in ours]
    if not any(found):
        raise RuntimeError("There are no receivers of ours.")
    try:
        yield
    finally:
        register_signal_handlers()
