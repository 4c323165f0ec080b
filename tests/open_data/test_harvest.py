"""Reading the offers of another site: what is new, has changed, is gone, comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from tests.builders import complete_offer
from tests.open_data.feed_server import FeedServer, make_key
from tests.open_data.harvest_case import HarvestTestCase
from tests.open_data.judges import list_faults_of_ours
from tests.support import finds_at_once, with_search_index
from tests.webserver import Answer, Request, Trouble
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.offers.listings.filters import list_all, search
from wagtail_localoffer.offers.listings.rows import renew_all
from wagtail_localoffer.open_data.harvest import keeping, runs
from wagtail_localoffer.open_data.harvest.feeds import OfferFeed
from wagtail_localoffer.open_data.harvest.runs import harvest, list_sources
from wagtail_localoffer.open_data.harvest.wording import describe_state
from wagtail_localoffer.public.cache import get_stamp

pytestmark = pytest.mark.rows


class WholeRunTests(HarvestTestCase):
    def test_each_offer_gets_a_row_that_lists_can_show(self) -> None:
        self.server.add(1)
        self.assertEqual(self.harvest_all()["new"], 1)
        listing = OfferListing.objects.get(source=self.source)
        for name, value in {
            "name": "Meadow School 1",
            "language": "en-gb",
            "kind": "setting",
            "setting_type": "primary",
            "provider": "",
            "minimum_age": 18,
            "youngest": 1,
            "maximum_age": 11,
            "place": "Mill Lane\nAlderbeck\nZZ1 1AA",
            "telephone": "01632 960010",
            "contact": "Rowan Ash",
            "council_name": "Meadow Council",
            "facts": {"one_to_one": "yes"},
            "url": f"{self.server.url}offer-1/",
        }.items():
            with self.subTest(name):
                self.assertEqual(getattr(listing, name), value)
        self.assertIn("we teach in small groups", listing.text)
        self.assertIn(listing, list_all())

    def test_what_is_kept_has_the_shape_of_our_own_documents(self) -> None:
        given = self.server.add(1)
        self.harvest_all()
        kept = OfferListing.objects.get(source=self.source).document
        self.assertEqual(list_faults_of_ours(kept, "offer"), [])
        for name in ("name", "contacts", "sections", "ages", "address", "council"):
            with self.subTest(name):
                self.assertEqual(kept[name], given[name])

    @finds_at_once
    @with_search_index
    def test_it_is_found_by_its_words(self) -> None:
        self.server.add(1)
        self.harvest_all()
        listing = OfferListing.objects.get(source=self.source)
        self.assertEqual(search("small groups meadow", elsewhere=True), [listing.pk])

    def test_nothing_is_read_again_that_has_not_changed(self) -> None:
        for number in range(1, 4):
            self.server.add(number)
        self.harvest_all()
        self.server.forget()
        self.assertEqual(self.harvest_all()["unchanged"], 3)
        self.assertEqual(self.server.list_offers(), [])
        (page,) = [each for each in self.server.received if "&page=" in each.path]
        self.assertIn("If-None-Match", page.headers)

    def test_what_is_kept_of_lists_is_made_again_after_a_change_alone(self) -> None:
        self.server.add(1)
        before = get_stamp()
        self.harvest_all()
        after = get_stamp()
        self.assertNotEqual(after, before)
        self.harvest_all()
        self.assertEqual(get_stamp(), after)

    def test_only_what_has_changed_is_read_again(self) -> None:
        for number in range(1, 4):
            self.server.add(number)
        self.harvest_all()
        self.server.forget()
        self.server.add(2, name="Oak School", changed="2026-11-01T09:00:00.000Z")
        self.harvest_all()
        self.assertEqual(self.server.list_offers(), [make_key(2)])
        self.assertEqual(self.count(), {"changed": 1, "unchanged": 2})
        self.assertIn("Oak School", self.list_names())

    def test_an_offer_whose_row_alone_has_changed_is_asked_for_by_its_version(
        self,
    ) -> None:
        self.server.add(1)
        self.harvest_all()
        self.server.rows[0]["published"] = "2026-11-01T09:00:00.000Z"
        self.assertEqual(self.harvest_all()["unchanged"], 1)
        self.assertEqual(self.server.received[-1].path[-3:], "001")
        self.assertIn("If-None-Match", self.server.received[-1].headers)
        self.server.forget()
        self.harvest_all()
        self.assertEqual(self.server.list_offers(), [])

    def test_what_is_gone_is_hidden_and_shown_again_when_it_is_back(self) -> None:
        self.server.add(1)
        kept = self.server.add(2)
        self.harvest_all()
        self.server.take_back(2)
        self.assertEqual(self.harvest_all()["gone"], 1)
        self.assertEqual(self.list_names(), ["Meadow School 1"])
        self.assertEqual(list_all().count(), 1)
        self.server.put(kept["id"], kept)
        self.server.forget()
        self.assertEqual(self.harvest_all()["new"], 1)
        self.assertEqual(self.server.list_offers(), [])
        self.assertEqual(len(self.list_names()), 2)

    def test_what_is_listed_and_not_there_is_hidden_too(self) -> None:
        for status in (404, 410):
            with self.subTest(status):
                self.server.pages.clear()
                self.server.add(1)
                self.server.add(2)
                self.harvest_all()
                self.server.add(2, changed=f"2026-11-01T09:00:00.{status}Z")
                path = f"/open-data/offers/{make_key(2)}"
                self.server.pages[path] = Answer(status)
                self.harvest()
                self.assertEqual(self.source.report["gone"], 1)
                self.assertEqual(self.list_names(), ["Meadow School 1"])

    def test_what_has_been_gone_for_thirty_days_is_dropped(self) -> None:
        self.server.add(1)
        self.server.add(2)
        self.harvest_all()
        self.server.take_back(2)
        self.harvest_all()
        rows = self.source.listings.filter(name="Meadow School 2")
        rows.update(missing_since=timezone.now() - timedelta(days=29))
        self.harvest_all()
        self.assertTrue(rows.exists())
        rows.update(missing_since=timezone.now() - timedelta(days=31))
        self.harvest_all()
        self.assertFalse(rows.exists())

    def test_an_empty_list_is_a_whole_one(self) -> None:
        self.server.add(1)
        self.harvest_all()
        self.server.take_back(1)
        self.assertEqual(self.harvest_all()["gone"], 1)

    def test_one_of_which_every_offer_is_refused_says_so(self) -> None:
        for number in (1, 2):
            self.server.add(number, name="", title="")
        self.harvest()
        self.source.refresh_from_db()
        self.assertIn("each of its offers was refused", describe_state(self.source))

    def test_a_row_that_somebody_deleted_is_read_again(self) -> None:
        self.server.add(1)
        self.server.add(2)
        self.harvest_all()
        self.source.listings.first().delete()
        self.assertEqual(self.harvest_all()["new"], 1)

    def test_a_long_list_is_read_page_by_page(self) -> None:
        self.server.per_page = 2
        for number in range(1, 6):
            self.server.add(number)
        self.assertEqual(self.harvest_all()["new"], 5)
        self.assertEqual(self.harvest_all()["unchanged"], 5)

    def test_an_unchanged_page_costs_the_same_few_queries_for_any_number(self) -> None:
        counts = []
        for most in (4, 8):
            for number in range(1, most + 1):
                self.server.add(number)
            self.harvest_all()
            # One has come back as another version of the list, so all are looked at.
            self.server.spoil = lambda page, most=most: {**page, "note": most}
            with CaptureQueriesContext(
                connection,
            ) as queries:
                self.assertEqual(self.harvest_all()["unchanged"], most)
            counts.append(len(queries))
        self.assertEqual(*counts)
        self.assertLess(counts[0], 20)


class BrokenOffTests(HarvestTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.server.per_page = 2
        for number in range(1, 5):
            self.server.add(number)
        self.harvest_all()
        self.server.take_back(1)

    def break_off(self, answer: Answer | Trouble) -> None:
        self.server.pages["/open-data/offers?per_page=100&page=2"] = answer

    def test_a_run_that_broke_off_hides_nothing(self) -> None:
        self.break_off(Answer(500))
        run = self.harvest()
        self.assertIn("status 500", run.problem)
        self.assertEqual(len(self.list_names()), 4)
        self.assertEqual(self.source.problem, run.problem)

    def test_after_it_no_page_of_the_list_is_taken_for_known(self) -> None:
        self.break_off(Answer(500))
        self.harvest()
        self.server.pages.clear()
        self.server.forget()
        self.harvest_all()
        asked = [each for each in self.server.received if "&page=" in each.path]
        self.assertFalse([each for each in asked if "If-None-Match" in each.headers])

    def test_a_list_of_a_wrong_total_hides_what_is_not_there_either(self) -> None:
        self.server.take_back(2)
        self.server.rows.pop()
        self.server.spoil = lambda page: {**page, "total_items": 9}
        run = self.harvest()
        self.assertIn("lists 9 offers, and lists 1", run.problem)
        self.assertEqual(run.report.gone, 2)
        # It isn't in the list, but it is still there.
        self.assertEqual(self.list_names(), ["Meadow School 3", "Meadow School 4"])

    def test_what_a_wrong_total_has_asked_for_has_an_end(self) -> None:
        self.server.take_back(2)
        self.server.spoil = lambda page: {**page, "total_items": 9}
        with mock.patch.object(keeping, "MOST_CONFIRMED", 1):
            self.assertEqual(self.harvest().report.gone, 1)
            self.assertEqual(self.harvest().report.gone, 1)

    def test_what_it_read_before_is_kept(self) -> None:
        self.server.add(2, name="Oak School")
        self.break_off(Trouble.RESET)
        self.harvest()
        self.assertIn("Oak School", self.list_names())

    def test_it_is_tried_again_later_each_time_up_to_a_day(self) -> None:
        self.break_off(Answer(500))
        waits = []
        for _each in range(9):
            self.harvest()
            waits.append(self.source.next_attempt_at - self.source.last_attempt_at)
        minutes = [round(each.total_seconds() / 60) for each in waits]
        self.assertEqual(minutes[:4], [15, 30, 60, 120])
        self.assertEqual(minutes[-1], 24 * 60)
        self.assertFalse(list_sources().exists())
        self.assertTrue(list_sources(now=True).exists())

    def test_a_whole_run_forgets_the_failures(self) -> None:
        self.break_off(Answer(500))
        self.harvest()
        self.server.pages.clear()
        self.harvest_all()
        self.assertEqual((self.source.failures, self.source.problem), (0, ""))
        self.assertTrue(list_sources().exists())
        self.assertEqual(len(self.list_names()), 3)

    def test_a_server_that_is_down_is_not_asked_for_each_offer(self) -> None:
        self.source.listings.all().delete()
        self.server.per_page = 100
        for number in range(1, 20):
            self.server.add(number)
            path = f"/open-data/offers/{make_key(number)}"
            self.server.pages[path] = Answer(503)
        self.server.forget()
        self.assertIn("503", self.harvest().problem)
        asked = len(self.server.list_offers())
        self.assertEqual(asked, keeping.MOST_FAILURES)

    def test_offers_here_and_there_that_cannot_be_had_do_not_stop_a_run(self) -> None:
        self.server.per_page = 100
        self.harvest_all()
        for number in range(10, 30):
            self.server.add(number)
            if number % 2:
                path = f"/open-data/offers/{make_key(number)}"
                self.server.pages[path] = Answer(503)
        run = self.harvest()
        self.assertEqual((run.problem, run.report.new), ("", 10))
        self.assertEqual(run.report.refused, 10)
        # Now what stands between them is unchanged.
        self.assertEqual(self.harvest().problem, "")

    def test_bad_answers_are_those_of_a_server_that_works(self) -> None:
        self.server.per_page = 100
        for answer in (Answer(404), Answer(400), Answer(200, b"no JSON")):
            for number in range(10, 20):
                self.server.add(number)
                path = f"/open-data/offers/{make_key(number)}"
                self.server.pages[path] = answer
            run = self.harvest()
            with self.subTest(answer.status):
                self.assertEqual((run.problem, run.report.refused), ("", 10))

    def test_whoever_is_kept_out_does_not_take_an_offer_for_gone(self) -> None:
        for status in (401, 403, 408, 429):
            self.server.add(2, changed=f"2026-11-01T09:00:00.{status}Z")
            path = f"/open-data/offers/{make_key(2)}"
            self.server.pages.pop(path, None)
            self.harvest_all()
            names = self.list_names()
            self.server.add(2, changed=f"2026-11-02T09:00:00.{status}Z")
            self.server.pages[path] = Answer(status)
            with self.subTest(status):
                self.harvest()
                self.assertEqual(self.list_names(), names)

    def test_a_run_that_had_no_time_for_the_rest_goes_on_at_once(self) -> None:
        self.source.listings.all().delete()
        for longest, failures in ((3600, 0), (0, 1)):
            # Somebody has clicked first.
            with mock.patch.object(runs, "LONGEST_RUN", longest):
                run = harvest(self.source.pk, 0)
            self.source.refresh_from_db()
            self.assertIn("within 0 seconds", run.problem)
            self.assertEqual(self.source.failures, failures)

    def test_one_that_had_no_time_forgets_no_page_of_the_list(self) -> None:
        before = self.source.list_pages
        self.assertTrue(before["pages"])
        harvest(self.source.pk, 0)
        self.source.refresh_from_db()
        self.assertEqual(self.source.list_pages, before)

    def test_one_that_kept_something_goes_on_at_once_and_reads_the_rest(self) -> None:
        self.source.listings.all().delete()
        clock = SimpleNamespace(now=0.0)

        def let_time_pass(request: Request) -> None:
            if request.path.endswith(make_key(2)):
                clock.now = 3600.0

        self.server.on_request = let_time_pass
        clock.monotonic = lambda: clock.now
        with mock.patch("wagtail_localoffer.open_data.harvest.reading.time", clock):
            run = self.harvest()
        self.assertIn("within 3600 seconds", run.problem)
        self.assertEqual(self.list_names(), ["Meadow School 2"])
        self.assertEqual(self.source.failures, 0)
        self.assertTrue(list_sources().exists())
        self.harvest_all()
        self.assertEqual(self.count(), {"new": 2, "unchanged": 1})


class OthersTests(HarvestTestCase):
    def add_here(self, number: int) -> None:
        offer = complete_offer(live=True, setting_name="Here")
        Page.objects.filter(pk=offer.pk).update(translation_key=make_key(number))
        list(renew_all())

    def list_shown(self) -> list[str]:
        """The names of the offers that directories list."""
        return sorted(list_all().values_list("name", flat=True))

    def test_an_offer_that_is_here_is_not_listed_from_elsewhere(self) -> None:
        self.add_here(1)
        self.server.add(1)
        self.server.add(2)
        self.harvest_all()
        self.assertEqual(self.count(), {"new": 2, "elsewhere": 1})
        self.assertEqual(self.list_shown(), ["Here", "Meadow School 2"])

    def test_an_offer_that_another_source_lists_is_not_listed_twice(self) -> None:
        self.server.add(1)
        self.harvest_all()
        with FeedServer() as server:
            server.add(1, name="A lie")
            other = self.add_source(server, name="Other")
            run = self.harvest(other)
        self.assertEqual((run.report.new, run.report.elsewhere), (1, 1))
        self.assertEqual(self.list_shown(), ["Meadow School 1"])

    def test_of_two_sources_the_older_counts_whoever_was_read_first(self) -> None:
        with FeedServer() as server:
            server.add(1, name="A lie")
            other = self.add_source(server, name="Other")
            self.harvest(other)
        self.assertEqual(self.list_shown(), ["A lie"])
        self.server.add(1)
        self.harvest()
        self.assertEqual(self.list_shown(), ["Meadow School 1"])
        OfferSource.objects.filter(pk=self.source.pk).update(is_active=False)
        self.assertEqual(self.list_shown(), ["A lie"])

    def test_what_has_come_here_meanwhile_is_shown_from_here(self) -> None:
        self.server.add(1)
        self.harvest_all()
        self.add_here(1)
        self.harvest_all()
        self.assertEqual(self.count(), {"unchanged": 1, "elsewhere": 1})
        self.assertEqual(self.list_shown(), ["Here"])

    def test_a_draft_here_takes_no_offer_from_families(self) -> None:
        self.server.add(1)
        self.harvest_all()
        offer = complete_offer()
        pages = Page.objects.filter(pk=offer.pk)
        pages.update(translation_key=make_key(1), live=False)
        self.harvest_all()
        self.assertEqual(self.count(), {"unchanged": 1})
        self.assertEqual(self.list_shown(), ["Meadow School 1"])

    def test_a_source_that_is_not_active_keeps_nobody_else_out(self) -> None:
        self.server.add(1)
        self.harvest_all()
        OfferSource.objects.update(is_active=False)
        with FeedServer() as server:
            server.add(1)
            other = self.add_source(server, name="Other")
            self.assertEqual(self.harvest(other).report.new, 1)
        self.assertIsNone(harvest(self.source.pk))

    def test_a_page_on_another_site_of_the_source_must_be_named_first(self) -> None:
        self.server.add(1, url="https://www.trust.example/offer/")
        (reason,) = self.harvest().report.reasons
        self.assertIn("https://www.trust.example/offer/", reason)
        self.source.other_hosts = "trust.example\n"
        self.source.save()
        self.assertEqual(self.harvest_all()["new"], 1)

    def test_a_source_of_offers_stays_one_whatever_it_answers(self) -> None:
        self.server.add(1)
        self.harvest_all()
        path = "/open-data/offers?per_page=1"
        for edited in (False, True):
            for status in (403, 404):
                with self.subTest(status=status, edited=edited):
                    self.server.pages[path] = Answer(status)
                    self.server.forget()
                    if edited:
                        keeping.forget(self.source)
                        self.source.save()
                    self.harvest_all()
                    self.assertNotIn("services", " ".join(self.server.list_paths()))

    def test_a_source_with_another_address_may_be_something_else(self) -> None:
        self.server.add(1)
        self.harvest_all()
        with FeedServer(kind="services") as server:
            self.source.url = server.source_url
            keeping.forget(self.source)
            self.source.save()
            self.harvest_all()
        self.assertEqual(self.count(), {"gone": 1})

    def test_what_is_refused_since_the_source_was_edited_is_hidden(self) -> None:
        self.source.other_hosts = "www.trust.example"
        self.source.save()
        self.server.add(1, url="https://www.trust.example/offer/")
        self.server.add(2)
        self.harvest_all()
        self.source.other_hosts = ""
        keeping.forget(self.source)
        self.source.save()
        self.harvest()
        self.assertEqual(self.count(), {"changed": 1, "refused": 1, "gone": 1})
        self.assertEqual(self.list_names(), ["Meadow School 2"])

    def test_what_is_refused_as_it_has_changed_stays_what_it_was(self) -> None:
        self.server.add(1)
        self.harvest_all()
        self.server.add(1, kind="spaceship")
        self.harvest()
        self.assertEqual(self.list_names(), ["Meadow School 1"])


class ClaimTests(HarvestTestCase):
    def test_nobody_else_reads_a_source_while_it_is_read(self) -> None:
        self.server.add(1)
        self.source.claimed_until = timezone.now() + timedelta(minutes=1)
        self.source.save()
        self.assertIsNone(harvest(self.source.pk))
        self.assertEqual(self.server.received, [])

    def test_a_process_that_died_keeps_a_source_only_for_a_while(self) -> None:
        self.source.claimed_until = timezone.now() - timedelta(seconds=1)
        self.source.save()
        self.harvest_all()
        self.assertIsNone(self.source.claimed_until)

    def test_a_source_is_free_again_when_somebody_breaks_off_its_reading(self) -> None:
        with (
            mock.patch.object(runs, "read_pages", side_effect=KeyboardInterrupt),
            self.assertRaises(KeyboardInterrupt),
        ):
            harvest(self.source.pk)
        self.source.refresh_from_db()
        self.assertIsNone(self.source.claimed_until)
        self.harvest_all()

    def test_what_was_entered_while_it_was_read_is_not_overwritten(self) -> None:
        rows = OfferSource.objects.filter(pk=self.source.pk)
        entered = {"url": "https://new.example/open-data/", "report": {}}
        self.server.add(1)

        def edit(page: Any) -> Any:
            rows.update(**entered)
            return page

        with mock.patch.object(runs, "read_pages", side_effect=lambda *a: edit(())):
            harvest(self.source.pk)
        self.assertEqual(rows.values("url", "report").get(), entered)

    def test_sites_taken_away_while_it_was_read_are_not_forgotten(self) -> None:
        self.source.other_hosts = "www.trust.example"
        self.source.save()
        self.server.add(1, url="https://www.trust.example/offer/")
        read = OfferFeed.read

        def read_and_edit(*given: Any) -> Any:
            source = OfferSource.objects.get(pk=self.source.pk)
            source.other_hosts = ""
            keeping.forget(source)
            source.save()
            return read(*given)

        with mock.patch.object(OfferFeed, "read", read_and_edit):
            harvest(self.source.pk)
        self.assertEqual(self.list_names(), ["Meadow School 1"])
        self.harvest()
        self.assertEqual(self.list_names(), [])


class CommandTests(HarvestTestCase):
    def call(self, *arguments: str) -> tuple[int, list[str]]:
        output = StringIO()
        status = 0
        try:
            call_command("harvest_local_offers", *arguments, stdout=output)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        return status, output.getvalue().splitlines()

    def test_it_says_what_became_of_each_source(self) -> None:
        self.server.add(1)
        status, (line,) = self.call()
        self.assertEqual(status, 0)
        self.assertEqual(
            line,
            "Meadow Trust: New: 1. Changed: 0. Unchanged: 0. Gone: 0. Refused: 0.",
        )

    def test_it_says_why_offers_were_refused_and_fails(self) -> None:
        self.server.add(1, kind="spaceship")
        status, (_line, reason) = self.call()
        self.assertEqual(status, 1)
        self.assertEqual(reason, "  “Meadow School 1”: “kind” is not what it must be.")

    def test_a_source_that_is_down_does_not_stop_the_others(self) -> None:
        self.add_source(self.server, name="Down", url="http://127.0.0.1:9/open-data/")
        status, lines = self.call()
        self.assertEqual(status, 1)
        self.assertEqual(len(lines), 2)

    def test_a_source_that_can_not_be_recorded_does_not_stop_the_others(self) -> None:
        self.add_source(self.server, name="Odd", url="http://127.0.0.1:9/open-data/")
        real = runs._plan

        def plan(source: OfferSource, *args: Any, **kwargs: Any) -> Any:
            if source.name == "Odd":
                raise ValueError
            return real(source, *args, **kwargs)

        with (
            mock.patch.object(runs, "_plan", plan),
            self.assertLogs("wagtail_localoffer", "ERROR"),
        ):
            status, lines = self.call()
        self.assertEqual(status, 1)
        self.assertIn("Odd: It was not read. The log says why.", lines)
        self.assertEqual(len(lines), 2)
        self.assertFalse(OfferSource.objects.exclude(claimed_until=None).exists())

    def test_one_that_waits_and_is_named_says_until_when(self) -> None:
        self.source.next_attempt_at = datetime(2099, 5, 4, 9, 30, tzinfo=UTC)
        self.source.save()
        status, (line,) = self.call("Meadow Trust")
        self.assertEqual(status, 0)
        self.assertIn("Meadow Trust: It waits until 4 May 2099, ", line)
        self.assertIn("--now", line)
        self.assertEqual(self.server.received, [])

    def test_it_waits_after_a_failure_unless_it_is_told_not_to(self) -> None:
        self.server.pages["/open-data/"] = Answer(500)
        self.call()
        self.assertEqual(self.call(), (0, []))
        self.assertEqual(self.call("--now")[0], 1)

    def test_it_reads_only_the_sources_that_are_named(self) -> None:
        self.add_source(self.server, name="Down", url="http://127.0.0.1:9/open-data/")
        for name in ("Meadow Trust", str(self.source.pk)):
            with self.subTest(name):
                self.assertEqual(len(self.call(name)[1]), 1)
        with self.assertRaisesMessage(CommandError, "There is no active source 'No'"):
            self.call("No")
