"""Task queues for ``override_settings(TASKS=…)``."""

from __future__ import annotations

from typing import Any

from django_tasks.backends.dummy import DummyBackend


class BrokenQueue(DummyBackend):
    """It takes the tasks of Wagtail, which can't publish without, and none of ours."""

    def enqueue(self, task: Any, *args: Any, **kwargs: Any) -> Any:
        if task.module_path.startswith("wagtail_localoffer."):
            raise ConnectionError("The queue is away.")
        return super().enqueue(task, *args, **kwargs)


#: What is queued waits for a worker.
WAITING = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

BROKEN = {"default": {"BACKEND": f"{__name__}.BrokenQueue"}}
