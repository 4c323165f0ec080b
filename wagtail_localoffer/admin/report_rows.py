"""Rows of the report: an offer, or a translation of one, in words without gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, Table

from wagtail_localoffer.admin.council_columns import list_needs
from wagtail_localoffer.clock import get_day, get_today
from wagtail_localoffer.content.participation import Participation
from wagtail_localoffer.notices.choices import CouncilAnswer
from wagtail_localoffer.reporting.queries import has_locales
from wagtail_localoffer.reporting.wording import describe_state, is_measured


@dataclass(frozen=True)
class OfferRow:
    """
    What the report says of a page. No cell is empty: each says why it has nothing.

    :param original: the offer that it translates or shows again, if it does.
    """

    page: Any
    original: Any = None

    @property
    def setting(self) -> str:
        """What it is called: by the name of the setting, or else by its own title."""
        name = self.page.setting_name or (self.original and self.original.setting_name)
        return str(name or self.title)

    @property
    def title(self) -> str:
        title: str = self.page.get_admin_display_title()
        return title

    @property
    def relation(self) -> str:
        """What it is to its original; empty for an original."""
        if self.original is None:
            return ""
        if self.page.locale_id == self.original.locale_id:
            return _("Shown at a second address")
        words = {"language": self.page.locale.get_display_name()}
        if self.page.alias_of_id is not None:
            return _("%(language)s: not translated yet, shows the original") % words
        return _("%(language)s translation") % words

    @property
    def language(self) -> str:
        name: str = self.page.locale.get_display_name()
        return name if has_locales() else ""

    @property
    def kind(self) -> str:
        return capfirst(self.page.page_type_display_name)

    @property
    def is_alias(self) -> bool:
        return self.page.alias_of_id is not None

    @property
    def council(self) -> str:
        name = self._say(self.page.council_name, _("No council chosen"))
        if not (others := self.page.further_councils):
            return name
        return _("%(council)s and %(number)s more") % {
            "council": name,
            "number": others,
        }

    @property
    def contact(self) -> str:
        return self._say(self.page.contact_name, _("Nobody named"))

    def _say(self, known: Any, otherwise: str) -> Any:
        if known not in (None, ""):
            return known
        if self.is_alias:
            return _("As the original")
        return otherwise if is_measured(self.page) else _("Not checked yet")

    @property
    def state(self) -> str:
        if self.is_alias:
            return _("As the original")
        return describe_state(self.page, self.needs)

    @property
    def needs(self) -> list[str]:
        return list_needs(self.page)

    @property
    def figures(self) -> list[str]:
        """How much there is, and how hard it is to read, as far as that is known."""
        figures = []
        if is_measured(self.page):
            figures.append(_("%(number)s%% complete") % {"number": self.completeness})
        if self.page.reading_age is not None:
            words = {"number": self.page.reading_age}
            figures.append(_("reading age %(number)s") % words)
        return figures

    @property
    def completeness(self) -> Any:
        return self._say(self.page.completeness, "")

    @property
    def obstacles(self) -> Any:
        return self._say(self.page.obstacles, "")

    @property
    def law(self) -> Any:
        if self.page.missing_musts is None or self.page.obstacles is None:
            return self._say(None, "")
        return self.page.missing_musts - self.page.obstacles

    @property
    def tips(self) -> Any:
        return self._say(self.page.advice, "")

    @property
    def reading_age(self) -> Any:
        return self._say(self.page.reading_age, _("Too few words to tell"))

    @property
    def changed(self) -> date | str:
        """When what the public reads was changed last."""
        published = self.page.last_published_at
        return get_day(published) if published else _("Never published")

    @property
    def changed_in_words(self) -> str:
        if isinstance(self.changed, str):
            return self.changed
        day = date_format(self.changed, "DATE_FORMAT")
        if self.page.live:
            return day
        return _("%(day)s, not public now") % {"day": day}

    @property
    def review(self) -> date | str:
        due: date | None = self.page.review_due
        if not self.page.live:
            return _("None while it is not public")
        return self._say(due, _("None"))

    @property
    def review_in_words(self) -> str:
        if isinstance(self.review, str):
            return self.review
        day = date_format(self.review, "DATE_FORMAT")
        if self.review < get_today():
            return _("%(day)s (overdue)") % {"day": day}
        return day

    @property
    def taking_part(self) -> str:
        """Whether it says how families took part in writing it."""
        said = _("Said") if self.page.says_who_took_part else ""
        return str(self._say(said, _("Not said")))

    @property
    def reviewed_with(self) -> str:
        """Who took part in its last review, besides its staff."""
        who = ", ".join(str(each.label) for each in self._participation.who)
        return str(self._say(who, _("Not said")))

    @property
    def review_changed(self) -> str:
        return str(self._say(self._participation.changed, _("Not said")))

    @property
    def _participation(self) -> Participation:
        return Participation.read(self.page.reviewed_with)

    @property
    def told(self) -> Any:
        if self.page.last_told is not None:
            return self.page.last_told
        if self.original is not None:
            # It hears of an offer once, in the language that comes first.
            return _("As the original")
        return pgettext("council", "Not told yet")

    @property
    def told_in_words(self) -> str:
        told = self.told
        if isinstance(told, str):
            return told
        day = date_format(get_day(told), "DATE_FORMAT")
        answered = self.page.council_answered_at
        if not answered:
            return day
        return _("%(day)s. It answered on %(answered)s: “%(answer)s”") % {
            "day": day,
            "answered": date_format(get_day(answered), "DATE_FORMAT"),
            "answer": self.answer,
        }

    @property
    def answer(self) -> str:
        """What the council answered to what it was told last."""
        if self.page.last_told is None:
            return str(self.told)
        answer = self.page.council_answer
        return str(CouncilAnswer(answer).label) if answer else _("No answer yet")


def list_rows(originals: Iterable[Any], others: dict[int, list[Any]]) -> Iterator[Any]:
    """Give each original, followed by its translations, as pages with their rows."""
    for page in originals:
        page.row = OfferRow(page)
        yield page
        for other in others.get(page.pk, ()):
            other.row = OfferRow(other, page)
            yield other


class CardTable(Table):
    """A table that stays one to a screen reader, where a phone shows it as cards."""

    classname = "listing localoffer-report"

    @property
    def attrs(self) -> dict[str, Any]:
        return {**super().attrs, "role": "table"}

    def get_row_attrs(self, instance: Any) -> dict[str, Any]:
        return {**super().get_row_attrs(instance), "role": "row"}


class LabelledColumn(Column):
    """A column whose cells say what they are, where a phone shows them as a list."""

    cell_template_name = "wagtail_localoffer/admin/report_cell.html"


class SettingColumn(LabelledColumn):
    """The name of the setting, with what else tells its page from others."""

    cell_template_name = "wagtail_localoffer/admin/report_setting_cell.html"


class StateColumn(LabelledColumn):
    """What an offer is, what it needs, and the figures."""

    cell_template_name = "wagtail_localoffer/admin/report_state_cell.html"


class ChoiceColumn(BulkActionsCheckboxColumn):
    """The box with which an offer is chosen. An alias can do nothing of its own."""

    cell_template_name = "wagtail_localoffer/admin/report_choice_cell.html"
