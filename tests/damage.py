"""Offers as a program may have stored them, damaged at random."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tests.builders import complete_body
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.frameworks.lancashire import LANCASHIRE

#: Numbers with which code goes wrong more often than with others. JSON has no place for
#: the last three, and Python reads them nevertheless.
NUMBERS = st.sampled_from(
    [
        *(0, 1, -1, 5, 2**31, 2**63, 2**70, 1.5, 1e300),
        *(float("nan"), float("inf"), float("-inf")),
    ]
)

#: Half of a tag, a declaration, a number that is no character.
MARKUP = st.lists(
    st.sampled_from(
        [
            *("<", ">", "<![", "<![x", "<!", "<!--", "-->", "<?", "]]>", "<![CDATA["),
            *("&", "&#", "&#x", "&amp;", "&#99999999999;", "&#" + "9" * 5000 + ";"),
            *("<p>", "</p>", "<b>", "<a", "</a>", "<br>", "<p", "<script>", "<table>"),
            *('<a href="', '<a linktype="page">', '<a linktype="page" id="x">', '"'),
            *("<img src=x onerror=alert(1)>", "<embed embedtype='image'/>", "'", "="),
            *("SEND", "EHC plan", "01632 960014", "a@b.example", " ", "\n", "\u200b"),
        ]
    ),
    max_size=8,
).map("".join)

SCALARS = st.none() | st.booleans() | NUMBERS | st.text(max_size=5) | MARKUP

#: Names that mean something in a body, so that damage gets further than its edge.
NAMES = st.sampled_from(
    [
        *("type", "value", "id", "text", "more", "facts", "answer", "note", "heading"),
        *("columns", "rows", "values", "caption", "image", "alt_text", "quote"),
        *("name", "email", "telephone", "item", "table", "document", "other_language"),
        *("health", "senco_contact", "council_link", "own_section", "language"),
    ]
)


def nest(value: Any, levels: int) -> Any:
    """``value`` in so many lists, each in the next."""
    for _level in range(levels):
        value = [value]
    return value


# Made anew each time, because more damage may be done to what was drawn.
DEEP = st.sampled_from([20, 60]).map(lambda levels: nest("x", levels))

VALUES = st.recursive(
    SCALARS | NAMES | DEEP,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4)
    ),
    max_leaves=8,
)

#: One of each thing that a section may hold.
MORE: list[dict[str, Any]] = [
    {"type": "text", "value": "<p>More words.</p>", "id": "a"},
    {
        "type": "table",
        "id": "b",
        "value": {
            "columns": [
                {"type": "text", "heading": "Who"},
                {"type": "text", "heading": "What"},
            ],
            "rows": [{"values": ["Office", "Forms"]}, {"values": ["Nurse", "Care"]}],
            "caption": "Who to talk to",
        },
    },
    {
        "type": "image",
        "id": "c",
        "value": {"image": 1, "decorative": False, "alt_text": "The hall"},
    },
    {"type": "document", "value": 1, "id": "d"},
    {"type": "quote", "value": {"quote": "Kind.", "attribution": "A"}, "id": "e"},
    {
        "type": "other_language",
        "id": "f",
        "value": {"language": "pl", "text": "<p>Witamy.</p>"},
    },
]


def rich_body(framework: Framework = LANCASHIRE) -> list[dict[str, Any]]:
    """A complete body with one of everything."""
    body = complete_body(framework)
    by_name = {each["type"]: each["value"] for each in body}
    with_facts = next(
        each for each in framework.sections if each.key in by_name and each.facts
    )
    with_words = next(
        each
        for each in framework.sections
        if each.key in by_name and each.key != with_facts.key
    )
    key = with_facts.facts[0].key
    by_name[with_facts.key]["facts"] = {key: {"answer": "yes", "note": "01632 960014"}}
    by_name[with_words.key]["more"] = copy.deepcopy(MORE)
    own = {"heading": "Our garden", "text": "<p>A pond.</p>", "more": []}
    return [*body, {"type": "own_section", "value": own, "id": "g"}]


@st.composite
def damaged_bodies(draw: st.DrawFn, body: list[dict[str, Any]]) -> Any:
    """``body`` with something else, or nothing, at one to three of its places."""
    damaged: list[Any] = copy.deepcopy(body)
    for _time in range(draw(st.integers(1, 3))):
        places = list(_list_places(damaged))
        if not places:
            break
        around, key = places[draw(st.integers(0, len(places) - 1))]
        kind = draw(st.sampled_from(["replace", "replace", "take out", "add", "wrap"]))
        if kind == "replace":
            around[key] = draw(VALUES)
        elif kind == "take out":
            del around[key]
        elif kind == "wrap":
            around[key] = draw(st.sampled_from([[around[key]], {"value": around[key]}]))
        elif isinstance(around, dict):
            around[draw(NAMES)] = draw(VALUES)
        else:
            around.insert(key, draw(VALUES))
    return damaged


def _list_places(value: Any) -> Any:
    """All that stands in a value, each as what is around it and the key in that."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _list_places(value[key])
