"""Subject lines that a council asks for."""

from __future__ import annotations

import string


def fill_subject(pattern: str, *, news: str, setting: str, reference: str = "") -> str:
    """
    Put what happened, and to whom, into a council's own subject.

    :raises LookupError: there is something else in braces than a part's name.
    :raises ValueError: the braces are broken, or ask for a format.
    """
    parts = {"news": news, "setting": setting, "reference": reference}
    filled = ""
    # Not str.format: an editor's "{news:999999999}" would fill the memory.
    for words, name, form, conversion in string.Formatter().parse(pattern):
        if form or conversion:
            raise ValueError(pattern)
        filled += words + ("" if name is None else parts[name])
    return filled
