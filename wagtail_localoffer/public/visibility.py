"""Visibility: which pages the public can read, asked for many of them at once."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from wagtail.coreutils import get_content_languages
from wagtail.models import PageViewRestriction, Site

from wagtail_localoffer.compat import PAGE_MODEL

#: As many places in the tree are asked for one by one: databases can tell how many
#: pages are below one, and choose the better way to read a list.
FEW = 10


def find_public(pages: Any, site: Site | None = None) -> QuerySet[Any]:
    """
    Of some pages, those that the public reads on a site; an alias is the same.

    :param site: the site, if it is not any.
    """
    homes = list_homes(site)
    public = _stand_below(pages.live().filter(alias_of=None), homes)
    if site is not None:
        # A site may stand below another one.
        deeper = {
            path
            for path in list_homes() - homes
            if any(path.startswith(home) for home in homes)
        }
        public = public.exclude(pk__in=_stand_below(pages, deeper).values("pk"))
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        # Wagtail serves no others.
        languages = get_content_languages()
        public = public.filter(locale__language_code__in=languages)
    if closed := list_closed_paths():
        public = public.exclude(pk__in=_stand_below(pages, closed).values("pk"))
    return public


def list_homes(site: Site | None = None) -> set[str]:
    """The paths below which sites show pages: a translated home must be live."""
    urls = {
        each.root_path
        for each in Site.get_site_root_paths()
        if site is None or each.site_id == site.pk
    }
    pages = apps.get_model(PAGE_MODEL)._default_manager.filter(url_path__in=urls)
    shown = pages.filter(Q(live=True) | Q(sites_rooted_here__isnull=False))
    return set(shown.values_list("path", flat=True))


def _stand_below(pages: Any, paths: set[str]) -> Any:
    """Of some pages, those that have one of some paths in the tree, or are below it."""
    found = Q(pk__in=[])
    if len(paths) <= FEW:
        for path in sorted(paths):
            found |= Q(path__startswith=path)
        return pages.filter(found)
    by_length: dict[int, list[str]] = defaultdict(list)
    for path in sorted(paths):
        by_length[len(path)].append(path)
    # However many there are, few are of different lengths.
    for length, same in by_length.items():
        name = f"path_{length}"
        pages = pages.alias(**{name: Substr("path", 1, length)})
        found |= Q(**{f"{name}__in": same})
    return pages.filter(found)


def list_closed_paths() -> set[str]:
    """The pages that not everybody may see: their paths in the tree."""
    pages = apps.get_model(PAGE_MODEL)._default_manager
    # An alias has the restrictions of its source, and none of its own.
    restricted = PageViewRestriction.objects.filter(page__alias_of=None)
    found = dict(restricted.order_by().values_list("page_id", "page__path"))
    closed = set(found.values())
    while found:
        aliases = pages.filter(alias_of__in=list(found)).order_by()
        found = dict(aliases.values_list("pk", "path"))
        closed.update(found.values())
    return closed


def has_home(page: Any) -> bool:
    """Whether it stands on a site, below a home that the public can read."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        # The home of a site is shown in any case. Only a translated one may be a draft.
        return True
    return is_below(page, list_homes())


def is_below(page: Any, paths: set[str]) -> bool:
    """Whether a page has one of some paths in the tree, or is below it."""
    path, step = page.path, page.steplen
    return any(path[:end] in paths for end in range(step, len(path) + 1, step))
