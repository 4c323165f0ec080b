"""What the command finds in a batch of offers, in which queries, and without what."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import (
    complete_body,
    complete_health_service,
    complete_offer,
    lancashire,
)
from tests.notices.told_case import CHESS, NURSE, make_council
from tests.public.test_languages import LanguagesTestCase
from tests.school.models import HeadingPage
from tests.support import BY_COMMAND_ONLY, HOSTNAME, PublicSiteTestCase, publish
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    LocalOfferPage,
)
from wagtail_localoffer.notices import planner
from wagtail_localoffer.notices.batches import list_unsettled
from wagtail_localoffer.notices.delivery import claim, deliver_due
from wagtail_localoffer.notices.planner import announce, announce_all
from wagtail_localoffer.offers.managers import OfferQuerySet

#: The column of an offer's body, in the quotation marks of any database.
BODY = re.compile(r"[\"`]body[\"`]")

DIVERT = {**BY_COMMAND_ONLY, "DIVERT_TO": "web@agency.example"}


def look() -> list[str]:
    """Run what the command runs, and return what is written."""
    return [f"{notice.kind} {notice.status}" for notice in announce_all()]


def at_rest() -> bool:
    """Whether none of the offers needs a closer look."""
    ids = sorted(planner._list_offers())
    return not list_unsettled(ids)


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )


def move_site(**values: Any) -> None:
    Site.objects.filter(is_default_site=True).update(**values)
    Site.clear_site_root_paths_cache()


def site_settings(**values: Any) -> None:
    site = Site.objects.get(is_default_site=True)
    CouncilNoticeSettings.objects.update_or_create(site=site, defaults=values)


class Town:
    """An offer of which the council has been told, and what can happen to it."""

    def __init__(self) -> None:
        root = Site.objects.get(is_default_site=True).root_page
        self.above = root.add_child(instance=HeadingPage(title="About", slug="about"))
        self.parent = self.above.add_child(instance=HeadingPage(title="Us", slug="us"))
        self.pk = complete_offer(parent=self.parent, slug="offer", live=True).pk

    @property
    def offer(self) -> Any:
        return LocalOfferPage.objects.get(pk=self.pk)

    @property
    def rows(self) -> Any:
        return LocalOfferPage.objects.filter(pk=self.pk)

    def publish(self, **values: Any) -> None:
        offer = self.offer
        for name, value in values.items():
            setattr(offer, name, value)
        publish(offer)

    def save(self, **options: Any) -> None:
        """As a program may, without a revision."""
        offer = self.offer
        offer.body = complete_body(health=NURSE)
        offer.save(**options)

    def save_as_page(self) -> None:
        page = Page.objects.get(pk=self.pk)
        page.title = "Another title"
        page.save()

    def update_many(self) -> None:
        offer = self.offer
        offer.body = complete_body(health=NURSE)
        LocalOfferPage.objects.bulk_update([offer], ["body"])

    def rename_above(self) -> None:
        above = self.above.specific_class.objects.get(pk=self.above.pk)
        above.slug = "our-school"
        publish(above)

    def expire(self) -> None:
        self.rows.update(expire_at=timezone.now() - timedelta(hours=1))
        call_command("publish_scheduled")

    def make_alias(self) -> None:
        other = complete_offer(parent=self.parent)
        self.rows.update(alias_of=Page.objects.get(pk=other.pk))


PUBLISHED, UPDATED, MOVED, WITHDRAWN = (
    [f"{kind} pending"] for kind in ("published", "updated", "moved", "withdrawn")
)

#: What can happen to an offer of which the council has been told, and what follows.
CHANGES: dict[str, tuple[Callable[[Town], Any], list[str]]] = {
    "nothing": (lambda town: None, []),
    "published again": (lambda town: town.publish(), []),
    "a draft": (lambda town: town.offer.save_revision(), []),
    "a change published": (
        lambda town: town.publish(body=complete_body(health=NURSE)),
        UPDATED,
    ),
    "a fact of the front sheet published": (
        lambda town: town.publish(address="Beech Lane"),
        UPDATED,
    ),
    "a small correction published": (
        lambda town: town.publish(body=complete_body(health=NURSE), minor_change=True),
        [],
    ),
    "saved without a revision": (lambda town: town.save(), UPDATED),
    "only the body saved": (lambda town: town.save(update_fields=["body"]), UPDATED),
    "saved as a plain page": (lambda town: town.save_as_page(), UPDATED),
    "the body written by a query": (
        lambda town: town.rows.update(body=complete_body(health=NURSE)),
        UPDATED,
    ),
    "many bodies written at once": (lambda town: town.update_many(), UPDATED),
    "a fact written by a query": (
        lambda town: town.rows.update(address="Beech Lane"),
        UPDATED,
    ),
    "unpublished": (lambda town: town.offer.unpublish(), WITHDRAWN),
    "unpublished by a query": (lambda town: town.rows.update(live=False), WITHDRAWN),
    "expired": (lambda town: town.expire(), WITHDRAWN),
    "deleted": (lambda town: town.offer.delete(), WITHDRAWN),
    "the page above deleted": (
        lambda town: Page.objects.get(pk=town.above.pk).delete(),
        WITHDRAWN,
    ),
    "turned into an alias": (lambda town: town.make_alias(), WITHDRAWN),
    "an alias of it made": (
        lambda town: town.offer.create_alias(update_slug="alias"),
        [],
    ),
    "moved": (
        lambda town: town.offer.move(Page.objects.get(pk=town.above.pk), "last-child"),
        MOVED,
    ),
    "the page above moved": (
        lambda town: Page.objects.get(pk=town.parent.pk).move(
            Site.objects.get(is_default_site=True).root_page, "last-child"
        ),
        MOVED,
    ),
    "another slug": (lambda town: town.publish(slug="send"), MOVED),
    "another slug above": (lambda town: town.rename_above(), MOVED),
    "another hostname": (lambda town: move_site(hostname="www.other.school"), MOVED),
    "another port": (lambda town: move_site(port=8080), MOVED),
    "a site of its own": (
        lambda town: Site.objects.create(
            hostname="www.trust.school", port=80, root_page=town.parent
        ),
        MOVED,
    ),
    "no site": (lambda town: move_site(root_page=town.above.get_root()), MOVED),
    "made private": (lambda town: restrict(town.offer), WITHDRAWN),
    "made private far above": (lambda town: restrict(town.above), WITHDRAWN),
    "another page made private": (
        lambda town: restrict(town.above.add_child(instance=HeadingPage(title="B"))),
        [],
    ),
    "another council published": (
        lambda town: town.publish(body=complete_body(council_link=make_council().pk)),
        [*WITHDRAWN, *PUBLISHED],
    ),
    "another address of the council": (
        lambda town: Council.objects.update(update_email="new@council.example"),
        [],
    ),
    "a council abolished": (
        lambda town: Council.objects.filter(pk=lancashire().pk).update(
            valid_to=timezone.localdate() - timedelta(days=1), successor=make_council()
        ),
        [],
    ),
    "another offer": (lambda town: complete_offer(live=True), PUBLISHED),
    "another kind of offer": (
        lambda town: complete_health_service(live=True),
        PUBLISHED,
    ),
    "a site that holds its notices back": (
        lambda town: site_settings(delivery="hold"),
        [],
    ),
    "a change of a site that holds its notices back": (
        lambda town: (site_settings(delivery="hold"), town.save()),
        ["updated held"],
    ),
}

#: What can happen while the first notice waits to be sent.
WAITING: dict[str, tuple[Callable[[Town], Any], list[str]]] = {
    "nothing": (lambda town: None, []),
    "published again": (lambda town: town.publish(), []),
    "a change published": (
        lambda town: town.publish(body=complete_body(health=NURSE)),
        PUBLISHED,
    ),
    "saved without a revision": (lambda town: town.save(), PUBLISHED),
    "the body written by a query": (
        lambda town: town.rows.update(body=complete_body(health=NURSE)),
        PUBLISHED,
    ),
    "another hostname": (
        lambda town: move_site(hostname="www.other.school"),
        PUBLISHED,
    ),
    "a local hostname": (
        lambda town: move_site(hostname="school.test"),
        ["published held"],
    ),
    "another address of the council": (
        lambda town: Council.objects.update(update_email="new@council.example"),
        PUBLISHED,
    ),
    "no address of the council": (
        lambda town: Council.objects.update(update_email=""),
        ["published held"],
    ),
    "another name of the council": (
        lambda town: Council.objects.update(email_opening="Ref. 17"),
        [],
    ),
    "a council that takes no email": (
        lambda town: Council.objects.update(
            contact_by="self_service", form_url="https://council.example/form"
        ),
        ["published held"],
    ),
    "a council abolished": (
        lambda town: Council.objects.filter(pk=lancashire().pk).update(
            valid_to=timezone.localdate() - timedelta(days=1)
        ),
        ["published held"],
    ),
    "a site that holds its notices back": (
        lambda town: site_settings(delivery="hold"),
        ["published held"],
    ),
    "a site that diverts its notices": (
        lambda town: site_settings(delivery="divert", divert_to="web@school.example"),
        PUBLISHED,
    ),
    "a site with a daily email": (lambda town: site_settings(daily=True), PUBLISHED),
    "a council that wants a weekly email": (
        lambda town: Council.objects.update(digest="weekly"),
        PUBLISHED,
    ),
    "a site that wants a copy": (
        lambda town: site_settings(copy_to="office@school.example"),
        PUBLISHED,
    ),
}


class EachChangeTestCase(PublicSiteTestCase):
    """Nothing here is committed, so that no signal leads to a look at an offer."""

    def check_each(
        self, changes: dict[str, tuple[Callable[[Town], Any], list[str]]], *, sent: bool
    ) -> None:
        for name, (change, expected) in changes.items():
            with self.subTest(name), transaction.atomic():
                town = Town()
                self.assertEqual(look(), PUBLISHED)
                if sent:
                    deliver_due()
                self.assertTrue(at_rest())
                change(town)
                self.assertEqual(look(), expected)
                self.assertEqual(look(), [])
                # Nor would anybody else find more.
                self.assertEqual(announce(town.pk), [])
                transaction.set_rollback(True)
            Site.clear_site_root_paths_cache()


class TestColumns(PublicSiteTestCase):
    def test_an_offer_without_the_columns_that_a_save_works_out_is_told(self) -> None:
        town = Town()
        # As a dump leaves them out.
        town.rows.update(council=None, waived={})
        self.assertEqual(look(), PUBLISHED)

    def test_bodies_written_at_once_keep_their_small_corrections(self) -> None:
        town = Town()
        look()
        deliver_due()
        town.publish(body=complete_body(health=NURSE), minor_change=True)
        LocalOfferPage.objects.bulk_update([town.offer], ["body"])
        self.assertEqual(look(), [])


@pytest.mark.nightly
class TestEachChange(EachChangeTestCase):
    def test_each_change_of_an_offer_that_is_told_is_found(self) -> None:
        self.check_each(CHANGES, sent=True)

    def test_each_change_of_an_offer_that_waits_is_found(self) -> None:
        self.check_each(WAITING, sent=False)

    def test_settings_that_change_while_a_notice_waits_are_found(self) -> None:
        Town()
        look()
        for key, expected in (
            ({"HOLD": True}, ["published held"]),
            ({}, PUBLISHED),
            ({"DIVERT_TO": "web@agency.example"}, PUBLISHED),
            ({}, PUBLISHED),
        ):
            with (
                self.subTest(key),
                override_settings(WAGTAIL_LOCALOFFER={**BY_COMMAND_ONLY, **key}),
            ):
                self.assertEqual(look(), expected)
                self.assertTrue(at_rest())

    def test_what_was_diverted_is_told_when_the_diversion_ends(self) -> None:
        Town()
        with override_settings(WAGTAIL_LOCALOFFER=DIVERT):
            look()
            deliver_due()
            self.assertTrue(at_rest())
        self.assertEqual(look(), PUBLISHED)

    def test_what_was_diverted_hides_nothing_that_was_told_before(self) -> None:
        town = Town()
        look()
        deliver_due()
        with override_settings(WAGTAIL_LOCALOFFER=DIVERT):
            town.save()
            look()
            deliver_due()
        self.assertEqual(look(), UPDATED)

    def test_a_page_that_is_open_again_is_found(self) -> None:
        town = Town()
        for page in (town.offer, town.above):
            with self.subTest(page):
                restrict(page)
                look()
                deliver_due()
                self.assertTrue(at_rest())
                PageViewRestriction.objects.all().delete()
                self.assertEqual(look(), PUBLISHED)
                deliver_due()

    def test_an_offer_below_an_alias_is_as_private_as_its_source(self) -> None:
        town = Town()
        root = Site.objects.get(is_default_site=True).root_page
        source = root.add_child(instance=HeadingPage(title="Source", slug="source"))
        Page.objects.filter(pk=town.above.pk).update(alias_of=source.pk)
        look()
        deliver_due()
        # An alias has none of its own.
        restrict(town.above)
        self.assertEqual(look(), [])
        restrict(source)
        self.assertEqual(look(), WITHDRAWN)

    def test_a_page_that_is_published_again_by_a_query_is_found(self) -> None:
        town = Town()
        look()
        town.offer.unpublish()
        look()
        deliver_due()
        town.save()
        town.rows.update(live=True)
        self.assertEqual(look(), PUBLISHED)

    def test_a_notice_whose_sender_died_is_found(self) -> None:
        Town()
        look()
        claim(CouncilNotice.objects.values_list("pk", flat=True))
        self.assertTrue(at_rest())
        CouncilNotice.objects.update(
            next_attempt_at=timezone.now() - timedelta(minutes=1)
        )
        self.assertEqual(look(), PUBLISHED)
        self.assertEqual(CouncilNotice.objects.count(), 1)

    def test_a_correction_and_then_a_change_are_found(self) -> None:
        town = Town()
        look()
        deliver_due()
        town.publish(body=complete_body(health=NURSE), minor_change=True)
        self.assertTrue(at_rest())
        town.publish(body=complete_body(health=NURSE, activities=CHESS))
        self.assertEqual(look(), UPDATED)
        (newest,) = CouncilNotice.objects.filter(status="pending")
        self.assertEqual(len(newest.changes), 2)

    def test_a_record_of_corrections_of_an_earlier_version_is_not_believed(
        self,
    ) -> None:
        town = Town()
        look()
        deliver_due()
        told = CouncilNotice.objects.get().digest
        body = [
            *complete_body(),
            {"type": "own_section", "value": {"heading": "Art", **CHESS}},
        ]
        town.rows.update(
            body=body, waived={part: ["before", now] for part, now in told.items()}
        )
        self.assertEqual(look(), UPDATED)

    def test_a_body_that_is_changed_at_the_last_moment_is_found(self) -> None:
        town = Town()
        look()
        deliver_due()

        def tidy(page: Any) -> None:
            page.body = complete_body(health=NURSE)

        with mock.patch.object(LocalOfferPage, "clean", tidy):
            town.offer.save()
        self.assertEqual(look(), UPDATED)

    def test_raw_sql_is_found_when_all_bodies_are_read(self) -> None:
        town = Town()
        look()
        deliver_due()
        before = LocalOfferPage.objects.get(pk=town.pk).waived
        town.rows.update(body=complete_body(health=NURSE), waived=before)
        self.assertEqual(look(), [])
        call_command("send_council_notices", "--all", stdout=mock.Mock())
        kinds = CouncilNotice.objects.order_by("number").values_list("kind", flat=True)
        self.assertEqual(list(kinds), ["published", "updated"])

    def test_a_batch_that_cannot_be_read_is_looked_at_one_by_one(self) -> None:
        Town()
        broken = mock.patch.object(planner, "list_unsettled", side_effect=ValueError)
        with broken, self.assertLogs("wagtail_localoffer", "ERROR"):
            self.assertEqual(look(), PUBLISHED)


class TestTranslations(LanguagesTestCase):
    def settle(self) -> None:
        look()
        deliver_due()
        self.assertTrue(at_rest())

    def test_a_translation_of_a_public_offer_is_passed_over(self) -> None:
        self.translate(self.make())
        self.settle()

    def test_a_translation_without_its_original_is_found(self) -> None:
        offer = self.make()
        self.translate(offer)
        self.settle()
        LocalOfferPage.objects.filter(pk=offer.pk).update(live=False)
        self.assertEqual(look(), [*WITHDRAWN, *PUBLISHED])

    def test_a_translation_of_what_has_become_private_is_found(self) -> None:
        offer = self.make()
        self.translate(offer)
        self.settle()
        restrict(offer)
        self.assertEqual(look(), [*WITHDRAWN, *PUBLISHED])

    def test_an_original_that_comes_later_is_found(self) -> None:
        offer = complete_offer()
        self.translate(offer)
        self.settle()
        publish(offer)
        self.assertEqual(look(), PUBLISHED)


class TestTheQueries(PublicSiteTestCase):
    """An offer with nothing new costs no query of its own, and its body is not read."""

    def make(self, number: int) -> None:
        parent = Site.objects.get(is_default_site=True).root_page
        for place in range(number):
            offer = complete_offer(parent=parent, live=True)
            if place % 5 == 4:
                publish(offer)
        look()

    def capture(self) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            self.assertEqual(look(), [])
        return [query["sql"] for query in captured]

    def test_they_are_as_many_for_60_offers_as_for_5(self) -> None:
        self.make(5)
        deliver_due()
        few = self.capture()
        self.make(55)
        deliver_due()
        self.assertEqual(len(self.capture()), len(few))

    @pytest.mark.nightly
    def test_they_are_as_many_while_the_notices_wait(self) -> None:
        self.make(5)
        few = self.capture()
        self.make(55)
        self.assertEqual(len(self.capture()), len(few))

    @pytest.mark.nightly
    def test_they_are_as_many_while_the_notices_are_held_back(self) -> None:
        move_site(hostname="school.test")
        self.make(5)
        few = self.capture()
        self.make(55)
        self.assertEqual(len(self.capture()), len(few))

    @pytest.mark.nightly
    def test_they_are_as_many_after_small_corrections(self) -> None:
        self.make(20)
        deliver_due()
        few = self.capture()
        for offer in LocalOfferPage.objects.all():
            offer.body = complete_body(health=NURSE)
            offer.minor_change = True
            publish(offer)
        self.assertEqual(len(self.capture()), len(few))

    def test_each_batch_has_the_same(self) -> None:
        self.make(12)
        deliver_due()
        numbers = []
        for size in (12, 6, 4):
            with mock.patch.object(planner, "BATCH", size):
                numbers.append(len(self.capture()))
        one, two, three = numbers
        self.assertEqual(three - two, two - one)

    def test_no_body_is_read(self) -> None:
        self.make(5)
        deliver_due()
        for query in self.capture():
            self.assertNotRegex(query, BODY)

    def test_a_body_is_read_once_where_its_page_does_not_say_what_is_in_it(
        self,
    ) -> None:
        self.make(5)
        deliver_due()
        LocalOfferPage.objects.update(body=complete_body())
        self.assertTrue(any(BODY.search(query) for query in self.capture()))
        self.assertFalse(any(BODY.search(query) for query in self.capture()))

    def test_a_busy_database_does_not_stop_it(self) -> None:
        self.make(5)
        deliver_due()
        LocalOfferPage.objects.update(body=complete_body())
        busy = OperationalError("database is locked")
        with mock.patch.object(OfferQuerySet, "bulk_update", side_effect=busy):
            self.assertEqual(look(), [])
        self.assertTrue(at_rest())

    def test_bodies_that_must_be_read_are_read_together(self) -> None:
        self.make(20)
        deliver_due()
        LocalOfferPage.objects.filter(pk__in=self.list_some(5)).update(
            body=complete_body()
        )
        few = self.capture()
        LocalOfferPage.objects.update(body=complete_body())
        self.assertEqual(len(self.capture()), len(few))

    def list_some(self, number: int) -> list[int]:
        pages = LocalOfferPage.objects.order_by("pk")
        return list(pages.values_list("pk", flat=True)[:number])

    def test_addresses_are_those_of_the_site(self) -> None:
        self.make(1)
        (notice,) = CouncilNotice.objects.all()
        self.assertTrue(notice.url.startswith(f"http://{HOSTNAME}/"))
