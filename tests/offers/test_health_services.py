"""What is a health service's own, in the editor, on its page and in emails."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Site
from wagtail.test.utils import WagtailPageTestCase, WagtailTestUtils

from tests.builders import (
    TEAM,
    complete_body,
    complete_health_service,
    complete_offer,
    save_draft,
    without,
)
from tests.form_data import offer_form_data
from tests.routes.kinds import HEALTH_SERVICE as KIND
from tests.support import (
    HOSTNAME,
    CommittingTestCase,
    PublicSiteTestCase,
    with_search_index,
)
from tests.vocabulary import list_faults
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.compliance.rules import find_obstacles
from wagtail_localoffer.frameworks.health import HEALTH, HEALTH_SERVICE
from wagtail_localoffer.frameworks.reserved import SHEET
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    HealthServicePage,
    OfferSummary,
)
from wagtail_localoffer.notices.delivery import deliver_due

REPORT = "sen-information-report/"
KEY_FACTS = "dl.localoffer-key-facts"
WHOLE = ("print/", "large-print/")
SECTION = "how-we-decide-who-we-see/"

#: A second contact, for the other area.
NORTH = {
    "name": "North team",
    "area": "Hawthorn District",
    "telephone": "01632 960161",
    "email": "north@aldervaletrust.example",
    "availability": "Mondays",
}

#: All that a service may be without.
BARE = {
    "also_called": "",
    "ods_code": "",
    "commissioner": "",
    "commissioner_date": None,
    "minimum_age": None,
    "maximum_age": None,
    "age_exceptions": "",
    "areas": "",
    "waiting_time": "",
    "waiting_time_date": None,
    "reviewed_by_role": "",
}


#: Makes the value of the block of contacts.
contacts = KIND.contacts


def health_body(**changes: Any) -> list[dict[str, Any]]:
    return complete_body(HEALTH, **changes)


class FormTestCase(WagtailTestUtils, TestCase):
    def setUp(self) -> None:
        self.user = self.login()
        self.service = complete_health_service()

    def bind(self, *, draft: bool = False, **data: Any) -> Any:
        form_class = HealthServicePage.get_edit_handler().get_form_class()
        form = form_class(
            {**offer_form_data(self.service), **data},
            instance=self.service,
            parent_page=self.service.get_parent(),
            for_user=self.user,
        )
        if draft:
            form.defer_required_fields()
        form.is_valid()
        return form


class FrontSheetFormTests(FormTestCase):
    def test_codes_of_trusts_surgeries_and_their_sites_are_taken(self) -> None:
        for code in ("A1B", "A12345", "RW5XX", "rw5xx", " A1B ", "A123456789"):
            with self.subTest(code=code):
                self.assertEqual(self.bind(ods_code=code).errors, {})

    def test_a_code_that_can_not_be_right_is_refused_with_an_example(self) -> None:
        for code in ("A", "A1", "A-1", "A 1B", "É1B"):
            with self.subTest(code=code):
                self.assertIn("like A1B", str(self.bind(ods_code=code).errors))

    def test_a_code_that_is_too_long_is_refused(self) -> None:
        self.assertIn("ods_code", self.bind(ods_code="A1234567890").errors)

    def test_a_draft_may_have_any_code(self) -> None:
        self.assertEqual(self.bind(draft=True, ods_code="A-1").errors, {})

    def test_a_service_needs_no_code(self) -> None:
        self.assertEqual(self.bind(ods_code="").errors, {})

    def test_a_draft_may_have_a_day_in_the_future(self) -> None:
        for field in ("commissioner_date", "waiting_time_date"):
            for draft in (True, False):
                with self.subTest(field=field, draft=draft):
                    self.service = complete_health_service()
                    form = self.bind(draft=draft, **{field: "9999-12-31"})
                    self.assertEqual(not form.errors, draft)

    def test_a_day_has_the_field_of_the_browser(self) -> None:
        form = self.bind()
        for name, day in (
            ("commissioner_date", "2026-10-01"),
            ("waiting_time_date", "2026-10-31"),
        ):
            with self.subTest(name):
                field = BeautifulSoup(str(form[name]), "html.parser").input
                self.assertEqual((field["type"], field["value"]), ("date", day))

    def test_today_is_taken(self) -> None:
        today = timezone.localdate().isoformat()
        form = self.bind(commissioner_date=today, waiting_time_date=today)
        self.assertEqual(form.errors, {})

    def test_a_fact_that_changes_needs_its_date(self) -> None:
        for field in ("commissioner_date", "waiting_time_date"):
            with self.subTest(field=field):
                self.service = complete_health_service()
                form = self.bind(**{field: ""})
                self.assertEqual(list(form.errors), [field])

    def test_without_the_fact_no_date_is_asked_for(self) -> None:
        form = self.bind(
            commissioner="",
            commissioner_date="",
            waiting_time="",
            waiting_time_date="",
        )
        self.assertEqual(form.errors, {})

    def test_the_oldest_age_is_not_below_the_youngest(self) -> None:
        form = self.bind(minimum_age="11", maximum_age="3")
        self.assertEqual(list(form.errors), ["maximum_age"])

    def test_every_line_of_the_front_sheet_can_be_written(self) -> None:
        fields = self.bind().fields
        for detail in HEALTH_SERVICE.details:
            with self.subTest(detail.key):
                self.assertIn(detail.key, fields)


class ContactsFormTests(FormTestCase):
    def errors_of(self, *values: dict[str, str]) -> Any:
        self.service.body = health_body(contacts=contacts(*values))
        return self.bind().errors.as_data()["body"][0].block_errors[0]

    def test_an_error_stands_at_the_contact_and_the_field_that_it_means(self) -> None:
        bad = {**NORTH, "name": "", "email": "north"}
        error = self.errors_of(TEAM, bad, NORTH)
        self.assertEqual(set(error.block_errors), {1})
        self.assertEqual(set(error.block_errors[1].block_errors), {"name", "email"})

    def test_every_contact_needs_a_way_to_reach_it(self) -> None:
        out_of_reach = {**NORTH, "email": "", "telephone": ""}
        error = self.errors_of(out_of_reach, TEAM, out_of_reach)
        self.assertEqual(set(error.block_errors), {0, 2})

    def test_a_block_without_a_contact_has_its_error_above(self) -> None:
        error = self.errors_of()
        self.assertIn("Add a contact", str(error))

    def test_the_editor_answers_with_what_is_missing(self) -> None:
        nameless = {**NORTH, "name": ""}
        self.service.body = health_body(contacts=contacts(TEAM, nameless))
        response = self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.service.pk]),
            offer_form_data(self.service, **{"action-publish": "1"}),
        )
        self.assertContains(response, "Enter the name of the team")
        self.service.refresh_from_db()
        self.assertFalse(self.service.live)

    def test_what_the_editor_posts_is_what_is_published(self) -> None:
        self.service.body = health_body(contacts=contacts(TEAM, NORTH))
        self.client.post(
            reverse("wagtailadmin_pages:edit", args=[self.service.pk]),
            offer_form_data(self.service, **{"action-publish": "1"}),
        )
        self.service.refresh_from_db()
        self.assertTrue(self.service.live)
        names = [contact["name"] for contact in self.service.contact_block.value]
        self.assertEqual(names, ["Bookings team", "North team"])


class NewPageTests(WagtailPageTestCase):
    def test_every_block_is_placed_in_order(self) -> None:
        self.assertEqual(
            [child.block_type for child in HealthServicePage().body],
            ["contacts", "council_link", *(part.key for part in HEALTH.sections)],
        )

    def test_an_editor_can_create_and_publish_one_below_any_page(self) -> None:
        self.login()
        home = Site.objects.get(is_default_site=True).root_page
        service = HealthServicePage(
            title="Hearing",
            slug="hearing",
            setting_name="Hearing",
            provider_name="Alder Vale Community NHS Trust",
            body=health_body(),
        )
        self.assertCanCreate(
            home, HealthServicePage, offer_form_data(service), publish=True
        )
        self.assertTrue(HealthServicePage.objects.get(slug="hearing").live)

    def test_it_starts_with_the_usual_council_of_its_site(self) -> None:
        self.login()
        site = Site.objects.get(is_default_site=True)
        url = reverse(
            "wagtailadmin_pages:add",
            args=["wagtail_localoffer", "healthservicepage", site.root_page_id],
        )
        self.assertNotContains(self.client.get(url), "Meadow Council")
        council = Council.objects.create(
            name="Meadow Council", local_offer_url="https://meadow.example/send"
        )
        CouncilNoticeSettings.objects.update_or_create(
            site=site, defaults={"default_council": council}
        )
        self.assertContains(self.client.get(url), "Meadow Council")


class ServiceTestCase(PublicSiteTestCase):
    def make(self, **changes: Any) -> Any:
        return self.publish(complete_health_service(**changes))

    def read(self, service: Any, path: str = "") -> BeautifulSoup:
        response = self.client.get(service.url + path)
        self.assertEqual(response.status_code, 200, service.url + path)
        return BeautifulSoup(response.content, "html.parser")

    def read_rows(self, service: Any) -> dict[str, str]:
        """The front sheet on the public page."""
        sheet = self.read(service).find(id="about-the-service").dl
        return {
            row.dt.text: row.dd.get_text("\n", strip=True)
            for row in sheet.find_all("div")
        }


class NeedsTests(ServiceTestCase):
    def make_with(self, answer: str, text: str = "") -> Any:
        facts = {"need_hearing": {"answer": answer, "note": ""}}
        needs = {"text": text, "more": [], "facts": facts}
        return complete_health_service(body=health_body(needs=needs))

    def test_one_need_that_it_helps_with_is_enough_to_publish(self) -> None:
        for answer in ("yes", "partly"):
            with self.subTest(answer):
                page = self.read(self.publish(self.make_with(answer)))
                section = page.find(id="needs-we-can-help-with")
                self.assertIn("Hearing", section.text)

    def test_a_text_alone_is_enough_to_publish(self) -> None:
        service = self.make_with("", "<p>We help with all of them.</p>")
        self.assertTrue(self.publish(service).live)

    def test_needs_that_it_does_not_help_with_are_not_enough(self) -> None:
        for answer in ("", "no"):
            with self.subTest(answer):
                (finding,) = find_obstacles(self.make_with(answer))
                self.assertEqual(
                    (finding.code, finding.block), ("section_empty", "needs")
                )


class PublicPageTests(ServiceTestCase):
    def test_the_provider_stands_above_the_title(self) -> None:
        service = self.make()
        for path in ("", *WHOLE):
            with self.subTest(path):
                heading = self.read(service, path).find(class_="localoffer-heading")
                caption = heading.find(class_="localoffer-caption")
                self.assertEqual(caption.text, service.provider_name)
                self.assertIsNotNone(caption.find_next("h1"))

    def test_each_contact_has_its_area_and_links_to_reach_it(self) -> None:
        service = self.make(body=health_body(contacts=contacts(TEAM, NORTH)))
        block = self.read(service).find(id="contacts")
        for contact in (TEAM, NORTH):
            with self.subTest(contact["name"]):
                for key in ("name", "area", "availability"):
                    self.assertIn(contact[key], block.text)
                self.assertIn(f"mailto:{contact['email']}", str(block))
        self.assertEqual(
            [link["href"] for link in block.select('a[href^="tel:"]')],
            ["tel:01632960160", "tel:01632960161"],
        )

    def test_every_section_has_its_fixed_address_and_is_in_the_contents(self) -> None:
        page = self.read(self.make())
        links = [link["href"] for link in page.select("nav a")]
        for part in HEALTH.sections:
            if part.required:
                with self.subTest(part.key):
                    heading = page.select_one(f"#{part.anchor} h2")
                    self.assertEqual(heading.text, str(part.heading))
                    self.assertIn(f"#{part.anchor}", links)

    def test_the_front_sheet_says_all_that_is_known(self) -> None:
        service = self.make(
            # No abbreviation, which the page would explain.
            also_called="talking together, speech therapy",
            address="Mill Lane\nAlderbeck",
            telephone="01632 960162",
        )
        self.assertEqual(
            self.read_rows(service),
            {
                "Name": "Speech and language therapy",
                "Also called": "talking together, speech therapy",
                "Provided by": "Alder Vale Community NHS Trust (ODS code X9Z)",
                "Planned and paid for by": "Alder Vale Integrated Care Board "
                "(as at 1 October 2026)",
                "Ages": "2 to 18 years\nup to 19 in a special school",
                "Areas": "Alder Vale, Hawthorn District",
                "Waiting time": "about 12 weeks (as at 31 October 2026)",
                "Address": "Mill Lane\nAlderbeck",
                "Telephone": "01632 960162",
                "Kept up to date by": "Service lead",
            },
        )

    def test_what_families_look_for_first_stands_at_the_top(self) -> None:
        service = self.make()
        for path in ("", *WHOLE):
            with self.subTest(path):
                facts = self.read(service, path).select_one(KEY_FACTS)
                self.assertEqual(
                    facts.get_text(" ", strip=True),
                    "Ages: 2 to 18 years up to 19 in a special school "
                    "Areas: Alder Vale, Hawthorn District "
                    "Waiting time: about 12 weeks (as at 31 October 2026)",
                )
                self.assertIsNotNone(facts.find_next(id="contacts"))
                self.assertIsNone(facts.find_previous(id="contacts"))

    def test_it_does_not_stand_above_one_section(self) -> None:
        service = self.make(layout=Layout.PAGES)
        self.assertEqual(self.read(service, SECTION).select(KEY_FACTS), [])
        self.assertEqual(len(self.read(service).select(KEY_FACTS)), 1)

    def test_where_nothing_of_it_is_known_there_is_no_list(self) -> None:
        self.assertEqual(self.read(self.make(**BARE)).select(KEY_FACTS), [])

    def test_a_school_has_none_of_it(self) -> None:
        school = self.publish(complete_offer())
        self.assertEqual(school.key_rows, [])
        self.assertEqual(self.read(school).select(KEY_FACTS), [])

    def test_what_is_told_of_a_fact_can_be_called_and_written_to(self) -> None:
        note = "<b>PALS</b>: 01632 960170 or pals@aldervaletrust.example"
        feedback = {
            "text": "<p>Tell your therapist what did not go well.</p>",
            "more": [],
            "facts": {"pals": {"note": note}},
        }
        page = self.read(self.make(body=health_body(feedback=feedback)))
        cell = page.select_one("#feedback-and-complaints dd")
        self.assertEqual(cell.text, note)
        self.assertEqual(
            [link["href"] for link in cell.select("a")],
            ["tel:01632960170", "mailto:pals@aldervaletrust.example"],
        )

    def test_the_front_sheet_has_no_line_for_what_is_not_known(self) -> None:
        self.assertEqual(
            self.read_rows(self.make(**BARE)),
            {
                "Name": "Speech and language therapy",
                "Provided by": "Alder Vale Community NHS Trust",
            },
        )

    def test_an_exception_stands_even_where_there_are_no_ages(self) -> None:
        rows = self.read_rows(self.make(**{**BARE, "age_exceptions": "adults too"}))
        self.assertEqual(rows["Ages"], "adults too")

    def test_names_with_markup_are_shown_as_text(self) -> None:
        nasty = '<img src=x onerror="x()">'
        contact = {**TEAM, "name": nasty, "area": nasty, "availability": nasty}
        page = self.read(
            self.make(
                setting_name=nasty,
                also_called=nasty,
                provider_name=nasty,
                commissioner=nasty,
                areas=nasty,
                waiting_time=nasty,
                body=health_body(contacts=contacts(contact)),
            )
        )
        self.assertEqual(page.find_all("img"), [])

    def test_large_print_and_print_have_the_whole_of_it(self) -> None:
        service = self.make(layout=Layout.PAGES)
        for path in WHOLE:
            page = self.read(service, path)
            with self.subTest(path):
                self.assertIsNotNone(page.select_one("section#advice-and-information"))
                self.assertIn(TEAM["name"], page.find(id="contacts").text)

    def test_with_pages_each_section_has_its_own(self) -> None:
        page = self.read(self.make(layout=Layout.PAGES), SECTION)
        self.assertIsNotNone(
            page.select_one(".localoffer-section#how-we-decide-who-we-see")
        )
        self.assertIsNone(page.select_one(".localoffer-section#advice-and-information"))

    def test_it_takes_as_many_queries_as_a_schools_offer(self) -> None:
        def count(offer: Any) -> int:
            self.client.get(offer.url)
            with CaptureQueriesContext(connection) as captured:
                self.client.get(offer.url)
            return len(captured)

        several = health_body(contacts=contacts(TEAM, NORTH, TEAM))
        school = count(self.publish(complete_offer()))
        self.assertEqual(count(self.make()), school)
        self.assertEqual(count(self.make(body=several)), school)


class NoReportTests(ServiceTestCase):
    """The law asks for the SEN information report of schools alone."""

    def test_its_address_is_not_found(self) -> None:
        for layout in Layout:
            with self.subTest(layout):
                service = self.make(layout=layout)
                response = self.client.get(service.url + REPORT)
                self.assertEqual(response.status_code, 404)

    def test_nothing_links_to_it(self) -> None:
        for layout in Layout:
            service = self.make(layout=layout)
            for path in ("", *WHOLE):
                with self.subTest(layout, path=path):
                    self.assertNotContains(
                        self.client.get(service.url + path), "sen-information-report"
                    )

    def test_the_sitemap_has_the_service_and_no_report(self) -> None:
        service = self.make()
        sitemap = self.client.get("/sitemap.xml").content.decode()
        self.assertIn(f"<loc>{service.full_url}</loc>", sitemap)
        self.assertNotIn("sen-information-report", sitemap)


@pytest.mark.nightly
class PreviewTests(ServiceTestCase):
    def test_every_mode_of_a_draft_is_rendered(self) -> None:
        for layout in Layout:
            service = complete_health_service(layout=layout)
            for mode, _name in service.preview_modes:
                with self.subTest(layout, mode=mode):
                    response = service.make_preview_request(preview_mode=mode)
                    self.assertContains(response, TEAM["name"])

    def test_every_mode_of_a_page_that_was_never_saved_is_rendered(self) -> None:
        service = HealthServicePage(title="Hearing", slug="hearing")
        service.set_url_path(Site.objects.get(is_default_site=True).root_page)
        for mode, _name in service.preview_modes:
            with self.subTest(mode):
                response = service.make_preview_request(preview_mode=mode)
                title = "Who helps my child" if mode == SHEET else "Hearing"
                self.assertContains(response, f"<h1>{title}</h1>")
                self.assertNotContains(response, "None")

    def test_there_is_none_of_a_report(self) -> None:
        modes = [mode for mode, _name in HealthServicePage.preview_modes]
        self.assertEqual(modes, ["", "print", "large-print", SHEET])


class CouncilTests(ServiceTestCase):
    def test_the_email_names_the_service_and_its_provider(self) -> None:
        service = self.make()
        deliver_due()
        (message,) = mail.outbox
        name = "Speech and language therapy, Alder Vale Community NHS Trust"
        subject = f"Local offer published: {name} (ODS code X9Z)"
        self.assertEqual(message.subject, subject)
        self.assertIn(f"{name} has published", message.body)
        self.assertIn(service.full_url, message.body.split())

    def test_a_reply_goes_to_the_first_contact_with_an_email_address(self) -> None:
        by_telephone = {**TEAM, "email": ""}
        self.make(body=health_body(contacts=contacts(by_telephone, NORTH)))
        self.assertEqual(CouncilNotice.objects.get().reply_to, NORTH["email"])

    def test_each_part_that_readers_see_is_told_by_its_own_name(self) -> None:
        decided = {"text": "<p>We see everybody within a week.</p>", "more": []}
        service = self.make()
        for changes, heading, anchor in (
            (
                {"waiting_time": "about 2 weeks"},
                "About the service",
                "about-the-service",
            ),
            (
                {"body": health_body(contacts=contacts(TEAM, NORTH))},
                "Contacts",
                "contacts",
            ),
            (
                {
                    "body": health_body(
                        contacts=contacts(TEAM, NORTH), decisions=decided
                    )
                },
                "How we decide who we see",
                "how-we-decide-who-we-see",
            ),
        ):
            with self.subTest(heading):
                deliver_due()
                for name, value in changes.items():
                    setattr(service, name, value)
                self.publish(service)
                notice = CouncilNotice.objects.latest("pk")
                (change,) = notice.changes
                self.assertEqual(
                    (change["heading"], change["url"]),
                    (heading, f"{service.full_url}#{anchor}"),
                )

    def test_what_changes_for_no_reader_is_not_told(self) -> None:
        service = self.make()
        deliver_due()
        service.areas = "Alder Vale\r\nHawthorn District\r\n"
        self.publish(service)
        self.assertEqual(CouncilNotice.objects.count(), 1)


@pytest.mark.nightly
class StructuredDataTests(ServiceTestCase):
    def read_nodes(self, service: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        script = self.read(service).select_one('script[type="application/ld+json"]')
        data = json.loads(script.string)
        self.assertEqual(list_faults(data), [])
        page, subject = data["@graph"]
        return page, subject

    def test_the_page_is_a_medical_one_about_the_service(self) -> None:
        page, service = self.read_nodes(self.make())
        self.assertEqual(page["@type"], "MedicalWebPage")
        self.assertEqual(page["about"], {"@id": service["@id"]})
        self.assertEqual(service["@type"], "Service")
        self.assertEqual(service["name"], "Speech and language therapy")
        self.assertEqual(service["alternateName"], ["SALT", "speech therapy"])
        self.assertEqual(service["areaServed"], ["Alder Vale", "Hawthorn District"])

    def test_the_provider_is_known_by_its_code(self) -> None:
        _page, service = self.read_nodes(self.make())
        self.assertEqual(
            service["provider"],
            {
                "@type": "MedicalOrganization",
                "name": "Alder Vale Community NHS Trust",
                "identifier": {
                    "@type": "PropertyValue",
                    "propertyID": "ODS",
                    "value": "X9Z",
                },
            },
        )

    def test_ages_in_months_are_not_given_as_years(self) -> None:
        service = self.make(minimum_age=6, minimum_age_unit="months")
        _page, subject = self.read_nodes(service)
        self.assertNotIn("suggestedMinAge", subject["audience"])
        self.assertEqual(subject["audience"]["suggestedMaxAge"], 18)

    def test_several_contacts_are_all_there_with_their_areas(self) -> None:
        service = self.make(
            body=health_body(contacts=contacts(TEAM, NORTH)),
            address="Mill Lane\nAlderbeck",
        )
        _page, subject = self.read_nodes(service)
        phones = subject["availableChannel"]["servicePhone"]
        self.assertEqual(
            [(each["name"], each.get("areaServed")) for each in phones],
            [(TEAM["name"], None), (NORTH["name"], NORTH["area"])],
        )

    def test_what_is_not_known_is_left_out(self) -> None:
        _page, service = self.read_nodes(self.make(**BARE))
        for name in ("alternateName", "areaServed"):
            with self.subTest(name):
                self.assertNotIn(name, service)
        self.assertNotIn("identifier", service["provider"])

    def test_a_page_that_was_never_saved_is_no_crash(self) -> None:
        service = HealthServicePage(title="Hearing", slug="hearing", body=[])
        self.assertIn("application/ld+json", service.structured_data)


class ApiTests(ServiceTestCase):
    def test_it_gives_every_line_of_the_front_sheet_and_the_contacts(self) -> None:
        service = self.make(body=health_body(contacts=contacts(TEAM, NORTH)))
        data = self.client.get(f"/api/v2/pages/{service.pk}/").json()
        for detail in HEALTH_SERVICE.details:
            with self.subTest(detail.key):
                self.assertIn(detail.key, data)
        self.assertEqual(data["ods_code"], "X9Z")
        self.assertEqual(data["waiting_time_date"], "2026-10-31")
        (block,) = [part for part in data["body"] if part["type"] == "contacts"]
        names = [contact["name"] for contact in block["value"]]
        self.assertEqual(names, ["Bookings team", "North team"])


@pytest.mark.rows
class ReviewTests(WagtailTestUtils, ServiceTestCase):
    def test_one_that_is_overdue_is_known(self) -> None:
        service = self.make()
        self.assertFalse(service.is_review_overdue)
        service.reviewed_at = datetime(2020, 5, 3, 12, tzinfo=UTC)
        self.assertTrue(service.is_review_overdue)

    def test_one_click_records_it_and_the_public_reads_it(self) -> None:
        service = self.make()
        self.login()
        self.client.post(reverse("wagtail_localoffer:review", args=[service.pk]))
        service.refresh_from_db()
        self.assertTrue(service.is_reviewed_today)
        self.client.logout()
        self.assertIn("Last reviewed:", self.read(service).text)

    def test_the_report_of_all_offers_knows_when_it_is_due(self) -> None:
        service = self.make()
        summary = OfferSummary.objects.get(offer_id=service.pk)
        self.assertEqual(summary.review_due, service.next_review_due)


@pytest.mark.nightly
class TranslationTests(ServiceTestCase):
    def setUp(self) -> None:
        super().setUp()
        welsh = Locale.objects.create(language_code="cy")
        home = Site.objects.get(is_default_site=True).root_page.specific
        self.publish(home.copy_for_translation(welsh))
        self.service = self.make(body=health_body(contacts=contacts(TEAM, NORTH)))
        self.draft = self.service.copy_for_translation(welsh)

    def test_a_translation_is_published_with_all_that_it_has(self) -> None:
        translated = self.publish(self.draft)
        page = self.read(translated)
        self.assertTrue(translated.url.startswith("/cy/"))
        self.assertEqual(page.html["lang"], "cy")
        self.assertIn(NORTH["area"], page.find(id="contacts").text)
        self.assertEqual(translated.commissioner_date, self.service.commissioner_date)

    def test_it_keeps_every_anchor(self) -> None:
        translated = self.publish(self.draft)
        self.assertEqual(
            [section.anchor for section in translated.sections],
            [section.anchor for section in self.service.sections],
        )

    def test_both_link_to_each_other(self) -> None:
        translated = self.publish(self.draft)
        for page, other in ((self.service, translated), (translated, self.service)):
            links = self.read(page).select("#languages a")
            self.assertEqual([link["href"] for link in links], [other.url])

    def test_an_incomplete_translation_is_not_published(self) -> None:
        with self.assertRaisesMessage(Exception, "Add the section"):
            without(self.draft, "decisions").get_latest_revision().publish()


class RevisionTests(ServiceTestCase):
    def test_a_draft_of_a_live_service_changes_nothing_in_public(self) -> None:
        service = self.make()
        service.provider_name = "Another trust"
        service.body = health_body(contacts=contacts(NORTH))
        save_draft(service)
        page = self.read(HealthServicePage.objects.get(pk=service.pk))
        self.assertNotIn("Another trust", page.text)
        self.assertNotIn(NORTH["name"], page.text)

    def test_its_address_is_public(self) -> None:
        self.assertEqual(
            self.make(slug="speech").full_url, f"http://{HOSTNAME}/speech/"
        )


# MySQL finds by words only what is committed.
@pytest.mark.portable
@with_search_index
class SearchTests(CommittingTestCase):
    def test_a_service_is_found_by_the_names_that_families_use(self) -> None:
        service = complete_health_service()
        complete_health_service(setting_name="Hearing", also_called="")
        for words in ("SALT", "speech therapy"):
            with self.subTest(words):
                found = HealthServicePage.objects.search(words)
                self.assertEqual([page.pk for page in found], [service.pk])
