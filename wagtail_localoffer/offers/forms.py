"""The editor's forms, which say at each field what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from wagtail_localoffer.compliance.findings import Finding
from wagtail_localoffer.compliance.rules import find_obstacles
from wagtail_localoffer.content import read
from wagtail_localoffer.content.decisions import keep_words, list_choices
from wagtail_localoffer.public.picture import check_picture


def find_free_slug(parent: Any, title: str) -> str:
    """An address that no page below ``parent`` has, made of a title."""
    slug = slugify(title)
    taken = set(
        parent.get_children()
        .filter(slug__startswith=slug)
        .values_list("slug", flat=True)
    )
    numbered = (f"{slug}-{number}" for number in count(2))
    return next(each for each in chain([slug], numbered) if each not in taken)


def is_free(parent: Any, slug: str) -> bool:
    return not parent.get_children().filter(slug=slug).exists()


class OfferForm(WagtailAdminPageForm):
    """
    The editor's form of an offer.

    It shows what stops the offer from going live, each at its own field, unless the
    page is only being saved as a draft or sent back to its author.
    """

    #: What stops the offer from going live, as far as it was looked for.
    obstacles: Sequence[Finding] = ()

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        if instance is not None and not instance.has_unpublished_changes:
            # The mark was for the version that is live now. The next change is another.
            instance.minor_change = False
        super().__init__(*args, instance=instance, **kwargs)
        self._explain_schedule()
        if field := self.fields.get("answers"):
            # A second copy in the form would say nothing more.
            field.show_hidden_initial = False
            self.initial["answers"] = list_choices(self.instance.answers)

    def _explain_schedule(self) -> None:
        """Say in Wagtail's dialog of the schedule what happens at its times."""
        for name, text in (
            (
                "go_live_at",
                _(
                    "Families see this version from then on. Until then your council "
                    "is told nothing of it. “What the council knows” says what it is "
                    "told then."
                ),
            ),
            (
                "expire_at",
                _(
                    "Families can’t read the offer from then on, and your council is "
                    "told that it is no longer there, if it knows of it."
                ),
            ),
        ):
            if field := self.fields.get(name):
                field.help_text = text

    def _post_clean(self) -> None:
        before = self.instance.answers
        # Only after this step does the instance have all the submitted values.
        super()._post_clean()
        if "answers" in self.cleaned_data:
            posted, content = self.instance.answers, read(self.instance)
            self.instance.answers = keep_words(posted, before, content)
        if self.is_deferred_validation or self._is_sent_back:
            return
        self.check_details()
        link = self.instance.council_link
        council = link.value if link else None
        obstacles = find_obstacles(
            self.instance, council.local_offer_url if council else None
        )
        # Where Wagtail refuses the body itself, the instance has an older one.
        is_read = "body" not in self.errors
        self.obstacles = [each for each in obstacles if is_read or not each.block]
        for finding in obstacles:
            if not finding.block and finding.field not in self.errors:
                self.add_error_at(finding.field, finding.message)
        in_body = [finding for finding in obstacles if finding.block]
        if in_body and "body" not in self.errors:
            self._add_error("body", self._locate(in_body))

    def clean_slug(self) -> str:
        """Give a new offer another address if that which was proposed is taken now."""
        slug: str = self.cleaned_data["slug"]
        title = gettext("Our local offer")
        base, number = slugify(title), slug.rpartition("-")[2]
        is_proposed = slug in (base, f"{base}-{number}") and (
            slug == base or number.isdigit()
        )
        if self.instance.pk or not is_proposed or is_free(self.parent_page, slug):
            return slug
        return find_free_slug(self.parent_page, title)

    def clean_picture(self) -> Any:
        """Take the one that is there already, of whatever size."""
        picture = self.cleaned_data["picture"]
        if picture and "picture" in self.changed_data:
            check_picture(picture)
        return picture

    def get_field_updates_for_resave(self) -> list[tuple[str, Any]]:
        """What the browser's form must be told after Wagtail has saved it by itself."""
        updates = list(super().get_field_updates_for_resave())
        slug = self.cleaned_data.get("slug")
        is_given = slug and slug != self.data.get("slug")
        return [*updates, ("slug", slug)] if is_given else updates

    def check_details(self) -> None:
        """
        Check what the rules of a project ask of the front sheet, for its editor alone.

        What no live offer may have is in the publish rule, on every route.
        """

    def add_error_at(self, field: str, message: Any) -> None:
        """Say what is wrong with a field, at it if the form has it."""
        self._add_error(field, ValidationError(message))

    def _add_error(self, field: str, error: ValidationError) -> None:
        # The form of an API request has only the fields that the request names.
        self.add_error(field if field in self.fields else None, error)

    @property
    def _is_sent_back(self) -> bool:
        """Whether a moderator returns the page, for which it may be incomplete."""
        return bool(self.data.get("action-workflow-action")) and (
            self.data.get("workflow-action-name") == "reject"
        )

    def _locate(self, findings: list[Finding]) -> ValidationError:
        """Turn findings into the error that Wagtail shows beside their blocks."""
        if "body" not in self.fields:
            return ValidationError([finding.message for finding in findings])
        places = {
            child.block_type: place
            for place, child in reversed(list(enumerate(self.instance.body)))
        }
        elsewhere: list[Any] = []
        by_place: dict[int, list[Finding]] = {}
        for finding in findings:
            if finding.block in places:
                by_place.setdefault(places[finding.block], []).append(finding)
            else:
                elsewhere.append(finding.message)
        return StreamBlockValidationError(
            block_errors={
                place: self._locate_in_block(at_place)
                for place, at_place in by_place.items()
            },
            non_block_errors=elsewhere,
        )

    def _locate_in_block(self, findings: list[Finding]) -> ValidationError:
        fields: dict[str, list[Any]] = {}
        in_parts: dict[str, list[Finding]] = {}
        for finding in findings:
            first, dot, rest = finding.field.partition(".")
            if dot:
                # It is in one of several, such as a contact, or in a part.
                in_parts.setdefault(first, []).append(replace(finding, field=rest))
            else:
                fields.setdefault(first, []).append(finding.message)
        whole_block = fields.pop("", [])
        errors = {
            **{name: ValidationError(messages) for name, messages in fields.items()},
            **{part: self._locate_in_block(inner) for part, inner in in_parts.items()},
        }
        if not errors:
            return ValidationError(whole_block)
        if all(place.isdecimal() for place in errors):
            return ListBlockValidationError(
                block_errors={int(place): errors[place] for place in errors},
                non_block_errors=whole_block,
            )
        return StructBlockValidationError(
            block_errors=errors, non_block_errors=whole_block
        )
