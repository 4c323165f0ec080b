from __future__ import annotations

import json
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
)

from example_site.home.models import HomePage
from wagtail_localoffer.choices import CouncilContact, Layout, RunBy, SettingType
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    CouncilNoticeSettings,
    LocalOfferPage,
)

CONTENT = Path(__file__).resolve().parents[2] / "content"

LANCASHIRE = "Lancashire County Council"
SELF_SERVICE = "Alder Vale Council (example)"

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
            self._load_councils()
            translated_home = self._load_translated_home(home)
            editor = self._load_accounts(home, translated_home)
            offer = self._load_offer(
                home,
                CONTENT,
                title="Our local offer",
                slug="local-offer",
                setting_type=SettingType.PRIMARY,
                run_by=RunBy.COUNCIL,
            )
            nursery = self._load_offer(
                home,
                CONTENT / "nursery",
                title="Little Alders local offer",
                slug="little-alders",
                setting_type=SettingType.EARLY_YEARS,
                run_by=RunBy.INDEPENDENT,
                layout=Layout.PAGES,
            )
            in_urdu = self._load_translation(offer)
        for each in (offer, nursery, in_urdu):
            if not each.live:
                # The ordinary way to publish, so that a council's notice is a real one.
                each.save_revision(user=editor).publish(user=editor)
                each.refresh_from_db()
        self._print_summary(offer, nursery, in_urdu)

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

    def _load_councils(self) -> None:
        """All of England's, and one that takes no email, for the nursery."""
        call_command("load_councils", stdout=StringIO())
        Council.objects.get_or_create(
            name=SELF_SERVICE,
            defaults={
                "local_offer_url": "https://www.aldervale.example/local-offer",
                "contact_by": CouncilContact.SELF_SERVICE,
                "form_url": "https://www.aldervale.example/local-offer/update",
            },
        )
        CouncilNoticeSettings.objects.get_or_create(
            site=Site.objects.get(is_default_site=True),
            defaults={
                "default_council": Council.objects.get(name=LANCASHIRE),
                "copy_to": "office@hawthornbank.example",
            },
        )

    def _load_translated_home(self, home: HomePage) -> HomePage:
        urdu, _created = Locale.objects.get_or_create(language_code="ur")
        if not home.has_translation(urdu):
            translated = home.copy_for_translation(urdu)
            translated.title = "ہاتھورن بینک پرائمری اسکول"
            translated.introduction = (CONTENT / "ur/introduction.txt").read_text()
            translated.save_revision().publish()
        return home.get_translation(urdu)

    def _load_accounts(self, *homes: HomePage) -> Any:
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
        for home, codename in product(
            homes, ("add_page", "change_page", "publish_page")
        ):
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

    def _load_offer(self, home: HomePage, folder: Path, **values: Any) -> Any:
        offer = LocalOfferPage.objects.child_of(home).filter(slug=values["slug"])
        return offer.first() or home.add_child(
            instance=LocalOfferPage(
                live=False, show_in_menus=True, **values, **read_offer(folder)
            )
        )

    def _load_translation(self, offer: LocalOfferPage) -> Any:
        """Translate the school's offer into Urdu, by the means of Wagtail."""
        urdu = Locale.objects.get(language_code="ur")
        if not offer.has_translation(urdu):
            translated = offer.copy_for_translation(urdu)
            translated.title = "ہماری لوکل آفر"
            for name, value in read_offer(CONTENT / "ur").items():
                setattr(translated, name, value)
            translated.save()
        return offer.get_translation(urdu)

    def _print_summary(self, *offers: LocalOfferPage) -> None:
        base = settings.WAGTAILADMIN_BASE_URL
        notice = CouncilNotice.objects.filter(offer_id=offers[0].pk).first()
        mail = (
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
            if settings.EMAIL_HOST
            else settings.EMAIL_FILE_PATH
        )
        lines = [
            "",
            *(f"  Local offer  {offer.full_url}" for offer in offers),
            f"  Admin        {base}/admin/",
            *(f"  Log in as    {name} / {word}" for name, word in ACCOUNTS.items()),
            f"  Mail         {mail}",
            f"  Last notice  {notice.subject} ({notice.get_status_display()})"
            if notice
            else "  Last notice  none",
            "",
        ]
        self.stdout.write("\n".join(lines))


def read_offer(folder: Path = CONTENT) -> dict[str, Any]:
    """Read what stands in an offer's fields from the files of ``folder``."""
    facts = json.loads((folder / "facts.json").read_text())
    council = Council.objects.get(name=facts.pop("council", LANCASHIRE))
    return {"body": read_body(folder, facts.pop("senco"), council), **facts}


def read_body(
    folder: Path, senco: dict[str, str], council: Council
) -> list[dict[str, Any]]:
    """Read an offer's body, in the order of a new page."""
    extras = json.loads((folder / "extras.json").read_text())
    answers = json.loads((folder / "answers.json").read_text())
    body: list[dict[str, Any]] = []
    for child in LocalOfferPage().body:
        name = child.block_type
        text = folder / f"{name}.html"
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
