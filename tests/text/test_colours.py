from __future__ import annotations

from django.test import SimpleTestCase

from wagtail_localoffer.text.colours import BLACK, TEXT, WHITE, Colour


class TestColours(SimpleTestCase):
    def test_it_is_read_in_every_way_in_which_people_write_it(self) -> None:
        for text in ("#6b1d2a", "6B1D2A", " #6b1d2a "):
            with self.subTest(text):
                self.assertEqual(Colour.read(text), Colour(0x6B, 0x1D, 0x2A))
        self.assertEqual(Colour.read("#fc0"), Colour(0xFF, 0xCC, 0))

    def test_what_is_no_colour_is_none(self) -> None:
        for text in ("", "red", "#12345", "#1234567", "rgb(1,2,3)", "#ggg"):
            with self.subTest(text):
                self.assertIsNone(Colour.read(text))

    def test_contrast_is_as_wcag_has_it(self) -> None:
        self.assertAlmostEqual(BLACK.contrast(WHITE), 21)
        self.assertAlmostEqual(WHITE.contrast(WHITE), 1)
        self.assertAlmostEqual(Colour(0x76, 0x76, 0x76).contrast(WHITE), 4.54, 2)

    def test_a_colour_that_is_too_light_becomes_as_dark_as_it_must(self) -> None:
        yellow = Colour(0xFF, 0xDD, 0)
        adapted = yellow.adapt(WHITE, TEXT)
        self.assertGreaterEqual(adapted.contrast(WHITE), TEXT)
        self.assertLess(adapted.contrast(WHITE), TEXT + 0.3)

    def test_a_colour_with_enough_contrast_stays(self) -> None:
        self.assertEqual(BLACK.adapt(WHITE, TEXT), BLACK)
