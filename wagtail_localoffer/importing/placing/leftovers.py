"""
What is in a document and belongs to no section, by rules alone.

Scores are no help here: an instruction speaks of families and of needs as well. And
what no rule names is never dropped.
"""

from __future__ import annotations

import re

from wagtail_localoffer.importing.passages import tidy
from wagtail_localoffer.importing.placing.kinds import Kind
from wagtail_localoffer.text.mentions import TITLES

#: Nothing of the kind is longer, in words. A longer text may mention a cookie.
SHORT, SENTENCE, LONGEST = 16, 40, 60

#: A title of a book in quotation marks isn't longer, in words; who said it neither.
SHORT_QUOTE = 6

_PAGE_NUMBER = re.compile(
    r"(?:page|p)? ?[0-9]{1,3}(?: ?(?:of)? ?[0-9]{1,3})?(?: page)?"
)

# Each list holds what is found in a text as ``tidy`` writes it, from the beginning of a
# word on.

_FOOTER = (
    *("copyright", "cookie", "privacy notice", "privacy policy", "privacy statement"),
    *("website by", "website design", "site by", "designed by", "powered by"),
    *("follow us", "find us on", "report a problem", "report an error", "sitemap"),
    *("report this page", "all rights reserved", "back to top", "back to the top"),
    *("skip to", "print this page", "share this", "site map", "terms of use"),
    *(
        "terms and conditions",
        "registered charity",
        "registered company",
        "registered in england",
    ),
    *("was this page", "javascript", "accessibility statement"),
    *("you are here", "skip navigation", "main menu"),
)

_PAGE_OF = re.compile(r"\bpage [0-9]{1,3}\b")

#: By which a line begins that says when the document was written, or whose line it is.
_DATED = (
    *("last review", "last updat", "last modif", "last edit", "next review"),
    *("date of review", "date of next", "date of last", "review date", "date review"),
    *("date approved", "date agreed", "date ratified", "date updated", "date written"),
)

#: All words that such a line has, beside dates and names.
_OF_DATES = {
    *(
        "a",
        "an",
        "and",
        "again",
        "annually",
        "approved",
        "adopted",
        "agreed",
        "amended",
    ),
    *("at", "be", "been", "board", "body", "by", "committee", "completed", "created"),
    *("date", "dated", "dates", "document", "due", "edited", "every", "for", "full"),
    *("governing", "governor", "governors", "has", "have", "head", "headteacher", "in"),
    *("information", "is", "issued", "last", "latest", "local", "manager", "modified"),
    *("next", "no", "number", "offer", "on", "or", "our", "owner", "page", "policy"),
    *("posted", "prepared", "produced", "published", "ratified", "report", "reviewed"),
    *("review", "reviews", "revised", "school", "sen", "senco", "send", "signed"),
    *("sooner", "spring", "summer", "autumn", "teacher", "term", "the", "this", "to"),
    *(
        "trustees",
        "update",
        "updated",
        "v",
        "version",
        "was",
        "will",
        "with",
        "written",
    ),
    *("year", "yearly", "principal", "sendco", "st", "nd", "rd", "th", "with"),
}

#: Some of those say that it is about time.
_SAYS_WHEN = re.compile(
    r"\b(?:academic year|review|updat|version|written|approved|agreed|adopted|ratified|"
    r"published|produced|completed|revised|amended|edited|modified|issued|posted|dated?\b)",
    re.IGNORECASE,
)

_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,6}"
)

_WORD = re.compile(r"[^\W\d_]+")

_INSTRUCTION = (
    *("save it as", "save this", "save the form", "save the document", "save as"),
    *("save your form", "finished form", "completed form", "completed template"),
    *("return this", "return the form", "return the template", "return by email"),
    *("submit this", "submit the form", "send this form", "send the form", "this form"),
    *("please complete", "please return", "please use this", "please fill"),
    *("please tick", "please delete", "please type", "please save", "please insert"),
    *("please add your", "please attach", "please ensure that all", "please enter"),
    *(
        "please provide a link",
        "please give as much",
        "please send the",
        "this template",
    ),
    *("complete this", "complete all", "complete the form", "complete each"),
    *("complete every", "completed by the", "to be completed", "guidance note"),
    *("for office use", "delete as appropriate", "delete as necessary"),
    *("tick as appropriate", "tick all that", "tick the box", "tick one"),
    *("click here to enter", "click to add", "click to enter", "fill in this form"),
    *("fill in the form below", "fill in the template", "the boxes below", "file name"),
    *("expand the box", "boxes will expand", "your answers should", "filename"),
    *("your answer should", "in the box below", "in the boxes", "the prompts below"),
)

