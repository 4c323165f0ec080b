"""The faces of an offer at which families write, and read what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext
from wagtail.contrib.routable_page.models import path

from wagtail_localoffer.feedback.access import Access, find_access
from wagtail_localoffer.feedback.form_tokens import FormToken, make_token
from wagtail_localoffer.feedback.forms import LongForm, ShortForm
from wagtail_localoffer.feedback.guidance import Guidance
from wagtail_localoffer.feedback.models import FamilyComment
from wagtail_localoffer.feedback.sayings_face import SayingsFace
from wagtail_localoffer.frameworks.reserved import FEEDBACK
from wagtail_localoffer.public.faces import Face
from wagtail_localoffer.public.guide import Guide
from wagtail_localoffer.public.visibility import find_public
from wagtail_localoffer.text.plain import join_address

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

FORM_TEMPLATE = "wagtail_localoffer/feedback_page.html"

RECEIPT_TEMPLATE = "wagtail_localoffer/feedback_received.html"


class FeedbackFaces(SayingsFace):
    """The addresses of the form, and of what families said."""

    class Meta:
        abstract = True

    @cached_property
    def feedback(self) -> Access:
        """Where families write about this offer, if anywhere."""
        return find_access(self)

    @path(f"{FEEDBACK}/")
    def show_feedback(self, request: Any) -> HttpResponse:
        """The form; ``?section=`` names a section, and ``?for=young`` the short one."""
        access = self.feedback
        if access.own_form_url:
            return redirect(access.own_form_url)
        if not access.post_url:
            raise Http404
        if self.alias_of_id:
            return self._lead_to_original(request)
        form = self.build_feedback_form(audience=request.GET.get("for", ""))
        form.initial = {"section": request.GET.get("section", "")}
        return self.show_feedback_form(request, form, make_token(self.pk))

    @path(f"{FEEDBACK}/received/<str:reference>/")
    def show_receipt(self, request: Any, reference: str) -> HttpResponse:
        """What happens next with a comment. What it says is not shown."""
        received = FamilyComment.objects.filter(page_id=self.pk, reference=reference)
        is_from_child = received.values_list("is_from_child", flat=True).first()
        if is_from_child is None:
            raise Http404
        face = Face(FEEDBACK, gettext("We have your message"), f"{FEEDBACK}/")
        context = {"reference": reference, "is_from_child": is_from_child}
        return self._show_privately(request, face, RECEIPT_TEMPLATE, context)

    def build_feedback_form(
        self, data: Mapping[str, Any] | None = None, audience: str = ""
    ) -> ShortForm:
        """The form for an audience, filled in or empty."""
        if audience == ShortForm.audience:
            return ShortForm(data)
        return LongForm(data, sections=self.sections)

    def show_feedback_form(
        self,
        request: Any,
        form: ShortForm,
        token: FormToken,
        *,
        problem: Text = "",
        is_pause: bool = False,
        code: int = HTTPStatus.OK,
    ) -> HttpResponse:
        """
        Show the form, with all that stands in it.

        :param problem: why it could not be sent, beside what is wrong in its fields.
        :param is_pause: whether it can be sent later, and nothing in it is wrong.
        """
        heading = gettext("Tell us about our local offer")
        place = f"{FEEDBACK}/"
        if form.is_from_child:
            heading = gettext("Tell us what you think")
            place = f"{FEEDBACK}/?for={form.audience}"
        context = {
            "form": form,
            "token": token.text,
            # What has to be mended is sent again anyway.
            "problem": problem or ("" if form.errors else token.problem),
            "is_pause": is_pause,
        }
        face = Face(FEEDBACK, heading, place)
        response = self._show_privately(request, face, FORM_TEMPLATE, context)
        response.status_code = code
        return response

    def _show_privately(
        self, request: Any, face: Face, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        guide = Guide(self)
        response: HttpResponse = self.render(
            request,
            template=template,
            context_overrides={
                **self._get_face_context(request, face),
                "guide": guide,
                "guidance": Guidance(self, guide),
                **context,
            },
        )
        # A cache between us and families would give one the token of another. Their own
        # browser keeps it: whoever goes back finds what they wrote.
        patch_cache_control(response, private=True, no_cache=True)
        return response

    def _lead_to_original(self, request: Any) -> HttpResponse:
        """An alias has no comments: what is written about it is about its source."""
        pages = type(self)._default_manager.filter(pk=self.alias_of_id)
        original = find_public(pages).first()
        url = original and original.get_url(request)
        if not url:
            raise Http404
        query = request.GET.urlencode()
        address = join_address(url, f"{FEEDBACK}/")
        return redirect(f"{address}?{query}" if query else address)
