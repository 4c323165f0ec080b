"""Names of people: whether two may be those of one person, and whether it is a name."""

from __future__ import annotations

import re
import unicodedata

from wagtail_localoffer.text.mentions import TITLES

#: What stands where nobody has the post.
_VACANT = re.compile(
    r"\b(vacan(t|cy)|unfilled|tb[acd]|t b [acd]|recruit(ing|ment)|to follow"
    r"|(to be|yet to be|not|not yet|un) ?(appointed|announced|advised|confirmed|named"
    r"|arranged|decided|filled|recruited)"
    r"|(await(ing)?|pending) (an )?(appointment|confirmation|announcement)"
    r"|(post|position|role) (is )?((currently|now|still|being) )?"
    r"(open|empty|advertised)|open (post|position|role)"
    r"|no (\w+ )?(senco|sendco|inco|postholder|appointment)|not in post)\b"
)

#: The same, where there is no other word.
_NOBODY = {"none", "nil", "n a", "no one", "noone", "nobody", "no body"} | {
    *("pending", "unknown")
}

#: What may stand beside those, and names nobody either.
_BESIDE = re.compile(
    r"\b((until|till|from|since|by|in) (january|february|march|april|may|june|july"
    r"|august|september|october|november|december|spring|summer|autumn|easter)( term)?"
    r"|in due course|at (present|the moment|this time)|post|position|role|names?"
    r"|details?|contact|currently|presently|now|still|yet|soon|shortly|new|permanent"
    r"|maternity|leave|cover|in|is|are|be|being|we|our|this|of)\b"
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

#: A longer word is no name. What is left of it without each letter grows with its
#: square.
_TOO_LONG = 40


def is_vacant(name: str) -> bool:
    """Whether it says that nobody has the post, and says no name."""
    rest, found = _VACANT.subn(" ", " ".join(_list_words(name)))
    words = _BESIDE.sub(" ", rest).split()
    return " ".join(words) in _NOBODY or (found > 0 and _NO_NAMES.issuperset(words))


def list_traces(name: str) -> set[str]:
    """
    List what a name may have in common with another one of the same person.

    These are its words, without titles and initials, and each of them with a letter
    missing: so words meet that differ in one letter, or in the order of two. Case,
    accents, apostrophes and hyphens make no difference.

    :returns: pieces of words. Two persons surely have none in common. There are none
        where a vacant post stands beside a name: it may be the post of another.
    """
    traces: set[str] = set()
    words = _list_words(name)
    if _VACANT.search(" ".join(words)):
        return traces
    for word in words:
        # An initial may be anybody's.
        if len(word) > 1 and word not in _NO_NAMES:
            traces.add(word)
            if _LONG_ENOUGH <= len(word) <= _TOO_LONG:
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
