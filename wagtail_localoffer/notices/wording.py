"""What a council knows of an offer, and what it is about to be told, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from wagtail_localoffer.clock import localise
from wagtail_localoffer.councils.choices import CouncilDigest
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.wording import explain
from wagtail_localoffer.notices.choices import CouncilAnswer, NoticeKind
from wagtail_localoffer.notices.emails import add_sections
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.offer_state import find_state_of
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.text.plain import one_line


def explain_wrong_address(error: Exception) -> str:
    """Say in words what to do about an address that the mail server doesn't know."""
    advice = _(
        "Ask the council for its address, and correct it where it was entered, in most "
        "cases in the council’s record. The news then goes there by itself."
    )
    return f"{explain(error)} {advice}"


def explain_unusable(error: Exception) -> str:
    """Say in words that no email can be made of what is in a notice."""
    return _(
        "The email can’t be put together (%(answer)s). Look for a mistake in its "
        "addresses, its sender and its subject. Correct it where it was entered, in "
        "the settings of the site, the council’s record or the offer. A new notice "
        "then takes the place of this one."
    ) % {"answer": one_line(f"{type(error).__name__}: {error}")}


def explain_unwritten(error: Exception) -> str:
    """Say in words that the email of many notices could not be written."""
    return _(
        "The email with all news of the council can’t be written (%(answer)s). Ask a "
        "developer to look at the project’s email templates."
    ) % {"answer": one_line(f"{type(error).__name__}: {error}")}


def name_moment(moment: datetime) -> dict[str, str]:
    """The ``day`` and the ``time`` of a moment, like 3 May 2026 and 14:02."""
    local = localise(moment)
    return {"day": date_format(local, "j F Y"), "time": date_format(local, "H:i")}


@dataclass(frozen=True)
class Wording:
    """What is said of a notice in one state."""

    #: What became of it, or becomes of it next.
    sentence: Promise
    #: What a person has to do about it, if anything.
    next_step: Promise
    #: What becomes of it if a version is published.
    forecast: Promise | None = None
    #: What becomes of it if something else is done, which is named beside it.
    consequence: Promise | None = None


TRIED_AGAIN = gettext_lazy(
    "Nothing. If the delivery breaks off, it is tried again by itself."
)

WAITING = Wording(
    gettext_lazy("%(council)s will be told %(news)s."),
    gettext_lazy(
        "Nothing. If it stays so for an hour after the next attempt, ask those who run "
        "the website whether its emails are being delivered."
    ),
    gettext_lazy("If you publish this version, %(council)s is told %(news)s."),
    gettext_lazy("%(council)s is told %(news)s."),
)

WAITING_FOR_THE_DAILY_EMAIL = Wording(
    gettext_lazy("%(council)s will be told with the next daily email %(news)s."),
    gettext_lazy("Nothing. It goes out with the next daily email to the council."),
    gettext_lazy(
        "If you publish this version, %(council)s is told with the next daily email "
        "%(news)s."
    ),
    gettext_lazy("%(council)s is told with the next daily email %(news)s."),
)

WAITING_FOR_THE_WEEKLY_EMAIL = Wording(
    gettext_lazy("%(council)s will be told on %(day)s, in its weekly email, %(news)s."),
    gettext_lazy("Nothing. It goes out with the next weekly email to the council."),
    gettext_lazy(
        "If you publish this version, %(council)s is told with the next weekly email "
        "%(news)s."
    ),
    gettext_lazy("%(council)s is told with the next weekly email %(news)s."),
)

#: What is said of a notice that waits, by how often its council is told.
WAITING_FOR = {
    CouncilDigest.AT_ONCE: WAITING,
    CouncilDigest.DAILY: WAITING_FOR_THE_DAILY_EMAIL,
    CouncilDigest.WEEKLY: WAITING_FOR_THE_WEEKLY_EMAIL,
}

ENTERED = Wording(
    gettext_lazy(
        "%(council)s was told through its form on %(day)s at %(time)s %(news)s."
    ),
    gettext_lazy("Nothing. It was entered in the council’s form."),
)

TASK = Wording(
    gettext_lazy("%(council)s has to be told through its form %(news)s."),
    gettext_lazy(
        "This council takes no emails. Enter the news in its form, then record it here."
    ),
    gettext_lazy(
        "If you publish this version, %(council)s has to be told through its form "
        "%(news)s."
    ),
    gettext_lazy("%(council)s has to be told through its form %(news)s."),
)

