from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from tests.builders import complete_body, complete_offer, save_draft, without
from wagtail_localoffer.blocks.prompts import list_variants
from wagtail_localoffer.choices import Coverage, SettingType
from wagtail_localoffer.compliance.checklist import Checklist, Line
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import LocalOfferPage


class ChecklistTests(TestCase):
    def find(self, checklist: Checklist, key: str) -> Line:
        return next(line for line in checklist.lines if line.key == key)

    def test_a_complete_offer_has_everything_done(self) -> None:
        checklist = complete_offer().get_checklist()
        self.assertEqual(checklist.obstacles, [])
        self.assertEqual(checklist.assessment.done, checklist.assessment.asked)
        self.assertEqual({line.status for line in checklist.lines}, {Coverage.DONE})

    def test_it_has_a_line_for_each_part_in_the_order_of_the_form(self) -> None:
        checklist = complete_offer().get_checklist()
        self.assertEqual(
            [line.key for line in checklist.lines],
            [
                "",
                "senco_contact",
                "council_link",
                *(part.key for part in LANCASHIRE.sections if part.required),
            ],
        )

    def test_the_setting_has_a_line_in_early_years(self) -> None:
        offer = complete_offer(setting_type="early_years")
        line = self.find(offer.get_checklist(), "the_setting")
        self.assertEqual(line.status, Coverage.MISSING)
        self.assertFalse(line.is_needed)

    def test_what_is_missing_leads_to_its_place(self) -> None:
        offer = complete_offer(body=complete_body(health={"text": "", "more": []}))
        line = self.find(offer.get_checklist(), "health")
        block = next(child for child in offer.body if child.block_type == "health")
        self.assertEqual(line.status, Coverage.MISSING)
        self.assertEqual(line.target, f"block-{block.id}-section")

    def test_a_block_that_was_deleted_has_no_place(self) -> None:
        line = self.find(without(complete_offer(), "health").get_checklist(), "health")
        self.assertEqual(line.target, "")

    def test_the_front_sheet_leads_to_the_first_field_that_is_missing(self) -> None:
        offer = complete_offer()
        offer.address = ""
        self.assertEqual(self.find(offer.get_checklist(), "").target, "id_address")

    def test_every_requirement_stands_in_one_line(self) -> None:
        checklist = LocalOfferPage(setting_type="primary").get_checklist()
        listed = [
            state.requirement.key
            for line in checklist.lines
            for state in line.requirements
        ]
        self.assertEqual(
            sorted(listed),
            sorted(
                state.requirement.key for state in checklist.assessment.requirements
            ),
        )
        self.assertEqual(len(listed), len(set(listed)))


class ChecklistViewTests(TestCase):
    def setUp(self) -> None:
        self.client.force_login(User.objects.create_superuser("priya"))

    def get(self, page: Any) -> Any:
        return self.client.get(reverse("wagtail_localoffer:checklist", args=[page.pk]))

    def test_the_editor_shows_it(self) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[complete_offer().pk])
        self.assertContains(self.client.get(url), 'id="localoffer-progress"')

    def test_a_new_page_has_one_too(self) -> None:
        url = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_localoffer", "localofferpage", Page.objects.get(depth=2).pk],
        )
        self.assertContains(self.client.get(url), "Enter the SENCO’s name.")

    def test_it_follows_the_newest_draft(self) -> None:
        offer = complete_offer(live=True)
        self.assertNotContains(self.get(offer), "Enter the name of your setting.")
        offer.setting_name = ""
        save_draft(offer)
        self.assertContains(self.get(offer), "Enter the name of your setting.")

    def test_it_names_the_source_of_each_requirement(self) -> None:
        offer = complete_offer()
        html = self.get(offer).content.decode()
        for state in offer.get_checklist().assessment.requirements:
            with self.subTest(requirement=state.requirement.key):
                self.assertIn(str(state.requirement.source), html)

    def test_what_somebody_wrote_is_shown_as_text(self) -> None:
        text = "<p>Please complete &lt;script&gt;alert(1)&lt;/script&gt;</p>"
        offer = complete_offer(body=complete_body(health={"text": text, "more": []}))
        self.assertNotContains(self.get(offer), "<script>")

    def test_it_costs_as_many_queries_for_a_long_offer_as_for_a_short_one(self) -> None:
        short = complete_offer(body=complete_body(health={"text": "", "more": []}))
        link = '<p><a href="https://www.hawthornbank.example/plan">Our plan</a></p>'
        long = complete_offer(
            body=complete_body(health={"text": link * 200, "more": []})
        )
        self.get(short)
        with self.assertNumQueries(FEW_QUERIES):
            self.get(short)
        with self.assertNumQueries(FEW_QUERIES):
            self.get(long)

    def test_who_may_not_edit_the_page_does_not_see_it(self) -> None:
        offer = complete_offer()
        self.client.force_login(User.objects.create_user("reader"))
        self.assertEqual(self.get(offer).status_code, 302)

    def test_nobody_sees_it_without_logging_in(self) -> None:
        offer = complete_offer()
        self.client.logout()
        response = self.get(offer)
        self.assertEqual(response.status_code, 302)
        self.assertTrue(response.url.startswith("/admin/login/"))

    def test_a_page_that_is_no_offer_has_none(self) -> None:
        self.assertEqual(self.get(Page.objects.get(depth=2)).status_code, 404)


#: The session and the user, the page and its newest draft with all that Wagtail makes
#: of it, and the councils. None is for a paragraph or a link.
FEW_QUERIES = 12


class PromptTests(TestCase):
    def render(self) -> BeautifulSoup:
        block = LocalOfferPage().body.stream_block.child_blocks["teaching"]
        return BeautifulSoup(str(block.meta.help_text), "html.parser")

    def test_each_type_of_setting_is_asked_in_its_own_words(self) -> None:
        html = self.render()
        for setting_type in SettingType.values:
            with self.subTest(setting_type=setting_type):
                self.assertTrue(html.select(f"li.localoffer-for--{setting_type}"))

    def test_a_prompt_is_said_once_to_all_types_that_use_the_same_words(self) -> None:
        for section in LANCASHIRE.sections:
            texts = [
                variant.text for variant in list_variants(section.prompts, LANCASHIRE)
            ]
            self.assertEqual(len(texts), len(set(texts)))

    def test_the_style_sheet_knows_every_type_of_setting(self) -> None:
        path = finders.find("wagtail_localoffer/css/editor.css")
        assert isinstance(path, str)
        with open(path, encoding="utf-8") as file:
            known = set(
                re.findall(
                    r'\[value="(\w*)"\]:checked\) \.localoffer-for--(\w+)', file.read()
                )
            )
        expected = {(value, value) for value in SettingType.values} | {("", "none")}
        self.assertEqual(known, expected)

    def test_no_prompt_is_part_of_a_new_offer(self) -> None:
        body = str(LocalOfferPage().body.get_prep_value())
        for section in LANCASHIRE.sections:
            for variant in list_variants(section.prompts, LANCASHIRE):
                self.assertNotIn(variant.text, body)
