from __future__ import annotations

from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import SimpleTestCase, TestCase, override_settings
from wagtail.models import Site

from tests.support import HOSTNAME, set_hostname
from wagtail_localoffer.checks import (
    check_base_template,
    check_delivery,
    check_hosts,
    check_needed_apps,
    check_public_urls,
    check_settings,
)
from wagtail_localoffer.models import CouncilNoticeSettings, OfferLookSettings

WRONG_TYPES = {
    "BASE_TEMPLATE": None,
    "FROM_EMAIL": ["website@school.example"],
    "REPLY_TO": None,
    "DIVERT_TO": True,
    "SEND_FROM_LOCAL_SITES": "yes",
    "DELIVER_ON_PUBLISH": 1,
    "CONNECTION_TIMEOUT": "10",
    "MAX_ATTEMPTS": 2.5,
    "CLAIM_SECONDS": None,
}


class TestChecks(SimpleTestCase):
    def assert_ids(self, expected: list[str], **values: Any) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=values):
            found = check_settings()
        self.assertEqual([message.id for message in found], expected)
        for message in found:
            self.assertTrue(message.is_serious())
            self.assertTrue(message.msg.endswith("."), message.msg)
            self.assertTrue(message.hint.endswith("."), message.hint)

    def test_the_defaults_are_right(self) -> None:
        self.assert_ids([])

    def test_a_wrong_type_is_an_error(self) -> None:
        for key, value in WRONG_TYPES.items():
            with self.subTest(key):
                self.assert_ids(["wagtail_localoffer.E001"], **{key: value})

    def test_zero_is_an_error(self) -> None:
        for key in ("CONNECTION_TIMEOUT", "MAX_ATTEMPTS", "CLAIM_SECONDS"):
            with self.subTest(key):
                self.assert_ids(["wagtail_localoffer.E001"], **{key: 0})

    def test_an_unknown_key_is_an_error(self) -> None:
        self.assert_ids(["wagtail_localoffer.E001"], NO_SUCH_KEY=1)

    def test_each_problem_is_an_error_of_its_own(self) -> None:
        self.assert_ids(["wagtail_localoffer.E001"] * 2, MAX_ATTEMPTS=0, NO_SUCH_KEY=1)

    @override_settings(WAGTAIL_LOCALOFFER=["DIVERT_TO"])
    def test_anything_but_a_dict_is_an_error(self) -> None:
        self.assertEqual(
            [message.id for message in check_settings()], ["wagtail_localoffer.E001"]
        )

    def test_an_address_to_divert_to_must_be_one(self) -> None:
        self.assert_ids(["wagtail_localoffer.E001"], DIVERT_TO="nobody")


class TestNeededApps(SimpleTestCase):
    def test_all_that_is_needed_is_there(self) -> None:
        self.assertEqual(check_needed_apps(), [])

    def test_an_app_that_was_forgotten_is_an_error_that_names_it(self) -> None:
        for app in (
            "wagtail_modeladmin",
            "wagtail.contrib.settings",
            "wagtail.contrib.typed_table_block",
        ):
            # NB: an app can't be taken out of a running site on Wagtail 8.
            def is_installed(name: str, missing: str = app) -> bool:
                return name != missing

            with (
                self.subTest(app),
                mock.patch.object(apps, "is_installed", is_installed),
            ):
                (message,) = check_needed_apps()
                self.assertEqual(message.id, "wagtail_localoffer.E003")
                self.assertIn(app, message.hint)


class TestHosts(SimpleTestCase):
    def test_any_host_is_a_warning(self) -> None:
        (message,) = check_hosts()
        self.assertEqual(message.id, "wagtail_localoffer.W002")

    @override_settings(ALLOWED_HOSTS=["www.hawthornbank.school"])
    def test_named_hosts_are_right(self) -> None:
        self.assertEqual(check_hosts(), [])

    def test_a_copy_that_says_so_is_right(self) -> None:
        for values in ({"HOLD": True}, {"DIVERT_TO": "staging@agency.example"}):
            with self.subTest(values), override_settings(WAGTAIL_LOCALOFFER=values):
                self.assertEqual(check_hosts(), [])

    @override_settings(DEBUG=True)
    def test_a_developers_machine_is_recognised_anyway(self) -> None:
        self.assertEqual(check_hosts(), [])


