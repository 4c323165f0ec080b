"""Parts of pages, read to add something, and written as Django's templates do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.formatter import HTMLFormatter
from django.utils.safestring import SafeString, mark_safe


class _AsItWas(HTMLFormatter):
    """Writes HTML as Django's templates do, and attributes in their order."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        return tag.attrs.items()


FORMATTER = _AsItWas(
    entity_substitution=EntitySubstitution.substitute_xml, void_element_close_prefix=""
)


def read_markup(html: str) -> BeautifulSoup:
    """Read a part of a page that our own templates made."""
    return BeautifulSoup(html, "html.parser", multi_valued_attributes=None)


def write_markup(soup: BeautifulSoup) -> SafeString:
    """Write out what :func:`read_markup` read, marked as safe and not cleaned."""
    return mark_safe(soup.decode(formatter=FORMATTER))  # noqa: S308 - as it came in
