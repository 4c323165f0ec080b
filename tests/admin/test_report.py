from __future__ import annotations

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Page, Site
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import make_notice, publish
from wagtail_localoffer.admin.dashboard import AttentionPanel
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    HealthServicePage,
    LocalOfferPage,
    OfferSummary,
)
from wagtail_localoffer.reporting.summaries import survey

pytestmark = pytest.mark.rows

HEADINGS = [
    *("Setting", "Page", "Translation of the setting above", "Language", "Kind"),
    *("Council", "SENCO or contact", "Status", "State", "Complete (%)"),
    *("Needed to publish", "The law asks", "Tips", "Reading age"),
    *("Last change", "Next review", "Council last told", "The council’s answer"),
    *("How families took part", "Took part in the last review"),
    "What changed because of it",
    "Families wait for an answer",
]

_number = count(1)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def add_offer(parent: Page | None = None, **changes: Any) -> Any:
    """
    Add an offer without any content, together with a summary of it.

    It makes only the rows that lists read, so that many are made fast.

    :param changes: values of the summary, and ``title``, ``live`` and ``owner``.
    """
    number = next(_number)
    title = changes.pop("title", f"Our local offer {number}")
    values: dict[str, Any] = {
        "title": title,
        "draft_title": title,
        "slug": f"offer-{number}",
        "live": changes.pop("live", True),
        "owner": changes.pop("owner", None),
        "content_type": ContentType.objects.get_for_model(LocalOfferPage),
    }
    parent = parent or Site.objects.get(is_default_site=True).root_page
    page = parent.add_child(instance=Page(**values))
    offer = LocalOfferPage(page_ptr=page, setting_name="", setting_type="primary")
    offer.save_base(raw=True)
    summarise(page, **changes)
    return page


def summarise(page: Any, **changes: Any) -> OfferSummary:
    values: dict[str, Any] = {
        "setting_name": "Hawthorn Bank Primary School",
        "setting_type": "primary",
        "sections_done": 11,
        "sections_asked": 11,
        "requirements_done": 0,
        "requirements_asked": 0,
        "completeness": 100,
        "obstacles": 0,
        "missing_musts": 0,
        "advice": 0,
        "measured_at": timezone.now(),
    }
    return OfferSummary.objects.create(offer_id=page.pk, **{**values, **changes})


class ReportTestCase(WagtailTestUtils, TestCase):
    url = "/admin/reports/local-offers/"

    def add_section(self, title: str) -> Page:
        root = Site.objects.get(is_default_site=True).root_page
        return root.add_child(instance=HeadingPage(title=title))

    def log_in_editor(self, section: Page | None, *codenames: str) -> Any:
        """Log somebody in who has permissions on the pages of one section only."""
        user = self.create_user("editor", password="password")
        group = Group.objects.create(name="Editors of a section")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user.groups.add(group)
        for codename in codenames:
            GroupPagePermission.objects.create(
                group=group,
                page=section,
                permission=Permission.objects.get(
                    codename=codename, content_type__app_label="wagtailcore"
                ),
            )
        self.login(username="editor", password="password")
        return user

    def list_titles(self, **query: Any) -> list[str]:
        response = self.client.get(self.url, query)
        self.assertEqual(response.status_code, 200)
        return [
            page.get_admin_display_title() for page in response.context["object_list"]
        ]

    def read_csv(self, **query: Any) -> list[list[str]]:
        response = self.client.get(self.url, {"export": "csv", **query})
        text = b"".join(response.streaming_content).decode()
        return list(csv.reader(StringIO(text)))


