"""What is true of an offer, as far as its councils are concerned."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from django.utils import translation
from wagtail.models import Locale

from wagtail_localoffer.content import Content, read
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.notices.differences import list_texts
from wagtail_localoffer.notices.emails import choose_language
from wagtail_localoffer.notices.entry import build_entry
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import find_offer
from wagtail_localoffer.offers.visibility import is_behind
from wagtail_localoffer.public.translations import find_public_translations
from wagtail_localoffer.public.visibility import has_home
from wagtail_localoffer.text.plain import one_line

#: As much of a name as a notice keeps.
LONGEST_NAME = 255


@dataclass(frozen=True)
class OfferWords:
    """What an offer says, in the language of a council."""

    #: What the council's own directory needs: see ``entry``.
    entry: dict[str, Any] = field(default_factory=dict)
    #: What a reader sees of each section, line by line.
    texts: dict[str, list[str]] = field(default_factory=dict)


def _say_nothing(language: str) -> OfferWords:
    return OfferWords()


@dataclass(frozen=True)
class OfferState:
    """What is true of an offer that the public can read."""

    offer_id: int
    page_title: str
    setting_name: str
    url: str
    fingerprint: dict[str, str]
    #: The one that it belongs to first, then the others. Each is told.
    councils: tuple[Council, ...]
    site_id: int
    framework: Framework
    #: Where a council's reply goes, if the site says nothing else.
    contact_email: str = ""
    #: Whether each section has a page of its own.
    has_section_pages: bool = False
    #: Whether the council has the same offer in a language that comes first.
    is_translation: bool = False
    #: What need not be told by itself: see ``OfferMixin.waived``.
    waived: dict[str, list[str | None]] = field(default_factory=dict)
    #: Writes what councils are told of it, in one of their languages.
    write: Callable[[str], OfferWords] = _say_nothing

    @property
    def council(self) -> Council:
        """The one whose local offer it belongs to first."""
        return self.councils[0]

    def find_words(self, council: Council) -> OfferWords:
        return self.write(choose_language(council))


def find_offer_state(offer_id: int) -> OfferState | None:
    """Read what is true of an offer; ``None`` if the public can't read it there."""
    offer = find_offer(offer_id)
    return find_state_of(offer) if offer and offer.live else None


def find_state_of(
    offer: OfferMixin,
    *,
    is_private: bool | None = None,
    gone: Container[Any] = (),
) -> OfferState | None:
    """
    Read what is true of an offer as soon as it is live.

    :param offer: a version of it, which may be a draft.
    :param is_private: whether only some may see it, if that is not as the database has
        it now.
    :param gone: the keys of translations that the public will not have by then.
    :returns: ``None`` if the public can't read it even then.
    """
    if (
        # An alias is the same page a second time.
        offer.alias_of_id is not None
        or (council_link := offer.council_link) is None
        or (council := council_link.value) is None
        or offer.full_url is None
        or not has_home(offer)
    ):
        return None
    if is_private is None:
        is_private = offer.get_view_restrictions().exists()
    if is_private:
        return None
    others = [each for each in find_public_translations(offer) if each.pk not in gone]
    content = read(offer)
    if offer.council_id == council.pk:
        # It was read by now, and what describes the offer need not read it again.
        offer.council = council
    return build_state(
        offer,
        (council, *offer.other_councils),
        content.fingerprint,
        # There may be nothing to tell.
        write=cache(partial(_write, offer, content)),
        contact_email=offer.contact_email,
        is_translation=bool(others) and is_behind(offer, others, Locale.get_default()),
    )


def _write(offer: OfferMixin, content: Content, language: str) -> OfferWords:
    with translation.override(language):
        return OfferWords(build_entry(offer), list_texts(content))


def build_state(
    offer: OfferMixin,
    councils: tuple[Council, ...],
    fingerprint: dict[str, str],
    **values: Any,
) -> OfferState:
    """Put together what is true of an offer. It doesn't read the offer's body."""
    return OfferState(
        offer_id=offer.pk,
        page_title=one_line(offer.title),
        setting_name=one_line(offer.public_name)[:LONGEST_NAME],
        url=offer.full_url,
        fingerprint=fingerprint,
        councils=councils,
        site_id=offer.get_url_parts()[0],
        framework=offer.framework,
        has_section_pages=offer.has_section_pages,
        waived=offer.waived,
        **values,
    )


def read_stored_fingerprint(offer: OfferMixin) -> dict[str, str]:
    """
    Say what the public reads in an offer, without its body: see ``OfferMixin.waived``.

    :param offer: read without its body. It is given an empty one: don't save it.
    """
    parts = offer.known_parts
    # What is left are the facts of the front sheet, which stand in columns.
    offer.body = []
    return {**parts, **read(offer).fingerprint}
