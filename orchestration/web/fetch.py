"""Asks politely: robots.txt is kept, a host is asked at its pace, a name is given, what was not changed is not sent again.

Every step of a redirect is checked like the first. An answer has a limit in bytes, packed and unpacked, and in time.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version

import httpx
from protego import Protego
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from orchestration.web.addresses import PublicTransport, RefusedError, checked

AGENT = f"detention-monitor/{version('detention-monitor')}"
MAX_BYTES = 50_000_000
MAX_STEPS = 5
ATTEMPTS = 3

_PAUSE_SECONDS = 2.0
_LONGEST_PAUSE = 60.0
_ROBOTS_BYTES = 500_000
_TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
_MOVED = frozenset({301, 302, 303, 307, 308})


class FetchError(ValueError):
    """What was asked was not received: which address, why, and what to do."""


class _PassingError(Exception):
    """An answer or a failure that may be another one in a moment."""

    def __init__(self, words: str, wait_seconds: float = 0.0) -> None:
        super().__init__(words)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True)
class Known:
    """What a server said of the bytes that are kept already."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class Answer:
    """What was received: the address that answered in the end, the bytes (None when they are the known ones), and what the server says of them."""

    url: str
    data: bytes | None
    media_type: str
    known: Known
    request_headers: Mapping[str, str]
    response_headers: tuple[tuple[str, str], ...]
    status: int


@dataclass
class Fetcher:
    """Asks addresses of hosts that a source lists. One for a run: it remembers when it asked whom, and what robots.txt allows."""

    transport: httpx.BaseTransport = field(default_factory=PublicTransport)
    agent: str = AGENT
    pause_seconds: float = _PAUSE_SECONDS
    max_bytes: int = MAX_BYTES
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self._client = httpx.Client(transport=self.transport, trust_env=False, follow_redirects=False, timeout=httpx.Timeout(20.0))
        self._asked: dict[str, float] = {}
        self._robots: dict[str, Protego | None] = {}

    def get(self, url: str, hosts: Iterable[str], known: Known = Known()) -> Answer:
        """What the address answers, redirects followed. Raises :class:`FetchError` and, for an address that may not be asked, ``RefusedError``."""
        listed = frozenset(hosts)
        step = checked(url, listed)
        for _ in range(MAX_STEPS):
            self._check_robots(step, listed)
            answer, moved_to = self._asked_again(step, known, self.max_bytes)
            if moved_to is None:
                if answer.status not in (200, 304):
                    raise FetchError(f"{step}: the server answers {answer.status}: look at the address in a browser, or capture a file saved from it")
                return answer
            step = checked(str(step.join(moved_to)), listed)
        raise FetchError(f"{url}: it is redirected more than {MAX_STEPS} times")

    def _check_robots(self, url: httpx.URL, hosts: frozenset[str]) -> None:
        root = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        if root not in self._robots:
            self._robots[root] = self._rules(httpx.URL(root), hosts)
        rules = self._robots[root]
        if rules is not None and not rules.can_fetch(str(url), self.agent):
            raise FetchError(f"{url}: {root} asks robots to stay away: ask the publisher, or capture a file that a person saved")

    def _rules(self, root: httpx.URL, hosts: frozenset[str]) -> Protego | None:
        """What robots.txt allows, None when there is none; RFC 9309: a server that fails to give it allows nothing."""
        for _ in range(MAX_STEPS):
            answer, moved_to = self._asked_again(root, Known(), _ROBOTS_BYTES)
            if moved_to is None:
                return Protego.parse((answer.data or b"").decode("utf-8", "replace")) if answer.status == 200 else None
            try:
                root = checked(str(root.join(moved_to)), hosts)
            except RefusedError:
                return None
        return None

    def _asked_again(self, url: httpx.URL, known: Known, limit: int) -> tuple[Answer, str | None]:
        """The answer and, if it is a redirect, where it leads; what may pass is tried again."""

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked_for = error.wait_seconds if isinstance(error, _PassingError) else 0.0
            return min(max(asked_for, wait_exponential_jitter(initial=1, max=30)(state)), _LONGEST_PAUSE)

        tries = Retrying(stop=stop_after_attempt(ATTEMPTS), wait=wait, retry=retry_if_exception_type(_PassingError), sleep=self.sleep, reraise=True)
        try:
            return tries(self._ask, url, known, limit)
        except _PassingError as error:
            raise FetchError(f"{url}: {error}, {ATTEMPTS} times: it is asked again at the next capture") from error

    def _ask(self, url: httpx.URL, known: Known, limit: int) -> tuple[Answer, str | None]:
        self._wait_for(url)
        headers = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        headers |= {
            name: said
            for name, said in (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
            if said and limit == self.max_bytes
        }
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code in _TRY_AGAIN:
                    raise _PassingError(f"the server answers {response.status_code}", _seconds(response.headers.get("retry-after", "")))
                moved_to = response.headers.get("location") if response.status_code in _MOVED else None
                data = self._body(response, limit) if response.status_code == 200 else None
        except httpx.TransportError as error:
            raise _PassingError(f"no answer ({error or type(error).__name__})") from error
        said = Known(response.headers.get("etag"), response.headers.get("last-modified"))
        media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        return Answer(str(url), data, media_type, said, headers, tuple(response.headers.multi_items()), response.status_code), moved_to

    def _wait_for(self, url: httpx.URL) -> None:
        rules = next((rules for root, rules in self._robots.items() if httpx.URL(root).netloc == url.netloc), None)
        delay = rules.crawl_delay(self.agent) if rules is not None else None
        pause = max(self.pause_seconds, min(float(delay or 0), _LONGEST_PAUSE))
        last = self._asked.get(url.host)
        if last is not None and (left := last + pause - self.clock()) > 0:
            self.sleep(left)
        self._asked[url.host] = self.clock()

    def _body(self, response: httpx.Response, limit: int) -> bytes:
        """The bytes of the answer. They are unpacked here, because a packed answer may be a thousand times as long as it looks."""
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", ""):
            raise FetchError(f"{response.url}: it is packed as {packing!r}, which was not asked for: capture a file saved from a browser")
        unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
        body = bytearray()
        try:
            for chunk in response.iter_raw():
                body += unpack.decompress(chunk, limit + 1 - len(body)) if unpack else chunk
                if len(body) > limit:
                    raise FetchError(f"{response.url}: more than {limit:,} bytes: no document is that long; capture a part of it as a file")
        except zlib.error as error:
            raise FetchError(f"{response.url}: its packing is broken ({error}): capture a file saved from a browser") from error
        if unpack and not unpack.eof:
            raise _PassingError("the answer breaks off")
        return bytes(body)


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0
