"""Facts in stored bodies, asked of the database: no body is read for it."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import BooleanField, F, Func

from wagtail_localoffer.frameworks.choices import Answer

#: The answers that say that there is something.
GIVEN = (Answer.YES.value, Answer.PARTLY.value)


class GivesFact(Func):
    """
    Whether a body answers a fact with yes or partly.

    Django has no such question that all databases understand.
    """

    output_field = BooleanField()

    def __init__(self, section: str, fact: str) -> None:
        super().__init__(F("body"))
        self.section, self.fact = section, fact

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        # What a script stored may be no list of objects. SQLite fails if it reads text
        # as JSON, and keeps to the order of a CASE alone. Only Django's own name of the
        # column is put into the text (S608); all else is a parameter.
        sql = (
            f"EXISTS (SELECT 1 FROM json_each({column}) AS part "  # noqa: S608
            "WHERE CASE WHEN part.type = 'object' "
            "THEN json_extract(part.value, '$.type') = %s "
            "AND json_extract(part.value, %s) IN (%s, %s) END)"
        )
        path = f'$.value.facts."{self.fact}".answer'
        return sql, (*params, self.section, path, *GIVEN)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        answers = " || ".join(
            f"@.value.facts.{json.dumps(self.fact)}.answer == {json.dumps(each)}"
            for each in GIVEN
        )
        path = f"$[*] ? (@.type == {json.dumps(self.section)} && ({answers}))"
        return f"jsonb_path_exists({column}, %s::jsonpath)", (*params, path)

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        wanted = [
            json.dumps(
                [
                    {
                        "type": self.section,
                        "value": {"facts": {self.fact: {"answer": each}}},
                    }
                ]
            )
            for each in GIVEN
        ]
        sql = " OR ".join(f"JSON_CONTAINS({column}, %s)" for _each in wanted)
        return f"({sql})", (*params, wanted[0], *params, wanted[1])
