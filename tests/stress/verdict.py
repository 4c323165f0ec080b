"""
What the councils were told, held against what was true.

*Lost*: at the end a council does not know what is true. For each offer, the last
message that the server took for each of the offer's councils names its address, and
says each part as it reads now or as it read before small corrections only. The last one
for any other council that was told of the offer says that it is withdrawn.

*Wrong*: a message for nothing, or one that says what never was. That is, one

- that no row in the log has sent, or that went to others than the council; but a daily
  or weekly one of which the sender could not know that it had arrived may have been
  written anew in parts;
- that gives an address, a content and a council which were never true together;
- about an offer that was never public for this council;
- that tells of an update and names no change, or of a move from the same address;
- that says the same state as the one before it did, unless the sender could not know
  whether that one, or another in between, had arrived.

*Late*: a daily or weekly message that was due after the first hour that was promised
for its news. That is the next hour after its own writing, by how often the council was
told then, or the hour of one whose place it took, whichever is first.

*Repeated*: a message that the server took more than once. It is in the *crash window*
if the sender could not know that it had been taken: it was killed before it could
record that, or the connection broke before the answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from tests.stress.post_office import Handover
from tests.stress.truth import State
from wagtail_localoffer.choices import NoticeKind

#: How the Message-ID of a daily or weekly email begins.
OF_MANY = re.compile(r"<[0-9a-f]{32}\.\d+@")


@dataclass(frozen=True)
class Told:
    """One row of the log of notices."""

    message_id: str
    offer_id: int
    number: int
    kind: str
    url: str
    previous_url: str
    council: int
    recipients: tuple[str, ...]
    parts: dict[str, str]
    changes: int
    attempts: int
    #: The Message-ID of the email about many in which it was sent.
    bundle: str = ""
    #: When it would leave if nothing had waited before it, and when it was due, if it
    #: was sent and not to be sent at once.
    hour: datetime | None = None
    due_at: datetime | None = None
    #: Whether another one took its place, and not nothing at all.
    is_followed: bool = False

    @property
    def sent_as(self) -> str:
        return self.bundle or self.message_id

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == NoticeKind.WITHDRAWN

    def says_the_same_as(self, other: Told) -> bool:
        if self.is_withdrawal or other.is_withdrawal:
            return self.is_withdrawal == other.is_withdrawal
        return (self.url, self.parts) == (other.url, other.parts)


@dataclass
class Verdict:
    """Sentences, each about one case."""

    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    repeated_in_crash_window: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.wrong or self.late or self.repeated)


def judge(
    histories: dict[int, list[State]],
    log: Iterable[Told],
    handovers: Iterable[Handover],
    killed: set[str],
    letters: Collection[str] = (),
) -> Verdict:
    """
    Judge a run by what is left of it.

    :param histories: all states of each offer, the oldest first.
    :param log: all notices that were written.
    :param handovers: all messages that the server has seen, in their order.
    :param killed: the names of the senders that were killed.
    :param letters: the Message-IDs of what are no notices.
    """
    log = list(log)
    rows: dict[str, list[Told]] = {}
    for row in log:
        rows.setdefault(row.sent_as, []).append(row)
    accepted = [each for each in handovers if each.is_accepted]
    unsure = set(find_unsure(accepted, killed))
    verdict = Verdict(late=list(find_late(log)))
    taken: dict[str, int] = {}
    sequences: dict[tuple[int, int], list[tuple[int, Told]]] = {}
    for place, handover in enumerate(accepted):
        message_id = handover.message_id
        # What was in it may have been written anew in several emails since.
        is_forgotten = place in unsure and OF_MANY.match(message_id)
        if not (message_id in rows or message_id in letters or is_forgotten):
            verdict.wrong.append(f"{message_id} is in no row of the log.")
        for row in rows.get(message_id, ()):
            sequences.setdefault((row.offer_id, row.council), []).append((place, row))
            if message_id in taken:
                repeats = (
                    verdict.repeated_in_crash_window
                    if taken[message_id] in unsure
                    else verdict.repeated
                )
                client = handover.client
                repeats.append(f"{_describe(row)} was taken again from {client}.")
                continue
            history = histories.get(row.offer_id, [])
            for reason in list_faults(row, handover, history):
                verdict.wrong.append(f"{_describe(row)}: {reason}")
        taken[message_id] = place
    for (offer_id, council), sequence in sequences.items():
        for (first, before), (_second, after) in pairwise(sequence):
            if (
                before.message_id != after.message_id
                and before.says_the_same_as(after)
                and first not in unsure
                and not _tried_between(before, after, log)
            ):
                verdict.wrong.append(
                    f"{_describe(after)} says what {_describe(before)} had said."
                )
        _place, last = sequence[-1]
        if reason := find_loss(histories.get(offer_id, []), council, last):
            verdict.lost.append(f"{reason} The last was {_describe(last)}.")
    for offer_id, history in histories.items():
        state = history[-1]
        for council in state.councils if state.public else ():
            if (offer_id, council) not in sequences:
                verdict.lost.append(
                    f"Council {council} was told nothing of offer {offer_id}."
                )
    return verdict


def find_unsure(accepted: list[Handover], killed: set[str]) -> Iterator[int]:
    """The places of the messages of which the sender could not know that they were."""
    last_of = {handover.client: place for place, handover in enumerate(accepted)}
    for place, handover in enumerate(accepted):
        # A sender records each message before it hands over the next one.
        died = handover.client in killed and last_of[handover.client] == place
        if died or not handover.is_answered:
            yield place


def list_faults(row: Told, handover: Handover, history: list[State]) -> Iterator[str]:
    public = [
        state for state in history if state.public and row.council in state.councils
    ]
    if set(handover.recipients) != set(row.recipients):
        yield f"it went to {', '.join(handover.recipients)}."
    if not any(each.url == row.url for each in public):
        yield f"the offer was never public for this council at {row.url}."
    elif not row.is_withdrawal and not any(
        (each.url, each.parts) == (row.url, row.parts) for each in public
    ):
        yield "no reader has ever seen that."
    if row.kind == NoticeKind.UPDATED and not row.changes:
        yield "it names no change."
    if row.kind == NoticeKind.MOVED and row.previous_url in ("", row.url):
        yield "it has not moved."


def find_late(log: Iterable[Told]) -> Iterator[str]:
    """Find what was due after the first hour that was promised for its news."""
    promised: dict[tuple[int, int], datetime] = {}
    for row in sorted(log, key=lambda row: row.number):
        key = (row.offer_id, row.council)
        hours = [hour for hour in (promised.pop(key, None), row.hour) if hour]
        if row.due_at and hours and row.due_at > min(hours):
            yield f"{_describe(row)} was due at {row.due_at}, and not at {min(hours)}."
        if row.is_followed and hours:
            promised[key] = min(hours)


def find_loss(history: list[State], council: int, last: Told) -> str:
    """Say what a council does not know of an offer after the last message for it."""
    state = history[-1] if history else State()
    who = f"Council {council} does not know that offer {last.offer_id}"
    if not state.public or council not in state.councils:
        return "" if last.is_withdrawal else f"{who} is withdrawn."
    if last.is_withdrawal:
        return f"{who} is public."
    if last.url != state.url:
        return f"{who} is at {state.url}."
    for part in sorted({*last.parts, *state.parts}):
        if last.parts.get(part) not in find_versions(history, part):
            return f"{who} has changed in {part}."
    return ""


def find_versions(history: list[State], part: str) -> set[str | None]:
    """What a part reads now, and all from which small corrections have led to that."""
    corrections = {
        (before.parts.get(part), after.parts.get(part))
        for before, after in pairwise(history)
        if after.minor and before.live
    }
    versions = {history[-1].parts.get(part)}
    while more := {old for old, new in corrections if new in versions} - versions:
        versions |= more
    return versions


def _tried_between(before: Told, after: Told, rows: Iterable[Told]) -> bool:
    return any(
        row.attempts
        and (row.offer_id, row.council) == (before.offer_id, before.council)
        and before.number < row.number < after.number
        for row in rows
    )


def _describe(row: Told) -> str:
    return f"“{row.kind}” no. {row.number} of offer {row.offer_id} to {row.council}"
