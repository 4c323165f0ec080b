"""Opening the editor of an offer, as far as the server has to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.bench.figures import Limit, Row, interleave, milliseconds
from tests.bench.pages import add_offer, add_texts
from wagtail_localoffer.models import LocalOfferPage

#: Enough for caches and template loaders to be warm.
WARM_UP = 3


def measure(*, rounds: int) -> Iterator[Row]:
    offer = add_offer()
    texts = add_texts(list_texts(offer))
    for page in (texts, offer):
        page.save_revision().publish()
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench"))
    for _request in range(WARM_UP):
        open_editor(client, texts)
        open_editor(client, offer)
    yield Row(
        "opening the editor of it",
        interleave(
            lambda: milliseconds(lambda: open_editor(client, texts)),
            lambda: milliseconds(lambda: open_editor(client, offer)),
            rounds,
        ),
        Limit(times=1.25),
        "ms",
    )


def list_texts(offer: LocalOfferPage) -> list[str]:
    """The rich texts of an offer, each of which has an editor of its own."""
    values = [child["value"] for child in offer.body.get_prep_value()]
    for section in list(values):
        if isinstance(section, dict):
            values += [child["value"] for child in section.get("more", [])]
    texts = [each.get("text") if isinstance(each, dict) else each for each in values]
    return [text for text in texts if isinstance(text, str) and text.startswith("<")]


def open_editor(client: Client, page: Page) -> None:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    if response.status_code != 200:
        raise RuntimeError(f"The editor answered {response.status_code}.")
