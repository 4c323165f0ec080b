"""An offer of which its council has been told, and what is asked of the notices."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from tests.builders import complete_body, complete_offer
from tests.school.models import HeadingPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice

NURSE = {"text": "<p>A nurse comes every Tuesday.</p>", "more": []}
CHESS = {"text": "<p>Chess on Mondays, and more.</p>", "more": []}


def newest() -> CouncilNotice:
    return CouncilNotice.objects.latest("pk")


def news() -> list[tuple[str, str]]:
    return list(CouncilNotice.objects.order_by("pk").values_list("kind", "status"))


def waiting() -> list[str]:
    """The kinds of news that wait to be sent, the oldest first."""
    pending = CouncilNotice.objects.filter(status=NoticeStatus.PENDING)
    return list(pending.order_by("pk").values_list("kind", flat=True))


def make_council(name: str = "Alderbeck Council", **values: Any) -> Council:
    return Council.objects.create(
        name=name,
        local_offer_url="https://www.alderbeck.example/send",
        update_email="send@alderbeck.example",
        **values,
    )


class ToldTestCase(PublicSiteTestCase):
    """The council has been told of an offer below another page."""

    parent: Any
    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        root = Site.objects.get(is_default_site=True).root_page
        cls.parent = root.add_child(instance=HeadingPage(title="About", slug="about"))
        offer = complete_offer(parent=cls.parent, slug="offer")
        cls.offer = cls.publish_for_all(offer, deliver=True)

    def setUp(self) -> None:
        super().setUp()
        self.assertEqual(news(), [("published", "sent")])

    def run_callbacks(self) -> Any:
        return self.captureOnCommitCallbacks(execute=True)

    def change(self, **blocks: Any) -> Any:
        self.offer.body = complete_body(**blocks)
        return self.publish(self.offer)

    def correct(self, **blocks: Any) -> Any:
        """Publish a change with the mark of a small correction."""
        self.offer.minor_change = True
        return self.change(**blocks)
