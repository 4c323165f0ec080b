"""Names of people, found in what a document says of the SENCO."""

from __future__ import annotations

import re

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Mx)\b\.?"

_PART = r"[A-Z][\w’'-]{0,30}\.?"

_NAME = re.compile(rf"\b(?:{_TITLE} {_PART}|{_PART} {_PART})(?: {_PART}){{0,2}}")

#: A person with a title behind the words for what they are.
_NAMED = re.compile(
    r"\b(?:SENC[Oo]|SENDC[Oo]|SENDCo|[Nn]amed [Pp]erson|Inclusion Manager)\b"
    r"(?:,? who)?(?: is| are)?(?: called)?[,:–-]? ?[-–]?\(? ?"
    rf"(?P<name>{_TITLE} {_PART}(?: {_PART}){{0,2}})"
)

_NAMED_BEFORE = re.compile(
    rf"\b(?P<name>{_TITLE} {_PART}(?: {_PART}){{0,2}})(?:,| is| \(| –| -)"
    r"(?: our| the| is our| is the){0,2} ?(?:school[’']?s? )?SEND?C[Oo]\b"
)

#: Words in capitals that are no names.
_NO_NAMES = {
    *("SENCO", "SENCo", "SENDCo", "SENDCO", "Name", "Contact", "Telephone", "Email"),
    *("Special", "Educational", "Needs", "Our", "The", "Named", "SEND", "SEN", "Phone"),
    *(
        "Person",
        "Co-ordinator",
        "Coordinator",
        "Inclusion",
        "Manager",
        "Lead",
        "Leader",
    ),
    *("Head", "Headteacher", "Teacher", "Deputy", "Assistant", "Acting", "Interim"),
    *("Principal", "Owner", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Tel", "Mobile"),
    *("School", "Nursery", "College", "Academy", "Disabilities", "Disability", "Key"),
    *("Learning", "Support", "Director", "Role", "Job", "Title", "Website", "Address"),
    *("Details", "To", "Be", "For", "Please", "You", "Who", "E-mail", "Available"),
}

_AROUND = ":,.;()|–-"


def find_person(text: str) -> str:
    """Find the first name of a person in what is said of the contact."""
    # What isn't part of a name also ends one.
    words = ("," if each.strip(_AROUND) in _NO_NAMES else each for each in text.split())
    found = _NAME.search(" ".join(words))
    return found[0].rstrip(".") if found else ""


def find_named_senco(text: str) -> str:
    """Find who a text says is the SENCO; only somebody with a title is certain."""
    found = _NAMED.search(text) or _NAMED_BEFORE.search(text)
    return found["name"].rstrip(".") if found else ""
