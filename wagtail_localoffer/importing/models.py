"""Documents that people bring in, with what is still to be decided of them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.frameworks.lookups import in_words
from wagtail_localoffer.importing.pieces import (
    State,
    list_sections,
    reopen,
    restore,
    store,
)
from wagtail_localoffer.importing.sorting import Sorting


class DocumentImport(models.Model):
    """
    A document that is brought in: its pieces, and what becomes of each.

    It is kept with the draft that it was written into, so that what was not placed can
    still be. It is never public.
    """

    name = models.CharField(_("document"), max_length=255)
    #: Of the content of its files (SHA-256, in hexadecimal).
    digest = models.CharField(max_length=64, db_index=True, editable=False)
    created_at = models.DateTimeField(_("brought in at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("brought in by"),
    )
    #: The kind of offer that it becomes, as ``app_label.ModelName``.
    offer_model = models.CharField(max_length=255, editable=False)
    #: The type of setting that a new offer is about, if one was chosen.
    setting_type = models.CharField(max_length=20, blank=True, editable=False)
    #: The page below which a new offer will stand, until that is made.
    parent = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("below"),
    )
    #: The offer whose draft it is written into; of a new one, once that is made.
    offer = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("offer"),
    )
    #: The offer of another kind that is taken over into a new one, until that is made.
    source = models.ForeignKey(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("taken over from"),
    )
    changed_at = models.DateTimeField(auto_now=True)
    pieces = models.JSONField(default=list, editable=False)
    #: What was done with them, so that it can be undone.
    steps = models.JSONField(default=list, editable=False)
    #: How many of the pieces are neither in the draft nor left out: a copy, so that
    #: lists need not read them.
    waiting = models.PositiveIntegerField(default=0, editable=False)
    #: All that the document says for each field of the front sheet and the contact.
    found = models.JSONField(default=dict, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("document brought in")
        verbose_name_plural = _("documents brought in")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        waits = (State.OPEN.value, State.PLACED.value)
        self.waiting = sum(each["state"] in waits for each in self.pieces)
        super().save(*args, **kwargs)

    # Django's own mark for templates; a function's type doesn't know it.
    save.alters_data = True  # type: ignore[attr-defined]

    def get_offer_model(self) -> Any:
        return apps.get_model(self.offer_model)

    @property
    def proposed(self) -> dict[str, str]:
        """What counts of it: the first that the document says for each field."""
        return {name: values[0] for name, values in self.found.items()}

    @cached_property
    def draft(self) -> Any:
        """The newest version of its offer; ``None`` if it has none yet."""
        return self.offer and self.read_draft()

    def read_draft(self) -> Any:
        """Read the newest version of its offer, which it has."""
        offer: Any = self.offer
        return offer.specific.get_latest_revision_as_object()

    def list_sections(self) -> list[Section]:
        """The sections of the offer that it becomes, in the words of its type."""
        # A new offer has the type that was chosen for it, and one can change it later.
        setting_type = self.setting_type
        if self.offer:
            setting_type = getattr(self.draft, "setting_type", "")
        framework = in_words(self.get_offer_model().get_framework(), setting_type)
        return list_sections(framework, setting_type)

    def get_sorting(self) -> Sorting:
        known = {section.key for section in self.list_sections()}
        pieces = [reopen(piece, known) for piece in restore(self.pieces)]
        return Sorting(pieces, self.steps)

    def keep(self, sorting: Sorting) -> None:
        """Save what was done with its pieces."""
        self.pieces, self.steps = store(sorting.pieces), sorting.steps
        self.save()

    # Django's own mark for templates; a function's type doesn't know it.
    keep.alters_data = True  # type: ignore[attr-defined]
