"""Findings: one thing each that an offer lacks or gets wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail_localoffer.frameworks.choices import MUST

if TYPE_CHECKING:
    from wagtail_localoffer.content import Content
    from wagtail_localoffer.frameworks import Detail, Text


@dataclass(frozen=True)
class Finding:
    """One thing that an offer lacks or gets wrong."""

    #: Stable name of the rule, for programs. They are listed in the documentation.
    code: str
    #: ``must`` stops an offer from going live, ``should`` is advice.
    severity: str
    #: The name of the block that it is about, or an empty string.
    block: str
    #: For the editor: what is wrong and what to do.
    message: Text
    #: The words that it means, or an empty string.
    passage: str = ""
    #: Who asks for it.
    source: Text = ""
    #: The field inside the block, or the field of the page, or an empty string.
    field: str = ""
    #: The key of the requirement that is not answered, or an empty string.
    requirement: str = ""


def about_detail(
    detail: Detail,
    end: str,
    message: Text,
    passage: str = "",
    severity: str = MUST,
    source: Text = "",
) -> Finding:
    """A finding about a field of the front sheet, whose code begins with its name."""
    return Finding(
        code=f"{detail.key}_{end}",
        severity=severity,
        block="",
        message=message,
        passage=passage,
        source=source,
        field=detail.key,
    )


def about_block(
    content: Content,
    block: str,
    code: str,
    message: Text,
    field: str = "",
    passage: str = "",
) -> Finding:
    """A finding that stops the offer, about a block of its body."""
    return Finding(
        code=code,
        severity=MUST,
        block=block,
        message=message,
        passage=passage,
        source=content.framework.source,
        field=field,
    )
