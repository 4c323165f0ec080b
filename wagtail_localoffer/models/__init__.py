from __future__ import annotations

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL
from wagtail_localoffer.models.councils import Council
from wagtail_localoffer.models.feeds import ChannelDelivery
from wagtail_localoffer.models.health_index import HealthServiceIndexMixin
from wagtail_localoffer.models.health_services import HealthServiceMixin
from wagtail_localoffer.models.local_offers import LocalOfferMixin
from wagtail_localoffer.models.mixins import OfferMixin
from wagtail_localoffer.models.notices import CouncilNotice
from wagtail_localoffer.models.offers import (
    count_offers,
    find_offers_using,
    get_offer_models,
    read_draft,
    replace_council,
)
from wagtail_localoffer.models.site_settings import (
    CouncilNoticeSettings,
    find_usual_council,
)
from wagtail_localoffer.models.summaries import OfferSummary
from wagtail_localoffer.models.surroundings import look_around
from wagtail_localoffer.models.translations import find_public_translations

__all__ = [
    "ChannelDelivery",
    "Council",
    "CouncilNotice",
    "CouncilNoticeSettings",
    "HealthServiceIndexMixin",
    "HealthServiceMixin",
    "LocalOfferMixin",
    "OfferMixin",
    "OfferSummary",
    "count_offers",
    "find_offers_using",
    "find_public_translations",
    "find_usual_council",
    "get_offer_models",
    "look_around",
    "read_draft",
    "replace_council",
]

if not HAS_CUSTOM_PAGE_MODEL:
    from wagtail_localoffer.models.pages import (
        HealthServiceIndexPage,
        HealthServicePage,
        LocalOfferPage,
    )

    __all__ += ["HealthServiceIndexPage", "HealthServicePage", "LocalOfferPage"]
