"""System checks: what is wrong with how a project is set up, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, router
from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from wagtail.models import Site

from wagtail_localoffer import conf
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks import validation
from wagtail_localoffer.mail.routing import (
    find_diversion,
    find_staging_reason,
    get_default_sender,
    get_sender,
)
from wagtail_localoffer.mail.site_settings import CouncilNoticeSettings
from wagtail_localoffer.notices.delivery import MOVED_CHANNELS, load_channel
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.public import base_template
from wagtail_localoffer.public.look import COLOURS, OfferLookSettings
from wagtail_localoffer.text.emails import is_email, is_sender


def check_settings(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report wrong settings (E001)."""
    problems = conf.list_problems()
    if problems:
        return [
            checks.Error(
                problem,
                hint="See the settings page of the wagtail_localoffer documentation.",
                id="wagtail_localoffer.E001",
            )
            for problem in problems
        ]
    return [
        checks.Error(problem, hint=hint, id="wagtail_localoffer.E001")
        for problem, hint in _list_wrong_addresses()
    ]


def _list_wrong_addresses() -> Iterator[tuple[str, str]]:
    """Say which settings are no email address, and what to do."""
    project = conf.get_settings()
    for name, address in (
        ("WAGTAIL_LOCALOFFER['FROM_EMAIL']", project.FROM_EMAIL),
        ("WAGTAIL_LOCALOFFER['REPLY_TO']", project.REPLY_TO),
        # It counts where this app has no sender of its own.
        ("DEFAULT_FROM_EMAIL", "" if project.FROM_EMAIL else get_default_sender()),
    ):
        if address and not is_sender(address):
            yield (
                f"{name} is {address!r}, which is not one email address.",
                "Write it like 'office@school.example' or 'Hawthorn Bank School "
                "<office@school.example>'. A name with a comma, a dot or a bracket "
                "goes between quotation marks: "
                "'\"Hawthorn Bank, School\" <office@school.example>'.",
            )
    if project.DIVERT_TO and not is_email(project.DIVERT_TO):
        yield (
            f"WAGTAIL_LOCALOFFER['DIVERT_TO'] is {project.DIVERT_TO!r}, which is no "
            "email address.",
            "Write one address, like 'office@school.example', without a name.",
        )


#: What the templates of an offer fill in a base template, and what for.
BLOCKS = {
    "title": "the title of the page",
    "extra_css": "the stylesheet of the offer",
    "extra_head": "the description, address and facts for search engines",
}


def check_base_template(**kwargs: Any) -> list[checks.CheckMessage]:
    """
    Report a base template that can't be used (E002), and blocks that it lacks.

    Without ``content`` nothing of the offer is shown (E005), without one of the others
    a part of the head (W001). Where nobody can tell beforehand, say so (I002).
    """
    if conf.list_problems():
        return []
    name = conf.get_settings().BASE_TEMPLATE
    ancestry: list[Template] = []
    try:
        for template in base_template.climb(name):
            ancestry.append(template)
    # An empty name, or that of a folder, is an OSError to Django.
    except (TemplateDoesNotExist, TemplateSyntaxError, OSError, UnicodeError) as error:
        return [_report_unusable(name, ancestry, error)]
    if not ancestry or not base_template.is_root(ancestry[-1]):
        return [
            checks.Info(
                f"Whether the base template {name!r} has the blocks that an offer "
                "fills can’t be told before a page is made.",
                hint=f"See that it has {', '.join(['content', *BLOCKS])}.",
                id="wagtail_localoffer.I002",
            )
        ]
    blocks = base_template.list_shown_blocks(ancestry)
    found: list[checks.CheckMessage] = []
    if "content" not in blocks:
        found.append(
            checks.Error(
                f"The base template {name!r} has no block 'content', so that nothing "
                "of an offer is shown.",
                hint="Put {% block content %}{% endblock %} into its main element, "
                "and not into a template that it includes.",
                id="wagtail_localoffer.E005",
            )
        )
    return found + [
        checks.Warning(
            f"The base template {name!r} has no block {block!r}, for {purpose}.",
            hint=f"Put {{% block {block} %}}{{% endblock %}} into its head, and not "
            "into a template that it includes.",
            id="wagtail_localoffer.W001",
        )
        for block, purpose in BLOCKS.items()
        if block not in blocks
    ]


