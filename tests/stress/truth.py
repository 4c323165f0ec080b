"""
What was true of each offer, and when: the history that the verdict is based on.

An editor writes it in the transaction of the edit itself. So it has each state that
there was, in their order, and none that a killed process only meant to bring about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction, Site

from wagtail_localoffer.content import read
from wagtail_localoffer.models import LocalOfferPage

#: Marks the entries in Wagtail's log of pages, which has a row for each edit anyway.
ACTION = "stress.truth"


@dataclass(frozen=True)
class State:
    #: Whether the page is published, be it for all to read or not.
    live: bool = False
    #: Whether anybody can read it.
    public: bool = False
    url: str = ""
    #: Those that are told of it, the one that it belongs to first.
    councils: list[int] = field(default_factory=list)
    #: What each part of it says.
    parts: dict[str, str] = field(default_factory=dict)
    #: Whether the edit that led to it was marked as a small correction.
    minor: bool = False


def write_truth(offer_ids: Iterable[int], *, minor: bool = False) -> None:
    """Add the state of each offer as it is now to its history."""
    # Not with save(), which knows only the actions that are registered in the admin.
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=offer_id,
            label="",
            action=ACTION,
            data=asdict(see(offer_id, minor=minor)),
            timestamp=timezone.now(),
        )
        for offer_id in offer_ids
    )


def read_histories() -> dict[int, list[State]]:
    """All states of each offer that there ever was, the oldest first."""
    histories: dict[int, list[State]] = defaultdict(list)
    entries = PageLogEntry.objects.filter(action=ACTION).order_by("pk")
    for offer_id, data in entries.values_list("page_id", "data"):
        histories[offer_id].append(State(**data))
    return histories


def see(offer_id: int, *, minor: bool = False) -> State:
    """Read the state of an offer, without the rules of the package that is tested."""
    offer = LocalOfferPage.objects.filter(pk=offer_id).first()
    if offer is None or not offer.live:
        return State()
    values = {each["type"]: each["value"] for each in offer.body.get_prep_value()}
    others = [item["value"] for item in values["other_councils"]]
    return State(
        live=True,
        public=not _is_private(offer),
        url=_address(offer),
        councils=[values["council_link"], *others],
        parts=read(offer).fingerprint,
        minor=minor,
    )


def _is_private(offer: LocalOfferPage) -> bool:
    paths = Page.objects.filter(
        pk__in=PageViewRestriction.objects.values("page_id")
    ).values_list("path", flat=True)
    return any(offer.path.startswith(path) for path in paths)


def _address(offer: Any) -> str:
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    below_root = offer.url_path.removeprefix(site.root_page.url_path)
    port = "" if site.port == 80 else f":{site.port}"
    return f"http://{site.hostname}{port}/{below_root}"
