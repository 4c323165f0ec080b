"""Abbreviations explained where a page uses them for the first time."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.element import NavigableString, PreformattedString
from bs4.formatter import HTMLFormatter
from django.utils.safestring import SafeString, mark_safe

from wagtail_localoffer.abbreviations import find_uses, is_explained, list_expansions
from wagtail_localoffer.guidance import get_framework
from wagtail_localoffer.text import UNREADABLE_TAGS

#: Headings, lists of contents and sources are names, which stay as they are.
SKIPPED_TAGS = {*UNREADABLE_TAGS, "h1", "h2", "h3", "nav", "caption", "cite"}

#: What a reader takes for one passage: an explanation in it is for all of it.
PASSAGES = ("p", "li", "td", "th", "dd", "dt", "figcaption", "blockquote")

# As Django's templates write it: no entities but the needed ones, no closing slashes.
FORMATTER = HTMLFormatter(
    entity_substitution=EntitySubstitution.substitute_xml,
    void_element_close_prefix="",
)


def explain_abbreviations(html: str) -> SafeString:
    """
    Write out what an abbreviation means, in brackets, after its first use in ``html``.

    The meanings are those of the framework's glossary. Nothing is added where the text
    explains it itself, in headings, or in passages in another language.

    :param html: a part of a page, which is returned with what is added.
    """
    expansions = dict(list_expansions(get_framework()))
    soup = BeautifulSoup(html, "html.parser")
    seen: set[str] = set()
    for string in list(soup.find_all(string=True)):
        if isinstance(string, PreformattedString) or _is_skipped(string):
            continue
        _explain(soup, string, expansions, seen)
    return mark_safe(soup.decode(formatter=FORMATTER))  # noqa: S308 - as it came in


def _is_skipped(string: NavigableString) -> bool:
    return any(
        parent.name in SKIPPED_TAGS or parent.has_attr("lang")
        for parent in string.parents
        if parent.name != BeautifulSoup.ROOT_TAG_NAME
    )


def _explain(
    soup: Any, string: NavigableString, expansions: dict[str, str], seen: set[str]
) -> None:
    text = str(string)
    passage = next((each for each in string.parents if each.name in PASSAGES), None)
    before = _read_before(string, passage)
    whole = before + text + _read_after(string, passage)
    pieces: list[Any] = []
    done = 0
    for use in find_uses(whole, tuple(expansions.items())):
        start, end = use.start - len(before), use.end - len(before)
        if not use.expansion or not 0 <= start < len(text) or use.term in seen:
            continue
        seen.add(use.term)
        in_brackets = whole[use.start - 1 : use.end + 1] == f"({use.word})"
        if in_brackets or is_explained(whole, use):
            # Brackets around it alone follow what it stands for, in any language.
            continue
        if text[end : end + 1] == "s":
            # "SENCOs": the explanation follows the whole word.
            end += 1
        explanation = soup.new_tag("span", attrs={"class": "localoffer-explained"})
        explanation.string = f"({use.expansion})"
        pieces += [NavigableString(text[done:end] + " "), explanation]
        done = end
    if pieces:
        string.replace_with(*pieces, NavigableString(text[done:]))


def _read_before(string: NavigableString, passage: Tag | None) -> str:
    if passage is None:
        return ""
    words = []
    for each in string.previous_elements:
        if each is passage:
            break
        if isinstance(each, NavigableString):
            words.append(str(each))
    return "".join(reversed(words))


def _read_after(string: NavigableString, passage: Tag | None) -> str:
    if passage is None:
        return ""
    words = []
    for each in string.next_elements:
        if isinstance(each, NavigableString):
            if passage not in each.parents:
                break
            words.append(str(each))
    return "".join(words)
