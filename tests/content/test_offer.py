"""What an offer says is read once, whoever asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.test import SimpleTestCase, TestCase
from wagtail.blocks import StreamValue

from tests.builders import complete_health_service, complete_offer
from wagtail_localoffer.compliance import check_offer
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.parts import read_text
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE
from wagtail_localoffer.models import LocalOfferPage
from wagtail_localoffer.public.sen_report import build_report


@contextmanager
def count_parses() -> Iterator[Counter[str]]:
    """How often each text is parsed that nobody has read before."""
    parsed: Counter[str] = Counter()
    parse = BeautifulSoup.__init__

    def count(self: Any, markup: str = "", *args: Any, **kwargs: Any) -> None:
        parsed[markup] += 1
        parse(self, markup, *args, **kwargs)

    read_text.cache_clear()
    with mock.patch.object(BeautifulSoup, "__init__", count):
        yield parsed


def count_readings() -> Any:
    """How often a body is read as it is stored."""
    return mock.patch.object(
        StreamValue, "get_prep_value", autospec=True, side_effect=get_prep_value
    )


get_prep_value = StreamValue.get_prep_value


class ReadOnceTests(TestCase):
    def setUp(self) -> None:
        self.offer = LocalOfferPage.objects.get(pk=complete_offer().pk)

    def test_a_check_with_all_its_advice_parses_each_text_once(self) -> None:
        with count_parses() as parsed:
            check_offer(self.offer)
        self.assertEqual(set(parsed.values()), {1})

    def test_a_checklist_parses_each_text_once(self) -> None:
        with count_parses() as parsed:
            self.offer.get_checklist()
        self.assertEqual(set(parsed.values()), {1})

    def test_a_report_parses_each_text_once(self) -> None:
        with count_parses() as parsed:
            build_report(self.offer)
        self.assertEqual(set(parsed.values()), {1})

    def test_the_body_is_read_once_for_a_check_and_once_for_a_checklist(self) -> None:
        for look in (check_offer, LocalOfferPage.get_checklist, build_report):
            with self.subTest(look.__name__), count_readings() as readings:
                look(self.offer)
                self.assertEqual(readings.call_count, 1)

    def test_a_fingerprint_parses_no_text(self) -> None:
        with count_parses() as parsed:
            self.assertTrue(read(self.offer).fingerprint)
        self.assertEqual(parsed.total(), 0)

    def test_it_makes_no_query(self) -> None:
        with self.assertNumQueries(0):
            content = read(self.offer)
            self.assertTrue(content.parts and content.contacts and content.fingerprint)


class ContentTests(SimpleTestCase):
    def read(self, *blocks: tuple[str, Any]) -> Content:
        stored = [{"type": kind, "value": value} for kind, value in blocks]
        return Content(LANCASHIRE, {"setting_type": None}, stored)

    def test_what_was_read_is_not_read_again(self) -> None:
        content = self.read()
        self.assertIs(read(content), content)

    def test_a_setting_without_a_type_has_an_empty_one(self) -> None:
        self.assertEqual(self.read().setting_type, "")

    def test_the_first_link_to_a_council_counts(self) -> None:
        content = self.read(("health", {}), ("council_link", 3), ("council_link", 4))
        self.assertEqual(content.council_key, 3)
        self.assertEqual([link.place for link in content.council_links], [1, 2])

    def test_what_is_no_key_of_a_council_is_none(self) -> None:
        for value in (None, "3", [3], {}):
            with self.subTest(value):
                self.assertIsNone(self.read(("council_link", value)).council_key)

    def test_of_a_section_that_is_there_twice_the_first_counts(self) -> None:
        texts = [{"text": f"<p>{words}</p>"} for words in ("One", "Two")]
        content = self.read(*(("health", text) for text in texts))
        self.assertEqual(content.parts_by_block["health"].prose, ["One"])
        self.assertEqual(len(content.parts), 2)


class DetailsTests(TestCase):
    def test_the_front_sheet_is_read_with_what_the_rules_ask(self) -> None:
        service = complete_health_service(minimum_age=3)
        details = read(service).details
        self.assertEqual(details["provider_name"], service.provider_name)
        self.assertEqual(details["minimum_age"], 3)
        # It is no setting.
        self.assertIsNone(details["setting_type"])