class RowTests(ReportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()

    def test_an_offer_is_listed_with_what_was_measured(self) -> None:
        offer = complete_offer(title="Our local offer")
        survey(offer)
        OfferSummary.objects.update(
            completeness=87, obstacles=1, missing_musts=3, reading_age=12
        )
        response = self.client.get(self.url)
        for text in (
            "Our local offer",
            "Hawthorn Bank Primary School",
            "Lancashire County Council",
            "Priya Nuttall",
            "Never published",
            "Started",
            "Needed to publish: 1",
            "The law asks: 2",
            "Draft · 87% complete · reading age 12",
            reverse("wagtailadmin_pages:edit", args=[offer.pk]),
        ):
            with self.subTest(text):
                self.assertContains(response, text)

    def test_an_offer_that_was_never_measured_is_listed_and_says_so(self) -> None:
        complete_offer(title="Our local offer")
        response = self.client.get(self.url)
        self.assertContains(response, "Our local offer")
        self.assertContains(response, "Not checked yet")

    def test_offers_of_a_project_s_own_type_are_listed(self) -> None:
        complete_offer(model=TrustOfferPage, title="Of the trust")
        self.assertEqual(self.list_titles(), ["Of the trust"])

    def test_other_pages_and_aliases_are_not_listed(self) -> None:
        self.add_section("One heading")
        offer = complete_offer(title="Our local offer")
        offer.create_alias(update_slug="alias")
        self.assertEqual(self.list_titles(), ["Our local offer"])

    def test_the_title_is_that_of_the_newest_draft(self) -> None:
        offer = publish(complete_offer(title="As published"))
        offer.title = "As drafted"
        offer.save_revision()
        self.assertEqual(self.list_titles(), ["As drafted"])

    def test_a_live_offer_with_a_draft_says_both(self) -> None:
        offer = publish(complete_offer())
        offer.save_revision()
        self.assertContains(self.client.get(self.url), "Live + draft")

    def test_a_review_that_is_overdue_is_marked_in_words(self) -> None:
        add_offer(review_due=in_days(-1))
        self.assertContains(self.client.get(self.url), "(overdue)")

    def test_a_review_that_is_due_today_is_not_overdue(self) -> None:
        add_offer(review_due=in_days(0))
        self.assertNotContains(self.client.get(self.url), "(overdue)")

    def test_it_says_when_the_council_was_last_told(self) -> None:
        offer = add_offer()
        times = [timezone.now() - timedelta(days=days) for days in (90, 30)]
        for number, sent_at in enumerate(times, 1):
            make_notice(
                offer_id=offer.pk,
                number=number,
                status="sent",
                sent_at=sent_at,
                next_attempt_at=None,
            )
        make_notice(offer_id=offer.pk, number=3)
        (page,) = self.client.get(self.url).context["object_list"]
        self.assertEqual(page.last_told, times[1])

    def test_markup_in_a_name_is_shown_as_it_is_written(self) -> None:
        add_offer(setting_name="<b>Bold</b>", title="<i>Title</i>")
        response = self.client.get(self.url)
        self.assertContains(response, "&lt;b&gt;Bold")
        self.assertContains(response, "&lt;i&gt;Title")

    def test_it_says_so_if_there_is_nothing_to_list(self) -> None:
        response = self.client.get(self.url)
        self.assertContains(response, "There are no local offers to display.")

    def test_its_page_has_no_inline_script_or_style(self) -> None:
        add_offer()
        response = self.client.get(f"{self.url}results/")
        for text in ("<script", "<style", " style=", "onclick"):
            with self.subTest(text):
                self.assertNotContains(response, text)

    def test_it_is_in_the_menu_of_reports(self) -> None:
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, self.url)


