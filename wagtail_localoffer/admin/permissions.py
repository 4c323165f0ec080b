"""Who may see notices, and who may act on them."""

from __future__ import annotations

from typing import Any

VIEW = "wagtail_localoffer.view_councilnotice"

RESEND = "wagtail_localoffer.resend_councilnotice"


def can_view_notices(user: Any) -> bool:
    """Whether ``user`` may see the log, which has the notices of all sites."""
    return bool(user.has_perm(VIEW))


def can_act_on_notices(user: Any) -> bool:
    """Whether ``user`` may have notices sent; nobody may do so unseen."""
    return bool(user.has_perms([VIEW, RESEND]))
