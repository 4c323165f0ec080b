from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from tests.admin.notice_case import (
    RESEND,
    VIEW,
    VIEW_ALL,
    NoticeAdminTestCase,
    make_failed_notice,
    make_held_notice,
    make_sent_notice,
    make_task,
)
from tests.builders import complete_offer
from tests.support import (
    BY_COMMAND_ONLY,
    HOSTNAME,
    PublicSiteTestCase,
    make_notice,
    set_hostname,
)
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due


class ActionTestCase(NoticeAdminTestCase, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER={}))

    def act(self, action: str, notice: CouncilNotice) -> Any:
        url = reverse(f"wagtail_localoffer:{action}_notice", args=[notice.pk])
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(url, follow=True)

    def make_offer_notice(self, **settings: Any) -> CouncilNotice:
        """Write the notice of an offer that is just published, and don't send it."""
        with override_settings(WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, **settings}):
            self.publish(complete_offer())
        return CouncilNotice.objects.latest("pk")


class ActionTests(ActionTestCase):
    def test_each_asks_for_the_permission(self) -> None:
        for codename in (VIEW, RESEND):
            self.client.logout()
            user = self.create_user(f"only {codename}", password="password")
            user.user_permissions.set(
                Permission.objects.filter(codename__in=("access_admin", codename))
            )
            self.login(username=user.username, password="password")
            for action, notice in self.make_one_for_each():
                with self.subTest(action=action, codename=codename):
                    response = self.act(action, notice)
                    self.assertRedirects(response, reverse("wagtailadmin_home"))
                    before = notice.status
                    notice.refresh_from_db()
                    self.assertEqual(notice.status, before)
        self.assertEqual(mail.outbox, [])

    def test_a_script_without_the_permission_is_told_403(self) -> None:
        self.log_in_with(VIEW_ALL)
        url = reverse("wagtail_localoffer:retry_notice", args=[make_failed_notice().pk])
        response = self.client.post(url, headers={"X-Requested-With": "XMLHttpRequest"})
        self.assertEqual(response.status_code, 403)

    def test_each_asks_for_the_token_of_a_form_of_ours(self) -> None:
        user = self.create_superuser("admin", password="password")
        client = Client(enforce_csrf_checks=True)
        client.force_login(user)
        for action, notice in self.make_one_for_each():
            with self.subTest(action=action):
                url = reverse(f"wagtail_localoffer:{action}_notice", args=[notice.pk])
                self.assertEqual(client.post(url).status_code, 403)

    def test_a_link_does_none_of_them(self) -> None:
        self.login()
        for action, notice in self.make_one_for_each():
            with self.subTest(action=action):
                url = reverse(f"wagtail_localoffer:{action}_notice", args=[notice.pk])
                self.client.get(url)
                before = notice.status
                notice.refresh_from_db()
                self.assertEqual(notice.status, before)
        self.assertEqual(CouncilNotice.objects.count(), 4)

    def test_none_is_done_about_a_notice_that_changed_in_the_meantime(self) -> None:
        self.login()
        for action in ("retry", "send_again", "mark_done", "look_again"):
            with self.subTest(action=action):
                notice = make_held_notice(status=NoticeStatus.REPLACED)
                response = self.act(action, notice)
                self.assertContains(response, "Nothing was done")
        self.assertEqual(mail.outbox, [])

    def test_a_notice_that_never_was_is_not_found(self) -> None:
        self.login()
        url = reverse("wagtail_localoffer:retry_notice", args=[987_654])
        self.assertEqual(self.client.post(url).status_code, 404)

    def test_the_page_of_a_notice_offers_what_can_be_done(self) -> None:
        self.login()
        labels = {
            "retry": "Try again",
            "send_again": "Send again",
            "mark_done": "I have entered it in the council’s form",
            "look_again": "Look again",
        }
        for action, notice in self.make_one_for_each():
            with self.subTest(action=action):
                response = self.inspect(notice)
                self.assertContains(response, labels[action])
                self.assertContains(
                    response,
                    reverse(f"wagtail_localoffer:{action}_notice", args=[notice.pk]),
                )

    def make_one_for_each(self) -> list[tuple[str, CouncilNotice]]:
        return [
            ("retry", make_failed_notice()),
            ("send_again", make_sent_notice()),
            ("mark_done", make_task()),
            ("look_again", make_held_notice()),
        ]


class RetryTests(ActionTestCase):
    def make_failed(self) -> CouncilNotice:
        notice = self.make_offer_notice()
        CouncilNotice.objects.filter(pk=notice.pk).update(
            status=NoticeStatus.FAILED, next_attempt_at=None, attempts=8
        )
        notice.refresh_from_db()
        return notice

    def test_what_failed_is_sent(self) -> None:
        self.login()
        notice = self.make_failed()
        response = self.act("retry", notice)
        self.assertContains(response, "It is on its way")
        self.assertEqual(len(mail.outbox), 1)
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENT)

    def test_where_only_cron_sends_it_waits_for_cron(self) -> None:
        self.login()
        notice = self.make_failed()
        with override_settings(WAGTAIL_LOCALOFFER=BY_COMMAND_ONLY):
            response = self.act("retry", notice)
            self.assertContains(response, "the next run of send_council_notices")
            self.assertEqual(mail.outbox, [])
            deliver_due()
        self.assertEqual(len(mail.outbox), 1)

    def test_what_is_sent_once_a_day_waits_for_that(self) -> None:
        self.login()
        notice = self.make_failed()
        CouncilNotice.objects.filter(pk=notice.pk).update(daily=True)
        response = self.act("retry", notice)
        self.assertContains(response, "with the next daily email")
        self.assertEqual(mail.outbox, [])


