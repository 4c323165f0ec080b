"""The report of all offers, where there are many."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median_low

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.bench.figures import Limit, Round, Row, seconds
from tests.bench.many import add_copies, forget_offers
from tests.bench.pages import add_offer
from wagtail_localoffer.admin.report import URL_NAME

FEW = 25


def measure(*, offers: int, rounds: int) -> Iterator[Row | str]:
    what = "the report of all offers"
    if not offers:
        yield f"{what:<39}  skipped: say of how many, as in --offers 25000"
    elif connection.vendor != "postgresql":
        yield f"{what:<39}  skipped: it is measured on PostgreSQL"
    else:
        forget_offers()
        offer = add_offer()
        offer.save_revision().publish()
        add_copies(offer, FEW - 1)
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench-report"))
        few = _measure_report(client, rounds)
        add_copies(offer, offers - FEW)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        many = _measure_report(client, rounds)
        yield Row(
            f"the report of {offers:,} offers", Round(few, many), Limit(1.5), "ms"
        )


def _measure_report(client: Client, rounds: int) -> float:
    """With what it waits for, which is mostly the database."""
    _open_report(client)
    results = [seconds(lambda: _open_report(client)) for _round in range(rounds)]
    return median_low(results) * 1000


def _open_report(client: Client) -> None:
    response = client.get(reverse(URL_NAME))
    if response.status_code != 200:
        raise RuntimeError(f"The report answered {response.status_code}.")
