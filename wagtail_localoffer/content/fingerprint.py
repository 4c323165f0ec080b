"""Fingerprints: a stable hash of what a reader sees of each part of an offer."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.utils.crypto import salted_hmac

from wagtail_localoffer.frameworks import SENCO
from wagtail_localoffer.text.html import strip_editor_marks
from wagtail_localoffer.text.plain import as_compared

#: The name of the part that holds what stands outside of the body.
FRONT_SHEET = "front_sheet"


#: Not a part but a fact within one: who the SENCO is.
SENCO_NAME = "senco_name"


#: What the key is used for. Another one here would make nobody's name comparable.
SALT = "wagtail_localoffer.senco_name"


EMPTY: tuple[Any, ...] = (None, "", [], {})


def hash_parts(front_sheet: list[Any], blocks: list[dict[str, Any]]) -> dict[str, str]:
    """
    Hash what a reader can see of an offer.

    A picture or a document counts as changed when another is chosen, the council's
    link when another council is.

    :param front_sheet: what stands outside of the body.
    :param blocks: the body as it is stored.
    :returns: a hash for ``front_sheet`` and for each block's name, equal for two
        versions if they say the same. White space makes no difference, nor does
        what nobody can see.
    """
    parts: dict[str, list[Any]] = {FRONT_SHEET: _visible(front_sheet)}
    for child in blocks:
        # A section in which nothing is written isn't on the page.
        if (visible := _visible(child.get("value"))) not in EMPTY:
            parts.setdefault(child["type"], []).append(visible)
    for contact in parts.get(SENCO.key, []):
        parts[SENCO_NAME] = [contact.get("name")] if isinstance(contact, dict) else []
    hashes = {name: _hash(values) for name, values in parts.items()}
    if SENCO_NAME in hashes:
        hashes[SENCO_NAME] = seal(hashes[SENCO_NAME])
    return hashes


def list_changed_parts(before: dict[str, str], now: dict[str, str]) -> set[str]:
    """Name the parts that read differently in two fingerprints."""
    return {
        part
        for part in {*before, *now} - {SENCO_NAME}
        if before.get(part) != now.get(part)
    }


def has_new_senco(before: dict[str, str], now: dict[str, str]) -> bool:
    """Whether somebody else is the SENCO, as far as both know who it is."""
    names = before.get(SENCO_NAME), now.get(SENCO_NAME)
    # Sealed with another key, or not at all, they can't be compared.
    keys = {(name or "").rpartition(":")[0] for name in names}
    return None not in names and len(keys) == 1 and names[0] != names[1]


def hash_senco_name(name: str) -> str:
    """The hash that an offer has whose SENCO is called ``name``."""
    return seal(_hash([_visible(name)]))


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


def _visible(value: Any) -> Any:
    match value:
        case str():
            return strip_editor_marks(value) if "<" in value else as_compared(value)
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


def _hash(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    # Half of a character, which an older version has stored, can't be written in UTF-8.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
