"""Two versions of an offer side by side, when something that one has is gone."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from django.core.files.base import ContentFile
from django.test import TestCase
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils import WagtailTestUtils

from tests.builders import complete_body, complete_offer


class ComparisonTests(WagtailTestUtils, TestCase):
    offer: Any

    @classmethod
    def setUpTestData(cls) -> None:
        cls.offer = complete_offer()
        images, documents = get_image_model(), get_document_model()
        cls.pictures = [
            images.objects.create(title=title, file=get_test_image_file())
            for title in ("The hall", "The garden")
        ]
        cls.documents = [
            documents.objects.create(title=title, file=ContentFile(b"x", "a.pdf"))
            for title in ("Our plan", "Our policy")
        ]

    def setUp(self) -> None:
        self.login()

    def save(self, *more: Any, text: str = "<p>Words.</p>", **values: Any) -> int:
        self.offer.body = complete_body(
            health={"text": text, "more": list(more)}, **values
        )
        return int(self.offer.save_revision(clean=False).pk)

    def assert_compared(self, *revisions: int) -> None:
        for pair in combinations(revisions, 2):
            url = reverse(
                "wagtailadmin_pages:revisions_compare", args=[self.offer.pk, *pair]
            )
            with self.subTest(url=url):
                self.assertEqual(self.client.get(url).status_code, 200)

    def test_a_picture_that_was_deleted(self) -> None:
        one, other = self.pictures
        revisions = [
            self.save(),
            self.save(_block("image", _picture(one), "a")),
            # The same block with another picture, and with none.
            self.save(_block("image", _picture(other), "a")),
            self.save(_block("image", _picture(None), "a")),
            # As it was stored before pictures had descriptions.
            self.save(_block("image", one.pk, "a")),
            self.save(
                _block("image", _picture(one), "b"), _block("image", other.pk, "c")
            ),
        ]
        one.delete()
        self.assert_compared(*revisions)
        other.delete()
        self.assert_compared(*revisions)

    def test_a_document_that_was_deleted(self) -> None:
        one, other = self.documents
        revisions = [
            self.save(_block("document", one.pk, "a")),
            self.save(_block("document", other.pk, "a")),
            self.save(_block("document", None, "a")),
            self.save(text=f'<p><a linktype="document" id="{one.pk}">Plan</a></p>'),
        ]
        one.delete()
        self.assert_compared(*revisions)
        other.delete()
        self.assert_compared(*revisions)

    def test_a_page_that_was_deleted(self) -> None:
        page = Page.get_first_root_node().add_child(instance=Page(title="News"))
        link = f'<p><a linktype="page" id="{page.pk}">News</a></p>'
        revisions = [self.save(text=link), self.save(), self.save(_block("text", link))]
        page.delete()
        self.assert_compared(*revisions)

    def test_a_council_that_was_deleted(self) -> None:
        # No database has so many.
        self.assert_compared(self.save(), self.save(council_link=10_000_000))


def _block(kind: str, value: Any, key: str | None = None) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": key}


def _picture(picture: Any) -> dict[str, Any]:
    key = picture and picture.pk
    return {"image": key, "decorative": False, "alt_text": "A room"}
