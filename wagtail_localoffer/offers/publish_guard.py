"""The publish guard: no incomplete offer goes live, on whichever route."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.compliance.rules import OfferIncomplete, find_obstacles
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model


logger = logging.getLogger("wagtail_localoffer")


#: What Wagtail logs for a revision that ``publish_scheduled`` makes live.
SCHEDULED = "wagtail.publish.scheduled"

#: What this package logs when it refuses to do so.
REFUSED = "wagtail_localoffer.refuse_scheduled"


class PublishGuard(_Base):
    """
    Keeps an incomplete offer from going live, on every route.

    It is a part of :class:`~wagtail_localoffer.models.OfferMixin`, which has the
    fields that it asks for.
    """

    class Meta:
        abstract = True

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """
        Publish or schedule ``revision``, or refuse with nothing changed.

        Takes the arguments of Wagtail's ``Page.publish``.

        :raises OfferIncomplete: the revision lacks what a live offer must have.
            ``publish_scheduled`` gets no exception, because it would stop there and
            leave the pages after this one unpublished; the refusal is logged in the
            page's history instead.
        """
        offer = revision.as_object()
        content = offer.keep_council_in_step()
        try:
            # Before Wagtail writes anything, such as the end of an earlier schedule.
            refuse_incomplete(offer, content)
        except OfferIncomplete as error:
            if kwargs.get("log_action") != SCHEDULED:
                raise
            self._report_refusal(revision, error)
            return None
        return super().publish(revision, *args, **kwargs)

    def update_aliases(self, *args: Any, **kwargs: Any) -> None:
        """
        Publish the aliases of this page, unless it is not live itself.

        Wagtail calls it for a version that is only scheduled, too. Takes the arguments
        of Wagtail's ``Page.update_aliases``.
        """
        # An alias calls it for its own, and is still as it was before it went live.
        if self.live or self.alias_of_id is not None:
            super().update_aliases(*args, **kwargs)

    # Django's own mark for templates; a function's type doesn't know it.
    update_aliases.alters_data = True  # type: ignore[attr-defined]

    def _report_refusal(self, revision: Any, error: OfferIncomplete) -> None:
        # The command runs every few minutes; one report for each revision is enough.
        entries = log_registry.get_logs_for_instance(self)
        if entries.filter(action=REFUSED, revision=revision).exists():
            return
        missing = [str(finding.message) for finding in error.findings]
        logger.error(
            "The scheduled local offer %r (page %s) was not published: %s",
            self.get_admin_display_title(),
            self.pk,
            " ".join(missing),
        )
        log(instance=self, action=REFUSED, revision=revision, data={"missing": missing})

    def keep_council_in_step(self) -> Content:
        """
        Keep ``council`` as the body has it, and the body as the database has it.

        :returns: what the offer says then.
        """
        content = read(self)
        self.council = None
        is_gone = False
        for link in content.council_links:
            if link.value is not None:
                council = Council.objects.filter(pk=link.key or 0).first()
                self.council = self.council or council
                if council is None:
                    self.body[link.place] = (COUNCIL_LINK, None, link.id)
                    is_gone = True
        return read(self) if is_gone else content

    def refuse_to_save_incomplete(
        self, update_fields: Iterable[str] | None, content: Content | None
    ) -> None:
        """
        Raise if this save would put an incomplete offer live.

        :param content: what the offer says, if that is saved.
        """
        fields = {"live", *self._list_content()}
        if not self.live or (
            update_fields is not None and not fields.intersection(update_fields)
        ):
            return
        version = self._as_it_will_be(update_fields)
        if version is not self or content is None:
            content = read(version)
        obstacles = find_obstacles(content, find_council_url(version))
        if obstacles and not self._may_stay_live(obstacles):
            raise OfferIncomplete(obstacles)

    def _as_it_will_be(self, update_fields: Iterable[str] | None) -> PublishGuard:
        """The offer in the database after a save of ``update_fields``."""
        if update_fields is None or self._state.adding:
            return self
        stored: PublishGuard = type(self)._default_manager.get(pk=self.pk)
        for field in self._list_content().intersection(update_fields):
            setattr(stored, field, getattr(self, field))
        if "body" in update_fields:
            stored.council = self.council
        return stored

    def _list_content(self) -> set[str]:
        """The fields on which it depends whether the offer may go live."""
        details = self.framework.front_sheet.details
        return {"body"}.union(*(each.fields for each in details))

    def _may_stay_live(self, obstacles: list[Finding]) -> bool:
        """
        Whether this incomplete offer was live before it is saved here.

        It may have been, for instance since before a section became required. Such a
        page can be moved or translated like any other. A copy of it starts as a draft.
        """
        if self._state.adding:
            if self.first_published_at is None:
                return False
            self.live = False
            self.has_unpublished_changes = True
            return True
        before = type(self)._default_manager.filter(pk=self.pk, live=True).first()
        if before is None:
            return False
        known = {
            (finding.code, finding.block)
            for finding in find_obstacles(before, find_council_url(before))
        }
        return known.issuperset((finding.code, finding.block) for finding in obstacles)


def find_council_url(offer: PublishGuard) -> str | None:
    """The address that ``offer`` links to; ``None`` if no council is chosen."""
    return offer.council.local_offer_url if offer.council else None


def refuse_incomplete(offer: PublishGuard, content: Content | None = None) -> None:
    """
    Raise if ``offer`` may not go live as it is.

    :param content: what it says, if that was read already.
    :raises OfferIncomplete: with everything that it lacks.
    """
    if obstacles := find_obstacles(content or offer, find_council_url(offer)):
        raise OfferIncomplete(obstacles)
