"""Fingerprints: a stable hash of what a reader sees of each part of an offer."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.utils.crypto import salted_hmac

from wagtail_localoffer.content.handover import COVER_UNTIL, VACANT
from wagtail_localoffer.content.people import is_vacant, list_traces
from wagtail_localoffer.content.tables import drop_empty_tables
from wagtail_localoffer.frameworks import SENCO, TEAMS
from wagtail_localoffer.text.html import strip_editor_marks
from wagtail_localoffer.text.plain import as_compared

#: The name of the part that holds what stands outside of the body.
FRONT_SHEET = "front_sheet"


#: Not a part but a fact within one: who the SENCO is.
SENCO_NAME = "senco_name"


#: The name of the part that is for councils alone: who keeps their entry up to date.
KEEPER = "keeper"


#: The parts of which each is about a few people.
CONTACTS = (SENCO.key, TEAMS.key, KEEPER)


class SencoChange(IntEnum):
    """What becomes of the SENCO's name. What counts for more comes first."""

    #: Nobody has the post.
    VACANT = 1
    #: It is surely somebody else.
    NEW = 2
    #: Somebody else has it for a while.
    COVER = 3
    #: It reads differently, and may be the same person.
    RENAMED = 4


#: Digits that are kept of what a name may have in common with another one.
TRACE_DIGITS = 6


#: Stands in the place of traces where nobody has the post, and beside them where
#: somebody only covers for another.
NOBODY, COVER = "vacant", "cover"


#: What the key is used for. Another one here would make nobody's name comparable.
SALT = "wagtail_localoffer.senco_name"


EMPTY: tuple[Any, ...] = (None, "", [], {})


def hash_parts(
    front_sheet: list[Any], blocks: list[dict[str, Any]], keeper: Iterable[Any] = ()
) -> dict[str, str]:
    """
    Hash what a reader can see of an offer.

    A picture or a document counts as changed when another is chosen, the council's
    link when another council is.

    :param front_sheet: what stands outside of the body.
    :param blocks: the body as it is stored.
    :param keeper: who keeps the council's entry up to date, in words.
    :returns: a hash for ``front_sheet`` and for each block's name, for ``reads_same``:
        two versions may say the same. White space makes no difference, nor does
        what nobody can see.
    """
    parts: dict[str, list[Any]] = {FRONT_SHEET: _visible(front_sheet)}
    if any(value not in EMPTY for value in keeper):
        parts[KEEPER] = _visible(list(keeper))
    with_tables: dict[str, list[Any]] = {}
    for child in blocks:
        name, value = child["type"], child.get("value")
        # A section in which nothing is written isn't on the page.
        if (visible := read_visible(value)) not in EMPTY:
            parts.setdefault(name, []).append(visible)
        if drop_empty_tables(value) is not value:
            visible = _visible(value)
        if visible not in EMPTY:
            with_tables.setdefault(name, []).append(visible)
    is_cover = False
    for contact in parts.get(SENCO.key, []):
        parts[SENCO_NAME] = _read_name(contact) if isinstance(contact, dict) else []
        is_cover = COVER_UNTIL in contact
    names = parts.pop(SENCO_NAME, None)
    hashes = {name: _hash_both_forms(values) for name, values in parts.items()}
    for name, values in with_tables.items():
        # Earlier versions kept the hash of tables in which nothing is written too.
        if name in parts and name != SENCO_NAME and values != parts[name]:
            hashes[name] = f"{hashes[name]}.{_hash_both_forms(values)}"
    if names is not None:
        hashes[SENCO_NAME] = _seal_name(names, is_cover=is_cover)
    return hashes


def list_changed_parts(before: dict[str, str], now: dict[str, str]) -> set[str]:
    """Name the parts that read differently in two fingerprints."""
    return {
        part
        for part in {*before, *now} - {SENCO_NAME}
        if not reads_same(before.get(part), now.get(part))
    }


def reads_same(one: str | None, other: str | None) -> bool:
    """
    Whether two hashes of a part say the same, as far as both can be compared.

    ``None`` is the hash of no part. What another key has sealed may be anything.
    """
    if one is None or other is None or one == other:
        return one == other
    if ":" in one or ":" in other:
        key, _colon, one = _seal_hash(one).partition(":")
        other_key, _colon, other = _seal_hash(other).partition(":")
        if key != other_key:
            return True
    return not set(one.split(".")).isdisjoint(other.split("."))


def is_known(one: str | None, others: list[str | None]) -> bool:
    """Whether one of several hashes of a part says the same."""
    return any(reads_same(one, other) for other in others)


def hide_people(hashes: dict[str, str]) -> dict[str, str]:
    """
    Take out of hashes what tells who was to be asked.

    The next news is still compared with what is left: it is of no use to whoever has a
    list of names, addresses and telephone numbers.
    """
    return {
        part: _seal_hash(value) if value and part in CONTACTS else value
        for part, value in hashes.items()
        if part != SENCO_NAME
    }


