"""The face of one sheet: who helps, for an office to hand out."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from wagtail_localoffer.frameworks.lookups import put_in_words
from wagtail_localoffer.frameworks.reserved import SHEET
from wagtail_localoffer.public.faces import Face
from wagtail_localoffer.public.page_mixin import PublicFaces

SHEET_TEMPLATE = "wagtail_localoffer/sheet_page.html"


class SheetFace(PublicFaces):
    """The address of a sheet with the contact, the facts and what families ask."""

    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        *PublicFaces.preview_modes,
        (SHEET, _("One sheet: who helps")),
    ]

    class Meta:
        abstract = True

    @path(f"{SHEET}/")
    def show_sheet(self, request: Any) -> HttpResponse:
        """The contact, the facts and a few answers, on one sheet of paper."""
        heading = put_in_words(_("Who helps my {own_child}"), self.words)
        return self._show(request, Face(SHEET, heading, f"{SHEET}/"), SHEET_TEMPLATE)
