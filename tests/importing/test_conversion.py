from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.test import TestCase
from django.urls import reverse
from wagtail.rich_text import RichText

from tests.builders import SENCO, complete_offer
from wagtail_localoffer.admin.imports import may_bring_in
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.importing.drafts import CantWrite, write_draft
from wagtail_localoffer.importing.pieces import State
from wagtail_localoffer.models import (
    CouncilNotice,
    DocumentImport,
    HealthServicePage,
    LocalOfferPage,
    QuestionsOfferPage,
)
from wagtail_localoffer.text.html import read_html

TABLE = {
    "caption": "Clubs",
    "columns": [{"type": "text", "heading": each} for each in ("Day", "Club")],
    "rows": [{"values": ["Monday", "Chess"]}],
}


def read_words(offer: Any) -> list[str]:
    """The words of all sections, as they are read."""
    return sorted(
        word
        for child in offer.body
        if isinstance(child.value, dict) and "text" in child.value
        for word in read_html(child.value["text"].source).text.split()
    )


class ConversionTests(TestCase):
    def setUp(self) -> None:
        self.offer = complete_offer()
        section = self.offer.body.first_block_by_name("activities").value
        table = section["more"].stream_block.child_blocks["table"]
        section["more"].append(("table", table.to_python(TABLE)))
        access = self.offer.body.first_block_by_name("accessibility").value["facts"]
        self.fact = next(iter(access))
        access[self.fact].update({"answer": "yes", "note": "A ramp"})
        self.offer.body.append(
            ("own_section", {"heading": "Our hens", "text": RichText("<p>Six.</p>")})
        )
        self.offer.save_revision().publish()
        self.client.force_login(User.objects.create_superuser("priya"))

    def convert(self, model: str = "QuestionsOfferPage") -> DocumentImport:
        url = reverse("wagtail_localoffer:bring_into_offer", args=[self.offer.pk])
        self.client.post(url, {"form": f"wagtail_localoffer.{model}"})
        return DocumentImport.objects.get()

    def write_all(self, document: DocumentImport) -> Any:
        sorting = document.get_sorting()
        for piece in list(sorting.pieces):
            if piece.state == State.OPEN:
                sorting.move(piece.key, piece.section or "progress")
        document.keep(sorting)
        return write_draft(document)

    def test_another_form_is_offered(self) -> None:
        url = reverse("wagtail_localoffer:bring_into_offer", args=[self.offer.pk])
        self.assertContains(self.client.get(url), "QuestionsOfferPage")
        self.assertNotContains(self.client.get(url), "HealthServicePage")

    def test_each_passage_is_there_once(self) -> None:
        document = self.convert()
        headings = {str(each.heading) for each in LANCASHIRE.sections}
        found = [
            word
            for piece in document.get_sorting().pieces
            if piece.text not in headings and not piece.block
            for word in piece.text.split()
        ]
        own = read_words(self.offer)
        own.remove("Six.")
        self.assertEqual(sorted(found), own)

    def test_nothing_is_lost_in_the_new_draft(self) -> None:
        draft = self.write_all(self.convert())
        self.assertIsInstance(draft, QuestionsOfferPage)
        self.assertEqual(read_words(draft), read_words(self.offer))
        self.assertIn("Chess", str(draft.body.get_prep_value()))

    def test_what_is_in_no_section_is_carried_over(self) -> None:
        draft = self.write_all(self.convert())
        self.assertEqual(draft.contact_block.value["email"], SENCO["email"])
        self.assertEqual(draft.setting_type, self.offer.setting_type)
        self.assertEqual(draft.address, self.offer.address)
        self.assertEqual(draft.council_link.value, self.offer.council_link.value)
        own = draft.body.first_block_by_name("own_section").value
        self.assertEqual(own["heading"], "Our hens")
        facts = draft.body.first_block_by_name("accessibility").value["facts"]
        self.assertEqual(facts[self.fact]["note"], "A ramp")

    def test_no_rule_for_documents_leaves_public_text_out(self) -> None:
        section = self.offer.body.first_block_by_name("communication").value
        section["text"] = RichText(
            "<p>Please return the completed form by email.</p>"
            '<p>See <a href="/policy/">our policy</a>.</p>'
        )
        self.offer.save_revision()
        draft = self.write_all(self.convert())
        text = str(draft.body.get_prep_value())
        self.assertIn("Please return the completed form", text)
        self.assertIn('<a href="/policy/">', text)

    def test_an_offer_that_was_changed_meanwhile_is_begun_again(self) -> None:
        document = self.convert()
        self.offer.save_revision()
        with self.assertRaisesRegex(CantWrite, "changed since you began"):
            self.write_all(document)

    def test_who_may_not_edit_the_offer_reads_nothing_of_it(self) -> None:
        document = self.convert()
        other = User.objects.create_user("eve")
        self.assertFalse(may_bring_in(other, document))

    def test_the_offer_itself_stays_as_it_is(self) -> None:
        revisions = self.offer.revisions.count()
        notices = CouncilNotice.objects.count()
        draft = self.write_all(self.convert())
        self.offer.refresh_from_db()
        self.assertTrue(self.offer.live)
        self.assertFalse(draft.live)
        self.assertEqual(self.offer.revisions.count(), revisions)
        self.assertEqual(CouncilNotice.objects.count(), notices)

    def test_it_can_go_back_into_the_first_form(self) -> None:
        self.offer = self.write_all(self.convert())
        DocumentImport.objects.all().delete()
        draft = self.write_all(self.convert("LocalOfferPage"))
        self.assertIsInstance(draft, LocalOfferPage)
        self.assertEqual(read_words(draft), read_words(self.offer))

    def test_an_offer_that_is_no_setting_has_no_other_form(self) -> None:
        url = reverse("wagtail_localoffer:bring_into_offer", args=[self.offer.pk])
        label = HealthServicePage._meta.label
        self.client.post(url, {"form": label})
        self.assertFalse(DocumentImport.objects.exists())
