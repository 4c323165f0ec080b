"""What projects do with the public pages that the example site doesn't."""

from __future__ import annotations

from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import RequestFactory, override_settings
from wagtail.models import Page

from tests.builders import SENCO, complete_body, complete_offer
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.public import cache
from wagtail_localoffer.text.plain import join_address

LOCAL = "django.core.cache.backends.locmem.LocMemCache"


class ProjectsTestCase(PublicSiteTestCase):
    def read(self, url: str) -> BeautifulSoup:
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200, url)
        return BeautifulSoup(response.content, "html.parser")


class AddressTests(ProjectsTestCase):
    def test_addresses_are_joined_with_one_slash(self) -> None:
        for url in ("http://a.example/offer", "http://a.example/offer/"):
            self.assertEqual(
                join_address(url, "print/"), "http://a.example/offer/print/"
            )
            self.assertEqual(join_address(url, ""), url)

    def test_a_site_whose_addresses_have_no_slash_has_links_that_work(self) -> None:
        offer = self.publish(complete_offer(layout=Layout.PAGES))
        get_url = Page.get_url

        def without_slash(self: Any, *args: Any, **kwargs: Any) -> Any:
            url = get_url(self, *args, **kwargs)
            return url and url.rstrip("/")

        # Wagtail reads WAGTAIL_APPEND_SLASH when it is imported.
        with mock.patch.object(Page, "get_url", without_slash):
            page = self.read(f"/{offer.slug}/")
            for link in page.select(".localoffer-contents a, .localoffer-formats a"):
                path = link["href"].partition("#")[0]
                with self.subTest(path):
                    if path:
                        self.assertEqual(self.client.get(path).status_code, 200)

    def test_a_draft_below_an_offer_takes_no_address_away(self) -> None:
        offer = self.publish(complete_offer(model=TrustOfferPage))
        offer.add_child(instance=HeadingPage(title="Draft", slug="print", live=False))
        self.assertContains(self.client.get(f"{offer.url}print/"), "Our local offer")

    def test_a_live_page_below_an_offer_keeps_its_address(self) -> None:
        offer = self.publish(complete_offer(model=TrustOfferPage))
        offer.add_child(instance=HeadingPage(title="Our nurse", slug="health"))
        self.assertContains(self.client.get(f"{offer.url}health/"), "Our nurse")

    def test_a_page_that_a_project_leaves_out_of_its_sitemap_stays_out(self) -> None:
        offer = self.publish(complete_offer())
        with mock.patch.object(Page, "get_sitemap_urls", return_value=[]):
            self.assertEqual(offer.get_sitemap_urls(), [])


class ViewTests(ProjectsTestCase):
    def test_a_view_of_a_project_s_own_can_show_the_offer(self) -> None:
        offer = self.publish(complete_offer())
        request = RequestFactory().get(offer.url)
        for response in (offer.serve(request), offer.render(request)):
            html = response.render().content.decode()
            self.assertIn(SENCO["name"], html)

    def test_the_title_for_search_engines_is_the_editor_s(self) -> None:
        offer = self.publish(complete_offer(seo_title="Help with learning"))
        page = self.read(offer.url)
        self.assertEqual(
            page.title.text, "Help with learning – Hawthorn Bank Primary School"
        )

    def test_imported_numbers_that_are_no_text_are_shown(self) -> None:
        contact = {**SENCO, "name": 7, "job_title": 7, "telephone": 1632960014}
        body = complete_body(senco_contact=contact)
        page = self.read(self.publish(complete_offer(body=body)).url)
        self.assertIn("1632960014", page.find(id="senco-contact").text)

    def test_words_in_place_of_a_number_are_no_link(self) -> None:
        offer = self.publish(complete_offer())
        # From before the rule asked for a number.
        type(offer).objects.update(telephone="Ask at the office")
        facts = self.read(offer.url).find(id="about-the-setting")
        self.assertIn("Ask at the office", facts.text)
        self.assertIsNone(facts.find("a"))


class NameTests(ProjectsTestCase):
    def test_nothing_in_a_name_is_explained(self) -> None:
        offer = self.publish(complete_offer(setting_name="Hill SEMH School"))
        page = self.read(offer.url)
        self.assertNotIn("SEMH (social", page.text)
        self.assertIn("Hill SEMH School does", page.select_one(".localoffer-lead").text)

    def test_names_are_kept_from_a_browser_s_translation(self) -> None:
        page = self.read(self.publish(complete_offer()).url)
        names = {tag.text for tag in page.select('[translate="no"]')}
        self.assertIn("Hawthorn Bank Primary School", names)
        self.assertIn(SENCO["name"], names)


class CacheTests(ProjectsTestCase):
    def test_the_stamp_is_kept_where_the_fragments_are(self) -> None:
        backends = {
            "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
            "template_fragments": {"BACKEND": LOCAL, "LOCATION": "fragments"},
        }
        with override_settings(CACHES=backends):
            self.addCleanup(caches["template_fragments"].clear)
            self.assertEqual(cache.get_stamp(), cache.get_stamp())
            before = cache.get_stamp()
            cache.renew_stamp()
            self.assertNotEqual(cache.get_stamp(), before)


class RightToLeftTests(ProjectsTestCase):
    def test_the_groups_of_a_number_stay_in_order(self) -> None:
        text = "<p>Call the office on 01632 960010.</p>"
        offer = self.publish(
            complete_offer(body=complete_body(health={"text": text, "more": []}))
        )
        with override_settings(LANGUAGE_CODE="ur", WAGTAIL_I18N_ENABLED=False):
            page = BeautifulSoup(
                offer.serve(RequestFactory().get(offer.url)).render().content,
                "html.parser",
            )
        self.assertIn("01632\u00a0960010", page.find(id="health").text)
        self.assertIn("01632 960010", self.read(offer.url).find(id="health").text)
