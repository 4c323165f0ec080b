"""Places within a section to which links lead: its headings, facts and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import Any

from bs4 import BeautifulSoup, Tag

from wagtail_localoffer.content.family_answers import FamilyAnswer
from wagtail_localoffer.public.guide import FACT, Guide
from wagtail_localoffer.public.questions import Question
from wagtail_localoffer.text.html import parse

#: What a passage of a text may be.
PASSAGES = ("p", "h3", "ul", "ol")

#: What the name of a section may be in: on a page of its own, and else.
HEADINGS = ("h1", "h2")


@dataclass(frozen=True)
class _Place:
    """Where a part of a page has a section, or the link to it."""

    #: All of it: one element, or a heading and what follows it.
    elements: list[Tag]

    @property
    def start(self) -> Tag:
        """Where whoever looks for something that has no place in it should begin."""
        return self.heading or self.elements[0]

    @property
    def heading(self) -> Tag | None:
        return next(self.find_all(*HEADINGS), None)

    def find_all(self, *names: str) -> Iterator[Tag]:
        return _find_all(self.elements, *names)


def add_anchors(soup: BeautifulSoup, guide: Guide, own_page: str = "") -> None:
    """
    Let links lead to the headings, facts and answers in a part of a page.

    What has no place there, as in a template of a project's own, is where its section
    begins, or where the link to that stands.

    :param soup: the part.
    :param own_page: the anchor of the section that has the page for itself. Its heading
        is that of the page, so that those in it are one level higher.
    """
    # The first of each id is where a link to it leads.
    tags = reversed([*_walk(soup)])
    named = {str(each["id"]): each for each in tags if each.get("id")}
    for section in guide.sections:
        if own_page and section.anchor != own_page:
            continue
        place = _find_place(soup, section, named.get(section.anchor))
        if place is None:
            continue
        named |= _name_headings(place, guide, section.anchor)
        questions = (
            (question.anchor, _find_answer(place, question))
            for question in guide.questions
            if question.section and question.section.anchor == section.anchor
        )
        facts = (
            (FACT.format(row["fact"].key), _find_fact(place, row))
            for row in guide.facts_by_section[section.anchor]
        )
        headings = ((each.anchor, None) for each in guide.outline[section.anchor])
        for anchor, found in chain(questions, facts, headings):
            if anchor not in named:
                # Of its own, since it may have another id, or answer two questions.
                named[anchor] = soup.new_tag("span", attrs={"id": anchor})
                (found or place.start).insert(0, named[anchor])
        if own_page:
            _raise_headings(soup, place)


def _walk(element: Tag) -> Iterator[Tag]:
    """All tags of an element, itself first. bs4's search takes many times as long."""
    return (each for each in chain([element], element.descendants) if type(each) is Tag)


def _find_all(elements: Iterable[Tag], *names: str) -> Iterator[Tag]:
    tags = chain.from_iterable(map(_walk, elements))
    return (each for each in tags if each.name in names)


def _find_place(soup: Any, section: Any, found: Tag | None) -> _Place | None:
    """
    Find where a section is.

    :param found: what has its id.
    """
    if found is None:
        # A template of a project's own may have left the id out.
        words = _squeeze(str(section.heading))
        headings = _find_all([soup], *HEADINGS)
        same = (each for each in headings if _squeeze(each.get_text()) == words)
        if heading := next(same, None):
            heading.insert(0, soup.new_tag("span", attrs={"id": section.anchor}))
    elif found.name in HEADINGS:
        heading = found
    elif above := found.find_parent(HEADINGS):
        heading = above
    elif found.get_text(strip=True):
        return _Place([found])
    else:
        # A mark before it.
        heading = found.find_next(HEADINGS)
    if heading is None:
        return None
    below = takewhile(
        lambda each: each.name not in HEADINGS, heading.find_next_siblings()
    )
    return _Place([heading, *below])


def _name_headings(place: _Place, guide: Guide, anchor: str) -> dict[str, Tag]:
    """Give those that have no id theirs, and return them by it."""
    named: dict[str, Tag] = {}
    waiting = list(place.find_all("h3"))
    for sub_heading in guide.outline[anchor]:
        words = _squeeze(sub_heading.text)
        for number, heading in enumerate(waiting):
            if _squeeze(heading.get_text()) == words and not heading.get("id"):
                heading["id"] = sub_heading.anchor
                named[sub_heading.anchor] = heading
                del waiting[: number + 1]
                break
    return named


def _raise_headings(soup: Any, place: _Place) -> None:
    """Give the page one main heading, whatever templates of a project's own have."""
    heading = place.heading
    if heading is None:
        return
    is_alone = all(each is heading for each in _find_all([soup], "h1"))
    heading.name = "h1" if is_alone else "h2"
    for each in place.find_all("h3") if is_alone else ():
        each.name = "h2"


def _find_fact(place: _Place, row: dict[str, Any]) -> Tag | None:
    """The words above or beside what is said of a fact."""
    anchor, label = FACT.format(row["fact"].key), _squeeze(str(row["fact"].label))
    for tag in chain.from_iterable(map(_walk, place.elements)):
        if tag.get("id") == anchor:
            return next(_find_all([tag], "dt", "th"), tag)
    named = place.find_all("dt", "th")
    return next((each for each in named if _squeeze(each.get_text()) == label), None)


def _find_answer(place: _Place, question: Question) -> Tag | None:
    answer = question.answer
    if answer.fact:
        facts = question.section.block.value["facts"].answered
        rows = (row for row in facts if row["fact"].key == answer.fact)
        return next((_find_fact(place, row) for row in rows), None)
    return _find_passage(place, answer)


def _find_passage(place: _Place, answer: FamilyAnswer) -> Tag | None:
    """The point that answers a question, or what the passage begins with."""
    passage, point = answer.passage, answer.point
    first = parse(passage.html).find(PASSAGES) if passage else None
    if passage is None or first is None:
        return None
    words, heading = _squeeze(first.get_text()), _squeeze(passage.heading)
    for each in place.find_all(*PASSAGES):
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
