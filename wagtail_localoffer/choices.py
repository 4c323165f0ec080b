"""The choices of every room, under one name for projects."""

from __future__ import annotations

from wagtail_localoffer.compliance.checklist import PartStatus
from wagtail_localoffer.content.answers import Coverage
from wagtail_localoffer.councils.choices import CouncilContact
from wagtail_localoffer.directory.choices import DirectoryScope
from wagtail_localoffer.frameworks.choices import (
    AgeUnit,
    Answer,
    FactGroup,
    IdentifierScheme,
    Layout,
    Participant,
    RunBy,
    SettingType,
    TermKind,
)
from wagtail_localoffer.mail.choices import MailStatus as NoticeStatus
from wagtail_localoffer.mail.choices import SiteDelivery
from wagtail_localoffer.notices.choices import NoticeKind

__all__ = [
    "AgeUnit",
    "Answer",
    "CouncilContact",
    "Coverage",
    "DirectoryScope",
    "FactGroup",
    "IdentifierScheme",
    "Layout",
    "NoticeKind",
    "NoticeStatus",
    "PartStatus",
    "Participant",
    "RunBy",
    "SettingType",
    "SiteDelivery",
    "TermKind",
]