class PublicUrlsTests(SimpleTestCase):
    def test_nothing_is_said_where_they_are_included(self) -> None:
        self.assertEqual(check_public_urls(), [])

    @override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes")
    def test_what_is_switched_off_without_them_is_said(self) -> None:
        (message,) = check_public_urls()
        self.assertEqual(message.id, "wagtail_localoffer.I003")
        self.assertIn("no form in which families write", message.msg)
        self.assertIn('include("wagtail_localoffer.public_urls")', message.hint)

    @override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes")
    def test_without_the_database_no_colour_is_named(self) -> None:
        (message,) = check_public_urls()
        self.assertNotIn("Not shown", message.msg)

    @override_settings()
    def test_a_project_without_addresses_is_checked_too(self) -> None:
        del settings.ROOT_URLCONF
        self.assertEqual(check_public_urls(), [])


class LostColoursTests(TestCase):
    @override_settings(ROOT_URLCONF="tests.public.urls_beside_prefixes")
    def test_each_colour_that_is_not_shown_is_named_with_its_site(self) -> None:
        set_hostname(HOSTNAME)
        site = Site.objects.get(is_default_site=True)
        OfferLookSettings.objects.create(site=site, second_colour="#5f8f3e")
        (message,) = check_public_urls(databases=["default"])
        self.assertIn(f"the second colour #5f8f3e of {HOSTNAME}.", message.msg)
        self.assertNotIn("main colour", message.msg)


@pytest.mark.portable
class TestDelivery(TestCase):
    """What is said of the notices of each site."""

    def explain(self, hostname: str = HOSTNAME, **own: Any) -> str:
        set_hostname(hostname)
        if own:
            site = Site.objects.get(is_default_site=True)
            CouncilNoticeSettings.objects.create(site=site, **own)
        (message,) = check_delivery(databases=["default"])
        self.assertEqual(message.id, "wagtail_localoffer.I001")
        return message.msg

    def test_a_public_site_sends_to_councils(self) -> None:
        words = self.explain()
        self.assertIn(f"Council notices of {HOSTNAME} are sent to councils", words)
        self.assertIn("as soon as an offer is published", words)

    def test_a_local_site_holds_them_back(self) -> None:
        words = self.explain("localhost")
        self.assertIn("Council notices of localhost are held back", words)
        self.assertIn("is a local one", words)

    def test_a_copy_holds_them_back(self) -> None:
        with override_settings(ALLOWED_HOSTS=["staging.agency.school"]):
            self.assertIn("seems to be a copy", self.explain())

    def test_a_diverted_site_says_where_to(self) -> None:
        words = self.explain(delivery="divert", divert_to="me@agency.example")
        self.assertIn("to me@agency.example instead of to the councils", words)

    def test_a_site_with_one_email_a_day_says_from_when(self) -> None:
        self.assertIn("in one email a day, from 17:00", self.explain(daily=True))

    @override_settings(WAGTAIL_LOCALOFFER={"DELIVER_ON_PUBLISH": False})
    def test_without_tasks_the_command_sends(self) -> None:
        self.assertIn("when send_council_notices runs", self.explain())

    def test_each_site_is_explained(self) -> None:
        Site.objects.create(
            hostname="www.other.school", root_page=Site.objects.get().root_page
        )
        self.assertEqual(len(check_delivery(databases=["default"])), 2)

    def test_the_database_is_not_asked_without_need(self) -> None:
        with self.assertNumQueries(0):
            self.assertEqual(check_delivery(), [])

    def test_it_costs_two_queries(self) -> None:
        with self.assertNumQueries(2):
            check_delivery(databases=["default"])