@pytest.mark.portable
class FindingTests(ReportTestCase):
    """Searching, filtering and sorting."""

    def setUp(self) -> None:
        super().setUp()
        self.login()

    def test_it_is_searched_by_title_and_by_setting(self) -> None:
        add_offer(title="Offer of ours", setting_name="Hawthorn Bank")
        add_offer(title="Elsewhere", setting_name="Meadow Nursery")
        self.assertEqual(self.list_titles(q="of ours"), ["Offer of ours"])
        self.assertEqual(self.list_titles(q="meadow"), ["Elsewhere"])
        self.assertEqual(self.list_titles(q="nothing like it"), [])

    def test_it_is_filtered_by_the_type_of_setting(self) -> None:
        add_offer(title="A", setting_type="primary")
        add_offer(title="B", setting_type="early_years")
        self.assertEqual(self.list_titles(setting_type="early_years"), ["B"])

    def test_it_is_filtered_by_the_kind_of_offer(self) -> None:
        complete_offer(title="A")
        complete_health_service(title="B")
        kind = HealthServicePage._meta.label
        self.assertEqual(self.list_titles(kind=kind), ["B"])

    def test_it_is_filtered_by_status(self) -> None:
        add_offer(title="A", live=True)
        add_offer(title="B", live=False)
        self.assertEqual(self.list_titles(live="True"), ["A"])
        self.assertEqual(self.list_titles(live="False"), ["B"])

    def test_it_is_filtered_by_what_needs_attention(self) -> None:
        add_offer(title="Fine", review_due=in_days(31))
        add_offer(title="Unmeasured by date")
        add_offer(title="Missing", missing_musts=2)
        add_offer(title="Overdue", review_due=in_days(-1))
        add_offer(title="Soon", review_due=in_days(30))
        add_offer(title="Today", review_due=in_days(0))
        complete_offer(title="Never measured")
        expected = {
            "any": ["Missing", "Overdue", "Soon", "Today"],
            "missing": ["Missing"],
            "obstacles": [],
            "law": ["Missing"],
            "overdue": ["Overdue"],
            "soon": ["Soon", "Today"],
        }
        for value, titles in expected.items():
            with self.subTest(value):
                self.assertEqual(sorted(self.list_titles(attention=value)), titles)

    def test_it_is_filtered_by_council(self) -> None:
        other = Council.objects.create(
            name="Meadow Council", local_offer_url="https://meadow.example/send"
        )
        survey(complete_offer(title="A"))
        body = complete_body(council_link=other.pk)
        survey(complete_offer(title="B", model=TrustOfferPage, body=body))
        self.assertEqual(self.list_titles(council=other.pk), ["B"])

    def test_a_filter_of_unknown_value_hides_nothing(self) -> None:
        add_offer(title="A")
        self.assertEqual(self.list_titles(attention="x", council="x"), ["A"])

    def test_those_that_miss_most_come_first(self) -> None:
        for title, missing in (("A", 0), ("B", 5), ("C", 2)):
            add_offer(title=title, missing_musts=missing)
        self.assertEqual(self.list_titles(), ["B", "C", "A"])

    def test_it_is_sorted_by_each_column_with_the_unknown_last(self) -> None:
        first = add_offer(
            title="A",
            setting_name="Ash",
            live=False,
            council=Council.objects.create(name="Ash Council"),
            contact_name="Ann",
            missing_musts=1,
            review_due=in_days(1),
        )
        second = add_offer(
            title="B",
            setting_name="Beech",
            council=Council.objects.create(name="Beech Council"),
            contact_name="Ben",
            missing_musts=2,
            review_due=in_days(2),
        )
        complete_offer(title="C", live=True)
        for offer, days in ((first, 2), (second, 1)):
            day = timezone.now() - timedelta(days=days)
            Page.objects.filter(pk=offer.pk).update(last_published_at=day)
            make_notice(
                offer_id=offer.pk,
                status="sent",
                sent_at=timezone.now() - timedelta(days=days),
                next_attempt_at=None,
            )
        for key in (
            "setting_name",
            "council_name",
            "contact_name",
            "missing_musts",
            "last_published_at",
            "review_due",
            "last_told",
        ):
            with self.subTest(key):
                self.assertEqual(self.list_titles(ordering=key), ["A", "B", "C"])
                self.assertEqual(self.list_titles(ordering=f"-{key}"), ["B", "A", "C"])

    def test_every_column_has_a_sort_key(self) -> None:
        columns = self.client.get(self.url).context["table"].columns.values()
        unsorted = [column.name for column in columns if not column.sort_key]
        self.assertEqual(unsorted, ["bulk_actions"])

    def test_an_ordering_of_unknown_name_is_passed_over(self) -> None:
        add_offer(title="A")
        self.assertEqual(self.list_titles(ordering="owner__password"), ["A"])

    def test_those_are_found_that_say_how_families_took_part(self) -> None:
        add_offer(title="Says", says_who_took_part=True)
        add_offer(title="Silent")
        self.assertEqual(self.list_titles(taking_part="True"), ["Says"])
        self.assertEqual(self.list_titles(taking_part="False"), ["Silent"])

    def test_its_rows_are_on_several_pages(self) -> None:
        for _offer in range(51):
            add_offer()
        self.assertEqual(len(self.list_titles(p=2)), 1)


