"""What the templates of the public pages need beside Django's and Wagtail's tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf.locale import LANG_INFO
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language_bidi

from wagtail_localoffer.public.anchors import add_anchors
from wagtail_localoffer.public.cache import get_stamp
from wagtail_localoffer.public.expansions import (
    explain_abbreviations,
    explain_abbreviations_in,
)
from wagtail_localoffer.public.look import find_look
from wagtail_localoffer.public.markup import read_markup, write_markup
from wagtail_localoffer.text.html import read_html
from wagtail_localoffer.text.language_marks import mark_language
from wagtail_localoffer.text.plain import join_address
from wagtail_localoffer.text.telephones import telephone_url

register = template.Library()


#: A number of the United Kingdom, in groups.
TELEPHONE = re.compile(r"\b0\d{2,5}(?: \d{3,6}){1,3}\b")


#: The same, or without a space in it.
NUMBER = re.compile(rf"{TELEPHONE.pattern}|\b0\d{{9,10}}\b")


#: Where an email address may go on in the next line.
MARK = re.compile(r"(?=[@.])")


FRAGMENT_LINK = re.compile(r'href="#([^"]+)"')


#: About what a search engine shows of a description.
LONGEST_SUMMARY = 160


@register.simple_block_tag(takes_context=True)
def explained(context: Any, content: str) -> str:
    """Explain abbreviations in what is between the tags, at their first use."""
    # A list of services has no framework of its own.
    framework = getattr(context["page"], "framework", None)
    explained = explain_abbreviations(content, framework)
    return whole_numbers(explained) if get_language_bidi() else explained


@register.filter
def whole_numbers(html: Any) -> SafeString:
    """
    Keep the groups of a telephone number in their order, in right-to-left text.

    A plain space parts them, and the last group would stand first.
    """
    kept = TELEPHONE.sub(lambda number: number[0].replace(" ", "\u00a0"), str(html))
    return mark_safe(kept)  # noqa: S308 - as it came in, with other spaces


@register.filter
def linked(text: str) -> SafeString:
    """Plain text in which email addresses and telephone numbers can be chosen."""
    parts = []
    end = 0
    for number in NUMBER.finditer(text):
        parts += [
            urlize(text[end : number.start()], autoescape=True),
            format_html(
                '<a href="{}"><bdi>{}</bdi></a>', telephone_url(number[0]), number[0]
            ),
        ]
        end = number.end()
    parts.append(urlize(text[end:], autoescape=True))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped


@register.filter
def breakable(address: str) -> SafeString:
    """An email address that ends a line at one of its marks, and not in a word."""
    parts = MARK.split(str(address))
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def linked_cell(cell: Any) -> Any:
    """A cell of a table, in which addresses and numbers can be chosen."""
    is_words = isinstance(cell.value, str)
    return linked(cell.value) if is_words else cell.render()


@register.simple_tag
def look_key(site: Any) -> str:
    """What a part of a page that shows how a site looks is kept by."""
    return f"{site.pk if site else None} {get_stamp()}"


@register.simple_tag
def site_look(site: Any) -> Any:
    """How a site looks, if anybody said so. It makes a query."""
    return find_look(site)


@register.filter
def in_a_line(text: str) -> str:
    """Lines, such as those of an address, in one."""
    return ", ".join(filter(None, map(str.strip, text.splitlines())))


@register.filter
def of(found: Mapping[str, Any], key: str) -> Any:
    """What a mapping has of ``key``."""
    return found.get(key)


@register.filter
def beside(cells: list[Any], columns: list[Any]) -> list[tuple[Any, Any]]:
    """The cells of a row, each with the column that it stands in."""
    return list(zip(cells, columns, strict=False))


@register.simple_block_tag(takes_context=True)
def relinked(context: Any, content: str) -> str:
    """
    Let links to a place in another section work where that isn't on the page.

    An editor's ``#health`` is meant for the whole offer.
    """
    page, face, url = context["page"], context["face"], context["offer_url"]
    if _has_all_sections(page, face):
        return content
    own = face.section.anchor if face.section else ""
    places = {
        fragment: _find_place(page, section.anchor, url, fragment)
        for fragment, section in context["guide"].fragments.items()
        if section.anchor != own
    }
    return mark_safe(  # noqa: S308 - as it came in, with other addresses of our own
        FRAGMENT_LINK.sub(
            lambda link: f'href="{places[link[1]]}"' if link[1] in places else link[0],
            content,
        )
    )


@register.simple_block_tag(takes_context=True)
def completed(context: Any, content: str) -> str:
    """
    Complete an offer between the tags: let links lead to its headings and answers, and
    explain its abbreviations. Both at once, since to read it takes longer than either.
    """
    page, face = context["page"], context["face"]
    soup = read_markup(content)
    if face.name != "report":
        own_page = face.section.anchor if face.section else ""
        add_anchors(soup, context["guide"], own_page)
    explain_abbreviations_in(soup, page.framework)
    html = write_markup(soup)
    return whole_numbers(html) if get_language_bidi() else html


@register.simple_tag(takes_context=True)
def place_url(context: Any, section: Any, anchor: str = "") -> str:
    """
    The address of a section, or of a place in it, as seen from this page.

    :param anchor: the fragment of the place; by default the section itself.
    """
    page, face = context["page"], context["face"]
    fragment = anchor or section.anchor
    is_here = face.section and face.section.anchor == section.anchor
    if is_here or _has_all_sections(page, face):
        return f"#{fragment}"
    return _find_place(page, section.anchor, context["offer_url"], fragment)


def _has_all_sections(page: Any, face: Any) -> bool:
    return face.is_whole or (face.name == "offer" and not page.has_section_pages)


def _find_place(page: Any, anchor: str, url: str, fragment: str = "") -> str:
    # With the fragment a phone shows the section at once, below the contact.
    path = f"{anchor}/" if page.has_section_pages else ""
    return f"{url}{path}#{fragment or anchor}"


@register.simple_tag
def canonical_url(page: Any, face: Any) -> str:
    """The full address of what ``face`` shows, for whoever finds it elsewhere."""
    return join_address(page.full_url, "" if face.is_copy else face.path)


@register.filter
def summary(section: Any) -> str:
    """The first words of a section, as plain text."""
    words = read_html(section.block.value["text"].source).text
    return Truncator(words or str(section.heading)).chars(LONGEST_SUMMARY)


@register.filter
def as_name(name: str) -> SafeString:
    """A name within a sentence: nothing in it is translated or explained."""
    return format_html('<span translate="no">{}</span>', name)


@register.filter
def address_elsewhere(face: Any, page: Any) -> str:
    """Where another language version has the same, or else where it begins."""
    has_it = not face.section or page.find_section(face.section.anchor)
    return join_address(page.url, face.path if has_it else "")


@register.filter
def language_mark(language: str) -> SafeString:
    """The attributes of what is in a language; nothing if that is the page's own."""
    return mark_language(language)


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
def section_links(context: Any, item: Any) -> dict[str, str]:
    """Where the offer has what belongs to an item of the report."""
    page = context["page"]

    def write(places: Iterable[tuple[str, ...]]) -> str:
        sections = [page.find_place(*place) for place in places]
        return format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            (
                (_find_place(page, each.anchor, context["offer_url"]), each.heading)
                for each in sections
                if each
            ),
        )

    others = ((block,) for block in item.elsewhere)
    return {"own": write(item.found_in), "others": write(others)}
