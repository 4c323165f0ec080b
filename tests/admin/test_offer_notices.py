"""What an editor sees of the notices of an offer, and what stands on the dashboard."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.messages import get_messages
from django.core import mail
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, PageViewRestriction, Site

from tests.builders import complete_offer, lancashire, save_draft
from tests.form_data import offer_form_data
from tests.mailserver import ClosedPort, MailServer, Manner
from tests.support import (
    BY_COMMAND_ONLY,
    CommittingTestCase,
    PublicSiteTestCase,
    make_notice,
    set_hostname,
)
from wagtail_localoffer.admin.dashboard import PANEL_ROWS, StuckNoticesPanel
from wagtail_localoffer.choices import CouncilContact, NoticeStatus, SiteDelivery
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    HealthServicePage,
    LocalOfferPage,
    replace_council,
)
from wagtail_localoffer.notices.delivery import deliver_due

FORM = "https://council.example/form"


def make_editor(name: str, *pages: Page, permissions: tuple[str, ...] = ()) -> User:
    """Somebody who may edit and publish below ``pages``, and nothing else."""
    group = Group.objects.create(name=name)
    codenames = ("access_admin", *permissions)
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    for page in pages:
        for codename in ("change_page", "publish_page"):
            GroupPagePermission.objects.create(
                group=group,
                page=page,
                permission=Permission.objects.get(codename=codename),
            )
    user = User.objects.create_user(name, f"{name}@school.example")
    user.groups.add(group)
    return user


def make_held_notices(number: int, **changes: Any) -> list[CouncilNotice]:
    values = {
        "status": NoticeStatus.HELD,
        "next_attempt_at": None,
        "reason": "This site holds its notices back.",
        **changes,
    }
    return [make_notice(**values) for _number in range(number)]


def make_failed_notice(**changes: Any) -> CouncilNotice:
    return make_notice(
        status=NoticeStatus.FAILED,
        next_attempt_at=None,
        reason="Given up after 8 tries.",
        **changes,
    )


def use_self_service() -> Council:
    council = lancashire()
    council.contact_by = CouncilContact.SELF_SERVICE
    council.form_url = FORM
    council.save()
    return council


def hold_back() -> None:
    site = Site.objects.get(is_default_site=True)
    CouncilNoticeSettings.objects.create(site=site, delivery=SiteDelivery.HOLD)


class NewsTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = User.objects.create_superuser("priya", "priya@school.example")
        self.client.force_login(self.user)

    def make_told_offer(self) -> Any:
        offer = self.publish(complete_offer())
        deliver_due()
        mail.outbox.clear()
        return offer

    def change_draft(self, offer: Any, **changes: Any) -> Any:
        for name, value in {"telephone": "01632 960099", **changes}.items():
            setattr(offer, name, value)
        return save_draft(offer)

    def get(self, name: str, *args: Any) -> Any:
        return self.client.get(reverse(f"wagtail_localoffer:{name}", args=args))

    def post(self, name: str, *args: Any) -> Any:
        url = reverse(f"wagtail_localoffer:{name}", args=args)
        return self.client.post(url, follow=True)

    def get_editor(self, offer: Any) -> Any:
        return self.client.get(reverse("wagtailadmin_pages:edit", args=[offer.pk]))

    def post_editor(self, offer: Any, **fields: Any) -> Any:
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        data = {**offer_form_data(offer, run_by=offer.run_by), **fields}
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(url, data)

    def count_queries(self, url: str) -> int:
        # The first visit fills the caches of content types and permissions.
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        return len(captured)


class PanelTests(NewsTestCase):
    def test_the_editor_says_what_the_council_was_told(self) -> None:
        response = self.get("council_news", self.make_told_offer().pk)
        self.assertContains(response, "Lancashire County Council was told on ")
        self.assertContains(response, "that the offer is published.")
        self.assertContains(response, "There is nothing new to tell Lancashire")

    def test_it_shows_the_message_as_it_was_sent(self) -> None:
        offer = self.make_told_offer()
        notice = CouncilNotice.objects.get()
        response = self.get("council_news", offer.pk)
        self.assertContains(response, notice.subject)
        self.assertContains(response, notice.recipient)
        self.assertContains(response, "has published its SEND local offer.\n")

    def test_it_follows_the_newest_draft(self) -> None:
        offer = self.change_draft(self.make_told_offer())
        words = (
            "If you publish this version, Lancashire County Council is told about 1 "
            "changed section: About the setting."
        )
        self.assertContains(self.get("council_news", offer.pk), words)
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_a_page_that_was_never_published_says_what_will_come(self) -> None:
        response = self.get("council_news", complete_offer().pk)
        self.assertContains(response, "No council has been told of this offer yet.")
        self.assertContains(response, "is told that the offer is published.")

    def test_a_new_page_says_that_the_council_will_be_told(self) -> None:
        parent = Page.objects.get(depth=2).pk
        url = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_localoffer", "localofferpage", parent],
        )
        self.assertContains(
            self.client.get(url), "Your council is told when you publish this offer."
        )

    def test_what_was_diverted_is_said_so_after_the_settings_have_changed(self) -> None:
        diverting = {**BY_COMMAND_ONLY, "DIVERT_TO": "staging@school.example"}
        with self.settings(WAGTAIL_LOCALOFFER=diverting):
            offer = self.make_told_offer()
        self.assertContains(
            self.get("council_news", offer.pk),
            "staging@school.example (instead of Lancashire County Council) was told",
        )

    def test_what_is_held_back_says_why_and_what_to_do(self) -> None:
        hold_back()
        offer = self.publish(complete_offer())
        response = self.get("council_news", offer.pk)
        self.assertContains(response, "has not been told that the offer is published.")
        self.assertContains(response, "This site holds its notices back.")
        self.assertContains(response, "then look again")

    def test_who_may_not_act_is_told_whom_to_ask(self) -> None:
        hold_back()
        offer = self.publish(complete_offer())
        self.client.force_login(make_editor("anwar", offer))
        response = self.get("council_news", offer.pk)
        self.assertContains(response, "Show this to a moderator")
        self.assertNotContains(response, "look again")
        self.assertNotContains(response, "See the notice")

    def test_what_waits_does_not_hide_what_was_told_before(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        self.publish(offer)
        response = self.get("council_news", offer.pk)
        self.assertContains(response, "will be told about 1 changed section")
        self.assertContains(response, "Before that: Lancashire County Council was told")

    def test_what_is_published_and_waits_is_not_foretold(self) -> None:
        offer = self.publish(complete_offer())
        self.assertNotContains(
            self.get("council_news", offer.pk), "If you publish this version"
        )
        offer = self.change_draft(offer)
        self.assertContains(
            self.get("council_news", offer.pk), "If you publish this version"
        )

    def test_a_task_names_the_form(self) -> None:
        use_self_service()
        offer = self.publish(complete_offer())
        response = self.get("council_news", offer.pk)
        self.assertContains(response, f'<a href="{FORM}">the council’s form</a>')
        self.assertContains(response, "Say that it is done")

    def test_what_somebody_wrote_is_shown_as_text(self) -> None:
        offer = self.make_told_offer()
        CouncilNotice.objects.update(
            council_name="<b>Lancashire</b>", text_body="<script>", subject="<i>"
        )
        response = self.get("council_news", offer.pk)
        self.assertContains(response, "&lt;b&gt;Lancashire")
        for markup in ("<script>", "<i>", "<b>"):
            self.assertNotContains(response, markup)

    def test_a_broken_template_of_an_email_keeps_nobody_from_editing(self) -> None:
        offer = self.change_draft(self.make_told_offer())
        folder = self.enterContext(TemporaryDirectory())
        template = Path(folder) / "wagtail_localoffer" / "email" / "updated.txt"
        template.parent.mkdir(parents=True)
        template.write_text("{% nothing_like_this %}")
        (engine,) = settings.TEMPLATES
        with (
            self.settings(TEMPLATES=[{**engine, "DIRS": [folder]}]),
            self.assertLogs("wagtail_localoffer", "ERROR"),
        ):
            response = self.get("council_news", offer.pk)
        self.assertContains(response, "could not be found out")
        self.assertContains(response, "was told on")

    def test_it_costs_as_many_queries_with_many_notices_as_with_one(self) -> None:
        offer = self.make_told_offer()
        url = reverse("wagtail_localoffer:council_news", args=[offer.pk])
        few = self.count_queries(url)
        told = CouncilNotice.objects.get()
        for number in range(2, 30):
            make_notice(
                offer_id=offer.pk,
                number=number,
                url=told.url,
                digest=told.digest,
                status=NoticeStatus.SENT,
                sent_at=timezone.now(),
                next_attempt_at=None,
            )
        self.assertEqual(self.count_queries(url), few)
        # One for each kind of offer about settings is among them, and three for whether
        # the public can read it in this language or in another one.
        self.assertLessEqual(few, 23)


class SmallCorrectionTests(NewsTestCase):
    def is_ticked(self, response: Any) -> bool:
        return bool(response.context["form"]["minor_change"].value())

    def test_a_ticked_change_is_not_told_and_the_next_one_is_named(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        response = self.post_editor(offer, minor_change="on", **PUBLISH)
        self.assertEqual(CouncilNotice.objects.count(), 1)
        self.assertIn("this was a small correction", read_messages(response))
        response = self.get("council_news", offer.pk)
        self.assertContains(response, "small corrections in 1 section since then")

    def test_the_tick_is_for_one_publication(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        self.post_editor(offer, minor_change="on", **PUBLISH)
        self.assertFalse(self.is_ticked(self.get_editor(offer)))

    def test_the_tick_of_a_draft_stays(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        self.post_editor(offer, minor_change="on")
        self.assertTrue(self.is_ticked(self.get_editor(offer)))
        self.assertContains(
            self.get("council_news", offer.pk), "is marked as a small correction"
        )

    def test_a_tick_that_is_taken_away_has_the_council_told(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        self.post_editor(offer, minor_change="on")
        self.post_editor(offer, **PUBLISH)
        self.assertEqual(CouncilNotice.objects.count(), 2)

    def test_an_offer_that_was_never_live_has_none(self) -> None:
        self.assertNotContains(self.get_editor(complete_offer()), "id_minor_change")

    def test_one_that_was_never_saved_has_none(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        for model in (LocalOfferPage, HealthServicePage):
            name = model._meta.model_name
            args = [model._meta.app_label, name, root.pk]
            with self.subTest(name):
                response = self.client.get(reverse("wagtailadmin_pages:add", args=args))
                self.assertContains(response, "id_setting_name")
                self.assertNotContains(response, "id_minor_change")


#: The button that publishes.
PUBLISH = {"action-publish": "action-publish"}


def read_messages(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


class MessageTests(NewsTestCase):
    def test_publishing_in_a_transaction_says_what_will_be_told(self) -> None:
        response = self.post_editor(complete_offer(), **PUBLISH)
        words = "Lancashire County Council will be told that the offer is published."
        self.assertIn(words, read_messages(response))

    def test_nothing_new_is_said(self) -> None:
        response = self.post_editor(self.make_told_offer(), **PUBLISH)
        self.assertIn(
            "There is nothing new to tell Lancashire County Council.",
            read_messages(response),
        )

    def test_a_private_page_says_that_nobody_is_told(self) -> None:
        offer = complete_offer()
        PageViewRestriction.objects.create(page=offer, restriction_type="login")
        response = self.post_editor(offer, **PUBLISH)
        self.assertIn("the public can’t read this page", read_messages(response))

    def test_a_version_that_is_scheduled_says_nothing_yet(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        response = self.post_editor(offer, go_live_at="2099-01-01 09:00", **PUBLISH)
        words = read_messages(response)
        self.assertIn("scheduled", words)
        self.assertNotIn("Lancashire", words)

    def test_a_page_that_is_no_offer_is_published_as_ever(self) -> None:
        page = Page.objects.get(depth=2).add_child(
            instance=Page(title="News", slug="news", live=False)
        )
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = {"title": "News", "slug": "news", **PUBLISH}
        comments = offer_form_data(complete_offer())
        data |= {key: comments[key] for key in comments if key.startswith("comments")}
        response = self.client.post(url, data)
        self.assertIn("has been published", read_messages(response))
        self.assertNotIn("council", read_messages(response))

    def test_bulk_publishing_and_an_approval_work_as_ever(self) -> None:
        offer = complete_offer()
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(f"{url}?id={offer.pk}")
        self.assertTrue(LocalOfferPage.objects.get(pk=offer.pk).live)
        offer = self.change_draft(LocalOfferPage.objects.get(pk=offer.pk))
        offer.get_workflow().start(offer, self.user)
        self.post_editor(
            offer,
            **{
                "action-workflow-action": "true",
                "workflow-action-name": "approve",
            },
        )
        offer.refresh_from_db()
        self.assertFalse(offer.has_unpublished_changes)


class CommittedMessageTests(CommittingTestCase):
    """Without a transaction around the request, it is over before the message."""

    def setUp(self) -> None:
        super().setUp()
        self.user = User.objects.create_superuser("priya", "priya@school.example")
        self.client.force_login(self.user)

    def publish(self, offer: Any = None) -> str:
        offer = offer or complete_offer()
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        data = offer_form_data(offer, run_by=offer.run_by, **PUBLISH)
        return read_messages(self.client.post(url, data))

    def test_it_says_that_the_council_was_told(self) -> None:
        with MailServer() as server, server.settings():
            words = self.publish()
        self.assertEqual(len(server.received), 1)
        self.assertRegex(
            words,
            r"Lancashire County Council was told on \d+ \w+ \d{4} at \d\d:\d\d that "
            r"the offer is published\.",
        )

    def test_both_councils_are_named_after_a_change_from_one_to_the_other(self) -> None:
        other = Council.objects.create(
            name="Meadow Council",
            local_offer_url="https://meadow.example/send",
            update_email="send@meadow.example",
        )
        with MailServer() as server, server.settings():
            self.publish()
            offer = LocalOfferPage.objects.get()
            replace_council(offer, lancashire(), other)
            words = self.publish(offer)
        for sentence in (
            r"Lancashire County Council was told on [^.]* to take the offer off its",
            r"Meadow Council was told on [^.]* that the offer is published\.",
        ):
            self.assertRegex(words, sentence)

    def test_a_refusal_is_said(self) -> None:
        with MailServer(Manner.REFUSE_FOR_NOW) as server, server.settings():
            words = self.publish()
        self.assertIn("will be told that the offer is published. Try 1 of 8", words)
        self.assertIn("The next try is on", words)

    def test_what_is_held_back_says_why(self) -> None:
        set_hostname("localhost")
        words = self.publish()
        self.assertIn("has not been told", words)
        self.assertIn("is a local one", words)


class NoticesPageTests(NewsTestCase):
    def test_it_shows_the_state_the_preview_and_all_notices(self) -> None:
        offer = self.change_draft(self.make_told_offer())
        response = self.get("offer_notices", offer.pk)
        self.assertContains(response, "Lancashire County Council was told on ")
        self.assertContains(response, "Local offer updated: Hawthorn Bank")
        self.assertContains(response, "Local offer published: Hawthorn Bank")
        notice = CouncilNotice.objects.get()
        inspect = "wagtail_localoffer_councilnotice_modeladmin_inspect"
        self.assertContains(response, reverse(inspect, args=[notice.pk]))

    def test_the_preview_is_framed_and_may_run_nothing(self) -> None:
        offer = self.change_draft(self.make_told_offer())
        place = (offer.pk, lancashire().pk)
        url = reverse("wagtail_localoffer:preview_message", args=place)
        self.assertContains(self.get("offer_notices", offer.pk), f'src="{url}"')
        response = self.client.get(url)
        self.assertContains(response, "has updated its SEND local offer")
        # The sandbox has no windows to which its links could lead.
        self.assertContains(response, '<base target="_blank">')
        self.assertIn("sandbox", response["Content-Security-Policy"])
        self.assertEqual(response["X-Frame-Options"], "SAMEORIGIN")

    def test_without_news_there_is_no_preview(self) -> None:
        offer = self.make_told_offer()
        response = self.get("preview_message", offer.pk, lancashire().pk)
        self.assertEqual(response.status_code, 404)

    def test_the_last_message_is_framed_and_may_run_nothing(self) -> None:
        offer = self.make_told_offer()
        response = self.get("last_message", offer.pk)
        self.assertContains(response, "has published its SEND local offer")
        self.assertContains(response, '<base target="_blank">')
        self.assertIn("sandbox", response["Content-Security-Policy"])

    def test_an_offer_that_was_never_told_has_no_last_message(self) -> None:
        offer = complete_offer()
        self.assertEqual(self.get("last_message", offer.pk).status_code, 404)
        self.assertEqual(self.get("offer_notices", offer.pk).status_code, 200)

    def test_what_was_sent_can_be_sent_again_by_whoever_may(self) -> None:
        offer = self.make_told_offer()
        notice = CouncilNotice.objects.get()
        url = reverse("wagtail_localoffer:send_again_notice", args=[notice.pk])
        self.assertContains(self.get("offer_notices", offer.pk), f'href="{url}"')
        self.client.force_login(make_editor("anwar", offer))
        self.assertNotContains(self.get("offer_notices", offer.pk), url)

    def test_without_the_log_there_are_words_and_no_links_to_it(self) -> None:
        offer = self.make_told_offer()
        self.client.force_login(make_editor("anwar", offer))
        response = self.get("offer_notices", offer.pk)
        self.assertContains(response, "was told on")
        self.assertNotContains(response, "/councilnotice/")

    def test_older_notices_than_it_has_room_for_are_in_the_log(self) -> None:
        offer = self.make_told_offer()
        for number in range(2, 30):
            make_notice(offer_id=offer.pk, number=number)
        response = self.get("offer_notices", offer.pk)
        self.assertContains(response, "Older ones are in the list of all notices.")

    def test_a_message_whose_personal_data_was_deleted_says_so(self) -> None:
        offer = self.make_told_offer()
        CouncilNotice.objects.update(text_body="", html_body="", recipient="")
        response = self.get("offer_notices", offer.pk)
        self.assertContains(response, "The message was deleted")
        self.assertNotContains(response, "as a test")

    def test_the_editor_s_menu_leads_to_it(self) -> None:
        offer = complete_offer()
        url = reverse("wagtail_localoffer:offer_notices", args=[offer.pk])
        menu = reverse("wagtailadmin_explore", args=[offer.pk])
        self.assertContains(self.client.get(menu), url)
        # Of a page that is no offer there is none.
        home = Page.objects.get(depth=2)
        menu = reverse("wagtailadmin_explore", args=[home.pk])
        self.assertNotContains(self.client.get(menu), f"/{home.pk}/notices/")

    def test_it_costs_as_many_queries_with_many_notices_as_with_one(self) -> None:
        offer = self.make_told_offer()
        url = reverse("wagtail_localoffer:offer_notices", args=[offer.pk])
        few = self.count_queries(url)
        for number in range(2, 30):
            make_notice(offer_id=offer.pk, number=number)
        self.assertLessEqual(self.count_queries(url), few)


class PermissionTests(NewsTestCase):
    def open_all(self, offer: Any) -> list[int]:
        task = make_notice(
            offer_id=offer.pk,
            number=99,
            status=NoticeStatus.HELD,
            next_attempt_at=None,
            form_url=FORM,
        )
        return [
            self.get("council_news", offer.pk).status_code,
            self.get("offer_notices", offer.pk).status_code,
            self.get("preview_message", offer.pk, lancashire().pk).status_code,
            self.get("last_message", offer.pk).status_code,
            self.client.post(
                reverse("wagtail_localoffer:send_test", args=[offer.pk])
            ).status_code,
            self.client.post(
                reverse("wagtail_localoffer:finish_task", args=[offer.pk, task.pk])
            ).status_code,
        ]

    def test_who_may_not_edit_the_page_sees_and_does_nothing(self) -> None:
        mine, other = complete_offer(), self.make_told_offer()
        self.client.force_login(make_editor("anwar", mine))
        self.assertEqual(self.open_all(other), [302] * 6)
        self.assertEqual(mail.outbox, [])
        self.assertTrue(CouncilNotice.objects.get(number=99).is_task)

    def test_nor_does_anybody_without_logging_in(self) -> None:
        offer = self.make_told_offer()
        self.client.logout()
        self.assertEqual(self.open_all(offer), [302] * 6)
        self.assertEqual(mail.outbox, [])

    def test_a_private_page_shows_nothing_to_others(self) -> None:
        mine, other = complete_offer(), self.make_told_offer()
        PageViewRestriction.objects.create(page=other, restriction_type="login")
        self.client.force_login(make_editor("anwar", mine))
        self.assertEqual(self.open_all(other), [302] * 6)

    def test_a_page_that_is_no_offer_has_none(self) -> None:
        home = Page.objects.get(depth=2)
        self.assertEqual(self.get("offer_notices", home.pk).status_code, 404)

    def test_a_get_sends_nothing_and_finishes_nothing(self) -> None:
        offer = self.make_told_offer()
        self.assertEqual(self.get("send_test", offer.pk).status_code, 405)
        self.assertEqual(self.get("finish_task", offer.pk, 1).status_code, 405)


class SendTestTests(NewsTestCase):
    def test_it_goes_to_whoever_asked_and_to_nobody_else(self) -> None:
        offer = self.change_draft(self.make_told_offer())
        response = self.post("send_test", offer.pk)
        self.assertContains(response, "A test was sent to priya@school.example.")
        (message,) = mail.outbox
        self.assertEqual(message.recipients(), ["priya@school.example"])
        self.assertTrue(message.subject.startswith("Test: Local offer updated"))
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_without_news_it_is_the_last_message(self) -> None:
        self.post("send_test", self.make_told_offer().pk)
        (message,) = mail.outbox
        self.assertTrue(message.subject.startswith("Test: Local offer published"))

    def test_an_account_without_an_address_is_told_so(self) -> None:
        offer = self.make_told_offer()
        User.objects.update(email="")
        response = self.post("send_test", offer.pk)
        self.assertContains(response, "Your account has no email address.")
        self.assertEqual(mail.outbox, [])

    def test_there_may_be_nothing_to_send(self) -> None:
        offer = self.make_told_offer()
        CouncilNotice.objects.update(text_body="", html_body="")
        response = self.post("send_test", offer.pk)
        self.assertContains(response, "There is no message that could be sent.")

    def test_a_refusal_is_said_in_words(self) -> None:
        offer = self.make_told_offer()
        with MailServer(Manner.REFUSE_RECIPIENT) as server, server.settings():
            response = self.post("send_test", offer.pk)
        self.assertContains(response, "The test was not sent. The mail server refused")

    def test_a_server_that_is_not_there_is_said_in_words(self) -> None:
        offer = self.make_told_offer()
        with ClosedPort() as port, port.settings():
            response = self.post("send_test", offer.pk)
        self.assertContains(response, "could not be reached")

    def test_a_copy_of_the_site_may_send_one(self) -> None:
        hold_back()
        offer = self.publish(complete_offer())
        self.post("send_test", offer.pk)
        self.assertEqual(mail.outbox[0].to, ["priya@school.example"])


class TaskTests(NewsTestCase):
    def test_an_editor_says_that_it_is_done(self) -> None:
        use_self_service()
        offer = self.publish(complete_offer())
        self.client.force_login(make_editor("anwar", offer))
        task = CouncilNotice.objects.get()
        url = reverse("wagtail_localoffer:finish_task", args=[offer.pk, task.pk])
        self.assertContains(self.get("offer_notices", offer.pk), f'action="{url}"')
        response = self.client.post(url, follow=True)
        self.assertContains(response, "has the news through its form")
        self.assertContains(response, "was told through its form on")
        task.refresh_from_db()
        self.assertEqual(task.status, NoticeStatus.SENT)

    def test_what_is_entered_in_a_form_is_not_shown_with_an_address(self) -> None:
        council = use_self_service()
        response = self.get("offer_notices", self.publish(complete_offer()).pk)
        self.assertContains(response, f'<dd><a href="{FORM}">')
        self.assertNotContains(response, council.update_email)

    def test_what_is_to_be_entered_is_shown_once(self) -> None:
        use_self_service()
        offer = self.publish(complete_offer())
        response = self.get("offer_notices", offer.pk)
        (line,) = CouncilNotice.objects.get().text_body.splitlines()[:1]
        self.assertContains(response, line, count=1)
        # What would be told of a newer draft is another message.
        offer.setting_name = "Another name"
        offer.save_revision()
        response = self.get("offer_notices", offer.pk)
        self.assertContains(response, "localoffer-notice__text", count=2)

    def test_it_is_done_once(self) -> None:
        use_self_service()
        offer = self.publish(complete_offer())
        task = CouncilNotice.objects.get()
        self.post("finish_task", offer.pk, task.pk)
        response = self.post("finish_task", offer.pk, task.pk)
        self.assertContains(response, "this notice has changed in the meantime")

    def test_a_task_of_another_offer_is_not_there(self) -> None:
        use_self_service()
        offer, other = complete_offer(), self.publish(complete_offer())
        task = CouncilNotice.objects.get(offer_id=other.pk)
        response = self.post("finish_task", offer.pk, task.pk)
        self.assertEqual(response.status_code, 404)


class DashboardTests(NewsTestCase):
    def list_lines(self, user: User | None = None) -> dict[str, Any]:
        request = RequestFactory().get("/admin/")
        request.user = User.objects.get(pk=(user or self.user).pk)
        return StuckNoticesPanel().get_context_data({"request": request})

    def test_it_says_what_failed_and_what_to_do(self) -> None:
        notice = make_failed_notice()
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, "Councils that have not been told")
        self.assertContains(response, "could not be told that the offer is published.")
        self.assertContains(response, "Given up after 8 tries.")
        self.assertContains(response, "Then try again.")
        inspect = "wagtail_localoffer_councilnotice_modeladmin_inspect"
        self.assertContains(response, reverse(inspect, args=[notice.pk]))

    def test_a_task_leads_to_the_form(self) -> None:
        make_held_notices(1, form_url=FORM)
        self.assertContains(self.client.get(reverse("wagtailadmin_home")), FORM)

    def test_without_anything_to_do_it_is_not_there(self) -> None:
        make_notice()
        self.assertNotContains(
            self.client.get(reverse("wagtailadmin_home")), "have not been told"
        )

    def test_what_the_same_thing_holds_back_is_one_line(self) -> None:
        make_held_notices(12)
        make_held_notices(1, reason="Lancashire has no email address.")
        lines = self.list_lines()["lines"]
        self.assertEqual(
            [line["sentence"] for line in lines],
            ["12 notices are held back.", "1 notice is held back."],
        )
        self.assertIn("status__exact=held", lines[0]["url"])
        self.assertEqual(self.client.get(lines[0]["url"]).status_code, 200)

    def test_there_are_only_so_many_lines(self) -> None:
        for _number in range(PANEL_ROWS + 1):
            make_failed_notice()
        make_held_notices(2)
        context = self.list_lines()
        self.assertEqual(len(context["lines"]), PANEL_ROWS)
        self.assertEqual(context["more"], 3)
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, "and 3 more notices</a>")

    def test_an_editor_sees_those_of_their_own_offers(self) -> None:
        offer = complete_offer()
        mine = make_failed_notice(offer_id=offer.pk)
        make_failed_notice()
        make_held_notices(3)
        for permissions in ((), ("view_councilnotice",)):
            with self.subTest(permissions=permissions):
                editor = make_editor(f"e{len(permissions)}", offer)
                (line,) = self.list_lines(editor)["lines"]
                self.assertEqual(line["title"], mine.setting_name)
                self.assertIn(f"/{offer.pk}/notices/", line["url"])
                self.assertIn("Show this to a moderator", line["next_step"])

    def test_an_editor_without_the_log_gets_no_link_to_it(self) -> None:
        home = Page.objects.get(depth=2)
        offers = [complete_offer() for _number in range(2)]
        for offer in offers:
            make_held_notices(1, offer_id=offer.pk)
        context = self.list_lines(make_editor("anwar", home))
        self.assertIsNone(context["lines"][0]["url"])
        self.assertIsNone(context["log_url"])

    def test_it_costs_as_many_queries_for_many_as_for_one(self) -> None:
        make_failed_notice()
        make_held_notices(1)
        self.list_lines()
        with CaptureQueriesContext(connection) as few:
            self.list_lines()
        for _number in range(20):
            make_failed_notice()
            make_held_notices(1, reason=f"Reason {_number}")
        with self.assertNumQueries(len(few)):
            self.list_lines()


class HistoryTests(NewsTestCase):
    def get_history(self, offer: Any) -> Any:
        return self.client.get(reverse("wagtailadmin_pages:history", args=[offer.pk]))

    def test_it_says_what_the_council_was_told(self) -> None:
        offer = self.make_told_offer()
        self.assertContains(
            self.get_history(offer), "Lancashire County Council was told: Published"
        )

    def test_it_says_that_a_correction_was_not_told(self) -> None:
        offer = self.make_told_offer()
        offer.telephone = "01632 960099"
        self.post_editor(offer, minor_change="on", **PUBLISH)
        self.assertContains(
            self.get_history(offer),
            "Published as a small correction: the council was not told",
        )
