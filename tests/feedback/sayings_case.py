"""What the tests of what families said share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from tests.builders import complete_offer
from tests.feedback.comments import write_comment
from tests.support import PublicSiteTestCase
from wagtail_localoffer.feedback.answering import publish
from wagtail_localoffer.frameworks.reserved import SHOWN
from wagtail_localoffer.models import FamilyComment, FeedbackSettings

QUESTION = "Who gives medicine at lunchtime?"
ANSWER = "Two members of staff, who are trained for it."
CHANGE = "We now say who gives medicine, and where it is kept."


def on_day(year: int, month: int, day: int, hour: int = 12) -> datetime:
    """A moment of a day, where the project is."""
    return timezone.make_aware(datetime(year, month, day, hour))


def come_in(offer: Any, moment: datetime | None = None, **changes: Any) -> Any:
    """Let a family write at a moment, by default now."""
    comment = write_comment(offer, **changes)
    if moment:
        FamilyComment.objects.filter(pk=comment.pk).update(created_at=moment)
        comment.refresh_from_db()
    return comment


def show(comment: FamilyComment, moment: datetime | None = None, **words: str) -> None:
    """Publish a comment, at a moment."""
    asked = {"question": QUESTION, "answer": ANSWER}
    assert publish(comment, None, **{**asked, **words})
    if moment:
        FamilyComment.objects.filter(pk=comment.pk).update(published_at=moment)
        comment.refresh_from_db()


class SayingsTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        # What other tests kept must not be found under the same keys.
        cache.clear()

    def make(self, **changes: Any) -> Any:
        return self.publish(complete_offer(**changes))

    def show(self, offer: Any, **words: str) -> FamilyComment:
        """Let a family write and the setting publish, with all that follows."""
        with self.captureOnCommitCallbacks(execute=True):
            comment = come_in(offer)
            show(comment, **words)
        return comment

    def choose(self, offer: Any, **values: Any) -> None:
        """Say where the families of a site write."""
        with self.captureOnCommitCallbacks(execute=True):
            FeedbackSettings.objects.update_or_create(
                site=offer.get_site(), defaults=values
            )

    def read(self, url: str) -> BeautifulSoup:
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200, url)
        return BeautifulSoup(response.content, "html.parser")

    def read_sayings(self, offer: Any) -> BeautifulSoup:
        return self.read(f"{offer.url}{SHOWN}/")


def squeeze(tag: Any) -> str:
    return " ".join(tag.text.split())
