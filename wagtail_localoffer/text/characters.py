"""Characters that nobody can see, or that nothing can store."""

from __future__ import annotations

import re
import unicodedata

#: Unicode's property Default_Ignorable_Code_Point (DerivedCoreProperties.txt, 17.0):
#: what shows nothing even where no font knows it. Python doesn't have the property.
DEFAULT_IGNORABLE = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)

#: Marks around a note between the lines, which only the program that made it shows.
ANNOTATIONS = ((0xFFF9, 0xFFFB),)

#: Fillers, the pattern of no dots, notes without a head, controls that put together
#: hieroglyphs: characters with a width, and
#: with nothing in it. Spaces are not among them: Python knows those.
BLANKS = (
    (0x115F, 0x1160),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFFA0, 0xFFA0),
    (0xFFFC, 0xFFFC),
    (0x13430, 0x1343F),
    (0x13441, 0x13442),
    (0x16FE4, 0x16FE4),
    (0x1D159, 0x1D159),
)

#: What a font of symbols made of them is lost with the font.
PRIVATE_USE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))

#: Unicode keeps them for programs: they are no characters.
NONCHARACTERS = (
    (0xFDD0, 0xFDEF),
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
)

#: All controls but tab, line feed and carriage return, which texts are made with.
CONTROLS = ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F))

SURROGATES = ((0xD800, 0xDFFF),)

#: They choose how the character before them is drawn: a heart in colour.
VARIATIONS = ((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))

NON_JOINER, JOINER = "\u200c", "\u200d"


_NO_JOINERS = str.maketrans("", "", NON_JOINER + JOINER)


def _class(*tables: tuple[tuple[int, int], ...]) -> str:
    """The inside of a character class of an expression."""
    return "".join(
        f"\\U{first:08x}-\\U{last:08x}" for table in tables for first, last in table
    )


_UNSTORABLE = re.compile(f"[{_class(CONTROLS, SURROGATES)}]")

_IS_SURROGATE = re.compile(f"[{_class(SURROGATES)}]")

_UNSEEN = re.compile(
    "["
    + _class(DEFAULT_IGNORABLE, ANNOTATIONS, BLANKS, PRIVATE_USE, NONCHARACTERS)
    + _class(CONTROLS, SURROGATES)
    + "]"
)

_AS_BLANK = re.compile(f"[{_class(BLANKS, PRIVATE_USE, NONCHARACTERS, CONTROLS)}]")

# A flag such as that of England is a black one with the letters of its name as tags.
_TAGS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|[\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)

_VARIATION = re.compile(f"[{_class(VARIATIONS)}]")

_DEFAULT_IGNORABLE = re.compile(f"[{_class(DEFAULT_IGNORABLE)}]")

# What has a place nowhere, once the others have been looked at.
_IGNORABLE = re.compile(
    f"(?![{NON_JOINER}{JOINER}\U000e0000-\U000e0fff{_class(VARIATIONS)}])"
    f"[{_class(DEFAULT_IGNORABLE, ANNOTATIONS)}]"
)


def is_plain(text: str) -> bool:
    """Whether each character of ``text`` can be stored, and be seen or be a space."""
    if text.isascii() and text.isprintable():
        return True
    return not _UNSEEN.search(text)


def make_storable(text: str) -> str:
    """
    Make a text one that every database, spreadsheet and reply can hold.

    A control becomes a space, and half of a character the mark that one is lost: JSON
    can name it, UTF-8 can't. Line breaks and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    if not _UNSTORABLE.search(text):
        return text
    if _IS_SURROGATE.search(text):
        # Two halves that stand side by side are one character.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNSTORABLE.sub(" ", text)


def drop_unseen(text: str) -> str:
    """
    Take out of ``text`` what nobody can see, and compose its letters (NFC).

    What only looks like a space becomes one. What changes how its neighbours look
    stays: a joiner between letters (Persian, Hindi) or between emoji, the style of a
    symbol, the letters of a flag.
    """
    text = make_storable(text)
    if not _UNSEEN.search(text):
        return unicodedata.normalize("NFC", text)
    text = _IGNORABLE.sub("", _AS_BLANK.sub(" ", text))
    text = _TAGS.sub(lambda found: found[1] or "", text)
    # Letters that meet may be composed, and what follows then has another neighbour.
    before = ""
    while text != before:
        before = text
        text = _drop_out_of_place(unicodedata.normalize("NFC", text))
    return text


def drop_ignorable(text: str) -> str:
    """Take out of ``text`` all that shows nothing, for a comparison of its letters."""
    return text if text.isascii() else _DEFAULT_IGNORABLE.sub("", text)


def drop_joiners(text: str) -> str:
    """Take the joiners out of ``text``, for what has no use of them."""
    return text if text.isascii() else text.translate(_NO_JOINERS)


def _drop_out_of_place(text: str) -> str:
    """Drop the joiners, and the choices of a style, that have nothing to act on."""
    kept: list[str] = []
    for place, character in enumerate(text):
        if _VARIATION.match(character):
            following = text[place + 1 : place + 2]
            if not kept or not _has_styles(kept[-1], following):
                continue
        kept.append(character)
    text = "".join(kept)
    if NON_JOINER not in text and JOINER not in text:
        return text
    kept = []
    for place, character in enumerate(text):
        if character in (NON_JOINER, JOINER):
            following = text[place + 1 : place + 2]
            if not kept or not (_joins(kept[-1]) and _joins(following)):
                continue
        kept.append(character)
    return "".join(kept)


def _has_styles(character: str, following: str) -> bool:
    if character.isascii():
        # A key of a telephone: the digit, its style, and the frame around it.
        return character in "0123456789#*" and following == "\u20e3"
    return unicodedata.category(character) in ("So", "Sm", "Po", "Pd", "Lo")


def _joins(character: str) -> bool:
    """Whether a joiner beside it can mean anything: a letter, its mark, an emoji."""
    return bool(character) and (
        unicodedata.category(character)[0] in "LM"
        or unicodedata.category(character) in ("So", "Sk")
    )
