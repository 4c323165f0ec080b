"""Work for a background worker. Each task takes a primary key and reads the rest."""

from __future__ import annotations

from django_tasks import task

from wagtail_localoffer import delivery


@task()
def deliver_notice(notice_id: int) -> None:
    delivery.deliver(notice_id)
