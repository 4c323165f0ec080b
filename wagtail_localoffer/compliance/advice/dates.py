"""What was true once: dates that are over, and what a pandemic asked for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.content.parts import Paragraph
from wagtail_localoffer.text.sentences import split_sentences

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"

MONTHS = _MONTHS.split()

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)

_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"

#: A time in any of its forms; the words before it, such as "Friday the", are a part.
TIME = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? "
    r")?(?:\bthe )?"
    # 3 March 2019, March 3rd, 2019, Mar 2019, March '19
    rf"(?:\b(?:{_NUMBER} ?(?:and|to|or|&|–|-) ?)?(?P<day>{_NUMBER}(?: of)? "
    rf")?(?<![\w-])(?P<month>{_MONTH})\.?,?"
    rf"(?: (?P<after>{_NUMBER}),?(?= 20\d\d))?"
    r"(?: (?P<year>20\d\d)(?!\d)| ?[’'‘](?P<short>[0-3]\d)(?!\w)"
    r"| (?P<bare_short>[0-3]\d)(?![\w:.’'/-]|\s?(?:am|pm)\b))"
    # 17/02/2015, 17.2.15, 2015-02-17
    r"|(?<![\d./-])\d{1,2}(?P<mark>[/.-])(?P<m>\d{1,2})(?P=mark)(?P<y>(?:20)?\d\d)"
    r"(?![\d/-]|\.\d)|(?<![\d/.])(?P<mm>[01]?\d)/(?P<my>20\d\d)(?![\d/])"
    r"|(?<![\d/-])(?P<iso>20\d\d-[01]\d)-\d\d(?!\d)"
    # 2024-25, 2019 to 2022
    r"|(?<![\d/-])(?P<start>20\d\d) ?(?:/|-|–|to) ?(?P<end>(?:20)?\d\d)(?![\d/-])"
    # summer 2021, the end of 2023
    r"|(?:\b(?P<season>spring|summer|autumn|winter|easter|christmas)"
    r"(?: (?:half )?term)?,? (?:of )?)?(?<![\d/.-])(?P<bare>20\d\d)(?![\d/-]))",
    re.IGNORECASE,
)

SEASONS = {"spring": 4, "easter": 4, "summer": 8, "autumn": 12, "christmas": 12}


class Cue(NamedTuple):
    """Words before a time that say of something else that it holds then."""

    before: re.Pattern[str]
    #: Whether a sentence that tells of the past has it too.
    in_history: bool = False
    #: Whether a year alone is enough.
    takes_years: bool = True
    #: Whether what was to come is late already when its year is over.
    is_to_come: bool = False


_UP_TO = r"[ ,(]*(?:(?:the )?(?:start|beginning|middle|end) of )?(?:the )?$"

_LABEL = (
    r"(?:last |next |policy |review |start |issue )?(?:date[ds]?|updated?|reviewed|"
    r"review|revised|revision|amended|modified|agreed|approved|adopted|ratified|"
    r"completed|written|produced|prepared|submitted|issued|published|version|signed|"
    r"expires)"
)

_LISTED = (
    r"(?:dates|calendar|timetable|menus?|prospectus|handbook|fees|prices|charges|costs|"
    r"(?<!ofsted )(?<!inspection )report|plan|policy|strategy|scheme|programme|"
    r"newsletter|brochure|offer|targets|priorities|register|figures|census|numbers)"
)

_EVENT = (
    r"(?:meetings?|open (?:days?|evenings?|mornings?)|parents.{0,2} evenings?|"
    r"coffee mornings?|drop-ins?|workshops?|inset days?|inset|training days?|sports "
    r"day|next visit|information evenings?|taster days?|starts?|begins?|closed)"
)

# Each looks only at what stands before the time. A time alone is history: "in 2019 we
# won".
CUES = (
    Cue(
        re.compile(
            r"\b(?:from|as from|with effect from|by|starting|beginning)"
            rf"(?: in| on)?{_UP_TO}",
            re.IGNORECASE,
        ),
        takes_years=False,
    ),
    Cue(
        re.compile(
            r"\b(?:until|till|ends?|closes|deadline:?|valid to|valid until|as of|as "
            rf"at|correct (?:at|on|as of)|at the time of writing|currently|at present|"
            rf"now)(?: in)?{_UP_TO}",
            re.IGNORECASE,
        ),
    ),
    Cue(
        re.compile(
            r"\b(?:(?:school|academic|financial) year:?|(?:this|next|the current) "
            r"(?:year|term|spring|summer|autumn|winter))"
            r"[ ,(]*(?:of )?$",
            re.IGNORECASE,
        )
    ),
    # "Last updated by Mrs Hill on", "Next review due:", "(reviewed", "Date of report".
    Cue(
        re.compile(
            rf"(?:^|[.:;(|•–-] ?|\b(?:last|next) |\b(?=date of )){_LABEL}\b"
            r"(?: (?:by|due|date|for|of|in|on|was|is)\b[^.:;\d]{0,40}| \d[\d.]{0,4},?)?"
            r"[ :.(–-]{0,3}(?:(?:in|on|for) )?$",
            re.IGNORECASE,
        ),
        in_history=True,
    ),
    Cue(
        re.compile(
            rf"\b{_LISTED}(?: (?:are|is))?(?: (?:for|of|from|in|as at))?(?: the)?"
            r"(?: (?:school|academic|financial) year)?[ :,(–-]{1,3}$",
            re.IGNORECASE,
        ),
    ),
    Cue(re.compile(rf"\b{_EVENT}\b[^.;]{{0,40}}$", re.I), takes_years=False),
    Cue(
        re.compile(
            r"\b(?:will|shall|(?:going|due|planning|hoping|planned|expected|aiming) to|"
            r"(?:plans?|hopes?|aims?|intends?) to|(?:is|are) (?:being|\w+ing|to be))\b"
            r"(?P<between>[^.;]{1,80}) (?:in|by|from|on|during|before|for|at|until|"
            r"this)(?: the)?(?: (?:start|beginning|middle|end) of)?(?: the)? ?$",
            re.IGNORECASE,
        ),
        is_to_come=True,
    ),
)

#: Between "will" and a date these make it the date of something else.
OF_OTHERS = re.compile(
    r"\b(?:that|which|who|agreed|since|made|written|dated|wrote)\b", re.IGNORECASE
)

#: Before a time in a sentence that speaks of now: "In July 22, thirty have a plan".
IN = re.compile(rf"(?:^|[ (])(?:in|on|for|during|at|by){_UP_TO}", re.IGNORECASE)

NOW = re.compile(
    r"\b(?:is|are|has|have|joins?|starts?|begins?|opens?|offers?|runs?|attends?|"
    r"takes?|meets?|needs?|uses?|employs?|holds?|teach(?:es)?|helps?|works?|serves?|"
    r"comes?|goes|gives?|makes?|can|must|know|knows|costs?|includes?|welcomes?|visits?|"
    r"plans?|closes?|looks?|there[’']s)\b",
    re.IGNORECASE,
)

# What is true for years: laws, inspections, what somebody has learnt.
LASTING = re.compile(
    r"\b(?:acts?|regulations|code of practice|law|ofsted|inspect\w+|award\w*|quality "
    r"mark|qualif\w+|train(?:ed|ing)|course|diploma|degree|born|guidance)\b",
    re.IGNORECASE,
)

_PAST = """
    achieved added agreed appointed approved asked ate attended awarded became began
    bought brought built came celebrated changed chose closed completed converted did
    drew earned ended felt finished found founded gained gave got grew had heard held
    helped improved inspected introduced joined judged kept knew launched learned learnt
    led left lost made merged met moved opened paid passed planted raised ran rang rated
    received retired reviewed said sang sat saw sent showed spent started stood swam
    taught thought told took trained turned used visited wanted was went were won wore
    worked written wrote