def _report_unusable(
    name: str, ancestry: list[Template], error: Exception
) -> checks.Error:
    """Say what is wrong with the base template, or with one that it extends."""
    if isinstance(error, TemplateDoesNotExist) and ancestry:
        what = f"{ancestry[-1].name!r} extends {error.args[0]!r}, which can’t be found."
        hint = (
            "Correct the name. A template that extends its namesake needs another of "
            "that name, in a folder or an app that comes after its own."
        )
    elif isinstance(error, (TemplateDoesNotExist, OSError)) and not ancestry:
        what = f"The base template {name!r} can’t be found."
        hint = (
            "Put its path in WAGTAIL_LOCALOFFER['BASE_TEMPLATE']. It must be a "
            "template of Django’s engine, as those of an offer are."
        )
    else:
        what = (
            f"The base template {name!r}, or one that it extends, can’t be read: "
            f"{error}."
        )
        hint = "Open a page of your site with DEBUG: Django shows the line."
    return checks.Error(what, hint=hint, id="wagtail_localoffer.E002")


def check_framework(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report a framework that can't be used, or that contradicts itself (E004)."""
    if conf.list_problems():
        # E001 reports them, and without them there is no telling which one is meant.
        return []
    faults = []
    for key in ("FRAMEWORK", "QUESTIONS_FRAMEWORK", "HEALTH_FRAMEWORK"):
        try:
            faults += validation.list_faults(conf.get_framework(key))
        except ImproperlyConfigured as error:
            faults.append(str(error))
        except Exception as error:  # noqa: BLE001 - the project's own code
            path = conf.get_framework_path(key)
            faults.append(f"The framework {path!r} can’t be read: {error!r}.")
    for model in get_offer_models():
        faults += _list_faults_of_kind(model)
    return [
        checks.Error(
            fault,
            hint="See the frameworks page of the wagtail_localoffer documentation.",
            id="wagtail_localoffer.E004",
        )
        # A framework may be that of several kinds.
        for fault in dict.fromkeys(faults)
    ]


def _list_faults_of_kind(model: Any) -> Iterator[str]:
    try:
        framework = model.get_framework()
        yield from validation.list_faults(framework)
        details = [
            field
            for detail in framework.front_sheet.details
            for field in [detail.key, *sorted(detail.fields - {detail.key})]
        ]
    except Exception:  # noqa: BLE001 - reported above, or by E007
        return
    for key in dict.fromkeys(details):
        if not hasattr(model, key):
            yield (
                f"{model.__name__} has no field {key!r}, which the front sheet of its "
                "framework has. Add the field, or give the framework another front "
                "sheet, such as SERVICE."
            )


def check_channels(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report channels that can't be made, or lack their settings (E006)."""
    if conf.list_problems():
        # E001 reports them.
        return []
    faults = []
    for path in conf.get_settings().CHANNELS:
        try:
            load_channel(path)
        except ImproperlyConfigured as error:
            faults.append(str(error))
        except Exception as error:  # noqa: BLE001 - the project's own code
            faults.append(f"The channel {path!r} can’t be made: {error!r}.")
    return [
        checks.Error(
            fault,
            hint="See the channels page of the wagtail_localoffer documentation.",
            id="wagtail_localoffer.E006",
        )
        for fault in faults
    ]


def check_moved_channels(**kwargs: Any) -> list[checks.CheckMessage]:
    """Report channels that the project names by a former path (W003)."""
    if conf.list_problems():
        return []
    named = conf.get_settings().CHANNELS
    return [
        checks.Warning(
            f"WAGTAIL_LOCALOFFER['CHANNELS'] names {old!r}, which has moved.",
            hint=f"Write {new!r} instead.",
            id="wagtail_localoffer.W003",
        )
        for old, new in MOVED_CHANNELS.items()
        if old in named
    ]


NEEDED_APPS = {
    "wagtail_modeladmin": "the councils and their notices",
    "wagtail.contrib.settings": "how each site writes to its council",
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


def check_public_urls(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """
    Say what is switched off without the public addresses (I003).

    With ``check --database default`` it names the colours that are not shown.
    """
    if not getattr(settings, "ROOT_URLCONF", ""):
        return []
    try:
        reverse("localoffer_open_data:root")
    except NoReverseMatch:
        lost = "".join(f" Not shown is {each}." for each in _list_colours(databases))
        return [
            checks.Info(
                "The project’s addresses don’t include wagtail_localoffer.public_urls, "
                "so that there is no open data, no form in which families write, no "
                "link with which councils answer, and no colour of a site’s own."
                f"{lost}",
                hint='Put path("", include("wagtail_localoffer.public_urls")) into '
                "them, before Wagtail’s own. Else silence this.",
                id="wagtail_localoffer.I003",
            )
        ]
    return []


def _list_colours(databases: Sequence[str] | None) -> list[str]:
    """Say which colours somebody chose, and for which site."""
    if router.db_for_read(OfferLookSettings) not in (databases or []):
        return []
    try:
        return [
            f"the {name.replace('_', ' ')} {colour} of {look.site.hostname}"
            for look in OfferLookSettings.objects.select_related("site").order_by("pk")
            for name in COLOURS
            if (colour := getattr(look, name))
        ]
    except DatabaseError:
        # The tables are still to be made.
        return []


def check_hosts(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where a copy of the site can't be told from the site itself (W002)."""
    if conf.list_problems():
        return []
    project = conf.get_settings()
    if "*" not in settings.ALLOWED_HOSTS or settings.DEBUG:
        return []
    if project.HOLD or project.DIVERT_TO:
        return []
    return [
        checks.Warning(
            "ALLOWED_HOSTS has '*', so that a copy of this site with these settings "
            "would write to councils.",
            hint="Name the hostnames of the sites, or set HOLD or DIVERT_TO on copies.",
            id="wagtail_localoffer.W002",
        )
    ]


def check_delivery(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """
    Explain what happens to the notices of each site (I001).

    Django asks it only with ``check --deploy --database default``: it reads the sites,
    and would be noise in every ``migrate``, which asks all that isn't for a deployment.
    """
    if router.db_for_read(Site) not in (databases or []) or conf.list_problems():
        return []
    try:
        own = {each.site_id: each for each in CouncilNoticeSettings.objects.all()}
        return [
            checks.Info(
                _explain_delivery(site, own.get(site.pk) or CouncilNoticeSettings()),
                hint="See the operation page of the wagtail_localoffer documentation.",
                obj=site,
                id="wagtail_localoffer.I001",
            )
            for site in Site.objects.order_by("hostname", "port")
        ]
    except DatabaseError:
        # The tables are still to be made.
        return []


def _explain_delivery(site: Site, own: CouncilNoticeSettings) -> str:
    project = conf.get_settings()
    divert_to = find_diversion(own)
    with translation.override("en"):
        staging = find_staging_reason(site.hostname, own, is_diverted=bool(divert_to))
    if staging:
        return f"Council notices of {site.hostname} are held back. {staging}"
    where = f"to {divert_to} instead of to the councils" if divert_to else "to councils"
    when = "when send_council_notices runs"
    if own.daily:
        when = f"in one email a day, from {project.DAILY_EMAIL_HOUR}:00"
    elif project.DELIVER_ON_PUBLISH:
        backend = type(task_backends[DEFAULT_TASK_BACKEND_ALIAS]).__name__
        when = f"as soon as an offer is published, through {backend}"
    return (
        f"Council notices of {site.hostname} are sent {where}, {when}, "
        f"from {get_sender(own)}.{_explain_choices()}"
    )


def _explain_choices() -> str:
    chosen = Council.objects.exclude(digest="").count()
    return f" Councils with another choice in their record: {chosen}." if chosen else ""


def register_checks() -> None:
    checks.register(check_needed_apps, "wagtail_localoffer")
    checks.register(check_settings, "wagtail_localoffer")
    checks.register(check_base_template, "wagtail_localoffer")
    checks.register(check_framework, "wagtail_localoffer")
    checks.register(check_channels, "wagtail_localoffer")
    checks.register(check_moved_channels, "wagtail_localoffer")
    checks.register(check_hosts, "wagtail_localoffer")
    checks.register(check_public_urls, checks.Tags.urls, "wagtail_localoffer")
    checks.register(
        check_delivery, checks.Tags.database, "wagtail_localoffer", deploy=True
    )
