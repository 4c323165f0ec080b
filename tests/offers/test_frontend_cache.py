"""What a cache in front of the site is told to forget."""

from __future__ import annotations

from typing import Any, ClassVar
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.models import Locale, PageViewRestriction, Site

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.open_data.feed_server import FeedServer
from tests.open_data.harvest_case import LOCAL
from tests.school.models import HeadingPage
from tests.support import HOSTNAME, PublicSiteTestCase
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import (
    Council,
    HealthServiceIndexPage,
    OfferDirectoryPage,
    OfferListing,
    OfferLookSettings,
    OfferSource,
)
from wagtail_localoffer.offers.listings.tasks import list_offer
from wagtail_localoffer.open_data.harvest.runs import harvest
from wagtail_localoffer.reporting.reviews import record_review

pytestmark = pytest.mark.rows

GARDEN, POND = (
    {
        "type": "own_section",
        "id": f"{heading}-4000-8000-00000000000a",
        "value": {"heading": heading, "text": "<p>Come and dig.</p>", "more": []},
    }
    for heading in ("garden00", "pond0000")
)

FIXED = (
    *("print/", "large-print/", "who-helps/"),
    *("feedback/", "what-families-say/"),
)
PATHS = {
    *("", "sen-information-report/", *FIXED),
    *(f"{section.anchor}/" for section in LANCASHIRE.sections),
}
SERVICE_PATHS = {
    *("", *FIXED),
    *(f"{section.anchor}/" for section in HEALTH.sections),
}


class ListingBackend(BaseBackend):
    """A cache that lists what it is told to forget."""

    purged: ClassVar[list[str]] = []

    def purge(self, url: str) -> None:
        self.purged.append(url)


@override_settings(
    WAGTAILFRONTENDCACHE={
        "default": {"BACKEND": f"{__name__}.{ListingBackend.__name__}"}
    }
)
class FrontendCacheTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.home = Site.objects.get(is_default_site=True).root_page
        ListingBackend.purged.clear()

    def take_purged(self) -> set[str]:
        """What was purged since somebody asked last."""
        purged = set(ListingBackend.purged)
        ListingBackend.purged.clear()
        return purged

    def make(self, **changes: Any) -> Any:
        offer = self.publish(complete_offer(**changes))
        self.take_purged()
        return offer

    def make_list(self, title: str = "Our services") -> Any:
        return self.home.add_child(instance=HealthServiceIndexPage(title=title))

    def make_service(self, parent: Any) -> Any:
        service = self.publish(complete_health_service(parent=parent))
        self.take_purged()
        return service

    def below(self, page: Any, paths: Any = PATHS) -> set[str]:
        return {page.full_url + path for path in paths}


