"""Sources of offers in the admin: other sites whose offers a directory lists."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.models import Site

from wagtail_localoffer import conf
from wagtail_localoffer.admin.councils import break_address
from wagtail_localoffer.admin.report_rows import CardTable, LabelledColumn
from wagtail_localoffer.mail.routing import LOCAL_DOMAINS
from wagtail_localoffer.offers.listings.models import OfferSource
from wagtail_localoffer.open_data.harvest.keeping import drop, forget
from wagtail_localoffer.open_data.harvest.wording import (
    describe_moment,
    describe_report,
    describe_state,
    is_being_read,
    list_reasons,
)
from wagtail_localoffer.open_data.tasks import has_worker, read_source
from wagtail_localoffer.web import is_public

logger = logging.getLogger("wagtail_localoffer")

#: What Wagtail's history of a source shows for it.
READ_NOW = "wagtail_localoffer.read_source"

CHANGE = "wagtail_localoffer.change_offersource"

#: What stands between the dots of a server's name.
LABEL = re.compile(r"[a-z0-9-]{1,63}")

#: The ports that an address doesn't name.
PORTS = {"http": 80, "https": 443}


class SourceForm(WagtailAdminModelForm):
    """The form of a source. An address that can't be right isn't saved."""

    def clean_url(self) -> str:
        given: str = self.cleaned_data["url"]
        parts = urlsplit(given)
        host = parts.hostname or ""
        if parts.scheme not in PORTS or parts.username is not None:
            raise ValidationError(
                _("Enter an address that begins with https:// or http://.")
            )
        if parts.query or parts.fragment:
            raise ValidationError(
                _("Enter the address without what stands behind “?” or “#”.")
            )
        if is_own(host, parts.port or PORTS[parts.scheme]):
            raise ValidationError(
                _("That is a site of this installation. Its offers are listed already.")
            )
        if is_inside(host) and not conf.get_settings().ALLOW_LOCAL_SOURCES:
            raise ValidationError(
                _("“%(host)s” is not a server of the public internet."),
                params={"host": host},
            )
        # One address for one source, however it is written.
        path = parts.path.rstrip("/")
        url = f"{parts.scheme}://{parts.netloc.lower()}{path}/"
        others = OfferSource.objects.exclude(pk=self.instance.pk)
        if other := others.filter(url=url).first():
            raise ValidationError(
                _("“%(source)s” has this address already."), params={"source": other}
            )
        return url

    def clean_other_hosts(self) -> str:
        lines = map(str.strip, self.cleaned_data["other_hosts"].lower().splitlines())
        return "\n".join(dict.fromkeys(map(read_host, filter(None, lines))))

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk and {"url", "other_hosts"}.intersection(self.changed_data):
            forget(self.instance)
        return super().save(commit)


def read_host(line: str) -> str:
    """
    The name of a server, whether it was typed alone or as an address.

    :raises ValidationError: it is none.
    """
    try:
        host = urlsplit(line if "//" in line else f"//{line}").hostname or ""
    except ValueError:
        host = ""
    labels = host.split(".")
    if len(labels) < 2 or not all(map(LABEL.fullmatch, labels)):
        raise ValidationError(
            _("“%(line)s” is not the name of a site. Write it like www.trust.example."),
            params={"line": line},
        )
    return host


def is_own(host: str, port: int) -> bool:
    """Whether a site of this installation is at an address."""
    return any(
        site.hostname.lower() == host and (site.port == port or port in PORTS.values())
        for site in Site.objects.all()
    )


def is_inside(host: str) -> bool:
    """Whether a name can only be one of this machine or of a private network."""
    try:
        ip_address(host)
    except ValueError:
        return host.rpartition(".")[2] in LOCAL_DOMAINS
    return not is_public(host)


def describe_address(source: OfferSource) -> str:
    return break_address(source.url)


def link_to_state(source: OfferSource) -> str:
    """How a source is, with a link to what the last run found."""
    url = reverse(source_viewset.get_url_name("inspect"), args=[source.pk])
    return format_html('<a href="{}">{}</a>', url, describe_state(source))


class SourceIndexView(generic.IndexView):
    """The list of sources, with how many offers of each are shown."""

    table_class = CardTable

    def get_base_queryset(self) -> Any:
        sources: Any = super().get_base_queryset()
        return sources.annotate(
            offers=Count("listings", filter=Q(listings__missing_since=None))
        ).defer("report", "list_pages")

    def _annotate_queryset_updated_at(self, queryset: Any) -> Any:
        # When it was read last says more than when it was edited.
        return queryset


class SourceDeleteView(generic.DeleteView):
    """Says before how many offers go too."""

    @property
    def confirmation_message(self) -> str:
        number = self.object.listings.count()
        return ngettext(
            "%(number)s offer of “%(source)s” that is kept here is deleted too, and "
            "families don’t find it in directories any more. Nothing changes on its "
            "own site. If it is only for a time, edit the source and make it inactive.",
            "%(number)s offers of “%(source)s” that are kept here are deleted too, and "
            "families don’t find them in directories any more. Nothing changes on its "
            "own site. If it is only for a time, edit the source and make it inactive.",
            number,
        ) % {"number": number, "source": self.object}

    def delete_action(self) -> None:
        # A few at a time: Django would read all of them at once.
        drop(self.object.listings.all())
        super().delete_action()


class SourceInspectView(generic.InspectView):
    """How a source is, and what the last run found, in words."""

    page_title = _("State")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = self.object
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            source=source,
            rows=list(list_rows(source)),
            reasons=list_reasons(source.report),
            may_read=source.is_active and self.request.user.has_perm(CHANGE),
        )
        return context


def list_rows(source: OfferSource) -> Iterator[tuple[str, str]]:
    """What there is to know of a source, line by line."""
    yield gettext("State"), describe_state(source)
    yield gettext("Address"), describe_address(source)
    if source.other_hosts:
        yield gettext("Other sites of it"), ", ".join(source.other_hosts.splitlines())
    shown = source.listings.filter(missing_since=None).count()
    yield gettext("Offers"), str(shown)
    yield gettext("Last read whole"), describe_moment(source.last_success_at)
    yield gettext("Last tried"), describe_moment(source.last_attempt_at)
    if source.next_attempt_at:
        yield gettext("Next try not before"), describe_moment(source.next_attempt_at)
    if source.report:
        yield gettext("Found by the last run"), describe_report(source.report)


@require_POST
def read_now(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Have a source read, whatever it waits for, and say what came of it.

    :raises PermissionDenied: the user may not change sources.
    """
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    source = get_object_or_404(OfferSource, pk=pk)
    if not source.is_active:
        messages.error(
            request, _("It is not active. Edit it first, and make it active.")
        )
    elif is_being_read(source):
        messages.warning(request, _("It is being read already."))
    else:
        _read_now(request, source)
    return redirect(source_viewset.get_url_name("inspect"), pk)


