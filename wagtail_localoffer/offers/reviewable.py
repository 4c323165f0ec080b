"""When somebody last said that an offer is still correct, and when it is due again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer import conf
from wagtail_localoffer.clock import get_day, get_today
from wagtail_localoffer.offers.review_cycle import next_review

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model

#: A copy of an offer is about another setting, and nobody has reviewed it yet.
REVIEW_FIELDS = ("reviewed_at", "reviewed_by", "reviewed_with")


class HasReview(_Base):
    """
    The last review of the live offer.

    It is no part of a revision: publishing an older one doesn't take a review back.
    """

    reviewed_at = models.DateTimeField(
        _("last reviewed"), null=True, editable=False, serialize=False
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        serialize=False,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    #: Who took part in that review, and what came of it; see ``content.participation``.
    #: Written and taken back with it.
    reviewed_with = models.JSONField(
        _("who took part in the review"),
        default=dict,
        editable=False,
        serialize=False,
    )

    class Meta:
        abstract = True

    @property
    def next_review_due(self) -> date | None:
        """The day by which it should be reviewed again; ``None`` if it isn't live."""
        reviewed = self.reviewed_at or self.first_published_at
        if not self.live or reviewed is None:
            return None
        cycle = conf.get_settings().REVIEW_CYCLE
        return next_review(get_day(reviewed), cycle)

    @property
    def is_review_overdue(self) -> bool:
        due = self.next_review_due
        return due is not None and due < get_today()

    @property
    def is_reviewed_today(self) -> bool:
        reviewed = self.reviewed_at
        return bool(reviewed and get_day(reviewed) == get_today())

    def with_content_json(self, content: Any) -> Self:
        """Make the page of a revision, with the review that this page has."""
        offer: Self = super().with_content_json(content)
        for name in ("reviewed_at", "reviewed_by_id", "reviewed_with"):
            setattr(offer, name, getattr(self, name))
        return offer
