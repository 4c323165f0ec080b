"""Rows of listings: made from offers on pages, and kept right."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import translation

from wagtail_localoffer.content import Content, read
from wagtail_localoffer.frameworks.choices import Answer
from wagtail_localoffer.offers.ages import count_years
from wagtail_localoffer.offers.kinds import find_kind
from wagtail_localoffer.offers.listings.models import OfferListing
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import find_offer, get_offer_models
from wagtail_localoffer.public.cache import renew_stamp
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
    *("locked", "locked_at", "locked_by", "owner", "show_in_menus"),
}


def renew(offer_id: int) -> None:
    """Make the listing of a live offer, unless it is made already; drop any other's."""
    offer = find_offer(offer_id, "council", "locale")
    listing = OfferListing.objects.filter(page=offer_id).first()
    if offer is None or not offer.live or offer.alias_of_id is not None:
        if listing is not None:
            listing.delete()
        return
    made_from = _hash(offer)
    if listing is not None and listing.made_from == made_from:
        return
    listing = listing or OfferListing(page_id=offer_id)
    for name, value in {**describe(offer), "made_from": made_from}.items():
        setattr(listing, name, value)
    try:
        with transaction.atomic():
            listing.save()
    except IntegrityError:
        # Another process has made it in the meantime, or the page is gone.
        logger.info("The listing of page %s was made by somebody else.", offer_id)
    else:
        renew_stamp()


def renew_all(*, every: bool = False) -> Iterator[int]:
    """
    Make the listings that are missing or out of date, and drop those of no live offer.

    It makes the same queries for any number of offers that are listed already, and
    reads no bodies of these.

    :param every: make each of them again, whatever is known of it.
    :returns: the keys of the pages whose listings it looked at again.
    """
    live: set[int] = set()
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
                if every or known.get(offer.pk) != _hash(offer):
                    yield from _try_to_renew(offer.pk)
    listed = OfferListing.objects.filter(page__isnull=False)
    for page in set(listed.values_list("page", flat=True)) - live:
        yield from _try_to_renew(page)


def _try_to_renew(offer_id: int) -> Iterator[int]:
    try:
        renew(offer_id)
    except Exception:
        # One that is broken must not hide the others.
        logger.exception("The local offer on page %s could not be listed.", offer_id)
    else:
        yield offer_id


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
            "place": _list_places(offer),
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


def _list_places(offer: Any) -> str:
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
        offer.__dict__.get(field.attname)
        for field in sorted(offer._meta.concrete_fields, key=lambda each: each.name)
        if field.name not in SAY_NOTHING
    ]
    values.append(offer.council and offer.council.name)
    text = json.dumps(values, cls=DjangoJSONEncoder, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
