"""
Telephone numbers: what is shown, and the address to dial.

Offers of England are dialled from England: a number stays as its author wrote it, and
its digits are dialled as they stand. Google's library ``phonenumbers``, which knows the
numbering plans of the world, is no help with that and so is only asked in the tests. It
calls 111, 119 and Ofcom's numbers for examples invalid, makes one number of 17 digits
out of ``01632 960014 / 960015``, and of ``01632 960014 (option 2)`` dials the letters.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from wagtail_localoffer.text.plain import one_line

#: Nobody's number is longer, with an extension, a choice and all marks between them.
LONGEST = 100

# Digits with the usual marks between them: any spacing will do.
_NUMBER = r"[\d +().\-/]++"

_DIGITS = re.compile(_NUMBER, re.ASCII)

# What is dialled, or chosen from a menu, when somebody has answered.
_BEHIND = (
    r"[ ,;(\[\-]{{0,9}}+"
    r"(?:(?P<extension{0}>ext(?:n|ension)?|x|#)|(?:and |then )?+(?:press|option|opt|"
    r"(?:choose|select|press) option))"
    r"[ .:=#]*+(?P<number{0}>\d{{1,6}})[ )\]]*+"
)

_TELEPHONE = re.compile(
    rf"(?P<number>{_NUMBER})(?:{_BEHIND.format(1)})?(?:{_BEHIND.format(2)})?",
    re.ASCII,
)

_POINT = re.compile(r"\A(\d{10,15})\.0\Z", re.ASCII)

# The number of a person who is deaf is called through these (Relay UK).
_RELAY = re.compile(r"1800[12](?=0\d{6})")

# The trunk prefix is for those who dial from within the country.
_TRUNK = "(0)"

#: The most digits: E.164 has 15 with the code of a country, the United Kingdom 10
#: behind its trunk prefix or its code, London 8 for who is there.
_MOST_OF_ALL, _MOST_OF_UK, _MOST_OF_LOCAL = 15, 10, 8

_FEWEST = 3


@dataclass(frozen=True)
class Telephone:
    """One number."""

    #: As its author wrote it, in digits that machines can read.
    text: str
    #: The address to dial (RFC 3966), with its extension.
    url: str


def read_telephone(text: str) -> Telephone | None:
    """
    Read one number, in any spacing, with an extension or a choice behind it or not.

    The GOV.UK Design System asks to accept any spacing and never to reformat it.

    :returns: ``None`` for what can't be dialled, and for several numbers.
    """
    plain = _as_plain(text)
    match = _TELEPHONE.fullmatch(plain.lower())
    if not match:
        return None
    digits = _read_digits(match["number"])
    if not digits:
        return None
    extensions = [match[f"number{n}"] for n in (1, 2) if match[f"extension{n}"]]
    if len(extensions) > 1:
        return None
    return Telephone(plain, ";ext=".join([f"tel:{digits}", *extensions]))


def is_telephone(text: str) -> bool:
    """Whether ``text`` is one number that can be dialled."""
    return read_telephone(text) is not None


def telephone_url(text: str) -> str:
    """A number as a ``tel:`` address; an empty string for what is no number."""
    telephone = read_telephone(text)
    return telephone.url if telephone else ""


def has_several_telephones(text: str) -> bool:
    """Whether ``text`` is no number because it is more than one."""
    if is_telephone(text):
        return False
    plain = _as_plain(text)
    if _is_one(plain):
        return False
    # What people write between two numbers.
    parts = re.split(r"[/,;&|]|\b(?:or|and)\b| - ", plain.lower())
    numbers = [each for each in parts if len(re.findall(r"\d", each)) >= _FEWEST]
    return (
        len(numbers) > 1
        or len(re.findall(r"\d", plain)) > _MOST_OF_ALL
        # Such as 01632 960014/5.
        or (bool(numbers) and _has_second(plain))
    )


def _is_one(plain: str) -> bool:
    """Whether a text is one number with slashes in it, or with a long extension."""
    number, *behind = re.split(r"ext(?:n|ension)?|x|#", plain.lower(), maxsplit=1)
    if behind and not behind[0].strip(" .:=)]").isdecimal():
        return False
    digits = re.sub(r"\D", "", number)
    return (
        bool(_DIGITS.fullmatch(number))
        and (bool(behind) or number.count("/") > 1)
        and digits.startswith("0")
        and len(digits) == _MOST_OF_UK + 1
    )


def has_double_zero(text: str) -> bool:
    """Whether a number of the United Kingdom begins with 00, which dials abroad."""
    match = _DIGITS.fullmatch(_as_plain(text))
    return match is not None and _has_double_zero(re.sub(r"\D", "", match[0]))


def _as_plain(text: str) -> str:
    """The same in ASCII: other scripts have digits of their own, and dashes too."""
    # A spreadsheet writes a number of a column with gaps in it as 1632960014.0.
    text = _POINT.sub(r"\1", one_line(text))
    if text.isascii() or len(text) > LONGEST:
        return text
    return "".join(map(_as_ascii, unicodedata.normalize("NFKC", text)))


def _as_ascii(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    is_dash = unicodedata.category(character) == "Pd" or character == "\N{MINUS SIGN}"
    return "-" if is_dash else character


def _read_digits(number: str) -> str:
    """Find the digits to dial, perhaps behind a plus; nothing if they are no number."""
    if len(number) > LONGEST:
        return ""
    start = number.lstrip(" (.-/")
    plus, start = start.startswith("+"), start.removeprefix("+")
    if "+" in start:
        return ""
    if plus or start.startswith("00"):
        digits = re.sub(r"\D", "", start.replace(_TRUNK, "", 1))
        if not plus and _has_double_zero(digits):
            return ""
        digits = digits if plus else digits.removeprefix("00")
        if digits.startswith("44"):
            # No number of the United Kingdom begins with 0 behind the country's code.
            own = digits[2:].lstrip("0")
            return f"+44{own}" if _FEWEST <= len(own) <= _MOST_OF_UK else ""
        return f"+{digits}" if _FEWEST <= len(digits) <= _MOST_OF_ALL else ""
    if _has_second(start):
        return ""
    digits = re.sub(r"\D", "", start)
    relay = _RELAY.match(digits)
    own = digits[relay.end() :] if relay else digits
    if not own.startswith("0") and len(own) == _MOST_OF_UK:
        # It came as a number, from a spreadsheet for instance, and has lost its 0.
        return f"+44{own}" if not relay else ""
    if not relay and own.startswith("44") and len(own) == _MOST_OF_UK + 2:
        # It came as a number too, and has lost its plus.
        return f"+{own}"
    most = _MOST_OF_UK + 1 if own.startswith("0") else _MOST_OF_LOCAL
    return digits if _FEWEST <= len(own) <= most else ""


def _has_double_zero(digits: str) -> bool:
    """Whether the 0 of a number of the United Kingdom was typed twice."""
    return digits.startswith("001") and len(digits) == _MOST_OF_UK + 2


def _has_second(number: str) -> bool:
    """Whether what stands behind a slash is more than the rest of a number."""
    code, slash, rest = number.partition("/")
    if not slash or not re.search(r"\d", rest):
        return False
    # Some write it behind the code of an area: 01632/960014.
    is_code = code.startswith("0") and len(re.sub(r"\D", "", code)) <= 6
    return not is_code or "/" in rest
