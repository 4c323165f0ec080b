from __future__ import annotations

import json
import re
from io import StringIO
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.urls import reverse

from tests.builders import complete_body, complete_offer, without
from tests.reporting.test_summaries import add_site, break_draft
from tests.school.models import TrustOfferPage
from tests.support import (
    HOSTNAME,
    ROOT,
    CommittingTestCase,
    PublicSiteTestCase,
    publish,
    run_python,
)
from wagtail_localoffer.compliance import check_offer
from wagtail_localoffer.management.commands import check_local_offers
from wagtail_localoffer.models import LocalOfferPage, OfferSummary, get_offer_models
from wagtail_localoffer.reporting import summaries

pytestmark = pytest.mark.rows

DOCUMENTATION = ROOT / "docs" / "report.md"


#: Too few words to help a family.
THIN = {"text": "<p>We help.</p>", "more": []}


def check(*arguments: str) -> tuple[int, str]:
    """Run the command, and return its exit status and what it printed."""
    output = StringIO()
    try:
        call_command("check_local_offers", *arguments, stdout=output)
    except SystemExit as leaving:
        return int(leaving.code or 0), output.getvalue()
    return 0, output.getvalue()


def check_json(*arguments: str) -> tuple[int, Any]:
    status, output = check("--format", "json", *arguments)
    return status, json.loads(output)


def make_incomplete(offer: Any) -> None:
    """Take the words out of a live offer's section, as no editor could."""
    body = complete_body(health={"text": "<p></p>", "more": []})
    type(offer).objects.filter(pk=offer.pk).update(body=body)


class TextTests(PublicSiteTestCase):
    def test_it_has_little_to_say_where_there_is_no_offer(self) -> None:
        status, output = check()
        self.assertEqual(status, 0)
        self.assertEqual(
            output,
            "Offers: 0. Must be put right: 0. Advice: 0. Could not be checked: 0.\n",
        )

    def test_it_names_an_offer_with_its_address_and_what_was_found(self) -> None:
        offer = publish(complete_offer(title="Our local offer"))
        make_incomplete(offer)
        status, output = check()
        self.assertEqual(status, 1)
        self.assertIn(f"Our local offer (http://{HOSTNAME}/", output)
        self.assertIn("\n  must section_empty: Write something to read in", output)

    def test_a_draft_is_named_with_the_path_of_its_editor(self) -> None:
        offer = without(complete_offer(), "health")
        _status, output = check("--drafts")
        self.assertIn(reverse("wagtailadmin_pages:edit", args=[offer.pk]), output)

    def test_it_shows_the_words_that_a_finding_means(self) -> None:
        offer = publish(complete_offer())
        body = complete_body(health={"text": "<p>Words</p><script>x()</script>"})
        LocalOfferPage.objects.filter(pk=offer.pk).update(body=body)
        self.assertIn("\n    “<script>”\n", check()[1])

    def test_it_counts_what_it_found(self) -> None:
        make_incomplete(publish(complete_offer()))
        self.assertIn("Offers: 1. Must be put right: 1.", check()[1])


@pytest.mark.portable
class VersionTests(PublicSiteTestCase):
    def test_what_is_live_is_checked(self) -> None:
        without(publish(complete_offer()), "health")
        self.assertEqual(check()[0], 0)

    def test_drafts_are_not_checked_unless_asked_for(self) -> None:
        without(complete_offer(), "health")
        self.assertEqual(check_json()[1]["offers"], [])

    def test_the_newest_drafts_are_checked_if_asked_for(self) -> None:
        without(publish(complete_offer()), "health")
        without(complete_offer(), "health")
        status, found = check_json("--drafts")
        self.assertEqual(status, 1)
        self.assertEqual(found["version"], "drafts")
        codes = [
            [each["code"] for each in offer["findings"] if each["severity"] == "must"]
            for offer in found["offers"]
        ]
        self.assertEqual(codes, [["section_missing"]] * 2)

    def test_offers_of_every_type_are_checked(self) -> None:
        offers = [publish(complete_offer()), publish(complete_offer())]
        offers.append(publish(complete_offer(model=TrustOfferPage)))
        found = check_json()[1]["offers"]
        self.assertEqual(
            sorted(each["id"] for each in found), sorted(each.pk for each in offers)
        )

    def test_an_alias_is_not_checked(self) -> None:
        offer = publish(complete_offer())
        offer.create_alias(update_slug="alias")
        self.assertEqual(check_json()[1]["totals"]["offers"], 1)

    def test_summaries_are_refreshed_drafts_included(self) -> None:
        publish(complete_offer())
        complete_offer()
        check()
        self.assertEqual(OfferSummary.objects.count(), 2)


