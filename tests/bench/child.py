"""Work in a process of its own, on the database of this one."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

import django
from django.db import connections


def run_apart(work: Callable[..., Any], *args: Any) -> Any:
    """Run ``work`` in a new process that has this one's databases."""
    names = {
        connection.alias: connection.settings_dict["NAME"]
        for connection in connections.all()
    }
    # The initialiser runs before ``work`` is looked up: its module imports models.
    with multiprocessing.get_context("spawn").Pool(1, _set_up, (names,)) as pool:
        return pool.apply(work, args)


def _set_up(names: dict[str, Any]) -> None:
    django.setup()
    for alias, name in names.items():
        connections[alias].settings_dict["NAME"] = name
