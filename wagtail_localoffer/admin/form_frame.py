"""
The form of an offer, of which only what differs is rendered each time.

Wagtail renders some ten templates around every field of a form, and writes down all of
its panels for its scripts. Both come out the same for whoever has the same language and
sees the same fields. So they are kept, by all that they depend on. A form that somebody
gave other widgets than its class has is left to Wagtail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

from django.forms import BoundField, Field, Select
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import ChoiceWidget
from django.template import Context
from django.template.loader import get_template
from django.urls import get_script_prefix, get_urlconf
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from telepath import BaseAdapter
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PanelGroup,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.telepath import JSContext, register

from wagtail_localoffer.offers.panels import SmallCorrectionPanel

#: The panels that render nothing but what stands around others, or around a field.
#: Any other panel, such as one of a project's, is rendered as a whole each time.
GROUPS = [panel.BoundPanel for panel in (ObjectList, MultiFieldPanel, FieldRowPanel)]
FIELDS = [
    panel.BoundPanel for panel in (FieldPanel, TitleFieldPanel, SmallCorrectionPanel)
]

#: Whose panels and widgets say nothing but what they are, where they say it in one of
#: these ways. A project's may say something else each time.
KNOWN = ("django", "wagtail", "wagtail_localoffer")
WAYS = [panel.BoundPanel.js_opts for panel in (Panel, PanelGroup, FieldPanel)]

#: What a field may have that says nothing.
NOTHING = (None, "", False)

#: What stands in a frame where something differs.
GAP = "<localoffer-gap-{}>"
GAPS = re.compile(GAP.format(r"(\d+)"))

#: How much is kept: a project's form may have another frame for each offer, and an
#: offer a choice that is none any more.
MOST_FRAMES = 50
MOST_FIELDS = 500


@dataclass
class Frame:
    """What is kept of a form."""

    #: As the class of the form has them.
    fields: Mapping[str, Field]
    #: What is around the gaps, and between it their numbers.
    html: list[str] = field(default_factory=list)
    #: What Wagtail's scripts are told of the panels, and the media that they need.
    definition: tuple[Any, Any] | None = None
    #: Fields that say nothing of an offer, by their panels and what they have.
    rendered: dict[tuple[str, str] | None, str] = field(default_factory=dict)


#: The frames of each form, for as long as there is one.
frames_by_tabs: MutableMapping[TabbedInterface, dict[Any, Frame]] = WeakKeyDictionary()


def put_in_frame(tabs: Any) -> Any:
    """Give the form of a page a frame that is kept, if it is of Wagtail's own kind."""
    if type(tabs) is not TabbedInterface:
        return tabs
    if any(type(tab) is not ObjectList for tab in tabs.children):
        return tabs
    return FramedTabs(tabs)


class FramedTabs(TabbedInterface):
    """
    The tabs of a form, with a frame that is kept.

    :param tabs: the same without one, bound to their model.
    """

    def __init__(self, tabs: TabbedInterface) -> None:
        super().__init__(**tabs.clone_kwargs())
        self.model = tabs.model
        self.tabs = tabs

    def get_bound_panel(
        self,
        instance: Any = None,
        request: Any = None,
        form: Any = None,
        prefix: str = "panel",
    ) -> Any:
        return FramedPanel(self.tabs, instance, request, form, prefix)


class FramedPanel(TabbedInterface.BoundPanel):
    """The tabs of a form, bound to an offer and a person."""

    def render_html(self, parent_context: Any = None) -> SafeString:
        if self.form.is_bound or not self.frame:
            # What is wrong with a field stands around it.
            html: SafeString = super().render_html(parent_context)
            return html
        if not self.frame.html:
            return self._render_with_gaps(self.frame)
        contents = [
            self._render(self.frame, panel, group)
            for panel, group in find_contents(self)
        ]
        return fill(self.frame.html, contents)

    def define(self) -> tuple[Any, Any]:
        """Write down the panels for Wagtail's scripts, with the media they need."""
        if not self.frame or not all(map(is_known, self._panels)):
            return self._define()
        if not self.frame.definition:
            self.frame.definition = self._define()
        return self.frame.definition

    @cached_property
    def frame(self) -> Frame | None:
        """What is kept of such a form, or nothing if its fields aren't all its own."""
        fields = [bound for panel in self._panels if (bound := get_field(panel))]
        if any(map(is_from_elsewhere, fields)):
            return None
        key = (
            get_language(),
            get_urlconf(),
            get_script_prefix(),
            self.form.prefix,
            self.form.auto_id,
            self.form.use_required_attribute,
            *(tab.show_panel_furniture() for tab in self.visible_children),
            *map(describe, self._panels),
        )
        frames = frames_by_tabs.setdefault(self.panel, {})
        frame = frames.get(key) or Frame(self.form.base_fields)
        for bound in fields:
            own = frame.fields.get(bound.name)
            if not own or look(bound.field) != look(own):
                return None
        if key not in frames and len(frames) >= MOST_FRAMES:
            frames.clear()
        return frames.setdefault(key, frame)

    @cached_property
    def _panels(self) -> list[Any]:
        return [*walk(self)]

    def _bind_tabs(self) -> Any:
        return self.panel.get_bound_panel(
            self.instance, self.request, self.form, self.prefix
        )

    def _define(self) -> tuple[Any, Any]:
        context = JSContext()
        return context.pack(self._bind_tabs()), context.media

    def _render_with_gaps(self, frame: Frame) -> SafeString:
        """Render all of it, and keep what is around the gaps."""
        tabs, gaps = self._bind_tabs(), list[Gap]()
        leave_gaps(tabs, gaps)
        frame.html = GAPS.split(tabs.render_html())
        return fill(frame.html, [gap.content for gap in gaps])

    def _render(self, frame: Frame, panel: Any, group: Any) -> str:
        """Render what is in a gap, with what it is told in Wagtail's templates."""
        if not is_field(panel):
            context = Context({**group.get_context_data(), "child": panel})
            return conditional_escape(panel.render_html(context))
        value = panel.bound_field.value()
        # It says nothing of the offer but a choice, and all choices are described.
        is_simple = (
            type(panel) is FieldPanel.BoundPanel
            and is_known(panel)
            and (type(panel.bound_field.field.widget) is Select or value in NOTHING)
        )
        # A body would be rendered to be named.
        name = (panel.prefix, str(value)) if is_simple else None
        html = frame.rendered.get(name)
        if html is None:
            html = conditional_escape(panel.get_context_data()["rendered_field"])
        if name and len(frame.rendered) < MOST_FIELDS:
            frame.rendered[name] = html
        return html


