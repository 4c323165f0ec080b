"""Sentences that an offer says twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.questions import is_question
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.text.sentences import list_words, split_sentences

#: A shorter sentence may be there twice for a reason: "Ask the office."
FEW_WORDS = 6

#: And one as short as this, in two sections: families may read only one of them.
FEW_WORDS_ELSEWHERE = 12

#: How many of one section are named: where a passage was pasted twice, one tells of it.
MOST = 3


def find_repeated(offer: OfferText, _offer: OfferText) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    named: dict[str, int] = {}
    told: set[str] = set()
    for part in offer.parts:
        for paragraph in part.paragraphs:
            if paragraph.kind != "text":
                continue
            for sentence, compared, words in _list_sentences(paragraph.text):
                first = seen.setdefault(compared, "")
                if not first:
                    seen[compared] = part.block
                elif compared not in told and (
                    first == part.block or words >= FEW_WORDS_ELSEWHERE
                ):
                    told.add(compared)
                    named[part.block] = named.get(part.block, 0) + 1
                    if named[part.block] <= MOST:
                        yield _make_hit(sentence, part.block, first, offer.framework)


def _make_hit(sentence: str, block: str, first: str, framework: Framework) -> Hit:
    headings = {section.key: section.heading for section in framework.sections}
    if first == block or first not in headings:
        return Hit(sentence, block=block)
    return Hit(
        sentence,
        {"heading": headings[first]},
        message=_(
            "This sentence stands in “{heading}” as well. Keep it where families look "
            "for it, and delete it here or there."
        ),
        block=block,
    )


@lru_cache(maxsize=2048)
def _list_sentences(text: str) -> tuple[tuple[str, str, int], ...]:
    """The whole sentences of a text, each as it is compared, and how long it is."""
    found = []
    for sentence in split_sentences(text):
        # Times and addresses recur, and so do the questions of a form.
        if sentence[-1:] in ".!" and not is_question(sentence):
            words = list_words(sentence)
            if len(words) >= FEW_WORDS:
                found.append((sentence, " ".join(words).casefold(), len(words)))
    return tuple(found)
