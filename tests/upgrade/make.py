"""
Make ``site.json`` and ``pages.json``: a site as a commit left it, and what it served.

It runs on any commit that has the example site, with that commit's root on
``PYTHONPATH``: of the package it uses models, commands and addresses alone.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import smtplib
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import requests

HERE = Path(__file__).resolve().parent
SITE, PAGES = HERE / "site.json", HERE / "pages.json"

#: The moment at which nothing is due, and all pages were read.
NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
#: A moment at which all that waited is due.
LATER = datetime(2026, 3, 6, 9, 0, tzinfo=UTC)

SCHOOL, TRUST = "www.hawthornbank.example", "www.aldervaletrust.example"
COUNCIL = "Hawthornshire Council (example)"
#: As a project's settings have it since before channels moved.
CHANNEL = "wagtail_localoffer.channels.Webhook"
SETTINGS: dict[str, Any] = {
    "BASE_TEMPLATE": "home/base.html",
    "SEND_FROM_LOCAL_SITES": True,
    "WEBHOOK_URL": "https://hooks.hawthornbank.example/council-news",
    # "an invented secret, known to all", as base64.
    "WEBHOOK_SECRET": "whsec_YW4gaW52ZW50ZWQgc2VjcmV0LCBrbm93biB0byBhbGw=",
}
SETTINGS_WITH_CHANNEL = {**SETTINGS, "CHANNELS": (CHANNEL,)}

#: Pages of which every line is kept, so that a difference can be read.
WHOLE = (
    f"http://{SCHOOL}/local-offer/",
    f"http://{SCHOOL}/little-alders/teaching-and-learning/",
    f"http://{TRUST}/services/?need=need_autism&age=7",
)

LOAD_EXAMPLE = "example_site.home.management.commands.load_example"
SEND = "django.core.mail.backends.locmem.EmailBackend.send_messages"

#: In an order in which each finds what it refers to.
MODELS = (
    "auth.user",
    "wagtailcore.locale",
    "wagtailcore.page",
    "wagtailcore.site",
    "wagtailcore.revision",
    "home.homepage",
    "wagtail_localoffer.council",
    "wagtail_localoffer.councilnoticesettings",
    "wagtail_localoffer.localofferpage",
    "wagtail_localoffer.healthserviceindexpage",
    "wagtail_localoffer.healthservicepage",
    "wagtail_localoffer.offersummary",
    "wagtail_localoffer.councilnotice",
    "wagtail_localoffer.channeldelivery",
)

#: The fields of an offer that are in its page alone.
NOT_SERIALISED = ("council", "next_change_on", "reviewed_at", "reviewed_by", "waived")


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let Django and all that asks it take ``moment`` for the present one."""
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


#: What the frame of the example site got since. It is no part of the package.
NEWER = re.compile(rb" *<link rel=\"icon\"[^>]*>\n")


def clear() -> None:
    """Delete what migrations made, so that nothing is in the way of ``site.json``."""
    from wagtail.models import Locale, Page, Site

    from wagtail_localoffer.models import Council

    Site.objects.all().delete()
    Page.objects.all().delete()
    Locale.objects.all().delete()
    Council.objects.all().delete()


