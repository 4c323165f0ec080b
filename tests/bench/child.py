"""Work in a process of its own, on the database of this one."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.db import connections


@contextmanager
def apart(settings: str = "tests.settings") -> Iterator[Callable[..., Any]]:
    """
    Start a new process that has this one's databases, and yield how to use it.

    :param settings: the module of Django's settings there.
    """
    names = {
        connection.alias: connection.settings_dict["NAME"]
        for connection in connections.all()
    }
    context = multiprocessing.get_context("spawn")
    # The initialiser runs before any work is looked up: its module imports models.
    with context.Pool(1, _set_up, (settings, names)) as pool:
        yield lambda work, *args: pool.apply(work, args)


def _set_up(settings: str, names: dict[str, Any]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    for alias, name in names.items():
        connections[alias].settings_dict["NAME"] = name
