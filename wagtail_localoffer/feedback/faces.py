"""The faces of an offer at which families write, and read what was answered."""

from __future__ import annotations

from django.utils.functional import cached_property

from wagtail_localoffer.feedback.access import Access, find_access
from wagtail_localoffer.feedback.sayings_face import SayingsFace


class FeedbackFaces(SayingsFace):
    """The addresses of the form, and of what families said."""

    class Meta:
        abstract = True

    @cached_property
    def feedback(self) -> Access:
        """Where families write about this offer, if anywhere."""
        return find_access(self)
