"""What a cache must forget of an offer when a comment is decided about."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q
from wagtail.contrib.frontend_cache.utils import PurgeBatch

from wagtail_localoffer.compat import PAGE_MODEL
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.public.cache import has_frontend_cache, renew_stamp


def show_anew(comment: FamilyComment) -> None:
    """Let no cache keep what an offer showed before a comment was decided about."""
    renew_stamp()
    if comment.page is None or not has_frontend_cache():
        return
    pages = apps.get_model(PAGE_MODEL)._default_manager.live()
    batch = PurgeBatch()
    key = comment.page.translation_key
    # An alias shows what its original shows.
    shown = Q(translation_key=key) | Q(alias_of__translation_key=key)
    batch.add_pages(pages.filter(shown).specific())
    batch.purge()
