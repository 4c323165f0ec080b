"""How families took part in an offer: what nobody must say, and all who read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.urls import reverse

from tests.builders import (
    complete_body,
    complete_health_service,
    complete_offer,
)
from tests.form_data import offer_form_data
from tests.notices.notice_rows import newest_notice, run_command
from tests.open_data.judges import list_faults_of_ours
from tests.support import PublicSiteTestCase
from wagtail_localoffer.compliance import check_offer
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.content.family_answers import list_family_answers
from wagtail_localoffer.frameworks.health import HEALTH
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.frameworks.questions import FOURTEEN_QUESTIONS
from wagtail_localoffer.frameworks.taking_part import TAKING_PART
from wagtail_localoffer.models import (
    CouncilNotice,
    LocalOfferPage,
    OfferSummary,
    QuestionsOfferPage,
)
from wagtail_localoffer.open_data.documents import describe
from wagtail_localoffer.public.guide import Guide
from wagtail_localoffer.reporting.summaries import survey

pytestmark = pytest.mark.rows

KEY = TAKING_PART.key

FACTS = {
    "took_part_children": {"answer": "partly", "note": "The school council"},
    "took_part_parents": {"answer": "yes", "note": "Twelve families"},
    "took_part_when": {"note": "June 2026"},
    "took_part_changes": {"note": "We say first who to call"},
}

WRITTEN = {"text": "<p>We met twice.</p>", "facts": FACTS, "more": []}

EMPTY = {"text": "<p></p>", "facts": {}, "more": []}

#: What offers had before families were asked for.
OLDER = replace(LANCASHIRE, sections=LANCASHIRE.sections[:-1])


def written_offer(**changes: Any) -> Any:
    return complete_offer(body=complete_body(**{KEY: WRITTEN}), **changes)


def list_keys(state: Any, path: str = "") -> set[str]:
    """The fields of a block's form state, at any depth."""
    if not isinstance(state, dict):
        return {path}
    return {key for name in state for key in list_keys(state[name], f"{path}.{name}")}


class OlderOfferTests(PublicSiteTestCase):
    """An offer that was there before, and says nothing of it."""

    def test_every_kind_of_offer_is_invited_last(self) -> None:
        for framework in (LANCASHIRE, FOURTEEN_QUESTIONS, HEALTH):
            self.assertIs(framework.sections[-1], TAKING_PART)

    def test_it_lacks_nothing(self) -> None:
        for body in (complete_body(), complete_body(**{KEY: EMPTY})):
            offer = complete_offer(body=body)
            self.assertEqual(check_offer(offer), [])
            self.assertEqual(assess(offer).completeness, 100)

    def test_to_say_that_nobody_took_part_is_no_fault_either(self) -> None:
        facts = {"took_part_parents": {"answer": "no", "note": ""}}
        body = complete_body(**{KEY: {**EMPTY, "facts": facts}})
        offer = complete_offer(body=body)
        self.assertEqual(check_offer(offer), [])
        self.assertEqual(assess(offer).completeness, 100)

    def test_its_fingerprint_is_the_same_and_no_council_is_told(self) -> None:
        offer = self.publish(complete_offer())
        self.assertEqual(read(offer).fingerprint, read(offer, OLDER).fingerprint)
        run_command()
        before = CouncilNotice.objects.count()
        run_command()
        self.assertEqual(CouncilNotice.objects.count(), before)

    def test_its_editor_is_invited_and_told_why(self) -> None:
        offer = complete_offer()
        line = next(each for each in offer.get_checklist().lines if each.key == KEY)
        self.assertEqual((line.status, line.is_needed), ("not_started", False))
        self.client.force_login(User.objects.create_superuser("jo"))
        url = reverse("wagtail_localoffer:checklist", args=[offer.pk])
        self.assertIn("it shows who had a say", self.client.get(url).json()["tasks"])
        form = self.client.get(reverse("wagtailadmin_pages:edit", args=[offer.pk]))
        self.assertContains(form, "families trust an offer more")

    def test_the_editors_form_has_every_field_of_it(self) -> None:
        # For one that is left out, Wagtail's script writes "undefined".
        offer = complete_offer()
        block = offer.body.stream_block
        state = {each["type"]: each for each in block.get_form_state(offer.body)}
        for name in block.inviting:
            child = block.child_blocks[name]
            whole = child.get_form_state(child.get_default())
            with self.subTest(name):
                self.assertEqual(list_keys(state[name]["value"]), list_keys(whole))

    def test_the_editors_form_has_it_at_its_place(self) -> None:
        body = [*complete_body(), {"type": "own_section", "value": EMPTY}]
        offer = complete_offer(body=body)
        block = offer.body.stream_block
        state = block.get_form_state(offer.body)
        self.assertEqual(
            [each["type"] for each in state][-3:], ["activities", KEY, "own_section"]
        )
        with_it = complete_offer(body=complete_body(**{KEY: WRITTEN}))
        types = [each["type"] for each in block.get_form_state(with_it.body)]
        self.assertEqual(types.count(KEY), 1)

    def test_published_with_it_empty_it_reads_the_same_and_no_council_is_told(
        self,
    ) -> None:
        offer = self.publish(complete_offer())
        run_command()
        notices, before = CouncilNotice.objects.count(), read(offer).fingerprint
        self.client.force_login(User.objects.create_superuser("jo"))
        offer.body = complete_body(**{KEY: EMPTY})
        data = offer_form_data(offer, **{"action-publish": "1"})
        with self.captureOnCommitCallbacks(execute=True):
            url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
            self.assertEqual(self.client.post(url, data).status_code, 302)
        offer = LocalOfferPage.objects.get(pk=offer.pk)
        self.assertIn(KEY, [each.block_type for each in offer.body])
        self.assertEqual(read(offer).fingerprint, before)
        self.assertEqual(CouncilNotice.objects.count(), notices)
        self.assertNotContains(self.client.get(offer.url), 'id="taking-part"')


