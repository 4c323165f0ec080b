"""The logo and the colours of a site, and the picture of an offer."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Site

from tests.builders import complete_offer
from tests.support import HOSTNAME, PublicSiteTestCase
from wagtail_localoffer.content import read
from wagtail_localoffer.models import OfferLookSettings

BERRY, LEAF = "#7b1e3a", "#5f8f3e"


def make_picture(width: int, height: int, **values: Any) -> Any:
    file = BytesIO()
    Image.new("RGB", (width, height), BERRY).save(file, "PNG")
    content = ContentFile(file.getvalue(), "picture.png")
    # Wagtail keeps copies of pictures by it, in a cache that is not rolled back.
    own = {"title": "picture.png", "file": content, "file_hash": f"{width}-{height}"}
    return get_image_model()._default_manager.create(**{**own, **values})


class LookTestCase(PublicSiteTestCase):
    def make_look(self, **values: Any) -> OfferLookSettings:
        site = Site.objects.get(is_default_site=True)
        look = OfferLookSettings(site=site, **values)
        look.full_clean()
        look.save()
        return look

    def read(self, url: str) -> BeautifulSoup:
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def list_errors(self, **values: Any) -> dict[str, list[str]]:
        with self.assertRaises(ValidationError) as caught:
            self.make_look(**values)
        return caught.exception.message_dict


class ColourTests(LookTestCase):
    def test_they_come_from_a_stylesheet_that_browsers_keep(self) -> None:
        self.make_look(main_colour=BERRY, second_colour=LEAF)
        page = self.read(self.publish(complete_offer()).url)
        (link,) = page.select("link[href^='/local-offer-look/']")
        response = self.client.get(link["href"])
        self.assertEqual(response.headers["Content-Type"], "text/css; charset=utf-8")
        self.assertIn("immutable", response.headers["Cache-Control"])
        self.assertIn(f"--localoffer-link:{BERRY}", response.content.decode())
        self.assertIn(f"--localoffer-second:{LEAF}", response.content.decode())
        self.assertEqual(page.select("style, [style]"), [])

    def test_an_address_that_is_not_that_of_these_colours_is_not_kept(self) -> None:
        look = self.make_look(main_colour=BERRY)
        before = look.stylesheet_url
        look.main_colour = LEAF
        look.save()
        response = self.client.get(before)
        self.assertEqual(response.headers["Cache-Control"], "no-cache")

    def test_letters_in_it_are_read_on_the_panels_of_a_page_too(self) -> None:
        for colour in ("#767676", "#b35900", "#d6336c"):
            with self.subTest(colour):
                errors = self.list_errors(main_colour=colour)
                self.assertIn("too light", errors["main_colour"][0])

    def test_other_colours_have_another_address(self) -> None:
        look = self.make_look(main_colour=BERRY)
        before = look.stylesheet_url
        look.main_colour = "#123456"
        self.assertNotEqual(look.stylesheet_url, before)

    def test_a_change_shows_at_once(self) -> None:
        look = self.make_look(main_colour=BERRY)
        url = self.publish(complete_offer()).url
        before = self.read(url).select_one("link[href^='/local-offer-look/']")
        look.main_colour = "#123456"
        with self.captureOnCommitCallbacks(execute=True):
            look.save()
        after = self.read(url).select_one("link[href^='/local-offer-look/']")
        self.assertNotEqual(after["href"], before["href"])

    def test_in_the_dark_they_are_lighter(self) -> None:
        dark = self.make_look(main_colour=BERRY).stylesheet.partition("dark)")[2]
        self.assertIn("--localoffer-link:", dark)
        self.assertNotIn(BERRY, dark)

    def test_without_colours_there_is_no_stylesheet(self) -> None:
        self.make_look()
        page = self.read(self.publish(complete_offer()).url)
        self.assertEqual(page.select("link[href^='/local-offer-look/']"), [])
        self.assertEqual(
            self.client.get("/local-offer-look/999999.css").status_code, 404
        )

    def test_a_colour_without_contrast_is_refused_with_one_that_has_it(self) -> None:
        (message,) = self.list_errors(main_colour="#ffdd00")["main_colour"]
        self.assertIn("its contrast is 1.2 to 1, and 4.5 is needed", message)
        darker = message.rpartition("#")[2].strip(".")
        self.make_look(main_colour=darker)

    def test_the_second_needs_less_because_no_word_is_in_it(self) -> None:
        self.make_look(second_colour="#888888")
        errors = self.list_errors(second_colour="#eeeeee")
        self.assertIn("3 is needed", errors["second_colour"][0])

    def test_what_is_no_colour_is_refused(self) -> None:
        (message,) = self.list_errors(main_colour="berry")["main_colour"]
        self.assertIn("such as #6b1d2a", message)

    @override_settings(ROOT_URLCONF="tests.upgrade.urls")
    def test_without_the_address_it_says_who_can_help(self) -> None:
        (message,) = self.list_errors(main_colour=BERRY)["main_colour"]
        self.assertIn("include wagtail_localoffer.public_urls", message)


class LogoTests(LookTestCase):
    def test_it_stands_in_the_header_and_is_no_words(self) -> None:
        self.make_look(logo=make_picture(300, 300))
        page = self.read(self.publish(complete_offer()).url)
        logo = page.select_one("header a img.localoffer-logo")
        self.assertEqual(logo["alt"], "")
        self.assertLessEqual(int(logo["height"]), 144)

    def test_one_of_ten_pixels_is_refused(self) -> None:
        (message,) = self.list_errors(logo=make_picture(10, 10))["logo"]
        self.assertIn("10 by 10 pixels", message)

    def test_it_costs_no_query_when_it_is_kept(self) -> None:
        url = self.publish(complete_offer()).url

        def count() -> int:
            self.client.get(url)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(url)
            return len(queries)

        before = count()
        with self.captureOnCommitCallbacks(execute=True):
            self.make_look(logo=make_picture(300, 300), main_colour=BERRY)
        self.assertEqual(count(), before)


class PictureTests(LookTestCase):
    def make(self, **values: Any) -> BeautifulSoup:
        picture = make_picture(2400, 1600, **values)
        return self.read(self.publish(complete_offer(picture=picture)).url)

    def test_it_stands_in_the_heading_with_its_description(self) -> None:
        page = self.make(description="Our garden")
        picture = page.select_one(".localoffer-heading img")
        self.assertEqual(picture["alt"], "Our garden")
        self.assertEqual((picture["width"], picture["height"]), ("480", "320"))

    def test_a_flat_one_is_three_times_as_wide_as_high(self) -> None:
        offer = complete_offer(picture=make_picture(3000, 500))
        page = self.read(self.publish(offer).url)
        picture = page.select_one(".localoffer-picture--flat img")
        self.assertEqual((picture["width"], picture["height"]), ("480", "160"))

    def test_a_tall_one_is_cut_to_the_shape_of_others(self) -> None:
        offer = complete_offer(picture=make_picture(600, 2400))
        page = self.read(self.publish(offer).url)
        picture = page.select_one(".localoffer-picture img")
        self.assertEqual((picture["width"], picture["height"]), ("480", "320"))

    def test_a_small_one_of_before_is_shown_as_small_as_it_is(self) -> None:
        offer = complete_offer(picture=make_picture(150, 100))
        page = self.read(self.publish(offer).url)
        picture = page.select_one(".localoffer-picture--small img")
        self.assertEqual((picture["width"], picture["height"]), ("150", "100"))
        self.assertIsNone(picture.get("srcset"))

    def test_the_name_of_its_file_is_read_out_to_nobody(self) -> None:
        picture = self.make().select_one(".localoffer-heading img")
        self.assertEqual(picture["alt"], "")

    def test_it_is_shown_beside_a_link_in_a_message(self) -> None:
        page = self.make(description="Our garden")
        names = ("og:image", "og:image:width", "og:image:height", "og:image:alt")
        found = [page.find("meta", property=name)["content"] for name in names]
        self.assertTrue(found[0].startswith(f"http://{HOSTNAME}/"))
        self.assertEqual(found[1:], ["1200", "630", "Our garden"])
        card = page.find("meta", attrs={"name": "twitter:card"})
        self.assertEqual(card["content"], "summary_large_image")

    def test_search_engines_are_told_of_it(self) -> None:
        page = self.make()
        data = json.loads(page.find("script").string)
        shared = page.find("meta", property="og:image")["content"]
        self.assertEqual(data["@graph"][0]["image"], shared)

    def test_one_whose_file_is_gone_or_is_a_drawing_hides_no_offer(self) -> None:
        picture = make_picture(1600, 900, file_hash="gone")
        picture.file.storage.delete(picture.file.name)
        offer = self.publish(complete_offer(picture=picture))
        self.assertEqual(self.read(offer.url).select("meta[property='og:image']"), [])
        with mock.patch.object(type(picture), "is_svg", lambda picture: True):
            page = type(offer).objects.get(pk=offer.pk)
            self.assertEqual(page.shared_picture_url, "")

    def test_without_one_there_is_no_place_for_it(self) -> None:
        page = self.read(self.publish(complete_offer()).url)
        self.assertEqual(page.select("img, .localoffer-picture"), [])
        self.assertIsNone(page.find("meta", property="og:image"))

    def test_it_is_no_news_to_the_council(self) -> None:
        offer = self.publish(complete_offer())
        before = read(offer).fingerprint
        offer.picture = make_picture(900, 600)
        self.assertEqual(read(offer).fingerprint, before)
