"""Reading JSON of one source: public addresses only, within a time and a size."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.utils.translation import gettext as _

from wagtail_localoffer import conf
from wagtail_localoffer.open_data.harvest.values import tidy_url
from wagtail_localoffer.web import BriefSession, explain, is_public

#: Who is asking, for those who read the logs of other sites.
USER_AGENT = "wagtail_localoffer (reads local offers for a directory)"

#: Seconds for one reply with its body.
PATIENCE = 20

#: Bytes of a page of a list, and of an offer.
LARGEST_PAGE = 8_000_000
LARGEST_OFFER = 2_000_000

#: Redirects that are followed, on the source's own host.
MOST_REDIRECTS = 3

CHUNK = 65_536

#: The ports that an address doesn't name.
PORTS = {"http": 80, "https": 443}


class Unreadable(Exception):
    """Something can't be read; the message says in sentences why, for people."""


class BadAnswer(Unreadable):
    """The server has answered with what nobody can use."""


class NotThere(Unreadable):
    """The server knows of nothing at that address."""


class TimeIsUp(Unreadable):
    """A run has taken as long as it may. The next one goes on from there."""


class LeadsInside(Exception):
    """An address leads into a network that is not for everybody."""


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    data: Any
    #: What the server calls this version; empty if it doesn't.
    etag: str


class Reader:
    """
    Reads what is below the address of a source, for as long as a run may take.

    No cookie is kept, nothing that is packed is unpacked, and no redirect leads to
    another host.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self.url = f"{url.rstrip('/')}/"
        self._seconds = seconds
        self._ends_at = time.monotonic() + seconds
        self._session = BriefSession(PATIENCE, _admit)
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._session.headers.update(
            {
                "User-Agent": USER_AGENT,
                "Accept": "application/json",
                # A small reply that unpacks to a huge one can't be.
                "Accept-Encoding": "identity",
            }
        )

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *args: object) -> None:
        self._session.close()

    def read(self, path: str, *, largest: int, etag: str = "") -> Reply | None:
        """
        Read what is at a path below the source's address.

        :param largest: as many bytes it may have.
        :param etag: the version that is known already.
        :returns: ``None`` if it is still that version.
        :raises Unreadable: it can't be had, or is no JSON.
        """
        self._session.begin_again(min(PATIENCE, self._get_time_left()))
        url = urljoin(self.url, path)
        headers = {"If-None-Match": etag} if etag else {}
        try:
            return self._follow(url, headers, largest)
        except LeadsInside as error:
            raise Unreadable(
                _("%(url)s is on a server that is not one of the public internet.")
                % {"url": url}
            ) from error
        except (requests.RequestException, OSError, ValueError) as error:
            # It may be that there was no time for more.
            self._get_time_left()
            reason = explain(error, PATIENCE)
            raise Unreadable(f"{url}: {reason}") from error

    def _get_time_left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left > 0:
            return left
        raise TimeIsUp(
            _(
                "It was not read to the end within %(seconds)s seconds. What was read "
                "is kept, and the next run goes on from there."
            )
            % {"seconds": f"{self._seconds:g}"}
        )

    def _follow(self, url: str, headers: dict[str, str], largest: int) -> Reply | None:
        for _redirect in range(MOST_REDIRECTS + 1):
            with self._session.get(url, headers=headers, stream=True) as answer:
                target = self._session.find_target(answer)
                if not target:
                    return _take(url, answer, largest)
            # What some readers take for another server is one of neither.
            leads_to = tidy_url(urljoin(url, target))
            if not _is_same_host(url, leads_to):
                raise Unreadable(
                    _(
                        "%(url)s leads to another site, and is not followed there. "
                        "Enter the address to which it leads."
                    )
                    % {"url": url}
                )
            url = leads_to
        raise requests.TooManyRedirects


def _admit(name: str, addresses: list[str]) -> None:
    if conf.get_settings().ALLOW_LOCAL_SOURCES:
        return
    # Of a name that we can't look up, a proxy alone knows where it leads.
    if not all(map(is_public, addresses)):
        raise LeadsInside


def _is_same_host(url: str, other: str) -> bool:
    """Whether a redirect stays where it is, or leads from http to https there."""
    here, there = urlsplit(url), urlsplit(other)
    if there.scheme not in PORTS or here.hostname != there.hostname:
        return False
    ports = [each.port or PORTS[each.scheme] for each in (here, there)]
    if here.scheme != there.scheme:
        return (here.scheme, *ports) == ("http", 80, 443)
    return ports[0] == ports[1]


def _take(url: str, answer: requests.Response, largest: int) -> Reply | None:
    status = answer.status_code
    if status == 304:
        return None
    if status != 200:
        raise _find_kind(status)(
            _("%(url)s: The server answered with the status %(status)s.")
            % {"url": url, "status": status}
        )
    if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise BadAnswer(
            _("%(url)s: The reply is packed, which was not asked for.") % {"url": url}
        )
    body = _read_body(url, answer, largest)
    try:
        data = json.loads(body)
    # Too deep, in an encoding that it hasn't, a number of thousands of digits.
    except (ValueError, RecursionError) as error:
        raise BadAnswer(_("%(url)s: The reply is no JSON.") % {"url": url}) from error
    return Reply(data, _read_etag(answer))


def _find_kind(status: int) -> type[Unreadable]:
    if status in (404, 410):
        return NotThere
    # Whoever is kept out, or is to come again later, knows of nothing that is there.
    if 400 <= status < 500 and status not in (401, 403, 408, 429):
        return BadAnswer
    return Unreadable


def _read_body(url: str, answer: requests.Response, largest: int) -> bytes:
    body = bytearray()
    for chunk in answer.iter_content(CHUNK):
        body += chunk
        if len(body) > largest:
            raise BadAnswer(
                _("%(url)s: The reply is larger than %(size)s MB.")
                % {"url": url, "size": f"{largest / 1_000_000:g}"}
            )
    return bytes(body)


def _read_etag(answer: requests.Response) -> str:
    # It goes into a header again, and into a column.
    etag = answer.headers.get("ETag", "")
    return etag if len(etag) <= 255 and etag.isascii() and etag.isprintable() else ""
