"""The example's NHS trust: a site of its own beside the school's."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.views import serve as serve_static
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from example_site.home.management.commands.load_example import ACCOUNTS, SCHOOL, TRUST
from example_site.home.models import HomePage
from tests.nu import check_html, need_checker
from tests.support import (
    EXAMPLE,
    CommittingTestCase,
    ExampleTestCase,
    with_search_index,
)
from wagtail_localoffer.admin.report import URL_NAME
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    FamilyComment,
    HealthServiceIndexPage,
    HealthServicePage,
    LocalOfferPage,
    find_usual_council,
    look_around,
)

TRUST_SENDER = "Alder Vale Community NHS Trust <website@aldervaletrust.example>"
TRUST_COUNCIL = "localoffer@millbrook.example"
TRUST_COPY = "office@aldervaletrust.example"
SCHOOL_COUNCIL = "Lancashirelocaloffer@lancashire.gov.uk"
SCHOOL_COPY = "office@hawthornbank.example"

STYLE = "/static/home/trust.css"
THERAPY = "Children’s speech and language therapy"
OCCUPATIONAL = "Children’s occupational therapy"
NURSING = "Community children’s nursing"
FEELINGS = "Emotional health and wellbeing team"
#: By their names, as the list has them.
SERVICES = [OCCUPATIONAL, THERAPY, NURSING, FEELINGS]


def serve(url: str) -> int:
    """The status with which the development server would answer a static file."""
    path = url.removeprefix(settings.STATIC_URL)
    request = RequestFactory().get(url)
    return serve_static(request, path, insecure=True).status_code


class TrustTestCase(ExampleTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.index = HealthServiceIndexPage.objects.get()

    def fetch(self, path: str, hostname: str = TRUST.hostname, **query: Any) -> Any:
        host = f"{hostname}:{settings.PORT}"
        return self.client.get(path, query, headers={"host": host})

    def read(self, path: str, hostname: str = TRUST.hostname, **query: Any) -> Any:
        response = self.fetch(path, hostname, **query)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def find(self, **query: Any) -> list[str]:
        """The names of the services that the list has for a search."""
        page = self.read("/services/", **query)
        return [link.text for link in page.select(".localoffer-services h3 a")]


def list_titles(response: Any) -> list[str]:
    return [item["title"] for item in response.json()["items"]]


# MySQL finds by words only what is committed.
@pytest.mark.nightly
@override_settings(DEBUG=True, WAGTAIL_LOCALOFFER=EXAMPLE)
@pytest.mark.portable
@with_search_index
class SearchTests(CommittingTestCase):
    def test_each_site_finds_its_own_pages_alone(self) -> None:
        call_command("load_example", stdout=StringIO())
        self.addCleanup(Site.clear_site_root_paths_cache)
        for hostname, mine, other in (
            (TRUST.hostname, "therapy", "offer"),
            (SCHOOL.hostname, "offer", "therapy"),
        ):
            host = {"host": f"{hostname}:{settings.PORT}"}
            for words, is_found in ((mine, True), (other, False)):
                query = {"search": words}
                response = self.client.get("/api/v2/pages/", query, headers=host)
                with self.subTest(hostname, words=words):
                    self.assertEqual(bool(list_titles(response)), is_found)


@pytest.mark.nightly
class LoadingTests(TrustTestCase):
    def test_loading_it_twice_changes_nothing(self) -> None:
        def list_state() -> list[Any]:
            return [
                list(Page.objects.values_list("pk", "latest_revision_id", "live")),
                list(Site.objects.values_list()),
                list(Council.objects.values_list()),
                list(CouncilNoticeSettings.objects.values_list()),
                list(CouncilNotice.objects.values_list("pk", "status", "sent_at")),
                list(FamilyComment.objects.values_list()),
                list(get_user_model().objects.values_list("username", "groups__name")),
            ]

        before, printed = list_state(), self.load()
        self.assertEqual(list_state(), before)
        self.assertEqual(self.load(), printed)

    def test_it_prints_the_address_and_the_accounts(self) -> None:
        printed = self.load()
        self.assertIn(f"http://trust.localhost:{settings.PORT}/\n", printed)
        for name, password in ACCOUNTS.items():
            self.assertIn(f"{name} / {password}\n", printed)
        self.assertIn(f"Local offer published: {NURSING}", printed)

    def test_another_port_moves_both_sites(self) -> None:
        with override_settings(PORT="8199"):
            self.load()
        self.assertEqual(set(Site.objects.values_list("port", flat=True)), {8199})
        self.assertEqual(Site.objects.count(), 2)

    def test_the_services_are_complete_and_nothing_is_to_be_said_against_them(
        self,
    ) -> None:
        services = HealthServicePage.objects.live()
        self.assertEqual(services.count(), len(SERVICES))
        for service in services:
            with self.subTest(service=service.slug):
                self.assertEqual(check_offer(service, look_around(service)), [])
                self.assertEqual(assess(service).completeness, 100)

    def test_one_service_has_a_page_for_each_section(self) -> None:
        service = HealthServicePage.objects.get(layout="pages")
        self.assertEqual(service.slug, "emotional-health")
        page = self.read("/services/emotional-health/what-we-do/")
        headings = [heading.text.strip() for heading in page.select("main :is(h1, h2)")]
        self.assertIn("What we do", headings)
        self.assertNotIn("Needs we can help with", headings)

    def test_every_page_is_valid_html(self) -> None:
        need_checker()
        paths = [
            "/",
            "/services/",
            "/services/?age=99&need=need_autism",
            "/services/?age=25",
            "/services/speech-and-language-therapy/",
            "/services/speech-and-language-therapy/large-print/",
            "/services/emotional-health/needs-we-can-help-with/",
        ]
        documents = {path: self.fetch(path).content.decode() for path in paths}
        self.assertEqual(check_html(documents), [])


class TwoSitesTests(TrustTestCase):
    """Nothing of one site shows on the other."""

    def test_the_home_page_of_each_leads_to_its_own_pages(self) -> None:
        trust = self.read("/")
        self.assertEqual(trust.h1.text, TRUST.name)
        self.assertEqual(self.list_paths(trust), ["/services/"])
        school = self.read("/", SCHOOL.hostname)
        self.assertEqual(school.h1.text, SCHOOL.name)
        self.assertEqual(
            self.list_paths(school),
            ["/local-offer/", "/little-alders/", "/sparrows/", "/beckside/"],
        )

    def list_paths(self, page: Any) -> list[str]:
        return [link["href"] for link in page.select("article ul a")]

    def test_a_page_is_found_at_its_own_site_alone(self) -> None:
        for path in ("/services/", "/services/emotional-health/"):
            self.assertEqual(self.fetch(path).status_code, 200)
            self.assertEqual(self.fetch(path, SCHOOL.hostname).status_code, 404)
        for path in ("/local-offer/", "/little-alders/"):
            self.assertEqual(self.fetch(path, SCHOOL.hostname).status_code, 200)
            self.assertEqual(self.fetch(path).status_code, 404)

    def test_each_sitemap_has_its_own_pages_alone(self) -> None:
        for mine, other in ((TRUST, SCHOOL), (SCHOOL, TRUST)):
            text = self.fetch("/sitemap.xml", mine.hostname).content.decode()
            found = re.findall(r"<loc>(.*?)</loc>", text)
            self.assertTrue(found)
            start = f"http://{mine.hostname}:{settings.PORT}/"
            self.assertEqual([url for url in found if not url.startswith(start)], [])
            self.assertNotIn(f"//{other.hostname}:", text)
        self.assertIn("/services/emotional-health/what-we-do/", self.trust_sitemap())

    def trust_sitemap(self) -> str:
        return str(self.fetch("/sitemap.xml").content.decode())

    def test_the_api_lists_and_finds_the_pages_of_its_own_site_alone(self) -> None:
        for hostname, mine, other in (
            (TRUST.hostname, "therapy", "offer"),
            (SCHOOL.hostname, "offer", "therapy"),
        ):
            titles = self.list_titles(hostname)
            self.assertTrue([title for title in titles if mine in title.lower()])
            self.assertFalse([title for title in titles if other in title.lower()])

    def list_titles(self, hostname: str) -> list[str]:
        return list_titles(self.fetch("/api/v2/pages/", hostname))

    def test_only_the_trust_has_its_look(self) -> None:
        faces = ("/services/speech-and-language-therapy/", "/services/", "/")
        for path in (*faces, f"{faces[0]}large-print/"):
            self.assertIn(STYLE, self.list_styles(self.read(path)))
        for path in ("/local-offer/", "/little-alders/", "/ur/local-offer/", "/"):
            page = self.read(path, SCHOOL.hostname)
            self.assertNotIn(STYLE, self.list_styles(page))
            self.assertNotIn(TRUST.name, page.text)

    def list_styles(self, page: Any) -> list[str]:
        return [link["href"] for link in page.select("link[rel=stylesheet]")]

    def test_each_names_an_icon_that_is_there(self) -> None:
        for hostname in ("localhost", TRUST.hostname):
            with self.subTest(hostname):
                [icon] = self.read("/", hostname).select("link[rel=icon]")
                self.assertEqual(serve(icon["href"]), 200)

    def test_a_page_that_names_no_icon_gets_it_too(self) -> None:
        answer = self.fetch("/favicon.ico")
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(serve(answer.url), 200)

    def test_the_name_of_the_site_stands_above_every_page(self) -> None:
        for path in ("/", "/services/", "/services/emotional-health/"):
            page = self.read(path)
            self.assertEqual(page.select_one("body > header").text.strip(), TRUST.name)
            self.assertNotIn(SCHOOL.name, page.text)


@pytest.mark.nightly
class TellingTests(TrustTestCase):
    """Each site tells its own council, in its own name."""

    def test_the_trust_tells_its_council_from_its_own_address(self) -> None:
        mine = [each for each in self.sent if each[0] == TRUST_SENDER]
        told = [to for _sender, to, _subject in mine]
        self.assertEqual(told.count([TRUST_COUNCIL]), len(SERVICES))
        self.assertEqual(told.count([TRUST_COPY]), len(SERVICES))
        self.assertEqual(len(told), 2 * len(SERVICES))
        for name in SERVICES:
            code = "(ODS code X9Z)"
            subject = f"Local offer published: {name}, {TRUST.name} {code}"
            self.assertIn((TRUST_SENDER, [TRUST_COUNCIL], subject), mine)

    def test_the_school_s_settings_are_not_used_for_the_trust(self) -> None:
        others = [each for each in self.sent if each[0] != TRUST_SENDER]
        self.assertEqual(
            [(sender, to) for sender, to, _subject in others],
            [
                (settings.DEFAULT_FROM_EMAIL, [SCHOOL_COUNCIL]),
                (settings.DEFAULT_FROM_EMAIL, [SCHOOL_COPY]),
            ],
        )

    def test_each_notice_belongs_to_its_site(self) -> None:
        for publisher, model in ((TRUST, HealthServicePage), (SCHOOL, LocalOfferPage)):
            offers = model.objects.values_list("pk", flat=True)
            for notice in CouncilNotice.objects.filter(offer_id__in=offers):
                self.assertEqual(
                    notice.site and notice.site.hostname, publisher.hostname
                )
        self.assertEqual(
            CouncilNotice.objects.filter(site__hostname=TRUST.hostname).count(),
            # One of them belongs to two councils.
            len(SERVICES) + 1,
        )

    def test_a_new_page_starts_with_the_usual_council_of_its_site(self) -> None:
        for parent, publisher in (
            (self.index, TRUST),
            (HomePage.objects.get(slug=SCHOOL.slug), SCHOOL),
        ):
            council = find_usual_council(parent)
            self.assertEqual(council and council.name, publisher.council)

    def test_a_change_of_the_trust_s_settings_leaves_the_school_alone(self) -> None:
        trust = CouncilNoticeSettings.objects.get(site__hostname=TRUST.hostname)
        trust.delivery = "hold"
        trust.save()
        offer = LocalOfferPage.objects.get(title="Our local offer")
        service = HealthServicePage.objects.get(setting_name=THERAPY)
        offer.telephone = service.telephone = "01632 960999"
        self.publish(offer, service)
        self.assertEqual(
            [email.to for email in mail.outbox], [[SCHOOL_COUNCIL], [SCHOOL_COPY]]
        )

    @override_settings(WAGTAIL_LOCALOFFER={"DIVERT_TO": "me@agency.example"})
    def test_a_diversion_holds_for_both_sites(self) -> None:
        offer = LocalOfferPage.objects.get(title="Our local offer")
        service = HealthServicePage.objects.get(setting_name=THERAPY)
        offer.telephone = service.telephone = "01632 960999"
        self.publish(offer, service)
        self.assertEqual(
            [email.to for email in mail.outbox], [["me@agency.example"]] * 2
        )

    @override_settings(WAGTAIL_LOCALOFFER={})
    def test_without_the_example_s_settings_a_local_trust_tells_nobody(self) -> None:
        service = HealthServicePage.objects.get(setting_name=THERAPY)
        service.telephone = "01632 960999"
        self.publish(service)
        self.assertEqual(mail.outbox, [])

    def publish(self, *offers: Any) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            for offer in offers:
                offer.save_revision().publish()


@pytest.mark.nightly
class TherapistTests(TrustTestCase):
    """The trust's editor, who has nothing to do with the school."""

    def setUp(self) -> None:
        super().setUp()
        user = get_user_model().objects.get(username=TRUST.editor)
        self.client.force_login(user)
        self.offer = LocalOfferPage.objects.get(title="Our local offer")
        self.service = HealthServicePage.objects.get(setting_name=THERAPY)

    def open(self, name: str, *args: Any) -> Any:
        return self.client.get(reverse(name, args=args))

    def test_may_edit_what_is_the_trust_s_alone(self) -> None:
        for page in (self.service, self.index, self.index.get_parent()):
            opened = self.open("wagtailadmin_pages:edit", page.pk)
            self.assertEqual(opened.status_code, 200)
        for page in (self.offer, self.offer.get_parent()):
            opened = self.open("wagtailadmin_pages:edit", page.pk)
            self.assertRedirects(opened, reverse("wagtailadmin_home"))

    def test_sees_the_trust_s_services_in_the_report_alone(self) -> None:
        report = self.open(URL_NAME)
        self.assertContains(report, THERAPY)
        self.assertNotContains(report, SCHOOL.name)

    def test_sees_the_notices_of_the_trust_s_services_alone(self) -> None:
        notices = self.open("wagtail_localoffer:offer_notices", self.service.pk)
        self.assertContains(notices, TRUST_COUNCIL)
        # The log has the notices of all sites.
        for refused in (
            self.open("wagtail_localoffer:offer_notices", self.offer.pk),
            self.open("wagtail_localoffer_councilnotice_modeladmin_index"),
        ):
            self.assertRedirects(refused, reverse("wagtailadmin_home"))

    def test_sees_nothing_of_the_school_on_the_dashboard(self) -> None:
        self.assertNotContains(self.open("wagtailadmin_home"), SCHOOL.name)

    def test_the_school_s_editor_may_not_edit_the_trust_s(self) -> None:
        user = get_user_model().objects.get(username=SCHOOL.editor)
        self.client.force_login(user)
        opened = self.open("wagtailadmin_pages:edit", self.offer.pk)
        self.assertEqual(opened.status_code, 200)
        opened = self.open("wagtailadmin_pages:edit", self.service.pk)
        self.assertRedirects(opened, reverse("wagtailadmin_home"))


