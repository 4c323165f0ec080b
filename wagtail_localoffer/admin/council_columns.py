"""Columns of lists of offers: when councils were told last, and what they answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.utils.translation import gettext as _

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.notices.choices import CouncilAnswer, NoticeKind
from wagtail_localoffer.notices.models import CouncilNotice
from wagtail_localoffer.notices.wording import AFTER_ANSWER
from wagtail_localoffer.reporting.wording import describe_needs


def add_told(pages: Any) -> Any:
    """
    Give offers when a council was told last, and what it answered to that.

    Of several councils, one that says that something is wrong goes before the others.
    """
    told = CouncilNotice.objects.filter(sent_at__isnull=False, diverted=False)
    of_offer = told.filter(offer_id=OuterRef("pk")).order_by("-number")
    newer = told.filter(
        offer_id=OuterRef("offer_id"),
        council=OuterRef("council"),
        number__gt=OuterRef("number"),
    )
    has_left = Q(kind=NoticeKind.WITHDRAWN) | Q(council=None)
    has_left |= Q(council__valid_to__lt=get_today())
    objects = Q(council_answer__in=list(AFTER_ANSWER))
    place = Case(When(has_left, then=2), When(objects, then=0), default=1)
    answers = of_offer.filter(~Exists(newer)).order_by(place, "-number")
    return pages.annotate(
        last_told=Subquery(of_offer.values("sent_at")[:1]),
        council_answer=Subquery(answers.values("council_answer")[:1]),
        council_answered_at=Subquery(answers.values("council_answered_at")[:1]),
    )


def is_objected_to() -> Q:
    """Whether a council says that something is wrong with what families read."""
    return Q(live=True, council_answer__in=list(AFTER_ANSWER))


def list_needs(offer: Any) -> list[str]:
    """Say why an offer needs attention. What its council answered is a reason too."""
    needs = describe_needs(offer)
    if offer.live and offer.council_answer in AFTER_ANSWER:
        answer = CouncilAnswer(offer.council_answer)
        words = {"answer": answer.label, "advice": AFTER_ANSWER[answer]}
        needs.append(_("The council answered: “%(answer)s”. %(advice)s") % words)
    return needs
