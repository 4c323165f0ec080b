"""The six floors of the package: who may import what. CONTRIBUTING.md says why."""

from __future__ import annotations

import ast
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from django.test import SimpleTestCase

PACKAGE = "wagtail_localoffer"
SOURCE = Path(__file__).resolve().parent.parent / PACKAGE

#: The floor of each part of the package. All in a folder is on the folder's floor,
#: unless a longer name says otherwise. The empty name is the package's ``__init__.py``.
FLOORS = {
    # Names and values.
    "": 0,
    "choices": 0,
    "compat": 0,
    "conf": 0,
    "frameworks": 0,
    # Rules and parts. They work on any object with the right attributes.
    "abbreviations": 1,
    "advice": 1,
    "blocks": 1,
    "channels": 1,
    "checklist": 1,
    "compliance": 1,
    "contacts": 1,
    "coverage": 1,
    "digest": 1,
    "due_dates": 1,
    "emails": 1,
    "explaining": 1,
    "findings": 1,
    "forms": 1,
    "fragments": 1,
    "front_sheets": 1,
    "guidance": 1,
    "panels": 1,
    "readability": 1,
    "reading": 1,
    "sen_report": 1,
    "signals": 1,
    "structured_data": 1,
    "text": 1,
    # State.
    "models": 2,
    # Verbs.
    "announcing": 3,
    "courier": 3,
    "delivery": 3,
    "feeding": 3,
    "health": 3,
    "pruning": 3,
    "link_checking": 3,
    "knowledge": 3,
    "loading": 3,
    "resending": 3,
    "reviewing": 3,
    "routing": 3,
    "standing": 3,
    "succession": 3,
    "surveying": 3,
    "tasks": 3,
    "telling": 3,
    # Edges.
    "api": 4,
    "checks": 4,
    "health_views": 4,
    "council_news_views": 4,
    "council_views": 4,
    "dashboard": 4,
    "modeladmin": 4,
    "notice_views": 4,
    "reports": 4,
    "signal_handlers": 4,
    "views": 4,
    # Registration.
    "apps": 5,
    "management": 5,
    "templatetags": 5,
    "urls": 5,
    "wagtail_hooks": 5,
}

#: What the lowest floor may import besides the standard library; ``None`` is any name.
#: None of it needs a configured Django, a model or Wagtail.
ALLOWED_AT_THE_BOTTOM: dict[str, set[str] | None] = {
    "django.conf": None,
    "django.core.exceptions": {"ImproperlyConfigured"},
    "django.db.models": {"TextChoices"},
    "django.utils.translation": None,
}

#: Functions that import the module named by their first argument.
IMPORTERS = {"__import__", "import_module", "import_string"}


@dataclass(frozen=True)
class Import:
    #: Absolute name of the module; with ``name``, ``from module import name``.
    module: str
    name: str
    line: int
    #: Only for the type checker, so never run.
    for_types: bool

    def __str__(self) -> str:
        return f"{self.module}.{self.name}" if self.name else self.module


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    where: str


