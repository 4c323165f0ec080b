from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from wagtail.documents import get_document_model

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.compliance.advice import Surroundings
from wagtail_localoffer.content.parts import read_parts
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK

#: No database has a larger key, and not every one can be asked for it.
LARGEST_KEY = 2**63 - 1


def look_around(offer: Any, today: date | None = None) -> Surroundings:
    """
    Look up what ``offer`` itself doesn't say, for ``check_offer``.

    It makes at most four queries, however much the offer links to.

    :param offer: an offer, saved or not, or what :func:`read_draft` returns.
    :param today: by default the current day.
    """
    urls = list_council_urls()
    council_url = urls.pop(read_council_key(offer), None)
    pages, documents = _list_targets(offer)
    page_model = apps.get_model(PAGE_MODEL)
    # A page that only some people may see is none to families.
    public_pages = page_model._default_manager.live().public
    dead = {
        *_find_dead("page", pages, page_model, public_pages),
        *_find_dead(
            "document",
            documents,
            get_document_model(),
            get_document_model()._default_manager.all,
        ),
    }
    return Surroundings(
        today=today or timezone.localdate(),
        council_url=council_url,
        other_council_urls=frozenset(urls.values()) - {council_url or "", ""},
        dead_links=frozenset(dead),
    )


def list_council_urls() -> dict[int | None, str]:
    """The addresses of all councils' local offers, by the councils' keys."""
    return dict(Council.objects.values_list("pk", "local_offer_url"))


def read_council_key(offer: Any) -> int | None:
    """The key of the council that counts in the body of ``offer``, without a query."""
    for child in offer.body.get_prep_value():
        if child["type"] == COUNCIL_LINK:
            # What was imported may be anything.
            return child["value"] if isinstance(child["value"], int) else None
    return None


def _list_targets(offer: Any) -> tuple[set[str], set[str]]:
    """The keys of the pages and of the documents that ``offer`` links to."""
    pages, documents = set(), set()
    for part in read_parts(offer.body):
        documents |= {str(document) for document in part.documents}
        for paragraph in part.paragraphs:
            for link in paragraph.links:
                if link.kind == "page":
                    pages.add(link.pk)
                elif link.kind == "document":
                    documents.add(link.pk)
    # A link to itself works as soon as the offer is live.
    pages.discard(str(getattr(offer, "pk", None)))
    return pages - {""}, documents - {""}


def _find_dead(
    kind: str, keys: set[str], model: type[Model], find_good: Callable[[], Any]
) -> set[str]:
    """Name those of ``keys`` that are not among the good ones."""
    possible = {key: pk for key in keys if (pk := _read_key(key, model)) is not None}
    good = (
        set(find_good().filter(pk__in=possible.values()).values_list("pk", flat=True))
        if possible
        else set()
    )
    return {f"{kind}-{key}" for key in keys if possible.get(key) not in good}


def _read_key(key: str, model: type[Model]) -> Any:
    try:
        pk = model._meta.pk.to_python(key)
    except ValidationError:
        return None
    return None if isinstance(pk, int) and pk > LARGEST_KEY else pk
