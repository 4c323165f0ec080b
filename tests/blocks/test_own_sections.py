"""Sections that the framework does not have: the setting's own, and dropped ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.test import TestCase, override_settings

from tests.builders import complete_body, complete_offer
from tests.support import publish
from wagtail_localoffer.blocks import OfferBodyBlock, OfferBodyField
from wagtail_localoffer.compliance.rules import OfferIncomplete, find_obstacles
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import LocalOfferPage

#: The council's list without one of its sections.
SHORTER = replace(
    LANCASHIRE,
    sections=tuple(each for each in LANCASHIRE.sections if each.key != "activities"),
)

#: The same sections without anything to compare.
WITHOUT_FACTS = replace(
    LANCASHIRE,
    sections=tuple(replace(section, facts=()) for section in LANCASHIRE.sections),
)

#: "The Setting" is needed, but only in early years.
STRICTER = replace(
    LANCASHIRE,
    sections=(replace(LANCASHIRE.sections[0], required=True), *LANCASHIRE.sections[1:]),
)

WITH_A_SHORTER_LIST = {"FRAMEWORK": "tests.blocks.test_own_sections.SHORTER"}

CLUBS = {
    "text": "<p>We have a choir.</p>",
    "more": [{"type": "quote", "value": {"quote": "I sing.", "attribution": ""}}],
}


def own(heading: str, text: str = "<p>Come and dig with us.</p>") -> dict[str, Any]:
    return {"heading": heading, "text": text, "more": []}


class OwnSectionTests(TestCase):
    def publish(self, **changes: Any) -> Any:
        return publish(complete_offer(body=complete_body(**changes)))

    def test_it_is_shown_after_the_councils_sections(self) -> None:
        body = complete_body(own_section=own("Our garden"))
        # The editor may have put it anywhere.
        body.insert(2, body.pop())
        offer = publish(complete_offer(body=body))
        self.assertEqual(
            [str(part.heading) for part in offer.sections][-2:],
            ["Extra curricular activities", "Our garden"],
        )

    def test_it_has_an_address_that_does_not_follow_its_heading(self) -> None:
        offer = self.publish(own_section=own("Our garden"))
        anchor = offer.sections[-1].anchor
        offer.body[-1].value["heading"] = "The garden"
        offer = publish(offer)
        self.assertEqual(offer.sections[-1].heading, "The garden")
        self.assertEqual(offer.sections[-1].anchor, anchor)
        self.assertContains(self.client.get(offer.url), f'id="{anchor}"')
        self.assertContains(self.client.get(offer.url), f'href="#{anchor}"')

    def test_two_of_them_have_two_addresses(self) -> None:
        body = [
            *complete_body(),
            {"type": "own_section", "value": own("Our garden")},
            {"type": "own_section", "value": own("Our kitchen")},
        ]
        offer = publish(complete_offer(body=body))
        garden, kitchen = offer.sections[-2:]
        self.assertNotEqual(garden.anchor, kitchen.anchor)

    def test_one_without_a_heading_still_has_one_on_the_page(self) -> None:
        offer = self.publish(own_section=own(""))
        self.assertContains(self.client.get(offer.url), ">Further information</h2>")

    def test_an_empty_one_is_not_shown(self) -> None:
        offer = self.publish(own_section=own("Our garden", "<p></p>"))
        self.assertNotContains(self.client.get(offer.url), "Our garden")

    def test_code_in_it_is_never_published(self) -> None:
        body = [
            *complete_body(),
            {"type": "own_section", "value": own("Our garden")},
            {"type": "own_section", "value": own("x", "<p>Hi</p><script>x()</script>")},
        ]
        offer = complete_offer(body=body)
        self.assertEqual(
            [(found.code, found.block) for found in find_obstacles(offer)],
            [("section_foreign_markup", "own_section")],
        )
        with self.assertRaises(OfferIncomplete):
            publish(offer)

    def test_an_empty_one_is_nothing_to_tell_a_council(self) -> None:
        without, with_one = complete_offer(), complete_offer()
        with_one.body = [
            *with_one.body.get_prep_value(),
            {"type": "own_section", "value": own("", "<p></p>")},
        ]
        self.assertEqual(
            read(with_one).fingerprint.keys(), read(without).fingerprint.keys()
        )


class DroppedSectionTests(TestCase):
    def read(self, *body: dict[str, Any]) -> list[tuple[str, Any]]:
        with override_settings(WAGTAIL_LOCALOFFER=WITH_A_SHORTER_LIST):
            block = OfferBodyBlock()
        value = block.to_python(list(body))
        return [(child["type"], child["value"]) for child in value.get_prep_value()]

    def test_its_words_are_kept_in_a_section_of_the_settings_own(self) -> None:
        ((name, value),) = self.read({"type": "activities", "value": CLUBS, "id": "a"})
        self.assertEqual(name, "own_section")
        self.assertEqual(value["heading"], "Extra curricular activities")
        self.assertIn("We have a choir.", value["text"])
        self.assertEqual(value["more"][0]["value"]["quote"], "I sing.")

    def test_its_facts_are_kept_in_words(self) -> None:
        facts = {"childcare_before": {"answer": "yes", "note": "From 8am"}}
        ((_name, value),) = self.read(
            {"type": "activities", "value": {**CLUBS, "facts": facts}, "id": "a"}
        )
        self.assertIn("Yes. From 8am", value["text"])
        self.assertIn("We have a choir.", value["text"])

    def test_a_note_cannot_bring_markup_into_the_words(self) -> None:
        facts = {"childcare_before": {"answer": "yes", "note": "<script>"}}
        ((_name, value),) = self.read(
            {"type": "activities", "value": {**CLUBS, "facts": facts}, "id": "a"}
        )
        self.assertNotIn("<script>", value["text"])

    def test_a_section_of_another_framework_is_named_after_its_key(self) -> None:
        ((_name, value),) = self.read({"type": "our_money", "value": CLUBS, "id": "a"})
        self.assertEqual(value["heading"], "Our money")

    def test_a_fact_that_is_not_asked_any_more_is_kept_in_words(self) -> None:
        path = "tests.blocks.test_own_sections.WITHOUT_FACTS"
        with override_settings(WAGTAIL_LOCALOFFER={"FRAMEWORK": path}):
            block = OfferBodyBlock()
        facts = {"hoist": {"answer": "partly", "note": "In the hygiene room"}}
        value = {"text": "<p>Come in.</p>", "more": [], "facts": facts}
        body = block.to_python([{"type": "accessibility", "value": value, "id": "a"}])
        (kept,) = body.get_prep_value()
        self.assertIn("Hoist: Partly. In the hygiene room", kept["value"]["text"])
        self.assertIn("Come in.", kept["value"]["text"])

    def test_facts_of_a_wrong_shape_are_no_crash(self) -> None:
        ((_name, value),) = self.read(
            {"type": "activities", "value": {**CLUBS, "facts": {"x": "yes"}}, "id": "a"}
        )
        self.assertIn("We have a choir.", value["text"])

    def test_a_section_for_one_type_does_not_hold_up_the_others(self) -> None:
        path = "tests.blocks.test_own_sections.STRICTER"
        with override_settings(WAGTAIL_LOCALOFFER={"FRAMEWORK": path}):
            for setting_type, codes in (
                ("primary", []),
                ("early_years", ["section_missing"]),
            ):
                offer = LocalOfferPage(
                    setting_name="x",
                    setting_type=setting_type,
                    address="x",
                    body=[
                        each for each in self.body() if each["type"] != "the_setting"
                    ],
                )
                with self.subTest(setting_type=setting_type):
                    found = [each.code for each in find_obstacles(offer)]
                    self.assertEqual(found, codes)

    def test_what_never_was_a_section_is_not_shown(self) -> None:
        self.assertEqual(self.read({"type": "map", "value": "53.7,-2.6"}), [])

    def test_offers_read_many_at_once_keep_it_too(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=WITH_A_SHORTER_LIST):
            block = OfferBodyBlock()
        (value,) = block.bulk_to_python(
            [[{"type": "activities", "value": CLUBS, "id": "a"}]]
        )
        self.assertEqual([child.block_type for child in value], ["own_section"])

    def test_it_is_not_asked_for_any_more(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=WITH_A_SHORTER_LIST):
            offer = LocalOfferPage(
                setting_name="x",
                setting_type="primary",
                address="x",
                body=OfferBodyBlock().to_python(
                    [block for block in self.body() if block["type"] != "activities"]
                ),
            )
            self.assertEqual(find_obstacles(offer), [])

    def body(self) -> list[dict[str, Any]]:
        text = {"text": "<p>We help.</p>", "more": []}
        return [
            {
                "type": "senco_contact",
                "value": {"name": "Priya", "email": "a@b.example"},
            },
            {"type": "council_link", "value": 1},
            *({"type": part.key, "value": text} for part in LANCASHIRE.sections),
        ]

    def test_no_framework_reaches_a_migration(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=WITH_A_SHORTER_LIST):
            shorter = OfferBodyField(verbose_name="the offer")
        self.assertEqual(
            shorter.deconstruct()[1:],
            OfferBodyField(verbose_name="the offer").deconstruct()[1:],
        )
