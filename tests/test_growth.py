"""
Whatever somebody pastes, the time that it takes grows with its length, not the square.

An expression is tried with texts that are made of its own words, a function with those
that once took minutes. Each is measured at one length and at four times that. The time
of the processor counts, so that other programs on the machine make no difference.
"""

from __future__ import annotations

import ast
import dataclasses
import functools
import gc
import importlib
import importlib.util
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path

# It is private, and the only one that says what an expression repeats.
from re import _parser  # type: ignore[attr-defined]
from time import thread_time
from typing import Any

import pytest
from django.core.cache import cache
from django.test import SimpleTestCase, TestCase

import wagtail_localoffer
from tests.builders import complete_body
from wagtail_localoffer.compliance import check_offer, formats
from wagtail_localoffer.compliance.advice import jargon
from wagtail_localoffer.content import abbreviations, answers, parts, read
from wagtail_localoffer.feedback import marks
from wagtail_localoffer.frameworks import Framework, identifiers
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.public import sen_report
from wagtail_localoffer.public.expansions import explain_abbreviations
from wagtail_localoffer.templatetags import localoffer
from wagtail_localoffer.text import (
    emails,
    html,
    mentions,
    plain,
    readability,
    sentences,
    telephones,
    typed,
)

LENGTH = 4_000

#: The same four times as long takes four times as long, or sixteen times if it takes
#: the square. Between the two is room for a machine that has something else to do.
MOST = 8.5

#: What takes the square of four times the length takes longer than this.
QUICK = 0.004

TRIES = 6


def grows_too_fast(
    run: Callable[[str], Any], make: Callable[[int], str], length: int = LENGTH
) -> bool:
    """Whether four times the text takes far more than four times as long, each time."""
    short, long = make(length), make(4 * length)
    for _each in range(TRIES):
        if (seconds := _measure(run, long)) < QUICK:
            return False
        if seconds < MOST * _measure(run, short):
            return False
    return True


def _measure(run: Callable[[str], Any], text: str) -> float:
    for each in KEPT:
        each.cache_clear()
    cache.clear()
    # It looks at all that there is, whatever is measured.
    gc.disable()
    try:
        start = thread_time()
        run(text)
        return thread_time() - start
    finally:
        gc.enable()


