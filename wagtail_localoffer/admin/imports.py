"""Documents that are brought in: where one begins, and which of them wait."""

from __future__ import annotations

from json import JSONDecodeError
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
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
from wagtail_localoffer.importing.intake import take_in
from wagtail_localoffer.importing.models import DocumentImport
from wagtail_localoffer.importing.readers import (
    LARGEST,
    READERS,
    CantRead,
    read_documents,
    read_rich_text,
)
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
        help_text=_(
            "Headings, lists and links stay. Has it a table? Then save the page, and "
            "choose the file."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = get_rich_text_editor_widget(features=FEATURES)

    def clean_documents(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["documents"]
        if sum(each.size for each in files) > LARGEST:
            raise forms.ValidationError(
                gettext(
                    "That is more than %(size)d MB. Take pictures out of it, or paste "
                    "its text instead."
                )
                % {"size": LARGEST // 1_000_000}
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


# Django's own class takes no type: only a package that a project may lack adds that.
class SourceView(WagtailAdminTemplateMixin, FormView):  # type: ignore[type-arg]
    """Takes a document in, and leads to the screen where its passages are placed."""

    page_title = _("Bring a document")
    header_icon = "upload"
    template_name = "wagtail_localoffer/admin/bring_document.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(MY_OFFERS), "label": MyOffersView.page_title},
            *self.list_pages(),
            {"url": "", "label": self.page_title},
        ]

    def list_pages(self) -> list[dict[str, Any]]:
        return []

    def build_document(self, form: Any) -> DocumentImport:
        raise NotImplementedError

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except JSONDecodeError as error:
            # Only a program sends something else than Wagtail's editor does.
            raise BadRequest("The text isn’t what the editor sends.") from error

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.request.FILES and "documents" not in form.errors:
            form.add_error("documents", gettext("Choose your document once more."))
        response: HttpResponse = super().form_invalid(form)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        document = self.build_document(form)
        # Whoever reaches the admin is logged in, which its type doesn't say.
        document.created_by = self.request.user  # type: ignore[assignment]
        files = [(each.name, each.read()) for each in form.cleaned_data["documents"]]
        try:
            passages = read_documents(files) if files else []
            if text := form.cleaned_data["text"]:
                passages += read_rich_text(text)
                files.append((gettext("Pasted text"), text.encode()))
            take_in(document, files, passages)
        except CantRead as error:
            form.add_error("documents" if files else "text", str(error))
            return self.form_invalid(form)
        return redirect(SORT, document.pk)


class BringDocumentView(SourceView):
    """Takes a document in for a new offer."""

    form_class = NewSourceForm

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


class BringIntoOfferView(SourceView):
    """Takes a document in for an offer that is there, or the offer for another form."""

    form_class = SourceForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.offer: Any = get_draft(request, kwargs["page_id"])
        return super().dispatch(request, *args, **kwargs)

    def list_pages(self) -> list[dict[str, Any]]:
        url = reverse("wagtailadmin_pages:edit", args=[self.offer.pk])
        return [{"url": url, "label": self.offer.get_admin_display_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = name_kinds(self.list_forms())
        return super().get_context_data(**kwargs, offer=self.offer, other_forms=forms)

    def list_forms(self) -> list[Any]:
        """The other kinds of offers of which its user may add one beside it."""
        rights = self.offer.get_parent().permissions_for_user(self.request.user)
        return list_other_forms(self.offer) if rights.can_add_subpage() else []

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        models = {each._meta.label: each for each in self.list_forms()}
        if model := models.get(request.POST.get("form", "")):
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
    editable = list_editable(user)
    pages = page_permission_policy.instances_user_has_permission_for(user, "add")
    begun = Q(offer=None, parent__in=pages.order_by().values("pk"))
    own = Q(created_by=user) | Q(parent__in=editable)
    return _list((begun & own) | Q(waiting__gt=0, offer__in=editable))


def list_editable(user: Any) -> Any:
    """The keys of the pages that a person may change."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages.order_by().values("pk")


def list_waiting_with(offer: Any) -> QuerySet[DocumentImport]:
    """Those that were written into the draft of an offer, and have more for it."""
    return _list(Q(offer=offer.pk, waiting__gt=0))


def _list(which: Q) -> QuerySet[DocumentImport]:
    documents = DocumentImport.objects.select_related("offer", "created_by")
    found = documents.filter(which)
    return found.defer("pieces", "steps", "found").order_by("-pk")


def get_document(request: Any, key: int) -> DocumentImport:
    """
    Find a document that was brought in.

    :raises Http404: there is none of that key, or its kind of offer is gone.
    :raises PermissionDenied: it isn't the user's to bring in.
    """
    documents = DocumentImport.objects.select_related(
        "parent", "offer", "source", "created_by"
    )
    document: DocumentImport = get_object_or_404(documents, pk=key)
    try:
        document.get_offer_model()
    except LookupError as error:
        raise Http404 from error
    if not may_bring_in(request.user, document):
        raise PermissionDenied
    return document


def may_bring_in(user: Any, document: DocumentImport) -> bool:
    """
    Whether a person may see a document, and write it into a draft.

    What isn't in a draft yet is the matter of who brought it in, or of who may change
    the page below which it will stand.
    """

    def may(page: Any) -> Any:
        return page.specific.permissions_for_user(user)

    if document.offer:
        return bool(may(document.offer).can_edit())
    if not document.parent or not may(document.parent).can_add_subpage():
        return False
    if document.source and not may(document.source).can_edit():
        return False
    is_own = document.created_by_id == user.pk
    return bool(is_own or may(document.parent).can_edit())


def find_same(document: DocumentImport, user: Any) -> DocumentImport | None:
    """The last other time that it was brought in, as far as a person may know."""
    same = DocumentImport.objects.filter(digest=document.digest)
    known = Q(offer__in=list_editable(user)) | Q(offer=None, created_by=user)
    others = same.filter(known).exclude(pk=document.pk)
    return others.select_related("offer", "created_by").order_by("-pk").first()


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
