"""What the templates of the public pages need beside Django's and Wagtail's tags."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.conf.locale import LANG_INFO
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from wagtail_localoffer.explaining import explain_abbreviations
from wagtail_localoffer.text import read_html

register = template.Library()

FRAGMENT_LINK = re.compile(r'href="#([^"]+)"')

#: About what a search engine shows of a description.
LONGEST_SUMMARY = 160


@register.simple_block_tag
def explained(content: str) -> str:
    """Explain abbreviations in what is between the tags, at their first use."""
    return explain_abbreviations(content)


@register.simple_block_tag(takes_context=True)
def relinked(context: Any, content: str) -> str:
    """
    Let links to another section work where that section isn't on the page.

    An editor's ``#health`` is meant for the whole offer.
    """
    page, face = context["page"], context["face"]
    if face.name not in ("section", "report"):
        return content
    places = {
        section.anchor: _find_place(page, section.anchor, context["offer_url"])
        for section in page.sections
        if face.section is None or section.anchor != face.section.anchor
    }
    return mark_safe(  # noqa: S308 - as it came in, with other addresses of our own
        FRAGMENT_LINK.sub(
            lambda link: f'href="{places[link[1]]}"' if link[1] in places else link[0],
            content,
        )
    )


def _find_place(page: Any, anchor: str, url: str) -> str:
    return f"{url}{anchor}/" if page.has_section_pages else f"{url}#{anchor}"


@register.simple_tag
def canonical_url(page: Any, face: Any) -> str:
    """The full address of what ``face`` shows, for whoever finds it elsewhere."""
    return str(page.full_url if face.is_whole else page.full_url + face.path)


@register.filter
def summary(section: Any) -> str:
    """The first words of a section, as plain text."""
    words = read_html(section.block.value["text"].source).text
    return Truncator(words or str(section.heading)).chars(LONGEST_SUMMARY)


@register.filter
def path_elsewhere(face: Any, page: Any) -> str:
    """Where another language version has the same; empty if it hasn't."""
    if face.section and not page.find_section(face.section.anchor):
        return ""
    return str(face.path)


@register.simple_tag
def language_of(page: Any) -> dict[str, str]:
    """The language of a page: its code, its own name for itself and its direction."""
    code = page.locale.language_code
    # "English" rather than "British English": nobody looks for a variant.
    info = LANG_INFO.get(code.split("-")[0]) or LANG_INFO.get(code, {})
    return {
        "code": code,
        "name": info.get("name_local", code),
        "direction": "rtl" if info.get("bidi") else "ltr",
    }


@register.simple_tag
def neighbours(sections: list[Any], section: Any) -> dict[str, Any]:
    """The sections before and after ``section``, or ``None``."""
    anchors = [each.anchor for each in sections]
    place = anchors.index(section.anchor)
    return {
        "previous": sections[place - 1] if place else None,
        "next": sections[place + 1] if place + 1 < len(sections) else None,
    }


@register.simple_tag(takes_context=True)
def section_links(context: Any, page: Any, item: Any) -> dict[str, Any]:
    """Where the offer has what belongs to an item of the report."""
    sections = page.sections_by_block

    def link(section: Any) -> dict[str, Any]:
        url = _find_place(page, section.anchor, context["offer_url"])
        return {"heading": section.heading, "url": url}

    own = sections.get(item.block)
    others = [sections[name] for name in item.elsewhere if name in sections]
    return {"own": own and link(own), "others": [link(each) for each in others]}
