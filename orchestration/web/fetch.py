"""Asks politely: robots.txt is kept, a host is asked at its pace, a name is given, what was not changed is not sent again.

Every step of a redirect is checked like the first. An answer has a limit in bytes, packed and unpacked, and in time.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx
from protego import Protego
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from orchestration.web.addresses import PublicTransport, RefusedError, checked, joined

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
        self._left_alone: dict[str, tuple[float, FetchError]] = {}
        self._robots: dict[str, Protego | ValueError | None] = {}

    def get(self, url: str, hosts: Iterable[str], known: Known = Known()) -> Answer:
        """What the address answers, redirects followed. Raises :class:`FetchError` and, for an address that may not be asked, ``RefusedError``."""
        listed = frozenset(hosts)
        step = checked(url, listed)
        for _ in range(MAX_STEPS):
            self._check_robots(step, listed)
            answer, moved_to = self._asked_again(step, known, self.max_bytes)
            if moved_to is None:
                if answer.status != 200 and not (answer.status == 304 and known != Known()):
                    raise FetchError(f"{step}: the server answers {answer.status}: look at the address in a browser, or capture a file saved from it")
                return answer
            step = checked(joined(step, moved_to), listed)
        raise FetchError(f"{url}: it is redirected more than {MAX_STEPS} times")

    def _check_robots(self, url: httpx.URL, hosts: frozenset[str]) -> None:
        root = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        if root not in self._robots:
            try:
                self._robots[root] = self._rules(httpx.URL(root), hosts)
            except RefusedError as error:
                self._robots[root] = error
            except FetchError as error:
                self._robots[root] = FetchError(f"{root} is not to be had, and without it nothing is asked there: {error}")
        rules = self._robots[root]
        if isinstance(rules, ValueError):
            raise rules
        if rules is not None and not rules.can_fetch(str(url), self.agent):
            raise FetchError(f"{url}: {root} asks robots to stay away: ask the publisher, or capture a file that a person saved")

    def _rules(self, root: httpx.URL, hosts: frozenset[str]) -> Protego | None:
        """What robots.txt allows, None when there is none (RFC 9309). Raises ``ValueError`` when it is not to be had."""
        step = root
        for _ in range(MAX_STEPS):
            answer, moved_to = self._asked_again(step, Known(), _ROBOTS_BYTES)
            if moved_to is None:
                return Protego.parse((answer.data or b"").decode("utf-8-sig", "replace")) if answer.status == 200 else None
            step = checked(joined(step, moved_to), hosts)
        raise FetchError(f"it is redirected more than {MAX_STEPS} times")

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
        headers |= {name: said for name, said in (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified)) if said}
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                if response.status_code in _TRY_AGAIN:
                    raise self._passing(url, response)
                moved_to = response.headers.get("location") if response.status_code in _MOVED else None
                data = self._body(response, limit) if response.status_code == 200 else None
        except httpx.InvalidURL as error:  # httpx reads the place of a redirect before it is looked at here
            raise RefusedError(f"{url}: it leads to what is no address: {error}") from error
        except httpx.TransportError as error:
            raise _PassingError(f"no answer ({error or type(error).__name__})") from error
        said = Known(_word(response.headers.get("etag")), _word(response.headers.get("last-modified")))
        media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
        return Answer(str(url), data, media_type, said, headers, tuple(response.headers.multi_items()), response.status_code), moved_to

    def _passing(self, url: httpx.URL, response: httpx.Response) -> Exception:
        """What to make of an answer that may be another one in a moment; a host that asks to be left alone for long is left alone."""
        wait = _seconds(response.headers.get("retry-after", ""))
        if wait <= _LONGEST_PAUSE:
            return _PassingError(f"the server answers {response.status_code}", wait)
        refusal = FetchError(f"{url.host} answers {response.status_code} and asks to be left alone for {wait:,.0f} seconds: capture again after that")
        self._left_alone[url.host] = (self.clock() + wait, refusal)
        return refusal

    def _wait_for(self, url: httpx.URL) -> None:
        until, refusal = self._left_alone.get(url.host, (0.0, None))
        if refusal is not None and self.clock() < until:
            raise refusal
        rules = self._robots.get(str(url.copy_with(raw_path=b"/robots.txt", fragment=None)))
        delay = rules.crawl_delay(self.agent) if isinstance(rules, Protego) else None
        pause = max(self.pause_seconds, min(float(delay or 0), _LONGEST_PAUSE))
        last = self._asked.get(url.host)
        if last is not None and (left := last + pause - self.clock()) > 0:
            self.sleep(left)
        self._asked[url.host] = self.clock()

    def _body(self, response: httpx.Response, limit: int) -> bytes:
        """The bytes of the answer; of robots.txt its beginning is enough."""
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip", ""):
            raise FetchError(f"{response.url}: it is packed as {packing!r}, which was not asked for: capture a file saved from a browser")
        body = bytearray()
        try:
            for part in _unpacked(response.iter_raw(), limit) if "gzip" in packing else response.iter_raw():
                body += part
                if len(body) > limit or response.num_bytes_downloaded > limit:
                    if limit == _ROBOTS_BYTES:
                        return bytes(body[:limit])
                    raise FetchError(f"{response.url}: more than {limit:,} bytes: no document is that long; capture a part of it as a file")
        except zlib.error as error:
            raise FetchError(f"{response.url}: its packing is broken ({error}): capture a file saved from a browser") from error
        return bytes(body)


def _unpacked(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """What gzip packed, in parts of at most ``limit`` and a byte: a packed answer may be a thousand times as long as it looks."""
    unpack = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        left = chunk
        while left:
            if unpack.eof:  # several packed parts, one after the other, are one answer
                unpack = zlib.decompressobj(wbits=31)
            yield unpack.decompress(left, limit + 1)
            left = unpack.unused_data
    if not unpack.eof:
        raise _PassingError("the answer breaks off")


def _word(said: str | None) -> str | None:
    """What a server said, if it can be said back to it."""
    return said if said and said.isascii() and said.isprintable() else None


def _seconds(retry_after: str) -> float:
    """How long a server asks to wait: it says seconds or an instant."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    try:
        return (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):  # no date, or one without a zone
        return 0.0
