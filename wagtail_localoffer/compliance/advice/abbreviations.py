"""Abbreviations that nobody explained."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.jargon import list_term_places
from wagtail_localoffer.compliance.advice.rule import (
    Hit,
    OfferText,
    get_sentence,
)
from wagtail_localoffer.content.abbreviations import (
    KNOWN,
    STRESSED,
    Use,
    is_explained,
    list_expansions,
    list_small,
    list_uses,
)
from wagtail_localoffer.frameworks import Term
from wagtail_localoffer.frameworks.choices import TermKind


def find_unexplained(offer: OfferText, _offer: OfferText) -> Iterator[Hit]:
    """Find what is abbreviated and not written out where it comes first."""
    terms: dict[str, Term] = {}
    old: set[str] = set()
    for term in offer.framework.glossary:
        if term.kind == TermKind.ABBREVIATION:
            terms[term.word] = term
        else:
            # A word that is out of date should go, not be explained.
            forms = " ".join([term.word, *term.also]).split()
            old |= {form.casefold() for form in forms if form.isupper()}
    passed = KNOWN | STRESSED | (old - {word.casefold() for word in terms})
    paragraphs = [
        (part.block, paragraph.text, paragraph.kind == "heading")
        for part in offer.parts
        for paragraph in part.paragraphs
        if paragraph.kind in ("text", "cell", "heading")
    ]
    small = frozenset().union(*(list_small(text) for _block, text, _is in paragraphs))
    glossary = list_expansions(offer.framework)
    seen: set[str] = set()
    for block, text, is_heading in paragraphs:
        for use in list_uses(text, glossary):
            key = (use.term or use.word).casefold()
            # The same word in small letters: it's capitals for emphasis.
            if key in seen or key in passed or (not use.term and key in small):
                continue
            if use.start in list_term_places(text, offer.framework):
                continue
            explained = is_explained(text, use)
            # A heading is short: it may explain a word, and need not.
            if is_heading and not explained:
                continue
            seen.add(key)
            if not explained:
                sentence = get_sentence(text, use.start)
                yield _make_hit(use, block, sentence, terms.get(use.term))


def _make_hit(use: Use, block: str, sentence: str, term: Term | None) -> Hit:
    advice = (term and term.advice) or _("Write it in full the first time.")
    return Hit(
        sentence,
        {"word": use.word, "expansion": use.expansion, "advice": advice},
        message=_("“{word}” means “{expansion}”. {advice}") if use.expansion else "",
        source=(term and term.source) or "",
        block=block,
    )
