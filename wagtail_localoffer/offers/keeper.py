"""Who keeps the council's entry of an offer up to date. It isn't for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_localoffer.content.offer import KEEPER_FIELDS
from wagtail_localoffer.fields import TidyCharField, TidyEmailField
from wagtail_localoffer.text.typed import tidy_address, tidy_name

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model


class HasKeeper(_Base):
    """
    The person whom a council asks about its entry.

    The council's own form asks for them (Lancashire: "key person to keep details up to
    date"). Councils are told, and nobody else.
    """

    keeper_name = TidyCharField(
        tidy_name, _("whom the council asks"), max_length=100, blank=True
    )
    keeper_role = TidyCharField(tidy_name, _("their role"), max_length=100, blank=True)
    keeper_telephone = TidyCharField(
        tidy_address, _("their phone"), max_length=50, blank=True
    )
    keeper_email = TidyEmailField(tidy_address, _("their email"), blank=True)

    class Meta:
        abstract = True

    @property
    def keeper(self) -> str:
        """Who it is and how to reach them, in one line; or nothing."""
        said = (getattr(self, name) for name in KEEPER_FIELDS)
        return ", ".join(filter(None, said))


def make_keeper_panel() -> MultiFieldPanel:
    """The panel for who keeps the council's entry up to date."""
    # No comments on whom to ask: their buttons alone would be half of these rows.
    name, role, telephone, email = (
        FieldPanel(field, disable_comments=True) for field in KEEPER_FIELDS
    )
    rows: list[Any] = [FieldRowPanel([name, role]), FieldRowPanel([telephone, email])]
    return MultiFieldPanel(
        rows,
        heading=_("Who keeps the council’s entry up to date"),
        help_text=_(
            "Only the council is told whom to ask about it. Families don’t see it."
        ),
    )
