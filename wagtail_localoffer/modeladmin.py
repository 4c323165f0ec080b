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
from wagtail_modeladmin.views import DeleteView

from wagtail_localoffer.models import Council, CouncilNotice, find_offers_using


class CouncilDeleteView(DeleteView):
    """Says by which offers a council is used, before asking and instead of deleting."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if find_offers_using(self.instance):
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = find_offers_using(self.instance)
        context: dict[str, Any] = super().get_context_data(offers=offers, **kwargs)
        return context


class CouncilAdmin(ModelAdmin):
    model = Council
    menu_label = _("Councils")
    menu_icon = "site"
    list_display = ("name", "local_offer_url", "update_email")
    search_fields = ("name",)
    delete_view_class = CouncilDeleteView
    delete_template_name = "wagtail_localoffer/admin/delete_council.html"
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
    inspect_template_name = "wagtail_localoffer/admin/inspect_notice.html"
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
    list_display = ("setting_name", "kind", "status", "reason", "created_at")
    list_filter = ("status", "council")
    search_fields = ("setting_name", "page_title", "council_name", "subject")


class LocalOfferAdminGroup(ModelAdminGroup):
    menu_label = _("Local offers")
    menu_icon = "group"
    menu_order = 250
    items = (CouncilNoticeAdmin, CouncilAdmin)


def register_admin() -> None:
    modeladmin_register(LocalOfferAdminGroup)