"""

HISTORY = re.compile(
    # "Will be held" and "is held" are no history.
    r"\b(?:since\b|set up\b|(?<!be )(?<!being )(?<!is )(?<!are )"
    rf"(?:{'|'.join(_PAST.split())})\b"
    r"|(?:has|have|having) (?:\w+ ){0,2}(?:been|\w{2,}(?:ed|wn))\b)",
    re.IGNORECASE,
)

#: What follows the beginning of a time that has an end.
RANGE = re.compile(
    rf" ?(?:to|until|till|–|-) ?(?:the |\d|now\b|today\b|date\b|present\b|{_MONTH}\b)",
    re.IGNORECASE,
)

#: What is listed for a time, named after it: "the October 2017 census".
LISTED_AFTER = re.compile(
    r" (?:school |term )?(?:census|figures|data|timetable|menus?|calendar|fees|prices|"
    r"prospectus|intake|targets|priorities|newsletter|clubs?|events|dates|trips|report|"
    r"plan|policy|budget|programme)\b",
    re.IGNORECASE,
)

#: Before "summer 2019:", or the day of a document: "Plan of action,".
TITLE = re.compile(r"(?:\w{1,30}[ ,&’'-]{1,3}){0,5}")

#: A clause of no more words than this says nothing but the time.
FEW_WORDS = 4

#: A month of this year, and what is to happen then.
THIS = re.compile(
    r"\bthis (?P<month>January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b"
)

COMING = re.compile(
    r"\b(?:will|shall|going to|from this|opens?|opening|starts?|starting|joins?|"
    r"joining|moving|is|are)\b",
    re.IGNORECASE,
)

_RULES = r"(?:guidelines|guidance|restrictions|measures|rules|situation|circumstances)"

PANDEMIC = re.compile(
    r"\b(?:(?:current(?:ly)?|at present|at the moment|for now)\b[^.]{0,60}"
    r"\b(?:via|on|over|by|through|using) (?:zoom|teams|google meet|skype|video)\b"
    r"|(?:during|in|because of|due to|owing to|throughout|under) "
    r"(?:the )?(?:current )?(?:(?:global )?pandemic|lockdown|covid|coronavirus)"
    r"|(?:covid(?:-?19)?|coronavirus|lockdown|pandemic) "
    r"(?:restrictions|guidelines|guidance|measures|rules|secure)\b"
    r"|(?:due to|because of|owing to|given|under|as per|in light of) (?:the )?"
    rf"(?:current|present|latest)(?: government)? (?:public health )?{_RULES}\b"
    r"|(?:once|when|until|if) (?:the )?(?:current )?restrictions (?:ease|"
    r"allow|lift|permit|(?:are|have) \w+)"
    r"|(?:in the current|in these) (?:climate|circumstances|times)\b"
    r"|social(?:ly)?[- ]distanc\w+|lateral flow\b|test and trace\b"
    r"|(?:in|within|class|year group|their|own) bubbles?\b(?! (?:wrap|bath|tube|"
    r"machine))|face (?:coverings|masks) (?:must|should|are|need)\b"
    r"|(?:must|should|to|please) wear (?:a )?(?:face )?(?:masks?|coverings?)\b)",
    re.IGNORECASE,
)

#: By then all rules of the pandemic had long ended.
PANDEMIC_OVER = date(2023, 1, 1)

IS_NOW = re.compile(
    r"current|at present|at the moment|for now|due to the current", re.I
)

PAST_TENSE = re.compile(r"\b(?:\w{3,}ed|set up|learnt|kept|ran|built)\b", re.IGNORECASE)


def find_past(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    return map(Hit, list_past(paragraph.text, offer.around.today))


@lru_cache(maxsize=2048)
def list_past(text: str, today: date) -> tuple[str, ...]:
    """The sentences of ``text`` that speak of a time which is long over as of now."""
    return tuple(
        sentence
        for sentence in split_sentences(text)
        if _is_long_over(sentence, today)
        or _is_over_this_year(sentence, today)
        or _is_pandemic(sentence, today)
    )


def _is_long_over(sentence: str, today: date) -> bool:
    # Most sentences name no time.
    return any(map(str.isdigit, sentence)) and any(
        _is_left_over(sentence, time, today) for time in TIME.finditer(sentence)
    )


def _is_left_over(sentence: str, time: re.Match[str], today: date) -> bool:
    """Whether a sentence says of something that it holds at a time that is over."""
    end = _get_end(time)
    if end is None or not _is_old(time, end, today, is_to_come=True):
        return False
    # No cue and no clause is longer than this.
    before = sentence[max(0, time.start() - 150) : time.start()]
    after = sentence[time.end() : time.end() + 150]
    # "July 22" may be a day, unless it stands after "in".
    if time["bare_short"] and not before.lower().endswith("in "):
        return False
    clause = f"{before.rpartition(',')[2]}{time[0]}{after.partition(',')[0]}".strip()
    around = f"{before}{time[0]}{after}"
    is_history = _tells_history(clause if len(clause.split()) > FEW_WORDS else around)
    if any(
        _fits(cue, time, before, after)
        and _is_old(time, end, today, is_to_come=cue.is_to_come)
        for cue in CUES
        if cue.in_history or not is_history
    ):
        return True
    return (
        _is_old(time, end, today)
        and not LASTING.search(around)
        and not _tells_history(around)
        and bool(
            (IN.search(before) and NOW.search(around))
            or LISTED_AFTER.match(after)
            or (TITLE.fullmatch(before) and _ends_title(time, after))
        )
    )


def _ends_title(time: re.Match[str], after: str) -> bool:
    """Whether a colon follows, or nothing and it is the day of a document."""
    return after.startswith(":") or bool(
        not after.strip(" .)") and (time["y"] or time["iso"] or time["day"])
    )


def _tells_history(words: str) -> bool:
    # "Closed until May" is how things are, and so are other first words.
    return bool(HISTORY.search(words, words.find(" ") + 1))


def _fits(cue: Cue, time: re.Match[str], before: str, after: str) -> bool:
    if time["bare"] and not time["season"] and not cue.takes_years:
        return False
    found = cue.before.search(before)
    if not found or RANGE.match(after):
        return False
    between = found.groupdict().get("between")
    return not (between and OF_OTHERS.search(between))


def _is_old(
    time: re.Match[str], end: date, today: date, *, is_to_come: bool = False
) -> bool:
    if is_to_come and time["bare"]:
        return end.year < today.year
    return end < date(today.year - 1, today.month, min(today.day, 28))


def _get_end(time: re.Match[str]) -> date | None:
    """The last day of what a time names; ``None`` if it names none."""
    if start := time["start"]:
        first, last = int(start), int(time["end"])
        last += first // 100 * 100 if last < 100 else 0
        if last == first + 1:
            return date(last, 8, 31)
        return date(last, 12, 31) if first < last < first + 10 else None
    if time["iso"]:
        year, month = map(int, time["iso"].split("-"))
    elif time["my"]:
        year, month = int(time["my"]), int(time["mm"])
    elif time["y"]:
        year, month = int(time["y"]), int(time["m"])
    elif time["month"]:
        number = time["year"] or time["short"] or time["bare_short"]
        year, month = int(number), MONTHS.index(time["month"][:3].lower()) + 1
    else:
        season = (time["season"] or "").lower()
        year, month = int(time["bare"]), SEASONS.get(season, 12)
    year += 2000 if year < 100 else 0
    if not 1 <= month <= 12:
        return None
    return date(year, month, monthrange(year, month)[1])


def _is_over_this_year(sentence: str, today: date) -> bool:
    if "this " not in sentence or not (found := THIS.search(sentence)):
        return False
    month = MONTHS.index(found["month"][:3].lower()) + 1
    return (
        month < today.month - 1
        and bool(COMING.search(sentence))
        and not HISTORY.search(sentence)
    )


def _is_pandemic(sentence: str, today: date) -> bool:
    if today < PANDEMIC_OVER or not (found := PANDEMIC.search(sentence)):
        return False
    if IS_NOW.match(found[0]):
        return True
    rest = sentence.replace(found[0], "")
    return not HISTORY.search(rest) and not PAST_TENSE.search(rest)
