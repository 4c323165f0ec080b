"""Another site whose offers are read, as good or as bad as a test wants."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.webserver import Answer, Request, Trouble, WebServer
from wagtail_localoffer.open_data.views import ROOT

SECTION = {
    "key": "teaching",
    "anchor": "teaching",
    "heading": "Teaching",
    "url": "",
    "html": "<p>We teach in small groups.</p>",
    "text": "We teach in small groups.",
    "facts": [
        {
            "key": "one_to_one",
            "label": "One to one help",
            "answer": "yes",
            "answer_label": "Yes",
            "note": "In the mornings",
        }
    ],
}

CONTACT = {
    "name": "Rowan Ash",
    "role": "SENCO",
    "area": "",
    "email": "senco@meadow.example",
    "telephone": "01632 960020",
    "availability": "Mondays",
}


def make_key(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def make_document(number: int, host: str, **changes: Any) -> dict[str, Any]:
    """A document as ``/open-data/offers/<id>`` has it."""
    key = make_key(number)
    url = f"{host}offer-{number}/"
    data_url = f"{host}open-data/offers/{key}"
    document: dict[str, Any] = {
        "id": key,
        "kind": "setting",
        "language": "en-gb",
        "title": "Our local offer",
        "name": f"Meadow School {number}",
        "provider": f"Meadow School {number}",
        "setting_type": {"code": "primary", "label": "Primary school"},
        "identifier": {"register": "URN", "number": "123456"},
        "url": url,
        "data_url": data_url,
        "ages": {
            "minimum": 18,
            "minimum_unit": "months",
            "maximum": 11,
            "label": "18 months to 11",
        },
        "address": ["Mill Lane", "Alderbeck", "ZZ1 1AA"],
        "address_is_area": False,
        "telephone": "01632 960010",
        "council": {
            "name": "Meadow Council",
            "gss_code": None,
            "local_offer_url": "https://www.meadow.example/send",
        },
        "published": "2026-09-01T09:00:00.000Z",
        "changed": "2026-10-01T09:00:00.000Z",
        "reviewed": "2026-10-01",
        "next_review": "2027-10-01",
        "languages": [{"language": "en-gb", "url": url, "data_url": data_url}],
        "fingerprints": {"teaching": "a1"},
        "front_sheet": [{"key": "setting_name", "label": "Name", "value": "Meadow"}],
        "contacts": [CONTACT],
        "sections": [{**SECTION, "url": f"{url}#teaching"}],
        "report": [],
    }
    return {**document, **changes}


#: What only a whole document has.
WHOLE = ("front_sheet", "contacts", "sections", "report")


@dataclass
class FeedServer(WebServer):
    """Has open data below ``open-data/``, with versions, pages and whole offers."""

    #: What it lists, and what it says of each.
    rows: list[Any] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    #: "offers", or "services" for a feed of the standard alone.
    kind: str = "offers"
    per_page: int = 100
    #: Changes a page of the list before it is sent.
    spoil: Callable[[dict[str, Any]], Any] | None = None

    @property
    def source_url(self) -> str:
        return f"{self.url}open-data/"

    def add(self, number: int, **changes: Any) -> dict[str, Any]:
        """Publish an offer, or another version of it."""
        document = make_document(number, self.url, **changes)
        self.put(document["id"], document)
        return document

    def put(self, key: str, document: dict[str, Any]) -> None:
        row = {name: each for name, each in document.items() if name not in WHOLE}
        self.rows = [each for each in self.rows if each["id"] != key]
        self.rows.append({**row, "id": key})
        self.rows.sort(key=lambda each: str(each["id"]))
        self.documents[key] = document

    def take_back(self, number: int) -> None:
        key = make_key(number)
        self.rows = [each for each in self.rows if each["id"] != key]
        del self.documents[key]

    def list_paths(self) -> list[str]:
        """What was asked for, without what stands before it."""
        return [each.path.removeprefix("/open-data/") for each in self.received]

    def list_offers(self) -> list[str]:
        """The identifiers of the offers that were asked for."""
        paths = [each.split("/") for each in self.list_paths()]
        return [each[1] for each in paths if len(each) == 2 and each[0] == self.kind]

    def forget(self) -> None:
        self.received.clear()

    def take(self, request: Request) -> Answer | Trouble:
        set_answer = super().take(request)
        if request.path in self.pages or set_answer != self.answer:
            return set_answer
        parts = urlsplit(request.path)
        path = parts.path.removeprefix("/open-data/")
        if path == "":
            return self._answer(request, ROOT)
        if path == self.kind:
            return self._answer(request, self._list(parse_qs(parts.query)))
        kind, _slash, key = path.partition("/")
        if kind == self.kind and key in self.documents:
            return self._answer(request, self.documents[key])
        return Answer(404, b'{"status": 404}')

    def _list(self, query: dict[str, list[str]]) -> Any:
        number = int(query.get("page", ["1"])[0])
        size = min(int(query.get("per_page", ["25"])[0]), self.per_page)
        contents = self.rows[(number - 1) * size : number * size]
        pages = -(-len(self.rows) // size)
        page = {
            "total_items": len(self.rows),
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": contents,
        }
        return self.spoil(page) if self.spoil else page

    def _answer(self, request: Request, data: Any) -> Answer:
        body = json.dumps(data).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()}"'
        if request.headers.get("If-None-Match") == etag:
            return Answer(304, headers={"ETag": etag})
        return Answer(200, body, {"ETag": etag, "Content-Type": "application/json"})
