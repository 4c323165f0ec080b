from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from example_site.home.comments import load_comments
from example_site.home.council import COUNCILS
from example_site.home.loading import (
    Publisher,
    get_password,
    load_account,
    load_editor,
    load_site,
    publish,
    refuse_unless_debugging,
)
from example_site.home.models import HomePage
from example_site.home.pictures import BERRY, LEAF, draw_logo, draw_school
from wagtail_localoffer.choices import Layout, RunBy, SettingType
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import choose
from wagtail_localoffer.models import (
    Council,
    CouncilNotice,
    HealthServiceIndexPage,
    HealthServicePage,
    LocalOfferPage,
    OfferLookSettings,
    OfferMixin,
    QuestionsOfferPage,
)

CONTENT = Path(__file__).resolve().parents[2] / "content"

LANCASHIRE = "Lancashire County Council"
#: Councils that aren't real, so that nobody is told anything by mistake.
EXAMPLE_COUNCILS = (
    # It takes no email. It is that of all others on the school's site.
    "Alder Vale Council (example)",
    # The trust's.
    "Millbrook Council (example)",
)

SCHOOL = Publisher(
    name="Hawthorn Bank Primary School",
    slug="hawthorn-bank",
    hostname="localhost",
    introduction=CONTENT / "introduction.txt",
    editor="editor",
    group="Local offer editors",
    domain="hawthornbank.example",
    # Its sender is the project's.
    notices={"copy_to": "office@hawthornbank.example"},
    council=LANCASHIRE,
    reads_log=True,
)
TRUST = Publisher(
    name="Alder Vale Community NHS Trust",
    slug="alder-vale",
    # Browsers look for any such name on the machine on which they run.
    hostname="trust.localhost",
    introduction=CONTENT / "trust/introduction.txt",
    editor="therapist",
    group="Health service editors",
    domain="aldervaletrust.example",
    notices={
        "from_email": "Alder Vale Community NHS Trust <website@aldervaletrust.example>",
        "copy_to": "office@aldervaletrust.example",
    },
    council="Millbrook Council (example)",
)

ACCOUNTS = {name: get_password(name) for name in ("admin", SCHOOL.editor, TRUST.editor)}


