"""The screen of one message: what it shows, and what each button does."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape
from typing import Any
from unittest import mock

from django.core import mail
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.admin.comment_case import CommentTestCase
from tests.support import HOSTNAME, set_hostname
from wagtail_localoffer.feedback import answering
from wagtail_localoffer.feedback.choices import CommentStatus, LetterKind
from wagtail_localoffer.feedback.delivery import deliver_due_letters
from wagtail_localoffer.feedback.retention import prune_comments
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.models import CommentLetter, FamilyComment

ADDRESS = "anna@family.example"

MESSAGE = "My son Yusuf has autism. Ring 07700 900123."

WORDS = {"question": "Who helps at lunch?", "answer": "Two adults do."}

QUICKER = "somebody else was quicker"


class ShowTests(CommentTestCase):
    def test_what_must_not_be_published_is_marked_with_a_word(self) -> None:
        said = self.read(self.receive(message=MESSAGE))
        for passage, kind in (("Yusuf", "name"), ("autism", "health or need")):
            with self.subTest(passage):
                kind = f'<bdi class="localoffer-comment__kind">({kind})</bdi>'
                self.assertIn(f"<mark>{passage} {kind}</mark>", said)

    def test_a_message_can_do_nothing_in_a_browser(self) -> None:
        evil, name = "<script>alert(1)</script>", "<img src=x onerror=a(1)>"
        said = self.read(self.receive(message=evil, name=name))
        self.assertNotIn(evil, said)
        self.assertNotIn(name, said)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", said)

    def test_a_very_long_message_is_shown_to_its_end(self) -> None:
        self.assertIn(
            "the end", self.read(self.receive(message="a" * 3990 + "the end"))
        )

    def test_each_message_runs_in_its_own_direction(self) -> None:
        comment = self.receive(message="کیا آپ مدد کرتے ہیں؟")
        FamilyComment.objects.update(language="ur")
        self.assertIn('dir="auto" lang="ur">کیا آپ', self.read(comment))

    def test_it_says_that_a_child_wrote_it(self) -> None:
        self.assertIn("young person", self.read(self.receive(is_from_child=True)))

    def test_a_link_leads_to_the_section_in_the_editor(self) -> None:
        section = self.offer.sections[1]
        said = self.read(self.receive(section=section.anchor))
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        self.assertIn(f"{url}#part-{section.block.block_type}", said)
        self.assertIn("Change the section now", said)

    def test_the_question_begins_with_none_of_the_familys_own_words(self) -> None:
        section = self.offer.sections[1]
        comment = self.receive(section=section.anchor, message=MESSAGE)
        form = self.client.get(self.find_url(comment)).context["form"]
        words = f"something is missing in “{section.heading}”"
        self.assertIn(words, form["question"].value())

    def test_each_click_says_before_what_it_does(self) -> None:
        said = self.read(self.receive(reply_to=ADDRESS))
        for words in (
            f"This sends an email to the person, at {ADDRESS}.",
            "Families will read this on http://www.hawthornbank.school/offer/"
            "what-families-say/.",
            "This also sends an email to the person",
            "The person gets no answer",
            "deleted after 30 days",
        ):
            with self.subTest(words):
                self.assertIn(words, said)

    def test_without_an_address_it_says_that_nobody_is_written_to(self) -> None:
        said = self.read(self.receive())
        self.assertIn("They left no address; nobody is written to.", said)
        self.assertIn("Record it as answered", said)
        self.assertNotIn("Send the answer", said)

    def test_to_look_changes_nothing(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        before = FamilyComment.objects.values().get(), PageLogEntry.objects.count()
        self.read(comment)
        self.client.get(self.find_url(comment), {"deed": "spam", "reply": "Hello"})
        after = FamilyComment.objects.values().get(), PageLogEntry.objects.count()
        self.assertEqual(before, after)

    def test_when_the_message_is_deleted_it_says_so(self) -> None:
        comment = self.receive(message=MESSAGE, name="Anna", reply_to=ADDRESS)
        yesterday = timezone.now().date() - timedelta(days=1)
        FamilyComment.objects.update(keep_until=yesterday)
        prune_comments()
        said = self.read(comment)
        self.assertIn("The message, the name and the address were deleted on", said)
        self.assertNotIn("Yusuf", said)
        self.decide(comment, "publish", **WORDS)
        self.assertEqual(comment.status, CommentStatus.PUBLISHED)

    def test_when_the_page_is_gone_it_says_so(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        FamilyComment.objects.update(page=None)
        self.client.force_login(self.boss)
        said = self.read(comment)
        self.assertIn("The page is gone, so nobody is written to.", said)
        self.assertIn("The page is gone, so nothing can be published on it.", said)
        self.decide(comment, "answer", reply="We can't help.")
        self.assertEqual(comment.status, CommentStatus.ANSWERED)


class PermissionTests(CommentTestCase):
    def test_the_editor_of_another_page_sees_and_does_nothing(self) -> None:
        comment = self.receive(message=MESSAGE)
        self.client.force_login(self.stranger)
        url = self.find_url(comment)
        for response in (
            self.client.get(url),
            self.client.post(url, {"deed": "spam"}),
            self.client.get(
                reverse("wagtail_localoffer:download_comment", args=[comment.pk])
            ),
        ):
            self.assertRedirects(response, reverse("wagtailadmin_home"))
        comment.refresh_from_db()
        self.assertTrue(comment.is_open)

    def test_nobody_does_anything_without_a_log_in(self) -> None:
        comment = self.receive()
        self.client.logout()
        url = self.find_url(comment)
        login = f"{reverse('wagtailadmin_login')}?next={url}"
        for response in (self.client.get(url), self.client.post(url, {"deed": "spam"})):
            self.assertRedirects(response, login)
        comment.refresh_from_db()
        self.assertTrue(comment.is_open)

    def test_what_is_not_there_is_not_found(self) -> None:
        url = reverse("wagtail_localoffer:answer_comment", args=[10**6])
        self.assertEqual(self.client.get(url).status_code, 404)

    def test_who_may_not_publish_answers_and_is_told_why_not_more(self) -> None:
        self.client.force_login(self.writer)
        comment = self.receive()
        said = self.read(comment)
        self.assertIn("You may answer, but not publish", said)
        self.assertNotIn('value="publish"', said)
        self.decide(comment, "answer", reply="Two adults do.")
        self.assertEqual(comment.status, CommentStatus.ANSWERED)

    def test_who_may_not_publish_can_not_do_so_by_a_request_of_their_own(self) -> None:
        self.client.force_login(self.writer)
        comment = self.receive()
        for deed in ("publish", "publish_anyway"):
            with self.subTest(deed):
                response = self.decide(comment, deed, **WORDS)
                self.assertContains(response, "You may not publish this page")
                self.assertTrue(comment.is_open)
        answering.publish(comment, self.boss, **WORDS)
        self.decide(comment, "withdraw")
        self.assertEqual(comment.status, CommentStatus.PUBLISHED)


class DeedTests(CommentTestCase):
    def test_an_answer_is_sent_to_the_person(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        response = self.decide(comment, "answer", reply="Two adults do.")
        self.assertContains(response, "An email to the person is on its way.")
        self.assertEqual(comment.status, CommentStatus.ANSWERED)
        self.assertEqual(comment.answered_by, self.editor)
        letter = CommentLetter.objects.get(kind=LetterKind.ANSWER)
        self.assertEqual(letter.recipient, ADDRESS)
        self.assertIn("Two adults do.", letter.text_body)

    def test_without_an_address_the_answer_is_kept(self) -> None:
        comment = self.receive()
        response = self.decide(comment, "answer", reply="We rang them.")
        self.assertContains(response, "Nobody was written to.")
        self.assertContains(response, "We rang them.")
        self.assertFalse(CommentLetter.objects.filter(kind="answer").exists())

    def test_an_empty_answer_is_none_and_nothing_typed_is_lost(self) -> None:
        comment = self.receive()
        response = self.decide(comment, "answer", reply=" ", change="We paint it.")
        self.assertContains(response, "Write the answer first.")
        self.assertContains(response, "We paint it.")
        self.assertTrue(comment.is_open)

    def test_a_text_that_is_too_long_is_not_lost(self) -> None:
        comment = self.receive()
        response = self.decide(comment, "answer", reply="a" * 8000 + " the end")
        self.assertContains(response, "at most 8000 characters")
        self.assertContains(response, "the end")
        self.assertTrue(comment.is_open)

    def test_a_question_and_an_answer_are_published(self) -> None:
        section = self.offer.sections[2]
        comment = self.receive(message=MESSAGE, reply_to=ADDRESS)
        self.decide(
            comment,
            "publish",
            **WORDS,
            change="We wrote it down.",
            changed_section=section.anchor,
        )
        self.assertEqual(comment.status, CommentStatus.PUBLISHED)
        self.assertEqual((comment.question, comment.answer), tuple(WORDS.values()))
        self.assertEqual(comment.change, "We wrote it down.")
        self.assertEqual(comment.changed_section, section.anchor)
        letter = CommentLetter.objects.get(kind=LetterKind.ANSWER)
        self.assertIn("Two adults do.", letter.text_body)
        self.assertIn("We wrote it down.", letter.text_body)

    def test_where_it_was_asked_about_is_where_something_was_changed(self) -> None:
        section = self.offer.sections[2]
        comment = self.receive(section=section.anchor)
        self.decide(comment, "publish", **WORDS, change="We wrote it down.")
        self.assertEqual(comment.changed_section, section.anchor)
        # Whoever says otherwise is not overruled the next time.
        self.decide(comment, "publish", changed_section="")
        self.assertEqual(comment.changed_section, "")
        self.decide(comment, "publish")
        self.assertEqual(comment.changed_section, "")

    def test_what_is_published_leads_to_where_families_read_it(self) -> None:
        comment = self.receive()
        link = f"/what-families-say/#said-{comment.pk}"
        self.assertNotIn(link, self.read(comment))
        self.decide(comment, "publish", **WORDS)
        self.assertIn(link, self.read(comment))
        self.decide(comment, "withdraw")
        self.assertNotIn(link, self.read(comment))

    def test_the_person_gets_the_answer_that_is_for_them(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.decide(comment, "publish", **WORDS, reply="Dear Anna, two adults do.")
        letter = CommentLetter.objects.get(kind=LetterKind.ANSWER)
        self.assertIn("Dear Anna", letter.text_body)
        self.assertEqual(comment.answer, "Two adults do.")

    def test_a_section_that_the_offer_has_not_is_refused(self) -> None:
        comment = self.receive()
        self.decide(comment, "publish", **WORDS, change="A", changed_section="no-such")
        self.assertTrue(comment.is_open)

    def test_what_may_tell_who_somebody_is_gets_a_warning_and_no_refusal(self) -> None:
        comment = self.receive()
        words = {"question": "Does Yusuf eat with others?", "answer": "He does."}
        response = self.decide(comment, "publish", **words)
        self.assertContains(response, "What was asked: “Yusuf” (name)")
        self.assertContains(response, "Publish it all the same")
        self.assertTrue(comment.is_open)
        self.decide(comment, "publish_anyway", **words)
        self.assertEqual(comment.question, words["question"])

    def test_whom_the_offer_names_anyway_needs_no_warning(self) -> None:
        comment = self.receive()
        self.decide(
            comment,
            "publish",
            question="Whom can I ask?",
            answer="Ask Priya Nuttall at Alderbeck, 01632 960014.",
        )
        self.assertEqual(comment.status, CommentStatus.PUBLISHED)

    def test_what_is_published_is_edited_without_a_second_email(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.decide(comment, "publish", **WORDS)
        self.decide(comment, "publish", answer="Three adults do.")
        self.assertEqual(comment.answer, "Three adults do.")
        self.assertEqual(CommentLetter.objects.filter(kind="answer").count(), 1)

    def test_what_is_published_is_taken_back_and_published_again(self) -> None:
        comment = self.receive()
        self.decide(comment, "publish", **WORDS)
        self.decide(comment, "withdraw")
        self.assertEqual(comment.status, CommentStatus.ANSWERED)
        self.assertIsNone(comment.published_at)
        self.decide(comment, "publish")
        self.assertEqual(comment.question, WORDS["question"])

    def test_it_is_closed_with_a_reason_only(self) -> None:
        comment = self.receive()
        self.assertContains(
            self.decide(comment, "close"), "Write why there is nothing to do."
        )
        self.assertTrue(comment.is_open)
        response = self.decide(comment, "close", closed_because="It was solved.")
        self.assertEqual(comment.status, CommentStatus.CLOSED)
        self.assertContains(response, "It was solved.")
        self.decide(comment, "reopen")
        self.assertTrue(comment.is_open)

    def test_what_was_answered_before_it_was_closed_is_not_answered_twice(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.decide(comment, "answer", reply="Two adults do.")
        self.decide(comment, "close", closed_because="Done.")
        self.decide(comment, "reopen")
        self.assertEqual(comment.status, CommentStatus.ANSWERED)
        self.assertNotIn("Send the answer", self.read(comment))

    def test_spam_is_marked_and_taken_back(self) -> None:
        comment = self.receive()
        self.decide(comment, "spam")
        self.assertEqual(comment.status, CommentStatus.SPAM)
        self.assertContains(self.decide(comment, "reopen"), "It is open again.")
        self.assertTrue(comment.is_open)

    def test_what_was_typed_elsewhere_outlives_a_click(self) -> None:
        comment = self.receive()
        response = self.decide(
            comment, "answer", reply="Two adults do.", change="We paint it."
        )
        self.assertEqual(comment.status, CommentStatus.ANSWERED)
        self.assertContains(response, "We paint it.")

    def test_a_button_that_is_none_does_nothing(self) -> None:
        comment = self.receive()
        for deed in ("", "delete", "withdraw", "reopen"):
            with self.subTest(deed):
                self.decide(comment, deed)
                self.assertTrue(comment.is_open)


class RaceTests(CommentTestCase):
    """Two people have the same message before them."""

    def post_late(self, comment: FamilyComment, deed: str, **typed: str) -> Any:
        """Press a button on the screen as it was before somebody else did something."""
        return self.client.post(
            self.find_url(comment), {**typed, "deed": deed, "version": self.version}
        )

    def look(self, comment: FamilyComment) -> None:
        form = self.client.get(self.find_url(comment)).context["form"]
        self.version = form["version"].value()

    def test_the_second_answer_is_not_sent_and_not_lost(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.look(comment)
        answering.answer(comment, self.boss, "The first.")
        response = self.post_late(comment, "answer", reply="The second.")
        said = unescape(response.content.decode())
        self.assertIn(QUICKER, said)
        self.assertIn("boss answered it on", said)
        self.assertIn("The second.", said)
        comment.refresh_from_db()
        self.assertEqual(comment.reply, "The first.")
        self.assertEqual(CommentLetter.objects.filter(kind="answer").count(), 1)

    def test_what_somebody_else_has_edited_is_not_written_over_unseen(self) -> None:
        comment = self.receive()
        answering.publish(comment, self.boss, **WORDS)
        self.look(comment)
        answering.publish(comment, self.boss, question="Q", answer="Theirs.")
        typed = {"question": "Q", "answer": "Mine."}
        response = self.post_late(comment, "publish", **typed)
        self.assertContains(response, QUICKER)
        self.assertContains(response, "Mine.")
        comment.refresh_from_db()
        self.assertEqual(comment.answer, "Theirs.")
        # Now both are seen, and who insists is heard.
        self.version = response.context["form"]["version"].value()
        self.post_late(comment, "publish", **typed)
        comment.refresh_from_db()
        self.assertEqual(comment.answer, "Mine.")

    def test_a_loser_by_a_hair_is_told_too(self) -> None:
        comment = self.receive()
        self.look(comment)

        def lose(*args: Any, **values: Any) -> bool:
            FamilyComment.objects.update(status=CommentStatus.SPAM)
            return False

        with mock.patch.object(answering, "answer", lose):
            response = self.post_late(comment, "answer", reply="Mine.")
        self.assertContains(response, QUICKER)
        self.assertContains(response, "It is marked as spam.")
        self.assertContains(response, "Mine.")


class LetterTests(CommentTestCase):
    def fail(self, comment: FamilyComment) -> CommentLetter:
        self.decide(comment, "answer", reply="Two adults do.")
        reason = "The mail server refused the recipient (550 No such user)."
        CommentLetter.objects.filter(kind=LetterKind.ANSWER).update(
            status=MailStatus.FAILED, next_attempt_at=None, reason=reason
        )
        return CommentLetter.objects.get(kind=LetterKind.ANSWER)

    def test_it_says_what_became_of_each_email(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.assertIn("To the setting: somebody has written", self.read(comment))
        self.fail(comment)
        said = self.read(comment)
        self.assertIn("550 No such user", said)
        self.assertIn("Send it again", said)

    def test_a_failed_answer_is_sent_again(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        letter = self.fail(comment)
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            response = self.decide(comment, "send_again")
        self.assertContains(response, "The answer is sent again.")
        letter.refresh_from_db()
        self.assertEqual(letter.status, MailStatus.PENDING)
        with override_settings(WAGTAIL_LOCALOFFER={}):
            deliver_due_letters()
        self.assertIn([ADDRESS], [each.to for each in mail.outbox])

    def test_an_answer_that_was_held_back_is_sent_once_it_may(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        answering.answer(comment, self.editor, "Two adults do.")
        set_hostname("localhost")
        self.assertEqual(deliver_due_letters()["held"], 2)
        set_hostname(HOSTNAME)
        with self.captureOnCommitCallbacks(execute=True):
            self.decide(comment, "send_again")
        with override_settings(WAGTAIL_LOCALOFFER={}):
            deliver_due_letters()
        self.assertEqual([each.to for each in mail.outbox], [[ADDRESS]])

    def test_what_has_not_failed_is_not_sent_again(self) -> None:
        comment = self.receive(reply_to=ADDRESS)
        self.decide(comment, "answer", reply="Two adults do.")
        response = self.decide(comment, "send_again")
        self.assertContains(response, "no answer has failed")


class HistoryTests(CommentTestCase):
    def test_the_history_of_the_page_names_each_deed_and_nothing_private(self) -> None:
        comment = self.receive(message=MESSAGE, name="Anna", reply_to=ADDRESS)
        self.decide(comment, "close", closed_because="Yusuf has left.")
        self.decide(comment, "reopen")
        self.decide(comment, "spam")
        self.decide(comment, "reopen")
        self.decide(comment, "answer", reply="Dear Anna")
        self.decide(comment, "publish", **WORDS)
        self.decide(comment, "withdraw")
        for name in ("wagtailadmin_pages:history", "wagtail_localoffer:offer_history"):
            with self.subTest(name):
                response = self.client.get(reverse(name, args=[self.offer.pk]))
                said = unescape(response.content.decode())
                for words in (
                    f"Answered the message {comment.reference} of a family",
                    f"Closed the message {comment.reference} of a family",
                    f"Opened the message {comment.reference} of a family again",
                    f"Marked the message {comment.reference} as spam",
                    "Published a question and an answer to the message",
                    "Took back what was published to the message",
                    f'<a href="{self.find_url(comment)}">See the message</a>',
                ):
                    self.assertIn(words, said)
        data = json.dumps(list(PageLogEntry.objects.values_list("data", flat=True)))
        for private in ("Yusuf", "Anna", ADDRESS, "lunch"):
            with self.subTest(private):
                self.assertNotIn(private, data)


class RecordTests(CommentTestCase):
    def download(self, comment: FamilyComment) -> Any:
        url = reverse("wagtail_localoffer:download_comment", args=[comment.pk])
        self.assertIn(url, self.read(comment))
        return self.client.get(url)

    def test_all_that_is_kept_of_a_message_is_downloaded(self) -> None:
        comment = self.receive(message="کیا؟", name="Anna", reply_to=ADDRESS)
        self.decide(comment, "answer", reply="Two adults do.")
        response = self.download(comment)
        self.assertIn(comment.reference, response["Content-Disposition"])
        text = response.content.decode()
        for words in ("کیا؟", "Anna", ADDRESS, "Two adults do."):
            with self.subTest(words):
                self.assertIn(words, text)
        kept = json.loads(text)
        self.assertEqual(kept["setting_name"], "Alderbeck")
        self.assertEqual(
            [each["kind"] for each in kept["letters"]], ["received", "answer"]
        )
        for not_theirs in ("fingerprint", "answered_by"):
            self.assertNotIn(not_theirs, kept)
