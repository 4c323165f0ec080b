from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_localoffer.blocks.comparison import ComparedParts, ItemsComparison
from wagtail_localoffer.blocks.previews import TEMPLATE
from wagtail_localoffer.blocks.texts import FixedLineBlock, LineBlock
from wagtail_localoffer.text.emails import is_email, mailto_url
from wagtail_localoffer.text.telephones import telephone_url


class ContactValue(blocks.StructValue):
    @property
    def telephone_url(self) -> str:
        """The address to dial, or an empty string for what is no number."""
        # What was imported may be a number to Python, too.
        return telephone_url(str(self.get("telephone") or ""))

    @property
    def email_url(self) -> str:
        """The address of a link that writes there; empty for what is no address."""
        email = str(self.get("email") or "")
        return mailto_url(email) if is_email(email) else ""


class ContactBlock(ComparedParts, blocks.StructBlock):
    """How to reach somebody. Drafts may leave any of it open."""

    name = FixedLineBlock(label=_("Name"), required=False, max_length=100)
    email = FixedLineBlock(
        label=_("Email address"),
        required=False,
        max_length=254,
        help_text=_(
            "Give a role’s address, such as team@service.example, rather than a "
            "person’s own: it stays right when people change."
        ),
    )
    telephone = FixedLineBlock(
        label=_("Telephone number"),
        required=False,
        max_length=50,
        help_text=_("Give a work number rather than somebody’s own mobile."),
    )
    availability = LineBlock(
        label=_("When available"),
        required=False,
        max_length=200,
        help_text=_("For example: Monday to Thursday, 8:30am to 4pm"),
    )

    class Meta:
        icon = "user"
        preview_template = TEMPLATE
        value_class = ContactValue


class SencoContactBlock(ContactBlock):
    """
    The person to contact about special educational needs.

    Drafts may leave any of it open. A live offer must name the person and say at
    least one way to reach them (Lancashire: "the name and contact details of the
    SENCO"; SEND Regulations 2014, Schedule 1, item 4).
    """

    job_title = LineBlock(
        label=_("Job title"),
        required=False,
        max_length=100,
        help_text=_(
            "For example: SENCO, Named person for SEND, or Childminder. If it is "
            "empty, the page says what your type of setting calls them."
        ),
    )
    email = FixedLineBlock(
        label=_("Email address"),
        required=False,
        max_length=254,
        help_text=_(
            "Give a role’s address, such as send@setting.example, rather than a "
            "person’s own: it stays right when people change."
        ),
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
        label = _("SENCO contact")
        form_layout = blocks.BlockGroup(
            children=["name", "job_title", "email", "telephone", "availability"]
        )
        help_text = _(
            "The name is needed to publish, and a telephone number or an email address."
        )
        template = "wagtail_localoffer/blocks/senco_contact.html"


class TeamContactBlock(ContactBlock):
    """A team, or a person by their role, perhaps for an area of its own."""

    name = LineBlock(
        label=_("Team or role"),
        required=False,
        max_length=100,
        help_text=_("For example: Bookings team"),
    )
    area = LineBlock(
        label=_("Area"),
        required=False,
        max_length=200,
        help_text=_("Only if there are others for other areas."),
    )

    class Meta:
        label = _("Contact")
        label_format = "{name} {area}"
        form_layout = blocks.BlockGroup(
            children=["name", "area", "telephone", "email", "availability"]
        )


class ContactsBlock(blocks.ListBlock):
    """
    The teams to contact, each perhaps for an area of its own.

    Drafts may leave any of it open. A live offer has one contact or more, each with
    its name and at least one way to reach it.
    """

    #: One contact may have been imported as it is.
    reads_one = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(TeamContactBlock(), **{"min_num": 0, **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(_as_list(value))

    def bulk_to_python(self, values: Any) -> Any:
        return super().bulk_to_python([_as_list(each) for each in values])

    def get_comparison_class(self) -> type[ItemsComparison]:
        return ItemsComparison

    def get_preview_value(self) -> Any:
        return self.normalize(
            [
                {
                    "name": _("Bookings team"),
                    "telephone": "01632 960160",
                    "email": "team@service.example",
                }
            ]
        )

    class Meta:
        icon = "user"
        preview_template = TEMPLATE
        label = _("Contacts")
        help_text = _(
            "Each needs a name, and a telephone number or an email address. Add one "
            "for each area that has its own."
        )
        template = "wagtail_localoffer/blocks/contacts.html"


def _as_list(value: Any) -> list[Any]:
    """One contact may have been imported as it is; anything else is none."""
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []
