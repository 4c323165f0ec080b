"""What a person can do with a notice: send it again, test it, say that it is done."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_localoffer import conf
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.notices.composer import compose_again
from wagtail_localoffer.notices.delivery import build_test, connect
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import find_offer_state
from wagtail_localoffer.notices.page_history import write_asked_again, write_history
from wagtail_localoffer.notices.routing import choose_route_of
from wagtail_localoffer.signals import council_told


class CannotSendAgain(Exception):
    """Says in words why a notice is not sent a second time."""


def send_again(notice: CouncilNotice, user: Any = None) -> CouncilNotice:
    """
    Write a notice that repeats another one, for a council that can't find it.

    :param notice: the newest one that its council was sent of the offer.
    :param user: who asks for it; named in the page's history.
    :returns: the new notice, which is due now.
    :raises CannotSendAgain: it is not the newest, the council is gone, or nothing may
        be sent to it.
    """
    council = notice.council
    if council is None:
        raise CannotSendAgain(_("The council’s record has been deleted."))
    if notice.status != MailStatus.SENT or not _is_newest(notice):
        raise CannotSendAgain(
            _("There is newer news of this offer, or it has not been sent yet.")
        )
    if notice.pruned_at is not None:
        raise CannotSendAgain(
            _("Parts of this old notice have been removed. Publish the offer again.")
        )
    notices = CouncilNotice.objects.filter(offer_id=notice.offer_id)
    last = notices.aggregate(last=Max("number"))["last"]
    with translation.override(settings.LANGUAGE_CODE):
        route = choose_route_of(notice, council)
        if route.held_because:
            raise CannotSendAgain(route.held_because)
        new_council = _find_new_council(notice)
        again = compose_again(notice, council, route, last + 1, new_council)
    try:
        with transaction.atomic():
            again.save(force_insert=True)
    except IntegrityError as error:
        raise CannotSendAgain(
            _("There is newer news of this offer, or it has not been sent yet.")
        ) from error
    write_asked_again(notice, user)
    return again


def _find_new_council(notice: CouncilNotice) -> str:
    """The council that the offer has instead of that of a withdrawal."""
    state = find_offer_state(notice.offer_id)
    if state is None or notice.council_id in {each.pk for each in state.councils}:
        return ""
    return state.council.name


def mark_done(notice: CouncilNotice, user: Any) -> bool:
    """
    Record that somebody has entered the news in the council's own form.

    :param user: who says so; named in the notice and in the page's history.
    :returns: whether the notice still was such a task.
    """
    reason = _("Entered in the council’s form by %(person)s.") % {
        "person": user.get_full_name() or user.get_username()
    }
    if not CouncilNotice.objects.filter(pk=notice.pk).mark_done(reason):
        return False
    notice.refresh_from_db()
    write_history([notice])
    council_told.send_robust(CouncilNotice, notice=notice)
    return True


def send_test(notice: CouncilNotice, address: str) -> None:
    """
    Send the message of a notice to somebody who wants to see it.

    :param notice: it need not be saved.
    :param address: the one recipient.
    :raises Exception: what the mail backend raises; ``wording.explain`` puts it
        into words.
    """
    with closing(connect(conf.get_settings().CONNECTION_TIMEOUT)) as connection:
        connection.send_messages([build_test(notice, address)])


class NoticeAction(TextChoices):
    """What a person can do about a notice. There is at most one for each."""

    RETRY = "retry", gettext_lazy("Try again")
    SEND_AGAIN = "send_again", gettext_lazy("Send again")
    MARK_DONE = "mark_done", gettext_lazy("I have entered it in the council’s form")
    LOOK_AGAIN = "look_again", gettext_lazy("Look again")


def find_action(notice: CouncilNotice) -> NoticeAction | None:
    """Say what a person with the permission can do about ``notice`` now."""
    match notice.status:
        case MailStatus.FAILED:
            return NoticeAction.RETRY
        case MailStatus.HELD if notice.is_task:
            return NoticeAction.MARK_DONE
        case MailStatus.HELD:
            return NoticeAction.LOOK_AGAIN
        case MailStatus.SENT if not notice.form_url and _is_newest(notice):
            return NoticeAction.SEND_AGAIN
    return None


def _is_newest(notice: CouncilNotice) -> bool:
    """Whether nothing newer was sent to the same council, or waits to be."""
    # The record of a council that is gone has no addresses any more.
    if notice.council_id is None:
        return False
    newer = CouncilNotice.objects.filter(
        offer_id=notice.offer_id,
        council_id=notice.council_id,
        number__gt=notice.number,
    )
    return not newer.exclude(status=MailStatus.REPLACED).exists()
