"""Letters: emails that are no notices, as rows of an outbox, and their delivery."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from email.utils import make_msgid
from functools import partial
from typing import Any, Self, TypeVar

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from wagtail_localoffer import conf
from wagtail_localoffer.mail.mail_transport import MailTransport
from wagtail_localoffer.mail.messages import build_email
from wagtail_localoffer.mail.outbox import (
    OutboxEntry,
    OutboxQuerySet,
    open_has_next_attempt,
    sent_has_time,
)
from wagtail_localoffer.mail.retry import LONGEST_WAIT
from wagtail_localoffer.mail.routing import (
    find_diversion,
    find_hostname,
    get_sender,
    get_site_settings,
)
from wagtail_localoffer.mail.smtp import Meaning
from wagtail_localoffer.mail.wording import explain
from wagtail_localoffer.mail.writing import Words

#: An email address in what a mail server says, however it spells it.
ADDRESS = re.compile(r"(?<![^\s<>():;,])[^\s<>():;,@]{1,64}@[^\s<>():;,]{1,255}")


class LetterQuerySet(OutboxQuerySet["LetterRow"]):
    def make_ready(self) -> Self:
        """Put back what was abandoned, and let nothing wait for a wrong clock."""
        self.put_back(
            _("Its sender stopped without a report. It waits to be sent again.")
        )
        claim = timedelta(seconds=conf.get_settings().CLAIM_SECONDS)
        self.heed_clock(LONGEST_WAIT, claim)
        return self


class Letter(OutboxEntry):
    """One email to one address: first a row, then a message."""

    #: Whose settings count.
    site = models.ForeignKey(
        Site,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("site"),
    )
    #: Of the page that it is about.
    url = models.URLField(gettext_lazy("address"), max_length=2000)
    message_id = models.CharField(max_length=255, unique=True)
    sender = models.CharField(gettext_lazy("from"), max_length=255)
    reply_to = models.CharField(gettext_lazy("replies to"), max_length=255, blank=True)
    recipient = models.CharField(gettext_lazy("to"), max_length=255)
    #: Whether the recipient is another one than was meant, as on a staging copy.
    diverted = models.BooleanField(gettext_lazy("diverted"), default=False)
    subject = models.CharField(gettext_lazy("subject"), max_length=500)
    text_body = models.TextField(gettext_lazy("message"))
    html_body = models.TextField(gettext_lazy("message as HTML"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=sent_has_time(), name="%(app_label)s_%(class)s_has_time"
            ),
            models.CheckConstraint(
                condition=open_has_next_attempt(),
                name="%(app_label)s_%(class)s_has_next",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def address(
        self, recipient: str, words: Words, *, site: Site, url: str, reply_to: str = ""
    ) -> None:
        """Fill in all that the message needs, and don't save it."""
        own = get_site_settings(site.pk)
        divert_to = find_diversion(own)
        self.site, self.url = site, url
        self.message_id = make_msgid(domain=find_hostname(url) or "localhost")
        self.sender, self.reply_to = get_sender(own), reply_to
        self.recipient, self.diverted = divert_to or recipient, bool(divert_to)
        self.subject, self.text_body = words.subject, words.text
        self.html_body = words.html
        self.reason = _("It waits to be sent.")


LetterRow = TypeVar("LetterRow", bound=Letter)


class LetterTransport(MailTransport[Letter]):
    """
    Sends letters of one kind.

    :param letters: those to send, as far as they are due.
    """

    def __init__(self, letters: OutboxQuerySet[Any]) -> None:
        super().__init__()
        self._letters = letters

    def claim(self, most: int) -> list[list[Letter]]:
        project = conf.get_settings()
        if project.HOLD:
            return []
        due = self._letters.due().order_by("next_attempt_at", "pk")
        # A copy of a site may have letters that were on their way when it was copied.
        diverted = (
            {"recipient": project.DIVERT_TO, "diverted": True}
            if project.DIVERT_TO
            else {}
        )
        claimed: Iterable[Letter] = self._letters.select_related("site").claim(
            due.values_list("pk", flat=True)[:most],
            project.CLAIM_SECONDS,
            reason=_("It is being handed to the mail server."),
            **diverted,
        )
        return [[letter] for letter in claimed]

    def give_back(self, rows: list[Letter]) -> None:
        self._letters.give_back(rows, self.why_given_back)

    def hold_back(self, row: Letter) -> bool:
        reason = self.find_staging_reason(row, is_diverted=row.diverted)
        return bool(reason and row.hold(reason))

    def explain_in_log(self, row: Letter, explanation: str) -> str:
        # A server names the address that it refuses, and that may be a family's.
        return ADDRESS.sub("…", explanation)

    def send(self, letter: list[Letter]) -> str:
        (row,) = letter
        self.meaning = Meaning.REFUSED
        build = partial(
            build_email,
            subject=row.subject,
            text=row.text_body,
            html=row.html_body,
            sender=row.sender,
            reply_to=row.reply_to,
            message_id=row.message_id,
        )
        problems = self.send_to_all(build, [row.recipient])
        self.raise_if_nobody_got_it(problems, [row.recipient])
        return _("The mail server took it.")

    def advise(self, error: Exception) -> str:
        if self.meaning == Meaning.NO_SUCH_ADDRESS:
            return _("%(explanation)s There may be a mistake in the address.") % {
                "explanation": explain(error)
            }
        return _("The email can’t be put together (%(answer)s).") % {
            "answer": explain(error)
        }
