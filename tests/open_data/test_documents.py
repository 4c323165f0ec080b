"""The document of an offer: all that its page says, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import complete_body, complete_offer, save_draft
from tests.open_data.judges import list_faults_of_ours
from tests.open_data.open_data_case import OpenDataTestCase, make_live
from tests.support import HOSTNAME
from wagtail_localoffer.content import read
from wagtail_localoffer.feedback.choices import WayIn
from wagtail_localoffer.models import FeedbackSettings

pytestmark = pytest.mark.rows

LINKS = (
    '<p>See <a href="/clubs/">our clubs</a>, <a href="#health">health</a> and '
    '<a href="https://council.example/send">the council</a>. Ring '
    '<a href="tel:01632960010">01632 960010</a>.</p><ul><li>One</li><li>Two</li></ul>'
)


class DocumentTests(OpenDataTestCase):
    def read_offer(self, offer: Any, **query: Any) -> Any:
        document = self.read(f"offers/{offer.translation_key}", **query)
        self.assertEqual(list_faults_of_ours(document, "offer"), [])
        return document

    def test_its_sections_are_those_of_the_page(self) -> None:
        offer = self.publish(complete_offer())
        sections = self.read_offer(offer)["sections"]
        page = BeautifulSoup(self.client.get(offer.url).content, "html.parser")
        for section in sections:
            with self.subTest(section["key"]):
                shown = page.find(id=section["anchor"])
                self.assertEqual(shown.h2.get_text(strip=True), section["heading"])
                self.assertIn(section["text"], shown.get_text(" "))
                self.assertEqual(
                    section["url"], f"{offer.full_url}#{section['anchor']}"
                )

    def test_in_the_layout_of_pages_a_section_is_at_its_own(self) -> None:
        offer = make_live(layout="pages")
        for section in self.read_offer(offer)["sections"]:
            url = section["url"].partition(HOSTNAME)[2]
            self.assertEqual(self.client.get(url).status_code, 200)

    def test_links_work_on_other_sites(self) -> None:
        body = complete_body(activities={"text": LINKS, "more": []})
        offer = make_live(body=body)
        sections = {each["key"]: each for each in self.read_offer(offer)["sections"]}
        html = BeautifulSoup(sections["activities"]["html"], "html.parser")
        self.assertEqual(
            [link["href"] for link in html.find_all("a")],
            [
                f"http://{HOSTNAME}/clubs/",
                f"{offer.full_url}#health",
                "https://council.example/send",
                "tel:01632960010",
            ],
        )
        self.assertEqual(
            sections["activities"]["text"],
            "See our clubs, health and the council. Ring 01632 960010.\nOne\nTwo",
        )

    def test_it_says_where_families_write_and_read_what_was_answered(self) -> None:
        offer = make_live()
        expected = {
            "url": f"{offer.full_url}feedback/",
            "shown_url": f"{offer.full_url}what-families-say/",
        }
        self.assertEqual(self.read_offer(offer)["feedback"], expected)

    def test_where_families_can_not_write_it_says_nothing_of_it(self) -> None:
        offer = make_live()
        FeedbackSettings.objects.create(site=offer.get_site(), way_in=WayIn.NOWHERE)
        nothing = {"url": "", "shown_url": ""}
        self.assertEqual(self.read_offer(offer)["feedback"], nothing)

    def test_fingerprints_change_with_their_part_alone(self) -> None:
        offer = self.publish(complete_offer())
        before = self.read_offer(offer)["fingerprints"]
        offer.body = complete_body(activities={"text": "<p>Chess.</p>", "more": []})
        self.publish(offer)
        after = self.read_offer(offer)["fingerprints"]
        changed = {part for part in before if before[part] != after[part]}
        self.assertEqual(changed, {"activities"})

    def test_nobody_can_find_a_name_by_a_fingerprint(self) -> None:
        offer = make_live()
        prints = self.read_offer(offer)["fingerprints"]
        self.assertNotIn("senco_name", prints)
        self.assertNotEqual(
            prints["senco_contact"], read(offer).fingerprint["senco_contact"]
        )

    def test_a_list_says_what_the_document_does(self) -> None:
        offer = self.publish(complete_offer())
        (listed,) = self.read("offers/")["contents"]
        self.assertLessEqual(listed.items(), self.read_offer(offer).items())

    def test_nothing_that_is_private_is_in_it(self) -> None:
        offer = make_live(setting_type="childminder", address="1 Mill Lane")
        text = self.fetch(f"offers/{offer.translation_key}").content.decode()
        self.assertNotIn("Mill Lane", text)
        self.assertIn("Alderbeck, ZZ1", text)
        self.assertNotIn("run_by", text)


class PublicTests(OpenDataTestCase):
    """Only what the public page shows."""

    def assert_unread(self, offer: Any) -> None:
        for path in ("services", "service_at_locations", "offers/"):
            self.assertEqual(self.read(path)["total_items"], 0)
        for path in ("services", "offers"):
            response = self.fetch(f"{path}/{offer.translation_key}")
            self.assertEqual(response.status_code, 404)
        lines = b"".join(self.fetch("offers.csv").streaming_content).splitlines()
        self.assertEqual(len(lines), 1)

    def test_a_draft_is_not(self) -> None:
        self.assert_unread(complete_offer())

    def test_what_was_taken_down_is_not(self) -> None:
        offer = self.publish(complete_offer())
        self.unpublish(offer)
        self.assert_unread(offer)

    def test_what_only_some_may_see_is_not_nor_what_is_below_it(self) -> None:
        offer = make_live(parent=make_live(setting_name="Above"))
        above = offer.get_parent()
        PageViewRestriction.objects.create(
            page=above, restriction_type=PageViewRestriction.LOGIN
        )
        self.assert_unread(offer)

    def test_what_is_on_no_site_is_not(self) -> None:
        offer = make_live(parent=Page.get_first_root_node())
        self.assert_unread(offer)

    def test_an_alias_is_not(self) -> None:
        offer = self.publish(complete_offer())
        offer.create_alias(update_slug="alias")
        self.assertEqual(self.read("offers/")["total_items"], 1)

    def test_what_an_editor_is_writing_is_not(self) -> None:
        offer = self.publish(complete_offer())
        offer.setting_name = "Secret plans"
        offer.body = complete_body(activities={"text": "<p>Secret</p>", "more": []})
        save_draft(offer)
        for path in ("services", "offers/", f"offers/{offer.translation_key}"):
            self.assertNotIn("Secret", self.fetch(path).content.decode())

    def test_all_sites_of_the_installation_are(self) -> None:
        root = Page.get_first_root_node()
        home = root.add_child(instance=Page(title="Trust", slug="trust"))
        Site.objects.create(hostname="trust.example", root_page=home)
        offer = make_live(parent=home)
        document = self.read(f"offers/{offer.translation_key}")
        self.assertEqual(document["url"], f"http://trust.example/{offer.slug}/")
        self.assertTrue(document["data_url"].startswith("http://trust.example/open"))
