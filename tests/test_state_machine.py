"""
Random actions of editors, held against a simple model of what councils should know.

The model has a set of facts for each offer and one memory for each council, and does
not look at how the package comes to its decisions. More than the usual examples:
``STATE_MACHINE_EXAMPLES=2000``.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import SENCO, complete_body, complete_offer
from tests.mailserver import MailServer, Manner
from tests.school.models import HeadingPage
from tests.support import HOSTNAME, PublicSiteTestCase
from wagtail_localoffer.choices import NoticeKind, NoticeStatus
from wagtail_localoffer.content import read
from wagtail_localoffer.models import Council, CouncilNotice, LocalOfferPage

COUNCILS = ("North", "South")
PARENTS = ("primary", "high")
OFFERS = 2

#: What can be changed in an offer, with the heading that a notice gives it.
HEADINGS = {
    "health": "Health (including emotional health and well being)",
    "activities": "Extra curricular activities",
    "senco_contact": "SENCO contact",
}

offers = st.integers(0, OFFERS - 1)
parents = st.sampled_from(PARENTS)
councils = st.sampled_from(COUNCILS)
#: Few, so that things often are what they were before.
versions = st.integers(0, 1)
#: It refuses, or takes a message and breaks the connection before it says so.
manners = st.sampled_from(
    [Manner.ACCEPT, Manner.REFUSE_FOR_NOW, Manner.ACCEPT_AND_DROP]
)

UNFINISHED = (NoticeStatus.PENDING, NoticeStatus.SENDING)


@dataclass
class ModelOffer:
    """What is true of one offer."""

    page_id: int
    number: int
    parent: str
    slug: str
    live: bool = False
    council: str = COUNCILS[0]
    parts: dict[str, str] = field(default_factory=dict)
    #: For each part, what it said before it was corrected, since it really changed.
    before: dict[str, set[str | None]] = field(default_factory=dict)

    def publish(self, parts: dict[str, str], *, minor: bool) -> None:
        for part in {*parts, *self.parts}:
            old, new = self.parts.get(part), parts.get(part)
            if old == new and self.live:
                continue
            if minor and self.live:
                self.before.setdefault(part, set()).add(old)
            else:
                self.before[part] = set()
        self.parts = parts
        self.live = True

    def is_just_corrected(self, known: dict[str, str]) -> bool:
        """Whether all changes since ``known`` were small corrections."""
        return all(
            known.get(part) == self.parts.get(part)
            or known.get(part) in self.before.get(part, ())
            for part in {*known, *self.parts}
        )


@dataclass(frozen=True)
class Knowledge:
    """What a council knows of an offer that it takes for public."""

    url: str
    parts: dict[str, str]


class Editors(RuleBasedStateMachine):
    #: Set by the test that runs this.
    server: MailServer

    @initialize(manner=manners)
    def begin(self, manner: Manner) -> None:
        # Each example starts from the same data, and leaves none.
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        Site.clear_site_root_paths_cache()
        self.server.manner = Manner.ACCEPT
        self.server.received.clear()
        self.server.refused.clear()
        self.hostname, self.port = HOSTNAME, 80
        self.parent_slugs = {name: name for name in PARENTS}
        self.private: set[str] = set()
        self.offers = [
            ModelOffer(page.pk, number, PARENTS[0], page.slug)
            for number, page in enumerate(LocalOfferPage.objects.order_by("pk"))
        ]
        self.gone: list[ModelOffer] = []
        self.known: dict[tuple[int, str], Knowledge | None] = {}
        #: Of whom the sender can't know what they were told.
        self.unsure: set[tuple[int, str]] = set()
        # What nobody was ever told of can't be told wrongly.
        for offer in range(OFFERS):
            self.publish(offer, {})
        self.read_mail()
        self.server.manner = manner

    def teardown(self) -> None:
        if not hasattr(self, "transaction"):
            return
        try:
            # Unless it ends because something is wrong already.
            if sys.exc_info()[0] is None:
                self.all_comes_to_rest()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
            Site.clear_site_root_paths_cache()

    # What editors do.

    @rule(offer=offers, part=st.sampled_from([*HEADINGS]), version=versions)
    def publish_a_change(self, offer: int, part: str, version: int) -> None:
        self.publish(offer, {part: write(part, version)})

    @rule(offer=offers, part=st.sampled_from([*HEADINGS]), version=versions)
    def publish_a_small_correction(self, offer: int, part: str, version: int) -> None:
        self.publish(offer, {part: write(part, version)}, minor=True)

    @rule(offer=offers, part=st.sampled_from([*HEADINGS]), version=versions)
    def publish_a_change_and_think_better_of_it(
        self, offer: int, part: str, version: int
    ) -> None:
        (before,) = (
            block["value"]
            for block in self.page(offer).body.get_prep_value()
            if block["type"] == part
        )
        self.publish(offer, {part: write(part, version)})
        self.read_mail()
        self.publish(offer, {part: before})

    @rule(offer=offers)
    def publish_and_unpublish(self, offer: int) -> None:
        self.publish(offer, {})
        self.read_mail()
        self.unpublish(offer)

    @rule(offer=offers, minor=st.booleans())
    def publish_what_is_there(self, offer: int, minor: bool) -> None:
        self.publish(offer, {}, minor=minor)

    @rule(offer=offers, council=councils)
    def publish_for_a_council(self, offer: int, council: str) -> None:
        self.offers[offer].council = council
        self.publish(offer, {"council_link": find_council(council).pk})

    @rule(offer=offers, version=versions)
    def publish_at_another_address(self, offer: int, version: int) -> None:
        self.offers[offer].slug = f"offer-{self.offers[offer].number}-{version}"
        self.publish(offer, {})

    @rule(offer=offers)
    def unpublish(self, offer: int) -> None:
        with committing():
            self.page(offer).unpublish()
        self.offers[offer].live = False

    @rule(offer=offers, parent=parents)
    def move(self, offer: int, parent: str) -> None:
        with committing():
            self.page(offer).move(find_parent(parent), pos="last-child")
        self.offers[offer].parent = parent

    @rule(offer=offers)
    def delete_and_begin_anew(self, offer: int) -> None:
        old = self.offers[offer]
        with committing():
            self.page(offer).delete()
        old.live = False
        self.gone.append(old)
        number = OFFERS + len(self.gone)
        page = add_offer(number)
        self.offers[offer] = ModelOffer(page.pk, number, PARENTS[0], page.slug)

    @rule(parent=parents, version=versions)
    def rename_a_page_above(self, parent: str, version: int) -> None:
        page = find_parent(parent)
        page.slug = self.parent_slugs[parent] = f"{parent}-{version}"
        with committing():
            page.save_revision().publish()

    @rule(parent=parents)
    def close_or_open_a_page_above(self, parent: str) -> None:
        page = find_parent(parent)
        with committing():
            if parent in self.private:
                page.view_restrictions.get().delete()
            else:
                PageViewRestriction.objects.create(
                    page=page, restriction_type=PageViewRestriction.LOGIN
                )
        self.private ^= {parent}

    @rule(
        hostname=st.sampled_from([HOSTNAME, "send.hawthornbank.school"]),
        port=st.sampled_from([80, 443, 8080]),
    )
    def change_the_site(self, hostname: str, port: int) -> None:
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = self.hostname, self.port = hostname, port
        with committing():
            site.save()

    # What the mail server and cron do.

    @rule(manner=manners)
    def the_mail_server_fails_or_recovers(self, manner: Manner) -> None:
        self.server.manner = manner

    @rule()
    def the_command_runs_later(self) -> None:
        CouncilNotice.objects.filter(status=NoticeStatus.PENDING).update(
            next_attempt_at=timezone.now()
        )
        run_command()

    @rule()
    def all_comes_to_rest(self) -> None:
        manner, self.server.manner = self.server.manner, Manner.ACCEPT
        while True:
            self.the_command_runs_later()
            if not CouncilNotice.objects.filter(status__in=UNFINISHED).exists():
                break
        self.read_mail()
        for offer in [*self.offers, *self.gone]:
            for council in COUNCILS:
                known = self.known.get((offer.page_id, council))
                assert not self.is_due(offer, council, known), (
                    f"{council} does not know what is true of {offer}, only {known}."
                )
        self.unsure.clear()
        before = len(self.server.received)
        run_command()
        assert len(self.server.received) == before, "The same was told again."
        self.server.manner = manner

    # What must hold after each of these.

    @invariant()
    def read_mail(self) -> None:
        if not hasattr(self, "transaction"):
            return
        told = Counter[tuple[int, str]]()
        received, self.server.received[:] = self.server.received[:], []
        for each in received:
            notice = CouncilNotice.objects.get(message_id=each.message["Message-ID"])
            council = notice.council_name
            assert each.recipients == [find_council(council).update_email]
            offer = next(
                offer
                for offer in [*self.offers, *self.gone]
                if offer.page_id == notice.offer_id
            )
            key = offer.page_id, council
            if self.server.manner == Manner.ACCEPT_AND_DROP:
                self.unsure.add(key)
            if key not in self.unsure:
                told[key] += 1
                assert told[key] == 1, f"{council} was told twice of {offer}."
                self.check(notice, offer, each.part("plain"))
            self.known[key] = (
                None
                if notice.kind == NoticeKind.WITHDRAWN
                else Knowledge(notice.url, notice.digest)
            )

    def check(self, notice: CouncilNotice, offer: ModelOffer, text: str) -> None:
        """Hold an email against what its council knew, and what is true."""
        council = notice.council_name
        known = self.known.get((offer.page_id, council))
        truth = self.find_truth(offer, council)
        if truth is None:
            assert known is not None, f"{council} heard of {offer} for nothing."
            assert notice.kind == NoticeKind.WITHDRAWN
            return
        assert (notice.url, notice.digest) == (truth.url, truth.parts)
        assert truth.url in text
        if known is None:
            assert notice.kind == NoticeKind.PUBLISHED
            return
        if known.url != truth.url:
            assert notice.kind == NoticeKind.MOVED
            assert notice.previous_url == known.url
            assert known.url in text
        else:
            assert notice.kind == NoticeKind.UPDATED
            assert not offer.is_just_corrected(known.parts), (
                f"{council} was told of a small correction of {offer}."
            )
        for part, heading in HEADINGS.items():
            is_changed = known.parts.get(part) != truth.parts.get(part)
            assert (f"- {heading}" in text) == is_changed, (part, text)

    # The world, in both versions.

    def find_truth(self, offer: ModelOffer, council: str) -> Knowledge | None:
        if not offer.live or offer.parent in self.private or offer.council != council:
            return None
        scheme = "https" if self.port == 443 else "http"
        port = "" if self.port in (80, 443) else f":{self.port}"
        path = f"{self.parent_slugs[offer.parent]}/{offer.slug}/"
        return Knowledge(f"{scheme}://{self.hostname}{port}/{path}", offer.parts)

    def is_due(self, offer: ModelOffer, council: str, known: Knowledge | None) -> bool:
        truth = self.find_truth(offer, council)
        if truth is None or known is None:
            return truth != known
        return truth.url != known.url or not offer.is_just_corrected(known.parts)

    def page(self, offer: int) -> LocalOfferPage:
        return LocalOfferPage.objects.get(pk=self.offers[offer].page_id)

    def publish(
        self, offer: int, values: dict[str, Any], *, minor: bool = False
    ) -> None:
        page = self.page(offer)
        page.slug = self.offers[offer].slug
        page.minor_change = minor
        page.body = [
            {**block, "value": values.get(block["type"], block["value"])}
            for block in page.body.get_prep_value()
        ]
        with committing():
            page.save_revision().publish()
        self.offers[offer].publish(read(self.page(offer)).fingerprint, minor=minor)


def committing() -> Any:
    """Do what follows a commit at the end of this, inside of the test's transaction."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def run_command() -> None:
    # Its exit code says that the server is down, which is nothing new.
    with committing(), suppress(SystemExit):
        call_command("send_council_notices", stdout=StringIO())