def read_page(url: str) -> dict[str, Any]:
    """Ask for a page as a visitor does, and say in a few words what came back."""
    from django.test import Client

    scheme_and_host, _slash, path = url[len("http://") :].partition("/")
    # Nothing of one page's answer may come from another's.
    response = Client().get(f"/{path}", headers={"host": scheme_and_host})
    body = NEWER.sub(b"", response.content)
    answer: dict[str, Any] = {
        "status": response.status_code,
        "length": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    if location := response.headers.get("Location"):
        answer["location"] = location
    if url in WHOLE:
        answer["lines"] = body.decode().split("\n")
    return answer


def main(folder: Path) -> None:
    """Write both files into ``folder``."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/site.sqlite3"
    import django

    django.setup()
    # Mail that fails is a part of it.
    logging.disable()
    from django.core.management import call_command
    from django.test.utils import override_settings, setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    with override_settings(PORT="80", WAGTAIL_LOCALOFFER=SETTINGS):
        # The ids of blocks are the same whenever it is made.
        dice = Random(1)  # noqa: S311 - nothing is secret here
        roll = lambda: uuid.UUID(int=dice.getrandbits(128), version=4)  # noqa: E731
        with mock.patch("uuid.uuid4", roll):
            live_through_four_days()
        with clock_at(NOW):
            pages = {url: read_page(url) for url in list_urls()}
    text = write_site()
    if strangers := find_strangers(text):
        raise SystemExit(f"These are no invented addresses: {strangers}")
    (folder / SITE.name).write_text(text)
    (folder / PAGES.name).write_text(
        json.dumps(pages, indent=1, ensure_ascii=False) + "\n"
    )


def live_through_four_days() -> None:
    """Do what editors, mail servers and cron do to a site, by real routes."""
    from wagtail.models import Page, Revision

    from wagtail_localoffer.models import HealthServicePage, LocalOfferPage

    with at(2, 10):
        load_example()
    school = LocalOfferPage.objects.get(url_path__endswith="bank/local-offer/")
    services = {page.slug: page for page in HealthServicePage.objects.all()}
    be_told(school, services)
    have_trouble(services)
    leave_drafts(school, services)
    # Those that are neither live nor drafts would only make the file larger.
    used = Page.objects.values_list("live_revision", "latest_revision")
    Revision.objects.exclude(pk__in=[pk for pks in used for pk in pks if pk]).delete()


def be_told(school: Any, services: dict[str, Any]) -> None:
    """A review, a small correction, a service that closes, and news for the evening."""
    from wagtail_localoffer.models import CouncilNoticeSettings

    with at(3, 9):
        review(school)
        school.refresh_from_db()
        feelings = services["emotional-health"]
        # The council need not be told of it by itself.
        feelings.minor_change = True
        publish(feelings, what_we_do="We help with sad and worried feelings.")
    with at(4, 9):
        name = {"title": "Hydrotherapy", "setting_name": "Hydrotherapy"}
        closed = services["community-nursing"].copy(
            update_attrs={**name, "slug": "hydrotherapy"},
            copy_revisions=False,
            keep_live=False,
        )
        publish(closed)
        send()
        closed.unpublish()
    with at(5, 10, 30):
        # The nursery's task was for an email of its own, and is written anew.
        settings = CouncilNoticeSettings.objects.get(site__is_default_site=True)
        settings.daily = True
        settings.save()
        publish(school, health="A nurse visits our school every Monday.")


def have_trouble(services: dict[str, Any]) -> None:
    """News that is refused, that waits for another try, and whose sender dies."""
    from django.utils import timezone

    from wagtail_localoffer.models import ChannelDelivery

    refused = mock.patch(SEND, side_effect=smtplib.SMTPDataError(554, b"no"))
    with at(5, 11, 40), refused:
        moved = services["occupational-therapy"]
        moved.slug = "childrens-occupational-therapy"
        publish(moved)
        send(MAX_ATTEMPTS=1)
    broken = mock.patch(SEND, side_effect=smtplib.SMTPServerDisconnected("gone"))
    deaf = mock.patch.object(requests, "post", side_effect=requests.ConnectionError)
    with at(5, 11, 45), override(CHANNELS=(CHANNEL,)):
        therapy = services["speech-and-language-therapy"]
        publish(therapy, advice="Our website has ideas to try at home.")
        # It has the time of the machine.
        ChannelDelivery.objects.update(next_attempt_at=timezone.now())
    for minute in (45, 46, 50):
        with at(5, 11, minute), broken, deaf:
            send(CHANNELS=(CHANNEL,))
    with at(5, 11, 55), mock.patch(SEND, side_effect=SystemExit):
        nursing = services["community-nursing"]
        publish(nursing, who_for="For all children.")
        publish(nursing, who_for="For children from 0 to 19.")
        send()


def leave_drafts(school: Any, services: dict[str, Any]) -> None:
    """A draft of a live offer, one that nobody has published, and one for tomorrow."""
    from wagtail_localoffer.models import LocalOfferPage

    with at(5, 11, 58):
        rewrite(school, health="A nurse visits our school every Friday.")
        school.save_revision()
        name = {"title": "Forest school", "setting_name": "Forest school"}
        empty = LocalOfferPage(**name, slug="forest-school", live=False)
        school.get_parent().add_child(instance=empty)
        empty.save_revision(clean=False)
        feelings = services["emotional-health"]
        feelings.go_live_at = LATER.replace(hour=8)
        publish(feelings, feedback="Tell us what we can do better.")


@contextmanager
def at(day: int, hour: int, minute: int = 0) -> Iterator[None]:
    with clock_at(NOW.replace(day=day, hour=hour, minute=minute)):
        yield


def override(**changes: Any) -> Any:
    from django.conf import settings
    from django.test.utils import override_settings

    return override_settings(
        WAGTAIL_LOCALOFFER={**settings.WAGTAIL_LOCALOFFER, **changes}
    )


def send(**settings: Any) -> None:
    from django.core.management import call_command

    # It exits with 1 or 2 where something is wrong, as it is here.
    with override(**settings), suppress(SystemExit):
        call_command("send_council_notices", stdout=StringIO())


def rewrite(offer: Any, **sections: str) -> None:
    for block in offer.body:
        if block.block_type in sections:
            block.value["text"].source = f"<p>{sections[block.block_type]}</p>"


def publish(offer: Any, **sections: str) -> None:
    """Publish an offer with new words in ``sections``; nothing is sent by that."""
    rewrite(offer, **sections)
    with override(DELIVER_ON_PUBLISH=False):
        offer.save_revision().publish()
    offer.refresh_from_db()


def load_example() -> None:
    """Load the example site, with nobody in it who is real, and with fewer words."""
    from django.core.management import call_command
    from django.test.utils import override_settings

    from example_site.home.management.commands import load_example as example
    from wagtail_localoffer.models import Council

    clear()
    put_back_roots()
    Council.objects.create(
        name=COUNCIL,
        local_offer_url="https://www.hawthornshire.example/send",
        update_email="localoffer@hawthornshire.example",
        more_emails="send@hawthornshire.example",
    )
    read_offer = example.read_offer

    def read_invented(*args: Any, **kwargs: Any) -> dict[str, Any]:
        values = read_offer(*args, **kwargs)
        for name, known_by in (
            ("lancssendias.org.uk", "hawthornsendias.example"),
            ("www.lancashire.gov.uk", "www.hawthornshire.example"),
            ("Lancashire", "Hawthornshire"),
        ):
            values = json.loads(json.dumps(values, default=str).replace(name, known_by))
        for block in values["body"]:
            value = block["value"]
            # One offer is enough to have every kind of text in it.
            if (
                args[0].name != "content"
                and isinstance(value, dict)
                and "text" in value
            ):
                start, end, _rest = value["text"].partition("</p>")
                value["text"] = start + end
        return values

    changes = {
        "read_offer": read_invented,
        "LANCASHIRE": COUNCIL,
        "call_command": mock.Mock(),
        "SCHOOL": replace(example.SCHOOL, hostname=SCHOOL, council=COUNCIL),
        "TRUST": replace(example.TRUST, hostname=TRUST),
    }
    with ExitStack() as stack:
        for name, value in changes.items():
            stack.enter_context(mock.patch.object(example, name, value))
        stack.enter_context(override_settings(DEBUG=True))
        call_command("load_example", stdout=StringIO())


def put_back_roots() -> None:
    from wagtail.models import Locale, Page, Site

    Locale.objects.create(pk=1, language_code="en-gb")
    root = Page.add_root(title="Root", slug="root")
    Site.objects.create(hostname=SCHOOL, is_default_site=True, root_page=root)


def review(offer: Any) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    editor = Client()
    editor.force_login(get_user_model().objects.get(username="admin"))
    address = reverse("wagtail_localoffer:review", args=[offer.pk])
    if editor.post(address).status_code != 200:
        raise SystemExit("The offer was not reviewed.")


def list_urls() -> list[str]:
    """Every address of the site's pages, and a few at which there is none."""
    from wagtail.models import Page

    from wagtail_localoffer.models import HealthServiceIndexMixin, OfferMixin

    urls = [f"http://{host}/sitemap.xml" for host in (SCHOOL, TRUST)]
    for page in Page.objects.order_by("path").specific():
        url = page.full_url
        if not url:
            continue
        urls.append(url)
        if isinstance(page, OfferMixin) and page.live:
            sections = [section.anchor for section in page.sections]
            faces = ["print", "large-print", "sen-information-report"]
            urls += [f"{url}{each}/" for each in (*faces, *sections, "nothing")]
        if isinstance(page, HealthServiceIndexMixin):
            urls += [f"{url}?{each}" for each in ("need=need_autism&age=7", "age=99")]
    return urls


def write_site() -> str:
    """Dump all that the site consists of, as text that is the same each time."""
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.core.serializers.json import DjangoJSONEncoder

    from wagtail_localoffer.models import CouncilNotice, OfferMixin

    # Nobody logs in there, and it is nobody's business when they did.
    get_user_model().objects.update(password="!", date_joined=NOW, last_login=None)
    for notice in CouncilNotice.objects.all():
        CouncilNotice.objects.filter(pk=notice.pk).update(
            message_id=f"<{notice.pk}@hawthornbank.example>"
        )
    out = StringIO()
    call_command("dumpdata", *MODELS, use_natural_foreign_keys=True, stdout=out)
    rows = json.loads(out.getvalue())
    for row in rows:
        fields = row["fields"]
        model = apps.get_model(row["model"])
        if issubclass(model, OfferMixin):
            # What isn't part of revisions is left out of dumps too.
            fields.update(
                json.loads(
                    json.dumps(
                        model.objects.filter(pk=row["pk"])
                        .values(*NOT_SERIALISED)
                        .get(),
                        cls=DjangoJSONEncoder,
                    )
                )
            )
        fields.pop("groups", None)
        if row["model"] == "wagtailcore.revision":
            # Another database counts its types of content otherwise.
            fields["content"]["content_type"] = 1
            fields["content"].pop("wagtail_admin_comments", None)
        for holder in (fields, fields.get("content", {})):
            if isinstance(holder, dict) and isinstance(holder.get("body"), str):
                holder["body"] = json.dumps(
                    json.loads(holder["body"]), ensure_ascii=False
                )
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)
    return "[\n" + ",\n".join(lines) + "\n]\n"


def find_strangers(text: str) -> list[str]:
    """The addresses in ``text`` that may belong to somebody."""
    hosts = re.findall(r"(?:https?://|[\w.+-]+@)([\w-]+(?:\.[\w-]+)+)", text)
    return sorted({host for host in hosts if not host.endswith(".example")})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
