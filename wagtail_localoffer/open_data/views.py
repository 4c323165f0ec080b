"""Views of the open data. Each answers anybody, and none changes anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from wagtail_localoffer.offers.records.identifiers import read_key, read_place_key
from wagtail_localoffer.offers.visibility import list_public_offers, read_offers
from wagtail_localoffer.open_data import documents, filters, outpost
from wagtail_localoffer.open_data.parameters import (
    BadParameter,
    Parameters,
    paginate,
)
from wagtail_localoffer.open_data.responses import answer, finish, open_data
from wagtail_localoffer.open_data.services import ServiceWriter
from wagtail_localoffer.open_data.taxonomies import Taxonomies
from wagtail_localoffer.public.languages import find_language

#: What the standard says of itself.
ROOT = {
    "version": "HSDS-UK-3.0",
    "profile": "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md",
    "openapi_url": "https://docs.openreferraluk.org/en/latest/openapi30.json",
}


@open_data
def show_root(request: HttpRequest) -> HttpResponse:
    return answer(request, ROOT)


@open_data
def list_services(request: HttpRequest) -> HttpResponse:
    parameters, taxonomies = Parameters(request), Taxonomies()
    pages = filters.list_services(parameters, taxonomies)
    describe = ServiceWriter(taxonomies).describe_listed
    return answer(request, _list(parameters, pages, describe))


@open_data
def show_service(request: HttpRequest, key: str) -> HttpResponse:
    offer = _get_offer(read_key(key))
    service = ServiceWriter(Taxonomies()).describe(offer)
    return answer(request, service, language=find_language(offer, None))


@open_data
def list_places(request: HttpRequest) -> HttpResponse:
    parameters, taxonomies = Parameters(request), Taxonomies()
    pages = filters.list_places(parameters, taxonomies)
    describe = ServiceWriter(taxonomies).describe_listed_place
    return answer(request, _list(parameters, pages, describe))


@open_data
def show_place(request: HttpRequest, key: str) -> HttpResponse:
    offer = _get_offer(read_place_key(key))
    if not offer.public_address.strip():
        raise Http404
    place = ServiceWriter(Taxonomies()).describe_place(offer)
    return answer(request, place, language=find_language(offer, None))


@open_data
def list_taxonomies(request: HttpRequest) -> HttpResponse:
    taxonomies = Taxonomies()
    described = [taxonomies.describe(each) for each in taxonomies.all]
    return answer(request, _cut(Parameters(request), described))


@open_data
def show_taxonomy(request: HttpRequest, key: str) -> HttpResponse:
    taxonomies = Taxonomies()
    if (taxonomy := taxonomies.by_id.get(key.lower())) is None:
        raise Http404
    terms = [taxonomies.describe_term(term) for term in taxonomy.terms]
    return answer(request, {**taxonomies.describe(taxonomy), "taxonomy_terms": terms})


@open_data
def list_terms(request: HttpRequest) -> HttpResponse:
    taxonomies = Taxonomies()
    described = [taxonomies.describe_term(term) for term in taxonomies.terms.values()]
    return answer(request, _cut(Parameters(request), described))


@open_data
def show_term(request: HttpRequest, key: str) -> HttpResponse:
    taxonomies = Taxonomies()
    if (term := taxonomies.terms.get(key.lower())) is None:
        raise Http404
    return answer(request, taxonomies.describe_term(term))


@open_data
def list_offers(request: HttpRequest) -> HttpResponse:
    pages = list_public_offers()
    found = _list(Parameters(request), pages, documents.describe_listed)
    return answer(request, found)


@open_data
def show_offer(request: HttpRequest, key: str) -> HttpResponse:
    offer = _get_offer(read_key(key))
    if wanted := Parameters(request).language:
        offer = _get_offer_in(wanted, offer)
    document = documents.describe(offer)
    return answer(request, document, language=document["language"])


@open_data
def export_offers(request: HttpRequest) -> HttpResponse:
    """All offers in the columns of Outpost, written while they are read."""
    start, end = Parameters(request).part_of_file
    pages = list_public_offers()[start:end]
    response = StreamingHttpResponse(outpost.write(pages), "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="offers.csv"'
    return finish(request, response)


@open_data
def show_schema(request: HttpRequest) -> HttpResponse:
    return answer(request, get_schema(), content_type="application/schema+json")


@open_data
def show_nothing(request: HttpRequest) -> HttpResponse:
    raise Http404


def _list(
    parameters: Parameters, pages: QuerySet[Any], describe: Callable[[Any], Any]
) -> dict[str, Any]:
    def read(start: int, end: int) -> list[Any]:
        return [describe(offer) for offer in read_offers(pages[start:end])]

    return paginate(parameters, pages.count(), read)


def _cut(parameters: Parameters, rows: list[Any]) -> dict[str, Any]:
    return paginate(parameters, len(rows), lambda start, end: rows[start:end])


def _get_offer(key: UUID | None) -> Any:
    """The public offer with a key, in the language that comes first."""
    if key is None:
        raise Http404
    return _read_one(list_public_offers().filter(translation_key=key))


def _get_offer_in(language: str, offer: Any) -> Any:
    """The same offer in one of the languages in which the public can read it."""
    pages = {
        find_language(each, None): each for each in (offer, *offer.other_languages)
    }
    if language not in pages:
        known = ", ".join(pages)
        raise BadParameter("language", f"This offer can be read in: {known}.")
    model = type(pages[language])
    return _read_one(model._default_manager.filter(pk=pages[language].pk))


def _read_one(pages: QuerySet[Any]) -> Any:
    found = read_offers(pages)
    if not found:
        raise Http404
    return found[0]


@cache
def get_schema() -> dict[str, Any]:
    """The JSON schema of the replies below ``offers/``."""
    source = files("wagtail_localoffer.open_data") / "schema.json"
    schema: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return schema
