"""What import-linter can't see of how the package is laid out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.test import SimpleTestCase

from tests.support import ROOT
from wagtail_localoffer.choices import NoticeStatus

PACKAGE = ROOT / "wagtail_localoffer"

#: The modules whose verbs change the status of a row of the outbox.
WRITERS = {"notices/models.py", "notices/outbox.py"}

#: Methods and functions whose keyword ``status`` asks for rows, and changes none.
READERS = {"exclude", "filter", "get", "Q", "When"}


def find_writes(source: str) -> Iterator[int]:
    """
    Find the lines where the status of a row is written.

    A constructor may be given the first status of a new row.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), keywords=keywords):
                if name not in READERS and any(
                    keyword.arg == "status" for keyword in keywords
                ):
                    yield node.lineno
            case ast.Call(
                func=ast.Name(id="setattr"), args=[_, ast.Constant("status"), _]
            ):
                yield node.lineno
            case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
                if any(
                    keyword.arg == "status" and _names_a_status(keyword.value)
                    for keyword in keywords
                ):
                    yield node.lineno
            case ast.Attribute(attr="status", ctx=ast.Store()):
                yield node.lineno
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    match key:
                        case ast.Constant("status") if _names_a_status(value):
                            yield node.lineno


def _names_a_status(value: ast.expr) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id == "NoticeStatus")
        or (isinstance(node, ast.Constant) and node.value in NoticeStatus.values)
        for node in ast.walk(value)
    )


class TestTheStatusOfARow(SimpleTestCase):
    def test_only_the_outbox_and_its_models_write_it(self) -> None:
        for path in sorted(PACKAGE.rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            if name in WRITERS or name.startswith("migrations/"):
                continue
            with self.subTest(name):
                self.assertEqual(list(find_writes(path.read_text("utf-8"))), [])

    def test_the_verbs_are_where_it_is_written(self) -> None:
        for name in WRITERS:
            with self.subTest(name):
                source = (PACKAGE / name).read_text("utf-8")
                self.assertTrue(list(find_writes(source)))

    def test_every_way_of_writing_it_is_found(self) -> None:
        for source in (
            "rows.update(status=status)",
            "rows.filter(pk=1).update(claim='', status=NoticeStatus.SENT)",
            "CouncilNotice.objects.create(status='failed')",
            "notice.status = NoticeStatus.HELD",
            "setattr(notice, 'status', value)",
            "values = {'status': NoticeStatus.HELD if held else 'sent'}",
            "values = dict(status='sent')",
            "rows.update(**{'status': 'pending'})",
        ):
            with self.subTest(source):
                self.assertEqual(list(find_writes(source)), [1])

    def test_what_reads_it_is_left_alone(self) -> None:
        for source in (
            "rows.filter(status=NoticeStatus.SENT).exclude(status='held')",
            "Q(status=NoticeStatus.SENT) | models.Q(status='held')",
            "JsonResponse(numbers, status=503)",
            "_('%(status)s (diverted)') % {'status': status}",
            "if notice.status == NoticeStatus.SENT: pass",
        ):
            with self.subTest(source):
                self.assertEqual(list(find_writes(source)), [])