class Tree:
    """The modules of a package and their imports, read without running any."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.package = root.name

    @cached_property
    def modules(self) -> dict[str, Path]:
        found = {}
        for path in sorted(self.root.rglob("*.py")):
            parts = path.relative_to(self.root).with_suffix("").parts
            if parts[-1] == "__init__":
                parts = parts[:-1]
            # Migrations record what was true once, and import what they must.
            if "migrations" not in parts:
                found[".".join((self.package, *parts))] = path
        return found

    @cached_property
    def imports(self) -> dict[str, list[Import]]:
        return {
            module: list(self._read(module, path))
            for module, path in self.modules.items()
        }

    @cached_property
    def edges(self) -> list[Edge]:
        return [
            Edge(module, target, self.where(module, found))
            for module, imports in self.imports.items()
            for found in imports
            if (target := self.resolve(found)) and target != module
        ]

    def where(self, module: str, found: Import) -> str:
        path = self.modules[module].relative_to(self.root.parent)
        return f"{path.as_posix()}:{found.line}"

    def floor(self, module: str) -> int | None:
        """Look a module up by the longest name in the table that it starts with."""
        if module == self.package:
            return FLOORS[""]
        parts = module.split(".")[1:]
        for length in range(len(parts), 0, -1):
            if (name := ".".join(parts[:length])) in FLOORS:
                return FLOORS[name]
        return None

    def resolve(self, found: Import) -> str | None:
        """Find the module of this package that an import means, if it means one."""
        if found.module.split(".")[0] != self.package:
            return None
        # ``from package import name`` means the module of that name where there is one.
        parts = str(found).split(".")
        for length in range(len(parts), 0, -1):
            if (name := ".".join(parts[:length])) in self.modules:
                return name
        return None

    def _read(self, module: str, path: Path) -> Iterator[Import]:
        code = ast.parse(path.read_text(encoding="utf-8"), str(path))
        typing_only = {
            id(node)
            for block in ast.walk(code)
            if isinstance(block, ast.If) and _is_type_checking(block.test)
            for statement in block.body
            for node in ast.walk(statement)
        }
        parents = module.split(".")
        if path.name != "__init__.py":
            parents = parents[:-1]
        for node in ast.walk(code):
            for target, name in _targets(node, parents):
                yield Import(target, name, node.lineno, id(node) in typing_only)


def _is_type_checking(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in (getattr(test, "id", ""), getattr(test, "attr", ""))


def _targets(node: ast.AST, parents: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the module and the name of everything that one piece of code imports."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name, ""
    elif isinstance(node, ast.ImportFrom):
        start = parents[: len(parents) - node.level + 1] if node.level else []
        base = ".".join([*start, *([node.module] if node.module else [])])
        for alias in node.names:
            yield base, alias.name
    elif isinstance(node, ast.Call) and node.args:
        called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        wanted = getattr(node.args[0], "value", None)
        if called in IMPORTERS and isinstance(wanted, str):
            yield wanted, ""


def find_unplaced(tree: Tree) -> list[str]:
    return [
        f"{module} has no floor: add it to the table in {Path(__file__).name}."
        for module in tree.modules
        if tree.floor(module) is None
    ]


def find_upward(tree: Tree) -> list[str]:
    """Imports from a higher floor, be they lazy or only for types."""
    found = []
    for edge in tree.edges:
        source, target = tree.floor(edge.source), tree.floor(edge.target)
        if source is not None and target is not None and source < target:
            found.append(
                f"{edge.where}: {edge.source} (floor {source}) imports "
                f"{edge.target} (floor {target})."
            )
    return found


def find_cycle(tree: Tree) -> list[str]:
    """
    One loop of imports, if there is any.

    That importing a module runs its package's ``__init__.py`` does not count: else no
    such file could re-export a name.
    """
    graph: dict[str, set[str]] = {module: set() for module in tree.modules}
    for edge in tree.edges:
        graph[edge.source].add(edge.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # The sorter lists what is imported first.
        return [" imports ".join(reversed(error.args[1]))]
    return []


def find_modeladmin(tree: Tree) -> list[str]:
    """Imports of wagtail_modeladmin outside of the one module that may be replaced."""
    return [
        f"{tree.where(module, found)}: only modeladmin.py imports wagtail_modeladmin."
        for module, imports in tree.imports.items()
        if module != f"{tree.package}.modeladmin"
        for found in imports
        if found.module.split(".")[0] == "wagtail_modeladmin"
    ]


def find_heavy_at_the_bottom(tree: Tree) -> list[str]:
    """Imports on floor 0 that could need a configured Django, a model or Wagtail."""

    def allowed(found: Import) -> bool:
        top = found.module.split(".")[0]
        # Types cost nothing when the module runs, and Django's own are private names.
        if found.for_types or top == tree.package or top in sys.stdlib_module_names:
            return True
        names = ALLOWED_AT_THE_BOTTOM.get(found.module, set())
        return names is None or found.name in names

    return [
        f"{tree.where(module, found)}: floor 0 doesn't import {found}."
        for module, imports in tree.imports.items()
        if tree.floor(module) == 0
        for found in imports
        if not allowed(found)
    ]


def find_models_among_rules(tree: Tree) -> list[str]:
    """Imports on floor 1 of a module that holds this package's models."""
    return [
        f"{edge.where}: floor 1 doesn't import {edge.target}."
        for edge in tree.edges
        if tree.floor(edge.source) == 1
        and f"{edge.target}.".startswith(f"{tree.package}.models.")
    ]