class FramedPanelAdapter(BaseAdapter):
    """Tells Wagtail's scripts of the panels what was written down."""

    def build_node(self, obj: Any, context: Any) -> Any:
        definition, media = obj.define()
        context.add_media(media)
        return super().build_node(definition, context)


register(FramedPanelAdapter(), FramedPanel)


class Gap:
    """Stands for a panel in Wagtail's templates, and keeps out what differs."""

    def __init__(self, bound: Any, number: int) -> None:
        self.bound = bound
        self.mark = format_html(GAP, number)
        self.content = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bound, name)

    def render_html(self, parent_context: Any = None) -> str:
        if not is_field(self.bound):
            self.content = conditional_escape(self.bound.render_html(parent_context))
            return self.mark
        context = self.bound.get_context_data(parent_context)
        self.content = conditional_escape(context["rendered_field"])
        template = get_template(self.bound.template_name)
        return template.render({**context, "rendered_field": self.mark})


def leave_gaps(group: Any, gaps: list[Gap]) -> None:
    """Let a group that is bound have gaps in place of what isn't part of a frame."""
    for place, child in enumerate(group.children):
        if not child.is_shown():
            continue
        if type(child) in GROUPS:
            leave_gaps(child, gaps)
        else:
            gaps.append(Gap(child, len(gaps)))
            group.children[place] = gaps[-1]


def fill(frame: list[str], contents: list[str]) -> SafeString:
    """Put into the gaps of a frame what differs."""
    parts = [
        contents[int(part)] if place % 2 else part for place, part in enumerate(frame)
    ]
    return mark_safe("".join(parts))  # noqa: S308 - all of it was rendered, or escaped


def walk(panel: Any) -> Iterator[Any]:
    """A panel and all that is shown in it."""
    yield panel
    for child in getattr(panel, "visible_children", ()):
        yield from walk(child)


def find_contents(group: Any) -> Iterator[tuple[Any, Any]]:
    """The panels in a frame that aren't part of it, each with its group."""
    for child in group.visible_children:
        if type(child) in GROUPS:
            yield from find_contents(child)
        else:
            yield child, group


def is_field(panel: Any) -> bool:
    """Whether of a panel only the field itself differs."""
    return type(panel) in FIELDS and not panel.read_only


def get_field(panel: Any) -> BoundField | None:
    bound = getattr(panel, "bound_field", None)
    return bound if isinstance(bound, BoundField) else None


def is_known(panel: Any) -> bool:
    """Whether what scripts are told of a panel is in its description."""
    kinds, bound = [type(panel)], get_field(panel)
    if bound:
        kinds.append(type(bound.field.widget))
    is_said = (
        type(panel).js_opts in WAYS
        and type(panel).telepath_pack is Panel.BoundPanel.telepath_pack
    )
    return is_said and all(kind.__module__.partition(".")[0] in KNOWN for kind in kinds)


def is_from_elsewhere(bound: BoundField) -> bool:
    """Whether a field is bound in a project's way, or has choices of the database."""
    widget = bound.field.widget
    return type(bound) is not BoundField or (
        isinstance(widget, ChoiceWidget)
        and isinstance(widget.choices, ModelChoiceIterator)
    )


def look(field: Field) -> tuple[Any, ...]:
    """All of a field by which its widget is another, but for what is described."""
    state = vars(field.widget).items()
    own = {name: value for name, value in state if name != "choices"}
    return type(field), type(field.widget), own


def describe(panel: Any) -> tuple[Any, ...]:
    """All by which what is around a panel may differ from that around another."""
    description = (
        type(panel),
        is_field(panel),
        panel.prefix,
        str(panel.heading),
        str(panel.help_text),
        panel.icon,
        str(panel.classes()),
        str(panel.attrs),
        panel.is_required(),
        panel.id_for_label(),
    )
    bound = get_field(panel)
    if not bound:
        return description
    widget = bound.field.widget
    choices = str([*widget.choices]) if isinstance(widget, ChoiceWidget) else ""
    return (*description, bound.field.disabled, choices)
