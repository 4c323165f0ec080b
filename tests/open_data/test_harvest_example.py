"""The offers of the example site, read from a process of its own as another site's."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from bs4 import BeautifulSoup
from django.test import SimpleTestCase, TestCase, override_settings

from tests.open_data.harvest_case import LOCAL
from tests.open_data.judges import list_faults_of_ours
from tests.support import PATIENCE, ROOT
from wagtail_localoffer.models import OfferListing, OfferSource
from wagtail_localoffer.offers.listings.filters import has_fact, list_all
from wagtail_localoffer.open_data.harvest.runs import Run, harvest

pytestmark = pytest.mark.rows

#: Each of two sites has one of these.
PARTS = ("first-thirty", "last-ten")

MANAGE = [sys.executable, str(ROOT / "example_site" / "manage.py")]


def find_free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class ExampleSite:
    """The example site with a database of its own, while it is a context manager."""

    def __init__(self, *load: str) -> None:
        """
        Prepare it.

        :param load: the command that loads its content, with its arguments.
        """
        self.load = load
        self.port = find_free_port()
        self.folder = tempfile.TemporaryDirectory(prefix="localoffer-harvest-")
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        self.environment |= {
            "EXAMPLE_SITE_VAR": self.folder.name,
            "PORT": str(self.port),
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/open-data/"

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [*MANAGE, *arguments],
            cwd=ROOT,
            env=self.environment,
            check=True,
            capture_output=True,
            timeout=PATIENCE,
            text=True,
        )
        return done.stdout

    def list_names(self) -> list[str]:
        """The names that families read in its directory, page by page."""
        names: list[str] = []
        number = 1
        while True:
            url = f"http://127.0.0.1:{self.port}/find/?page={number}"
            page = BeautifulSoup(requests.get(url, timeout=30).text, "html.parser")
            names += [each.text for each in page.select("#results h3")]
            if page.find("button", string="Next page") is None:
                return names
            number += 1

    def __enter__(self) -> ExampleSite:
        self.manage("migrate")
        self.manage(*self.load)
        self._server = subprocess.Popen(
            [*MANAGE, "runserver", "--noreload", f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(self._answers)
        return self

    def _answers(self) -> bool:
        try:
            return requests.get(self.url, timeout=5).ok
        except requests.RequestException:
            return False

    def __exit__(self, *args: object) -> None:
        self._server.terminate()
        self._server.wait()
        self.folder.cleanup()


def wait_for(is_so: Callable[[], bool]) -> None:
    ends_at = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > ends_at:
            raise TimeoutError
        time.sleep(0.1)


@pytest.mark.nightly
class ExampleSiteTests(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.enterContext(override_settings(WAGTAIL_LOCALOFFER=LOCAL))
        self.site = self.enterContext(ExampleSite("load_example"))
        # It has two sites, and neither is called as the machine on which it runs.
        self.source = OfferSource.objects.create(
            name="Example",
            url=self.site.url,
            other_hosts="localhost\ntrust.localhost",
        )

    def harvest(self) -> Run:
        run = harvest(self.source.pk)
        assert run is not None
        self.assertEqual((run.problem, run.report.reasons), ("", []))
        return run

    def read(self, path: str) -> Any:
        return requests.get(self.site.url + path, timeout=30).json()

    def test_all_its_offers_are_read_kept_right_and_hidden_when_they_are_gone(
        self,
    ) -> None:
        listed = self.read("offers/?per_page=100")
        number = listed["total_items"]
        self.assertGreater(number, 5)
        self.assertEqual(self.harvest().report.new, number)
        self.assertEqual(list_all().count(), number)
        for listing in OfferListing.objects.filter(source=self.source):
            with self.subTest(listing.name):
                whole = self.read(f"offers/{listing.key}")
                kept = listing.document
                self.assertEqual(list_faults_of_ours(kept, "offer"), [])
                for name in ("name", "url", "ages", "address", "council", "telephone"):
                    self.assertEqual(kept[name], whole[name])
                self.assertEqual(
                    [each["facts"] for each in kept["sections"]],
                    [each["facts"] for each in whole["sections"]],
                )
        self.assertTrue(list_all().filter(has_fact("step_free_entrance")).exists())
        self.assertEqual(self.harvest().report.unchanged, number)
        gone = listed["contents"][0]["id"]
        self.site.manage(
            "shell",
            "-c",
            "from wagtail.models import Page;"
            f"[p.unpublish() for p in Page.objects.filter(translation_key='{gone}')]",
        )
        self.assertEqual(self.harvest().report.gone, 1)
        self.assertEqual(list_all().count(), number - 1)


@pytest.mark.nightly
class TwoSitesTests(SimpleTestCase):
    def test_two_sites_list_each_other_s_offers(self) -> None:
        sites = [self.enterContext(self.make(part)) for part in PARTS]
        for here, there in (sites, reversed(sites)):
            here.manage(
                "shell",
                "-c",
                "from wagtail_localoffer.models import OfferSource;"
                f"OfferSource.objects.create(name='Neighbours', url='{there.url}')",
            )
            said = here.manage("harvest_local_offers")
            self.assertTrue(said.startswith("Neighbours: "), said)
        first, second = (site.list_names() for site in sites)
        self.assertEqual(len(set(first)), 40)
        self.assertEqual(first, second)
        # What was read elsewhere is not offered as one's own.
        for site, number in zip(sites, (30, 10), strict=True):
            listed = requests.get(f"{site.url}offers/", timeout=30).json()
            self.assertEqual(listed["total_items"], number)

    @staticmethod
    def make(part: str) -> ExampleSite:
        options = ("--offers", part, "--hostname", "127.0.0.1")
        return ExampleSite("load_council", *options)