class TestThePackage(SimpleTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.tree = Tree(SOURCE)

    def test_modules_are_found(self) -> None:
        self.assertIn(f"{PACKAGE}.models", self.tree.modules)
        self.assertTrue(self.tree.edges)

    def test_every_module_has_a_floor(self) -> None:
        self.assertEqual(find_unplaced(self.tree), [])

    def test_no_module_imports_from_a_higher_floor(self) -> None:
        self.assertEqual(find_upward(self.tree), [])

    def test_imports_make_no_loop(self) -> None:
        self.assertEqual(find_cycle(self.tree), [])

    def test_only_one_module_imports_modeladmin(self) -> None:
        self.assertEqual(find_modeladmin(self.tree), [])

    def test_the_lowest_floor_needs_neither_models_nor_wagtail(self) -> None:
        self.assertEqual(find_heavy_at_the_bottom(self.tree), [])

    def test_rules_and_parts_import_no_model(self) -> None:
        self.assertEqual(find_models_among_rules(self.tree), [])


class TestTheChecker(SimpleTestCase):
    """Each check finds what it is for, in a package made up for the purpose."""

    def make_tree(self, files: dict[str, str]) -> Tree:
        folder = self.enterContext(tempfile.TemporaryDirectory())
        root = Path(folder) / PACKAGE
        for name, code in {"__init__.py": "", **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(code, encoding="utf-8")
        return Tree(root)

    def test_a_sound_package_passes_all_checks(self) -> None:
        tree = self.make_tree(
            {
                "conf.py": "from django.conf import settings\n",
                "choices.py": "from django.db.models import TextChoices\n",
                "text.py": f"from {PACKAGE} import conf\n",
                "models/__init__.py": f"from {PACKAGE}.models.pages import Offer\n",
                "models/pages.py": f"from {PACKAGE}.text import one_line\n",
                "delivery.py": f"from {PACKAGE}.models import Offer\n",
                "modeladmin.py": "import wagtail_modeladmin.options\n",
                "management/commands/send.py": f"import {PACKAGE}.delivery\n",
            }
        )
        for check in (
            find_unplaced,
            find_upward,
            find_cycle,
            find_modeladmin,
            find_heavy_at_the_bottom,
            find_models_among_rules,
        ):
            with self.subTest(check.__name__):
                self.assertEqual(check(tree), [])

    def test_a_module_outside_of_the_table_is_found(self) -> None:
        tree = self.make_tree({"utils.py": "", "text.py": ""})
        (message,) = find_unplaced(tree)
        self.assertIn(f"{PACKAGE}.utils has no floor", message)

    def test_a_name_that_only_begins_like_one_in_the_table_is_found(self) -> None:
        tree = self.make_tree({"models_extra.py": ""})
        self.assertEqual(len(find_unplaced(tree)), 1)

    def test_migrations_are_left_out(self) -> None:
        tree = self.make_tree(
            {"migrations/0001_initial.py": "import wagtail_modeladmin\n"}
        )
        self.assertEqual(list(tree.modules), [PACKAGE])

    def test_an_import_from_a_higher_floor_is_found(self) -> None:
        ways = {
            "absolute": f"from {PACKAGE}.delivery import deliver",
            "of the module": f"from {PACKAGE} import delivery",
            "plain": f"import {PACKAGE}.delivery as verbs",
            "relative": "from .delivery import deliver",
            "relative, of the module": "from . import delivery",
            "lazy": f"def later():\n    from {PACKAGE} import delivery",
            "by name": f"importlib.import_module('{PACKAGE}.delivery')",
            "by string": f"import_string('{PACKAGE}.delivery.deliver')",
            "for types": f"if TYPE_CHECKING:\n    import {PACKAGE}.delivery",
        }
        for way, code in ways.items():
            with self.subTest(way):
                tree = self.make_tree({"delivery.py": "", "text.py": f"{code}\n"})
                (message,) = find_upward(tree)
                self.assertIn(f"{PACKAGE}/text.py:", message)
                self.assertIn("(floor 1) imports", message)

    def test_a_relative_import_from_a_folder_is_found(self) -> None:
        for name in ("blocks/__init__.py", "blocks/body.py"):
            with self.subTest(name):
                tree = self.make_tree({name: "from ..views import x\n", "views.py": ""})
                self.assertEqual(len(find_upward(tree)), 1)

    def test_a_loop_is_found(self) -> None:
        tree = self.make_tree(
            {
                "text.py": f"from {PACKAGE} import digest\n",
                "digest.py": f"from {PACKAGE} import compliance\n",
                "compliance.py": f"def later():\n    from {PACKAGE} import text\n",
            }
        )
        self.assertEqual(find_upward(tree), [])
        (message,) = find_cycle(tree)
        self.assertIn(f"{PACKAGE}.text imports {PACKAGE}.digest", message)

    def test_a_loop_through_the_names_of_its_own_folder_is_found(self) -> None:
        tree = self.make_tree(
            {
                "models/__init__.py": "from .pages import Offer\n",
                "models/pages.py": f"from {PACKAGE}.models import Council\n",
            }
        )
        self.assertEqual(len(find_cycle(tree)), 1)

    def test_modeladmin_elsewhere_is_found(self) -> None:
        tree = self.make_tree(
            {
                "views.py": "def later():\n    from wagtail_modeladmin import views\n",
                "modeladmin.py": "from wagtail_modeladmin.options import ModelAdmin\n",
            }
        )
        (message,) = find_modeladmin(tree)
        self.assertIn(f"{PACKAGE}/views.py:2", message)

    def test_a_heavy_import_on_the_lowest_floor_is_found(self) -> None:
        for code in (
            "import wagtail",
            "import django",
            "from bs4 import BeautifulSoup",
            "from django.db import models",
            "from django.db.models import Model",
            "from django.db.models import *",
            "def later():\n    from django.apps import apps",
        ):
            with self.subTest(code):
                tree = self.make_tree({"frameworks/__init__.py": f"{code}\n"})
                self.assertEqual(len(find_heavy_at_the_bottom(tree)), 1)

    def test_types_may_be_imported_on_the_lowest_floor(self) -> None:
        code = "if TYPE_CHECKING:\n    from django.utils.functional import Promise\n"
        tree = self.make_tree({"choices.py": code})
        self.assertEqual(find_heavy_at_the_bottom(tree), [])

    def test_what_runs_instead_of_types_is_still_found(self) -> None:
        code = "if TYPE_CHECKING:\n    import bs4\nelse:\n    import wagtail\n"
        tree = self.make_tree({"choices.py": code})
        (message,) = find_heavy_at_the_bottom(tree)
        self.assertIn("choices.py:4", message)

    def test_a_model_among_the_rules_is_found(self) -> None:
        for code in (
            f"from {PACKAGE} import models",
            f"from {PACKAGE}.models import Council",
            f"def later():\n    from {PACKAGE}.models.councils import Council",
        ):
            with self.subTest(code):
                tree = self.make_tree(
                    {
                        "models/__init__.py": "",
                        "models/councils.py": "",
                        "blocks/link.py": f"{code}\n",
                    }
                )
                self.assertEqual(len(find_models_among_rules(tree)), 1)
