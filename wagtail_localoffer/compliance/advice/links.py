"""Links that lead nowhere, to the wrong place, or don't say where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from wagtail_localoffer.compliance.advice.rule import Hit, OfferText
from wagtail_localoffer.compliance.context import CheckContext
from wagtail_localoffer.content.parts import Link, Paragraph, Part

_VAGUE = """
    a and at below browse click details document doc download downloads file find
    follow for full further get go here hyperlink image in info information it launch
    learn link links more now on online open out page pdf please press read read-only
    see show site tap that the these this to url view visit web webpage website word
    you
"""

#: Words that don't say where a link leads: one of no others says nothing.
VAGUE = frozenset(_VAGUE.split())

BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


EXAMPLE_HOST = re.compile(
    r"(?:www\.)?(?:example\.(?:com|org|net|co\.uk)|localhost|127\.0\.0\.1|0\.0\.0\.0|"
    r"your-?(?:school|setting|nursery|web-?site|domain|link)[\w-]{0,63}+\.[\w.]+|"
    r"(?:web-?site|link|url|address|test)\.(?:com|co\.uk))",
    re.IGNORECASE,
)

EXAMPLE_ADDRESS = re.compile(
    r"[\[{<][a-z _-]{3,}[\]}>]|\binsert(?:[ _-]|%20)*(?:link|url|address|here)"
    r"|\bxxx+\b|_{3}|\?{3}|^https?://https?://"
)


# Slips of the keyboard, and networks of one building (RFC 2606, RFC 6762). Endings of
# two letters are those of countries, and nearly all that sound like one exist.
NO_ENDING = re.compile(
    r"(?:con|comm|vom|xom|ckm|cim|ocm|orgg|ogr|0rg|orh|nett|edu\.uk|gov\.co\.uk|ik|uj|"
    r"ul|ukk|co\.ik|co\.u|c\.uk|couk|orguk|schuk|govuk|skool|shcool|local|lan|localhost|"
    r"internal|invalid|u|k|\d{1,9}[a-z]{1,9})",
    re.IGNORECASE,
)

#: An address as people write it in a text.
ADDRESS = re.compile(
    r"(?<![\w@.-])(?P<url>(?:https?:/{0,2}|www[.,])[^\s<>()“”\"]{1,200}+)"
    r"|(?<![\w.+'-])[\w.+'-]{1,64}@ ?(?P<domain>[\w,-]++(?:\.[\w,-]++){0,9}+)",
    re.IGNORECASE,
)

LOCAL_OFFER = re.compile(r"local[-_ +]?offer", re.IGNORECASE)

SEND = re.compile(r"(?:^|[/_.-])send(?:[/_.?#-]|$)", re.IGNORECASE)

# The government's own sites are no council's.
CENTRAL = re.compile(
    r"(?:^(?:www\.)?|\b(?:service|education|legislation|parliament|dfe|ofsted|tribunal|"
    r"justice)\.)gov\.uk\Z"
)

# Not the Council for Disabled Children.
COUNCIL = re.compile(r"\bcouncil\b(?! for)", re.IGNORECASE)

THE_LOCAL_OFFER = re.compile(r"\blocal offer\b", re.IGNORECASE)


def find_vague(link: Link, offer: OfferText) -> Iterator[Hit]:
    if is_vague(link):
        yield Hit(link.text or link.href)


def find_dead(link: Link, offer: OfferText) -> Iterator[Hit]:
    if is_dead(link, offer.around.dead_links):
        yield Hit(link.text or link.href)


def find_impossible(paragraph: Paragraph, offer: OfferText) -> Iterator[Hit]:
    """Find web and email addresses in a text that nobody can have."""
    text = paragraph.text
    if "@" not in text and "www" not in text and "http" not in text:
        return
    linked = {link.text for link in paragraph.links}
    for found in ADDRESS.finditer(text):
        address = found[0].rstrip(".,;:!?’'")
        # A link has advice of its own.
        if address not in linked and _is_impossible(found["url"] or found["domain"]):
            yield Hit(address, {"address": address})


def _is_impossible(address: str) -> bool:
    address = address.rstrip(".,;:!?’'")
    if not re.match(r"https?://", address, re.IGNORECASE):
        if address.lower().startswith("http"):
            return True
        address = f"https://{address}"
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return True
    return not _may_exist(host)


def _may_exist(host: str) -> bool:
    labels = host.removeprefix("www.").split(".")
    return (
        len(labels) > 1
        and all(labels)
        and not re.search(r"[\s,_@]", host)
        and not any(each.startswith("-") or each.endswith("-") for each in labels)
        and not any(NO_ENDING.fullmatch(".".join(labels[-size:])) for size in (1, 2, 3))
    )


def find_other_council(link: Link, offer: OfferText) -> Iterator[Hit]:
    around = offer.around
    if (
        around.council_url
        and not is_dead(link, around.dead_links)
        and leads_to_other_council(link, around)
    ):
        yield Hit(
            f"{link.text} ({link.href})" if link.text != link.href else link.href,
            {"url": around.council_url},
            source=offer.framework.source,
        )


def find_dead_documents(part: Part, offer: OfferText) -> Iterator[Hit]:
    for document in part.documents:
        if f"document-{document}" in offer.around.dead_links:
            yield Hit(field="more")


def is_vague(link: Link) -> bool:
    words = " ".join(re.sub(r"[^\w\s'’:/.-]", " ", link.text).split()).lower()
    words = words.strip(" .:-")
    if words.startswith(("click ", "please click ")) or words.endswith("click here"):
        return True
    return set(words.split()) <= VAGUE or bool(BARE_ADDRESS.fullmatch(words))


def is_dead(link: Link, dead_links: frozenset[str]) -> bool:
    if link.kind in ("page", "document"):
        return not link.pk or f"{link.kind}-{link.pk}" in dead_links
    return not link.kind and _is_dead_address(link.href)


@lru_cache(maxsize=1024)
def _is_dead_address(href: str) -> bool:
    if href in ("", "#") or EXAMPLE_ADDRESS.search(href.lower()):
        return True
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return True
    if parts.scheme in ("http", "https"):
        return not _may_exist(host) or bool(EXAMPLE_HOST.fullmatch(host))
    if parts.scheme == "mailto":
        return not parts.path or not _may_exist(parts.path.rpartition("@")[2])
    if parts.scheme == "tel":
        return not parts.path
    # Places on the computer of whoever wrote it.
    return parts.scheme in ("file", "javascript", "about", "blob", "c", "d")


def leads_to_other_council(link: Link, around: CheckContext) -> bool:
    if link.kind or not link.href.lower().startswith(("http:", "https:")):
        return False
    host, path = _split(link.href)
    own_host, _own_path = _split(around.council_url or "")
    if not host or _get_domain(host) == _get_domain(own_host):
        return False
    if any(_is_below(host, path, url) for url in around.other_council_urls):
        return True
    if CENTRAL.search(host):
        return False
    if host.endswith(".gov.uk"):
        return bool(LOCAL_OFFER.search(host + path) or SEND.search(path))
    is_councils_own = COUNCIL.search(link.text) and THE_LOCAL_OFFER.search(link.text)
    return bool(LOCAL_OFFER.search(host) or is_councils_own)


@lru_cache(maxsize=1024)
def _split(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    return host, parts.path.rstrip("/").lower()


def _is_below(host: str, path: str, url: str) -> bool:
    other_host, other_path = _split(url)
    return host == other_host and f"{path}/".startswith(f"{other_path}/")


def _get_domain(host: str) -> str:
    """The part of a host's name that somebody registered: council.gov.uk."""
    labels = host.split(".")
    size = 3 if labels[-2:-1] and labels[-2] in ("gov", "co", "org", "sch", "ac") else 2
    return ".".join(labels[-size:])
