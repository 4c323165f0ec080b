"""The log of council notices in the admin, and what can be done from it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from tests.admin.notice_case import (
    RESEND,
    SUMMER,
    VIEW_ALL,
    NoticeAdminTestCase,
    make_failed_notice,
    make_held_notice,
    make_sent_notice,
    make_task,
)
from tests.builders import complete_offer
from tests.support import (
    make_notice,
)
from wagtail_localoffer.choices import NoticeKind
from wagtail_localoffer.models import Council, CouncilNotice


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

    def test_what_is_to_be_entered_in_a_form_is_found_by_that_name(self) -> None:
        self.login()
        held: dict[str, Any] = {"status": "held", "next_attempt_at": None}
        task = make_notice(form_url="https://council.example/form", **held)
        other = make_notice(**held)
        response = self.index()
        self.assertContains(response, "?status__exact=task")
        for value, expected in (("task", [task]), ("held", [other])):
            with self.subTest(value):
                found = self.index(status__exact=value).context["object_list"]
                self.assertEqual(list(found), expected)

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
