"""
The form of an offer, of which only what differs is rendered each time.

Wagtail renders some ten templates around every field of a form, and writes down all of
its panels for its scripts. Both come out the same for whoever has the same language and
sees the same fields. So they are kept, by all that they depend on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from django.forms import Select
from django.forms.widgets import ChoiceWidget
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from telepath import BaseAdapter
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.telepath import JSContext, register

from wagtail_localoffer.offers.panels import SmallCorrectionPanel

#: The panels that render nothing but what stands around others, or around a field.
#: Any other panel, such as one of a project's, is rendered as a whole each time.
GROUPS = [
    panel.BoundPanel
    for panel in (TabbedInterface, ObjectList, MultiFieldPanel, FieldRowPanel)
]
FIELDS = [
    panel.BoundPanel for panel in (FieldPanel, TitleFieldPanel, SmallCorrectionPanel)
]

#: Whose panels and widgets tell Wagtail's scripts nothing else than is described here.
KNOWN = ("django", "wagtail", "wagtail_localoffer")

#: What a field may have that says nothing.
NOTHING = (None, "", False)

#: What stands in a frame where something differs, with its number.
GAP = re.compile(r"<localoffer-gap-(\d+)>")

#: How many frames are kept: a project's form may have another one for each offer.
MOST_FRAMES = 50


@cache
def put_in_frame(tabs: Any) -> Any:
    """Give the form of a page a frame that is kept, if it is of Wagtail's own kind."""
    return FramedTabs(tabs) if type(tabs) is TabbedInterface else tabs


class FramedTabs(TabbedInterface):
    """
    The tabs of a form, with a frame that is kept.

    :param tabs: the same without one, bound to their model.
    """

    def __init__(self, tabs: TabbedInterface) -> None:
        super().__init__(**tabs.clone_kwargs())
        self.model = tabs.model
        self.tabs = tabs
        #: What is kept of each frame, by what describes it.
        self.frames: dict[Any, dict[Any, Any]] = {}

    class BoundPanel(TabbedInterface.BoundPanel):
        def render_html(self, parent_context: Any = None) -> SafeString:
            if self.form.is_bound:
                # What is wrong with a field stands around it.
                html: SafeString = super().render_html(parent_context)
                return html
            contents = [
                conditional_escape(self._render(panel)) for panel in find_contents(self)
            ]
            frame = self._keep("html", self._render_frame)
            parts = [
                contents[int(part)] if place % 2 else part
                for place, part in enumerate(frame)
            ]
            return mark_safe("".join(parts))  # noqa: S308 - all of it was rendered

        def define(self) -> tuple[Any, Any]:
            """Write down the panels for Wagtail's scripts, with the media they need."""
            if all(is_known(panel) for panel in self._panels):
                definition: tuple[Any, Any] = self._keep("definition", self._define)
                return definition
            return self._define()

        @cached_property
        def _panels(self) -> list[Any]:
            return [*walk(self)]

        @cached_property
        def _frame(self) -> dict[Any, Any]:
            frames: dict[Any, dict[Any, Any]] = self.panel.frames
            key = (get_language(), *map(describe, self._panels))
            if key not in frames and len(frames) >= MOST_FRAMES:
                frames.clear()
            return frames.setdefault(key, {})

        def _keep(self, name: Any, make: Callable[[], Any]) -> Any:
            if name not in self._frame:
                self._frame[name] = make()
            return self._frame[name]

        def _bind_tabs(self) -> Any:
            return self.panel.tabs.get_bound_panel(
                self.instance, self.request, self.form, self.prefix
            )

        def _define(self) -> tuple[Any, Any]:
            context = JSContext()
            return context.pack(self._bind_tabs()), context.media

        def _render_frame(self) -> list[str]:
            tabs = self._bind_tabs()
            for number, panel in enumerate(find_contents(tabs)):
                leave_gap(panel, number)
            return GAP.split(tabs.render_html())

        def _render(self, panel: Any) -> str:
            if not is_field(panel):
                html: str = panel.render_html()
                return html
            field = panel.bound_field
            value, is_select = field.value(), type(field.field.widget) is Select
            if not (is_simple(panel) and (is_select or value in NOTHING)):
                return render_field(panel)
            # It says nothing of the offer but a choice, and all choices are described.
            name = (panel.prefix, str(value))
            kept: str = self._keep(name, partial(render_field, panel))
            return kept


class FramedTabsAdapter(BaseAdapter):
    """Tells Wagtail's scripts of the panels what was written down."""

    def build_node(self, obj: Any, context: Any) -> Any:
        definition, media = obj.define()
        context.add_media(media)
        return super().build_node(definition, context)


register(FramedTabsAdapter(), FramedTabs.BoundPanel)


def walk(panel: Any) -> Iterator[Any]:
    """A panel and all that is shown in it."""
    yield panel
    for child in getattr(panel, "visible_children", ()):
        yield from walk(child)


def find_contents(panel: Any) -> Iterator[Any]:
    """The panels in a frame that aren't part of it, in their order."""
    if type(panel) not in (*GROUPS, FramedTabs.BoundPanel):
        yield panel
        return
    for child in panel.visible_children:
        yield from find_contents(child)


def is_field(panel: Any) -> bool:
    """Whether of a panel only the field itself differs."""
    return type(panel) in FIELDS and not panel.read_only


def is_known(panel: Any) -> bool:
    """Whether what scripts are told of a panel is in its description."""
    said_by = [type(panel).js_opts, type(panel).telepath_pack]
    if field := getattr(panel, "bound_field", None):
        said_by.append(type(field.field.widget))
    return all(each.__module__.partition(".")[0] in KNOWN for each in said_by)


def is_simple(panel: Any) -> bool:
    """Whether a field is rendered from its value and its description alone."""
    return type(panel) is FieldPanel.BoundPanel and is_known(panel)


def describe(panel: Any) -> tuple[Any, ...]:
    """All by which what is around a panel may differ from that around another."""
    description = (
        panel.prefix,
        str(panel.heading),
        str(panel.help_text),
        panel.icon,
        str(panel.classes()),
        str(panel.attrs),
        panel.is_required(),
        panel.id_for_label(),
    )
    field = getattr(panel, "bound_field", None)
    if not field:
        return description
    widget = field.field.widget
    choices = widget.choices if isinstance(widget, ChoiceWidget) else ()
    return (
        *description,
        type(widget),
        str(widget.attrs),
        field.field.disabled,
        *((str(value), str(label)) for value, label in choices),
    )


def render_field(panel: Any) -> str:
    """Render the field of a panel without what is around it."""
    html: str = panel.get_context_data()["rendered_field"]
    return html


def leave_gap(panel: Any, number: int) -> None:
    """Let a panel render a gap in place of what differs."""
    gap = format_html("<localoffer-gap-{}>", number)
    if is_field(panel):
        context = {**panel.get_context_data(), "rendered_field": gap}
        panel.get_context_data = lambda parent_context=None: context
    else:
        panel.render_html = lambda parent_context=None: gap
