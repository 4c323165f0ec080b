"""What import-linter can't see of how the package is laid out."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.test import SimpleTestCase

from tests.support import ROOT
from wagtail_localoffer.choices import NoticeStatus

PACKAGE = ROOT / "wagtail_localoffer"

#: The modules whose verbs change the status of a row of the outbox.
WRITERS = {"notices/models.py", "mail/outbox.py", "feedback/models.py"}

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
        (isinstance(node, ast.Name) and node.id == "MailStatus")
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
            "rows.filter(pk=1).update(claim='', status=MailStatus.SENT)",
            "CouncilNotice.objects.create(status='failed')",
            "notice.status = MailStatus.HELD",
            "setattr(notice, 'status', value)",
            "values = {'status': MailStatus.HELD if held else 'sent'}",
            "values = dict(status='sent')",
            "rows.update(**{'status': 'pending'})",
        ):
            with self.subTest(source):
                self.assertEqual(list(find_writes(source)), [1])

    def test_what_reads_it_is_left_alone(self) -> None:
        for source in (
            "rows.filter(status=MailStatus.SENT).exclude(status='held')",
            "Q(status=MailStatus.SENT) | models.Q(status='held')",
            "JsonResponse(numbers, status=503)",
            "_('%(status)s (diverted)') % {'status': status}",
            "if notice.status == MailStatus.SENT: pass",
        ):
            with self.subTest(source):
                self.assertEqual(list(find_writes(source)), [])


#: What an offer says is read without a database, and so are the rules for it.
WITHOUT_A_DATABASE = ("frameworks", "text", "content", "compliance")

#: What renders the templates in a folder. All others are those of public pages.
RENDERED_BY = {"admin": "admin", "email": "notices"}

LOAD = re.compile(r"{% load (.+?) %}")


def read_floors() -> dict[str, int]:
    """The floor of each room, as import-linter holds it. The highest has number 0."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [layers] = (each["layers"] for each in contracts if each["type"] == "layers")
    return {
        room: number
        for number, layer in enumerate(layers)
        for room in layer.split(" | ")
    }


FLOORS = read_floors()


def find_room(module: str) -> str:
    """The room of a module of the package, by its dotted path."""
    return module.split(".")[1]


def list_sources() -> Iterator[tuple[str, str]]:
    """The dotted path of each module, and its code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts and parts[1:] != ("__init__",):
            yield ".".join(parts), path.read_text("utf-8")


def list_imports(source: str) -> Iterator[tuple[str, str]]:
    """The module and the name of each import, wherever in the code it stands."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((each.name, "") for each in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", each.name) for each in node.names)


def find_paths_upwards(room: str, source: str) -> list[str]:
    """The literal paths by which the code of a room loads what is above it."""
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(("import_string", "import_module"))
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).startswith("wagtail_localoffer.")
        and FLOORS[find_room(node.args[0].value)] < FLOORS[room]
    ]


def find_tags_upwards(
    room: str, template: str, libraries: dict[str, str]
) -> list[tuple[str, str]]:
    """The libraries of tags that a template loads, and what they import from above."""
    return [
        (name, module)
        for loaded in LOAD.findall(template)
        for name in loaded.split()
        if name in libraries
        for module, _name in list_imports(libraries[name])
        if module.startswith("wagtail_localoffer.")
        and FLOORS[find_room(module)] < FLOORS[room]
    ]


def find_databases(source: str) -> list[str]:
    """The imports that need a database."""
    return [
        module
        for module, name in list_imports(source)
        if (f"{module}.{name}" + ".").startswith(("django.db.", "wagtail.models."))
        and name != "TextChoices"
    ]


class TestFloors(SimpleTestCase):
    def list_libraries(self) -> dict[str, str]:
        folder = PACKAGE / "templatetags"
        return {path.stem: path.read_text("utf-8") for path in folder.glob("*.py")}

    def list_templates(self) -> Iterator[tuple[Path, str]]:
        folder = PACKAGE / "templates" / PACKAGE.name
        for path in sorted(folder.rglob("*.*")):
            name = path.relative_to(folder)
            yield name, RENDERED_BY.get(name.parts[0], "public")

    def test_no_template_loads_tags_that_need_what_is_above_it(self) -> None:
        folder = PACKAGE / "templates" / PACKAGE.name
        for name, room in self.list_templates():
            with self.subTest(template=str(name)):
                template = (folder / name).read_text("utf-8")
                found = find_tags_upwards(room, template, self.list_libraries())
                self.assertEqual(found, [])

    def test_no_path_leads_upwards(self) -> None:
        for module, source in list_sources():
            with self.subTest(module=module):
                self.assertEqual(find_paths_upwards(find_room(module), source), [])

    def test_what_an_offer_says_is_read_without_a_database(self) -> None:
        for module, source in list_sources():
            if find_room(module) in WITHOUT_A_DATABASE:
                with self.subTest(module=module):
                    self.assertEqual(find_databases(source), [])

    def test_tags_that_lead_upwards_are_found(self) -> None:
        libraries = {
            "high": "from wagtail_localoffer.admin.report import URL_NAME",
            "low": "def tag():\n    from wagtail_localoffer.text import html",
        }
        template = "{% load i18n low %}{% load high %}"
        self.assertEqual(
            find_tags_upwards("public", template, libraries),
            [("high", "wagtail_localoffer.admin.report")],
        )
        self.assertEqual(find_tags_upwards("admin", template, libraries), [])

    def test_paths_that_lead_upwards_are_found(self) -> None:
        path = "wagtail_localoffer.notices.planner.plan"
        for call in ("import_string", "module_loading.import_string", "import_module"):
            source = f"plan = {call}('{path}')"
            with self.subTest(call):
                self.assertEqual(find_paths_upwards("offers", source), [path])
                self.assertEqual(find_paths_upwards("admin", source), [])
        self.assertEqual(find_paths_upwards("text", "import_string(path)"), [])

    def test_every_way_to_a_database_is_found(self) -> None:
        for source in (
            "import django.db.models",
            "from django.db import models",
            "from django import db",
            "from django.db.models import Q, TextChoices",
            "def find():\n    from wagtail.models import Page",
            "from wagtail import models",
        ):
            with self.subTest(source):
                self.assertEqual(len(find_databases(source)), 1)
        self.assertEqual(find_databases("from django.db.models import TextChoices"), [])


class TestAStoredBody(SimpleTestCase):
    def test_only_one_module_reads_it(self) -> None:
        readers = [
            path.relative_to(PACKAGE).as_posix()
            for path in sorted(PACKAGE.rglob("*.py"))
            # A field asks the field that it is made of, and a block has its own. A copy
            # has what its field would store.
            if re.search(
                r"(?<!super\(\))(?<!block)(?<!self\._stream_field)\.get_prep_value\(",
                path.read_text("utf-8"),
            )
        ]
        self.assertEqual(readers, ["content/offer.py"])
