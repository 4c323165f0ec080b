from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import TestCase
from wagtail.models import Page, Site

from tests.builders import complete_health_service, complete_offer
from tests.school.models import TrustOfferPage
from tests.test_docs import DOCS, list_code
from wagtail_localoffer.models import HealthServiceIndexPage, OfferDirectoryPage
from wagtail_localoffer.offers.own_pages import keep_tables_of_pages

pytestmark = pytest.mark.rows


def add_index(model: Any = HealthServiceIndexPage) -> Page:
    root = Site.objects.get().root_page
    return root.add_child(instance=model(title="Our services"))


class TestDeletingPages(TestCase):
    def test_what_the_page_says_deletes_all_that_need_the_package_and_no_other(
        self,
    ) -> None:
        others = Page.objects.count()
        directory = add_index(OfferDirectoryPage)
        complete_offer(parent=directory)
        complete_offer(model=TrustOfferPage)
        complete_health_service(parent=add_index())
        [code] = list_code(DOCS / "uninstall.md", "python")
        exec(code, {})  # noqa: S102 - our own documentation
        self.assertEqual(Page.objects.count(), others)


@pytest.mark.nightly
@pytest.mark.portable
class TestTakingMigrationsBack(TestCase):
    def migrate(self, *target: str) -> None:
        call_command("migrate", *target, verbosity=0)

    def test_it_is_refused_while_there_are_pages_of_its_types(self) -> None:
        for make, target in (
            (complete_offer, "zero"),
            (complete_health_service, "zero"),
            (complete_health_service, "0007"),
            (add_index, "0007"),
            (lambda: add_index(OfferDirectoryPage), "0016"),
            (lambda: complete_offer(model=TrustOfferPage), "zero"),
        ):
            page: Any = make()
            with self.subTest(type(page).__name__, target=target):
                with self.assertRaises(CommandError) as caught:
                    self.migrate("wagtail_localoffer", target)
                self.assertIn(type(page)._meta.label, str(caught.exception))
                self.assertIn(page.title, str(caught.exception))
                self.assertTrue(type(page).objects.filter(pk=page.pk).exists())
            page.delete()

    def test_no_migration_is_taken_back_before(self) -> None:
        complete_offer()
        executor = MigrationExecutor(connection)
        before = executor.recorder.applied_migrations()
        with self.assertRaises(CommandError):
            self.migrate("wagtail_localoffer", "zero")
        self.assertEqual(executor.recorder.applied_migrations(), before)

    def test_nothing_keeps_the_tables_without_such_pages(self) -> None:
        plan = MigrationExecutor(connection).migration_plan(
            [("wagtail_localoffer", None)]
        )
        self.assertTrue(plan)
        keep_tables_of_pages(plan, "default")

    def test_migrations_that_drop_no_pages_are_taken_back_with_pages(self) -> None:
        complete_offer()
        targets = [("wagtail_localoffer", "0008_health_services")]
        plan = MigrationExecutor(connection).migration_plan(targets)
        self.assertTrue(plan)
        keep_tables_of_pages(plan, "default")