def _seal_hash(value: str) -> str:
    """Seal each of the hashes that a part may have; they share the mark of the key."""
    if ":" in value:
        return value
    marks, seals = zip(
        *(seal(each).split(":") for each in value.split(".")), strict=True
    )
    return f"{marks[0]}:{'.'.join(seals)}"


def find_senco_change(
    before: dict[str, str], now: dict[str, str]
) -> SencoChange | None:
    """Say what became of the SENCO's name, as far as both versions can be compared."""
    old, new = (_Sealed.read(each.get(SENCO_NAME)) for each in (before, now))
    if old is None or new is None or old.key != new.key or old.name == new.name:
        return None
    if new.is_vacant:
        return None if old.is_vacant else SencoChange.VACANT
    if new.is_cover and not old.is_cover:
        return SencoChange.COVER
    is_other = old.traces and new.traces and old.traces.isdisjoint(new.traces)
    return SencoChange.NEW if is_other else SencoChange.RENAMED


def hash_senco_name(name: str) -> str:
    """The hash that an offer has whose SENCO is called ``name``."""
    return _seal_name([read_visible(name)])


def is_senco_name(sealed: str | None, name: str) -> bool:
    """Whether ``sealed`` is the hash of an offer whose SENCO is called so."""
    found, wanted = _Sealed.read(sealed), _Sealed.read(hash_senco_name(name))
    return (
        found is not None
        and wanted is not None
        and (found.key, found.name) == (wanted.key, wanted.name)
    )


def seal(plain: str) -> str:
    """
    Make a hash of something short, such as a name, one that nobody can guess.

    Who has a list of names could hash them all. Without the site's own ``SECRET_KEY``
    that is of no use.

    :returns: a mark of the key, which tells seals of another key apart, and the seal.
    """
    mark, sealed = (
        salted_hmac(f"{SALT}.{use}", value, algorithm="sha256").hexdigest()
        for use, value in (("mark", ""), ("seal", plain))
    )
    return f"{mark[:8]}:{sealed[:32]}"


@dataclass(frozen=True)
class _Sealed:
    """A name that nobody can read, and what is left of it to be compared."""

    #: Names that another key has sealed can't be compared.
    key: str
    name: str
    #: None of them are known of what an earlier version of this package has sealed.
    traces: frozenset[str]
    is_cover: bool = False

    @classmethod
    def read(cls, value: str | None) -> _Sealed | None:
        """Read what ``_seal_name`` wrote; ``None`` if it was nothing of the kind."""
        if not value or ":" not in value:
            return None
        key, name, traces = [*value.split(":"), ""][:3]
        found = set(filter(None, traces.split(".")))
        return cls(key, name, frozenset(found - {COVER}), COVER in found)

    @property
    def is_vacant(self) -> bool:
        return NOBODY in self.traces


def _read_name(contact: dict[str, Any]) -> list[Any]:
    return [NOBODY if VACANT in contact else contact.get("name")]


def _seal_name(visible: list[Any], *, is_cover: bool = False) -> str:
    text = " ".join(each for each in visible if isinstance(each, str))
    if is_vacant(text):
        traces = [NOBODY]
    else:
        traces = sorted(
            seal(trace).rpartition(":")[2][:TRACE_DIGITS] for trace in list_traces(text)
        )
        traces += [COVER] if is_cover else []
    return f"{seal(_hash(visible))}:{'.'.join(traces)}"


def read_visible(value: Any) -> Any:
    """What a reader can see of a stored value: no ids, no marks of the editor."""
    return _visible(drop_empty_tables(value))


def _visible(value: Any) -> Any:
    match value:
        case str() if "<" in value:
            return strip_editor_marks(value)
        case str():
            return as_compared(value)
        case {"type": "item", "value": content, **rest} if rest.keys() <= {"id"}:
            # An item of a list, which may stand bare in another version.
            return _visible(content)
        case {"type": _, "value": _, **rest} if rest.keys() <= {"id"}:
            # A block of a stream: its id is for the editor only.
            return {"type": value["type"], "value": _visible(value["value"])}
        case dict():
            # A field that is empty reads the same as one that was not there when the
            # offer was saved, such as one that a newer version has added.
            parts = ((key, _visible(part)) for key, part in value.items())
            return {key: part for key, part in parts if part not in EMPTY}
        case list() | tuple():
            return [_visible(part) for part in value]
    return value


def _hash_both_forms(value: Any) -> str:
    """
    Hash a text whose letters may be stored in two ways (NFC).

    The second hash is of how it is stored, if that is another: earlier versions of this
    package kept that one.
    """
    text = _dump(value)
    forms = dict.fromkeys((unicodedata.normalize("NFC", text), text))
    return ".".join(map(_hash_text, forms))


def _hash(value: Any) -> str:
    return _hash_text(_dump(value))


def _dump(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _hash_text(text: str) -> str:
    # Half of a character, which an older version has stored, can't be written in UTF-8.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
