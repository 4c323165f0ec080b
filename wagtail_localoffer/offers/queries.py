"""Questions about all offers of a project, of whatever page type."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from wagtail.models import Revision, get_page_models

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.content import read
from wagtail_localoffer.councils.models import Council, OfferCouncil
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK, OTHER_COUNCILS
from wagtail_localoffer.offers.drafts import read_draft
from wagtail_localoffer.offers.mixin import OfferMixin

#: As many settings of one name are looked at.
MANY_TWINS = 50


def get_offer_models() -> list[type[OfferMixin]]:
    """List the project's concrete page types that are offers, of whatever kind."""
    return [model for model in get_page_models() if issubclass(model, OfferMixin)]


def is_setting_type(model: type[Any], value: Any) -> bool:
    """Whether an offer of a kind can be of a type of setting; a service's can't."""
    fields = {each.name: each for each in model._meta.concrete_fields}
    return value in SettingType.values and "setting_type" in fields


def find_offer(offer_id: int, *related: str) -> OfferMixin | None:
    """
    The offer on a page, of its own type; ``None`` if there is no such page or offer.

    :param related: what to read with it.
    """
    pages = apps.get_model(PAGE_MODEL)._default_manager
    # No more of it than what it is: the offer has all the rest as well.
    page = pages.only("content_type").filter(pk=offer_id).first()
    model = page and page.specific_class
    if model is None or not issubclass(model, OfferMixin):
        return None
    offers = model._default_manager.filter(pk=offer_id)
    # Without a name, it would read with it whatever there is.
    return (offers.select_related(*related) if related else offers).first()


def lock(offers: Any, features: Any) -> Any:
    """
    Lock offers that are about to be written, until the end of the transaction.

    :param features: of their database. Where it can, whoever writes one of them now is
        not waited for: that one is left out.
    """
    return offers.select_for_update(
        skip_locked=features.has_select_for_update_skip_locked,
        # Not the row of the page's tree, which others save.
        of=("self",) if features.has_select_for_update_of else (),
    )


def is_of(council: Council) -> Q:
    """Whether a saved offer belongs to ``council``, as its first one or a further."""
    further = OfferCouncil.objects.filter(council=council).values("offer_id")
    return Q(council=council) | Q(pk__in=further)


def find_offers_using(council: Council) -> list[OfferMixin]:
    """List the offers that link to ``council``: as they are saved, or in a draft."""
    offers = {}
    for model in get_offer_models():
        for offer in model._default_manager.filter(is_of(council)):
            offers[offer.pk] = offer
        drafts = model._default_manager.filter(has_unpublished_changes=True)
        for offer in drafts:
            revisions = Revision.objects.for_instance(offer).filter(
                Q(pk=offer.latest_revision_id) | Q(approved_go_live_at__isnull=False)
            )
            if any(_links_to(revision, council) for revision in revisions):
                offers[offer.pk] = offer
    return list(offers.values())


def find_twins(offer: OfferMixin) -> list[OfferMixin]:
    """
    List the live offers beside ``offer`` that are about the same setting or service.

    They may be in another form. Its translations and its aliases are no others.
    """
    name = offer.public_name.casefold()
    return [
        other
        for model in _list_forms(type(offer))
        for other in model._default_manager.live()
        .filter(alias_of=None, setting_name__iexact=offer.setting_name)
        .exclude(pk=offer.pk)
        .exclude(pk=offer.alias_of_id)
        .exclude(translation_key=offer.translation_key)
        .defer("body")
        .order_by("pk")[:MANY_TWINS]
        if other.public_name.casefold() == name and not _has_other_number(offer, other)
    ]


def _list_forms(model: type[OfferMixin]) -> list[type[OfferMixin]]:
    """The kinds of offers about settings if a kind is one of them, else it alone."""
    forms = [
        each
        for each in get_offer_models()
        if is_setting_type(each, SettingType.EARLY_YEARS)
    ]
    return forms if model in forms else [model]


def _has_other_number(offer: OfferMixin, other: OfferMixin) -> bool:
    """Whether both have a number in the same register, and not the same one."""
    first, second = (
        (getattr(each, "identifier_scheme", ""), getattr(each, "identifier", ""))
        for each in (offer, other)
    )
    return all((*first, *second)) and first[0] == second[0] and first[1] != second[1]


def count_offers(**conditions: Any) -> Any:
    """
    How many saved offers link to a council, as an annotation of councils.

    :param conditions: what holds of those that are counted, such as ``live=True``.
    """
    total: Any = Value(0)
    for model in get_offer_models():
        # An alias shows what its original says.
        own = model._default_manager.filter(alias_of=None, **conditions).order_by()
        further = OfferCouncil.objects.filter(offer__in=own.values("pk"))
        for links in (own, further):
            of_council = links.filter(council=OuterRef("pk")).values("council")
            number = Subquery(of_council.values(number=Count("pk")))
            total = total + Coalesce(number, 0)
    return total


def replace_council(offer: OfferMixin, old: Council | None, new: Council) -> bool:
    """
    Link to ``new`` where the body of ``offer`` links to ``old``. It doesn't save.

    :param old: ``None`` for a link without a council.
    :returns: whether there was such a link.
    """
    content = read(offer)
    is_replaced = False
    for link in content.council_links:
        if link.value == (old and old.pk):
            offer.body[link.place] = (COUNCIL_LINK, new, link.id)
            is_replaced = True
    for place, stored in enumerate(content.blocks):
        if stored["type"] != OTHER_COUNCILS:
            continue
        child = offer.body[place]
        if old is not None and old in child.value:
            councils = dict.fromkeys(
                new if each == old else each for each in child.value
            )
            offer.body[place] = (OTHER_COUNCILS, [*councils], child.id)
            is_replaced = True
    return is_replaced


def _links_to(revision: Revision, council: Council) -> bool:
    content = read(read_draft(revision))
    return council.pk in content.other_council_keys or any(
        link.value == council.pk for link in content.council_links
    )
