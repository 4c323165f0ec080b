"""
What is in a document and belongs to no section, by rules alone.

Scores are no help here: an instruction speaks of families and of needs as well. And
what no rule names is never dropped.
"""

from __future__ import annotations

import re

from wagtail_localoffer.importing.kinds import Kind
from wagtail_localoffer.importing.passages import tidy

#: Nothing of the kind is longer, in words. A longer text may mention a cookie.
SHORT, SENTENCE, LONGEST = 16, 40, 60

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
    *("terms and conditions", "last updated", "last reviewed", "last modified"),
    *("last edited", "registered charity", "registered company", "next review"),
    *("was this page", "javascript", "accessibility statement"),
)

_PAGE_OF = re.compile(r"\bpage [0-9]{1,3}\b")

_DATED = (
    *("reviewed ", "updated ", "date reviewed", "date updated", "review date"),
    *("date of review", "version ", "published ", "date published", "approved "),
)

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
            *("report", "this policy", "this document", "local offer", "this page"),
            *("this statement", "this information"),
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
    bars = sum(map(text.count, ("|", "»", " › ", " · ")))
    is_footer = _has(tidied, _FOOTER) or "©" in text or _PAGE_OF.search(tidied)
    if is_footer and (words <= SHORT or bars >= 2):
        return Kind.FOOTER
    if bars >= 2:
        return Kind.MENU
    if words <= SHORT and tidied.startswith(tuple(f" {each}" for each in _DATED)):
        return Kind.FOOTER
    if words <= SENTENCE and (_FILE in text or _has(tidied, _INSTRUCTION)):
        return Kind.INSTRUCTION
    return Kind.STATEMENT if _has(tidied, _STATEMENT) else None


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


def is_title(text: str) -> bool:
    return _has(f" {tidy(text[:200])} ", _TITLE)
