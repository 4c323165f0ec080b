"""Pictures and documents that not everybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Link, Part

DOCUMENT = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|pptx?)$", re.IGNORECASE)


# Words that say where the same can be read without opening a file.
ELSEWHERE = re.compile(
    r"\b(?:on|in|of|from) (?:this|our|the) (?:page|section|web ?page|web ?site)\b"
    r"|\b(?:above|below|web ?page)\b",
    re.IGNORECASE,
)


def find_silent_picture(part: Part, offer: OfferText) -> Iterator[Hit]:
    if any(
        image.get("image")
        and not image.get("decorative")
        and not str(image.get("alt_text") or "").strip()
        for image in part.images
    ):
        yield Hit(field="more")


def find_files_alone(part: Part, offer: OfferText) -> Iterator[Hit]:
    for paragraph in part.paragraphs:
        links, text = paragraph.links, paragraph.text
        if (
            any(map(is_document, links))
            and not any(map(is_page, links))
            and not ELSEWHERE.search(text)
        ):
            yield Hit(text)
    # A section without any words may not go live anyway.
    texts = [paragraph.text for paragraph in part.paragraphs]
    if part.documents and texts and not any(map(ELSEWHERE.search, texts)):
        yield Hit(field="more")


def is_document(link: Link) -> bool:
    if link.kind:
        return link.kind == "document"
    try:
        return bool(DOCUMENT.search(urlsplit(link.href).path))
    except ValueError:
        return False


def is_page(link: Link) -> bool:
    if is_document(link):
        return False
    return link.kind == "page" or link.href.lower().startswith(("http", "/"))
