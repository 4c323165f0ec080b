"""Withdrawn pages: what families find where an offer was taken down."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.content import read
from wagtail_localoffer.frameworks.reserved import COUNCIL_LINK, OTHER_COUNCILS

TEMPLATE = "wagtail_localoffer/withdrawn_page.html"

#: Where a page stands. What it says is not among it: that may be of a draft by now.
PLACE = ("pk", "path", "depth", "numchild", "slug", "url_path") + (
    *("content_type_id", "locale_id", "translation_key", "last_published_at"),
)


class WithdrawnPageQuerySet(models.QuerySet["WithdrawnPage"]):
    def leave(self, offer: Any) -> WithdrawnPage:
        """
        Keep whom to ask about an offer that is about to be taken down.

        :param offer: as the public reads it now.
        """
        kept = {offer.framework.contact.key, COUNCIL_LINK, OTHER_COUNCILS}
        values = {
            "name": offer.public_name,
            "blocks": [each for each in read(offer).blocks if each["type"] in kept],
            "published_at": offer.last_published_at,
        }
        left, _created = self.update_or_create(offer_id=offer.pk, defaults=values)
        return left

    def find_for(self, offer: Any) -> WithdrawnPage | None:
        """
        Find what stands at the address of an offer; ``None`` if nothing does.

        :param offer: a version of it. What counts is its page.
        """
        if offer.live or not offer.pk:
            return None
        # Published again since, and taken down in another way: nobody asked for it.
        is_newest = models.Q(offer__last_published_at=models.F("published_at"))
        # What was never published by Wagtail, but by a program.
        is_newest |= models.Q(offer__last_published_at=None, published_at=None)
        left = self.filter(is_newest, offer_id=offer.pk, offer__live=False).first()
        if left is None or offer.get_view_restrictions().exists():
            return None
        return left


class WithdrawnPage(models.Model):
    """
    What families find at the address of an offer that was taken down.

    It is of the version that was live. The page itself has no such thing any more:
    Wagtail writes drafts into the row of a page that isn't live.
    """

    offer = models.OneToOneField(
        PAGE_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("page"),
    )
    name = models.TextField(_("name"))
    #: Whom to ask, and the link to the council's local offer, as the body had them.
    blocks = models.JSONField(_("content"), default=list)
    #: When the offer was published. If it was again, this is out of date.
    published_at = models.DateTimeField(null=True)

    objects = WithdrawnPageQuerySet.as_manager()

    #: It can't be edited, and doesn't keep anything from being deleted.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("page in place of a withdrawn offer")
        verbose_name_plural = _("pages in place of withdrawn offers")
        # Who may take an offer down may leave such a page.
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def show(self, request: Any, offer: Any) -> HttpResponse:
        """
        Answer in place of an offer, with whom to ask.

        It is gone as far as search engines and link checkers are concerned: 410 is what
        makes them forget an address. Browsers show it like any other page.
        """
        page = self._build_page(offer)
        response: HttpResponse = page.render(
            request, template=TEMPLATE, context_overrides={"withdrawn": self}
        )
        response.status_code = HTTPStatus.GONE
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    def _build_page(self, offer: Any) -> Any:
        """
        Make a page of the same kind that says nothing but what is kept.

        The project's own frame asks the page for its title, its description and more.
        """
        page = type(offer)(
            **{name: getattr(offer, name) for name in PLACE},
            title=self.name,
            draft_title=self.name,
            setting_name=self.name,
            live=False,
        )
        page._state.adding, page._state.db = False, offer._state.db
        page.body = type(offer)._meta.get_field("body").to_python(self.blocks)
        return page
