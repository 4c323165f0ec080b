from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_localoffer.blocks.previews import TEMPLATE
from wagtail_localoffer.text import is_telephone, telephone_url


class SencoContactValue(blocks.StructValue):
    @property
    def telephone_url(self) -> str:
        """The address to dial, or an empty string for what is no number."""
        # What was imported may be a number to Python, too.
        telephone = str(self.get("telephone") or "")
        return telephone_url(telephone) if is_telephone(telephone) else ""


class SencoContactBlock(blocks.StructBlock):
    """
    The person to contact about special educational needs.

    Drafts may leave any of it open. A live offer must name the person and say at
    least one way to reach them (Lancashire: "the name and contact details of the
    SENCO"; SEND Regulations 2014, Schedule 1, item 4).
    """

    name = blocks.CharBlock(label=_("Name"), required=False, max_length=100)
    job_title = blocks.CharBlock(
        label=_("Job title"),
        required=False,
        max_length=100,
        help_text=_(
            "For example: SENCO, SENDCo, or Named person for SEND. If it is empty, the "
            "page says SENCO, or named person in a college."
        ),
    )
    email = blocks.CharBlock(
        label=_("Email address"),
        required=False,
        max_length=254,
        help_text=_(
            "Give a role’s address, such as senco@school.example, rather than a "
            "person’s own: it stays right when people change."
        ),
    )
    telephone = blocks.CharBlock(
        label=_("Telephone number"),
        required=False,
        max_length=50,
        help_text=_("Give the setting’s number rather than somebody’s own mobile."),
    )
    availability = blocks.CharBlock(
        label=_("When available"),
        required=False,
        max_length=200,
        help_text=_("For example: Monday to Thursday, 8:30am to 4pm"),
    )

    def get_preview_value(self) -> Any:
        return self.normalize(
            {
                "name": "Priya Nuttall",
                "job_title": "SENCO",
                "email": "senco@school.example",
                # Ofcom keeps it for examples.
                "telephone": "01632 960014",
            }
        )

    class Meta:
        icon = "user"
        preview_template = TEMPLATE
        value_class = SencoContactValue
        label = _("SENCO contact")
        help_text = _(
            "The name is needed to publish, and a telephone number or an email address."
        )
        template = "wagtail_localoffer/blocks/senco_contact.html"