class WrittenTests(PublicSiteTestCase):
    """An offer that says how families took part."""

    def test_families_read_it_after_the_councils_sections(self) -> None:
        offer = self.publish(written_offer())
        html = self.client.get(offer.url).content.decode()
        section = BeautifulSoup(html, "html.parser").find(id=TAKING_PART.anchor)
        assert section is not None
        self.assertIn("How families took part in this offer", section.text)
        for words in ("Partly", "The school council", "June 2026", "We met twice."):
            self.assertIn(words, section.text)
        last = LANCASHIRE.sections[-2].anchor
        self.assertLess(
            html.index(f'id="{last}"'), html.index(f'id="{TAKING_PART.anchor}"')
        )

    def test_it_has_an_address_of_its_own_where_sections_have(self) -> None:
        for make, body in (
            (complete_offer, complete_body(**{KEY: WRITTEN})),
            (complete_health_service, complete_body(HEALTH, **{KEY: WRITTEN})),
        ):
            offer = self.publish(make(body=body, layout="pages"))
            response = self.client.get(f"{offer.url}taking-part/")
            self.assertContains(response, "Twelve families")

    def test_families_who_ask_are_led_to_it(self) -> None:
        content = read(written_offer())
        (answer,) = (
            each
            for each in list_family_answers(content)
            if each.question.key == "took-part"
        )
        self.assertEqual((answer.block, str(answer.word)), (KEY, "Yes"))

    def test_it_takes_no_room_on_the_sheet_of_who_helps(self) -> None:
        keys = [row["fact"].key for row in Guide(written_offer()).facts]
        self.assertFalse([key for key in keys if key.startswith("took_part")])

    def test_its_council_is_told_which_part_is_new(self) -> None:
        offer = self.publish(complete_offer())
        run_command()
        offer.body = complete_body(**{KEY: WRITTEN})
        self.publish(offer)
        self.assertEqual(newest_notice().kind, "updated")
        self.assertIn(
            "How families took part in this offer", str(newest_notice().changes)
        )

    def test_machines_read_it_as_a_section_with_facts(self) -> None:
        document = describe(self.publish(written_offer()))
        self.assertEqual(list_faults_of_ours(document, "offer"), [])
        (section,) = (each for each in document["sections"] if each["key"] == KEY)
        self.assertEqual(
            {each["key"]: each["answer"] for each in section["facts"]},
            {key: fact.get("answer", "") for key, fact in FACTS.items()},
        )

    def test_a_summary_knows_of_it(self) -> None:
        for offer, says in (
            (complete_offer(), False),
            (complete_offer(body=complete_body(**{KEY: EMPTY})), False),
            (written_offer(), True),
            (
                complete_offer(
                    model=QuestionsOfferPage,
                    body=complete_body(FOURTEEN_QUESTIONS, **{KEY: WRITTEN}),
                ),
                True,
            ),
        ):
            survey(offer)
            summary = OfferSummary.objects.get(offer_id=offer.pk)
            self.assertEqual(summary.says_who_took_part, says)
