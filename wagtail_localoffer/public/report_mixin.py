"""The face of the SEN information report."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from wagtail_localoffer.frameworks.reserved import REPORT
from wagtail_localoffer.public.faces import Face, SectionOnPage
from wagtail_localoffer.public.sen_report import ReportItem, build_report
from wagtail_localoffer.public.sheet_mixin import SheetFace
from wagtail_localoffer.text.plain import join_address

REPORT_TEMPLATE = "wagtail_localoffer/sen_information_report.html"


class SenReportFace(SheetFace):
    """The address at which a setting's offer is read in the order of the law."""

    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        SheetFace.preview_modes[0],
        (REPORT, _("SEN information report")),
        *SheetFace.preview_modes[1:],
    ]

    has_report: ClassVar[bool] = True

    class Meta:
        abstract = True

    @path(f"{REPORT}/")
    def show_report(self, request: Any) -> HttpResponse:
        """The same content in the order of the law, each item with its answers."""
        face = Face("report", gettext("SEN information report"), f"{REPORT}/")
        return self._show(request, face, REPORT_TEMPLATE)

    @property
    def report(self) -> list[ReportItem]:
        """The SEN information report, item by item."""
        return build_report(self, self.original_content)

    @property
    def original_report_url(self) -> str:
        """Where what this was translated from has its report."""
        return join_address(self.original.url, f"{REPORT}/") if self.original else ""

    def find_place(self, block: str, block_id: str = "") -> SectionOnPage | None:
        """The section of a block, by its id where several have its name."""
        found = [each for each in self.sections if each.block.block_type == block]
        same = [each for each in found if block_id and each.block.id == block_id]
        return next(iter(same or found), None)

    def list_paths(self) -> list[str]:
        return [f"{REPORT}/", *super().list_paths()]
