"""The language of a text, as far as its words show it."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_localoffer.text.sentences import is_latin, list_words

#: With fewer words than this, nobody can tell one language from another by them.
FEW_WORDS = 50

# Nearly every English sentence has some of them, and hardly any other language does.
_COMMON_WORDS = """
    a an and are as at be by can for from have help if in is it not of on or our that
    the their they this to we what when who will with you your
"""

COMMON_WORDS = frozenset(_COMMON_WORDS.split())

#: Of so many English words, at least one is common.
SHARE = 8


def may_be_english(paragraphs: Iterable[str]) -> bool:
    """Whether nothing shows that ``paragraphs`` are in another language."""
    words = common = foreign = 0
    for paragraph in paragraphs:
        found = list_words(paragraph)
        words += len(found)
        if is_latin(paragraph):
            common += sum(word.lower() in COMMON_WORDS for word in found)
        else:
            foreign += len(found)
    if foreign * 2 > words:
        return False
    return words < FEW_WORDS or common * SHARE >= words
