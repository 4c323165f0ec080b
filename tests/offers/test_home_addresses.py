"""The address of a home: where only the area is for the public, it is nowhere."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO, StringIO
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail.models import Page, Revision

from tests.builders import complete_offer, save_draft
from tests.form_data import offer_form_data
from tests.support import (
    PublicSiteTestCase,
    dump_tables,
    with_search_index,
)
from wagtail_localoffer.compliance.rules import OfferIncomplete
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.delivery.feeds import describe
from wagtail_localoffer.notices.delivery.webhook import write_payload

pytestmark = [pytest.mark.portable, pytest.mark.rows]

STREET, POSTCODE = "7 Quernmore Passage", "ZZ9 9QX"
ADDRESS = f"{STREET}\nAlderbeck\n{POSTCODE}"
AREA = "Alderbeck, ZZ9"

#: Words of the address that nothing else has.
WORDS = ("Quernmore", "9QX")

#: What makes an address that of a home.
HOMES: dict[str, dict[str, Any]] = {
    "a childminder": {"setting_type": "childminder"},
    "who says so": {"setting_type": "early_years", "address_is_private": True},
}

#: A setting whose address is for everybody.
PUBLIC = {"setting_type": "early_years", "address_is_private": None}

FACES = ("", "print/", "large-print/", "sen-information-report/", "health/")


def find_words(text: str) -> list[str]:
    return [word for word in WORDS if word.casefold() in text.casefold()]


@pytest.mark.nightly
@with_search_index
class TestAHome(PublicSiteTestCase):
    """Its address is given by one way or another. It comes out by none."""

    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(User.objects.create_superuser("head"))

    def make(self, **values: Any) -> Any:
        return complete_offer(**{"address": ADDRESS, "area": AREA, **values})

    def publish_from_the_form(self, home: dict[str, Any]) -> Any:
        offer = self.make(**home)
        data = offer_form_data(offer, **{"action-publish": "1"})
        data |= {**home, "address": ADDRESS, "area": AREA}
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(reverse("wagtailadmin_pages:edit", args=[offer.pk]), data)
        offer.refresh_from_db()
        return offer

    def publish_from_code(self, home: dict[str, Any]) -> Any:
        return self.publish(self.make(**home))

    def publish_what_was_public(self, home: dict[str, Any]) -> Any:
        """It was a nursery at an address that everybody may know, and moved home."""
        offer = self.make(**PUBLIC)
        offer = self.publish(offer)
        for name, value in home.items():
            setattr(offer, name, value)
        return self.publish(offer)

    def save_without_a_version(self, home: dict[str, Any]) -> Any:
        offer = self.publish(self.make(**PUBLIC))
        for name, value in home.items():
            setattr(offer, name, value)
        with self.captureOnCommitCallbacks(execute=True):
            offer.save()
        return offer

    def store_past_the_models(self, home: dict[str, Any]) -> Any:
        """As SQL, a dump or a version before this one may leave it in the database."""
        offer = self.publish(self.make(**home))
        rows = LocalOfferPage.objects.filter(pk=offer.pk)
        LocalOfferPage._base_manager.filter(pk=offer.pk).update(address=ADDRESS)
        for revision in Revision.objects.for_instance(offer):
            content = {**revision.content, "address": ADDRESS}
            Revision.objects.filter(pk=revision.pk).update(content=content)
        offer = rows.get()
        self.assertEqual(offer.address, ADDRESS)
        return offer

    def restore_what_was_stored(self, home: dict[str, Any]) -> Any:
        offer = self.store_past_the_models(home)
        with self.captureOnCommitCallbacks(execute=True):
            offer.latest_revision.publish()
        offer.refresh_from_db()
        return offer

    def list_public(self, offer: Any) -> Any:
        """What anybody can read, each with where it is."""
        self.client.logout()
        url = offer.url
        places = [f"{url}{face}" for face in FACES]
        places += [
            f"/api/v2/pages/{offer.pk}/",
            "/sitemap.xml",
            "/health/council-notices/",
        ]
        places.append("/api/v2/pages/?type=wagtail_localoffer.LocalOfferPage&fields=*")
        if WAGTAIL_VERSION >= (8, 0):
            places += ["/api/v3/pages/", f"/api/v3/pages/{offer.pk}/"]
        for place in places:
            response = self.client.get(place, follow=True)
            self.assertEqual(response.status_code, 200, place)
            yield place, response.content.decode()
        for word in WORDS:
            for find in ("search", "autocomplete"):
                found = getattr(LocalOfferPage.objects.all(), find)(word)
                yield f"{find} for {word}", "".join(word for _page in found)
            query = {"search": word}
            for page in self.client.get("/api/v2/pages/", query).json()["items"]:
                yield f"the API’s search for {word}", f"{page} {word}"

    def list_sent(self, offer: Any) -> Any:
        """What the council and others are told."""
        deliver_due()
        for number, message in enumerate(mail.outbox):
            yield f"email {number}", str(message.message())
        for notice in CouncilNotice.objects.filter(offer_id=offer.pk):
            yield "a notice", repr(vars(notice))
            yield "the webhook", write_payload(describe(notice))

    def list_internal(self, offer: Any) -> Any:
        """What is exported and printed."""
        output = StringIO()
        call_command("check_local_offers", "--format=json", stdout=output)
        yield "check_local_offers", output.getvalue()
        self.client.force_login(User.objects.get(username="head"))
        report = reverse("wagtail_localoffer_report")
        yield "CSV", self.client.get(report, {"export": "csv"}).getvalue().decode()
        sheet = self.client.get(report, {"export": "xlsx"}).getvalue()
        rows = load_workbook(BytesIO(sheet)).active.iter_rows(values_only=True)
        yield "XLSX", repr(list(rows))
        for mode, _label in offer.preview_modes:
            for revision in Revision.objects.for_instance(offer):
                page = revision.as_object()
                preview = page.make_preview_request(preview_mode=mode)
                yield f"preview {mode}", preview.content.decode()

    def assert_nowhere(self, outlets: Any) -> None:
        for place, text in outlets:
            with self.subTest(place):
                self.assertEqual(find_words(text), [])

    def assert_private(self, offer: Any) -> None:
        self.assertTrue(offer.live)
        self.assert_nowhere(self.list_public(offer))
        self.assert_nowhere(self.list_sent(offer))
        self.assert_nowhere(self.list_internal(offer))
        self.assertContains(self.client.get(offer.url), AREA)

    def test_it_is_nowhere_by_whichever_way_it_came(self) -> None:
        for kind, way in (
            ("a childminder", self.publish_from_the_form),
            ("who says so", self.publish_from_the_form),
            ("a childminder", self.publish_from_code),
            ("who says so", self.publish_what_was_public),
            ("a childminder", self.save_without_a_version),
            ("who says so", self.restore_what_was_stored),
        ):
            with self.subTest(kind, way=way.__name__):
                offer = way(HOMES[kind])
                self.assert_private(offer)
                self.assert_nowhere(
                    (table, "".join(rows)) for table, rows in dump_tables().items()
                )
                offer.delete()
                CouncilNotice.objects.all().delete()
                mail.outbox.clear()

    def test_what_is_in_the_database_all_the_same_does_not_come_out(self) -> None:
        for kind, home in HOMES.items():
            with self.subTest(kind):
                self.assert_private(self.store_past_the_models(home))


class TestWritingMany(PublicSiteTestCase):
    """What is written without a save keeps the address of no home either."""

    def setUp(self) -> None:
        super().setUp()
        self.offer = self.publish(complete_offer(address=ADDRESS, **PUBLIC))
        self.other = self.publish(
            complete_offer(title="The other", address=ADDRESS, **PUBLIC)
        )

    def update(self, home: dict[str, Any]) -> None:
        # It doesn't match any more what has found it.
        rows = LocalOfferPage.objects.filter(pk=self.offer.pk, **PUBLIC)
        self.assertEqual(rows.update(area=AREA, address=ADDRESS, **home), 1)

    def bulk_update(self, home: dict[str, Any]) -> None:
        for name, value in {**home, "area": AREA}.items():
            setattr(self.offer, name, value)
        LocalOfferPage.objects.bulk_update([self.offer], [*home, "area"])

    def save_the_fields(self, home: dict[str, Any]) -> None:
        for name, value in {**home, "area": AREA}.items():
            setattr(self.offer, name, value)
        self.offer.save(update_fields=[*home, "area"])

    def test_it_is_in_no_column_and_no_version(self) -> None:
        for way in (self.update, self.bulk_update, self.save_the_fields):
            for kind, home in HOMES.items():
                with self.subTest(kind, way=way.__name__), transaction.atomic():
                    self.offer = LocalOfferPage.objects.get(pk=self.offer.pk)
                    way(home)
                    revisions = Revision.objects.for_instance(self.offer)
                    self.assertEqual(find_words(str(list(revisions.values()))), [])
                    self.assertEqual(self.count_found(), 1)
                    transaction.set_rollback(True)

    def count_found(self) -> int:
        """How many offers the API finds by the address."""
        query = {"type": "wagtail_localoffer.LocalOfferPage", "address": ADDRESS}
        found = self.client.get("/api/v2/pages/", query).json()
        return int(found["meta"]["total_count"])


class TestOldVersions(PublicSiteTestCase):
    """From when the address was public; now it is that of a home."""

    def setUp(self) -> None:
        super().setUp()
        self.offer = complete_offer(address=ADDRESS, **PUBLIC)
        self.publish(self.offer)
        self.old = self.offer.latest_revision
        self.offer.setting_type, self.offer.area = "childminder", AREA

    def test_one_does_not_bring_the_address_back(self) -> None:
        self.publish(self.offer)
        self.old.refresh_from_db()
        with self.assertRaises(OfferIncomplete) as caught:
            self.old.publish()
        self.assertIn("Enter the address of your setting.", str(caught.exception))

    def test_whoever_works_elsewhere_again_gives_an_address_again(self) -> None:
        self.publish(self.offer)
        self.offer.setting_type = "early_years"
        with self.assertRaises(OfferIncomplete):
            self.publish(self.offer)
        self.offer.address = "1 New Street\nAlderbeck"
        self.publish(self.offer)
        self.assertContains(self.client.get(self.offer.url), "1 New Street")

    def test_a_draft_of_it_as_a_home_takes_nothing_away(self) -> None:
        save_draft(self.offer)
        self.old.refresh_from_db()
        self.assertEqual(self.old.content["address"], ADDRESS)
        self.assertContains(self.client.get(self.offer.url), STREET)

    def test_a_draft_of_a_home_does_not_hold_the_address(self) -> None:
        draft = self.offer.save_revision()
        self.assertEqual(find_words(str(draft.content)), [])

    def test_what_is_planned_for_another_place_stays(self) -> None:
        self.publish(self.offer)
        plan = LocalOfferPage.objects.get(pk=self.offer.pk)
        plan.setting_type, plan.address = "early_years", "1 New Street\nAlderbeck"
        plan.go_live_at = timezone.now() + timedelta(days=1)
        scheduled = plan.save_revision(approved_go_live_at=plan.go_live_at)
        plan.go_live_at = None
        draft = plan.save_revision()
        Page.objects.filter(pk=plan.pk).update(live_revision=self.old.pk)
        LocalOfferPage.objects.get(pk=plan.pk).save()
        for revision in (scheduled, draft):
            revision.refresh_from_db()
            self.assertIn("1 New Street", revision.content["address"])

    def test_a_newer_draft_for_another_place_stays_where_no_version_is_live(
        self,
    ) -> None:
        def unpublish(page: Any) -> None:
            page.unpublish()

        def unpublish_and_save(page: Any) -> None:
            page.unpublish()
            LocalOfferPage.objects.get(pk=page.pk).save()

        def go_live_without_a_version(page: Any) -> None:
            page.live_revision = None
            page.save()

        self.publish(self.offer)
        home = self.offer.live_revision_id
        soon = timezone.now() + timedelta(days=1)
        for end, planned in product(
            (unpublish, unpublish_and_save, go_live_without_a_version), (None, soon)
        ):
            with self.subTest(end.__name__, planned=planned):
                Page.objects.filter(pk=self.offer.pk).update(
                    live=True, live_revision=home, latest_revision=home
                )
                plan = LocalOfferPage.objects.get(pk=self.offer.pk)
                plan.setting_type, plan.address = "early_years", "1 New Street"
                draft = plan.save_revision(approved_go_live_at=planned)
                end(LocalOfferPage.objects.get(pk=plan.pk))
                draft.refresh_from_db()
                self.assertEqual(draft.content["address"], "1 New Street")

    def test_one_loses_the_address_where_no_version_is_live(self) -> None:
        save_draft(self.offer)
        home = LocalOfferPage.objects.get(pk=self.offer.pk)
        home.live_revision, home.setting_type, home.area = None, "childminder", AREA
        home.save()
        self.old.refresh_from_db()
        self.assertEqual(self.old.content["address"], "")

    def test_what_else_they_say_stays(self) -> None:
        before = self.old.content
        self.publish(self.offer)
        self.old.refresh_from_db()
        self.assertEqual(self.old.content, {**before, "address": ""})