class ExportTests(ReportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()
        self.due = in_days(-1)
        self.sent = timezone.now().replace(microsecond=0)
        offer = add_offer(
            title="Our local offer",
            completeness=87,
            missing_musts=3,
            reading_age=12,
            review_due=self.due,
            says_who_took_part=True,
            reviewed_with={"who": ["parents"], "changed": "Who to call comes first"},
        )
        make_notice(
            offer_id=offer.pk, status="sent", sent_at=self.sent, next_attempt_at=None
        )
        complete_offer(title="Never measured")

    def test_csv_has_the_columns_of_the_report(self) -> None:
        heading, first, second = self.read_csv()
        self.assertEqual(heading, HEADINGS)
        self.assertEqual(
            first,
            [
                *("Hawthorn Bank Primary School", "Our local offer", "", "English"),
                *("Local offer", "No council chosen", "Nobody named", "live"),
                *("Needs attention", "87", "0", "3", "0", "12", "Never published"),
                *(self.due.isoformat(), str(self.sent), "No answer yet", "Said"),
                *("Parents and carers", "Who to call comes first", "0"),
            ],
        )
        unknown = "Not checked yet"
        self.assertEqual(
            second,
            [
                *("Never measured", "Never measured", "", "English", "Local offer"),
                *(unknown, unknown, "draft", *[unknown] * 6),
                *("Never published", "None while it is not public", "Not told yet"),
                *("Not told yet", *[unknown] * 3),
                "0",
            ],
        )

    def test_an_offer_that_does_not_say_who_took_part_has_no_gap(self) -> None:
        OfferSummary.objects.update(says_who_took_part=False, reviewed_with={})
        columns = slice(
            HEADINGS.index("How families took part"),
            HEADINGS.index("Families wait for an answer"),
        )
        self.assertEqual(self.read_csv()[1][columns], ["Not said"] * 3)

    def test_xlsx_has_the_columns_of_the_report_with_dates_as_dates(self) -> None:
        response = self.client.get(self.url, {"export": "xlsx"})
        workbook = load_workbook(BytesIO(b"".join(response.streaming_content)))
        heading, first, _second = workbook.active.values
        self.assertEqual(list(heading), HEADINGS)
        self.assertEqual(first[9:14], (87, 0, 3, 0, 12))
        self.assertEqual(first[15], self.due)
        self.assertEqual(first[16], self.sent.replace(tzinfo=None))

    def test_a_formula_in_a_title_is_text_in_xlsx(self) -> None:
        Page.objects.filter(title="Never measured").update(draft_title="=1+1")
        response = self.client.get(self.url, {"export": "xlsx"})
        workbook = load_workbook(BytesIO(b"".join(response.streaming_content)))
        cells = [row[1] for row in workbook.active.rows]
        (cell,) = [cell for cell in cells if cell.value == "=1+1"]
        self.assertEqual(cell.data_type, "s")

    def test_what_was_diverted_did_not_tell_the_council(self) -> None:
        CouncilNotice.objects.update(diverted=True)
        told = HEADINGS.index("Council last told")
        self.assertEqual(self.read_csv()[1][told], "Not told yet")

    def test_a_formula_in_a_name_is_text_in_csv(self) -> None:
        Page.objects.filter(title="Never measured").update(draft_title="=1+1")
        titles = [row[1] for row in self.read_csv()]
        self.assertIn("'=1+1", titles)
        self.assertNotIn("=1+1", titles)

    def test_what_is_filtered_is_what_is_exported(self) -> None:
        self.assertEqual(len(self.read_csv(attention="missing")), 2)

    def test_the_file_is_named_after_the_day(self) -> None:
        response = self.client.get(self.url, {"export": "csv"})
        name = f"local-offers-{timezone.localdate().isoformat()}.csv"
        self.assertIn(name, response["Content-Disposition"])

    def test_it_has_more_rows_than_a_page(self) -> None:
        for _offer in range(55):
            add_offer()
        self.assertEqual(len(self.read_csv()), 58)


class PermissionTests(ReportTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.ours, self.theirs = self.add_section("Ours"), self.add_section("Theirs")
        self.our_offer = add_offer(self.ours, title="Our offer")
        self.their_offer = add_offer(self.theirs, title="Their offer")

    def test_an_editor_of_one_section_sees_only_its_offers(self) -> None:
        self.log_in_editor(self.ours, "change_page")
        self.assertEqual(self.list_titles(), ["Our offer"])
        self.assertEqual([row[1] for row in self.read_csv()][1:], ["Our offer"])

    def test_nobody_finds_those_of_another_section_by_searching(self) -> None:
        self.log_in_editor(self.ours, "change_page")
        self.assertEqual(self.list_titles(q="Their"), [])

    def test_an_offer_above_the_editor_s_section_is_not_listed(self) -> None:
        below = self.our_offer.add_child(instance=HeadingPage(title="Below"))
        add_offer(below, title="Below ours")
        self.log_in_editor(below, "change_page")
        self.assertEqual(self.list_titles(), ["Below ours"])

    def test_a_superuser_sees_all(self) -> None:
        self.login()
        self.assertEqual(sorted(self.list_titles()), ["Our offer", "Their offer"])

    def test_who_may_see_but_not_edit_gets_no_link_to_the_editor(self) -> None:
        self.log_in_editor(self.ours, "publish_page")
        response = self.client.get(self.url)
        self.assertContains(response, "Our offer")
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.our_offer.pk])
        self.assertNotContains(response, edit_url)

    def test_who_may_only_add_pages_gets_links_to_their_own(self) -> None:
        user = self.log_in_editor(self.ours, "add_page")
        own = add_offer(self.ours, title="Own offer", owner=user)
        response = self.client.get(self.url)
        for offer, linked in ((own, True), (self.our_offer, False)):
            url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
            self.assertContains(response, offer.title)
            self.assertEqual(url in response.content.decode(), linked)

    def test_nobody_without_a_permission_on_pages_gets_access(self) -> None:
        self.log_in_editor(None)
        for url in (self.url, f"{self.url}results/", f"{self.url}?export=csv"):
            with self.subTest(url):
                self.assertRedirects(self.client.get(url), reverse("wagtailadmin_home"))
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertNotContains(response, self.url)

    def test_who_is_not_logged_in_is_asked_to_log_in(self) -> None:
        for url in (self.url, f"{self.url}results/", f"{self.url}?export=csv"):
            with self.subTest(url):
                response = self.client.get(url)
                self.assertEqual(response.status_code, 302)
                self.assertIn(reverse("wagtailadmin_login"), response["Location"])


