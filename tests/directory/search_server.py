"""A server that answers as Elasticsearch does, for as much as Wagtail asks of it."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

#: As its standard analyser does: a sign between two letters doesn't part a word.
TOKEN = re.compile(r"\w+(?:[.'’:]\w+)*")

TYPE = "application/vnd.elasticsearch+json;compatible-with=9"


class Refused(Exception):
    """It isn't asked as Elasticsearch can be asked."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class SearchServer(ThreadingHTTPServer):
    """Keeps indices in memory. What it doesn't know it refuses, rather than guess."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        #: The documents of each index by their identifiers.
        self.indices: dict[str, dict[str, dict[str, Any]]] = {}
        self.mappings: dict[str, dict[str, Any]] = {}
        self.aliases: dict[str, str] = {}
        #: The searches that were asked for.
        self.searches: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self._scrolls: dict[str, tuple[list[Any], int]] = {}

    def __enter__(self) -> SearchServer:
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *args: Any) -> None:
        self.shutdown()
        self.server_close()

    def answer(self, method: str, path: str, query: str, sent: str) -> Any:
        match [method, *path.strip("/").split("/")]:
            case ["PUT" | "POST", name, "_bulk"]:
                lines = [json.loads(line) for line in sent.split("\n")]
                return self._index_many(name, lines)
            case ["POST", "_search", "scroll"]:
                return self._go_on(json.loads(sent)["scroll_id"])
            case ["DELETE", "_search", "scroll"]:
                del self._scrolls[json.loads(sent)["scroll_id"]]
                return {"succeeded": True, "num_freed": 1}
            case ["HEAD", "_alias", name]:
                if name not in self.aliases:
                    raise Refused(404, f"alias [{name}] missing")
                return {}
            case ["GET", "_alias", name]:
                return {self.aliases[name]: {"aliases": {name: {}}}}
            case ["PUT", name, "_alias", alias]:
                self._find(name)
                self.aliases[alias] = name
                return {"acknowledged": True}
            case ["PUT", name, "_mapping"]:
                self._find(name)
                self.mappings[name] |= json.loads(sent)["properties"]
                return {"acknowledged": True}
            case ["POST", name, "_refresh"]:
                self._find(name)
                return {"_shards": {"total": 1, "successful": 1, "failed": 0}}
            case ["PUT", name, "_doc", key]:
                self._find(name)[key] = json.loads(sent)
                return {"_index": name, "_id": key, "result": "created"}
            case ["DELETE", name, "_doc", key]:
                if self._find(name).pop(key, None) is None:
                    raise Refused(404, f"[{key}]: not found")
                return {"_index": name, "_id": key, "result": "deleted"}
            case ["POST", name, "_search"]:
                return self._search(name, json.loads(sent), keeps="scroll=" in query)
            case ["PUT", name]:
                self.indices[name], self.mappings[name] = {}, {}
                return {"acknowledged": True, "index": name}
            case ["DELETE", name]:
                # NB: not by an alias.
                if self.indices.pop(name, None) is None:
                    raise Refused(404, f"no such index [{name}]")
                return {"acknowledged": True}
        raise Refused(405, f"no handler found for {method} {path}")

    def _find(self, name: str) -> dict[str, dict[str, Any]]:
        try:
            return self.indices[self.aliases.get(name, name)]
        except KeyError:
            raise Refused(404, f"no such index [{name}]") from None

    def _index_many(self, name: str, lines: list[Any]) -> dict[str, Any]:
        items = []
        for action, document in zip(lines[::2], lines[1::2], strict=True):
            [(verb, about)] = action.items()
            if verb != "index":
                raise Refused(400, f"unknown action [{verb}]")
            self._find(name)[about["_id"]] = document
            items.append({verb: {**about, "status": 201, "result": "created"}})
        return {"errors": False, "took": 1, "items": items}

    def _search(
        self, name: str, asked: dict[str, Any], *, keeps: bool
    ) -> dict[str, Any]:
        self.searches.append(asked)
        documents = self._find(name)
        mapping = self.mappings[self.aliases.get(name, name)]
        found = [
            document
            for document in documents.values()
            if _fits(document, asked["query"], mapping)
        ]
        for by in reversed(asked.get("sort", [])):
            [(field, order)] = by.items()
            if mapping.get(field, {}).get("type") not in ("keyword", "long"):
                raise Refused(400, f"No mapping found for [{field}] to sort on")
            found.sort(key=lambda each: each[field], reverse=order == "desc")
        start, size = asked.get("from", 0), asked.get("size", 10)
        if start + size > 10_000:
            raise Refused(400, "Result window is too large")
        hits = [
            {
                "_index": name,
                "_id": document["pk"],
                "_score": None,
                "fields": {"pk": [document["pk"]]},
            }
            for document in found
        ]
        if not keeps:
            return _give(hits[start : start + size])
        scroll = f"scroll-{len(self.searches)}"
        self._scrolls[scroll] = hits[size:], size
        return {"_scroll_id": scroll, **_give(hits[:size])}

    def _go_on(self, scroll: str) -> dict[str, Any]:
        hits, size = self._scrolls[scroll]
        self._scrolls[scroll] = hits[size:], size
        return {"_scroll_id": scroll, **_give(hits[:size])}


def _give(hits: list[Any]) -> dict[str, Any]:
    return {"took": 1, "timed_out": False, "hits": {"hits": hits}}


def _fits(document: dict[str, Any], query: Any, mapping: dict[str, Any]) -> bool:
    [(kind, about)] = query.items()
    if kind == "bool":
        if unknown := {*about} - {"must", "filter", "should", "must_not"}:
            raise Refused(400, f"[bool] query does not support {unknown}")
        if {"should", "must_not"} & {*about} and len(about) > 1:
            raise Refused(400, "[bool] query of several kinds is not known here")
        parts = [
            _fits(document, part, mapping)
            for given in about.values()
            for part in (given if isinstance(given, list) else [given])
        ]
        if "must_not" in about:
            return not any(parts)
        return any(parts) if "should" in about else all(parts)
    if kind == "exists":
        return document.get(about["field"]) is not None
    if kind == "terms":
        [(field, values)] = about.items()
        return document.get(field) in values
    if kind != "match":
        raise Refused(400, f"unknown query [{kind}]")
    [(field, wanted)] = about.items()
    if field not in mapping:
        # As there: what nothing has fits nothing.
        return False
    if mapping[field]["type"] == "keyword":
        return wanted in document[field]
    texts = [
        document[name]
        for name, each in mapping.items()
        if name in document and field in (name, *_list_copies(each))
    ]
    tokens = {token for text in texts for token in TOKEN.findall(text.lower())}
    asked = TOKEN.findall(wanted["query"].lower())
    which = all if wanted.get("operator") == "and" else any
    return which(word in tokens for word in asked)


def _list_copies(field: dict[str, Any]) -> list[str]:
    copies = field.get("copy_to", [])
    return [copies] if isinstance(copies, str) else copies


class _Handler(BaseHTTPRequestHandler):
    server: SearchServer
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(size).decode().rstrip("\n")
        asked = urlsplit(self.path)
        status = 200
        try:
            answer = self.server.answer(self.command, asked.path, asked.query, sent)
        except Refused as error:
            status, answer = error.status, {"error": {"reason": str(error)}}
            if status != 404:
                self.server.refused.append(f"{self.command} {self.path}: {error}")
        content = b"" if self.command == "HEAD" else json.dumps(answer).encode()
        self.send_response(status)
        # Its client refuses any other server.
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", TYPE)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _answer

    def log_message(self, *args: Any) -> None:
        """Say nothing of what is asked."""
