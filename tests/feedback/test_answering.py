from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from wagtail.models import PageLogEntry

from tests.builders import complete_offer
from tests.feedback.comments import write_comment
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.models import CommentLetter, FamilyComment

SHOWN = {"question": "Who gives medicine?", "answer": "Two trained people do."}


class AnsweringTestCase(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = publish(complete_offer())
        cls.user = User.objects.create_superuser("senco")

    def setUp(self) -> None:
        super().setUp()
        self.comment = write_comment(self.offer)

    def list_letters(self, kind: str = "answer") -> list[CommentLetter]:
        return list(CommentLetter.objects.filter(comment=self.comment, kind=kind))

    def list_actions(self) -> list[str]:
        entries = PageLogEntry.objects.filter(
            page_id=self.offer.pk, action__startswith="wagtail_localoffer.comment"
        )
        return [each.action.rpartition("_")[2] for each in entries.order_by("pk")]


@pytest.mark.portable
class TestReceiving(AnsweringTestCase):
    def test_what_comes_twice_from_one_form_is_kept_once(self) -> None:
        first = write_comment(self.offer, fingerprint="the form")
        again = write_comment(self.offer, fingerprint="the form")
        self.assertEqual(again.pk, first.pk)
        self.assertEqual(CommentLetter.objects.filter(comment=first).count(), 1)

    def test_nobody_is_told_of_spam(self) -> None:
        spam = write_comment(self.offer, is_spam=True)
        self.assertEqual(spam.status, "spam")
        self.assertFalse(spam.letters.exists())

    def test_it_is_kept_for_a_year_and_no_longer(self) -> None:
        kept = self.comment.keep_until - self.comment.created_at.date()
        self.assertEqual(kept.days, 365)


@pytest.mark.portable
class TestAnswering(AnsweringTestCase):
    def test_an_answer_goes_to_who_wrote(self) -> None:
        self.assertTrue(answering.answer(self.comment, self.user, "Two people do."))
        (letter,) = self.list_letters()
        self.assertEqual(letter.recipient, "parent@family.example")
        self.assertIn("Two people do.", letter.text_body)
        self.comment.refresh_from_db()
        self.assertEqual(
            (self.comment.status, self.comment.answered_by), ("answered", self.user)
        )

    def test_nobody_is_written_to_without_an_address(self) -> None:
        self.comment = write_comment(self.offer, reply_to="")
        self.assertTrue(answering.answer(self.comment, self.user, "Thank you."))
        self.assertEqual(self.list_letters(), [])

    def test_the_second_of_two_people_answers_nothing(self) -> None:
        seen_by_another = FamilyComment.objects.get(pk=self.comment.pk)
        self.assertTrue(answering.answer(self.comment, self.user, "Two people do."))
        for deed in (
            lambda: answering.answer(seen_by_another, self.user, "One does."),
            lambda: answering.publish(seen_by_another, self.user, **SHOWN),
            lambda: answering.close(seen_by_another, self.user, "No."),
        ):
            self.assertFalse(deed())
        self.assertEqual(len(self.list_letters()), 1)
        self.comment.refresh_from_db()
        self.assertEqual(self.comment.reply, "Two people do.")

    def test_what_is_published_first_is_the_answer_too(self) -> None:
        self.assertTrue(answering.publish(self.comment, self.user, **SHOWN))
        (letter,) = self.list_letters()
        self.assertIn(SHOWN["answer"], letter.text_body)

    def test_what_was_answered_is_not_answered_again_by_publishing(self) -> None:
        answering.answer(self.comment, self.user, "Two people do.")
        answering.publish(self.comment, self.user, **SHOWN)
        self.assertEqual(len(self.list_letters()), 1)
        self.assertEqual(self.comment.status, "published")

    def test_new_words_of_what_is_shown_keep_its_day(self) -> None:
        answering.publish(self.comment, self.user, **SHOWN)
        shown_at = self.comment.published_at
        answering.publish(self.comment, self.user, **{**SHOWN, "answer": "Three do."})
        self.assertEqual(
            (self.comment.answer, self.comment.published_at), ("Three do.", shown_at)
        )

    def test_what_is_withdrawn_is_shown_no_more_and_keeps_its_words(self) -> None:
        answering.publish(self.comment, self.user, **SHOWN)
        self.assertTrue(answering.withdraw(self.comment, self.user))
        self.assertFalse(FamilyComment.objects.shown().exists())
        self.assertEqual(self.comment.question, SHOWN["question"])

    def test_what_is_closed_can_be_opened_again(self) -> None:
        answering.close(self.comment, self.user, "It is about another school.")
        self.assertTrue(answering.reopen(self.comment, self.user))
        self.assertEqual(
            (self.comment.status, self.comment.closed_because), ("new", "")
        )

    def test_the_history_says_what_was_done_and_not_what_was_written(self) -> None:
        answering.answer(self.comment, self.user, "Two people do.")
        answering.publish(self.comment, self.user, **SHOWN)
        answering.withdraw(self.comment, self.user)
        self.assertEqual(self.list_actions(), ["answered", "published", "withdrawn"])
        for entry in PageLogEntry.objects.filter(page_id=self.offer.pk):
            self.assertNotIn("medicine", str(entry.data))

    def test_the_database_lets_nothing_be_published_without_words(self) -> None:
        rows = FamilyComment.objects.filter(pk=self.comment.pk)
        with self.assertRaises(IntegrityError), transaction.atomic():
            rows.move("published", ["new"])

    def test_a_section_that_was_changed_counts_only_with_a_change(self) -> None:
        answering.publish(self.comment, self.user, **SHOWN, changed_section="health")
        self.assertEqual(self.comment.changed_section, "")


class TestLettersAboutComments(AnsweringTestCase):
    def test_the_setting_is_told_that_somebody_wrote_and_not_what(self) -> None:
        (letter,) = self.list_letters("received")
        self.assertEqual(letter.recipient, self.offer.contact_email)
        self.assertIn(f"/comments/{self.comment.pk}/", letter.text_body)
        self.assertIn("Health", letter.text_body)
        for private in ("medicine", "parent@family.example"):
            self.assertNotIn(private, letter.text_body + letter.html_body)

    def test_the_answer_names_what_changed_and_where(self) -> None:
        answering.publish(
            self.comment,
            self.user,
            **SHOWN,
            change="We wrote down who gives medicine.",
            changed_section="health",
        )
        (letter,) = self.list_letters()
        self.assertIn("We wrote down who gives medicine.", letter.text_body)
        self.assertIn(f"{self.offer.full_url}#health", letter.text_body)
        self.assertEqual(letter.reply_to, self.offer.contact_email)

    def test_what_a_person_types_is_text_in_every_letter(self) -> None:
        answering.answer(self.comment, self.user, "<b>Bold</b> & “plain”")
        (letter,) = self.list_letters()
        self.assertIn("<b>Bold</b> & “plain”", letter.text_body)
        self.assertIn("&lt;b&gt;Bold&lt;/b&gt; &amp; “plain”", letter.html_body)

    def test_a_page_that_is_gone_writes_to_nobody(self) -> None:
        self.offer.delete()
        self.comment.refresh_from_db()
        self.assertTrue(answering.answer(self.comment, self.user, "Thank you."))
        self.assertEqual(self.list_letters(), [])
