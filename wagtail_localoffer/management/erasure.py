"""The erasure of a person: every row of the package, and what Wagtail keeps of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
    get_page_models,
)
from wagtail.search import index

from wagtail_localoffer.content.fingerprint import SENCO_NAME, is_senco_name
from wagtail_localoffer.content.redaction import Redaction
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.notices.choices import NoticeStatus
from wagtail_localoffer.notices.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.site_settings import CouncilNoticeSettings
from wagtail_localoffer.offers.health_index import HealthServiceIndexMixin
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.reporting.models import OfferSummary
from wagtail_localoffer.text.mentions import Person

#: Rows in memory at a time: a revision may be long.
CHUNK = 50

#: The notices that nobody sends any more.
DONE = (NoticeStatus.SENT, NoticeStatus.REPLACED)

#: Columns of a notice in which people may be named. Those of addresses of pages are not
#: among them: what is told next is compared with these.
NOTICE_TEXTS = (
    *("page_title", "setting_name", "sender", "recipient", "reply_to", "copy_to"),
    *("subject", "text_body", "html_body", "reason"),
)

#: One address each, with nothing in its place.
ADDRESSES = ("reply_to", "copy_to")

PUBLISH = "Edit and publish this page, then run this again."
SCHEDULED = (
    "It is scheduled to go live. Edit the page or cancel that, then run this again."
)
UNSENT = "It is not sent yet. Send it or record that it is done, then run this again."
BY_HAND = "Change it in the admin."


@dataclass(frozen=True)
class Place:
    """Where somebody is mentioned."""

    kind: str
    pk: Any
    title: str
    #: The field or the block, and how often they are in it.
    part: str
    times: int
    #: What somebody must do; empty where the words are taken out.
    by_hand: str = ""


@dataclass
class Erasure:
    """
    Takes a person out of all that this package keeps, as far as a program should.

    What the public reads now, what is about to be published or sent, and settings stay
    as they are. Each is named with what to do.
    """

    person: Person
    words: str
    dry_run: bool = True
    #: What stood beside a name or an address that was given, and may be theirs.
    beside: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)
    #: Pages that somebody must edit, and the versions that are kept with them.
    _kept_pages: set[int] = field(default_factory=set)
    _kept_revisions: set[int] = field(default_factory=set)

    def run(self) -> Iterator[Place]:
        """Give each place, and take the person out of it unless it is a dry run."""
        self._names.update(self.person.names)
        models_of_pages = _list_page_models()
        types = list(ContentType.objects.get_for_models(*models_of_pages).values())
        for model in models_of_pages:
            yield from self._erase_pages(model)
        yield from self._erase_revisions(types)
        for name, rows, texts in (
            ("comment", Comment.objects.filter(page__content_type__in=types), ["text"]),
            (
                "reply to a comment",
                CommentReply.objects.filter(comment__page__content_type__in=types),
                ["text"],
            ),
            (
                "step of a workflow",
                TaskState.objects.filter(revision__content_type__in=types),
                ["comment"],
            ),
            (
                "entry in a page’s history",
                PageLogEntry.objects.filter(content_type__in=types),
                ["label", "data"],
            ),
            (
                "entry in the history of a council or a notice",
                ModelLogEntry.objects.filter(
                    content_type__app_label=CouncilNotice._meta.app_label
                ),
                ["label", "data"],
            ),
            ("delivery through a channel", ChannelDelivery.objects.all(), ["reason"]),
            (
                "summary of an offer",
                OfferSummary.objects.exclude(offer__in=self._kept_pages),
                ["setting_name"],
            ),
        ):
            for row in _walk(rows):
                yield from self._erase_columns(name, row, texts)
        yield from self._erase_notices()
        yield from self._list_settings()

    def _erase_pages(self, model: type[Any]) -> Iterator[Place]:
        for page in _walk(model._base_manager.filter(_is_exactly(model))):
            redaction = self._start()
            before = page.serializable_data()
            # They are rows of their own.
            before.pop(COMMENTS_RELATION_NAME, None)
            after = redaction.take_out(before)
            changed = {name for name in before if after[name] != before[name]}
            columns = {
                each.name: each.to_python(after[each.name])
                for each in page._meta.concrete_fields
                if each.name in changed
            }
            # What a project keeps in rows of its own beside the page is its editor's.
            is_whole = columns.keys() == changed
            is_public = page.live and changed != {"draft_title"}
            by_hand = PUBLISH if is_public or not is_whole else ""
            yield from self._settle(redaction, "page", page.pk, page.title, by_hand)
            if not redaction.counts:
                continue
            if by_hand:
                self._kept_pages.add(page.pk)
                kept = (page.live_revision_id, page.latest_revision_id)
                self._kept_revisions.update(filter(None, kept))
            elif not self.dry_run:
                model._default_manager.filter(pk=page.pk).update(**columns)
                index.insert_or_update_object(model._default_manager.get(pk=page.pk))

    def _erase_revisions(self, types: list[ContentType]) -> Iterator[Place]:
        rows = Revision.objects.filter(content_type__in=types)
        for row in _walk(rows):
            redaction = self._start()
            content = redaction.take_out(row.content)
            title = redaction.take_out(row.object_str, "title")
            by_hand = ""
            if row.pk in self._kept_revisions:
                by_hand = PUBLISH
            elif row.approved_go_live_at is not None:
                by_hand = SCHEDULED
            name = f"{row.object_str} (page {row.object_id})"
            yield from self._settle(redaction, "revision", row.pk, name, by_hand)
            if redaction.counts and not by_hand and not self.dry_run:
                Revision.objects.filter(pk=row.pk).update(
                    content=content, object_str=title
                )

    def _erase_notices(self) -> Iterator[Place]:
        for row in _walk(CouncilNotice.objects.all()):
            is_done = row.status in DONE
            digest = dict(row.digest)
            also = {}
            sealed = digest.get(SENCO_NAME)
            if is_done and any(is_senco_name(sealed, name) for name in self._names):
                del digest[SENCO_NAME]
                also = {"digest": digest}
            texts = (*NOTICE_TEXTS, "changes")
            yield from self._erase_columns(
                "council notice", row, texts, "" if is_done else UNSENT, **also
            )

    def _erase_columns(
        self, kind: str, row: Any, names: Any, by_hand: str = "", **also: Any
    ) -> Iterator[Place]:
        """
        Take the person out of some columns of a row.

        :param also: what else of them is taken out, by its columns.
        """
        redaction = self._start()
        changes = dict(also)
        for name in names:
            before = getattr(row, name)
            after = redaction.take_out(before, name)
            if after != before:
                changes[name] = "" if name in ADDRESSES else after
        redaction.counts.update(dict.fromkeys(also, 1))
        # To say what it is called may take a query.
        title = str(row) if redaction.counts else ""
        yield from self._settle(redaction, kind, row.pk, title, by_hand)
        if changes and not by_hand and not self.dry_run:
            type(row)._default_manager.filter(pk=row.pk).update(**changes)

    def _list_settings(self) -> Iterator[Place]:
        """What decides whom the site writes to, and who may log in."""
        kept: list[tuple[str, Any]] = [
            ("settings of a site", CouncilNoticeSettings),
            ("council", Council),
        ]
        for kind, model in kept:
            for row in _walk(model._default_manager.all()):
                texts = [
                    each.name
                    for each in row._meta.concrete_fields
                    if isinstance(each, models.CharField | models.TextField)
                ]
                yield from self._erase_columns(kind, row, texts, BY_HAND)
        for user in _walk(get_user_model()._default_manager.all()):
            redaction = self._start()
            for part, text in (
                ("name", user.get_full_name()),
                ("user name", user.get_username()),
                ("email", getattr(user, user.get_email_field_name(), "")),
            ):
                redaction.take_out(text or "", part)
            yield from self._settle(
                redaction, "user account", user.pk, user.get_username(), BY_HAND
            )

    def _start(self) -> Redaction:
        return Redaction(self.person, self.words)

    def _settle(
        self, redaction: Redaction, kind: str, pk: Any, title: str, by_hand: str
    ) -> Iterator[Place]:
        # What this prints may be kept too.
        title, _number = self.person.replace(title, self.words)
        self._names |= redaction.names
        self.beside |= redaction.beside
        for part, times in sorted(redaction.counts.items()):
            yield Place(kind, pk, title, part, times, by_hand)


def _list_page_models() -> list[type[Any]]:
    kinds = (OfferMixin, HealthServiceIndexMixin)
    return [model for model in get_page_models() if issubclass(model, kinds)]


def _is_exactly(model: type[Any]) -> models.Q:
    """A model that another one is built on has the other's pages too."""
    return models.Q(content_type=ContentType.objects.get_for_model(model))


def _walk(rows: Any) -> Iterator[Any]:
    """Give rows by their keys, a few at a time, so that each may be changed."""
    ordered = rows.order_by("pk")
    found = list(ordered[:CHUNK])
    while found:
        yield from found
        is_last = len(found) < CHUNK
        found = [] if is_last else list(ordered.filter(pk__gt=found[-1].pk)[:CHUNK])
