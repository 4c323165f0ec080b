"""Lists of offers, where there are many: the report, and a directory for families."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median_low

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.bench.figures import Limit, Round, Row, seconds
from tests.bench.many import add_copies, forget_offers
from tests.bench.pages import add_offer
from wagtail_localoffer.admin.report import URL_NAME
from wagtail_localoffer.models import OfferDirectoryPage, OfferListing
from wagtail_localoffer.offers.listings.rows import renew_all

FEW = 25

#: Wagtail's search on PostgreSQL looks in both together, and has an index of each.
SEARCH_INDEX = (
    "CREATE INDEX localoffer_search ON wagtailsearch_indexentry "
    "USING gin ((title || body))"
)

#: The copies have one text. Their names are all that tells them apart.
INDEX_NAMES = """
    UPDATE wagtailsearch_indexentry entry
       SET body = entry.body || to_tsvector(listing.name)
      FROM wagtail_localoffer_offerlisting listing
     WHERE entry.content_type_id = %s
       AND entry.object_id = CAST(listing.id AS varchar)
"""


def measure(*, offers: int, rounds: int) -> Iterator[Row | str]:
    what = "lists of all offers"
    if not offers:
        yield f"{what:<39}  skipped: say of how many, as in --offers 25000"
    elif connection.vendor != "postgresql":
        yield f"{what:<39}  skipped: they are measured on PostgreSQL"
    else:
        forget_offers()
        offer = add_offer()
        offer.save_revision().publish()
        renew_all()
        add_copies(offer, FEW - 1)
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench-report"))
        lists = _list_lists()
        few = {what: _measure(client, url, rounds) for what, url in lists.items()}
        add_copies(offer, offers - FEW)
        with connection.cursor() as cursor:
            kind = ContentType.objects.get_for_model(OfferListing)
            cursor.execute(INDEX_NAMES, [kind.pk])
            # As docs/directory.md says for as many.
            cursor.execute(SEARCH_INDEX)
            cursor.execute("ANALYZE")
        for what, url in lists.items():
            many = _measure(client, url, rounds)
            title = f"{what} {offers:,} offers"
            yield Row(title, Round(few[what], many), Limit(1.5), "ms")


def _list_lists() -> dict[str, str]:
    """What is measured of how many offers, and its address."""
    home = Site.objects.get(is_default_site=True).root_page
    page = home.add_child(
        instance=OfferDirectoryPage(title="Find", slug="find", live=True)
    )
    directory = page.url
    keys = OfferListing.objects.order_by("pk").values_list("key", flat=True)[:4]
    compared = "&".join(f"offer={key}" for key in keys)
    return {
        "the report of": reverse(URL_NAME),
        "a directory of": directory,
        "filters among": f"{directory}?age=9&access=step_free_entrance",
        "words among": f"{directory}?q=alder+school",
        "comparing four of": f"{directory}compare/?{compared}",
        "open data of": reverse("localoffer_open_data:services"),
    }


def _measure(client: Client, url: str, rounds: int) -> float:
    """With what it waits for, which is mostly the database."""
    _open(client, url)
    results = [seconds(lambda: _open(client, url)) for _round in range(rounds)]
    return median_low(results) * 1000


def _open(client: Client, url: str) -> None:
    response = client.get(url)
    if response.status_code != 200:
        raise RuntimeError(f"{url} answered {response.status_code}.")
