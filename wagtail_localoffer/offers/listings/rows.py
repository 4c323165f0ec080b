"""Rows of listings: made from offers on pages, and kept right."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import translation

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.offers.ages import count_years
from wagtail_localoffer.offers.frontend_cache import purge_directories
from wagtail_localoffer.offers.kinds import find_kind
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import find_offer, get_offer_models
from wagtail_localoffer.public.cache import has_frontend_cache, renew_stamp
from wagtail_localoffer.public.languages import find_language
from wagtail_localoffer.text.plain import one_line

logger = logging.getLogger("wagtail_localoffer")

#: Offers that are held against their listings in the same few queries.
BATCH = 500

#: As much of a text as is searched.
LONGEST_TEXT = 200_000

#: The answer that counts where a fact is answered twice comes first.
STRONGEST = (Answer.YES, Answer.PARTLY, Answer.NO)

#: Columns of a page that say nothing of what the public reads. What is in the body is
#: known by ``waived``, which is written with it.
SAY_NOTHING = {
    *("body", "draft_title", "has_unpublished_changes", "latest_revision"),
    *("latest_revision_created_at", "numchild", "depth", "path", "url_path", "slug"),
    *("locked", "locked_at", "locked_by", "owner", "show_in_menus", "reviewed_with"),
    *("last_published_at", "live_revision", "next_change_on"),
}


def renew(offer_id: int) -> bool:
    """
    Make the listing of a live offer, unless it is made already; drop any other's.

    :returns: whether there was something to write.
    """
    with transaction.atomic():
        # Whoever reads it later must not be overtaken by who has read it before.
        pages = apps.get_model(PAGE_MODEL)._base_manager.select_for_update()
        pages.filter(pk=offer_id).values_list("pk", flat=True).first()
        return _renew(offer_id)


def _renew(offer_id: int) -> bool:
    offer = find_offer(offer_id, "council", "locale")
    listing = OfferListing.objects.filter(page=offer_id).first()
    if offer is None or not offer.live or offer.alias_of_id is not None:
        if listing is not None:
            listing.delete()
        return listing is not None
    made_from = _hash(offer)
    if not offer.known_parts:
        # Its columns don't tell what is in its body.
        made_from = _hash_text(made_from, str(read(offer).fingerprint))
    if listing is not None and listing.made_from == made_from:
        return False
    listing = listing or OfferListing(page_id=offer_id)
    for name, value in {**describe(offer), "made_from": made_from}.items():
        setattr(listing, name, value)
    listing.save()
    return True


def tell_lists() -> None:
    """Have what is kept of lists made again: listings have changed."""
    renew_stamp()
    if has_frontend_cache():
        purge_directories()


def renew_all(*, every: bool = False) -> set[int]:
    """
    Make the listings that are missing or out of date, and drop those of no live offer.

    It makes the same queries for any number of offers that are listed already, and
    reads no bodies of these.

    :param every: make each of them again, whatever is known of it.
    :returns: the keys of the pages whose listings were written or dropped.
    """
    live: set[int] = set()
    changed: set[int] = set()
    for model in get_offer_models():
        pages = model._default_manager.exact_type(model).filter(live=True)
        keys = sorted(pages.filter(alias_of=None).values_list("pk", flat=True))
        live.update(keys)
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            rows = OfferListing.objects.filter(page__in=batch)
            if every:
                rows.update(made_from="")
            known = dict(rows.values_list("page", "made_from"))
            offers = pages.filter(pk__in=batch).select_related("council")
            for offer in offers.defer("body"):
                if every or not _is_made(offer, known.get(offer.pk)):
                    changed |= _try_to_renew(offer.pk)
    listed = OfferListing.objects.filter(page__isnull=False)
    for page in set(listed.values_list("page", flat=True)) - live:
        changed |= _try_to_renew(page)
    if changed:
        tell_lists()
    return changed


def _is_made(offer: OfferMixin, made_from: str | None) -> bool:
    try:
        return bool(offer.known_parts) and made_from == _hash(offer)
    except Exception:  # noqa: BLE001 - whoever looks at it alone reports it
        return False


def _try_to_renew(offer_id: int) -> set[int]:
    try:
        return {offer_id} if renew(offer_id) else set()
    except Exception:
        # One that is broken must not hide the others.
        logger.exception("The local offer on page %s could not be listed.", offer_id)
        return set()


def describe(offer: Any) -> dict[str, Any]:
    """What the listing of an offer says, by its columns."""
    language = find_language(offer, None)
    with translation.override(language):
        content = read(offer)
        name = one_line(offer.setting_name) or one_line(offer.title)
        publisher = one_line(offer.publisher_name)
        return {
            "key": offer.translation_key,
            "language": language,
            "name": name,
            "kind": find_kind(type(offer)),
            "setting_type": getattr(offer, "setting_type", ""),
            "provider": "" if publisher == name else publisher,
            "minimum_age": offer.minimum_age,
            "minimum_age_unit": offer.minimum_age_unit,
            "maximum_age": offer.maximum_age,
            "youngest": count_years(offer.minimum_age, offer.minimum_age_unit),
            "place": list_place(offer),
            "telephone": offer.telephone,
            "contact": one_line(offer.contact_name)[:255],
            "council_name": offer.council.name if offer.council else "",
            "facts": read_facts(content),
            "text": "\n".join(_list_texts(content))[:LONGEST_TEXT],
        }


def read_facts(content: Content) -> dict[str, str]:
    """The answers of an offer by the keys of its facts."""
    asked = {
        fact.key
        for section in content.framework.sections
        for fact in section.facts
        if fact.has_answer
    }
    return choose_answers(
        (key, fact.get("answer", ""))
        for part in content.parts
        for key, fact in part.facts.items()
        if key in asked
    )


def choose_answers(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of the answers to each fact, the strongest."""
    found: dict[str, str] = {}
    for key, answer in given:
        if answers := [a for a in STRONGEST if a in (answer, found.get(key))]:
            found[key] = answers[0].value
    return found


def list_place(offer: Any) -> str:
    """Its address for families, and the areas from which a service sees people."""
    lines = [*offer.public_address.splitlines(), *getattr(offer, "area_list", [])]
    return "\n".join(dict.fromkeys(filter(None, map(one_line, lines))))


def _list_texts(content: Content) -> Iterator[str]:
    """Its words, and what it answers with yes or partly."""
    given = {key for part in content.parts for key in part.given_facts}
    for section in content.framework.sections:
        yield from (str(fact.label) for fact in section.facts if fact.key in given)
    for part in content.parts:
        yield from filter(None, [part.heading])
        yield from (each.text for each in part.paragraphs)
        yield from (note for f in part.facts.values() if (note := f.get("note")))


def _hash(offer: OfferMixin) -> str:
    """A hash of what the public reads of an offer, without reading its body."""
    values = [
        field.value_to_string(offer)
        for field in sorted(offer._meta.concrete_fields, key=lambda each: each.name)
        if field.name not in SAY_NOTHING
    ]
    values.append(offer.council and offer.council.name)
    return _hash_text(json.dumps(values, cls=DjangoJSONEncoder))


def _hash_text(*texts: str) -> str:
    return hashlib.sha256(" ".join(texts).encode()).hexdigest()
