from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from tests.builders import complete_offer
from tests.feedback.comments import write_comment
from tests.support import PublicSiteTestCase, publish
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.feedback.answering import publish as show
from wagtail_localoffer.feedback.answering import withdraw
from wagtail_localoffer.feedback.retention import prune_comments
from wagtail_localoffer.models import CommentLetter, FamilyComment


@pytest.mark.portable
class TestRetention(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.offer = publish(complete_offer())

    def setUp(self) -> None:
        super().setUp()
        self.comment = write_comment(self.offer, name="Priya")
        show(
            self.comment,
            User.objects.create_user("senco"),
            question="Who gives medicine?",
            answer="Two people do.",
        )

    def let_time_pass(self) -> None:
        yesterday = get_today() - timedelta(days=1)
        FamilyComment.objects.update(keep_until=yesterday)

    def test_what_a_family_wrote_is_kept_until_its_day(self) -> None:
        FamilyComment.objects.update(keep_until=get_today())
        self.assertEqual(prune_comments(), 0)

    def test_then_nothing_of_the_family_is_left(self) -> None:
        self.let_time_pass()
        self.assertEqual(prune_comments(), 1)
        self.comment.refresh_from_db()
        for name in ("message", "name", "reply_to", "reply"):
            self.assertEqual(getattr(self.comment, name), "", name)
        self.assertFalse(CommentLetter.objects.exists())
        self.assertIsNotNone(self.comment.pruned_at)

    def test_what_was_published_and_what_is_counted_stays(self) -> None:
        self.let_time_pass()
        prune_comments()
        (shown,) = FamilyComment.objects.shown()
        self.assertEqual(
            (shown.question, shown.answer), ("Who gives medicine?", "Two people do.")
        )
        self.assertIsNotNone(shown.answered_at)

    def test_what_was_withdrawn_goes_too(self) -> None:
        withdraw(self.comment, None)
        self.let_time_pass()
        prune_comments()
        self.comment.refresh_from_db()
        self.assertEqual((self.comment.question, self.comment.answer), ("", ""))

    def test_what_is_withdrawn_or_written_later_goes_the_next_time(self) -> None:
        waiting = write_comment(self.offer)
        self.let_time_pass()
        prune_comments()
        FamilyComment.objects.update(reply="Priya called us.")
        withdraw(self.comment, None)
        self.assertEqual(prune_comments(), 2)
        for comment in (self.comment, waiting):
            comment.refresh_from_db()
            self.assertEqual((comment.reply, comment.question), ("", ""))
        self.assertEqual(prune_comments(), 0)

    def test_what_is_pruned_is_not_pruned_again(self) -> None:
        self.let_time_pass()
        prune_comments()
        self.assertEqual(prune_comments(), 0)

    def test_spam_goes_after_a_month(self) -> None:
        spam = write_comment(self.offer, is_spam=True)
        self.assertEqual(prune_comments(), 0)
        spam.created_at = timezone.now() - timedelta(days=31)
        spam.save()
        self.assertEqual(prune_comments(), 1)
        self.assertFalse(FamilyComment.objects.filter(pk=spam.pk).exists())

    def test_the_command_does_it_and_a_dry_run_does_not(self) -> None:
        self.let_time_pass()
        output = StringIO()
        call_command("prune_council_notices", dry_run=True, stdout=output)
        self.assertIn("Comments of families: emptied or deleted 1.", output.getvalue())
        self.comment.refresh_from_db()
        self.assertEqual(self.comment.name, "Priya")
        call_command("prune_council_notices", stdout=output)
        self.comment.refresh_from_db()
        self.assertEqual(self.comment.name, "")
