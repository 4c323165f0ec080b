"""Whose notices somebody sees who edits one school of several."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_offer
from tests.support import make_notice, make_notices
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import CouncilNotice

INDEX = "wagtail_localoffer_councilnotice_modeladmin_index"
INSPECT = "wagtail_localoffer_councilnotice_modeladmin_inspect"
ACTIONS = ("retry", "send_again", "mark_done", "look_again")


class TwoSchoolsTestCase(WagtailTestUtils, TestCase):
    def setUp(self) -> None:
        home = Page.objects.get(depth=2)
        self.schools = [
            home.add_child(instance=Page(title=name, slug=name))
            for name in ("oak", "elm")
        ]
        self.mine, self.theirs = (
            make_notice(
                offer_id=complete_offer(parent=school).pk,
                setting_name=f"School {school.slug}",
                status=NoticeStatus.FAILED,
                next_attempt_at=None,
                number=1,
            )
            for school in self.schools
        )
        self.gone = make_notice(offer_id=987_654, setting_name="School gone")

    def log_in(self, *codenames: str, name: str = "editor") -> Any:
        """As somebody of the group that Wagtail brings, at the first school alone."""
        group = Group.objects.get(name="Editors")
        GroupPagePermission.objects.filter(group=group).delete()
        for codename in ("add_page", "change_page", "publish_page"):
            GroupPagePermission.objects.create(
                group=group,
                page=self.schools[0],
                permission=Permission.objects.get(codename=codename),
            )
        user = self.create_user(name, password="password")
        user.groups.add(group)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        self.client.force_login(user)
        return user

    def list_names(self, **query: str) -> set[str]:
        """The settings in the spreadsheet, which has what the list has."""
        response = self.client.get(reverse(INDEX), {"export": "xlsx", **query})
        self.assertEqual(response.status_code, 200)
        body = getattr(response, "streaming_content", None)
        content = b"".join(body) if body else response.content
        rows = load_workbook(BytesIO(content)).active.values
        return {str(row[0]) for row in rows} - {"Name of the setting"}


class EditorOfOneSchoolTests(TwoSchoolsTestCase):
    def test_the_list_and_its_spreadsheets_have_those_of_their_own_pages(self) -> None:
        self.log_in()
        page = self.client.get(reverse(INDEX))
        self.assertContains(page, "School oak")
        self.assertNotContains(page, "School elm")
        self.assertNotContains(page, "School gone")
        self.assertEqual(self.list_names(), {"School oak"})
        self.assertEqual(self.list_names(q="elm"), set())
        rows = self.client.get(reverse(INDEX), {"export": "csv"})
        text = b"".join(rows.streaming_content).decode()
        self.assertIn("School oak", text)
        self.assertNotIn("School elm", text)

    def test_a_notice_of_another_page_is_shown_at_no_address(self) -> None:
        self.log_in()
        message = "wagtail_localoffer:notice_message"
        for notice, status in ((self.mine, 200), (self.theirs, 302), (self.gone, 302)):
            for name in (INSPECT, message):
                with self.subTest(notice.setting_name, name=name):
                    response = self.client.get(reverse(name, args=[notice.pk]))
                    self.assertEqual(response.status_code, status)
        page = self.client.get(
            reverse("wagtail_localoffer:offer_notices", args=[self.theirs.offer_id])
        )
        self.assertNotEqual(page.status_code, 200)

    def test_nothing_can_be_done_with_a_notice_of_another_page(self) -> None:
        self.log_in("resend_councilnotice")
        before = CouncilNotice.objects.filter(pk=self.theirs.pk).values().get()
        for action in ACTIONS:
            with self.subTest(action):
                url = reverse(
                    f"wagtail_localoffer:{action}_notice", args=[self.theirs.pk]
                )
                response = self.client.post(
                    url, headers={"X-Requested-With": "XMLHttpRequest"}
                )
                self.assertEqual(response.status_code, 403)
        after = CouncilNotice.objects.filter(pk=self.theirs.pk).values().get()
        self.assertEqual(before, after)

    def test_the_dashboard_names_those_of_their_own_pages(self) -> None:
        for codenames in ((), ("resend_councilnotice",)):
            with self.subTest(codenames):
                self.log_in(*codenames, name=f"editor{len(codenames)}")
                page = self.client.get(reverse("wagtailadmin_home"))
                self.assertContains(page, "School oak")
                self.assertNotContains(page, "School elm")

    def test_links_lead_to_those_of_their_own_pages(self) -> None:
        finder = AdminURLFinder(self.log_in())
        self.assertIsNotNone(finder.get_edit_url(self.mine))
        self.assertIsNone(finder.get_edit_url(self.theirs))

    def test_the_list_costs_as_many_queries_for_many_as_for_few(self) -> None:
        self.log_in()
        self.client.get(reverse(INDEX))
        with CaptureQueriesContext(connection) as few:
            self.client.get(reverse(INDEX))
        for number in range(2, 12):
            make_notice(offer_id=self.mine.offer_id, number=number)
        make_notices(10)
        with self.assertNumQueries(len(few)):
            self.client.get(reverse(INDEX))


class WholeLogTests(TwoSchoolsTestCase):
    def test_the_whole_log_has_a_permission_of_its_own(self) -> None:
        self.log_in("view_all_councilnotice")
        names = {"School oak", "School elm", "School gone"}
        self.assertEqual(self.list_names(), names)
        for notice in (self.mine, self.theirs, self.gone):
            response = self.client.get(reverse(INSPECT, args=[notice.pk]))
            self.assertEqual(response.status_code, 200)

    def test_who_may_edit_all_pages_sees_those_of_all_pages_that_are_there(
        self,
    ) -> None:
        group = Group.objects.get(name="Editors")
        self.log_in()
        GroupPagePermission.objects.create(
            group=group,
            page=Page.get_first_root_node(),
            permission=Permission.objects.get(codename="change_page"),
        )
        self.assertEqual(self.list_names(), {"School oak", "School elm"})
