from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import SimpleTestCase, override_settings
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site

from tests.builders import SENCO, complete_body, complete_offer, lancashire, write
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import (
    BY_COMMAND_ONLY,
    HOSTNAME,
    PublicSiteTestCase,
    publish,
    set_hostname,
)
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.frameworks import SERVICE, TEAMS
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import Council, CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices import offer_state
from wagtail_localoffer.notices.changes import name_changed_parts
from wagtail_localoffer.notices.delivery import claim, deliver_due
from wagtail_localoffer.notices.planner import announce, announce_all


def section(text: str) -> dict[str, Any]:
    """The value of a section that says this."""
    return {"text": f"<p>{text}</p>", "more": []}


def only_notice() -> CouncilNotice:
    return CouncilNotice.objects.get()


def newest_notice() -> CouncilNotice:
    return CouncilNotice.objects.latest("pk")


def news() -> list[tuple[str, str]]:
    """The kind and the status of every notice, the oldest first."""
    return list(CouncilNotice.objects.order_by("pk").values_list("kind", "status"))


def run_command() -> None:
    with mock.patch("sys.stdout"):
        call_command("send_council_notices")


@pytest.mark.portable
class TestPublishing(PublicSiteTestCase):
    def test_a_published_offer_is_announced(self) -> None:
        offer = self.publish(complete_offer())
        notice = only_notice()
        self.assertEqual(notice.kind, NoticeKind.PUBLISHED)
        self.assertEqual(notice.status, NoticeStatus.PENDING)
        self.assertEqual(notice.reason, "It waits to be sent.")
        self.assertEqual(notice.offer_id, offer.pk)
        self.assertEqual(notice.changes, [])

    def test_a_notice_keeps_what_it_is_about(self) -> None:
        offer = self.publish(complete_offer())
        notice = only_notice()
        self.assertEqual(notice.url, f"http://{HOSTNAME}/{offer.slug}/")
        self.assertEqual(notice.page_title, offer.title)
        self.assertEqual(notice.setting_name, "Hawthorn Bank Primary School")
        self.assertEqual(notice.council, lancashire())
        self.assertEqual(notice.council_name, "Lancashire County Council")
        self.assertEqual(notice.recipient, "Lancashirelocaloffer@lancashire.gov.uk")
        self.assertEqual(notice.sender, settings.DEFAULT_FROM_EMAIL)
        self.assertEqual(notice.reply_to, SENCO["email"])

    def test_a_notice_is_due_at_once(self) -> None:
        self.publish(complete_offer())
        self.assertEqual(CouncilNotice.objects.due().get(), only_notice())

    def test_a_message_id_is_of_the_sites_own_domain(self) -> None:
        self.publish(complete_offer())
        self.assertRegex(only_notice().message_id, rf"^<[^@\s]+@{HOSTNAME}>$")

    def test_every_notice_has_a_message_id_of_its_own(self) -> None:
        self.publish(complete_offer())
        self.publish(complete_offer())
        ids = CouncilNotice.objects.values_list("message_id", flat=True)
        self.assertEqual(len(set(ids)), 2)

    def test_a_draft_is_not_announced(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            complete_offer().save_revision()
        run_command()
        self.assertEqual(news(), [])

    def test_an_offer_of_the_projects_own_kind_is_announced(self) -> None:
        offer = self.publish(complete_offer(model=TrustOfferPage))
        self.assertEqual(only_notice().offer_id, offer.pk)

    def test_the_command_finds_offers_of_the_projects_own_kind(self) -> None:
        offer = complete_offer(model=TrustOfferPage, live=True)
        run_command()
        self.assertEqual(only_notice().offer_id, offer.pk)

    def test_a_page_of_another_kind_is_passed_over(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        page = root.add_child(instance=HeadingPage(title="News", live=False))
        with self.captureOnCommitCallbacks() as callbacks:
            publish(page)
        ours = [each for each in callbacks if "wagtail_localoffer" in repr(each)]
        self.assertEqual(ours, [])

    def test_an_offer_published_in_bulk_is_announced(self) -> None:
        offers = [complete_offer(), complete_offer()]
        self.client.force_login(User.objects.create_superuser("editor"))
        url = reverse(
            "wagtail_bulk_action", args=("wagtailcore", "page", "publish")
        ) + "".join(f"&id={offer.pk}" for offer in offers).replace("&", "?", 1)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(url)
        self.assertEqual(
            set(CouncilNotice.objects.values_list("offer_id", flat=True)),
            {offer.pk for offer in offers},
        )

    def test_an_offer_that_is_only_scheduled_is_not_announced(self) -> None:
        offer = complete_offer(go_live_at=timezone.now() + timedelta(days=7))
        self.publish(offer)
        run_command()
        self.assertFalse(offer.live)
        self.assertEqual(news(), [])

    def test_a_scheduled_offer_is_announced_when_it_goes_live(self) -> None:
        offer = complete_offer(go_live_at=timezone.now() + timedelta(days=7))
        self.publish(offer)
        later = timezone.now() + timedelta(days=8)
        with (
            mock.patch.object(timezone, "now", return_value=later),
            self.captureOnCommitCallbacks(execute=True),
        ):
            call_command("publish_scheduled")
        self.assertEqual(only_notice().offer_id, offer.pk)

    def test_announcing_twice_writes_one_notice(self) -> None:
        offer = complete_offer(live=True)
        self.assertEqual(announce(offer.pk), [only_notice()])
        self.assertEqual(announce(offer.pk), [])
        self.assertEqual(news(), [("published", "pending")])

    def test_a_batch_that_is_rolled_back_announces_nothing(self) -> None:
        offer = complete_offer()
        with (
            self.captureOnCommitCallbacks(execute=True),
            self.assertRaises(ZeroDivisionError),
            transaction.atomic(),
        ):
            offer.save_revision().publish()
            _ = 1 / 0
        self.assertEqual(news(), [])

    def test_nothing_is_looked_at_before_the_commit(self) -> None:
        offer = complete_offer()
        with self.captureOnCommitCallbacks() as callbacks:
            offer.save_revision().publish()
            self.assertEqual(news(), [])
        self.assertTrue(callbacks)

    def test_what_a_signal_missed_is_announced_by_the_command(self) -> None:
        # Without the callbacks, as after a crash between the commit and them.
        publish(complete_offer())
        self.assertEqual(news(), [])
        run_command()
        self.assertEqual(news(), [("published", "sent")])

    def test_an_unchanged_offer_costs_few_queries(self) -> None:
        offer = self.publish(complete_offer())
        deliver_due()
        announce(offer.pk)
        with self.assertNumQueries(10):
            announce(offer.pk)

    def test_a_name_in_any_script_is_kept(self) -> None:
        name = "Ysgol Tŷ Hafan – école 特殊学校 “Ōtara”"
        self.publish(complete_offer(setting_name=name, title=f"Offer of {name}"))
        notice = only_notice()
        self.assertEqual(notice.setting_name, name)
        self.assertEqual(notice.page_title, f"Offer of {name}")
        self.assertIn(name, notice.subject)
        self.assertIn(name, notice.text_body)
        self.assertIn(name, notice.html_body)

    def test_a_project_without_an_admin_address_can_announce(self) -> None:
        with override_settings():
            del settings.WAGTAILADMIN_BASE_URL
            self.publish(complete_offer())
        self.assertEqual(news(), [("published", "pending")])

    def test_a_notice_is_no_use_of_its_council(self) -> None:
        self.publish(complete_offer())
        notice = CouncilNotice.objects.get()
        index = ReferenceIndex.get_references_for_object(notice)
        self.assertFalse(index.exists())


@pytest.mark.portable
class TestUpdates(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.offer = self.publish(complete_offer())
        deliver_due()
        self.assertEqual(news(), [("published", "sent")])

    def change(self, **values: Any) -> None:
        """Publish the offer with these blocks in place of those that it had."""
        self.offer.body = complete_body(**values)
        self.publish(self.offer)

    def test_a_changed_section_is_told(self) -> None:
        self.change(health=section("A nurse comes every Tuesday."))
        notice = newest_notice()
        self.assertEqual(notice.kind, NoticeKind.UPDATED)
        self.assertEqual(notice.status, NoticeStatus.PENDING)

    def test_changed_parts_are_named_in_the_offers_order(self) -> None:
        self.offer.telephone = "01632 960011"
        self.change(
            activities=section("Chess on Mondays."),
            good_practice=section("We won a prize."),
            health=section("A nurse comes every Tuesday."),
            senco_contact={**SENCO, "name": "Jan Fielding"},
        )
        self.assertEqual(
            [change["heading"] for change in newest_notice().changes],
            [
                "About the setting",
                "SENCO contact: there is a new SENCO",
                "Promoting good practice and successes",
                "Health (including emotional health and well being)",
                "Extra curricular activities",
            ],
        )

    def test_changed_parts_have_deep_links(self) -> None:
        self.offer.address = "New Lane\nAlderbeck"
        self.change(
            senco_contact={**SENCO, "name": "Jan Fielding"},
            health=section("A nurse comes every Tuesday."),
            family_support=section("Ask the office for the form."),
        )
        address = f"http://{HOSTNAME}/{self.offer.slug}/"
        self.assertEqual(
            [change["url"] for change in newest_notice().changes],
            [
                f"{address}#about-the-setting",
                f"{address}#senco-contact",
                f"{address}#health",
                f"{address}#help-and-support-for-the-family",
            ],
        )

    def test_deep_links_lead_somewhere(self) -> None:
        self.offer.telephone = "01632 960011"
        self.change(
            **{
                key: section("Something else.")
                for key in self.offer.body.stream_block.child_blocks
                if key not in ("senco_contact", "council_link", "own_section")
            },
            senco_contact={**SENCO, "name": "Jan Fielding"},
        )
        html = self.client.get(f"/{self.offer.slug}/", SERVER_NAME=HOSTNAME).content
        changes = newest_notice().changes
        self.assertEqual(len(changes), 14)
        for change in changes:
            anchor = change["url"].partition("#")[2]
            self.assertIn(f'id="{anchor}"', html.decode())

    def test_a_section_of_the_settings_own_is_told(self) -> None:
        own = {"heading": "Our garden", **section("We dig.")}
        self.change(own_section=own)
        self.assertEqual(
            [change["heading"] for change in newest_notice().changes],
            ["Further information"],
        )

    def test_a_section_that_appears_is_told(self) -> None:
        self.change(the_setting=section("We are a nursery of two rooms."))
        self.assertEqual(
            [change["heading"] for change in newest_notice().changes], ["The Setting"]
        )

    def test_a_section_that_goes_is_told(self) -> None:
        self.change(the_setting=section("We are a nursery of two rooms."))
        deliver_due()
        self.change()
        self.assertEqual(
            [change["heading"] for change in newest_notice().changes], ["The Setting"]
        )

    def test_the_mail_names_what_changed(self) -> None:
        self.change(health=section("A nurse comes every Tuesday."))
        notice = newest_notice()
        link = f"http://{HOSTNAME}/{self.offer.slug}/#health"
        for body in (notice.text_body, notice.html_body):
            self.assertIn("Health (including emotional health and well being)", body)
            self.assertIn(link, body)
            self.assertNotIn("Teaching and learning", body)

    def test_changes_are_named_in_the_projects_language(self) -> None:
        front_sheets = {"en-gb": "About the setting", "ur": "ادارے کے بارے میں"}
        contacts = {
            "en-gb": "SENCO contact: there is a new SENCO",
            "ur": "SENCO سے رابطہ: اب نئے SENCO ہیں",
        }
        # The editor's is the other of the two.
        both = (("en-gb", "ur"), ("ur", "en-gb"))
        for number, (project, editor) in enumerate(both, start=1):
            with (
                self.subTest(project=project),
                override_settings(LANGUAGE_CODE=project),
                translation.override(editor),
            ):
                deliver_due()
                self.offer.telephone = f"01632 96001{number}"
                name = "Jan Fielding" if number == 1 else "Lee Shaw"
                self.change(senco_contact={**SENCO, "name": name})
                self.assertEqual(
                    [change["heading"] for change in newest_notice().changes],
                    [front_sheets[project], contacts[project]],
                )

    def test_an_unchanged_offer_is_not_told_again(self) -> None:
        self.publish(self.offer)
        self.publish(self.offer)
        run_command()
        self.assertEqual(news(), [("published", "sent")])

    def test_new_block_ids_are_no_change(self) -> None:
        self.offer.body = [
            {**block, "id": f"00000000-0000-4000-8000-{number:012}"}
            for number, block in enumerate(self.offer.body.get_prep_value())
        ]
        self.publish(self.offer)
        self.assertEqual(news(), [("published", "sent")])

    def test_the_editors_marks_in_rich_text_are_no_change(self) -> None:
        marked = (
            write("health").replace("<p>", '<p data-block-key="ab1cd">') + "<p></p>"
        )
        self.change(health={"text": marked, "more": []})
        self.assertEqual(news(), [("published", "sent")])

    def test_blocks_in_another_order_are_no_change(self) -> None:
        # The page has its own order.
        self.offer.body = self.offer.body.get_prep_value()[::-1]
        self.publish(self.offer)
        self.assertEqual(news(), [("published", "sent")])

    def test_a_field_that_readers_do_not_see_is_no_change(self) -> None:
        self.offer.search_description = "For search engines."
        self.publish(self.offer)
        self.assertEqual(news(), [("published", "sent")])

    def test_an_unpublished_update_is_not_told(self) -> None:
        self.offer.body = complete_body(health=section("Only a draft."))
        with self.captureOnCommitCallbacks(execute=True):
            self.offer.save_revision()
        run_command()
        self.assertEqual(news(), [("published", "sent")])

    def test_an_offer_of_another_council_is_new_to_it(self) -> None:
        cumbria = Council.objects.create(
            name="Alderbeck Council",
            local_offer_url="https://www.alderbeck.example/send",
            update_email="send@alderbeck.example",
        )
        self.change(council_link=cumbria.pk)
        notice = newest_notice()
        self.assertEqual(notice.kind, NoticeKind.PUBLISHED)
        self.assertEqual(notice.recipient, "send@alderbeck.example")
        self.assertEqual(notice.council, cumbria)


@pytest.mark.portable
class TestNewerNews(PublicSiteTestCase):
    """What has not been sent is replaced, not followed."""

    def setUp(self) -> None:
        super().setUp()
        self.offer = self.publish(complete_offer())

    def change(self, **values: Any) -> None:
        self.offer.body = complete_body(**values)
        self.publish(self.offer)

    def test_a_change_replaces_a_notice_that_was_not_sent(self) -> None:
        self.change(health=section("A nurse comes every Tuesday."))
        self.assertEqual(news(), [("published", "replaced"), ("published", "pending")])

    def test_a_replaced_notice_says_why(self) -> None:
        self.change(health=section("A nurse comes every Tuesday."))
        notice = CouncilNotice.objects.get(status=NoticeStatus.REPLACED)
        self.assertEqual(
            notice.reason,
            "Newer news of this offer took its place before it was sent.",
        )

    def test_a_replaced_notice_is_never_sent(self) -> None:
        self.change(health=section("A nurse comes every Tuesday."))
        deliver_due()
        self.assertEqual(len(mail.outbox), 1)

    def test_a_second_change_counts_from_what_was_told(self) -> None:
        deliver_due()
        self.change(health=section("A nurse comes every Tuesday."))
        self.change(
            health=section("A nurse comes every Tuesday."),
            transitions=section("We visit the next school together."),
        )
        self.assertEqual(
            news(),
            [("published", "sent"), ("updated", "replaced"), ("updated", "pending")],
        )
        self.assertEqual(
            [change["url"].partition("#")[2] for change in newest_notice().changes],
            ["health", "transitions"],
        )

    def test_a_change_that_is_taken_back_is_not_told(self) -> None:
        deliver_due()
        self.change(health=section("A nurse comes every Tuesday."))
        self.change()
        self.assertEqual(news(), [("published", "sent"), ("updated", "replaced")])

    def test_a_failed_notice_is_replaced_by_newer_news(self) -> None:
        CouncilNotice.objects.update(status=NoticeStatus.FAILED, next_attempt_at=None)
        self.change(health=section("A nurse comes every Tuesday."))
        self.assertEqual(news(), [("published", "replaced"), ("published", "pending")])

    def test_a_failed_notice_is_not_written_again(self) -> None:
        CouncilNotice.objects.update(status=NoticeStatus.FAILED, next_attempt_at=None)
        self.publish(self.offer)
        run_command()
        self.assertEqual(news(), [("published", "failed")])

    def test_a_corrected_address_of_the_council_replaces_a_failed_notice(self) -> None:
        CouncilNotice.objects.update(status=NoticeStatus.FAILED, next_attempt_at=None)
        Council.objects.update(update_email="new-address@council.example")
        run_command()
        self.assertEqual(news(), [("published", "replaced"), ("published", "sent")])
        self.assertEqual(mail.outbox[0].to, ["new-address@council.example"])

    def test_a_notice_that_is_being_sent_counts_as_told(self) -> None:
        claim([only_notice().pk])
        self.change(health=section("A nurse comes every Tuesday."))
        self.assertEqual(news(), [("published", "sending"), ("updated", "pending")])

    def test_an_offer_unpublished_in_time_is_not_told(self) -> None:
        self.unpublish(self.offer)
        notice = only_notice()
        self.assertEqual(notice.status, NoticeStatus.REPLACED)
        self.assertEqual(
            notice.reason,
            "It was no longer true by the time when it would have been sent.",
        )

    def test_an_offer_deleted_in_time_is_not_told(self) -> None:
        self.offer.delete()
        run_command()
        self.assertEqual(news(), [("published", "replaced")])
        self.assertEqual(mail.outbox, [])

    def test_an_offer_that_became_private_in_time_is_not_told(self) -> None:
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=self.offer.pk),
            restriction_type=PageViewRestriction.LOGIN,
        )
        run_command()
        self.assertEqual(news(), [("published", "replaced")])
        self.assertEqual(mail.outbox, [])

    def test_numbers_of_an_offers_notices_count_up(self) -> None:
        self.change(health=section("A nurse comes every Tuesday."))
        self.change(health=section("A nurse comes every Friday."))
        numbers = CouncilNotice.objects.order_by("pk").values_list("number", flat=True)
        self.assertEqual(list(numbers), [1, 2, 3])


class TestWhatThePublicCannotRead(PublicSiteTestCase):
    def restrict(self, page: Any, kind: str, **values: Any) -> None:
        restriction = PageViewRestriction.objects.create(
            page=Page.objects.get(pk=page.pk), restriction_type=kind, **values
        )
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.create(name="Governors"))

    def test_an_offer_behind_a_password_is_not_announced(self) -> None:
        offer = complete_offer()
        self.restrict(offer, PageViewRestriction.PASSWORD, password="open sesame")
        self.publish(offer)
        self.assertEqual(news(), [])

    def test_an_offer_behind_a_login_is_not_announced(self) -> None:
        offer = complete_offer()
        self.restrict(offer, PageViewRestriction.LOGIN)
        self.publish(offer)
        self.assertEqual(news(), [])

    def test_an_offer_for_one_group_is_not_announced(self) -> None:
        offer = complete_offer()
        self.restrict(offer, PageViewRestriction.GROUPS)
        self.publish(offer)
        self.assertEqual(news(), [])

    def test_an_offer_below_a_private_page_is_not_announced(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        parent = root.add_child(instance=HeadingPage(title="For staff"))
        self.restrict(parent, PageViewRestriction.LOGIN)
        self.publish(complete_offer(parent=parent))
        run_command()
        self.assertEqual(news(), [])

    def test_an_offer_that_becomes_public_is_announced(self) -> None:
        offer = complete_offer()
        self.restrict(offer, PageViewRestriction.LOGIN)
        self.publish(offer)
        PageViewRestriction.objects.all().delete()
        run_command()
        self.assertEqual(news(), [("published", "sent")])

    def test_an_offer_outside_of_all_sites_is_not_announced(self) -> None:
        self.publish(complete_offer(parent=Page.get_first_root_node()))
        run_command()
        self.assertEqual(news(), [])

    def test_a_new_alias_is_not_announced(self) -> None:
        offer = self.publish(complete_offer())
        with self.captureOnCommitCallbacks(execute=True):
            alias = offer.create_alias(update_slug="the-same-again")
        run_command()
        self.assertTrue(alias.live)
        self.assertEqual(only_notice().offer_id, offer.pk)

    def test_an_alias_is_not_announced_when_its_source_changes(self) -> None:
        offer = self.publish(complete_offer())
        alias = offer.create_alias(update_slug="the-same-again")
        deliver_due()
        offer.body = complete_body(health=section("A nurse comes every Tuesday."))
        self.publish(offer)
        alias.refresh_from_db()
        self.assertIn("A nurse comes", str(alias.body))
        self.assertEqual(news(), [("published", "sent"), ("updated", "pending")])
        self.assertEqual(newest_notice().offer_id, offer.pk)


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


class TestHeaders(PublicSiteTestCase):
    """Names and addresses can't write headers."""

    def send(self) -> Any:
        deliver_due()
        return mail.outbox[0].message()

    def test_a_setting_name_cannot_add_a_header(self) -> None:
        name = "Hawthorn Bank\r\nBcc: everyone@council.example\n\nBuy now"
        self.publish(complete_offer(setting_name=name))
        message = self.send()
        self.assertEqual(
            only_notice().subject,
            "Local offer published: Hawthorn Bank Bcc: everyone@council.example "
            "Buy now",
        )
        self.assertIsNone(message["Bcc"])
        self.assertEqual(only_notice().status, NoticeStatus.SENT)

    def test_a_page_title_cannot_add_a_header(self) -> None:
        self.publish(complete_offer(title="Our offer\r\nBcc: everyone@council.example"))
        self.assertIsNone(self.send()["Bcc"])
        self.assertEqual(
            only_notice().page_title, "Our offer Bcc: everyone@council.example"
        )

    def test_line_breaks_of_every_kind_are_taken_out_of_the_subject(self) -> None:
        breaks = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
        name = "".join(f"Bank{character}" for character in breaks)
        self.publish(complete_offer(setting_name=name))
        subject = only_notice().subject
        self.assertEqual(len(subject.splitlines()), 1)
        self.assertTrue(subject.endswith("Bank Bank"), subject)

    def test_a_setting_name_cannot_write_html(self) -> None:
        self.publish(complete_offer(setting_name="<script>alert(1)</script> & Co"))
        notice = only_notice()
        self.assertNotIn("<script>", notice.html_body)
        self.assertIn(
            "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co", notice.html_body
        )
        self.assertIn("<script>alert(1)</script> & Co", notice.text_body)

    def test_a_senco_address_with_a_header_in_it_gets_no_replies(self) -> None:
        for email in (
            "senco@school.example\nBcc: everyone@council.example",
            "senco@school.example\r\n\r\nBuy now",
            "senco@school.example, everyone@council.example",
            "Priya <senco@school.example>",
        ):
            with self.subTest(email):
                CouncilNotice.objects.all().delete()
                mail.outbox.clear()
                offer = complete_offer(live=True)
                # No form or guard lets it pass. An import straight into the table may.
                body = complete_body(senco_contact={**SENCO, "email": email})
                LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
                announce(offer.pk)
                self.assertEqual(only_notice().reply_to, "")
                message = self.send()
                self.assertIsNone(message["Reply-To"])
                self.assertIsNone(message["Bcc"])


@pytest.mark.portable
class TestTrouble(PublicSiteTestCase):
    """Publishing goes on whatever happens to the news of it."""

    def publish_in_trouble(self) -> Any:
        with self.assertLogs("wagtail_localoffer", "ERROR") as logs:
            offer = self.publish(complete_offer())
        self.assertIn("was not announced", "".join(logs.output))
        self.assertTrue(offer.live)
        return offer

    def test_a_template_that_raises_does_not_stop_publishing(self) -> None:
        with self.broken_template():
            self.publish_in_trouble()
        self.assertEqual(news(), [])

    def test_what_could_not_be_written_is_caught_up(self) -> None:
        with self.broken_template():
            offer = self.publish_in_trouble()
        run_command()
        self.assertEqual(news(), [("published", "sent")])
        self.assertEqual(only_notice().offer_id, offer.pk)

    def test_an_older_notice_stays_if_the_newer_one_cannot_be_written(self) -> None:
        offer = self.publish(complete_offer())
        offer.body = complete_body(health=section("A nurse comes every Tuesday."))
        with self.broken_template(), self.assertLogs("wagtail_localoffer", "ERROR"):
            self.publish(offer)
        self.assertEqual(news(), [("published", "pending")])

    def test_wrong_settings_do_not_stop_publishing(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER={"NO_SUCH_KEY": 1}):
            self.publish_in_trouble()
        self.assertEqual(news(), [])

    def test_one_offer_in_trouble_does_not_stop_the_others(self) -> None:
        first, second = complete_offer(live=True), complete_offer(live=True)
        original = offer_state.read

        def fail_for_the_first(offer: Any) -> Any:
            if offer.pk == first.pk:
                raise ValueError("It can't be read.")
            return original(offer)

        with (
            mock.patch.object(offer_state, "read", fail_for_the_first),
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
        ):
            written = list(announce_all())
        self.assertEqual([notice.offer_id for notice in written], [second.pk])
        self.assertIn(f"page {first.pk} was not looked at", logs.output[0])

    def broken_template(self) -> override_settings:
        """No template for the mail's subject can be rendered."""
        template = "wagtail_localoffer/email/published_subject.txt"
        loader = (
            "django.template.loaders.locmem.Loader",
            {template: "{% include 'no.txt' %}"},
        )
        options = {**settings.TEMPLATES[0]["OPTIONS"]}
        options["loaders"] = [
            loader,
            "django.template.loaders.app_directories.Loader",
        ]
        return override_settings(
            TEMPLATES=[{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]
        )


class TestFindingChanges(SimpleTestCase):
    def test_blocks_of_the_projects_own_are_named_together(self) -> None:
        seen = mock.Mock(
            url="https://www.school.uk/offer/",
            framework=LANCASHIRE,
            fingerprint={"map": "new", "video": "new", "health": "same"},
        )
        before = {"map": "old", "health": "same"}
        self.assertEqual(
            list(name_changed_parts([before], seen)),
            [
                {
                    "heading": "Further information",
                    "url": "https://www.school.uk/offer/",
                }
            ],
        )

    def test_the_front_sheet_and_the_contacts_are_named_as_the_framework_does(
        self,
    ) -> None:
        seen = mock.Mock(
            url="https://www.trust.uk/offer/",
            framework=replace(LANCASHIRE, front_sheet=SERVICE, contact=TEAMS),
            fingerprint={"front_sheet": "new", "contacts": "new", "health": "same"},
        )
        before = {"front_sheet": "old", "contacts": "old", "health": "same"}
        self.assertEqual(
            [tuple(change.values()) for change in name_changed_parts([before], seen)],
            [
                ("About the service", "https://www.trust.uk/offer/#about-the-service"),
                ("Contacts", "https://www.trust.uk/offer/#contacts"),
            ],
        )
