"""Which addresses may be asked: those of hosts that a source lists, by http or https, at a public place of the internet.

The address that was checked is the one that is connected to: a name is resolved once, when the connection is made, and whoever answers
names with a private address, now or between two questions, is refused there. Method: OWASP, Server Side Request Forgery Prevention.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import quote

import httpcore
import httpx

from orchestration.model.capture import LONGEST_URL

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Iterable[str]]
"""Gives the addresses of a name."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+| ")
_NAT64 = ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_SPECIAL = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""Protocols, a dead relay and documentation (RFC 6890, 7526, 9637), which Python calls global in some of its versions."""


class RefusedError(ValueError):
    """An address that is not asked, and why."""


def checked(url: str, hosts: Iterable[str]) -> httpx.URL:
    """The URL, if it is one of http or https at a host of the list, written plainly. Raises :class:`RefusedError`.

    A host with a port of its own is listed with it (``archive.example:8080``).
    """
    if len(url) > LONGEST_URL:
        raise RefusedError(f"{url[:80]}...: {len(url):,} characters are no address")
    if not url.isascii() or any(letter <= " " or letter in "\\\x7f" for letter in url):
        raise RefusedError(f"{url!r}: white space, backslashes and other letters than ASCII do not belong in an address: write them in per cent")
    try:
        found = httpx.URL(url)
        if found.scheme not in _PORTS:
            raise RefusedError("only http and https are asked")
        listed = {_place(httpx.URL(f"{found.scheme}://{host.strip()}")) for host in hosts}
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedError(f"{url!r}: {error}") from error
    if found.userinfo or "@" in re.split(r"[/?#]", url.partition("//")[2])[0]:
        raise RefusedError(f"{url!r}: an address with a user's name in it is not asked")
    if not found.raw_host or _place(found) not in listed:
        raise RefusedError(f"{url!r}: {_place(found) or 'no host'} is not among the hosts of the source: add it to its source.yml if it is")
    return found


def joined(base: httpx.URL | str, reference: str) -> str:
    """The address that a reference leads to, seen from another. Raises :class:`RefusedError` when it is none."""
    try:
        return str(httpx.URL(base).join(reference))
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedError(f"{reference[:LONGEST_URL]!r}: {error}") from error


def plain(url: str) -> str:
    """The address with spaces and other letters than ASCII after its host written in per cent, as browsers write them. Its host stays as it is."""
    start, mark, rest = url.strip().partition("://")
    host = re.split(r"[/?#]", rest)[0]
    return start + mark + host + _BEYOND_ASCII.sub(lambda found: quote(found.group()), rest[len(host) :])


def meant(base: str, said: str) -> str:
    """The address that a feed means, seen from its own; one that is none is given as it is said, and refused where it is asked."""
    try:
        return joined(base, plain(said))
    except (RefusedError, UnicodeError):
        return said


def _place(url: httpx.URL) -> str:
    """The host as it is asked for, and its port where it is not that of the scheme."""
    host = url.raw_host.decode("ascii")
    return host if url.port in (None, _PORTS.get(url.scheme)) else f"{host}:{url.port}"


def is_public(address: Address) -> bool:
    """Whether an address lies on the public internet, looked through the ways of writing one address inside another."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local or int(address) < 2**32:
            return False
    is_special = address.is_multicast or address.is_reserved or any(address in network for network in _SPECIAL)
    return address.is_global and not is_special


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system finds them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class PublicTransport(httpx.HTTPTransport):
    """Connects to public addresses only, and to those of ``networks``, which a person allowed by name. No proxy of the environment is used.

    A connection serves one request and lives ``max_seconds`` at most, however slowly the other side answers.
    """

    def __init__(self, networks: Iterable[Network] = (), resolve: Resolve = resolve, max_seconds: float = 120.0) -> None:
        super().__init__(trust_env=False)
        # httpx has no argument for it: the pool is httpcore's, whose backend opens the connections
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=_Guarded(tuple(networks), resolve, max_seconds),
        )


class _Hurried(httpcore.NetworkStream):
    """A stream that ends at an instant: a limit on every read alone lets a server that sends a byte a minute go on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def _left(self, timeout: float | None) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer takes too long")
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        return _Hurried(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Guarded(httpcore.NetworkBackend):
    def __init__(self, networks: tuple[Network, ...], resolve: Resolve, max_seconds: float) -> None:
        self._plain = httpcore.SyncBackend()
        self._networks = networks
        self._resolve = resolve
        self._max_seconds = max_seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = [ip_address(address) for address in self._resolve(host, port)]
        except (OSError, UnicodeError, ValueError) as error:
            raise httpcore.ConnectError(f"{host}: its address was not found: {error}") from error
        if not found:
            raise httpcore.ConnectError(f"{host}: it has no address")
        for address in found:
            if not is_public(address) and not any(address in network for network in self._networks):
                raise RefusedError(f"{host}: it leads to {address}, which is no public address")
        until = time.monotonic() + self._max_seconds
        for address in found[:-1]:  # a host may have an address that this machine has no way to, as of IPv6
            try:
                return _Hurried(self._plain.connect_tcp(str(address), port, timeout, local_address, socket_options), until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return _Hurried(self._plain.connect_tcp(str(found[-1]), port, timeout, local_address, socket_options), until)
