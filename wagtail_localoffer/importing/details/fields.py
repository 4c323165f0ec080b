"""Fields of the front sheet and of the contact, proposed from what was placed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content.people import is_vacant, list_traces
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.importing.details import values
from wagtail_localoffer.importing.details.ages import find_ages
from wagtail_localoffer.importing.details.dates import find_date, find_reviews
from wagtail_localoffer.importing.details.persons import find_named_senco, find_person
from wagtail_localoffer.importing.passages import tidy
from wagtail_localoffer.importing.places import Place
from wagtail_localoffer.importing.placing.headings import LABELS
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.text.plain import one_line

#: All that may be proposed, in the order of a front sheet.
FIELDS = (
    *("setting_name", "setting_type", "identifier", "identifier_scheme"),
    *("minimum_age", "minimum_age_unit", "maximum_age", "address", "telephone"),
    *("website", "reviewed_on", "next_review_on"),
    *("senco_name", "senco_telephone", "senco_email"),
)

#: An age stands so near to the words for whose it is, in letters.
NEAR = 40

#: A name is not longer, in words.
LONGEST_NAME = 12

#: So many passages may stand above and below the name of a setting alone.
TOP = 6

_NAME = re.compile(
    r"(?:[A-Z][\w’'.&-]{0,30} (?:(?:of|the|and|for|in|on|by|&) ){0,2}){1,7}?"
    r"(?i:school|nursery|college|academy|pre-?school|playgroup|kindergarten)\b"
    r"(?i: school)?"
    r"(?i: (?:and|&|with) (?:nursery|sixth form|pre-?school)\b(?: school)?)?"
)

#: No part of a name, at its beginning.
_BEFORE_NAME = re.compile(
    r"\A(?:(?:(?:Welcome to|About|SEND?|Local Offer|Information|Report|Policy|Our|for|"
    r"of|the|at|The Local Offer|Special Educational Needs|and Disabilities|and)\b|"
    r"[-–—:]) ?)+",
)

_WE_ARE = re.compile(
    r"\b(?:we are an? |i am an? |i have been an? |(?=registered childminder))"
    r"(?P<what>(?:[\w-]{1,20}[ ,]{1,2}){0,5}?"
    r"(?:school|nursery|playgroup|pre-school|preschool|childminder|kindergarten|unit"
    r"|further education college|sixth form college|provision))\b",
    re.IGNORECASE,
)

_WE_TAKE = re.compile(
    r"\b(?:we (?:are|take|care for|cater for|offer|provide)|registered|is for|"
    r"are for)\b[^.!?]{0,120}?\b(?:aged|(?:children|babies|pupils|students|learners|"
    r"people) (?:aged?|ages|from|between)) (?=[a-z0-9])",
    re.IGNORECASE,
)

_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")

#: What stands between the parts of an address in a footer.
_BETWEEN = re.compile(r"(?: |,)?[·|•](?: |,)?")

#: A label without a mark behind it.
_PLAIN_LABEL = re.compile(r"(?P<label>[A-Za-z’' ]{2,40}) (?P<value>[0-9E].{0,40})\Z")

_TELEPHONE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob)\b(?: no| number)?[.:]? ?"
    r"(?P<number>[0-9+(].{0,24})",
    re.IGNORECASE,
)

_LETTER = re.compile(r"[^\W\d_]")


def propose_fields(places: Sequence[Place], framework: Framework) -> dict[str, str]:
    """
    Propose values that a person looks at, by the names in ``FIELDS``.

    Of several values the first one counts. What isn't certain is left out.
    """
    return {name: found[0] for name, found in find_fields(places, framework).items()}


def find_fields(places: Sequence[Place], framework: Framework) -> dict[str, list[str]]:
    """
    Find all values that a document gives for each of ``FIELDS``.

    That which counts stands first; others contradict it.
    """
    search = _Search(get_today())
    for number, place in enumerate(places):
        search.look_at(place, is_top=number < TOP)
    search.look_for_dates(places)
    search.look_for_type(places)
    search.look_for_senco(places, framework)
    return {name: search.found[name] for name in FIELDS if name in search.found}


class _Search:
    """A search through a document for what belongs to its front sheet."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.found: dict[str, list[str]] = {}
        #: The label of each field that stood in the document last.
        self.labels: dict[str, str] = {}

    def add(self, name: str, value: str) -> bool:
        """Add a value; return whether it is the first one."""
        several = self.found.setdefault(name, [])
        if value and not any(is_same(value, each) for each in several):
            several.append(str(value))
            return len(several) == 1
        if not several:
            del self.found[name]
        return False

    # The front sheet

    def look_at(self, place: Place, *, is_top: bool) -> None:
        text = place.passage.text
        if len(text) > values.LONGEST:
            return
        label = tidy(text)
        if place.field and label in LABELS:
            self.labels[place.field] = label
            return
        labelled = list(values.list_values(text, LABELS)) if not place.section else []
        for label, value in labelled:
            self.take(LABELS[label], value, label)
        if place.field and not labelled:
            self.take(place.field, text, self.labels.get(place.field, ""))
        elif not place.section:
            self.look_at_line(text)
        if place.kind is Kind.TITLE or (is_top and _NAME.fullmatch(text)):
            self.take_title(text)

    def look_at_line(self, text: str) -> None:
        """Take what a line says that belongs to no section."""
        parts = _BETWEEN.sub(", ", text)
        end = _POSTCODE.search(parts)
        if end and _NAME.fullmatch(parts.partition(",")[0]):
            self.take_line(parts)
            self.take("telephone", parts[end.end() :], "")
        if found := _PLAIN_LABEL.match(text):
            label = tidy(found["label"])
            if LABELS.get(label) in ("telephone", "identifier", "ages"):
                self.take(LABELS[label], found["value"], label)
        if found := _TELEPHONE.search(text):
            self.add("telephone", values.find_telephone(found["number"]))

    def take(self, field: str, value: str, label: str) -> None:
        """Take a value as what it is, whatever its label says."""
        match field:
            case "name_and_address":
                self.take_line(value)
            case "setting_name" if is_name(value):
                self.add(field, one_line(value))
            case "address" if _LETTER.search(value) and "@" not in value:
                self.add(field, value)
            case "telephone" | "website":
                self.add("telephone", values.find_telephone(value))
                self.add("website", values.find_website(value))
            case "identifier":
                self.take_identifier(value, label)
            case "ages":
                self.take_ages(value)
            case "setting_type":
                self.add(field, values.find_setting_type(value) or "")

    def take_line(self, value: str) -> None:
        """Take the name and the address, with a comma between them."""
        name, _comma, address = value.partition(",")
        if is_name(name):
            self.add("setting_name", one_line(name))
            end = _POSTCODE.search(address)
            # What stands behind the postcode is a number, or another line.
            self.add("address", (address[: end.end()] if end else address).strip())

    def take_title(self, text: str) -> None:
        found = _NAME.search(_BEFORE_NAME.sub("", one_line(text)))
        if found and is_name(found[0]) and "setting_name" not in self.found:
            self.add("setting_name", _BEFORE_NAME.sub("", found[0]))

    def take_identifier(self, value: str, label: str) -> None:
        if not (found := values.find_identifier(value, label)):
            return
        number, scheme = found
        schemes = self.found.get("identifier_scheme", [scheme])
        # The number of another register contradicts nothing.
        if scheme in schemes and self.add("identifier", number) and scheme:
            self.add("identifier_scheme", scheme)

    def take_ages(self, text: str) -> None:
        ages = find_ages(text)
        if not ages or "maximum_age" in self.found or "minimum_age" in self.found:
            return
        if ages.minimum is not None:
            self.add("minimum_age", str(ages.minimum))
            self.add("minimum_age_unit", ages.unit)
        if ages.maximum is not None:
            self.add("maximum_age", str(ages.maximum))

    # All of the document

    def look_for_dates(self, places: Sequence[Place]) -> None:
        """Find when it was reviewed last, and when it is to be reviewed next."""
        last, following = set[date](), set[date]()
        for place in places:
            text = place.passage.text
            if not place.dropped or len(text) > values.LONGEST:
                continue
            day = find_date(text)
            if day and place.field in ("reviewed_on", "next_review_on"):
                reviews = [*find_reviews(text)] or [
                    (place.field == "next_review_on", day)
                ]
            else:
                reviews = [*find_reviews(text)]
            for is_next, each in reviews:
                # A date of review to come can't be that of the last one.
                (following if is_next or each > self.today else last).add(each)
        if last:
            self.add("reviewed_on", max(last).isoformat())
        if following:
            self.add("next_review_on", max(following).isoformat())

    def look_for_type(self, places: Sequence[Place]) -> None:
        names = self.found.get("setting_name", [])
        self.add("setting_type", (names and values.find_setting_type(names[0])) or "")
        for place in places:
            text = place.passage.text[: values.LONGEST]
            if "setting_type" not in self.found and (said := _WE_ARE.search(text)):
                self.add("setting_type", values.find_setting_type(said["what"]) or "")
            if said := _WE_TAKE.search(text):
                self.take_ages(text[said.end() :][:NEAR])

    def look_for_senco(self, places: Sequence[Place], framework: Framework) -> None:
        texts = [
            place.passage.text
            for place in places
            if place.section == framework.contact.key
        ]
        for text in texts:
            name = find_person(text)
            self.add_senco("" if is_vacant(name) else name)
            if "senco_telephone" not in self.found:
                self.add("senco_telephone", values.find_telephone(text))
            if "senco_email" not in self.found:
                self.add("senco_email", values.find_email(text))
        for place in places:
            self.add_senco(find_named_senco(place.passage.text[: values.LONGEST]))

    def add_senco(self, name: str) -> None:
        """Add a name, unless it is another form of that of the same person."""
        known = self.found.get("senco_name", [])
        if not any(list_traces(name) & list_traces(each) for each in known):
            self.add("senco_name", name)


def is_same(one: str, other: str) -> bool:
    """Whether two values differ in spaces, capitals and marks alone."""
    return _squeeze(one) == _squeeze(other)


def _squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def is_name(text: str) -> bool:
    """Whether it may be the name of a setting."""
    return bool(
        _LETTER.search(text)
        and len(text.split()) <= LONGEST_NAME
        and "@" not in text
        and not text.rstrip().endswith("?")
        and not values.find_website(text)
    )
