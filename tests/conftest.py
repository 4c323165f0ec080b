"""What tests have in common for whoever chooses among them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TransactionTestCase


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Mark those that may use a database: Django refuses it to all others."""
    for item in items:
        if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
            item.add_marker(pytest.mark.database)
