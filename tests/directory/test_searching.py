"""Searching by words: with a search server, and where nothing can be searched."""

from __future__ import annotations

import os
import uuid
from importlib.util import find_spec
from typing import Any, ClassVar
from unittest import skipUnless

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models

from tests.builders import complete_health_service, complete_offer
from tests.directory.directory_case import DirectoryTestCase, add_source, list_live
from tests.directory.search_server import SearchServer
from tests.support import with_search_index
from wagtail_localoffer.models import OfferListing
from wagtail_localoffer.offers.listings.filters import SearchError, search
from wagtail_localoffer.offers.listings.rows import renew_all

pytestmark = pytest.mark.rows

SORRY = "Searching by words does not work at the moment."

#: Nobody listens there.
NOWHERE = "http://127.0.0.1:9"

needs_client = skipUnless(
    find_spec("elasticsearch"), "The client of Elasticsearch is not installed."
)


def use_server(url: str, backend: str = "elasticsearch9") -> Any:
    own = {
        "BACKEND": f"wagtail.search.backends.{backend}",
        "URLS": [url],
        "INDEX_PREFIX": f"localoffer_tests_{uuid.uuid4().hex}_",
    }
    return override_settings(WAGTAILSEARCH_BACKENDS={"default": own})


def refresh() -> None:
    """Wait until the server finds what it was given."""
    get_search_backend().get_index_for_model(OfferListing).refresh()


class ServerProofs(DirectoryTestCase):
    """What holds of any search server. Subclasses say which one they ask."""

    #: They are run for each server, and not without one.
    __test__ = False

    url: ClassVar[str]
    backend: ClassVar[str] = "elasticsearch9"

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        list_live(setting_name="Alder Primary", setting_type="primary")
        list_live(setting_name="St Birch’s College", setting_type="college")
        list_live(complete_health_service, setting_name="Therapy in 3.5 steps")
        cls.enterClassContext(use_server(cls.url, cls.backend))
        call_command("update_index", verbosity=0)
        cls.addClassCleanup(cls.drop_indices)

    @staticmethod
    def drop_indices() -> None:
        backend = get_search_backend()
        indices = map(backend.get_index_for_model, get_indexed_models())
        for index in {index.name: index for index in indices}.values():
            for each in index.aliased_indices():
                each.delete()

    def test_all_words_are_found_wherever_they_stand(self) -> None:
        for words, names in (
            ("alder primary", ["Alder Primary"]),
            ("ALDER chess", ["Alder Primary"]),
            ("football chess", ["Alder Primary", "St Birch’s College"]),
            ("chess diagnosis", []),
            ("alder OR zebra", []),
            ("!(:*", []),
        ):
            with self.subTest(words):
                self.assertEqual(self.find(q=words), names)

    def test_signs_in_a_word_are_no_part_of_it(self) -> None:
        for words, name in (
            ("birch's", "St Birch’s College"),
            ("birch’s", "St Birch’s College"),
            ("birch", "St Birch’s College"),
            ("3.5 steps", "Therapy in 3.5 steps"),
        ):
            with self.subTest(words):
                self.assertEqual(self.find(q=words), [name])

    def test_words_and_filters_are_asked_for_together(self) -> None:
        names = self.find(q="chess", setting_type="college", age=9)
        self.assertEqual(names, ["St Birch’s College"])

    def test_what_is_saved_is_found_and_what_is_deleted_is_not(self) -> None:
        offer = list_live(setting_name="Cedar Nursery")
        refresh()
        listing = OfferListing.objects.get(page=offer.pk)
        self.assertEqual(search("cedar"), [listing.pk])
        listing.name = "Dogwood Nursery"
        listing.save()
        refresh()
        self.assertEqual(search("dogwood"), [listing.pk])
        offer.delete()
        refresh()
        self.assertEqual(search("dogwood"), [])

    def test_more_are_found_than_a_server_answers_at_once(self) -> None:
        source = add_source()
        rows = OfferListing.objects.bulk_create(
            OfferListing(source=source, key=uuid.uuid4(), name=f"Faraway {number}")
            for number in range(205)
        )
        index = get_search_backend().get_index_for_model(OfferListing)
        index.add_items(OfferListing, rows)
        index.refresh()
        self.assertCountEqual(
            search("faraway", elsewhere=True), [row.pk for row in rows]
        )


