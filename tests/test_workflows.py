"""The workflows run commands that exist, with no more rights than they need."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from django.test import SimpleTestCase

from tests.support import ROOT

FOLDER = ROOT / ".github" / "workflows"

#: A version that its makers move on within, or one commit.
PINNED = re.compile(r"^[\w.-]+/[\w./-]+@(v\d+|release/v\d+|[0-9a-f]{40})$")


def read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


class WorkflowTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.workflows = {path.name: read(path.name) for path in FOLDER.glob("*.yml")}
        cls.jobs = [
            (f"{name}: {key}", job)
            for name, workflow in cls.workflows.items()
            for key, job in workflow["jobs"].items()
        ]
        cls.steps = [
            (name, step) for name, job in cls.jobs for step in job.get("steps", ())
        ]

    def test_there_is_one_for_changes_and_one_for_releases(self) -> None:
        self.assertEqual(self.workflows.keys(), {"ci.yml", "release.yml"})

    def test_what_they_run_is_there(self) -> None:
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
        runs = "\n".join(step.get("run", "") for _name, step in self.steps)
        commands = set(re.findall(r"^make ([a-z-]+)", runs, re.MULTILINE))
        self.assertEqual(commands, {"matrix", "nightly", "rest"})
        self.assertLessEqual(commands, targets)
        scripts = re.findall(r"^(\.ci/\w+)$", runs, re.MULTILINE)
        self.assertEqual(scripts, [".ci/run"])
        for script in scripts:
            self.assertTrue(os.access(ROOT / script, os.X_OK), script)

    def test_the_corners_are_those_of_tox(self) -> None:
        tox = configparser.ConfigParser()
        tox.read(ROOT / "tox.ini")
        corners = read("ci.yml")["jobs"]["corners"]["strategy"]["matrix"]["include"]
        self.assertEqual(
            [corner["env"] for corner in corners], tox["tox"]["env_list"].split()
        )
        for corner in corners:
            python = corner["python"].replace(".", "")
            self.assertTrue(corner["env"].startswith(f"py{python}-"), corner)

    def test_each_action_is_pinned(self) -> None:
        used = [step["uses"] for _name, step in self.steps if "uses" in step]
        self.assertTrue(used)
        for action in used:
            with self.subTest(action):
                self.assertRegex(action, PINNED)

    def test_nothing_may_be_written_but_the_release(self) -> None:
        for name, workflow in self.workflows.items():
            with self.subTest(name):
                self.assertEqual(workflow["permissions"], {"contents": "read"})
                self.assertIn("group", workflow["concurrency"])
                self.assertNotIn("secrets", (FOLDER / name).read_text(encoding="utf-8"))
        asked = {
            name: job["permissions"] for name, job in self.jobs if "permissions" in job
        }
        self.assertEqual(asked, {"release.yml: publish": {"id-token": "write"}})

    def test_each_job_ends(self) -> None:
        for name, job in self.jobs:
            with self.subTest(name):
                self.assertTrue("uses" in job or job["timeout-minutes"] < 360)

    def test_a_release_waits_for_all_tests(self) -> None:
        jobs = read("release.yml")["jobs"]
        self.assertEqual(jobs["publish"]["needs"], ["test", "build"])
        self.assertEqual(jobs["publish"]["environment"]["name"], "pypi")
        self.assertEqual(jobs["test"]["uses"], "./.github/workflows/ci.yml")
        # YAML 1.1 reads the key "on" as true.
        self.assertIn("workflow_call", read("ci.yml")[True])


class StepTests(SimpleTestCase):
    """What ``.ci/run`` and ``.ci/nightly`` are made of."""

    def run_steps(self, *steps: str) -> tuple[int, list[str]]:
        """Run lines of such a script; answer its status and its table."""
        script = "\n".join(("source .ci/steps", "trap print_table EXIT", *steps))
        done = subprocess.run(
            ["bash", "-eu", "-o", "pipefail", "-c", script],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        _rest, _heading, table = done.stdout.partition("==> Seconds\n")
        return done.returncode, [line[10:] for line in table.splitlines()]

    def test_a_build_ends_with_the_first_that_fails(self) -> None:
        status, table = self.run_steps("step A true", "step B false", "step C true")
        self.assertNotEqual(status, 0)
        self.assertEqual(table, ["A", "FAILED: B", "in all"])

    def test_by_night_what_fails_leaves_out_nothing_else(self) -> None:
        status, table = self.run_steps("try A false", "try B true")
        self.assertNotEqual(status, 0)
        self.assertEqual(table, ["FAILED: A", "B", "in all"])

    def test_where_nothing_fails_all_is_well(self) -> None:
        status, table = self.run_steps("step A true", "try B true")
        self.assertEqual((status, table), (0, ["A", "B", "in all"]))


class TagTests(SimpleTestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        text = (ROOT / "pyproject.toml").read_text("utf-8")
        self.version = tomllib.loads(text)["project"]["version"]
        (self.folder / "pyproject.toml").write_text(text, "utf-8")
        self.write(f"## [Unreleased]\n\n## [{self.version}] - 2026-11-29\n\n- News\n")

    def write(self, changelog: str) -> None:
        (self.folder / "CHANGELOG.md").write_text(changelog, "utf-8")

    def check(self, tag: str) -> subprocess.CompletedProcess[str]:
        [script] = (
            step["run"]
            for step in read("release.yml")["jobs"]["build"]["steps"]
            if step.get("name") == "See that the tag is the version"
        )
        return subprocess.run(
            ["bash", "-e", "-c", script],
            cwd=self.folder,
            env={**os.environ, "GITHUB_REF_NAME": tag},
            capture_output=True,
            text=True,
        )

    def test_only_the_tag_of_this_version_is_released(self) -> None:
        done = self.check(f"v{self.version}")
        self.assertEqual(done.returncode, 0, done.stdout)
        for tag in (f"v{self.version}0", "v", self.version):
            with self.subTest(tag):
                done = self.check(tag)
                self.assertEqual(done.returncode, 1)
                self.assertIn(f"The tag is {tag}", done.stdout)

    def test_nothing_is_released_that_the_changelog_calls_unreleased(self) -> None:
        for text, reason in (
            (
                f"## [Unreleased]\n\n- More\n\n## [{self.version}] - 2026-11-29\n",
                "still",
            ),
            ("## [Unreleased]\n\n## [0.0.1] - 2026-01-01\n", "no heading"),
        ):
            with self.subTest(reason):
                self.write(text)
                done = self.check(f"v{self.version}")
                self.assertEqual(done.returncode, 1)
                self.assertIn(reason, done.stdout)
