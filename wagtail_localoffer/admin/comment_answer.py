"""One message of a family: what it says, and what somebody does about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages

from wagtail_localoffer.admin.comment_access import get_readable
from wagtail_localoffer.admin.comment_form import (
    POSSIBLE,
    AnswerForm,
    Deed,
    make_version,
    name_passages,
)
from wagtail_localoffer.admin.comment_letters import list_letters, send_again
from wagtail_localoffer.admin.comment_records import describe_kept
from wagtail_localoffer.admin.comment_words import (
    CommentRow,
    describe_state,
)
from wagtail_localoffer.admin.comments import find_comments_url
from wagtail_localoffer.content import read
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.feedback.choices import CommentStatus
from wagtail_localoffer.feedback.marks import MarkKind, mark, show_marks
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.frameworks.reserved import SHOWN
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.text.plain import join_address

TEMPLATE = "wagtail_localoffer/admin/comment.html"


class Desk:
    """A comment before the person who answers it, with the offer that it is about."""

    def __init__(self, user: Any, comment: FamilyComment) -> None:
        self.user = user
        self.comment = comment

    @cached_property
    def offer(self) -> OfferMixin | None:
        """The live version of what it is about; ``None`` if that is gone."""
        page = self.comment.page.specific if self.comment.page else None
        return page if isinstance(page, OfferMixin) else None

    @cached_property
    def sections(self) -> dict[str, Any]:
        """The sections of the offer that families can read, by their fragments."""
        sections = self.offer.sections if self.offer else ()
        return {section.anchor: section for section in sections}

    @cached_property
    def headings(self) -> dict[str, str]:
        return {anchor: str(each.heading) for anchor, each in self.sections.items()}

    @property
    def section(self) -> str:
        """The heading of the section that it is about, or nothing."""
        return self.headings.get(self.comment.section, "") or (
            capfirst(self.comment.section.replace("-", " "))
        )

    @cached_property
    def may_publish(self) -> bool:
        return self.offer is not None and bool(
            self.offer.permissions_for_user(self.user).can_publish()
        )

    @cached_property
    def address(self) -> str:
        """The address of the offer; empty if it has none."""
        return (self.offer and self.offer.full_url) or ""

    @property
    def writes_to_person(self) -> bool:
        """Whether an answer goes out by email."""
        return bool(self.comment.reply_to and self.address)

    @property
    def shown_url(self) -> str:
        return join_address(self.address, f"{SHOWN}/") if self.address else ""

    @property
    def said_url(self) -> str:
        """Where families read what was published of it; empty while they can’t."""
        is_shown = self.comment.status == CommentStatus.PUBLISHED
        if not (is_shown and self.shown_url and self.offer and self.offer.live):
            return ""
        return f"{self.shown_url}#said-{self.comment.pk}"

    @property
    def edit_url(self) -> str:
        """Where the section is edited that it is about, or else the whole offer."""
        if self.offer is None:
            return ""
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        section = self.sections.get(self.comment.section)
        return f"{url}#part-{section.block.block_type}" if section else url

    @cached_property
    def deeds(self) -> list[Deed]:
        """What this person may do about it now."""
        possible = POSSIBLE[CommentStatus(self.comment.status)]
        return [
            deed
            for deed in possible
            if self.may_publish or deed not in (Deed.PUBLISH, Deed.WITHDRAW)
        ]

    @property
    def why_not_publish(self) -> str:
        """Why there is no button with which something is published."""
        if self.may_publish or self.comment.status == CommentStatus.SPAM:
            return ""
        if self.offer is None:
            return _("The page is gone, so nothing can be published on it.")
        return _(
            "You may answer, but not publish: for that you need the permission to "
            "publish this page. Ask somebody who has it."
        )

    def list_known(self) -> list[str]:
        """What the offer says to everybody: its own name, and whom to ask."""
        known = [self.comment.setting_name]
        if self.offer is not None:
            for contact in read(self.offer).contacts:
                known.extend(map(contact.read, ("name", "telephone", "email")))
        return [each for each in known if each]

    def make_form(self, data: Any = None, **typed: Any) -> AnswerForm:
        return AnswerForm(
            data,
            typed=typed,
            comment=self.comment,
            headings=self.headings,
            known=self.list_known(),
        )


def describe_consequences(desk: Desk) -> dict[str, str]:
    """Say before each click what it does."""
    comment = desk.comment
    words = {"address": comment.reply_to, "url": desk.shown_url}
    if desk.writes_to_person:
        answer = _("This sends an email to the person, at %(address)s.") % words
    elif comment.reply_to:
        answer = _("The page is gone, so nobody is written to.")
    else:
        answer = _(
            "They left no address; nobody is written to. What you write is kept here."
        )
    if desk.offer is not None and desk.offer.live:
        publish = _("Families will read this on %(url)s.") % words
    else:
        publish = _("Families will read this as soon as the offer is public.")
    if comment.status == CommentStatus.PUBLISHED:
        to_person = _("Nobody is written to.")
    elif comment.answered_at or not desk.writes_to_person:
        to_person = _("No email is sent.")
    else:
        to_person = _(
            "This also sends an email to the person: your answer to them above, or "
            "this one if you wrote none, with what you changed."
        )
    close = _("Nobody is written to, and families read nothing of it.")
    if comment.reply_to and not comment.answered_at:
        close = _("The person gets no answer, and families read nothing of it.")
    return {
        "answer": answer,
        "publish": f"{publish} {to_person}",
        "withdraw": _("Families don’t read it any more. The words are kept here."),
        "close": close,
        "spam": _("It is counted nowhere, and deleted after 30 days."),
        "reopen": _("Nobody is written to.")
        if comment.answered_at
        else _("It waits for an answer again."),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def answer_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show a message to somebody who may answer it, and do what they decide."""
    desk = Desk(request.user, get_readable(request.user, comment_id))
    if request.method != "POST":
        return _show(request, desk, desk.make_form())
    try:
        deed = Deed(request.POST.get("deed", ""))
    except ValueError:
        return redirect("wagtail_localoffer:answer_comment", comment_id)
    if deed == Deed.SEND_AGAIN:
        _send_again(request, desk)
        return redirect("wagtail_localoffer:answer_comment", comment_id)
    return _decide(request, desk, deed)


