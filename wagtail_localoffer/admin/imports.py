"""Documents that are brought in: where one begins, and which of them wait."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from wagtail_localoffer.admin.my_offers import (
    MY_OFFERS,
    MyOffersView,
    NewOfferForm,
    name_kinds,
)
from wagtail_localoffer.admin.offer_notices import OfferMenuItem
from wagtail_localoffer.admin.offers import get_draft
from wagtail_localoffer.importing.conversion import begin_conversion, list_other_forms
from wagtail_localoffer.importing.intake import list_same, take_in
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.readers import LARGEST, READERS, CantRead
from wagtail_localoffer.text.html import read_html

SORT = "wagtail_localoffer:sort_document"

#: The pictures of a page, which stand beside it.
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")

#: What pasted text keeps.
FEATURES = ["h2", "h3", "h4", "bold", "italic", "ol", "ul", "link"]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, in the order in which they were chosen."""

    def __init__(self, **kwargs: Any) -> None:
        accepted = ",".join(sorted({*READERS, *PICTURES}))
        widget = FilesInput(attrs={"accept": accepted})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            return []
        return [super(FilesField, self).clean(each, initial) for each in data]


class SourceForm(forms.Form):
    """What is brought in: files, or a text that is pasted."""

    documents = FilesField(
        label=_("Your document"),
        required=False,
        help_text=_(
            "A Word document (.docx), a PDF with text, or a saved web page. If your "
            "offer has several pages, choose all of them at once."
        ),
        error_messages={"empty": _("This file is empty. Choose another one.")},
    )
    text = forms.CharField(
        label=_("Or paste it here"),
        required=False,
        help_text=_("Headings, lists and links stay."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = get_rich_text_editor_widget(features=FEATURES)

    def clean_documents(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["documents"]
        if sum(each.size for each in files) > LARGEST:
            raise forms.ValidationError(
                gettext(
                    "That is more than %(size)s. Take pictures out of it, or paste its "
                    "text instead."
                )
                % {"size": filesizeformat(LARGEST)}
            )
        return files

    def clean_text(self) -> str:
        # The editor sends an empty paragraph for nothing.
        text: str = self.cleaned_data["text"]
        return text if read_html(text).text else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        is_refused = not self.errors.keys().isdisjoint(("documents", "text"))
        if not is_refused and not (data["documents"] or data["text"]):
            words = gettext("Choose a document, or paste your text.")
            self.add_error("documents", words)
        return data


class NewSourceForm(SourceForm, NewOfferForm):
    """What is brought in, and the new offer that it becomes."""

    field_order = ("documents", "text", "about", "kind", "parent")


class BringDocumentView(WagtailAdminTemplateMixin, FormView[Any]):
    """Takes a document in, and leads to the screen where its passages are placed."""

    page_title = _("Bring a document")
    header_icon = "upload"
    template_name = "wagtail_localoffer/admin/bring_document.html"
    form_class: type[SourceForm] = NewSourceForm

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(MY_OFFERS), "label": MyOffersView.page_title},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if not form.places:
            raise PermissionDenied
        return form

    def build_document(self, form: Any) -> DocumentImport:
        model, setting_type = form.read_kind()
        return DocumentImport(
            offer_model=model._meta.label,
            setting_type=setting_type,
            parent=form.cleaned_data["parent"],
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.request.FILES and "documents" not in form.errors:
            form.add_error("documents", gettext("Choose your document once more."))
        response: HttpResponse = super().form_invalid(form)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        document = self.build_document(form)
        document.created_by = self.request.user  # type: ignore[assignment]
        files = [(each.name, each.read()) for each in form.cleaned_data["documents"]]
        try:
            take_in(document, files, form.cleaned_data["text"])
        except CantRead as error:
            form.add_error("documents" if files else "text", str(error))
            return self.form_invalid(form)
        return redirect(SORT, document.pk)


class BringIntoOfferView(BringDocumentView):
    """Takes a document in for an offer that is there."""

    form_class = SourceForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.offer: Any = get_draft(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super(BringDocumentView, self).get_form_kwargs()

    def get_form(self, form_class: Any = None) -> Any:
        return super(BringDocumentView, self).get_form(form_class)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first, last = super().get_breadcrumbs_items()[-2:]
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        page = {"url": url, "label": self.offer.get_admin_display_title()}
        return [*self.breadcrumbs_items, first, page, last]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        models = list_other_forms(self.offer) if self.can_be_converted() else []
        return super().get_context_data(
            **kwargs, offer=self.offer, other_forms=name_kinds(models)
        )

    def can_be_converted(self) -> bool:
        """Whether its user may add the new page that it becomes."""
        rights = self.offer.get_parent().permissions_for_user(self.request.user)
        return bool(rights.can_add_subpage())

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        models = {each._meta.label: each for each in list_other_forms(self.offer)}
        model = models.get(request.POST.get("form", ""))
        if model and self.can_be_converted():
            document = begin_conversion(self.offer, model, request.user)
            return redirect(SORT, document.pk)
        return super().post(request, *args, **kwargs)

    def build_document(self, form: Any) -> DocumentImport:
        return DocumentImport(
            offer_model=self.offer._meta.label, offer_id=self.offer.pk
        )


class BringDocumentMenuItem(OfferMenuItem):
    """Leads from the menu of an offer's page to where a document is brought in."""

    url_name = "wagtail_localoffer:bring_into_offer"
    icon_name = "upload"


def list_waiting(user: Any) -> QuerySet[DocumentImport]:
    """The documents of which a person may still place something, the newest first."""
    pages = page_permission_policy.instances_user_has_permission_for
    return _list(
        Q(offer=None, parent__in=pages(user, "add").order_by().values("pk"))
        | Q(waiting__gt=0, offer__in=pages(user, "change").order_by().values("pk"))
    )


def list_waiting_with(offer: Any) -> QuerySet[DocumentImport]:
    """Those that were written into the draft of an offer, and have more for it."""
    return _list(Q(offer=offer.pk, waiting__gt=0))


def _list(which: Q) -> QuerySet[DocumentImport]:
    found = DocumentImport.objects.filter(which).select_related("created_by")
    return found.defer("pieces", "steps", "found").order_by("-pk")


def get_document(request: Any, key: int) -> DocumentImport:
    """
    Find a document that was brought in.

    :raises Http404: there is none of that key.
    :raises PermissionDenied: the user may not edit its offer, or not add one there.
    """
    documents = DocumentImport.objects.select_related("parent", "offer", "created_by")
    document: DocumentImport = get_object_or_404(documents, pk=key)
    page: Any = document.offer or document.parent
    if page is None:
        raise Http404
    rights = page.specific.permissions_for_user(request.user)
    may = rights.can_edit() if document.offer else rights.can_add_subpage()
    if not may:
        raise PermissionDenied
    return document


def find_same(document: DocumentImport) -> DocumentImport | None:
    """The last other time that the same document was brought in."""
    same = list_same(document).select_related("offer", "created_by")
    found: DocumentImport | None = same.first()
    return found


def throw_away(request: Any, document_id: int) -> HttpResponse:
    """Ask whether a document may go with all that waits in it, and delete it."""
    document = get_document(request, document_id)
    if request.method == "POST":
        document.delete()
        messages.success(
            request,
            gettext("“%(name)s” was thrown away.") % {"name": document.name},
        )
        return redirect(MY_OFFERS)
    return TemplateResponse(
        request,
        "wagtail_localoffer/admin/throw_away_document.html",
        {"document": document},
    )


class OfDocument(View):
    """A view of one document, for whoever may bring it in."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.document = get_document(request, kwargs["document_id"])
        return super().dispatch(request, *args, **kwargs)


class DocumentScreen(OfDocument, WagtailAdminTemplateMixin, TemplateView):
    """A screen about one document."""

    header_icon = "upload"

    def get_page_subtitle(self) -> str:
        return self.document.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            *self.breadcrumbs_items,
            {"url": reverse(MY_OFFERS), "label": MyOffersView.page_title},
        ]
        if self.document.offer:
            offer = self.document.offer
            url = reverse("wagtailadmin_pages:edit", args=[offer.pk])
            items.append({"url": url, "label": offer.get_admin_display_title()})
        return [*items, {"url": "", "label": self.page_title}]
