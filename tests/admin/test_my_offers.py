"""The way in: the menu, one's own offers, and how a new one is begun."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import TestCase
from django.urls import reverse
from wagtail.models import GroupPagePermission, Site

from tests.builders import complete_offer
from tests.school.models import ShortBreakPage, TextPage, TrustOfferPage
from wagtail_localoffer.admin.my_offers import NewOfferForm
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.models import (
    HealthServicePage,
    LocalOfferPage,
    QuestionsOfferPage,
)

pytestmark = pytest.mark.rows

MY_OFFERS = "wagtail_localoffer:my_offers"
NEW_OFFER = "wagtail_localoffer:new_offer"


class WayInTestCase(TestCase):
    def setUp(self) -> None:
        self.home = Site.objects.get(is_default_site=True).root_page

    def log_in(self) -> User:
        user = User.objects.create_superuser("priya")
        self.client.force_login(user)
        return user

    def log_in_editor(self, *actions: str, of: Any = None) -> User:
        """Somebody with some permissions on a page, and on no other."""
        group = Group.objects.create(name="Our editors")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for action in actions:
            permission = Permission.objects.get(codename=f"{action}_page")
            GroupPagePermission.objects.create(
                group=group, page=of or self.home, permission=permission
            )
        user = User.objects.create_user("eve")
        user.groups.add(group)
        self.client.force_login(user)
        return user


class MyOffersTests(WayInTestCase):
    def test_each_offer_leads_to_its_editor_and_says_what_it_needs(self) -> None:
        self.log_in()
        with self.captureOnCommitCallbacks(execute=True):
            offer = complete_offer(setting_name="Alderbeck School")
        response = self.client.get(reverse(MY_OFFERS))
        self.assertContains(response, "Alderbeck School")
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        self.assertContains(response, url)

    def test_what_is_not_measured_or_not_published_is_not_said_to_be_fine(self) -> None:
        self.log_in()
        complete_offer(title="Never measured")
        with self.captureOnCommitCallbacks(execute=True):
            complete_offer(title="A draft")
        response = self.client.get(reverse(MY_OFFERS))
        self.assertContains(response, "Not checked yet")
        self.assertContains(response, "Not published")
        self.assertNotContains(response, "Fine: nothing to do")

    def test_it_has_only_what_one_may_edit(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            complete_offer(setting_name="Alderbeck School")
        elsewhere = self.home.add_child(instance=TextPage(title="Elsewhere"))
        self.log_in_editor("change", of=elsewhere)
        self.assertNotContains(self.client.get(reverse(MY_OFFERS)), "Alderbeck School")

    def test_who_may_edit_no_page_does_not_see_it(self) -> None:
        self.log_in_editor()
        response = self.client.get(reverse(MY_OFFERS))
        self.assertEqual(response.status_code, 302)

    def test_its_queries_do_not_grow_with_the_offers(self) -> None:
        self.log_in()
        complete_offer()
        url = reverse("wagtail_localoffer:my_offers_results")
        self.client.get(url)
        counts = []
        for _round in range(2):
            with self.subTest(), self.assertNumQueries(FEW_QUERIES):
                self.client.get(url)
            for _offer in range(5):
                complete_offer()
            counts.append(LocalOfferPage.objects.count())
        self.assertEqual(counts, [6, 11])

    def test_the_menu_has_it_with_the_report_and_the_help(self) -> None:
        self.log_in()
        response = self.client.get(reverse("wagtailadmin_home"))
        for name in (MY_OFFERS, "wagtail_localoffer_report", "wagtail_localoffer:help"):
            with self.subTest(name=name):
                self.assertContains(response, reverse(name))

    def test_who_may_edit_no_page_has_it_not_in_the_menu(self) -> None:
        self.log_in_editor()
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertNotContains(response, reverse(MY_OFFERS))


#: The session, the person and their preferences; the number of offers, a page of them
#: and their workflows; whether they may add one.
FEW_QUERIES = 7


class NewOfferTests(WayInTestCase):
    def begin(
        self, about: str, parent: Any = None, kind: str = LocalOfferPage._meta.label
    ) -> Any:
        data = {"about": about, "kind": kind, "parent": (parent or self.home).pk}
        return self.client.post(reverse(NEW_OFFER), data)

    def test_it_leads_to_the_form_of_that_type(self) -> None:
        self.log_in()
        response = self.begin("early_years")
        args = ["wagtail_localoffer", "localofferpage", self.home.pk]
        url = reverse("wagtailadmin_pages:add", args=args)
        self.assertRedirects(response, f"{url}?setting_type=early_years")
        form = self.client.get(response.url)
        self.assertContains(form, '<option value="early_years" selected>')

    def test_a_new_offer_has_a_title_and_an_address_that_is_free(self) -> None:
        self.log_in()
        taken = TextPage(title="Our local offer", slug="our-local-offer")
        self.home.add_child(instance=taken)
        args = ["wagtail_localoffer", "localofferpage", self.home.pk]
        response = self.client.get(reverse("wagtailadmin_pages:add", args=args))
        self.assertContains(response, 'value="Our local offer"')
        self.assertContains(response, 'value="our-local-offer-2"')

    def test_a_type_that_there_is_not_is_refused_in_words(self) -> None:
        self.log_in()
        response = self.begin("castle")
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "Select a valid choice")

    def test_without_a_choice_it_says_what_to_do(self) -> None:
        self.log_in()
        self.assertContains(self.begin(""), "Choose what the offer is about.")

    def test_a_place_where_none_may_stand_is_refused_in_words(self) -> None:
        self.log_in()
        offer = complete_offer()
        response = self.begin("primary", offer)
        self.assertContains(response, "It can’t stand below that page.")

    def test_a_place_of_others_is_refused_in_words(self) -> None:
        ours = self.home.add_child(instance=TextPage(title="Ours"))
        theirs = self.home.add_child(instance=TextPage(title="Theirs"))
        self.log_in_editor("add", of=ours)
        response = self.begin("primary", theirs)
        self.assertEqual(response.status_code, 200)

    def test_who_has_one_place_is_not_asked_for_it(self) -> None:
        user = self.log_in_editor("add")
        # Below the home page there is nothing yet.
        form = NewOfferForm(user=user)
        names = [field.name for field in form.visible_fields()]
        self.assertEqual(names, ["about", "kind"])
        self.assertEqual(form["parent"].initial, self.home.pk)

    def test_what_offers_can_be_about_is_there_once(self) -> None:
        choices = NewOfferForm(user=self.log_in())["about"].field.choices
        self.assertEqual(
            [value for value, _name in choices],
            [
                *SettingType.values,
                HealthServicePage._meta.label,
                ShortBreakPage._meta.label,
            ],
        )

    def test_who_has_several_kinds_chooses_the_form_the_usual_one_first(self) -> None:
        field = NewOfferForm(user=self.log_in())["kind"]
        self.assertEqual(
            dict(field.field.choices),
            {
                LocalOfferPage._meta.label: "Local offer",
                QuestionsOfferPage._meta.label: "The fourteen questions",
                # Two are in the council's sections, so that this is no name for them.
                TrustOfferPage._meta.label: "Trust offer page",
            },
        )
        self.assertEqual(field.initial, LocalOfferPage._meta.label)

    def test_the_form_that_was_chosen_decides(self) -> None:
        self.log_in()
        response = self.begin("college", kind=QuestionsOfferPage._meta.label)
        self.assertIn("/questionsofferpage/", response.url)
        self.assertIn("setting_type=college", response.url)

    def test_without_a_form_it_says_what_to_do(self) -> None:
        self.log_in()
        self.assertContains(
            self.begin("primary", kind=""), "Choose the form of the offer."
        )

    def test_a_service_has_one_form_whatever_was_chosen(self) -> None:
        self.log_in()
        for kind in ("", QuestionsOfferPage._meta.label):
            response = self.begin(HealthServicePage._meta.label, kind=kind)
            self.assertIn("/healthservicepage/", response.url)

    def test_where_one_kind_fits_nobody_is_asked_for_the_form(self) -> None:
        user = self.log_in()
        others = (QuestionsOfferPage, TrustOfferPage)
        for model in others:
            self.enterContext(mock.patch.object(model, "is_creatable", False))
        form = NewOfferForm(user=user)
        self.assertNotIn("kind", form.fields)
        response = self.begin("primary", kind="")
        self.assertIn("/localofferpage/", response.url)

    def test_two_kinds_are_named_by_their_forms_where_these_differ(self) -> None:
        user = self.log_in()
        self.enterContext(mock.patch.object(TrustOfferPage, "is_creatable", False))
        names = [name for _value, name in NewOfferForm(user=user)["kind"].field.choices]
        self.assertEqual(names, ["The council’s sections", "The fourteen questions"])

    def test_who_may_add_no_page_is_not_let_in(self) -> None:
        self.log_in_editor("change")
        self.assertEqual(self.client.get(reverse(NEW_OFFER)).status_code, 302)
        self.assertNotContains(self.client.get(reverse(MY_OFFERS)), reverse(NEW_OFFER))

    def test_nobody_sees_it_without_logging_in(self) -> None:
        for name in (MY_OFFERS, NEW_OFFER):
            response = self.client.get(reverse(name))
            self.assertTrue(response.url.startswith("/admin/login/"))