def _read_now(request: HttpRequest, source: OfferSource) -> None:
    before = source.last_success_at
    try:
        read_source.enqueue(source.pk)
    except Exception:
        logger.exception("Reading source %s could not be queued.", source.pk)
        messages.error(
            request,
            _(
                "It is not read now: it could not be given to the project’s task "
                "queue, and the log says why. Try again later, or wait: "
                "harvest_local_offers reads it too."
            ),
        )
        return
    log(instance=source, action=READ_NOW, user=request.user)
    source.refresh_from_db()
    _say_what_came_of_it(request, source, before)


def _say_what_came_of_it(
    request: HttpRequest, source: OfferSource, before: datetime | None
) -> None:
    """
    Say what a click has done.

    :param before: when the source was last read whole.
    """
    if has_worker():
        messages.success(
            request,
            _("It is being read. Open this page again to see what came of it."),
        )
    elif is_being_read(source):
        messages.warning(request, _("It is being read already."))
    elif source.problem:
        messages.warning(request, source.problem)
    elif source.last_success_at == before:
        # Without a worker, an error in a task is only logged.
        messages.error(request, _("Something went wrong here. The log says what."))
    else:
        words = {"found": describe_report(source.report)}
        messages.success(request, _("It was read. %(found)s") % words)


class SourceViewSet(ModelViewSet):
    model = OfferSource
    icon = "globe"
    url_prefix = "local-offers/sources"
    menu_label = _("Sources of offers")
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    index_view_class = SourceIndexView
    delete_view_class = SourceDeleteView
    inspect_view_class = SourceInspectView
    index_template_name = "wagtail_localoffer/admin/sources.html"
    inspect_template_name = "wagtail_localoffer/admin/source.html"
    ordering = "name"
    # There are few enough to ask the database.
    search_fields: ClassVar[list[str]] = ["name", "url"]
    search_backend_name = None
    edit_handler = ObjectList(
        ["name", "url", "other_hosts", "is_active"], base_form_class=SourceForm
    )

    list_display: ClassVar[list[Any]] = [
        "name",
        LabelledColumn("url", label=_("Address"), accessor=describe_address),
        LabelledColumn("offers", label=_("Offers"), sort_key="offers"),
        LabelledColumn(
            "last_success_at",
            label=_("Last read whole"),
            accessor=lambda each: describe_moment(each.last_success_at),
            sort_key="last_success_at",
        ),
        LabelledColumn("state", label=_("State"), accessor=link_to_state),
    ]

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        # Its own listings alone refer to it, and the message counts them.
        return super().get_delete_view_kwargs(usage_url_name=None, **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("read/<int:pk>/", read_now, name="read_now"),
        ]


source_viewset = SourceViewSet("wagtail_localoffer_sources")
