"""Test databases: the migrations run once, and each process takes a copy."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from example_site.settings import VAR

ROOT = Path(__file__).resolve().parent.parent

#: SQLite databases with nothing in them but what migrations write. A few, for the
#: several versions and settings that one checkout is tested with.
KEPT = ROOT / "var" / "databases"
NUMBER_KEPT = 6


class Snapshot:
    """All that is in a database of SQLite's at one moment, to be put back at once."""

    def __init__(self, source: sqlite3.Connection) -> None:
        self.kept = sqlite3.connect(":memory:", check_same_thread=False)
        source.backup(self.kept)

    @classmethod
    def take(cls) -> Snapshot:
        connection.ensure_connection()
        return cls(connection.connection)

    def put_back(self) -> None:
        connection.ensure_connection()
        self.kept.backup(connection.connection)
        forget_what_was_read()


def load_once(name: str, load: Callable[[], Any]) -> tuple[Snapshot, Any]:
    """
    Load something into SQLite's database once for all processes of a test run.

    :param load: loads it, and returns what is to be known of it, as JSON can say it.
    :returns: what the database has then, and what ``load`` returned.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
    database, known = (VAR / f"{name}-{run}.{kind}" for kind in ("sqlite3", "json"))
    with wait_for_others(VAR):
        if known.exists():
            with closing(sqlite3.connect(database)) as source:
                return Snapshot(source), json.loads(known.read_text())
        found = load()
        snapshot = Snapshot.take()
        with closing(sqlite3.connect(database)) as target:
            snapshot.kept.backup(target)
        known.write_text(json.dumps(found))
    return snapshot, found


def reset_database() -> None:
    """Bring back what the migrations made, and nothing else."""
    if connection.vendor == "sqlite":
        take_empty().put_back()
        return
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    refill_database()


def refill_database() -> None:
    """Put into an empty database what the migrations made."""
    contents = connection._test_serialized_contents
    connection.creation.deserialize_db_from_string(contents)
    forget_what_was_read()


@cache
def take_empty() -> Snapshot:
    with closing(sqlite3.connect(find_file())) as source:
        return Snapshot(source)


def forget_what_was_read() -> None:
    # Models must wait for the settings, and some import this module before.
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Site

    # A late request may have looked while the database was empty, and remembers what
    # it made.
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    # The same keys come again, with other rows behind them.
    for each in caches.all():
        each.clear()


@contextmanager
def throwaway_databases(purpose: str) -> Iterator[None]:
    """
    Use databases of their own, and delete them afterwards.

    :param purpose: what their names end with, so that a test run beside this one, or
        around it, has others.
    """
    for each in connections.all():
        if each.vendor != "sqlite":
            name = each.settings_dict["NAME"]
            each.settings_dict["TEST"]["NAME"] = f"test_{name}_{purpose}"
    old_config = setup_databases(verbosity=0, interactive=False, keepdb=copy_file())
    try:
        yield
    finally:
        teardown_databases(old_config, verbosity=0)


@contextmanager
def template_database() -> Iterator[None]:
    """Build once what :func:`take_copy` copies in each process of a test run."""
    if connection.vendor == "sqlite":
        find_file()
    if connection.vendor != "postgresql":
        # MariaDB has no templates: each process runs the migrations itself.
        yield
        return
    old_config = setup_databases(verbosity=0, interactive=False)
    # PostgreSQL copies no database that somebody uses.
    connection.close()
    try:
        yield
    finally:
        teardown_databases(old_config, verbosity=0)


def take_copy() -> None:
    """Let Django's preparation of the test database begin with a copy."""
    if connection.vendor == "postgresql":
        test = connection.settings_dict["TEST"]
        test["TEMPLATE"] = f"test_{connection.settings_dict['NAME']}"
    copy_file()


def copy_file() -> bool:
    """
    Put a copy where SQLite's test database will be.

    :returns: whether it is there. Migrations that it lacks run in it, as in any that
        is kept.
    """
    if connection.vendor != "sqlite":
        return False
    shutil.copyfile(find_file(), connection.settings_dict["TEST"]["NAME"])
    return True


def find_file() -> Path:
    """The file that is copied. It is made where there is none of these migrations."""
    file = KEPT / f"{describe_migrations()}.sqlite3"
    if file.exists():
        return file
    KEPT.mkdir(parents=True, exist_ok=True)
    with wait_for_others(KEPT), TemporaryDirectory(dir=KEPT) as folder:
        if file.exists():
            return file
        new = Path(folder) / file.name
        test: dict[str, Any] = connection.settings_dict["TEST"]
        with mock.patch.dict(test, NAME=str(new)):
            old_config = setup_databases(verbosity=0, interactive=False)
            teardown_databases(old_config, verbosity=0, keepdb=True)
        # At once, since others may be looking for it.
        new.rename(file)
    for old in sorted(KEPT.glob("*.sqlite3"), key=os.path.getmtime)[:-NUMBER_KEPT]:
        old.unlink(missing_ok=True)
    return file


@contextmanager
def wait_for_others(folder: Path) -> Iterator[None]:
    """Let one process make a file, and the others beside it find it made."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def describe_migrations() -> str:
    """A hash of all that decides what the migrations make."""
    known = hashlib.sha256()
    for part in (
        sys.version,
        settings.INSTALLED_APPS,
        settings.LANGUAGE_CODE,
        sorted((each.name, each.version) for each in distributions()),
    ):
        known.update(repr(part).encode())
    for app in apps.get_app_configs():
        folder = Path(app.path)
        # What is installed is known by its version.
        if folder.is_relative_to(ROOT) and "site-packages" not in folder.parts:
            for file in sorted((folder / "migrations").glob("*.py")):
                known.update(file.read_bytes())
    return known.hexdigest()[:16]
