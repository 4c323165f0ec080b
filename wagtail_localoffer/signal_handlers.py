from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from wagtail.signals import page_published, page_unpublished

from wagtail_localoffer import conf
from wagtail_localoffer.announcing import announce
from wagtail_localoffer.choices import NoticeStatus
from wagtail_localoffer.models import LocalOfferMixin
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


def register_signal_handlers() -> None:
    page_published.connect(look_at_offer, dispatch_uid="wagtail_localoffer_published")
    page_unpublished.connect(
        look_at_offer, dispatch_uid="wagtail_localoffer_unpublished"
    )