def repeat(piece: str, start: str = "", end: str = "") -> Callable[[int], str]:
    """What makes a text of any length out of a piece of it."""
    return lambda length: start + piece * (length // len(piece)) + end


def list_modules() -> Iterator[Any]:
    package = wagtail_localoffer.__path__, f"{wagtail_localoffer.__name__}."
    for found in pkgutil.walk_packages(*package):
        # What needs an extra that isn't installed has no expressions.
        if ".migrations" not in found.name and found.name not in NEED_AN_EXTRA:
            yield importlib.import_module(found.name)


NEED_AN_EXTRA = {
    module
    for extra, module in (
        ("wagtail_modeladmin", "wagtail_localoffer.admin.modeladmin"),
        ("pdfminer", "wagtail_localoffer.importing.readers.pdf_limits"),
    )
    if not importlib.util.find_spec(extra)
}

MODULES = list(list_modules())

#: What remembers results, and would answer the second time at once.
KEPT = [
    each
    for module in MODULES
    for each in vars(module).values()
    if isinstance(each, functools._lru_cache_wrapper)
    # What it makes of the framework is made once, and of no text.
    and each.__name__
    not in (
        *("_compile_terms", "_list_prompts", "_compile_abbreviations"),
        "_match_needs",
    )
]


# Expressions


def list_held(value: Any, seen: set[int] | None = None) -> Iterator[re.Pattern[str]]:
    """List the expressions in a value: a constant, a table, a class, a record."""
    seen = set() if seen is None else seen
    # A class may hold what leads back to it.
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from list_held(each, seen)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from list_held(each, seen)
    elif str(getattr(value, "__module__", "")).startswith("wagtail_localoffer.") and (
        isinstance(value, type) or dataclasses.is_dataclass(value)
    ):
        for each in vars(value).values():
            yield from list_held(each, seen)


class Inside(ast.NodeVisitor):
    """Finds what the functions of a module ask of ``re``."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.around: list[str] = []
        self.written: list[re.Pattern[str]] = []
        #: Where an expression is put together: only who knows how can try it.
        self.composed: set[str] = set()
        self.imported = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.around.append(node.name)
        self.generic_visit(node)
        self.around.pop()

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        self.imported = self.imported or node.module in ("re", "regex")

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("re"), attr=name)):
                if name == "escape" or not self.around:
                    return
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    self.written.append(re.compile(str(first.value)))
                else:
                    self.composed.add(f"{self.module}.{self.around[-1]}")


def _list_own(module: Any) -> list[Any]:
    return [value for name, value in vars(module).items() if not name.startswith("__")]


def look_inside(module: Any) -> Inside:
    inside = Inside(module.__name__.removeprefix("wagtail_localoffer."))
    inside.visit(ast.parse(Path(module.__file__).read_text()))
    return inside


FRAMEWORKS: tuple[Framework, ...] = (LANCASHIRE, FOURTEEN_QUESTIONS, HEALTH)

#: Where expressions are put together, and all of those that are.
COMPOSED: dict[str, list[re.Pattern[str]]] = {
    "content.abbreviations._compile_abbreviations": [
        abbreviations._compile_abbreviations(abbreviations.list_expansions(each))[0]
        for each in FRAMEWORKS
    ],
    "content.answers._compile": [
        answers._compile(each.words)
        for framework in FRAMEWORKS
        for each in (
            *framework.requirements,
            *(prompt for section in framework.sections for prompt in section.prompts),
        )
        if each.words
    ],
    "compliance.advice.jargon._compile_term": [
        sought.pattern
        for framework in FRAMEWORKS
        for sought in jargon._compile_terms(framework)
    ],
    "compliance.formats._check_detail": [
        re.compile(detail.pattern)
        for framework in FRAMEWORKS
        for detail in framework.front_sheet.details
        if detail.pattern
    ],
    "feedback.marks._match_needs": [marks._match_needs()],
    "text.mentions._pattern": [
        mentions.Person(["Priya O’Brien-Nuttall"], ["p.nuttall@alder.example"])._pattern
    ],
    "frameworks.identifiers.read_identifier": [
        re.compile(pattern)
        for pattern, _message in identifiers.IDENTIFIER_FORMATS.values()
    ],
}

#: What texts are full of by mistake, and what many expressions begin with.
PIECES = [
    *(" ", "\n", "\r\n", "1", "a", "A", "a ", "1 ", "é", "\u200d", "\u0928\u200d"),
    *(
        ".",
        "a.",
        "?",
        "-",
        "a-",
        "’",
        '"',
        "(",
        ")",
        "[",
        "<",
        "<p ",
        "<p>",
        "<a ",
        "<b>",
    ),
    *("a@", "@", "/", "//", "&#", "&nbsp;", "<br>", "<!--", "=", "_", ",", ", "),
    *("council ", "Abc de. ", "SEN ", "SEN (", "01632 960014 "),
]

FILLERS = (" ", "a", "a ", "1", ".", "\n", '"', "-")

#: Of a long list of words, these stand for the others.
MOST_WORDS = 14


def make_texts(expression: re.Pattern[str]) -> Iterator[tuple[str, Any]]:
    """Texts that are made for an expression, each with a name."""
    for piece in PIECES:
        yield repr(piece), repeat(piece)
    words = re.findall(r"(?<!\\)[a-zA-Z]{2,}", expression.pattern)
    for word in sorted(set(words), key=len)[-MOST_WORDS:]:
        yield repr(word), repeat(word)
        yield repr(f"{word} "), repeat(f"{word} ")
    parsed = _parser.parse(expression.pattern, expression.flags)
    for start, inner in sorted(set(list_repeats(parsed, "")))[:MOST_WORDS]:
        yield f"{start!r} + {inner!r}", repeat(start + inner)
        for filler in (inner, *FILLERS):
            yield f"{start!r}, {filler!r}", repeat(filler, start=start, end="!")


def list_repeats(parsed: Any, start: str) -> Iterator[tuple[str, str]]:
    """What stands before each repetition without an end, and what is repeated."""
    for kind, details in parsed:
        for part in _list_parts(kind, details):
            yield from list_repeats(part, start)
        if str(kind).endswith("_REPEAT") and details[1] == _parser.MAXREPEAT:
            yield start, _sample(details[2])
        start += _sample([(kind, details)])


def _list_parts(kind: Any, details: Any) -> list[Any]:
    match str(kind):
        case "BRANCH":
            return list(details[1])
        case "SUBPATTERN":
            return [details[3]]
        case "ATOMIC_GROUP":
            return [details]
        case "ASSERT" | "ASSERT_NOT":
            return [details[1]]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [details[2]]
    return []


def _sample(parsed: Any) -> str:
    """A short text that something like ``parsed`` is found in."""
    text = ""
    for kind, details in parsed:
        match str(kind):
            case "LITERAL":
                text += chr(details)
            case "IN":
                text += _sample(details[:1])
            case "RANGE":
                text += chr(details[0])
            case "CATEGORY":
                name = str(details).removeprefix("CATEGORY_")
                text += {"DIGIT": "1", "SPACE": " "}.get(name, "a")
            case "NOT_LITERAL" | "ANY" | "NEGATE":
                text += "a"
            case "SUBPATTERN" | "ATOMIC_GROUP" | "BRANCH":
                text += _sample(_list_parts(kind, details)[0])
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                text += _sample(details[2]) * details[0]
    return text


class ExpressionTests(SimpleTestCase):
    @pytest.mark.nightly
    def test_no_expression_takes_the_square(self) -> None:
        found = [
            *(each for module in MODULES for each in list_held(_list_own(module))),
            *(each for module in MODULES for each in look_inside(module).written),
            *(each for several in COMPOSED.values() for each in several),
        ]
        own = {(each.pattern, each.flags): each for each in found if _is_own(each)}
        self.assertGreater(len(own), 100)
        for expression in own.values():
            for name, make in make_texts(expression):
                if grows_too_fast(_try_all(expression), make):
                    self.fail(f"{expression.pattern} takes the square of {name}")

    def test_an_expression_that_is_put_together_is_among_them(self) -> None:
        insides = list(map(look_inside, MODULES))
        self.assertEqual(
            set().union(*(each.composed for each in insides)), COMPOSED.keys()
        )
        self.assertFalse([each.module for each in insides if each.imported])

    def test_one_that_takes_the_square_is_found(self) -> None:
        bad = re.compile("<p[^>]*>")
        self.assertTrue(grows_too_fast(_try_all(bad), repeat("<p ")))


def _is_own(expression: re.Pattern[str]) -> bool:
    # Those of a library are its own, and looked at where they are used.
    return expression not in LIBRARY


LIBRARY = set(list_held(readability.LANGDATA or {}))


def _try_all(expression: re.Pattern[str]) -> Callable[[str], Any]:
    def run(text: str) -> None:
        expression.fullmatch(text)
        for _found in expression.finditer(text):
            pass

    return run


# Functions

#: What took seconds or minutes once, and what looks like it.
HOSTILE: dict[str, Callable[[int], str]] = {
    "blanks": repeat(" ", "<p>SEN", "x</p>"),
    "a tag of blanks": repeat(" ", "<p"),
    "half a tag, again and again": repeat("<p "),
    "half a link": repeat('<a href="'),
    "tags in tags": repeat("<b>SEN", "<p>"),
    "tags side by side": repeat("<b>SEN</b> ", "<p>"),
    "links in links": repeat("<a>x"),
    "links": repeat('<a href="https://a.gov.uk/#health">click here</a> ', "<p>"),
    "addresses of email": repeat('<a href="mailto:ab@c.de">ab@c.de</a> ', "<p>"),
    "one long address": repeat("a.", '<p><a href="https://', '">x</a></p>'),
    "attributes": repeat(' a="b"', "<p", ">x</p>"),
    "lists in lists": repeat("<ul><li>SEN "),
    "tables in tables": repeat("<table><tr><td>SEN"),
    "lists": repeat("<p>We help:</p><ul><li>health</li></ul>"),
    "headings": repeat("<h3>Health</h3><p>a</p>"),
    "lines": repeat("SEN<br/>", "<p>"),
    "points": repeat("- a<br/>", "<p>"),
    "paragraphs": repeat("<p>SEN is a. b</p>"),
    "comments": repeat("<!--", "<p>"),
    "<": repeat("<", "<p>"),
    "&": repeat("&", "<p>"),
    "entities": repeat("&lt;", "<p>", "</p>"),
    "long numbers": repeat("&#123456789", "<p>"),
    "one word": repeat("council ", "<p>", "</p>"),
    "one abbreviation": repeat("SEN ", "<p>", "</p>"),
    "brackets": repeat("SENCO (", "<p>", "</p>"),
    "quotation marks": repeat('"', "<p>SEN"),
    "sentences": repeat("Abc de. ", "<p>", "</p>"),
    "dots": repeat(".", "<p>", "</p>"),
    "letters": repeat("a", "<p>", "</p>"),
    "letters and dots": repeat("a.", "<p>", "</p>"),
    "capitals": lambda length: " ".join(map(_abbreviate, range(length // 5))),
    "digits": repeat("1", "<p>", "</p>"),
    "telephones": repeat("01632 960014 ", "<p>", "</p>"),
    "1 and blanks": repeat(" ", "1", "1"),
    "@": repeat("a@", "<p>", "</p>"),
    "what asks": repeat(" x", "<p>Please describe", "</p>"),
    "times": repeat("In 2019 a ", "<p>", "</p>"),
    "times to come": repeat("will in 2019 ", "<p>", "</p>"),
    "numbers of times": repeat("1/1/2019-", "<p>", "</p>"),
    "names": repeat("Jack Hartley in Year 4 ", "<p>", "</p>"),
    "names of SENCOs": repeat("SENCO Jo Hartley ", "<p>", "</p>"),
    "a menu": repeat("Home | ", "<p>", "</p>"),
    "terms": repeat("SEN support ", "<p>", "</p>"),
    "what leads in": repeat("<p>The link is:</p>"),
    "what is called": repeat("statementing name for ", "<p>", "</p>"),
    "joiners": repeat("\u0928\u200d", "<p>", "</p>"),
    "joiners that join nothing": repeat("a\u200d\u200c\ufe0f", "<p>", "</p>"),
    "Urdu": repeat("\u0645\u062f\u06c1 ", "<p>", "</p>"),
}


def _abbreviate(number: int) -> str:
    """One abbreviation of many: three letters and a Q."""
    letters = (chr(65 + number // 26**place % 26) for place in range(3))
    return f"{''.join(letters)}Q"


#: What is asked of a text, for those that are told of one.
FUNCTIONS: tuple[Callable[[str], Any], ...] = (
    *(html.clean_html, html.read_html, html.strip_editor_marks, parts.read_text),
    *(plain.one_line, plain.as_compared, readability.count),
    *(sentences.split_sentences, sentences.list_words),
    *(telephones.is_telephone, telephones.has_several_telephones),
    *(emails.is_email, emails.is_sender, emails.split_emails),
    *(typed.tidy_lines, typed.tidy_address, typed.tidy_identifier),
    *(formats.is_web_address, formats.is_postcode),
    *(localoffer.linked, localoffer.whole_numbers),
)


@pytest.mark.nightly
class FunctionTests(SimpleTestCase):
    def test_no_function_takes_the_square(self) -> None:
        for name, make in HOSTILE.items():
            for run in FUNCTIONS:
                if grows_too_fast(run, make):
                    self.fail(f"{run.__name__} takes the square of {name}")

    def test_no_abbreviation_is_looked_for_in_the_square(self) -> None:
        for name, make in HOSTILE.items():
            # A page has nothing but what is safe to show, and what templates add.
            if grows_too_fast(explain_abbreviations, _clean(make)):
                self.fail(f"It takes the square of {name}")
        for tag in ("b", "ul", "section", "td", "p"):
            if grows_too_fast(explain_abbreviations, _nest(tag)):
                self.fail(f"It takes the square of <{tag}> in <{tag}>")


def _clean(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda length: html.clean_html(make(length))


def _nest(tag: str) -> Callable[[int], str]:
    return lambda length: f"<{tag}>SEN " * (length // 20) + f"</{tag}>" * (length // 20)


@pytest.mark.nightly
class OfferTests(TestCase):
    """An offer that has such a text wherever it can have one."""

    body: list[dict[str, Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.body = complete_body()

    def fill(self, text: str) -> Any:
        names = "name", "job_title", "email", "telephone", "availability"
        more = [
            {"type": "quote", "value": {"quote": text, "attribution": text}},
            {
                "type": "table",
                "value": {
                    "columns": [{"type": "text", "heading": text}],
                    "rows": [{"values": [text]}],
                    "caption": text,
                },
            },
        ]
        values = {
            "senco_contact": dict.fromkeys(names, text),
            "accessibility": {
                "text": text,
                "facts": {"step_free_entrance": {"answer": "yes", "note": text}},
                "more": more,
            },
            "own_section": {"heading": text, "text": text, "more": []},
        }
        body = [each for each in self.body if each["type"] not in values]
        body += [{"type": name, "value": value} for name, value in values.items()]
        return LocalOfferPage(
            title=text,
            setting_name=text,
            setting_type="primary",
            identifier_scheme="laestab",
            identifier=text,
            telephone=text,
            address=text,
            body=body,
        )

    def ask(self, question: Callable[[Any], Any], text: str) -> None:
        question(self.fill(text))

    def test_nothing_that_is_asked_of_an_offer_takes_the_square(self) -> None:
        for name, make in HOSTILE.items():
            for what, ask in QUESTIONS.items():
                if grows_too_fast(
                    lambda text, ask=ask: ask(self.fill(text)), make, 1000
                ):
                    self.fail(f"{what} takes the square of {name}")


QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "The check": check_offer,
    "The prompts": lambda offer: answers.list_prompts(read(offer)),
    "The fingerprint": lambda offer: read(offer).fingerprint,
    "The report": sen_report.build_report,
    "The search": lambda offer: offer.body.stream_block.get_searchable_content(
        offer.body
    ),
}
