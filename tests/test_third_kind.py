"""A project's own kind of offer, in the one file that docs/kinds.md shows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from io import StringIO
from itertools import count
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext, isolate_apps
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.models.pages import PAGE_MODEL_CLASSES

from tests.builders import TEAM, complete_body, lancashire, save_draft, without
from tests.form_data import offer_form_data
from tests.mailserver import MailServer, Received
from tests.management.test_check_local_offers import check, check_json
from tests.open_data import judges
from tests.public.test_theming import NAMED_CODE
from tests.routes.routes import ROUTES, RouteTestCase, let_time_pass
from tests.school.models import HeadingPage, ShortBreakPage
from tests.school.short_breaks import SHORT_BREAKS
from tests.support import HOSTNAME, PublicSiteTestCase, publish
from tests.test_docs import DOCS, ROOT, list_code, read
from tests.vocabulary import list_faults
from wagtail_localoffer import content
from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.choices import Layout, PartStatus
from wagtail_localoffer.compliance.rules import OfferIncomplete, find_obstacles
from wagtail_localoffer.content.fingerprint import (
    FRONT_SHEET,
    list_changed_parts,
)
from wagtail_localoffer.frameworks import Section, validation
from wagtail_localoffer.models import OfferMixin, OfferSummary
from wagtail_localoffer.reporting.summaries import read_newest

pytestmark = pytest.mark.rows

FILE = ROOT / "tests" / "school" / "short_breaks.py"
PAGE = DOCS / "kinds.md"
REPORT = "sen-information-report/"

TEXTS = {
    "our_breaks": (
        "We cook, swim and play music, in groups of four. A day begins at 10am and "
        "ends at 4pm. Twice a month you can stay for a night, and in August for a "
        "week at the sea."
    ),
    "who_can_come": (
        "You can come if you are between 5 and 17 years old and have a disability. "
        "Two of us are nurses, so that we can feed by tube. We have a hoist and a "
        "quiet room."
    ),
    "booking": (
        "Call the bookings team or fill in the form. We visit you at home before you "
        "come, so that you know one of us. If the council pays, send us its letter "
        "and we do the rest."
    ),
}
FACTS: dict[str, dict[str, Any]] = {
    "our_breaks": {"overnight": {"answer": "partly", "note": "Twice a month"}},
    "booking": {"price": {"note": "£40, with lunch"}},
}
SECTIONS = list(SHORT_BREAKS.sections)
ANCHORS = [section.anchor for section in SECTIONS]
PATHS = {
    Layout.ONE_PAGE: ["", "print/", "large-print/"],
    Layout.PAGES: [
        *("", "print/", "large-print/"),
        *(f"{anchor}/" for anchor in ANCHORS),
    ],
}

#: One of them puts a setting's body into the page in hand.
OWN_ROUTES = sorted(set(ROUTES) - {"make_live_with_content_only_in_memory"})

_number = count(1)


def write_section(key: str) -> dict[str, Any]:
    section = {"text": f"<p>{TEXTS[key]}</p>", "more": []}
    return {**section, "facts": deepcopy(FACTS[key])} if key in FACTS else section


def list_teams(*changes: dict[str, str]) -> list[dict[str, Any]]:
    """The contacts as the editor stores them: a team, each time with other changes."""
    return [
        # Without an id, Wagtail takes it for a value of an older form.
        {"type": "item", "value": {**TEAM, **each}, "id": str(uuid4())}
        for each in changes
    ]


def break_body(**changes: Any) -> list[dict[str, Any]]:
    sections = {section.key: write_section(section.key) for section in SECTIONS}
    values = {"contacts": list_teams({}), **sections, **changes}
    return complete_body(SHORT_BREAKS, **values)


#: What can be wrong, each with words that its message has.
GAPS: dict[str, tuple[dict[str, Any], str]] = {
    "no contacts": ({"contacts": None}, "Add a contact"),
    "a contact without a way to reach it": (
        {"contacts": list_teams({}, {"telephone": "", "email": ""})},
        "telephone number or an email address for this contact",
    ),
    "no council": ({"council_link": None}, "council’s local offer"),
    "an empty section": (
        {"who_can_come": {"text": "<p></p>", "more": []}},
        "Write something to read in “Who can come”",
    ),
    "no section": ({"our_breaks": None}, "Add the section “What we do together”"),
}


def complete_break(**changes: Any) -> Any:
    """Return a saved, valid, unpublished offer of short breaks."""
    number = next(_number)
    values: dict[str, Any] = {
        "title": f"Our short breaks {number}",
        "slug": f"our-short-breaks-{number}",
        "live": False,
        "setting_name": "Willow Holidays",
        "minimum_age": 5,
        "maximum_age": 17,
        "address": "Quay Road\nAlderbeck",
        "telephone": "01632 960161",
        "body": break_body(),
        **changes,
    }
    root = Site.objects.get(is_default_site=True).root_page
    offer = root.add_child(instance=ShortBreakPage(**values))
    offer.save_revision()
    return offer


def forget_page_types(test: SimpleTestCase) -> None:
    """
    Let Wagtail forget at the end which page types a test has made.

    It lists all of them, and never takes one out.
    """
    known = list(PAGE_MODEL_CLASSES)
    test.addCleanup(PAGE_MODEL_CLASSES.__setitem__, slice(None), known)


class FileTests(SimpleTestCase):
    def test_a_kind_of_offer_takes_less_than_60_lines(self) -> None:
        self.assertLess(len(read(FILE).splitlines()), 60)

    def test_the_documentation_shows_the_file_as_it_is(self) -> None:
        shown = dict(NAMED_CODE.findall(read(PAGE)))
        self.assertEqual(shown, {FILE.relative_to(ROOT).as_posix(): read(FILE)})

    def test_its_framework_is_without_faults(self) -> None:
        self.assertEqual(validation.list_faults(SHORT_BREAKS), [])
        self.assertEqual(ShortBreakPage.check(), [])

    def test_a_kind_without_a_body_is_an_error(self) -> None:
        forget_page_types(self)
        with isolate_apps("tests.school"):

            class BodilessPage(OfferMixin, Page):
                class Meta:
                    app_label = "school"

            found = [message.id for message in BodilessPage.check()]
        self.assertIn("wagtail_localoffer.E007", found)
        self.assertIn("wagtail_localoffer.E007", read(PAGE))

    def test_its_body_has_a_name_without_saying_one(self) -> None:
        body = ShortBreakPage._meta.get_field("body")
        self.assertEqual(str(body.verbose_name), "the offer")

    def test_a_new_section_needs_no_migration(self) -> None:
        garden = Section(key="garden", heading="Garden", anchor="garden", prompts=())
        longer = replace(SHORT_BREAKS, sections=(*SECTIONS, garden))
        now, later = (
            OfferBodyField(OfferBodyBlock(framework=framework)).deconstruct()[1:]
            for framework in (SHORT_BREAKS, longer)
        )
        self.assertEqual(now, later)


class HookTests(PublicSiteTestCase):
    """What the documentation shows of changing a kind of offer."""

    def setUp(self) -> None:
        super().setUp()
        forget_page_types(self)
        _whole, hooks, front_sheet, _making = list_code(PAGE, "python")
        # Built on a model that has its table, so that it can be tried without one.
        code = hooks.replace("(OfferMixin, Page)", "(ShortBreakPage)")
        code = code.replace("    body = ...  # as above\n", "")
        self.assertEqual(len(hooks.splitlines()), len(code.splitlines()) + 1)
        names: dict[str, Any] = {
            "__name__": "tests.school.models",
            "ShortBreakPage": ShortBreakPage,
        }
        with isolate_apps("tests.school"):
            exec(front_sheet + code, names)  # noqa: S102 - our own documentation
        self.model, self.form = names["SmallGroupPage"], names["PlacesForm"]
        framework = replace(SHORT_BREAKS, front_sheet=names["FRONT_SHEET"])
        self.enterContext(mock.patch.object(self.model, "framework", framework))

    def make(self, **changes: Any) -> Any:
        values = {"title": "Breaks", "setting_name": "Willow Holidays", "places": 6}
        return self.model(**{**values, "body": break_body(), **changes})

    def test_its_front_sheet_has_a_line_more(self) -> None:
        rows = [(row.label, row.value) for row in self.make().front_sheet_rows]
        self.assertEqual(rows, [("Name", "Willow Holidays"), ("Places", "6")])
        rows = [row.label for row in self.make(places=None).front_sheet_rows]
        self.assertEqual(rows, ["Name"])

    def test_it_has_another_public_name(self) -> None:
        self.assertEqual(self.make().public_name, "Willow Holidays (short breaks)")

    def test_what_it_says_to_search_engines_is_without_faults(self) -> None:
        data = self.make().describe_subject()
        self.assertEqual(data["knowsAbout"], "Short breaks")
        said = {key: value for key, value in data.items() if value}
        document = {"@context": "https://schema.org", **said}
        self.assertEqual(list_faults(document), [])

    def test_a_required_detail_is_asked_for_on_every_route(self) -> None:
        def find(**changes: Any) -> list[str]:
            return [found.code for found in find_obstacles(self.make(**changes))]

        self.assertEqual(find(), [])
        self.assertEqual(find(places=None), ["places_missing"])

    def test_the_council_is_told_of_a_detail(self) -> None:
        before, after = (
            content.read(self.make(places=each)).fingerprint for each in (6, 7)
        )
        self.assertEqual(list_changed_parts(before, after), {FRONT_SHEET})

    def test_its_form_has_a_rule_more(self) -> None:
        form = SimpleNamespace(instance=self.make(places=0), add_error_at=mock.Mock())
        self.form.check_details(form)
        form.add_error_at.assert_called_once_with(
            "places", "Enter at least 1, or leave it empty."
        )


class MakingTests(PublicSiteTestCase):
    """What the documentation shows of making an offer in code."""

    def make(self, council: Any) -> Any:
        *_others, code = list_code(PAGE, "python")
        own = code.replace("from yourapp.models", "from tests.school.models")
        self.assertNotEqual(own, code)
        names: dict[str, Any] = {}
        exec(own, names)  # noqa: S102 - our own documentation
        root = Site.objects.get(is_default_site=True).root_page
        return names["add_break"](root, council)

    def test_it_is_live_with_all_that_was_written(self) -> None:
        offer = ShortBreakPage.objects.get(pk=self.make(lancashire()).pk)
        self.assertTrue(offer.live)
        self.assertEqual(offer.contact_name, "Bookings team")
        self.assertEqual(offer.council_link.value, lancashire())
        answers = offer.find_section("what-we-do-together").block.value["facts"]
        self.assertEqual(answers.answered[0]["note"], "Twice a month")
        self.assertContains(self.client.get(offer.url), "Ages 5 to 17.")

    def test_it_stays_a_draft_while_something_is_missing(self) -> None:
        with self.assertRaises(OfferIncomplete):
            self.make(SimpleNamespace(pk=None))
        self.assertFalse(ShortBreakPage.objects.get().live)


@pytest.mark.nightly
class GuardTests(RouteTestCase):
    def offer_with(self, **changes: Any) -> Any:
        offer = complete_break()
        if changes:
            offer.body = break_body(**changes)
            save_draft(offer)
        return offer

    def post(self, offer: Any, **extra: Any) -> Any:
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(
                reverse("wagtailadmin_pages:edit", args=[offer.pk]),
                offer_form_data(offer, **{"action-publish": "1"}, **extra),
                follow=True,
            )
        offer.refresh_from_db()
        return response

    def test_every_route_puts_a_complete_one_live(self) -> None:
        for name in OWN_ROUTES:
            with self.subTest(route=name):
                offer, response = self.take(name, self.offer_with())
                self.assertTrue(offer.live, response and response.content[:2000])

    def test_no_route_puts_an_incomplete_one_live(self) -> None:
        changes, _words = GAPS["no contacts"]
        for name in OWN_ROUTES:
            with self.subTest(route=name):
                offer, _response = self.take(name, self.offer_with(**changes))
                self.assertFalse(offer.live)

    def test_no_gap_is_published_and_each_is_named(self) -> None:
        for gap, (changes, words) in GAPS.items():
            with self.subTest(gap=gap):
                offer = self.offer_with(**changes)
                with self.assertRaises(OfferIncomplete) as caught:
                    offer.get_latest_revision().publish()
                self.assertIn(words, str(caught.exception.messages))
                offer.refresh_from_db()
                self.assertFalse(offer.live)

    def test_the_form_publishes_a_complete_one_as_it_was_written(self) -> None:
        offer = self.offer_with()
        self.post(offer)
        self.assertTrue(offer.live)
        self.assertEqual(offer.contact_email, TEAM["email"])
        answers = offer.find_section("what-we-do-together").block.value["facts"]
        self.assertEqual(answers.answered[0]["note"], "Twice a month")

    def test_the_form_refuses_an_incomplete_one_and_says_why(self) -> None:
        changes, words = GAPS["a contact without a way to reach it"]
        offer = self.offer_with(**changes)
        self.assertContains(self.post(offer), words)
        self.assertFalse(offer.live)

    def test_the_form_asks_for_the_name_and_for_no_address(self) -> None:
        offer = self.offer_with()
        response = self.post(offer, address="", telephone="", setting_name=" ")
        errors = response.context["form"].errors
        self.assertEqual(list(errors), ["setting_name"])
        self.post(offer, address="", telephone="")
        self.assertTrue(offer.live)

    def test_an_incomplete_draft_is_saved(self) -> None:
        offer = self.offer_with(**GAPS["no contacts"][0])
        data = offer_form_data(offer)
        url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
        self.assertEqual(self.client.post(url, data).status_code, 302)

    def test_a_schedule_is_kept_only_by_a_complete_one(self) -> None:
        soon = {"go_live_at": "2099-01-01 08:00", "expire_at": ""}
        for changes, goes_live in (({}, True), (GAPS["an empty section"][0], False)):
            with self.subTest(goes_live=goes_live):
                offer = self.offer_with(**changes)
                self.post(offer, **soon)
                let_time_pass(offer)
                offer.refresh_from_db()
                self.assertEqual(offer.live, goes_live)


def read_lines(received: Received) -> str:
    """The plain text of an email, with line breaks as Python writes them."""
    return "\n".join(received.part("plain").splitlines())


@pytest.mark.nightly
class NoticeTests(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server = self.enterContext(MailServer())
        self.enterContext(self.server.settings())

    def send(self) -> Received:
        """Send what waits, and return the one message that the server took."""
        self.server.received.clear()
        call_command("send_council_notices", stdout=StringIO())
        (received,) = self.server.received
        return received

    def test_the_council_gets_a_notice(self) -> None:
        offer = self.publish(complete_break())
        received = self.send()
        self.assertEqual(received.recipients, [lancashire().update_email])
        self.assertEqual(received.message["Reply-To"], TEAM["email"])
        self.assertIn("Willow Holidays", received.message["Subject"])
        self.assertIn(f"http://{HOSTNAME}/{offer.slug}/", received.part("plain"))
        self.assertIn("Willow Holidays", received.part("html"))

    def test_an_update_names_the_sections_by_their_headings(self) -> None:
        offer = self.publish(complete_break())
        self.send()
        value = {"text": "<p>You can come from your fourth birthday on.</p>"}
        changes = {
            "who_can_come": {**value, "more": []},
            "contacts": list_teams({}, {}),
        }
        offer.body = break_body(**changes)
        offer.minimum_age = 4
        self.publish(offer)
        received = self.send()
        plain, html = read_lines(received), received.part("html")
        for heading, anchor in (
            ("About the service", "about-the-service"),
            ("Contacts", "contacts"),
            ("Who can come", "who-can-come"),
        ):
            with self.subTest(heading=heading):
                url = f"http://{HOSTNAME}/{offer.slug}/#{anchor}"
                self.assertIn(f"- {heading}\n  {url}\n", plain)
                self.assertIn(heading, html)
        for other in ("What we do together", "How to book", "SENCO", "setting"):
            with self.subTest(other=other):
                self.assertNotIn(other, plain + html)

    def test_a_fact_that_changed_is_a_change_of_its_section(self) -> None:
        offer = self.publish(complete_break(layout=Layout.PAGES))
        self.send()
        booking = write_section("booking")
        booking["facts"]["price"]["note"] = "£45, with lunch"
        offer.body = break_body(booking=booking)
        self.publish(offer)
        url = f"http://{HOSTNAME}/{offer.slug}/how-to-book/#how-to-book"
        plain = read_lines(self.send())
        self.assertIn(f"- How to book, and what it costs\n  {url}\n", plain)

    def test_the_council_hears_when_it_is_taken_down(self) -> None:
        offer = self.publish(complete_break())
        self.send()
        self.unpublish(offer)
        self.assertIn("Willow Holidays", self.send().part("plain"))


@pytest.mark.nightly
class EditorTests(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.client.force_login(User.objects.create_superuser("asha"))

    def read(self, url: str) -> BeautifulSoup:
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_a_new_page_has_every_part_in_its_order(self) -> None:
        placed = [child.block_type for child in ShortBreakPage().body]
        keys = [section.key for section in SECTIONS]
        self.assertEqual(placed, ["contacts", "council_link", *keys])

    def test_the_checklist_lists_its_sections(self) -> None:
        offer = without(complete_break(), "who_can_come")
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        answer = self.client.get(url).json()
        words = BeautifulSoup(
            answer["tasks"] + answer["needed"] + answer["checklist"], "html.parser"
        ).get_text(" ", strip=True)
        headings = ["About the service", "Contacts", "Council’s local offer"]
        headings += [str(section.heading) for section in SECTIONS]
        for heading in headings:
            with self.subTest(heading=heading):
                self.assertIn(heading, words)
        self.assertIn("Add the section “Who can come”", words)
        for foreign in ("SENCO", "Keeping children safe", "setting"):
            with self.subTest(foreign=foreign):
                self.assertNotIn(foreign, words)

    def test_the_checklist_tells_what_is_needed_from_the_rest(self) -> None:
        offer = without(without(complete_break(), "booking"), "who_can_come")
        lines = {line.key: line for line in offer.get_checklist().lines}
        self.assertEqual(lines["booking"].status, PartStatus.NOT_STARTED)
        self.assertFalse(lines["booking"].is_needed)
        self.assertTrue(lines["who_can_come"].is_needed)
        self.assertEqual(lines["our_breaks"].status, PartStatus.READY)

    def test_a_complete_one_has_everything_done(self) -> None:
        checklist = complete_break().get_checklist()
        self.assertEqual((checklist.obstacles, checklist.advice), ([], []))
        self.assertEqual(checklist.assessment.completeness, 100)

    def test_the_questions_are_in_its_own_words(self) -> None:
        url = reverse(
            "wagtail_localoffer:new_checklist", args=["school", "shortbreakpage"]
        )
        prompts = str(self.client.get(url).json()["prompts"])
        self.assertIn("What do children do with you, and how long?", prompts)
        self.assertIn("Which needs can your service meet?", prompts)
        self.assertNotIn("{setting}", prompts)

    def test_the_report_lists_it(self) -> None:
        with self.captureOnCommitCallbacks(execute=True):
            offer = without(complete_break(), "who_can_come")
        page = self.read(reverse("wagtail_localoffer_report"))
        row = page.find("a", string=lambda text: text and "Willow Holidays" in text)
        self.assertIsNotNone(row)
        words = row.find_parent("tr").get_text(" ", strip=True)
        self.assertIn(offer.title, words)

    def test_a_review_is_recorded(self) -> None:
        offer = self.publish(complete_break())
        url = reverse("wagtail_localoffer:review", args=[offer.pk])
        self.client.post(url)
        offer.refresh_from_db()
        self.assertTrue(offer.is_reviewed_today)


@pytest.mark.nightly
class SurveyTests(PublicSiteTestCase):
    def test_the_command_checks_it(self) -> None:
        offer = self.publish(complete_break())
        self.assertEqual(check("--level", "should")[0], 0)
        ShortBreakPage.objects.filter(pk=offer.pk).update(
            body=break_body(**GAPS["an empty section"][0])
        )
        status, output = check()
        self.assertEqual(status, 1)
        self.assertIn(f"{offer.title} (http://{HOSTNAME}/{offer.slug}/", output)
        self.assertIn("must section_empty: Write something to read in", output)

    def test_the_command_describes_it_as_json(self) -> None:
        offer = self.publish(complete_break())
        status, found = check_json()
        self.assertEqual(status, 0)
        (described,) = found["offers"]
        self.assertEqual(described["id"], offer.pk)
        self.assertEqual(described["setting_name"], "Willow Holidays")
        self.assertEqual(described["setting_type"], "")
        self.assertEqual(described["completeness"], 100)

    def test_a_draft_that_is_only_stored_is_measured_by_its_own_framework(self) -> None:
        offer = self.publish(complete_break())
        with self.captureOnCommitCallbacks(execute=True):
            without(offer, "who_can_come")
        offer = ShortBreakPage.objects.get(pk=offer.pk)
        draft = read_newest(offer)
        self.assertNotIsInstance(draft, ShortBreakPage)
        self.assertIs(draft.framework, SHORT_BREAKS)
        summary = OfferSummary.objects.get(offer_id=offer.pk)
        self.assertEqual(summary.sections_asked, len(SECTIONS))
        self.assertEqual(summary.sections_done, len(SECTIONS) - 1)
        self.assertEqual(summary.missing_musts, 1)
        self.assertEqual(summary.setting_name, "Willow Holidays")
        self.assertEqual(summary.setting_type, "")


@pytest.mark.nightly
class PublicTests(PublicSiteTestCase):
    def read(self, offer: Any, path: str = "") -> BeautifulSoup:
        response = self.client.get(offer.url + path)
        self.assertEqual(response.status_code, 200, path)
        return BeautifulSoup(response.content, "html.parser")

    def list_faces(self) -> Iterator[tuple[Any, str, BeautifulSoup]]:
        for layout, paths in PATHS.items():
            offer = publish(complete_break(layout=layout))
            for path in paths:
                yield offer, path, self.read(offer, path)

    def test_every_face_names_the_provider_and_whom_to_ask(self) -> None:
        for _offer, path, page in self.list_faces():
            self.assertIn("Willow Holidays", page.title.text, path)
            self.assertEqual(len(page.find_all("h1")), 1)
            words = " ".join(page.select_one("#contacts").text.split())
            for part in ("name", "telephone", "email", "availability"):
                self.assertIn(TEAM[part], words, path)
            self.assertIsNotNone(page.select_one("#council-local-offer"))

    def test_the_offer_and_its_copies_have_every_section_in_order(self) -> None:
        for _offer, path, page in self.list_faces():
            if path not in ("", "print/", "large-print/"):
                continue
            shown = [tag["id"] for tag in page.select("[id]")]
            self.assertEqual([each for each in shown if each in ANCHORS], ANCHORS, path)

    def test_the_front_sheet_has_its_own_heading_and_lines(self) -> None:
        page = self.read(publish(complete_break()))
        sheet = page.select_one("#about-the-service")
        self.assertEqual(sheet.h2.text, "About the service")
        rows = {row.dt.text: row.dd.get_text(" ") for row in sheet.select("dl div")}
        self.assertEqual(
            rows,
            {
                "Name": "Willow Holidays",
                "Ages": "5 to 17 years",
                "Address": "Quay Road Alderbeck",
                "Telephone": "01632 960161",
            },
        )

    def test_a_section_has_its_facts(self) -> None:
        page = self.read(publish(complete_break()))
        words = page.select_one("#what-we-do-together").get_text(" ", strip=True)
        self.assertIn("They can stay overnight", words)
        self.assertIn("Partly", words)
        self.assertIn("Twice a month", words)

    def test_nobody_reads_of_a_school_or_a_senco(self) -> None:
        for _offer, path, page in self.list_faces():
            # Paper has an address of the site, which is a school's.
            words = page.article.get_text(" ").replace(HOSTNAME, "")
            for word in ("SENCO", "pupil", "school", "setting"):
                self.assertNotIn(word, words, path)

    def test_no_level_of_headings_is_skipped(self) -> None:
        for _offer, _path, page in self.list_faces():
            levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3"])]
            # Above the heading of a section stand the contents, as in a guide.
            self.assertLessEqual(levels.index(1), 1)
            for above, below in zip(levels, levels[1:], strict=False):
                self.assertLessEqual(below, above + 1)

    def test_every_link_within_the_offer_leads_somewhere(self) -> None:
        for offer, path, page in self.list_faces():
            for link in page.article.select("a[href]"):
                address, _hash, anchor = link["href"].partition("#")
                if "://" in address or address.startswith(("mailto:", "tel:")):
                    continue
                target = page
                if address and address != offer.url + path:
                    response = self.client.get(address)
                    self.assertEqual(response.status_code, 200, link["href"])
                    target = BeautifulSoup(response.content, "html.parser")
                if anchor:
                    self.assertIsNotNone(target.find(id=anchor), link["href"])

    def test_there_is_no_sen_information_report(self) -> None:
        for offer, path, page in self.list_faces():
            self.assertEqual(self.client.get(offer.url + REPORT).status_code, 404)
            links = [link["href"] for link in page.select("[href]")]
            self.assertFalse([link for link in links if REPORT in link], path)
            self.assertNotIn("SEN information report", page.get_text())
        modes = [mode for mode, _label in ShortBreakPage().preview_modes]
        self.assertNotIn(REPORT.strip("/"), modes)

    def test_the_sitemap_has_no_report(self) -> None:
        for layout in Layout:
            offer = publish(complete_break(layout=layout))
            with self.subTest(layout=layout):
                sections = [f"{anchor}/" for anchor in ANCHORS]
                paths = ["", *(sections if layout == Layout.PAGES else [])]
                listed = [each["location"] for each in offer.get_sitemap_urls()]
                self.assertEqual(listed, [offer.full_url + path for path in paths])
        self.assertNotContains(self.client.get("/sitemap.xml"), REPORT)

    def test_machines_read_it_as_another_service(self) -> None:
        offer = publish(complete_break())
        service = self.client.get(f"/open-data/services/{offer.translation_key}")
        self.assertEqual(judges.list_faults(service.json(), judges.SERVICE), [])
        self.assertEqual(service.json()["organization"]["name"], "Willow Holidays")
        data = self.client.get(f"/open-data/offers/{offer.translation_key}").json()
        self.assertEqual(judges.list_faults_of_ours(data, "offer"), [])
        self.assertEqual(data["kind"], "service")
        self.assertEqual(len(data["sections"]), len(offer.sections))

    def test_its_structured_data_is_without_faults(self) -> None:
        offers = [
            complete_break(),
            complete_break(telephone="", address="", minimum_age=None),
            complete_break(body=break_body(contacts=list_teams({}, {"area": "Coast"}))),
        ]
        for offer in map(publish, offers):
            page = self.read(offer)
            (script,) = page.select('script[type="application/ld+json"]')
            data = json.loads(script.string)
            with self.subTest(offer=offer.title):
                self.assertEqual(list_faults(data), [])
                about, subject = data["@graph"]
                self.assertEqual(about["about"]["@id"], subject["@id"])
                self.assertTrue(subject["@id"].endswith("#about-the-service"))
                self.assertEqual(subject["name"], "Willow Holidays")

    def test_each_address_takes_one_query_more_than_a_page_of_one_heading(
        self,
    ) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        floor = self.count_queries(
            home.add_child(instance=HeadingPage(title="Floor")).url
        )
        for offer, path, _page in self.list_faces():
            self.assertEqual(self.count_queries(offer.url + path), floor + 1, path)

    def count_queries(self, url: str) -> int:
        self.client.get(url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(url)
        return len(captured)

    def test_an_editor_previews_all_of_its_faces(self) -> None:
        offer = complete_break()
        for mode, _label in offer.preview_modes:
            with self.subTest(mode=mode):
                response = offer.make_preview_request(preview_mode=mode)
                self.assertEqual(response.status_code, 200)
                self.assertContains(response, "Willow Holidays")
