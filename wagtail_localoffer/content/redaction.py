"""Stored content without a person: other words where it mentions them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from wagtail_localoffer.text.mentions import Person

#: Keys under which no words stand, but what a page or a block is found by.
NO_WORDS = frozenset(
    ("id", "type", "slug", "url_path", "path", "contentpath", "linktype", "pk")
)

#: What is only of use together with the name: all of it is about one person.
OF_A_CONTACT = ("name", "email", "telephone")


class Redaction:
    """
    Takes a person out of values, and keeps account of where they stood.

    The contact whose name it is loses its email address and telephone number with it.
    They are left empty, so that no offer goes live before somebody else is named.
    """

    def __init__(self, person: Person, words: str) -> None:
        self.person = person
        self.words = words
        #: How often they were mentioned, by the field or the block.
        self.counts: Counter[str] = Counter()
        #: Names of contacts that were theirs, as they were written.
        self.names: set[str] = set()
        #: What stood beside their name or address, and may be theirs too.
        self.beside: set[str] = set()

    def take_out(self, value: Any, part: str = "") -> Any:
        """
        Take the person out of a value as a database keeps it.

        :param part: the name of the field in which it stands.
        :raises RecursionError: lists are nested too deeply in it to be read.
        """
        match value:
            case str():
                return self._take_out_of_text(value, part)
            case {"type": str(name), "value": _} if part == "body":
                # The name of a block of an offer says more than that of its body.
                return self._take_out_of_dict(value, name)
            case dict():
                return self._take_out_of_dict(value, part)
            case list() | tuple():
                return [self.take_out(each, part) for each in value]
        return value

    def _take_out_of_text(self, text: str, part: str) -> str:
        if text[:1] in ("[", "{"):
            # Wagtail keeps the body of a revision as JSON in a text.
            try:
                value = json.loads(text)
            except ValueError:
                value = None
            if isinstance(value, list | dict):
                before = self.counts.total()
                value = self.take_out(value, part)
                is_changed = self.counts.total() > before
                return json.dumps(value, cls=DjangoJSONEncoder) if is_changed else text
        text, number = self.person.replace(text, self.words)
        if number:
            self.counts[part] += number
        return text

    def _take_out_of_dict(self, value: dict[str, Any], part: str) -> dict[str, Any]:
        if value.keys() >= {"name", "email"}:
            value = self._take_out_of_contact(value, part)
        return {
            key: each if key in NO_WORDS else self.take_out(each, part or key)
            for key, each in value.items()
        }

    def _take_out_of_contact(
        self, contact: dict[str, Any], part: str
    ) -> dict[str, Any]:
        filled = {
            key: each
            for key in OF_A_CONTACT
            if isinstance(each := contact.get(key), str) and each.strip()
        }
        theirs = {key for key in filled if self.person.count(filled[key])}
        if not theirs:
            return contact
        beside = {filled[key] for key in {"name", "email"} & filled.keys() - theirs}
        self.beside |= beside
        if "name" in theirs:
            self.names.add(filled["name"])
            theirs = set(filled)
        self.counts[part] += len(theirs)
        return {key: "" if key in theirs else each for key, each in contact.items()}
