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

from tests.bench.figures import Limit, Round, Row, interleave, milliseconds
from tests.bench.pages import add_heading, add_offer
from wagtail_localoffer.choices import Layout

#: Enough for caches and template loaders to be warm.
WARM_UP = 10


#: What else is served of an offer that has a page for each section.
FACES = {
    "serving its report": "sen-information-report/",
    "serving one of its sections": "health/",
    "serving it to print": "print/",
}


def measure(*, rounds: int, requests: int) -> Iterator[Row]:
    heading, offer = _publish(add_heading()), _publish(add_offer())
    yield _compare("serving a complete offer", heading, offer, rounds, requests, 1.15)
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
    of_pages = _publish(add_offer(layout=Layout.PAGES))
    for what, path in FACES.items():
        yield _compare(what, heading, of_pages + path, rounds, requests, 1.25)


def _compare(
    what: str, heading: str, address: str, rounds: int, requests: int, times: float
) -> Row:
    for _request in range(WARM_UP):
        get(heading)
        get(address)
    figures = interleave(
        lambda: milliseconds(lambda: get(heading), requests),
        lambda: milliseconds(lambda: get(address), requests),
        rounds,
    )
    return Row(what, figures, Limit(times=times), "ms")


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
