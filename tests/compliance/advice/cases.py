"""What tests of the advice ask of an offer whose words they choose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.test import SimpleTestCase

from wagtail_localoffer.choices import TermKind
from wagtail_localoffer.compliance.advice import advise
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.contacts import StoredContact
from wagtail_localoffer.content.parts import read_part
from wagtail_localoffer.frameworks import Prompt, Term
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

AROUND = CheckContext(
    today=date(2026, 11, 23),
    council_url="https://www.lancashire.gov.uk/SEND",
    other_council_urls=frozenset({"https://www.hackneylocaloffer.co.uk"}),
    dead_links=frozenset({"page-7", "document-8"}),
)


TEAM = {
    "name": "Bookings team",
    "area": "Alder Vale",
    "email": "bookings@aldervale.example",
    "telephone": "01632 960160",
    "availability": "Monday to Friday, 9am to 5pm",
}


#: One of its prompts asks for something without a question.
INSTRUCTION = (
    "Give contact details of support services, starting with the independent advice "
    "service for your area (SENDIAS)."
)


FRAMEWORK = replace(
    LANCASHIRE,
    sections=(
        replace(LANCASHIRE.sections[0], prompts=(Prompt(text=INSTRUCTION),)),
        *LANCASHIRE.sections[1:],
    ),
    glossary=(
        Term(
            word="SEN",
            kind=TermKind.ABBREVIATION,
            expansion="special educational needs",
        ),
        Term(
            word="SENCO",
            kind=TermKind.ABBREVIATION,
            expansion="special educational needs co-ordinator",
        ),
        Term(
            word="EHC plan",
            kind=TermKind.ABBREVIATION,
            expansion="education, health and care plan",
        ),
        Term(word="provision map", kind=TermKind.JARGON, advice="Say what it is."),
        Term(word="differentiation", kind=TermKind.JARGON),
        Term(word="School Action Plus", kind=TermKind.ABOLISHED, source="The Code"),
        Term(word="statemented", kind=TermKind.DATED),
    ),
)


def find(
    text: str = "",
    *,
    more: Any = None,
    contact: Any = None,
    around: CheckContext = AROUND,
    **sections: str,
) -> list[Finding]:
    """The advice on an offer whose section on health says ``text``."""
    parts = [
        read_part(block, {"text": words, "more": more if block == "health" else []})
        for block, words in {"health": text, **sections}.items()
    ]
    contacts = [StoredContact("senco_contact", contact)] if contact else []
    return list(advise(parts, contacts, FRAMEWORK, around))


def find_in_teams(*teams: dict[str, str]) -> list[tuple[str, str, str]]:
    """The code, block and field of the advice on the teams of a health service."""
    contacts = [
        StoredContact("contacts", team, place) for place, team in enumerate(teams)
    ]
    found = advise([], contacts, FRAMEWORK, AROUND)
    return [(finding.code, finding.block, finding.field) for finding in found]


def codes(*args: Any, **kwargs: Any) -> list[str]:
    return [finding.code for finding in find(*args, **kwargs)]


class RuleTestCase(SimpleTestCase):
    code: str

    def assert_found(self, *texts: str, **kwargs: Any) -> None:
        for text in texts:
            with self.subTest(text=text):
                self.assertIn(self.code, codes(f"<p>{text}</p>", **kwargs))

    def assert_passed(self, *texts: str, **kwargs: Any) -> None:
        for text in texts:
            with self.subTest(text=text):
                self.assertNotIn(self.code, codes(f"<p>{text}</p>", **kwargs))
