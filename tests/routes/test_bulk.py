from __future__ import annotations

from wagtail.models import Page, Site

from tests.routes.kinds import HEALTH_SERVICE
from tests.routes.routes import RouteTestCase, bulk_url
from tests.school.models import HeadingPage


class BulkPublishTests(RouteTestCase):
    def test_complete_offers_and_other_pages_of_the_batch_are_published(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        other = home.add_child(instance=HeadingPage(title="News", live=False))
        good, bad = self.complete(), self.without_section()
        self.client.post(bulk_url(bad, good, other), follow=True)
        states = {
            page.pk: Page.objects.get(pk=page.pk).live for page in (bad, good, other)
        }
        self.assertEqual(states, {bad.pk: False, good.pk: True, other.pk: True})

    def test_the_success_message_counts_what_was_published(self) -> None:
        good, bad = self.complete(), self.without_section()
        response = self.client.post(bulk_url(bad, good), follow=True)
        self.assertContains(response, "1 page has been published")

    def test_nothing_is_called_published_if_nothing_was(self) -> None:
        response = self.client.post(bulk_url(self.without_section()), follow=True)
        self.assertNotContains(response, "been published")

    def test_descendants_that_are_complete_are_published(self) -> None:
        section = Site.objects.get(is_default_site=True).root_page.add_child(
            instance=HeadingPage(title="Inclusion", live=False)
        )
        good = self.complete(parent=section)
        bad = self.without_section(parent=section)
        response = self.client.post(
            bulk_url(section), {"include_descendants": "on"}, follow=True
        )
        good.refresh_from_db()
        bad.refresh_from_db()
        self.assertEqual((good.live, bad.live), (True, False))
        self.assertContains(response, "1 page and 1 child page have been published")


class HealthServiceBulkPublishTests(BulkPublishTests):
    kind = HEALTH_SERVICE
