"""The models of every room, under one name for projects and for Django."""

from __future__ import annotations

from wagtail_localoffer.compat import HAS_CUSTOM_PAGE_MODEL
from wagtail_localoffer.councils.models import Council, OfferCouncil
from wagtail_localoffer.directory.models import OfferDirectoryMixin
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment
from wagtail_localoffer.feedback.site_settings import FeedbackSettings
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.mail.site_settings import (
    CouncilNoticeSettings,
    OfferNoticeSettings,
    find_usual_council,
)
from wagtail_localoffer.notices.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.offers.check_context import look_around
from wagtail_localoffer.offers.drafts import read_draft
from wagtail_localoffer.offers.health_index import HealthServiceIndexMixin
from wagtail_localoffer.offers.health_services import HealthServiceMixin
from wagtail_localoffer.offers.listings.models import OfferListing, OfferSource
from wagtail_localoffer.offers.local_offers import LocalOfferMixin
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import (
    count_offers,
    find_offers_using,
    get_offer_models,
    replace_council,
)
from wagtail_localoffer.public.look import OfferLookSettings
from wagtail_localoffer.public.translations import find_public_translations
from wagtail_localoffer.public.withdrawn_page import WithdrawnPage
from wagtail_localoffer.reporting.models import OfferSummary

__all__ = [
    "ChannelDelivery",
    "CommentLetter",
    "Council",
    "CouncilNotice",
    "CouncilNoticeSettings",
    "DocumentImport",
    "FamilyComment",
    "FeedbackSettings",
    "HealthServiceIndexMixin",
    "HealthServiceMixin",
    "LocalOfferMixin",
    "OfferCouncil",
    "OfferDirectoryMixin",
    "OfferListing",
    "OfferLookSettings",
    "OfferMixin",
    "OfferNoticeSettings",
    "OfferSource",
    "OfferSummary",
    "WithdrawnPage",
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
    from wagtail_localoffer.directory.pages import OfferDirectoryPage
    from wagtail_localoffer.offers.pages import (
        HealthServiceIndexPage,
        HealthServicePage,
        LocalOfferPage,
        QuestionsOfferPage,
    )

    __all__ += [
        "HealthServiceIndexPage",
        "HealthServicePage",
        "LocalOfferPage",
        "OfferDirectoryPage",
        "QuestionsOfferPage",
    ]
