"""The only module that knows wagtail-modeladmin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import (
    ModelAdmin,
    ModelAdminGroup,
    modeladmin_register,
)

from wagtail_localoffer.models import Council, CouncilNotice


class CouncilAdmin(ModelAdmin):
    model = Council
    menu_label = _("Councils")
    menu_icon = "site"
    list_display = ("name", "local_offer_url", "update_email")
    search_fields = ("name",)
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("local_offer_url"),
        FieldPanel("update_email"),
    ]


class ReadOnlyPermissionHelper(PermissionHelper):
    """Lets those see who may see, and lets nobody write: the log is a proof."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class CouncilNoticeAdmin(ModelAdmin):
    model = CouncilNotice
    menu_label = _("Council notices")
    menu_icon = "mail"
    permission_helper_class = ReadOnlyPermissionHelper
    inspect_view_enabled = True
    inspect_view_fields = (
        "subject",
        "status",
        "reason",
        "kind",
        "setting_name",
        "page_title",
        "url",
        "council_name",
        "recipient",
        "sender",
        "reply_to",
        "message_id",
        "attempts",
        "created_at",
        "next_attempt_at",
        "sent_at",
        "text_body",
    )
    list_display = (
        "setting_name",
        "kind",
        "council_name",
        "status",
        "reason",
        "created_at",
        "sent_at",
    )
    list_filter = ("status", "kind", "council")
    search_fields = ("setting_name", "page_title", "council_name", "subject")


class LocalOfferAdminGroup(ModelAdminGroup):
    menu_label = _("Local offers")
    menu_icon = "group"
    menu_order = 250
    items = (CouncilNoticeAdmin, CouncilAdmin)


def register_admin() -> None:
    modeladmin_register(LocalOfferAdminGroup)
