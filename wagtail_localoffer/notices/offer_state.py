"""What is true of an offer, as far as its council is concerned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from wagtail.models import Locale

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.content import read
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.public.translations import find_public_translations
from wagtail_localoffer.text.plain import one_line

#: As much of a name as a notice keeps.
LONGEST_NAME = 255


@dataclass(frozen=True)
class Standing:
    """What is true of an offer that the public can read."""

    offer_id: int
    page_title: str
    setting_name: str
    url: str
    digest: dict[str, str]
    council: Council
    contact_email: str
    site_id: int
    framework: Framework
    #: Whether each section has a page of its own.
    has_section_pages: bool = False
    #: Whether the council has the same offer in a language that comes first.
    is_translation: bool = False
    #: What need not be told by itself: see ``OfferMixin.waived``.
    waived: dict[str, list[str | None]] = field(default_factory=dict)


def look_at(offer_id: int) -> Standing | None:
    """Read what is true of an offer; ``None`` if the public can't read it there."""
    page = apps.get_model(PAGE_MODEL)._default_manager.filter(pk=offer_id).first()
    offer = page.specific if page else None
    if not isinstance(offer, OfferMixin) or not offer.live:
        return None
    return read_standing(offer)


def read_standing(offer: OfferMixin) -> Standing | None:
    """
    Read what is true of an offer as soon as it is live.

    :param offer: a version of it, which may be a draft.
    :returns: ``None`` if the public can't read it even then.
    """
    if (
        # An alias is the same page a second time.
        offer.alias_of_id is not None
        or (council_link := offer.council_link) is None
        or (council := council_link.value) is None
        or (url := offer.full_url) is None
        or offer.get_view_restrictions().exists()
    ):
        return None
    return Standing(
        offer_id=offer.pk,
        page_title=one_line(offer.title),
        setting_name=one_line(offer.public_name)[:LONGEST_NAME],
        url=url,
        digest=read(offer).fingerprint,
        council=council,
        contact_email=offer.contact_email,
        site_id=offer.get_url_parts()[0],
        framework=offer.framework,
        has_section_pages=offer.has_section_pages,
        is_translation=_is_translation(offer),
        waived=offer.waived,
    )


def _is_translation(offer: OfferMixin) -> bool:
    """Whether the public can read the same offer in a language that comes before it."""
    others = find_public_translations(offer)
    if not others:
        return False
    default = Locale.get_default().pk

    def rank(page: Any) -> tuple[bool, int]:
        return page.locale_id != default, page.pk

    return any(rank(page) < rank(offer) for page in others)
