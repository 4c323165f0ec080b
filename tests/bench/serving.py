"""Serving an offer to a reader who isn't logged in."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests.bench.figures import Limit, Round, Row, interleave, seconds
from tests.bench.pages import add_heading, add_offer

#: Enough for caches and template loaders to be warm.
WARM_UP = 10


def measure(*, rounds: int, requests: int) -> Iterator[Row]:
    heading, offer = (_publish(page) for page in (add_heading(), add_offer()))
    for _request in range(WARM_UP):
        get(heading)
        get(offer)
    yield Row(
        "serving a complete offer",
        interleave(
            lambda: milliseconds(heading, requests),
            lambda: milliseconds(offer, requests),
            rounds,
        ),
        Limit(times=1.25),
        "ms",
    )
    yield Row(
        "SQL queries for serving it",
        Round(count_queries(heading), count_queries(offer)),
        Limit(plus=1),
    )
    yield Row(
        "bytes over the wire, gzip",
        Round(weigh(heading), weigh(offer)),
        Limit(most=30 * 1024),
        "B",
    )


def milliseconds(address: str, requests: int) -> float:
    """Measure one request, on the average of several."""

    def work() -> None:
        for _request in range(requests):
            get(address)

    return seconds(work) / requests * 1000


def count_queries(address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        get(address)
    return len(queries)


def weigh(address: str) -> int:
    """Count the bytes of a page and of its stylesheets, as a server compresses them."""
    html = get(address)
    parts = [html]
    for link in BeautifulSoup(html, "html.parser").select("link[rel=stylesheet]"):
        name = str(link["href"]).removeprefix(settings.STATIC_URL)
        found = finders.find(name)
        if found is None:
            raise RuntimeError(f"{address} links to {name}, which is not there.")
        parts.append(Path(found).read_bytes())
    return sum(len(gzip.compress(part, 6)) for part in parts)


def get(address: str) -> bytes:
    # A client of its own, without cookies: each reader is a new one.
    response = Client().get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return bytes(response.content)


def _publish(page: Page) -> str:
    page.save_revision().publish()
    return str(page.get_url())
