"""The last screen before what a person has sorted is written into a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.admin.imports import DocumentScreen
from wagtail_localoffer.admin.sorting import Target, describe_sorting, list_targets
from wagtail_localoffer.importing.details.accepted import write_proposals
from wagtail_localoffer.importing.details.proposals import list_proposals
from wagtail_localoffer.importing.drafts import CantWrite, Way, build_draft, write_draft
from wagtail_localoffer.importing.pieces import State
from wagtail_localoffer.text.html import read_html

#: How the name of a field begins that says what happens to a section.
WAY = "way-"


@dataclass(frozen=True)
class Coming:
    """What is about to be written into a section."""

    target: Target
    number: int
    #: How many words are there now.
    words: int
    #: Whether there is anything, tables and pictures included.
    is_there: bool
    #: What is chosen for that.
    way: str


class WriteView(DocumentScreen):
    """Says what the draft will have, asks for what a person must choose, writes it."""

    page_title = _("Check, and make the draft")
    template_name = "wagtail_localoffer/admin/write_document.html"

    def get_context_data(
        self, refused: Mapping[str, str] | None = None, fault: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        """
        Say what is about to be written, and what was posted.

        :param refused: why some of the details can't be filled in.
        :param fault: why nothing could be written at all.
        """
        sorting = self.document.get_sorting()
        targets = list_targets(self.document, sorting.pieces)
        draft = build_draft(self.document)
        proposed, found = self.document.proposed, self.document.found
        data = self.request.POST
        return {
            **super().get_context_data(**kwargs),
            **describe_sorting(self.document, sorting, targets),
            "coming": list_coming(draft, targets, data),
            "ways": Way.choices,
            "proposals": list_proposals(draft, proposed, found),
            "title": data.get("title", draft.title),
            "chosen": data.getlist("fields"),
            "refused": refused,
            "fault": fault,
        }

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        data = request.POST
        chosen = data.getlist("fields")
        draft = build_draft(self.document)
        if refused := write_proposals(draft, self.document.proposed, chosen):
            return self.render_to_response(self.get_context_data(refused))
        ways = {
            name.removeprefix(WAY): value
            for name, value in data.items()
            if name.startswith(WAY)
        }
        title = data.get("title", "")
        try:
            draft = write_draft(self.document, request.user, chosen, ways, title)
        except CantWrite as error:
            context = self.get_context_data(fault=str(error))
            return self.render_to_response(context)
        self.document.refresh_from_db(fields=["waiting"])
        waiting = self.document.waiting
        said = gettext("The draft has what you placed. Nothing is published.")
        if waiting:
            more = ngettext(
                "%(number)d passage still waits to be placed.",
                "%(number)d passages still wait to be placed.",
                waiting,
            )
            said = f"{said} {more % {'number': waiting}}"
        messages.success(request, said)
        return redirect("wagtailadmin_pages:edit", draft.pk)


def list_coming(
    draft: Any, targets: list[Target], data: Mapping[str, str]
) -> list[Coming]:
    """
    List the sections into which something is about to be written.

    :param data: what was posted.
    """
    sections = {each.block_type: each.value for each in draft.body}
    coming = []
    for target in targets:
        placed = [each for each in target.pieces if each.state == State.PLACED]
        if placed:
            value = sections.get(target.key)
            text = read_html(value["text"].source).text if value else ""
            is_there = bool(value and (text or len(value["more"])))
            way = data.get(f"{WAY}{target.key}", Way.ADD)
            words = len(text.split())
            coming.append(Coming(target, len(placed), words, is_there, way))
    return coming
