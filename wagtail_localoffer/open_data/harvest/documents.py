"""
Documents of other installations: what they may say, in the shape of ``schema.json``.

What is kept is written anew from what was read, value by value. Nothing else gets in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wagtail_localoffer.frameworks.choices import AgeUnit, Answer
from wagtail_localoffer.offers.kinds import KINDS
from wagtail_localoffer.open_data.harvest.values import (
    LONGEST,
    OLDEST,
    Refused,
    Values,
    is_on,
)
from wagtail_localoffer.open_data.html import clean_foreign, read_text
from wagtail_localoffer.text.characters import make_storable
from wagtail_localoffer.text.emails import is_email

#: As many lines of an address, sections, facts of one, contacts and languages are kept.
MOST = 100

#: Where a line of a passage ends.
END_OF_LINE = re.compile(r"</(?:p|li|h3)>|<br ?/>")

#: The longest telephone number and type, those of columns.
SHORT, SHORTEST = 50, 20


def clean_document(data: Any, hosts: list[str]) -> dict[str, Any]:
    """
    Write a document anew, with what it may have.

    :param hosts: where its pages may be.
    :raises Refused: it can't be an offer, or not one of that source.
    """
    values = Values(data)
    if (kind := values.code("kind")) not in KINDS:
        raise Refused(_("“%(name)s” is not what it must be.") % {"name": "kind"})
    name = get_name(values.line("name"), values.line("title"))
    if not (url := values.url("url")):
        raise Refused(_("It has no web address."))
    if not is_on(url, hosts):
        raise Refused(
            _(
                "Its page is on another site, %(url)s. If that is one of this source, "
                "add it to the other sites of it."
            )
            % {"url": url}
        )
    return {
        "id": str(values.key("id")),
        "kind": kind,
        "language": values.language("language"),
        "title": values.line("title") or name,
        "name": name,
        "provider": values.line("provider") or name,
        "setting_type": _clean_type(values.object("setting_type")),
        "identifier": _clean_number(values.object("identifier")),
        "url": url,
        "data_url": _find_data_url(values, hosts),
        "ages": _clean_ages(values.object("ages") or Values({})),
        "address": values.texts("address", MOST),
        "address_is_area": values.flag("address_is_area"),
        "coordinates": None,
        "telephone": values.line("telephone", SHORT),
        "council": _clean_council(values.object("council")),
        "published": values.moment("published"),
        "changed": values.moment("changed"),
        "reviewed": values.day("reviewed"),
        "next_review": values.day("next_review"),
        "languages": list(_clean_languages(values, hosts)),
        # Nobody compares these here, and the report has the same passages again.
        "fingerprints": {},
        "front_sheet": [
            {"key": row.code("key"), "label": row.line("label"), "value": value}
            for row in values.objects("front_sheet", MOST)
            if (value := row.lines("value", 2000))
        ],
        "contacts": list(map(clean_contact, values.objects("contacts", MOST))),
        "sections": [
            _clean_section(each, url, hosts)
            for each in values.objects("sections", MOST)
        ],
        "report": [],
    }


def get_name(*names: str) -> str:
    """
    The first name that says something.

    :raises Refused: none does.
    """
    name = next(filter(None, names), "")
    if not name:
        raise Refused(_("It has no name."))
    return name


def clean_contact(contact: Values) -> dict[str, str]:
    email = contact.line("email")
    return {
        "name": contact.line("name"),
        "role": contact.line("role"),
        "area": contact.line("area"),
        "email": email if is_email(email) else "",
        "telephone": contact.line("telephone", SHORT),
        "availability": contact.line("availability", 1000),
    }


def clean_text(html: str) -> tuple[str, str]:
    """The HTML of a passage as an offer may have it, and its words in lines."""
    # The numbers of characters in it may name what nothing can store.
    cleaned = make_storable(clean_foreign(html))
    lines = filter(None, map(read_text, END_OF_LINE.split(cleaned)))
    return cleaned, "\n".join(lines)


def _clean_type(given: Values | None) -> dict[str, str] | None:
    if given is None or not (code := given.code("code")):
        return None
    return {"code": code, "label": given.line("label")}


def _clean_number(given: Values | None) -> dict[str, str] | None:
    if given is None or not (number := given.line("number")):
        return None
    return {"register": given.line("register"), "number": number}


def _clean_ages(given: Values) -> dict[str, Any]:
    unit = given.code("minimum_unit") or AgeUnit.YEARS.value
    if unit not in AgeUnit.values:
        raise Refused(
            _("“%(name)s” is not what it must be.") % {"name": "ages.minimum_unit"}
        )
    most = OLDEST * 12 if unit == AgeUnit.MONTHS else OLDEST
    return {
        "minimum": given.whole("minimum", most),
        "minimum_unit": unit,
        "maximum": given.whole("maximum", OLDEST),
        "label": given.line("label"),
    }


def _clean_council(given: Values | None) -> dict[str, Any] | None:
    if given is None or not (name := given.line("name")):
        return None
    return {
        "name": name,
        "gss_code": given.line("gss_code", SHORTEST) or None,
        "local_offer_url": given.url("local_offer_url"),
    }


def _clean_languages(values: Values, hosts: list[str]) -> Iterator[dict[str, str]]:
    for each in values.objects("languages", MOST):
        url = each.url("url")
        if url and is_on(url, hosts):
            yield {
                "language": each.language("language"),
                "url": url,
                "data_url": _find_data_url(each, hosts),
            }


def _find_data_url(values: Values, hosts: list[str]) -> str:
    """Where it says that its data is. Nothing is ever read there."""
    url = values.url("data_url")
    return url if url and is_on(url, hosts) else ""


def _clean_section(section: Values, url: str, hosts: list[str]) -> dict[str, Any]:
    html, text = clean_text(section.raw("html", LONGEST))
    own = section.url("url")
    return {
        "key": section.code("key"),
        "anchor": section.line("anchor"),
        "heading": section.line("heading"),
        "url": own if own and is_on(own, hosts) else url,
        "html": html,
        # It has a line for each paragraph, and is plain text.
        "text": section.lines("text") or text,
        "facts": [_clean_fact(each) for each in section.objects("facts", MOST)],
    }


def _clean_fact(fact: Values) -> dict[str, str]:
    answer = fact.code("answer")
    if answer and answer not in Answer.values:
        raise Refused(
            _("“%(name)s” is not what it must be.") % {"name": "facts.answer"}
        )
    return {
        "key": fact.code("key"),
        "label": fact.line("label"),
        "answer": answer,
        "answer_label": fact.line("answer_label"),
        "note": fact.line("note", 2000),
    }