class QueryTests(ReportTestCase):
    def test_its_queries_do_not_grow_with_the_offers(self) -> None:
        self.log_in_editor(Site.objects.get(is_default_site=True).root_page, "add_page")
        counts = []
        for number in (5, 55):
            for _offer in range(number):
                add_offer(missing_musts=1)
            # The first visit fills the caches of content types and of sites.
            self.client.get(self.url)
            with CaptureQueriesContext(connection) as captured:
                response = self.client.get(self.url)
            counts.append((len(response.context["object_list"]), len(captured)))
        self.assertEqual([rows for rows, _queries in counts], [5, 50])
        self.assertEqual(counts[0][1], counts[1][1])

    def test_the_queries_of_an_export_do_not_grow_with_the_offers(self) -> None:
        self.login()
        counts = []
        for number in (5, 55):
            for _offer in range(number):
                add_offer()
            self.read_csv()
            with CaptureQueriesContext(connection) as captured:
                rows = self.read_csv()
            counts.append((len(rows), len(captured)))
        self.assertEqual([rows for rows, _queries in counts], [6, 61])
        self.assertEqual(counts[0][1], counts[1][1])

    def test_the_rows_take_few_queries(self) -> None:
        self.login()
        for _offer in range(5):
            add_offer()
        self.client.get(f"{self.url}results/")
        # The session, the person and their preferences; the languages to filter by, and
        # whether there are several; the number of offers, the keys of a page of them,
        # their rows, workflows and languages; their translations and aliases; which of
        # them may be edited.
        with self.assertNumQueries(12):
            self.client.get(f"{self.url}results/")


