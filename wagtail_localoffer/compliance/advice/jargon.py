"""Jargon, and words that are out of date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText, get_sentence
from wagtail_localoffer.content.abbreviations import EXPLAINED_AFTER
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks import Framework, Term
from wagtail_localoffer.frameworks.choices import TermKind
from wagtail_localoffer.frameworks.lookups import find_origin
from wagtail_localoffer.text.sentences import split_sentences

#: What is said of each kind, and what to do where the glossary doesn't say it.
MESSAGES = {
    TermKind.JARGON: (
        _("Families may not know “{word}”. {advice}"),
        _("Explain it the first time you use it, or say it in everyday words."),
    ),
    TermKind.ABOLISHED: (
        _("“{word}” has been abolished. {advice}"),
        _("Replace it with what you do now."),
    ),
    TermKind.DATED: (
        _("“{word}” may be out of date. {advice}"),
        _("Check it, and write what is used now."),
    ),
}

#: This says enough of a word, though not what an abbreviation stands for.
TOLD_AFTER = re.compile(
    r"s?[”’\"']?(?:, (?:which|who|where|when|or|that is|such as|setting|showing|"
    r"listing|saying|giving|telling|describing) "
    r"|(?: \w+){0,2}, (?:which means|that is|so that|i\.e\.) "
    r"|(?: \w+){0,2} (?:is|are) (?:an? |the )?\w+ (?:where|that|which|in which|when)\b"
    r"|,? (?:tells|shows|lists|sets out|says|means|is where|is when|is how|is what)\b"
    r"|[^.!?]{0,120}\. (?:it|this|these|they|that)(?: plan| map| list| page)? "
    r"(?:is|are|shows?|means?|lists?|tells?|says?|sets?)\b)",
    re.IGNORECASE,
)

# NB: "name for" is looked for once in each sentence, or a text full of it takes hours.
CALLED = re.compile(
    r"(?:(?:\bcalled|\bcall(?: it| this| these)?|\bknown as|\bterm) (?:an? |the |our )?"
    r"|(?:^|\.)(?>[^.]*?\bname for)[^.]* )[“‘\"']?$",
    re.IGNORECASE,
)

# The sentence itself says that the word is an old one.
REPLACED = re.compile(
    r"\b(?:replac\w+|formerly|previously|used to be|no longer|instead of|abolished|"
    r"old name|until|called before|was used|were used)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Sought:
    """A term, and what finds it."""

    term: Term
    pattern: re.Pattern[str]
    #: One of these is in each text that has it.
    first_words: frozenset[str]


#: A term, and where a text has it.
Place = tuple[Sought, int, int]


def find_jargon(offer: OfferText, _offer: OfferText) -> Iterator[Hit]:
    """Find each word of the trade that isn't explained where the page has it first."""
    seen: set[Sought] = set()
    for part in offer.parts:
        for text in _list_texts(part):
            for sought, start, end in _list_terms(text, offer.framework):
                if sought.term.kind != TermKind.JARGON or sought in seen:
                    continue
                seen.add(sought)
                sentence = get_sentence(text, start)
                if not (
                    _is_explained(text, start, end) or _is_told(sentence, sought.term)
                ):
                    yield _make_hit(sought.term, sentence, part.block)


@lru_cache(maxsize=2048)
def list_term_places(text: str, framework: Framework) -> frozenset[int]:
    """All places in a text that are within a word or phrase of these: "SEN Support"."""
    return frozenset(
        place
        for sought, _start, _end in _list_terms(text, framework)
        for match in sought.pattern.finditer(text)
        for place in range(*match.span())
    )


def find_abolished(part: Part, offer: OfferText) -> Iterator[Hit]:
    return _find_old(TermKind.ABOLISHED, part, offer)


def find_dated(part: Part, offer: OfferText) -> Iterator[Hit]:
    return _find_old(TermKind.DATED, part, offer)


def _find_old(kind: TermKind, part: Part, offer: OfferText) -> Iterator[Hit]:
    """Find the first sentence for each that doesn't itself call the word an old one."""
    done: set[Sought] = set()
    for text in _list_texts(part):
        for sought, _start, _end in _list_terms(text, offer.framework):
            if sought.term.kind != kind or sought in done:
                continue
            for sentence in split_sentences(text):
                if sought.pattern.search(sentence) and not REPLACED.search(sentence):
                    done.add(sought)
                    yield _make_hit(sought.term, sentence, part.block)
                    break


def _make_hit(term: Term, sentence: str, block: str) -> Hit:
    message, advice = MESSAGES[term.kind]
    return Hit(
        sentence,
        message=format_lazy(message, word=term.word, advice=term.advice or advice),
        source=term.source,
        block=block,
    )


def _is_explained(text: str, start: int, end: int) -> bool:
    return bool(
        EXPLAINED_AFTER.match(text, end)
        or TOLD_AFTER.match(text, end)
        or CALLED.search(text[:start])
    )


def _is_told(sentence: str, term: Term) -> bool:
    plain = sentence.casefold()
    return any(words in plain for words in term.explained_by)


def _list_texts(part: Part) -> Iterator[str]:
    return (each.text for each in part.paragraphs if each.kind in ("text", "cell"))


# An editor's browser sends every text again whenever one of them changes.
@lru_cache(maxsize=2048)
def _list_terms(text: str, framework: Framework) -> tuple[Place, ...]:
    """List the terms that a text has, each where it has it first."""
    words = set(re.findall(r"\w+", text.casefold()))
    return tuple(
        (sought, *match.span())
        for sought in _compile_terms(find_origin(framework))
        # Most texts have none of them, which their words tell at once.
        if not words.isdisjoint(sought.first_words)
        and (match := sought.pattern.search(text))
    )


@lru_cache(maxsize=8)
def _compile_terms(framework: Framework) -> tuple[Sought, ...]:
    terms = [each for each in framework.glossary if each.kind != TermKind.ABBREVIATION]
    return tuple(
        Sought(
            term,
            # "School Action" isn't meant where "School Action Plus" begins with it.
            _compile_term(
                (term.word, *term.also),
                [
                    each.word.removeprefix(term.word)
                    for each in terms
                    if each.word.startswith(f"{term.word} ")
                ],
            ),
            frozenset(
                form
                for each in (term.word, *term.also)
                for word in re.findall(r"\w+", each.casefold())[:1]
                for form in (word, f"{word}s")
            ),
        )
        for term in terms
    )


def _compile_term(forms: Iterable[str], not_before: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(map(_spell, sorted(forms, key=len, reverse=True)))
    ends = "".join(rf"(?!(?i:{re.escape(each)}))" for each in not_before)
    return re.compile(rf"(?<!\w)(?:{either})s?(?!\w){ends}")


def _spell(form: str) -> str:
    """The pattern of a form, in all capitals that it may have."""
    first, *others = re.split(r"[\s-]+", form)
    if first[:1].isupper() and not first.isupper():
        # In small letters it may be a word like any other.
        start = f"{re.escape(first[0])}(?i:{re.escape(first[1:])})"
    else:
        start = _spell_word(first)
    return r"[\s-]+".join([start, *map(_spell_word, others)])


def _spell_word(word: str) -> str:
    capitals = word.isupper() and len(word) > 1
    return re.escape(word) if capitals else f"(?i:{re.escape(word)})"
