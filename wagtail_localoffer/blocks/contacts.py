"""Contacts: the SENCO and whoever follows or covers, or a health service's teams."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_localoffer.blocks.comparison import ComparedParts, ItemsComparison
from wagtail_localoffer.blocks.days import DayBlock
from wagtail_localoffer.blocks.previews import TEMPLATE
from wagtail_localoffer.blocks.texts import FixedLineBlock, LineBlock
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.content.handover import (
    COVER_UNTIL,
    NEXT,
    UNTIL,
    VACANT,
    find_holder,
    move_up,
    read_day,
)
from wagtail_localoffer.text.emails import is_email, mailto_url
from wagtail_localoffer.text.telephones import telephone_url


class ContactValue(blocks.StructValue):
    """A contact as templates read it."""

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


class SencoContactValue(ContactValue):
    """
    A contact as it is stored, or whom it names on a day.

    See :meth:`find_holder`.
    """

    #: Whether nobody has the post.
    is_vacant = False
    #: The last day of who only covers for another.
    cover_until: date | None = None

    def find_holder(self, day: date, telephone: str = "") -> SencoContactValue:
        """
        Say whom it names on a day, and nobody else.

        :param telephone: where to ask while the post is vacant.
        """
        holder = find_holder(self, day, telephone)
        if holder is self:
            return self
        names = (name for name in self.block.child_blocks if name not in (UNTIL, NEXT))
        shown = type(self)(self.block, [(each, holder.get(each, "")) for each in names])
        shown.is_vacant = VACANT in holder
        shown.cover_until = read_day(holder, COVER_UNTIL)
        return shown


def show_on(child: Any, day: date, telephone: str) -> Any:
    """
    A block of a body as families read it on a day.

    :param telephone: where to ask while the post of the SENCO is vacant.
    :returns: the block itself if nothing of it depends on the day.
    """
    value = child.value
    if not isinstance(value, SencoContactValue):
        return child
    shown = value.find_holder(day, telephone)
    if shown is value:
        return child
    return blocks.StreamValue.StreamChild(child.block, shown, id=child.id)


class SencoPersonBlock(ContactBlock):
    """How to reach one person."""

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


#: One for everybody's last day, so that the editor is told of it once.
LAST_DAY = DayBlock(
    label=_("Last day"), help_text=_("If it is known. They are not shown after it.")
)


class NextSencoBlock(SencoPersonBlock):
    """Who follows the SENCO, or covers for them, from a day on."""

    # Wagtail's own way to leave out a part, which its types don't know.
    availability = None  # type: ignore[assignment]
    start = DayBlock(label=_("First day"))
    until = LAST_DAY

    class Meta:
        label = _("Who follows, or covers")
        label_format = "{name}"
        collapsed = True
        form_layout = blocks.BlockGroup(
            children=["name", "job_title", "email", "telephone", "start", "until"]
        )
        help_text = _(
            "Shown from their first day on; your council is told then. If they only "
            "cover, give their last day here and none above: after it, the person "
            "above is shown again."
        )


class SencoContactBlock(SencoPersonBlock):
    """
    The person to contact about special educational needs.

    Drafts may leave any of it open. A live offer must name the person and say at
    least one way to reach them (Lancashire: "the name and contact details of the
    SENCO"; SEND Regulations 2014, Schedule 1, item 4).

    Whoever leaves has a last day, and whoever follows a first one. Wherever the block
    is read by others than its editor, it names who has the post on that day.
    """

    until = LAST_DAY
    next = NextSencoBlock()

    def get_form_state(self, value: Any) -> Any:
        """What the editor begins with: who has the post by now stands first."""
        if moved := move_up(value, get_today()):
            nobody = self.child_blocks[NEXT].get_default()
            value = self.normalize({**value, **moved, NEXT: nobody})
        return super().get_form_state(value)

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        page = (parent_context or {}).get("page")
        telephone = getattr(page, "telephone", "")
        shown = value.find_holder(get_today(), telephone)
        return super().get_context(shown, parent_context)

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        shown = value.find_holder(get_today())
        said = {key: shown[key] for key in shown if key not in (UNTIL, NEXT)}
        return super().get_api_representation(said, context)

    def get_searchable_content(self, value: Any) -> list[str]:
        shown = value.find_holder(get_today())
        found: list[str] = super().get_searchable_content(shown)
        return found

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
        value_class = SencoContactValue
        form_layout = blocks.BlockGroup(
            children=["name", "job_title", "email", "telephone", "availability"]
            + [UNTIL, NEXT]
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
