"""Councils: who they are, how they learn of news, and who follows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.councils.choices import CouncilContact, CouncilDigest
from wagtail_localoffer.councils.subject import fill_subject
from wagtail_localoffer.fields import (
    TidyCharField,
    TidyEmailField,
    TidyTextField,
    TidyURLField,
)
from wagtail_localoffer.text.emails import is_email, join_emails
from wagtail_localoffer.text.typed import (
    tidy_address,
    tidy_email_lines,
    tidy_identifier,
    tidy_lines,
    tidy_name,
)

#: The most characters of all email addresses of a council, with a comma and a space
#: between them: a notice keeps them in one field.
LONGEST_RECIPIENTS = 2000


class CouncilQuerySet(models.QuerySet["Council"]):
    def in_office(self, today: date | None = None) -> Self:
        """Those whose last day in office, if they have one, has not passed."""
        today = today or get_today()
        return self.filter(
            models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=today)
        )


# NB: the types of the offers' own managers are Wagtail's, which has none for mypy.
class Council(models.Model):  # type: ignore[django-manager-missing]
    """
    A council with a local offer of its own, to which establishments link.

    A blank address or email means that nobody has confirmed one: never guess it.
    """

    name = TidyCharField(tidy_name, _("name"), max_length=100, unique=True)
    # Null, so that any number of records may have none.
    gss_code = TidyCharField(
        tidy_identifier,
        _("GSS code"),
        max_length=9,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(
                r"^E\d{8}$", _("A GSS code is an E and 8 digits, like E10000017.")
            )
        ],
        help_text=_("The code of the Office for National Statistics for the area."),
    )
    homepage_url = TidyURLField(tidy_address, _("address of its website"), blank=True)
    local_offer_url = TidyURLField(
        tidy_address,
        _("address of its local offer"),
        blank=True,
        help_text=_(
            "Offers link to this page, for example https://council.example/send. An "
            "offer can’t be published without it."
        ),
    )

    contact_by = models.CharField(
        _("how it learns of news"),
        max_length=20,
        choices=CouncilContact,
        default=CouncilContact.EMAIL,
    )
    update_email = TidyEmailField(
        tidy_address,
        _("email address for updates"),
        blank=True,
        help_text=_(
            "The council is told here when an offer is published. Leave it empty if "
            "you don’t know it: nothing is sent then."
        ),
    )
    more_emails = TidyTextField(
        tidy_email_lines,
        _("more email addresses"),
        blank=True,
        help_text=_("Who else at the council is told. One address on each line."),
    )
    form_url = TidyURLField(
        tidy_address,
        _("address of its form"),
        blank=True,
        help_text=_("Where a setting enters its own changes."),
    )
    digest = models.CharField(
        _("how often it gets an email"),
        max_length=20,
        choices=CouncilDigest,
        default=CouncilDigest.AS_SITE,
        blank=True,
        help_text=_(
            "One email a day or a week has all settings with news in a table, and one "
            "file for all. The weekly one goes out on Monday, at the hour of the daily "
            "one, which is 17:00 unless the project has set another. What was to go "
            "sooner when you change this still does."
        ),
    )
    # No choices: those of the project's settings would be part of our migrations.
    language = models.CharField(
        _("language of the emails"),
        max_length=20,
        blank=True,
        help_text=_("Leave it empty for the site’s own language."),
    )
    email_subject = TidyCharField(
        tidy_name,
        _("subject of the emails"),
        max_length=200,
        blank=True,
        help_text=_(
            "Only if the council wants its own. {news} stands for what happened, "
            "{setting} for the name of the setting, {reference} for its number."
        ),
    )
    email_opening = TidyTextField(
        tidy_lines,
        _("opening of the emails"),
        blank=True,
        help_text=_("What the council wants to read first, such as a reference."),
    )

    # No choices here: what they may be is known above this floor.
    csv_columns = TidyTextField(
        tidy_lines,
        _("columns of its file"),
        blank=True,
        help_text=_(
            "Each email has a CSV file for the council’s directory. Leave it empty for "
            "the columns of Outpost. Otherwise one column on each line, like “name”, "
            "or with the council’s own heading, like “School name = name”."
        ),
    )

    valid_from = models.DateField(_("in office from"), null=True, blank=True)
    valid_to = models.DateField(
        _("in office until"),
        null=True,
        blank=True,
        help_text=_("The last day, if the council was abolished or will be."),
    )
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("The council that takes over, or the one for your area."),
    )

    #: When the address of the local offer was last tried, and what was wrong with it.
    checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    check_problem = models.TextField(
        _("problem with the address"), blank=True, editable=False
    )

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = _("council")
        verbose_name_plural = _("councils")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """
        Refuse what could never be used.

        :raises ValidationError: with a message for each field that is wrong.
        """
        super().clean()
        errors: dict[str, list[object]] = {}
        for address in self.more_emails.split():
            if not is_email(address):
                message = _("“%(address)s” is not an email address.")
                errors.setdefault("more_emails", []).append(
                    message % {"address": address}
                )
        if len(join_emails(self.recipients)) > LONGEST_RECIPIENTS:
            message = _(
                "These are too many addresses: together they may have %(number)s "
                "characters. Ask the council for one address that reaches them all."
            )
            errors.setdefault("more_emails", []).append(
                message % {"number": LONGEST_RECIPIENTS}
            )
        if self.contact_by == CouncilContact.SELF_SERVICE and not self.form_url:
            errors["form_url"] = [_("Enter the address of the council’s form.")]
        if self.email_subject and not _is_subject(self.email_subject):
            errors["email_subject"] = [
                _(
                    "Use no other words in braces than {news}, {setting} and "
                    "{reference}."
                )
            ]
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            errors["valid_to"] = [_("Enter a day that is not before the first.")]
        if self.successor_id is not None and self.successor_id == self.pk:
            errors["successor"] = [_("Choose another council.")]
        if errors:
            raise ValidationError(errors)

    @property
    def local_offer_address(self) -> str:
        """The address as people write it, without the scheme."""
        return self.local_offer_url.split("://", 1)[-1].rstrip("/")

    @property
    def recipients(self) -> list[str]:
        """All email addresses at which the council is told, each once."""
        addresses = [self.update_email, *self.more_emails.split()]
        return list(dict.fromkeys(filter(None, addresses)))

    @property
    def addresses(self) -> list[str]:
        """What has to work for its settings: its local offer, and its form."""
        return [url for url in (self.local_offer_url, self.form_url) if url]

    def forget_check(self) -> None:
        """Make a new address one that nobody has checked. It doesn't save."""
        self.checked_at = None
        self.check_problem = ""

    def is_abolished(self, today: date | None = None) -> bool:
        """Whether its last day in office has passed."""
        return self.valid_to is not None and self.valid_to < (today or get_today())

    def find_successor(self, today: date | None = None) -> Council | None:
        """
        The first council in office of those that follow this one.

        :param today: the day that counts, by default the current one.
        :returns: ``None`` if there is none. Councils that follow each other in a circle
            are passed once.
        """
        passed = {self.pk}
        successor = self.successor
        while successor is not None and successor.pk not in passed:
            if not successor.is_abolished(today):
                return successor
            passed.add(successor.pk)
            successor = successor.successor
        return None