class OfferTests(FrontendCacheTestCase):
    def test_publishing_purges_every_address(self) -> None:
        for layout in Layout:
            with self.subTest(layout):
                offer = self.publish(complete_offer(layout=layout))
                self.assertEqual(self.take_purged(), self.below(offer))

    def test_unpublishing_purges_every_address(self) -> None:
        offer = self.make()
        self.unpublish(offer)
        self.assertEqual(self.take_purged(), self.below(offer))

    def test_deleting_purges_every_address(self) -> None:
        for how in ("itself", "its parent"):
            parent = self.home.add_child(instance=HeadingPage(title=how))
            offer = self.make(parent=parent)
            with self.subTest(how), self.captureOnCommitCallbacks(execute=True):
                (offer if how == "itself" else parent).delete()
            self.assertLessEqual(self.below(offer), self.take_purged())

    def test_sections_of_ones_own_are_purged(self) -> None:
        offer = self.publish(complete_offer(body=[*complete_body(), GARDEN]))
        self.assertEqual(
            self.take_purged(), self.below(offer, {*PATHS, "own-garden00/"})
        )

    def test_a_section_that_goes_away_is_purged(self) -> None:
        bodies = ([*complete_body(), POND], complete_body())
        for body in bodies:
            offer = self.make(body=[*complete_body(), GARDEN, POND])
            with self.subTest(len(body)):
                # Drafts in between don't matter.
                offer.body = complete_body()
                offer.save_revision()
                offer.body = body
                self.publish(offer)
                self.assertEqual(
                    self.take_purged(),
                    self.below(offer, {*PATHS, "own-garden00/", "own-pond0000/"}),
                )

    def test_a_draft_purges_nothing(self) -> None:
        offer = self.make()
        with self.captureOnCommitCallbacks(execute=True):
            offer.title = "Another title"
            offer.save_revision()
        self.assertEqual(self.take_purged(), set())

    def test_a_draft_that_saves_itself_takes_no_query_for_the_cache(self) -> None:
        counts = []
        for cache in (settings.WAGTAILFRONTENDCACHE, None):
            offer = self.make(body=[*complete_body(), GARDEN])
            with (
                override_settings(WAGTAILFRONTENDCACHE=cache),
                CaptureQueriesContext(connection) as captured,
            ):
                offer.save_revision()
            counts.append(len(captured))
        self.assertEqual(counts[0], counts[1])

    def test_a_page_that_becomes_private_is_purged_and_one_that_opens(self) -> None:
        offer = self.make()
        with self.captureOnCommitCallbacks(execute=True):
            restriction = PageViewRestriction.objects.create(
                page=self.home, restriction_type=PageViewRestriction.LOGIN
            )
        self.assertEqual(self.take_purged(), self.below(offer))
        with self.captureOnCommitCallbacks(execute=True):
            restriction.delete()
        self.assertEqual(self.take_purged(), self.below(offer))

    def test_a_review_purges_every_address(self) -> None:
        offer = self.make()
        with self.captureOnCommitCallbacks(execute=True):
            record_review(offer, None)
        self.assertEqual(self.take_purged(), self.below(offer))

    def test_a_change_of_its_council_purges_every_address(self) -> None:
        offer = self.make()
        with self.captureOnCommitCallbacks(execute=True):
            offer.council.save()
        self.assertEqual(self.take_purged(), self.below(offer))

    def test_a_change_of_a_further_council_purges_every_address(self) -> None:
        council = Council.objects.create(
            name="Bellwick Council", local_offer_url="https://bellwick.example/send"
        )
        offer = self.make(body=complete_body(other_councils=[council.pk]))
        with self.captureOnCommitCallbacks(execute=True):
            council.save()
        self.assertEqual(self.take_purged(), self.below(offer))

    def test_of_very_many_offers_nobody_waits_for_the_cache(self) -> None:
        offer = self.make()
        with (
            mock.patch("wagtail_localoffer.offers.cache_handlers.MANY", 0),
            self.captureOnCommitCallbacks(execute=True),
        ):
            offer.council.save()
        self.assertEqual(self.take_purged(), set())

    def test_its_translations_are_purged_which_link_to_it(self) -> None:
        offer = self.make()
        locale = Locale.objects.create(language_code="cy")
        home = self.home.specific.copy_for_translation(locale)
        home.save_revision().publish()
        Site.clear_site_root_paths_cache()
        translated = self.publish(offer.copy_for_translation(locale))
        self.assertLessEqual(self.below(offer), self.take_purged())
        self.unpublish(offer)
        self.assertLessEqual(self.below(translated), self.take_purged())

    def test_it_takes_one_query_more_to_publish(self) -> None:
        counts = []
        for cache in (settings.WAGTAILFRONTENDCACHE, None):
            offer = self.make(body=[*complete_body(), GARDEN])
            revision = offer.save_revision()
            with (
                override_settings(WAGTAILFRONTENDCACHE=cache),
                CaptureQueriesContext(connection) as captured,
            ):
                revision.publish()
            counts.append(len(captured))
        self.assertEqual(counts[0], counts[1] + 1)


