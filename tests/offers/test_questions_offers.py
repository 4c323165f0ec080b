"""Offers that answer the fourteen questions, and their headings wherever one reads."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import SimpleTestCase, TestCase, override_settings
from django.urls import reverse

from tests.builders import SENCO, complete_body, complete_offer, without
from tests.support import PublicSiteTestCase, run_python
from wagtail_localoffer.blocks import OfferBodyBlock
from wagtail_localoffer.checks import check_framework
from wagtail_localoffer.compliance import find_obstacles
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.models import (
    CouncilNotice,
    LocalOfferPage,
    QuestionsOfferPage,
    read_draft,
)
from wagtail_localoffer.notices.delivery import deliver_due

STAFF = {
    "primary": "How will school staff support my child?",
    "college": "How will college staff support my young person?",
    "early_years": "How will nursery staff support my child?",
}


def questions_offer(**changes: Any) -> Any:
    values = {"body": complete_body(FOURTEEN_QUESTIONS), **changes}
    return complete_offer(model=QuestionsOfferPage, **values)


class HeadingTests(PublicSiteTestCase):
    def test_families_read_the_questions_in_the_words_of_the_setting(self) -> None:
        for setting_type, heading in STAFF.items():
            offer = self.publish(questions_offer(setting_type=setting_type))
            for path in ("", "print/", "large-print/"):
                with self.subTest(setting_type, path=path):
                    page = self.read(offer.url + path)
                    self.assertEqual(page.find(id="staff-support").h2.text, heading)
                    self.assertNotIn("{", page.main.text)

    def test_a_search_engine_reads_what_families_ask(self) -> None:
        offer = self.publish(questions_offer())
        page = self.read(offer.url)
        description = page.find("meta", attrs={"name": "description"})["content"]
        self.assertIn("Contact: ", description)
        self.assertNotIn("?,", description)

    def test_a_page_for_each_question_has_its_heading_and_its_neighbours(self) -> None:
        offer = self.publish(questions_offer(layout="pages"))
        page = self.read(f"{offer.url}curriculum/")
        self.assertIn("How will the curriculum be matched", page.title.text)
        self.assertIn(STAFF["primary"], page.find(rel="prev").text)
        self.assertNotIn("{", page.text)

    def test_another_type_of_setting_gives_another_wording(self) -> None:
        offer = questions_offer()
        before = [str(each.heading) for each in offer.sections]
        offer.setting_type = "college"
        after = [str(each.heading) for each in offer.sections]
        self.assertIn(STAFF["primary"], before)
        self.assertIn(STAFF["college"], after)

    def test_a_draft_has_the_words_of_its_own_type(self) -> None:
        offer = self.publish(questions_offer())
        offer.setting_type = "college"
        draft = read(read_draft(offer.save_revision()))
        self.assertIs(draft.framework, in_words(FOURTEEN_QUESTIONS, "college"))

    def test_what_is_missing_is_named_in_those_words(self) -> None:
        offer = without(questions_offer(), "staff_support")
        (finding,) = find_obstacles(offer)
        self.assertIn(STAFF["primary"], str(finding.message))

    def test_the_list_of_parts_has_them_and_the_blocks_are_neutral(self) -> None:
        self.client.force_login(get_user_model().objects.create_superuser("priya"))
        offer = questions_offer()
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        page = BeautifulSoup(self.client.get(url).json()["tasks"], "html.parser")
        self.assertEqual(page.find(href="#part-staff_support").text, STAFF["primary"])
        block = QuestionsOfferPage.body.field.stream_block.child_blocks["staff_support"]
        self.assertEqual(str(block.label), "How will setting staff support my child?")

    def test_the_council_reads_them_too(self) -> None:
        offer = self.publish(questions_offer())
        offer.body = complete_body(
            FOURTEEN_QUESTIONS, staff_support={"text": "<p>New.</p>", "more": []}
        )
        deliver_due()
        self.publish(offer)
        notice = CouncilNotice.objects.order_by("pk").last()
        (change,) = notice.changes
        self.assertEqual(change["heading"], STAFF["primary"])
        self.assertTrue(change["url"].endswith("#staff-support"))

    def test_so_does_who_asks_the_api(self) -> None:
        offer = self.publish(questions_offer())
        url = f"/api/v2/pages/{offer.pk}/"
        sections = json.loads(self.client.get(url).content)["sections"]
        self.assertIn(STAFF["primary"], [each["heading"] for each in sections])

    def test_the_report_prints_what_stands_in_the_questions(self) -> None:
        offer = self.publish(questions_offer())
        page = self.read(f"{offer.url}sen-information-report/")
        self.assertIn(SENCO["name"], page.main.text)
        self.assertNotIn("{", page.main.text)

    def read(self, url: str) -> Any:
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")


class OtherOffersTests(TestCase):
    """What stays as it was for offers in the council's sections."""

    def test_their_framework_is_the_very_same(self) -> None:
        for setting_type in ("primary", "college", "early_years"):
            offer = LocalOfferPage(setting_type=setting_type)
            with self.subTest(setting_type):
                self.assertIs(offer.framework, LANCASHIRE)
                self.assertIs(read(offer).framework, LANCASHIRE)

    def test_a_fingerprint_says_nothing_of_headings(self) -> None:
        # A council isn't told of them when a setting's type is put right.
        offer = questions_offer()
        before = read(offer).fingerprint
        offer.setting_type = "secondary"
        after = read(offer).fingerprint
        self.assertEqual(
            {key for key in before if before[key] != after[key]}, {"front_sheet"}
        )


@pytest.mark.nightly
class OwnProcessTests(SimpleTestCase):
    """Such a project in another process, which must not find the database locked."""

    def test_its_offers_have_the_questions(self) -> None:
        status, output = run_python(
            "from django.core.management import call_command\n"
            "from wagtail_localoffer.models import LocalOfferPage\n"
            "call_command('check')\n"
            "offer = LocalOfferPage(setting_type='college')\n"
            "print(*(each.block_type for each in offer.body))\n"
            "print(offer.framework.sections[1].heading)",
            "tests.settings_questions",
        )
        self.assertEqual(status, 0, output)
        *_checked, keys, heading = output.splitlines()
        expected = [section.key for section in FOURTEEN_QUESTIONS.sections]
        self.assertEqual(keys.split(), ["senco_contact", "council_link", *expected])
        self.assertEqual(heading, STAFF["college"])


class ProjectTests(TestCase):
    """A project whose settings' own offers answer the questions."""

    path = "wagtail_localoffer.frameworks.questions.FOURTEEN_QUESTIONS"

    def setUp(self) -> None:
        super().setUp()
        given = {"FRAMEWORK": self.path}
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=given))

    def test_it_passes_the_checks(self) -> None:
        self.assertEqual(check_framework(), [])

    def test_what_stands_in_lancashires_sections_is_kept(self) -> None:
        body = OfferBodyBlock().to_python(complete_body(LANCASHIRE))
        headings = [
            each.value["heading"] for each in body if each.block_type == "own_section"
        ]
        self.assertEqual(
            headings[:2],
            ["Promoting good practice and successes", "Teaching and learning"],
        )
        # Both frameworks have it.
        self.assertIn("accessibility", [each.block_type for each in body])
