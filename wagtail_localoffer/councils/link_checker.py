"""Checks of the addresses in councils' records, as a family or a SENCO finds them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_localoffer.councils.models import Council

#: Who is asking, for those who read the logs of councils' servers.
USER_AGENT = "wagtail_localoffer (checks once in a while that links to councils work)"


class LeadsInside(requests.RequestException):
    """An address of the internet leads into a network that is not for everybody."""


class Visitor(requests.Session):
    """
    Follows an address, but never from the internet into a private network.

    Whoever runs a council's server could otherwise have ours request what only it can
    reach. An address that is itself inside, as on an intranet, was entered by somebody
    who may do that, and may lead anywhere.
    """

    started_inside: bool | None = None

    def send(self, request: Any, **kwargs: Any) -> requests.Response:
        """
        Send one request. ``requests`` calls it again for each redirect.

        :raises LeadsInside: it was redirected to where it must not go.
        """
        inside = is_inside(request.url)
        if self.started_inside is None:
            self.started_inside = inside
        elif inside and not self.started_inside:
            raise LeadsInside
        return super().send(request, **kwargs)


def is_inside(url: str) -> bool:
    """Whether the server of an address is not one of the public internet."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except (OSError, UnicodeError):
        # The request itself says what is wrong with it.
        return False
    return any(not ip_address(address[0]).is_global for *_, address in found)


def check_council(council: Council, timeout: float) -> str:
    """
    Request the addresses of ``council``, and record in its record what came of it.

    :param timeout: how many seconds to wait for each answer.
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

    :param timeout: how many seconds to wait for the server.
    :returns: what is wrong with it, in words; an empty string if it works.
    """
    try:
        # Not HEAD: some servers answer that with an error. The page itself isn't read.
        with (
            Visitor() as visitor,
            visitor.get(
                url, timeout=timeout, headers={"User-Agent": USER_AGENT}, stream=True
            ) as response,
        ):
            return describe_status(response.status_code)
    except LeadsInside:
        return _(
            "It leads to a server that is not one of the public internet, and was not "
            "followed there."
        )
    except requests.Timeout:
        return _("The server did not answer within %(seconds)s seconds.") % {
            "seconds": f"{timeout:g}"
        }
    except requests.exceptions.SSLError:
        return _(
            "A secure connection was not possible, perhaps because the certificate is "
            "not valid."
        )
    except requests.TooManyRedirects:
        return _("It leads from one address to the next without an end.")
    except requests.ConnectionError as error:
        if any(isinstance(cause, socket.gaierror) for cause in list_causes(error)):
            return _("There is no server of that name.")
        return _("The server could not be reached.")
    except (requests.RequestException, ValueError):
        # Some of what it refuses before it asks any server is a mere ValueError.
        return _("This is not an address that can be requested.")


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


def list_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and whatever led to it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
