"""The example's council: a site with the offers of forty invented settings."""

from __future__ import annotations

import re
from collections import Counter
from io import StringIO
from typing import Any, ClassVar

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from example_site.home.council import (
    COUNCIL,
    COUNCILS,
    MISSING,
    PARTS,
    build_offers,
    list_settings,
)
from example_site.home.loading import Publisher
from example_site.home.management.commands.load_example import SCHOOL
from example_site.home.models import DIRECTORY, CouncilHomePage, HomePage
from tests.nu import check_html, need_checker
from tests.support import EXAMPLE
from wagtail_localoffer.choices import SettingType
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.models import (
    CouncilNotice,
    LocalOfferPage,
    OfferDirectoryPage,
    OfferMixin,
    QuestionsOfferPage,
)

pytestmark = pytest.mark.rows

STYLE = "/static/home/council.css"

#: How many there are of each type.
TYPES = {
    SettingType.EARLY_YEARS: 6,
    SettingType.CHILDMINDER: 4,
    SettingType.CHILDRENS_CENTRE: 1,
    SettingType.PRIMARY: 15,
    SettingType.MIDDLE: 1,
    SettingType.SECONDARY: 6,
    SettingType.ALL_THROUGH: 1,
    SettingType.SPECIAL: 2,
    SettingType.PUPIL_REFERRAL_UNIT: 1,
    SettingType.ALTERNATIVE: 1,
    SettingType.COLLEGE: 2,
}

TEN = 10


def read_texts(offer: OfferMixin) -> dict[str, str]:
    """What stands in the sections of an offer, by their keys."""
    return {
        block["type"]: block["value"]["text"]
        for block in offer.body.raw_data
        if isinstance(block["value"], dict) and "text" in block["value"]
    }


@pytest.mark.nightly
class SettingsTests(TestCase):
    """The forty, as they are before they are saved."""

    offers: ClassVar[list[Any]]

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        councils = {name: key for key, name in enumerate(COUNCILS, 1)}
        cls.offers = list(build_offers("all", councils))

    def test_there_are_some_of_each_type(self) -> None:
        self.assertEqual(Counter(each.setting_type for each in self.offers), TYPES)

    def test_they_are_complete_and_nothing_is_to_be_said_against_them(self) -> None:
        for offer in self.offers:
            url = COUNCILS[self.find_council(offer)]["local_offer_url"]
            around = CheckContext(today=get_today(), council_url=url)
            assessment = assess(offer)
            with self.subTest(offer.slug):
                self.assertEqual(check_offer(offer, around, assessment), [])
                self.assertEqual(assessment.completeness, 100)

    def find_council(self, offer: Any) -> str:
        values = {each["type"]: each["value"] for each in offer.body.raw_data}
        return list(COUNCILS)[values["council_link"] - 1]

    def test_somebody_chose_what_answers_each_item_of_the_report(self) -> None:
        for offer in self.offers:
            unsettled = [
                state.requirement.key
                for state in assess(offer).requirements
                if state.requirement.heading and not state.is_settled
            ]
            with self.subTest(offer.slug):
                self.assertEqual(unsettled, [])

    def test_no_two_read_the_same(self) -> None:
        texts = [text for each in self.offers for text in read_texts(each).values()]
        self.assertEqual(len(set(texts)), len(texts))

    def test_no_text_has_a_hole_in_it(self) -> None:
        start = MISSING.partition("%")[0]
        for offer in self.offers:
            for key, text in read_texts(offer).items():
                with self.subTest(offer.slug, section=key):
                    self.assertNotIn(start, text)
                    self.assertNotIn("<p></p>", text)

    def test_some_answer_the_fourteen_questions(self) -> None:
        found = [each for each in self.offers if isinstance(each, QuestionsOfferPage)]
        self.assertEqual(
            [each.slug for each in found],
            ["alder-street-primary", "queen-margarets", "oakenrow-primary"],
        )

    def test_childminders_alone_give_their_area_only(self) -> None:
        for offer in self.offers:
            is_home = offer.setting_type == SettingType.CHILDMINDER
            self.assertEqual(offer.gives_area_only, is_home, offer.slug)
            self.assertEqual(bool(offer.area), is_home, offer.slug)

    def test_nobody_shares_a_number_or_a_contact(self) -> None:
        for key in ("slug", "telephone", "identifier", "setting_name"):
            self.assertEqual(len({getattr(each, key) for each in self.offers}), 40, key)
        names = {setting["contact"]["name"] for setting, _place in list_settings()}
        self.assertEqual(len(names), 40)

    def test_all_is_invented(self) -> None:
        for offer in self.offers:
            words = f"{offer.body.raw_data} {offer.telephone}"
            with self.subTest(offer.slug):
                hosts = re.findall(r"https?://([^/\"]+)", words)
                hosts += re.findall(r"[\w.]+@([\w.]+)", words)
                self.assertEqual([h for h in hosts if not h.endswith(".example")], [])
                numbers = re.findall(r"\b0[\d ]{9,}", words)
                self.assertTrue(numbers)
                for number in numbers:
                    self.assertRegex(number.replace(" ", ""), r"^01632960\d{3}$")

    def test_each_address_has_an_invented_postcode(self) -> None:
        for offer in self.offers:
            last = (offer.area or offer.address).replace(", ", "\n").splitlines()[-1]
            self.assertRegex(last, r"^ZZ\d( \d[A-Z]{2})?$", offer.slug)

    def test_the_first_thirty_and_the_last_ten_are_all(self) -> None:
        slugs = [setting["slug"] for setting, _place in list_settings()]
        parts = [*slugs[PARTS["first-thirty"]], *slugs[PARTS["last-ten"]]]
        self.assertEqual(parts, slugs)


