"""What a provider of short breaks offers: a kind of offer that a project defines."""

from __future__ import annotations

from dataclasses import replace

from wagtail.models import Page

from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.frameworks import (
    SERVICE,
    TEAMS,
    Fact,
    Framework,
    Prompt,
    Section,
)
from wagtail_localoffer.frameworks.words import WORDS
from wagtail_localoffer.models import OfferMixin

SHORT_BREAKS = Framework(
    source="Our handbook for short breaks, page 3",
    sections=(
        Section(
            key="our_breaks",
            heading="What we do together",
            anchor="what-we-do-together",
            prompts=(Prompt(text="What do {children} do with you, and how long?"),),
            facts=(Fact(key="overnight", label="They can stay overnight"),),
        ),
        Section(
            key="who_can_come",
            heading="Who can come",
            anchor="who-can-come",
            prompts=(Prompt(text="Which needs can your {setting} meet?"),),
        ),
        Section(
            key="booking",
            heading="How to book, and what it costs",
            anchor="how-to-book",
            prompts=(Prompt(text="How does a family ask for a place for a {child}?"),),
            facts=(Fact(key="price", label="Price of a day", has_answer=False),),
            required=False,
        ),
    ),
    words={"": replace(WORDS[""], head="manager", setting="service")},
    front_sheet=SERVICE,
    contact=TEAMS,
)


class ShortBreakPage(OfferMixin, Page):
    body = OfferBodyField(OfferBodyBlock(framework=SHORT_BREAKS))

    search_fields = [*Page.search_fields, *OfferMixin.offer_search_fields]
