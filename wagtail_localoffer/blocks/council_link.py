"""Councils of an offer: the one that it must name, and others."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.widgets import BaseChooser
from wagtail.coreutils import resolve_model_string

from wagtail_localoffer.blocks.comparison import ItemsComparison
from wagtail_localoffer.blocks.previews import TEMPLATE

COUNCIL = "wagtail_localoffer.Council"


class CouncilChooser(BaseChooser):
    """Chooses a council in Wagtail's modal; its views are registered with the admin."""

    model = COUNCIL
    icon = "site"
    choose_one_text = _("Choose a council")
    choose_another_text = _("Choose another council")
    link_to_chosen_text = _("Edit this council")
    chooser_modal_url_name = "wagtail_localoffer_councils:choose"

    def render_html(self, *args: Any, **kwargs: Any) -> SafeString:
        """Render it without the empty lines and indents that an editor would load."""
        lines = super().render_html(*args, **kwargs).splitlines()
        html = "\n".join(filter(None, map(str.strip, lines)))
        return mark_safe(html)  # noqa: S308 - it was safe before


@cache
def get_chooser() -> CouncilChooser:
    """One for all blocks, so that the editor is told of it once."""
    return CouncilChooser()


class CouncilLinkBlock(blocks.ChooserBlock):
    """
    The link to the council's own local offer (Lancashire: a website "must include" it).

    The address is the one kept in the council's record and is never typed, because
    typed ones were found overwritten, misspelt or left as a placeholder.
    """

    def __init__(self, **kwargs: Any) -> None:
        help_text = _(
            "Choose the council whose local offer you belong to. It is told by email "
            "when you publish."
        )
        super().__init__(**{"required": False, "help_text": help_text, **kwargs})

    # Named as a string: the blocks stand below the models.
    @cached_property
    def target_model(self) -> type[Model]:
        model: type[Model] = resolve_model_string(COUNCIL)
        return model

    @property
    def widget(self) -> CouncilChooser:
        return get_chooser()

    def get_preview_value(self) -> Any:
        return self.target_model._default_manager.exclude(local_offer_url="").first()

    def get_api_representation(self, value: Any, context: Any = None) -> Any:
        if value is None:
            return None
        return {"id": value.pk, "name": value.name, "url": value.local_offer_url}

    class Meta:
        icon = "site"
        label = _("Council’s local offer")
        template = "wagtail_localoffer/blocks/council_link.html"
        preview_template = TEMPLATE


class OtherCouncilsBlock(blocks.ListBlock):
    """
    Further councils that an offer belongs to, such as that across the border.

    Each is told of news as the first one is, and families find the link to each.
    """

    def __init__(self, **kwargs: Any) -> None:
        # A comparison of versions names each, without the words around the first one.
        council = CouncilLinkBlock(label=_("Council"), help_text="", template=None)
        # Most offers belong to one council.
        super().__init__(council, **{"default": [], **kwargs})

    def get_comparison_class(self) -> type[ItemsComparison]:
        return ItemsComparison

    def get_preview_value(self) -> Any:
        return self.normalize([self.child_block.get_preview_value()])

    class Meta:
        icon = "site"
        label = _("Other councils")
        help_text = _(
            "Only if people of another council’s area use you too. It is told by email "
            "as your own is, and families find a link to its local offer."
        )
        template = "wagtail_localoffer/blocks/other_councils.html"
        preview_template = TEMPLATE
