"""Servers of our own on loopback addresses, and fetchers that may ask them. Nothing here leaves the machine."""

import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from threading import Thread

from orchestration.web.addresses import PublicTransport
from orchestration.web.fetch import Fetcher

NAME = "a-paper.example"
"""A name that leads to :data:`PLACE`, where a test says so."""

PLACE, ELSEWHERE = "127.0.0.1", "127.0.0.2"
"""The address that stands for the public internet, and one that stays private."""

ALLOWED = (ip_network(f"{PLACE}/32"),)

Handler = BaseHTTPRequestHandler
Act = Callable[[Handler], None]


@dataclass(frozen=True)
class Reply:
    """What a server answers."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, handler: Handler) -> None:
        handler.send_response_only(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in self.headers:
            handler.send_header("Content-Length", str(len(self.body)))
        handler.end_headers()
        if self.status != 304:
            handler.wfile.write(self.body)


def moved(location: str, status: int = 302) -> Reply:
    return Reply(status=status, headers={"Location": location})


def page(body: str, **headers: str) -> Reply:
    return Reply(
        body.encode(), headers={"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
    )


def raw(data: bytes) -> Act:
    """Sends exactly these bytes and hangs up."""
    return lambda handler: handler.wfile.write(data) and None


@dataclass
class Site:
    """A server and what it answers, by path; of several answers to one path, each is given once and the last for ever."""

    server: ThreadingHTTPServer
    answers: dict[str, Act | list[Act]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    connections: int = 0

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def host(self) -> str:
        """The name with the port, as a source lists it."""
        return f"{NAME}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def answer(self, handler: Handler) -> None:
        self.asked.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
        given = self.answers.get(handler.path, Reply(b"not here", 404))
        if isinstance(given, list):
            given = given.pop(0) if len(given) > 1 else given[0]
        given(handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        self.site.connections += 1
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """A fetcher that hangs up is what many tests want."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.site.answer(self)

    do_POST = do_GET  # noqa: N815 - as the library names them

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Servers of tests are silent."""


@contextmanager
def site(address: str = PLACE, answers: dict[str, Act | list[Act]] | None = None) -> Iterator[Site]:
    server = _Server((address, 0), _Handler)
    server.site = Site(server, answers or {})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def resolver(names: Mapping[str, Iterable[str]] | None = None) -> Callable[[str, int], list[str]]:
    """Knows these names and what is written in digits, as the system reads it; asks no name server."""
    known = {NAME: (PLACE,)} | dict(names or {})

    def resolve(host: str, port: int) -> list[str]:
        if host.lower() in known:
            return list(known[host.lower()])
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        return [str(entry[4][0]) for entry in found]

    return resolve


def transport(names: Mapping[str, Iterable[str]] | None = None, max_seconds: float = 5.0) -> PublicTransport:
    return PublicTransport(ALLOWED, resolver(names), max_seconds)


@dataclass
class Clock:
    """Goes on only when somebody sleeps, and remembers for how long each time."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def fetcher(through: PublicTransport, clock: Clock | None = None, **limits: float) -> Fetcher:
    """A fetcher that sleeps in no time."""
    found = clock or Clock()
    return Fetcher(through, clock=found, sleep=found.sleep, **limits)  # type: ignore[arg-type]
