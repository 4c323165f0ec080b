"""Sending many notices to a mail server on this machine."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from unittest import mock

from django.core.mail import EmailMultiAlternatives

from tests.bench.child import apart
from tests.bench.figures import Limit, Row, interleave, seconds
from tests.bench.pages import build_offer
from tests.bench.sink import mail_sink
from tests.mailserver import smtp_settings
from wagtail_localoffer.choices import NoticeKind
from wagtail_localoffer.content import read
from wagtail_localoffer.mail.messages import connect
from wagtail_localoffer.models import Council, CouncilNotice
from wagtail_localoffer.notices.delivery import dispatcher
from wagtail_localoffer.notices.delivery.messages import build_message
from wagtail_localoffer.notices.differences import list_texts
from wagtail_localoffer.notices.emails import write_words
from wagtail_localoffer.notices.entry import build_entry

#: What memory is compared with.
FEW = 100
#: Messages that fill Python's caches; that of regular expressions holds 512.
WARM_UP = 600
#: Seconds to wait for the server's answers.
TIMEOUT = 10


def measure(*, rounds: int, notices: int, memory_rounds: int) -> Iterator[Row]:
    with mail_sink() as port:
        with smtp_settings(port):
            yield Row(
                f"delivering {notices:,} notices",
                interleave(lambda: send(notices), lambda: deliver(notices), rounds),
                Limit(times=1.2),
                "s",
            )
        yield Row(
            f"memory for {notices:,} notices",
            interleave(
                lambda: measure_apart(port, FEW),
                lambda: measure_apart(port, notices),
                memory_rounds,
            ),
            Limit(times=1.1),
            "kB",
        )


def send(notices: int) -> float:
    """Measure Django alone, with messages that are ready."""
    fill(notices)
    notices_due = CouncilNotice.objects.all()
    messages = [build_message(notice, notice.recipient) for notice in notices_due]
    return seconds(lambda: _send_all(messages))


def deliver(notices: int) -> float:
    fill(notices)
    return seconds(lambda: _deliver_all(notices))


def measure_apart(port: int, notices: int) -> float:
    fill(notices + 1)
    with apart() as run:
        return float(run(measure_memory, port, notices))


def measure_memory(port: int, notices: int) -> float:
    """
    Measure the most memory that Python holds at once for delivering, in kB.

    The process itself is left out: it is larger than all notices together, so that
    even a delivery that kept them all would hardly show.
    """
    with smtp_settings(port):
        tracemalloc.start()
        first = CouncilNotice.objects.all()[0]
        # Modules that are loaded on first use are no part of it, nor is Python's cache
        # of regular expressions: each message fills it further, up to a limit.
        dispatcher.deliver(first.pk)
        for _message in range(WARM_UP):
            build_message(first, first.recipient).message().as_bytes()
        _collect_garbage_often()
        tracemalloc.reset_peak()
        _deliver_all(notices)
        return tracemalloc.get_traced_memory()[1] / 1000


def fill(notices: int) -> None:
    """Make so many notices due, and no others; each tells of two changes."""
    CouncilNotice.objects.all().delete()
    offer = build_offer()
    content = read(offer)
    council = Council.objects.get(name="Lancashire County Council")
    # A local one would be held back.
    url = f"http://www.hawthornbank.school/{offer.slug}/"
    # It is no page of a site.
    with mock.patch.object(type(offer), "full_url", url):
        entry, texts = build_entry(offer), list_texts(content)
    changes = [
        {"heading": "Teaching and learning", "url": f"{url}#teaching-and-learning"},
        {"heading": "Transitions", "url": f"{url}#transitions"},
    ]
    words = write_words(
        NoticeKind.UPDATED,
        {
            "setting_name": offer.setting_name,
            "page_title": offer.title,
            "url": url,
            "previous_url": "",
            "changes": changes,
            "reply_to": "senco@hawthornbank.example",
            **entry,
        },
        council,
    )
    CouncilNotice.objects.bulk_create(
        (
            CouncilNotice(
                offer_id=number,
                number=1,
                kind=NoticeKind.UPDATED,
                page_title=offer.title,
                setting_name=offer.setting_name,
                url=url,
                council=council,
                council_name=council.name,
                digest=content.fingerprint,
                changes=changes,
                entry=entry,
                texts=texts,
                message_id=f"<{number}@hawthornbank.example>",
                sender="Hawthorn Bank Primary School <website@hawthornbank.example>",
                reply_to="senco@hawthornbank.example",
                recipient="local-offer@council.example",
                subject=words.subject,
                text_body=words.text,
                html_body=words.html,
            )
            for number in range(notices)
        ),
        batch_size=500,
    )


def _collect_garbage_often() -> None:
    # Python's messages are garbage in circles. By default it is left lying until it is
    # a quarter of all objects, which would hide what is really kept.
    gc.collect()
    gc.freeze()
    gc.set_threshold(500, 1, 1)
    # Of what isn't frozen, there is nothing left now to take a quarter of.
    gc.collect()


def _send_all(messages: list[EmailMultiAlternatives]) -> None:
    connection = connect(TIMEOUT)
    if connection.send_messages(messages) != len(messages):
        raise RuntimeError("Not all messages were sent.")
    connection.close()


def _deliver_all(notices: int) -> None:
    tally = dispatcher.deliver_due()
    if tally != {"sent": notices}:
        raise RuntimeError(f"Of {notices} notices: {dict(tally)}.")
