"""The pages that are measured, in the site that the migrations make."""

from __future__ import annotations

from itertools import count
from typing import Any

from wagtail.models import Page, Site

from example_site.home.management.commands.load_example import read_offer
from tests.school.models import HeadingPage, TextPage
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.models import LocalOfferPage

_number = count(1)


def build_offer(**values: Any) -> LocalOfferPage:
    """Build the example school's whole offer of some 2,000 words, without saving it."""
    number = next(_number)
    return LocalOfferPage(
        title=f"Our local offer {number}",
        slug=f"local-offer-{number}",
        live=False,
        setting_type=SettingType.PRIMARY,
        **read_offer(),
        **values,
    )


def add_offer(**values: Any) -> LocalOfferPage:
    """Add that offer to the site, as a draft."""
    return _add(build_offer(**values))


def add_heading() -> HeadingPage:
    """Add a page of one heading, as a draft."""
    return _add(HeadingPage(title="One heading", slug="one-heading", live=False))


def add_texts(texts: list[str]) -> TextPage:
    """Add a page of nothing but these rich texts, as a draft."""
    body = [{"type": "text", "value": text} for text in texts]
    return _add(TextPage(title="Texts", slug="texts", live=False, body=body))


def _add(page: Page) -> Any:
    return Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
