"""
Send what is due: claim it, send it, record what came of it.

Nothing here runs in a transaction, and nothing is locked while another machine is slow.
A row is sent at least once; if a crash comes between sending and recording, it is sent
again with the same ``Message-ID``, or the same ``News.id``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone, translation

from wagtail_localoffer.mail.outbox import Row
from wagtail_localoffer.mail.transport import Transport

#: Rows that one process claims at a time.
BATCH = 50


def dispatch(transports: Iterable[Transport[Row]], limit: int | None) -> Counter[str]:
    """Send what is due, until there is nothing left or nobody to send it through."""
    tally: Counter[str] = Counter()
    tried = 0
    # The log is not only for the editor whose publishing may have started this.
    with translation.override(settings.LANGUAGE_CODE):
        for transport in transports:
            while not transport.is_down and tried != limit:
                most = BATCH if limit is None else min(BATCH, limit - tried)
                letters = transport.claim(most)
                if not letters:
                    break
                tried += _dispatch_batch(transport, letters, tally)
    return tally


def _dispatch_batch(
    transport: Transport[Row], letters: list[list[Row]], tally: Counter[str]
) -> int:
    """Send letters that are claimed, and say how many were tried or held back."""
    left = list(letters)
    ended: list[Row] = []
    try:
        # A slow receiver may outlast the claim, and others may send them by now.
        while left and not transport.is_down and left[0][0].is_ours:
            letter = left[0]
            held = [row for row in letter if transport.hold_back(row)]
            # From here on nobody but its transport knows whether it has left.
            del left[0]
            if held:
                # The others of an email about many are written about anew.
                transport.give_back([row for row in letter if row not in held])
            else:
                ended += _try(transport, letter)
            tally.update(str(row.status) for row in held or letter)
    finally:
        # What was not tried is for the next, whatever has happened.
        transport.give_back([row for letter in left for row in letter])
    transport.finish(ended)
    return len(letters) - len(left)


def _try(transport: Transport[Row], letter: list[Row]) -> list[Row]:
    """Send one message, record what came of it, and return what needs no other try."""
    problem: Exception | None = None
    try:
        reason = transport.send(letter)
    except Exception as error:  # noqa: BLE001 - mail backends and channels raise theirs
        problem = error
    ended = []
    now = timezone.now()
    for row in letter:
        if problem is None:
            recorded = row.mark_sent(now, reason)
        else:
            recorded = transport.record_failure(row, problem)
        transport.report(row, recorded)
        if recorded and row.next_attempt_at is None:
            ended.append(row)
    return ended
