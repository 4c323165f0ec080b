"""The only module that knows wagtail-modeladmin."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.admin import (
    DateFieldListFilter,
    RelatedOnlyFieldListFilter,
    display,
)
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import (
    ModelAdmin,
    ModelAdminGroup,
    modeladmin_register,
)
from wagtail_modeladmin.views import (
    DeleteView,
    HistoryView,
    IndexView,
    InspectView,
)

from wagtail_localoffer.admin.councils import (
    CouncilColumns,
    CouncilStateFilter,
    council_panels,
    count_for_councils,
    may_edit,
)
from wagtail_localoffer.admin.exports import SafeExportMixin
from wagtail_localoffer.admin.my_offers import list_menu_items
from wagtail_localoffer.admin.notices import NoticeStateFilter, describe_notice
from wagtail_localoffer.admin.permissions import (
    can_view_notice,
    can_view_notices,
    list_visible,
)
from wagtail_localoffer.admin.sources import source_viewset
from wagtail_localoffer.clock import get_today, localise
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.notices.models import CONTENTS, CouncilNotice
from wagtail_localoffer.notices.wording import (
    describe_news,
    describe_status,
    describe_time,
)
from wagtail_localoffer.offers.queries import find_offers_using

NOTICES_CSS = "wagtail_localoffer/css/notices.css"


class NumberedURLHelper(AdminURLHelper):
    """Addresses that have the number of a record, and nothing else in its place."""

    def get_action_url_pattern(self, action: str) -> str:
        pattern: str = super().get_action_url_pattern(action)
        return pattern.replace(r"[-\w]+", "[0-9]+")


class ClosedIndexView(IndexView):
    """A list that is asked by its own filters, and by nothing else that is typed."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if "%00" in request.GET.urlencode():
            # PostgreSQL takes no text with a NUL in it.
            return redirect(self.index_url)
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return redirect(self.index_url)

    def get_filters(self, request: Any) -> Any:
        specs, has_filters, _others, use_distinct = super().get_filters(request)
        # Any other lookup of an address that somebody typed could ask for what is
        # behind a relation, such as the password of a page's owner.
        return specs, has_filters, {}, use_distinct


class CouncilHistoryView(HistoryView):
    """Is there for those who may see the list; modeladmin's is for everybody."""

    def check_action_permitted(self, user: Any) -> bool:
        permitted: bool = self.permission_helper.user_can_list(user)
        return permitted


class CouncilDeleteView(DeleteView):
    """
    Says by which offers a council is used, before asking and instead of deleting.

    Those that the user may not edit are only counted.
    """

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if find_offers_using(self.instance):
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offers = find_offers_using(self.instance)
        named = [offer for offer in offers if may_edit(offer, self.request.user)]
        context: dict[str, Any] = super().get_context_data(
            is_used=bool(offers),
            offers=named,
            others=len(offers) - len(named),
            **kwargs,
        )
        return context


class CouncilButtonHelper(ButtonHelper):
    """Offers to move all offers of a council, where it is known who follows it."""

    def get_buttons_for_obj(self, obj: Any, *args: Any, **kwargs: Any) -> list[Any]:
        buttons: list[Any] = super().get_buttons_for_obj(obj, *args, **kwargs)
        may_change = self.permission_helper.user_can_edit_obj(self.request.user, obj)
        if obj.successor_id is not None and may_change:
            words = {"number": obj.offers, "successor": obj.successor}
            label = title = ngettext(
                "Move its %(number)s offer", "Move its %(number)s offers", obj.offers
            )
            # The row has no room for the name of another council. Which one it is after
            # two that are gone would be a query for each row; the next page says it.
            if not obj.successor.is_abolished():
                title = ngettext(
                    "Move its %(number)s offer to %(successor)s",
                    "Move its %(number)s offers to %(successor)s",
                    obj.offers,
                )
            buttons.append(
                {
                    "url": reverse("wagtail_localoffer:move_offers", args=[obj.pk]),
                    "label": label % words,
                    "classname": self.finalise_classname(["button-secondary"]),
                    "title": title % words,
                }
            )
        return buttons


