from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Page

from tests.builders import complete_body, complete_offer, save_draft
from tests.support import publish
from wagtail_localoffer.choices import PartStatus
from wagtail_localoffer.compliance.checklist import Checklist, Line
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import list_prompts
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import LocalOfferPage


class ChecklistTests(TestCase):
    def find(self, checklist: Checklist, key: str) -> Line:
        return next(line for line in checklist.lines if line.key == key)

    def test_a_complete_offer_has_everything_done(self) -> None:
        checklist = complete_offer().get_checklist()
        self.assertEqual(checklist.obstacles, [])
        self.assertEqual(checklist.assessment.done, checklist.assessment.asked)
        needed = {line.status for line in checklist.lines if line.is_needed}
        self.assertEqual(needed, {PartStatus.READY})
        self.assertEqual(checklist.ready, checklist.needed)
        self.assertIsNone(checklist.next_line)
        self.assertEqual(checklist.time_left, "")

    def test_it_has_a_line_for_each_part_in_the_order_of_the_form(self) -> None:
        checklist = complete_offer().get_checklist()
        self.assertEqual(
            [line.key for line in checklist.lines],
            [
                "",
                "senco_contact",
                "council_link",
                *(part.key for part in LANCASHIRE.sections if part.required),
                "taking_part",
                "own_section",
            ],
        )

    def test_the_setting_has_a_line_in_early_years(self) -> None:
        offer = complete_offer(setting_type="early_years")
        line = self.find(offer.get_checklist(), "the_setting")
        self.assertEqual(line.status, PartStatus.NOT_STARTED)
        self.assertFalse(line.is_needed)

    def test_the_state_of_a_part_says_how_far_somebody_got(self) -> None:
        long = "<p>" + "We show each child round before the first day. " * 5 + "</p>"
        code = "<p>We help.<script>alert(1)</script></p>"
        for text, status in (
            ("", PartStatus.NOT_STARTED),
            ("<p></p>", PartStatus.NOT_STARTED),
            ("<p>A nurse visits us.</p>", PartStatus.STARTED),
            (long, PartStatus.READY),
            (code, PartStatus.ATTENTION),
        ):
            with self.subTest(text=text):
                body = complete_body(health={"text": text, "more": []})
                checklist = complete_offer(body=body).get_checklist()
                self.assertEqual(self.find(checklist, "health").status, status)

    def test_the_state_of_the_contact_and_the_council_too(self) -> None:
        for contact, status in (
            ({}, PartStatus.NOT_STARTED),
            ({"name": "Mo Whittle"}, PartStatus.STARTED),
            ({"name": "Mo Whittle", "email": "senco"}, PartStatus.ATTENTION),
            ({"name": "Mo Whittle", "telephone": "01632 960123"}, PartStatus.READY),
        ):
            with self.subTest(contact=contact):
                body = complete_body(senco_contact=contact)
                checklist = complete_offer(body=body).get_checklist()
                self.assertEqual(self.find(checklist, "senco_contact").status, status)
        lines = LocalOfferPage().get_checklist()
        council = self.find(lines, "council_link")
        self.assertEqual(council.status, PartStatus.NOT_STARTED)

    def test_what_is_wrong_comes_next_and_then_what_is_needed(self) -> None:
        wrong = {"text": "<p>We help.<script>alert(1)</script></p>", "more": []}
        empty = {"text": "", "more": []}
        both = complete_offer(body=complete_body(teaching=empty, health=wrong))
        one = complete_offer(body=complete_body(teaching=empty))
        self.assertEqual(both.get_checklist().next_line.key, "health")
        self.assertEqual(one.get_checklist().next_line.key, "teaching")
        self.assertEqual(LocalOfferPage().get_checklist().next_line.key, "")

    def test_an_offer_in_which_nothing_is_written_is_empty(self) -> None:
        self.assertTrue(LocalOfferPage(setting_type="primary").get_checklist().is_empty)
        self.assertFalse(complete_offer().get_checklist().is_empty)

    def test_the_time_that_is_left_shrinks_as_parts_get_ready(self) -> None:
        empty = {"text": "", "more": []}
        one = complete_offer(body=complete_body(teaching=empty)).get_checklist()
        two = complete_offer(
            body=complete_body(teaching=empty, health=empty)
        ).get_checklist()
        self.assertEqual(LocalOfferPage().get_checklist().time_left, "about 2 hours")
        self.assertEqual(two.time_left, "about 20 minutes")
        self.assertEqual(one.time_left, "about 10 minutes")

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

    def get_new(self, query: str = "", model: str = "localofferpage") -> Any:
        args = ["wagtail_localoffer", model]
        return self.client.get(
            reverse("wagtail_localoffer:new_checklist", args=args) + query
        )

    def test_the_editor_asks_for_it(self) -> None:
        offer = complete_offer()
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        response = self.client.get(url)
        self.assertContains(response, 'data-controller="localoffer-checklist')
        self.assertContains(response, f'page-value="{offer.pk}"')
        self.assertContains(response, 'data-side-panel="checklist"')

    def test_a_new_page_has_one_too(self) -> None:
        self.assertIn("Enter the SENCO’s name.", self.get_new().json()["needed"])

    def test_an_empty_offer_is_welcomed_and_not_scolded(self) -> None:
        empty = self.get_new("?setting_type=primary").json()
        self.assertIn("Welcome.", empty["tasks"])
        self.assertNotIn("The law asks", empty["checklist"])
        begun = self.get(complete_offer()).json()
        self.assertNotIn("Welcome.", begun["tasks"])
        self.assertIn("The law asks", begun["checklist"])

    def test_that_of_a_new_page_is_for_the_type_of_setting_in_the_form(self) -> None:
        nursery = self.get_new("?setting_type=early_years").json()
        school = self.get_new("?setting_type=primary").json()
        self.assertIn("#part-the_setting", nursery["tasks"])
        self.assertNotIn("#part-the_setting", school["tasks"])
        self.assertIn("pupil", str(school["prompts"]))
        self.assertNotIn("pupil", str(nursery["prompts"]))

    def test_a_type_that_there_is_not_changes_nothing(self) -> None:
        said = self.get_new("?setting_type=castle").json()
        self.assertEqual(said, self.get_new().json())

    def test_only_kinds_of_offers_have_one(self) -> None:
        self.assertEqual(self.get_new(model="council").status_code, 404)
        self.assertEqual(self.get_new(model="nothing").status_code, 404)

    def test_a_health_service_has_its_own(self) -> None:
        tasks = self.get_new(model="healthservicepage").json()["tasks"]
        self.assertIn("#part-contacts", tasks)
        self.assertNotIn("senco", tasks)

    def test_prompts_tick_off_as_they_are_answered(self) -> None:
        text = "<p>A nurse keeps medicine in a locked cupboard.</p>"
        offer = complete_offer(body=complete_body(health={"text": text, "more": []}))
        prompts = self.get(offer).json()["prompts"]["health"]
        ticked = BeautifulSoup(prompts, "html.parser").select(
            ".localoffer-prompts__answered"
        )
        self.assertIn("medicine", str(ticked))
        self.assertNotIn("emergency", str(ticked))

    def test_it_says_what_families_see_now(self) -> None:
        offer = complete_offer()
        said = {"draft": self.get(offer).json()["tasks"]}
        publish(offer)
        said["live"] = self.get(offer).json()["tasks"]
        offer.telephone = "01632 960099"
        save_draft(offer)
        said["changed"] = self.get(offer).json()["tasks"]
        offer.refresh_from_db()
        offer.unpublish()
        said["taken down"] = self.get(offer).json()["tasks"]
        self.assertIn("it is a draft", said["draft"])
        self.assertIn("as it is here", said["live"])
        self.assertIn("is not published.", said["changed"])
        self.assertIn("it was taken down", said["taken down"])

    def test_it_follows_the_newest_draft(self) -> None:
        offer = complete_offer(live=True)
        self.assertNotIn("Enter the name", self.get(offer).json()["needed"])
        offer.setting_name = ""
        save_draft(offer)
        self.assertIn("Enter the name", self.get(offer).json()["needed"])

    def test_it_names_the_source_of_each_requirement(self) -> None:
        offer = complete_offer()
        html = self.get(offer).json()["checklist"]
        for state in offer.get_checklist().assessment.requirements:
            with self.subTest(requirement=state.requirement.key):
                self.assertIn(escape(str(state.requirement.source)), html)

    def test_what_somebody_wrote_is_shown_as_text(self) -> None:
        text = "<p>Please complete &lt;script&gt;alert(1)&lt;/script&gt;</p>"
        offer = complete_offer(body=complete_body(health={"text": text, "more": []}))
        self.assertNotIn("<script>", str(self.get(offer).json()))

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
#: of it, the councils and the documents that wait. None is for a paragraph or a link.
FEW_QUERIES = 14


class PromptTests(TestCase):
    def test_each_type_of_setting_is_asked_in_its_own_words(self) -> None:
        asked = {
            setting_type: str(
                [
                    str(prompt.text)
                    for prompt in list_prompts(
                        read(LocalOfferPage(setting_type=setting_type))
                    )["teaching"]
                ]
            )
            for setting_type in ("primary", "college", "early_years")
        }
        self.assertIn("pupil", asked["primary"])
        self.assertIn("student", asked["college"])
        self.assertNotIn("pupil", asked["early_years"])

    def test_no_prompt_is_part_of_a_new_offer(self) -> None:
        offer = LocalOfferPage()
        body = str(offer.body.get_prep_value())
        for prompts in list_prompts(read(offer)).values():
            for prompt in prompts:
                self.assertNotIn(str(prompt.text), body)