#: Where one of them stands before, the setting says what is done.
_DOERS = {"we", "i", "they", "staff", "teachers", "parents", "she", "he", "manager"}

#: How the council names files.
_FILE = "LO-"

#: What is left in a box in which an address should stand.
_MARKS = {
    *("", "a", "q", "answer", "question", "response", "tbc", "n a", "na", "link here"),
    *("insert link here", "insert link", "insert text here", "type here", "text here"),
    *("insert name here", "insert logo here", "insert photo here", "enter text"),
    *("enter text here", "add link here", "add link", "answer here", "what we provide"),
    *("what we offer", "what we do", "insert here", "our response", "school response"),
    *("the schools response", "our answer", "setting response", "school answer"),
}

_STATEMENT = (
    *(
        f"{document} {verb} {done}"
        for document in (
            *("this report", "the report", "information report", "this policy"),
            *("the policy", "this document", "local offer", "this page"),
            *("this statement", "this leaflet", "send report", "sen report"),
        )
        for verb in ("was", "has been", "is", "will be")
        for done in (
            *("agreed", "approved", "written", "reviewed", "updated", "adopted"),
            *("ratified", "prepared", "produced", "compiled", "due", "last", "next"),
        )
    ),
    *(
        f"{what} {means}"
        for what in (
            *("sen", "send", "special educational needs", "the local offer"),
            *("a local offer", "special educational needs and disabilities"),
            *("a disability", "disability", "special educational provision"),
        )
        for means in (
            *("means", "mean ", "stands for", "is defined", "are defined"),
            *("is a term", "is the term", "is the name", "is a legal"),
        )
    ),
    *(
        f"{what} {when}"
        for what in (
            *("has sen", "has send", "have sen", "have special educational needs"),
            *("has special educational needs", "has a special educational need"),
            *("has a disability", "have a disability", "have sen or a disability"),
        )
        for when in ("if ", "when ", "where they")
    ),
    *("learning difficulty or disability which calls", "defined in the code"),
    *("which calls for special educational provision", "definition of sen"),
    *("definition of special", "definition of disab", "defined as having"),
    *(
        "schools must publish",
        "schools are required to publish",
        "settings must publish",
    ),
    *("schools have to publish", "councils must publish", "authorities must publish"),
    *("of the children and families act", "children and families act 2014 requires"),
)

_TITLE = (
    *("local offer", "information report", "sen report", "send report", "sen policy"),
    *("send policy", "inclusion policy"),
)

#: From so many of those words on, a line is a menu.
MENU_WORDS = 3

_MENU_WORDS = {
    *("home", "about", "news", "contact", "parents", "curriculum", "admissions", "us"),
    *("gallery", "events", "calendar", "policies", "send", "governors", "classes"),
    *("staff", "vacancies", "search", "login", "courses", "apply", "information"),
}

_DOCUMENTS = {
    *("policy", "policies", "plan", "plans", "report", "procedure", "procedures"),
    *("statement", "scheme", "leaflet", "guide", "handbook", "prospectus", "form"),
}

_ASKS_TO_DESCRIBE = (
    *("describe ", "outline ", "explain how ", "explain what ", "explain which "),
    *("give details", "give examples", "list any", "list the ", "list all"),
    *("state how ", "state what ", "state whether ", "state which ", "detail how "),
    *("say how ", "say what ", "say which ", "say who ", "include details"),
    *("include information", "consider "),
)


def _has(text: str, phrases: tuple[str, ...]) -> bool:
    return any(f" {each}" in text for each in phrases)


