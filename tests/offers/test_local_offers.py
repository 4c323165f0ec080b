from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site
from wagtail.rich_text import RichText
from wagtail.test.utils import WagtailPageTestCase

from tests.builders import (
    SENCO,
    complete_body,
    complete_offer,
    lancashire,
    save_draft,
)
from tests.form_data import offer_form_data
from tests.school.models import HeadingPage, TrustOfferPage
from tests.support import ExampleTestCase
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import Council, LocalOfferPage, look_around
from wagtail_localoffer.text.html import RICH_TEXT_FEATURES


def publish(offer: Any) -> Any:
    offer.get_latest_revision().publish()
    offer.refresh_from_db()
    return offer


class NewPageTests(WagtailPageTestCase):
    def test_every_block_that_a_live_offer_needs_is_placed_in_order(self) -> None:
        self.assertEqual(
            [child.block_type for child in LocalOfferPage().body],
            [
                "senco_contact",
                "council_link",
                *(part.key for part in LANCASHIRE.sections),
            ],
        )

    def test_every_block_has_an_id_of_its_own(self) -> None:
        ids = {child.id for child in LocalOfferPage().body}
        self.assertEqual(len(ids), 15)
        self.assertNotIn(None, ids)

    def test_without_a_job_title_the_page_says_what_the_setting_calls_them(
        self,
    ) -> None:
        contact = {**SENCO, "job_title": ""}
        for setting_type, role in (("primary", "SENCO"), ("college", "named person")):
            with self.subTest(setting_type=setting_type):
                body = complete_body(senco_contact=contact)
                offer = complete_offer(setting_type=setting_type, body=body)
                page = self.client.get(publish(offer).url).content.decode()
                self.assertIn(f"{SENCO['name']}</strong>, {role}", page)

    def test_two_new_pages_do_not_share_their_blocks(self) -> None:
        first, second = LocalOfferPage(), LocalOfferPage()
        first.senco_contact.value["name"] = "Priya Nuttall"
        self.assertEqual(second.senco_contact.value["name"], "")

    def test_a_body_given_by_code_is_kept_as_it_is(self) -> None:
        self.assertEqual(len(LocalOfferPage(body=[]).body), 0)

    def test_an_editor_can_create_and_publish_one_under_the_home_page(self) -> None:
        self.login()
        home = Site.objects.get(is_default_site=True).root_page
        offer = LocalOfferPage(
            title="Our local offer",
            slug="local-offer",
            setting_name="Hawthorn Bank",
            setting_type="primary",
            address="Mill Lane",
            body=complete_body(),
        )
        self.assertCanCreate(home, LocalOfferPage, offer_form_data(offer), publish=True)
        self.assertTrue(LocalOfferPage.objects.get(slug="local-offer").live)


