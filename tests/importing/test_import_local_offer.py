from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.models import Site

from tests.builders import complete_offer
from tests.importing.samples import FOLDER
from wagtail_localoffer.models import CouncilNotice, LocalOfferPage

FERRYBRIDGE = FOLDER / "ferrybridge.json"


def run(*args: Any) -> str:
    out = StringIO()
    call_command("import_local_offer", *map(str, args), stdout=out)
    return out.getvalue()


class ImportTests(TestCase):
    def setUp(self) -> None:
        self.root = Site.objects.get(is_default_site=True).root_page

    def read_sections(self, offer: Any) -> dict[str, str]:
        draft = offer.get_latest_revision_as_object()
        return {
            each["type"]: each["value"]["text"]
            for each in draft.body.get_prep_value()
            if isinstance(each["value"], dict) and "text" in each["value"]
        }

    def write(self, name: str, text: str) -> Path:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / name
        path.write_text(text)
        return path

    def test_json_has_each_passage_once_and_in_order(self) -> None:
        found = json.loads(run(FERRYBRIDGE, "--json"))
        paragraphs = json.loads(FERRYBRIDGE.read_text())["paragraphs"]
        self.assertEqual(
            [(each["text"], each["style"]) for each in found["passages"]],
            [(each["text"], each["style"]) for each in paragraphs],
        )

    def test_fields_are_proposed(self) -> None:
        fields = json.loads(run(FERRYBRIDGE, "--json"))["fields"]
        self.assertEqual(
            fields,
            {
                "setting_name": "Ferrybridge High School",
                "setting_type": "secondary",
                "identifier": "99310",
                "identifier_scheme": "county",
                "telephone": "01632 960700",
                "website": "www.ferrybridge.example",
                "senco_name": "Miss Petra Lindqvist",
                "senco_telephone": "01632 960701",
            },
        )

    def test_a_new_offer_is_a_draft(self) -> None:
        run(FERRYBRIDGE, "--parent", self.root.pk)
        offer = LocalOfferPage.objects.get()
        self.assertEqual((offer.title, offer.live), ("Ferrybridge High School", False))
        sections = self.read_sections(offer)
        self.assertIn("A counsellor sees pupils on Mondays", sections["health"])
        self.assertNotIn("What the school provides", str(sections))
        self.assertFalse(CouncilNotice.objects.exists())

    def test_what_is_proposed_is_not_written(self) -> None:
        run(FERRYBRIDGE, "--parent", self.root.pk)
        draft = LocalOfferPage.objects.get().get_latest_revision_as_object()
        self.assertEqual((draft.telephone, draft.contact_name), ("", ""))

    def test_what_is_not_in_the_draft_is_listed(self) -> None:
        written = run(FERRYBRIDGE, "--parent", self.root.pk)
        listed = written.partition("not in the draft")[2]
        sections = str(self.read_sections(LocalOfferPage.objects.get()))
        self.assertIn("Please return the completed form", listed)
        self.assertIn("Miss Petra Lindqvist", listed)
        self.assertNotIn("Duty staff watch", listed)
        self.assertIn("Duty staff watch", sections)

    def test_an_existing_offer_keeps_what_is_there(self) -> None:
        offer = complete_offer()
        offer.save_revision().publish()
        before = self.read_sections(offer)["transitions"]
        run(FERRYBRIDGE, "--page", offer.pk)
        offer.refresh_from_db()
        after = self.read_sections(offer)["transitions"]
        self.assertTrue(after.startswith(before))
        self.assertIn("careers adviser", after)
        self.assertTrue(offer.live and offer.has_unpublished_changes)
        self.assertNotIn("careers adviser", str(offer.body.get_prep_value()))

    def test_a_dry_run_saves_nothing(self) -> None:
        run(FERRYBRIDGE, "--parent", self.root.pk, "--dry-run")
        self.assertFalse(LocalOfferPage.objects.exists())

    def test_lists_stay_lists(self) -> None:
        html = "<h1>T</h1><h2>Transitions</h2><ul><li>a <b>visit</b><ul><li>in June"
        run(self.write("a.html", html), "--parent", self.root.pk)
        self.assertEqual(
            self.read_sections(LocalOfferPage.objects.get())["transitions"],
            "<ul><li>a <b>visit</b><ul><li>in June</li></ul></li></ul>",
        )

    def test_nothing_is_saved_if_one_of_several_cannot_be_read(self) -> None:
        bad = self.write("offer.doc", "x")
        with self.assertRaisesMessage(CommandError, "save it as .docx"):
            run(FERRYBRIDGE, bad, "--parent", self.root.pk)
        self.assertFalse(LocalOfferPage.objects.exists())

    def test_a_wrong_page_is_named(self) -> None:
        with self.assertRaisesMessage(CommandError, "no page with the id 0"):
            run(FERRYBRIDGE, "--page", 0)
        with self.assertRaisesMessage(CommandError, "is no local offer"):
            run(FERRYBRIDGE, "--page", self.root.pk)