#: Of the others, by their status.
WORDINGS = {
    MailStatus.SENDING: Wording(
        gettext_lazy("%(council)s is being told %(news)s."), TRIED_AGAIN
    ),
    MailStatus.SENT: Wording(
        gettext_lazy("%(council)s was told on %(day)s at %(time)s %(news)s."),
        gettext_lazy(
            "Nothing. If the council can’t find it, ask those who run the mail server "
            "to look for the Message-ID."
        ),
    ),
    MailStatus.FAILED: Wording(
        gettext_lazy("%(council)s could not be told %(news)s."),
        gettext_lazy(
            "Remove the cause that is named above, or ask those who run the website to "
            "do so. Then try again."
        ),
    ),
    MailStatus.HELD: Wording(
        gettext_lazy("%(council)s has not been told %(news)s. The email is held back."),
        gettext_lazy(
            "Put right what is named above, then look again. If nothing holds it back "
            "any more, a new notice takes its place and is sent."
        ),
        gettext_lazy(
            "If you publish this version, %(council)s should be told %(news)s. The "
            "email will be held back."
        ),
        gettext_lazy(
            "%(council)s should be told %(news)s. The email will be held back."
        ),
    ),
    MailStatus.REPLACED: Wording(
        gettext_lazy("%(council)s was not told %(news)s. There was newer news."),
        gettext_lazy("Nothing. It was not sent, and doesn’t have to be."),
    ),
}


def choose_wording(notice: CouncilNotice) -> Wording:
    """Find what is said of a notice."""
    if notice.is_task:
        return TASK
    if notice.status == MailStatus.SENT and notice.form_url:
        return ENTERED
    waiting = WAITING_FOR[notice.rhythm]
    if notice.is_abandoned:
        return replace(waiting, next_step=TRIED_AGAIN)
    if notice.status == MailStatus.PENDING:
        return waiting
    return WORDINGS[MailStatus(notice.status)]


#: What a notice tells, as the end of “The council was told …”.
NEWS = {
    NoticeKind.PUBLISHED: gettext_lazy("that the offer is published"),
    NoticeKind.UPDATED: gettext_lazy("that the offer has changed"),
    NoticeKind.MOVED: gettext_lazy("that the offer has moved"),
    NoticeKind.WITHDRAWN: gettext_lazy("to take the offer off its pages"),
}

#: The same, if it names parts of the offer.
NEWS_OF_SECTIONS = {
    NoticeKind.UPDATED: ngettext_lazy(
        "about %(number)s changed section: %(sections)s",
        "about %(number)s changed sections: %(sections)s",
        "number",
    ),
    NoticeKind.MOVED: ngettext_lazy(
        "that the offer has moved, and about %(number)s changed section: %(sections)s",
        "that the offer has moved, and about %(number)s changed sections: %(sections)s",
        "number",
    ),
}


def name_news(notice: CouncilNotice) -> str:
    """Say what a notice tells, as the end of “The council was told …”."""
    kind = NoticeKind(notice.kind)
    if not notice.changes or kind not in NEWS_OF_SECTIONS:
        return str(NEWS[kind])
    # Headings may have commas in them.
    sections = "; ".join(change["heading"] for change in notice.changes)
    words = {"number": len(notice.changes), "sections": sections}
    return str(NEWS_OF_SECTIONS[kind] % words)


def tell(notice: CouncilNotice) -> str:
    """
    Say in a sentence what became of a notice, or what becomes of it next.

    A council that got nothing, because another address did, is not said to be told.
    """
    words = {"council": _name_addressee(notice), "news": name_news(notice)}
    # Not when it was due: that day may have passed without a mail server.
    moment = notice.sent_at or notice.next_attempt_at
    words |= name_moment(moment) if moment else {}
    return str(choose_wording(notice).sentence) % words


def foretell(notice: CouncilNotice) -> str:
    """
    Say in a sentence what is told if a version is published.

    :param notice: one that is not saved: see ``preview_news``.
    """
    words = {"council": _name_addressee(notice), "news": name_news(notice)}
    return str(choose_wording(notice).forecast) % words


def foretell_consequence(notice: CouncilNotice) -> str:
    """
    Say what is told if something is done, and why not if it is held back.

    :param notice: one that is not saved, or that waits already: see ``forecast``.
    """
    words = {"council": _name_addressee(notice), "news": name_news(notice)}
    wording = choose_wording(notice)
    # What is on its way, or could not be sent, stays as it is.
    sentence = str(wording.consequence or wording.sentence) % words
    reason = find_reason(notice) if notice.status in STUCK else ""
    return " ".join(filter(None, (sentence, reason)))