@pytest.mark.nightly
class IndexTests(TrustTestCase):
    """The trust's list of services, as families search it."""

    def test_it_has_all_services_by_their_names(self) -> None:
        self.assertEqual(self.find(), SERVICES)

    def test_by_need(self) -> None:
        self.assertEqual(self.find(need="need_hearing"), [THERAPY])
        # Partly is better than nothing.
        self.assertEqual(
            self.find(need="need_medical"), [OCCUPATIONAL, THERAPY, NURSING]
        )
        self.assertEqual(self.find(need="need_feelings"), [FEELINGS])

    def test_by_age(self) -> None:
        for age, expected in {
            # Speech and language therapy is for children from 18 months.
            0: [NURSING],
            1: [THERAPY, NURSING],
            4: [OCCUPATIONAL, THERAPY, NURSING],
            5: SERVICES,
            17: SERVICES,
            18: [OCCUPATIONAL, THERAPY, NURSING],
            19: [NURSING],
            20: [],
        }.items():
            with self.subTest(age=age):
                self.assertEqual(self.find(age=age), expected)

    def test_by_area(self) -> None:
        self.assertEqual(self.find(area="Millbrook"), [OCCUPATIONAL, NURSING, FEELINGS])
        self.assertEqual(self.find(area="Hawthorn District"), [OCCUPATIONAL, THERAPY])

    def test_by_all_of_them(self) -> None:
        found = self.find(need="need_autism", age=3, area="Alder Vale")
        self.assertEqual(found, [THERAPY, NURSING])

    def test_a_search_stays_in_the_form(self) -> None:
        page = self.read("/services/", need="need_autism", age=3, area="Alder Vale")
        chosen = [option["value"] for option in page.select("option[selected]")]
        self.assertEqual(chosen, ["need_autism", "Alder Vale"])
        self.assertEqual(page.select_one("input[name=age]")["value"], "3")
        [show_all] = page.select(".localoffer-filters a")
        self.assertEqual(show_all["href"], "/services/")

    def test_each_field_has_a_label_in_sight(self) -> None:
        page = self.read("/services/")
        fields = page.select(".localoffer-filters :is(select, input)")
        self.assertEqual(len(fields), 3)
        for field in fields:
            self.assertTrue(page.select_one(f"label[for={field['id']}]").text)
        self.assertEqual(page.select(".localoffer-filters a"), [])

    def test_only_what_some_service_has_can_be_chosen(self) -> None:
        HealthServicePage.objects.get(setting_name=THERAPY).unpublish()
        page = self.read("/services/")
        needs = {option["value"] for option in page.select("#id_need option")}
        self.assertNotIn("need_hearing", needs)
        self.assertIn("need_sight", needs)
        areas = [option["value"] for option in page.select("#id_area option")]
        self.assertEqual(areas, ["", "Alder Vale", "Hawthorn District", "Millbrook"])

    def test_what_is_found_says_how_many(self) -> None:
        for query, heading in (
            ({}, "4 services"),
            ({"need": "need_hearing"}, "1 service"),
            ({"age": 20}, "No services found"),
        ):
            page = self.read("/services/", **query)
            found = page.select_one("#services-heading").text
            self.assertEqual(found, heading)

    def test_where_nothing_fits_it_says_what_to_do(self) -> None:
        page = self.read("/services/", need="need_hearing", age=20)
        self.assertIn("Take something out of your search", page.article.text)

    def test_where_there_is_nothing_it_does_not_blame_the_search(self) -> None:
        for service in HealthServicePage.objects.all():
            service.unpublish()
        text = self.read("/services/").article.text
        self.assertIn("There are no services here yet.", text)
        self.assertNotIn("your search", text)

    def test_an_age_that_is_none_is_said_at_its_field(self) -> None:
        for age in ("99", "-1", "three", "1.5"):
            with self.subTest(age=age):
                page = self.read("/services/", age=age, need="need_hearing")
                field = page.select_one("input[name=age]")
                self.assertEqual(field["value"], age)
                self.assertEqual(field["aria-invalid"], "true")
                error = page.find(id=field["aria-describedby"])
                self.assertEqual(error.text, "Enter a whole number from 0 to 25.")
                self.assertTrue(page.title.text.startswith("Error: Our services"))
                # All else that was asked for holds.
                names = [link.text for link in page.select("li h3 a")]
                self.assertEqual(names, [THERAPY])

    def test_a_need_that_there_is_not_is_said_at_its_field(self) -> None:
        page = self.read("/services/", need="<b>money</b>")
        field = page.select_one("select[name=need]")
        error = page.find(id=field["aria-describedby"])
        self.assertEqual(error.text, "Choose one from the list.")

    def test_its_title_names_the_trust(self) -> None:
        title = self.read("/services/").title.text
        self.assertEqual(
            title, f"Our services for children and young people – {TRUST.name}"
        )

    def test_it_says_what_families_look_for(self) -> None:
        page = self.read("/services/", need="need_hearing")
        item = " ".join(page.select_one(".localoffer-services li").text.split())
        for words in (
            "Also called: SALT, SLT, speech therapy",
            "Helps with: Talking, listening and understanding; Learning (partly);",
            "Ages: 18 months to 18 years. Babies of any age if feeding is hard",
            "Areas: Alder Vale, Hawthorn District",
            "Waiting time: First visit: 14 weeks",
        ):
            self.assertIn(words, item)

    def test_each_service_leads_back_to_it(self) -> None:
        for path, leads_back in (
            ("/services/speech-and-language-therapy/", True),
            ("/services/emotional-health/", True),
            ("/services/speech-and-language-therapy/large-print/", False),
        ):
            with self.subTest(path):
                links = self.read(path).select('.localoffer-back a[href="/services/"]')
                self.assertEqual(bool(links), leads_back)

    def test_a_draft_is_not_listed(self) -> None:
        HealthServicePage.objects.get(setting_name=THERAPY).unpublish()
        self.assertEqual(self.find(), [OCCUPATIONAL, NURSING, FEELINGS])

    def test_a_private_service_is_not_listed(self) -> None:
        PageViewRestriction.objects.create(
            page=HealthServicePage.objects.get(setting_name=THERAPY),
            restriction_type=PageViewRestriction.LOGIN,
        )
        self.assertEqual(self.find(), [OCCUPATIONAL, NURSING, FEELINGS])

    def test_an_expired_service_is_not_listed(self) -> None:
        service = HealthServicePage.objects.get(setting_name=THERAPY)
        service.expire_at = timezone.now() - timedelta(hours=1)
        service.save_revision().publish()
        call_command("publish_scheduled", stdout=StringIO())
        self.assertEqual(self.find(), [OCCUPATIONAL, NURSING, FEELINGS])

    def test_its_queries_do_not_grow_with_the_services(self) -> None:
        def count() -> int:
            self.find()
            with CaptureQueriesContext(connection) as queries:
                self.find()
            return len(queries)

        of_four = count()
        HealthServicePage.objects.get(setting_name=THERAPY).delete()
        HealthServicePage.objects.get(setting_name=NURSING).delete()
        self.assertEqual(len(self.find()), 2)
        self.assertEqual(count(), of_four)
        self.assertLessEqual(of_four, 12)