class TestTheCommand(TestCase):
    """What ``manage.py check`` says. Other apps' checks read the database."""

    def check(self, *arguments: str) -> str:
        with self.assertRaises(SystemCheckError) as caught:
            call_command("check", *arguments, stdout=StringIO(), stderr=StringIO())
        return str(caught.exception)

    @override_settings(WAGTAIL_LOCALOFFER={"NO_SUCH_KEY": 1})
    def test_it_reports_wrong_settings(self) -> None:
        output = self.check()
        self.assertIn("wagtail_localoffer.E001", output)
        self.assertIn("has the unknown key 'NO_SUCH_KEY'.", output)
        self.assertIn("HINT: See the settings page", output)

    @override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": "no/such.html"})
    def test_it_reports_a_missing_base_template(self) -> None:
        output = self.check("--tag", "wagtail_localoffer")
        self.assertIn("wagtail_localoffer.E002", output)
        self.assertIn("The base template 'no/such.html' can’t be found.", output)

    def test_it_has_nothing_to_say_of_right_settings(self) -> None:
        output = StringIO()
        call_command("check", "--tag", "wagtail_localoffer", stdout=output)
        self.assertIn("no issues", output.getvalue())


class TestWhenDeliveryIsExplained(TestCase):
    ASKED = ("--deploy", "--database", "default", "--tag", "wagtail_localoffer")

    def run_command(self, *arguments: str, **options: Any) -> str:
        output = StringIO()
        call_command(*arguments, stdout=output, stderr=output, **options)
        return output.getvalue()

    def test_check_explains_it_for_each_site_if_asked(self) -> None:
        Site.objects.create(
            hostname="www.other.school", root_page=Site.objects.get().root_page
        )
        output = self.run_command("check", *self.ASKED)
        self.assertEqual(output.count("wagtail_localoffer.I001"), 2)

    @pytest.mark.nightly
    def test_migrate_says_nothing_of_it(self) -> None:
        output = self.run_command("migrate", "wagtail_localoffer", skip_checks=False)
        self.assertIn("No migrations to apply", output)
        self.assertNotIn("I001", output)

    def test_check_of_the_database_alone_says_nothing_of_it(self) -> None:
        output = self.run_command("check", *self.ASKED[1:])
        self.assertNotIn("I001", output)


class TestBaseTemplate(SimpleTestCase):
    def check(self, name: str) -> list[Any]:
        with override_settings(WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": name}):
            return check_base_template()

    def test_the_package_s_own_has_all_blocks(self) -> None:
        self.assertEqual(check_base_template(), [])

    def test_one_without_the_block_for_the_offer_is_an_error(self) -> None:
        found = self.check("school/no_blocks.html")
        self.assertEqual(found[0].id, "wagtail_localoffer.E005")
        self.assertIn("school/no_blocks.html", found[0].msg)
        self.assertIn("{% block content %}", found[0].hint)

    def test_one_without_a_block_in_its_head_is_a_warning(self) -> None:
        found = self.check("school/project_base.html")
        self.assertEqual([each.id for each in found], ["wagtail_localoffer.W001"])
        self.assertIn("'extra_head'", found[0].msg)
        self.assertIn("{% block extra_head %}", found[0].hint)

    def test_blocks_of_the_templates_above_count(self) -> None:
        self.assertEqual(self.check("school/heading_page.html"), [])

    def test_one_that_is_not_there_is_an_error(self) -> None:
        # The last is a folder.
        for name in ("no/such.html", "", "wagtail_localoffer"):
            with self.subTest(name):
                [found] = self.check(name)
                self.assertEqual(found.id, "wagtail_localoffer.E002")
                self.assertTrue(found.hint.endswith("."), found.hint)

    def test_one_whose_parent_is_not_known_before_is_said_to_be_so(self) -> None:
        [found] = self.check("wagtail_localoffer/offer_base.html")
        self.assertEqual(found.id, "wagtail_localoffer.I002")
        self.assertIn("wagtail_localoffer/offer_base.html", found.msg)
        self.assertIn("content, title, extra_css, extra_head", found.hint)
