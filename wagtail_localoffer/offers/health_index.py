"""Lists of health services, which families search by need, age and area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.content import read
from wagtail_localoffer.content.parts import Part, read_facts
from wagtail_localoffer.frameworks.choices import AgeUnit, Answer
from wagtail_localoffer.frameworks.health import NEEDS_SECTION
from wagtail_localoffer.offers.health_services import HealthServiceMixin
from wagtail_localoffer.offers.list_pages import ListPageMixin
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.offers.service_filter import ServiceFilterForm
from wagtail_localoffer.text.telephones import telephone_url

if TYPE_CHECKING:
    from wagtail.models import Page as _Base

    from wagtail_localoffer.frameworks import Text
else:
    _Base = models.Model


@dataclass(frozen=True)
class ListedService:
    """A service with what families look for it by."""

    page: HealthServiceMixin
    #: The labels of the needs that it helps with, at least partly, by their keys.
    needs: dict[str, Text]
    #: The keys of those that it helps with only partly.
    partly: frozenset[str]
    #: The numbers to call, each with its area or its team, and its address to dial.
    telephones: tuple[dict[str, str], ...]

    @cached_property
    def areas(self) -> list[str]:
        return self.page.area_list

    @cached_property
    def area_keys(self) -> set[str]:
        """Its areas, for comparing: people write them with capitals or without."""
        return {area.casefold() for area in self.areas}

    def is_for_age(self, years: int) -> bool:
        """Whether it sees somebody of that age. Ages that aren't known exclude none."""
        youngest, oldest = self.page.minimum_age or 0, self.page.maximum_age
        if self.page.minimum_age_unit == AgeUnit.MONTHS:
            # Somebody who is one year old may be 18 months.
            youngest //= 12
        return youngest <= years and (oldest is None or years <= oldest)

    def matches(self, need: str, age: int | None, area: str) -> bool:
        return (
            (not need or need in self.needs)
            and (age is None or self.is_for_age(age))
            # A service that names no area is for all.
            and (not area or not self.areas or area.casefold() in self.area_keys)
        )


class HealthServiceIndexMixin(ListPageMixin, _Base):
    """
    The services of a trust below this page, found by need, age and area.

    Put it before the page class. It lists what the public can read, in two queries for
    each page type of services and none for each service.
    """

    #: Services below it lead back to it.
    lists_services: ClassVar[bool] = True

    page_description = _(
        "A list of your health services, which families search by need, age and area."
    )

    list_template = "wagtail_localoffer/health_service_index_page.html"

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        services = self.list_services()
        form = ServiceFilterForm(
            request.GET or None,
            needs={key: need for each in services for key, need in each.needs.items()},
            areas=[area for each in services for area in each.areas],
        )
        wanted = form.get_wanted()
        return {
            **context,
            "form": form,
            "is_filtered": any(value not in ("", None) for value in wanted.values()),
            "services": [each for each in services if each.matches(**wanted)],
        }

    def list_services(self) -> list[ListedService]:
        """The services below this page that the public can read, by their names."""
        services = [
            _list_service(page)
            for model in get_offer_models()
            if issubclass(model, HealthServiceMixin)
            for page in model._default_manager.exact_type(model)
            .descendant_of(self)
            .live()
            .public()
        ]
        return sorted(services, key=lambda each: each.page.setting_name.casefold())


def _list_service(page: HealthServiceMixin) -> ListedService:
    sections = (each for each in page.framework.sections if each.key == NEEDS_SECTION)
    labels = {fact.key: fact.label for each in sections for fact in each.facts}
    content = read(page)
    # Only the facts: reading the text of each section of each service takes long.
    part = next(
        (
            Part(NEEDS_SECTION, facts=read_facts(value))
            for value in content.list_values(NEEDS_SECTION)
            if isinstance(value, dict)
        ),
        Part(NEEDS_SECTION),
    )
    answers = {key: part.facts[key]["answer"] for key in part.given_facts}
    return ListedService(
        page,
        needs={key: label for key, label in labels.items() if key in answers},
        partly=frozenset(key for key in answers if answers[key] == Answer.PARTLY),
        telephones=tuple(
            {
                "number": number,
                "name": contact.read("area") or contact.read("name"),
                "url": url,
            }
            for contact in content.contacts
            if (url := telephone_url(number := contact.read("telephone")))
        ),
    )
