from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

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
from tests.support import (
    CommittingTestCase,
    make_notice,
)
from wagtail_localoffer.models import CouncilNotice


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


@pytest.mark.portable
class GrantTests(NoticeAdminTestCase):
    def test_editors_see_notices_and_councils(self) -> None:
        self.assertEqual(read_grants("Editors"), {VIEW, "view_council"})

    def test_moderators_send_again_and_keep_the_councils_records(self) -> None:
        self.assertEqual(
            read_grants("Moderators"),
            {VIEW, RESEND, "view_council", "change_council"},
        )

    def test_a_site_without_these_groups_is_left_alone(self) -> None:
        Group.objects.all().delete()
        # The one deed of the migration, without the way to it.
        module = import_module("wagtail_localoffer.migrations.0007_notice_permissions")
        module.grant_permissions(apps, SimpleNamespace(connection=connection))
        self.assertFalse(Group.objects.exists())
        self.assertTrue(Permission.objects.filter(codename=RESEND).exists())


@pytest.mark.nightly
@pytest.mark.portable
class GrantMigrationTests(CommittingTestCase):
    def tearDown(self) -> None:
        super().tearDown()
        if connection.vendor == "sqlite":
            # What was taken back comes again with the rest of the database.
            return
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    def test_it_makes_the_permissions_that_are_not_there_yet(self) -> None:
        migrate("0006_council_news")
        # Going back has taken nothing away.
        self.assertIn(RESEND, read_grants("Moderators"))
        Permission.objects.filter(codename=RESEND).delete()
        migrate("0007_notice_permissions")
        self.assertIn(RESEND, read_grants("Moderators"))
        permission = Permission.objects.get(codename=RESEND)
        self.assertEqual(permission.name, "Can send council notice again")


def migrate(name: str) -> None:
    MigrationExecutor(connection).migrate([("wagtail_localoffer", name)])


def read_grants(group: str) -> set[str]:
    return set(
        Permission.objects.filter(
            group__name=group, content_type__app_label="wagtail_localoffer"
        ).values_list("codename", flat=True)
    )
