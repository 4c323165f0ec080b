"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

from django_tasks import task
from django_tasks.backends.immediate import ImmediateBackend

from wagtail_localoffer.open_data.harvest.runs import LONGEST_RUN, harvest

#: Seconds for which somebody waits who has clicked, where there is no worker. Servers
#: of the web break off what takes 30, as a rule.
LONGEST_CLICK = 20


@task()
def read_source(source_id: int) -> None:
    """Read the offers of a source; without a worker, as many as time allows."""
    harvest(source_id, LONGEST_RUN if has_worker() else LONGEST_CLICK)


def has_worker() -> bool:
    """Whether a source is read by another process than the one that asks for it."""
    return not isinstance(read_source.get_backend(), ImmediateBackend)
