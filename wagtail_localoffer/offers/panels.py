"""Panels of the editor: the checklist, what the council knows, the fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.forms import HiddenInput
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    Panel,
)

from wagtail_localoffer.offers.answers_comparison import AnswersComparison
from wagtail_localoffer.offers.keeper import make_keeper_panel
from wagtail_localoffer.public.page_mixin import PublicFaces

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text


def can_review(offer: PublicFaces, user: Any) -> bool:
    """Whether ``user`` may tell the public that what it reads is still correct."""
    return bool(
        offer.live and offer.pk and offer.permissions_for_user(user).can_publish()
    )


#: The attribute that names the part of an offer to which a panel belongs. What has
#: none belongs to the front sheet.
PART = "data-localoffer-part"

#: What a form is posted with that asks for more than a draft.
PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


@dataclass(frozen=True)
class Problem:
    """What stops a form from being saved or published, and where to mend it."""

    message: Any
    #: The part that it stands in: the name of a block, or a name that ``PART`` has.
    part: str
    #: The id of its field, or the path to it inside of its block.
    field: str
    #: Whether a draft can be saved all the same.
    is_saved: bool = True
    #: Whether it is one of what the checklist names, too.
    is_obstacle: bool = False


def is_publishing(data: Mapping[str, Any]) -> bool:
    """Whether what was posted asks for more than a draft."""
    return any(action in data for action in PUBLISHING)


def list_problems(form: Any) -> list[Problem]:
    """List what is wrong in the form of an offer, in its order, with its place."""
    obstacles = getattr(form, "obstacles", [])
    problems = [
        Problem(
            found.message,
            found.block or "about",
            found.field if found.block else f"id_{found.field}",
            is_obstacle=True,
        )
        for found in obstacles
    ]
    said = {"body" if found.block else found.field for found in obstacles}
    for name, errors in form.errors.as_data().items():
        if name in said:
            continue
        is_body = name == "body"
        field = form.fields.get(name)
        label = capfirst(field.label or "") if field else ""
        for error in errors:
            words = "" if is_body else " ".join(error.messages)
            problems.append(
                Problem(
                    f"{label}: {words}" if label and words else words,
                    "all" if is_body else "about",
                    "" if is_body else f"id_{name}",
                    is_saved=error.code == "required",
                )
            )
    if any(
        formset.errors and any(formset.errors) for formset in form.formsets.values()
    ):
        # Such as a comment without words, or rows of a project's own.
        problems.append(Problem("", "all", "", is_saved=False))
    return problems


def is_safe(form: Any) -> bool:
    """Whether the draft is saved of a form that was refused, by its view's word."""
    return getattr(form, "keeps_draft", False) and all(
        problem.is_saved for problem in list_problems(form)
    )


class ChecklistPanel(Panel):
    """
    The way into an offer: its parts, how far each of them is, and what comes next.

    It stands on a page type with :class:`~wagtail_localoffer.models.OfferMixin`. Its
    script opens one part at a time, and looks again after every save, also one that
    Wagtail makes by itself.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_localoffer/admin/checklist_panel.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            problems = list_problems(self.form) if self.form.is_bound else []
            return {
                **context,
                "offer": self.instance,
                "user": self.request.user,
                "content_type": self.instance._meta,
                "problems": problems,
                "asked_to_publish": is_publishing(self.form.data),
                "is_safe": is_safe(self.form),
            }

        class Media:
            css = {"all": ["wagtail_localoffer/css/editor.css"]}
            js = [
                "wagtail_localoffer/js/checklist.js",
                "wagtail_localoffer/js/parts.js",
            ]


class LawPanel(Panel):
    """
    Where a person decides which passage answers what the law and families ask.

    The decisions are a field of the form, and so a part of the draft. The items come
    with the list of parts, and again after every save. A kind of offer that has no
    report has what families ask alone.
    """

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["answers"], "widgets": {"answers": HiddenInput}}

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_localoffer/admin/law_panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            framework = self.instance.framework
            # Others have no report that would print what is chosen for the law.
            asks_law = any(each.heading for each in framework.requirements)
            self.has_items = asks_law or bool(framework.family_questions)
            if not asks_law:
                self.heading = _("What families ask")

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.has_items)

        def get_comparison(self) -> list[Any]:
            field = self.panel.model._meta.get_field("answers")
            return [partial(AnswersComparison, field)]

        class Media:
            css = {"all": ["wagtail_localoffer/css/editor.css"]}
            js = ["wagtail_localoffer/js/law.js"]


class CouncilNewsPanel(Panel):
    """
    Says what the council knows of an offer, and what it is told on publishing.

    Its content comes from a template tag, because rules and parts know no model.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_localoffer/admin/council_news_panel.html"

        def get_context_data(
            self, parent_context: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "offer": self.instance, "user": self.request.user}

        class Media:
            css = {
                "all": [
                    "wagtail_localoffer/css/editor.css",
                    "wagtail_localoffer/css/notices.css",
                ]
            }
            js = ["wagtail_localoffer/js/checklist.js"]


class SmallCorrectionPanel(FieldPanel):
    """The tick that keeps a correction from the council, which must know the offer."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.live)


def list_panels(heading: Text, fields: list[Any]) -> list[Any]:
    """
    The panels of an offer's editor, in their order.

    :param heading: the name of the front sheet.
    :param fields: the panels of its fields.
    """
    return [
        ChecklistPanel(
            heading=_("Your local offer, part by part"),
            icon="list-ul",
            attrs={PART: "list"},
        ),
        MultiFieldPanel(
            [
                CouncilNewsPanel(),
                SmallCorrectionPanel("minor_change", disable_comments=True),
            ],
            heading=_("What the council knows"),
            icon="mail",
            attrs={PART: "publish"},
        ),
        MultiFieldPanel([*fields, make_keeper_panel()], heading=heading),
        FieldPanel("picture"),
        FieldPanel("layout", disable_comments=True),
        FieldPanel("body"),
        LawPanel(
            heading=_("What the law asks"), icon="clipboard-list", attrs={PART: "law"}
        ),
    ]


def make_age_panel() -> FieldRowPanel:
    """The row for the ages that an offer is for."""
    return FieldRowPanel(
        [
            FieldPanel("minimum_age"),
            FieldPanel("minimum_age_unit"),
            FieldPanel("maximum_age"),
        ]
    )