class LookTests(FrontendCacheTestCase):
    """The logo and the colours of a site."""

    def change_look(self) -> None:
        look, _is_new = OfferLookSettings.objects.get_or_create(
            site=self.home.sites_rooted_here.get()
        )
        look.main_colour = "#123456"
        self.take_purged()
        with self.captureOnCommitCallbacks(execute=True):
            look.save()

    def test_a_change_purges_every_address_of_the_site(self) -> None:
        offers = [self.make(), self.make(layout=Layout.PAGES)]
        directory = self.home.add_child(instance=OfferDirectoryPage(title="Find"))
        index = self.make_list()
        self.change_look()
        expected = {directory.full_url, index.full_url}.union(*map(self.below, offers))
        self.assertEqual(self.take_purged(), expected)

    def test_taking_it_away_purges_too(self) -> None:
        offer = self.make()
        self.change_look()
        self.take_purged()
        with self.captureOnCommitCallbacks(execute=True):
            OfferLookSettings.objects.get().delete()
        self.assertEqual(self.take_purged(), self.below(offer))

    def test_another_site_keeps_what_it_has(self) -> None:
        other = self.home.get_parent().add_child(instance=HeadingPage(title="Other"))
        Site.objects.create(hostname="other.school", root_page=other)
        Site.clear_site_root_paths_cache()
        self.make(parent=other)
        self.change_look()
        self.assertEqual(self.take_purged(), set())

    def test_other_languages_of_the_site_are_purged(self) -> None:
        offer = self.make()
        locale = Locale.objects.create(language_code="cy")
        home = self.home.specific.copy_for_translation(locale)
        home.save_revision().publish()
        Site.clear_site_root_paths_cache()
        translated = self.publish(offer.copy_for_translation(locale))
        self.change_look()
        self.assertLessEqual(self.below(translated), self.take_purged())

    def test_many_offers_are_read_in_batches(self) -> None:
        offers = [self.make() for _number in range(3)]
        with mock.patch("wagtail_localoffer.offers.frontend_cache.BATCH", 2):
            self.change_look()
        self.assertEqual(self.take_purged(), set().union(*map(self.below, offers)))

    def test_nothing_is_asked_where_there_is_no_cache(self) -> None:
        self.make()
        with override_settings(WAGTAILFRONTENDCACHE=None):
            self.change_look()
        self.assertEqual(self.take_purged(), set())


