"""Places within a section to which links lead: its headings, and answers."""

from __future__ import annotations

from typing import Any

from bs4 import Tag
from django.utils.safestring import SafeString

from wagtail_localoffer.content.family_answers import FamilyAnswer
from wagtail_localoffer.public.guide import FACT, Guide, Question
from wagtail_localoffer.public.markup import read_markup, write_markup
from wagtail_localoffer.text.html import parse

#: What a passage of a text may be.
PASSAGES = ("p", "h3", "ul", "ol")

#: The class of what holds a section, and of nothing that leads to it.
SECTION = "localoffer-section"


def add_anchors(html: str, guide: Guide, own_page: str = "") -> SafeString:
    """
    Let links lead to the headings and answers in a part of a page.

    :param html: the part, which is returned with what is added.
    :param own_page: the anchor of the section that has the page for itself. Its heading
        is that of the page, so that those in it are one level higher.
    """
    soup = read_markup(html)
    for section in guide.sections:
        place = soup.find(id=section.anchor)
        if not isinstance(place, Tag) or SECTION not in (place.get("class") or []):
            # The link to it, where it has a page of its own.
            continue
        for question in guide.questions:
            if question.section and question.section.anchor == section.anchor:
                _mark_answer(soup, place, question)
        _name_headings(place, guide, section.anchor)
        if section.anchor == own_page:
            for heading in place.find_all("h3"):
                heading.name = "h2"
    return write_markup(soup)


def _name_headings(place: Tag, guide: Guide, anchor: str) -> None:
    waiting = place.find_all("h3")
    for sub_heading in guide.outline[anchor]:
        words = _squeeze(sub_heading.text)
        for number, heading in enumerate(waiting):
            if _squeeze(heading.get_text()) == words and not heading.get("id"):
                heading["id"] = sub_heading.anchor
                del waiting[: number + 1]
                break


def _mark_answer(soup: Any, place: Tag, question: Question) -> None:
    answer = question.answer
    if answer.fact:
        row = place.find(id=FACT.format(answer.fact))
        found = row.find(["dt", "th"]) if isinstance(row, Tag) else None
    else:
        found = _find_passage(place, answer)
    if isinstance(found, Tag):
        # Of its own, since it may have another id, or answer two questions.
        found.insert(0, soup.new_tag("span", attrs={"id": question.anchor}))


def _find_passage(place: Tag, answer: FamilyAnswer) -> Tag | None:
    """The point that answers a question, or what the passage begins with."""
    passage, point = answer.passage, answer.point
    first = parse(passage.html).find(PASSAGES) if passage else None
    if passage is None or first is None:
        return None
    words, heading = _squeeze(first.get_text()), _squeeze(passage.heading)
    for each in place.find_all(PASSAGES):
        if _squeeze(each.get_text()) != words:
            continue
        # Whoever comes here reads the heading first.
        above = each.find_previous_siblings(PASSAGES)
        for before in above if answer.is_announced else above[:1]:
            if heading and _squeeze(before.get_text()) == heading:
                return before
        for item in each.find_all("li") if point else ():
            if _squeeze(item.get_text()) == _squeeze(point):
                return item
        # Nothing but points may stand in a list.
        return each.find("li") or each
    return None


def _squeeze(text: str) -> str:
    return "".join(text.split())