class SendAgainTests(ActionTestCase):
    def make_sent(self) -> CouncilNotice:
        notice = self.make_offer_notice()
        deliver_due()
        mail.outbox.clear()
        notice.refresh_from_db()
        return notice

    def test_it_asks_first(self) -> None:
        self.login()
        notice = self.make_sent()
        url = reverse("wagtail_localoffer:send_again_notice", args=[notice.pk])
        response = self.client.get(url)
        self.assertContains(response, "it gets the same email twice")
        self.assertContains(response, notice.recipient)
        self.assertEqual(mail.outbox, [])

    def test_the_council_gets_it_a_second_time(self) -> None:
        self.login()
        notice = self.make_sent()
        response = self.act("send_again", notice)
        self.assertContains(response, "It is on its way")
        (message,) = mail.outbox
        self.assertEqual(message.subject, notice.subject)
        self.assertNotEqual(message.extra_headers["Message-ID"], notice.message_id)
        self.assertEqual(CouncilNotice.objects.count(), 2)

    def test_both_stay_in_the_log(self) -> None:
        self.login()
        notice = self.make_sent()
        self.act("send_again", notice)
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENT)
        newest = CouncilNotice.objects.latest("pk")
        self.assertEqual(newest.status, NoticeStatus.SENT)
        self.assertEqual(newest.shown_text, notice.shown_text)

    def test_what_holds_it_back_now_is_named(self) -> None:
        self.login()
        notice = self.make_sent()
        with override_settings(WAGTAIL_LOCALOFFER={"HOLD": True}):
            response = self.act("send_again", notice)
        self.assertContains(
            response, "It was not sent again. The project’s setting HOLD"
        )
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_old_news_is_not_sent_again(self) -> None:
        self.login()
        old = make_sent_notice(offer_id=7, number=1)
        make_sent_notice(offer_id=7, number=2)
        self.assertContains(self.act("send_again", old), "Nothing was done")
        self.assertEqual(mail.outbox, [])

    def test_news_is_not_sent_again_while_newer_news_waits(self) -> None:
        self.login()
        old = make_sent_notice(offer_id=7, number=1)
        make_notice(offer_id=7, number=2)
        self.assertContains(self.act("send_again", old), "Nothing was done")

    def test_nothing_is_sent_to_a_council_whose_record_is_gone(self) -> None:
        self.login()
        notice = make_sent_notice(council=None)
        self.assertIsNone(self.inspect(notice).context["action"])

    def test_newer_news_that_was_never_sent_does_not_count(self) -> None:
        self.login()
        old = make_sent_notice(offer_id=7, number=1)
        make_held_notice(offer_id=7, number=2, status=NoticeStatus.REPLACED)
        self.assertEqual(self.inspect(old).context["action"], "send_again")

    def test_news_to_another_council_does_not_count(self) -> None:
        self.login()
        other = Council.objects.create(name="Other", local_offer_url="")
        old = make_sent_notice(offer_id=7, number=1)
        make_sent_notice(offer_id=7, number=2, council=other)
        self.assertEqual(self.inspect(old).context["action"], "send_again")

    def test_what_an_editor_entered_is_not_sent(self) -> None:
        self.login()
        entered = make_sent_notice(form_url="https://council.example/form")
        self.assertIsNone(self.inspect(entered).context["action"])


class MarkDoneTests(ActionTestCase):
    def test_a_task_is_recorded_as_done(self) -> None:
        self.login()
        notice = make_task()
        response = self.act("mark_done", notice)
        self.assertContains(response, "Lancashire County Council has the news")
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.SENT)
        self.assertLess(timezone.now() - notice.sent_at, timedelta(minutes=1))
        self.assertEqual(mail.outbox, [])

    def test_a_notice_that_is_no_task_is_not(self) -> None:
        self.login()
        notice = make_held_notice()
        self.assertContains(self.act("mark_done", notice), "Nothing was done")
        notice.refresh_from_db()
        self.assertEqual(notice.status, NoticeStatus.HELD)


class LookAgainTests(ActionTestCase):
    def test_what_nothing_holds_back_any_more_is_sent(self) -> None:
        self.login()
        set_hostname("localhost")
        Site.clear_site_root_paths_cache()
        held = self.make_offer_notice()
        self.assertEqual(held.status, NoticeStatus.HELD)
        set_hostname(HOSTNAME)
        Site.clear_site_root_paths_cache()
        response = self.act("look_again", held)
        self.assertContains(response, "It is on its way")
        self.assertEqual(len(mail.outbox), 1)

    def test_what_is_still_held_back_says_why(self) -> None:
        self.login()
        set_hostname("localhost")
        Site.clear_site_root_paths_cache()
        held = self.make_offer_notice()
        response = self.act("look_again", held)
        self.assertContains(response, "It is still held back. The site’s hostname")
        self.assertEqual(mail.outbox, [])

    def test_what_need_not_be_told_any_more_says_so(self) -> None:
        self.login()
        held = make_held_notice()
        response = self.act("look_again", held)
        self.assertContains(response, "nothing to tell the council any more")
        held.refresh_from_db()
        self.assertEqual(held.status, NoticeStatus.REPLACED)
