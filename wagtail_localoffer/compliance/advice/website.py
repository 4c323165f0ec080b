"""What came along from an old website: menus, buttons, notices about cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wagtail_localoffer.compliance.advice.rule import (
    OWN_WORDS,
    Hit,
    OfferText,
    search_sentence,
)
from wagtail_localoffer.content.parts import Paragraph, Part

#: What no sentence about a setting says.
ANYWHERE = re.compile(
    r"\b(?:skip to (?:the )?(?:main )?(?:content|navigation|menu)\b"
    r"|(?:this|our) (?:web ?)?site uses cookies\b|we use cookies(?: and [\w ]{1,30})? "
    r"(?:to (?:give|improve|ensure|make|help|offer|provide|enhance|personalise|analyse|"
    r"collect)|on (?:this|our))\b|(?:accept|reject|manage|decline) (?:all )?cookies\b|"
    r"cookie (?:settings|notice)\b|print this page\b|email this page\b|share this "
    r"(?:page|article|post)\b|report a problem with this page\b|you are here:|toggle "
    r"navigation\b|all rights reserved\b|copyright 20\d\d\b"
    r"|(?:web ?site|site) (?:designed|design|built|created|powered|hosted|made)"
    r"(?: and \w+)? by\b|(?:web ?site|web design) by\b|powered by wordpress\b"
    r"|opens? in (?:a )?new (?:window|tab)\b|(?:page|slide) \d{1,3} of \d{1,3}\b"
    r"|email protected\b|leave a (?:reply|comment)\b"
    r"|by using this (?:web ?)?site\b|was this (?:page|article) helpful\b"
    r"|comments are (?:closed|off)\b|(?:enable|requires?) javascript\b"
    r"|your browser does(?:n[’']t| not) support\b|(?:get|download|need) adobe\b"
    r"|adobe (?:acrobat )?reader\b|to main content\b|return to top\b)|©|\(c\) "
    r"?20\d\d\b",
    re.IGNORECASE,
)

#: "Click here" where no link is: it was one, and nothing is left of it but its words.
CLICK = re.compile(
    r"(?<!\w)(?:please |just )?click (?:(?:on )?(?:here|below|this|the (?:link|button|"
    r"image|picture|icon|title)|(?:a|the) (?:link|title)s? below)\b)"
    r"|\bfollow (?:this|the) link (?:below|here)\b",
    re.IGNORECASE,
)

#: These alone are a line of a web page.
_BUTTONS = """
    accept all; back to the top; back to top; close menu; collapse all; cookie
    policy; cookies; expand all; follow us; high visibility version; home; home
    page; homepage; in this section; load more; loading; log in; login; main menu;
    menu; next; next page; on this page; previous; previous page; print; privacy;
    privacy notice; privacy policy; quick links; read more; reject all; related
    links; related pages; related posts; scroll to top; search; search this site;
    see all; share; share this; show more; sign in; site map; sitemap; skip to
    content; submit; top; top of page; tweet; view all; you may also like; you might
    also like
"""

#: And these are, among others: what menus have.
_ITEMS = """
    about; about us; accept; accessibility; accessibility statement; admissions;
    back; calendar; classes; close; contact; contact us; cookies policy; curriculum;
    downloads; events; facebook; fees; gallery; got it; governors; instagram; key
    information; last modified; last updated; like; links; local offer; log out;
    logout; more; news; newsletters; our school; parents; policies; pupils;
    register; reject; reply; sign up; terms and conditions; terms of use; text size;
    translate; twitter; vacancies; you are here
"""

BUTTONS = frozenset(re.split(r";\s+", _BUTTONS.strip()))

ITEMS = BUTTONS | frozenset(re.split(r";\s+", _ITEMS.strip()))

#: What parts the items of a menu or of a trail of links.
BAR = re.compile(r" [|»›>•·/] |[|»›]")

#: A line with more letters than this is no menu.
LONGEST_MENU = 300


def find_web_leftovers(part: Part, offer: OfferText) -> Iterator[Hit]:
    """Find the first line of each piece: a menu and what stands below it are one."""
    is_within = False
    for paragraph in part.paragraphs:
        found = _find_leftover(paragraph) if paragraph.kind in OWN_WORDS else ""
        if found and not is_within:
            yield Hit(found)
        is_within = bool(found)


# An editor's browser sends every text again whenever one of them changes.
@lru_cache(maxsize=2048)
def _find_leftover(paragraph: Paragraph) -> str:
    return (
        search_sentence(ANYWHERE, paragraph.text)
        or _find_lost_link(paragraph)
        or (paragraph.text if _is_menu(paragraph) else "")
    )


def _find_lost_link(paragraph: Paragraph) -> str:
    # A link with such words has advice of its own.
    return "" if paragraph.links else search_sentence(CLICK, paragraph.text)


def _is_menu(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.kind == "cell" or len(text) > LONGEST_MENU:
        return False
    if _get_words(text) in BUTTONS:
        return True
    items = [words for item in BAR.split(text) if (words := _get_words(item))]
    known = sum(item in ITEMS for item in items)
    return known > 1 and known * 2 >= len(items)


def _get_words(text: str) -> str:
    """The words of a button, without arrows, points and the like."""
    return " ".join(re.findall(r"[\w’'&]+", text.lower())).replace("&", "and")
