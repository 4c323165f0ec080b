from __future__ import annotations

from typing import Any
from unittest import mock

from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import complete_body, complete_offer
from tests.notices.notice_rows import (
    newest_notice,
    news,
    only_notice,
    run_command,
    section,
)
from tests.school.models import HeadingPage
from tests.support import (
    PublicSiteTestCase,
)
from wagtail_localoffer.notices import offer_state
from wagtail_localoffer.notices.delivery import deliver_due


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


class TestWords(PublicSiteTestCase):
    def test_nothing_is_written_down_where_nothing_is_told(self) -> None:
        offer = self.publish(complete_offer())
        with mock.patch.object(offer_state, "build_entry") as build_entry:
            self.publish(offer)
        build_entry.assert_not_called()
        self.assertEqual(len(news()), 1)
