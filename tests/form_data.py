"""What the editor's browser posts for an offer."""

from __future__ import annotations

import json
from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from wagtail_localoffer.content.decisions import list_choices
from wagtail_localoffer.text.html import RICH_TEXT_FEATURES


def offer_form_data(offer: Any, **extra: Any) -> dict[str, Any]:
    """The form of ``offer`` as it stands, with ``extra`` fields, such as an action."""
    details = [detail.key for detail in offer.framework.front_sheet.details]
    names = ("title", "slug", *details, "layout")
    fields = {name: getattr(offer, name) for name in names}
    blocks = [
        (block["type"], _block_data(block["type"], block["value"]))
        for block in offer.body.get_prep_value()
    ]
    body = nested_form_data({"body": streamfield(blocks)})
    comments = {
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    # A browser sends what is empty as empty.
    answers = {"answers": json.dumps(list_choices(offer.answers))}
    data = {**fields, **answers, **body, **comments, **extra}
    return {key: "" if value is None else value for key, value in data.items()}


def _block_data(name: str, value: Any) -> Any:
    if name == "council_link":
        return "" if value is None else str(value)
    if name == "senco_contact":
        return dict(value)
    if name == "other_councils":
        return streamfield([(item["type"], str(item["value"])) for item in value])
    if name == "contacts":
        return streamfield([(item["type"], item["value"]) for item in value])
    facts = {"facts": value["facts"]} if value.get("facts") else {}
    return {
        **facts,
        "text": rich_text(value["text"], features=list(RICH_TEXT_FEATURES)),
        "more": streamfield(
            [(child["type"], child["value"]) for child in value["more"]]
        ),
    }
