"""Values of the front sheet, as documents write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wagtail_localoffer.frameworks.choices import IdentifierScheme, SettingType
from wagtail_localoffer.frameworks.identifiers import read_identifier
from wagtail_localoffer.importing.passages import tidy
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.telephones import is_telephone, telephone_url
from wagtail_localoffer.text.typed import tidy_identifier

#: What may stand around a value, and is no part of it.
AROUND = " \t.,;:|()<>[]·•–—-"

#: Nothing on a front sheet is longer, in letters.
LONGEST = 400

_TELEPHONE = re.compile(r"(?<![\w.@/+])\(?[0-9+][0-9 ()+-]{7,24}(?![\w@]|\.\w)")

_WORD = re.compile(r"\S{1,200}")

_WEBSITE = re.compile(
    r"(?:https?://)?(?:[a-z0-9][a-z0-9-]{0,60}\.){1,5}[a-z]{2,12}(?:/[^\s,;<>]{0,150})?",
    re.IGNORECASE,
)

#: The scheme that a label names, by words of it.
_SCHEMES = (
    ("ofsted", IdentifierScheme.OFSTED),
    ("ukprn", IdentifierScheme.UKPRN),
    ("dfe", IdentifierScheme.LAESTAB),
    ("dcsf", IdentifierScheme.LAESTAB),
    ("dfes", IdentifierScheme.LAESTAB),
    ("laestab", IdentifierScheme.LAESTAB),
    ("urn", IdentifierScheme.URN),
    ("unique reference", IdentifierScheme.URN),
    ("school number", IdentifierScheme.COUNTY),
    ("academy number", IdentifierScheme.COUNTY),
    ("number of school", IdentifierScheme.COUNTY),
)

_NUMBER = re.compile(r"(?:EY ?)?[0-9][0-9/ -]{3,12}", re.IGNORECASE)

#: Forms that only one register has.
_OWN_FORMS = (
    (re.compile(r"EY\d{6}"), IdentifierScheme.OFSTED),
    (re.compile(r"\d{3}/\d{4}"), IdentifierScheme.LAESTAB),
    (re.compile(r"1\d{7}"), IdentifierScheme.UKPRN),
)

#: What a name or a description says of the type. The first kind that is found counts,
#: whatever else is said: a special school may be a primary school too.
_KINDS: tuple[tuple[SettingType, tuple[str, ...]], ...] = (
    (
        SettingType.SPECIAL,
        ("special school", "special academy", "special needs school"),
    ),
    (SettingType.PUPIL_REFERRAL_UNIT, ("pupil referral unit", "short stay school")),
    (SettingType.ALTERNATIVE, ("alternative provision",)),
    (SettingType.ALL_THROUGH, ("all through",)),
    (SettingType.CHILDMINDER, ("childminder", "childminding", "child minder")),
    (SettingType.CHILDRENS_CENTRE, ("childrens centre",)),
    (SettingType.COLLEGE, ("sixth form college", "further education", "fe college")),
)

_PHASES: tuple[tuple[SettingType, tuple[str, ...]], ...] = (
    (SettingType.MIDDLE, ("middle school",)),
    (
        SettingType.SECONDARY,
        ("secondary", "high school", "grammar school", "upper school"),
    ),
    (SettingType.PRIMARY, ("primary", "infant", "junior school")),
)

_EARLY = (
    *("nursery", "pre school", "preschool", "playgroup", "kindergarten", "day care"),
    *("early years setting", "early years provider"),
)

#: "and Nursery" and "with Nursery" are a part of a school.
_LIKE_A_SCHOOL = ("school", "academy", "college")


def find_telephone(text: str) -> str:
    for found in _TELEPHONE.findall(text):
        number = found.strip(" -")
        number = number if number.count("(") == number.count(")") else number.strip("(")
        if is_telephone(number):
            return number
    return ""


def is_mobile(telephone: str) -> bool:
    """Whether it is the number of a mobile in the United Kingdom."""
    return telephone_url(telephone).startswith(("tel:07", "tel:+447"))


def find_email(text: str) -> str:
    words = (each.strip(AROUND) for each in _WORD.findall(text) if "@" in each)
    found = (each.rpartition("mailto:")[2] for each in words)
    return next(filter(is_email, found), "")


def find_website(text: str) -> str:
    """Find the first address of a website, which is none of an email."""
    for word in _WORD.findall(text):
        word = word.strip(AROUND)
        if "@" not in word and "." in word and _WEBSITE.fullmatch(word):
            return word
    return ""


def find_identifier(text: str, label: str) -> tuple[str, str] | None:
    """
    Find the number of a setting, and its scheme if that is certain.

    :param label: what it is called in the document, as ``tidy`` writes it.
    """
    for found in _NUMBER.findall(text):
        number = tidy_identifier(found.strip(AROUND))
        if is_telephone(number) and len(re.sub(r"\D", "", number)) > 8:
            continue
        named = next((scheme for words, scheme in _SCHEMES if words in label), "")
        own = read_identifier(named, number) if named else None
        if own:
            return own, named
        plain = number.replace(" ", "").replace("-", "/")
        for form, scheme in _OWN_FORMS:
            if form.fullmatch(plain):
                return plain, scheme
        if not named:
            return number, ""
    return None


def find_setting_type(text: str) -> SettingType | None:
    """Find what type of setting a name or a description says; ``None`` if not sure."""
    tidied = f" {tidy(text)} "
    for kind, phrases in _KINDS:
        if any(f" {each}" in tidied for each in phrases):
            return kind
    phases = [
        kind for kind, words in _PHASES if any(f" {each}" in tidied for each in words)
    ]
    if phases:
        return phases[0] if len(phases) == 1 else None
    if any(f" {each}" in tidied for each in _EARLY):
        rest = tidied.replace("nursery school", "").replace("pre school", "")
        is_part = any(f" {each}" in rest for each in _LIKE_A_SCHOOL)
        return None if is_part else SettingType.EARLY_YEARS
    return None


def list_values(text: str, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """
    List what stands behind each label of a line, with the label.

    :param labels: the labels that are known, as ``tidy`` writes them.
    """
    pieces = text.split(":")
    found: list[tuple[str, list[str]]] = []
    for number, piece in enumerate(pieces):
        label, before = ("", piece)
        if number < len(pieces) - 1:
            label, before = _split_label(piece, labels, is_first=not number)
        if found:
            found[-1][1].append(before)
        if label:
            found.append((label, []))
        elif found and number < len(pieces) - 1:
            found[-1][1].append(":")
    for label, parts in found:
        yield label, "".join(parts).strip().strip("|;,–—·•").strip()


def _split_label(
    piece: str, labels: dict[str, str], *, is_first: bool
) -> tuple[str, str]:
    """The longest label at the end of a piece, and what stands before it."""
    words = piece[-80:].split()
    for count in range(min(7, len(words)), 0, -1):
        label = tidy(" ".join(words[-count:]))
        if label in labels and (not is_first or count == len(piece.split())):
            before = piece.rsplit(maxsplit=count)
            return label, before[0] if len(before) > count else ""
    return "", piece
