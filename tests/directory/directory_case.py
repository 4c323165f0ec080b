"""What tests of comparisons have in common: a directory, offers, another site's."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from wagtail.models import Site

from tests.builders import TEXTS, complete_body, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.directory.pages import OfferDirectoryPage
from wagtail_localoffer.offers.listings.models import OfferListing, OfferSource
from wagtail_localoffer.offers.listings.rows import renew_all
from wagtail_localoffer.public.cache import renew_stamp


def section(key: str, **facts: tuple[str, str]) -> dict[str, Any]:
    """The raw value of a section, with answers and notes by the keys of its facts."""
    given = {
        name: {"answer": answer, "note": note} for name, (answer, note) in facts.items()
    }
    return {"text": f"<p>{TEXTS[key]}</p>", "more": [], "facts": given}


def add_directory(**values: Any) -> OfferDirectoryPage:
    root = Site.objects.get(is_default_site=True).root_page
    values = {"title": "Find a local offer", "slug": "find", **values}
    return root.add_child(instance=OfferDirectoryPage(**values))


def describe_elsewhere(**changes: Any) -> dict[str, Any]:
    """A document of another site, as open data has them."""
    document = {
        "contacts": [
            {
                "name": "Jo Otter",
                "role": "SENCO",
                "area": "",
                "email": "jo@otterlane.example",
                "telephone": "01632 960071",
            }
        ],
        "reviewed": "2026-09-01",
        "sections": [
            {
                "key": "accessibility",
                "heading": "Accessibility and inclusion",
                "url": "https://otterlane.example/offer/#accessibility",
                "html": "<h3>Doors</h3><p>All doors are wide.</p>",
                "text": "Doors\nAll doors are wide.",
                "facts": [
                    {
                        "key": "hoist",
                        "label": "Hoist",
                        "answer": "no",
                        "answer_label": "No",
                        "note": "We borrow one",
                    },
                    {
                        "key": "sensory_room",
                        "label": "Sensory room",
                        "answer": "yes",
                        "answer_label": "Yes",
                        "note": "",
                    },
                ],
            }
        ],
    }
    return {**document, **changes}


def add_source() -> OfferSource:
    source, _created = OfferSource.objects.get_or_create(
        url="https://open.westmere.example/open-data/",
        defaults={"name": "Westmere Council (example)", "last_success_at": now()},
    )
    return source


def add_elsewhere(
    document: dict[str, Any] | None = None, **changes: Any
) -> OfferListing:
    """List an offer of another site."""
    values = {
        "source": add_source(),
        "key": uuid4(),
        "language": "en-gb",
        "name": "Otter Lane Nursery",
        "kind": "setting",
        "setting_type": "early_years",
        "minimum_age": 2,
        "maximum_age": 4,
        "place": "Otter Lane\nWestmere",
        "telephone": "01632 960070",
        "url": "https://otterlane.example/offer/",
        "document": describe_elsewhere() if document is None else document,
        "made_from": uuid4().hex,
    }
    return OfferListing.objects.create(**{**values, **changes})


class ComparisonTestCase(PublicSiteTestCase):
    """A directory, with a school and a nursery in it."""

    directory: OfferDirectoryPage
    school: Any
    nursery: Any

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.directory = add_directory(scope="sources")
        cls.school = cls.publish_for_all(
            complete_offer(
                setting_name="Alder School",
                layout="pages",
                body=complete_body(
                    accessibility=section(
                        "accessibility", hoist=("yes", "In the hall"), lift=("no", "")
                    ),
                    teaching=section("teaching", sensory_physical=("partly", "")),
                ),
            )
        )
        cls.nursery = cls.publish_for_all(
            complete_offer(
                setting_name="Brook Nursery",
                setting_type="early_years",
                telephone="01632 960050",
                body=complete_body(
                    activities=section("activities", opening_times=("", "8am to 6pm"))
                ),
            )
        )

    def setUp(self) -> None:
        super().setUp()
        # What the last test was shown is kept there.
        cache.clear()

    @property
    def url(self) -> str:
        return f"{self.directory.url}compare/"

    def fetch(self, *offers: Any, status: int = 200) -> Any:
        """Compare offers, listings, or what somebody wrote for one."""
        keys = [
            str(getattr(each, "translation_key", None) or getattr(each, "key", each))
            for each in offers
        ]
        response = self.client.get(self.url, {"offer": keys})
        self.assertEqual(response.status_code, status)
        return response

    def read(self, *offers: Any, status: int = 200) -> BeautifulSoup:
        return BeautifulSoup(self.fetch(*offers, status=status).content, "html.parser")

    def count_queries(self, *offers: Any) -> int:
        # What Wagtail keeps of the sites, and what the templates keep.
        self.fetch(*offers)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            self.fetch(*offers)
        return len(queries)


def read_columns(page: BeautifulSoup) -> list[str]:
    """The names that stand above the columns of the first table."""
    heads = page.select("#about thead th > :first-child")
    return [squeeze(each) for each in heads]


def read_row(page: BeautifulSoup, label: str) -> list[str]:
    """What each offer says to a question, without the name beside it."""
    for head in page.select("tbody th"):
        if squeeze(head) == label:
            return [squeeze(cell) for cell in head.parent.select("td")]
    raise AssertionError(f"There is no row {label!r}.")


def read_labels(page: BeautifulSoup) -> list[str]:
    return [squeeze(each) for each in page.select("tbody th")]


def read_problems(page: BeautifulSoup) -> list[str]:
    return [squeeze(each) for each in page.select(".localoffer-comparison__problems p")]


def squeeze(tag: Tag) -> str:
    """The words of a tag, but for those that only some readers get."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for each in copy.select(".localoffer-comparison__name, .localoffer-unseen"):
        each.decompose()
    return " ".join(copy.get_text(" ").split())


def list_live(make: Any = complete_offer, **changes: Any) -> Any:
    """A live offer with its listing, without all that follows a publication."""
    offer = make(live=True, **changes)
    renew_all()
    return offer


class DirectoryTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.directory = add_directory()

    def setUp(self) -> None:
        super().setUp()
        # The counts are kept in the cache, which is not rolled back.
        renew_stamp()

    def fetch(self, **query: Any) -> BeautifulSoup:
        response = self.client.get(self.directory.url, query)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def find(self, **query: Any) -> list[str]:
        """The names in the list that a question finds."""
        return [each.text for each in self.fetch(**query).select("#results h3")]