class Command(BaseCommand):
    help = (
        "Load the example school and NHS trust, their accounts, and what they have "
        "published."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_debugging()
        with transaction.atomic():
            self._load_councils()
            load_account("admin", SCHOOL, is_superuser=True)
            school = self._load_school()
            trust = self._load_trust()
        publish(SCHOOL, school)
        publish(TRUST, trust)
        load_comments([*school, *trust])
        self._print_summary(school, trust)

    def _load_councils(self) -> None:
        """All of England's, and those that aren't real."""
        call_command("load_councils", stdout=StringIO())
        for name in EXAMPLE_COUNCILS:
            Council.objects.get_or_create(name=name, defaults=COUNCILS[name])

    def _load_school(self) -> list[Any]:
        home = load_site(SCHOOL, is_default_site=True)
        load_editor(SCHOOL, home, self._load_translated_home(home))
        self._load_look(home)
        offer = self._load_page(
            home,
            LocalOfferPage,
            CONTENT,
            picture=self._load_picture(
                "Hawthorn Bank Primary School",
                "A low stone school with a ramp to its door and a hawthorn at its gate",
                draw_school,
            ),
            title="Our local offer",
            slug="local-offer",
            setting_type=SettingType.PRIMARY,
            run_by=RunBy.COUNCIL,
        )
        nursery = self._load_page(
            home,
            LocalOfferPage,
            CONTENT / "nursery",
            title="Little Alders local offer",
            slug="little-alders",
            setting_type=SettingType.EARLY_YEARS,
            run_by=RunBy.INDEPENDENT,
            layout=Layout.PAGES,
        )
        # At home: families find the area on the page, and no address.
        childminder = self._load_page(
            home,
            LocalOfferPage,
            CONTENT / "childminder",
            title="Sparrows local offer",
            slug="sparrows",
            setting_type=SettingType.CHILDMINDER,
            run_by=RunBy.INDEPENDENT,
        )
        # In the form of the fourteen questions.
        high_school = self._load_page(
            home,
            QuestionsOfferPage,
            CONTENT / "high-school",
            title="Beckside High School local offer",
            slug="beckside",
            setting_type=SettingType.SECONDARY,
            run_by=RunBy.ACADEMY,
        )
        translation = self._load_translation(offer)
        return [offer, nursery, childminder, high_school, translation]

    def _load_trust(self) -> list[Any]:
        home = load_site(TRUST, hostname=TRUST.hostname)
        load_editor(TRUST, home)
        index = HealthServiceIndexPage.objects.child_of(home).first()
        if index is None:
            index = home.add_child(
                instance=HealthServiceIndexPage(
                    title="Our services for children and young people",
                    slug="services",
                    show_in_menus=True,
                    introduction=(CONTENT / "trust/index.html").read_text(),
                )
            )
            index.save_revision().publish()
        # A day in the files would be out of date one day, and then be advised against.
        checked = timezone.localdate().replace(day=1)
        return [
            self._load_page(
                index,
                HealthServicePage,
                facts.parent,
                commissioner_date=checked,
                waiting_time_date=checked,
            )
            for facts in sorted((CONTENT / "trust").glob("*/facts.json"))
        ]

    def _load_look(self, home: HomePage) -> None:
        """Give the school its logo and its two colours."""
        OfferLookSettings.objects.get_or_create(
            site=home.get_site(),
            defaults={
                "logo": self._load_picture("Logo", "A twig of hawthorn", draw_logo),
                "main_colour": BERRY,
                "second_colour": LEAF,
            },
        )

    def _load_picture(
        self, title: str, description: str, draw: Callable[[], ContentFile[bytes]]
    ) -> Any:
        pictures = get_image_model()._default_manager
        return pictures.filter(title=title).first() or pictures.create(
            title=title, description=description, file=draw()
        )

    def _load_translated_home(self, home: HomePage) -> HomePage:
        urdu, _created = Locale.objects.get_or_create(language_code="ur")
        if not home.has_translation(urdu):
            translated = home.copy_for_translation(urdu)
            translated.title = "ہاتھورن بینک پرائمری اسکول"
            translated.introduction = (CONTENT / "ur/introduction.txt").read_text()
            translated.save_revision().publish()
        return home.get_translation(urdu)

    def _load_page(
        self, parent: Page, model: type[OfferMixin], folder: Path, **values: Any
    ) -> Any:
        values = {**read_offer(folder, model), **values}
        offer = model._default_manager.child_of(parent).filter(slug=values["slug"])
        return offer.first() or parent.add_child(
            instance=model(live=False, show_in_menus=True, **values)
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

    def _print_summary(self, school: list[Any], trust: list[Any]) -> None:
        base = settings.WAGTAILADMIN_BASE_URL
        mail = (
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
            if settings.EMAIL_HOST
            else settings.EMAIL_FILE_PATH
        )
        trust_home = HomePage.objects.get(slug=TRUST.slug)
        lines = [
            "",
            *(f"  Local offer  {offer.full_url}" for offer in school),
            f"  NHS trust    {trust_home.full_url}",
            f"  Admin        {base}/admin/",
            *(f"  Log in as    {name} / {word}" for name, word in ACCOUNTS.items()),
            "  Commands     .venv/bin/python example_site/manage.py",
            f"  Mail         {mail}",
            *(f"  Last notice  {describe_notice(each[0])}" for each in (school, trust)),
            "",
        ]
        self.stdout.write("\n".join(lines))


def describe_notice(offer: Any) -> str:
    """What its council was told last, if anything."""
    notice = CouncilNotice.objects.filter(offer_id=offer.pk).first()
    return f"{notice.subject} ({notice.get_status_display()})" if notice else "none"


def read_offer(
    folder: Path = CONTENT, model: type[OfferMixin] = LocalOfferPage
) -> dict[str, Any]:
    """Read what stands in an offer's fields from the files of ``folder``."""
    facts = json.loads((folder / "facts.json").read_text())
    extras = json.loads((folder / "extras.json").read_text())
    answers = json.loads((folder / "answers.json").read_text())
    contact = model.get_framework().contact.key
    council = Council.objects.get(name=facts.pop("council", LANCASHIRE))
    blocks = {contact: facts.pop(contact), "council_link": council.pk}
    others = Council.objects.filter(name__in=facts.pop("other_councils", ()))
    body: list[dict[str, Any]] = []
    # In the order of a new page.
    for child in model().body:
        name = child.block_type
        text = folder / f"{name}.html"
        # A school has no part "The setting".
        if text.exists():
            blocks[name] = {
                "text": text.read_text(),
                "facts": answers.get(name, {}),
                "more": extras.get(name, []),
            }
        if name in blocks:
            body.append({"type": name, "value": blocks[name]})
    if others:
        body.append({"type": "other_councils", "value": [each.pk for each in others]})
    values = {**facts, "body": body}
    law = folder / "law.json"
    if law.exists():
        content = read(model(**values))
        values["answers"] = {
            key: choose(content, words)
            for key, words in json.loads(law.read_text()).items()
        }
    return values