def _decide(request: HttpRequest, desk: Desk, deed: Deed) -> HttpResponse:
    form = desk.make_form(request.POST)
    insists = deed == Deed.PUBLISH_ANYWAY
    deed = Deed.PUBLISH if insists else deed
    is_fresh = request.POST.get("version") == make_version(desk.comment)
    if not form.check(deed):
        messages.error(request, _("Nothing was done yet. See below what is missing."))
        return _show(request, desk, form)
    if not is_fresh or deed not in POSSIBLE[CommentStatus(desk.comment.status)]:
        return _say_who_was_quicker(request, desk, form)
    if deed not in desk.deeds:
        messages.error(
            request, _("You may not publish this page, and so not what families read.")
        )
        return _show(request, desk, form)
    if deed == Deed.PUBLISH and not insists and (found := form.list_warnings()):
        messages.warning(
            request, _("Not published yet. See below what may tell who somebody is.")
        )
        return _show(request, desk, form, warnings=found)
    before = desk.comment.answered_at
    if not _do(desk, deed, form.cleaned_data):
        return _say_who_was_quicker(request, desk, form)
    messages.success(request, _say_what_was_done(desk, deed, is_new=before is None))
    if unused := form.list_unused(deed):
        # What was typed elsewhere is not thrown away by this click.
        return _show(request, desk, desk.make_form(**unused))
    return redirect("wagtail_localoffer:answer_comment", desk.comment.pk)


def _do(desk: Desk, deed: Deed, data: dict[str, Any]) -> bool:
    comment, user = desk.comment, desk.user
    match deed:
        case Deed.ANSWER:
            return answering.answer(comment, user, data["reply"])
        case Deed.CLOSE:
            return answering.close(comment, user, data["closed_because"])
        case Deed.SPAM:
            return answering.mark_as_spam(comment, user)
        case Deed.REOPEN:
            return answering.reopen(comment, user)
        case Deed.WITHDRAW:
            return answering.withdraw(comment, user)
    return answering.publish(
        comment,
        user,
        question=data["question"],
        answer=data["answer"],
        change=data["change"],
        changed_section=data["changed_section"],
        reply=data["reply"],
    )


