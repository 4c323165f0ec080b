from __future__ import annotations

from wagtail_localoffer.blocks.body import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.blocks.council_link import CouncilChooser, CouncilLinkBlock
from wagtail_localoffer.blocks.evidence import EvidenceBlock, QuoteBlock
from wagtail_localoffer.blocks.section import SectionBlock
from wagtail_localoffer.blocks.senco_contact import SencoContactBlock

__all__ = [
    "CouncilChooser",
    "CouncilLinkBlock",
    "EvidenceBlock",
    "OfferBodyBlock",
    "OfferBodyField",
    "QuoteBlock",
    "SectionBlock",
    "SencoContactBlock",
]
