"""Choices that what an offer says is made of."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SettingType(TextChoices):
    """Types of settings. What is asked of an offer depends on it."""

    EARLY_YEARS = "early_years", _("Early years setting")
    CHILDMINDER = "childminder", _("Childminder")
    CHILDRENS_CENTRE = "childrens_centre", _("Children’s centre")
    PRIMARY = "primary", _("Primary school")
    MIDDLE = "middle", _("Middle school")
    SECONDARY = "secondary", _("Secondary school")
    ALL_THROUGH = "all_through", _("All-through school")
    SPECIAL = "special", _("Special school")
    PUPIL_REFERRAL_UNIT = "pupil_referral_unit", _("Pupil referral unit")
    ALTERNATIVE = "alternative", _("Alternative provision")
    COLLEGE = "college", _("College or sixth form")


class RunBy(TextChoices):
    """Who runs a setting, which decides what the law asks of it."""

    COUNCIL = "council", _("The council (maintained)")
    ACADEMY = "academy", _("An academy trust (academy or free school)")
    INDEPENDENT = "independent", _("Others (private, voluntary or independent)")


class Layout(TextChoices):
    """How many pages an offer is read on."""

    ONE_PAGE = "one_page", _("All on one page")
    PAGES = "pages", _("A page for each section")


class IdentifierScheme(TextChoices):
    """
    The register that a setting's number comes from.

    The scheme is stored with the number, because one number can mean two places: an
    Ofsted URN can equal another body's URN in the Department for Education's register.
    """

    URN = "urn", _("URN (Get Information about Schools)")
    OFSTED = "ofsted", _("Ofsted URN (early years)")
    UKPRN = "ukprn", _("UKPRN (colleges and trusts)")
    LAESTAB = "laestab", _("DfE number (LAESTAB)")
    COUNTY = "county", _("The council’s own school number")


class AgeUnit(TextChoices):
    """What an age is counted in."""

    YEARS = "years", _("years")
    MONTHS = "months", _("months")


class DetailKind(TextChoices):
    """What a field of the front sheet holds, and so which form it must have."""

    WORDS = "", _("Words")
    TELEPHONE = "telephone", _("Telephone number")
    EMAIL = "email", _("Email address")
    WEB_ADDRESS = "web_address", _("Web address")
    POSTCODE = "postcode", _("Postcode")


class Answer(TextChoices):
    """The answer to a fact that families compare."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Participant(TextChoices):
    """Who takes part in writing or reviewing an offer, besides those who work there."""

    CHILDREN = "children", _("Children and young people")
    PARENTS = "parents", _("Parents and carers")


class FactGroup(TextChoices):
    """What families who look for an offer ask together."""

    NEED = "need", _("Needs")
    ACCESS = "access", _("Access")
    CHILDCARE = "childcare", _("Childcare")


class TermKind(TextChoices):
    """What is to be said about a word of the trade."""

    ABBREVIATION = "abbreviation", _("Abbreviation")
    JARGON = "jargon", _("Jargon")
    #: Ended by a change of the law.
    ABOLISHED = "abolished", _("Abolished")
    #: Probably out of date.
    DATED = "dated", _("Out of date")


MUST = "must"

SHOULD = "should"
