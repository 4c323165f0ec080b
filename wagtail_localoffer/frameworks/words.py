"""The words of each type of setting, for its people and for itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wagtail_localoffer.frameworks import Words
from wagtail_localoffer.frameworks.choices import SettingType

_SCHOOL = Words(
    child=_("pupil"),
    children=_("pupils"),
    childrens=_("pupils’"),
    senco=_("SENCO"),
    head=_("headteacher"),
    governors=_("governors or trustees"),
    setting=_("school"),
)


#: What each type of setting calls its people and itself.
WORDS = {
    "": Words(
        child=_("child"),
        children=_("children"),
        senco=_("SENCO"),
        head=_("headteacher or manager"),
        governors=_("governors or owners"),
        setting=_("setting"),
    ),
    SettingType.EARLY_YEARS: Words(
        child=_("child"),
        children=_("children"),
        senco=_("SENCO"),
        head=_("manager"),
        governors=_("owner or committee"),
        setting=_("setting"),
    ),
    # Who works alone is whoever one looks for.
    SettingType.CHILDMINDER: Words(
        child=_("child"),
        children=_("children"),
        senco=_("childminder"),
        head=_("childminder"),
        governors=_("childminder"),
        setting=_("setting"),
    ),
    SettingType.CHILDRENS_CENTRE: Words(
        child=_("child"),
        children=_("children"),
        senco=_("named person"),
        head=_("manager"),
        governors=_("council or charity that runs it"),
        setting=_("centre"),
    ),
    SettingType.PRIMARY: _SCHOOL,
    SettingType.MIDDLE: _SCHOOL,
    SettingType.SECONDARY: _SCHOOL,
    SettingType.ALL_THROUGH: _SCHOOL,
    SettingType.SPECIAL: _SCHOOL,
    SettingType.PUPIL_REFERRAL_UNIT: Words(
        child=_("pupil"),
        children=_("pupils"),
        childrens=_("pupils’"),
        senco=_("SENCO"),
        head=_("headteacher or teacher in charge"),
        governors=_("management committee or trustees"),
        setting=_("unit"),
    ),
    SettingType.ALTERNATIVE: Words(
        child=_("pupil"),
        children=_("pupils"),
        childrens=_("pupils’"),
        senco=_("named person"),
        head=_("headteacher or manager"),
        governors=_("trustees or owners"),
        setting=_("setting"),
    ),
    SettingType.COLLEGE: Words(
        child=_("student"),
        children=_("students"),
        own_child=_("young person"),
        childrens=_("students’"),
        senco=_("named person"),
        head=_("principal"),
        governors=_("governors"),
        setting=_("college"),
    ),
}
