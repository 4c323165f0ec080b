"""Pages that can't be shown without this package: offers, and lists of some of them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management import CommandError
from django.db.migrations import Migration
from django.db.migrations.operations import CreateModel
from wagtail.models import get_page_models

from wagtail_localoffer.offers.list_pages import ListPageMixin
from wagtail_localoffer.offers.mixin import OfferMixin

OWN_PAGES = (OfferMixin, ListPageMixin)


def get_own_page_models() -> list[type[Any]]:
    """List the project's concrete page types that are such pages."""
    return [model for model in get_page_models() if issubclass(model, OWN_PAGES)]


def keep_tables_of_pages(
    plan: list[tuple[Migration, bool]], using: str, **kwargs: Any
) -> None:
    """
    Refuse to take back migrations that drop the tables of pages that are still there.

    Wagtail's own rows of them would stay in the tree, and answer with an error. It is
    asked before the first migration is taken back, as each of them is final.

    :raises CommandError: there are such pages.
    """
    for migration, is_taken_back in plan:
        for operation in migration.operations if is_taken_back else ():
            if not isinstance(operation, CreateModel):
                continue
            key = (migration.app_label, operation.name.lower())
            model = apps.all_models[key[0]].get(key[1])
            if model is None or not issubclass(model, OWN_PAGES):
                continue
            titles = model._base_manager.using(using).values_list("title", flat=True)
            if titles:
                raise CommandError(
                    "Nothing was changed: there are still pages of the type "
                    f"{model._meta.label} ({len(titles)}), such as “{titles[0]}”. "
                    "Without their table they would stay in the tree, and answer with "
                    "an error. Delete them first, as the uninstall page of the "
                    "wagtail_localoffer documentation says."
                )
