"""What councils were told of offers, and what they answered, for lists of these."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from wagtail_localoffer.notices.choices import CouncilAnswer
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.wording import AFTER_ANSWER
from wagtail_localoffer.reporting.wording import describe_needs


def add_told(pages: Any) -> Any:
    """Give offers when their council was told last, and what it answered to that."""
    told = CouncilNotice.objects.filter(
        offer_id=OuterRef("pk"), sent_at__isnull=False, diverted=False
    ).order_by("-number")
    return pages.annotate(
        last_told=Subquery(told.values("sent_at")[:1]),
        council_answer=Subquery(told.values("council_answer")[:1]),
        council_answered_at=Subquery(told.values("council_answered_at")[:1]),
    )


def is_objected_to() -> Q:
    """Whether the council says that something is wrong with what families read."""
    return Q(live=True, council_answer__in=list(AFTER_ANSWER))


def list_needs(offer: Any) -> list[str]:
    """Say why an offer needs attention. What its council answered is a reason too."""
    needs = describe_needs(offer)
    if offer.live and offer.council_answer in AFTER_ANSWER:
        answer = CouncilAnswer(offer.council_answer)
        words = {"answer": answer.label, "advice": AFTER_ANSWER[answer]}
        needs.append(_("The council answered: “%(answer)s”. %(advice)s") % words)
    return needs
