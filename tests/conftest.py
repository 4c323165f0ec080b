"""What tests have in common for whoever chooses among them."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from django.test import TransactionTestCase

# A collection looks at all of Wagtail, and by default there is one after every few
# hundred objects. With fewer of them the tests take a tenth less time.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Mark those that may use a database: Django refuses it to all others."""
    for item in items:
        if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
            item.add_marker(pytest.mark.database)
