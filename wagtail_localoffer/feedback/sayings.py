"""What families said about an offer, as its public pages show it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wagtail_localoffer.feedback.models import FamilyComment, FamilyCommentQuerySet
from wagtail_localoffer.feedback.school_years import Year, find_comments, list_years

if TYPE_CHECKING:
    from wagtail_localoffer.public.faces import SectionOnPage
    from wagtail_localoffer.public.page_mixin import PublicFaces


class Sayings:
    """
    What families said about an offer, and what came of it.

    It is found when a page is made that isn't kept.
    """

    def __init__(self, offer: PublicFaces) -> None:
        self.offer = offer

    @cached_property
    def is_published(self) -> bool:
        """Whether any question and answer can be read."""
        return self._comments.shown().exists()

    @cached_property
    def newest_change(self) -> FamilyComment | None:
        """What became different last because somebody wrote."""
        return self._comments.shown().exclude(change="").first()

    @cached_property
    def years(self) -> list[Year]:
        return list_years(self.offer)

    @cached_property
    def sections(self) -> dict[str, SectionOnPage]:
        """What the offer has now, by the fragments that comments keep."""
        return {section.anchor: section for section in self.offer.sections}

    @cached_property
    def _comments(self) -> FamilyCommentQuerySet:
        return find_comments(self.offer)

    def find_year(self, slug: str) -> Year | None:
        """The school year with that address, if anything of it can be read."""
        found = (year for year in self.years if year.slug == slug and year.comments)
        return next(found, None)
