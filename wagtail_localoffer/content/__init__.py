"""What an offer says: parts, contacts, answers, fingerprint."""

from __future__ import annotations

from wagtail_localoffer.content.offer import Content, Offer, read

__all__ = ["Content", "Offer", "read"]
