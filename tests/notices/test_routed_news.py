"""Where news of a site goes: another way, to somebody else, or nowhere."""

from __future__ import annotations

from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import Site

from tests.builders import complete_body, complete_offer, lancashire
from tests.notices.told_case import NURSE, ToldTestCase, make_council, newest, news
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import (
    CouncilContact,
    NoticeKind,
    NoticeStatus,
    SiteDelivery,
)
from wagtail_localoffer.models import Council, CouncilNotice, CouncilNoticeSettings
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.planner import announce


class TestSelfService(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.council = make_council(
            contact_by=CouncilContact.SELF_SERVICE,
            form_url="https://www.alderbeck.example/form",
        )
        self.offer = self.publish(
            complete_offer(body=complete_body(council_link=self.council.pk))
        )

    def test_the_editor_gets_a_task(self) -> None:
        self.assertTrue(newest().is_task)
        self.assertEqual(newest().form_url, "https://www.alderbeck.example/form")

    def test_the_council_gets_no_email(self) -> None:
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox, [])
        self.assertEqual(len(news()), 1)

    def test_what_is_to_be_entered_does_not_speak_of_an_email(self) -> None:
        self.assertNotIn("email", newest().text_body)
        self.assertNotIn("This email", newest().html_body)

    def test_a_second_change_is_the_same_task(self) -> None:
        self.offer.body = complete_body(council_link=self.council.pk, health=NURSE)
        self.publish(self.offer)
        self.assertEqual(news(), [("published", "replaced"), ("published", "held")])


class TestDiverted(PublicSiteTestCase):
    """A site that is made ready sends its emails to the agency."""

    def setUp(self) -> None:
        super().setUp()
        self.own = CouncilNoticeSettings.objects.create(
            site=Site.objects.get(is_default_site=True),
            delivery=SiteDelivery.DIVERT,
            divert_to="me@agency.example",
        )
        self.offer = self.publish(complete_offer())
        deliver_due()

    def test_the_council_is_not_told(self) -> None:
        self.assertEqual(mail.outbox[0].to, ["me@agency.example"])
        self.assertTrue(newest().diverted)

    def test_nothing_is_sent_twice_meanwhile(self) -> None:
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(mail.outbox), 1)

    def test_the_council_is_told_as_soon_as_nothing_is_diverted(self) -> None:
        CouncilNoticeSettings.objects.update(delivery=SiteDelivery.SEND)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox[1].to, [lancashire().update_email])
        self.assertEqual(newest().kind, NoticeKind.PUBLISHED)

    def test_the_council_does_not_hear_of_the_end_of_what_it_never_knew(self) -> None:
        Site.objects.all().delete()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(mail.outbox), 1)

    def test_without_an_address_nothing_is_sent(self) -> None:
        CouncilNoticeSettings.objects.update(divert_to="")
        self.publish(complete_offer())
        self.assertEqual(newest().status, NoticeStatus.HELD)

    def test_nobody_fills_in_a_real_councils_form(self) -> None:
        council = make_council(
            contact_by=CouncilContact.SELF_SERVICE,
            form_url="https://www.alderbeck.example/form",
        )
        self.publish(complete_offer(body=complete_body(council_link=council.pk)))
        self.assertFalse(newest().is_task)
        self.assertEqual(newest().recipient, "me@agency.example")


class TestAnotherWay(ToldTestCase):
    def test_what_goes_another_way_says_so(self) -> None:
        self.change(health=NURSE)
        Council.objects.update(update_email="new@council.example")
        announce(self.offer.pk)
        replaced = CouncilNotice.objects.get(status=NoticeStatus.REPLACED)
        self.assertIn("It was written anew", replaced.reason)


class TestSiteSafety(ToldTestCase):
    @override_settings(ALLOWED_HOSTS=["staging.agency.school"])
    def test_what_waited_when_the_site_was_copied_is_held_at_the_last(self) -> None:
        with override_settings(ALLOWED_HOSTS=["*"]):
            self.change(health=NURSE)
        mail.outbox.clear()
        # Nothing was announced before, for instance because a template is broken.
        self.assertEqual(deliver_due(), {})
        self.assertEqual(mail.outbox, [])
        self.assertEqual(newest().status, NoticeStatus.HELD)

    @override_settings(ALLOWED_HOSTS=["*"], DEBUG=True)
    def test_a_developers_machine_that_serves_any_host_tells_nothing(self) -> None:
        self.change(health=NURSE)
        self.assertEqual(newest().status, NoticeStatus.HELD)

    @override_settings(ALLOWED_HOSTS=["staging.agency.school"])
    def test_a_copy_that_does_not_answer_for_the_site_tells_nothing(self) -> None:
        self.change(health=NURSE)
        self.assertEqual(newest().status, NoticeStatus.HELD)
        self.assertIn("doesn’t answer for", newest().reason)

    @override_settings(ALLOWED_HOSTS=["staging.agency.school"])
    def test_nor_that_an_offer_is_gone_from_the_copy(self) -> None:
        self.unpublish(self.offer)
        self.assertEqual(newest().status, NoticeStatus.HELD)

    @override_settings(ALLOWED_HOSTS=[".hawthornbank.school"])
    def test_a_pattern_that_has_the_hostname_will_do(self) -> None:
        self.change(health=NURSE)
        self.assertEqual(newest().status, NoticeStatus.PENDING)

    @override_settings(ALLOWED_HOSTS=[], DEBUG=True)
    def test_a_developers_machine_tells_nothing(self) -> None:
        self.change(health=NURSE)
        self.assertEqual(newest().status, NoticeStatus.HELD)

    @override_settings(WAGTAIL_LOCALOFFER={"HOLD": True})
    def test_the_project_can_hold_everything(self) -> None:
        self.change(health=NURSE)
        self.assertEqual(newest().status, NoticeStatus.HELD)

    def test_what_waited_when_everything_was_held_is_not_sent(self) -> None:
        self.change(health=NURSE)
        with override_settings(WAGTAIL_LOCALOFFER={"HOLD": True}):
            deliver_due()
        self.assertEqual(newest().status, NoticeStatus.PENDING)

    def test_a_new_reason_to_hold_is_shown(self) -> None:
        with override_settings(ALLOWED_HOSTS=["staging.agency.school"]):
            self.change(health=NURSE)
        with override_settings(WAGTAIL_LOCALOFFER={"HOLD": True}):
            announce(self.offer.pk)
        self.assertIn("HOLD", newest().reason)
