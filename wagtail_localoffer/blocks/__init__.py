"""Blocks of which the body of an offer is made."""

from __future__ import annotations

from wagtail_localoffer.blocks.body import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.blocks.contacts import (
    ContactsBlock,
    SencoContactBlock,
    TeamContactBlock,
)
from wagtail_localoffer.blocks.council_link import CouncilChooser, CouncilLinkBlock
from wagtail_localoffer.blocks.evidence import EvidenceBlock, QuoteBlock
from wagtail_localoffer.blocks.facts import FactBlock, FactsBlock
from wagtail_localoffer.blocks.section import OwnSectionBlock, SectionBlock

__all__ = [
    "ContactsBlock",
    "CouncilChooser",
    "CouncilLinkBlock",
    "EvidenceBlock",
    "FactBlock",
    "FactsBlock",
    "OfferBodyBlock",
    "OfferBodyField",
    "OwnSectionBlock",
    "QuoteBlock",
    "SectionBlock",
    "SencoContactBlock",
    "TeamContactBlock",
]
