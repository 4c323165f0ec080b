"""The language of a public page: its own, and not that of its reader's browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.conf.urls.i18n import is_language_prefix_patterns_used
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Site

if TYPE_CHECKING:
    from wagtail.models import Page as _Base
else:
    _Base = object


class OwnLanguage(_Base):
    """Serves a page in its own language, with the frame that the project gives it."""

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        serve = partial(super().serve, request, *args, **kwargs)
        return respond_in_own_language(self, request, serve)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        serve = partial(super().serve_preview, request, mode_name)
        return respond_in_own_language(self, request, serve)


def respond_in_own_language(page: Any, request: Any, respond: Callable[[], Any]) -> Any:
    """The response that ``respond`` makes, in the language of ``page``."""
    language = find_language(page, request)
    with translation.override(language):
        response = respond()
    if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
        template = response.resolve_template(response.template_name)
        response.template_name = _TemplateInLanguage(template, language)
    # Else Django's middleware puts the language of the browser there.
    response.headers.setdefault("Content-Language", language)
    # Some frames take it from there.
    request.LANGUAGE_CODE = language
    return response


@dataclass(frozen=True)
class _TemplateInLanguage:
    """
    A template that is rendered in one language, whenever that is.

    Django renders a page long after it was served, so that others can add to it.
    """

    template: Any
    language: str

    def render(self, context: Any = None, request: Any = None) -> Any:
        with translation.override(self.language):
            return self.template.render(context, request)


def find_language(page: Any, request: Any) -> str:
    """
    The language in which ``page`` is shown, whatever the browser asks.

    It is the page's own. Where a site has no locales, the address may name it.
    """
    named = _read_prefix(request)
    if named is None:
        return _find_own(page, request)
    if not _has_locales():
        return named
    own = _find_own(page, request)
    with suppress(LookupError):
        # English may be read below /en/ and below /en-gb/.
        if get_supported_content_language_variant(named) == own:
            return named
    # Wagtail shows English there if the home page has no translation.
    return own


def find_reader_language(page: Any, request: Any) -> str:
    """
    The language in which a program asks for the words about ``page``.

    It is what the address or ``Accept-Language`` names, if the site has it, and else
    the page's own. Without Django's ``LocaleMiddleware`` the header counts for nothing:
    caches would not know that the answer depends on it.
    """
    if named := _read_prefix(request):
        return named
    if hasattr(request, "LANGUAGE_CODE"):
        header = request.headers.get("Accept-Language", "")
        for code, _priority in parse_accept_lang_header(header):
            # Programs that don't care ask for anything.
            if code == "*":
                break
            with suppress(LookupError):
                return translation.get_supported_language_variant(code)
    return _find_own(page, request)


def _find_own(page: Any, request: Any) -> str:
    """The language that ``page`` is written in."""
    if not _has_locales() or not page.locale_id:
        return settings.LANGUAGE_CODE
    if _has_prefixes(request):
        # Without a query: Wagtail keeps the language of each tree of pages.
        for root in Site.get_site_root_paths():
            if page.url_path.startswith(root.root_path):
                return root.language_code
    language: str = page.locale.language_code
    return language


def _has_locales() -> bool:
    return getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def _read_prefix(request: Any) -> str | None:
    """The language that the address names."""
    if not _has_prefixes(request):
        return None
    return translation.get_language_from_path(request.path_info)


def _has_prefixes(request: Any) -> bool:
    if request is None:
        return False
    urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
    return is_language_prefix_patterns_used(urlconf)[0]
