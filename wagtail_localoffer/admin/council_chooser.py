"""The chooser of councils in the editor."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from wagtail_localoffer.admin.councils import describe_address
from wagtail_localoffer.blocks.council_link import COUNCIL, CouncilChooser
from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.offers.queries import count_offers


class CouncilFilterForm(SearchFilterMixin, BaseFilterForm):
    """
    Finds councils by a part of their name, in Wagtail's chooser.

    There are few enough to ask the database. Wagtail's search index has no record that
    came by a migration, as Lancashire's did.
    """

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = objects.filter(name__icontains=words)
        return objects


class CouncilsInOffice:
    """
    What the chooser lists: a council that is gone can only stay where it is chosen.

    Those to which most live offers of this installation link come first.
    """

    model_class: type[Council]
    filter_form_class = CouncilFilterForm

    def get_object_list(self) -> Any:
        councils = self.model_class.objects.in_office()
        return councils.annotate(live_offers=count_offers(live=True)).order_by(
            "-live_offers", "name"
        )

    @property
    def columns(self) -> list[Column]:
        address = Column("address", _("Local offer"), accessor=describe_address)
        # Wagtail has no types, so that super() has none here.
        used = Column("live_offers", _("Live offers"))
        # A mixin: the columns are those of Wagtail's view behind it.
        return [*super().columns, address, used]  # type: ignore[misc]


class CouncilChooseView(CouncilsInOffice, ChooseView):
    pass


class CouncilChooseResultsView(CouncilsInOffice, ChooseResultsView):
    pass


class CouncilChosenMultipleView(ChosenMultipleView):
    """Finds councils by their numbers, and none by anything else that is typed."""

    def get_objects(self, pks: list[str]) -> Any:
        # Every database has room for a number of 18 digits.
        numbers = [each for each in pks if re.fullmatch("[0-9]{1,18}", each)]
        return super().get_objects(numbers)


class CouncilChooserViewSet(ChooserViewSet):
    model = COUNCIL
    icon = CouncilChooser.icon
    choose_one_text = CouncilChooser.choose_one_text
    # The offer's block has its own widget, which points to these views.
    register_widget = False
    choose_view_class = CouncilChooseView
    choose_results_view_class = CouncilChooseResultsView
    chosen_multiple_view_class = CouncilChosenMultipleView

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's, but for making a council here, and with numbers for keys."""
        return [
            path("chosen/<int:pk>/", self.chosen_view, name="chosen"),
            *(
                each
                for each in super().get_urlpatterns()
                if each.name not in ("chosen", "create")
            ),
        ]


council_chooser_viewset = CouncilChooserViewSet("wagtail_localoffer_councils")
