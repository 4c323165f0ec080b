"""Two processes that read the same source at once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from tests.open_data.feed_server import FeedServer
from tests.open_data.harvest_case import LOCAL
from tests.support import CommittingTestCase
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.open_data.harvest.runs import harvest

pytestmark = pytest.mark.rows


@pytest.mark.portable
class RaceTests(CommittingTestCase):
    def test_one_of_two_processes_reads_a_source(self) -> None:
        results: list[Any] = []
        server = self.enterContext(FeedServer())
        for number in range(1, 4):
            server.add(number)
        source = OfferSource.objects.create(name="Meadow", url=server.source_url)
        tried = threading.Event()

        def run() -> None:
            try:
                results.append(harvest(source.pk))
            finally:
                connection.close()
                tried.set()

        def run_again(request: Any) -> None:
            # The first has begun. It goes on when the second has tried.
            if len(server.received) == 1:
                other = threading.Thread(target=run)
                other.start()
                tried.wait(30)
                other.join()

        server.on_request = run_again
        with override_settings(WAGTAIL_LOCALOFFER=LOCAL):
            first = harvest(source.pk)
        self.assertEqual(results, [None])
        assert first is not None
        self.assertEqual((first.problem, first.report.new), ("", 3))
        self.assertEqual(OfferListing.objects.count(), 3)
