"""What somebody may say of a review: who took part, and what came of it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.content.participation import LONGEST_LINE, Participation
from wagtail_localoffer.frameworks.choices import Participant


class ReviewForm(forms.Form):
    """Nothing of it need be filled in: an office may look through an offer alone."""

    who = forms.MultipleChoiceField(
        label=_("Who took part in this review, besides your staff"),
        help_text=_("Tick nothing if nobody did this time."),
        choices=Participant.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    changed = forms.CharField(
        label=_("What changed because of it"),
        help_text=_("One line, which families read beside the date. Name nobody."),
        max_length=LONGEST_LINE,
        required=False,
    )

    @property
    def participation(self) -> Participation:
        """What a valid form says."""
        return Participation.read(self.cleaned_data)
