"""HTML for other sites: its addresses are whole ones."""

from __future__ import annotations

from urllib.parse import urljoin

from wagtail_localoffer.text.html import parse
from wagtail_localoffer.text.plain import one_line

#: The attributes with which an offer's HTML names an address.
ATTRIBUTES = ("href", "src")


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


def read_text(html: str) -> str:
    """The words of a piece of HTML, on one line."""
    return one_line(parse(html).get_text(" "))


def _join(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        # Brackets of no address at all, for one.
        return address
