"""The admin of sources: other sites whose offers a directory lists."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.test.utils import WagtailTestUtils

from tests.open_data.feed_server import FeedServer
from tests.open_data.harvest_case import LOCAL
from tests.queues import BROKEN, WAITING
from tests.support import HOSTNAME, PublicSiteTestCase
from tests.webserver import Answer
from wagtail_localoffer.admin.sources import READ_NOW
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.open_data.harvest.runs import harvest

pytestmark = pytest.mark.rows

NAMES = "wagtail_localoffer_sources"
ADDRESS = "https://www.meadow.school/open-data/"


def find(name: str, *args: Any) -> str:
    return reverse(f"{NAMES}:{name}", args=args)


class SourceTestCase(WagtailTestUtils, PublicSiteTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.user = self.login()

    def login_with(self, *codenames: str) -> None:
        """Log in somebody who may do only so much with sources."""
        user = self.create_user("keeper", password="password")
        names = ("access_admin", *(f"{each}_offersource" for each in codenames))
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        self.client.force_login(user)

    def post(self, url: str = ADDRESS, **values: Any) -> Any:
        data = {"name": "Meadow School", "url": url, "is_active": "on", **values}
        return self.client.post(find("add"), data)

    def find_errors(self, url: str, **values: Any) -> str:
        response = self.post(url, **values)
        self.assertEqual(response.status_code, 200)
        self.assertFalse(OfferSource.objects.filter(name="Meadow School").exists())
        return " ".join(
            error for each in response.context["form"].errors.values() for error in each
        )


class FormTests(SourceTestCase):
    def test_a_source_is_added_and_its_history_says_by_whom(self) -> None:
        self.assertRedirects(self.post(), find("index"))
        source = OfferSource.objects.get()
        self.assertEqual((source.url, source.is_active), (ADDRESS, True))
        entry = ModelLogEntry.objects.get()
        self.assertEqual((entry.action, entry.user), ("wagtail.create", self.user))

    def test_an_address_is_kept_in_one_form(self) -> None:
        self.post("https://WWW.Meadow.school/open-data")
        self.assertEqual(OfferSource.objects.get().url, ADDRESS)
        OfferSource.objects.update(name="First")
        found = self.find_errors("https://www.meadow.school/open-data")
        self.assertIn("“First” has this address already.", found)

    def test_an_address_that_can_not_be_right_gets_a_message(self) -> None:
        for url, words in (
            ("ftp://www.meadow.school/open-data/", "begins with https://"),
            ("https://me:secret@www.meadow.school/", "begins with https://"),
            ("meadow", "valid URL"),
            ("https://www.meadow.school/?page=1", "behind “?” or “#”"),
            ("https://www.meadow.school/#offers", "behind “?” or “#”"),
            ("http://127.0.0.1/open-data/", "not a server of the public internet"),
            ("http://10.1.2.3/open-data/", "not a server of the public internet"),
            ("http://[::1]/open-data/", "not a server of the public internet"),
            ("http://169.254.169.254/latest/", "not a server of the public internet"),
            ("http://localhost:8000/open-data/", "not a server of the public internet"),
            ("http://intranet.local/open-data/", "not a server of the public internet"),
            (f"https://{HOSTNAME}/open-data/", "a site of this installation"),
            (f"http://{HOSTNAME.upper()}/", "a site of this installation"),
        ):
            with self.subTest(url):
                self.assertIn(words, self.find_errors(url))

    def test_a_local_address_is_taken_where_it_is_allowed(self) -> None:
        with override_settings(WAGTAIL_LOCALOFFER=LOCAL):
            self.post("http://localhost:8001/open-data/")
        self.assertTrue(OfferSource.objects.exists())

    def test_other_sites_are_kept_by_their_names(self) -> None:
        self.post(other_hosts="https://www.Trust.example/offers/\n\nclinic.example ")
        source = OfferSource.objects.get()
        self.assertEqual(source.other_hosts, "www.trust.example\nclinic.example")

    def test_what_is_no_name_of_a_site_gets_a_message(self) -> None:
        for line in ("uk", "our trust", "*.example", "a..b", "http://[1"):
            with self.subTest(line):
                found = self.find_errors(ADDRESS, other_hosts=line)
                self.assertIn("is not the name of a site", found)

    def test_another_address_is_read_from_the_beginning(self) -> None:
        source = OfferSource.objects.create(
            name="A",
            url=ADDRESS,
            failures=3,
            problem="Down.",
            next_attempt_at=timezone.now() + timedelta(days=1),
        )
        values = {"name": "A", "is_active": "on"}
        edit = find("edit", source.pk)
        self.client.post(edit, {**values, "url": ADDRESS})
        source.refresh_from_db()
        self.assertEqual(source.failures, 3)
        self.client.post(edit, {**values, "url": "https://www.oak.school/open-data/"})
        source.refresh_from_db()
        self.assertEqual((source.failures, source.problem), (0, ""))
        self.assertIsNone(source.next_attempt_at)


class ListTests(SourceTestCase):
    def add(self, number: int, **values: Any) -> OfferSource:
        url = f"https://www.school-{number}.example/open-data/"
        return OfferSource.objects.create(name=f"School {number}", url=url, **values)

    def test_the_list_says_how_each_source_is(self) -> None:
        source = self.add(1, last_success_at=timezone.now())
        self.add(2, problem="There is no server of that name.")
        self.add(3, is_active=False)
        self.add(4)
        make_listing(source, 1)
        make_listing(source, 2, missing_since=timezone.now())
        response = self.client.get(find("index"))
        for words in (
            "There is no server of that name.",
            "Not active: nobody sees its offers",
            "Not read yet",
            "Works",
        ):
            with self.subTest(words):
                self.assertContains(response, words)
        rows = response.context["object_list"]
        self.assertEqual([each.offers for each in rows], [1, 0, 0, 0])

    def test_it_makes_the_same_queries_for_any_number(self) -> None:
        self.add(1)
        self.client.get(find("index"))
        with self.assertNumQueries(FuzzyNumber()) as first:
            self.client.get(find("index"))
        for number in range(2, 8):
            self.add(number)
        with self.assertNumQueries(len(first)):
            self.client.get(find("index"))

    def test_it_is_searched_by_name_and_address(self) -> None:
        self.add(1)
        self.add(2)
        response = self.client.get(find("index"), {"q": "school-2"})
        self.assertContains(response, "School 2")
        self.assertNotContains(response, "School 1")

    def test_it_stands_in_the_menu_of_those_who_may_see_it(self) -> None:
        home = reverse("wagtailadmin_home")
        self.assertContains(self.client.get(home), find("index"))
        self.login_with()
        self.assertNotContains(self.client.get(home), find("index"))

    def test_who_may_not_is_turned_away(self) -> None:
        source = self.add(1)
        self.login_with()
        for url in (
            find("index"),
            find("add"),
            find("edit", source.pk),
            find("delete", source.pk),
            find("inspect", source.pk),
        ):
            with self.subTest(url):
                self.assertRedirects(self.client.get(url), reverse("wagtailadmin_home"))

    def test_who_may_only_look_gets_no_button(self) -> None:
        source = self.add(1)
        self.login_with("view")
        response = self.client.get(find("inspect", source.pk))
        self.assertNotContains(response, "Read it now")
        response = self.client.post(find("read_now", source.pk))
        self.assertRedirects(response, reverse("wagtailadmin_home"))


class FuzzyNumber(int):
    """Any number of queries: they are counted, and held against another count."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


