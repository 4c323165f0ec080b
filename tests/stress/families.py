"""
What families wrote in the storm, and whether each of them was heard.

*Lost*: a message that an editor's process has taken in and that is no comment, of which
the setting was never told, or whose answer never reached who wrote it.

*Wrong*: an answer that nobody has given, two different ones for one message, or what a
family wrote on a page that the public reads.

*Repeated* is as with notices: see ``tests.stress.verdict``.
"""

from __future__ import annotations

import random
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from typing import Any
from unittest import mock

from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.stress.post_office import Handover
from tests.stress.verdict import Verdict, find_unsure
from wagtail_localoffer.feedback import receiving
from wagtail_localoffer.feedback.answering import answer, close, publish
from wagtail_localoffer.feedback.receiving import receive
from wagtail_localoffer.models import CommentLetter, FamilyComment

#: Marks the entries of what was taken in, in the transaction that did.
HEARD = "stress.heard"

#: A parent hurries, and clicks twice.
CLICKS = (1, 1, 1, 2)


def tell_of_each() -> AbstractContextManager[object]:
    """Let the setting hear of each message, though all offers have one contact."""
    return mock.patch.object(receiving, "LETTERS", 10**9)


def hear(offer: Any, rng: random.Random, most: int) -> None:
    """Take in what some families write about an offer at the same time."""
    for _family in range(rng.randint(1, most)):
        form = uuid.UUID(int=rng.getrandbits(128)).hex
        for _click in range(rng.choice(CLICKS)):
            receive(
                offer,
                form,
                topic="missing",
                section="health",
                message=write_message(form),
                reply_to=f"{form}@family.example",
            )
        # Not with save(), which knows only the actions that are registered.
        PageLogEntry.objects.bulk_create(
            [
                PageLogEntry(
                    page_id=offer.pk,
                    label="",
                    action=HEARD,
                    data={"form": form},
                    timestamp=timezone.now(),
                )
            ]
        )


def decide(rng: random.Random) -> None:
    """Do something about one of the oldest comments, as others do at the same time."""
    keys = list(FamilyComment.objects.waiting().order_by("pk").values("pk")[:5])
    if not keys:
        return
    comment = FamilyComment.objects.filter(**rng.choice(keys)).first()
    if comment is None:
        return
    reply = f"About {comment.reference}: two people give it."
    match rng.randrange(10):
        case 0:
            close(comment, None, "It is about another school.")
        case 1 | 2 | 3:
            publish(comment, None, question="Who gives medicine?", answer=reply)
        case _:
            answer(comment, None, reply)


def write_message(form: str) -> str:
    """What only this family says."""
    return f"Nobody says who gives medicine. (No. {form})"


def list_letter_ids() -> set[str]:
    return set(CommentLetter.objects.values_list("message_id", flat=True))


def judge_families(
    handovers: Iterable[Handover], killed: Collection[str], verdict: Verdict
) -> None:
    """Add to a verdict what the server was handed of letters to and about families."""
    accepted = [each for each in handovers if each.is_accepted]
    unsure = set(find_unsure(accepted, set(killed)))
    places: dict[str, list[int]] = defaultdict(list)
    by_recipient: dict[str, set[str]] = defaultdict(set)
    for place, handover in enumerate(accepted):
        places[handover.message_id].append(place)
        for recipient in handover.recipients:
            by_recipient[recipient].add(handover.message_id)
    letters = CommentLetter.objects.select_related("comment")
    for letter in letters:
        found = places[letter.message_id]
        what = f"The letter “{letter.kind}” about comment {letter.comment_id}"
        if not found:
            verdict.lost.append(f"{what} arrived nowhere: {letter.reason}")
        for earlier in found[:-1]:
            is_crash = earlier in unsure
            repeats = verdict.repeated_in_crash_window if is_crash else verdict.repeated
            repeats.append(f"{what} was taken again.")
    heard = PageLogEntry.objects.filter(action=HEARD).values_list("data", flat=True)
    comments = {each.fingerprint: each for each in FamilyComment.objects.all()}
    told = {each.comment_id for each in letters if each.kind == "received"}
    for form in (data["form"] for data in heard):
        comment = comments.get(form)
        if comment is None or comment.pk not in told:
            verdict.lost.append(f"Nobody was told what {form} wrote.")
    for form, comment in comments.items():
        answers = len(by_recipient[comment.reply_to])
        should = int(comment.answered_at is not None)
        # Who wrote about a page that was deleted since is answered by nobody.
        if answers < should and comment.page_id:
            verdict.lost.append(f"{form} was not answered.")
        if answers > should:
            verdict.wrong.append(f"{form} was answered {answers} times.")
