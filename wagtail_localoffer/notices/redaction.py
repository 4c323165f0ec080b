"""A notice without a person: what stands beside their name goes with it."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape

from wagtail_localoffer.content.redaction import Redaction
from wagtail_localoffer.notices.models import CouncilNotice

#: Columns in which people may be named. Those of addresses of pages are not among them:
#: what is told next is compared with these.
TEXTS = (
    *("page_title", "setting_name", "sender", "recipient", "reply_to", "copy_to"),
    *("subject", "text_body", "html_body", "reason", "changes", "texts"),
)

#: Columns of the record that are about one person.
OF_A_CONTACT = "contact_"


def take_out_contacts(
    notice: CouncilNotice, redaction: Redaction, columns: dict[str, Any]
) -> dict[str, Any]:
    """
    Take a person out of the entry in a notice, and their line out of its messages.

    A line has their telephone number too, which by itself names nobody.

    :param columns: what is changed in the notice already.
    :returns: what has to be changed.
    """
    text, html = (
        columns.get(name, getattr(notice, name)) for name in ("text_body", "html_body")
    )
    rows = []
    for label, value in notice.entry.get("rows", []):
        kept = redaction.take_out(value, "entry")
        if kept != value and "," in value:
            written, _times = redaction.person.replace(escape(value), redaction.words)
            text = text.replace(kept, redaction.words)
            html = html.replace(written, redaction.words)
            kept = redaction.words
        rows.append([label, kept])
    before = notice.entry.get("record", {})
    record = redaction.take_out(before, "entry")
    if any(record[key] != before[key] for key in before if _is_of_contact(key)):
        record = {key: record[key] for key in record if not _is_of_contact(key)}
    found = {
        "text_body": text,
        "html_body": html,
        # Its reference is a number, and its columns are the council's own words.
        "entry": {**notice.entry, "rows": rows, "record": record}
        if notice.entry
        else {},
    }
    changed = {
        name: value for name, value in found.items() if value != getattr(notice, name)
    }
    return {**columns, **changed}


def _is_of_contact(key: str) -> bool:
    return key.startswith(OF_A_CONTACT)
