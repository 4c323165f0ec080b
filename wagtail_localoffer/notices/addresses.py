"""The address of a home in what notices keep of the time when it was public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

#: Columns of the record that say where it is.
OF_A_PLACE = "location_"


def take_out_addresses(notice: Any, addresses: Iterable[str]) -> dict[str, Any]:
    """
    Say what to write into a notice so that it has none of some addresses.

    :param addresses: each in one line, as the entry has it.
    """
    entry, hidden = notice.entry, _("[not public any more]")
    text, html = notice.text_body, notice.html_body
    for address in addresses:
        text = text.replace(address, hidden)
        html = html.replace(escape(address), hidden)
    rows = [
        [label, hidden if value in addresses else value]
        for label, value in entry.get("rows", [])
    ]
    record = entry.get("record", {})
    return {
        "text_body": text,
        "html_body": html,
        "entry": {
            **entry,
            "rows": rows,
            "record": {
                name: value
                for name, value in record.items()
                if not name.startswith(OF_A_PLACE)
            },
        },
    }
