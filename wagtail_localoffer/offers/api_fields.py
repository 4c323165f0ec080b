"""What Wagtail's API shows of an offer."""

from __future__ import annotations

from rest_framework.fields import CharField
from wagtail.api import APIField

from wagtail_localoffer.frameworks import FrontSheet
from wagtail_localoffer.public.api import FrontSheetField, SectionsField


def list_api_fields(front_sheet: FrontSheet) -> list[APIField]:
    """What Wagtail's API shows of an offer: what families read, and nothing else."""
    names = [detail.key for detail in front_sheet.details]
    fields = {name: APIField(name) for name in (*names, "layout", "body")}
    if "address" in fields:
        fields["address"] = APIField(
            "address", serializer=CharField(source="public_address")
        )
    return [
        *fields.values(),
        APIField("sections", serializer=SectionsField()),
        APIField("front_sheet", serializer=FrontSheetField()),
    ]