class OfferCouncilQuerySet(models.QuerySet["OfferCouncil"]):
    def keep(self, offer_id: int, councils: Iterable[Council]) -> bool:
        """
        Keep to which further councils an offer belongs, in their order.

        Call it in the transaction in which the offer is saved or locked.

        :returns: whether they were others before.
        """
        wanted = [council.pk for council in councils]
        rows = self.filter(offer_id=offer_id).order_by("pk")
        if wanted == list(rows.values_list("council_id", flat=True)):
            return False
        rows.delete()
        new = [self.model(offer_id=offer_id, council_id=pk) for pk in wanted]
        # Another process may have kept the same ones since.
        self.bulk_create(new, ignore_conflicts=True)
        return True

    def find_councils(self, offer_ids: Iterable[int]) -> dict[int, list[Council]]:
        """Find the further councils of offers, in one query for all of them."""
        found: dict[int, list[Council]] = {}
        rows = self.filter(offer_id__in=list(offer_ids)).select_related("council")
        for row in rows.order_by("pk"):
            found.setdefault(row.offer_id, []).append(row.council)
        return found


class OfferCouncil(models.Model):
    """
    A further council of an offer, as the saved body names it.

    An editor chooses it in the body. It stands here so that the database protects a
    council that is in use, and so that thousands of offers needn't be read.
    """

    #: The page of the offer, whatever its type.
    offer = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="further_offers"
    )

    #: The body says so too.
    wagtail_reference_index_ignore = True

    objects = OfferCouncilQuerySet.as_manager()

    class Meta:
        verbose_name = _("further council of an offer")
        verbose_name_plural = _("further councils of offers")
        # Whoever may write the offer may choose its councils.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "council"], name="localoffer_offer_council_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.council)


def _is_subject(text: str) -> bool:
    try:
        fill_subject(text, news="", setting="")
    except (LookupError, ValueError):
        return False
    return True
