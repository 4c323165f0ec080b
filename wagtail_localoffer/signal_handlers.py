from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished

from wagtail_localoffer import conf
from wagtail_localoffer.announcing import announce
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import Council, LocalOfferMixin, find_offers_using
from wagtail_localoffer.tasks import deliver_notice

logger = logging.getLogger("wagtail_localoffer")


def look_at_offer(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not isinstance(instance, LocalOfferMixin):
        return
    # A batch that fails later rolls back; only what is committed is true.
    transaction.on_commit(partial(_announce_and_deliver, instance.pk), robust=True)


def _announce_and_deliver(offer_id: int) -> None:
    # Publishing never fails because of mail, nor of what leads to it. The command
    # send_council_notices catches up with whatever goes wrong here.
    try:
        notice = announce(offer_id)
        if notice is None or notice.status != NoticeStatus.PENDING:
            return
        if conf.get_settings().DELIVER_ON_PUBLISH:
            transaction.on_commit(partial(_deliver_later, notice.pk), robust=True)
    except Exception:
        logger.exception("The local offer on page %s was not announced.", offer_id)


def _deliver_later(notice_id: int) -> None:
    try:
        deliver_notice.enqueue(notice_id)
    except Exception:
        logger.exception("Council notice %s could not be queued.", notice_id)


def protect_council_in_drafts(sender: Any, instance: Council, **kwargs: Any) -> None:
    # The database protects a council of a saved offer. A draft of a live offer is only
    # JSON to it.
    if offers := find_offers_using(instance):
        raise ProtectedError(
            "Cannot delete a council that local offers link to.", set(offers)
        )


def register_signal_handlers() -> None:
    pre_delete.connect(
        protect_council_in_drafts,
        sender=Council,
        dispatch_uid="wagtail_localoffer_protect_council",
    )
    page_published.connect(look_at_offer, dispatch_uid="wagtail_localoffer_published")
    page_unpublished.connect(
        look_at_offer, dispatch_uid="wagtail_localoffer_unpublished"
    )
