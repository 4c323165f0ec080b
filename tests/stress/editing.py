"""An editor who is never still: one step after the other, each drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from django.db import (
    IntegrityError,
    InternalError,
    OperationalError,
    connection,
    transaction,
)
from django.db.transaction import TransactionManagementError
from wagtail.models import Page, PageViewRestriction, Site

from tests.builders import complete_body, complete_offer
from tests.school.models import HeadingPage
from tests.stress.families import decide, hear
from tests.stress.truth import write_truth
from tests.support import HOSTNAME, set_hostname
from wagtail_localoffer.councils.choices import CouncilDigest
from wagtail_localoffer.models import Council, LocalOfferPage

#: Each with what it has chosen at first.
COUNCILS = {
    "North": CouncilDigest.AS_SITE,
    "South": CouncilDigest.DAILY,
    "East": CouncilDigest.WEEKLY,
}
PARENTS = ("primary-schools", "high-schools", "nurseries")

#: What an editor writes: few texts, so that an offer often says again what it said.
TEXTS = {
    "health": (
        "A nurse visits us each Monday.",
        "A nurse visits us each Tuesday.",
        "A nurse visits us each Friday.",
    ),
    "activities": (
        "There is a chess club every day.",
        "There is a football club every day.",
    ),
}


def prepare(offers: int) -> None:
    """Make councils, a small tree of pages, and so many offers that are drafts."""
    set_hostname(HOSTNAME)
    for name, digest in COUNCILS.items():
        Council.objects.create(
            name=f"{name} Council",
            local_offer_url=f"https://{name.lower()}.example/send",
            update_email=f"send@{name.lower()}.example",
            digest=digest,
        )
    root = Site.objects.get(is_default_site=True).root_page
    for slug in PARENTS:
        root.add_child(instance=HeadingPage(title=slug, slug=slug))
    for _offer in range(offers):
        add_offer(random.Random(offers))


class Editor:
    """
    Takes one step after the other.

    :param seed: what its steps follow from. What comes of them also depends on what
        others do at the same time.
    :param families: the most that write at the same time.
    """

    def __init__(self, seed: str, families: int) -> None:
        self.families = families
        # Nothing here is a secret.
        self.rng = random.Random(seed)
        self.steps: dict[Callable[[], bool], int] = {
            self.publish_changed: 40,
            self.publish_unchanged: 16,
            self.publish_correction: 10,
            self.publish_for_another_council: 6,
            self.publish_with_another_slug: 5,
            self.unpublish: 8,
            self.move: 6,
            self.rename_parent: 3,
            self.close_or_open_parent: 3,
            self.recreate: 3,
            self.choose_how_often: 3,
            self.hear_families: 12,
            self.decide_about_a_comment: 24,
        }

    def step(self) -> int:
        """
        Do one thing, as one transaction.

        :returns: how many offers were published by it, which is none where it got in
            the way of somebody else.
        """
        (act,) = self.rng.choices([*self.steps], [*self.steps.values()])
        # Django doesn't always remember what closed a transaction.
        refused = []

        def note(execute: Any, *query: Any) -> Any:
            try:
                return execute(*query)
            except OperationalError as error:
                refused.append(error)
                raise

        try:
            with connection.execute_wrapper(note), transaction.atomic():
                return int(act())
        except (OperationalError, InternalError, IntegrityError):
            # It got in the way of somebody else, and the database has let them go
            # first. A person would try again, or do something else. The second is
            # PostgreSQL's: pages are indexed for search in the same transaction, where
            # a deadlock is only logged, and the next query finds the transaction
            # closed. The third is Wagtail's, which makes a redirect to a page after the
            # commit: somebody may have deleted that by then. What was to follow the
            # commit does not then.
            return 0
        except TransactionManagementError:
            # The same as PostgreSQL's, where Django has seen the deadlock too.
            if not refused:
                raise
            return 0

    def publish_changed(self) -> bool:
        def change(offer: Any) -> None:
            section = self.rng.choice([*TEXTS])
            write(offer, section, self.rng.choice(TEXTS[section]))

        return self._publish(change)

    def publish_unchanged(self) -> bool:
        return self._publish(lambda offer: None)

    def publish_correction(self) -> bool:
        def correct(offer: Any) -> None:
            offer.minor_change = True
            section = self.rng.choice([*TEXTS])
            write(offer, section, self.rng.choice(TEXTS[section]))

        return self._publish(correct)

    def publish_for_another_council(self) -> bool:
        def change(offer: Any) -> None:
            for name, value in choose_councils(self.rng).items():
                replace(offer, name, value)

        return self._publish(change)

    def publish_with_another_slug(self) -> bool:
        def change(offer: Any) -> None:
            stem = offer.slug.partition("-now-")[0]
            offer.slug = f"{stem}-now-{self.rng.randrange(3)}"

        return self._publish(change)

    def unpublish(self) -> bool:
        if (offer := self._choose()) is not None:
            offer.unpublish()
            write_truth([offer.pk])
        return False

    def move(self) -> bool:
        lock_all()
        if (offer := self._choose()) is not None:
            offer.move(choose_parent(self.rng), pos="last-child")
            write_truth([offer.pk])
        return False

    def rename_parent(self) -> bool:
        lock_all()
        parent = choose_parent(self.rng)
        parent.slug = f"{parent.title}-{self.rng.randrange(3)}"
        parent.save_revision().publish()
        write_truth(find_below(parent))
        return False

    def close_or_open_parent(self) -> bool:
        lock_all()
        parent = choose_parent(self.rng)
        if not parent.view_restrictions.all().delete()[0]:
            PageViewRestriction.objects.create(
                page=parent, restriction_type=PageViewRestriction.LOGIN
            )
        write_truth(find_below(parent))
        return False

    def recreate(self) -> bool:
        lock_all()
        offer = self._choose()
        if offer is None:
            return False
        offer.delete()
        new = add_offer(self.rng)
        new.save_revision().publish()
        write_truth([offer.pk, new.pk])
        return True

    def choose_how_often(self) -> bool:
        council = Council.objects.get(name=f"{self.rng.choice([*COUNCILS])} Council")
        council.digest = self.rng.choice([*CouncilDigest])
        council.save(update_fields=["digest"])
        return False

    def hear_families(self) -> bool:
        if (offer := self._choose()) is not None:
            hear(offer, self.rng, self.families)
        return False

    def decide_about_a_comment(self) -> bool:
        decide(self.rng)
        return False

    def _choose(self) -> LocalOfferPage | None:
        """An offer that nobody else can edit until this transaction ends."""
        ids = LocalOfferPage.objects.order_by("pk").values_list("pk", flat=True)
        offer_id = self.rng.choice([*ids])
        lock(Page.objects.filter(pk=offer_id))
        # Somebody may have deleted it before the lock was ours.
        return LocalOfferPage.objects.filter(pk=offer_id).first()

    def _publish(self, change: Callable[[Any], None]) -> bool:
        offer = self._choose()
        if offer is None:
            return False
        change(offer)
        minor = offer.minor_change
        offer.save_revision().publish()
        write_truth([offer.pk], minor=minor)
        return True


def lock_all() -> None:
    """
    Let nobody else edit anything until this transaction ends.

    Wagtail and treebeard expect that nobody publishes a page while it is moved, and
    don't see to it.
    """
    lock(Page.objects.all())


def lock(pages: Any) -> None:
    # Always in the same order, so that two editors don't wait for each other. SQLite
    # ignores it: there a transaction has the whole database to itself.
    list(pages.order_by("pk").select_for_update().values_list("pk", flat=True))


def add_offer(rng: random.Random) -> Any:
    body = complete_body(**choose_councils(rng))
    offer = complete_offer(parent=choose_parent(rng), body=body)
    # The number of the builders' own is one of each process.
    offer.slug = f"offer-{offer.pk}"
    offer.save(clean=False)
    return offer


def choose_councils(rng: random.Random) -> dict[str, Any]:
    """The blocks of two councils or, now and then, of one."""
    names = rng.sample([*COUNCILS], rng.choices((1, 2), (1, 3))[0])
    home, *others = (Council.objects.get(name=f"{name} Council").pk for name in names)
    items = [{"type": "item", "value": key, "id": f"c{key}"} for key in others]
    return {"council_link": home, "other_councils": items}


def choose_parent(rng: random.Random) -> Any:
    return HeadingPage.objects.get(title=rng.choice(PARENTS))


def find_below(parent: Any) -> list[int]:
    below = LocalOfferPage.objects.descendant_of(parent)
    return [*below.order_by("pk").values_list("pk", flat=True)]


def write(offer: Any, section: str, text: str) -> None:
    replace(offer, section, {"text": f"<p>{text}</p>", "more": []})


def replace(offer: Any, name: str, value: Any) -> None:
    """Give the block of that name another value."""
    offer.body = [
        {**block, "value": value} if block["type"] == name else block
        for block in offer.body.get_prep_value()
    ]