class DeletionTests(SourceTestCase):
    def test_it_says_before_how_many_offers_go_too(self) -> None:
        source = OfferSource.objects.create(name="Meadow School", url=ADDRESS)
        for number in range(3):
            make_listing(source, number)
        url = find("delete", source.pk)
        self.assertContains(self.client.get(url), "3 offers of “Meadow School”")
        self.client.post(url)
        self.assertFalse(OfferSource.objects.exists())
        self.assertFalse(OfferListing.objects.exists())
        self.assertEqual(ModelLogEntry.objects.get().action, "wagtail.delete")


class ReadNowTests(SourceTestCase):
    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=LOCAL))
        self.server = self.enterContext(FeedServer())
        self.source = OfferSource.objects.create(
            name="Meadow School", url=self.server.source_url
        )
        self.url = find("inspect", self.source.pk)

    def read(self) -> Any:
        return self.client.post(find("read_now", self.source.pk), follow=True)

    def test_a_click_reads_the_source_and_says_what_was_found(self) -> None:
        self.server.add(1)
        response = self.read()
        self.assertRedirects(response, self.url)
        self.assertContains(response, "It was read. New: 1.")
        self.assertTrue(OfferListing.objects.exists())
        entry = ModelLogEntry.objects.get()
        self.assertEqual(entry.message, "Had its offers read")

    def test_what_went_wrong_is_said(self) -> None:
        self.server.pages["/open-data/"] = Answer(500)
        response = self.read()
        self.assertContains(response, "status 500")
        self.assertContains(response, "Next try not before")

    def test_an_error_of_ours_is_never_called_a_success(self) -> None:
        OfferSource.objects.update(last_success_at=timezone.now(), report={"new": 1})
        for target in ("tasks.harvest", "harvest.runs._plan"):
            name = f"wagtail_localoffer.open_data.{target}"
            with self.subTest(target), mock.patch(name, side_effect=ValueError):
                response = self.read()
                self.assertContains(response, "Something went wrong here.")
                self.assertNotContains(response, "It was read.")

    def test_one_that_another_process_took_meanwhile_was_not_read(self) -> None:
        def take(pk: int, seconds: float) -> None:
            until = timezone.now() + timedelta(minutes=1)
            OfferSource.objects.filter(pk=pk).update(claimed_until=until)

        with mock.patch("wagtail_localoffer.open_data.tasks.harvest", take):
            self.assertContains(self.read(), "It is being read already.")

    def test_the_page_of_a_source_says_why_offers_were_refused(self) -> None:
        self.server.add(1, name="<b>Bad</b>", kind="spaceship")
        harvest(self.source.pk)
        response = self.client.get(self.url)
        self.assertContains(response, "“&lt;b&gt;Bad&lt;/b&gt;”: “kind” is not what")
        self.assertContains(response, "Refused: 1.")

    def test_one_that_is_being_read_is_left_alone(self) -> None:
        self.source.claimed_until = timezone.now() + timedelta(minutes=1)
        self.source.save()
        self.assertContains(self.read(), "It is being read already.")
        self.assertEqual(self.server.received, [])

    def test_one_that_is_not_active_is_left_alone(self) -> None:
        OfferSource.objects.update(is_active=False)
        self.assertContains(self.read(), "It is not active.")
        self.assertEqual(self.server.received, [])

    def test_a_link_reads_nothing(self) -> None:
        response = self.client.get(find("read_now", self.source.pk))
        self.assertEqual(response.status_code, 405)

    def test_a_queue_that_is_away_is_said_and_logged(self) -> None:
        with (
            override_settings(TASKS=BROKEN),
            self.assertLogs("wagtail_localoffer", "ERROR") as logs,
        ):
            response = self.read()
        self.assertContains(response, "could not be given to the project’s task queue")
        self.assertIn("could not be queued", logs.output[0])
        self.assertFalse(ModelLogEntry.objects.filter(action=READ_NOW).exists())
        self.assertContains(self.read(), "It was read.")

    def test_with_a_worker_it_is_read_later(self) -> None:
        with override_settings(TASKS=WAITING):
            response = self.read()
        self.assertContains(response, "Open this page again")
        self.assertEqual(self.server.received, [])


def make_listing(source: OfferSource, number: int, **values: Any) -> OfferListing:
    return OfferListing.objects.create(
        source=source,
        key=f"00000000-0000-4000-8000-{number:012d}",
        language="en-gb",
        name=f"Offer {number}",
        kind="setting",
        **values,
    )