class ExitTests(PublicSiteTestCase):
    def test_a_clean_site_is_0(self) -> None:
        publish(complete_offer())
        self.assertEqual(check()[0], 0)

    def test_what_must_be_put_right_is_1(self) -> None:
        make_incomplete(publish(complete_offer()))
        self.assertEqual(check()[0], 1)
        self.assertEqual(check("--level", "should")[0], 1)

    def test_advice_is_1_only_if_asked_for(self) -> None:
        publish(complete_offer(body=complete_body(health=THIN)))
        self.assertEqual(check("--level", "must")[0], 0)
        self.assertEqual(check("--level", "should")[0], 1)

    def test_a_hostname_of_no_site_is_2(self) -> None:
        with self.assertRaisesMessage(CommandError, "no site with the hostname") as no:
            check("--site", "nowhere.example")
        self.assertEqual(no.exception.returncode, 2)

    def test_only_the_offers_of_one_site_are_checked(self) -> None:
        make_incomplete(publish(complete_offer()))
        _site, offer = add_site("meadow.school")
        publish(offer)
        status, found = check_json("--site", "meadow.school")
        self.assertEqual(status, 0)
        self.assertEqual([each["id"] for each in found["offers"]], [offer.pk])
        self.assertEqual(check("--site", HOSTNAME)[0], 1)

    def test_an_offer_that_cannot_be_read_is_1_and_does_not_stop_the_others(
        self,
    ) -> None:
        broken, offer = complete_offer(title="Broken"), complete_offer()
        break_draft(broken)
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            status, found = check_json("--drafts")
        self.assertEqual(status, 1)
        first, second = found["offers"]
        self.assertIn("AttributeError", first["error"])
        self.assertIsNone(first["completeness"])
        self.assertEqual((second["id"], second["error"]), (offer.pk, ""))
        self.assertEqual(found["totals"]["broken"], 1)
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            self.assertIn("could not be checked: AttributeError", check("--drafts")[1])

    def test_a_live_version_is_checked_although_its_draft_cannot_be_read(self) -> None:
        offer = publish(complete_offer())
        make_incomplete(offer)
        offer.save_revision()
        break_draft(LocalOfferPage.objects.get(pk=offer.pk))
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            _status, found = check_json()
        (checked,) = found["offers"]
        self.assertTrue(checked["error"])
        self.assertIn("section_empty", [each["code"] for each in checked["findings"]])


class JSONTests(PublicSiteTestCase):
    def test_it_has_the_documented_keys(self) -> None:
        text = DOCUMENTATION.read_text(encoding="utf-8")
        (example,) = re.findall(r"^```json\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        make_incomplete(publish(complete_offer()))
        self.assertEqual(
            describe_shape(check_json()[1]), describe_shape(json.loads(example))
        )

    def test_nothing_is_an_empty_list(self) -> None:
        self.assertEqual(
            check_json(),
            (
                0,
                {
                    "version": "live",
                    "offers": [],
                    "totals": {"offers": 0, "must": 0, "should": 0, "broken": 0},
                },
            ),
        )

    def test_only_what_is_live_has_an_address(self) -> None:
        publish(complete_offer())
        complete_offer()
        addresses = [each["url"] for each in check_json("--drafts")[1]["offers"]]
        self.assertTrue(addresses[0].startswith(f"http://{HOSTNAME}/"))
        self.assertEqual(addresses[1], "")


@pytest.mark.portable
class QueryTests(TestCase):
    def test_its_queries_for_each_offer_do_not_grow(self) -> None:
        for _offer in range(3):
            complete_offer()
        check()
        # One for each page type, and for each offer the five of its summary.
        with self.assertNumQueries(len(get_offer_models()) + 5 * 3):
            check("--drafts", "--format", "json")


class OnceTests(PublicSiteTestCase):
    """How often the rules are asked of an offer."""

    def setUp(self) -> None:
        super().setUp()
        self.checks = [
            self.enterContext(
                mock.patch.object(module, "check_offer", wraps=check_offer)
            )
            for module in (summaries, check_local_offers)
        ]

    def count(self) -> int:
        return sum(rule.call_count for rule in self.checks)

    def test_a_live_offer_is_checked_once(self) -> None:
        publish(complete_offer())
        publish(complete_offer())
        check()
        self.assertEqual(self.count(), 2)

    def test_a_draft_is_checked_once(self) -> None:
        without(publish(complete_offer()), "health")
        complete_offer()
        check("--drafts")
        self.assertEqual(self.count(), 2)

    def test_a_live_version_is_checked_beside_its_newer_draft(self) -> None:
        without(publish(complete_offer()), "health")
        check()
        self.assertEqual(self.count(), 2)


@pytest.mark.nightly
class ProcessTests(CommittingTestCase):
    """The exit statuses as a shell sees them."""

    #: Each runs in a process of its own, that has not to load Django again.
    code = """
import os
from django.core.management import execute_from_command_line

for arguments in {each}:
    child = os.fork()
    if not child:
        execute_from_command_line(["manage.py", "check_local_offers", *arguments])
        raise SystemExit
    _pid, status = os.waitpid(child, 0)
    print("exit status", os.waitstatus_to_exitcode(status), flush=True)
"""

    def test_the_shell_sees_the_exit_statuses(self) -> None:
        publish(complete_offer(body=complete_body(health=THIN)))
        expected: dict[tuple[str, ...], int] = {
            (): 0,
            ("--level", "should"): 1,
            ("--level", "nonsense"): 2,
            ("--site", "nowhere.example"): 2,
        }
        _status, output = run_python(self.code.format(each=[*expected]))
        found = [int(each) for each in re.findall(r"^exit status (\d+)$", output, re.M)]
        self.assertEqual(found, [*expected.values()], output)


def describe_shape(value: Any) -> Any:
    """The keys and types of a piece of JSON; those of a list are its first item's."""
    if isinstance(value, dict):
        return {key: describe_shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [describe_shape(value[0])] if value else []
    return type(value).__name__
