"""Names of people: whether two may be those of one person, and whether it is a name."""

from __future__ import annotations

import re
import unicodedata

from wagtail_localoffer.text.mentions import TITLES

#: What stands where nobody has the post.
_VACANT = re.compile(
    r"\b(vacan(t|cy)|unfilled|tb[acd]|t b [acd]|recruit(ing|ment)"
    r"|(to be|yet to be|not|not yet|un) ?(appointed|announced|advised|confirmed|named)"
    r"|(await(ing)?|pending) (an )?(appointment|confirmation)"
    r"|no (\w+ )?(senco|sendco|inco|postholder|appointment)|not in post)\b"
    r"|^(none|nil|n a|no ?one|nobody|no ?body|pending|unknown)$"
)

#: What may stand beside a name, and is no part of it.
_NO_NAMES = frozenset(
    (*TITLES, "mister", "missus", "madam", "lady", "lord", "doctor", "father", "sister")
    + ("acting", "interim", "temporary", "deputy", "assistant", "associate", "joint")
    + ("senco", "sendco", "sencos", "inco", "sen", "send", "coordinator", "lead")
    + ("manager", "leader", "head", "headteacher", "teacher", "principal", "officer")
    + ("inclusion", "class", "school", "and", "the", "for", "qts", "pgce", "nasenco")
    + ("med", "msc", "bsc", "phd", "obe", "mbe")
)

#: A shorter word has no letter to spare.
_LONG_ENOUGH = 4


def is_vacant(name: str) -> bool:
    """Whether it says that nobody has the post."""
    return bool(_VACANT.search(" ".join(_list_words(name))))


def list_traces(name: str) -> set[str]:
    """
    List what a name may have in common with another one of the same person.

    These are its words, without titles and initials, and each of them with a letter
    missing: so words meet that differ in one letter, or in the order of two. Case,
    accents, apostrophes and hyphens make no difference.

    :returns: pieces of words. Two persons surely have none in common.
    """
    traces: set[str] = set()
    for word in _list_words(name):
        # An initial may be anybody's.
        if len(word) > 1 and word not in _NO_NAMES:
            traces.add(word)
            if len(word) >= _LONG_ENOUGH:
                traces.update(word[:at] + word[at + 1 :] for at in range(len(word)))
    return traces


def _list_words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(
        each
        for each in unicodedata.normalize("NFKD", letters)
        # What belongs to a letter, and apostrophes in all their forms.
        if unicodedata.category(each) not in ("Mn", "Me", "Cf", "Lm", "Sk")
        and each not in "'‘’‛′"
    )
    return re.findall(r"[^\W\d_]+", kept)
