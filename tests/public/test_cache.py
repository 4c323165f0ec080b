"""What is kept of public pages."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import SimpleTestCase

from wagtail_localoffer.public.cache import get_or_keep


class KeptTextTests(SimpleTestCase):
    def read(self, said: str, *, is_preview: bool = False) -> str:
        request = SimpleNamespace(is_preview=is_preview)
        return get_or_keep(request, self.id(), lambda: said)

    def test_it_is_made_once(self) -> None:
        self.assertEqual([self.read("Health"), self.read("Bees")], ["Health"] * 2)

    def test_a_preview_shows_what_is_written_now_and_keeps_nothing(self) -> None:
        self.assertEqual(self.read("A draft", is_preview=True), "A draft")
        self.assertEqual(self.read("Health"), "Health")
        self.assertEqual(self.read("A draft", is_preview=True), "A draft")

    def test_nothing_is_not_kept(self) -> None:
        self.assertEqual([self.read(""), self.read("Health")], ["", "Health"])
