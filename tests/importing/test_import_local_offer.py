from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.models import PageLogEntry, Site

from tests.builders import complete_offer
from tests.importing.samples import FOLDER
from wagtail_localoffer.importing.drafts import BROUGHT_IN
from wagtail_localoffer.importing.pieces import State
from wagtail_localoffer.models import (
    CouncilNotice,
    DocumentImport,
    HealthServicePage,
    LocalOfferPage,
)

FERRYBRIDGE = FOLDER / "ferrybridge.json"


def run(*args: Any, **streams: Any) -> str:
    out = StringIO()
    call_command("import_local_offer", *map(str, args), stdout=out, **streams)
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
        self.assertEqual(
            (offer.title, offer.live),
            ("Ferrybridge High School: SEND local offer", False),
        )
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
        self.assertFalse(DocumentImport.objects.exists())
        self.assertFalse(LocalOfferPage.objects.exists())

    def test_lists_stay_lists(self) -> None:
        html = "<h1>T</h1><h2>Transitions</h2><ul><li>a <b>visit</b><ul><li>in June"
        run(self.write("a.html", html), "--parent", self.root.pk)
        self.assertEqual(
            self.read_sections(LocalOfferPage.objects.get())["transitions"],
            "<ul><li>a <b>visit</b><ul><li>in June</li></ul></li></ul>",
        )

    def test_what_cannot_be_read_is_named_and_the_others_are_brought_in(self) -> None:
        bad, errors = self.write("offer.doc", "x"), StringIO()
        with self.assertRaisesMessage(CommandError, "1 of 2 could not be brought in"):
            run(bad, FERRYBRIDGE, "--parent", self.root.pk, stderr=errors)
        self.assertIn("offer.doc: This is an old Word document", errors.getvalue())
        self.assertEqual(LocalOfferPage.objects.count(), 1)

    def test_a_folder_has_an_offer_in_each_file_and_in_each_folder(self) -> None:
        folder = self.write("a.html", "<h2>Transitions</h2><p>We visit.</p>").parent
        (folder / "Alder").mkdir()
        for name in ("1.html", "2.html"):
            (folder / "Alder" / name).write_text(f"<h2>Teaching</h2><p>We {name}.</p>")
        written = run(folder, "--parent", self.root.pk)
        self.assertIn("2 of 2", written)
        names = DocumentImport.objects.order_by("pk").values_list("name", flat=True)
        self.assertEqual(list(names), ["1.html, 2.html", "a.html"])

    def test_a_file_that_was_brought_in_before_makes_no_second_draft(self) -> None:
        run(FERRYBRIDGE, "--parent", self.root.pk)
        offer, errors = LocalOfferPage.objects.get(), StringIO()
        run(FERRYBRIDGE, "--parent", self.root.pk, stderr=errors)
        self.assertIn(f"brought in before, as page {offer.pk}", errors.getvalue())
        self.assertEqual(LocalOfferPage.objects.count(), 1)
        offer.delete()
        run(FERRYBRIDGE, "--parent", self.root.pk)
        self.assertEqual(LocalOfferPage.objects.count(), 1)

    def test_what_a_program_left_in_a_folder_is_no_page(self) -> None:
        folder = self.write("x.html", "<h2>Transitions</h2><p>We visit.</p>").parent
        (folder / "Alder").mkdir()
        (folder / "x.html").rename(folder / "Alder" / "x.html")
        (folder / "Alder" / ".DS_Store").write_bytes(b"\0")
        run(folder, "--parent", self.root.pk)
        self.assertEqual(DocumentImport.objects.get().name, "x.html")

    def test_a_locked_page_is_left_alone(self) -> None:
        offer = complete_offer()
        offer.locked = True
        offer.save()
        errors, revisions = StringIO(), offer.revisions.count()
        with self.assertRaises(CommandError):
            run(FERRYBRIDGE, "--page", offer.pk, stderr=errors)
        self.assertIn("Somebody has locked this page", errors.getvalue())
        self.assertEqual(offer.revisions.count(), revisions)

    def test_what_is_not_sure_waits_with_the_draft(self) -> None:
        written = run(FERRYBRIDGE, "--parent", self.root.pk)
        document = DocumentImport.objects.get()
        offer = LocalOfferPage.objects.get()
        self.assertEqual(document.offer_id, offer.pk)
        pieces = document.get_sorting().pieces
        waiting = [each for each in pieces if each.state == State.OPEN]
        self.assertEqual(len(waiting), document.waiting)
        sections = str(self.read_sections(offer))
        for piece in waiting:
            self.assertNotIn(piece.text, sections)
            self.assertIn(piece.text, written)

    def test_the_history_says_from_which_file_and_by_whom(self) -> None:
        user = User.objects.create_superuser("ida")
        run(FERRYBRIDGE, "--parent", self.root.pk, "--user", "ida")
        entry = PageLogEntry.objects.get(action=BROUGHT_IN)
        self.assertEqual(entry.user, user)
        self.assertEqual(entry.message, "Text brought in from “ferrybridge.json”")

    def test_the_kind_and_the_type_of_setting_can_be_said(self) -> None:
        kind = "wagtail_localoffer.HealthServicePage"
        run(FERRYBRIDGE, "--parent", self.root.pk, "--kind", kind)
        self.assertEqual(HealthServicePage.objects.count(), 1)
        with self.assertRaisesMessage(CommandError, "no kind of offer"):
            run(FERRYBRIDGE, "--parent", self.root.pk, "--kind", "a.B")
        other = self.write("a.html", "<h2>Transitions</h2><p>We visit.</p>")
        run(other, "--parent", self.root.pk, "--setting-type", "secondary")
        self.assertEqual(LocalOfferPage.objects.get().setting_type, "secondary")
        with self.assertRaisesMessage(CommandError, "no type of setting"):
            run(FERRYBRIDGE, "--parent", self.root.pk, "--setting-type", "castle")

    def test_a_wrong_page_is_named(self) -> None:
        with self.assertRaisesMessage(CommandError, "no page with the id 0"):
            run(FERRYBRIDGE, "--page", 0)
        with self.assertRaisesMessage(CommandError, "is no local offer"):
            run(FERRYBRIDGE, "--page", self.root.pk)
