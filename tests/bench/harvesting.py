"""Reading the offers of another site, where it has many."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.bench.figures import Limit, Round, Row
from tests.open_data.feed_server import WHOLE, FeedServer, make_document, make_key
from tests.webserver import Answer, Request, Trouble
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.open_data.harvest.runs import harvest

#: What memory is compared with.
FEW = 250


@dataclass
class ManyOffers(FeedServer):
    """Has as many offers as it is asked for, and keeps none in memory."""

    number: int = 0

    def take(self, request: Request) -> Answer | Trouble:
        answer = super().take(request)
        self.received.clear()
        key = request.path.rpartition("/")[2]
        # What the server answers here is no trouble, which has no status.
        if len(key) == len(make_key(0)) and answer.status == 404:  # type: ignore[union-attr]
            return self._answer(request, make_document(int(key[-12:]), self.url))
        return answer

    def _list(self, query: dict[str, list[str]]) -> Any:
        page = int(query.get("page", ["1"])[0])
        first, size = (page - 1) * self.per_page + 1, self.per_page
        numbers = range(first, min(first + size, self.number + 1))
        contents = [make_document(each, self.url) for each in numbers]
        return {
            "total_items": self.number,
            "total_pages": -(-self.number // size),
            "page_number": page,
            "last_page": first + size > self.number,
            "contents": [
                {name: value for name, value in each.items() if name not in WHOLE}
                for each in contents
            ],
        }


def measure(*, offers: int) -> Iterator[Row]:
    with override_settings(WAGTAIL_LOCALOFFER={"ALLOW_LOCAL_SOURCES": True}):
        few, many = measure_memory(FEW), measure_memory(offers)
        yield Row(
            f"memory for reading {offers:,} offers", Round(few, many), Limit(2), "kB"
        )
        few_queries, many_queries = count_queries(FEW), count_queries(offers)
        pages = -(-offers // 100) / -(-FEW // 100)
        yield Row(
            f"queries of reading {offers:,} again",
            Round(few_queries, many_queries),
            Limit(pages),
        )


def measure_memory(offers: int) -> float:
    """The most memory that Python holds at once for reading offers, in kB."""
    with ManyOffers(number=offers) as server:
        source = _add_source(server)
        tracemalloc.start()
        try:
            _read(source, new=offers)
            return tracemalloc.get_traced_memory()[1] / 1000
        finally:
            tracemalloc.stop()


def count_queries(offers: int) -> int:
    """The queries of reading a list again of which every page is another version."""
    with ManyOffers(number=offers) as server:
        source = _add_source(server)
        _read(source, new=offers)
        OfferSource.objects.update(list_pages={})
        with CaptureQueriesContext(connection) as queries:
            _read(source, unchanged=offers)
        return len(queries)


def _add_source(server: FeedServer) -> OfferSource:
    OfferListing.objects.all().delete()
    OfferSource.objects.all().delete()
    return OfferSource.objects.create(name="Many", url=server.source_url)


def _read(source: OfferSource, **expected: int) -> None:
    run = harvest(source.pk)
    if run is None or run.problem or run.report.refused:
        raise RuntimeError(f"They were not read: {run}")
    for name, number in expected.items():
        if getattr(run.report, name) != number:
            raise RuntimeError(f"Other than {number} are {name}: {run.report}")
