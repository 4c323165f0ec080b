from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.models import Page

from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.models import LocalOfferMixin

#: The slug of the page on which families find and compare, where there is one.
DIRECTORY = "find"

#: What a council calls the settings of each type, in the order of its list.
TYPES = {
    SettingType.EARLY_YEARS: "Nurseries and pre-schools",
    SettingType.CHILDMINDER: "Childminders",
    SettingType.CHILDRENS_CENTRE: "Children’s centres",
    SettingType.PRIMARY: "Primary schools",
    SettingType.MIDDLE: "Middle schools",
    SettingType.SECONDARY: "Secondary schools",
    SettingType.ALL_THROUGH: "All-through schools",
    SettingType.SPECIAL: "Special schools",
    SettingType.PUPIL_REFERRAL_UNIT: "Pupil referral units",
    SettingType.ALTERNATIVE: "Other places to learn",
    SettingType.COLLEGE: "Colleges and sixth forms",
}


class HomePage(Page):
    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, "introduction"]
    template = "home/home_page.html"
    # One for each site and language, and none below another page.
    parent_page_types = ["wagtailcore.Page"]


class CouncilHomePage(Page):
    """A council's home page: the settings with offers below it, by their types."""

    introduction = models.TextField(blank=True)

    content_panels = [*Page.content_panels, "introduction"]
    template = "home/council_home_page.html"
    parent_page_types = ["wagtailcore.Page"]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        pages = list(self.get_children().live().public().specific())
        context["directory"] = next(
            (each for each in pages if each.slug == DIRECTORY), None
        )
        context["types"] = list_by_type(
            [each for each in pages if isinstance(each, LocalOfferMixin)]
        )
        return context


def list_by_type(
    offers: list[LocalOfferMixin],
) -> list[tuple[str, list[tuple[LocalOfferMixin, str]]]]:
    """Offers and their towns, by name below each type."""
    found: dict[str, list[tuple[LocalOfferMixin, str]]] = {each: [] for each in TYPES}
    for offer in sorted(offers, key=lambda each: each.setting_name):
        found[offer.setting_type].append((offer, find_town(offer)))
    return [(TYPES[each], found[each]) for each in TYPES if found[each]]


def find_town(offer: LocalOfferMixin) -> str:
    """The line before the postcode, or what comes before it in an area."""
    *lines, _postcode = offer.public_address.replace(", ", "\n").splitlines() or [""]
    return lines[-1] if lines else ""