class MoveTests(FrontendCacheTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.here, self.there = (
            self.home.add_child(instance=HeadingPage(title=title))
            for title in ("Here", "There")
        )

    def move(self, page: Any, target: Any) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            page.move(target, pos="last-child")
        page.refresh_from_db()

    def test_both_addresses_are_purged(self) -> None:
        for name in ("offer", "the page above it"):
            offer = self.make(parent=self.here, body=[*complete_body(), GARDEN])
            before = self.below(offer, {*PATHS, "own-garden00/"})
            moved = offer if name == "offer" else self.here
            with self.subTest(name):
                self.move(moved, self.there)
                offer.refresh_from_db()
                after = self.below(offer, {*PATHS, "own-garden00/"})
                self.assertNotEqual(before, after)
                self.assertLessEqual(before | after, self.take_purged())

    def test_a_new_slug_purges_both_addresses(self) -> None:
        for name in ("offer", "the page above it"):
            offer = self.make(parent=self.here)
            before = self.below(offer)
            renamed = offer if name == "offer" else self.here
            with self.subTest(name):
                renamed.slug = f"renamed-{renamed.pk}"
                with self.captureOnCommitCallbacks(execute=True):
                    renamed.save()
                offer.refresh_from_db()
                self.assertLessEqual(before | self.below(offer), self.take_purged())

    def test_another_place_among_its_siblings_purges_nothing(self) -> None:
        self.make(parent=self.here)
        offer = self.make(parent=self.here)
        self.move(offer, self.here)
        self.assertEqual(self.take_purged(), set())

    def test_it_takes_no_more_queries_for_many_offers(self) -> None:
        counts = []
        for number in (1, 5):
            parent = self.home.add_child(instance=HeadingPage(title=f"{number}"))
            for _each in range(number):
                self.make(parent=parent)
            with CaptureQueriesContext(connection) as captured:
                # What the councils are told, and Wagtail's redirects, is not counted.
                with self.captureOnCommitCallbacks() as callbacks:
                    parent.move(self.there, pos="last-child")
                before = len(captured)
                for callback in callbacks:
                    if "purge" in repr(callback):
                        callback()
                counts.append(len(captured) - before)
        self.assertEqual(counts[0], counts[1])
        self.assertTrue(self.take_purged())


class ListTests(FrontendCacheTestCase):
    def test_a_change_of_a_service_purges_the_lists_above_it(self) -> None:
        page = self.make_list()
        further = page.add_child(instance=HeadingPage(title="For children"))
        for parent in (page, further):
            service = complete_health_service(parent=parent)
            expected = self.below(service, SERVICE_PATHS) | {page.full_url}
            for change in (self.publish, self.publish, self.unpublish):
                with self.subTest(parent.title, change=change.__name__):
                    change(service)
                    self.assertEqual(self.take_purged(), expected)

    def test_a_change_of_an_offer_purges_directories_wherever_they_are(self) -> None:
        page = self.home.add_child(instance=OfferDirectoryPage(title="Find"))
        offer = self.publish(complete_offer())
        self.assertIn(page.full_url, self.take_purged())
        self.unpublish(offer)
        self.assertIn(page.full_url, self.take_purged())
        service = self.publish(complete_health_service())
        self.take_purged()
        with self.captureOnCommitCallbacks(execute=True):
            PageViewRestriction.objects.create(
                page=service, restriction_type=PageViewRestriction.LOGIN
            )
        self.assertIn(page.full_url, self.take_purged())

    def test_an_offer_that_is_read_elsewhere_purges_directories(self) -> None:
        page = self.home.add_child(instance=OfferDirectoryPage(title="Find"))
        server = self.enterContext(FeedServer())
        server.add(1)
        source = OfferSource.objects.create(name="Meadow", url=server.source_url)
        self.take_purged()
        with override_settings(WAGTAIL_LOCALOFFER=LOCAL):
            harvest(source.pk)
            self.assertIn(page.full_url, self.take_purged())
            harvest(source.pk)
        self.assertEqual(self.take_purged(), set())

    def test_a_directory_is_purged_once_more_when_a_worker_has_listed_an_offer(
        self,
    ) -> None:
        page = self.home.add_child(instance=OfferDirectoryPage(title="Find"))
        offer = self.publish(complete_offer())
        self.assertEqual(OfferListing.objects.update(made_from=""), 1)
        self.take_purged()
        list_offer.func(offer.pk)
        self.assertIn(page.full_url, self.take_purged())

    def test_a_source_that_is_switched_off_renamed_or_deleted_purges_directories(
        self,
    ) -> None:
        directory = self.home.add_child(instance=OfferDirectoryPage(title="Find"))
        source = OfferSource.objects.create(name="A", url="https://a.example/")
        source.is_active = False
        for change in (source.save, source.delete):
            self.take_purged()
            with self.subTest(change), self.captureOnCommitCallbacks(execute=True):
                change()
                self.assertEqual(self.take_purged(), set())
            self.assertEqual(self.take_purged(), {directory.full_url})

    def test_deleting_a_service_purges_the_list(self) -> None:
        page = self.make_list()
        service = self.make_service(page)
        with self.captureOnCommitCallbacks(execute=True):
            service.delete()
        self.assertIn(page.full_url, self.take_purged())

    def test_moving_a_service_purges_the_list_that_had_it_and_that_gets_it(
        self,
    ) -> None:
        first, second = self.make_list("First"), self.make_list("Second")
        service = self.make_service(first)
        with self.captureOnCommitCallbacks(execute=True):
            service.move(second, pos="last-child")
        self.assertLessEqual({first.full_url, second.full_url}, self.take_purged())

    def test_a_list_that_changes_purges_the_services_that_lead_back_to_it(
        self,
    ) -> None:
        page = self.make_list()
        service = self.make_service(page)
        self.publish(page)
        self.assertEqual(
            self.take_purged(), self.below(service, SERVICE_PATHS) | {page.full_url}
        )


@override_settings(WAGTAILFRONTENDCACHE=None)
class WithoutTests(PublicSiteTestCase):
    def test_an_offer_names_all_its_addresses(self) -> None:
        offer = self.publish(complete_offer())
        url = f"http://{HOSTNAME}{offer.url}"
        self.assertEqual(offer.full_url, url)
        paths = {path.lstrip("/") for path in offer.get_cached_paths()}
        self.assertEqual(paths, PATHS)
