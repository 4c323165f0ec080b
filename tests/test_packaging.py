"""What an agency gets: the wheel, and a new site that has nothing but the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import venv
import zipfile
from pathlib import Path

import pytest
from django.test import SimpleTestCase

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wagtail_localoffer"

#: What a build must not pick up by accident, or would only slow down the copying.
LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "build", "dist", "htmlcov", "node_modules", "var"
)

#: What a project adds to the apps of a new Wagtail site: this package, and the two that
#: it shows its notices and its tables with.
APPS = [
    "wagtail_localoffer",
    "wagtail_modeladmin",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
]

#: Run in the new site: a visitor's request, and an editor's for an empty form.
VISIT = """
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Site

visitor = Client()
print("home", visitor.get("/").status_code)

editor = Client()
editor.force_login(get_user_model().objects.create_superuser("head", "", "password"))
parent = Site.objects.get().root_page
add = f"/admin/pages/add/wagtail_localoffer/localofferpage/{parent.pk}/"
response = editor.get(add)
print("editor", response.status_code)
print("form", "good_practice" in response.content.decode())
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program as on a machine that knows nothing of this repository."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(
            ("COVERAGE", "DATABASE_", "DJANGO_", "EXAMPLE_", "PYTEST")
        )
        and name not in ("PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS", "VIRTUAL_ENV")
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    if done.returncode:
        raise AssertionError(f"{done.args} failed in {cwd}:\n{done.stdout}")
    return done.stdout


def list_files(*folders: str) -> set[str]:
    """List files of the package, by the names that they have in a wheel."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (PACKAGE / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


class TestPackaging(SimpleTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.folder = Path(
            cls.enterClassContext(
                tempfile.TemporaryDirectory(prefix="localoffer-wheel-")
            )
        )
        # A copy, so that what earlier builds left in the repository can't get in.
        source = cls.folder / "source"
        shutil.copytree(ROOT, source, ignore=LEFT_OUT)
        # Without options the wheel is built from the source archive, as for a release.
        run(
            sys.executable,
            "-m",
            "build",
            "--outdir",
            cls.folder,
            source,
            cwd=cls.folder,
        )
        (cls.wheel,) = cls.folder.glob("*.whl")
        with zipfile.ZipFile(cls.wheel) as wheel:
            cls.names = {name for name in wheel.namelist() if not name.endswith("/")}

    def test_the_wheel_holds_all_that_is_not_code(self) -> None:
        for folder in ("councils/data", "templates", "static", "locale"):
            with self.subTest(folder):
                files = list_files(folder)
                self.assertTrue(
                    files, f"There are no files in {folder}/ to be shipped."
                )
                self.assertLessEqual(files, self.names)
        self.assertIn("wagtail_localoffer/py.typed", self.names)

    def test_the_wheel_holds_all_code(self) -> None:
        code = {name for name in list_files("") if name.endswith(".py")}
        self.assertIn("wagtail_localoffer/migrations/0001_initial.py", code)
        self.assertLessEqual(code, self.names)

    def test_the_wheel_holds_nothing_else(self) -> None:
        others = {
            name
            for name in self.names
            if not name.startswith(("wagtail_localoffer/", "wagtail_localoffer-"))
        }
        self.assertEqual(others, set())

    def test_the_wheel_tells_its_licence(self) -> None:
        self.assertTrue(
            [
                name
                for name in self.names
                if name.endswith(".dist-info/licenses/LICENSE")
            ]
        )

    def test_a_new_site_works_with_the_wheel_alone(self) -> None:
        """
        Install the wheel into an environment of its own, and make a new site with it.

        Tests in the repository can't see a file that the wheel lacks, nor a
        dependency that only the tests install.
        """
        venv.create(self.folder / "venv", with_pip=True)
        scripts = self.folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
        python = scripts / "python"
        run(python, "-m", "pip", "install", "-qq", self.wheel, cwd=self.folder)
        run(scripts / "wagtail", "start", "trial", cwd=self.folder)

        site = self.folder / "trial"
        (site / "trial" / "settings" / "with_offers.py").write_text(
            textwrap.dedent(f"""\
                from .dev import *
                INSTALLED_APPS = [*{APPS!r}, *INSTALLED_APPS]
            """)
        )

        def manage(*arguments: str) -> str:
            settings = "--settings=trial.settings.with_offers"
            return run(python, "manage.py", *arguments, settings, cwd=site)

        manage("check")
        manage("makemigrations", "--check", "--dry-run")
        manage("migrate", "--verbosity=0")
        answers = manage("shell", "-c", VISIT).splitlines()
        self.assertEqual(answers[-3:], ["home 200", "editor 200", "form True"], answers)
