"""What the tests of the form share: an offer that is public, and a way to write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.core import signing
from django.core.cache import cache
from django.utils import timezone

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import FamilyComment

MESSAGE = "Is there a lift? We can’t find it."

REPLY_TO = "amina@example.org"

TOPIC = "question"


@contextmanager
def moved_clock(by: timedelta) -> Iterator[None]:
    """Let time be another, for tokens too."""
    moment = timezone.now() + by
    with (
        mock.patch("django.utils.timezone.now", return_value=moment),
        mock.patch.object(signing.time, "time", return_value=moment.timestamp()),
    ):
        yield


class FormTestCase(PublicSiteTestCase):
    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = cls.publish_for_all(complete_offer())

    def setUp(self) -> None:
        super().setUp()
        # The cache counts messages, and is not rolled back.
        cache.clear()

    @property
    def url(self) -> str:
        return f"{self.offer.url}feedback/"

    @property
    def post_url(self) -> str:
        return f"/local-offer-feedback/{self.offer.pk}/"

    def open(self, query: str = "", url: str = "") -> BeautifulSoup:
        response = self.client.get(f"{url or self.url}{query}")
        self.assertEqual(response.status_code, 200)
        return read(response)

    def fill(self, page: BeautifulSoup | None = None, **changes: Any) -> dict[str, Any]:
        """What a browser sends of the form, with what somebody typed."""
        form = (page or self.open()).form
        hidden = form.select("input[type=hidden]")
        sent = {each["name"]: each["value"] for each in hidden}
        sent |= {"topic": TOPIC, "message": MESSAGE, "subject": "", **changes}
        return {name: value for name, value in sent.items() if value is not None}

    def send(
        self,
        sent: dict[str, Any] | None = None,
        after: timedelta = timedelta(seconds=4),
        url: str = "",
        **extra: Any,
    ) -> Any:
        """Send it, as long after it was opened."""
        sent = self.fill() if sent is None else sent
        with moved_clock(after), self.captureOnCommitCallbacks(execute=True):
            return self.client.post(url or self.post_url, sent, **extra)

    def write(self, **changes: Any) -> Any:
        return self.send(self.fill(**changes))

    def assert_kept(self, number: int = 1) -> None:
        self.assertEqual(FamilyComment.objects.count(), number)

    def assert_again(
        self, response: Any, words: str, message: str = MESSAGE, status: int = 200
    ) -> BeautifulSoup:
        """It is the form again, with what was written, and nothing is kept."""
        self.assertEqual(response.status_code, status)
        page = read(response)
        self.assertIn(words, " ".join(page.find(id="feedback").text.split()))
        self.assertEqual(page.find(id="feedback-message").text.strip(), message)
        self.assert_kept(0)
        return page


def read(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")
