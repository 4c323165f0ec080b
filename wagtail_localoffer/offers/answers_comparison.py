"""What a person decided about the law and families' questions, in two versions."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin.compare import FieldComparison, diff_text

from wagtail_localoffer.content.decisions import list_choices
from wagtail_localoffer.content.family_answers import DECIDED, LEFT_OUT
from wagtail_localoffer.content.parts import as_dict
from wagtail_localoffer.frameworks.lookups import put_in_words


class AnswersComparison(FieldComparison):
    """Names each item about which was decided otherwise, with the words."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        framework = obj_b.framework
        self.asked = {each.key: each.text for each in framework.requirements}
        for each in framework.family_questions:
            text = put_in_words(each.text, obj_b.words)
            self.asked[DECIDED.format(each.key)] = text

    def has_changed(self) -> bool:
        return list_choices(self.val_a) != list_choices(self.val_b)

    def htmldiff(self) -> SafeString:
        before, after = list_choices(self.val_a), list_choices(self.val_b)
        return format_html_join(
            "",
            "{}",
            (
                (self._compare(text, key),)
                for key, text in self.asked.items()
                if before.get(key) != after.get(key)
            ),
        )

    def _compare(self, name: Any, key: str) -> SafeString:
        versions = (self.val_a, self.val_b)
        words = (_read(as_dict(value).get(key)) for value in versions)
        return format_html(
            "<p><strong>{}</strong><br>{}</p>", name, diff_text(*words).to_html()
        )


def _read(chosen: Any) -> str:
    if chosen == LEFT_OUT:
        return gettext("Left out")
    words = chosen.values() if isinstance(chosen, dict) else [chosen or ""]
    return " / ".join(map(str, words))
