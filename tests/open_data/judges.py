"""Judges of what machines read: the schemas of the standard, and our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wagtail_localoffer.open_data.views import get_schema

SCHEMAS = Path(__file__).parent / "schemas"


def load(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


SERVICE = load("service")
TERM = SERVICE["properties"]["attributes"]["items"]["properties"]["taxonomy_term"]
PLACE = SERVICE["properties"]["service_at_locations"]["items"]
#: Its ``taxonomy.json``, which no compiled schema has.
TAXONOMY = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string"},
        "description": {"type": "string"},
        "taxonomy_terms": {"type": "array", "items": TERM},
    },
    "required": ["id", "name", "description"],
}
PAGE = load("openapi")["components"]["schemas"]["Page"]


def list_faults(value: Any, schema: Any) -> list[str]:
    """What is wrong with a reply, each with where it stands."""
    # To import it takes a second, and not each process of a test run has a use for it.
    from jsonschema import Draft202012Validator

    judge = Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{each.json_path}: {each.message}" for each in judge.iter_errors(value)]


def list_faults_of_page(page: Any, schema: Any) -> list[str]:
    """What is wrong with a page of a list, and with what it lists."""
    faults = list_faults(page, {**PAGE, "required": list(PAGE["properties"])})
    if set(page) != set(load("example_service_list")):
        faults.append(f"The envelope has other keys: {sorted(page)}")
    return faults + [
        fault for each in page["contents"] for fault in list_faults(each, schema)
    ]


def list_faults_of_ours(value: Any, name: str) -> list[str]:
    """
    What is wrong with a reply by the schema that we publish.

    :param name: what it is, of the definitions there.
    """
    return list_faults(value, {**get_schema(), "$ref": f"#/$defs/{name}"})