def _say_what_was_done(desk: Desk, deed: Deed, *, is_new: bool) -> str:
    sends = is_new and desk.writes_to_person
    match deed:
        case Deed.ANSWER if sends:
            return _("Answered. An email to the person is on its way.")
        case Deed.ANSWER:
            return _("Answered. Nobody was written to.")
        case Deed.PUBLISH if sends:
            return _("Published. An email to the person is on its way.")
        case Deed.PUBLISH:
            return _("Published.")
        case Deed.WITHDRAW:
            return _("Families don’t read it any more.")
        case Deed.CLOSE:
            return _("Closed.")
        case Deed.SPAM:
            return _("Marked as spam.")
    return _("It is open again.")


def _say_who_was_quicker(
    request: HttpRequest, desk: Desk, form: AnswerForm
) -> HttpResponse:
    """Show what somebody else has done, with all that this person has typed."""
    desk = Desk(desk.user, get_readable(desk.user, desk.comment.pk))
    messages.warning(
        request,
        _(
            "Nothing was done: somebody else was quicker. %(state)s What you typed is "
            "still here."
        )
        % {"state": describe_state(desk.comment)},
    )
    # The next click decides about what is seen now.
    data = request.POST.copy()
    data["version"] = make_version(desk.comment)
    return _show(request, desk, desk.make_form(data), is_late=True)


def _send_again(request: HttpRequest, desk: Desk) -> None:
    if send_again(desk.comment):
        messages.success(request, _("The answer is sent again. See below."))
    else:
        messages.warning(
            request,
            _("Nothing was done: no answer has failed or is held back any more."),
        )


def _show(
    request: HttpRequest,
    desk: Desk,
    form: AnswerForm,
    *,
    warnings: list[dict[str, Any]] | None = None,
    is_late: bool = False,
) -> HttpResponse:
    comment = desk.comment
    marks = mark(comment.message, name=comment.name, known=[comment.setting_name])
    kinds = {each.kind for each in marks}
    context = {
        "desk": desk,
        "comment": comment,
        "row": CommentRow(comment),
        "state": describe_state(comment),
        "form": form,
        "deeds": {str(deed.value): True for deed in desk.deeds},
        "has_typed": form.is_bound or form.has_typed,
        "left_over": list(_list_left_over(form, desk)) if is_late else [],
        "consequences": describe_consequences(desk),
        "warnings": [
            {"label": each["label"], "found": name_passages(each["found"])}
            for each in warnings or ()
        ],
        "pieces": show_marks(comment.message, marks),
        "legend": [str(kind.label) for kind in MarkKind if kind in kinds],
        "public_texts": list(
            filter(None, (comment.question, comment.answer, comment.change))
        ),
        "letters": list_letters(comment),
        "list_url": find_comments_url(),
        "offer_url": find_comments_url(offer=desk.offer) if desk.offer else "",
    }
    return render(request, TEMPLATE, context)


def _list_left_over(form: AnswerForm, desk: Desk) -> Iterator[dict[str, Any]]:
    """What somebody typed into fields that the screen doesn't have any more."""
    if Deed.ANSWER not in desk.deeds and form.data.get("reply"):
        yield {"label": form.fields["reply"].label, "text": form.data["reply"]}
    if Deed.CLOSE not in desk.deeds and form.data.get("closed_because"):
        label = form.fields["closed_because"].label
        yield {"label": label, "text": form.data["closed_because"]}
    if Deed.PUBLISH not in desk.deeds:
        for name in ("question", "answer", "change"):
            if form.data.get(name):
                yield {"label": form.fields[name].label, "text": form.data[name]}


@require_GET
def download_comment(request: HttpRequest, comment_id: int) -> HttpResponse:
    """All that is kept of a message, for the person whom it is about."""
    comment = get_readable(request.user, comment_id)
    return JsonResponse(
        describe_kept(comment),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={
            "Content-Disposition": (
                f'attachment; filename="message-{comment.reference}.json"'
            )
        },
    )
