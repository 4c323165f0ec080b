"""What families ask, below what the law asks: where each question leads, and why."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_health_service, complete_offer
from tests.form_data import offer_form_data
from tests.support import PublicSiteTestCase
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.content.family_answers import (
    DECIDED,
    LEFT_OUT,
    list_family_answers,
)
from wagtail_localoffer.models import CouncilNotice, OfferSummary
from wagtail_localoffer.open_data.documents import describe
from wagtail_localoffer.public.sen_report import build_report
from wagtail_localoffer.reporting.summaries import survey

MEDICINE = "You sign a form, and two adults give the medicine."
OTHER = "Ask Mr Osei about it."
LIFT = {"answer": "no", "note": "We move classes"}
LAW = "schedule-1.9"


def make(**changes: Any) -> Any:
    sections = {
        "health": {"text": f"<p>{MEDICINE}</p><p>{OTHER}</p>", "more": []},
        "accessibility": {"text": "<p>Come.</p>", "more": [], "facts": {"lift": LIFT}},
    }
    return complete_offer(body=complete_body(**sections), **changes)


def decide(offer: Any, key: str, words: str) -> dict[str, Any]:
    return {DECIDED.format(key): choose(read(offer), [words])}


class ScreenTestCase(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()

    def fetch(self, offer: Any) -> dict[str, Any]:
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        data: dict[str, Any] = self.client.get(url).json()
        return data

    def open(self, offer: Any) -> BeautifulSoup:
        return BeautifulSoup(self.fetch(offer)["law"], "html.parser")

    def find(self, offer: Any, key: str) -> Tag:
        item = self.open(offer).find(id=f"law-{DECIDED.format(key)}")
        assert isinstance(item, Tag)
        return item

    def status(self, item: Tag) -> str:
        status = item.select_one("h3 .localoffer-status")
        assert status
        return status.text

    def choices(self, item: Tag) -> list[Any]:
        return [each["value"] for each in item.select("[type=radio]")]


class ScreenTests(ScreenTestCase):
    def test_it_lists_all_that_families_ask_of_such_a_setting(self) -> None:
        for setting_type, asked in (
            (SettingType.PRIMARY, ("year-7",)),
            (SettingType.EARLY_YEARS, ("toilet", "starting-school")),
        ):
            with self.subTest(setting_type):
                page = self.open(make(setting_type=setting_type))
                for key in ("contact", "medicine", *asked):
                    item = page.find(id=f"law-{DECIDED.format(key)}")
                    self.assertIsNotNone(item, key)
        self.assertIsNone(page.find(id="law-family.year-7"))

    def test_what_the_program_found_is_shown_with_its_section(self) -> None:
        item = self.find(make(), "medicine")
        self.assertEqual(self.status(item), "The program found it")
        self.assertIn(MEDICINE, item.blockquote.text)
        self.assertIn("Health", item.blockquote.text)
        self.assertEqual(self.choices(item), ["proposed", "others", LEFT_OUT])

    def test_of_a_list_the_point_is_named_to_which_it_leads(self) -> None:
        html = f"<ul><li>{MEDICINE}</li><li>{OTHER}</li></ul>"
        body = complete_body(health={"text": html, "more": []})
        item = self.find(complete_offer(body=body), "medicine")
        self.assertEqual(
            item.select_one("#law-proposed-family\\.medicine q").text, MEDICINE
        )

    def test_what_a_person_chose_is_shown_as_that(self) -> None:
        offer = make(answers=decide(make(), "medicine", OTHER), slug="chosen")
        item = self.find(offer, "medicine")
        self.assertEqual(self.status(item), "A person chose it")
        self.assertIn(OTHER, item.blockquote.text)

    def test_what_is_left_out_can_be_taken_in_again(self) -> None:
        item = self.find(make(answers={"family.medicine": LEFT_OUT}), "medicine")
        self.assertEqual(self.status(item), "Left out")
        self.assertIn(MEDICINE, item.blockquote.text)

    def test_a_passage_can_be_chosen_where_nothing_answers(self) -> None:
        item = self.find(make(), "bullying")
        self.assertEqual(self.status(item), "Not shown to families")
        self.assertEqual(self.choices(item), ["others", LEFT_OUT])

    def test_what_a_fact_answers_is_changed_where_it_stands(self) -> None:
        item = self.find(make(), "lift")
        self.assertEqual(self.status(item), "Answered")
        self.assertEqual(item.q.text, "No. We move classes")
        link = item.select_one("a[href='#part-accessibility']")
        self.assertEqual(link["data-localoffer-field"], "facts.lift.answer")
        self.assertEqual(self.choices(item), [])

    def test_a_fact_that_is_not_filled_in_is_asked_for(self) -> None:
        item = self.find(make(), "wheelchair")
        self.assertEqual(self.status(item), "Not shown to families")
        self.assertTrue(item.select("a[data-localoffer-field*=step_free]"))
        self.assertEqual(self.choices(item), ["others"])

    def test_the_contact_is_changed_where_it_stands(self) -> None:
        offer = make()
        item = self.find(offer, "contact")
        self.assertEqual(self.status(item), "Answered")
        self.assertTrue(item.select("a[href='#part-senco_contact']"))
        offer = complete_offer(body=[], slug="empty")
        self.assertEqual(
            self.status(self.find(offer, "contact")), "Not shown to families"
        )

    def test_a_kind_without_a_report_has_what_families_ask_alone(self) -> None:
        service = complete_health_service()
        self.assertIn("What families ask", self.fetch(service)["tasks"])
        page = self.open(service)
        self.assertIsNotNone(page.find(id="law-family.missed"))
        self.assertIsNone(page.find(attrs={"data-counted": True}))
        url = reverse("wagtailadmin_pages:edit", args=[service.pk])
        form = self.client.get(url).content.decode()
        self.assertIn("What families ask", form)
        self.assertNotIn("What the law asks", form)

    def test_it_takes_as_many_queries_whatever_was_decided(self) -> None:
        few = make()
        answers = {**decide(few, "medicine", OTHER), "family.bullying": LEFT_OUT}
        many = make(slug="many", answers=answers)
        for offer in (few, many):
            url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
            self.client.get(url)
            with self.subTest(offer.slug), self.assertNumQueries(14):
                self.client.get(url)


class FollowedTests(ScreenTestCase):
    def test_a_question_says_that_it_follows_the_law(self) -> None:
        item = self.find(make(), "complain")
        link = item.select_one("a[href='#part-law']")
        self.assertEqual(link["data-localoffer-field"], f"law-{LAW}")
        self.assertIn("this follows what you choose for the law", item.text)

    def test_what_was_chosen_for_the_law_is_shown_until_one_chooses_here(self) -> None:
        offer = make()
        law = {LAW: choose(read(offer), [OTHER])}
        item = self.find(make(slug="law", answers=law), "complain")
        self.assertEqual(self.status(item), "As chosen for the law")
        self.assertIn(OTHER, item.blockquote.text)
        both = {**law, **decide(offer, "complain", MEDICINE)}
        item = self.find(make(slug="both", answers=both), "complain")
        self.assertEqual(self.status(item), "A person chose it")
        self.assertIn(MEDICINE, item.blockquote.text)
        self.assertNotIn("this follows", item.text)

    def test_what_does_not_apply_by_law_is_not_shown(self) -> None:
        item = self.find(make(answers={LAW: "Nobody complains."}), "complain")
        self.assertEqual(self.status(item), "Not shown to families")

    def test_a_passage_that_has_changed_is_asked_for_again(self) -> None:
        offer = make(answers={"family.medicine": {"x": f"{OTHER} Today."}})
        item = self.find(offer, "medicine")
        self.assertEqual(self.status(item), "Changed: decide again")
        self.assertIn("Today.", item.q.text)
        self.assertIn(OTHER, item.blockquote.text)
        self.assertIn("1 question of families", self.fetch(offer)["needed"])

    def test_what_has_changed_for_the_law_is_not_counted_twice(self) -> None:
        offer = make(answers={LAW: {"x": f"{OTHER} Today."}})
        self.assertEqual(
            self.status(self.find(offer, "complain")), "Changed: decide again"
        )
        needed = self.fetch(offer)["needed"]
        self.assertIn("1 answer to the law", needed)
        self.assertNotIn("of families", needed)

    def test_of_a_passage_that_is_gone_the_guess_is_only_proposed(self) -> None:
        offer = make(answers={"family.medicine": {"x": "It was here once."}})
        item = self.find(offer, "medicine")
        self.assertIn("families aren’t shown this question", item.text)
        self.assertIn("This answers it", item.text)
        self.assertIn(MEDICINE, item.blockquote.text)

    def test_a_translation_says_that_its_original_decides(self) -> None:
        offer = make()
        offer.answers = {"family.medicine": LEFT_OUT} | decide(offer, "bullying", OTHER)
        self.publish(offer)
        locale, _created = Locale.objects.get_or_create(language_code="ur")
        urdu = offer.copy_for_translation(locale, copy_parents=True)
        urdu.save_revision().publish()
        chosen = self.find(urdu, "bullying")
        self.assertEqual(self.status(chosen), "As in the original")
        self.assertIn("chosen for the original", chosen.text)
        out = self.find(urdu, "medicine")
        self.assertEqual(self.status(out), "Not shown to families")


class KeptTests(ScreenTestCase):
    def post(self, offer: Any, **data: Any) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(url, {**offer_form_data(offer), **data})
        self.assertEqual(response.status_code, 302)
        offer.refresh_from_db()

    def test_publishing_it_tells_no_council(self) -> None:
        for make_one in (make, complete_health_service):
            offer = self.publish(make_one())
            notices = CouncilNotice.objects.count()
            with self.subTest(offer.slug):
                offer.answers = {"family.complain": LEFT_OUT}
                self.post(offer, **{"action-publish": "1"})
                self.assertEqual(offer.answers, {"family.complain": LEFT_OUT})
                self.assertEqual(CouncilNotice.objects.count(), notices)

    def test_the_form_keeps_the_words_of_what_was_chosen_in_the_draft(self) -> None:
        offer = self.publish(make())
        chosen = decide(offer, "medicine", OTHER)
        offer.answers = chosen
        self.post(offer)
        self.assertEqual(offer.answers, {})
        draft = offer.get_latest_revision_as_object()
        self.assertEqual(draft.answers, chosen)

    def test_a_comparison_of_versions_names_the_question(self) -> None:
        offer = make()
        versions = [offer.save_revision()]
        for answers in (
            decide(offer, "medicine", OTHER),
            {"family.medicine": LEFT_OUT},
        ):
            offer.answers = answers
            versions.append(offer.save_revision())
        for before, after, said in ((0, 1, OTHER), (0, 2, "Left out")):
            with self.subTest(said):
                url = reverse(
                    "wagtailadmin_pages:revisions_compare",
                    args=[offer.pk, versions[before].pk, versions[after].pk],
                )
                page = BeautifulSoup(self.client.get(url).content, "html.parser")
                self.assertIn("Who gives my child medicine?", page.main.text)
                self.assertIn(said, page.main.text)
                self.assertNotIn(LEFT_OUT, page.main.text)

    def test_who_may_not_edit_sees_nothing_of_it(self) -> None:
        offer = make()
        self.client.force_login(self.create_user("reader"))
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        self.assertRedirects(
            self.client.get(url), reverse("wagtailadmin_login") + f"?next={url}"
        )


class NotCountedTests(TestCase):
    """What families ask is no duty: nothing that is counted or sent knows of it."""

    def setUp(self) -> None:
        self.offer = make()
        decided = {
            **decide(self.offer, "medicine", OTHER),
            **decide(self.offer, "complain", OTHER),
            "family.advice": LEFT_OUT,
            "family.bullying": {"gone": "It was here once."},
        }
        self.decided = make(slug="decided", answers=decided)
        before, after = (
            [each.question.key for each in list_family_answers(read(offer))]
            for offer in (self.offer, self.decided)
        )
        # Otherwise it would prove nothing.
        self.assertNotEqual(before, after)

    def test_the_law_has_as_much_settled_and_the_offer_covers_as_much(self) -> None:
        self.assertEqual(assess(self.decided), assess(self.offer))
        before, after = (each.get_checklist() for each in (self.offer, self.decided))
        self.assertEqual(after.settled, before.settled)
        self.assertEqual(after.changed, 0)

    def test_lists_and_exports_have_the_same_figures(self) -> None:
        own = {"id", "offer_id", "measured_at", "fingerprint"}
        before, after = (
            OfferSummary.objects.filter(pk=survey(each).summary.pk).values().get()
            for each in (self.offer, self.decided)
        )
        self.assertEqual(
            {key: value for key, value in after.items() if key not in own},
            {key: value for key, value in before.items() if key not in own},
        )

    def test_the_report_prints_the_same(self) -> None:
        before, after = (
            [(each.anchor, each.passages, each.reason) for each in build_report(offer)]
            for offer in (self.offer, self.decided)
        )
        self.assertEqual(after, before)

    def test_open_data_say_the_same(self) -> None:
        before = describe(self.offer)
        self.offer.answers = self.decided.answers
        self.assertEqual(describe(self.offer), before)

    def test_the_fingerprint_is_the_same(self) -> None:
        before = read(self.offer).fingerprint
        self.offer.answers = self.decided.answers
        self.assertEqual(read(self.offer).fingerprint, before)