class LabelledAdmin(ModelAdmin):
    """A list whose cells say what they are, where a phone shows them as cards."""

    index_view_extra_css: ClassVar[list[str]] = [NOTICES_CSS]
    index_template_name = "wagtail_localoffer/admin/list.html"

    def get_extra_attrs_for_field_col(self, obj: Any, field_name: str) -> Any:
        attrs = super().get_extra_attrs_for_field_col(obj, field_name)
        if field_name == self.list_display[0]:
            return attrs
        label = label_for_field(field_name, self.model, model_admin=self)
        return {**attrs, "data-label": capfirst(str(label))}


class CouncilAdmin(CouncilColumns, LabelledAdmin):
    model = Council
    url_helper_class = NumberedURLHelper
    menu_label = _("Councils")
    menu_icon = "site"
    index_view_class = ClosedIndexView
    history_view_class = CouncilHistoryView
    list_display = ("name", "address", "learns", "last_check", "offers", "answers")
    list_filter = (CouncilStateFilter, "contact_by")
    list_select_related = ("successor",)
    search_fields = ("name", "gss_code")
    # Of more than a hundred, those that this installation has to do with come first.
    ordering = ("-live_offers", "-offers", "name")
    delete_view_class = CouncilDeleteView
    delete_template_name = "wagtail_localoffer/admin/delete_council.html"
    button_helper_class = CouncilButtonHelper
    edit_handler = council_panels

    def get_queryset(self, request: Any) -> Any:
        # modeladmin would put them in order before they are counted.
        return count_for_councils(Council.objects.all()).order_by(*self.ordering)


