"""Faces: the addresses at which the public reads an offer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Site
from wagtail.url_routing import RouteResult

from wagtail_localoffer import conf
from wagtail_localoffer.content import Content, read
from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.frameworks.choices import Layout
from wagtail_localoffer.frameworks.reserved import (
    LARGE_PRINT,
    OWN_SECTION,
    PRINT,
)
from wagtail_localoffer.public.cache import (
    get_or_keep,
    get_stamp,
    has_frontend_cache,
    read_councils,
)
from wagtail_localoffer.public.data_address import find_own_data_url
from wagtail_localoffer.public.faces import Face, SectionOnPage
from wagtail_localoffer.public.guide import Guide
from wagtail_localoffer.public.languages import OwnLanguage, respond_in_own_language
from wagtail_localoffer.public.schema_org import describe_page, write_script
from wagtail_localoffer.public.translations import find_public_translations
from wagtail_localoffer.public.withdrawn_page import WithdrawnPage
from wagtail_localoffer.text.plain import join_address
from wagtail_localoffer.text.telephones import telephone_url

if TYPE_CHECKING:
    from wagtail.models import Page as _Base

    from wagtail_localoffer.frameworks import Section
else:
    _Base = models.Model


#: The template of every kind of offer that has none of its own.
TEMPLATE = "wagtail_localoffer/local_offer_page.html"

SECTION_TEMPLATE = "wagtail_localoffer/section_page.html"

#: What the table of Wagtail's redirects has room for.
LONGEST_REDIRECT = 255


class PublicFaces(OwnLanguage, RoutablePageMixin, _Base):
    """
    The addresses at which the public reads an offer.

    It is a part of :class:`~wagtail_localoffer.models.OfferMixin`, which has the
    other fields that it asks for. All addresses show the same content, and each of them
    works with either layout: what has no page of its own leads to where it is.
    """

    layout = models.CharField(
        _("layout"),
        max_length=20,
        choices=Layout,
        default=Layout.ONE_PAGE,
        help_text=_(
            "How families read it. Links to a section work with both, and printing "
            "gives all of it."
        ),
    )

    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        ("", _("As families see it")),
        (PRINT, _("All on one page, to print")),
        (LARGE_PRINT, _("Large print")),
    ]

    #: Whether it is read in the order of the SEN information report too.
    has_report: ClassVar[bool] = False

    #: The paths of the setting's own sections that were there before it was saved.
    _lost_paths: Collection[str] = ()

    class Meta:
        abstract = True

    @path("")
    def show_offer(self, request: Any) -> HttpResponse:
        return self._show(request, Face("offer", self.title))

    @path(f"{PRINT}/")
    def show_print(self, request: Any) -> HttpResponse:
        """The whole offer on one page, whatever its layout."""
        return self._show(request, Face(PRINT, self.title, f"{PRINT}/"))

    @path(f"{LARGE_PRINT}/")
    def show_large_print(self, request: Any) -> HttpResponse:
        """The whole offer on one page, in letters for those who see less well."""
        return self._show(request, Face(LARGE_PRINT, self.title, f"{LARGE_PRINT}/"))

    @path("<str:anchor>/")
    def show_section(self, request: Any, anchor: str) -> HttpResponse:
        """One section, or the place where the offer has it."""
        # What is kept of its page is shown without reading it.
        section: Any = SimpleLazyObject(partial(self.find_section, anchor))
        face = Face("section", "", f"{anchor}/", section)
        heading = get_or_keep(
            request,
            self._get_fragment_key(request, face),
            lambda: str(section.heading) if section else "",
        )
        if not heading:
            raise Http404
        if self.layout != Layout.PAGES:
            return redirect(f"{self.get_url(request)}#{anchor}")
        return self._show(request, replace(face, heading=heading), SECTION_TEMPLATE)

    def route(self, request: Any, path_components: list[str]) -> Any:
        # A page of the project's own below this one keeps its address.
        if path_components and self.numchild:
            children = self.get_children().live().filter(slug=path_components[0])
            if children.exists():
                return super(RoutablePageMixin, self).route(request, path_components)
        if not self.live and (left := WithdrawnPage.objects.find_for(self)):
            path = "/".join([*path_components, ""])
            if path in ("", *self._list_framework_paths()):
                return RouteResult(self, args=(left.show, (self,), {}))
        return super().route(request, path_components)

    def serve_preview(self, request: Any, mode_name: str) -> HttpResponse:
        view, args, kwargs = self.resolve_subpage(
            f"/{mode_name}/" if mode_name else "/"
        )
        show = partial(view, request, *args, **kwargs)
        response: HttpResponse = respond_in_own_language(self, request, show)
        return response

    def _show(self, request: Any, face: Face, template: str | None = None) -> Any:
        overrides = self._get_face_context(request, face)
        return self.render(request, template=template, context_overrides=overrides)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # Only asked for where something has to be made that isn't kept.
        context["offer_url"] = SimpleLazyObject(partial(self._find_url, request))
        # A route of a project's own shows the offer, unless it says otherwise.
        return {**context, **self._get_face_context(request, Face("offer", self.title))}

    def _get_face_context(self, request: Any, face: Face) -> dict[str, Any]:
        key = SimpleLazyObject(partial(self._get_fragment_key, request, face))
        return {"face": face, "fragment_key": key, "guide": Guide(self)}

    def _find_url(self, request: Any) -> str:
        # In a preview, it may be that no site shows the page.
        url = self.get_url(request)
        return f"{url.rstrip('/')}/" if url else ""

    @property
    def council_record(self) -> list[tuple[Any, ...]] | None:
        """The records of its councils now, on which the links to them depend."""
        return read_councils(self.pk, self.council_id) if self.council_id else None

    def _get_fragment_key(self, request: Any, face: Face) -> str:
        """All on which what is kept of this page depends, but the council's record."""
        site = Site.find_for_request(request)
        parts = (
            self.cache_key,
            self.reviewed_at,
            self.reviewed_with,
            face.path,
            site and (site.pk, site.root_url),
            get_language(),
            # Its address, other sites, and pages that it links to or is translated in.
            get_stamp(),
        )
        return " ".join(map(str, parts))

    def get_template(self, request: Any, *args: Any, **kwargs: Any) -> list[str]:
        """
        The template of the page's own type, or else that of all offers.

        NB: Wagtail gives each page class its own ``template``, so that one set on this
        mixin would not be inherited.
        """
        return [super().get_template(request, *args, **kwargs), TEMPLATE]

    @property
    def base_template(self) -> str:
        return conf.get_settings().BASE_TEMPLATE

    @property
    def sections(self) -> list[SectionOnPage]:
        """The sections that have content: the council's in its order, then others."""
        found = map(self._find_asked_section, self.framework.sections)
        return [*filter(None, found), *self._list_own_sections()]

    def find_section(self, anchor: str) -> SectionOnPage | None:
        """
        The section with that address, if the offer has something to read in it.

        The others stay unread.
        """
        for section in self.framework.sections:
            if section.anchor == anchor and (
                found := self._find_asked_section(section)
            ):
                return found
        own = self._list_own_sections()
        return next((each for each in own if each.anchor == anchor), None)

    def _find_asked_section(self, section: Section) -> SectionOnPage | None:
        block = self.body.first_block_by_name(section.key)
        if block is None or not block.value.has_content:
            return None
        return SectionOnPage(section.heading, section.anchor, block)

    def _list_own_sections(self) -> Iterator[SectionOnPage]:
        for place, child in enumerate(self.body.blocks_by_name(OWN_SECTION), start=1):
            if child.value.has_content:
                heading = child.value["heading"] or gettext("Further information")
                anchor = name_own_section(child.id, place)
                yield SectionOnPage(heading, anchor, child)

    @property
    def review_participation(self) -> Participation:
        """Who took part in its last review, and what came of it."""
        return Participation.read(self.reviewed_with)

    @property
    def has_section_pages(self) -> bool:
        return self.layout == Layout.PAGES

    @property
    def telephone_url(self) -> str:
        """The address to dial, or an empty string for what is no number."""
        return telephone_url(self.telephone)

    @cached_property
    def live_url(self) -> str:
        """Where the public reads it now, which a draft may be about to change."""
        live = type(self)._default_manager.live().filter(pk=self.pk).defer("body")
        page = live.first()
        return (page.url or "") if page else ""

    @cached_property
    def other_languages(self) -> list[Any]:
        """The same offer in other languages, as far as the public can read it."""
        return find_public_translations(self)

    @cached_property
    def original(self) -> Any:
        """What this offer was translated from, as far as the public can read it."""
        language = get_supported_content_language_variant(settings.LANGUAGE_CODE)
        is_translation = (
            getattr(settings, "WAGTAIL_I18N_ENABLED", False)
            # What isn't saved yet is no translation, and may have no locale.
            and self.pk
            and self.locale.language_code != language
        )
        others = self.other_languages if is_translation else []
        return next(
            (each for each in others if each.locale.language_code == language), None
        )

    @property
    def original_content(self) -> Content | None:
        return read(self.original) if self.original else None

    @cached_property
    def data_url(self) -> str:
        """Where machines read it, if the project has open data."""
        return find_own_data_url(self)

    @property
    def structured_data(self) -> str:
        """The offer in the vocabulary of schema.org, as a script that nothing runs."""
        return write_script(describe_page(self))

    def get_sitemap_urls(self, request: Any = None) -> list[dict[str, Any]]:
        """List the pages that families should find, each with its last change."""
        entries: list[dict[str, Any]] = super().get_sitemap_urls(request)
        # A project may list the page otherwise, or not at all.
        if len(entries) != 1 or not entries[0]["location"]:
            return entries
        own = entries[0]
        data = {"data_url": self.data_url} if self.data_url else {}
        return [
            {**own, **data},
            *(
                {**own, "location": join_address(own["location"], each)}
                for each in self.list_paths()
            ),
        ]

    def list_paths(self) -> list[str]:
        """What follows its address where families should find a page of its own."""
        if not self.has_section_pages:
            return []
        return [f"{section.anchor}/" for section in self.sections]

    def get_cached_paths(self) -> list[str]:
        """What a cache in front of the site must forget when the offer changes."""
        paths = [*super().get_cached_paths(), *self._list_routes(self._lost_paths)]
        return list(dict.fromkeys(paths))

    def get_route_paths(self) -> list[str]:
        """What redirects are made of when the offer gets another address."""
        room = LONGEST_REDIRECT - len(self.url_path)
        routes = (route for route in self._list_routes() if len(route) <= room)
        return list(dict.fromkeys([*super().get_route_paths(), *routes]))

    def _list_routes(self, others: Iterable[str] = ()) -> Iterator[str]:
        yield from (f"/{path}" for path in (*self.list_all_paths(), *others))

    def list_all_paths(self) -> list[str]:
        """
        What follows its address wherever it is read: in either layout, and whether or
        not something stands in a section now.
        """
        return [*self._list_framework_paths(), *_list_own_paths(self.body)]

    def _list_framework_paths(self) -> list[str]:
        """The same, but for the setting's own sections."""
        asked = (f"{section.anchor}/" for section in self.framework.sections)
        return [*self._list_fixed_paths(), *asked]

    def _list_fixed_paths(self) -> Iterator[str]:
        """What a route without a variable answers, a project's own included."""
        for route in self.get_subpage_urls():
            # The others have an anchor in them, which only an offer's content knows.
            with suppress(NoReverseMatch):
                if path := self.reverse_subpage(route.name):
                    yield path

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Note what goes away with this save, while the database still knows it."""
        fields = kwargs.get("update_fields")
        if self.pk and (fields is None or "body" in fields) and has_frontend_cache():
            stored = type(self)._base_manager.filter(pk=self.pk)
            for body in stored.values_list("body", flat=True):
                self._lost_paths = {*self._lost_paths, *_list_own_paths(body)}
        super().save_base(*args, **kwargs)

    # Django's own mark for templates; a function's type doesn't know it.
    save_base.alters_data = True  # type: ignore[attr-defined]


def _list_own_paths(body: Any) -> list[str]:
    """The paths of the setting's own sections, without reading what is in them."""
    own = [each for each in body.raw_data if each["type"] == OWN_SECTION]
    return [
        f"{name_own_section(each.get('id'), place)}/"
        for place, each in enumerate(own, start=1)
    ]


def name_own_section(key: str | None, place: int) -> str:
    """An address that doesn't change with the heading."""
    name = re.sub(r"[^\w-]", "", key or "")[:8]
    return f"own-{name or place}"
