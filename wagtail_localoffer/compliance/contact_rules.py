"""What the contact of an offer must have: the person or the teams whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compliance.findings import Finding, about_block
from wagtail_localoffer.compliance.formats import DOUBLE_ZERO, SEVERAL
from wagtail_localoffer.content import Content
from wagtail_localoffer.frameworks import SENCO, TEAMS, lookups
from wagtail_localoffer.frameworks.choices import SHOULD
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.plain import one_line
from wagtail_localoffer.text.telephones import (
    has_double_zero,
    has_several_telephones,
    is_telephone,
)

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


#: What to do about each thing that is wrong with a contact, by its block.
_CONTACT_MESSAGES: dict[str, dict[str, Text]] = {
    SENCO.key: {
        "missing": _("Add the SENCO contact."),
        "repeated": _("Keep one SENCO contact and delete the others."),
        "name_missing": _("Enter the {senco}’s name."),
        "details_missing": _(
            "Enter a telephone number or an email address for the {senco}."
        ),
        "email_invalid": _(
            "Enter the {senco}’s email address like this: send@setting.example"
        ),
        "telephone_invalid": _(
            "Enter the {senco}’s telephone number like this: 01632 960123"
        ),
        "telephone_several": SEVERAL,
        "next_name_missing": _(
            "Enter the name of who follows or covers, or empty their other fields."
        ),
        "next_start_missing": _("Enter their first day."),
        "next_start_early": _(
            "Enter a first day that is after the last day of the person above."
        ),
        "next_until_early": _("Enter a last day that is not before their first."),
        "vacant": _(
            "The post of the {senco} is vacant, and families read that. As soon as you "
            "know who follows, enter their name and when they begin."
        ),
    },
    TEAMS.key: {
        "missing": _("Add a contact: a team, and how to reach it."),
        "repeated": _("Keep one block of contacts. Add every contact to it."),
        "name_missing": _("Enter the name of the team, or the role of the person."),
        "details_missing": _(
            "Enter a telephone number or an email address for this contact."
        ),
        "email_invalid": _("Enter the email address like this: team@service.example"),
        "telephone_invalid": _("Enter the telephone number like this: 01632 960123"),
        "telephone_several": SEVERAL,
    },
}


def check_contacts(content: Content) -> Iterator[Finding]:
    """Find what is missing or wrong in the contacts of an offer."""
    block = content.framework.contact.key
    words = lookups.get_words(content.framework, content.setting_type)

    def finding(code: str, *where: str) -> Finding:
        message = lookups.put_in_words(_CONTACT_MESSAGES[block][code], words)
        return about_block(content, block, f"{block}_{code}", message, *where)

    if not content.contacts:
        yield finding("missing")
        return
    if len(content.list_values(block)) > 1:
        yield finding("repeated")
    for contact in content.coming_contacts:
        email, telephone = (
            one_line(contact.read(key)) for key in ("email", "telephone")
        )
        if not one_line(contact.read("name")):
            yield finding("name_missing", contact.locate("name"))
        if not email and not telephone:
            # Of several contacts it says which.
            name = "" if contact.place is None else contact.read("name")
            yield finding("details_missing", contact.locate("email"), name)
        # The email is checked as it was typed: a line break in it must not pass.
        if email and not is_email(contact.read("email")):
            yield finding("email_invalid", contact.locate("email"), email)
        if telephone and not is_telephone(telephone):
            problem = "several" if has_several_telephones(telephone) else "invalid"
            where = contact.locate("telephone")
            found = finding(f"telephone_{problem}", where, telephone)
            if has_double_zero(telephone):
                found = replace(found, message=DOUBLE_ZERO)
            yield found

    for field, code in content.list_contact_faults():
        yield finding(code, field)


def check_vacancy(content: Content) -> Iterator[Finding]:
    """Name a post that is vacant, while nobody is to follow: the offer stays live."""
    block = content.framework.contact.key
    words = lookups.get_words(content.framework, content.setting_type)
    if content.contacts and not content.coming_contacts:
        message = lookups.put_in_words(_CONTACT_MESSAGES[block]["vacant"], words)
        found = about_block(content, block, f"{block}_vacant", message, "name")
        yield replace(found, severity=SHOULD, source="")
