"""The settings of a site whose mail is sent by a worker that takes tasks from Redis."""

from __future__ import annotations

import os

from tests.settings import *  # noqa: F403 - settings extend settings
from tests.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_rq", "django_tasks_rq"]
TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default"]}}
RQ_QUEUES = {"default": {"URL": os.environ["REDIS_URL"]}}
