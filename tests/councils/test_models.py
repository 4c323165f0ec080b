from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import render_to_string
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.test.utils import WagtailTestUtils

from tests.admin.test_modeladmin import AdminTestCase
from tests.builders import (
    complete_body,
    complete_offer,
    lancashire,
    save_draft,
    without,
)
from tests.form_data import offer_form_data
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.admin.councils import break_address
from wagtail_localoffer.choices import CouncilContact
from wagtail_localoffer.compliance.rules import OfferIncomplete
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    LocalOfferPage,
    look_around,
)
from wagtail_localoffer.offers.publish_guard import refuse_incomplete

NO_ADDRESS = "The council’s record has no address of its local offer."

YESTERDAY = timezone.localdate() - timedelta(days=1)


def add_council(name: str = "Meadow Council", **fields: Any) -> Council:
    fields.setdefault("local_offer_url", "https://meadow.example/send")
    return Council.objects.create(name=name, **fields)


@pytest.mark.portable
class InOfficeTests(TestCase):
    def test_a_council_is_in_office_on_its_last_day(self) -> None:
        council = add_council(valid_to=date(2027, 3, 31))
        for day, number in ((date(2027, 3, 31), 2), (date(2027, 4, 1), 1)):
            with self.subTest(day):
                self.assertEqual(Council.objects.in_office(day).count(), number)
                self.assertEqual(council.is_abolished(day), number == 1)

    def test_who_follows_is_the_first_that_is_in_office(self) -> None:
        last = add_council("C")
        middle = add_council("B", valid_to=date(2030, 3, 31), successor=last)
        first = add_council("A", successor=middle)
        self.assertEqual(first.find_successor(date(2030, 3, 31)), middle)
        self.assertEqual(first.find_successor(date(2030, 4, 1)), last)
        self.assertIsNone(last.find_successor())

    def test_councils_that_follow_each_other_in_a_circle_lead_nowhere(self) -> None:
        first = add_council("A", valid_to=YESTERDAY)
        second = add_council("B", valid_to=YESTERDAY, successor=first)
        third = add_council("C", valid_to=YESTERDAY, successor=second)
        first.successor = second
        first.save()
        for council in (first, second, third):
            with self.subTest(council):
                self.assertIsNone(council.find_successor())