def find_leftover(text: str) -> Kind | None:
    """Find why a passage belongs to no section wherever it stands."""
    words = len(text.split())
    if not any(each.isalnum() for each in text):
        return Kind.EMPTY
    if words > LONGEST:
        return None
    tidied = f" {tidy(text)} "
    if words <= 5 and _PAGE_NUMBER.fullmatch(_without_marks(text)):
        return Kind.PAGE_NUMBER
    bars = sum(map(text.count, ("|", "»", " › ", " · ", " > ")))
    is_footer = _has(tidied, _FOOTER) or "©" in text or _PAGE_OF.search(tidied)
    if is_footer and (words <= SHORT or bars >= 2):
        return Kind.FOOTER
    if bars >= 2 or _is_menu(text):
        return Kind.MENU
    if is_dated(text):
        return Kind.STATEMENT
    if words <= SENTENCE and (_FILE in text or _instructs(tidied)):
        return Kind.INSTRUCTION
    return Kind.STATEMENT if _has(tidied, _STATEMENT) else None


def _instructs(tidied: str) -> bool:
    """Whether it tells whoever fills in a form what to do, and not who does it."""
    found = min(
        (place for each in _INSTRUCTION if (place := tidied.find(f" {each}")) >= 0),
        default=-1,
    )
    before = tidied[: max(found, 0)].split()
    return found >= 0 and _DOERS.isdisjoint(before)


def _is_menu(text: str) -> bool:
    """Whether it is a menu without marks, such as "Home News About us Contact"."""
    words = text.lower().split()
    return (
        words[0] in ("home", "homepage")
        and text[-1].isalnum()
        and sum(each in _MENU_WORDS for each in words) >= MENU_WORDS
    )


def is_document(text: str) -> bool:
    """Whether it is the title of another document, which a list of links has."""
    words = [each for each in tidy(text).split() if each.isalpha()]
    return 0 < len(words) <= SHORT_QUOTE and words[-1] in _DOCUMENTS


def is_dated(text: str) -> bool:
    """
    Whether all that a line says is when the document was written or reviewed, by whom.

    A sentence about the review of a plan has other words too.
    """
    if len(text.split()) > SENTENCE or not _SAYS_WHEN.search(text):
        return False
    is_person = False
    for word in _WORD.findall(text):
        lower = word.lower()
        if lower in _OF_DATES or _MONTH.fullmatch(lower):
            is_person = lower == "by" or (is_person and lower in ("the", "head"))
            continue
        is_person = is_person or lower in TITLES
        is_initials = len(word) < 3 and word.isupper()
        if not is_initials and not (is_person and word[0].isupper()):
            return False
    return (
        any(map(str.isdigit, text))
        or any(f" {each}" in f" {text.lower()}" for each in ("annual", "yearly"))
        or tidy(text).startswith(_DATED)
        or text.rstrip().endswith(":")
    )


def _without_marks(text: str) -> str:
    """Its letters and numbers: :func:`tidy` would take the number away."""
    kept = "".join(each if each.isalnum() else " " for each in text.lower())
    return " ".join(kept.split())


def is_box_title(text: str) -> bool:
    """Whether it is a title or a mark of a box, such as *What the school provides*."""
    words = tidy(text[:80]).split()
    if " ".join(words) in _MARKS:
        return len(text) < 80
    return (
        3 <= len(words) <= 8
        and words[0] == "what"
        and words[1] in ("the", "this", "our", "your")
        and words[-1] in ("provide", "provides", "offer", "offers", "does")
    )


def is_prompt(text: str) -> bool:
    """Whether a line asks whoever writes the offer for something."""
    if len(text.split()) > SENTENCE:
        return False
    if text.rstrip(" *”\"'").endswith("?"):
        return True
    return tidy(text).removeprefix("please ").startswith(_ASKS_TO_DESCRIBE)


def is_quote(text: str) -> bool:
    """Whether it is what somebody said, word for word, and little else."""
    rest = text[1:]
    end = max(map(rest.rfind, "”\"’'"))
    said, behind = rest[:end], rest[end + 1 :]
    return (
        text[:1] in '“"‘'
        and end > 0
        and len(said.split()) > SHORT_QUOTE
        and len(behind.split()) <= SHORT_QUOTE
    )


def is_title(text: str) -> bool:
    """Whether a line has what such documents are called, such as *Local offer*."""
    return _has(f" {tidy(text[:200])} ", _TITLE)
