"""How the example's sites, accounts and pages get into the database, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management.base import CommandError
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from example_site.home.models import HomePage
from wagtail_localoffer.models import Council, CouncilNoticeSettings


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Who has a site of its own: its address, its editor and how it tells a council."""

    name: str
    slug: str
    hostname: str
    introduction: Path
    #: The name of its account, and of the group that may edit this site alone.
    editor: str
    group: str
    #: The part of its email addresses after the @.
    domain: str
    notices: dict[str, str]
    council: str
    #: Whether it may read the log of notices, which shows those of its own pages.
    reads_log: bool = False


def refuse_unless_debugging() -> None:
    """
    Keep the example out of a real site.

    :raises CommandError: if this isn't somebody's own machine.
    """
    if not settings.DEBUG:
        raise CommandError(
            "The example has passwords that everybody knows. Load it only into a "
            "site with DEBUG = True."
        )


def get_password(name: str) -> str:
    """Everybody may know them: the site runs on the reader's own machine."""
    return f"{name}-on-localhost"


def load_site(
    publisher: Publisher, model: type[Page] = HomePage, **known_by: Any
) -> Any:
    """Make the site that is ``known_by`` these fields, or put it right."""
    home = model._default_manager.filter(slug=publisher.slug).first()
    if home is None:
        home = model(
            title=publisher.name,
            slug=publisher.slug,
            introduction=publisher.introduction.read_text().strip(),
        )
        Page.get_first_root_node().add_child(instance=home)
        home.save_revision().publish()
    site = Site.objects.filter(**known_by).first() or Site(**known_by)
    site.root_page = home
    site.hostname = publisher.hostname
    site.port = int(settings.PORT)
    site.site_name = home.title
    site.save()
    CouncilNoticeSettings.objects.get_or_create(
        site=site,
        defaults={
            "default_council": Council.objects.get(name=publisher.council),
            **publisher.notices,
        },
    )
    return home


def load_account(name: str, publisher: Publisher, *, is_superuser: bool = False) -> Any:
    """Make the account of somebody who works for ``publisher``."""
    user, _created = get_user_model().objects.get_or_create(
        username=name, defaults={"email": f"{name}@{publisher.domain}"}
    )
    user.is_superuser = user.is_staff = is_superuser
    user.set_password(get_password(name))
    user.save()
    return user


def load_editor(publisher: Publisher, *homes: Page) -> None:
    """Make the account that may edit what is below ``homes``, and nothing else."""
    group, _created = Group.objects.get_or_create(name=publisher.group)
    codenames = ["access_admin"]
    if publisher.reads_log:
        codenames.append("view_councilnotice")
    group.permissions.set(
        Permission.objects.filter(
            content_type__app_label__in=("wagtailadmin", "wagtail_localoffer"),
            codename__in=codenames,
        )
    )
    for home, codename in product(homes, ("add_page", "change_page", "publish_page")):
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=home,
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    root = Collection.get_first_root_node()
    collection = root.get_children().filter(name=publisher.name).first()
    if collection is None:
        collection = root.add_child(instance=Collection(name=publisher.name))
    for permission in Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=("add_image", "choose_image", "add_document", "choose_document"),
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )
    load_account(publisher.editor, publisher).groups.set([group])


def publish(publisher: Publisher, offers: Iterable[Any]) -> None:
    """Publish what isn't live, in the ordinary way, so that a notice of it is real."""
    editor = get_user_model().objects.get(username=publisher.editor)
    for offer in offers:
        if not offer.live:
            offer.save_revision(user=editor).publish(user=editor)
            offer.refresh_from_db()
