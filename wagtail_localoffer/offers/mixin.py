"""All behaviour of an offer, of whatever kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.search import index

from wagtail_localoffer.blocks import OfferBodyField
from wagtail_localoffer.blocks.contacts import show_on
from wagtail_localoffer.clock import get_today
from wagtail_localoffer.compliance.checklist import Checklist, build_checklist
from wagtail_localoffer.compliance.rules import check_offer
from wagtail_localoffer.content import read
from wagtail_localoffer.content.answers import assess
from wagtail_localoffer.content.front_sheet import Row
from wagtail_localoffer.content.offer import KEEPER_FIELDS
from wagtail_localoffer.councils.models import Council, OfferCouncil
from wagtail_localoffer.feedback.faces import FeedbackFaces
from wagtail_localoffer.fields import TidyCharField, TidyTextField
from wagtail_localoffer.frameworks import (
    SERVICE,
    Framework,
    Words,
)
from wagtail_localoffer.frameworks.choices import AgeUnit
from wagtail_localoffer.frameworks.lookups import get_words, in_words
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK, OTHER_COUNCILS
from wagtail_localoffer.offers.ages import describe_ages
from wagtail_localoffer.offers.api_fields import list_api_fields
from wagtail_localoffer.offers.check_context import look_around
from wagtail_localoffer.offers.directories import find_compare_url
from wagtail_localoffer.offers.forms import OfferForm
from wagtail_localoffer.offers.keeper import HasKeeper
from wagtail_localoffer.offers.panels import list_panels, make_age_panel
from wagtail_localoffer.offers.publish_guard import PublishGuard
from wagtail_localoffer.offers.reviewable import REVIEW_FIELDS, HasReview
from wagtail_localoffer.offers.small_corrections import SmallCorrections
from wagtail_localoffer.public.picture import HasPicture
from wagtail_localoffer.public.schema_org import describe_organisation
from wagtail_localoffer.public.sheet_mixin import SheetFace
from wagtail_localoffer.text.typed import (
    make_storable,
    tidy_address,
    tidy_lines,
    tidy_name,
)

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: The names that Wagtail gives a page.
TITLES = ("title", "draft_title", "seo_title")


class OfferMixin(
    FeedbackFaces,
    SheetFace,
    HasPicture,
    HasKeeper,
    HasReview,
    SmallCorrections,
    PublishGuard,
):
    """
    All behaviour of an offer, of whatever kind.

    A kind of offer has a framework of its own, and is a page with this mixin first::

        class ShortBreakPage(OfferMixin, Page):
            body = OfferBodyField(OfferBodyBlock(framework=SHORT_BREAKS))

    See ``docs/kinds.md``.

    A live offer is complete, on whichever route it goes live: the form, ``publish()``
    and ``save()`` all ask :func:`~wagtail_localoffer.compliance.find_obstacles`, and
    the last two raise :class:`~wagtail_localoffer.compliance.OfferIncomplete`. Drafts
    may be as incomplete as they like.
    """

    setting_name = TidyCharField(tidy_name, _("name"), max_length=255)
    minimum_age = models.PositiveSmallIntegerField(
        _("youngest age"), null=True, blank=True
    )
    minimum_age_unit = models.CharField(
        _("counted in"), max_length=10, choices=AgeUnit, default=AgeUnit.YEARS
    )
    maximum_age = models.PositiveSmallIntegerField(
        _("oldest age, in years"), null=True, blank=True
    )
    address = TidyTextField(tidy_lines, _("address"), blank=True)
    telephone = TidyCharField(
        tidy_address, _("telephone number"), max_length=50, blank=True
    )
    #: The council of the saved body, so that the database itself protects a council
    #: that is in use. Written by :meth:`save`; an editor chooses it in the body.
    council = models.ForeignKey(
        Council,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        # Not part of revisions: an old one would name a council that is gone by now.
        serialize=False,
        related_name="%(app_label)s_%(class)s_offers",
        verbose_name=_("council"),
    )

    #: Whether what differs from the live version is too small to tell the council.
    #: It is true of drafts only: publishing turns it into an entry of ``waived``.
    minor_change = models.BooleanField(
        _("small correction: don’t tell the council"),
        default=False,
        help_text=_(
            "For a spelling mistake, for instance. The next email to the council names "
            "the part all the same."
        ),
    )
    #: The changes that the council need not be told by themselves: for each part, the
    #: fingerprints through which small corrections led to the present one, which is the
    #: last. A part that wasn't corrected has the present one alone. Written with the
    #: page itself.
    waived = models.JSONField(default=dict, editable=False, serialize=False)
    #: The next day on which it reads differently by itself: a new SENCO begins, for
    #: instance. ``waived`` is right until then. Written with the page itself.
    next_change_on = models.DateField(null=True, editable=False, serialize=False)
    #: What a person decided about what the law asks: for the key of each requirement
    #: the words of the passages that answer it by their keys, or a text that says why
    #: it doesn't apply. See ``content.decisions``.
    answers = models.JSONField(_("what the law asks"), default=dict, blank=True)

    #: A copy of an offer is about another setting, and nobody has reviewed it yet.
    exclude_fields_in_copy: ClassVar[list[str]] = [
        *REVIEW_FIELDS,
        *KEEPER_FIELDS,
        "waived",
    ]

    base_form_class = OfferForm
    #: What tells it from other kinds about the same types of setting, for whoever
    #: begins an offer. Empty: the name of the page type.
    form_name: ClassVar[Text] = ""
    #: What schema.org calls a page of this kind.
    schema_page_type = "WebPage"

    offer_panels: ClassVar[list[Any]] = list_panels(
        _("About the service"),
        [
            FieldPanel("setting_name"),
            make_age_panel(),
            FieldPanel("address"),
            FieldPanel("telephone"),
        ],
    )
    # Not just "title": the panel of its own also fills in the page's address.
    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), *offer_panels]

    offer_search_fields: ClassVar[list[Any]] = [
        index.SearchField("setting_name"),
        index.AutocompleteField("setting_name"),
        index.SearchField("body"),
    ]

    api_fields: ClassVar[list[APIField]] = list_api_fields(SERVICE)

    #: The lines of the front sheet, from the first to the last.
    row_order: ClassVar[tuple[str, ...]] = ("name", "ages", "address", "telephone")

    if TYPE_CHECKING:
        body: Any

    class Meta:
        abstract = True

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Report a kind of offer that has no body of its own (E007)."""
        try:
            field = cls._meta.get_field("body")
        except FieldDoesNotExist:
            field = None
        found: list[checks.CheckMessage] = []
        if not isinstance(field, OfferBodyField):
            found.append(
                checks.Error(
                    f"{cls.__name__} is a kind of local offer, and has no body.",
                    hint="Give it one: body = OfferBodyField(OfferBodyBlock("
                    "framework=…)).",
                    obj=cls,
                    id="wagtail_localoffer.E007",
                )
            )
        return [*super().check(**kwargs), *found]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Save the page, unless that would put an incomplete offer live.

        :raises OfferIncomplete: see :meth:`publish`. Never raised for a page that is
            live as it is, whatever else of it is saved.
        """
        self.tidy_texts()
        fields = kwargs.get("update_fields")
        content = None
        if fields is None or "body" in fields:
            content = self.keep_council_in_step()
            kwargs["update_fields"] = fields and {*fields, "council"}
        self.refuse_to_save_incomplete(fields, content)
        corrected = self.note_small_corrections(content) if fields is None else set()
        super().save(*args, **kwargs)
        self.log_small_corrections(corrected)

    # Django's own mark for templates; a function's type doesn't know it.
    save.alters_data = True  # type: ignore[attr-defined]

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Keep its further councils too. Wagtail puts both into one transaction."""
        super().save_base(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or "body" in fields:
            OfferCouncil.objects.keep(self.pk, self.other_councils)

    # As above.
    save_base.alters_data = True  # type: ignore[attr-defined]

    def tidy_texts(self) -> None:
        """
        Tidy the texts that are no fields of ours, such as the title.

        Ours do so themselves, and so does the body.
        """
        for field in self._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField)):
                value = self.__dict__.get(field.attname)
                if isinstance(value, str):
                    tidy = tidy_name if field.name in TITLES else make_storable
                    setattr(self, field.attname, tidy(value))

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.tidy_texts()
        super().full_clean(*args, **kwargs)

    def serializable_data(self) -> Any:
        """What a revision keeps."""
        self.tidy_texts()
        return super().serializable_data()

    @classmethod
    def get_framework(cls) -> Framework:
        """
        What offers of this kind contain: the framework of their body.

        Its headings may name words in braces, which depend on the type of setting.
        """
        framework: Framework = cls._meta.get_field("body").stream_block.framework
        return framework

    @property
    def framework(self) -> Framework:
        """The same, with its headings in the words of this offer's type of setting."""
        return in_words(self.get_framework(), getattr(self, "setting_type", "") or "")

    @property
    def public_name(self) -> str:
        """How the council and the public know who offers it."""
        return self.setting_name

    @property
    def public_address(self) -> str:
        """Where it is, as far as families may know."""
        return self.address

    def get_checklist(self) -> Checklist:
        """Check what the offer says now, for its editor, in a few queries."""
        content = read(self)
        around = look_around(content)
        assessment = assess(content, around.today, self.original_content)
        findings = check_offer(content, around, assessment)
        return build_checklist(content, findings, assessment)

    @property
    def words(self) -> Words:
        """What this kind of offer, or this type of setting, calls people and itself."""
        return get_words(self.framework, getattr(self, "setting_type", ""))

    @property
    def contact_block(self) -> Any:
        """The block that says whom to ask today, or ``None``."""
        block = self.body.first_block_by_name(self.framework.contact.key)
        return block and show_on(block, get_today(), self.telephone)

    @property
    def contact_name(self) -> str:
        """Whom to ask first, or an empty string."""
        return self._read_contact("name")

    @property
    def contact_email(self) -> str:
        """The first email address at which somebody can be asked, or nothing."""
        return self._read_contact("email")

    def _read_contact(self, key: str) -> str:
        return next(filter(None, (each.read(key) for each in read(self).contacts)), "")

    @property
    def council_link(self) -> Any:
        """The block of the link to the council's local offer, or ``None``."""
        return self.body.first_block_by_name(COUNCIL_LINK)

    @property
    def other_councils(self) -> list[Council]:
        """The further councils that it belongs to, each once."""
        home = self.council_link
        blocks = self.body.blocks_by_name(OTHER_COUNCILS)
        chosen = dict.fromkeys(each for block in blocks for each in block.value if each)
        return [each for each in chosen if home is None or each != home.value]

    @property
    def publisher_name(self) -> str:
        """Who answers for the page: it stands above its title."""
        return self.setting_name

    @property
    def register_reference(self) -> str:
        """By which number a register knows it, such as "URN 123456"; or nothing."""
        return ""

    @property
    def list_page(self) -> Any:
        """The page above this one that lists offers of its kind, or ``None``."""
        return None

    @cached_property
    def compare_url(self) -> str:
        """Where families compare it with others; empty if no directory lists it."""
        return find_compare_url(self)

    @property
    def front_sheet_rows(self) -> list[Row]:
        """What the front sheet says to a reader, line by line, without gaps."""
        return [row for row in self.list_rows() if row.value]

    @property
    def key_rows(self) -> list[Row]:
        """What a family looks for first, which stands at the top too."""
        return [row for row in self.front_sheet_rows if row.is_key]

    def list_rows(self) -> Iterator[Row]:
        """The lines of the front sheet. A kind of offer adds its own."""
        rows = self.build_rows()
        yield from (replace(rows[key], key=key) for key in self.row_order)

    def build_rows(self) -> dict[str, Row]:
        """The lines of the front sheet by their keys, which ``row_order`` has."""
        return {
            "name": Row(gettext("Name"), self.setting_name, is_name=True),
            "ages": Row(gettext("Ages"), self.age_range),
            "address": Row(gettext("Address"), self.public_address, is_name=True),
            "telephone": Row(
                gettext("Telephone"), self.telephone, url=self.telephone_url
            ),
        }

    def describe_subject(self) -> dict[str, Any]:
        """Who or what the page is about, in the vocabulary of schema.org."""
        return describe_organisation(self)

    @property
    def age_range(self) -> str:
        """The ages taken, as people write them: "3 to 11 years"."""
        return describe_ages(self.minimum_age, self.minimum_age_unit, self.maximum_age)

    def with_content_json(self, content: Any) -> Self:
        """Make the page of a revision, with what this page has outside of revisions."""
        offer: Self = super().with_content_json(content)
        offer.waived = self.waived
        return offer
