"""Who may read what families wrote, and who may decide about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.feedback.models import (
    FamilyComment,
    FamilyCommentQuerySet,
)


def list_readable(user: Any) -> FamilyCommentQuerySet:
    """
    List the comments that a person may read: about the pages that they may edit.

    Those whose page is gone are for superusers alone.
    """
    comments = FamilyComment.objects.all()
    if user.is_superuser:
        return comments
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return comments.filter(page__in=pages.order_by().values("pk"))


def get_readable(user: Any, comment_id: int) -> FamilyComment:
    """
    Read one comment for somebody who wants to see it.

    :raises PermissionDenied: they may not.
    :raises Http404: there is none with that key.
    """
    comments = FamilyComment.objects.select_related("page", "answered_by")
    comment = get_object_or_404(comments, pk=comment_id)
    if not list_readable(user).filter(pk=comment.pk).exists():
        raise PermissionDenied
    return comment


def may_export_private(user: Any) -> bool:
    """
    Whether what families wrote may leave the site for a spreadsheet.

    One message at a time, whoever may read it may take it out.
    """
    return bool(user.is_superuser)
