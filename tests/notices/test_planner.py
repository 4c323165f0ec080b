from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import SimpleTestCase, override_settings
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site

from tests.builders import SENCO, complete_body, complete_offer, lancashire, write
from tests.notices.notice_rows import (
    newest_notice,
    news,
    only_notice,
    run_command,
    section,
)
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import (
    HOSTNAME,
    PublicSiteTestCase,
    publish,
    with_reference_index,
)
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.frameworks import SERVICE, TEAMS
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices import offer_state
from wagtail_localoffer.notices.changes import name_changed_parts
from wagtail_localoffer.notices.delivery import claim, deliver_due
from wagtail_localoffer.notices.planner import announce, announce_all


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
        with self.assertNumQueries(11):
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

    @with_reference_index()
    def test_a_notice_is_no_use_of_its_council(self) -> None:
        self.publish(complete_offer())
        notice = CouncilNotice.objects.get()
        index = ReferenceIndex.get_references_for_object(notice)
        self.assertFalse(index.exists())


@pytest.mark.portable
class TestUpdates(PublicSiteTestCase):
    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = cls.publish_for_all(complete_offer(), deliver=True)

    def setUp(self) -> None:
        super().setUp()
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
                if key
                not in (
                    "senco_contact",
                    "council_link",
                    "other_councils",
                    "own_section",
                )
            },
            senco_contact={**SENCO, "name": "Jan Fielding"},
        )
        html = self.client.get(f"/{self.offer.slug}/", SERVER_NAME=HOSTNAME).content
        changes = newest_notice().changes
        self.assertEqual(len(changes), 15)
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

    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = cls.publish_for_all(complete_offer())

    def change(self, **values: Any) -> None:
        self.offer.body = complete_body(**values)
        self.publish(self.offer)

    def fail_newest(self) -> None:
        CouncilNotice.objects.filter(pk=newest_notice().pk).update(
            status=NoticeStatus.FAILED, next_attempt_at=None
        )

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

    def test_a_change_after_a_failed_one_counts_from_what_was_told(self) -> None:
        deliver_due()
        self.change(health=section("A nurse comes every Tuesday."))
        self.fail_newest()
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

    def test_a_withdrawal_after_a_change_that_failed_is_told(self) -> None:
        deliver_due()
        self.change(health=section("A nurse comes every Tuesday."))
        self.fail_newest()
        self.unpublish(self.offer)
        self.assertEqual(
            news(),
            [("published", "sent"), ("updated", "replaced"), ("withdrawn", "pending")],
        )

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
                    "part": "",
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
            [
                (change["heading"], change["url"])
                for change in name_changed_parts([before], seen)
            ],
            [
                ("About the service", "https://www.trust.uk/offer/#about-the-service"),
                ("Contacts", "https://www.trust.uk/offer/#contacts"),
            ],
        )
