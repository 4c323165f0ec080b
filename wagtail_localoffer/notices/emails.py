"""The words of the emails to councils, and their form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.councils.subject import fill_subject
from wagtail_localoffer.mail.routing import find_hostname
from wagtail_localoffer.mail.writing import Words, break_lines, render_words
from wagtail_localoffer.notices.choices import NoticeKind
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.text.plain import one_line

#: What {news} stands for in a council's own subject.
NEWS = {
    NoticeKind.PUBLISHED: _("Local offer published"),
    NoticeKind.UPDATED: _("Local offer updated"),
    NoticeKind.MOVED: _("Local offer moved"),
    NoticeKind.WITHDRAWN: _("Local offer withdrawn"),
}

#: Characters of what sections said and say now, in one email about many settings. Each
#: of them has the same share. What is longer is read in the offer, and in the file.
ROOM = 40_000

#: With more settings than this an email is a long one. There, what the table says is
#: not said again below it.
MANY = 40

#: What the daily or weekly email tells of each notice, besides its council.
DAILY_FIELDS = (
    "kind",
    "setting_name",
    "page_title",
    "url",
    "previous_url",
    "changes",
    "council_name",
    "reply_to",
    "answer_url",
)


class Tellable(Protocol):
    """A notice, as far as it is told in a few words."""

    kind: str
    changes: list[dict[str, Any]]


def write_words(kind: str, context: Mapping[str, Any], council: Council) -> Words:
    """
    Write the email for one piece of news.

    The templates are ``wagtail_localoffer/email/<kind>_subject.txt``, ``<kind>.txt``
    and ``<kind>.html``. They are rendered in the council's language, or else in the
    project's, whatever language the editor's admin is in.

    :param kind: one of ``NoticeKind``.
    :param context: ``setting_name``, ``page_title``, ``url``, ``previous_url``,
        ``changes`` (each with ``heading`` and ``url``), ``reply_to``, and for an offer
        that was withdrawn because it names another council now, ``new_council``, the
        name of that.
    """
    with translation.override(choose_language(council)):
        context = _tidy(context) | {"council": council}
        return _render(
            kind,
            context,
            opening=council.email_opening,
            own_subject=council.email_subject,
            news=str(NEWS[NoticeKind(kind)]),
            setting=context["setting_name"],
        )


def write_daily(notices: Iterable[CouncilNotice], council: Council | None) -> Words:
    """
    Write the one email that tells a council the news of a day or a week.

    The settings are in the order of their names, and the news of each in the order of
    ``notices``. A table of all comes first, and then the details of each, which are
    shorter where there are many. The templates are those whose names begin with
    ``daily``.

    :param notices: at least one.
    :param council: ``None`` if its record has been deleted.
    """
    notices = list(notices)
    # Two of the same name have different numbers, or else different sites.
    by_setting: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    with translation.override(choose_language(council)):
        for notice in notices:
            item = _tidy({name: getattr(notice, name) for name in DAILY_FIELDS})
            item["summary"] = add_sections(str(NoticeKind(notice.kind).label), notice)
            reference = notice.entry.get("reference", "")
            site = "" if reference else find_hostname(notice.url)
            setting = (item["setting_name"], reference, site)
            by_setting.setdefault(setting, []).append(item)
        number = len(by_setting)
        _leave_out_long_quotes(by_setting.values(), ROOM // number)
        told = [
            {"name": name, "reference": reference, "news": news}
            for (name, reference, _site), news in sorted(
                by_setting.items(), key=lambda each: each[0][0].casefold()
            )
        ]
        return _render(
            "daily",
            {
                "council": council or {"name": notices[0].council_name},
                "settings": told,
                "detailed": _list_detailed(told) if number > MANY else told,
                "is_long": number > MANY,
                "can_answer": any(notice.answer_url for notice in notices),
                "number": number,
                "reply_to": find_reply_to(notices),
            },
            opening=council.email_opening if council else "",
            own_subject=council.email_subject if council else "",
            news=gettext("SEND local offers"),
            setting=ngettext(
                "news of %(number)d setting", "news of %(number)d settings", number
            )
            % {"number": number},
        )


def add_sections(news: str, notice: Tellable) -> str:
    """Say in a few words what a notice tells, like “Updated: 2 sections”."""
    if not (number := len(notice.changes)):
        return news
    sections = ngettext("%(number)s section", "%(number)s sections", number)
    if notice.kind == NoticeKind.MOVED:
        sections = ngettext(
            "%(number)s section changed", "%(number)s sections changed", number
        )
    return gettext("%(news)s: %(sections)s") % {
        "news": news,
        "sections": sections % {"number": number},
    }


def _leave_out_long_quotes(
    settings_news: Iterable[list[dict[str, Any]]], share: int
) -> None:
    """Quote of each setting only what its share of the room is enough for."""
    for items in settings_news:
        room = share
        for change in (change for item in items for change in item["changes"]):
            quotes = [*change.get("was", ()), *change.get("now", ())]
            if (length := sum(map(len, quotes))) > room:
                change.update(was=[], now=[], is_left_out=True)
            else:
                room -= length


def _list_detailed(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """List the settings of which a table does not tell all, with what it doesn't."""
    detailed = []
    for setting in told:
        news = [
            item for item in setting["news"] if item["kind"] != NoticeKind.PUBLISHED
        ]
        if news:
            detailed.append({**setting, "news": news})
    return detailed


def find_reply_to(notices: Iterable[CouncilNotice]) -> str:
    """
    Find where a reply to the one email of ``notices`` goes.

    :returns: where a reply to each of them would go. It is empty if that differs: the
        email then says for each offer whom to ask.
    """
    addresses = {notice.reply_to for notice in notices}
    return addresses.pop() if len(addresses) == 1 else ""


def choose_language(council: Council | None) -> str:
    """The council's language if the project has it, and else the project's own."""
    if council is not None and council.language:
        with suppress(LookupError):
            return translation.get_supported_language_variant(council.language)
    return settings.LANGUAGE_CODE


def _tidy(context: Mapping[str, Any]) -> dict[str, Any]:
    # Whatever they have in them must not look like a line of ours, or end a header.
    tidied = {
        name: one_line(context[name])
        for name in ("setting_name", "page_title")
        if name in context
    }
    changes = [
        {**change, "heading": one_line(change["heading"])}
        for change in context["changes"]
    ]
    return {**context, **tidied, "changes": changes}


def _render(
    template: str,
    context: dict[str, Any],
    *,
    opening: str,
    own_subject: str,
    news: str,
    setting: str,
) -> Words:
    context["opening"] = break_lines(opening).strip()
    subject = ""
    if own_subject:
        # A broken one was not entered in the form, which refuses it: ours will do.
        with suppress(LookupError, ValueError):
            reference = str(context.get("reference", ""))
            subject = fill_subject(
                own_subject, news=news, setting=setting, reference=reference
            )
    return render_words(template, context, name=setting, subject=subject)
