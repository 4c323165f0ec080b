"""What every rule needs: a piece of advice, and the words that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.frameworks.choices import SHOULD
from wagtail_localoffer.text.sentences import split_sentences

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


#: A longer passage is cut, because it stands in lists.
LONGEST_PASSAGE = 200


def make_advice(
    code: str,
    block: str,
    message: Text,
    passage: str = "",
    *,
    source: Text = "",
    field: str = "",
) -> Finding:
    return Finding(
        code=code,
        severity=SHOULD,
        block=block,
        message=message,
        passage=shorten(passage),
        source=source,
        field=field,
    )


def shorten(passage: str) -> str:
    """Cut ``passage`` after a word, with … for what is left out."""
    if len(passage) <= LONGEST_PASSAGE:
        return passage
    kept = passage[: LONGEST_PASSAGE - 1]
    # A word that is longer than a passage has no end to cut it at.
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:–—-") + "…"


def find_sentence(text: str, place: int) -> str:
    """The sentence of ``text`` around a place in it."""
    start = 0
    for sentence in split_sentences(text):
        start = text.index(sentence, start) + len(sentence)
        if place < start:
            return sentence
    return text
