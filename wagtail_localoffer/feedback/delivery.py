"""The delivery of letters about comments."""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import closing
from functools import partial

from django.db import transaction
from django_tasks import task

from wagtail_localoffer import conf
from wagtail_localoffer.feedback.models import CommentLetter
from wagtail_localoffer.mail.dispatcher import dispatch
from wagtail_localoffer.mail.letters import LetterTransport

logger = logging.getLogger("wagtail_localoffer")


def deliver_due_letters(limit: int | None = None) -> Counter[str]:
    """
    Send every letter that is due, over one connection.

    Safe to run at any time, from several machines at once. It stops when the mail
    server can't be reached; the rest stays due.

    :returns: how many letters ended up in each status, and under ``"down"`` whether the
        mail server could not be reached.
    """
    letters = CommentLetter.objects.all()
    letters.make_ready()
    with closing(LetterTransport(letters)) as transport:
        tally = dispatch([transport], limit)
    if transport.is_down:
        tally["down"] = 1
    return tally


@task()
def deliver_letter(letter_id: int) -> None:
    """Send one letter, if it is due and nobody else is sending it."""
    letters = CommentLetter.objects.filter(pk=letter_id)
    with closing(LetterTransport(letters)) as transport:
        dispatch([transport], limit=1)


def deliver_after_commit(letter: CommentLetter | None) -> None:
    """Send a letter as soon as it is certain, unless only cron should."""
    if letter is not None and conf.get_settings().DELIVER_ON_PUBLISH:
        transaction.on_commit(partial(_deliver_later, letter.pk), robust=True)


def _deliver_later(letter_id: int) -> None:
    # Nobody's message is lost because of mail: send_council_notices catches up.
    try:
        deliver_letter.enqueue(letter_id)
    except Exception:
        logger.exception("Letter %s about a comment could not be queued.", letter_id)
