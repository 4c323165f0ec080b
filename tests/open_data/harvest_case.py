"""What tests of the harvest have in common."""

from __future__ import annotations

from typing import Any

from django.test import TestCase, override_settings

from tests.open_data.feed_server import FeedServer
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.open_data.harvest.runs import Run, harvest

LOCAL = {"ALLOW_LOCAL_SOURCES": True}


class HarvestTestCase(TestCase):
    """There is another site, and it is a source."""

    #: What the other site has: ``offers`` or ``services``.
    kind = "offers"

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=LOCAL))
        self.server = self.enterContext(FeedServer(kind=self.kind))
        self.source = self.add_source(self.server)

    def add_source(self, server: FeedServer, **changes: Any) -> OfferSource:
        values = {"name": "Meadow Trust", "url": server.source_url, **changes}
        return OfferSource.objects.create(**values)

    def harvest(self, source: OfferSource | None = None) -> Run:
        """Read a source, which nobody else reads."""
        run = harvest((source or self.source).pk)
        assert run is not None
        self.source.refresh_from_db()
        return run

    def harvest_all(self) -> dict[str, Any]:
        """Read a source in which there is nothing wrong."""
        run = self.harvest()
        self.assertEqual(run.problem, "")
        self.assertEqual(run.report.reasons, [])
        return self.source.report

    def count(self) -> dict[str, int]:
        """What was found, where there was something."""
        return {
            name: number
            for name, number in self.source.report.items()
            if number and name != "reasons"
        }

    def list_names(self) -> list[str]:
        """The names of the offers that the public is shown."""
        shown = OfferListing.objects.filter(missing_since=None, page=None)
        return sorted(shown.values_list("name", flat=True))
