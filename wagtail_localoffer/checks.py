from __future__ import annotations

from typing import Any

from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from wagtail_localoffer import conf


def check_settings(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report wrong settings (E001) and a base template that can't be found (E002)."""
    problems = conf.find_problems()
    if problems:
        return [
            checks.Error(
                problem,
                hint="See the settings page of the wagtail_localoffer documentation.",
                id="wagtail_localoffer.E001",
            )
            for problem in problems
        ]
    base_template = conf.get_settings().BASE_TEMPLATE
    try:
        get_template(base_template)
    except TemplateDoesNotExist:
        return [
            checks.Error(
                f"The base template {base_template!r} can’t be found.",
                hint="Put its path in WAGTAIL_LOCALOFFER['BASE_TEMPLATE'].",
                id="wagtail_localoffer.E002",
            )
        ]
    return []


def register_checks() -> None:
    checks.register(check_settings, "wagtail_localoffer")
