"""The history of an offer in which publications, reviews and news stand out."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.support import PublicSiteTestCase
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.reporting.reviews import record_review


class HistoryTests(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = User.objects.create_superuser("priya", "priya@school.example")
        self.client.force_login(self.user)
        self.offer = self.publish(complete_offer())
        self.url = reverse("wagtail_localoffer:offer_history", args=[self.offer.pk])

    def save(self, text: str) -> Any:
        self.offer.body = complete_body(health={"text": f"<p>{text}</p>", "more": []})
        return self.offer.save_revision(user=self.user, log_action=True)

    def publish_change(self, text: str) -> Any:
        self.save(text).publish(user=self.user)
        self.offer.refresh_from_db()
        return self.offer.live_revision

    def read_page(self) -> BeautifulSoup:
        response = self.client.get(self.url)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def list_rows(self) -> list[tuple[str, str]]:
        """What each line is, and what it says."""
        rows = self.read_page().select("table.listing tbody tr")
        cells = [row.find_all("td") for row in rows]
        return [
            (row[0].get_text(" ", strip=True), row[1].get_text(" ", strip=True))
            for row in cells
        ]

    def test_saved_drafts_are_left_out(self) -> None:
        before = self.list_rows()
        for number in range(3):
            self.save(f"Version {number}")
        self.assertEqual(self.list_rows(), before)

    def test_publications_reviews_and_news_are_marked(self) -> None:
        record_review(self.offer, self.user)
        deliver_due()
        rows = self.list_rows()
        self.assertEqual(
            {kind for kind, _words in rows},
            {"Published", "Reviewed", "Council told", "Other"},
        )
        (told,) = (words for kind, words in rows if kind == "Council told")
        self.assertIn("Lancashire County Council was told", told)

    def test_what_was_published_is_compared_with_what_was_published_before(
        self,
    ) -> None:
        before = self.publish_change("Before")
        for number in range(2):
            self.save(f"Draft {number}")
        now = self.publish_change("Now")
        compare = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[self.offer.pk, before.pk, now.pk],
        )
        link = self.read_page().select_one("table.listing tbody a[href*=compare]")
        assert link is not None
        self.assertEqual(link["href"], compare)
        words = self.client.get(compare).content.decode()
        self.assertIn("Before", words)
        self.assertNotIn("Draft", words.split("<table")[1])

    def test_a_version_that_was_purged_is_no_dead_link(self) -> None:
        first = self.offer.live_revision
        purged = self.publish_change("Before")
        now = self.publish_change("Now")
        purged.delete()
        links = self.read_page().select("table.listing tbody a[href*=revisions]")
        addresses = [str(each["href"]) for each in links]
        compare = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[self.offer.pk, first.pk, now.pk],
        )
        self.assertIn(compare, addresses)
        self.assertFalse([each for each in addresses if f"/{purged.pk}/" in each])

    def test_the_number_of_queries_does_not_grow(self) -> None:
        counts = []
        for number in range(3):
            self.publish_change(f"Version {number}")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.client.get(self.url)
            counts.append(len(queries))
        self.assertEqual(counts[1], counts[2])

    def test_the_menu_of_the_page_leads_there(self) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        self.assertContains(self.client.get(edit), f'href="{self.url}"')
        everything = reverse("wagtailadmin_pages:history", args=[self.offer.pk])
        self.assertContains(self.client.get(self.url), f'href="{everything}"')

    def test_a_health_service_has_one_too(self) -> None:
        offer = self.publish(complete_health_service())
        url = reverse("wagtail_localoffer:offer_history", args=[offer.pk])
        self.assertContains(self.client.get(url), "Published")

    def test_other_pages_have_none(self) -> None:
        alias = self.offer.create_alias(update_slug="alias")
        for page in (self.offer.get_parent(), alias):
            url = reverse("wagtail_localoffer:offer_history", args=[page.pk])
            with self.subTest(page):
                self.assertEqual(self.client.get(url).status_code, 404)

    def test_who_may_not_edit_the_page_sees_nothing(self) -> None:
        self.client.force_login(User.objects.create_user("stranger"))
        self.assertEqual(self.client.get(self.url).status_code, 302)
