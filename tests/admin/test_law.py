"""What the law asks, in the editor: what is chosen is a part of the draft."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_offer
from tests.form_data import offer_form_data
from tests.support import PublicSiteTestCase
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage

ASKED = "schedule-1.9"
COMPLAIN = "If you want to complain"


def choice(offer: Any) -> dict[str, Any]:
    return {ASKED: choose(read(offer), [COMPLAIN])}


class KeptTests(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()
        self.offer = complete_offer()

    def post(self, **data: Any) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(url, {**offer_form_data(self.offer), **data})
        self.assertEqual(response.status_code, 302)
        self.offer.refresh_from_db()

    def test_the_form_keeps_it_in_the_draft_and_not_on_the_public_page(self) -> None:
        self.publish(self.offer)
        self.offer.answers = choice(self.offer)
        self.post()
        self.assertEqual(self.offer.answers, {})
        draft = self.offer.get_latest_revision_as_object()
        self.assertEqual(draft.answers, choice(self.offer))

    def test_publishing_brings_it_into_the_report_and_tells_no_council(self) -> None:
        self.publish(self.offer)
        notices = CouncilNotice.objects.count()
        self.offer.answers = choice(self.offer)
        self.post(**{"action-publish": "1"})
        url = f"{self.offer.url}sen-information-report/"
        report = BeautifulSoup(self.client.get(url).content, "html.parser")
        self.assertIn(COMPLAIN, report.find(id="schedule-1-9").text)
        self.assertEqual(CouncilNotice.objects.count(), notices)

    def test_what_is_not_settled_never_stops_a_publication(self) -> None:
        self.offer.answers = {ASKED: {"gone": "It was here once."}}
        self.post(**{"action-publish": "1"})
        self.assertTrue(self.offer.live)

    def test_an_earlier_version_brings_back_what_was_chosen_then(self) -> None:
        self.offer.answers = choice(self.offer)
        first = self.offer.save_revision()
        self.offer.answers = {}
        self.offer.save_revision()
        self.assertEqual(first.as_object().answers, choice(self.offer))

    def test_a_comparison_of_versions_names_what_was_decided(self) -> None:
        first = self.offer.save_revision()
        self.offer.answers = choice(self.offer) | {"schedule-1.12": "We are <new>."}
        second = self.offer.save_revision()
        url = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[self.offer.pk, first.pk, second.pk],
        )
        said = BeautifulSoup(self.client.get(url).content, "html.parser").main.text
        self.assertIn(COMPLAIN, said)
        self.assertIn("We are <new>.", said)
        same = reverse(
            "wagtailadmin_pages:revisions_compare",
            args=[self.offer.pk, second.pk, second.pk],
        )
        self.assertNotContains(self.client.get(same), COMPLAIN)

    def test_a_copy_has_it_too(self) -> None:
        self.offer.answers = choice(self.offer)
        self.offer.save_revision().publish()
        self.offer.refresh_from_db()
        copied = self.offer.copy(update_attrs={"slug": "copied"})
        self.assertEqual(copied.answers, choice(self.offer))

    def test_a_form_without_the_field_leaves_it_as_it_was(self) -> None:
        self.offer.answers = choice(self.offer)
        self.offer.save_revision().publish()
        data = offer_form_data(self.offer)
        del data["answers"]
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        revisions = self.offer.revisions.count()
        self.client.post(url, data)
        self.offer.refresh_from_db()
        self.assertEqual(self.offer.revisions.count(), revisions + 1)
        draft = self.offer.get_latest_revision_as_object()
        self.assertEqual(draft.answers, choice(self.offer))

    def test_whatever_is_posted_is_stored_as_decisions(self) -> None:
        for posted in ("", "null", "[]", '"x"', '{"schedule-1.9": "\\u0000"}', "{"):
            with self.subTest(posted):
                data = {**offer_form_data(self.offer), "answers": posted}
                url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
                response = self.client.post(url, {**data, "action-publish": "1"})
                self.assertIn(response.status_code, (200, 302))
                self.offer.refresh_from_db()
                self.assertIsInstance(self.offer.answers, dict)
                self.assertNotIn("\x00", str(self.offer.answers))

    def test_publishing_says_which_answers_have_changed(self) -> None:
        self.offer.answers = {ASKED: {"gone": "It was here once."}}
        self.offer.save_revision()
        url = reverse("wagtail_localoffer:checklist", args=[self.offer.pk])
        self.assertIn("1 answer to the law", self.client.get(url).json()["needed"])


class ScreenTests(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()

    def open(self, offer: Any) -> BeautifulSoup:
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        return BeautifulSoup(self.client.get(url).json()["law"], "html.parser")

    def test_each_item_shows_the_passage_that_is_suggested_and_its_place(self) -> None:
        item = self.open(complete_offer()).find(id=f"law-{ASKED}")
        self.assertIn(COMPLAIN, item.blockquote.text)
        self.assertIn("Communication with parents", item.blockquote.text)
        self.assertEqual(
            [each["value"] for each in item.select("[type=radio]")],
            ["proposed", "others", "reason"],
        )

    def test_a_field_that_answers_it_leaves_nothing_to_decide(self) -> None:
        item = self.open(complete_offer()).find(id="law-schedule-1.4")
        self.assertIn("What you filled in answers it", item.text)
        self.assertEqual(item.select("[type=radio]"), [])

    def test_every_passage_can_be_chosen_under_the_name_of_its_part(self) -> None:
        page = self.open(complete_offer())
        parts = page.template.find_all("fieldset")
        self.assertIn("Working together", [each.legend.string for each in parts])
        boxes = [each["value"] for each in page.template.select("[type=checkbox]")]
        self.assertEqual(len(boxes), len(set(boxes)))

    def test_what_was_chosen_and_is_gone_is_shown(self) -> None:
        offer = complete_offer(answers={ASKED: {"x": "Ring our <old> bell."}})
        item = self.open(offer).find(id=f"law-{ASKED}")
        self.assertIn("Ring our <old> bell.", item.q.text)
        self.assertIn("Changed: decide again", item.h3.text)

    def test_an_offer_in_which_nothing_is_written_says_to_write_first(self) -> None:
        offer = complete_offer(body=[])
        self.assertIn("Write your sections first", self.open(offer).text)


class TranslationTests(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()
        self.offer = complete_offer()
        self.offer.answers = choice(self.offer)
        self.publish(self.offer)
        locale, _created = Locale.objects.get_or_create(language_code="ur")
        self.urdu = self.offer.copy_for_translation(locale, copy_parents=True)
        words = "<p>اگر آپ شکایت کرنا چاہتے ہیں تو ہیڈ ٹیچر کو فون کریں۔</p>"
        sections = [each.key for each in LocalOfferPage.get_framework().sections]
        kept = {each: {"text": words, "more": []} for each in sections}
        body = complete_body(**kept)
        body = [each for each in body if each["type"] != "the_setting"]
        self.urdu.body = body
        self.urdu.save_revision().publish()
        self.urdu.refresh_from_db()

    def test_its_report_says_that_it_is_as_in_the_english_offer(self) -> None:
        response = self.client.get(f"{self.urdu.url}sen-information-report/")
        item = BeautifulSoup(response.content, "html.parser").find(id="schedule-1-9")
        (link,) = item.select("a[hreflang=en-gb]")
        self.assertEqual(
            link["href"], f"{self.offer.url}sen-information-report/#schedule-1-9"
        )

    def test_its_editor_sees_it_as_settled(self) -> None:
        state = next(
            each
            for each in self.urdu.get_checklist().asked
            if each.requirement.key == ASKED
        )
        self.assertTrue(state.is_settled)
