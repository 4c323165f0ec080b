"""The words of the letters about a message."""

from __future__ import annotations

from tests.admin.comment_case import CommentTestCase
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.models import CommentLetter

ADDRESS = "anna@family.example"


class LetterWordsTests(CommentTestCase):
    def read_letter(self, kind: str) -> list[str]:
        letter = CommentLetter.objects.get(kind=kind)
        return [letter.text_body, letter.html_body]

    def test_the_setting_is_told_by_when_and_not_what(self) -> None:
        self.receive(message="My son Yusuf", name="Anna", reply_to=ADDRESS)
        for body in self.read_letter("received"):
            self.assertIn("within ten school days", body)
            for private in ("Yusuf", "Anna", ADDRESS):
                self.assertNotIn(private, body)

    def test_the_family_learns_where_others_read_it(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        answering.publish(comment, self.editor, question="Q", answer="A")
        for body in self.read_letter("answer"):
            self.assertIn("Other families can read", body)
            self.assertIn("/offer/what-families-say/", body)

    def test_the_family_is_led_to_the_section_that_changed(self) -> None:
        for layout, path in (("one_page", ""), ("pages", "health/")):
            type(self.offer).objects.update(layout=layout)
            comment = self.receive(reply_to=ADDRESS)
            change = {"change": "C", "changed_section": "health"}
            answering.publish(comment, self.editor, question="Q", answer="A", **change)
            letter = comment.letters.get(kind="answer")
            for body in (letter.text_body, letter.html_body):
                with self.subTest(layout):
                    self.assertIn(f"{self.offer.full_url}{path}#health", body)

    def test_the_family_is_led_to_nothing_that_is_not_live(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.offer.unpublish()
        answering.publish(comment, self.editor, question="Q", answer="A")
        for body in self.read_letter("answer"):
            self.assertNotIn(self.offer.full_url, body)

    def test_what_is_not_published_is_not_said_to_be(self) -> None:
        answering.answer(self.receive(reply_to=ADDRESS), self.editor, "A")
        for body in self.read_letter("answer"):
            self.assertNotIn("Other families", body)
            self.assertNotIn("what-families-say", body)

    def test_an_answer_can_do_nothing_in_a_mail_program(self) -> None:
        evil = "<script>alert(1)</script>"
        answering.answer(self.receive(reply_to=ADDRESS), self.editor, evil)
        text, html = self.read_letter("answer")
        self.assertIn(evil, text)
        self.assertNotIn(evil, html)
