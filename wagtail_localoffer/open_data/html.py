"""HTML for other sites: its addresses are whole ones."""

from __future__ import annotations

from urllib.parse import urljoin

from wagtail_localoffer.text.html import clean_html, parse
from wagtail_localoffer.text.plain import one_line

#: The attributes with which an offer's HTML names an address.
ATTRIBUTES = ("href", "src")

#: What stands by itself in the HTML of an offer, and would run into what is beside it.
ASIDE = ("caption", "figcaption", "tr")

#: To what a text from elsewhere may link.
FOREIGN_LINKS = ("https://", "http://", "mailto:", "tel:")


def make_absolute(html: str, base: str) -> str:
    """
    The same HTML for other sites: its links lead to this one.

    :param base: the address of the page that it stands on.
    """
    soup = parse(html)
    for name in ATTRIBUTES:
        for tag in soup.select(f"[{name}]"):
            tag[name] = _join(base, str(tag[name]))
    for tag in soup.select("[srcset]"):
        sources = filter(None, map(str.split, str(tag["srcset"]).split(",")))
        tag["srcset"] = ", ".join(
            " ".join([_join(base, address), *sizes]) for address, *sizes in sources
        )
    return str(soup).strip()


def clean_foreign(html: str) -> str:
    """
    Leave in the HTML of another site only what an offer may have, safe to show here.

    A link to a page or a document there is none here, nor is one to a place on it.
    """
    if any(f"<{name}" in html.lower() for name in ASIDE):
        html = _write_aside(html)
    # What is cleaned once isn't remembered: it would be as much as the source wants.
    cleaned = clean_html.__wrapped__(html)
    if "<a" not in cleaned and "=" not in cleaned:
        return cleaned.strip()
    soup = parse(cleaned)
    for tag in soup.find_all(True):
        address = str(tag.get("href", "")).strip()
        tag.attrs.clear()
        if tag.name != "a":
            continue
        if address.lower().startswith(FOREIGN_LINKS):
            tag["href"] = address
        else:
            tag.unwrap()
    return str(soup).strip()


def _write_aside(html: str) -> str:
    """Write captions, and the rows of tables, as paragraphs."""
    soup = parse(html)
    for tag in soup.find_all(ASIDE):
        cells = tag.find_all(["th", "td"]) or [tag]
        words = [one_line(cell.get_text(" ")) for cell in cells]
        tag.name = "p"
        tag.string = ", ".join(filter(None, words))
    return str(soup)


def read_text(html: str) -> str:
    """The words of a piece of HTML, on one line."""
    return one_line(parse(html).get_text(" "))


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        # Brackets of no address at all, for one.
        return address
