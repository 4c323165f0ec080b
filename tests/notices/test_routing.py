"""Where notices go: by the project's settings, the site's and the council's record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone
from wagtail.models import Site

from tests.builders import SENCO, complete_body, complete_offer, lancashire
from tests.notices.notice_rows import news, only_notice, run_command
from tests.support import (
    BY_COMMAND_ONLY,
    HOSTNAME,
    PublicSiteTestCase,
    set_hostname,
)
from wagtail_localoffer.choices import CouncilContact, NoticeStatus, SiteDelivery
from wagtail_localoffer.mail.routing import Sites, read_sites
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    OfferNoticeSettings,
)
from wagtail_localoffer.notices.routing import Route, choose_route

SENCO_EMAIL = "senco@hawthornbank.example"


class RouteTestCase(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.site = Site.objects.get(is_default_site=True)
        self.council = lancashire()

    def set_up_site(self, **values: Any) -> None:
        CouncilNoticeSettings.objects.update_or_create(site=self.site, defaults=values)

    def route(self, hostname: str = HOSTNAME) -> Route:
        return choose_route(self.council, hostname, self.site.pk, SENCO_EMAIL)


class TestTheOffersSettings(RouteTestCase):
    """A trust has one site, and many settings that write in their own names."""

    def setUp(self) -> None:
        super().setUp()
        self.set_up_site(
            from_email="Trust <t@trust.example>", reply_to="t@trust.example"
        )
        self.offer = complete_offer()

    def set_up_offer(self, **values: Any) -> None:
        OfferNoticeSettings.objects.create(offer_id=self.offer.pk, **values)

    def route_offer(self, sites: Sites | None = None) -> Route:
        return choose_route(
            self.council,
            HOSTNAME,
            self.site.pk,
            SENCO_EMAIL,
            sites,
            offer_id=self.offer.pk,
        )

    def test_they_come_before_those_of_its_site(self) -> None:
        self.set_up_offer(from_email="Bank <a@b.example>", reply_to="s@b.example")
        route = self.route_offer()
        self.assertEqual(route.sender, "Bank <a@b.example>")
        self.assertEqual(route.reply_to, "s@b.example")

    def test_what_is_left_empty_the_site_says(self) -> None:
        self.set_up_offer(reply_to="s@b.example")
        self.assertEqual(self.route_offer().sender, "Trust <t@trust.example>")
        OfferNoticeSettings.objects.update(reply_to="", from_email="a@b.example")
        self.assertEqual(self.route_offer().reply_to, "t@trust.example")

    def test_another_offer_has_none_of_them(self) -> None:
        self.set_up_offer(from_email="a@b.example", reply_to="s@b.example")
        self.assertEqual(self.route().sender, "Trust <t@trust.example>")
        self.assertEqual(self.route().reply_to, "t@trust.example")

    def test_they_are_read_for_many_offers_at_once(self) -> None:
        self.set_up_offer(from_email="a@b.example")
        with self.assertNumQueries(2):
            sites = read_sites([self.offer.pk, self.offer.pk + 1])
        with self.assertNumQueries(0):
            self.assertEqual(self.route_offer(sites).sender, "a@b.example")

    def test_they_go_with_the_page(self) -> None:
        self.set_up_offer(from_email="a@b.example")
        self.offer.delete()
        self.assertFalse(OfferNoticeSettings.objects.exists())

    def test_a_copy_is_about_another_setting_and_has_none(self) -> None:
        self.set_up_offer(from_email="a@b.example")
        self.offer.copy(update_attrs={"slug": "copy"})
        self.assertEqual(OfferNoticeSettings.objects.count(), 1)

    def test_a_sender_is_an_address_with_or_without_a_name(self) -> None:
        for wrong in ("Bank", "a@b.example, c@d.example", "Bank: <a@b.example>", "a@"):
            with self.subTest(wrong), self.assertRaises(ValidationError) as caught:
                OfferNoticeSettings(offer=self.offer, from_email=wrong).full_clean()
            self.assertIn("from_email", caught.exception.message_dict)


class TestTheSitesSettings(RouteTestCase):
    def test_its_sender_comes_before_the_projects(self) -> None:
        self.set_up_site(from_email="Office <office@school.example>")
        with override_settings(WAGTAIL_LOCALOFFER={"FROM_EMAIL": "t@trust.example"}):
            self.assertEqual(self.route().sender, "Office <office@school.example>")

    def test_its_address_for_replies_comes_before_the_projects(self) -> None:
        self.set_up_site(reply_to="office@hawthornbank.example")
        with override_settings(WAGTAIL_LOCALOFFER={"REPLY_TO": "t@trust.example"}):
            self.assertEqual(self.route().reply_to, "office@hawthornbank.example")

    def test_without_one_replies_go_to_the_senco(self) -> None:
        self.assertEqual(self.route().reply_to, SENCO_EMAIL)

    def test_the_school_gets_a_copy(self) -> None:
        self.set_up_site(copy_to="office@hawthornbank.example")
        self.assertEqual(self.route().copy_to, "office@hawthornbank.example")

    def test_it_can_hold_its_notices_back(self) -> None:
        self.set_up_site(delivery=SiteDelivery.HOLD)
        route = self.route()
        self.assertIn("This site holds its notices back", route.held_because)
        self.assertTrue(route.is_staging)

    def test_it_can_divert_them(self) -> None:
        self.set_up_site(delivery=SiteDelivery.DIVERT, divert_to="me@agency.example")
        self.assertEqual(self.route("localhost").recipient, "me@agency.example")
        self.assertEqual(self.route("localhost").held_because, "")

    def test_what_is_diverted_has_no_copies(self) -> None:
        self.set_up_site(
            delivery=SiteDelivery.DIVERT,
            divert_to="me@agency.example",
            copy_to="office@hawthornbank.example",
        )
        self.assertEqual(self.route().copy_to, "")

    def test_an_address_to_divert_to_counts_only_if_it_diverts(self) -> None:
        self.set_up_site(delivery=SiteDelivery.SEND, divert_to="me@agency.example")
        self.assertEqual(self.route().recipient, self.council.update_email)

    @override_settings(WAGTAIL_LOCALOFFER={"DIVERT_TO": "staging@agency.example"})
    def test_the_projects_diversion_wins(self) -> None:
        self.set_up_site(delivery=SiteDelivery.DIVERT, divert_to="me@agency.example")
        self.assertEqual(self.route().recipient, "staging@agency.example")

    @override_settings(WAGTAIL_LOCALOFFER={"HOLD": True})
    def test_the_project_holds_whatever_the_site_says(self) -> None:
        self.set_up_site(delivery=SiteDelivery.DIVERT, divert_to="me@agency.example")
        self.assertIn("HOLD", self.route().held_because)

    def test_settings_of_another_site_do_not_count(self) -> None:
        other = Site.objects.create(
            hostname="www.other.school", root_page=self.site.root_page
        )
        CouncilNoticeSettings.objects.create(site=other, delivery=SiteDelivery.HOLD)
        self.assertEqual(self.route().held_because, "")

    def test_it_costs_one_query(self) -> None:
        with self.assertNumQueries(1):
            self.route()


class TestTheCouncilsRecord(RouteTestCase):
    def test_all_its_addresses_get_the_news(self) -> None:
        self.council.more_emails = "a@council.example\nb@c.example"
        self.assertEqual(
            self.route().recipient,
            "Lancashirelocaloffer@lancashire.gov.uk, a@council.example, b@c.example",
        )

    def test_an_address_that_stands_twice_gets_it_once(self) -> None:
        self.council.more_emails = self.council.update_email
        self.assertEqual(self.route().recipient, self.council.update_email)

    def test_one_wrong_address_holds_the_news(self) -> None:
        self.council.more_emails = "nobody"
        self.assertEqual(self.route().held_because, "“nobody” is not an email address.")

    def test_a_council_with_a_form_gets_no_email(self) -> None:
        self.council.contact_by = CouncilContact.SELF_SERVICE
        self.council.form_url = "https://council.example/form"
        route = self.route()
        self.assertEqual(route.form_url, "https://council.example/form")
        self.assertIn("takes no email", route.held_because)
        self.assertFalse(route.is_staging)

    def test_nobody_fills_in_its_form_for_a_copy_of_the_site(self) -> None:
        self.council.contact_by = CouncilContact.SELF_SERVICE
        self.council.form_url = "https://council.example/form"
        self.assertEqual(self.route("localhost").form_url, "")

    def test_an_abolished_council_gets_nothing(self) -> None:
        self.council.valid_to = timezone.localdate() - timedelta(days=1)
        self.assertIn("no longer in office", self.route().held_because)

    def test_a_council_gets_its_news_on_its_last_day(self) -> None:
        self.council.valid_to = timezone.localdate()
        self.assertEqual(self.route().held_because, "")


class TestWhatIsRefused(SimpleTestCase):
    def assert_refused(self, model: Any, field: str) -> None:
        with self.assertRaises(ValidationError) as caught:
            model.clean()
        self.assertIn(field, caught.exception.message_dict)

    def test_a_diversion_without_an_address(self) -> None:
        self.assert_refused(
            CouncilNoticeSettings(delivery=SiteDelivery.DIVERT), "divert_to"
        )

    def test_a_sender_that_is_no_address(self) -> None:
        self.assert_refused(CouncilNoticeSettings(from_email="Office"), "from_email")

    def test_a_sender_with_a_name_is_fine(self) -> None:
        CouncilNoticeSettings(from_email="Office <office@school.example>").clean()

    def test_further_addresses_that_are_none(self) -> None:
        self.assert_refused(Council(more_emails="a@b.example\nnobody"), "more_emails")

    def test_self_service_without_a_form(self) -> None:
        self.assert_refused(Council(contact_by=CouncilContact.SELF_SERVICE), "form_url")

    def test_a_subject_with_other_words_in_braces(self) -> None:
        for subject in ("{school}", "{", "{news!r}", "{setting:>99999}", "{}"):
            with self.subTest(subject):
                self.assert_refused(Council(email_subject=subject), "email_subject")

    def test_a_subject_of_its_own_is_fine(self) -> None:
        Council(email_subject="SEND: {news} at {setting}").clean()

    def test_a_last_day_before_the_first(self) -> None:
        day = timezone.localdate()
        self.assert_refused(
            Council(valid_from=day, valid_to=day - timedelta(days=1)), "valid_to"
        )

    def test_a_council_that_succeeds_itself(self) -> None:
        self.assert_refused(Council(pk=5, successor_id=5), "successor")


class TestWhereItGoes(PublicSiteTestCase):
    def hold(self, **values: Any) -> CouncilNotice:
        """Publish an offer, and return its notice, which must be held back."""
        self.publish(complete_offer(**values))
        notice = only_notice()
        self.assertEqual(notice.status, NoticeStatus.HELD)
        self.assertIsNone(notice.next_attempt_at)
        return notice

    def test_a_local_site_does_not_write_to_councils(self) -> None:
        for hostname in (
            "localhost",
            "127.0.0.1",
            "10.0.0.7",
            "203.0.113.9",
            "::1",
            "[::1]",
            "fd00::12",
            "school.test",
            "SCHOOL.Test",
            "school.local",
            "school.localhost",
            "www.school.example",
            "school.invalid",
            "school.test.",
            "localhost.",
        ):
            with self.subTest(hostname):
                set_hostname(hostname, port=8000)
                CouncilNotice.objects.all().delete()
                self.assertIn("is a local one. A copy of a site", self.hold().reason)

    def test_a_name_that_only_looks_local_is_public(self) -> None:
        for hostname in ("localhost.school.uk", "www.test-school.uk", "atest.uk"):
            with self.subTest(hostname):
                set_hostname(hostname)
                CouncilNotice.objects.all().delete()
                self.publish(complete_offer())
                self.assertEqual(news(), [("published", "pending")])

    def test_the_reason_names_the_hostname(self) -> None:
        set_hostname("school.test")
        self.assertIn("The site’s hostname, school.test, is a", self.hold().reason)

    def test_a_held_notice_is_never_sent(self) -> None:
        set_hostname("school.test")
        self.hold()
        run_command()
        self.assertEqual(mail.outbox, [])

    def test_a_held_notice_is_not_written_again(self) -> None:
        set_hostname("school.test")
        self.hold()
        run_command()
        run_command()
        self.assertEqual(news(), [("published", "held")])

    def test_a_held_notice_is_released_when_the_setting_changes(self) -> None:
        set_hostname("school.test")
        self.hold()
        with override_settings(WAGTAIL_LOCALOFFER={"SEND_FROM_LOCAL_SITES": True}):
            run_command()
        self.assertEqual(news(), [("published", "replaced"), ("published", "sent")])
        self.assertEqual(len(mail.outbox), 1)

    def test_a_held_notice_is_released_when_the_site_gets_a_public_name(self) -> None:
        set_hostname("school.test")
        self.hold()
        set_hostname(HOSTNAME)
        run_command()
        self.assertEqual(news(), [("published", "replaced"), ("published", "sent")])
        self.assertIn(f"http://{HOSTNAME}/", mail.outbox[0].body)

    def test_a_local_site_may_send_if_the_project_says_so(self) -> None:
        set_hostname("localhost", port=8000)
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "SEND_FROM_LOCAL_SITES": True}
        ):
            self.publish(complete_offer())
        self.assertEqual(news(), [("published", "pending")])

    def test_a_staging_copy_sends_to_one_address(self) -> None:
        set_hostname("staging.school.test")
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "DIVERT_TO": "web@agency.example"}
        ):
            self.publish(complete_offer())
        notice = only_notice()
        self.assertEqual(notice.status, NoticeStatus.PENDING)
        self.assertEqual(notice.recipient, "web@agency.example")

    def test_a_public_site_can_be_diverted_as_well(self) -> None:
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "DIVERT_TO": "web@agency.example"}
        ):
            self.publish(complete_offer())
        self.assertEqual(only_notice().recipient, "web@agency.example")

    def test_a_wrong_address_to_divert_to_holds_the_notice(self) -> None:
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "DIVERT_TO": "web\n@agency"}
        ):
            notice = self.hold()
        self.assertEqual(notice.reason, "“web @agency” is not an email address.")

    def test_a_council_without_an_address_is_not_written_to(self) -> None:
        lancashire()
        Council.objects.update(update_email="")
        self.assertEqual(
            self.hold().reason,
            "Lancashire County Council has no email address for updates. Enter it in "
            "the council’s record.",
        )

    def test_a_held_notice_is_released_when_the_council_gets_an_address(self) -> None:
        lancashire()
        Council.objects.update(update_email="")
        self.hold()
        Council.objects.update(update_email="send@council.example")
        run_command()
        self.assertEqual(news(), [("published", "replaced"), ("published", "sent")])
        self.assertEqual(mail.outbox[0].to, ["send@council.example"])

    def test_a_site_without_a_hostname_sends_no_link(self) -> None:
        set_hostname("")
        self.assertIn("has no hostname", self.hold().reason)

    def test_a_site_without_a_hostname_is_not_diverted_either(self) -> None:
        set_hostname("")
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "DIVERT_TO": "web@agency.example"}
        ):
            self.assertIn("has no hostname", self.hold().reason)

    def test_the_sender_can_be_set(self) -> None:
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "FROM_EMAIL": "web@school.example"}
        ):
            self.publish(complete_offer())
        self.assertEqual(only_notice().sender, "web@school.example")

    def test_where_replies_go_can_be_set(self) -> None:
        with override_settings(
            WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, "REPLY_TO": "office@school.example"}
        ):
            self.publish(complete_offer())
        self.assertEqual(only_notice().reply_to, "office@school.example")

    def test_a_senco_without_an_email_address_gets_no_replies(self) -> None:
        contact = {**SENCO, "email": ""}
        self.publish(complete_offer(body=complete_body(senco_contact=contact)))
        self.assertEqual(only_notice().reply_to, "")
        self.assertNotIn("reply", only_notice().text_body)
