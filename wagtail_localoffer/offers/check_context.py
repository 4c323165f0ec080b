"""Check contexts, looked up in the database: councils, dead links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from wagtail.documents import get_document_model

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.content import Content, Offer, read
from wagtail_localoffer.councils.models import Council

#: No database has a larger key, and not every one can be asked for it.
LARGEST_KEY = 2**63 - 1


def look_around(offer: Offer | Content, today: date | None = None) -> CheckContext:
    """
    Look up what ``offer`` itself doesn't say, for ``check_offer``.

    It makes at most four queries, however much the offer links to.

    :param offer: an offer, saved or not, or what :func:`read_draft` returns; or its
        content if that was read already.
    :param today: by default the current day.
    """
    urls = list_council_urls()
    content = read(offer)
    council_url = urls.pop(content.council_key, None)
    further = {urls.pop(key, None) for key in content.other_council_keys}
    pages, documents = _list_targets(content)
    page_model = apps.get_model(PAGE_MODEL)
    # A page that only some people may see is none to families.
    public_pages = page_model._default_manager.live().public
    dead = {
        *_list_dead("page", pages, page_model, public_pages),
        *_list_dead(
            "document",
            documents,
            get_document_model(),
            get_document_model()._default_manager.all,
        ),
    }
    return CheckContext(
        today=today or get_today(),
        council_url=council_url,
        has_council_without_url="" in further,
        other_council_urls=frozenset(urls.values()) - {council_url or "", ""},
        dead_links=frozenset(dead),
    )


def list_council_urls() -> dict[int | None, str]:
    """The addresses of all councils' local offers, by the councils' keys."""
    return dict(Council.objects.values_list("pk", "local_offer_url"))


def _list_targets(content: Content) -> tuple[set[str], set[str]]:
    """The keys of the pages and of the documents that an offer links to."""
    pages, documents = set(), set()
    for part in content.parts:
        documents |= {str(document) for document in part.documents}
        for paragraph in part.paragraphs:
            for link in paragraph.links:
                if link.kind == "page":
                    pages.add(link.pk)
                elif link.kind == "document":
                    documents.add(link.pk)
    # A link to itself works as soon as the offer is live.
    pages.discard(str(content.pk))
    return pages - {""}, documents - {""}


def _list_dead(
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
