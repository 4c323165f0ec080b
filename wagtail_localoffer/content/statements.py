"""What a text states of its setting: no question, no law, nothing that isn't there."""

from __future__ import annotations

import re
from functools import lru_cache

from wagtail_localoffer.content.questions import is_prompt, is_question
from wagtail_localoffer.frameworks import Framework
from wagtail_localoffer.text.sentences import split_sentences

# Who is bound, and not what this setting does about it.
_LAW = re.compile(
    r"\b(?:(?:schools?|settings?|nurser(?:y|ies)|colleges?|academ(?:y|ies)|providers?"
    r"|authorit(?:y|ies)|councils?|bod(?:y|ies)|governors|sencos?|sendcos?) "
    r"(?:must|should|shall|are required|is required|are obliged|is obliged"
    r"|have a (?:legal |statutory )?duty|has a (?:legal |statutory )?duty"
    r"|are expected|is expected|need to publish|are under a duty"
    r"|(?:are|is) responsible for)"
    r"|(?:the law|regulations?|legislation|code of practice|act(?: \d{4})?) "
    r"(?:\w+ )?(?:says?|states?|requires?|obliges?|forbids?|asks?|expects?|sets out"
    r"|defines?|makes?|means?|oblige|describes?|names?|lists?|explains?|gives?)"
    r"|required by law|by law,|(?:legal|statutory) (?:duty|requirement|obligation)"
    r"|(?:has|have) (?:a )?(?:learning difficult\w+|disabilit\w+|special educational "
    r"needs) if|is defined as|are defined as|has (?:sen|send) if)",
    re.IGNORECASE,
)

_WE = re.compile(r"\b(?:we|us|our|ours|i|my)\b", re.IGNORECASE)

# What stands where an answer will be, and what asks the author for one.
_PLACEHOLDER = re.compile(
    r"\b(?:being (?:re)?written|under construction|coming soon|watch this space"
    r"|to be (?:confirmed|completed|added|updated|written)|details to follow|tb[ac]"
    r"|come back (?:soon|later)|check back|lorem ipsum|insert|click here to enter"
    r"|will be (?:added|updated|published|available) (?:soon|shortly|here)"
    r"|not (?:yet )?(?:applicable|completed|written))\b"
    r"|^(?:please )?(?:describe|explain|state|outline|enter|summarise|set out"
    r"|(?:give|include|provide|add) (?:details?|information|examples?)|say how"
    r"|list (?:the|any|all|your)|write (?:about|here)|include (?:how|what|any|your))\b"
    r"|^(?:you should|you could|this section should|this answer should)\b",
    re.IGNORECASE,
)

# What there is not: up to the end of its part of the sentence.
_DENIAL = re.compile(
    r"\b(?:(?:we|there|school|building|nursery|college|academy|setting|centre|site"
    r"|it) (?:currently |at present |still |also )?"
    r"(?:(?:have|has|is|are|offer|offers|provide|provides|employ|employs|run|runs)"
    r"(?: currently| at present)? no"
    r"(?! (?:steps?|stairs?|restrictions?|barriers?|limits?|cost|charge|child|pupil"
    r"|student|learner|one|need|entry|difference|waiting)\b)"
    r"|(?:do|does|is|are|can|could)(?: not|n[’']t|not)(?: currently| yet)? "
    r"(?:have|offer|provide|employ|run|use|hold|keep|wheelchair|accessible|at present"
    r"|able to (?:offer|provide))|cannot (?:offer|provide))"
    r"|cannot be (?:reached|used|entered)|(?:is|are) not (?:yet )?(?:accessible"
    r"|available|suitable|wheelchair)|neither)\b"
    r"[^,;:.]*+(?:,? (?:n?or|and) no\b[^,;:.]*+)*+",
    re.IGNORECASE,
)

#: Two or three words under a heading can be an answer: "Ask us."
FEWEST_WORDS = 2


@lru_cache(maxsize=4096)
def list_statements(line: str, framework: Framework) -> tuple[str, ...]:
    """
    List the sentences of a paragraph that say something of the setting.

    A question is read with the answer that follows it, and left out without one.
    """
    statements = []
    asked = ""
    # Hardly any paragraph has them, and then no sentence need be looked at.
    has_law, has_denial = _LAW.search(line), _DENIAL.search(line)
    for sentence in split_sentences(line):
        if is_prompt(sentence, framework) or _PLACEHOLDER.search(sentence):
            asked = ""
        elif is_question(sentence):
            asked = sentence
        elif not (has_law and _LAW.search(sentence) and not _WE.search(sentence)):
            rest = _DENIAL.sub(" ", sentence) if has_denial else sentence
            if len(rest.split()) >= FEWEST_WORDS:
                statements.append(f"{asked} {rest}".strip())
            asked = ""
    return tuple(statements)


def announces(line: str, framework: Framework) -> bool:
    """Whether a paragraph is nothing but a question or a prompt, read as a heading."""
    return all(
        is_question(each) or is_prompt(each, framework)
        for each in split_sentences(line)
    )
