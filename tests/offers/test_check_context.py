from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.test import TestCase
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site

from tests.builders import complete_body, complete_offer, lancashire
from tests.support import publish
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import (
    Council,
    LocalOfferPage,
    look_around,
    read_draft,
)


def link(kind: str, pk: Any) -> str:
    return f'<p>Read <a linktype="{kind}" id="{pk}">our plan</a>.</p>'


def offer_with(*texts: str, more: Any = None, **changes: Any) -> LocalOfferPage:
    section = {"text": "".join(texts), "more": more or []}
    return LocalOfferPage(body=complete_body(health=section, **changes))


class LookAroundTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.other = Council.objects.create(
            name="Elsewhere", local_offer_url="https://elsewhere.example/send"
        )
        cls.document = get_document_model().objects.create(
            title="Plan", file=ContentFile(b"x", "plan.txt")
        )
        cls.home = Site.objects.get(is_default_site=True).root_page

    def dead(self, offer: Any) -> set[str]:
        return set(look_around(offer).dead_links)

    def test_it_finds_the_offers_own_council_and_the_others(self) -> None:
        around = look_around(offer_with())
        self.assertEqual(around.council_url, lancashire().local_offer_url)
        self.assertIn(self.other.local_offer_url, around.other_council_urls)
        self.assertNotIn(around.council_url, around.other_council_urls)

    def test_an_offer_without_a_council_has_none(self) -> None:
        for value in (None, "x", -1, ["x"]):
            with self.subTest(value=value):
                body = [{"type": "council_link", "value": value}]
                around = look_around(read_draft_of(body))
                self.assertIsNone(around.council_url)

    def test_today_is_today_unless_it_is_said(self) -> None:
        day = date(2020, 1, 2)
        self.assertEqual(look_around(offer_with()).today, timezone.localdate())
        self.assertEqual(look_around(offer_with(), day).today, day)

    def test_links_to_what_is_there_are_not_dead(self) -> None:
        texts = (link("page", self.home.pk), link("document", self.document.pk))
        more = [{"type": "document", "value": self.document.pk}]
        self.assertEqual(self.dead(offer_with(*texts, more=more)), set())

    def test_links_to_what_is_gone_are_dead(self) -> None:
        texts = (link("page", 98765), link("document", 98765))
        more = [{"type": "document", "value": 98766}]
        self.assertEqual(
            self.dead(offer_with(*texts, more=more)),
            {"page-98765", "document-98765", "document-98766"},
        )

    def test_a_link_to_a_draft_is_dead(self) -> None:
        draft = complete_offer()
        self.assertEqual(
            self.dead(offer_with(link("page", draft.pk))), {f"page-{draft.pk}"}
        )

    def test_a_link_to_a_page_with_a_password_is_dead(self) -> None:
        page = publish(complete_offer())
        PageViewRestriction.objects.create(
            page=page, restriction_type="password", password="x"
        )
        self.assertEqual(
            self.dead(offer_with(link("page", page.pk))), {f"page-{page.pk}"}
        )

    def test_a_link_of_a_draft_to_itself_is_not_dead(self) -> None:
        offer = complete_offer()
        offer.body = complete_body(health={"text": link("page", offer.pk), "more": []})
        self.assertEqual(self.dead(offer), set())

    def test_keys_that_cannot_be_are_dead(self) -> None:
        texts = [link("page", key) for key in ("abc", "9" * 40, "-1")]
        dead = {"page-abc", f"page-{'9' * 40}", "page--1"}
        self.assertEqual(self.dead(offer_with(*texts)), dead)

    def test_a_draft_read_from_a_revision_will_do(self) -> None:
        offer = complete_offer(
            body=complete_body(health={"text": link("page", 98765), "more": []})
        )
        draft = read_draft(offer.latest_revision)
        self.assertEqual(look_around(draft), look_around(offer))
        self.assertEqual(self.dead(draft), {"page-98765"})

    def test_it_makes_four_queries_however_many_links_there_are(self) -> None:
        texts = [
            link(kind, pk) for kind in ("page", "document") for pk in range(1, 200)
        ]
        offer = offer_with(*texts)
        with self.assertNumQueries(4):
            look_around(offer)

    def test_it_makes_one_query_without_links(self) -> None:
        offer = offer_with()
        with self.assertNumQueries(1):
            look_around(offer)

    def test_what_it_finds_becomes_advice(self) -> None:
        offer = offer_with(link("page", 98765))
        found = check_offer(offer, look_around(offer))
        self.assertIn("link_dead", [finding.code for finding in found])


def read_draft_of(body: list[dict[str, Any]]) -> Any:
    return SimpleNamespace(
        body=SimpleNamespace(get_prep_value=lambda: body), framework=LANCASHIRE
    )
