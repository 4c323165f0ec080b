"""What a person decided answers the law, in two versions of an offer."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.compare import FieldComparison, diff_text

from wagtail_localoffer.content.decisions import list_choices
from wagtail_localoffer.content.parts import as_dict


class AnswersComparison(FieldComparison):
    """Names each requirement about which was decided otherwise, with the words."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.requirements = obj_b.framework.requirements

    def has_changed(self) -> bool:
        return list_choices(self.val_a) != list_choices(self.val_b)

    def htmldiff(self) -> SafeString:
        before, after = list_choices(self.val_a), list_choices(self.val_b)
        return format_html_join(
            "",
            "{}",
            (
                (self._compare(each.text, each.key),)
                for each in self.requirements
                if before.get(each.key) != after.get(each.key)
            ),
        )

    def _compare(self, name: Any, key: str) -> SafeString:
        versions = (self.val_a, self.val_b)
        words = (_read(as_dict(value).get(key)) for value in versions)
        return format_html(
            "<p><strong>{}</strong><br>{}</p>", name, diff_text(*words).to_html()
        )


def _read(chosen: Any) -> str:
    words = chosen.values() if isinstance(chosen, dict) else [chosen or ""]
    return " / ".join(map(str, words))
