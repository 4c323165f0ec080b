"""What the editor of an offer adds to Wagtail's: its panels, and what it refuses."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import TestCase, override_settings
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.models import Site

from tests.builders import complete_body, complete_offer, save_draft
from tests.form_data import offer_form_data
from tests.school.models import TextPage
from wagtail_localoffer.admin.page_views import has_checklist
from wagtail_localoffer.models import LocalOfferPage

EMPTY = {"text": "", "more": []}


class EditorTestCase(TestCase):
    def setUp(self) -> None:
        self.user = User.objects.create_superuser("priya")
        self.client.force_login(self.user)

    def open(self, name: str, *args: Any) -> Any:
        response = self.client.get(reverse(f"wagtailadmin_pages:{name}", args=args))
        self.assertEqual(response.status_code, 200)
        return response

    def save(self, offer: Any, action: str = "", **more: Any) -> Any:
        """Post the form of an offer, as a browser does."""
        data = offer_form_data(offer, **more)
        if action:
            data[f"action-{action}"] = "1"
        return self.client.post(
            reverse("wagtailadmin_pages:edit", args=[offer.pk]), data
        )

    def read_problems(self, response: Any) -> BeautifulSoup:
        html = BeautifulSoup(response.content, "html.parser")
        (problems,) = html.select(".localoffer-problems")
        return problems


class SidePanelTests(EditorTestCase):
    PANEL = 'data-side-panel="checklist"'

    def test_every_form_of_an_offer_has_the_checklist(self) -> None:
        offer = complete_offer()
        revision = save_draft(offer).get_latest_revision()
        home = offer.get_parent()
        for name, args in (
            ("edit", [offer.pk]),
            ("add", ["wagtail_localoffer", "localofferpage", home.pk]),
            ("add", ["wagtail_localoffer", "healthservicepage", home.pk]),
            ("revisions_revert", [offer.pk, revision.pk]),
        ):
            with self.subTest(name=name, args=args):
                self.assertContains(self.open(name, *args), self.PANEL)

    def test_no_other_page_has_it(self) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        page = home.add_child(instance=TextPage(title="Our garden"))
        self.assertNotContains(self.open("edit", page.pk), self.PANEL)
        response = self.open("add", "school", "textpage", home.pk)
        self.assertNotContains(response, self.PANEL)

    def test_a_save_by_itself_leaves_it_as_it_is(self) -> None:
        offer = complete_offer()
        response = self.client.post(
            reverse("wagtailadmin_pages:edit", args=[offer.pk]),
            offer_form_data(offer),
            headers={"accept": "application/json"},
        )
        html = response.json()["html"]
        self.assertIn("data-side-panel='status'", html)
        self.assertNotIn("data-side-panel='checklist'", html)


class RefusedTests(EditorTestCase):
    def test_it_is_said_once_that_it_is_not_published(self) -> None:
        offer = complete_offer(body=complete_body(health=EMPTY, teaching=EMPTY))
        response = self.save(offer, "publish")
        problems = self.read_problems(response)
        words = problems.get_text(" ", strip=True)
        self.assertIn("Not published yet: 2 things are needed", words)
        self.assertIn("Your draft is safe", words)
        self.assertNotContains(response, "due to validation errors")
        offer.refresh_from_db()
        self.assertFalse(offer.live)

    def test_each_problem_leads_to_its_own_field(self) -> None:
        offer = complete_offer(
            address="", body=complete_body(health=EMPTY, senco_contact={"name": "Mo"})
        )
        response = self.save(offer, "publish")
        found = {
            (link["href"], link["data-localoffer-field"]): link.get_text(strip=True)
            for link in self.read_problems(response).select("a")
        }
        self.assertEqual(
            set(found),
            {
                ("#part-about", "id_address"),
                ("#part-senco_contact", "email"),
                ("#part-health", "text"),
            },
        )
        self.assertEqual(
            found["#part-about", "id_address"], "Enter the address of your setting."
        )

    def test_what_only_wagtail_asks_is_among_them(self) -> None:
        offer = complete_offer()
        response = self.save(offer, "publish", slug="not a slug")
        problems = self.read_problems(response)
        (link,) = problems.select("a")
        self.assertEqual(link["data-localoffer-field"], "id_slug")
        self.assertIn("Slug: ", link.get_text())
        # With such an address no draft can be saved either.
        self.assertNotIn("draft is safe", problems.get_text())

    def test_a_draft_that_can_not_be_saved_is_not_said_to_be_safe(self) -> None:
        offer = complete_offer()
        response = self.save(offer, slug="not a slug")
        words = self.read_problems(response).get_text(" ", strip=True)
        self.assertIn("Not saved yet: 1 thing must be mended first", words)
        self.assertIn("All that you wrote is still here.", words)
        self.assertNotIn("draft is safe", words)
        self.assertContains(response, "due to validation errors")

    @override_settings(WAGTAIL_AUTOSAVE_INTERVAL=0)
    def test_without_autosave_no_draft_is_said_to_be_safe(self) -> None:
        offer = complete_offer(body=complete_body(health=EMPTY))
        response = self.save(offer, "publish")
        words = self.read_problems(response).get_text(" ", strip=True)
        self.assertNotIn("draft is safe", words)

    def test_a_new_offer_is_refused_alike(self) -> None:
        offer = complete_offer(body=complete_body(health=EMPTY))
        url = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_localoffer", "localofferpage", offer.get_parent().pk],
        )
        data = offer_form_data(offer, slug="another", **{"action-publish": "1"})
        response = self.client.post(url, data)
        self.assertIn("1 thing is needed", str(self.read_problems(response)))
        self.assertNotContains(response, "due to validation errors")

    def test_what_is_wrong_beside_the_fields_is_not_passed_over(self) -> None:
        offer = complete_offer()
        comment = {
            "comments-TOTAL_FORMS": "1",
            "comments-0-id": "",
            "comments-0-contentpath": "setting_name",
            "comments-0-text": "",
            "comments-0-position": "",
            "comments-0-replies-TOTAL_FORMS": "0",
            "comments-0-replies-INITIAL_FORMS": "0",
        }
        response = self.save(offer, "publish", **comment)
        problems = self.read_problems(response)
        self.assertEqual(len(problems.select("a")), 1)
        self.assertNotIn("draft is safe", problems.get_text())

    def test_wagtail_says_it_where_a_project_has_no_list_of_parts(self) -> None:
        with_list = LocalOfferPage.get_edit_handler()
        without_list = ObjectList([FieldPanel("title"), FieldPanel("body")])
        self.assertTrue(has_checklist(with_list))
        self.assertFalse(has_checklist(without_list.bind_to_model(LocalOfferPage)))

    def test_two_who_begin_an_offer_at_once_get_an_address_each(self) -> None:
        offer = complete_offer()
        parent = offer.get_parent()
        url = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_localoffer", "localofferpage", parent.pk],
        )
        data = offer_form_data(offer, title="Our local offer", slug="our-local-offer")
        answers = [
            self.client.post(url, data, headers={"accept": "application/json"}).json()
            for _person in range(2)
        ]
        slugs = [LocalOfferPage.objects.get(pk=answer["pk"]).slug for answer in answers]
        self.assertEqual(slugs, ["our-local-offer", "our-local-offer-2"])
        self.assertEqual(answers[1]["field_updates"]["slug"], "our-local-offer-2")
        self.assertNotIn("slug", answers[0]["field_updates"])

    def test_an_offer_that_is_complete_is_published(self) -> None:
        offer = complete_offer()
        self.assertEqual(self.save(offer, "publish").status_code, 302)
        offer.refresh_from_db()
        self.assertTrue(offer.live)