@override_settings(DEBUG=True, WAGTAIL_LOCALOFFER=EXAMPLE)
class LoadingTests(TestCase):
    """The last ten, in a database of their own."""

    home: CouncilHomePage
    printed: str

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.addClassCleanup(Site.clear_site_root_paths_cache)
        mail.outbox = []
        cls.printed = cls.load()
        cls.home = CouncilHomePage.objects.get()

    @classmethod
    def load(cls, **options: Any) -> str:
        out = StringIO()
        with (
            override_settings(DEBUG=True, WAGTAIL_LOCALOFFER=EXAMPLE),
            cls.captureOnCommitCallbacks(execute=True),
        ):
            call_command(
                "load_council", **{"offers": "last-ten", **options}, stdout=out
            )
        return out.getvalue()

    def setUp(self) -> None:
        super().setUp()
        Site.clear_site_root_paths_cache()

    def fetch(self, path: str, hostname: str = COUNCIL.hostname) -> Any:
        host = f"{hostname}:{settings.PORT}"
        return self.client.get(path, headers={"host": host})

    def read(self, path: str) -> Any:
        response = self.fetch(path)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_they_are_live_below_the_council(self) -> None:
        slugs = [setting["slug"] for setting, _place in list_settings()]
        offers = self.home.get_children().live().exclude(slug=DIRECTORY)
        self.assertEqual(list(offers.values_list("slug", flat=True)), slugs[-TEN:])

    def test_the_council_writes_no_email_to_itself(self) -> None:
        self.assertEqual(mail.outbox, [])
        statuses = CouncilNotice.objects.values_list("status", flat=True)
        self.assertEqual(list(statuses), ["held"] * TEN)

    def test_loading_them_again_changes_nothing(self) -> None:
        def list_state() -> list[Any]:
            return [
                list(Page.objects.values_list("pk", "latest_revision_id", "live")),
                list(Site.objects.values_list()),
                list(get_user_model().objects.values_list("username", "groups__name")),
            ]

        before = list_state()
        self.assertEqual(self.load(), self.printed)
        self.assertEqual(list_state(), before)

    def test_what_is_there_costs_no_more_queries_for_ten_than_for_none(self) -> None:
        with CaptureQueriesContext(connection) as for_none:
            self.load(offers="none")
        with CaptureQueriesContext(connection) as for_ten:
            self.load()
        self.assertEqual(len(for_ten), len(for_none))

    def test_it_prints_the_address_and_the_account(self) -> None:
        self.assertIn(f"http://council.localhost:{settings.PORT}/\n", self.printed)
        self.assertIn("officer / officer-on-localhost\n", self.printed)

    def test_alone_in_a_database_it_answers_every_name(self) -> None:
        self.assertEqual(self.fetch("/the-forge/", "127.0.0.1").status_code, 200)
        self.assertTrue(Site.objects.get().is_default_site)

    def test_its_name_can_be_chosen(self) -> None:
        self.load(offers="none", hostname="127.0.0.1")
        self.assertEqual(Site.objects.get().hostname, "127.0.0.1")

    def test_beside_the_school_it_has_a_site_of_its_own(self) -> None:
        self.make_school(SCHOOL)
        self.load(offers="none")
        self.assertEqual(
            {site.hostname: site.is_default_site for site in Site.objects.all()},
            {SCHOOL.hostname: True, COUNCIL.hostname: False},
        )

    def make_school(self, publisher: Publisher) -> None:
        home = HomePage(title=publisher.name, slug=publisher.slug)
        Page.get_first_root_node().add_child(instance=home)
        Site.objects.update(root_page=home, hostname=publisher.hostname)

    def test_the_officer_may_edit_what_is_the_council_s_alone(self) -> None:
        self.make_school(SCHOOL)
        officer = get_user_model().objects.get(username=COUNCIL.editor)
        offer = LocalOfferPage.objects.child_of(self.home).first()
        self.assertTrue(offer.permissions_for_user(officer).can_publish())
        school = HomePage.objects.get()
        self.assertFalse(school.permissions_for_user(officer).can_edit())

    def test_it_is_not_loaded_into_a_real_site(self) -> None:
        with override_settings(DEBUG=False), self.assertRaises(CommandError):
            call_command("load_council", stdout=StringIO())

    def test_the_home_page_lists_them_by_type_with_their_towns(self) -> None:
        page = self.read("/")
        headings = [each.text for each in page.select("article h2")]
        self.assertEqual(
            headings[:3],
            ["Nurseries and pre-schools", "Childminders", "Primary schools"],
        )
        self.assertEqual(len(page.select("article li a")), TEN)
        [item] = [each for each in page.select("li") if "The Forge" in each.text]
        self.assertEqual(item.text.split("\n")[0], "The Forge Oakenrow")

    def test_the_home_page_takes_as_many_queries_for_two_settings_as_for_ten(
        self,
    ) -> None:
        self.fetch("/")
        with self.assertNumQueries(10):
            self.fetch("/")
        # One of each model.
        kept = ("the-forge", "oakenrow-primary", DIRECTORY)
        self.home.get_children().exclude(slug__in=kept).delete()
        with self.assertNumQueries(10):
            self.fetch("/")

    def test_the_home_page_leads_to_the_directory(self) -> None:
        button = self.read("/").select_one("a.council-button")
        self.assertEqual(button["href"], "/find/")
        self.assertContains(self.fetch("/find/"), "The Forge")

    def test_without_a_directory_the_home_page_leads_to_none(self) -> None:
        OfferDirectoryPage.objects.get().unpublish()
        self.assertIsNone(self.read("/").select_one("a.council-button"))

    def test_each_page_has_the_council_s_look(self) -> None:
        for path in ("/", "/the-forge/", "/oakenrow-primary/large-print/"):
            page = self.read(path)
            styles = [link["href"] for link in page.select("link[rel=stylesheet]")]
            self.assertIn(STYLE, styles)
            self.assertIn("council is not real", page.footer.text)

    @pytest.mark.nightly
    def test_the_pages_are_valid_html(self) -> None:
        need_checker()
        paths = ("/", "/the-forge/", "/oakenrow-primary/", "/starling-cottage/")
        documents = {path: self.fetch(path).content.decode() for path in paths}
        self.assertEqual(check_html(documents), [])
