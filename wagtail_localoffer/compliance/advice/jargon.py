"""Jargon, and words that are out of date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.rule import (
    PART,
    Hit,
    Rule,
    get_sentence,
)
from wagtail_localoffer.content.abbreviations import EXPLAINED_AFTER
from wagtail_localoffer.content.parts import Paragraph
from wagtail_localoffer.frameworks import Framework, Term
from wagtail_localoffer.frameworks.choices import TermKind
from wagtail_localoffer.text.sentences import split_sentences

#: This says enough of a word, though not what an abbreviation stands for.
RELATIVE = re.compile(r", (?:which|who|where|when|or) ")

# NB: "name for" is looked for once in each sentence, or a text full of it takes hours.
CALLED = re.compile(
    r"(?:(?:\bcalled|\bknown as|\bterm) (?:an? |the |our )?"
    r"|(?:^|\.)(?>[^.]*?\bname for)[^.]* )[“‘\"']?$",
    re.IGNORECASE,
)

# The sentence itself says that the word is an old one.
REPLACED = re.compile(
    r"\b(?:replac\w+|formerly|previously|used to be|no longer|instead of|abolished|"
    r"old name|until)\b",
    re.IGNORECASE,
)


def make_rules(framework: Framework) -> tuple[Rule, ...]:
    """Make a rule of each term: jargon once on the page, old words in each section."""
    terms = [each for each in framework.glossary if each.kind != TermKind.ABBREVIATION]
    return tuple(_make_rule(term, terms) for term in terms)


def _make_rule(term: Term, terms: list[Term]) -> Rule:
    code, find, message, advice = {
        TermKind.JARGON: (
            "jargon",
            _find_jargon,
            _("Families may not know “{word}”. {advice}"),
            _("Explain it the first time you use it, or say it in everyday words."),
        ),
        TermKind.ABOLISHED: (
            "term_abolished",
            _find_old_word,
            _("“{word}” has been abolished. {advice}"),
            _("Replace it with what you do now."),
        ),
        TermKind.DATED: (
            "term_dated",
            _find_old_word,
            _("“{word}” may be out of date. {advice}"),
            _("Check it, and write what is used now."),
        ),
    }[term.kind]
    # "School Action" isn't meant where it is the beginning of "School Action Plus".
    longer = (
        each.word.removeprefix(term.word)
        for each in terms
        if each.word.startswith(f"{term.word} ")
    )
    pattern = _compile_term(term.word, longer)
    return Rule(
        code=code,
        looks_at=PART,
        find=lambda part, offer: find(pattern, part.paragraphs),
        message=format_lazy(message, word=term.word, advice=term.advice or advice),
        source=term.source,
        once=term.kind == TermKind.JARGON,
    )


def _compile_term(word: str, not_before: Iterable[str]) -> re.Pattern[str]:
    flags = re.IGNORECASE if word.islower() else 0
    words = r"[\s-]+".join(re.escape(each) for each in re.split(r"[\s-]+", word))
    ends = "".join(rf"(?!{re.escape(each)})" for each in not_before)
    return re.compile(rf"(?<!\w){words}s?(?!\w){ends}", flags)


@lru_cache(maxsize=4096)
def _find_jargon(
    pattern: re.Pattern[str], paragraphs: tuple[Paragraph, ...]
) -> tuple[Hit, ...]:
    """Find the sentence of the first use, and whether that is explained."""
    for text in _list_texts(paragraphs):
        if match := pattern.search(text):
            start, end = match.span()
            is_explained = (
                EXPLAINED_AFTER.match(text, end)
                or RELATIVE.match(text, end)
                or CALLED.search(text[:start])
            )
            return (Hit(get_sentence(text, start), is_fine=bool(is_explained)),)
    return ()


@lru_cache(maxsize=4096)
def _find_old_word(
    pattern: re.Pattern[str], paragraphs: tuple[Paragraph, ...]
) -> tuple[Hit, ...]:
    """Find the first sentence that doesn't itself call the word an old one."""
    for text in _list_texts(paragraphs):
        if pattern.search(text):
            for sentence in split_sentences(text):
                if pattern.search(sentence) and not REPLACED.search(sentence):
                    return (Hit(sentence),)
    return ()


def _list_texts(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    return (each.text for each in paragraphs if each.kind in ("text", "cell"))
