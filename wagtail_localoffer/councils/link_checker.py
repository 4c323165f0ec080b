"""Checks of the addresses in councils' records, as a family or a SENCO finds them."""

from __future__ import annotations

from urllib.parse import urljoin

import requests
from django.utils import timezone
from django.utils.translation import gettext as _
from requests.utils import requote_uri

from wagtail_localoffer.councils.models import Council
from wagtail_localoffer.web import BriefSession, explain, is_public

#: Who is asking, for those who read the logs of councils' servers.
USER_AGENT = "wagtail_localoffer (checks once in a while that links to councils work)"


class LeadsInside(Exception):
    """An address of the internet leads into a network that is not for everybody."""


class Visitor(BriefSession):
    """
    Follows an address, but never from the internet into a private network.

    Whoever runs a council's server could otherwise have ours request what only it can
    reach. An address that is itself inside, as on an intranet, was entered by somebody
    who may do that, and may lead anywhere.

    :param seconds: how long it may take until the last answer has come.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds, self._admit)
        self.headers["User-Agent"] = USER_AGENT
        self._started_inside: bool | None = None
        self._last = ""

    def visit(self, url: str) -> int:
        """
        Request an address, and those to which it leads one after the other.

        :returns: the status of the last answer.
        :raises LeadsInside: it was redirected to where it must not go.
        """
        for _redirect in range(self.max_redirects + 1):
            # Not HEAD: some servers answer that with an error.
            with self.get(url, stream=True) as answer:
                if not (target := self.find_target(answer)):
                    return answer.status_code
                url = requote_uri(urljoin(answer.url, target))
        raise requests.TooManyRedirects

    def _admit(self, name: str, addresses: list[str]) -> None:
        inside = [not is_public(address) for address in addresses]
        if self._started_inside is None:
            self._started_inside = bool(inside) and all(inside)
            self._last = name
        # Of a name that we can't look up, a proxy alone knows where it leads.
        is_unknown = not addresses and name != self._last
        if not self._started_inside and (any(inside) or is_unknown):
            raise LeadsInside
        self._last = name


def check_council(council: Council, timeout: float) -> str:
    """
    Request the addresses of ``council``, and record in its record what came of it.

    :param timeout: how many seconds each of them may take.
    :returns: what is wrong, in words, with a line for each address; empty if all work.
    """
    problems = []
    for url in council.addresses:
        if problem := try_address(url, timeout):
            problems.append(f"{url}: {problem}")
    council.checked_at = timezone.now()
    council.check_problem = "\n".join(problems)
    # Only if nobody has entered another address meanwhile.
    Council.objects.filter(
        pk=council.pk,
        local_offer_url=council.local_offer_url,
        form_url=council.form_url,
    ).update(checked_at=council.checked_at, check_problem=council.check_problem)
    return council.check_problem


def try_address(url: str, timeout: float) -> str:
    """
    Request ``url`` and follow where it leads.

    :param timeout: how many seconds that may take in all.
    :returns: what is wrong with it, in words; an empty string if it works.
    """
    try:
        with Visitor(timeout) as visitor:
            return describe_status(visitor.visit(url))
    except LeadsInside:
        return _(
            "It leads to a server that is not one of the public internet, and was not "
            "followed there."
        )
    except (requests.RequestException, ValueError) as error:
        return explain(error, timeout)


def describe_status(status: int) -> str:
    """Put a status of HTTP into words; an empty string if the page is there."""
    if status < 400:
        return ""
    if status in (404, 410):
        message = _("There is no such page (%(status)s).")
    elif status in (401, 403, 429):
        message = _(
            "The server did not show it to a program (%(status)s). Look at it in a "
            "browser."
        )
    elif status >= 500:
        message = _("The server has an error (%(status)s).")
    else:
        message = _("The server refused the request (%(status)s).")
    return message % {"status": status}
