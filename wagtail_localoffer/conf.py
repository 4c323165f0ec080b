"""The project’s settings, and the frameworks that they name."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.utils.module_loading import import_string

from wagtail_localoffer.frameworks import Framework

SETTING = "WAGTAIL_LOCALOFFER"

YEARLY = "12 months"
SCHOOL_YEAR = "school year"

#: The keys that have only some values.
CHOICES = {"REVIEW_CYCLE": (YEARLY, SCHOOL_YEAR)}

#: The keys whose number has an upper limit.
LARGEST = {"DAILY_EMAIL_HOUR": 23}


@dataclass(frozen=True, kw_only=True)
class LocalOfferSettings:
    """The keys of the ``WAGTAIL_LOCALOFFER`` dict, with their types and defaults."""

    #: Where to import the framework from: what an offer must contain.
    FRAMEWORK: str = "wagtail_localoffer.frameworks.lancashire.LANCASHIRE"
    #: The dotted path of the framework of offers that answer the fourteen questions.
    QUESTIONS_FRAMEWORK: str = (
        "wagtail_localoffer.frameworks.questions.FOURTEEN_QUESTIONS"
    )
    #: The dotted path of the framework of health services.
    HEALTH_FRAMEWORK: str = "wagtail_localoffer.frameworks.health.HEALTH"
    #: The reading age that the words of an offer should not exceed, in years.
    READING_AGE: int = 11
    #: When a review is due: "12 months" after the last, or each "school year".
    REVIEW_CYCLE: str = YEARLY
    #: The template that every page template of this package extends.
    BASE_TEMPLATE: str = "wagtail_localoffer/base.html"
    #: Sender of the emails to councils. Empty: Django's ``DEFAULT_FROM_EMAIL``.
    FROM_EMAIL: str = ""
    #: Where a council's reply goes. Empty: the SENCO of the offer.
    REPLY_TO: str = ""
    #: Send every email here instead of to the council, for staging copies.
    DIVERT_TO: str = ""
    #: Hold every email back, whatever the sites say, for copies that must not write.
    HOLD: bool = False
    #: Also send from a site whose hostname is local, such as localhost.
    SEND_FROM_LOCAL_SITES: bool = False
    #: Start the delivery as soon as an offer is published. Turn this off where
    #: only cron, with ``send_council_notices``, should talk to the mail server.
    DELIVER_ON_PUBLISH: bool = True
    #: Seconds for the connection to the mail server, for each message, for a webhook.
    CONNECTION_TIMEOUT: int = 10
    #: How often one email is tried before it counts as failed.
    MAX_ATTEMPTS: int = 8
    #: Seconds after which a delivery that never reported back is tried again.
    CLAIM_SECONDS: int = 900
    #: The hour, in the project's time zone, from which the daily emails are sent.
    DAILY_EMAIL_HOUR: int = 17
    #: Days after which ``prune_council_notices`` takes out personal data.
    KEEP_PERSONAL_DATA_DAYS: int = 730
    #: Days for which what a family wrote is kept, before the same command empties it.
    KEEP_FEEDBACK_DAYS: int = 365
    #: The header in which a proxy of yours writes the address of whoever asks, such as
    #: "X-Forwarded-For". Empty: that of the connection counts.
    CLIENT_ADDRESS_HEADER: str = ""
    #: Also read offers of sites on this machine and in private networks, for tests and
    #: development.
    ALLOW_LOCAL_SOURCES: bool = False
    #: Where else news goes: dotted paths, see ``notices.delivery.channels``.
    CHANNELS: tuple[str, ...] = ()
    #: Where the channel ``Webhook`` posts to.
    #: Neither it nor the secret stands in reports of errors: see ``repr``.
    WEBHOOK_URL: str = field(default="", repr=False)
    #: The secret with which it signs. Keep it out of the repository.
    WEBHOOK_SECRET: str = field(default="", repr=False)


@cache
def get_settings() -> LocalOfferSettings:
    """
    Read the project's settings, with defaults for the keys that it leaves out.

    They are kept until a setting changes, as ``override_settings`` tells.

    :raises ImproperlyConfigured: the dict has an unknown key or a wrong value.
    """
    if problems := list_problems():
        raise ImproperlyConfigured(" ".join(problems))
    return LocalOfferSettings(**getattr(settings, SETTING, {}))


@receiver(setting_changed)
def _forget_settings(setting: str, **kwargs: Any) -> None:
    if setting == SETTING:
        get_settings.cache_clear()


def get_framework_path(key: str) -> str:
    """Where the framework is that ``key`` names, whatever else is wrong there."""
    given: Any = getattr(settings, SETTING, {})
    default = getattr(LocalOfferSettings, key)
    return str(given.get(key, default) if isinstance(given, dict) else default)


def list_problems() -> list[str]:
    """Say in full sentences what is wrong with the project's settings."""
    given: Any = getattr(settings, SETTING, {})
    if not isinstance(given, dict):
        return [f"{SETTING} must be a dict, not {type(given).__name__}."]
    known = {field.name: type(field.default) for field in fields(LocalOfferSettings)}
    problems = []
    for key, value in given.items():
        if key not in known:
            names = ", ".join(sorted(known))
            problems.append(
                f"{SETTING} has the unknown key {key!r}. Known keys: {names}."
            )
        elif type(value) is not known[key]:
            problems.append(
                f"{SETTING}[{key!r}] must be of type {known[key].__name__}, "
                f"not {type(value).__name__}."
            )
        elif isinstance(value, int) and not isinstance(value, bool) and value < 1:
            problems.append(f"{SETTING}[{key!r}] must be 1 or more, not {value}.")
        elif key in LARGEST and value > LARGEST[key]:
            problems.append(
                f"{SETTING}[{key!r}] must be {LARGEST[key]} or less, not {value}."
            )
        elif key in CHOICES and value not in CHOICES[key]:
            choices = " or ".join(map(repr, CHOICES[key]))
            problems.append(f"{SETTING}[{key!r}] must be {choices}, not {value!r}.")
    return problems


def get_framework(key: str = "FRAMEWORK") -> Framework:
    """
    Import a framework that the project's settings name.

    :param key: the setting; by default that of settings' own offers.
    :raises ImproperlyConfigured: there is none of that name.
    """
    path = get_framework_path(key)
    try:
        framework = import_string(path)
    except ImportError as error:
        # Blocks are made of it while models are imported, before any check can run.
        raise ImproperlyConfigured(
            f"{SETTING}[{key!r}] is {path!r}, which can’t be imported: "
            f"{error}. Set it to the dotted path of a Framework, such as "
            "'school.local_offer.FRAMEWORK', or leave it out for the package’s own."
        ) from error
    if not isinstance(framework, Framework):
        raise ImproperlyConfigured(
            f"{SETTING}[{key!r}] is {path!r}, which is no Framework. Set it "
            "to the dotted path of one, and not to that of its module."
        )
    return framework
