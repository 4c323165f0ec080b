"""HTML: the words that a reader sees, and markup that has no place in an offer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from wagtail_localoffer.text.plain import one_line

#: The rich text features of every text in an offer. There is one level of headings,
#: h3: the page's title is its only h1, and the sections' headings are the h2s.
RICH_TEXT_FEATURES = ("h3", "bold", "italic", "ol", "ul", "link", "document-link")


# What Wagtail's converter makes of those features, and what pasted or imported
# text may harmlessly have instead of them.
ALLOWED_TAGS = {"p", "h3", "b", "strong", "i", "em", "ol", "ul", "li", "a", "br"}

ALLOWED_ATTRIBUTES = {"data-block-key", "href", "linktype", "id"}

ALLOWED_LINKS = ("https:", "http:", "mailto:", "tel:", "/", "#")


UNREADABLE_TAGS = ("script", "style", "template", "noscript")

WELL_FORMED_TAG = re.compile(
    r"""</?[a-z][a-z0-9]*(?:\s+[a-z][a-z-]*=(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>""",
    re.IGNORECASE,
)

EDITOR_MARKS = re.compile(r'\sdata-block-key="[^"]*"')

AROUND_BLOCKS = re.compile(r" ?(</?(?:p|h3|ol|ul|li|br)\b[^>]*>) ?")

EMPTY_PARAGRAPHS = re.compile(r"<p>(?:\s|<br\s*/?>|&nbsp;)*</p>")


@dataclass(frozen=True)
class Reading:
    """What is in a piece of HTML."""

    #: The words that a reader sees or hears, with single spaces between them.
    text: str
    #: The first markup that an offer may not have, or an empty string.
    foreign_markup: str


def read_html(html: str) -> Reading:
    """Find the visible words of ``html`` and any markup that has no place in it."""
    if "<" not in html and "&" not in html:
        return Reading(one_line(html), "")
    soup = BeautifulSoup(html, "html.parser")
    foreign_markup = find_foreign_markup(html, soup)
    for tag in soup.find_all(UNREADABLE_TAGS):
        tag.decompose()
    # Comments, declarations and the like: browsers show none of them.
    for hidden in soup.find_all(
        string=lambda text: isinstance(text, PreformattedString)
    ):
        hidden.extract()
    return Reading(one_line(soup.get_text(" ")), foreign_markup)


def find_foreign_markup(html: str, soup: BeautifulSoup) -> str:
    """
    Find the first markup in ``html`` that an offer may not have.

    :param soup: what it was parsed to.
    """
    if found := next(filter(None, map(_foreign_markup, soup.find_all(True))), ""):
        return found
    # A comment, a declaration or half a tag: browsers may read it in another way.
    rest = WELL_FORMED_TAG.sub("", html)
    return rest[rest.index("<") :][:20] if "<" in rest else ""


def _foreign_markup(tag: Tag) -> str:
    if tag.name not in ALLOWED_TAGS:
        return f"<{tag.name}>"
    for name, value in tag.attrs.items():
        if name not in ALLOWED_ATTRIBUTES:
            return f'{name}="{value}"'
        if name == "href" and not str(value).strip().lower().startswith(ALLOWED_LINKS):
            return f'{name}="{value}"'
    return ""


def strip_editor_marks(html: str) -> str:
    """Remove from stored rich text what changes without a reader's noticing."""
    html = EMPTY_PARAGRAPHS.sub("", EDITOR_MARKS.sub("", html))
    return AROUND_BLOCKS.sub(r"\1", " ".join(html.split()))
