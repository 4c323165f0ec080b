from __future__ import annotations

import re
from datetime import timedelta
from unittest import mock

from django.contrib.auth.models import User
from django.core import mail, signing
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.models import Page, PageLogEntry, Site

from tests.builders import complete_offer, lancashire
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice, CouncilNoticeSettings
from wagtail_localoffer.notices import answer_links
from wagtail_localoffer.notices.answer_links import SALT, SPENT, find_answer_url
from wagtail_localoffer.notices.delivery import deliver_due


class TestAnswers(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = cls.publish_for_all(complete_offer(), deliver=True)
        cls.notice = CouncilNotice.objects.get()

    def setUp(self) -> None:
        super().setUp()
        found = re.search(r"http\S+/local-offer-answer/\S+", mail.outbox[-1].body)
        assert found
        self.path = found[0].partition("hawthornbank.school")[2]

    def ask(self) -> str:
        answer = self.client.get(self.path)
        self.assertEqual(answer.status_code, 200)
        return answer.content.decode()

    def answer(self, answer: str = "up_to_date") -> str:
        return self.client.post(self.path, {"answer": answer}).content.decode()

    def test_the_link_shows_what_the_council_was_told(self) -> None:
        page = self.ask()
        self.assertIn(self.offer.setting_name, page)
        self.assertIn("Our directory is up to date", page)

    def test_whatever_opens_a_link_answers_nothing(self) -> None:
        for _time in range(3):
            self.ask()
            self.client.head(self.path)
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.council_answer, "")

    def test_one_click_is_an_answer_that_the_history_shows(self) -> None:
        self.assertIn("Whoever looks after the offer sees it.", self.answer())
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.council_answer, "up_to_date")
        entry = PageLogEntry.objects.get(action="wagtail_localoffer.council_answered")
        self.assertIn("Our directory is up to date", entry.message)

    def test_a_notice_is_answered_once(self) -> None:
        self.answer("not_ours")
        page = self.answer("up_to_date")
        self.assertIn("This is not ours", page)
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.council_answer, "not_ours")
        entries = PageLogEntry.objects.filter(
            action="wagtail_localoffer.council_answered"
        )
        self.assertEqual(entries.count(), 1)

    def test_nobody_is_asked_whether_the_link_of_a_withdrawal_works(self) -> None:
        CouncilNotice.objects.update(kind="withdrawn")
        page = self.ask()
        self.assertIn("to take this local offer out of its directory", page)
        self.assertNotIn("broken_link", page)
        self.assertNotIn(f'href="{self.notice.url}"', page)
        self.answer("broken_link")
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.council_answer, "")

    def test_the_setting_reads_it_with_its_notices(self) -> None:
        self.client.force_login(User.objects.create_superuser("admin"))
        for answer, advice in (
            ("up_to_date", "Our directory is up to date"),
            ("not_ours", "Look whether the right council is chosen in the offer."),
            ("broken_link", "Open the address that the council was sent."),
        ):
            CouncilNotice.objects.update(council_answer="", council_answered_at=None)
            self.answer(answer)
            page = self.client.get(
                reverse("wagtail_localoffer:offer_notices", args=[self.offer.pk])
            )
            with self.subTest(answer):
                self.assertContains(page, "It answered on")
                self.assertContains(page, advice)

    def test_what_is_no_answer_changes_nothing(self) -> None:
        for answer in ("", "yes", "up_to_date' OR 1=1"):
            with self.subTest(answer):
                self.answer(answer)
                self.notice.refresh_from_db()
                self.assertEqual(self.notice.council_answer, "")

    def test_a_link_that_was_changed_says_so(self) -> None:
        forged = signing.dumps(self.notice.message_id, salt="another")
        for token in ("x", forged, self.path.rpartition(":")[0].rpartition("/")[2]):
            with self.subTest(token):
                answer = self.client.post(
                    f"/local-offer-answer/{token}/", {"answer": "up_to_date"}
                )
                self.assertContains(answer, "This link doesn’t work", status_code=404)

    def test_an_old_link_says_so(self) -> None:
        with mock.patch.object(answer_links, "VALID", timedelta(seconds=-1)):
            answer = self.client.get(self.path)
        self.assertContains(answer, "This link is too old", status_code=410)

    def test_who_gets_a_copy_cannot_answer(self) -> None:
        CouncilNoticeSettings.objects.create(site_id=1, copy_to="head@school.example")
        self.publish(complete_offer(slug="second"))
        mail.outbox.clear()
        deliver_due()
        to_council, copy = mail.outbox
        self.assertEqual(copy.to, ["head@school.example"])
        self.assertNotIn(SPENT, str(to_council.message()))
        for text in (copy.body, copy.alternatives[0][0]):
            (path,) = re.findall(r"/local-offer-answer/[^\s\"]+", text)
            self.assertEqual(path, f"/local-offer-answer/{SPENT}/")
        self.assertContains(self.client.post(path), "Only the council can answer")

    def test_who_gets_it_from_a_copy_of_the_site_cannot_answer(self) -> None:
        CouncilNotice.objects.update(
            status="pending", sent_at=None, next_attempt_at=timezone.now()
        )
        mail.outbox.clear()
        with override_settings(WAGTAIL_LOCALOFFER={"DIVERT_TO": "me@agency.example"}):
            deliver_due()
        (message,) = mail.outbox
        self.assertEqual(message.to, ["me@agency.example"])
        self.assertIn(f"/local-offer-answer/{SPENT}/", message.body)
        self.assertNotIn(self.path, message.body)

    def test_nobody_answers_with_what_the_admin_shows_or_sends(self) -> None:
        user = User.objects.create_superuser("admin", "admin@school.example")
        self.client.force_login(user)
        self.client.post(reverse("wagtail_localoffer:send_test", args=[self.offer.pk]))
        shown = [
            self.client.get(reverse(f"wagtail_localoffer:{name}", args=[key]))
            for name, key in (
                ("offer_notices", self.offer.pk),
                ("last_message", self.offer.pk),
                ("notice_message", self.notice.pk),
            )
        ]
        log = reverse(
            "wagtail_localoffer_councilnotice_modeladmin_inspect",
            args=[self.notice.pk],
        )
        texts = [
            *(each.content.decode() for each in (*shown, self.client.get(log))),
            mail.outbox[-1].body,
            mail.outbox[-1].alternatives[0][0],
        ]
        self.assertEqual(mail.outbox[-1].to, ["admin@school.example"])
        for number, text in enumerate(texts):
            with self.subTest(number):
                tokens = set(re.findall(r"/local-offer-answer/([^\s\"<]+?)/", text))
                self.assertEqual(tokens, {SPENT})

    def test_it_works_after_the_council_was_deleted(self) -> None:
        self.offer.delete()
        lancashire().delete()
        self.assertIn("Whoever looks after the offer sees it.", self.answer())

    def test_it_is_in_the_language_of_the_email(self) -> None:
        council = lancashire()
        council.language = "ur"
        council.save()
        with translation.override("ur"):
            month = date_format(self.notice.created_at, "F")
        self.assertNotEqual(month, date_format(self.notice.created_at, "F"))
        self.assertIn(month, self.ask())

    def test_a_frame_of_a_project_has_a_page_also_where_a_link_is_wrong(self) -> None:
        for path in (self.path, "/local-offer-answer/x/"):
            with self.subTest(path):
                answer = self.client.get(path)
                self.assertEqual(answer.context["page"], self.root())

    def root(self) -> Page:
        return Site.objects.get(is_default_site=True).root_page.specific

    def test_it_works_after_the_page_was_deleted(self) -> None:
        self.offer.delete()
        self.assertIn("Whoever looks after the offer sees it.", self.answer())

    def test_nobody_keeps_it_and_no_cookie_is_set(self) -> None:
        answer = self.client.get(self.path)
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertEqual(answer.headers["X-Robots-Tag"], "noindex")
        self.assertFalse(answer.cookies)

    def test_a_forgery_check_that_needs_a_cookie_is_not_asked(self) -> None:
        client = self.client_class(enforce_csrf_checks=True)
        client.post(self.path, {"answer": "up_to_date"})
        self.notice.refresh_from_db()
        self.assertEqual(self.notice.council_answer, "up_to_date")

    @override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes")
    def test_without_the_public_addresses_there_is_no_link(self) -> None:
        self.assertEqual(find_answer_url(self.notice), "")

    def test_the_link_is_signed_with_a_salt_of_its_own(self) -> None:
        token = self.path.strip("/").rpartition("/")[2]
        self.assertEqual(signing.loads(token, salt=SALT), self.notice.message_id)
