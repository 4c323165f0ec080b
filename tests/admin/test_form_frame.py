"""The form of an offer, whose frame is kept, is the one that Wagtail renders."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.forms import (
    BoundField,
    CharField,
    ModelChoiceField,
    Select,
    SplitDateTimeWidget,
    TextInput,
)
from django.test import RequestFactory, TestCase
from django.utils.translation import gettext_lazy, override
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.telepath import JSContext
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.models import COMMENTS_RELATION_NAME

from tests.builders import complete_offer
from tests.form_data import offer_form_data
from wagtail_localoffer.admin import form_frame
from wagtail_localoffer.admin.form_frame import MOST_FRAMES, put_in_frame
from wagtail_localoffer.models import HealthServicePage, LocalOfferPage

#: Wagtail makes keys up for paragraphs that have none.
MADE_UP = re.compile(r"""(?<=key)(\\*(?:"|&quot;): ?\\*(?:"|&quot;))\w{5}(?=\W)""")


def list_frames() -> list[form_frame.Frame]:
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, form_frame.Frame)]


class ClockPanel(Panel):
    """A panel of a project's own, which tells scripts something new each time."""

    class BoundPanel(Panel.BoundPanel):
        number = 0

        def render_html(self, parent_context: Any = None) -> str:
            ClockPanel.BoundPanel.number += 1
            return f"<{self.number}>"

        def js_opts(self) -> dict[str, Any]:
            return {**super().js_opts(), "number": self.number}


class ReadingPanel(Panel):
    """A panel of a project's own, which reads what is around it."""

    class BoundPanel(Panel.BoundPanel):
        def render_html(self, parent_context: Any) -> str:
            return f"below {parent_context['self'].heading}"


class BarePanel(Panel):
    """A panel of a project's own, which is at times shown outside of its tab."""

    class BoundPanel(Panel.BoundPanel):
        is_bare = False

        def render_html(self, parent_context: Any = None) -> str:
            return "bare"

        def show_panel_furniture(self) -> bool:
            return not self.is_bare


class GreetingField(CharField):
    """A field of a project's own, which says something of whoever sees it."""

    class Bound(BoundField):
        def build_widget_attrs(self, attrs: Any, widget: Any = None) -> Any:
            attrs = super().build_widget_attrs(attrs, widget)
            return {**attrs, "title": self.form.for_user.username}

    def get_bound_field(self, form: Any, field_name: str) -> BoundField:
        return self.Bound(form, self, field_name)


