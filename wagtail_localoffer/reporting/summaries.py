"""Summaries of offers: measured, so that lists of thousands need not read them."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from wagtail.models import Site

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compliance import Finding, Offer, check_offer
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.answers import Assessment, Coverage, assess
from wagtail_localoffer.content.parts import Part
from wagtail_localoffer.frameworks.choices import MUST, SHOULD
from wagtail_localoffer.frameworks.taking_part import TAKING_PART
from wagtail_localoffer.offers.check_context import look_around
from wagtail_localoffer.offers.drafts import read_draft
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.reporting.models import SUMMARY, OfferSummary
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.readability import Measure, measure

logger = logging.getLogger("wagtail_localoffer")


#: The length of the columns of names.
LONGEST_NAME = 255

#: How many offers are in memory at a time when all are looked at.
CHUNK = 50


@dataclass(frozen=True)
class Survey:
    """What was found in the newest version of an offer, and its summary."""

    findings: list[Finding]
    summary: OfferSummary


@dataclass(frozen=True)
class Surveyed:
    """An offer with its survey, or why it could not be measured."""

    offer: OfferMixin
    survey: Survey | None = None
    error: Exception | None = None


def survey(offer: OfferMixin, today: date | None = None) -> Survey:
    """
    Measure the newest version of an offer and keep the result for lists.

    :param offer: its page, of its own page type.
    :param today: the day whose law counts, by default the current one.
    """
    day = today or get_today()
    content = read(read_newest(offer))
    assessment = assess(content, day, offer.original_content)
    around = look_around(content, day)
    findings = check_offer(content, around, assessment)
    sections = [state.status for state in assessment.sections]
    requirements = [state.status for state in assessment.requirements]
    measured = measure_words(content.parts)
    summary, _created = OfferSummary.objects.update_or_create(
        offer_id=offer.pk,
        defaults={
            "setting_name": content.details.get("setting_name") or "",
            "setting_type": content.setting_type,
            # A draft may name one whose record is gone.
            "council_id": content.council_key
            if around.council_url is not None
            else None,
            "contact_name": find_contact_name(content),
            "sections_done": sections.count(Coverage.DONE),
            "sections_asked": len(sections),
            "requirements_done": requirements.count(Coverage.DONE),
            "requirements_asked": len(requirements),
            "completeness": assessment.completeness,
            "obstacles": count_obstacles(findings),
            "missing_musts": count_missing_musts(findings, assessment),
            "advice": sum(found.severity == SHOULD for found in findings),
            "reading_age": round(measured.reading_age) if measured else None,
            "review_due": offer.next_review_due,
            "says_who_took_part": says_who_took_part(content),
            "reviewed_with": offer.reviewed_with,
            "measured_at": timezone.now(),
            "fingerprint": take_fingerprint(content),
        },
    )
    return Survey(findings, summary)


def survey_if_changed(offer: OfferMixin) -> None:
    """
    Measure an offer unless its newest version says what was measured last.

    What has changed around it, such as the law, is measured by :func:`survey_all`.
    """
    known = getattr(offer, SUMMARY, None)
    if (
        known is None
        # An earlier version of this package has measured it.
        or known.obstacles is None
        or known.fingerprint != take_fingerprint(read(read_newest(offer)))
    ):
        survey(offer)
    elif known.review_due != (due := offer.next_review_due):
        # It went live or was taken down, and says the same.
        OfferSummary.objects.filter(offer_id=offer.pk).update(review_due=due)


def take_fingerprint(content: Content) -> str:
    """Hash all that is measured of a version of an offer."""
    fields = ("run_by", *(detail.key for detail in content.shown_details))
    measured = [content.details[field] for field in fields]
    # Sorted, because databases store the keys of JSON in an order of their own.
    # An offer about which nobody has decided anything has the hash of earlier versions.
    more: list[Any] = [content.answers] if content.answers else []
    if content.shown_blocks != content.blocks:
        # It depends on the day, too.
        more.append(content.shown_blocks)
    text = json.dumps([measured, content.blocks, *more], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def survey_all(sites: list[Site] | None = None) -> Iterator[Surveyed]:
    """
    Measure every offer, one after the other.

    An alias is left out: it says what its original says, and nobody can edit it.

    :param sites: those whose offers are measured, by default all.
    :returns: each offer. One that can't be measured doesn't stop those after it.
    """
    places = Q()
    for site in sites or []:
        places |= Q(path__startswith=site.root_page.path)
    for model in get_offer_models():
        # A model that another one is built on would have the other's offers too.
        offers = model._default_manager.exact_type(model).filter(
            places, alias_of__isnull=True
        )
        ordered = offers.select_related("latest_revision", "locale").order_by("pk")
        for offer in ordered.iterator(chunk_size=CHUNK):
            try:
                surveyed = Surveyed(offer, survey(offer))
            except Exception as error:
                logger.exception(
                    "The local offer on page %s was not measured.", offer.pk
                )
                surveyed = Surveyed(offer, error=error)
            yield surveyed


def read_newest(offer: OfferMixin) -> Offer:
    """
    Read what an editor of an offer sees: its newest draft, or else the live version.

    :returns: an object with the attributes that ``check_offer`` reads.
    """
    if offer.has_unpublished_changes and offer.latest_revision is not None:
        return read_draft(offer.latest_revision)
    return offer


def count_missing_musts(findings: list[Finding], assessment: Assessment) -> int:
    """Count what stops a publication, and what the law asks for and was not found."""
    # What stands in the way of a block's answers is counted once.
    blocked = {found.block for found in findings if found.severity == MUST}
    unanswered = sum(
        asked.level == MUST and asked.is_open and asked.block not in blocked
        for asked in assessment.requirements
    )
    return count_obstacles(findings) + unanswered


def count_obstacles(findings: list[Finding]) -> int:
    """Count what stops a publication."""
    return sum(found.severity == MUST for found in findings)


def find_contact_name(content: Content) -> str:
    """Whom an offer says to ask first, as far as a list has room for it."""
    # Others read it than whoever has it measured.
    with translation.override(settings.LANGUAGE_CODE):
        names = [one_line(contact.shown_name) for contact in content.contacts]
    return next(filter(None, names), "")[:LONGEST_NAME]


def says_who_took_part(content: Content) -> bool:
    """Whether an offer says anything of how families took part in it."""
    part = content.parts_by_block.get(TAKING_PART.key)
    return part is not None and bool(part.has_words or part.answered_facts)


def measure_words(parts: list[Part]) -> Measure | None:
    """Measure how hard the words of an offer are to read, all together."""
    return measure(tuple(text for part in parts for text in part.prose))
