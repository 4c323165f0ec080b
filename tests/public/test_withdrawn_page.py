"""What families find at the address of an offer that was taken down."""

from __future__ import annotations

from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from tests.admin.test_consequences import find_home
from tests.builders import (
    complete_body,
    complete_health_service,
    complete_offer,
    save_draft,
)
from tests.school.models import TextPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import LocalOfferPage, WithdrawnPage

LEAVE = {"localoffer-seen": "1", "localoffer-leave": "on"}


class WithdrawnPageTestCase(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = User.objects.create_superuser("priya", "priya@school.example")
        self.client.force_login(self.user)

    def take_down(self, page: Any, **data: str) -> None:
        url = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(url, {**LEAVE, **data})
        page.refresh_from_db()

    def read(self, offer: Any, path: str = "", status: int = 410) -> str:
        self.client.logout()
        response = self.client.get(f"{offer.url}{path}", headers={"host": HOST})
        self.assertEqual(response.status_code, status)
        self.client.force_login(self.user)
        return response.content.decode()


HOST = "www.hawthornbank.school"


class WithdrawnPageTests(WithdrawnPageTestCase):
    def test_it_has_the_name_the_contact_and_the_council(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        html = self.read(offer)
        text = BeautifulSoup(html, "html.parser").get_text(" ")
        for words in (
            "Hawthorn Bank Primary School",
            "This local offer is not published at the moment.",
            "Priya Nuttall",
            "01632 960014",
            "www.lancashire.gov.uk/SEND",
        ):
            self.assertIn(words, text)

    def test_a_service_has_its_provider_and_its_teams(self) -> None:
        offer = self.publish(complete_health_service())
        self.take_down(offer)
        html = self.read(offer)
        self.assertIn("Alder Vale Community NHS Trust", html)
        self.assertIn("Bookings team", html)

    def test_search_engines_are_told_to_forget_it(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        self.assertIn('<meta name="robots" content="noindex">', self.read(offer))
        response = self.client.get(offer.url, headers={"host": HOST})
        self.assertEqual(response.headers["X-Robots-Tag"], "noindex")
        sitemap = LocalOfferPage.objects.live().public()
        self.assertFalse(sitemap.filter(pk=offer.pk).exists())

    def test_without_the_tick_there_is_no_such_page(self) -> None:
        offer = self.publish(complete_offer())
        self.unpublish(offer)
        self.read(offer, status=404)

    def test_nothing_of_a_draft_is_in_it(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        offer.title = offer.seo_title = offer.search_description = "SECRET title"
        offer.setting_name = "SECRET school"
        offer.telephone = "01632 960666"
        offer.body = complete_body(
            senco_contact={"name": "SECRET SENCO", "email": "secret@school.example"}
        )
        # Wagtail writes drafts of what isn't live into its row.
        save_draft(offer)
        offer.save()
        html = self.read(offer)
        self.assertNotIn("SECRET", html)
        self.assertNotIn("960666", html)
        self.assertIn("Priya Nuttall", html)

    def test_it_is_of_the_live_version_and_not_of_the_draft_beside_it(self) -> None:
        offer = self.publish(complete_offer())
        offer.setting_name = "SECRET school"
        save_draft(offer)
        self.take_down(LocalOfferPage.objects.get(pk=offer.pk))
        self.assertNotIn("SECRET", self.read(offer))

    def test_addresses_of_its_parts_say_the_same_and_others_nothing(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        for path in (
            "print/",
            "sen-information-report/",
            f"{offer.framework.sections[0].anchor}/",
        ):
            self.assertIn("not published at the moment", self.read(offer, path))
        self.read(offer, "nothing-like-this/", status=404)

    def test_it_goes_when_the_offer_is_published_again(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        self.publish(offer)
        self.read(offer, status=200)
        # Nobody asked for it the second time.
        self.unpublish(offer)
        self.read(offer, status=404)

    def test_a_private_page_has_none(self) -> None:
        offer = self.publish(complete_offer())
        PageViewRestriction.objects.create(page=offer, restriction_type="login")
        self.take_down(offer)
        self.assertFalse(WithdrawnPage.objects.exists())
        self.read(offer, status=404)

    def test_it_is_gone_as_soon_as_the_page_is_private(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        PageViewRestriction.objects.create(page=offer, restriction_type="login")
        self.read(offer, status=404)

    def test_it_is_gone_with_the_page(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        url = offer.url
        Page.objects.get(pk=offer.pk).delete()
        self.assertFalse(WithdrawnPage.objects.exists())
        response = self.client.get(url, headers={"host": HOST})
        self.assertEqual(response.status_code, 404)

    def test_offers_below_an_unpublished_page_have_one_each(self) -> None:
        place = find_home().add_child(instance=TextPage(title="Below"))
        offer = self.publish(complete_offer(parent=place))
        self.take_down(place, include_descendants="on")
        offer.refresh_from_db()
        self.assertFalse(offer.live)
        self.assertIn("Priya Nuttall", self.read(offer))

    def test_it_can_be_taken_away_and_caches_forget_it(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        notices = reverse("wagtail_localoffer:offer_notices", args=[offer.pk])
        self.assertContains(self.client.get(notices), "Take this page away")
        url = reverse("wagtail_localoffer:take_away", args=[offer.pk])
        backend = {
            "default": {
                "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
                "LOCATION": "http://cache.example",
            }
        }
        with (
            self.settings(WAGTAILFRONTENDCACHE=backend),
            mock.patch("wagtail_localoffer.admin.withdrawn_pages.purge_offer") as purge,
            self.captureOnCommitCallbacks(execute=True),
        ):
            self.client.post(url)
        purge.assert_called_once()
        self.read(offer, status=404)
        self.assertNotContains(self.client.get(notices), "Take this page away")

    def test_who_may_not_publish_may_not_take_it_away(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        self.client.force_login(User.objects.create_user("sam"))
        self.client.post(reverse("wagtail_localoffer:take_away", args=[offer.pk]))
        self.assertTrue(WithdrawnPage.objects.exists())

    def test_a_person_is_erased_from_it(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        with mock.patch("sys.stdout"):
            call_command("erase_person", name=["Priya Nuttall"], yes=True)
        self.assertNotIn("Priya", str(WithdrawnPage.objects.get().blocks))
        self.assertNotIn("Priya", self.read(offer))

    def test_its_council_may_be_gone_by_then(self) -> None:
        offer = self.publish(complete_offer())
        self.take_down(offer)
        left = WithdrawnPage.objects.get()
        for block in left.blocks:
            if block["type"] == "council_link":
                block["value"] = 999_999
        left.save()
        html = self.read(offer)
        self.assertIn("Priya Nuttall", html)
        self.assertNotIn("localoffer-council", html)
