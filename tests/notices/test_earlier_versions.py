"""Notices of versions that wrote down neither the entry nor what a section said."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from tests.builders import complete_body, complete_offer
from tests.notices.notice_rows import newest_notice, news, run_command, section
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import CouncilNotice
from wagtail_localoffer.notices.actions import send_again
from wagtail_localoffer.notices.batches import list_unsettled
from wagtail_localoffer.notices.delivery import deliver_due
from wagtail_localoffer.notices.retention import prune


class TestEarlierVersions(PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.offer = self.publish(complete_offer())
        deliver_due()
        mail.outbox.clear()

    def change(self) -> None:
        self.offer.body = complete_body(health=section("A nurse visits on Fridays."))
        self.publish(self.offer)

    def forget(self) -> None:
        """Leave in all notices what an earlier version wrote."""
        for notice in CouncilNotice.objects.all():
            changes = [
                {name: each[name] for name in ("heading", "url")}
                for each in notice.changes
            ]
            CouncilNotice.objects.filter(pk=notice.pk).update(
                entry={}, texts={}, changes=changes
            )

    def test_what_was_told_is_no_news(self) -> None:
        self.forget()
        run_command()
        self.assertEqual(mail.outbox, [])
        self.assertEqual(news(), [("published", "sent")])

    def test_a_change_after_it_is_told_without_what_it_said(self) -> None:
        self.forget()
        self.change()
        (change,) = newest_notice().changes
        self.assertEqual(change["part"], "health")
        self.assertNotIn("was", change)
        self.assertTrue(newest_notice().entry["rows"])

    def test_what_waits_is_sent_as_it_was_written(self) -> None:
        self.change()
        self.forget()
        self.assertEqual(list_unsettled([self.offer.pk]), [])
        run_command()
        self.assertEqual(news(), [("published", "sent"), ("updated", "sent")])
        self.assertEqual(len(mail.outbox), 1)
        self.assertEqual(mail.outbox[0].attachments, [])

    def test_it_is_sent_again_without_what_it_never_had(self) -> None:
        self.forget()
        send_again(CouncilNotice.objects.get())
        run_command()
        (message,) = mail.outbox
        self.assertNotIn("For your directory", message.body)

    def test_it_is_pruned_and_still_no_news(self) -> None:
        self.forget()
        self.assertEqual(prune(timezone.now() + timedelta(days=1)).cleared, 1)
        run_command()
        self.assertEqual(mail.outbox, [])


@pytest.mark.portable
class TestWhatWaits(PublicSiteTestCase):
    def test_it_is_not_written_anew_because_it_says_what_a_section_said(self) -> None:
        offer: Any = self.publish(complete_offer())
        deliver_due()
        offer.body = complete_body(health=section("A nurse visits on Fridays."))
        self.publish(offer)
        self.assertTrue(newest_notice().changes[0]["now"])
        self.assertEqual(list_unsettled([offer.pk]), [])
        out = StringIO()
        call_command("send_council_notices", dry_run=True, stdout=out)
        self.assertIn("Would write: 0. Would send: 1.", out.getvalue())
