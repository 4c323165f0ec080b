"""HTML: the words that a reader sees, and markup that has no place in an offer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

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
    r"""</?[a-z][a-z0-9]*+(?:\s++[a-z][a-z-]*+=(?:"[^"<>]*+"|'[^'<>]*+'))*+\s*+/?>""",
    re.IGNORECASE,
)

#: What Wagtail's editor writes. A text of nothing else is shown as it is stored.
OWN_TAG = re.compile(
    r"</?(?:p|h3|b|strong|i|em|ol|ul|li|br|a)(?: data-block-key=\"[^\"<>]*+\")?+ ?/?>"
    r"|<a(?: (?:data-block-key=\"[^\"<>]*+\""
    r"|href=\"(?:https?:|mailto:|tel:|[/#])[^\"<>]*+\"))*+>"
    r"|<a linktype=\"(?:page|document)\" id=\"[0-9]{1,18}+\">"
    r"|<a id=\"[0-9]{1,18}+\" linktype=\"(?:page|document)\">"
)

# A "<" and what it begins, up to the next one: a tag, something that is hidden, or
# nothing at all. So no text is read twice, however many of them it has.
MARKUP = re.compile(
    r"(?P<tag></?(?P<name>[a-zA-Z][^\s<>/\"'=]*+)"
    r"(?:[^<>\"']++|\"[^<>\"]*+\"|'[^<>']*+')*+>)"
    r"|(?P<comment><!--)|(?P<declaration><[!?/][^<>]*+>)|<"
)

VOID_TAGS = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("source", "track", "wbr"),
}

#: Tags in more tags than this are left out. No editor makes as many, and browsers have
#: a limit too: Chromium's is 512.
DEEPEST = 50

#: What parts words, where a text has it and may not.
FOREIGN_BLOCKS = {
    *("div", "dl", "dt", "dd", "h1", "h2", "h4", "h5", "h6", "blockquote", "pre", "hr"),
    *("table", "tr", "td", "th", "caption", "section", "article", "aside", "header"),
    *("footer", "main", "nav", "figure", "figcaption", "option"),
}

#: The number of a character: there is none of so many digits, and Python refuses to
#: read thousands of them.
LONG_NUMBER = re.compile(r"&#(?:[xX][0-9a-fA-F]{7,}+|[0-9]{8,}+);?")

LINK_KINDS = ("page", "document")

LISTS = ("ul", "ol")

INLINE = ("b", "strong", "i", "em", "a")

#: In what the editor writes each of its blocks.
BLOCKS = {"p": ("",), "h3": ("",), "ul": ("", "li"), "ol": ("", "li"), "li": LISTS}

KEY = re.compile(r"[0-9]{1,18}")

EDITOR_MARKS = re.compile(r'\sdata-block-key="[^"]*"')

AROUND_BLOCKS = re.compile(r" ?(</?(?:p|h3|ol|ul|li|br)\b[^<>]*+>) ?")

EMPTY_PARAGRAPHS = re.compile(r"<p>(?:\s|<br\s*+/?>|&nbsp;)*+</p>")


@dataclass(frozen=True)
class Reading:
    """What is in a piece of HTML."""

    #: The words that a reader sees or hears, with single spaces between them.
    text: str
    #: The first markup that an offer may not have, or an empty string.
    foreign_markup: str


def parse(html: str) -> BeautifulSoup:
    """
    Parse whatever was stored as HTML, in a time that grows with its length.

    Python's parser raises at some declarations and numbers, and takes the square of the
    length for tags that don't end. It is given neither.
    """
    return BeautifulSoup("".join(_tidy(html)), "html.parser")


def _tidy(html: str) -> Iterator[str]:
    """
    Write ``html`` with proper tags alone, and without what browsers hide.

    A "<" that begins no tag is a character. A link ends where another one begins.
    """
    html = LONG_NUMBER.sub("\ufffd", html)
    tags = _OpenTags()
    end = 0
    for found in MARKUP.finditer(html):
        if found.start() < end:
            # In a comment.
            continue
        yield html[end : found.start()]
        end = found.end()
        if found["tag"]:
            yield from tags.take(found["tag"], found["name"].lower())
        elif found["comment"]:
            closed = html.find("-->", end)
            if closed < 0:
                # Nothing after it is closed either.
                yield html[found.start() :].replace("<", "&lt;")
                return
            end = closed + len("-->")
        elif not found["declaration"]:
            yield "&lt;"
    yield html[end:]