class NoticePermissionHelper(PermissionHelper):
    """Lets those see who may see, and lets nobody write: the log is a proof."""

    def user_can_list(self, user: Any) -> bool:
        return can_view_notices(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        # A list asks it of each row, and has none that isn't for the user.
        return can_view_notices(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class NoticeURLFinder:
    """Where a person sees a notice, for ``wagtail.admin.admin_url_finder``."""

    def __init__(self, user: Any = None) -> None:
        self.user = user
        #: Whether the notices of a page may be seen: a list asks for each of them.
        self.visible: dict[int, bool] = {}

    def get_edit_url(self, notice: CouncilNotice) -> str | None:
        if self.user is not None and not self._is_visible(notice):
            return None
        urls = AdminURLHelper(CouncilNotice)
        return str(urls.get_action_url("inspect", notice.pk))

    def _is_visible(self, notice: CouncilNotice) -> bool:
        offer_id = notice.offer_id
        if offer_id not in self.visible:
            self.visible[offer_id] = can_view_notice(self.user, notice)
        return self.visible[offer_id]


class ChosenFilter(RelatedOnlyFieldListFilter):
    """Of more than a hundred councils, those that were ever written to."""

    #: A choice named “-” would be for what is deleted.
    include_empty_choice = False


class WrittenFilter(DateFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("date")


class NoticeIndexView(SafeExportMixin, ClosedIndexView):
    """The list of notices, and the spreadsheets with what it is filtered by."""

    # A spreadsheet shows the hours that the list shows. Excel knows no time zones.
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **SafeExportMixin.custom_value_preprocess,
        datetime: {
            SafeExportMixin.FORMAT_CSV: lambda value: localise(value).isoformat(
                " ", "seconds"
            ),
            SafeExportMixin.FORMAT_XLSX: lambda value: localise(value).replace(
                microsecond=0, tzinfo=None
            ),
        },
    }

    def get_buttons_for_obj(self, obj: Any) -> list[Any]:
        # The name of the setting leads to the only place there is.
        return []

    def get_filename(self) -> str:
        return f"council-notices-{get_today().isoformat()}"

    def get_heading(self, queryset: Any, field: str) -> str:
        label = label_for_field(field, self.model, model_admin=self.model_admin)
        return capfirst(str(label))

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        return {
            field: lookup_field(field, item, self.model_admin)[2]
            for field in self.list_export
        }


class NoticeInspectView(InspectView):
    page_title = _("Council notice")

    def check_action_permitted(self, user: Any) -> bool:
        return can_view_notice(user, self.instance)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            **describe_notice(self.instance, self.request.user), **kwargs
        )
        return context


class CouncilNoticeAdmin(LabelledAdmin):
    model = CouncilNotice
    url_helper_class = NumberedURLHelper
    menu_label = _("Council notices")
    menu_icon = "mail"
    permission_helper_class = NoticePermissionHelper
    index_view_class = NoticeIndexView
    inspect_view_enabled = True
    inspect_view_class = NoticeInspectView
    inspect_view_fields = ("subject",)
    inspect_template_name = "wagtail_localoffer/admin/inspect_notice.html"
    # Nobody changes a notice, and modeladmin shows its history to everybody.
    history_view_enabled = False
    inspect_view_extra_css: ClassVar[list[str]] = [NOTICES_CSS]
    list_display = ("setting_name", "news", "council_name", "state", "when")
    list_per_page = 50
    list_filter = (
        NoticeStateFilter,
        "kind",
        ("council", ChosenFilter),
        ("site", ChosenFilter),
        ("created_at", WrittenFilter),
    )
    search_fields = (
        "setting_name",
        "page_title",
        "council_name",
        "subject",
        "recipient",
        "message_id",
        "bundle",
    )
    list_export = (
        *("setting_name", "page_title", "url", "previous_url", "site"),
        *("news", "sections", "council_name", "state_in_words", "reason", "attempts"),
        *("created_at", "next_attempt_at", "sent_at"),
        *("recipient", "copy_to", "sender", "reply_to"),
        *("subject", "message_id", "bundle"),
    )

    def get_queryset(self, request: Any) -> Any:
        notices = list_visible(request.user, super().get_queryset(request))
        return notices.select_related("site").defer(*CONTENTS)

    def register_admin_url_finders(self) -> None:
        # Whoever links to a notice asks Wagtail where that is, and need not know us.
        register_admin_url_finder(CouncilNotice, NoticeURLFinder)

    @display(description=_("news"), ordering="kind")
    def news(self, notice: CouncilNotice) -> str:
        return describe_news(notice)

    @display(description=_("changed sections"))
    def sections(self, notice: CouncilNotice) -> str:
        return "; ".join(change["heading"] for change in notice.changes)

    @display(description=_("status"), ordering="status")
    def state(self, notice: CouncilNotice) -> str:
        return render_to_string(
            "wagtail_localoffer/admin/notice_state.html",
            {
                "notice": notice,
                "state": describe_status(notice),
                "reason": notice.reason,
            },
        )

    @display(description=_("status"))
    def state_in_words(self, notice: CouncilNotice) -> str:
        return describe_status(notice)

    @display(description=_("when"), ordering="created_at")
    def when(self, notice: CouncilNotice) -> str:
        if notice.sent_at:
            return gettext("Sent %(time)s") % {"time": describe_time(notice.sent_at)}
        return gettext("Written %(time)s") % {"time": describe_time(notice.created_at)}


class LocalOfferAdminGroup(ModelAdminGroup):
    menu_label = _("Local offers")
    menu_icon = "group"
    menu_order = 250
    items = (CouncilNoticeAdmin, CouncilAdmin)

    def get_submenu_items(self) -> list[Any]:
        sources = source_viewset.get_menu_item(order=50)
        return [*list_menu_items(), *super().get_submenu_items(), sources]


def register_admin() -> None:
    """Register the group *Local offers* of Wagtail's menu, with its screens."""
    modeladmin_register(LocalOfferAdminGroup)
