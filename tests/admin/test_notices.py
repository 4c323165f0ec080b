"""The log of council notices in the admin, and what can be done from it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Site

from tests.admin.test_modeladmin import AdminTestCase
from tests.builders import complete_offer
from tests.support import (
    BY_COMMAND_ONLY,
    HOSTNAME,
    CommittingTestCase,
    PublicSiteTestCase,
    make_notice,
    make_notices,
    set_hostname,
)
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due

#: A summer's day, on which London is an hour before UTC.
SUMMER = datetime(2026, 7, 3, 13, 2, tzinfo=UTC)

VIEW = "view_councilnotice"
VIEW_ALL = "view_all_councilnotice"
RESEND = "resend_councilnotice"


def make_sent_notice(**changes: Any) -> CouncilNotice:
    values = {
        "status": NoticeStatus.SENT,
        "sent_at": SUMMER,
        "next_attempt_at": None,
        "reason": "The mail server took it.",
    }
    return make_notice(**{**values, **changes})


def make_held_notice(**changes: Any) -> CouncilNotice:
    values = {
        "status": NoticeStatus.HELD,
        "next_attempt_at": None,
        "reason": "The site’s hostname, localhost, is a local one.",
    }
    return make_notice(**{**values, **changes})


def make_failed_notice(**changes: Any) -> CouncilNotice:
    values = {
        "status": NoticeStatus.FAILED,
        "next_attempt_at": None,
        "attempts": 8,
        "reason": "Given up after 8 tries. The mail server did not answer in time.",
    }
    return make_notice(**{**values, **changes})


def make_task(**changes: Any) -> CouncilNotice:
    form_url = "https://council.example/form"
    return make_held_notice(**{"form_url": form_url, "recipient": "", **changes})


class NoticeAdminTestCase(AdminTestCase):
    def index(self, **parameters: str) -> Any:
        return self.client.get(self.url("councilnotice", "index"), parameters)

    def inspect(self, notice: CouncilNotice) -> Any:
        return self.client.get(self.url("councilnotice", "inspect", notice.pk))

    def count_queries(self, url: str) -> int:
        # The first visit fills the caches of content types and permissions.
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        return len(captured)


@pytest.mark.portable
class ListTests(NoticeAdminTestCase):
    def test_it_shows_the_status_and_its_reason(self) -> None:
        self.login()
        make_held_notice()
        response = self.index()
        self.assertContains(response, "Held back")
        self.assertContains(response, "is a local one")

    def test_it_says_what_went_to_another_address_than_the_council_s(self) -> None:
        self.login()
        make_sent_notice()
        self.assertNotContains(self.index(), "diverted")
        make_sent_notice(diverted=True)
        self.assertContains(self.index(), "Sent (diverted)", count=1)

    def test_it_counts_the_sections_that_changed(self) -> None:
        self.login()
        change = {"heading": "Health", "url": "https://school.example/#health"}
        make_notice(kind=NoticeKind.UPDATED, changes=[change, change])
        make_notice(kind=NoticeKind.MOVED, changes=[change])
        response = self.index()
        self.assertContains(response, "Updated: 2 sections")
        self.assertContains(response, "Moved: 1 section changed")

    def test_it_writes_times_as_a_clock_on_the_wall_shows_them(self) -> None:
        self.login()
        make_sent_notice()
        self.assertContains(self.index(), "3 July 2026, 14:02")

    def test_a_setting_leads_to_its_notice(self) -> None:
        self.login()
        notice = make_notice()
        self.assertContains(
            self.index(), self.url("councilnotice", "inspect", notice.pk)
        )

    def test_a_name_with_markup_is_shown_as_it_is(self) -> None:
        self.login()
        make_held_notice(setting_name="<b>Oak</b>", reason="<i>no</i>")
        response = self.index()
        self.assertContains(response, "&lt;b&gt;Oak&lt;/b&gt;")
        self.assertContains(response, "&lt;i&gt;no&lt;/i&gt;")

    def test_it_is_searched_by_what_a_council_or_a_mail_server_can_name(self) -> None:
        self.login()
        found = make_notice(
            setting_name="Meadow Nursery",
            page_title="What we offer",
            council_name="Lancaster Council",
            subject="News",
            recipient="inbox@lancaster.example",
            message_id="<one@meadow.example>",
            bundle="<all@meadow.example>",
        )
        make_notice()
        for words in (
            "meadow",
            "what we offer",
            "lancaster",
            "news",
            "inbox@",
            "<one@meadow.example>",
            "<all@",
        ):
            with self.subTest(words=words):
                response = self.index(q=words)
                self.assertEqual(list(response.context["object_list"]), [found])

    def test_it_is_filtered(self) -> None:
        self.login()
        other = Council.objects.create(name="Other", local_offer_url="")
        site = Site.objects.get()
        old = make_sent_notice(kind=NoticeKind.MOVED, council=other, site=site)
        CouncilNotice.objects.filter(pk=old.pk).update(created_at=SUMMER)
        other_site = Site.objects.create(
            hostname="other.school", root_page=site.root_page
        )
        recent = make_notice(site=other_site)
        that_summer = {
            "created_at__gte": "2026-07-01 00:00:00+00:00",
            "created_at__lt": "2026-08-01 00:00:00+00:00",
        }
        parameters: list[dict[str, str]] = [
            {"status__exact": "sent"},
            {"kind__exact": "moved"},
            {"council__id__exact": str(other.pk)},
            {"site__id__exact": str(site.pk)},
            that_summer,
        ]
        for parameter in parameters:
            with self.subTest(**parameter):
                found = list(self.index(**parameter).context["object_list"])
                self.assertEqual(found, [old])
        self.assertEqual(list(self.index().context["object_list"]), [recent, old])

    def test_only_councils_that_were_written_to_are_offered_as_a_filter(self) -> None:
        self.login()
        Council.objects.create(name="Never Told Council", local_offer_url="")
        told = Council.objects.create(name="Other Council", local_offer_url="")
        make_notice()
        make_notice(council=told)
        response = self.index()
        filters = [spec.title for spec in response.context["view"].filter_specs]
        self.assertIn("council", filters)
        self.assertNotContains(response, "Never Told Council")

    def test_a_filter_with_nothing_to_choose_from_is_not_shown(self) -> None:
        self.login()
        make_notice(council=None)
        make_notice(site=Site.objects.get())
        filters = [spec.title for spec in self.index().context["view"].filter_specs]
        self.assertEqual(filters, ["status", "news", "date"])

    def test_nothing_behind_a_relation_is_asked_by_a_typed_address(self) -> None:
        user = self.login()
        root = Site.objects.get().root_page
        root.owner = user
        root.save()
        make_notice(site=Site.objects.get())
        key = "site__root_page__owner__password__startswith"
        answers = [
            len(self.index(**{key: value}).context["object_list"])
            for value in (user.password[:3], "never")
        ]
        self.assertEqual(answers[0], answers[1])

    def test_a_filter_that_makes_no_sense_leads_to_the_whole_list(self) -> None:
        self.login()
        self.assertRedirects(
            self.index(created_at__gte="never"), self.url("councilnotice", "index")
        )

    def test_its_queries_do_not_grow_with_its_rows(self) -> None:
        self.login()
        url = self.url("councilnotice", "index")
        counts = []
        for number in range(2):
            for status in (make_sent_notice, make_failed_notice, make_task):
                for _row in range(5):
                    status(changes=[{"heading": "Health", "url": "/"}])
            self.assertEqual(CouncilNotice.objects.count(), 15 * (number + 1))
            counts.append(self.count_queries(url))
        self.assertEqual(counts[0], counts[1])

    def test_it_does_not_read_the_messages(self) -> None:
        self.login()
        make_notice()
        url = self.url("councilnotice", "index")
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        self.assertFalse([query for query in captured if "text_body" in query["sql"]])


@pytest.mark.portable
class ExportTests(NoticeAdminTestCase):
    def export_csv(self, **parameters: str) -> list[dict[str, str]]:
        response = self.index(export="csv", **parameters)
        text = b"".join(response.streaming_content).decode()
        return list(csv.DictReader(io.StringIO(text)))

    def export_xlsx(self) -> list[dict[str, Any]]:
        response = self.index(export="xlsx")
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        heading, *rows = book.active.iter_rows()
        names = [cell.value for cell in heading]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def test_it_says_what_was_sent_to_whom_and_when(self) -> None:
        self.login()
        notice = make_sent_notice(attempts=2)
        (row,) = self.export_csv()
        self.assertEqual(row["Name of the setting"], notice.setting_name)
        self.assertEqual(row["News"], "Published")
        self.assertEqual(row["Status"], "Sent")
        self.assertEqual(row["Council"], "Lancashire County Council")
        self.assertEqual(row["Sent"], "2026-07-03 14:02:00+01:00")
        self.assertEqual(row["To"], notice.recipient)
        self.assertEqual(row["Address of the offer"], notice.url)
        self.assertEqual(row["Message id"], notice.message_id)
        self.assertEqual(row["Attempts"], "2")
        self.assertEqual(row["Next attempt"], "")

    def test_it_has_what_the_list_is_filtered_and_searched_by(self) -> None:
        self.login()
        make_sent_notice(setting_name="Oak School")
        make_sent_notice(setting_name="Elm School")
        make_notice(setting_name="Oak School")
        rows = self.export_csv(status__exact="sent", q="oak")
        self.assertEqual([row["Name of the setting"] for row in rows], ["Oak School"])

    def test_it_says_what_was_diverted(self) -> None:
        self.login()
        make_sent_notice(diverted=True)
        self.assertEqual(self.export_csv()[0]["Status"], "Sent (diverted)")

    def test_it_has_no_messages(self) -> None:
        self.login()
        make_notice(text_body="The whole message", html_body="<p>The message</p>")
        response = self.index(export="csv")
        self.assertNotIn(b"message</p>", b"".join(response.streaming_content))
        self.assertNotIn("Message", self.export_csv()[0])

    def test_no_text_is_a_formula_in_a_csv_file(self) -> None:
        self.login()
        for beginning in "=+-@\t":
            make_notice(setting_name=f"{beginning}1+1")
        for row in self.export_csv():
            self.assertRegex(row["Name of the setting"], r"\A'.1\+1\Z")

    def test_no_text_is_a_formula_in_an_xlsx_file(self) -> None:
        self.login()
        make_notice(setting_name="=1+1")
        (row,) = self.export_xlsx()
        self.assertEqual(row["Name of the setting"].value, "=1+1")
        self.assertEqual(row["Name of the setting"].data_type, "s")

    def test_an_xlsx_file_has_the_hours_of_the_list(self) -> None:
        self.login()
        make_sent_notice()
        (row,) = self.export_xlsx()
        # Excel knows no time zones.
        self.assertEqual(row["Sent"].value, datetime(2026, 7, 3, 14, 2))

    def test_it_asks_the_database_as_often_for_many_as_for_few(self) -> None:
        self.login()
        counts = []
        for _round in range(2):
            make_notices(60)
            self.export_csv()
            with CaptureQueriesContext(connection) as captured:
                rows = self.export_csv()
            counts.append((len(rows), len(captured)))
        self.assertEqual([rows for rows, _queries in counts], [60, 120])
        self.assertEqual(counts[0][1], counts[1][1])

    def test_it_is_refused_without_the_permission(self) -> None:
        self.log_in_with()
        make_notice()
        self.assertRedirects(self.index(export="csv"), reverse("wagtailadmin_home"))


class InspectTests(NoticeAdminTestCase):
    def test_it_shows_the_text_and_the_headers(self) -> None:
        self.login()
        notice = make_notice(
            recipient="one@council.example, two@council.example",
            copy_to="office@school.example",
            bundle="<daily@school.example>",
            text_body="<Not> markup",
        )
        response = self.inspect(notice)
        for text in (
            "&lt;Not&gt; markup",
            "one@council.example, two@council.example",
            "office@school.example",
            "&lt;daily@school.example&gt;",
            notice.reply_to,
            "Hawthorn Bank &lt;website@hawthornbank.school&gt;",
        ):
            with self.subTest(text=text):
                self.assertContains(response, text)

    def test_it_says_that_another_address_got_it_instead(self) -> None:
        self.login()
        notice = make_sent_notice(recipient="staging@school.example", diverted=True)
        self.assertContains(
            self.inspect(notice),
            "This email is diverted: it is for staging@school.example, and Lancashire "
            "County Council gets nothing.",
        )
        self.assertNotContains(self.inspect(make_sent_notice()), "diverted")

    def test_it_says_that_nobody_knows_whether_it_arrived_until_it_has(self) -> None:
        self.login()
        words = "The council may have it all the same"
        failed = make_failed_notice(uncertain=True)
        self.assertContains(self.inspect(failed), f"{words}: it was not found out")
        self.assertNotContains(self.inspect(make_failed_notice()), words)
        self.assertNotContains(self.inspect(make_sent_notice(uncertain=True)), words)

    def test_it_leaves_out_headers_that_the_message_has_not(self) -> None:
        self.login()
        response = self.inspect(make_notice())
        self.assertNotContains(response, "Copy to")
        self.assertNotContains(response, "daily email")

    def test_it_lists_the_changed_sections_with_their_links(self) -> None:
        self.login()
        change = {"heading": "Health", "url": "https://school.example/offer/#health"}
        response = self.inspect(make_notice(kind="updated", changes=[change]))
        self.assertContains(
            response,
            '<a href="https://school.example/offer/#health">Health</a>',
            html=True,
        )

    def test_the_html_stands_in_a_frame_that_can_do_nothing(self) -> None:
        self.login()
        notice = make_notice(html_body="<p>The message</p>")
        response = self.inspect(notice)
        frame = self.get_soup(response.content).find("iframe")
        # It gives back none of what a frame without it may do.
        self.assertEqual(list(frame["sandbox"]), [])
        self.assertEqual(
            frame["src"],
            reverse("wagtail_localoffer:notice_message", args=[notice.pk]),
        )
        self.assertNotContains(response, "<p>The message</p>")

    def test_the_page_itself_has_no_script_or_style_of_ours(self) -> None:
        self.login()
        notice = make_failed_notice()
        soup = self.get_soup(self.inspect(notice).content)
        ours = soup.find(class_="localoffer-notice")
        self.assertIsNone(ours.find(["script", "style"]))
        self.assertIsNone(ours.find(style=True))

    def test_it_says_what_to_do_for_each_status(self) -> None:
        self.login()
        steps = {
            make_notice().pk: "Nothing. If it stays so for an hour",
            make_notice(daily=True).pk: "with the next daily email",
            make_notice(status="sending").pk: "If the delivery breaks off",
            make_sent_notice().pk: "look for the Message-ID",
            make_sent_notice(form_url="https://council.example/").pk: "was entered in",
            make_failed_notice().pk: "Then try again",
            make_task().pk: "Enter the news in its form",
            make_held_notice().pk: "Put right what is named above",
            make_held_notice(status="replaced").pk: "doesn’t have to be",
        }
        for pk, step in steps.items():
            with self.subTest(step=step):
                response = self.inspect(CouncilNotice.objects.get(pk=pk))
                self.assertContains(response, step)

    def test_a_task_has_the_address_of_the_form(self) -> None:
        self.login()
        self.assertContains(
            self.inspect(make_task()), 'href="https://council.example/form"'
        )

    def test_it_says_that_the_council_may_have_it_all_the_same(self) -> None:
        self.login()
        response = self.inspect(make_failed_notice(uncertain=True))
        self.assertContains(response, "may have it all the same")

    def test_it_says_that_personal_data_was_taken_out(self) -> None:
        self.login()
        notice = make_sent_notice(
            pruned_at=SUMMER, recipient="", text_body="", html_body=""
        )
        response = self.inspect(notice)
        self.assertContains(response, "were taken out of it on 3 July 2026")
        self.assertNotContains(response, "<iframe")

    def test_it_shows_the_other_notices_of_the_offer_and_links_to_them(self) -> None:
        self.login()
        first = make_sent_notice(offer_id=7, number=1)
        second = make_notice(offer_id=7, number=2, kind=NoticeKind.WITHDRAWN)
        other = make_notice(offer_id=8, number=1)
        response = self.inspect(first)
        self.assertContains(response, "Withdrawn")
        self.assertContains(response, self.url("councilnotice", "inspect", second.pk))
        self.assertNotContains(response, self.url("councilnotice", "inspect", other.pk))

    def test_a_long_history_is_cut_and_says_so(self) -> None:
        self.login()
        for number in range(1, 28):
            notice = make_sent_notice(offer_id=7, number=number)
        response = self.inspect(notice)
        self.assertEqual(len(response.context["history"]), 25)
        self.assertContains(response, "Older ones are in the list")

    def test_its_queries_do_not_grow_with_the_history(self) -> None:
        self.login()
        notice = make_sent_notice(offer_id=7, number=1)
        url = self.url("councilnotice", "inspect", notice.pk)
        counts = []
        for number in (2, 12):
            for more in range(number, number + 10):
                make_failed_notice(offer_id=7, number=more)
            counts.append(self.count_queries(url))
        self.assertEqual(counts[0], counts[1])

    def test_it_leads_to_the_editor_of_the_page(self) -> None:
        self.login()
        offer = complete_offer()
        response = self.inspect(make_notice(offer_id=offer.pk))
        self.assertContains(
            response, reverse("wagtailadmin_pages:edit", args=[offer.pk])
        )

    def test_there_is_no_link_to_a_page_that_the_reader_may_not_edit(self) -> None:
        self.log_in_with(VIEW_ALL)
        offer = complete_offer()
        response = self.inspect(make_notice(offer_id=offer.pk))
        self.assertNotContains(
            response, reverse("wagtailadmin_pages:edit", args=[offer.pk])
        )

    def test_there_is_no_link_to_a_page_that_is_gone(self) -> None:
        self.login()
        response = self.inspect(make_notice(offer_id=987_654))
        self.assertNotContains(
            response, reverse("wagtailadmin_pages:edit", args=[987_654])
        )


class MessageTests(NoticeAdminTestCase):
    def show(self, notice: CouncilNotice) -> Any:
        return self.client.get(
            reverse("wagtail_localoffer:notice_message", args=[notice.pk])
        )

    def test_it_is_the_message_as_it_was_sent(self) -> None:
        self.login()
        notice = make_notice(html_body="<p>Read it <a href='/'>here</a>.</p>")
        response = self.show(notice)
        self.assertTrue(response.content.decode().startswith(notice.html_body))

    def test_a_browser_may_do_nothing_but_show_it_in_a_frame_of_ours(self) -> None:
        self.login()
        response = self.show(make_notice())
        self.assertEqual(
            response["Content-Security-Policy"],
            "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        )
        self.assertEqual(response["X-Frame-Options"], "SAMEORIGIN")

    def test_its_links_do_not_lead_out_of_the_frame(self) -> None:
        self.login()
        soup = self.get_soup(self.show(make_notice()).content)
        # The sandbox has no windows to open.
        self.assertEqual(soup.find("base")["target"], "_blank")

    def test_it_is_refused_without_the_permission(self) -> None:
        self.log_in_with(RESEND)
        self.assertRedirects(self.show(make_notice()), reverse("wagtailadmin_home"))

    def test_a_notice_that_never_was_is_not_found(self) -> None:
        self.login()
        url = reverse("wagtail_localoffer:notice_message", args=[987_654])
        self.assertEqual(self.client.get(url).status_code, 404)


class PermissionTests(NoticeAdminTestCase):
    def test_nobody_can_write_it_not_even_a_superuser(self) -> None:
        self.login()
        notice = make_notice()
        for action, args in (
            ("create", ()),
            ("edit", (notice.pk,)),
            ("delete", (notice.pk,)),
        ):
            with self.subTest(action=action):
                response = self.client.post(self.url("councilnotice", action, *args))
                self.assertRedirects(response, reverse("wagtailadmin_home"))
        self.assertTrue(CouncilNotice.objects.filter(pk=notice.pk).exists())

    def test_there_are_only_permissions_to_view_and_to_send_again(self) -> None:
        codenames = Permission.objects.filter(
            content_type__app_label="wagtail_localoffer",
            content_type__model="councilnotice",
        ).values_list("codename", flat=True)
        self.assertEqual(set(codenames), {VIEW, VIEW_ALL, RESEND})

    def test_it_is_read_with_the_permission_to_view_it(self) -> None:
        self.log_in_with(VIEW_ALL)
        notice = make_notice()
        self.assertEqual(self.index().status_code, 200)
        self.assertEqual(self.inspect(notice).status_code, 200)

    def test_it_is_not_read_without_that_permission(self) -> None:
        self.log_in_with(RESEND)
        notice = make_notice()
        for response in (self.index(), self.inspect(notice)):
            self.assertRedirects(response, reverse("wagtailadmin_home"))

    def test_others_find_a_notice_only_if_they_may_view_it(self) -> None:
        notice = make_notice()
        reader = self.create_user("no reader")
        url = self.url("councilnotice", "inspect", notice.pk)
        self.assertEqual(AdminURLFinder().get_edit_url(notice), url)
        self.assertIsNone(AdminURLFinder(reader).get_edit_url(notice))
        admin = self.create_superuser("admin")
        self.assertEqual(AdminURLFinder(admin).get_edit_url(notice), url)

    def test_who_may_only_view_is_offered_nothing_to_do(self) -> None:
        self.log_in_with(VIEW_ALL)
        for notice in (
            make_sent_notice(),
            make_failed_notice(),
            make_held_notice(),
            make_task(),
        ):
            with self.subTest(notice.status):
                self.assertIsNone(self.inspect(notice).context["action"])


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
        self.assertEqual(newest.text_body, notice.text_body)

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


@pytest.mark.portable
class GrantTests(NoticeAdminTestCase):
    def test_editors_see_notices_and_councils(self) -> None:
        self.assertEqual(read_grants("Editors"), {VIEW, "view_council"})

    def test_moderators_send_again_and_keep_the_councils_records(self) -> None:
        self.assertEqual(
            read_grants("Moderators"),
            {VIEW, RESEND, "view_council", "change_council"},
        )


@pytest.mark.portable
class GrantMigrationTests(CommittingTestCase):
    def tearDown(self) -> None:
        # All that stood on what was taken back comes again, too.
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        super().tearDown()

    def test_it_makes_the_permissions_that_are_not_there_yet(self) -> None:
        migrate("0006_council_news")
        Permission.objects.filter(codename=RESEND).delete()
        migrate("0007_notice_permissions")
        self.assertIn(RESEND, read_grants("Moderators"))
        permission = Permission.objects.get(codename=RESEND)
        self.assertEqual(permission.name, "Can send council notice again")

    def test_going_back_takes_nothing_away(self) -> None:
        migrate("0006_council_news")
        self.assertIn(RESEND, read_grants("Moderators"))

    def test_a_site_without_these_groups_is_left_alone(self) -> None:
        migrate("0006_council_news")
        Group.objects.all().delete()
        migrate("0007_notice_permissions")
        self.assertFalse(Group.objects.exists())


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("wagtail_localoffer", name)])


def read_grants(group: str) -> set[str]:
    return set(
        Permission.objects.filter(
            group__name=group, content_type__app_label="wagtail_localoffer"
        ).values_list("codename", flat=True)
    )
