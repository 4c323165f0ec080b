"""What tests of the open data have in common."""

from __future__ import annotations

from typing import Any

from tests.builders import complete_offer
from tests.support import PublicSiteTestCase

ROOT = "/open-data"


class OpenDataTestCase(PublicSiteTestCase):
    def fetch(self, path: str, **query: Any) -> Any:
        return self.client.get(f"{ROOT}/{path}", query)

    def read(self, path: str, **query: Any) -> Any:
        response = self.fetch(path, **query)
        self.assertEqual(response.status_code, 200, response.content[:300])
        return response.json()

    def find(self, path: str = "services", **query: Any) -> list[str]:
        """The names of the services that a question finds."""
        found = [
            each.get("service", each)["name"]
            for each in self.read(path, **query)["contents"]
        ]
        return sorted(found)


def make_live(make: Any = complete_offer, **changes: Any) -> Any:
    """Save a live offer without all that follows a publication."""
    return make(live=True, **changes)
