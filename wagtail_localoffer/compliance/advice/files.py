"""Pictures and documents that not everybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.base import make_advice
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.parts import Link, Part

DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|pptx?)$", re.IGNORECASE)


# Words that say where the same can be read without opening a file.
ELSEWHERE = re.compile(
    r"\b(?:on|in|of|from) (?:this|our|the) (?:page|section|web ?page|web ?site)\b"
    r"|\b(?:above|below|web ?page)\b",
    re.IGNORECASE,
)


def find_silent_pictures(parts: list[Part]) -> Iterator[Finding]:
    for part in parts:
        if any(
            image.get("image")
            and not image.get("decorative")
            and not str(image.get("alt_text") or "").strip()
            for image in part.images
        ):
            yield make_advice(
                "alt_text_missing",
                part.block,
                _(
                    "Describe the picture for people who can’t see it, or mark it as "
                    "decorative."
                ),
                source=_("WCAG 2.2, 1.1.1 Non-text content"),
                field="more",
            )


def find_files_alone(parts: list[Part]) -> Iterator[Finding]:
    message = _(
        "Many families can’t open a document on a phone. Put what matters in the text, "
        "or say where it can be read as a web page."
    )
    for part in parts:
        for paragraph in part.paragraphs:
            files = [link for link in paragraph.links if is_document(link)]
            if (
                files
                and not any(_is_page(link) for link in paragraph.links)
                and not ELSEWHERE.search(paragraph.text)
            ):
                yield make_advice("document_only", part.block, message, paragraph.text)
        # A section without any words may not go live anyway.
        texts = [paragraph.text for paragraph in part.paragraphs]
        if part.documents and texts and not any(map(ELSEWHERE.search, texts)):
            yield make_advice("document_only", part.block, message, field="more")


def is_document(link: Link) -> bool:
    if link.kind:
        return link.kind == "document"
    try:
        return bool(DOCUMENT.search(urlsplit(link.href).path))
    except ValueError:
        return False


def _is_page(link: Link) -> bool:
    if is_document(link):
        return False
    return link.kind == "page" or link.href.lower().startswith(("http", "/"))
