"""Pages that list offers, with what all of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from wagtail_localoffer import conf
from wagtail_localoffer.public.languages import OwnLanguage
from wagtail_localoffer.text.html import RICH_TEXT_FEATURES

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = models.Model


class ListPageMixin(OwnLanguage, _Base):
    """A page that lists offers: its introduction, its template and its frame."""

    introduction = RichTextField(
        _("introduction"), blank=True, features=list(RICH_TEXT_FEATURES)
    )

    #: The template of every such page that has none of its own.
    list_template: ClassVar[str]
    #: Whether it may show offers that don't stand below it.
    may_show_any_offer: ClassVar[bool] = False

    index_panels: ClassVar[list[Any]] = [FieldPanel("introduction")]
    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title"), *index_panels]
    index_search_fields: ClassVar[list[Any]] = [index.SearchField("introduction")]

    class Meta:
        abstract = True

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """The template of the page's own type, or else that of all such pages."""
        return [super().get_template(request, *args, **kwargs), self.list_template]

    def lists(self, offer: Any) -> bool:
        """Whether it shows an offer that need not stand below it."""
        return False

    @property
    def base_template(self) -> str:
        return conf.get_settings().BASE_TEMPLATE
