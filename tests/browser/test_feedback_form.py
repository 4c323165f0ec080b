"""Writing to a setting: on a phone, without a script, by keyboard, in every state."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Page, expect

from example_site.home.council import COUNCIL
from tests.browser.axe import assert_no_violation
from tests.browser.test_audits import (
    DESKTOP,
    EXAMPLE,
    FIND_SMALL_TARGETS,
    GOVUK,
    HEAVIEST,
    LARGE_TEXT,
    LARGE_TEXT_STYLE,
    LOOK_AT_FOCUS,
    MEASURE_SHIFT,
    PHONE,
    RESET,
    TABLET,
    WAYS,
    AuditTestCase,
)
from tests.browser.testcase import ReaderTestCase, choose_ways
from tests.nu import check_html, need_package

MESSAGE = "Is there a lift?\n\nWe can’t find it."

PARENTS_PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "java_script_enabled": False,
}

LIMIT = "wagtail_localoffer.feedback.limits.FROM_ADDRESS"

#: What the Tab key stops at: once in a group of answers, and not in what is hidden.
STOPS = (
    "a[href], button, select, textarea, input:not([type=hidden], [tabindex='-1'], "
    "[type=radio]:not(#feedback-topic_0))"
)


class FeedbackTests(AuditTestCase):
    """All of them look at the example's three sites, which are loaded once."""

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        port = cls.server_thread.port
        with override_settings(DEBUG=True, PORT=str(port)):
            call_command("load_council", offers="last-ten", stdout=StringIO())
        cls.council = f"http://{COUNCIL.hostname}:{port}/"

    def setUp(self) -> None:
        super().setUp()
        self.allow(1_000)
        # A browser that a program drives is as quick as any other program.
        shortest = "wagtail_localoffer.feedback.form_tokens.SHORTEST"
        self.enterContext(mock.patch(shortest, -timedelta(seconds=9)))

    def allow(self, number: int) -> None:
        self.enterContext(mock.patch(LIMIT, number))

    @property
    def form(self) -> str:
        return f"{self.home}local-offer/feedback/"

    def send(self, page: Page) -> None:
        page.locator("main button").click()

    def fill(self, page: Page) -> None:
        page.locator("#feedback-topic_1").check()
        page.locator("#feedback-message").fill(MESSAGE)

    def fill_and_send(self, page: Page) -> None:
        self.fill(page)
        self.send(page)

    def make_mistakes(self, page: Page) -> None:
        page.locator("#feedback-name").fill("Amina")
        page.locator("#feedback-reply_to").fill("amina")
        self.send(page)

    def be_too_many(self, page: Page) -> None:
        with mock.patch(LIMIT, 0):
            self.fill_and_send(page)
            expect(page.locator("#feedback")).to_contain_text("too many")

    def write_to_nobody(self, page: Page) -> None:
        self.fill(page)
        find = "wagtail_localoffer.feedback.views._find_offer"
        with mock.patch(find, return_value=None):
            self.send(page)
            expect(page.locator("h1")).to_have_text("Your message is not sent")

    @property
    def states(self) -> dict[str, tuple[str, Callable[[Page], None] | None]]:
        """What is opened, and what is done there."""
        young = f"{self.form}?for=young"
        service = f"{self.trust}services/speech-and-language-therapy/feedback/"
        council = f"{self.council}the-forge/feedback/"
        return {
            "empty": (f"{self.form}?section=health", None),
            "errors": (self.form, self.make_mistakes),
            "young": (young, None),
            "errors of the young": (young, self.send),
            "too many": (self.form, self.be_too_many),
            "gone": (self.form, self.write_to_nobody),
            "receipt": (self.form, self.fill_and_send),
            "Urdu": (f"{self.home}ur/local-offer/feedback/", None),
            "errors in Urdu": (f"{self.home}ur/local-offer/feedback/", self.send),
            "service": (service, self.make_mistakes),
            "on a council's site": (council, self.make_mistakes),
        }

    def visit_states(
        self, page: Page | None = None, **options: Any
    ) -> Iterator[tuple[str, Page]]:
        page = page or self.open_context(**options).new_page()
        for name, (address, do) in self.states.items():
            # The one before may have been looked at on paper, where nothing is clicked.
            page.emulate_media(media="screen")
            page.goto(address)
            if do:
                do(page)
            page.wait_for_load_state()
            yield name, page

    def test_a_parent_writes_on_a_phone_without_a_script(self) -> None:
        page = self.open_context(**PARENTS_PHONE).new_page()
        page.goto(f"{self.form}?section=health")
        expect(page.get_by_label("Which part")).to_have_value("health")
        page.get_by_label("Your message").fill(MESSAGE)
        page.get_by_role("button", name="Send").tap()

        problems = page.get_by_role("alert")
        expect(problems).to_be_focused()
        expect(problems).to_be_in_viewport()
        expect(page).to_have_title(re.compile("^Error: Tell us about our local offer"))
        expect(page.get_by_label("Your message")).to_have_value(MESSAGE)
        problems.get_by_role("link").tap()
        expect(page.get_by_label("Something is missing")).to_be_focused()
        page.get_by_label("I have a question").check()
        page.get_by_role("button", name="Send").tap()

        receipt = page.get_by_role("status")
        expect(receipt).to_contain_text("We have your message")
        expect(receipt).to_be_focused()
        self.assertNotIn("lift", page.content())
        self.assertEqual(page.context.cookies(), [])

    def test_a_double_click_back_and_reload_are_one_message(self) -> None:
        page = self.open_context().new_page()
        page.goto(self.form)
        self.fill(page)
        page.locator("main button").dblclick()
        receipt = page.get_by_role("status").locator("strong")
        expect(receipt).to_be_visible()
        reference = receipt.text_content()
        page.reload()
        expect(receipt).to_have_text(str(reference))
        page.go_back()
        # What was written is there again.
        expect(page.locator("#feedback-message")).to_have_value(MESSAGE)
        self.send(page)
        expect(receipt).to_have_text(str(reference))

    def test_whoever_looks_elsewhere_and_comes_back_has_lost_nothing(self) -> None:
        page = self.open_context().new_page()
        page.goto(self.form)
        self.fill(page)
        page.get_by_role("link", name="How do I complain?").click()
        expect(page.locator("#ask-complain")).to_be_in_viewport()
        page.go_back()
        expect(page.locator("#feedback-message")).to_have_value(MESSAGE)
        expect(page.locator("#feedback-topic_1")).to_be_checked()

    @pytest.mark.nightly
    def test_on_paper_it_says_that_a_message_is_not_sent(self) -> None:
        page = self.open_context().new_page()
        page.goto(self.form)
        self.write_to_nobody(page)
        page.emulate_media(media="print")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("#feedback-message")).to_be_visible()

    def test_axe_finds_nothing_in_any_state_and_look(self) -> None:
        self.enterContext(
            override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": EXAMPLE})
        )
        ways = [way for way in WAYS if way != LARGE_TEXT]
        for number, (name, page) in enumerate(self.visit_states()):
            for way in choose_ways(ways, number):
                with self.subTest(name, way=way):
                    self.set_up(page, *WAYS[way])
                    assert_no_violation(page)
                    # Of the page that is gone, little is left to lie on anything.
                    if way != "paper" and name != "gone":
                        self.assert_nothing_overlaps(page)

    @pytest.mark.nightly
    def test_axe_finds_nothing_in_the_plain_frame(self) -> None:
        for name, page in self.visit_states():
            for way in ("desktop", "dark", "forced colours"):
                with self.subTest(name, way=way):
                    self.set_up(page, *WAYS[way])
                    assert_no_violation(page)

    @pytest.mark.nightly
    def test_nothing_sticks_out_or_is_too_small_for_a_finger(self) -> None:
        # 320 pixels are also what a desktop has at 400 %.
        for name, page in self.visit_states():
            for width in (PHONE, DESKTOP):
                with self.subTest(name, width=width):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)
                    if name != "gone":
                        self.assert_nothing_overlaps(page)
                    # The trap is no target for anybody.
                    page.evaluate(
                        "document.querySelector('#feedback-subject')?.remove();"
                        "document.querySelectorAll('[type=hidden], #feedback')"
                        ".forEach(it => it.removeAttribute('tabindex')"
                        " || it.matches('[type=hidden]') && it.remove())"
                    )
                    self.assertEqual(page.evaluate(FIND_SMALL_TARGETS), [])
            page.add_style_tag(content=LARGE_TEXT_STYLE)
            for width in (PHONE, TABLET):
                with self.subTest(f"{name} in large text", width=width):
                    self.set_up(page, width, {})
                    self.assert_nothing_sticks_out(page)

    @pytest.mark.nightly
    def test_within_other_sites_styles_it_can_be_used(self) -> None:
        style = need_package("govuk-frontend") / "dist/govuk/govuk-frontend.min.css"
        self.enterContext(
            override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": GOVUK})
        )
        context = self.open_context()
        context.route("**/govuk-frontend.min.css", lambda it: it.fulfill(path=style))
        for name, page in self.visit_states(context.new_page()):
            for reset in ("", RESET):
                with self.subTest(name, reset=bool(reset)):
                    page.add_style_tag(content=reset or "p { }")
                    self.set_up(page, PHONE, {})
                    self.assert_nothing_sticks_out(page)
                    assert_no_violation(page)

    def test_the_html_checker_finds_no_fault(self) -> None:
        page = self.open_context().new_page()
        documents, answers = {}, []
        page.on("response", lambda it: answers.append(it))
        for name, (address, do) in self.states.items():
            answers.clear()
            page.goto(address)
            if do:
                do(page)
                page.wait_for_load_state()
            pages = [it for it in answers if it.request.resource_type == "document"]
            documents[name] = pages[-1].text()
        self.assertEqual(check_html(documents), [])

    def test_the_keyboard_alone_writes_and_is_always_seen(self) -> None:
        page = self.open_context(viewport={"width": DESKTOP, "height": 700}).new_page()
        page.goto(self.form)
        for index in range(page.locator(STOPS).count()):
            page.keyboard.press("Tab")
            focus = page.evaluate(LOOK_AT_FOCUS, STOPS)
            self.assertEqual(focus["index"], index, focus["html"])
            self.assertTrue(focus["outlined"], focus["html"])
            # Of a large field, the browser shows where one writes.
            if "<textarea" not in focus["html"]:
                self.assertTrue(focus["inSight"], focus["html"])
        page.locator("#feedback-topic_0").focus()
        page.keyboard.press("ArrowDown")
        for words in ("", MESSAGE, "", ""):
            page.keyboard.press("Tab")
            page.keyboard.type(words)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("We have your message")

    def test_nothing_moves_and_it_is_light(self) -> None:
        for query in ("", "?for=young"):
            page = self.open_context().new_page()
            answers: list[Any] = []
            page.on("response", lambda it, kept=answers: kept.append(it))
            page.goto(f"{self.form}{query}")
            kinds = ("document", "stylesheet", "script", "image")
            came = [it for it in answers if it.request.resource_type in kinds]
            self.assertTrue(all(it.url.startswith(self.home) for it in came))
            words = [it for it in came if it.request.resource_type != "image"]
            self.assertEqual(
                sorted(it.request.resource_type for it in words),
                ["document", "stylesheet", "stylesheet", "stylesheet"],
            )
            weights = [len(gzip.compress(it.body(), 6)) for it in words]
            self.assertLessEqual(sum(weights), HEAVIEST, weights)
            self.assertEqual(page.context.cookies(), [])
            # The logo of the site is its frame's matter, and is known by now.
            page.reload()
            self.assertEqual(page.evaluate(MEASURE_SHIFT), 0)

    def test_on_paper_it_is_a_form_to_fill_in_by_hand(self) -> None:
        page = self.open_context().new_page()
        page.goto(self.form)
        page.emulate_media(media="print")
        expect(page.locator("main button")).to_be_hidden()
        for shown in ("h1", "#feedback-message", "#feedback-topic_0", "#senco-contact"):
            expect(page.locator(shown)).to_be_visible()


@override_settings(
    MIDDLEWARE=[
        "tests.browser.test_guided_writing.StrictPolicyMiddleware",
        *settings.MIDDLEWARE,
    ]
)
class StrictPolicyTests(ReaderTestCase):
    def test_a_strict_policy_lets_all_of_it_through(self) -> None:
        page = self.open_context().new_page()
        messages: list[str] = []
        page.on("console", lambda it: messages.append(it.text))
        page.goto(f"{self.home}local-offer/feedback/")
        page.get_by_role("button", name="Send").click()
        # Its own styles came through.
        expect(page.get_by_role("alert")).to_have_css("border-top-width", "5px")
        self.assertEqual(messages, [])
