"""The settings of a project whose council asks the fourteen questions."""

from __future__ import annotations

from tests.settings import *  # noqa: F403 - settings extend settings

WAGTAIL_LOCALOFFER = {
    "FRAMEWORK": "wagtail_localoffer.frameworks.questions.FOURTEEN_QUESTIONS"
}