class _OpenTags:
    """The tags that are open at a place of a text."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.numbers: Counter[str] = Counter()

    def take(self, tag: str, name: str) -> Iterator[str]:
        """Write the next tag, unless it has nothing to end or is too deep."""
        if tag.startswith("</"):
            if self.numbers[name] and self._close(name) < DEEPEST:
                yield tag
        elif tag.endswith("/>") or name in VOID_TAGS:
            yield tag[:-1].rstrip("/") + " />"
        else:
            if name == "a" and self.numbers[name] and self._close(name) < DEEPEST:
                yield "</a>"
            if len(self.names) < DEEPEST:
                yield tag
            self.names.append(name)
            self.numbers[name] += 1

    def _close(self, name: str) -> int:
        """Close the last tag of a name and all in it, and say how deep it was."""
        while True:
            last = self.names.pop()
            self.numbers[last] -= 1
            if last == name:
                return len(self.names)


@lru_cache(maxsize=1024)
def clean_html(html: str) -> str:
    """
    Leave out of a stored text what an offer may not have, so that it is safe to show.

    What ``find_foreign_markup`` has nothing against stays as it is, links to pages and
    documents included: they are put in place when the text is shown.
    """
    return html if is_tidy(html) else "".join(_write_clean(parse(html)))


def is_tidy(html: str) -> bool:
    """Whether it has the editor's own tags alone, and each of them in its place."""
    if "<" in OWN_TAG.sub("", html) or LONG_NUMBER.search(html):
        return False
    around = [""]
    for found in OWN_TAG.finditer(html):
        tag = found[0]
        name = tag.strip("</>").partition(" ")[0].rstrip("/")
        if tag.startswith("</"):
            if around.pop() != name:
                return False
        elif name in BLOCKS and around[-1] not in BLOCKS[name]:
            return False
        elif name != "br" and not tag.endswith("/>"):
            around.append(name)
    return around == [""]


def _write_clean(soup: BeautifulSoup) -> Iterator[str]:
    around_blocks = _find_around_blocks(soup)
    # What is still to be written. The last one comes next.
    waiting: list[Any] = [soup]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _Written):
            yield node
        elif isinstance(node, PreformattedString):
            continue
        elif not isinstance(node, Tag):
            yield escape(str(node), quote=False)
        elif node.name == "br":
            yield "<br/>"
        elif id(node) in around_blocks and node.name in INLINE:
            # The editor refuses a block in bold or in a link. What is in it is kept.
            waiting += reversed(node.contents)
        elif node.name in ALLOWED_TAGS:
            # It refuses a point of no list as well.
            is_lost = node.name == "li" and _find_block_around(node) not in LISTS
            name = "p" if is_lost else node.name
            yield f"<{name}{''.join(_write_attributes(node))}>"
            waiting += [_Written(f"</{name}>"), *reversed(node.contents)]
        elif node.name not in UNREADABLE_TAGS:
            space = _Written(" " if node.name in FOREIGN_BLOCKS else "")
            waiting += [space, *reversed(node.contents), space]


def _find_around_blocks(soup: BeautifulSoup) -> set[int]:
    """The ``id`` of each tag that has a block within."""
    found: set[int] = set()
    for block in soup.find_all(list(BLOCKS)):
        for tag in block.parents:
            if id(tag) in found:
                break
            found.add(id(tag))
    return found


def _find_block_around(tag: Tag) -> str:
    return next((each.name for each in tag.parents if each.name in BLOCKS), "")


class _Written(str):
    """A piece of the text that is to be written as it is."""

    __slots__ = ()


def _write_attributes(tag: Tag) -> Iterator[str]:
    kind, key = tag.get("linktype"), tag.get("id")
    for name, value in tag.attrs.items():
        if (
            name not in ALLOWED_ATTRIBUTES
            or (name == "href" and not _is_allowed_address(value))
            # Wagtail looks these up, and raises for what can't be a key.
            or (name == "linktype" and not _is_stored_link(value, key))
            or (name == "id" and kind is not None and not _is_stored_link(kind, value))
        ):
            continue
        yield f' {name}="{escape(str(value))}"'


def _is_stored_link(kind: Any, key: Any) -> bool:
    return kind in LINK_KINDS and bool(KEY.fullmatch(str(key)))


def _is_allowed_address(value: Any) -> bool:
    return str(value).strip().lower().startswith(ALLOWED_LINKS)


def read_html(html: str) -> Reading:
    """Find the visible words of ``html`` and any markup that has no place in it."""
    if "<" not in html and "&" not in html:
        return Reading(one_line(html), "")
    soup = parse(html)
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
        if name == "href" and not _is_allowed_address(value):
            return f'{name}="{value}"'
    return ""


def strip_editor_marks(html: str) -> str:
    """Remove from stored rich text what changes without a reader's noticing."""
    html = EMPTY_PARAGRAPHS.sub("", EDITOR_MARKS.sub("", html))
    return AROUND_BLOCKS.sub(r"\1", " ".join(html.split()))