class PublicPageTests(TestCase):
    def read(self, offer: Any) -> BeautifulSoup:
        response = self.client.get(offer.url)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_it_has_one_h1_and_no_skipped_heading(self) -> None:
        text = "<p>We help.</p><h3>Medicine</h3><p>We keep it safe.</p>"
        body = complete_body(health={"text": text, "more": []})
        page = self.read(publish(complete_offer(body=body)))
        levels = [int(tag.name[1]) for tag in page.find_all(["h1", "h2", "h3", "h4"])]
        self.assertEqual(levels[0], 1)
        self.assertEqual(levels.count(1), 1)
        for before, after in zip(levels, levels[1:], strict=False):
            self.assertLessEqual(after, before + 1)

    def test_every_section_has_its_fixed_address_and_is_in_the_contents(self) -> None:
        page = self.read(publish(complete_offer()))
        links = [link["href"] for link in page.select("nav a")]
        for part in LANCASHIRE.sections:
            if part.required:
                with self.subTest(section=part.key):
                    heading = page.select_one(f"#{part.anchor} h2")
                    self.assertEqual(heading.text, str(part.heading))
                    self.assertIn(f"#{part.anchor}", links)

    def test_sections_stand_in_the_council_order_however_they_were_saved(self) -> None:
        body = list(reversed(complete_body()))
        page = self.read(publish(complete_offer(body=body)))
        shown = [tag["id"] for tag in page.select("section.localoffer-section")]
        expected = [part.anchor for part in LANCASHIRE.sections if part.required]
        self.assertEqual(shown, expected)

    def test_an_optional_section_without_content_is_not_shown(self) -> None:
        for text in ("", '<p data-block-key="a1b2c"></p>'):
            with self.subTest(text=text):
                body = complete_body(the_setting={"text": text, "more": []})
                page = self.read(publish(complete_offer(body=body)))
                self.assertIsNone(page.find(id="the-setting"))

    def test_it_names_the_senco_with_links_to_reach_them(self) -> None:
        card = self.read(publish(complete_offer())).find(id="senco-contact")
        self.assertIn(SENCO["name"], card.text)
        self.assertEqual(
            [link["href"] for link in card.find_all("a")],
            ["tel:01632960014", "mailto:senco@hawthornbank.example"],
        )

    def test_an_extension_is_shown_and_dialled(self) -> None:
        contact = {**SENCO, "telephone": "+44 (1632) 960014 ext 12"}
        offer = publish(complete_offer(body=complete_body(senco_contact=contact)))
        link = self.read(offer).select_one("#senco-contact a")
        self.assertEqual(link["href"], "tel:+441632960014;ext=12")
        self.assertEqual(link.text, "Call +44 (1632) 960014 ext 12")

    def test_a_number_for_callers_from_abroad_is_dialled_without_its_zero(self) -> None:
        contact = {**SENCO, "telephone": "+44 (0)1632 960014"}
        offer = publish(complete_offer(body=complete_body(senco_contact=contact)))
        link = self.read(offer).select_one("#senco-contact a")
        self.assertEqual(link["href"], "tel:+441632960014")

    def test_it_links_to_the_council_as_its_record_says_now(self) -> None:
        offer = publish(complete_offer())
        Council.objects.update(local_offer_url="https://send.lancashire.example/new")
        link = self.read(offer).select_one("#council-local-offer a")
        self.assertEqual(link["href"], "https://send.lancashire.example/new")
        self.assertEqual(link.text, "send.lancashire.example/new")

    def test_it_shows_the_address_of_lancashire_exactly(self) -> None:
        link = self.read(publish(complete_offer())).select_one("#council-local-offer a")
        self.assertEqual(link.text, "www.lancashire.gov.uk/SEND")

    def test_it_says_when_it_was_last_updated(self) -> None:
        time = self.read(publish(complete_offer())).select_one(".localoffer-dates time")
        self.assertEqual(time["datetime"], timezone.localdate().isoformat())

    def test_it_shows_the_facts_about_the_setting(self) -> None:
        offer = publish(complete_offer(specialism="autism"))
        text = self.read(offer).find(id="about-the-setting").text
        for fact in (
            "Primary school",
            "3 to 11 years",
            "Mill Lane",
            "autism",
        ):
            with self.subTest(fact=fact):
                self.assertIn(fact, text)

    def test_ages_are_written_as_people_say_them(self) -> None:
        for minimum, unit, maximum, words in (
            (3, "years", 11, "3 to 11 years"),
            (6, "months", 5, "6 months to 5 years"),
            (None, "years", 5, "up to 5 years"),
            (16, "years", None, "16 years and over"),
            (9, "months", None, "9 months and over"),
            (1, "years", None, "1 year and over"),
            (None, "years", None, ""),
        ):
            with self.subTest(words=words):
                offer = LocalOfferPage(
                    minimum_age=minimum, minimum_age_unit=unit, maximum_age=maximum
                )
                self.assertEqual(offer.age_range, words)

    def test_names_with_markup_are_shown_as_text(self) -> None:
        contact = {**SENCO, "name": "<script>alert(1)</script>"}
        offer = publish(
            complete_offer(
                setting_name='<img src=x onerror="x()">',
                body=complete_body(senco_contact=contact),
            )
        )
        page = self.read(offer)
        self.assertEqual(page.select(EXECUTABLE), [])
        self.assertIsNone(page.find("img"))

    def test_it_sets_no_cookie_and_has_nothing_inline(self) -> None:
        offer = publish(complete_offer())
        response = self.client.get(offer.url)
        page = BeautifulSoup(response.content, "html.parser")
        self.assertFalse(response.cookies)
        self.assertEqual(page.select(f"{EXECUTABLE}, style, [style], [onclick]"), [])

    def test_a_page_type_without_a_template_looks_like_the_package_s_own(self) -> None:
        page = self.read(publish(complete_offer(model=TrustOfferPage)))
        self.assertIsNotNone(page.select_one("article.localoffer #health"))

    def test_the_base_template_is_a_setting(self) -> None:
        offer = publish(complete_offer())
        with override_settings(
            WAGTAIL_LOCALOFFER={"BASE_TEMPLATE": "school/project_base.html"}
        ):
            self.assertContains(self.client.get(offer.url), "A project’s own frame")

    def test_the_api_gives_the_council_with_its_address(self) -> None:
        offer = publish(complete_offer())
        response = self.client.get(f"/api/v2/pages/{offer.pk}/")
        council = next(
            b for b in response.json()["body"] if b["type"] == "council_link"
        )
        self.assertEqual(council["value"]["url"], "https://www.lancashire.gov.uk/SEND")

    def test_200_kilobytes_in_one_section_are_published_and_served(self) -> None:
        text = "<p>" + "We listen and we help. " * 9000 + "</p>"
        body = complete_body(health={"text": text, "more": []})
        offer = publish(complete_offer(body=body))
        self.assertGreater(len(self.client.get(offer.url).content), 200_000)