class DashboardTests(ReportTestCase):
    heading = "Your local offers"

    def read(self) -> Any:
        return self.client.get(reverse("wagtailadmin_home"))

    def list_rows(self, user: Any) -> list[Any]:
        request = RequestFactory().get("/")
        request.user = user
        return AttentionPanel().get_context_data({"request": request})["offers"]

    def test_an_offer_that_needs_nothing_is_said_to_be_fine(self) -> None:
        user = self.login()
        add_offer(review_due=in_days(31))
        states = [row["state"] for row in self.list_rows(user)]
        self.assertEqual(states, ["Fine: nothing to do"])
        self.assertContains(self.read(), self.heading)

    def test_nothing_is_shown_to_whoever_has_no_offer(self) -> None:
        self.login()
        self.assertNotContains(self.read(), self.heading)

    def test_it_says_what_an_offer_needs(self) -> None:
        user = self.login()
        offer = add_offer(title="A", missing_musts=1, review_due=in_days(-1))
        add_offer(title="B", missing_musts=2, obstacles=1)
        add_offer(title="C", review_due=in_days(0))
        needs = {row["page"].title: row["state"] for row in self.list_rows(user)}
        self.assertEqual(needs["B"], "Needed to publish: 1. The law asks: 1")
        self.assertIn("The law asks: 1", needs["A"])
        self.assertIn("Review overdue since", needs["A"])
        self.assertIn("Review due on", needs["C"])
        response = self.read()
        self.assertContains(response, self.heading)
        self.assertContains(
            response, reverse("wagtailadmin_pages:edit", args=[offer.pk])
        )
        self.assertContains(response, f"{self.url}?attention=any")

    def test_drafts_are_among_them(self) -> None:
        self.login()
        add_offer(missing_musts=1, live=False)
        self.assertContains(self.read(), self.heading)

    def test_it_has_the_five_worst(self) -> None:
        user = self.login()
        for missing in range(1, 8):
            add_offer(title=str(missing), missing_musts=missing)
        titles = [row["page"].title for row in self.list_rows(user)]
        self.assertEqual(titles, ["7", "6", "5", "4", "3"])

    def test_it_has_only_what_the_person_may_edit(self) -> None:
        ours, theirs = self.add_section("Ours"), self.add_section("Theirs")
        our_offer = add_offer(ours, missing_musts=1)
        their_offer = add_offer(theirs, missing_musts=1)
        self.log_in_editor(ours, "change_page")
        response = self.read()
        our_url, their_url = (
            reverse("wagtailadmin_pages:edit", args=[each.pk])
            for each in (our_offer, their_offer)
        )
        self.assertContains(response, our_url)
        self.assertNotContains(response, their_url)

    def test_who_may_not_edit_is_not_told(self) -> None:
        section = self.add_section("Ours")
        add_offer(section, missing_musts=1)
        self.log_in_editor(section, "publish_page")
        self.assertNotContains(self.read(), self.heading)

    def test_who_has_no_permission_on_pages_is_not_told(self) -> None:
        add_offer(missing_musts=1)
        self.log_in_editor(None)
        self.assertNotContains(self.read(), self.heading)

    def test_its_queries_do_not_grow_with_the_offers(self) -> None:
        user = self.login()
        for number in (5, 55):
            for _offer in range(number):
                add_offer(missing_musts=1)
            self.list_rows(user)
            with self.assertNumQueries(1):
                self.list_rows(user)
