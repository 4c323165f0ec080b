"""Somebody answers a family: from its message to what others read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, ClassVar
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect

from tests.browser.axe import assert_no_violation
from tests.browser.editor import (
    HAS_EDITS,
    EditorTestCase,
    expect_autosave,
    publish,
    wait_until_ready,
)
from tests.browser.test_feedback_form import PARENTS_PHONE
from tests.browser.testcase import choose_ways, use_event_loop
from tests.mailserver import MailServer
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.feedback.receiving import receive
from wagtail_localoffer.models import FamilyComment, LocalOfferPage

#: A phone as most have it, and a desktop in both its lights.
WAYS = ((390, "light"), (1280, "light"), (1280, "dark"))

MESSAGE = "Who helps Yusuf at lunch? Ring 07700 900123."

SECTION = "teaching-and-learning"

ANSWER = "Two adults sit with the children who need help at lunch."


def find_comment(**fields: Any) -> Any:
    with use_event_loop(None):
        return FamilyComment.objects.get(**fields)


class DeskTests(EditorTestCase):
    urls: ClassVar[dict[str, str]]
    comments: ClassVar[dict[str, str]]

    def setUp(self) -> None:
        # First, so that it outlives what the browser asks for.
        self.mail = self.enterContext(MailServer())
        self.enterContext(self.mail.settings())
        super().setUp()

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        offer = LocalOfferPage.objects.get(slug="local-offer", locale__pk=1)
        editor = get_user_model().objects.get(username="editor")
        new = receive(
            offer,
            "new",
            topic="missing",
            section=SECTION,
            message=MESSAGE,
            name="Anna Smith",
            reply_to="anna@family.example",
        )
        urdu = receive(
            offer,
            "urdu",
            topic="question",
            message="کیا کوئی اردو بولتا ہے؟" + "ا" * 500,
        )
        shown = receive(offer, "shown", topic="wrong", message="It opens at 8:30.")
        answering.publish(shown, editor, question="When?", answer="At 8:30.")
        closed = receive(offer, "closed", topic="praise", message="Thank you!")
        answering.close(closed, editor, "It was praise.")
        cls.urls = {
            "list": reverse("wagtail_localoffer:comments"),
            "years": reverse("wagtail_localoffer:comment_years"),
        }
        cls.comments = {
            name: reverse("wagtail_localoffer:answer_comment", args=[each.pk])
            for name, each in (
                ("new", new),
                ("in Urdu", urdu),
                ("published", shown),
                ("closed", closed),
            )
        }

    def open(self, path: str, **options: Any) -> Page:
        page = self.open_context(**options).new_page() if options else self.page
        page.context.add_cookies([{**self.session, "url": self.home}])
        page.goto(self.home.removesuffix("/") + path)
        return page

    @pytest.mark.nightly
    def test_no_page_is_wider_than_its_screen_and_axe_finds_nothing(self) -> None:
        parts = {
            **dict.fromkeys(self.urls.values(), "table.localoffer-report"),
            **dict.fromkeys(self.comments.values(), ".localoffer-comment"),
        }
        for width, scheme in choose_ways(WAYS):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(color_scheme=scheme)
            for path, part in parts.items():
                with self.subTest(path, width=width, scheme=scheme):
                    self.open(path)
                    expect(self.page.locator(part)).to_be_visible()
                    wide = "document.documentElement.scrollWidth"
                    self.assertLessEqual(self.page.evaluate(wide), width)
                    inside = f"document.querySelector('{part}')"
                    # The admin scrolls within a part of the page.
                    self.assertLessEqual(
                        self.page.evaluate(f"{inside}.scrollWidth"),
                        self.page.evaluate(f"{inside}.clientWidth"),
                    )
                    assert_no_violation(self.page, part)

    def write_from_a_phone(self, page: Page) -> str:
        """Write as a parent does, from a section on; give the reference."""
        page.goto(f"{self.home}local-offer/")
        page.get_by_role(
            "link", name="Is something missing or wrong here? (Teaching and learning)"
        ).tap()
        expect(page.get_by_label("Which part")).to_have_value(SECTION)
        page.get_by_label("Something is missing").check()
        page.get_by_label("Your message").fill(MESSAGE)
        page.get_by_label("Your name").fill("Anna Smith")
        page.get_by_label("Your email address").fill("anna@family.example")
        page.get_by_role("button", name="Send").tap()
        receipt = page.get_by_role("status")
        expect(receipt).to_contain_text("We have your message")
        return str(receipt.locator("strong").text_content())

    def change_the_section(self, page: Page) -> None:
        page.get_by_role("link", name="Change the section now").click()
        wait_until_ready(page)
        with expect_autosave(page):
            page.locator("[contenteditable=true]:visible").first.click()
            page.keyboard.press("Control+Home")
            page.keyboard.insert_text(f"{ANSWER} ")
        publish(page)
        page.wait_for_url("**/pages/**")

    def answer_in_public(self, page: Page) -> None:
        page.get_by_label("What was asked").fill("Who helps Yusuf at lunch?")
        page.get_by_label("What you answer").fill(ANSWER)
        page.get_by_label("What you changed").fill("We wrote it down.")
        # Where it was asked about is where something was changed.
        expect(page.get_by_label("Where you changed it")).to_have_value(SECTION)
        page.get_by_role("button", name="Publish", exact=True).click()
        warning = page.get_by_role("alert")
        expect(warning).to_contain_text("“Yusuf” (name)")
        page.get_by_label("What was asked").fill("Who helps at lunch?")
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.get_by_role("status").first).to_contain_text("Published.")
        expect(page.get_by_text("To the family: the answer")).to_be_visible()

    def test_a_parents_message_leads_to_a_changed_section_and_an_answer(self) -> None:
        # A browser that a program drives is as quick as any other program.
        shortest = "wagtail_localoffer.feedback.form_tokens.SHORTEST"
        self.enterContext(mock.patch(shortest, -timedelta(seconds=9)))
        phone = self.open_context(**PARENTS_PHONE).new_page()
        reference = self.write_from_a_phone(phone)

        desk = self.open(self.urls["list"])
        desk.get_by_role("link", name=reference).click()
        expect(desk.get_by_text("It came in today.")).to_be_visible()
        expect(desk.locator("mark").first).to_contain_text("Yusuf (name)")
        screen = desk.url
        self.change_the_section(desk)
        desk.goto(screen)
        self.answer_in_public(desk)

        comment = find_comment(reference=reference)
        self.assertEqual(comment.question, "Who helps at lunch?")
        self.assertEqual(comment.changed_section, SECTION)
        letters = [
            str(each.message)
            for each in self.mail.received
            if "anna@" in str(each.recipients)
        ]
        self.assertEqual([reference in each for each in letters], [True])

        phone.goto(f"{self.home}local-offer/")
        main = phone.get_by_role("main")
        expect(main).to_contain_text(ANSWER)
        phone.get_by_role("link", name="What families say").first.tap()
        expect(phone).to_have_url(re.compile("/local-offer/what-families-say/"))
        said = phone.locator(".localoffer-saying").filter(has_text="at lunch?")
        expect(said).to_contain_text(ANSWER)
        expect(said).to_contain_text("We wrote it down.")
        for private in ("Yusuf", "Anna", "07700"):
            self.assertNotIn(private, phone.content())
        said.get_by_role("link", name="Teaching and learning").tap()
        expect(phone.locator(f"#{SECTION}")).to_be_in_viewport()
        expect(phone.locator(f"#{SECTION}")).to_contain_text(ANSWER)
        for private in ("Yusuf", "Anna", "07700"):
            self.assertNotIn(private, phone.content())
        self.assertEqual(phone.context.cookies(), [])

    def test_a_family_is_answered_by_the_keys_alone(self) -> None:
        page = self.open(self.comments["new"])
        page.get_by_role("link", name="Change the section now").focus()
        page.keyboard.press("Tab")
        page.keyboard.type("Two adults do.")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Send the answer")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Answered.")
        self.assertEqual(find_comment(message=MESSAGE).reply, "Two adults do.")

    def test_who_leaves_with_something_typed_is_asked_first(self) -> None:
        page = self.open(self.comments["new"])
        asked: list[str] = []

        def stay(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        reply = page.get_by_label("Your answer to the person")
        form = page.locator("form[data-controller='w-unsaved']")
        # What is typed before Wagtail has looked counts as loaded.
        expect(form).to_have_attribute(HAS_EDITS, "false")
        reply.click()
        page.keyboard.type("Two adults do.")
        expect(form).to_have_attribute(HAS_EDITS, "true")
        page.get_by_role("link", name="Change the section now").click(
            no_wait_after=True
        )
        expect(reply).to_have_value("Two adults do.")
        self.assertEqual(asked, ["beforeunload"])
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_role("status").first).to_contain_text("Answered.")
        self.assertEqual(asked, ["beforeunload"])

    def test_a_family_is_answered_without_scripts(self) -> None:
        page = self.open(self.comments["new"], java_script_enabled=False)
        page.get_by_label("Your answer to the person").fill("Two adults do.")
        page.get_by_role("button", name="Send the answer").click()
        expect(
            page.get_by_text("An email to the person is on its way.")
        ).to_be_visible()
        self.assertEqual(find_comment(message=MESSAGE).reply, "Two adults do.")

    def test_a_button_says_to_a_screen_reader_what_it_does(self) -> None:
        page = self.open(self.comments["new"])
        for name, words in (
            ("Send the answer", "This sends an email to the person"),
            ("Publish", "Families will read this on"),
            ("Close it", "The person gets no answer"),
            ("Mark it as spam", "deleted after 30 days"),
        ):
            with self.subTest(name):
                button = page.get_by_role("button", name=name, exact=True)
                described = button.get_attribute("aria-describedby")
                expect(page.locator(f"[id='{described}']")).to_contain_text(words)
