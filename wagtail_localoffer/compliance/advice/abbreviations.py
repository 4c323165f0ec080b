"""Abbreviations that nobody explained."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.base import find_sentence, make_advice
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.abbreviations import (
    KNOWN,
    STRESSED,
    Use,
    find_uses,
    is_explained,
    list_expansions,
    list_small,
)
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks import Framework, Term
from wagtail_localoffer.frameworks.choices import TermKind


def find_abbreviations(parts: list[Part], framework: Framework) -> Iterator[Finding]:
    """Find what is abbreviated and not written out where it comes first."""
    terms = {
        term.word: term
        for term in framework.glossary
        if term.kind == TermKind.ABBREVIATION
    }
    glossary = list_expansions(framework)
    # A word that is out of date should go, not be explained.
    skipped = KNOWN | STRESSED
    skipped |= {
        term.word.casefold()
        for term in framework.glossary
        if term.kind != TermKind.ABBREVIATION
    }
    paragraphs = [
        (part.block, paragraph)
        for part in parts
        for paragraph in part.paragraphs
        if paragraph.kind in ("text", "cell")
    ]
    used = [
        (block, paragraph, use)
        for block, paragraph in paragraphs
        for use in find_uses(paragraph.text, glossary)
    ]
    small = set().union(*(list_small(each.text) for _block, each in paragraphs))
    seen: set[str] = set()
    for block, paragraph, use in used:
        key = (use.term or use.word).casefold()
        if key in seen or key in skipped:
            continue
        # The same word in small letters: it's capitals for emphasis.
        if not use.term and key in small:
            continue
        seen.add(key)
        if not is_explained(paragraph.text, use):
            sentence = find_sentence(paragraph.text, use.start)
            yield _advise_on_use(use, block, sentence, terms.get(use.term))


def _advise_on_use(use: Use, block: str, sentence: str, term: Term | None) -> Finding:
    message = _(
        "The first time you use “{word}”, write out what it means, with “{word}” in "
        "brackets after it."
    )
    if use.expansion:
        message = _("“{word}” means “{expansion}”. {advice}")
    return make_advice(
        "abbreviation_unexplained",
        block,
        format_lazy(
            message,
            word=use.word,
            expansion=use.expansion,
            advice=(term and term.advice) or _("Write it in full the first time."),
        ),
        sentence,
        source=(term and term.source)
        or _("GOV.UK style guide: abbreviations and acronyms"),
    )