class PublishingWithoutAnAddressTests(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.council = add_council(local_offer_url="")
        body = complete_body(council_link=self.council.pk)
        self.offer = complete_offer(body=body)

    def test_it_is_refused_with_what_to_do(self) -> None:
        with self.assertRaises(OfferIncomplete) as refusal:
            publish(self.offer)
        (finding,) = refusal.exception.findings
        self.assertEqual(finding.code, "council_link_address_missing")
        self.assertIn(NO_ADDRESS, str(finding.message))
        self.assertIn("Enter it there", str(finding.message))

    def test_saving_it_live_is_refused_too(self) -> None:
        self.offer.live = True
        with self.assertRaises(OfferIncomplete):
            self.offer.save()
        with self.assertRaises(OfferIncomplete):
            self.offer.save(update_fields=["live"])

    def test_it_is_no_reason_against_a_draft(self) -> None:
        save_draft(self.offer)
        self.assertFalse(LocalOfferPage.objects.get(pk=self.offer.pk).live)

    def test_with_an_address_it_goes_live(self) -> None:
        Council.objects.update(local_offer_url="https://meadow.example/send")
        self.assertTrue(publish(self.offer).live)

    def test_a_live_offer_whose_address_was_lost_stays_live(self) -> None:
        offer = publish(complete_offer())
        Council.objects.update(local_offer_url="")
        offer = LocalOfferPage.objects.get(pk=offer.pk)
        offer.save()
        self.assertTrue(LocalOfferPage.objects.get(pk=offer.pk).live)

    def test_the_checklist_says_it(self) -> None:
        ((line, finding),) = self.offer.get_checklist().obstacles
        self.assertEqual(line.key, "council_link")
        self.assertIn(NO_ADDRESS, str(finding.message))

    def test_the_checklist_of_a_draft_without_a_council_does_not(self) -> None:
        offer = without(self.offer, "council_link")
        codes = [finding.code for _line, finding in offer.get_checklist().obstacles]
        self.assertEqual(codes, ["council_link_missing"])

    def test_councils_without_an_address_are_nowhere_that_a_link_could_lead(
        self,
    ) -> None:
        offer = complete_offer()
        self.assertNotIn("", look_around(offer).other_council_urls)

    def test_it_costs_no_question_to_the_database(self) -> None:
        offer = LocalOfferPage.objects.get(pk=self.offer.pk)
        # Publishing and saving begin with it, to keep the database in step.
        offer.keep_council_in_step()
        with self.assertNumQueries(0), self.assertRaises(OfferIncomplete):
            refuse_incomplete(offer)

    def test_the_public_page_shows_no_empty_link(self) -> None:
        html = render_to_string(
            "wagtail_localoffer/blocks/council_link.html", {"value": self.council}
        )
        self.assertIn("Meadow Council", html)
        self.assertNotIn("<a ", html)


class EditorTests(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.login()
        self.root = Site.objects.get(is_default_site=True).root_page

    def post(self, offer: Any, **data: Any) -> Any:
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        return self.client.post(url, {**offer_form_data(offer), **data})

    def get_new(self, parent: Page | None = None) -> str:
        names = ("wagtail_localoffer", "localofferpage", (parent or self.root).pk)
        url = reverse("wagtailadmin_pages:add", args=names)
        return self.client.get(url).content.decode()

    def set_usual(self, council: Council) -> None:
        CouncilNoticeSettings.objects.update_or_create(
            site=Site.objects.get(is_default_site=True),
            defaults={"default_council": council},
        )

    def test_the_form_says_what_to_do_about_a_missing_address(self) -> None:
        council = add_council(local_offer_url="")
        offer = complete_offer(body=complete_body(council_link=council.pk))
        response = self.post(offer, **{"action-publish": "1"})
        self.assertContains(response, NO_ADDRESS)
        offer.refresh_from_db()
        self.assertFalse(offer.live)

    def test_a_moderator_reads_on_the_dashboard_why_it_cannot_be_approved(self) -> None:
        council = add_council(local_offer_url="")
        offer = complete_offer(body=complete_body(council_link=council.pk))
        user = self.create_superuser("head", password="password")
        offer.get_workflow().start(offer, user)
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(response, NO_ADDRESS)

    def test_a_new_offer_starts_with_the_usual_council_of_its_site(self) -> None:
        self.assertNotIn("Meadow Council", self.get_new())
        self.set_usual(add_council())
        self.assertIn("Meadow Council", self.get_new())

    def test_a_new_offer_of_another_site_does_not(self) -> None:
        self.set_usual(add_council())
        other = Page.get_first_root_node().add_child(instance=Page(title="Other"))
        Site.objects.create(hostname="other.school", root_page=other)
        self.assertNotIn("Meadow Council", self.get_new(other))

    def test_a_new_offer_outside_of_all_sites_has_no_council(self) -> None:
        self.set_usual(add_council())
        other = Page.get_first_root_node().add_child(instance=Page(title="Other"))
        self.assertNotIn("Meadow Council", self.get_new(other))

    def test_a_new_offer_starts_with_the_successor_of_an_abolished_council(
        self,
    ) -> None:
        successor = add_council("West Meadow Council")
        self.set_usual(add_council(valid_to=YESTERDAY, successor=successor))
        form = self.get_new()
        self.assertIn("West Meadow Council", form)

    def test_a_new_offer_does_not_start_with_a_successor_that_is_gone_too(self) -> None:
        last = add_council("West Meadow Council")
        middle = add_council("Hill Council", valid_to=YESTERDAY, successor=last)
        self.set_usual(add_council(valid_to=YESTERDAY, successor=middle))
        form = self.get_new()
        self.assertNotIn("Hill Council", form)
        self.assertIn("West Meadow Council", form)

    def test_an_offer_that_exists_keeps_its_council(self) -> None:
        self.set_usual(add_council())
        offer = complete_offer()
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        self.assertNotContains(self.client.get(url), "Meadow Council")

    def test_the_chooser_shows_each_address(self) -> None:
        add_council(local_offer_url="")
        for name in ("choose", "choose_results"):
            with self.subTest(name):
                url = reverse(f"wagtail_localoffer_councils:{name}")
                response = self.client.get(url)
                self.assertContains(
                    response, break_address("www.lancashire.gov.uk/SEND")
                )
                self.assertContains(response, "no address yet", count=1)

    def test_the_chooser_hides_councils_that_are_gone(self) -> None:
        add_council(valid_to=YESTERDAY)
        for name in ("choose", "choose_results"):
            with self.subTest(name):
                url = reverse(f"wagtail_localoffer_councils:{name}")
                response = self.client.get(url)
                self.assertContains(response, "Lancashire County Council")
                self.assertNotContains(response, "Meadow Council")

    def test_an_offer_keeps_a_council_that_is_gone(self) -> None:
        council = add_council(valid_to=YESTERDAY)
        offer = complete_offer(body=complete_body(council_link=council.pk))
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        self.assertContains(self.client.get(url), "Meadow Council")
        self.post(offer, **{"action-publish": "1"})
        offer.refresh_from_db()
        self.assertTrue(offer.live)
        self.assertEqual(offer.council, council)


@pytest.mark.portable
class RecordTests(AdminTestCase):
    def setUp(self) -> None:
        self.login()
        self.council = lancashire()

    def post(self, **changes: Any) -> Any:
        data = {
            "name": self.council.name,
            "local_offer_url": self.council.local_offer_url,
            "update_email": self.council.update_email,
            "contact_by": self.council.contact_by,
            **changes,
        }
        response = self.client.post(self.url("council", "edit", self.council.pk), data)
        self.council.refresh_from_db()
        return response

    def test_all_fields_are_saved(self) -> None:
        successor = add_council()
        given = {
            "gss_code": "E10000017",
            "homepage_url": "https://lancashire.example/",
            "contact_by": CouncilContact.SELF_SERVICE,
            "more_emails": "a@lancashire.example\r\nb@lancashire.example",
            "form_url": "https://lancashire.example/form",
            "language": "ur",
            "email_subject": "{news}: {setting}",
            "email_opening": "Reference 12",
            "valid_from": "2020-04-01",
            "valid_to": "2028-03-31",
            "successor": str(successor.pk),
        }
        self.post(**given)
        council = self.council
        for field in ("gss_code", "form_url", "language", "email_subject"):
            self.assertEqual(getattr(council, field), given[field])
        self.assertEqual(council.contact_by, CouncilContact.SELF_SERVICE)
        self.assertEqual(council.valid_to, date(2028, 3, 31))
        self.assertEqual(council.successor, successor)
        self.assertEqual(
            council.recipients,
            [
                "Lancashirelocaloffer@lancashire.gov.uk",
                "a@lancashire.example",
                "b@lancashire.example",
            ],
        )

    def test_more_addresses_than_a_notice_has_room_for_are_refused(self) -> None:
        addresses = [f"send-{number}@lancashire.example" for number in range(10, 99)]
        response = self.post(more_emails="\n".join(addresses))
        self.assertContains(response, "together they may have 2000 characters")
        self.assertEqual(self.council.more_emails, "")

    def test_as_many_as_a_notice_has_room_for_are_not(self) -> None:
        # With what stands between them, they are as long as the field.
        start = "a" * (100 - len("10@lancashire.example") - len(", "))
        addresses = [f"{start}{number}@lancashire.example" for number in range(10, 30)]
        addresses[0] = f"aa{addresses[0]}"
        council = Council(name="Meadow Council", more_emails="\n".join(addresses))
        room = CouncilNotice._meta.get_field("recipient").max_length
        self.assertEqual(len(", ".join(council.recipients)), room)
        council.clean()
        council.more_emails = f"a{council.more_emails}"
        with self.assertRaises(ValidationError):
            council.clean()

    def test_several_councils_may_have_no_code(self) -> None:
        self.post()
        other = add_council()
        data = {"name": other.name, "contact_by": "email"}
        self.client.post(self.url("council", "edit", other.pk), data)
        other.refresh_from_db()
        self.assertEqual((self.council.gss_code, other.gss_code), (None, None))
        self.assertEqual(other.local_offer_url, "")

    def test_its_language_is_one_of_the_project_s(self) -> None:
        url = self.url("council", "edit", self.council.pk)
        self.assertContains(self.client.get(url), '<option value="cy">Welsh</option>')
        english = [("en-gb", "English")]
        with override_settings(LANGUAGES=english, WAGTAIL_CONTENT_LANGUAGES=english):
            self.assertNotContains(self.client.get(url), "Welsh")
        self.assertContains(self.post(language="xx"), "Select a valid choice")

    def test_the_address_cannot_be_emptied_while_offers_need_it(self) -> None:
        offer = complete_offer()
        response = self.post(local_offer_url="")
        self.assertContains(response, f"such as “{offer.title}”")
        self.assertNotEqual(self.council.local_offer_url, "")

    def test_an_offer_that_the_user_may_not_edit_is_not_named(self) -> None:
        complete_offer(title="Secret plans")
        self.client.logout()
        self.log_in_with("change_council")
        response = self.post(local_offer_url="")
        self.assertContains(response, "Offers that you may not edit link to it.")
        self.assertNotContains(response, "Secret plans")
        self.assertNotEqual(self.council.local_offer_url, "")

    def test_the_address_can_be_emptied_if_no_offer_needs_it(self) -> None:
        self.post(local_offer_url="")
        self.assertEqual(self.council.local_offer_url, "")

    def test_a_record_that_never_had_an_address_can_be_changed(self) -> None:
        Council.objects.update(local_offer_url="")
        self.council = lancashire()
        complete_offer()
        self.post(update_email="new@lancashire.example")
        self.assertEqual(self.council.update_email, "new@lancashire.example")

    def test_a_new_address_is_not_checked_yet(self) -> None:
        checked = {"checked_at": timezone.now(), "check_problem": "It is gone."}
        Council.objects.update(**checked)
        self.post(update_email="new@lancashire.example")
        self.assertEqual(self.council.check_problem, "It is gone.")
        self.post(local_offer_url="https://lancashire.example/send")
        self.assertIsNone(self.council.checked_at)
        self.assertEqual(self.council.check_problem, "")


@pytest.mark.portable
class ListTests(AdminTestCase):
    def setUp(self) -> None:
        self.login()

    def list(self, **parameters: str) -> Any:
        return self.client.get(self.url("council", "index"), parameters)

    def find(self, **parameters: str) -> list[str]:
        objects = self.list(**parameters).context["object_list"]
        return [council.name for council in objects]

    def test_it_says_how_each_council_learns(self) -> None:
        add_council("A Council")
        add_council(
            "B Council",
            contact_by=CouncilContact.SELF_SERVICE,
            form_url="https://b.example/form",
        )
        response = self.list()
        self.assertContains(
            response, break_address("Lancashirelocaloffer@lancashire.gov.uk")
        )
        self.assertContains(response, "no email address yet")
        self.assertContains(response, "by its form")

    def test_it_says_whether_each_address_works(self) -> None:
        day = timezone.make_aware(timezone.datetime(2026, 11, 2, 9))
        add_council("A Council", checked_at=day)
        add_council("B Council", checked_at=day, check_problem="It is gone.")
        response = self.list()
        self.assertContains(response, "never")
        self.assertContains(response, "2 November 2026: works")
        self.assertContains(response, "2 November 2026: It is gone.")

    def test_it_says_where_there_is_no_address(self) -> None:
        add_council(local_offer_url="")
        response = self.list()
        self.assertContains(response, "no address yet")
        self.assertContains(response, break_address("www.lancashire.gov.uk/SEND"))

    def test_it_counts_the_offers_without_aliases(self) -> None:
        publish(complete_offer()).create_alias(update_slug="the-same")
        complete_offer()
        (council,) = self.list().context["object_list"]
        self.assertEqual(council.offers, 2)

    def test_it_can_be_filtered(self) -> None:
        complete_offer()
        add_council("No Council", local_offer_url="")
        add_council("Gone Council", valid_to=YESTERDAY)
        add_council("Broken Council", check_problem="It is gone.")
        for state, name in (
            ("in_use", "Lancashire County Council"),
            ("no_address", "No Council"),
            ("abolished", "Gone Council"),
            ("problem", "Broken Council"),
        ):
            with self.subTest(state):
                self.assertEqual(self.find(state=state), [name])

    def test_it_can_be_searched_by_name_and_code(self) -> None:
        add_council(gss_code="E06000099")
        for words in ("meadow", "E06000099"):
            with self.subTest(words):
                self.assertEqual(self.find(q=words), ["Meadow Council"])

    def test_a_council_with_a_successor_has_a_button_to_move_its_offers(self) -> None:
        council = lancashire()
        url = reverse("wagtail_localoffer:move_offers", args=[council.pk])
        complete_offer()
        self.assertNotContains(self.list(), url)
        council.successor = add_council()
        council.save()
        response = self.list()
        self.assertContains(response, url)
        self.assertContains(response, "Move its 1 offer to Meadow Council")

    def test_the_button_names_no_successor_that_is_gone(self) -> None:
        council = lancashire()
        council.successor = add_council(valid_to=YESTERDAY)
        council.save()
        response = self.list()
        self.assertContains(response, "Move its 0 offers")
        self.assertNotContains(response, "Move its 0 offers to")

    def test_who_may_only_look_has_no_button(self) -> None:
        council = lancashire()
        council.successor = add_council()
        council.save()
        self.client.logout()
        self.log_in_with("view_council")
        self.assertNotContains(self.list(), "move-offers")

    def test_the_number_of_queries_does_not_grow_with_the_councils(self) -> None:
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                self.list()
            return len(queries)

        self.list()
        first = count()
        for number in range(20):
            add_council(f"Council {number}", successor=lancashire())
        complete_offer()
        self.assertEqual(count(), first)