#: What somebody at the setting does about an answer of a council.
AFTER_ANSWER = {
    CouncilAnswer.NOT_OURS: gettext_lazy(
        "Look whether the right council is chosen in the offer."
    ),
    CouncilAnswer.BROKEN_LINK: gettext_lazy(
        "Open the address that the council was sent. If it doesn’t work for you "
        "either, ask those who run the website."
    ),
}


def tell_answer(notice: CouncilNotice) -> str:
    """Say what the council answered, and what to do about it; nothing if it didn't."""
    if not notice.council_answer or not notice.council_answered_at:
        return ""
    answer = CouncilAnswer(notice.council_answer)
    sentence = _("It answered on %(day)s at %(time)s: “%(answer)s”.")
    words = {**name_moment(notice.council_answered_at), "answer": answer.label}
    return " ".join(filter(None, [sentence % words, str(AFTER_ANSWER.get(answer, ""))]))


def tell_dropped(notice: CouncilNotice) -> str:
    """Say that a notice that waits is never sent."""
    words = {"council": _name_addressee(notice), "news": name_news(notice)}
    return _("%(council)s has not been told yet %(news)s, and is not told it.") % words


def find_reason(notice: CouncilNotice) -> str:
    """Say why a council has not been told; an empty string if it has, or if it is."""
    if notice.is_task or notice.status in (MailStatus.SENT, MailStatus.SENDING):
        return ""
    sentences = [notice.reason]
    if notice.status == MailStatus.PENDING and notice.attempts:
        next_attempt = notice.next_attempt_at
        text = _("The next try is on %(day)s at %(time)s.")
        sentences += [text % name_moment(next_attempt)] if next_attempt else []
    if notice.uncertain:
        sentences.append(_("The council may have it all the same."))
    return " ".join(filter(None, sentences))


def tell_corrections(number: int) -> str:
    """Say that a council has not been told of small corrections, if there are any."""
    if not number:
        return ""
    return ngettext(
        "It was not told about small corrections in %(number)s section since then. "
        "The next email names it.",
        "It was not told about small corrections in %(number)s sections since then. "
        "The next email names them.",
        number,
    ) % {"number": number}


def explain_silence(offer: OfferMixin) -> str:
    """Say why no council is told anything if a version of an offer is live."""
    link = offer.council_link
    if link is None or link.value is None:
        return _("Nobody is told: no council is chosen in this version.")
    state = find_state_of(offer)
    if state is None:
        return _(
            "Nobody is told: the public can’t read this page at an address of its own. "
            "Perhaps it is private, by itself or with a page above it."
        )
    if state.is_translation:
        return _(
            "Nobody is told: the council has this offer in another language of the "
            "site."
        )
    text = _("There is nothing new to tell %(council)s.")
    if offer.minor_change:
        text = _(
            "There is nothing to tell %(council)s: what has changed is marked as a "
            "small correction."
        )
    names = [council.name for council in state.councils]
    return text % {"council": get_text_list(names, _("and"))}


def _name_addressee(notice: CouncilNotice) -> str:
    if notice.diverted:
        return _("%(address)s (instead of %(council)s)") % {
            "address": notice.recipient,
            "council": notice.council_name,
        }
    return notice.council_name


def describe_news(notice: CouncilNotice) -> str:
    """Say in a few words what a notice tells, like “Updated: 2 sections”."""
    kind = notice.get_kind_display()
    if notice.repeats_id is not None:
        kind = gettext("%(news)s, sent again") % {"news": kind}
    return add_sections(kind, notice)


def describe_time(moment: datetime) -> str:
    """A day and an hour of 24, like “25 November 2026, 14:02”."""
    return date_format(localise(moment), "j F Y, H:i")


#: What a notice is called that an editor has to enter in the council's own form.
FOR_A_FORM = gettext_lazy("For you to enter in the council’s form")


def describe_status(notice: CouncilNotice) -> str:
    """Name the status, and say whether the email is for the council at all."""
    if notice.is_task:
        return str(FOR_A_FORM)
    status = notice.get_status_display()
    if notice.diverted:
        return gettext("%(status)s (diverted)") % {"status": status}
    return status


def describe_next_step(notice: CouncilNotice) -> str:
    """Say what a person has to do about a notice, if anything."""
    return str(choose_wording(notice).next_step)


#: In these, somebody has to do something.
STUCK = (MailStatus.FAILED, MailStatus.HELD)


def describe_help(notice: CouncilNotice, *, may_act: bool) -> str:
    """Say what somebody has to do about a notice that waits for a person."""
    if notice.status not in STUCK:
        return ""
    # An editor may say that a task is done: nothing is sent for it.
    if may_act or notice.is_task:
        return describe_next_step(notice)
    return _("Show this to a moderator, or to those who run the website.")
