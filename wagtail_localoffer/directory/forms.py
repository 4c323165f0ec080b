"""The form above a directory: what a family looks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks.choices import FactGroup, SettingType
from wagtail_localoffer.offers.kinds import KINDS
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.text.postcodes import LONGEST

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: Longer words are refused: nobody looks for as many.
LONGEST_SEARCH = 200

#: A link that somebody kept may ask for what no offer names any more.
NOT_IN_THE_LIST = {"invalid_choice": _("Choose from the list.")}

#: Of what is typed in words.
NO_WORDS = {
    "max_length": _("Use fewer words: up to %(limit_value)d letters."),
    "null_characters_not_allowed": _("Use letters and numbers only."),
}

#: The kind of offers that have a type of setting.
SETTING = "setting"


@dataclass(frozen=True)
class Wanted:
    """What a family looks for. What is empty asks nothing."""

    words: str = ""
    type: str = ""
    age: int | None = None
    place: str = ""
    #: The keys of facts.
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counts:
    """How many offers there are, and how many if one more thing is asked for."""

    total: int = 0
    types: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, int] = field(default_factory=dict)


def list_types() -> dict[str, Text]:
    """The types by which families tell offers apart, of settings and of services."""
    others = {key: name for key, (name, _base) in KINDS.items() if key != SETTING}
    return {**dict(SettingType.choices), **others}


def list_facts() -> dict[FactGroup, dict[str, Text]]:
    """The facts that families ask for, of all the project's frameworks, by groups."""
    found: dict[FactGroup, dict[str, Text]] = {group: {} for group in FactGroup}
    for framework in dict.fromkeys(m.get_framework() for m in get_offer_models()):
        for section in framework.sections:
            for fact in section.facts:
                if fact.group and fact.has_answer:
                    found[fact.group].setdefault(fact.key, fact.label)
    return found


class FindForm(forms.Form):
    """What a family looks for in a directory, with counts beside it once known."""

    q = forms.CharField(
        label=_("Words"),
        help_text=_("A name, or what your child needs: “autism”, “wheelchair”"),
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages=NO_WORDS,
    )
    setting_type = forms.ChoiceField(
        label=_("Type"), required=False, error_messages=NOT_IN_THE_LIST
    )
    age = forms.IntegerField(
        label=_("Age in years"),
        required=False,
        min_value=0,
        max_value=25,
        # What isn't a number stays there to be put right.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Enter a whole number from 0 to 25."),
        ),
    )
    place = forms.CharField(
        label=_("Town or postcode"),
        required=False,
        max_length=LONGEST,
        error_messages=NO_WORDS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = list_types()
        self.facts = list_facts()
        fields: dict[str, Any] = self.fields
        fields["setting_type"].choices = [("", _("All types")), *self.types.items()]
        for group, facts in self.facts.items():
            fields[group.value] = forms.MultipleChoiceField(
                label=group.label,
                required=False,
                choices=list(facts.items()),
                widget=forms.CheckboxSelectMultiple,
                error_messages=NOT_IN_THE_LIST,
            )
        for each in fields.values():
            each.widget.use_required_attribute = lambda initial: False

    @property
    def groups(self) -> list[Any]:
        """The fields whose answers are ticked."""
        return [self[group.value] for group, facts in self.facts.items() if facts]

    @property
    def lines(self) -> list[Any]:
        """The fields that are filled in."""
        return [self[name] for name in ("q", "age", "place", "setting_type")]

    def get_wanted(self) -> Wanted:
        """What is asked for. What isn't valid is asked for by nobody."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        facts = (key for group in self.facts for key in given.get(group.value) or ())
        return Wanted(
            words=given.get("q", ""),
            type=given.get("setting_type", ""),
            age=given.get("age"),
            place=given.get("place", ""),
            facts=tuple(dict.fromkeys(facts)),
        )

    def show_counts(self, counts: Counts, wanted: Wanted) -> None:
        """Say beside each answer how many there are; leave out what nobody has."""
        fields: dict[str, Any] = self.fields
        fields["setting_type"].choices = [
            ("", _("All types")),
            *_count(self.types, counts.types, (wanted.type,)),
        ]
        for group, facts in self.facts.items():
            fields[group.value].choices = _count(facts, counts.facts, wanted.facts)


def _count(
    labels: Mapping[str, Text], counts: Mapping[str, int], chosen: tuple[str, ...]
) -> list[tuple[str, str]]:
    return [
        (
            key,
            gettext("%(label)s (%(number)d)")
            % {"label": label, "number": counts.get(key, 0)},
        )
        for key, label in labels.items()
        if counts.get(key) or key in chosen
    ]
