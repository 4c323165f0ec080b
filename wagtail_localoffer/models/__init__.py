from __future__ import annotations

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL
from wagtail_localoffer.models.councils import Council
from wagtail_localoffer.models.feeds import ChannelDelivery
from wagtail_localoffer.models.mixins import LocalOfferMixin
from wagtail_localoffer.models.notices import CouncilNotice
from wagtail_localoffer.models.offers import (
    find_offers_using,
    get_offer_models,
    read_draft,
)
from wagtail_localoffer.models.site_settings import CouncilNoticeSettings
from wagtail_localoffer.models.summaries import OfferSummary
from wagtail_localoffer.models.surroundings import look_around

__all__ = [
    "ChannelDelivery",
    "Council",
    "CouncilNotice",
    "CouncilNoticeSettings",
    "LocalOfferMixin",
    "OfferSummary",
    "find_offers_using",
    "get_offer_models",
    "look_around",
    "read_draft",
]

if not HAS_CUSTOM_PAGE_MODEL:
    from wagtail_localoffer.models.pages import LocalOfferPage

    __all__ += ["LocalOfferPage"]
