"""What the letters about a comment say, and to whom they go."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.admin.utils import get_admin_base_url

from wagtail_localoffer.feedback.access import find_access
from wagtail_localoffer.feedback.choices import LetterKind, Topic
from wagtail_localoffer.feedback.models import CommentLetter, FamilyComment
from wagtail_localoffer.frameworks.reserved import SHOWN
from wagtail_localoffer.mail.writing import Words, render_words
from wagtail_localoffer.text.plain import join_address, one_line


def write_letter(comment: FamilyComment, kind: LetterKind) -> CommentLetter | None:
    """
    Write a letter about a comment, in the transaction of what it tells.

    A letter to the setting tells that somebody has written, and not what: it stays
    where it can be deleted. What it tells nobody twice is held by the database.

    :returns: ``None`` if there is nobody to write to, or its page is gone.
    """
    page = comment.page.specific if comment.page else None
    site = page.get_site() if page else None
    if page is None or site is None:
        return None
    access = find_access(page)
    to_family = kind == LetterKind.ANSWER
    recipient = comment.reply_to if to_family else access.mailbox
    if not recipient:
        return None
    url = page.full_url or site.root_url
    letter = CommentLetter(comment=comment, kind=kind)
    words = _write_words(comment, kind, page, url, site.root_url)
    # An answer to the answer should reach somebody.
    reply_to = access.mailbox if to_family else ""
    letter.address(recipient, words, site=site, url=url, reply_to=reply_to)
    letter.save()
    return letter


def _write_words(
    comment: FamilyComment, kind: LetterKind, page: Any, url: str, root_url: str
) -> Words:
    own = comment.language if kind == LetterKind.ANSWER else ""
    with translation.override(own or settings.LANGUAGE_CODE):
        admin_path = reverse("wagtail_localoffer:answer_comment", args=[comment.pk])
        context = {
            "comment": comment,
            "reference": comment.reference,
            "topic": Topic(comment.topic).label,
            "setting_name": one_line(comment.setting_name),
            "section": page.find_section(comment.section),
            **(_find_addresses(comment, page, url) if page.live else {}),
            "admin_url": urljoin(get_admin_base_url() or root_url, admin_path),
        }
        return render_words(f"comment_{kind}", context, name=context["setting_name"])


def _find_addresses(comment: FamilyComment, page: Any, url: str) -> dict[str, Any]:
    """What a family can read of what came of its comment."""
    changed = page.find_section(comment.changed_section)
    changed_url = ""
    if changed:
        path = f"{changed.anchor}/" if page.has_section_pages else ""
        changed_url = join_address(url, f"{path}#{changed.anchor}")
    return {
        "url": url,
        "shown_url": join_address(url, f"{SHOWN}/") if comment.published_at else "",
        "changed": changed,
        "changed_url": changed_url,
    }
