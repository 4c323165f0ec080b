from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from example_site.home.models import HomePage
from wagtail_localoffer.choices import RunBy, SettingType
from wagtail_localoffer.models import Council, CouncilNotice, LocalOfferPage

CONTENT = Path(__file__).resolve().parents[2] / "content"

# Everybody may know them: the site runs on the reader's own machine.
ACCOUNTS = {"admin": "admin-on-localhost", "editor": "editor-on-localhost"}


class Command(BaseCommand):
    help = "Load the example school, its accounts and its published local offer."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The example has passwords that everybody knows. Load it only into a "
                "site with DEBUG = True."
            )
        with transaction.atomic():
            home = self._load_home()
            editor = self._load_accounts(home)
            offer = self._load_offer(home, editor)
        if not offer.live:
            # The ordinary way to publish, so that the council's notice is a real one.
            offer.save_revision(user=editor).publish(user=editor)
            offer.refresh_from_db()
        self._print_summary(offer)

    def _load_home(self) -> HomePage:
        site = Site.objects.filter(is_default_site=True).first() or Site(
            is_default_site=True
        )
        home = HomePage.objects.first()
        if home is None:
            home = HomePage(
                title="Hawthorn Bank Primary School",
                slug="hawthorn-bank",
                introduction=(
                    "We are a primary school for children aged 3 to 11. Everyone is "
                    "welcome here."
                ),
            )
            Page.get_first_root_node().add_child(instance=home)
            home.save_revision().publish()
        site.root_page = home
        site.hostname = "localhost"
        site.port = int(settings.PORT)
        site.site_name = home.title
        site.save()
        return home

    def _load_accounts(self, home: HomePage) -> Any:
        user_model = get_user_model()
        for name, password in ACCOUNTS.items():
            user, _created = user_model.objects.get_or_create(
                username=name, defaults={"email": f"{name}@hawthornbank.example"}
            )
            user.is_superuser = user.is_staff = name == "admin"
            user.set_password(password)
            user.save()
        group, _created = Group.objects.get_or_create(name="Local offer editors")
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label="wagtailadmin", codename="access_admin"
            )
            | Permission.objects.filter(
                content_type__app_label="wagtail_localoffer",
                codename="view_councilnotice",
            )
        )
        for codename in ("add_page", "change_page", "publish_page"):
            GroupPagePermission.objects.get_or_create(
                group=group,
                page=home,
                permission=Permission.objects.get(
                    content_type__app_label="wagtailcore", codename=codename
                ),
            )
        for permission in Permission.objects.filter(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"),
            codename__in=(
                "add_image",
                "choose_image",
                "add_document",
                "choose_document",
            ),
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=Collection.get_first_root_node(),
                permission=permission,
            )
        editor = user_model.objects.get(username="editor")
        editor.groups.set([group])
        return editor

    def _load_offer(self, home: HomePage, editor: Any) -> LocalOfferPage:
        offer = LocalOfferPage.objects.child_of(home).first()
        if offer is None:
            facts = json.loads((CONTENT / "facts.json").read_text())
            offer = LocalOfferPage(
                title="Our local offer",
                slug="local-offer",
                live=False,
                owner=editor,
                show_in_menus=True,
                setting_type=SettingType.PRIMARY,
                run_by=RunBy.COUNCIL,
                body=read_body(facts.pop("senco")),
                **facts,
            )
            home.add_child(instance=offer)
        return offer

    def _print_summary(self, offer: LocalOfferPage) -> None:
        base = settings.WAGTAILADMIN_BASE_URL
        notice = CouncilNotice.objects.filter(offer_id=offer.pk).first()
        mail = (
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
            if settings.EMAIL_HOST
            else settings.EMAIL_FILE_PATH
        )
        lines = [
            "",
            f"  Local offer  {offer.full_url}",
            f"  Admin        {base}/admin/",
            *(f"  Log in as    {name} / {word}" for name, word in ACCOUNTS.items()),
            f"  Mail         {mail}",
            f"  Last notice  {notice.subject} ({notice.get_status_display()})"
            if notice
            else "  Last notice  none",
            "",
        ]
        self.stdout.write("\n".join(lines))


def read_body(senco: dict[str, str]) -> list[dict[str, Any]]:
    """Read the example offer from its files, in the order of a new page."""
    extras = json.loads((CONTENT / "extras.json").read_text())
    answers = json.loads((CONTENT / "answers.json").read_text())
    council = Council.objects.get(name="Lancashire County Council")
    body: list[dict[str, Any]] = []
    for child in LocalOfferPage().body:
        name = child.block_type
        text = CONTENT / f"{name}.html"
        if name == "senco_contact":
            body.append({"type": name, "value": senco})
        elif name == "council_link":
            body.append({"type": name, "value": council.pk})
        # A school has no part "The setting".
        elif text.exists():
            value = {
                "text": text.read_text(),
                "facts": answers.get(name, {}),
                "more": extras.get(name, []),
            }
            body.append({"type": name, "value": value})
    return body
