"""Jargon, and words that are out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.base import find_sentence, make_advice
from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.content.abbreviations import EXPLAINED_AFTER
from wagtail_localoffer.content.parts import Paragraph, Part
from wagtail_localoffer.frameworks import Framework, Term
from wagtail_localoffer.frameworks.choices import TermKind
from wagtail_localoffer.text.sentences import split_sentences

#: This says enough of a word, though not what an abbreviation stands for.
RELATIVE = re.compile(r", (?:which|who|where|when|or) ")

CALLED = re.compile(
    r"(?:\bcalled|\bknown as|\bterm|\bname for[^.]*) (?:an? |the |our )?[“‘\"']?$",
    re.IGNORECASE,
)

# The sentence itself says that the word is an old one.
REPLACED = re.compile(
    r"\b(?:replac\w+|formerly|previously|used to be|no longer|instead of|abolished|"
    r"old name|until)\b",
    re.IGNORECASE,
)


def find_terms(parts: list[Part], framework: Framework) -> Iterator[Finding]:
    """Find jargon once on the page, and what is out of date in each section."""
    terms = [each for each in framework.glossary if each.kind != TermKind.ABBREVIATION]
    # "School Action" isn't meant where it is the beginning of "School Action Plus".
    longer = {
        term.word: tuple(
            each.word.removeprefix(term.word)
            for each in terms
            if each.word.startswith(f"{term.word} ")
        )
        for term in terms
    }
    explained: set[str] = set()
    for part in parts:
        for term in terms:
            if term.word in explained:
                continue
            sentence = _find_term(
                part.paragraphs, term.word, longer[term.word], term.kind
            )
            if sentence is None:
                continue
            if term.kind == TermKind.JARGON:
                explained.add(term.word)
            if sentence:
                yield _advise_on_term(term, part.block, sentence)


def _advise_on_term(term: Term, block: str, sentence: str) -> Finding:
    code, message, advice = {
        TermKind.JARGON: (
            "jargon",
            _("Families may not know “{word}”. {advice}"),
            _("Explain it the first time you use it, or say it in everyday words."),
        ),
        TermKind.ABOLISHED: (
            "term_abolished",
            _("“{word}” has been abolished. {advice}"),
            _("Replace it with what you do now."),
        ),
        TermKind.DATED: (
            "term_dated",
            _("“{word}” may be out of date. {advice}"),
            _("Check it, and write what is used now."),
        ),
    }[term.kind]
    return make_advice(
        code,
        block,
        format_lazy(message, word=term.word, advice=term.advice or advice),
        sentence,
        source=term.source,
    )


@lru_cache(maxsize=4096)
def _find_term(
    paragraphs: tuple[Paragraph, ...],
    word: str,
    not_before: tuple[str, ...],
    kind: TermKind,
) -> str | None:
    """
    The first sentence with ``word`` in it that gives reason for advice.

    :returns: ``None`` if the word isn't there, an empty string if all is well with it.
    """
    found = None
    rule = _compile_term(word, not_before)
    for paragraph in paragraphs:
        text = paragraph.text
        match = paragraph.kind in ("text", "cell") and rule.search(text)
        if not match:
            continue
        if kind == TermKind.JARGON:
            after = EXPLAINED_AFTER.match(text, match.end()) or RELATIVE.match(
                text, match.end()
            )
            if after or CALLED.search(text[: match.start()]):
                return ""
            return find_sentence(text, match.start())
        for sentence in split_sentences(text):
            if rule.search(sentence):
                if not REPLACED.search(sentence):
                    return sentence
                found = ""
    return found


@lru_cache(maxsize=512)
def _compile_term(word: str, not_before: tuple[str, ...]) -> re.Pattern[str]:
    flags = re.IGNORECASE if word.islower() else 0
    words = r"[\s-]+".join(re.escape(each) for each in re.split(r"[\s-]+", word))
    ends = "".join(rf"(?!{re.escape(each)})" for each in not_before)
    return re.compile(rf"(?<!\w){words}s?(?!\w){ends}", flags)
