"""How documents say that families helped to write them, whatever else they answer."""

from __future__ import annotations

#: As ``headings.HEADINGS`` are.
HEADINGS: tuple[str, ...] = (
    "how families took part",
    "how families took part in this local offer",
    "how parents helped write this",
    "how parents helped to write this",
    "how parents and pupils helped to write this local offer",
    "how parents and children helped to write this local offer",
    "who helped to write this local offer",
    "who helped to write this offer",
    "how we wrote this local offer with families",
    "how we involved families in writing this",
    "how were families involved in writing this local offer",
    "how have parents and pupils been involved in writing this report",
    "co production",
    "coproduction",
)

#: As ``headings.KEYWORDS`` are.
KEYWORDS: tuple[str, ...] = (
    *("helped write", "helped to write", "helped us write", "helped us to write"),
    *("co produc", "coproduc", "co written", "took part in writing"),
    *("took part in this", "took part in the offer", "involved in writing"),
    *("involved in developing this", "involved in producing this"),
    *("involved families in writing", "involved parents in writing"),
    *("written with", "wrote this with", "wrote it with"),
)

#: As ``vocabulary.PHRASES`` are.
PHRASES = """
    parents helped to write this offer; pupils helped us to write it; parents helped
    write this report; written together with parents and carers; co-produced with
    families; co-production; the school council read the draft; parents read a draft
    and told us what was not clear; families checked this offer; parents commented
    on the draft; young people chose the headings; pupils drew the pictures for this
    page; we took out words that parents did not understand; we changed this offer
    because families asked; who took part in writing this
"""
