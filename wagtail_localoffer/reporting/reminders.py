"""Reminders: one email to a person about all their offers that need something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import GroupPagePermission, ModelLogEntry, Revision
from wagtail.users.models import UserProfile

from wagtail_localoffer import conf
from wagtail_localoffer.reporting.queries import list_offers
from wagtail_localoffer.reporting.wording import describe_needs
from wagtail_localoffer.text.emails import is_email
from wagtail_localoffer.text.plain import one_line

#: What Wagtail's history of an account shows for it.
REMINDED = "wagtail_localoffer.remind"

#: How long nobody is reminded again, whoever asks for it.
PAUSE = timedelta(days=1)

TEMPLATE = "wagtail_localoffer/email/reminder"


@dataclass(frozen=True)
class Letter:
    """Whom a reminder goes to, and the offers that it names."""

    person: Any
    offers: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """What becomes of the wish to remind those who answer for some offers."""

    letters: list[Letter]
    #: Whoever was reminded within the last day is not, with the same offers again.
    already: list[Letter]
    #: Offers that need nothing.
    fine: list[Any]
    #: Offers for which nobody answers who can be written to.
    nobodys: list[Any]


def plan_reminders(offers: Iterable[Any], *, lock: bool = False) -> Plan:
    """
    Say who would be reminded of what, in a fixed number of queries.

    An offer is its page's owner's; if they can't edit it or have no email address, it
    is that of whoever edited it last.

    :param offers: from ``list_offers``.
    :param lock: let nobody else remind the same people before this is committed.
    """
    needy: list[Any] = []
    fine: list[Any] = []
    for offer in offers:
        (needy if describe_needs(offer) else fine).append(offer)
    answerable = _find_answerable(needy, lock=lock)
    letters: dict[Any, Letter] = {}
    for offer, person in answerable:
        if person is not None:
            letters.setdefault(person.pk, Letter(person)).offers.append(offer)
    recent = _list_reminded(letters)
    return Plan(
        [letter for key, letter in letters.items() if key not in recent],
        [letter for key, letter in letters.items() if key in recent],
        fine,
        [offer for offer, person in answerable if person is None],
    )


def _find_answerable(offers: list[Any], *, lock: bool) -> list[tuple[Any, Any]]:
    """Give each offer with who answers for it, or ``None``."""
    revisions = Revision.objects.filter(
        pk__in=[each.latest_revision_id for each in offers]
    )
    editors = dict(revisions.values_list("pk", "user_id"))
    by_offer = {
        offer: [
            key
            for key in (offer.owner_id, editors.get(offer.latest_revision_id))
            if key is not None
        ]
        for offer in offers
    }
    asked = {key for keys in by_offer.values() for key in keys}
    people = _read_people(asked, lock=lock)
    permissions = _read_permissions(people)
    return [
        (
            offer,
            next(
                (
                    people[key]
                    for key in keys
                    if key in people and _may_edit(people[key], offer, permissions[key])
                ),
                None,
            ),
        )
        for offer, keys in by_offer.items()
    ]


def _read_people(keys: Iterable[Any], *, lock: bool) -> dict[Any, Any]:
    """Those of some people who can be written to, by their keys."""
    people = get_user_model()._default_manager.filter(pk__in=list(keys), is_active=True)
    found = people.order_by("pk").select_for_update() if lock else people
    return {person.pk: person for person in found if is_email(get_address(person))}


def get_address(person: Any) -> str:
    """The email address of a user, which may be empty."""
    return getattr(person, person.get_email_field_name(), None) or ""


def _read_permissions(people: Iterable[Any]) -> dict[Any, list[tuple[str, str]]]:
    """
    What people may do with pages: ``change`` or ``add``, with a path in the tree.

    Wagtail's own policy answers for one person at a time.
    """
    granted = GroupPagePermission.objects.filter(group__user__in=list(people))
    permissions: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    for key, codename, path in granted.values_list(
        "group__user", "permission__codename", "page__path"
    ):
        permissions[key].append((codename.rpartition("_")[0], path))
    return permissions


def _may_edit(person: Any, offer: Any, permissions: list[tuple[str, str]]) -> bool:
    enough = {"change", "add"} if offer.owner_id == person.pk else {"change"}
    return person.is_superuser or any(
        action in enough and offer.path.startswith(path) for action, path in permissions
    )


def _list_reminded(keys: Iterable[Any]) -> set[Any]:
    """Those of some people who were reminded within the last day."""
    entries = ModelLogEntry.objects.filter(
        action=REMINDED,
        content_type=ContentType.objects.get_for_model(get_user_model()),
        object_id__in=[str(key) for key in keys],
        timestamp__gt=timezone.now() - PAUSE,
    )
    known = set(entries.values_list("object_id", flat=True))
    return {key for key in keys if str(key) in known}


def write_reminder(
    person: Any, offer_ids: list[int], admin_url: str
) -> EmailMessage | None:
    """
    Write the one email that reminds somebody of all their offers.

    :param admin_url: what stands before the path of an address of the admin.
    :returns: ``None`` if they can edit none of them any more.
    """
    project = conf.get_settings()
    offers = list_offers(person, ("change",)).filter(pk__in=offer_ids)
    profile = UserProfile.get_for_user(person)
    with translation.override(profile.get_preferred_language()):
        lines = [
            {
                "setting": one_line(offer.setting_name or offer.draft_title),
                "needs": describe_needs(offer),
                "url": admin_url + reverse("wagtailadmin_pages:edit", args=[offer.pk]),
            }
            for offer in offers.order_by("draft_title", "pk")
        ]
        if not lines:
            return None
        context = {"offers": lines}
        return EmailMessage(
            subject=one_line(render_to_string(f"{TEMPLATE}_subject.txt", context)),
            body=render_to_string(f"{TEMPLATE}.txt", context).strip() + "\n",
            from_email=project.FROM_EMAIL or None,
            to=[project.DIVERT_TO or get_address(person)],
            # RFC 3834: keeps out-of-office replies away from the sender.
            headers={"Auto-Submitted": "auto-generated"},
        )
