"""Taxonomies: what a service is called, and what it has that families compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Section
from wagtail_localoffer.frameworks.choices import SettingType
from wagtail_localoffer.offers.kinds import KINDS, find_kind
from wagtail_localoffer.offers.queries import get_offer_models
from wagtail_localoffer.offers.records.identifiers import derive

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: The keys of the taxonomies that no section has.
KIND, SETTING_TYPE = "kind", "setting_type"


@dataclass(frozen=True)
class Term:
    """One term of a taxonomy."""

    taxonomy: str
    key: str
    name: Text

    @property
    def id(self) -> str:
        return derive("term", self.taxonomy, self.key)


@dataclass(frozen=True)
class Taxonomy:
    #: ``kind``, ``setting_type``, or that of the section that asks for its facts.
    key: str
    name: Text
    terms: tuple[Term, ...]

    @property
    def id(self) -> str:
        return derive("taxonomy", self.key)


class Taxonomies:
    """All taxonomies of a project: what its frameworks ask for."""

    @cached_property
    def all(self) -> list[Taxonomy]:
        found: dict[str, Taxonomy] = {}
        for taxonomy in _list_taxonomies():
            # Two frameworks may have a section of one name.
            same = found.get(taxonomy.key)
            terms = {each.key: each for each in taxonomy.terms}
            if same:
                terms |= {each.key: each for each in same.terms}
                taxonomy = Taxonomy(same.key, same.name, tuple(terms.values()))
            found[taxonomy.key] = taxonomy
        return list(found.values())

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.id: term for each in self.all for term in each.terms}

    @cached_property
    def by_id(self) -> dict[str, Taxonomy]:
        return {each.id: each for each in self.all}

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Term]:
        return {(term.taxonomy, term.key): term for term in self.terms.values()}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {each.key: str(each.name) for each in self.all}

    def find_term(self, taxonomy: str, key: str) -> Term | None:
        return self._by_key.get((taxonomy, key))

    def describe(self, taxonomy: Taxonomy) -> dict[str, Any]:
        with translation.override(settings.LANGUAGE_CODE):
            name = str(taxonomy.name)
            return {"id": taxonomy.id, "name": name, "description": name}

    def describe_term(self, term: Term) -> dict[str, Any]:
        """Describe a term in the project's language, which is the same for all."""
        with translation.override(settings.LANGUAGE_CODE):
            name = str(term.name)
            return {
                "id": term.id,
                "name": name,
                "description": name,
                "taxonomy": self._names[term.taxonomy],
                "taxonomy_id": derive("taxonomy", term.taxonomy),
                "term": term.key,
            }


def _list_taxonomies() -> Iterator[Taxonomy]:
    models = get_offer_models()
    kinds = dict.fromkeys(map(find_kind, models))
    terms = tuple(Term(KIND, key, KINDS[key][0]) for key in KINDS if key in kinds)
    yield Taxonomy(KIND, _("Kind of local offer"), terms)
    types = tuple(Term(SETTING_TYPE, each.value, each.label) for each in SettingType)
    yield Taxonomy(SETTING_TYPE, _("Type of setting"), types)
    for framework in dict.fromkeys(model.get_framework() for model in models):
        yield from filter(None, map(_find_facts, framework.sections))


def _find_facts(section: Section) -> Taxonomy | None:
    """The taxonomy of what a section answers with yes, partly or no."""
    terms = tuple(
        Term(section.key, fact.key, fact.label)
        for fact in section.facts
        if fact.has_answer
    )
    return Taxonomy(section.key, section.heading, terms) if terms else None
