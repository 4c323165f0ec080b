"""An offer that gets another address is still found at its old ones."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.offers.test_frontend_cache import FIXED, GARDEN, PATHS, SERVICE_PATHS
from tests.school.models import HeadingPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.delivery import deliver_due

REPORT = "sen-information-report/"
OWN = "own-garden00/"

#: An address in an email, whose fragment a browser keeps where it is led on.
ADDRESS = re.compile(r"http://[^\s\"<>]+")


class RedirectsTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.home = Site.objects.get(is_default_site=True).root_page
        self.parent, self.other = (
            self.home.add_child(instance=HeadingPage(title=title))
            for title in ("Parent", "Other")
        )

    def make(self, layout: str = Layout.PAGES, **changes: Any) -> Any:
        changes.setdefault("body", [*complete_body(), GARDEN])
        changes.setdefault("parent", self.parent)
        return self.publish(complete_offer(layout=layout, **changes))

    def rename(self, page: Any, slug: str = "renamed") -> None:
        page.slug = slug
        with self.captureOnCommitCallbacks(execute=True):
            page.save()

    def move(self, page: Any) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            page.move(self.other, pos="last-child")

    def follow(self, url: str) -> tuple[int, str]:
        response = self.client.get(url, follow=True)
        where = response.redirect_chain[-1][0] if response.redirect_chain else url
        return response.status_code, where

    def assert_found(self, old: str, page: Any, paths: Any) -> None:
        page.refresh_from_db()
        self.assertNotEqual(page.url, old)
        for path in paths:
            with self.subTest(path):
                status, where = self.follow(old + path)
                self.assertEqual(status, 200)
                # On one page, the address of a section leads to its place.
                expected = {page.url + path, f"{page.url}#{path.strip('/')}"}
                self.assertIn(where, expected)


class AddressTests(RedirectsTestCase):
    paths = ("", REPORT, *FIXED, "health/", OWN)

    def test_a_new_slug_redirects_every_address(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            old = offer.url
            self.rename(offer, f"renamed-{layout}")
            with self.subTest(layout):
                self.assert_found(old, offer, self.paths)

    def test_a_slug_that_is_published_does_so_too(self) -> None:
        offer = self.make()
        old, offer.slug = offer.url, "renamed"
        self.publish(offer)
        self.assert_found(old, offer, self.paths)

    def test_a_move_redirects_every_address(self) -> None:
        offer = self.make()
        old = offer.url
        self.move(offer)
        self.assert_found(old, offer, self.paths)

    @pytest.mark.nightly
    def test_so_does_what_happens_to_a_page_above_it(self) -> None:
        for change in (self.rename, self.move):
            offer = self.make()
            old = offer.url
            with self.subTest(change.__name__):
                change(self.parent)
                self.assert_found(old, offer, self.paths)

    @pytest.mark.nightly
    def test_after_two_changes_the_first_address_is_still_found(self) -> None:
        offer = self.make()
        old = offer.url
        self.rename(offer)
        self.move(offer)
        self.assert_found(old, offer, self.paths)

    def test_a_health_service_is_found_too(self) -> None:
        service = self.publish(complete_health_service(parent=self.parent))
        old = service.url
        self.move(service)
        self.assert_found(old, service, ("", *FIXED, f"{HEALTH.sections[0].anchor}/"))
        routes = {path.lstrip("/") for path in service.get_route_paths()}
        self.assertEqual(routes, SERVICE_PATHS)

    def test_an_offer_names_the_address_of_every_section(self) -> None:
        routes = {path.lstrip("/") for path in self.make().get_route_paths()}
        self.assertEqual(routes, {*PATHS, OWN})

    def test_a_section_that_is_empty_now_and_written_later_is_found(self) -> None:
        offer = self.make()
        old = offer.url
        self.move(offer)
        setting = {"text": "<p>We have two rooms.</p>", "more": []}
        offer.refresh_from_db()
        offer.body = complete_body(the_setting=setting)
        self.publish(offer)
        self.assert_found(old, offer, ("the-setting/",))

    def test_an_address_without_its_last_slash_is_found(self) -> None:
        offer = self.make()
        old = offer.url
        self.move(offer)
        self.assertEqual(self.follow(f"{old}health")[0], 200)

    @override_settings(WAGTAILREDIRECTS_AUTO_CREATE=False)
    def test_where_a_site_wants_none_there_are_none(self) -> None:
        self.move(self.make())
        self.assertFalse(Redirect.objects.exists())

    def test_addresses_that_no_redirect_has_room_for_are_left_out(self) -> None:
        slug = "a" * 238
        offer = self.make(parent=self.home, slug=slug)
        self.move(offer)
        longest = max(map(len, Redirect.objects.values_list("old_path", flat=True)))
        self.assertLessEqual(longest, 255)
        self.assertEqual(self.follow(f"/{slug}/")[0], 200)

    def test_each_offer_takes_one_query_to_name_them(self) -> None:
        counts = []
        for number in (1, 4):
            parent = self.home.add_child(instance=HeadingPage(title=f"{number}"))
            for _each in range(number):
                self.make(parent=parent)
            below = parent.get_descendants().live().defer_streamfields().specific()
            with CaptureQueriesContext(connection) as captured:
                for offer in below:
                    offer.get_route_paths()
                    offer.get_route_paths()
            counts.append(len(captured))
        self.assertEqual(counts[1] - counts[0], 3)


class EmailTests(RedirectsTestCase):
    """What a council was sent leads to the offer, wherever it is by now."""

    def test_each_link_of_an_email_is_found(self) -> None:
        for layout in Layout:
            offer = self.make(layout)
            # Then the next email has a link to what has changed.
            deliver_due()
            offer.body = complete_body(health={"text": "<p>A nurse is here.</p>"})
            self.publish(offer)
            notices = CouncilNotice.objects.filter(offer_id=offer.pk)
            links = {
                link
                for notice in notices
                for text in (notice.text_body, notice.html_body)
                for link in ADDRESS.findall(text)
                if link.startswith(offer.full_url)
            }
            self.assertTrue(any("health" in link for link in links), links)
            self.move(offer)
            for link in links:
                with self.subTest(link):
                    status, _where = self.follow(urlsplit(link).path)
                    self.assertEqual(status, 200)
