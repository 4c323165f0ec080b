"""What the pages of an offer itself show of what families said, and for how long."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import connection
from django.template import engines
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from tests.builders import complete_health_service
from tests.feedback.sayings_case import (
    CHANGE,
    SayingsTestCase,
    come_in,
    on_day,
    show,
    squeeze,
)
from tests.offers.test_frontend_cache import FrontendCacheTestCase
from tests.support import HOSTNAME
from wagtail_localoffer.choices import Layout
from wagtail_localoffer.feedback.answering import withdraw
from wagtail_localoffer.feedback.choices import WayIn
from wagtail_localoffer.models import FeedbackSettings

LINK = ".localoffer-feedback-link a"
ON_PAPER = ".localoffer-feedback-address"
COPIES = ("print/", "large-print/", "who-helps/", "sen-information-report/")


class NewestChangeTests(SayingsTestCase):
    def read_line(self, offer: Any, path: str = "") -> str:
        found = self.read(offer.url + path).select(".localoffer-newest-change")
        return " ".join(map(squeeze, found))

    def test_it_says_what_changed_and_when(self) -> None:
        for offer in (self.make(), self.publish(complete_health_service())):
            comment = come_in(offer)
            with self.captureOnCommitCallbacks(execute=True):
                show(comment, change=CHANGE)
            type(comment).objects.filter(pk=comment.pk).update(
                published_at=on_day(2026, 11, 12)
            )
            self.assertEqual(
                self.read_line(offer),
                f"Changed because a family asked, 12 November 2026: {CHANGE} – What "
                "families say",
            )

    def test_its_link_leads_to_the_question(self) -> None:
        offer = self.make()
        comment = self.show(offer, change=CHANGE)
        link = self.read(offer.url).select_one(".localoffer-newest-change a")
        url, _sign, anchor = link["href"].partition("#")
        self.assertEqual(anchor, f"said-{comment.pk}")
        self.assertTrue(self.read(url).find(id=anchor))

    def test_of_several_it_is_the_newest(self) -> None:
        offer = self.make()
        for change in ("The first.", "The second."):
            self.show(offer, change=change)
        self.show(offer)
        self.assertIn("The second.", self.read_line(offer))
        self.assertNotIn("The first.", self.read_line(offer))

    def test_an_answer_that_changed_nothing_is_no_change(self) -> None:
        offer = self.make()
        self.show(offer)
        self.assertEqual(self.read_line(offer), "")

    def test_it_stands_on_the_offer_alone(self) -> None:
        offer = self.make(layout=Layout.PAGES)
        self.show(offer, change=CHANGE)
        self.assertTrue(self.read_line(offer))
        for path in (*COPIES, "health/"):
            self.assertEqual(self.read_line(offer, path), "", path)


class LinkTests(SayingsTestCase):
    def list_links(self, offer: Any, path: str = "") -> list[str]:
        return [each["href"] for each in self.read(offer.url + path).select(LINK)]

    def test_each_section_of_one_page_ends_with_one(self) -> None:
        offer = self.make()
        page = self.read(offer.url)
        sections = page.select("section.localoffer-section")
        self.assertEqual(len(sections), 11)
        for section in sections:
            link = section.select_one(LINK)
            anchor = section["id"]
            self.assertEqual(link["href"], f"{offer.url}feedback/?section={anchor}")
            self.assertEqual(list(section.find_all("p"))[-1], link.parent)

    def test_each_names_its_section_to_who_hears_the_links_alone(self) -> None:
        page = self.read(self.make().url)
        names = [squeeze(link) for link in page.select(LINK)]
        self.assertEqual(len(set(names)), 11)
        self.assertEqual(
            names[0].partition(" (")[0], "Is something missing or wrong here?"
        )

    def test_a_section_with_a_page_of_its_own_ends_with_it(self) -> None:
        offer = self.make(layout=Layout.PAGES)
        expected = [f"{offer.url}feedback/?section=health"]
        self.assertEqual(self.list_links(offer, "health/"), expected)

    def test_copies_have_none(self) -> None:
        offer = self.make()
        for path in COPIES:
            self.assertEqual(self.list_links(offer, path), [], path)

    def test_a_form_of_their_own_is_led_to(self) -> None:
        offer = self.make()
        url = "https://form.example/"
        self.choose(offer, way_in=WayIn.OWN_FORM, own_form_url=url)
        self.assertEqual(set(self.list_links(offer)), {url})

    def test_where_nobody_can_write_nothing_is_said(self) -> None:
        offer = self.make()
        self.choose(offer, way_in=WayIn.NOWHERE)
        page = self.read(offer.url)
        self.assertEqual(page.select(f"{LINK}, {ON_PAPER}"), [])
        self.assertNotIn("feedback", str(page.main.select("a")))

    def test_paper_has_the_address_once(self) -> None:
        offer = self.make()
        for path in ("", "print/", "large-print/", "sen-information-report/"):
            (line,) = self.read(offer.url + path).select(ON_PAPER)
            address = f"http://{HOSTNAME}{offer.url}feedback/"
            self.assertTrue(squeeze(line).endswith(address), path)

    def test_one_sheet_has_room_for_none(self) -> None:
        page = self.read(f"{self.make().url}who-helps/")
        self.assertEqual(page.select(ON_PAPER), [])

    def test_an_older_template_of_a_project_shows_a_section_as_before(self) -> None:
        [engine] = override_settings_templates(
            "wagtail_localoffer/blocks/section.html",
            '<section class="localoffer-section" id="{{ anchor }}">'
            '<h2>{{ heading }}</h2>{% include "wagtail_localoffer/parts/'
            'section_text.html" %}</section>',
        )
        offer = self.make()
        with override_settings(TEMPLATES=[engine]):
            page = self.read(offer.url)
        self.assertIn("our learning mentor", page.find(id="health").text)
        self.assertEqual(page.select(LINK), [])


def override_settings_templates(name: str, text: str) -> list[dict[str, Any]]:
    """The settings of templates in which a project's own comes first."""
    [engine] = engines.templates.values()
    options = {key: engine[key] for key in ("NAME", "BACKEND", "DIRS")}
    own = ("django.template.loaders.locmem.Loader", {name: text})
    found = ("django.template.loaders.app_directories.Loader",)
    return [
        {
            **options,
            "APP_DIRS": False,
            "OPTIONS": {**engine["OPTIONS"], "loaders": [own, *found]},
        }
    ]