def write(part: str, version: int) -> dict[str, Any]:
    if part == "senco_contact":
        return {**SENCO, "name": ("Priya Nuttall", "Jan Fielding")[version]}
    return {"text": f"<p>We meet {version + 1} times a week.</p>", "more": []}


def find_council(name: str) -> Council:
    return Council.objects.get(name=name)


def find_parent(name: str) -> Any:
    return HeadingPage.objects.get(title=name)


def add_offer(number: int) -> Any:
    body = complete_body(council_link=find_council(COUNCILS[0]).pk)
    slug = f"offer-{number}-0"
    return complete_offer(parent=find_parent(PARENTS[0]), slug=slug, body=body)


@pytest.mark.long
class TestEditors(PublicSiteTestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        for name in COUNCILS:
            Council.objects.create(
                name=name,
                local_offer_url=f"https://{name.lower()}.example/send",
                update_email=f"send@{name.lower()}.example",
            )
        root = Page.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
        for name in PARENTS:
            root.add_child(instance=HeadingPage(title=name, slug=name))
        for number in range(OFFERS):
            add_offer(number)

    def test_councils_know_what_is_true_and_hear_of_nothing_else(self) -> None:
        with MailServer() as server, server.settings(WAGTAIL_LOCALOFFER={}):
            Editors.server = server
            run_state_machine_as_test(
                Editors,
                settings=settings(
                    # The same examples each time, so that a build is red for a reason.
                    derandomize=True,
                    database=None,
                    deadline=None,
                    max_examples=int(os.environ.get("STATE_MACHINE_EXAMPLES", "12")),
                    stateful_step_count=15,
                    suppress_health_check=[HealthCheck.too_slow],
                ),
            )
