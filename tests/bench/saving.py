"""Saving and publishing a page that is no offer."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page, Site

from tests.bench import plain
from tests.bench.child import apart
from tests.bench.figures import Limit, Row, interleave

#: Enough for all that is made at first use.
WARM_UP = 10


def measure(*, rounds: int, times: int) -> Iterator[Row]:
    # Of Wagtail's own type, which a site without this package and its tests has too.
    root = Site.objects.get(is_default_site=True).root_page
    page = root.add_child(instance=Page(title="No offer", slug="no-offer")).pk
    with apart("tests.bench.settings_without") as without, apart() as with_us:
        for run in (without, with_us):
            run(plain.publish, page, WARM_UP)
        yield Row(
            "saving a page that is no offer",
            interleave(
                lambda: without(plain.publish, page, times),
                lambda: with_us(plain.publish, page, times),
                rounds,
            ),
            Limit(times=1.02),
            "ms",
        )
