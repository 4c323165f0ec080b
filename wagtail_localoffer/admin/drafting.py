"""The last screen before what a person has sorted is written into a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from wagtail_localoffer.importing.drafts import Way, build_draft, write_draft
from wagtail_localoffer.importing.pieces import State


@dataclass(frozen=True)
class Coming:
    """What is about to be written into a section."""

    target: Target
    #: How many words are there now.
    words: int
    #: Whether there is anything, tables and pictures included.
    is_there: bool


class WriteView(DocumentScreen):
    """Says what the draft will have, asks for what a person must choose, writes it."""

    page_title = _("Check, and make the draft")
    template_name = "wagtail_localoffer/admin/write_document.html"

    def get_context_data(
        self,
        chosen: Sequence[str] = (),
        refused: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """
        :param chosen: the names of the details that were ticked.
        :param refused: why some of them can't be filled in.
        """
        sorting = self.document.get_sorting()
        targets = list_targets(self.document, sorting.pieces)
        draft = build_draft(self.document)
        sections = {each.block_type: each.value for each in draft.body}
        coming = []
        for target in targets:
            placed = [each for each in target.pieces if each.state == State.PLACED]
            if placed:
                target.pieces = placed
                value = sections.get(target.key)
                words = len(str(value["text"]).split()) if value else 0
                has_something = bool(value and (value.has_text or len(value["more"])))
                coming.append(Coming(target, words, has_something))
        return {
            **super().get_context_data(**kwargs),
            **describe_sorting(self.document, sorting, targets),
            "coming": coming,
            "ways": Way.choices,
            "proposals": list_proposals(
                draft, self.document.proposed, self.document.found
            ),
            "chosen": chosen,
            "refused": refused,
            "is_locked": self.is_locked,
        }

    @property
    def is_locked(self) -> bool:
        offer: Any = self.document.offer
        if not offer:
            return False
        rights = offer.specific.permissions_for_user(self.request.user)
        return bool(rights.page_locked())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_locked:
            return self.render_to_response(self.get_context_data())
        ways = {
            name.removeprefix("way-"): value
            for name, value in request.POST.items()
            if name.startswith("way-")
        }
        chosen = request.POST.getlist("fields")
        refused = write_proposals(
            build_draft(self.document), self.document.proposed, chosen
        )
        if refused:
            context = self.get_context_data(chosen=chosen, refused=refused)
            return self.render_to_response(context)
        draft = write_draft(self.document, request.user, chosen, ways)
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
