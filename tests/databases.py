"""Databases for measurements and proofs, which are no tests of pytest's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.test.utils import setup_databases, teardown_databases


@contextmanager
def throwaway_databases(purpose: str) -> Iterator[None]:
    """
    Use databases of their own, and delete them afterwards.

    :param purpose: what their names end with, so that a test run beside this one, or
        around it, has others.
    """
    for connection in connections.all():
        if connection.vendor != "sqlite":
            name = connection.settings_dict["NAME"]
            connection.settings_dict["TEST"]["NAME"] = f"test_{name}_{purpose}"
    old_config = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old_config, verbosity=0)
