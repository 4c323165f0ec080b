"""What is measured in a process that may lack this package: import nothing of it."""

from __future__ import annotations

from wagtail.models import Page

from tests.bench.figures import milliseconds


def publish(page_id: int, times: int) -> float:
    """Measure how long one publication of a page takes, on the average of several."""
    page = Page.objects.get(pk=page_id)
    return milliseconds(lambda: page.save_revision().publish(), times)
