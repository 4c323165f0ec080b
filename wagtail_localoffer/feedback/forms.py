"""The forms in which families write: one for all, and a short one for children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.feedback.choices import Topic
from wagtail_localoffer.feedback.models import LONGEST_MESSAGE, FamilyComment
from wagtail_localoffer.fields import TidyFormCharField, TidyFormEmailField
from wagtail_localoffer.text.typed import tidy_address, tidy_lines, tidy_name

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text
    from wagtail_localoffer.public.faces import SectionOnPage

#: The name of the field that nobody sees, and programs fill in.
TRAP = "subject"

#: Of a line that is too long for what it is.
TOO_LONG = {"max_length": _("Use fewer letters: up to %(limit_value)d.")}

#: The same topics as children name them.
OF_CHILDREN: dict[str, Text] = {
    Topic.QUESTION: _("I want to ask something"),
    Topic.UNCLEAR: _("I do not understand something"),
    Topic.WRONG: _("Something is not right"),
    Topic.IDEA: _("I have an idea"),
    Topic.PRAISE: _("Something is good"),
}


def tidy_message(text: str) -> str:
    """Lines as people count them: browsers send two characters for each break."""
    return tidy_lines(text).replace("\r\n", "\n")


def _get_length(name: str) -> int:
    field: Any = FamilyComment._meta.get_field(name)
    return int(field.max_length)


class ShortForm(forms.Form):
    """What children and young people are asked."""

    #: What the address of the form has, which the form sends along.
    audience: ClassVar[str] = "young"
    is_from_child: ClassVar[bool] = True

    topic = forms.ChoiceField(
        label=_("What do you want to tell us?"),
        choices=OF_CHILDREN,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what it is about.")
        ),
    )
    message = TidyFormCharField(
        label=_("Write it here"),
        tidy=tidy_message,
        # Not max_length: browsers would cut off what is pasted, and say nothing.
        validators=[
            MaxLengthValidator(
                LONGEST_MESSAGE,
                _(
                    "Your message has %(show_value)d letters, and there is room for "
                    "%(limit_value)d. Make it shorter."
                ),
            )
        ],
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        error_messages={"required": _("Write what you want to tell us.")},
    )

    # It is the browser's, in the browser's words, and keeps ours from being read.
    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id="feedback-%s", **kwargs)

    @property
    def is_spam(self) -> bool:
        """Whether something stands in the field that no person sees."""
        return bool(self.data.get(TRAP, "").strip())


class LongForm(ShortForm):
    """
    What everybody else is asked.

    :param sections: those that somebody may write about.
    """

    audience = ""
    is_from_child = False

    section = forms.ChoiceField(
        label=_("Which part of the local offer is it about?"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "This part is not in the local offer any more. Choose another one."
            )
        },
    )
    name = TidyFormCharField(
        label=_("Your name (optional)"),
        required=False,
        tidy=tidy_name,
        max_length=_get_length("name"),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
        error_messages=TOO_LONG,
    )
    reply_to = TidyFormEmailField(
        label=_("Your email address (optional)"),
        help_text=_("We use it for the answer and for nothing else."),
        required=False,
        tidy=tidy_address,
        max_length=_get_length("reply_to"),
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false"},
        ),
        error_messages={
            **TOO_LONG,
            "invalid": _(
                "Enter an email address like name@example.com, or leave it empty."
            ),
        },
    )

    field_order = ["topic", "section", "message", "name", "reply_to"]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        sections: Iterable[SectionOnPage],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["topic"].label = _("What is it about?")
        fields["topic"].choices = Topic.choices
        fields["message"].label = _("Your message")
        fields["message"].help_text = _("There is room for about 700 words.")
        fields["section"].choices = [
            ("", _("All of it, or I am not sure")),
            *((section.anchor, section.heading) for section in sections),
        ]
