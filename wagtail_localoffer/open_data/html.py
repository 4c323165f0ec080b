"""HTML for other sites: its addresses are whole ones."""

from __future__ import annotations

from urllib.parse import urljoin

from wagtail_localoffer.text.html import clean_html, parse
from wagtail_localoffer.text.plain import one_line

#: The attributes with which an offer's HTML names an address.
ATTRIBUTES = ("href", "src")

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
    if "<tr" in html.lower():
        html = _write_rows(html)
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


def _write_rows(html: str) -> str:
    """Write the rows of tables as paragraphs, so that their words stay apart."""
    soup = parse(html)
    for row in soup.find_all("tr"):
        cells = (one_line(each.get_text(" ")) for each in row.find_all(["th", "td"]))
        row.name = "p"
        row.string = ", ".join(filter(None, cells))
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
