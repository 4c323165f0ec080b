from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from wagtail_localoffer import conf, guidance


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
    # An empty name, or that of a folder, is an OSError to Django.
    except (TemplateDoesNotExist, OSError):
        return [
            checks.Error(
                f"The base template {base_template!r} can’t be found.",
                hint="Put its path in WAGTAIL_LOCALOFFER['BASE_TEMPLATE'].",
                id="wagtail_localoffer.E002",
            )
        ]
    return []


def check_framework(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report a framework that can't be used, or that contradicts itself (E004)."""
    if conf.find_problems():
        # E001 reports them, and without them there is no telling which one is meant.
        return []
    try:
        faults = guidance.find_faults(guidance.get_framework())
    except ImproperlyConfigured as error:
        faults = [str(error)]
    except Exception as error:  # noqa: BLE001 - the project's own code
        path = conf.get_settings().FRAMEWORK
        faults = [f"The framework {path!r} can’t be read: {error!r}."]
    return [
        checks.Error(
            fault,
            hint="See the frameworks page of the wagtail_localoffer documentation.",
            id="wagtail_localoffer.E004",
        )
        for fault in faults
    ]


NEEDED_APPS = {
    "wagtail_modeladmin": "the councils and their notices",
    "wagtail.contrib.typed_table_block": "the editor of an offer",
}


def check_needed_apps(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report the apps that this one needs and that are not installed (E003)."""
    return [
        checks.Error(
            f"wagtail_localoffer needs {app} for {purpose}.",
            hint=f"Add {app!r} to INSTALLED_APPS.",
            id="wagtail_localoffer.E003",
        )
        for app, purpose in NEEDED_APPS.items()
        if not apps.is_installed(app)
    ]


def register_checks() -> None:
    checks.register(check_needed_apps, "wagtail_localoffer")
    checks.register(check_settings, "wagtail_localoffer")
    checks.register(check_framework, "wagtail_localoffer")
