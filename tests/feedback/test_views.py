"""What families write, on its way in: kept once, or given back with a reason."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import override_settings
from django.views.debug import ExceptionReporter
from wagtail.models import Locale, PageViewRestriction, Site

from tests.builders import complete_health_service, complete_offer, save_draft
from tests.feedback.form_case import (
    MESSAGE,
    REPLY_TO,
    FormTestCase,
    moved_clock,
    read,
)
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.models import CommentLetter, FamilyComment, FeedbackSettings

URDU = "کیا اسکول میں لفٹ ہے؟ ہمیں جواب دیں۔"

#: What is typed as a message, and what is kept of it.
MESSAGES = {
    "a script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "a link": ("http://pills.example [url=x]y[/url]",) * 2,
    "capitals": ("WHERE IS THE LIFT",) * 2,
    "Urdu": (URDU, URDU),
    "several lines": ("One\r\n\r\nTwo", "One\n\nTwo"),
    "spaces around": ("  One \r\n", "One"),
    "controls": ("One\x07\x1b[31m Two", "One  [31m Two"),
    "a null byte": ("One\x00Two", "One Two"),
    "what turns letters round": ("One\u202eTwo", "OneTwo"),
    "a template": ("{{ settings.SECRET_KEY }} {% now 'Y' %}",) * 2,
    "the longest": ("x" * 4000, "x" * 4000),
}

#: What is typed somewhere, the field that has it, and what its error says.
WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "no topic": ({"topic": None}, "topic_0", "Choose what it is about."),
    "another topic": ({"topic": "money"}, "topic_0", "Choose what it is about."),
    "another section": ({"section": "money"}, "section", "not in the local offer"),
    "no message": ({"message": ""}, "message", "Write what you want to tell us."),
    "only spaces": ({"message": " \r\n "}, "message", "Write what you want"),
    "nothing to see": ({"message": "\u200b\u2060"}, "message", "Write what you want"),
    "100 KB": ({"message": "x" * 100_000}, "message", "has 100000 letters"),
    "one too many": ({"message": "x" * 4001}, "message", "has 4001 letters"),
    "no address": ({"reply_to": "amina"}, "reply_to", "name@example.com"),
    "two addresses": ({"reply_to": "a@b.example,c@d.example"}, "reply_to", "Enter an"),
    "a header": (
        {"reply_to": "a@b.example\r\nBcc: c@d.example"},
        "reply_to",
        "Enter an email address",
    ),
    "a long name": ({"name": "x" * 101}, "name", "up to 100."),
}


@pytest.mark.portable
class KeepingTests(FormTestCase):
    def test_all_that_was_written_is_kept(self) -> None:
        self.write(
            section="teaching-and-learning", name="Amina B", reply_to=f" {REPLY_TO} "
        )
        comment = FamilyComment.objects.get()
        self.assertEqual(comment.page_id, self.offer.pk)
        self.assertEqual(comment.setting_name, self.offer.setting_name)
        self.assertEqual(comment.status, "new")
        self.assertEqual(comment.topic, "question")
        self.assertEqual(comment.section, "teaching-and-learning")
        self.assertEqual(comment.message, MESSAGE)
        self.assertEqual(comment.name, "Amina B")
        self.assertEqual(comment.reply_to, REPLY_TO)
        self.assertFalse(comment.is_from_child)
        self.assertEqual(comment.keep_until, get_today() + timedelta(days=365))

    def test_messages_of_all_sorts_are_kept_as_words(self) -> None:
        for name, (typed, kept) in MESSAGES.items():
            with self.subTest(name):
                cache.clear()
                self.assertEqual(self.write(message=typed).status_code, 303)
                comment = FamilyComment.objects.get()
                self.assertEqual(comment.message, kept)
                comment.delete()

    def test_what_is_wrong_is_said_and_nothing_is_lost_or_kept(self) -> None:
        for name, (changes, field, words) in WRONG.items():
            with self.subTest(name):
                sent = self.fill(**changes)
                page = self.assert_again(
                    self.send(sent), words, sent["message"].strip()
                )
                link = page.select_one("#feedback a")
                self.assertEqual(link["href"], f"#feedback-{field}")
                target = page.find(id=f"feedback-{field}")
                self.assertEqual(target["aria-invalid"], "true")
                error = page.find(id=f"feedback-{field.removesuffix('_0')}_error")
                self.assertIn(words, error.text)
                self.assertTrue(page.title.text.startswith("Error: "))

    def test_a_form_without_anything_in_it_is_shown_again(self) -> None:
        for sent in ({}, {"token": ""}, {"nonsense": "x"}):
            with self.subTest(sent):
                page = self.assert_again(self.send(sent), "Choose what it is about", "")
                self.assertEqual(len(page.select("#feedback li")), 2)

    def test_all_fields_come_back_as_they_were(self) -> None:
        sent = self.fill(
            topic="idea", section="health", name="Amina", reply_to="x", message="A <b>"
        )
        page = self.assert_again(self.send(sent), "Enter an", "A <b>")
        self.assertEqual(page.find(checked=True)["value"], "idea")
        self.assertEqual(page.find(selected=True)["value"], "health")
        self.assertEqual(page.find(id="feedback-name")["value"], "Amina")
        self.assertEqual(page.find(id="feedback-reply_to")["value"], "x")

    def test_a_mistake_that_is_put_right_is_sent_at_once(self) -> None:
        page = self.assert_again(self.write(topic=None), "Choose what it is about")
        self.assertEqual(self.send(self.fill(page)).status_code, 303)
        self.assert_kept()

    def test_the_short_form_asks_less_and_stays_short(self) -> None:
        page = self.open("?for=young")
        sent = self.fill(page, topic="", name="Sam", reply_to=REPLY_TO)
        page = self.assert_again(self.send(sent), "Choose what it is about")
        self.assertIsNone(page.find(id="feedback-name"))
        self.send(self.fill(page, name="Sam", reply_to=REPLY_TO))
        comment = FamilyComment.objects.get()
        self.assertTrue(comment.is_from_child)
        self.assertEqual((comment.name, comment.reply_to), ("", ""))

    def test_a_child_is_promised_no_answer_that_cannot_come(self) -> None:
        for query, words in (("", "within two weeks"), ("?for=young", "ask an adult")):
            receipt = self.send(self.fill(self.open(query))).url
            text = " ".join(read(self.client.get(receipt)).find("main").text.split())
            with self.subTest(query):
                self.assertIn(words, text)
                self.assertEqual("email" in text.partition("Back to")[0], not query)

    def test_a_health_service_hears_families_too(self) -> None:
        service = self.publish(complete_health_service())
        page = self.open(url=f"{service.url}feedback/")
        self.send(self.fill(page), url=page.form["action"])
        self.assertEqual(FamilyComment.objects.get().page_id, service.pk)

    def test_whether_somebody_is_logged_in_makes_no_difference(self) -> None:
        self.client.handler.enforce_csrf_checks = True
        self.assertEqual(self.write().status_code, 303)
        editor = get_user_model().objects.create_superuser("editor", password="x")
        self.client.force_login(editor)
        self.assertEqual(self.write(message="Another").status_code, 303)

    def test_what_was_written_stands_in_no_report_of_an_error(self) -> None:
        self.client.raise_request_exception = False
        with (
            mock.patch(
                "wagtail_localoffer.feedback.receiving._tell_setting",
                side_effect=OSError,
            ),
            self.assertLogs("django.request") as logs,
        ):
            self.assertEqual(self.write().status_code, 500)
        (record,) = logs.records
        report = ExceptionReporter(record.request, *record.exc_info)
        for text in (report.get_traceback_html(), report.get_traceback_text()):
            self.assertIn("receive_comment", text)
            self.assertNotIn(MESSAGE[:10], text)


class OnceTests(FormTestCase):
    """Double click, back button and reload: one comment."""

    def test_the_same_form_and_message_is_one_comment_with_one_receipt(self) -> None:
        sent = self.fill()
        receipts = {self.send(sent).url for _each in range(3)}
        self.assert_kept()
        self.assertEqual(len(receipts), 1)
        self.assertEqual(CommentLetter.objects.count(), 1)

    def test_who_goes_back_to_add_an_address_is_answered_there(self) -> None:
        sent = self.fill()
        first = self.send(sent)
        again = self.send({**sent, "section": "health", "reply_to": REPLY_TO})
        self.assertEqual(again.url, first.url)
        comment = FamilyComment.objects.get()
        self.assertEqual((comment.reply_to, comment.section), (REPLY_TO, "health"))

    def test_what_somebody_has_dealt_with_stays_as_they_saw_it(self) -> None:
        sent = self.fill()
        self.send(sent)
        FamilyComment.objects.update(status="closed")
        self.send({**sent, "reply_to": REPLY_TO})
        self.assertEqual(FamilyComment.objects.get().reply_to, "")

    def test_other_words_in_the_same_form_are_another_comment(self) -> None:
        sent = self.fill()
        self.send(sent)
        self.send({**sent, "message": "Is there a ramp?"})
        self.assert_kept(2)

    def test_the_same_words_of_two_families_are_two_comments(self) -> None:
        self.write(message="Thank you")
        self.write(message="Thank you")
        self.assert_kept(2)

    def test_browsers_keep_the_form_for_whoever_goes_back(self) -> None:
        header = self.client.get(self.url).headers["Cache-Control"]
        self.assertIn("private", header)
        self.assertNotIn("no-store", header)


class FormTokenTests(FormTestCase):
    def test_after_a_day_it_is_shown_again_with_a_fresh_token(self) -> None:
        sent = self.fill()
        response = self.send(sent, timedelta(days=1, seconds=2))
        page = self.assert_again(response, "open for more than a day")
        fresh = self.fill(page)
        self.assertNotEqual(fresh["token"], sent["token"])
        late = self.send(fresh, timedelta(days=1, seconds=9))
        self.assertEqual(late.status_code, 303)

    def test_what_was_taken_in_time_and_is_sent_again_later_is_kept_once(self) -> None:
        sent = self.fill()
        receipt = self.send(sent).url
        page = read(self.send(sent, timedelta(days=2)))
        again = self.send(self.fill(page), timedelta(days=2, seconds=9))
        self.assertEqual(again.url, receipt)
        self.assert_kept()

    def test_within_a_day_it_is_taken(self) -> None:
        sent = self.fill()
        self.assertEqual(self.send(sent, timedelta(hours=23)).status_code, 303)

    def test_what_nobody_can_have_typed_is_looked_at_once_more(self) -> None:
        sent = self.fill()
        page = self.assert_again(self.send(sent, timedelta(seconds=1)), "very quickly")
        # The token is as old as it was, so that a second look is enough.
        self.assertEqual(self.send(self.fill(page)).status_code, 303)

    def test_a_token_that_is_not_ours_is_not_taken(self) -> None:
        good = self.fill()["token"]
        other = self.publish(complete_offer())
        page = self.open(url=f"{other.url}feedback/")
        for name, token in {
            "of another offer": self.fill(page)["token"],
            "changed": f"{good[:-1]}{'a' if good[-1] != 'a' else 'b'}",
            "cut off": good[:20],
            "none": "",
            "nonsense": "☃\x00:::",
        }.items():
            with self.subTest(name):
                response = self.send(self.fill(token=token))
                page = self.assert_again(response, "could not tell which page")
                again = self.send(self.fill(page), timedelta(seconds=9))
                self.assertEqual(again.status_code, 303)
                FamilyComment.objects.all().delete()


class TrapTests(FormTestCase):
    def test_what_fills_the_hidden_field_is_spam_and_gets_a_receipt(self) -> None:
        response = self.write(subject="Cheap pills")
        self.assertEqual(FamilyComment.objects.get().status, "spam")
        self.assertEqual(CommentLetter.objects.count(), 0)
        receipt = self.client.get(response.url)
        self.assertContains(receipt, FamilyComment.objects.get().reference)

    def test_nobody_meets_the_hidden_field(self) -> None:
        trap = self.open().find("input", attrs={"name": "subject"})
        self.assertEqual(trap["tabindex"], "-1")
        self.assertEqual(trap["autocomplete"], "off")
        # From who sees the page, and from who listens to it.
        self.assertTrue(trap.parent.has_attr("hidden"))

    def test_what_a_browser_filled_in_is_empty_when_it_is_shown_again(self) -> None:
        page = self.assert_again(
            self.write(subject="x", topic=None), "Choose what it is about"
        )
        self.assertFalse(page.find(id="feedback-subject").has_attr("value"))


class ReceiptTests(FormTestCase):
    def test_it_has_the_reference_and_nothing_that_was_written(self) -> None:
        response = self.write(name="Amina B", reply_to=REPLY_TO)
        self.assertEqual(response.status_code, 303)
        reference = FamilyComment.objects.get().reference
        self.assertEqual(response.url, f"{self.url}received/{reference}/")
        receipt = self.client.get(response.url)
        self.assertContains(receipt, reference)
        self.assertContains(receipt, "ten school days")
        self.assertContains(receipt, '<meta name="robots" content="noindex">')
        self.assertIn("private", receipt.headers["Cache-Control"])
        for private in (MESSAGE, "Amina B", REPLY_TO):
            self.assertNotContains(receipt, private)

    def test_there_is_none_of_another_offer_or_of_nothing(self) -> None:
        self.write()
        reference = FamilyComment.objects.get().reference
        other = self.publish(complete_offer())
        for url in (
            f"{other.url}feedback/received/{reference}/",
            f"{self.url}received/AAAA-AAAA/",
            f"{self.url}received/%00/",
            f"{self.url}received/",
        ):
            with self.subTest(url):
                self.assertEqual(self.client.get(url).status_code, 404)

    def test_it_takes_as_many_queries_as_the_offer(self) -> None:
        for url in (self.write().url, self.offer.url):
            self.client.get(url)
            with self.subTest(url), self.assertNumQueries(7):
                self.client.get(url)


class GoneTests(FormTestCase):
    """Between opening and sending, the offer went."""

    def assert_gone(self, sent: dict[str, Any], words: str = "is not sent") -> None:
        response = self.send(sent)
        self.assertContains(response, words, status_code=404)
        page = read(response)
        self.assertEqual(page.textarea.text.strip(), MESSAGE)
        self.assertTrue(page.textarea.has_attr("readonly"))
        self.assertNotIn(self.offer.setting_name, page.main.text)
        self.assertIn("private", response.headers["Cache-Control"])
        self.assertEqual(response.cookies, {})
        self.assert_kept(0)

    def test_it_was_deleted(self) -> None:
        sent = self.fill()
        self.offer.delete()
        self.assert_gone(sent)

    def test_it_was_unpublished(self) -> None:
        sent = self.fill()
        self.offer.unpublish()
        self.assert_gone(sent)

    def test_it_or_a_page_above_it_became_private(self) -> None:
        for page in (self.offer, self.offer.get_parent()):
            for kind in ("login", "password", "groups"):
                with self.subTest(page=page, kind=kind):
                    sent = self.fill()
                    restriction = PageViewRestriction.objects.create(
                        page=page, restriction_type=kind, password="x"
                    )
                    self.assert_gone(sent)
                    restriction.delete()

    def test_it_is_another_sites(self) -> None:
        sent = self.fill()
        Site.objects.create(hostname="other.example", root_page=self.offer)
        Site.clear_site_root_paths_cache()
        self.assert_gone(sent)

    def test_it_is_a_draft_of_a_translation(self) -> None:
        urdu, _created = Locale.objects.get_or_create(language_code="ur")
        self.offer.get_parent().copy_for_translation(urdu)
        draft = save_draft(self.offer.copy_for_translation(urdu))
        sent = self.fill()
        response = self.send(sent, url=f"/local-offer-feedback/{draft.pk}/")
        self.assertEqual(response.status_code, 404)
        self.assertEqual(read(response).html["lang"], "ur")
        self.assert_kept(0)

    def test_it_is_no_offer_or_was_never_there(self) -> None:
        sent = self.fill()
        for key in (self.offer.get_parent().pk, 999_999, 10**30):
            with self.subTest(key):
                response = self.send(sent, url=f"/local-offer-feedback/{key}/")
                self.assertEqual(response.status_code, 404)
                self.assert_kept(0)

    def test_its_site_takes_no_more(self) -> None:
        for values in (
            {"way_in": "nowhere"},
            {"way_in": "own_form", "own_form_url": "https://forms.example/"},
        ):
            with self.subTest(values):
                sent = self.fill()
                own = FeedbackSettings.objects.create(site=Site.objects.get(), **values)
                self.assert_gone(sent)
                own.delete()


class OtherRequestsTests(FormTestCase):
    def test_who_only_opens_the_address_is_led_to_the_form(self) -> None:
        self.assertRedirects(self.client.get(self.post_url), self.url)
        self.assertEqual(self.client.head(self.post_url).status_code, 302)

    def test_nothing_else_is_answered(self) -> None:
        for method in ("put", "delete", "patch"):
            response = getattr(self.client, method)(self.post_url)
            self.assertEqual(response.status_code, 405)

    def test_there_is_nothing_at_the_address_of_what_is_not_public(self) -> None:
        self.offer.unpublish()
        self.assertEqual(self.client.get(self.post_url).status_code, 404)

    def test_a_post_that_is_much_too_large_or_broken_is_answered_kindly(self) -> None:
        boundary = "multipart/form-data; boundary=x"
        for name, body, kind in (
            ("3 MB", "message=" + "x" * 3_000_000, "application/x-www-form-urlencoded"),
            ("fields", "a=&" * 1_001, "application/x-www-form-urlencoded"),
            ("no parts", "x", "multipart/form-data"),
            ("headers", "--x\r\n" + "a" * 9_000, boundary),
            ("letters", "topic=idea", "application/x-www-form-urlencoded; charset=x"),
        ):
            with self.subTest(name):
                response = self.client.generic("POST", self.post_url, body, kind)
                self.assertIn(response.status_code, (200, 400))
                page = read(response)
                self.assertIsNotNone(page.find(id="feedback"))
                self.assertIsNotNone(page.find(id="feedback-message"))
                self.assert_kept(0)

    def test_3_mb_says_that_it_is_too_long(self) -> None:
        body = f"message={'x' * 3_000_000}"
        kind = "application/x-www-form-urlencoded"
        response = self.client.generic("POST", self.post_url, body, kind)
        self.assert_again(response, "much too long", "", status=400)

    def test_json_is_no_form(self) -> None:
        body = json.dumps(self.fill())
        response = self.client.generic("POST", self.post_url, body, "application/json")
        self.assert_again(response, "Choose what it is about", "")

    def test_no_answer_has_a_cookie(self) -> None:
        sent = self.fill()
        answers = [
            self.client.get(self.url),
            self.send({**sent, "topic": ""}),
            self.send(sent),
            self.client.get(self.send(sent).url),
            self.client.get(self.post_url),
        ]
        for response in answers:
            self.assertEqual(response.cookies, {}, response)


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
    EMAIL_HOST="127.0.0.1",
    # Nothing listens there.
    EMAIL_PORT=9,
    WAGTAIL_LOCALOFFER={},
)
class NoMailTests(FormTestCase):
    def test_without_a_mail_server_the_message_is_kept_and_the_letter_waits(
        self,
    ) -> None:
        self.assertEqual(self.write().status_code, 303)
        letter = CommentLetter.objects.get()
        self.assertEqual(letter.status, "pending")
        self.assertEqual(letter.comment.message, MESSAGE)
        self.assertEqual(mail.outbox, [])

    def test_a_letter_that_can_not_be_written_loses_no_message(self) -> None:
        with (
            mock.patch(
                "wagtail_localoffer.feedback.receiving.write_letter",
                side_effect=ValueError("no such template"),
            ),
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
        ):
            self.assertEqual(self.write().status_code, 303)
        self.assert_kept()
        self.assertNotIn(MESSAGE, "".join(logs.output))


class LettersTests(FormTestCase):
    def test_the_setting_is_told_of_the_first_six_in_an_hour(self) -> None:
        for _each in range(8):
            self.write()
        self.assert_kept(8)
        self.assertEqual(CommentLetter.objects.count(), 6)

    def test_a_staging_copy_is_told_of_no_more(self) -> None:
        diverted = {"DIVERT_TO": "staging@agency.example"}
        with override_settings(WAGTAIL_LOCALOFFER=diverted):
            for _each in range(8):
                self.write()
        self.assertEqual(CommentLetter.objects.count(), 6)

    def test_an_hour_later_it_is_told_again(self) -> None:
        for _each in range(8):
            self.write()
        with moved_clock(timedelta(hours=2)):
            sent = self.fill()
        self.send(sent, timedelta(hours=2, seconds=5))
        self.assertEqual(CommentLetter.objects.count(), 7)