#: What a browser runs, other than data for search engines.
EXECUTABLE = 'script:not([type="application/ld+json"])'


class EvidenceTests(TestCase):
    def offer_with(self, *more: dict[str, Any]) -> Any:
        health = {"text": "<p>We help.</p>", "more": list(more)}
        return publish(complete_offer(body=complete_body(health=health)))

    def read(self, offer: Any) -> BeautifulSoup:
        return BeautifulSoup(self.client.get(offer.url).content, "html.parser")

    def test_a_table_has_a_caption_and_headings_for_rows_and_columns(self) -> None:
        value = {
            "columns": [
                {"type": "text", "heading": "Who"},
                {"type": "text", "heading": "How"},
            ],
            "rows": [{"values": ["Nurse", "01632 960014"]}],
            "caption": "Who to ask",
        }
        table = self.read(self.offer_with({"type": "table", "value": value})).table
        self.assertEqual(table.caption.text, "Who to ask")
        scopes = [cell["scope"] for cell in table.find_all("th")]
        self.assertEqual(scopes, ["col", "col", "row"])

    def test_a_picture_has_its_alternative_text(self) -> None:
        image = get_image_model().objects.create(
            title="ramp.jpg", file=get_test_image_file()
        )
        value = {
            "image": image.pk,
            "alt_text": "A ramp to the door",
            "decorative": False,
        }
        offer = self.offer_with({"type": "image", "value": value})
        self.assertEqual(self.read(offer).img["alt"], "A ramp to the door")

    def test_a_deleted_picture_leaves_the_page_whole(self) -> None:
        image = get_image_model().objects.create(
            title="ramp.jpg", file=get_test_image_file()
        )
        value = {"image": image.pk, "alt_text": "A ramp", "decorative": False}
        offer = self.offer_with({"type": "image", "value": value})
        image.delete()
        page = self.read(offer)
        self.assertIsNone(page.img)
        self.assertIn("We help.", page.text)

    def test_a_deleted_picture_does_not_stop_publishing(self) -> None:
        image = get_image_model().objects.create(
            title="ramp.jpg", file=get_test_image_file()
        )
        value = {"image": image.pk, "alt_text": "A ramp", "decorative": False}
        offer = self.offer_with({"type": "image", "value": value})
        image.delete()
        offer.save_revision().publish()

    def test_a_picture_keeps_its_place_before_it_is_loaded(self) -> None:
        image = get_image_model().objects.create(
            title="ramp.jpg", file=get_test_image_file()
        )
        value = {"image": image.pk, "alt_text": "A ramp", "decorative": False}
        img = self.read(self.offer_with({"type": "image", "value": value})).img
        self.assertEqual((img["width"], img["height"]), ("480", "360"))
        self.assertEqual(img["loading"], "lazy")
        self.assertIn("480w", img["srcset"])

    def test_a_picture_whose_file_is_lost_leaves_its_words(self) -> None:
        image = get_image_model().objects.create(
            title="ramp.jpg", file=get_test_image_file()
        )
        value = {"image": image.pk, "alt_text": "A ramp", "decorative": False}
        offer = self.offer_with({"type": "image", "value": value})
        image.file.storage.delete(image.file.name)
        page = self.read(offer)
        self.assertEqual(page.img["alt"], "A ramp")
        self.assertIn("We help.", page.text)

    def test_a_document_link_says_its_type_and_size(self) -> None:
        document = get_document_model().objects.create(
            title="Medicine policy",
            file=ContentFile(b"x" * 2048, name="medicine-policy.pdf"),
        )
        page = self.read(self.offer_with({"type": "document", "value": document.pk}))
        link = page.select_one(".localoffer-document a")
        self.assertEqual(
            " ".join(link.text.split()).replace("\xa0", " "),
            "Medicine policy (PDF, 2.0 KB)",
        )

    def test_a_quotation_names_its_source(self) -> None:
        value = {"quote": "They listened.", "attribution": "Parent"}
        page = self.read(self.offer_with({"type": "quote", "value": value}))
        self.assertEqual(page.figcaption.text, "Parent")


