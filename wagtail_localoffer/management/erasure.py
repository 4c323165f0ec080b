"""The erasure of a person: every row of the package, and what Wagtail keeps of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    Revision,
    TaskState,
)
from wagtail.search import index

from wagtail_localoffer.content.decisions import list_choices
from wagtail_localoffer.content.fingerprint import (
    SENCO_NAME,
    hide_people,
    is_senco_name,
)
from wagtail_localoffer.content.redaction import Redaction
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment
from wagtail_localoffer.feedback.site_settings import FeedbackSettings
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.mail.choices import MailStatus
from wagtail_localoffer.mail.site_settings import (
    CouncilNoticeSettings,
    OfferNoticeSettings,
)
from wagtail_localoffer.management.judgements import (
    BY_HAND,
    ELSEWHERE,
    ORIGINAL,
    PUBLISH,
    SCHEDULED,
    TOO_DEEP,
    UNSENT,
    Judge,
    Judgement,
    judge_columns,
    judge_comment,
    judge_letter,
    judge_user,
)
from wagtail_localoffer.notices.history import is_history
from wagtail_localoffer.notices.models import ChannelDelivery, CouncilNotice
from wagtail_localoffer.notices.redaction import TEXTS, take_out_contacts
from wagtail_localoffer.offers.frontend_cache import purge_review
from wagtail_localoffer.offers.listings.models import OfferListing, OfferSource
from wagtail_localoffer.offers.mixin import OfferMixin
from wagtail_localoffer.offers.own_pages import OWN_PAGES, get_own_page_models
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.public.cache import has_frontend_cache
from wagtail_localoffer.public.withdrawn_page import WithdrawnPage
from wagtail_localoffer.reporting.models import OfferSummary
from wagtail_localoffer.text.mentions import Person

#: Rows in memory at a time: a revision may be long.
CHUNK = 50

#: The notices that nobody sends any more.
DONE = (MailStatus.SENT, MailStatus.REPLACED)


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


@dataclass(frozen=True)
class _Found:
    """What mentions somebody in one row."""

    #: How often, by the field or the block.
    counts: Counter[str] = field(default_factory=Counter)
    columns: dict[str, Any] = field(default_factory=dict)
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
        models_of_pages = get_own_page_models()
        types = list(ContentType.objects.get_for_models(*models_of_pages).values())
        for model in models_of_pages:
            pages = model._base_manager.filter(_is_exactly(model))
            yield from self._erase("page", pages, self._judge_page)
        for model in get_offer_models():
            # No editor can change it, and no council is told of it.
            review = partial(judge_columns, names=["reviewed_with"])
            offers = model._base_manager.filter(_is_exactly(model))
            yield from self._erase("review of an offer", offers, review)
        revisions = Revision.objects.filter(content_type__in=types)
        yield from self._erase("revision", revisions, self._judge_revision)
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
                "page in place of a withdrawn offer",
                WithdrawnPage.objects.all(),
                ["name", "blocks"],
            ),
            (
                "document brought in",
                DocumentImport.objects.all(),
                ["name", "pieces", "steps", "found"],
            ),
            (
                "source of offers",
                OfferSource.objects.all(),
                ["problem", "report"],
            ),
            (
                "summary of an offer",
                OfferSummary.objects.exclude(offer__in=self._kept_pages),
                ["setting_name", "contact_name"],
            ),
            (
                "review of an offer, in its summary",
                OfferSummary.objects.all(),
                ["reviewed_with"],
            ),
        ):
            judge = partial(judge_columns, names=texts)
            yield from self._erase(name, rows, judge)
        notices = CouncilNotice.objects.all()
        yield from self._erase("council notice", notices, self._judge_notice)
        comments = FamilyComment.objects.all()
        yield from self._erase("comment of a family", comments, judge_comment)
        letters = CommentLetter.objects.all()
        yield from self._erase("letter about a comment", letters, judge_letter)
        yield from self._list_others()

    def _erase(self, kind: str, rows: Any, judge: Judge) -> Iterator[Place]:
        """
        Take the person out of rows.

        :param judge: says what of a row to change, or why somebody else must.
        """
        for row in _walk(rows):
            found = self._look(row, judge)
            if found.counts and not found.by_hand and not self.dry_run:
                found = self._change(row, judge)
            # What this prints may be kept too.
            title = _name(row) if found.counts else ""
            title, _number = self.person.replace(title, self.words)
            for part, times in sorted(found.counts.items()):
                yield Place(kind, row.pk, title, part, times, found.by_hand)

    def _look(self, row: Any, judge: Judge) -> _Found:
        redaction = self._start()
        try:
            columns, by_hand = judge(row, redaction)
        except RecursionError:
            return _Found(Counter(content=1), by_hand=TOO_DEEP)
        self._names |= redaction.names
        self.beside |= redaction.beside
        return _Found(redaction.counts, columns, by_hand)

    @transaction.atomic
    def _change(self, row: Any, judge: Judge) -> _Found:
        """Look again: it may have been saved, published or sent since it was read."""
        rows = type(row)._base_manager.filter(pk=row.pk)
        row = rows.select_for_update().first()
        if row is None:
            return _Found()
        found = self._look(row, judge)
        if found.columns and not found.by_hand:
            rows.update(**found.columns)
            if isinstance(row, OWN_PAGES):
                update = partial(index.insert_or_update_object, rows.get())
                transaction.on_commit(update)
            if isinstance(row, OfferMixin) and has_frontend_cache():
                transaction.on_commit(partial(purge_review, row), robust=True)
        return found

    def _judge_page(self, page: Any, redaction: Redaction) -> Judgement:
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
        unseen = {"draft_title"}
        # The words of what was chosen are kept for editors, and reasons are public.
        if list_choices(before.get("answers")) == list_choices(after.get("answers")):
            unseen.add("answers")
        is_public = page.live and not changed <= unseen
        if not redaction.counts or (is_whole and not is_public):
            return columns, ""
        self._kept_pages.add(page.pk)
        kept = (page.live_revision_id, page.latest_revision_id)
        self._kept_revisions.update(filter(None, kept))
        # Nobody can edit an alias.
        original = page.alias_of_id
        return {}, ORIGINAL.format(original) if original else PUBLISH

    def _judge_revision(self, row: Revision, redaction: Redaction) -> Judgement:
        columns = {
            "content": redaction.take_out(row.content),
            "object_str": redaction.take_out(row.object_str, "title"),
        }
        by_hand = ""
        if redaction.counts and self._is_kept(row):
            by_hand = PUBLISH
        elif row.approved_go_live_at is not None:
            by_hand = SCHEDULED
        return columns, by_hand

    def _is_kept(self, revision: Revision) -> bool:
        """Whether it belongs to what somebody must edit, as its page is by now."""
        page = revision.content_object
        if page is not None and revision.pk in (
            page.live_revision_id,
            page.latest_revision_id,
        ):
            self._judge_page(page, self._start())
        return revision.pk in self._kept_revisions

    def _judge_notice(self, row: CouncilNotice, redaction: Redaction) -> Judgement:
        columns, _by_hand = judge_columns(row, redaction, TEXTS)
        columns = take_out_contacts(row, redaction, columns)
        if row.status not in DONE:
            return {}, UNSENT
        sealed = row.digest.get(SENCO_NAME)
        if any(is_senco_name(sealed, name) for name in self._names):
            past = CouncilNotice.objects.filter(is_history(), pk=row.pk).exists()
            columns["digest"] = {} if past else hide_people(row.digest)
            redaction.counts["digest"] = 1
        return columns, ""

    def _list_others(self) -> Iterator[Place]:
        """What decides whom the site writes to and who may log in, or isn't ours."""
        kept: list[tuple[str, Any]] = [
            ("settings of a site", CouncilNoticeSettings),
            ("sender of an offer’s notices", OfferNoticeSettings),
            ("settings for what families say", FeedbackSettings),
            ("council", Council),
        ]
        for kind, model in kept:
            texts = [
                each.name
                for each in model._meta.concrete_fields
                if isinstance(each, models.CharField | models.TextField)
            ]
            judge = partial(judge_columns, names=texts, by_hand=BY_HAND)
            yield from self._erase(kind, model._default_manager.all(), judge)
        texts = ["name", "contact", "text", "document"]
        judge = partial(judge_columns, names=texts, by_hand=ELSEWHERE)
        elsewhere = OfferListing.objects.filter(source__isnull=False)
        yield from self._erase("offer of another site", elsewhere, judge)
        users = get_user_model()._default_manager.all()
        yield from self._erase("user account", users, judge_user)

    def _start(self) -> Redaction:
        return Redaction(self.person, self.words)


def _name(row: Any) -> str:
    """Say what a row is called, which may take a query."""
    if isinstance(row, Revision):
        return f"{row.object_str} (page {row.object_id})"
    return str(row.title if isinstance(row, OWN_PAGES) else row)


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
