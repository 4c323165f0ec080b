"""The colours that somebody chose for a site, beside the looks that a project has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from example_site.home.pictures import BERRY, LEAF
from tests.browser.testcase import ReaderTestCase
from tests.public.test_look import make_picture
from tests.support import ROOT
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.public.look import DARK, LIGHT
from wagtail_localoffer.text.colours import SHAPE, TEXT, Colour

LOOKS = ROOT / "example_site" / "home" / "static" / "home"

#: What a colour is on the whole, in the offer and in what is around it.
READ = """
names => [document.body, document.querySelector(".localoffer")].map(
    it => names.map(
        name => getComputedStyle(it).getPropertyValue(`--localoffer-${name}`).trim()
    )
)
"""

SMALL, FLAT, TALL = "little-alders", "local-offer", "sparrows"

#: The width and the height of each picture.
SIZES = {SMALL: (150, 100), FLAT: (3000, 500), TALL: (600, 2400)}


def list_looks() -> list[Path]:
    return sorted(LOOKS.glob("*.css"))


class LookTests(ReaderTestCase):
    def assert_colours(self, page: Page, **expected: Any) -> None:
        for path in list_looks():
            page.reload()
            page.add_style_tag(content=path.read_text(encoding="utf-8"))
            for found in page.evaluate(READ, [*expected]):
                with self.subTest(path.stem):
                    self.assertEqual(found, [str(each) for each in expected.values()])

    def test_in_the_light_they_win_over_every_look(self) -> None:
        main, second = map(Colour.read, (BERRY, LEAF))
        page = self.open_offer(color_scheme="light")
        text = main.adapt(LIGHT, TEXT)
        self.assert_colours(
            page, accent=text, band=text, link=text, second=second.adapt(LIGHT, SHAPE)
        )

    def test_in_the_dark_they_win_over_every_look(self) -> None:
        main, second = map(Colour.read, (BERRY, LEAF))
        page = self.open_offer(color_scheme="dark")
        text = main.adapt(DARK, TEXT)
        self.assert_colours(
            page,
            accent=text,
            band=main.adapt(LIGHT, TEXT),
            link=text,
            second=second.adapt(DARK, SHAPE),
        )

    def test_paper_is_black_on_white_with_every_look(self) -> None:
        for scheme in ("light", "dark"):
            page = self.open_offer(color_scheme=scheme)
            page.emulate_media(media="print", color_scheme=scheme)
            self.assert_colours(
                page, text="#000", background="#fff", link="#000", second="#000"
            )

    def test_each_look_was_tried(self) -> None:
        names = {path.stem for path in list_looks()}
        self.assertLessEqual({"plain", "school", "trust"}, names)

    def test_a_line_in_the_dark_is_not_in_the_colour_of_the_light(self) -> None:
        page = self.open_context(color_scheme="dark").new_page()
        page.goto(f"{self.trust}services/speech-and-language-therapy/")
        (accent, second), _offer = page.evaluate(READ, ["accent", "second"])
        self.assertEqual(accent, second)


class PictureTests(ReaderTestCase):
    """What stands in the heading, whatever somebody took for it."""

    @classmethod
    def load_site(cls) -> None:
        super().load_site()
        for slug, (width, height) in SIZES.items():
            picture = make_picture(width, height)
            LocalOfferPage.objects.filter(slug=slug).update(picture=picture)

    @pytest.mark.nightly
    def test_none_is_stretched(self) -> None:
        for width in (390, 768, 1280):
            page = self.open_context(
                viewport={"width": width, "height": 800}
            ).new_page()
            for slug in SIZES:
                page.goto(f"{self.home}{slug}/")
                box = page.locator(".localoffer-picture img").bounding_box()
                shown = box["width"] / box["height"]
                with self.subTest(slug, width=width):
                    if slug == SMALL:
                        self.assertEqual((box["width"], box["height"]), SIZES[slug])
                    elif slug == FLAT:
                        self.assertAlmostEqual(shown, 3, places=1)
                    else:
                        self.assertGreater(shown, 1.4)
                        self.assertLess(shown, 3.1)
