"""What Wagtail's block picker shows of a block before it is added."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import TestCase
from django.urls import reverse

from tests.builders import lancashire
from wagtail_localoffer.models import LocalOfferPage


def list_blocks() -> dict[str, Any]:
    body = LocalOfferPage._meta.get_field("body").stream_block
    evidence = body.child_blocks["health"].child_blocks["more"]
    return {**body.child_blocks, **evidence.child_blocks}


class BlockPreviewTests(TestCase):
    def setUp(self) -> None:
        user = get_user_model().objects.create_superuser("admin", "", "x")
        self.client.force_login(user)

    def read(self, block: Any) -> BeautifulSoup:
        url = reverse("wagtailadmin_block_preview")
        response = self.client.get(url, {"id": block.definition_prefix})
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def test_every_block_but_chosen_files_has_a_preview_with_words(self) -> None:
        lancashire()
        for name, block in list_blocks().items():
            if name in ("image", "document"):
                # There is none to show before one is chosen.
                self.assertFalse(block.is_previewable)
                continue
            with self.subTest(name):
                self.assertTrue(block.is_previewable)
                self.assertTrue(self.read(block).main.get_text(strip=True))

    def test_a_preview_looks_like_the_public_page(self) -> None:
        page = self.read(list_blocks()["health"])
        stylesheet = page.select_one("link[rel=stylesheet]")
        self.assertIn("local-offer.css", stylesheet["href"])
        self.assertIsNotNone(page.select_one(".localoffer .localoffer-section h2"))

    def test_a_council_can_be_previewed_before_there_is_one(self) -> None:
        lancashire().delete()
        self.assertIsNotNone(self.read(list_blocks()["council_link"]).h2)