@needs_client
class ContractTests(ServerProofs):
    """What Wagtail asks of Elasticsearch for us, with its own client, over HTTP."""

    __test__ = True
    server: ClassVar[SearchServer]

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = cls.enterClassContext(SearchServer())
        cls.url = cls.server.url
        super().setUpClass()

    def setUp(self) -> None:
        super().setUp()
        self.server.searches.clear()
        self.addCleanup(lambda: self.assertEqual(self.server.refused, []))

    def test_all_words_are_asked_of_all_that_is_indexed(self) -> None:
        search("Alder (primary) alder")
        [asked] = self.server.searches
        query = asked["query"]["bool"]
        words = {"query": "alder primary", "operator": "and"}
        self.assertEqual(query["must"], {"match": {"_all_text": words}})
        # Wagtail 7.4 asks for the names that it had before, too.
        kind = {"match": {"_django_content_type": "wagtail_localoffer.OfferListing"}}
        of_kind, here = query["filter"]
        asked_for = of_kind.get("bool", {}).get("should", [of_kind])
        self.assertIn(kind, asked_for)
        only_here = {"must_not": {"exists": {"field": "source_id_filter"}}}
        self.assertEqual(here, {"bool": only_here})

    def test_only_keys_are_answered(self) -> None:
        search("alder")
        [asked] = self.server.searches
        self.assertEqual((asked["_source"], asked["stored_fields"]), (False, "pk"))

    def test_no_place_is_indexed(self) -> None:
        offer = list_live(setting_name="Elm", address="1 Lane\nBrookby")
        self.assertTrue(OfferListing.objects.get(page=offer.pk).place)
        documents = [
            document
            for index in self.server.indices.values()
            for document in index.values()
            if "wagtail_localoffer.OfferListing" in document["_django_content_type"]
        ]
        self.assertTrue(documents)
        self.assertFalse([each for each in documents if "place" in each])

    def test_a_server_that_is_back_is_asked_again(self) -> None:
        with use_server(NOWHERE), self.assertLogs("wagtail_localoffer", "ERROR"):
            self.assertIn(SORRY, self.fetch(q="alder primary").text)
        self.assertEqual(self.find(q="alder primary"), ["Alder Primary"])


@skipUnless(
    "SEARCH_URL" in os.environ,
    "SEARCH_URL names no server of OpenSearch or Elasticsearch.",
)
class RealServerTests(ServerProofs):
    """The same, of a server that the environment names."""

    __test__ = True
    url = os.environ.get("SEARCH_URL", "")
    backend = os.environ.get("SEARCH_BACKEND", "opensearch3")


@needs_client
class DownTests(DirectoryTestCase):
    """A search server that can't be reached."""

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(use_server(NOWHERE))

    def test_open_data_says_so(self) -> None:
        with self.assertLogs("wagtail_localoffer", "ERROR"):
            response = self.client.get("/open-data/services", {"search": "alder"})
        self.assertEqual(response.status_code, 503)
        self.assertEqual(response.json()["parameter"], "search")

    def test_an_offer_is_listed_all_the_same(self) -> None:
        with self.assertLogs("modelsearch", "ERROR"):
            list_live(setting_name="Alder Primary")
        self.assertEqual(self.find(), ["Alder Primary"])


class FailingTests(DirectoryTestCase):
    """A search that fails as such, whatever the search is."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        for name, kind in (("Alder", "primary"), ("Birch", "college")):
            complete_offer(live=True, setting_name=name, setting_type=kind)
        renew_all()

    def setUp(self) -> None:
        super().setUp()
        self.enterContext(with_search_index)
        # It looks once what the database can do, and keeps that.
        get_search_backend()
        self.enterContext(connection.execute_wrapper(break_search))

    def fetch(self, **query: Any) -> Any:
        with self.assertLogs("wagtail_localoffer", "ERROR") as logs:
            page = super().fetch(**query)
        self.assertEqual(len(logs.records), 1)
        return page

    @pytest.mark.portable
    def test_it_says_so_and_lists_what_fits_all_else(self) -> None:
        page = self.fetch(q="alder", setting_type="college")
        self.assertEqual([each.text for each in page.select("#results h3")], ["Birch"])
        self.assertIn(SORRY, page.select_one("#results").text)
        self.assertTrue(page.title.text.startswith("Error:"))
        self.assertTrue(page.select('meta[name="robots"][content="noindex"]'))

    def test_the_words_stay_in_the_form(self) -> None:
        self.assertEqual(self.fetch(q="alder").select_one("#id_q")["value"], "alder")

    def test_the_counts_are_those_of_what_is_listed(self) -> None:
        self.assertIn("2 local offers", self.fetch(q="alder").text)
        types = self.fetch(q="alder").select("#id_setting_type option")
        self.assertIn("Primary school (1)", [each.text for each in types])

    def test_who_asks_for_no_words_is_told_nothing(self) -> None:
        self.assertNotIn(SORRY, super().fetch().text)

    def test_who_searches_is_told_in_code_too(self) -> None:
        with self.assertRaises(SearchError):
            search("alder")


def break_search(execute: Any, sql: str, *args: Any) -> Any:
    """Let the database refuse what Wagtail asks of its index."""
    return execute("SELECT 1 FROM no_such_table" if "indexentry" in sql else sql, *args)
