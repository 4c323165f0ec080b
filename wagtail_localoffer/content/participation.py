"""Who took part in a review, and what came of it: as it is kept, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext_lazy

from wagtail_localoffer.content.parts import as_dict, as_list
from wagtail_localoffer.frameworks.choices import Participant
from wagtail_localoffer.text.plain import one_line

if TYPE_CHECKING:
    from wagtail_localoffer.frameworks import Text

#: How long the line about what came of a review may be.
LONGEST_LINE = 255

CHILDREN, PARENTS = Participant.CHILDREN, Participant.PARENTS

#: What follows the day of a review.
WORDS: dict[tuple[Participant, ...], Text] = {
    (): "",
    (CHILDREN,): pgettext_lazy("reviewed", "with children and young people"),
    (PARENTS,): pgettext_lazy("reviewed", "with parents and carers"),
    (CHILDREN, PARENTS): pgettext_lazy(
        "reviewed", "with children, young people, parents and carers"
    ),
}


@dataclass(frozen=True)
class Participation:
    """Who took part in a review, and what was changed because of it in one line."""

    who: tuple[Participant, ...] = ()
    changed: str = ""

    @classmethod
    def read(cls, stored: Any) -> Participation:
        """Read what is kept of it, which may be nothing."""
        who = as_list(as_dict(stored).get("who"))
        changed = as_dict(stored).get("changed")
        return cls(
            tuple(each for each in Participant if each.value in who),
            one_line(changed)[:LONGEST_LINE] if isinstance(changed, str) else "",
        )

    def write(self) -> dict[str, Any]:
        """What is kept of it: nothing where nobody took part and nothing came of it."""
        kept = {"who": [each.value for each in self.who], "changed": self.changed}
        return kept if self.who or self.changed else {}

    @property
    def words(self) -> str:
        """Who took part, as it follows the day of the review; empty for nobody."""
        return str(WORDS[self.who])

    @property
    def sentences(self) -> str:
        """All of it, for the history of a page."""
        said = []
        if self.who:
            said.append(gettext("Reviewed %(with)s.") % {"with": self.words})
        if self.changed:
            said.append(gettext("What changed: “%(line)s”.") % {"line": self.changed})
        return " ".join(said)
