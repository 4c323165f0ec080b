"""Abbreviations in a text: where they are used, and whether the text explains them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.choices import TermKind

_KNOWN = """
    a&e ad agm aka am asap ba bbc bc bsc bst btec btecs cctv cd ce ceo cofe covid diy
    dna dvd eu faq faqs gb gcse gcses gmt gp gps hm hmrc hr html ict id ipad it itv lgbt
    lgbtq aqa ocr unicef ma mp msc nhs nspcc nvq ok pa pc pdf pdfs pe phd pin pm pshe
    pta rc re rspca rsvp sats sms st tv uk un url us usa usb vat wc www ymca
    ii iii iv viii ix xi xii xiii
    mon tue tues wed thu thur thurs fri sat sun
    jan feb mar apr jun jul aug sep sept oct nov dec
    tba tbc xx xxx xxxx
"""

#: Abbreviations that everybody knows. SEND is explained by the page itself.
KNOWN = frozenset(["send", *_KNOWN.split()])


_STRESSED = """
    all always and any are but can do for free how must never new no not note now only
    our please the to us we what when who why yes you your
"""

#: Words that people write in capitals to stress them.
STRESSED = frozenset(_STRESSED.split())


#: "King Edward VI School" is not about visual impairment.
KING = re.compile(r"\b[A-Z][a-z]+ $")

#: "Mr PATEL" is somebody.
TITLE = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? $")


CAPITALS = r"[A-Z]{2,6}(?=s?(?!\w))"

# NB: no run of marks or spaces is without an end, or a text full of them takes hours.
EXPLAINED_AFTER = re.compile(
    r"s?[”’\"')]{0,9}+(?:"
    r"\s{0,99}+\((?P<brackets>[^)]{5,120})\)"
    r"|(?:\s?[:–—]| -) (?P<list>[^.;]{5,120})"
    r"|,? (?:(?:which |that )?(?:stands for|means|is short for))\b"
    r"|,? (?:is|are) (?:the|an?)\b"
    r"|, (?:or )?(?:the|an?)\b)"
)

ADDRESS = re.compile(r"@|://|\bwww\.|\.\w{2,20}/", re.IGNORECASE)


def list_expansions(framework: Framework) -> tuple[tuple[str, str], ...]:
    """The abbreviations of the glossary, each with what it means."""
    return tuple(
        (term.word, str(term.expansion))
        for term in framework.glossary
        if term.kind == TermKind.ABBREVIATION
    )


@dataclass(frozen=True)
class Use:
    """An abbreviation in a text."""

    #: As it is written there.
    word: str
    start: int
    end: int
    #: The glossary's word for it, and that in full; empty if it doesn't know it.
    term: str = ""
    expansion: str = ""


@lru_cache(maxsize=2048)
def list_uses(text: str, glossary: tuple[tuple[str, str], ...]) -> tuple[Use, ...]:
    rule, terms = _compile_abbreviations(glossary)
    expansions = dict(glossary)
    uses = []
    for match in rule.finditer(_blank_addresses(text)):
        word = match["word"]
        # "SaLT" and "EHC Plan" are as good as "SALT" and "EHC plan", but "salt" isn't.
        if sum(map(str.isupper, word)) < 2:
            continue
        term = word if word in expansions else terms.get(word.casefold(), "")
        # A name and its title are short, and the text before them need not be.
        before = text[max(0, match.start() - 30) : match.start()]
        if (word == "VI" and KING.search(before)) or TITLE.search(before):
            continue
        if term or not _is_shouted(text, match):
            place = (match.start(), match.end("word"))
            uses.append(Use(word, *place, term, expansions.get(term, "")))
    return tuple(uses)


def _blank_addresses(text: str) -> str:
    """Put spaces in place of web and email addresses, whose capitals mean nothing."""
    return re.sub(
        r"\S++",
        lambda found: " " * len(found[0]) if ADDRESS.search(found[0]) else found[0],
        text,
    )


@lru_cache(maxsize=16)
def _compile_abbreviations(
    glossary: tuple[tuple[str, str], ...],
) -> tuple[re.Pattern[str], dict[str, str]]:
    """
    Make what finds abbreviations, and the glossary's word for each in small letters.

    "EHC" alone means the same as the "EHC plan" of the glossary.
    """
    words = [word for word, _expansion in reversed(glossary) if word.strip()]
    terms = {word.casefold().split()[0]: word for word in words}
    terms |= {word.casefold(): word for word in words}
    # The first that fits is taken, so "EHC plan" goes before what begins like it.
    known = [re.escape(word) for word in sorted(terms, key=len, reverse=True)]
    either = "|".join([*(rf"(?i:{word})(?=\d?s?(?!\w))" for word in known), CAPITALS])
    rule = re.compile(rf"(?<![\w.&-])(?P<word>{either})(?!&|\.\w)")
    return rule, terms


@lru_cache(maxsize=2048)
def list_small(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-z]{2,6}\b", text))


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether it stands in a row of words in capitals, with nothing between them."""
    before = re.search(
        r"([^\W\d_]{1,40}+)[ “‘]++$", text[max(0, match.start() - 40) : match.start()]
    )
    after = re.match(r" ([^\W\d_]+)", text[match.end() : match.end() + 40])
    return any(
        len(found[1]) > 1 and found[1].isupper() and found[1].casefold() not in KNOWN
        for found in (before, after)
        if found
    )


def is_explained(text: str, use: Use) -> bool:
    if use.expansion and _plain(use.expansion) in _plain(text):
        return True
    if after := EXPLAINED_AFTER.match(text, use.end):
        brackets, listed = after["brackets"], after["list"]
        # A name explains who, not what.
        if listed:
            return _spells(listed, use.word)
        if not brackets or _is_wording(brackets) or _spells(brackets, use.word):
            return True
    before = text[max(0, use.start - 150) : use.start].rstrip(" “‘\"'")
    return before.endswith(("(", " or", ",")) and _spells(before, use.word)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.replace("-", "")).lower().split())


def _is_wording(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and sum(word.islower() for word in words) * 2 >= len(words)


def _spells(words: str, abbreviation: str) -> bool:
    """Whether the first letters of some of ``words`` spell ``abbreviation``."""
    firsts = iter(
        each[0] for each in re.findall(r"[a-z]+", words.replace("’", "").lower())
    )
    return all(letter in firsts for letter in abbreviation.lower() if letter.isalpha())
