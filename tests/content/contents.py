"""What an offer says, of blocks that are no page's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from wagtail_localoffer.content import read
from wagtail_localoffer.content.offer import Content
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE


def content_of(*blocks: tuple[str, Any], framework: Framework = LANCASHIRE) -> Content:
    body = [
        {
            "type": name,
            "value": {"text": value, "more": []} if isinstance(value, str) else value,
            "id": f"id-{place}",
        }
        for place, (name, value) in enumerate(blocks)
    ]
    offer: Any = SimpleNamespace(
        setting_type="primary",
        run_by="council",
        framework=framework,
        title="Our local offer",
        body=SimpleNamespace(get_prep_value=body.copy),
    )
    return read(offer)