class FrameTests(TestCase):
    def setUp(self) -> None:
        self.offer = complete_offer()
        self.request = RequestFactory().get("/")
        self.request.user = User.objects.create_superuser("priya")
        self.tabs = LocalOfferPage.get_edit_handler()
        form_frame.frames_by_tabs.clear()

    def bind(
        self,
        tabs: Any,
        offer: Any = None,
        change: Callable[[Any], object] = bool,
        fields: dict[str, Any] | None = None,
    ) -> Any:
        """Make a form as a view does, after which a project changes it."""
        offer = offer or self.offer
        form_class = type("Form", (tabs.get_form_class(),), {**(fields or {})})
        form = form_class(instance=offer, for_user=self.request.user)
        change(form)
        return tabs.get_bound_panel(instance=offer, request=self.request, form=form)

    def read(self, bound: Any) -> tuple[Any, str, str, str]:
        context = JSContext()
        definition = MADE_UP.sub("", str(context.pack(bound)))
        html = MADE_UP.sub("", bound.render_form_content())
        return definition, html, str(context.media), str(bound.media)

    def assert_same(self, offer: Any = None, tabs: Any = None, **changes: Any) -> None:
        tabs = tabs or self.tabs
        expected = self.read(self.bind(tabs, offer, **changes))
        for _time in ("first", "again"):
            framed = self.bind(put_in_frame(tabs), offer, **changes)
            self.assertEqual(self.read(framed), expected)

    @property
    def frames(self) -> Any:
        return form_frame.frames_by_tabs[self.tabs]

    def test_it_is_the_same_as_without_a_frame(self) -> None:
        self.assert_same()
        self.offer.telephone = "<b>&'\""
        self.offer.run_by = "local_authority"
        self.offer.live = True
        self.assert_same()
        # A tick that only a live offer has is in it since.
        self.assertEqual(len(self.frames), 2)

    def test_a_new_offer_has_it_too(self) -> None:
        self.assert_same(LocalOfferPage(title="Our local offer"))

    def test_it_is_in_the_language_of_the_editor(self) -> None:
        self.assert_same()
        with override("fr"):
            self.assert_same()
        self.assertEqual(len(self.frames), 2)

    def test_what_a_form_changes_is_seen(self) -> None:
        self.assert_same()
        for name, value in (
            ("help_text", "As the register has it"),
            ("label", "Anything"),
            ("required", True),
            ("disabled", True),
            ("widget", TextInput(attrs={"data-own": "1"})),
        ):
            with self.subTest(name):

                def change(form: Any, name: str = name, value: Any = value) -> None:
                    setattr(form.fields["specialism"], name, value)

                self.assert_same(change=change)
                self.assert_same()

    def test_a_widget_of_somebody_is_shown_to_nobody_else(self) -> None:
        self.offer.specialism = None
        for widget in (
            DraftailRichTextArea(features=["bold"]),
            DraftailRichTextArea(features=["italic"]),
            AdminDateInput(format="%d.%m.%Y"),
            AdminDateInput(format="%Y-%m-%d"),
            AdminPageChooser(target_models=[LocalOfferPage]),
            AdminPageChooser(target_models=[HealthServicePage]),
            AdminPageChooser(linked_fields={"page": "#id_page"}),
            AdminPageChooser(can_choose_root=True),
            SplitDateTimeWidget(date_attrs={"title": "One"}),
            SplitDateTimeWidget(date_attrs={"title": "Two"}),
        ):
            with self.subTest(type(widget)):

                def change(form: Any, widget: Any = widget) -> None:
                    form.fields["specialism"].widget = widget

                self.assert_same(change=change)
        self.assert_same()

    def test_a_widget_of_a_class_of_form_is_shown_in_no_other(self) -> None:
        for features in (["bold"], ["italic"]):
            field = LocalOfferPage._meta.get_field("specialism").formfield(
                widget=DraftailRichTextArea(features=features)
            )
            with self.subTest(features):
                self.assert_same(fields={"specialism": field})
        self.assert_same()

    def test_a_field_that_is_bound_in_its_own_way_is_asked_each_time(self) -> None:
        self.offer.specialism = ""
        for name in ("priya", "tom"):
            self.request.user.username = name
            with self.subTest(name):
                self.assert_same(fields={"specialism": GreetingField(required=False)})

    def test_choices_from_the_database_are_asked_each_time(self) -> None:
        user = self.request.user
        for name in ("priya", "tom"):
            user.username = name
            user.save()
            field = ModelChoiceField(
                User.objects.all(), widget=Select, required=False, label="Anything"
            )
            with self.subTest(name):
                self.assert_same(fields={"specialism": field})
                self.assertNotIn("tom", str(form_frame.frames_by_tabs.values()))

    def list_errors(self, tabs: Any) -> list[str]:
        """What stands around its fields where a form was sent without a title."""
        form = tabs.get_form_class()(
            offer_form_data(self.offer, title=""),
            instance=self.offer,
            parent_page=self.offer.get_parent(),
            for_user=self.request.user,
        )
        bound = tabs.get_bound_panel(self.offer, self.request, form)
        return [
            str(field)
            for field in BeautifulSoup(bound.render_html(), "html.parser")(
                class_="w-field--error"
            )
        ]

    def test_what_is_wrong_stands_at_its_field(self) -> None:
        expected = self.list_errors(self.tabs)
        self.assertEqual(len(expected), 1)
        for frames in ("none is kept", "one is kept"):
            with self.subTest(frames):
                self.assertEqual(self.list_errors(put_in_frame(self.tabs)), expected)
                # A frame is kept then, and nothing of what was wrong.
                self.assert_same()
                self.assertEqual(len(self.frames), 1)

    def test_a_panel_of_a_project_is_asked_each_time(self) -> None:
        tabs = TabbedInterface(
            [ObjectList([FieldPanel("title"), ClockPanel()], heading="One")]
        ).bind_to_model(LocalOfferPage)
        framed = put_in_frame(tabs)
        ClockPanel.BoundPanel.number = 0
        first, second = (self.read(self.bind(framed)) for _time in range(2))
        self.assertNotEqual(first[0], second[0])
        # It didn't say that this is safe to show.
        self.assertIn("&lt;2&gt;", second[1])
        self.assertEqual(first[1], second[1].replace("&lt;2&gt;", "&lt;1&gt;"))

    def test_a_panel_of_a_project_is_told_what_is_around_it(self) -> None:
        group = MultiFieldPanel([FieldPanel("title"), ReadingPanel()], heading="Group")
        tabs = TabbedInterface(
            [ObjectList([ReadingPanel(), group], heading="Tab")]
        ).bind_to_model(LocalOfferPage)
        self.assert_same(tabs=tabs)
        html = self.bind(put_in_frame(tabs)).render_html()
        self.assertIn("below Tab", html)
        self.assertIn("below Group", html)

    def test_a_panel_of_rows_tells_scripts_how_many_it_takes(self) -> None:
        rows = InlinePanel(COMMENTS_RELATION_NAME, panels=[FieldPanel("text")])
        tabs = TabbedInterface(
            [ObjectList([FieldPanel("title"), rows], heading="One")]
        ).bind_to_model(LocalOfferPage)
        for most in (3, 5):

            def change(form: Any, most: int = most) -> None:
                form.formsets[COMMENTS_RELATION_NAME].max_num = most

            with self.subTest(most):
                self.assert_same(tabs=tabs, change=change)

    def test_a_tab_is_shown_while_something_in_it_is(self) -> None:
        tabs = TabbedInterface(
            [
                ObjectList([FieldPanel("title")], heading="One"),
                ObjectList([BarePanel()], heading="Two"),
            ]
        ).bind_to_model(LocalOfferPage)
        for is_bare in (False, True):
            with (
                self.subTest(is_bare),
                patch.object(BarePanel.BoundPanel, "is_bare", is_bare),
            ):
                self.assert_same(tabs=tabs)

    def test_a_tab_has_one_name_in_all_languages(self) -> None:
        for first in ("en-gb", "fr"):
            tabs = TabbedInterface(
                [ObjectList([FieldPanel("title")], heading=gettext_lazy("Settings"))]
            ).bind_to_model(LocalOfferPage)
            with override(first):
                self.bind(tabs).render_html()
            for language in ("en-gb", "fr"):
                with self.subTest(first=first, then=language), override(language):
                    self.assert_same(tabs=tabs)

    @pytest.mark.nightly
    def test_a_form_that_is_made_anew_each_time_leaves_nothing(self) -> None:
        # Other tests of this process may have left the frames of Wagtail's own forms.
        before = list_frames()
        for _time in range(3):
            tabs = TabbedInterface(
                [ObjectList([FieldPanel("title")], heading="One")]
            ).bind_to_model(LocalOfferPage)
            self.read(self.bind(put_in_frame(tabs)))
        self.assertGreater(len(list_frames()), len(before))
        del tabs
        self.assertEqual(len(list_frames()), len(before))

    def test_a_form_of_another_kind_is_left_alone(self) -> None:
        form = ObjectList([FieldPanel("title")]).bind_to_model(LocalOfferPage)
        self.assertIs(put_in_frame(form), form)
        # Wagtail tells it nothing of what is around it.
        bare = TabbedInterface([FieldPanel("title")]).bind_to_model(LocalOfferPage)
        self.assertIs(put_in_frame(bare), bare)

    @pytest.mark.nightly
    def test_few_are_kept(self) -> None:
        framed = put_in_frame(self.tabs)
        for number in range(MOST_FRAMES + 1):
            bound = self.bind(framed)
            bound.children[0].heading = str(number)
            bound.render_html()
        self.assertLessEqual(len(self.frames), MOST_FRAMES)

    @pytest.mark.nightly
    def test_few_fields_are_kept(self) -> None:
        for number in range(5):
            self.offer.run_by = f"somebody {number}"
            with patch.object(form_frame, "MOST_FIELDS", 3):
                self.assert_same()
        (frame,) = self.frames.values()
        self.assertEqual(len(frame.rendered), 3)
