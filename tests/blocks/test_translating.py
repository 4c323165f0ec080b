"""What programs that translate pages, such as wagtail-localize, find in an offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import SimpleTestCase, TestCase
from wagtail import blocks
from wagtail_localize.segments import extract

from tests.builders import complete_health_service, complete_offer
from wagtail_localoffer.blocks import OfferBodyBlock
from wagtail_localoffer.blocks.contacts import SencoContactBlock, TeamContactBlock

TEXTS = (blocks.CharBlock, blocks.TextBlock)


def list_texts(block: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every text that an editor can write, with the names of the blocks around it."""
    if isinstance(block, TEXTS):
        yield path, block
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from list_texts(child, f"{path}.{name}")
    if isinstance(block, blocks.ListBlock):
        yield from list_texts(block.child_block, f"{path}.*")


class TextTests(SimpleTestCase):
    def test_a_text_that_is_left_out_is_empty(self) -> None:
        for framework in ("FRAMEWORK", "HEALTH_FRAMEWORK"):
            found = dict(list_texts(OfferBodyBlock(framework=framework)))
            self.assertGreater(len(found), 20)
            for path, block in found.items():
                # Those of a picture are Wagtail's own.
                if ".image." not in path:
                    with self.subTest(path):
                        self.assertEqual(block.get_default(), "")
                        self.assertEqual(block.normalize(None), "")
                        self.assertEqual(block.to_python(None), "")

    def test_how_to_reach_somebody_is_the_same_in_every_language(self) -> None:
        for contact, names in (
            (SencoContactBlock(), ("name", "email", "telephone")),
            (TeamContactBlock(), ("email", "telephone")),
        ):
            fixed = [
                name
                for name, block in contact.child_blocks.items()
                if hasattr(block, "get_translatable_segments")
                and block.get_translatable_segments("text") == []
            ]
            self.assertCountEqual(fixed, names)


#: Bodies as a program writes them.
BODIES: dict[str, list[dict[str, Any]]] = {
    "keys left out": [
        {"type": "senco_contact", "value": {"availability": "Mondays"}},
        {"type": "accessibility", "value": {"text": "<p>No steps.</p>"}},
        {"type": "own_section", "value": {}},
    ],
    "a fact that was added": [
        {
            "type": "accessibility",
            "value": {"facts": {"step_free_entrance": {"answer": "yes"}}},
        }
    ],
    "nulls": [
        {"type": "senco_contact", "value": {"name": None, "job_title": None}},
        {"type": "accessibility", "value": {"text": None, "facts": None}},
        {"type": "own_section", "value": {"heading": None}},
    ],
    "numbers": [
        {"type": "senco_contact", "value": {"telephone": 1632960014}},
        {"type": "own_section", "value": {"heading": 7}},
    ],
}


class WagtailLocalizeTests(TestCase):
    def list_segments(self, offer: Any) -> dict[str, str]:
        offer.save_revision(clean=False)
        return {
            segment.path: segment.string.data
            for segment in extract.extract_segments(
                offer.get_latest_revision_as_object()
            )
            if hasattr(segment, "string")
        }

    def test_an_offer_made_in_code_can_be_translated(self) -> None:
        for number, (name, body) in enumerate(BODIES.items()):
            with self.subTest(name):
                offer = complete_offer(slug=f"offer-{number}")
                offer.body = body
                self.assertTrue(self.list_segments(offer))

    def test_all_of_a_complete_offer_can_be_translated(self) -> None:
        texts = self.list_segments(complete_offer()).values()
        self.assertIn("Monday to Thursday, 8:30am to 4pm", texts)

    def test_a_health_service_can_be_translated(self) -> None:
        self.assertTrue(self.list_segments(complete_health_service()))

    def test_nobody_translates_how_to_reach_somebody(self) -> None:
        offer = complete_offer()
        contact = next(
            each for each in offer.body if each.block_type == "senco_contact"
        )
        segments = self.list_segments(offer)
        parts = [path for path in segments if path.startswith(f"body.{contact.id}.")]
        for part in ("name", "email", "telephone"):
            with self.subTest(part):
                self.assertTrue(contact.value[part])
                self.assertNotIn(f"body.{contact.id}.{part}", parts)
        self.assertIn(f"body.{contact.id}.availability", parts)
