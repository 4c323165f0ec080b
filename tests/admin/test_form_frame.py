"""The form of an offer, whose frame is kept, is the one that Wagtail renders."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import User
from django.forms import TextInput
from django.test import RequestFactory, TestCase
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.admin.telepath import JSContext

from tests.builders import complete_offer
from tests.form_data import offer_form_data
from wagtail_localoffer.admin import form_frame
from wagtail_localoffer.admin.form_frame import MOST_FRAMES, put_in_frame
from wagtail_localoffer.models import LocalOfferPage

MADE_UP = re.compile(r'(?<=key\\":\\")\w{5}(?=\\")|(?<=key": ")\w{5}(?=")')


class ClockPanel(Panel):
    """A panel of a project's own, which tells scripts something new each time."""

    class BoundPanel(Panel.BoundPanel):
        number = 0

        def render_html(self, parent_context: Any = None) -> str:
            ClockPanel.BoundPanel.number += 1
            return f"<{self.number}>"

        def js_opts(self) -> dict[str, Any]:
            return {**super().js_opts(), "number": self.number}


class FrameTests(TestCase):
    def setUp(self) -> None:
        self.offer = complete_offer()
        self.request = RequestFactory().get("/")
        self.request.user = User.objects.create_superuser("priya")
        self.tabs = LocalOfferPage.get_edit_handler()
        self.framed = form_frame.FramedTabs(self.tabs)

    def bind(self, tabs: Any, offer: Any = None) -> Any:
        offer = offer or self.offer
        form = tabs.get_form_class()(instance=offer, for_user=self.request.user)
        return tabs.get_bound_panel(instance=offer, request=self.request, form=form)

    def read(self, bound: Any) -> tuple[Any, str, str, str]:
        context = JSContext()
        definition = context.pack(bound)
        # Wagtail makes keys up for paragraphs that have none.
        html = MADE_UP.sub("", bound.render_form_content())
        return definition, html, str(context.media), str(bound.media)

    def assert_same(self, offer: Any = None) -> None:
        expected = self.read(self.bind(self.tabs, offer))
        for _time in ("first", "again"):
            self.assertEqual(self.read(self.bind(self.framed, offer)), expected)

    def test_it_is_the_same_as_without_a_frame(self) -> None:
        self.assert_same()
        self.offer.telephone = "<b>&'\""
        self.offer.run_by = "local_authority"
        self.offer.live = True
        self.assert_same()
        # A tick that only a live offer has is in it since.
        self.assertEqual(len(self.framed.frames), 2)

    def test_a_new_offer_has_it_too(self) -> None:
        self.assert_same(LocalOfferPage(title="Our local offer"))

    def test_it_is_in_the_language_of_the_editor(self) -> None:
        self.assert_same()
        with override("fr"):
            self.assert_same()
        self.assertEqual(len(self.framed.frames), 2)

    def test_what_a_form_changes_is_seen(self) -> None:
        self.read(self.bind(self.framed))
        for name, value in (
            ("help_text", "As the register has it"),
            ("label", "Anything"),
            ("required", True),
            ("disabled", True),
            ("widget", TextInput(attrs={"data-own": "1"})),
        ):
            with self.subTest(name):
                pages = []
                for tabs in (self.tabs, self.framed):
                    bound = self.bind(tabs)
                    setattr(bound.form.fields["specialism"], name, value)
                    field = bound.form["specialism"]
                    field.label, field.help_text = (
                        field.field.label,
                        field.field.help_text,
                    )
                    pages.append(
                        self.read(
                            tabs.get_bound_panel(self.offer, self.request, bound.form)
                        )
                    )
                self.assertEqual(*pages)

    def test_what_is_wrong_stands_at_its_field(self) -> None:
        data = offer_form_data(self.offer, title="")
        form = self.tabs.get_form_class()(
            data,
            instance=self.offer,
            parent_page=self.offer.get_parent(),
            for_user=self.request.user,
        )
        pages = []
        for tabs in (self.tabs, self.framed):
            bound = tabs.get_bound_panel(self.offer, self.request, form)
            pages.append(bound.render_html().count("error-message"))
        self.assertEqual(*pages)
        self.assertGreater(pages[0], 0)

    def test_a_panel_of_a_project_is_asked_each_time(self) -> None:
        tabs = TabbedInterface(
            [ObjectList([FieldPanel("title"), ClockPanel()], heading="One")]
        ).bind_to_model(LocalOfferPage)
        framed = put_in_frame(tabs)
        first, second = (self.read(self.bind(framed)) for _time in range(2))
        self.assertNotEqual(first[0], second[0])
        # It didn't say that this is safe to show.
        self.assertIn("&lt;2&gt;", second[1])
        self.assertEqual(first[1], second[1].replace("&lt;2&gt;", "&lt;1&gt;"))

    def test_a_form_of_another_kind_is_left_alone(self) -> None:
        form = ObjectList([FieldPanel("title")]).bind_to_model(LocalOfferPage)
        self.assertIs(put_in_frame(form), form)

    def test_few_are_kept(self) -> None:
        for number in range(MOST_FRAMES + 1):
            bound = self.bind(self.framed)
            bound.form["specialism"].help_text = str(number)
            bound.children[0].heading = str(number)
            bound.render_html()
        self.assertLessEqual(len(self.framed.frames), MOST_FRAMES)
