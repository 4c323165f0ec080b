"""The screen on which one offer gets a sender of its own."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry, Site
from wagtail.test.utils import WagtailTestUtils

from tests.admin.test_offer_notices import make_editor
from tests.builders import complete_offer
from tests.school.models import TrustOfferPage
from tests.support import PublicSiteTestCase
from wagtail_localoffer.models import (
    CouncilNotice,
    CouncilNoticeSettings,
    OfferNoticeSettings,
)

OWN = "Hawthorn Bank <office@hawthornbank.example>"


class SenderTests(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        site = Site.objects.get(is_default_site=True)
        CouncilNoticeSettings.objects.create(
            site=site, from_email="Trust <t@trust.example>", reply_to="t@trust.example"
        )
        self.offer = complete_offer(model=TrustOfferPage)
        self.editor = make_editor("editor", site.root_page)
        self.client.force_login(self.editor)
        self.notices_url = reverse(
            "wagtail_localoffer:offer_notices", args=[self.offer.pk]
        )
        self.url = reverse("wagtail_localoffer:edit_sender", args=[self.offer.pk])

    def save(self, **values: str) -> Any:
        data = {"from_email": "", "reply_to": "", **values}
        return self.client.post(self.url, data)

    def test_who_publishes_an_offer_gives_it_a_sender(self) -> None:
        response = self.save(from_email=OWN, reply_to="senco@hawthornbank.example")
        self.assertRedirects(response, self.notices_url)
        self.publish(self.offer)
        notice = CouncilNotice.objects.get()
        self.assertEqual(notice.sender, OWN)
        self.assertEqual(notice.reply_to, "senco@hawthornbank.example")

    def test_the_notices_of_the_offer_say_whom_the_council_hears_from(self) -> None:
        response = self.client.get(self.notices_url)
        self.assertContains(response, "Trust &lt;t@trust.example&gt;")
        self.assertContains(response, self.url)
        self.save(from_email=OWN)
        response = self.client.get(self.notices_url)
        self.assertContains(
            response, "Hawthorn Bank &lt;office@hawthornbank.example&gt;"
        )

    def test_the_form_says_what_counts_where_it_is_empty(self) -> None:
        response = self.client.get(self.url)
        self.assertContains(response, "If it is empty: Trust &lt;t@trust.example&gt;")
        self.assertContains(response, "If it is empty: t@trust.example")

    def test_what_nobody_can_send_from_is_refused_beside_its_field(self) -> None:
        response = self.save(from_email="Hawthorn Bank")
        self.assertContains(response, "Enter an email address, with or without a name")
        self.assertFalse(OfferNoticeSettings.objects.exists())

    def test_what_was_changed_is_in_the_history_of_the_page(self) -> None:
        self.save(from_email=OWN)
        self.save(from_email=OWN)
        entries = PageLogEntry.objects.filter(action="wagtail_localoffer.sender")
        self.assertEqual([entry.user for entry in entries], [self.editor])

    def test_a_notice_whose_sender_was_refused_goes_in_the_new_name(
        self,
    ) -> None:
        self.publish(self.offer)
        CouncilNotice.objects.update(status="failed", next_attempt_at=None)
        with self.captureOnCommitCallbacks(execute=True):
            self.save(from_email=OWN)
        newest = CouncilNotice.objects.order_by("-number").first()
        self.assertEqual((newest.status, newest.sender), ("pending", OWN))

    def test_who_may_not_publish_may_not_change_it(self) -> None:
        GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        self.assertNotContains(self.client.get(self.notices_url), self.url)
        self.save(from_email=OWN)
        self.assertFalse(OfferNoticeSettings.objects.exists())
