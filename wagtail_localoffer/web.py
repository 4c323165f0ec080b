"""Requests with one deadline, to addresses that were looked at; no body is read."""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable, Iterator
from http.client import HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

#: Told the name of each server and its addresses before it is connected to; it raises
#: what is no ``OSError`` if that must not be. Behind a proxy there may be no address.
Admit = Callable[[str, list[str]], None]

#: Addresses of IPv4 in IPv6: for networks that have only that (RFC 6052), as they were
#: translated (RFC 2765), and as both were once mixed (RFC 4291).
WITHIN_IPV6 = tuple(map(IPv6Network, ("64:ff9b::/96", "::ffff:0:0:0/96", "::/96")))

#: A socket that is given no seconds at all waits for ever, or not at all.
TICK = 0.001


class BriefSession(requests.Session):
    """
    Has one deadline for all its requests. It follows no redirect, and reads no body.

    Whoever reads the bodies too is held to the deadline while they do.

    ``requests`` itself waits as long again for each byte that comes, and unpacks what
    comes with a redirect also where it doesn't follow it. Give each request
    ``stream=True``, and close its answer.

    Looking up a name (``getaddrinfo``) can't be broken off: that may take longer.

    :param seconds: from now until the headers of the last answer are read.
    """

    def __init__(self, seconds: float, admit: Admit | None = None) -> None:
        super().__init__()
        self._deadline = _Deadline(seconds)
        adapter = _Adapter(self._deadline, admit or (lambda name, addresses: None))
        for prefix in list(self.adapters):
            self.mount(prefix, adapter)

    def begin_again(self, seconds: float) -> None:
        """Give the requests from now on so many seconds; connections stay open."""
        self._deadline.begin(seconds)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that there is none."""

    def find_target(self, answer: requests.Response) -> str | None:
        """Say where an answer leads, as it puts it."""
        return super().get_redirect_target(answer)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to one server that everybody can reach."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        # What such an address of IPv6 leads to is one of IPv4.
        inner = ip.ipv4_mapped or ip.sixtofour
        if any(ip in network for network in WITHIN_IPV6):
            inner = IPv4Address(ip.packed[-4:])
        # Python takes what one site once had to itself for global.
        if ip.is_site_local:
            return False
        ip = inner or ip
    return ip.is_global and not ip.is_multicast


def look_up(name: str, port: int | None = None) -> list[str]:
    """
    Find the IP addresses of a server.

    :raises OSError: nobody knows it.
    """
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_others, address in found))


def explain(error: Exception, seconds: float) -> str:
    """
    Put into words for people why a request failed.

    :param seconds: how long it had.
    """
    causes = list(list_causes(error))
    if any(isinstance(each, (requests.Timeout, TimeoutError)) for each in causes):
        return _("The server did not answer within %(seconds)s seconds.") % {
            "seconds": f"{seconds:g}"
        }
    if isinstance(error, requests.exceptions.SSLError):
        return _(
            "A secure connection was not possible, perhaps because the certificate is "
            "not valid."
        )
    if isinstance(error, requests.TooManyRedirects):
        return _("It leads from one address to the next without an end.")
    if isinstance(error, requests.ConnectionError):
        if any(isinstance(each, socket.gaierror) for each in causes):
            return _("There is no server of that name.")
        return _("The server could not be reached.")
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return _("The server broke off in the middle of its answer.")
    # Some of what ``requests`` refuses before it asks any server is a mere ValueError.
    return _("This is not an address that can be requested.")


def list_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and whatever led to it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


class _Deadline:
    def __init__(self, seconds: float) -> None:
        self.begin(seconds)

    def begin(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    @property
    def left(self) -> float:
        if self.is_over:
            raise TimeoutError("timed out")
        return max(self._ends_at - time.monotonic(), TICK)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends_at


class _Adapter(HTTPAdapter):
    def __init__(self, deadline: _Deadline, admit: Admit) -> None:
        self._deadline = deadline
        self._admit = admit
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self._limit(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        if not proxy.lower().startswith("socks"):
            self._limit(manager)
        return manager

    def send(self, request: Any, *args: Any, **kwargs: Any) -> requests.Response:
        if select_proxy(request.url, kwargs.get("proxies")):
            self._admit_through_proxy(urlsplit(request.url).hostname or "")
        try:
            kwargs["timeout"] = self._deadline.left
            return super().send(request, *args, **kwargs)
        except OSError as error:
            if self._deadline.is_over and not isinstance(error, requests.Timeout):
                raise requests.Timeout(error, request=request) from error
            raise

    def _admit_through_proxy(self, name: str) -> None:
        # The proxy looks it up, and connects. All that we can do is to ask as well.
        try:
            addresses = look_up(name)
        except OSError:
            addresses = []
        self._admit(name, addresses)

    def _limit(self, manager: Any) -> None:
        kinds = {
            "http": (HTTPConnectionPool, HTTPConnection),
            "https": (HTTPSConnectionPool, HTTPSConnection),
        }
        own = {"deadline": self._deadline, "admit": staticmethod(self._admit)}
        manager.pool_classes_by_scheme = {
            scheme: type(
                "LimitedPool",
                (pool,),
                {"ConnectionCls": type("Limited", (_OneDeadline, connection), own)},
            )
            for scheme, (pool, connection) in kinds.items()
        }


class _OneDeadline(HTTPConnection):
    deadline: _Deadline
    admit: Admit

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.response_class: Any = self._read

    def _new_conn(self) -> socket.socket:
        # The addresses that were looked at are those that are connected to: a second
        # look-up could have another answer.
        try:
            addresses = look_up(self.host, self.port)
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error
        if self.proxy is None:
            self.admit(self.host, addresses)
        return self._dial(addresses)

    def _dial(self, addresses: list[str]) -> socket.socket:
        problem: OSError | None = None
        for number, address in enumerate(addresses):
            try:
                # One that does not answer leaves time for the others.
                wait = self.deadline.left / (len(addresses) - number)
                dialled = socket.create_connection((address, self.port), wait)
                dialled.settimeout(self.deadline.left)
            except OSError as error:
                problem = error
            else:
                return dialled
        if isinstance(problem, TimeoutError):
            raise ConnectTimeoutError(self, str(problem)) from problem
        raise NewConnectionError(self, str(problem)) from problem

    def send(self, data: Any) -> None:
        if self.sock is not None:
            self.sock.settimeout(self.deadline.left)
        super().send(data)

    def _read(self, sock: Any, *args: Any, **kwargs: Any) -> HTTPResponse:
        answers: Any = _Answers(sock, self.deadline)
        return HTTPResponse(answers, *args, **kwargs)


class _Answers(io.RawIOBase):
    """What a server says, byte by byte, for as long as there is time."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        super().__init__()
        self._sock = sock
        self._raw: Any = sock.makefile("rb", buffering=0)
        self._deadline = deadline

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._deadline.left)
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()