class CacheTests(SayingsTestCase):
    PATHS: ClassVar[tuple[str, ...]] = ("", "what-families-say/")

    def test_what_is_kept_shows_what_is_published_and_no_more_what_is_not(self) -> None:
        offer = self.make()
        for path in self.PATHS:
            self.assertNotContains(self.client.get(offer.url + path), CHANGE)
        comment = self.show(offer, change=CHANGE)
        for path in self.PATHS:
            self.assertContains(self.client.get(offer.url + path), CHANGE)
        with self.captureOnCommitCallbacks(execute=True):
            withdraw(comment, None)
        for path in self.PATHS:
            self.assertNotContains(self.client.get(offer.url + path), CHANGE)

    def test_what_is_kept_changes_with_the_way_in(self) -> None:
        offer = self.make()
        link = "Is something missing or wrong here?"
        self.assertContains(self.client.get(offer.url), link)
        self.choose(offer, way_in=WayIn.NOWHERE)
        self.assertNotContains(self.client.get(offer.url), link)
        with self.captureOnCommitCallbacks(execute=True):
            FeedbackSettings.objects.all().delete()
        self.assertContains(self.client.get(offer.url), link)

    def test_a_kept_page_asks_nothing_about_families(self) -> None:
        offer = self.make()
        self.show(offer, change=CHANGE)
        self.read(offer.url)
        with CaptureQueriesContext(connection) as captured:
            self.read(offer.url)
        asked = " ".join(query["sql"] for query in captured)
        self.assertNotIn("familycomment", asked)
        self.assertNotIn("feedbacksettings", asked)

    def test_a_page_that_is_made_asks_once_for_what_families_said(self) -> None:
        offer = self.make()
        self.show(offer, change=CHANGE)
        with CaptureQueriesContext(connection) as captured:
            self.read(offer.url)
        asked = [each["sql"] for each in captured if "familycomment" in each["sql"]]
        self.assertEqual(len(asked), 1)


class FrontendCacheTests(FrontendCacheTestCase):
    def test_the_offers_of_a_site_are_purged_when_their_families_write_elsewhere(
        self,
    ) -> None:
        offer = self.make()
        with self.captureOnCommitCallbacks(execute=True):
            own = FeedbackSettings.objects.create(
                site=offer.get_site(), way_in=WayIn.NOWHERE
            )
        self.assertLessEqual(self.below(offer), self.take_purged())
        with self.captureOnCommitCallbacks(execute=True):
            own.delete()
        self.assertLessEqual(self.below(offer), self.take_purged())

    def test_publishing_purges_an_offer_and_its_aliases(self) -> None:
        offer = self.make()
        alias = offer.create_alias(update_slug="alias").specific
        self.take_purged()
        with self.captureOnCommitCallbacks(execute=True):
            show(come_in(offer))
        purged = self.take_purged()
        self.assertLessEqual(self.below(offer) | self.below(alias), purged)
