"""What an offer must have to be live, and what it could do better."""

from __future__ import annotations

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.compliance.rules import (
    OfferIncomplete,
    check_offer,
    find_obstacles,
)
from wagtail_localoffer.content import Offer

__all__ = ["Finding", "Offer", "OfferIncomplete", "check_offer", "find_obstacles"]
