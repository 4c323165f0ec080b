"""Two versions of an offer side by side, when something that one has is gone."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import TestCase
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.test.utils import WagtailTestUtils

from tests.builders import (
    TEAM,
    TEAM_ITEM,
    complete_body,
    complete_health_service,
    complete_offer,
)
from wagtail_localoffer.frameworks.health import HEALTH as HEALTH_FRAMEWORK
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import Council

NO_DIFFERENCES = "There are no differences between these two versions"

HEALTH = "Health (including emotional health and well being)"


class ComparisonTestCase(WagtailTestUtils, TestCase):
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

    def compare(self, *pair: int) -> Any:
        return self.client.get(
            reverse("wagtailadmin_pages:revisions_compare", args=[self.offer.pk, *pair])
        )

    def read(self, *pair: int) -> str:
        """The words of the comparison, on one line."""
        page = BeautifulSoup(self.compare(*pair).content, "html.parser")
        cells = page.select("table.listing tbody tr")
        return " ".join(" ".join(each.get_text(" ").split()) for each in cells)


class DeletedTests(ComparisonTestCase):
    def assert_compared(self, *revisions: int) -> None:
        for pair in combinations(revisions, 2):
            with self.subTest(pair=pair):
                self.assertEqual(self.compare(*pair).status_code, 200)

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

    @pytest.mark.nightly
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


class ChangeTests(ComparisonTestCase):
    def test_the_section_of_a_change_is_named_and_no_other(self) -> None:
        words = self.read(self.save(), self.save(text="<p>Other words.</p>"))
        self.assertIn(HEALTH, words)
        self.assertIn("What we provide Words. Other words.", words)
        for section in LANCASHIRE.sections:
            if section.key != "health":
                self.assertNotIn(str(section.heading), words)
        self.assertNotIn("SENCO", words)

    def test_of_a_section_only_what_differs_is_shown(self) -> None:
        quote = {"quote": "He laughs again.", "attribution": "A parent"}
        before = self.save(_block("quote", quote, "a"), _block("text", "<p>x</p>", "b"))
        quote = {**quote, "attribution": "A carer"}
        words = self.read(
            before, self.save(_block("quote", quote, "a"), _block("text", "<p>x</p>"))
        )
        self.assertIn("Who said it", words)
        self.assertNotIn("laughs", words)
        self.assertNotIn("What we provide", words)

    def test_paragraphs_that_are_the_same_are_left_out(self) -> None:
        kept = "<h3>Medicine</h3><p>We lock it away.</p>"
        before = self.save(text=f"{kept}<p>A nurse comes.</p><ul><li>One</li></ul>")
        words = self.read(
            before,
            self.save(
                text=f"{kept}<p>A kind nurse comes.</p><ul><li>One</li></ul><p>New.</p>"
            ),
        )
        self.assertIn("What we provide … A kind nurse comes. … New.", words)

    def test_a_link_that_leads_elsewhere_is_said(self) -> None:
        words = self.read(
            *(
                self.save(text=f'<p>See <a href="https://x.example/{page}">it</a>.</p>')
                for page in (1, 2)
            )
        )
        self.assertIn("See it. (a link or the look has changed)", words)

    def test_words_outside_of_paragraphs_are_compared_too(self) -> None:
        words = self.read(self.save(text="Some words."), self.save(text="Other words."))
        self.assertIn("Some Other words.", words)

    def test_facts_are_compared_in_words(self) -> None:
        def facts(answer: str) -> dict[str, Any]:
            fact = {"hoist": {"answer": answer, "note": "In the hygiene room"}}
            return {"text": "<p>Come in.</p>", "more": [], "facts": fact}

        words = self.read(
            self.save(accessibility=facts("yes")),
            self.save(accessibility=facts("partly")),
        )
        self.assertIn("At a glance Hoist Answer Yes Partly", words)
        self.assertNotIn("hygiene", words)

    def test_what_says_the_same_is_no_difference(self) -> None:
        table = _block("table", _table("Who", "Class teacher"), "a")
        before = self.save(table)
        for number, after in enumerate(
            (
                self.save(table),
                # Written again by a program, so that nothing has the id that it had.
                self.save({**table, "id": "b"}),
                self.save(table, text='<p data-block-key="x1">Words.</p>'),
                # Nobody has written in it.
                self.save(table, _block("table", _table("", ""), "c")),
            )
        ):
            with self.subTest(number):
                self.assertEqual(self.read(before, after), NO_DIFFERENCES)

    def test_a_table_that_reads_differently_is_shown(self) -> None:
        words = self.read(
            self.save(_block("table", _table("Who", "Class teacher"), "a")),
            self.save(_block("table", _table("Who", "Head teacher"), "a")),
        )
        self.assertIn(f"{HEALTH} Tables, pictures, documents and quotations", words)
        self.assertIn("Class Head teacher", words)

    def test_what_is_new_and_what_is_gone_is_said_in_words(self) -> None:
        own = {"heading": "Our garden", "text": "<p>Dig with us.</p>", "more": []}
        without, with_it = self.save(), self.save(own_section=own)
        self.assertIn("Our garden: added", self.read(without, with_it))
        self.assertIn("Dig with us.", self.read(without, with_it))
        self.assertIn("Our garden: deleted", self.read(with_it, without))

    def test_another_order_of_the_settings_own_sections_is_said(self) -> None:
        own = [
            _block("own_section", {"heading": name, "text": "<p>x</p>"}, name)
            for name in ("Garden", "Kitchen")
        ]

        def save(*sections: Any) -> int:
            self.offer.body = [*complete_body(), *sections]
            return int(self.offer.save_revision(clean=False).pk)

        words = self.read(save(*own), save(*reversed(own)))
        self.assertIn("The order has changed.", words)

    def test_of_several_contacts_the_one_that_differs_is_shown(self) -> None:
        offer = complete_health_service()
        other = {**TEAM_ITEM, "value": {**TEAM, "name": "Advice line"}, "id": "b"}
        revisions = []
        for telephone in ("01632 960160", "01632 960161"):
            changed = {**other["value"], "telephone": telephone}
            contacts = [TEAM_ITEM, {**other, "value": changed}]
            offer.body = complete_body(HEALTH_FRAMEWORK, contacts=contacts)
            revisions.append(offer.save_revision(clean=False).pk)
        self.offer = offer
        words = self.read(*revisions)
        self.assertIn("Contacts Telephone number 01632 960160 960161", words)
        self.assertNotIn("Bookings team", words)

    def test_further_councils_are_named_alone(self) -> None:
        names = ("Bellwick Council", "Corby Council")
        keys = [Council.objects.create(name=name).pk for name in names]
        one, two = (self.save(other_councils=keys[:number]) for number in (1, 2))
        for before, words in (
            (self.save(), "Other councils: added Bellwick Council Corby Council"),
            (one, "Other councils Corby Council"),
        ):
            with self.subTest(words):
                self.assertTrue(self.read(before, two).endswith(words))

    def test_a_picture_that_is_gone_is_said(self) -> None:
        picture = _block("image", _picture(self.pictures[0]), "a")
        before = self.save(picture)
        self.pictures[0].delete()
        other = _block("image", _picture(self.pictures[1]), "a")
        words = self.read(before, self.save(other))
        self.assertIn("no longer in the library", words)
        # Elsewhere it is no change, and not shown.
        words = self.read(before, self.save(picture, text="<p>Other words.</p>"))
        self.assertNotIn("library", words)


def _table(heading: str, cell: str) -> dict[str, Any]:
    return {
        "caption": "",
        "columns": [{"type": "text", "heading": heading}],
        "rows": [{"values": [cell]}],
    }


def _block(kind: str, value: Any, key: str | None = None) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": key}


def _picture(picture: Any) -> dict[str, Any]:
    key = picture and picture.pk
    return {"image": key, "decorative": False, "alt_text": "A room"}