class QueryTests(TestCase):
    def count_queries(self, page: Page) -> int:
        self.client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            self.client.get(page.url)
        return len(captured)

    def test_a_complete_offer_takes_one_query_more_than_a_page_of_one_heading(
        self,
    ) -> None:
        home = Site.objects.get(is_default_site=True).root_page
        floor = self.count_queries(home.add_child(instance=HeadingPage(title="Floor")))
        self.assertEqual(self.count_queries(publish(complete_offer())), floor + 1)


@pytest.mark.portable
class CouncilProtectionTests(TestCase):
    def test_saving_an_offer_remembers_the_chosen_council(self) -> None:
        self.assertEqual(complete_offer().council, lancashire())

    def test_a_council_that_no_longer_exists_is_no_choice(self) -> None:
        offer = complete_offer()
        offer.body = complete_body(council_link=987654)
        offer.live = True
        with self.assertRaisesMessage(Exception, "Choose the council"):
            offer.save()

    def test_an_old_version_opens_after_its_council_is_gone(self) -> None:
        other = Council.objects.create(
            name="Other", local_offer_url="https://other.example/send"
        )
        offer = complete_offer()
        first = offer.get_latest_revision()
        offer.body = complete_body(council_link=other.pk)
        save_draft(offer)
        lancashire().delete()
        self.assertIsNone(first.as_object().council_link.value)
        self.assertIsNone(first.as_object().council)

    def test_what_an_import_put_in_place_of_a_council_is_no_choice(self) -> None:
        for value in ("five", {"pk": 5}, [5]):
            with self.subTest(value=value):
                offer = LocalOfferPage(title="x", live=True)
                offer.body = complete_body(council_link=value)
                with self.assertRaisesMessage(Exception, "Choose the council"):
                    Site.objects.get(is_default_site=True).root_page.add_child(
                        instance=offer
                    )

    def test_choosing_another_council_releases_the_first(self) -> None:
        other = Council.objects.create(
            name="Other", local_offer_url="https://other.example/send"
        )
        offer = complete_offer()
        offer.body = complete_body(council_link=other.pk)
        save_draft(offer)
        lancashire().delete()
        self.assertEqual(LocalOfferPage.objects.get(pk=offer.pk).council, other)


def find_example() -> LocalOfferPage:
    return LocalOfferPage.objects.get(slug="local-offer", locale__language_code="en-gb")


class ExampleSiteTests(ExampleTestCase):
    def test_it_publishes_a_complete_offer_whose_notice_is_real(self) -> None:
        offer = find_example()
        self.assertTrue(offer.live)
        self.assertEqual(offer.council, lancashire())
        self.assertIn(
            "Local offer published: Hawthorn Bank Primary School", self.load()
        )

    def test_loading_it_twice_does_no_harm(self) -> None:
        before = find_example().latest_revision_id
        self.load()
        self.assertEqual(find_example().latest_revision_id, before)

    def test_the_offer_has_about_two_thousand_words(self) -> None:
        raw = json.dumps(list(find_example().body.raw_data))
        words = BeautifulSoup(raw, "html.parser").get_text(" ").split()
        self.assertGreater(len(words), 1900)

    def test_nothing_is_to_be_said_against_it(self) -> None:
        offer = find_example()
        self.assertEqual(check_offer(offer, look_around(offer)), [])

    def test_its_editor_is_light(self) -> None:
        self.client.force_login(get_user_model().objects.get(username="editor"))
        url = reverse("wagtailadmin_pages:edit", args=[find_example().pk])
        self.assertLess(len(self.client.get(url).content), 260_000)

    def test_everything_that_the_law_asks_is_settled(self) -> None:
        states = find_example().get_checklist().asked
        self.assertEqual(
            [each.requirement.key for each in states if not each.is_settled], []
        )
        # By passages of its own, as far as no field answers it.
        chosen = [each.decision for each in states if each.decision]
        self.assertGreater(len(chosen), 15)
        self.assertTrue(all(each.passages for each in chosen))

    def test_opening_it_in_the_editor_and_saving_it_changes_nothing(self) -> None:
        offer = find_example()
        before = read(offer).fingerprint
        editor = ContentstateConverter(features=list(RICH_TEXT_FEATURES))
        for section in offer.sections:
            value = section.block.value
            written = value["text"].source
            saved = editor.to_database_format(editor.from_database_format(written))
            self.assertNotEqual(saved, written)
            value["text"] = RichText(saved)
        self.assertEqual(read(offer).fingerprint, before)

    def test_it_is_in_the_sitemap(self) -> None:
        self.assertContains(self.client.get("/sitemap.xml"), "/local-offer/")
