"""Filters: which of the public offers a question of Open Referral UK asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, When

from wagtail_localoffer.frameworks.choices import AgeUnit
from wagtail_localoffer.offers.kinds import find_kind
from wagtail_localoffer.offers.listings import filters as listings
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.queries import get_offer_models, is_setting_type
from wagtail_localoffer.offers.visibility import list_public_offers
from wagtail_localoffer.open_data.parameters import Parameters
from wagtail_localoffer.open_data.taxonomies import (
    KIND,
    SETTING_TYPE,
    Taxonomies,
    Term,
)
from wagtail_localoffer.text.postcodes import make_pattern


def list_services(parameters: Parameters, taxonomies: Taxonomies) -> QuerySet[Any]:
    """
    List the pages of the services that a question asks for.

    :raises BadParameter: a parameter is not what it must be.
    """
    services = list_public_offers()
    for condition in (
        _find_ages(parameters),
        _find_term(parameters, taxonomies),
        _find_taxonomy(parameters, taxonomies),
    ):
        if condition is not None:
            services = services.filter(condition)
    if parameters.asks_for_times:
        # An offer says in words when it is open. That is no claim about a day.
        services = services.none()
    if words := parameters.search:
        found = OfferListing.objects.filter(pk__in=listings.search(words))
        services = services.filter(pk__in=found.values("page"))
    return services


def list_places(parameters: Parameters, taxonomies: Taxonomies) -> QuerySet[Any]:
    """List the same of the services of which an address or an area is known."""
    parameters.refuse_proximity()
    services = list_services(parameters, taxonomies).filter(has_place())
    if outward := parameters.postcode:
        pattern = make_pattern(outward)
        services = services.filter(
            _ask_all(lambda model: _ask_address(model, "iregex", pattern))
        )
    return services


def has_place() -> Q:
    """Whether an address or an area is known."""
    return _ask_all(lambda model: _ask_address(model, "gt", ""))


def _ask_address(model: Any, lookup: str, value: str) -> QuerySet[Any]:
    condition = Q(**{f"address__{lookup}": value})
    if hasattr(model, "gives_area_only"):
        # Families read the area in place of the address of a home, which isn't kept.
        condition |= Q(**{f"area__{lookup}": value}, address="")
    found: QuerySet[Any] = model._default_manager.filter(condition)
    return found


def _ask_all(ask: Callable[[Any], QuerySet[Any] | None]) -> Q:
    """What is asked of the pages of each type; ``None`` means that none of it is."""
    condition = Q(pk__in=[])
    for model in get_offer_models():
        if (found := ask(model)) is not None:
            condition |= Q(pk__in=found.order_by().values("pk"))
    return condition


def _find_ages(parameters: Parameters) -> Q | None:
    """As the standard says it: an age that isn't known is neither more nor less."""
    youngest = parameters.read_age("minimum_age")
    oldest = parameters.read_age("maximum_age")
    if youngest is None and oldest is None:
        return None

    def ask(model: Any) -> QuerySet[Any]:
        found = model._default_manager.all()
        if youngest is not None:
            in_months = When(
                minimum_age_unit=AgeUnit.MONTHS, then=F("minimum_age") / 12.0
            )
            years = Case(in_months, default=F("minimum_age"), output_field=FloatField())
            found = found.annotate(years=years).filter(years__gte=youngest)
        if oldest is not None:
            found = found.filter(maximum_age__lte=oldest)
        return found

    return _ask_all(ask)


def _find_term(parameters: Parameters, taxonomies: Taxonomies) -> Q | None:
    key = parameters.read_id("taxonomy_term_id")
    if key is None:
        return None
    terms = [term for term in taxonomies.terms.values() if term.id == str(key)]
    return _have_terms(terms)


def _find_taxonomy(parameters: Parameters, taxonomies: Taxonomies) -> Q | None:
    key = parameters.read_id("taxonomy_id")
    if key is None:
        return None
    found = taxonomies.by_id.get(str(key))
    return _have_terms(found.terms if found else ())


def _have_terms(terms: Iterable[Term]) -> Q:
    """Whether they have one of some terms; of none that there is, nobody has one."""

    def ask(model: Any) -> QuerySet[Any] | None:
        conditions = [each for term in terms if (each := _ask_term(model, term))]
        wanted = reduce(or_, conditions, Q(pk__in=[]))
        return model._default_manager.filter(wanted) if conditions else None

    return _ask_all(ask)


def _ask_term(model: Any, term: Term) -> Any:
    """The condition for having a term; ``None`` if no offer of a kind can have it."""
    if term.taxonomy == KIND:
        return Q(pk__isnull=False) if find_kind(model) == term.key else None
    if term.taxonomy == SETTING_TYPE:
        is_possible = is_setting_type(model, term.key)
        return Q(setting_type=term.key) if is_possible else None
    facts = {
        fact.key
        for section in model.get_framework().sections
        if section.key == term.taxonomy
        for fact in section.facts
    }
    if term.key not in facts:
        return None
    found = OfferListing.objects.filter(listings.has_fact(term.key))
    return Q(pk__in=found.values("page"))
