"""The manual for editors: one page of the admin, to whose paragraphs messages link."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.template.loader import select_template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_localoffer.frameworks import Framework, Section
from wagtail_localoffer.frameworks.lookups import get_words, in_words, put_in_words
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.queries import get_offer_models

URL_NAME = "wagtail_localoffer:help"

#: Where its texts are, one for each language that somebody has translated it into.
TEXTS = "wagtail_localoffer/admin/manual/{}.html"

#: The paragraph about what has none of its own.
MESSAGES = "messages"

#: The paragraphs about messages, each with the codes of the findings that it is about.
PARAGRAPHS: dict[str, tuple[str, ...]] = {
    "message-missing": (
        *("setting_name_missing", "setting_type_missing", "provider_name_missing"),
        *("run_by_missing", "commissioner_missing", "waiting_time_missing"),
        "reviewed_by_role_missing",
    ),
    "message-number": (
        *("identifier_invalid", "identifier_scheme_missing"),
        *("ods_code_invalid", "ods_code_missing"),
    ),
    "message-ages": ("ages_reversed", "maximum_age_missing"),
    "message-area": (
        "address_missing",
        "area_missing",
        "area_invalid",
        "areas_missing",
    ),
    "message-dates": tuple(
        f"{detail}_date_{end}"
        for detail in ("commissioner", "waiting_time")
        for end in ("missing", "future", "old")
    ),
    "message-telephone": (
        *("telephone_invalid", "telephone_several"),
        *("senco_contact_telephone_invalid", "senco_contact_telephone_several"),
        *("contacts_telephone_invalid", "contacts_telephone_several"),
    ),
    "message-email": ("senco_contact_email_invalid", "contacts_email_invalid"),
    "message-contact": tuple(
        f"{contact}_{end}"
        for contact in ("senco_contact", "contacts")
        for end in ("missing", "name_missing", "details_missing")
    ),
    "handover": (
        *("senco_contact_next_name_missing", "senco_contact_next_start_missing"),
        *("senco_contact_next_start_early", "senco_contact_next_until_early"),
        "senco_contact_vacant",
    ),
    "message-repeated": (
        *("senco_contact_repeated", "contacts_repeated"),
        *("council_link_repeated", "section_repeated"),
    ),
    "message-council": (
        *("council_link_missing", "council_link_address_missing"),
        "other_councils_address_missing",
    ),
    "message-section": ("section_missing", "section_empty", "section_unanswered"),
    "message-thin": ("section_thin",),
    "message-asked": ("requirement_unanswered",),
    "message-code": ("section_foreign_markup", "unreadable"),
    "message-words": (
        *("abbreviation_unexplained", "jargon", "term_abolished", "term_dated"),
    ),
    "message-sentences": ("reading_age_high", "sentence_long"),
    "message-links": ("link_dead", "link_other_council", "link_text_vague"),
    "message-leftovers": (
        *("instruction_left", "placeholder_left", "prompt_left", "web_leftover"),
    ),
    "message-twice": ("said_twice",),
    "message-private": ("mobile_number", "personal_email"),
    "message-child": ("person_named",),
    "message-senco": ("contact_differs",),
    "message-date": ("date_past",),
    "message-picture": ("alt_text_missing",),
    "message-document": ("document_only",),
}

ANCHORS = {code: anchor for anchor, codes in PARAGRAPHS.items() for code in codes}

#: What the code of a detail that a project's own framework asks for ends with.
ANCHORS_BY_END = {
    "missing": "message-missing",
    "invalid": "message-number",
    "several": "message-telephone",
    "future": "message-dates",
    "old": "message-dates",
}


def find_manual_url(
    anchor: str = "",
    *,
    code: str = "",
    part: str | None = None,
    offer: OfferMixin | None = None,
) -> str:
    """
    Find the paragraph of the manual about something; there is always one.

    :param anchor: the id of a paragraph.
    :param code: the code of a finding.
    :param part: the name of a block of an offer; empty for its front sheet.
    :param offer: tells the front sheets of several kinds of offers apart.
    """
    if code:
        anchor = ANCHORS.get(code) or ANCHORS_BY_END.get(
            code.rpartition("_")[2], MESSAGES
        )
    elif part is not None:
        model = type(offer) if offer is not None else get_offer_models()[0]
        anchor = f"part-{part}" if part else f"about-{model._meta.model_name}"
    url = reverse(URL_NAME)
    return f"{url}#{anchor}" if anchor else url


def render_manual() -> tuple[SafeString, str]:
    """
    The text of the manual, and the language that it is in.

    It is translated as a whole, in a template of its own: in pieces it would be a third
    of all texts that translators have, and read like pieces.
    """
    language = get_language() or "en"
    names = [to_locale(language), language.partition("-")[0], "en"]
    template = select_template([TEXTS.format(name) for name in names])
    found = template.template.name.rpartition("/")[2].removesuffix(".html")
    return template.render(_describe_offers()), found.replace("_", "-")


def _describe_offers() -> dict[str, Any]:
    """What the frameworks say already, in the words of the form."""
    models = get_offer_models()
    contacts: dict[str, Any] = {}
    sections: dict[str, Any] = {}
    for model in models:
        framework = model.get_framework()
        contact = framework.contact
        contacts.setdefault(
            contact.key,
            {
                "key": contact.key,
                "heading": contact.heading,
                "help": _find_block(model, contact.key).meta.help_text,
            },
        )
        # Several kinds may have the same ones: an id stands on a page once.
        for section in in_words(framework, "").sections:
            sections.setdefault(section.key, _describe_section(section, framework))
    return {
        "kinds": [_describe_kind(model) for model in models],
        "contacts": contacts.values(),
        "sections": sections.values(),
    }


def _describe_kind(model: type[OfferMixin]) -> dict[str, Any]:
    front_sheet = model.get_framework().front_sheet
    needed = {
        each.key
        for each in front_sheet.details
        if each.required and not each.needed_with
    }
    names = [
        name
        for each in front_sheet.details
        for name in (each.key, *sorted(each.fields - {each.key}))
    ]
    return {
        "name": model._meta.model_name,
        "label": capfirst(model._meta.verbose_name),
        "heading": front_sheet.heading,
        "fields": [
            {
                "name": name,
                "label": capfirst(field.verbose_name),
                "help": field.help_text,
                "is_needed": name in needed,
            }
            for name in dict.fromkeys(names)
            for field in [model._meta.get_field(name)]
        ],
    }


def _find_block(model: type[OfferMixin], name: str) -> Any:
    body: Any = model._meta.get_field("body")
    return body.stream_block.child_blocks[name]


def _describe_section(section: Section, framework: Framework) -> dict[str, Any]:
    words = get_words(framework, "")
    prompts = (str(put_in_words(each.text, words)) for each in section.prompts)
    return {
        "key": section.key,
        "heading": section.heading,
        "is_needed": section.required,
        "invitation": section.invitation if section.only_invites else "",
        "prompts": list(dict.fromkeys(prompts)),
    }


class ManualView(WagtailAdminTemplateMixin, TemplateView):
    """The manual, for everybody who may see the admin."""

    page_title = _("Help with local offers")
    header_icon = "help"
    template_name = "wagtail_localoffer/admin/manual.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text, language = render_manual()
        headings = BeautifulSoup(text, "html.parser").select("h2[id]")
        return {
            **super().get_context_data(**kwargs),
            "text": text,
            "language": language,
            "contents": [
                {"anchor": each["id"], "heading": each.get_text()} for each in headings
            ],
        }
