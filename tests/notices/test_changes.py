"""All kinds of news, and which change of an offer or around it makes which."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.utils import ConnectionDoesNotExist
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import SENCO, complete_body, complete_offer, lancashire
from tests.notices.told_case import (
    CHESS,
    NURSE,
    ToldTestCase,
    make_council,
    newest,
    news,
    waiting,
)
from tests.school.models import HeadingPage
from tests.support import HOSTNAME, make_notice, set_hostname
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.content.fingerprint import hash_senco_name
from wagtail_localoffer.models import Council, CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices.delivery import claim, deliver, deliver_due
from wagtail_localoffer.notices.planner import announce, preview_news

migration = import_module("wagtail_localoffer.migrations.0011_seal_senco_names")

#: Of the name of ``SENCO``, as earlier versions kept it.
PLAIN_HASH = "3e6538572bcb6901a3d30d31c5688508"


class TestMoved(ToldTestCase):
    def assert_moved(self, before: str, now: str) -> None:
        self.assertEqual(waiting(), ["moved"])
        self.assertEqual(newest().previous_url, before)
        self.assertEqual(newest().url, now)

    def test_a_new_slug_is_told(self) -> None:
        self.offer.slug = "send"
        self.publish(self.offer)
        self.assert_moved(
            f"http://{HOSTNAME}/about/offer/", f"http://{HOSTNAME}/about/send/"
        )

    def test_a_new_slug_of_a_page_above_is_told(self) -> None:
        self.parent.slug = "our-school"
        with self.run_callbacks():
            self.parent.save_revision().publish()
        self.assert_moved(
            f"http://{HOSTNAME}/about/offer/", f"http://{HOSTNAME}/our-school/offer/"
        )

    def test_a_move_in_the_tree_is_told(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        with self.run_callbacks():
            Page.objects.get(pk=self.offer.pk).move(root, pos="last-child")
        self.assert_moved(
            f"http://{HOSTNAME}/about/offer/", f"http://{HOSTNAME}/offer/"
        )

    def test_a_move_of_a_page_above_is_told(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        other = root.add_child(instance=HeadingPage(title="School", slug="school"))
        with self.run_callbacks():
            Page.objects.get(pk=self.parent.pk).move(other, pos="last-child")
        self.assertEqual(newest().url, f"http://{HOSTNAME}/school/about/offer/")
        self.assertEqual(waiting(), ["moved"])

    def test_a_new_hostname_is_told(self) -> None:
        with self.run_callbacks():
            set_hostname("www.newname.school")
        self.assert_moved(
            f"http://{HOSTNAME}/about/offer/", "http://www.newname.school/about/offer/"
        )

    def test_https_is_told(self) -> None:
        with self.run_callbacks():
            set_hostname(HOSTNAME, 443)
        self.assert_moved(
            f"http://{HOSTNAME}/about/offer/", f"https://{HOSTNAME}/about/offer/"
        )

    def test_a_new_port_is_told(self) -> None:
        with self.run_callbacks():
            set_hostname(HOSTNAME, 8080)
        self.assertEqual(newest().url, f"http://{HOSTNAME}:8080/about/offer/")

    def test_another_default_site_that_changes_the_address_is_told(self) -> None:
        old = Site.objects.get(is_default_site=True)
        with self.run_callbacks():
            Site.objects.create(
                hostname="www.trust.school", port=80, root_page=self.parent
            )
        # The site with the nearest root page serves it now.
        self.assertEqual(old.hostname, HOSTNAME)
        self.assert_moved(
            f"http://{HOSTNAME}/about/offer/", "http://www.trust.school/offer/"
        )

    def test_a_move_that_is_undone_is_not_told(self) -> None:
        with self.run_callbacks():
            set_hostname("www.newname.school")
        with self.run_callbacks():
            set_hostname(HOSTNAME)
        self.assertEqual(waiting(), [])

    def test_a_move_with_a_change_names_the_sections(self) -> None:
        self.offer.slug = "send"
        self.change(health=NURSE)
        self.assertEqual(newest().kind, NoticeKind.MOVED)
        self.assertEqual(
            [change["heading"] for change in newest().changes],
            ["Health (including emotional health and well being)"],
        )

    def test_the_email_has_both_addresses(self) -> None:
        with self.run_callbacks():
            set_hostname("www.newname.school")
        deliver_due()
        for body in (newest().text_body, newest().html_body):
            self.assertIn(f"http://{HOSTNAME}/about/offer/", body)
            self.assertIn("http://www.newname.school/about/offer/", body)

    def test_a_page_moved_within_its_parent_is_no_news(self) -> None:
        sibling = self.parent.add_child(instance=HeadingPage(title="Staff"))
        with self.run_callbacks():
            Page.objects.get(pk=self.offer.pk).move(sibling, pos="right")
        self.assertEqual(waiting(), [])

    def test_the_command_finds_a_move_that_no_signal_told_of(self) -> None:
        Site.objects.filter(is_default_site=True).update(hostname="www.other.school")
        Site.clear_site_root_paths_cache()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent"), ("moved", "sent")])


class TestWithdrawn(ToldTestCase):
    def test_an_unpublished_offer_is_told(self) -> None:
        self.unpublish(self.offer)
        self.assertEqual(waiting(), ["withdrawn"])
        self.assertEqual(newest().url, f"http://{HOSTNAME}/about/offer/")

    def test_an_expired_offer_is_told(self) -> None:
        self.offer.expire_at = timezone.now() + timedelta(seconds=1)
        self.publish(self.offer)
        LocalOfferPage.objects.update(expire_at=timezone.now() - timedelta(hours=1))
        with self.run_callbacks():
            call_command("publish_scheduled")
        self.assertEqual(waiting(), ["withdrawn"])

    def test_a_deleted_offer_is_told(self) -> None:
        with self.run_callbacks():
            Page.objects.get(pk=self.offer.pk).delete()
        self.assertEqual(waiting(), ["withdrawn"])
        self.assertEqual(newest().page_title, self.offer.title)

    def test_an_offer_deleted_with_the_page_above_is_told(self) -> None:
        with self.run_callbacks():
            Page.objects.get(pk=self.parent.pk).delete()
        self.assertEqual(waiting(), ["withdrawn"])

    def test_an_offer_unpublished_with_the_page_above_is_told(self) -> None:
        self.client.force_login(User.objects.create_superuser("admin"))
        with self.run_callbacks():
            self.client.post(
                f"/admin/pages/{self.parent.pk}/unpublish/",
                {"include_descendants": "on", "localoffer-seen": "1"},
            )
        self.assertEqual(waiting(), ["withdrawn"])

    def test_an_offer_that_families_can_read_below_a_draft_is_not_withdrawn(
        self,
    ) -> None:
        with self.run_callbacks():
            self.parent.unpublish()
        # Wagtail serves a live page whatever those above it are.
        response = self.client.get("/about/offer/", headers={"host": HOSTNAME})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(waiting(), [])

    def test_an_offer_that_becomes_private_is_told(self) -> None:
        with self.run_callbacks():
            PageViewRestriction.objects.create(
                page=Page.objects.get(pk=self.offer.pk),
                restriction_type=PageViewRestriction.LOGIN,
            )
        self.assertEqual(waiting(), ["withdrawn"])

    def test_an_offer_below_a_page_that_becomes_private_is_told(self) -> None:
        with self.run_callbacks():
            PageViewRestriction.objects.create(
                page=Page.objects.get(pk=self.parent.pk),
                restriction_type=PageViewRestriction.PASSWORD,
                password="secret",
            )
        self.assertEqual(waiting(), ["withdrawn"])

    def test_an_offer_that_leaves_all_sites_is_told(self) -> None:
        top = Page.objects.get(depth=1)
        with self.run_callbacks():
            Page.objects.get(pk=self.offer.pk).move(top, pos="last-child")
        self.assertEqual(waiting(), ["withdrawn"])

    def test_an_offer_whose_site_is_deleted_is_told(self) -> None:
        with self.run_callbacks():
            Site.objects.all().delete()
        self.assertEqual(newest().kind, NoticeKind.WITHDRAWN)

    def test_it_is_told_once(self) -> None:
        self.unpublish(self.offer)
        for _run in range(2):
            call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent"), ("withdrawn", "sent")])

    def test_an_offer_that_is_back_again_is_published(self) -> None:
        self.unpublish(self.offer)
        deliver_due()
        self.publish(self.offer)
        self.assertEqual(waiting(), ["published"])

    def test_an_offer_that_is_public_again_is_published(self) -> None:
        restriction = PageViewRestriction.objects.create(
            page=Page.objects.get(pk=self.offer.pk),
            restriction_type=PageViewRestriction.LOGIN,
        )
        announce(self.offer.pk)
        deliver_due()
        with self.run_callbacks():
            restriction.delete()
        self.assertEqual(waiting(), ["published"])

    def test_an_offer_that_is_back_in_time_is_no_news(self) -> None:
        self.unpublish(self.offer)
        self.publish(self.offer)
        self.assertEqual(waiting(), [])

    def test_the_command_finds_a_deletion_that_no_signal_told_of(self) -> None:
        Page.objects.filter(pk=self.offer.pk).update(live=False)
        LocalOfferPage.objects.filter(pk=self.offer.pk).update(council=None)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(news(), [("published", "sent"), ("withdrawn", "sent")])

    def test_the_email_has_the_address_to_take_off(self) -> None:
        self.unpublish(self.offer)
        for body in (newest().text_body, newest().html_body):
            self.assertIn(f"http://{HOSTNAME}/about/offer/", body)


class TestNothingTwice(ToldTestCase):
    def test_a_withdrawal_is_not_repeated_after_news_that_was_refused(self) -> None:
        self.unpublish(self.offer)
        deliver_due()
        self.publish(self.offer)
        claimed = claim(CouncilNotice.objects.due().values_list("pk", flat=True))
        # What is on its way counts as told.
        self.unpublish(self.offer)
        CouncilNotice.objects.give_back(claimed, "The mail server is down.")
        mail.outbox.clear()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox, [])


class TestAnotherCouncil(ToldTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.alderbeck = make_council()
        self.change(council_link=self.alderbeck.pk)

    def test_the_old_one_is_told_that_it_is_withdrawn(self) -> None:
        notice = CouncilNotice.objects.get(council=lancashire(), kind="withdrawn")
        self.assertEqual(notice.status, NoticeStatus.PENDING)
        self.assertEqual(notice.recipient, lancashire().update_email)

    def test_the_old_one_learns_which_council_has_it_now(self) -> None:
        notice = CouncilNotice.objects.get(council=lancashire(), kind="withdrawn")
        self.assertIn("Alderbeck Council", notice.text_body)

    def test_the_new_one_is_told_that_it_is_published(self) -> None:
        notice = CouncilNotice.objects.get(council=self.alderbeck)
        self.assertEqual(notice.kind, NoticeKind.PUBLISHED)

    def test_each_is_told_once(self) -> None:
        for _run in range(2):
            call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(len(mail.outbox), 3)

    def test_an_offer_that_comes_back_is_published_to_the_first(self) -> None:
        deliver_due()
        self.change()
        kinds = {
            notice.council.name: notice.kind
            for notice in CouncilNotice.objects.filter(status="pending")
        }
        self.assertEqual(
            kinds,
            {
                "Lancashire County Council": "published",
                "Alderbeck Council": "withdrawn",
            },
        )

    def test_a_change_that_is_undone_in_time_is_no_news(self) -> None:
        self.change()
        self.assertEqual(waiting(), [])

    def test_an_abolished_council_is_not_told(self) -> None:
        CouncilNotice.objects.filter(kind="withdrawn").delete()
        Council.objects.filter(pk=lancashire().pk).update(
            valid_to=timezone.localdate() - timedelta(days=1)
        )
        announce(self.offer.pk)
        self.assertFalse(CouncilNotice.objects.filter(kind="withdrawn").exists())

    def test_a_deletion_that_no_signal_told_of_reaches_the_new_one(self) -> None:
        deliver_due()
        Page.objects.filter(pk=self.offer.pk).update(live=False)
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(newest().council, self.alderbeck)
        self.assertEqual(newest().kind, NoticeKind.WITHDRAWN)


class TestSenco(ToldTestCase):
    def test_a_new_senco_is_named_as_such(self) -> None:
        self.change(senco_contact={**SENCO, "name": "Jan Fielding"})
        self.assertEqual(
            [change["heading"] for change in newest().changes],
            ["SENCO contact: there is a new SENCO"],
        )

    def test_what_became_of_the_name_is_said(self) -> None:
        told = newest()
        for name, words in (
            (f"Mrs {SENCO['name']}", "the name has changed"),
            ("To be appointed", "the post is vacant"),
        ):
            with self.subTest(name):
                self.change(senco_contact={**SENCO, "name": name})
                (change,) = newest().changes
                self.assertEqual(change["heading"], f"SENCO contact: {words}")
                self.assertEqual(newest().kind, NoticeKind.UPDATED)
        self.assertNotEqual(newest(), told)

    def test_a_new_number_is_no_new_senco(self) -> None:
        self.change(senco_contact={**SENCO, "telephone": "01632 960015"})
        self.assertEqual(
            [change["heading"] for change in newest().changes], ["SENCO contact"]
        )

    def test_what_was_told_before_names_were_kept_makes_nobody_new(self) -> None:
        told = newest()
        told.digest.pop("senco_name")
        told.save()
        self.change(senco_contact={**SENCO, "name": "Jan Fielding"})
        self.assertEqual(
            [change["heading"] for change in newest().changes], ["SENCO contact"]
        )

    def test_who_was_told_before_names_were_sealed_hears_of_another_name(self) -> None:
        told, other = newest(), make_notice(digest={"senco_name": None})
        told.digest["senco_name"] = PLAIN_HASH
        told.save()
        migration.seal_names(apps, connection.SchemaEditorClass(connection))
        other.refresh_from_db()
        self.assertEqual(other.digest, {})
        told.refresh_from_db()
        sealed = hash_senco_name(SENCO["name"])
        self.assertTrue(sealed.startswith(told.digest["senco_name"] + ":"))
        # Another time, it is as it was.
        migration.seal_names(apps, connection.SchemaEditorClass(connection))
        self.change(senco_contact={**SENCO, "name": "Jan Fielding"})
        self.assertIn("the name has changed", newest().changes[0]["heading"])

    def test_the_migration_forgets_names_in_what_was_pruned(self) -> None:
        digest = {"senco_name": PLAIN_HASH, "health": "0"}
        pruned = make_notice(digest=digest, pruned_at=timezone.now())
        migration.seal_names(apps, connection.SchemaEditorClass(connection))
        pruned.refresh_from_db()
        self.assertEqual(pruned.digest, {"health": "0"})

    def test_the_migration_asks_the_database_that_is_migrated(self) -> None:
        other = connection.copy(alias="other")
        editor = other.SchemaEditorClass(other)
        for step in (migration.seal_names, migration.forget_names):
            with self.subTest(step), self.assertRaises(ConnectionDoesNotExist):
                step(apps, editor)

    def test_the_version_before_takes_nobody_for_new(self) -> None:
        migration.forget_names(apps, connection.SchemaEditorClass(connection))
        self.assertNotIn("senco_name", newest().digest)


class TestPreview(ToldTestCase):
    def draft(self, **blocks: Any) -> Any:
        self.offer.body = complete_body(**blocks)
        self.offer.save_revision()
        return self.offer.get_latest_revision_as_object()

    def test_it_says_what_would_be_told(self) -> None:
        (notice,) = preview_news(self.draft(health=NURSE))
        self.assertEqual(notice.kind, NoticeKind.UPDATED)
        self.assertIn("Health", notice.text_body)

    def test_it_keeps_nothing(self) -> None:
        preview_news(self.draft(health=NURSE))
        self.assertEqual(news(), [("published", "sent")])

    def test_an_unchanged_draft_is_no_news(self) -> None:
        self.assertEqual(preview_news(self.draft()), [])

    def test_a_small_correction_is_no_news(self) -> None:
        self.offer.minor_change = True
        self.assertEqual(preview_news(self.draft(health=NURSE)), [])

    def test_another_council_is_two_pieces_of_news(self) -> None:
        notices = preview_news(self.draft(council_link=make_council().pk))
        self.assertEqual(
            [notice.kind for notice in notices], ["withdrawn", "published"]
        )

    def test_an_offer_that_was_never_published_is_shown_too(self) -> None:
        (notice,) = preview_news(complete_offer())
        self.assertEqual(notice.kind, NoticeKind.PUBLISHED)


@pytest.mark.portable
class TestInOrder(ToldTestCase):
    """News is compared with what is on its way, so it waits for that."""

    def setUp(self) -> None:
        super().setUp()
        self.change(health=NURSE)
        (self.first,) = claim(CouncilNotice.objects.due().values_list("pk", flat=True))
        self.change(health=NURSE, activities=CHESS)

    def test_what_follows_is_not_sent_before_it(self) -> None:
        mail.outbox.clear()
        deliver_due()
        self.assertEqual(mail.outbox, [])

    def test_nor_by_itself(self) -> None:
        mail.outbox.clear()
        deliver(newest().pk)
        self.assertEqual(mail.outbox, [])

    def test_what_follows_names_only_what_is_newer(self) -> None:
        self.assertEqual(
            [change["heading"] for change in newest().changes],
            ["Extra curricular activities"],
        )

    def test_if_it_fails_what_follows_names_its_changes_too(self) -> None:
        self.first.fail("No such mailbox.")
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(newest().status, NoticeStatus.SENT)
        self.assertEqual(len(newest().changes), 2)

    def test_if_it_is_refused_what_undid_it_is_not_sent(self) -> None:
        self.change()
        self.assertEqual(newest().changes[0]["heading"][:6], "Health")
        self.first.fail("No such mailbox.")
        mail.outbox.clear()
        call_command("send_council_notices", stdout=StringIO())
        self.assertEqual(mail.outbox, [])
