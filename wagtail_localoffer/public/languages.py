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
    The language of ``page``, whatever the browser asks.

    Where the site has no locales, an address may name one of Django's languages.
    """
    named = _read_address(request) if _has_prefixes(request) else None
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return named or settings.LANGUAGE_CODE
    own = _find_locale(page, request)
    with suppress(LookupError):
        # English may be read below /en/ and below /en-gb/.
        if named and get_supported_content_language_variant(named) == own:
            return named
    return own


def find_reader_language(page: Any, request: Any) -> str:
    """
    The language in which a program asks for the words about ``page``.

    It is what the address or ``Accept-Language`` names, if the site has it, and else
    the page's own. Without Django's ``LocaleMiddleware`` the header counts for nothing:
    caches would not know that the answer depends on it.
    """
    if _has_prefixes(request) and (named := _read_address(request)):
        return named
    if hasattr(request, "LANGUAGE_CODE"):
        header = request.headers.get("Accept-Language", "")
        for code, _priority in parse_accept_lang_header(header):
            # Programs that don't care ask for anything.
            if code == "*":
                break
            with suppress(LookupError):
                return translation.get_supported_language_variant(code)
    return find_language(page, request)


def _find_locale(page: Any, request: Any) -> str:
    """The language of the locale of ``page``."""
    if _has_prefixes(request):
        # Wagtail found the page in the tree of its locale, and keeps what that is.
        for root in Site.get_site_root_paths():
            if page.url_path.startswith(root.root_path):
                return root.language_code
    # A preview may be of a page that was never saved.
    return page.locale.language_code if page.locale_id else settings.LANGUAGE_CODE


def _has_prefixes(request: Any) -> bool:
    """Whether addresses name a language: ``i18n_patterns`` are in use."""
    urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
    return request is not None and is_language_prefix_patterns_used(urlconf)[0]


def _read_address(request: Any) -> str | None:
    return translation.get_language_from_path(request.path_info)
