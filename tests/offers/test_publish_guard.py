"""The guard reads and judges a version once, and each version that it is given."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any
from unittest import mock

from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_offer, lancashire
from tests.content.test_offer import count_readings
from tests.form_data import offer_form_data
from wagtail_localoffer.compliance import OfferIncomplete, find_obstacles, rules
from wagtail_localoffer.content import read
from wagtail_localoffer.models import Council, LocalOfferPage
from wagtail_localoffer.offers.small_corrections import list_corrections

EMPTY = {"text": "", "more": []}

NEW = {"text": "<p>The office keeps medicine, and a nurse visits us.</p>", "more": []}


@contextmanager
def count_judgements() -> Iterator[mock.Mock]:
    """How often the rules are gone through for what must be there."""
    rules._judge.cache_clear()
    with mock.patch.object(
        rules, "check_contacts", side_effect=rules.check_contacts
    ) as judged:
        yield judged


class DecideOnceTests(WagtailTestUtils, TestCase):
    def setUp(self) -> None:
        self.offer = complete_offer(body=complete_body(health=NEW))

    def find(self) -> LocalOfferPage:
        return LocalOfferPage.objects.get(pk=self.offer.pk)

    def test_publishing_a_revision_judges_it_once(self) -> None:
        with count_judgements() as judged:
            self.offer.get_latest_revision().publish()
        self.assertEqual(judged.call_count, 1)
        self.assertTrue(self.find().live)

    def test_publishing_in_the_editor_judges_once_with_the_form(self) -> None:
        self.login()
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        data = offer_form_data(self.offer, **{"action-publish": "1"})
        with count_judgements() as judged:
            self.client.post(url, data)
        self.assertEqual(judged.call_count, 1)
        self.assertTrue(self.find().live)

    def test_what_changes_between_publishing_and_saving_is_judged_again(self) -> None:
        revision = self.offer.get_latest_revision()
        read_version = Revision.as_object
        versions: list[Any] = []

        def change_the_second(revision: Revision) -> Any:
            version = read_version(revision)
            versions.append(version)
            if len(versions) == 2:
                version.body = complete_body(health=EMPTY)
            return version

        with (
            mock.patch.object(Revision, "as_object", change_the_second),
            self.assertRaises(OfferIncomplete),
        ):
            revision.publish()
        self.assertEqual(len(versions), 2)
        self.assertFalse(self.find().live)

    def test_a_council_that_loses_its_address_in_between_is_judged_again(self) -> None:
        revision = self.offer.get_latest_revision()
        self.assertEqual(find_obstacles(self.offer, lancashire().local_offer_url), [])
        Council.objects.update(local_offer_url="")
        with self.assertRaises(OfferIncomplete):
            revision.publish()

    def test_a_body_that_was_changed_in_place_is_judged_again(self) -> None:
        offer = self.find()
        offer.live = True
        self.assertEqual(find_obstacles(offer), [])
        for child in offer.body.raw_data:
            if child["type"] == "health":
                child["value"]["text"] = "<p> </p>"
        (obstacle,) = find_obstacles(offer)
        self.assertEqual(obstacle.code, "section_empty")
        with self.assertRaises(OfferIncomplete):
            offer.save()

    def test_content_whose_body_was_changed_since_is_judged_as_it_is(self) -> None:
        offer = self.find()
        offer.live = True
        content = read(offer)
        self.assertTrue(content.parts)
        for child in offer.body.raw_data:
            if child["type"] == "health":
                child["value"]["text"] = "<p>\u200b</p>"
        self.assertEqual(len(find_obstacles(content)), 1)
        with self.assertRaises(OfferIncomplete):
            offer.save()

    def test_a_field_that_was_changed_is_judged_again(self) -> None:
        offer = self.find()
        self.assertEqual(find_obstacles(offer), [])
        offer.address = ""
        self.assertEqual([each.field for each in find_obstacles(offer)], ["address"])


class ReadOnceTests(TestCase):
    def setUp(self) -> None:
        self.offer = complete_offer(body=complete_body(health=NEW))

    def test_publishing_reads_the_body_once_before_it_begins(self) -> None:
        revision = self.offer.get_latest_revision()
        with mock.patch.object(Page, "publish"), count_readings() as readings:
            self.offer.publish(revision)
        self.assertEqual(readings.call_count, 1)

    def test_saving_a_live_offer_reads_its_body_once_before_it_is_written(self) -> None:
        self.offer.live = True
        with mock.patch.object(Page, "save"), count_readings() as readings:
            self.offer.save()
        self.assertEqual(readings.call_count, 1)

    def test_a_small_correction_reads_it_once_beside_the_live_version(self) -> None:
        self.offer.get_latest_revision().publish()
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        offer.title = "Our offer"
        offer.minor_change = True
        with mock.patch.object(Page, "save"), count_readings() as readings:
            offer.save()
        self.assertEqual(readings.call_count, 2)
        self.assertEqual(set(list_corrections(offer.waived)), {"front_sheet"})


class AliasTests(TestCase):
    """An alias says what its original says, and not before its original does."""

    def setUp(self) -> None:
        self.offer = complete_offer(body=complete_body(health=NEW))
        self.alias = self.offer.create_alias(update_slug="alias")
        self.alias_of_alias = self.alias.create_alias(update_slug="alias-of-alias")

    def schedule(self, **changes: Any) -> None:
        for field, value in changes.items():
            setattr(self.offer, field, value)
        self.offer.go_live_at = timezone.now() + timedelta(days=1)
        self.offer.save_revision().publish()
        self.offer.refresh_from_db()

    def let_time_pass(self) -> None:
        # Wagtail asks the clock for both the date of the revision and its content.
        with mock.patch(
            "django.utils.timezone.now", return_value=timezone.now() + timedelta(days=2)
        ):
            call_command("publish_scheduled", stdout=StringIO())

    def list_live(self) -> list[str]:
        ours = (self.offer.pk, self.alias.pk, self.alias_of_alias.pk)
        live = Page.objects.filter(pk__in=ours, live=True)
        return list(live.order_by("pk").values_list("slug", flat=True))

    @property
    def slugs(self) -> list[str]:
        return [self.offer.slug, "alias", "alias-of-alias"]

    def test_it_waits_with_a_draft_that_is_scheduled(self) -> None:
        self.schedule()
        self.assertEqual(self.list_live(), [])
        self.assertEqual(self.client.get("/alias/").status_code, 404)

    def test_it_goes_live_when_the_time_has_come(self) -> None:
        self.schedule()
        self.let_time_pass()
        self.assertEqual(self.list_live(), self.slugs)
        self.assertEqual(self.client.get("/alias/").status_code, 200)

    def test_it_waits_with_what_was_live_before_and_is_scheduled_again(self) -> None:
        self.offer.get_latest_revision().publish()
        self.offer.refresh_from_db()
        self.assertEqual(self.list_live(), self.slugs)
        self.offer.unpublish()
        self.schedule()
        self.assertEqual(self.list_live(), [])
        self.let_time_pass()
        self.assertEqual(self.list_live(), self.slugs)

    def test_it_follows_a_scheduled_change_of_what_is_live(self) -> None:
        self.offer.get_latest_revision().publish()
        self.offer.refresh_from_db()
        self.schedule(title="What we offer now")
        titles = Page.objects.filter(pk=self.alias_of_alias.pk).values_list("title")
        self.assertNotIn(("What we offer now",), titles)
        self.let_time_pass()
        self.assertIn(("What we offer now",), titles.all())

    def test_nothing_else_makes_it_live_before(self) -> None:
        self.offer.update_aliases()
        self.assertEqual(self.list_live(), [])
