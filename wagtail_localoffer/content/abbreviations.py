"""Abbreviations in a text: where they are used, and whether the text explains them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.choices import TermKind

_KNOWN = """
    a&e ad agm aka am asap ba bbc bc bsc bst btec btecs cctv cd ce ceo cic cofe covid
    cpr diy dna dvd eu faq faqs gb gcse gcses gmt gp gps hm hmrc hr html ict id ipad
    it itv led lgbt lgbtq llp ltd aqa ocr unicef ma mba mbe med mp msc nhs nspcc nvq
    obe ok pa pc pdf pdfs pe pgce phd pin plc pm pshe qr qts
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

#: Abbreviations whose letters make a word or a name, too.
ORDINARY = frozenset(
    ("ace", "ask", "aim", "ap", "cop", "elsa", "fe", "hi", "la", "lac", "pals", "pep")
    + ("pico", "salt", "sen", "send", "ta", "tap", "vi", "ey", "ot", "its", "ride")
)


#: Words that people write in capitals to stress them.
STRESSED = frozenset(_STRESSED.split())


#: "King Edward VI School" is not about visual impairment.
KING = re.compile(r"\b[A-Z][a-z]+ $")

#: "Mr PATEL" is somebody.
TITLE = re.compile(r"\b(?:Mrs?|Ms|Miss|Mx|Dr)\.? (?:[A-Z]\.? ){0,3}$")


#: With points, such as "S.E.N.", two letters may be the initials of somebody.
CAPITALS = r"[A-Z]{2,6}(?=s?(?!\w))|(?:[A-Z]\.){2,5}[A-Z]\b"

# NB: no run of marks or spaces is without an end, or a text full of them takes hours.
EXPLAINED_AFTER = re.compile(
    r"s?[”’\"')]{0,9}+(?:"
    r"\s{0,99}+\((?P<brackets>[^)]{5,120})\)"
    r"|(?:\s?[:–—]| -) (?P<list>[^.;]{5,120})"
    r"|,? for short\b|,? (?:(?:which |that )?(?:stands for|means|is short for))\b"
    r"|,? (?:is|are) (?:the|an?)\b"
    r"|, (?:or )?(?:the|an?)\b)"
)

# The name of a file or of a form is no word either.
ADDRESS = re.compile(r"@|://|\bwww\.|\.\w{2,20}/|^[A-Z]{2,9}[-_][A-Z\d]{4}")

# NB: "KS2" is a key stage. No postcode begins with KS.
POSTCODE = re.compile(r"\b(?!KS\d)[A-Z]{1,2}\d[A-Z\d]?(?:\s\d[A-Z]{2})?\b")

#: "Rowan Bank CP School" and "Alder Care CIC" are names.
IN_NAME = re.compile(
    r" (?:School|Primary|Infants?|Juniors?|Academy|Nursery|College|High|Church|Trust)\b"
)


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
    """The abbreviations of a text, each where it is used."""
    rule, terms = _compile_abbreviations(glossary)
    expansions = dict(glossary)
    uses = []
    for match in rule.finditer(_blank_addresses(text)):
        word = match["word"]
        if not _is_written_as_one(text, match):
            continue
        plain = word.replace(".", "").casefold()
        term = word if word in expansions else terms.get(plain, "")
        if not term and (
            set(word) == {"X"}
            or (IN_NAME.match(text, match.end()) and _follows_capital(text, match))
        ):
            continue
        # A name and its title are short, and the text before them need not be.
        before = text[max(0, match.start() - 30) : match.start()]
        if (word == "VI" and KING.search(before)) or TITLE.search(before):
            continue
        if term or not _is_shouted(text, match):
            place = (match.start(), match.end("word"))
            uses.append(Use(word, *place, term, expansions.get(term, "")))
    return tuple(uses)


def _is_written_as_one(text: str, match: re.Match[str]) -> bool:
    """
    Whether a word that may be an abbreviation has the capitals of one.

    "SaLT" is as good as "SALT", but "salt" isn't. "Senco" and "pmld" are no words, and
    neither is "Pd" where no sentence begins.
    """
    word = match["word"]
    if sum(map(str.isupper, word)) > 1:
        return True
    if word.casefold().split()[0] in ORDINARY:
        return False
    if len(word) > 3:
        return True
    before = text[max(0, match.start() - 3) : match.start()].rstrip("“‘\"'( ")
    return word[0].isupper() and before[-1:].isalpha()


def _follows_capital(text: str, match: re.Match[str]) -> bool:
    words = text[max(0, match.start() - 30) : match.start()].split()
    return bool(words) and words[-1][0].isupper()


def _blank_addresses(text: str) -> str:
    """Put spaces in place of web and email addresses, whose capitals mean nothing."""
    if "." in text or "@" in text or "_" in text or "-" in text:
        text = re.sub(
            r"\S++",
            lambda found: " " * len(found[0]) if ADDRESS.search(found[0]) else found[0],
            text,
        )
    return POSTCODE.sub(lambda found: " " * len(found[0]), text)


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
    """The words of two to six letters of a text that are all small."""
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
    """
    Whether a text says what an abbreviation means.

    It does so where it uses it, or anywhere in the words of the glossary.
    """
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
    return before.endswith(("(", " or", ",", "/", "–", " -", ":")) and _spells(
        before, use.word
    )


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    """Words in small letters and in the singular: "difficulties" are a "difficulty"."""
    words = re.sub(r"[^\w\s]", "", text.replace("-", "")).lower().split()
    return " ".join(
        f"{word[:-3]}y" if word.endswith("ies") else word.rstrip("s") for word in words
    )


def _is_wording(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and sum(word.islower() for word in words) * 2 >= len(words)


def _spells(words: str, abbreviation: str) -> bool:
    """
    Whether letters of some of ``words``, in their order, spell ``abbreviation``.

    A capital is the first letter of a word, and "p" in "SpLD" one in the same word.
    """
    rest = re.findall(r"[a-z]+", words.replace("’", "").lower())
    inside = ""
    for letter in filter(str.isalpha, abbreviation):
        if letter.islower():
            found, _letter, after = inside.partition(letter)
            if _letter:
                inside = after
                continue
        while rest and not rest[0].startswith(letter.lower()):
            rest.pop(0)
        if not rest:
            return False
        inside = rest.pop(0)[1:]
    return True
