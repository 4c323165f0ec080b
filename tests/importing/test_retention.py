from __future__ import annotations

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from tests.builders import complete_offer
from wagtail_localoffer.importing.pieces import Piece, State, store
from wagtail_localoffer.models import DocumentImport


class RetentionTests(TestCase):
    def add(self, state: str, days: int) -> DocumentImport:
        document = DocumentImport.objects.create(
            name="offer.docx",
            offer=self.offer,
            pieces=store([Piece(0, "Ida Holt", state=state)]),
            found={"senco_name": ["Ida Holt"]},
        )
        created = timezone.now() - timedelta(days=days)
        DocumentImport.objects.filter(pk=document.pk).update(changed_at=created)
        return document

    def setUp(self) -> None:
        self.offer = complete_offer()

    def prune(self, *options: str) -> str:
        out = StringIO()
        call_command("prune_council_notices", "--days", "30", *options, stdout=out)
        return out.getvalue()

    def test_only_old_documents_of_which_nothing_waits_are_emptied(self) -> None:
        old = self.add(State.WRITTEN, 31)
        kept = [self.add(State.WRITTEN, 29), self.add(State.OPEN, 31)]
        self.assertIn("emptied or deleted 1", self.prune())
        for document in (old, *kept):
            document.refresh_from_db()
        self.assertEqual((old.pieces, old.found), ([], {}))
        self.assertTrue(all(each.pieces for each in kept))
        self.assertNotIn("emptied", self.prune())

    def test_what_never_became_a_draft_goes(self) -> None:
        old = self.add(State.OPEN, 31)
        DocumentImport.objects.filter(pk=old.pk).update(offer=None)
        self.prune()
        self.assertFalse(DocumentImport.objects.exists())

    def test_a_dry_run_changes_nothing(self) -> None:
        old = self.add(State.LEFT_OUT, 31)
        self.assertIn("emptied or deleted 1", self.prune("--dry-run"))
        old.refresh_from_db()
        self.assertTrue(old.pieces)
