"""
The Nu HTML checker, and what else comes from npm. The Makefile installs both, where npm
and Java are; where they are missing, tests are skipped with one line that says so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / ".venv" / "node" / "node_modules"

HOW = "(on Debian: apt-get install default-jre-headless npm; then: make unit)."
MISSING = f"The Nu HTML checker or its Java is not installed {HOW}"


def find_package(name: str) -> Path | None:
    """The folder of a package of npm's that the Makefile installs."""
    folder = MODULES / name
    return folder if (folder / "package.json").is_file() else None


@cache
def find_checker() -> str | None:
    """The path of ``vnu.jar``, if there is one and Java to run it."""
    package = find_package("vnu-jar")
    jar = package / "build" / "dist" / "vnu.jar" if package else None
    return str(jar) if jar and jar.is_file() and _has_java() else None


def need_package(name: str) -> Path:
    """Skip the test that asks, where the package is missing. In CI, fail it."""
    return find_package(name) or _give_up(f"npm's {name} is not installed {HOW}")


def need_checker() -> str:
    """Skip the test that asks, where the checker is missing. In CI, fail it."""
    return find_checker() or _give_up(MISSING)


def check_html(documents: Mapping[str, str]) -> list[str]:
    """
    Answer the checker's errors and warnings, each as "name:line: message".

    Give it all documents at once: most of the time goes into starting Java.
    """
    checker = need_checker()
    names = list(documents)
    with tempfile.TemporaryDirectory() as folder:
        # Names may be addresses, so the files are numbered.
        files = [Path(folder, f"{number}.html") for number in range(len(names))]
        for file, text in zip(files, documents.values(), strict=True):
            file.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [
                # Java's better compiler would take longer than it saves, while without
                # it the checker needs a larger stack.
                *("java", "-XX:TieredStopAtLevel=1", "-Xss4m", "-jar", checker),
                *("--format", "json", "--stdout", "--exit-zero-always"),
                *map(str, files),
            ],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
    if done.returncode:
        raise AssertionError(f"The Nu HTML checker failed:\n{done.stdout}{done.stderr}")
    faults = [
        (
            int(Path(urlsplit(message.get("url", "0")).path).stem),
            _find_line(message),
            text,
        )
        for message in json.loads(done.stdout)["messages"]
        if _is_fault(message) and (text := message["message"])
    ]
    return [f"{names[number]}:{line}: {text}" for number, line, text in sorted(faults)]


def _is_fault(message: dict[str, Any]) -> bool:
    # What is information and no warning is on style, such as "/>" in HTML.
    return message["type"] != "info" or message.get("subType") == "warning"


def _find_line(message: dict[str, Any]) -> int:
    return int(message.get("firstLine", message.get("lastLine", 0)))


def _has_java() -> bool:
    # A Mac without Java has a program of this name too, which only says so.
    return bool(shutil.which("java")) and not (
        subprocess.run(["java", "-version"], capture_output=True).returncode
    )


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        raise AssertionError(reason)
    # Not unittest's: for pytest all of these are skipped at this one line, so that it
    # writes one line too.
    pytest.skip(reason)
