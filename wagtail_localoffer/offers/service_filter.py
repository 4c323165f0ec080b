"""The filters above a list of health services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


#: A link that somebody kept may ask for what no service names any more.
NOT_IN_THE_LIST = {"invalid_choice": _("Choose one from the list.")}


class ServiceFilterForm(forms.Form):
    """
    What a family looks for in a list of services.

    :param needs: the labels of the needs that there are services for, by their keys.
    :param areas: the areas that services name, however often.
    """

    need = forms.ChoiceField(
        label=_("Need"), required=False, error_messages=NOT_IN_THE_LIST
    )
    age = forms.IntegerField(
        label=_("Age in years"),
        required=False,
        min_value=0,
        max_value=25,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Enter a whole number from 0 to 25."),
        ),
    )
    area = forms.ChoiceField(
        label=_("Area"), required=False, error_messages=NOT_IN_THE_LIST
    )

    def __init__(
        self, *args: Any, needs: dict[str, Text], areas: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["need"].choices = [
            ("", _("All needs")),
            *sorted(needs.items(), key=lambda need: str(need[1])),
        ]
        fields["area"].choices = [
            ("", _("All areas")),
            # One that is written in several ways is one.
            *(
                (area, area)
                for area in sorted({a.casefold(): a for a in areas}.values())
            ),
        ]

    def get_wanted(self) -> dict[str, Any]:
        """What is asked for. What isn't valid is asked for by nobody."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        return {
            "need": given.get("need", ""),
            "age": given.get("age"),
            "area": given.get("area", ""),
        }
