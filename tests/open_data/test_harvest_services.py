"""Feeds of Open Referral UK 3.0, and what becomes of their services."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import get_language, trans_real

from tests.open_data.feed_server import make_key
from tests.open_data.harvest_case import HarvestTestCase
from tests.open_data.judges import SCHEMAS, list_faults_of_ours
from wagtail_localoffer.models import OfferListing
from wagtail_localoffer.offers.records.identifiers import derive
from wagtail_localoffer.open_data.harvest import values
from wagtail_localoffer.open_data.harvest.feeds import ServiceFeed
from wagtail_localoffer.open_data.harvest.reading import TimeIsUp
from wagtail_localoffer.open_data.harvest.wording import describe_report

pytestmark = pytest.mark.rows

EXAMPLE = json.loads((SCHEMAS / "example_service_full.json").read_text("utf-8"))


def make_term(taxonomy: str, key: str, answer: str = "") -> dict[str, Any]:
    return {
        "id": derive("attribute", taxonomy, key),
        "link_type": "service",
        "taxonomy_term": {"id": derive("term", taxonomy, key), "name": key},
        **({"x_answer": answer} if answer else {}),
    }


class ServiceTests(HarvestTestCase):
    kind = "services"

    def keep(self, **changes: Any) -> OfferListing:
        service = {**EXAMPLE, **changes}
        self.server.put(service["id"], service)
        self.harvest_all()
        listing = OfferListing.objects.get(key=service["id"])
        # It may have no page, and its languages are not known.
        faults = list_faults_of_ours(listing.document, "offer")
        allowed = {"$.url", "$.languages", "$.sections[0].url"}
        self.assertLessEqual({each.split(":")[0] for each in faults}, allowed)
        return listing

    def test_the_example_of_the_standard_is_kept(self) -> None:
        listing = self.keep()
        for name, value in {
            "name": "Community Counselling",
            "kind": "service",
            "provider": "Example Organization Inc.",
            "minimum_age": 12,
            "maximum_age": 100,
            "url": "http://example.com/counselling",
            "place": "1-30 Main Street\nMyCity\nMyState\nABC 1234",
            "contact": "Ann Persona",
            # No place is as far north as it says.
            "latitude": None,
        }.items():
            with self.subTest(name):
                self.assertEqual(getattr(listing, name), value)
        self.assertIn("counselling services provided", listing.text)
        (section,) = listing.document["sections"]
        self.assertEqual(section["heading"], "Description")
        self.assertEqual(listing.document["reviewed"], "2005-01-01")

    def test_a_service_that_has_not_changed_is_not_read_again(self) -> None:
        self.keep()
        self.server.forget()
        self.assertEqual(self.harvest_all()["unchanged"], 1)
        self.assertEqual(self.server.list_offers(), [])

    def test_one_of_which_the_list_tells_no_changes_is_asked_for_by_its_version(
        self,
    ) -> None:
        self.keep(last_modified=None)
        self.server.forget()
        self.assertEqual(self.harvest_all()["unchanged"], 1)
        (request,) = [
            each for each in self.server.received if EXAMPLE["id"] in each.path
        ]
        self.assertIn("If-None-Match", request.headers)
        listing = self.keep(last_modified=None, fees="Gratis")
        self.assertIn("gratis", listing.text)

    def test_runs_that_are_too_short_for_all_of_them_come_to_an_end(self) -> None:
        read = ServiceFeed.read
        for number in range(10):
            key = make_key(number)
            self.server.put(key, {**EXAMPLE, "id": key, "last_modified": None})
        self.harvest_all()
        asked: list[str] = []
        for problems in (True, True, False):
            most = len(asked) + 4

            def read_some(feed: Any, reader: Any, key: str, etag: str) -> Any:
                # It is called in the same turn of the loop.
                if len(asked) == most:  # noqa: B023
                    raise TimeIsUp("It is late.")
                asked.append(key)
                return read(feed, reader, key, etag)

            with mock.patch.object(ServiceFeed, "read", read_some):
                self.assertEqual(bool(self.harvest().problem), problems)
            self.assertEqual(self.source.failures, 0)
        self.assertEqual(asked, [make_key(number) for number in range(10)])

    def test_terms_of_our_taxonomies_are_kinds_types_and_facts(self) -> None:
        listing = self.keep(
            attributes=[
                make_term("kind", "setting"),
                make_term("setting_type", "primary"),
                make_term("accessibility", "hoist"),
                make_term("accessibility", "lift", "partly"),
                make_term("nobody", "knows"),
            ]
        )
        self.assertEqual((listing.kind, listing.setting_type), ("setting", "primary"))
        self.assertEqual(listing.facts, {"hoist": "yes", "lift": "partly"})
        facts = listing.document["sections"][1]
        self.assertEqual(facts["key"], "accessibility")

    def test_only_services_that_are_active_are_listed(self) -> None:
        self.keep()
        self.server.put(EXAMPLE["id"], {**EXAMPLE, "status": "defunct"})
        self.harvest_all()
        self.assertEqual(self.count(), {"gone": 1, "inactive": 1})
        # The same when the list is known.
        self.harvest_all()
        self.assertEqual(self.count(), {"inactive": 1})
        self.assertIn("Not active: 1.", describe_report(self.source.report))

    def test_it_is_active_in_capitals_too(self) -> None:
        self.assertTrue(self.keep(status="Active"))

    def test_the_whole_service_may_say_that_it_is_not_active(self) -> None:
        for tells in ({}, {"last_modified": None}):
            with self.subTest(tells):
                self.keep(**tells)
                changed = {"last_modified": "2026-11-01T09:00:00Z", **tells}
                closed = {**EXAMPLE, "status": "Closed", **changed}
                self.server.put(EXAMPLE["id"], closed)
                self.server.rows[0].pop("status")
                self.harvest_all()
                self.assertEqual(self.count(), {"gone": 1, "inactive": 1})
                self.keep(**tells)
                self.assertEqual(self.count(), {"new": 1})

    def test_a_place_on_the_map_is_kept(self) -> None:
        location = {"id": "x", "name": "Hall", "latitude": 53.8, "longitude": -2.7}
        listing = self.keep(service_at_locations=[{"location": location}])
        self.assertEqual((listing.latitude, listing.longitude), (53.8, -2.7))
        self.assertEqual(listing.place, "Hall")

    def test_half_a_year_is_six_months(self) -> None:
        listing = self.keep(minimum_age=0.5, maximum_age=999)
        self.assertEqual((listing.minimum_age, listing.minimum_age_unit), (6, "months"))
        self.assertIsNone(listing.maximum_age)

    def test_its_page_may_be_anywhere_and_may_be_none(self) -> None:
        self.assertEqual(self.keep(url="https://a.example/").url, "https://a.example/")
        listing = self.keep(
            url="javascript:alert(1)",
            organization=None,
            last_modified="2026-01-01T00:00:00Z",
        )
        self.assertEqual(listing.url, "")

    def test_a_description_in_html_is_cleaned(self) -> None:
        listing = self.keep(description="<p onclick=x>Hi</p><script>x</script>")
        html = listing.document["sections"][0]["html"]
        self.assertTrue(html.startswith("<p>Hi</p>"))
        self.assertNotIn("<script", html)

    def test_signs_of_html_in_plain_words_are_words(self) -> None:
        listing = self.keep(description="For children < 5 & over\n\nWith parents")
        html = listing.document["sections"][0]["html"]
        self.assertIn("<p>For children &lt; 5 &amp; over</p><p>With parents</p>", html)
        text = listing.document["sections"][0]["text"]
        self.assertTrue(text.startswith("For children < 5 & over\nWith parents\n"))

    def test_labels_are_in_its_language_where_the_project_has_that(self) -> None:
        for code, yes in (("ur", "ہاں"), ("zz-abcd", "Yes")):
            with self.subTest(code):
                listing = self.keep(
                    languages=[{"x_code": code, "name": "Its own"}],
                    attributes=[make_term("accessibility", "hoist")],
                    last_modified=None,
                )
                self.assertEqual(listing.language, code)
                (fact,) = listing.document["sections"][1]["facts"]
                self.assertEqual(fact["answer_label"], yes)

    def test_django_keeps_no_language_for_a_source(self) -> None:
        kept = set(trans_real._translations)
        for number in range(3):
            self.keep(languages=[{"x_code": f"zz-{number}{number}"}], name=f"{number}")
        self.assertLessEqual(set(trans_real._translations), {*kept, "en", "en-gb"})

    def test_reasons_are_in_the_language_of_the_project(self) -> None:
        wrong = {"languages": [{"x_code": "ur"}], "minimum_age": "young"}
        self.server.put(EXAMPLE["id"], {**EXAMPLE, **wrong})
        for own in ("en-gb", "ur"):
            with (
                self.subTest(own),
                translation.override(own),
                mock.patch.object(values, "_", lambda text: f"{get_language()} {text}"),
            ):
                (reason,) = self.harvest().report.reasons
                self.assertIn(f"{settings.LANGUAGE_CODE} “minimum_age” is not", reason)

    def test_what_is_kept_can_be_written_for_every_database(self) -> None:
        document = self.keep(name="A\x00B\ud800").document
        json.dumps(document, cls=DjangoJSONEncoder).encode()

    def test_what_is_of_a_wrong_type_is_refused_alone(self) -> None:
        wrong: list[dict[str, Any]] = [
            {"name": None},
            {"organization": []},
            {"minimum_age": "young"},
            {"minimum_age": float("nan")},
            {"contacts": "Ann"},
            {"attributes": [7]},
            {"attributes": [{"taxonomy_term": "x"}]},
            {"service_at_locations": [{"location": 3}]},
            {"last_modified": "long ago"},
            {"description": 3},
            {"url": 4},
        ]
        for number, changes in enumerate(wrong):
            key = derive("test", str(number))
            self.server.put(key, {**EXAMPLE, "id": key, **changes})
        self.server.put(EXAMPLE["id"], EXAMPLE)
        run = self.harvest()
        self.assertEqual((run.problem, run.report.new), ("", 1))
        self.assertEqual(run.report.refused, len(wrong))
