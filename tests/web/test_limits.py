"""Limits of an answer: in bytes, packed and unpacked, in time, and in what is half or broken."""

import gzip
import time

import httpcore
import pytest
from loopback import NAME, Act, Handler, Reply, Site, fetcher, page, raw, site, transport

from orchestration.web.addresses import PublicTransport
from orchestration.web.fetch import FetchError


def drip(start: bytes, then: bytes, pause: float = 0.02) -> Act:
    """Sends a beginning, and then a little again and again, for as long as somebody listens."""

    def act(handler: Handler) -> None:
        handler.wfile.write(start)
        for _ in range(2_000):
            handler.wfile.write(then)
            time.sleep(pause)

    return act


def test_a_packed_answer_is_unpacked(public: Site, through: PublicTransport) -> None:
    packed = gzip.compress(b"Nine people") + gzip.compress(b" died")
    for packing in ("gzip", "x-gzip", "GZIP"):
        public.answers["/"] = Reply(packed, headers={"Content-Encoding": packing})
        assert fetcher(through).get(public.url(), [public.host]).data == b"Nine people died"
    public.answers["/"] = Reply(b"Nine", headers={"Content-Encoding": "identity"})
    assert fetcher(through).get(public.url(), [public.host]).data == b"Nine"


@pytest.mark.parametrize("packing", ["br", "zstd", "deflate", "gzip, gzip", "compress", "nonsense"])
def test_an_unknown_packing_is_refused(packing: str, public: Site, through: PublicTransport) -> None:
    public.answers["/"] = Reply(b"Nine", headers={"Content-Encoding": packing})
    with pytest.raises(FetchError, match=f"packed as '{packing}'"):
        fetcher(through).get(public.url(), [public.host])


BOMB = gzip.compress(bytes(20_000_000))


@pytest.mark.parametrize(("reply", "words"), [
    (Reply(BOMB, headers={"Content-Encoding": "gzip"}), "more than 1,000,000 bytes"),
    (Reply(gzip.compress(bytes(30_000)) * 40, headers={"Content-Encoding": "gzip"}), "more than 1,000,000 bytes"),
    (Reply(gzip.compress(b"") * 100_000, headers={"Content-Encoding": "gzip"}), "more than 1,000,000 bytes"),
    (Reply(bytes(1_000_001)), "more than 1,000,000 bytes"),
    (Reply(b"Nine", headers={"Content-Encoding": "gzip"}), "its packing is broken"),
    (Reply(gzip.compress(b"Nine") + b"more", headers={"Content-Encoding": "gzip"}), "its packing is broken"),
    (drip(b"HTTP/1.1 200 OK\r\n\r\n", bytes(100_000), 0), "more than 1,000,000 bytes"),
    (drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"186a0\r\n" + bytes(100_000) + b"\r\n", 0), "more than 1,000,000 bytes"),
    (drip(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + b"\x1f\x8b\x08\x08\0\0\0\0\0\0", b"a" * 100_000, 0), "more than 1,000,000 bytes"),
])  # fmt: skip
def test_too_much_is_refused_and_not_asked_again(reply: Act, words: str, public: Site, through: PublicTransport) -> None:
    public.answers["/"] = reply
    with pytest.raises(FetchError, match=words):
        fetcher(through, max_bytes=1_000_000).get(public.url(), [public.host])
    assert public.paths == ["/"]


@pytest.mark.parametrize("answer", [
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nNine"),
    raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nNine\r\n"),
    Reply(gzip.compress(b"Nine people died")[:-9], headers={"Content-Encoding": "gzip"}),
    Reply(b"", headers={"Content-Encoding": "gzip"}),
    raw(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\nNine"),
    raw(b"HTTP/1.1 2000 OK\r\n\r\nNine"),
    raw(b"SSH-2.0-OpenSSH\r\n"),
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nNine"),
    raw(b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nNine"),
])  # fmt: skip
def test_half_an_answer_is_none(answer: Act, public: Site, through: PublicTransport) -> None:
    public.answers["/"] = answer
    with pytest.raises(FetchError, match="3 times: it is asked again at the next capture"):
        fetcher(through).get(public.url(), [public.host])


@pytest.mark.parametrize("answer", [
    drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    drip(b"HTTP/1.1 ", b""),
    drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"a"),
    drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
])  # fmt: skip
def test_a_server_that_answers_drop_by_drop_is_left(answer: Act) -> None:
    with site() as public:
        public.answers["/"] = answer
        started = time.monotonic()
        with pytest.raises(FetchError, match="3 times"):
            fetcher(transport(max_seconds=0.15)).get(public.url(), [public.host])
        assert time.monotonic() - started < 5


def test_nobody_there_is_told_in_words(through: PublicTransport) -> None:
    with site() as gone:
        url, host = gone.url(), gone.host
    with pytest.raises(FetchError, match=f"{NAME}.*no answer"):
        fetcher(through).get(url, [host])


def test_a_server_without_a_certificate_that_is_trusted_is_not_believed(public: Site, through: PublicTransport) -> None:
    with pytest.raises(FetchError, match="no answer"):
        fetcher(through).get(public.url().replace("http:", "https:"), [public.host])
    assert public.asked == []


def test_every_answer_closes_its_connection(public: Site, through: PublicTransport) -> None:
    public.answers["/"] = page("Nine")
    asking = fetcher(through)
    for _ in range(3):
        asking.get(public.url(), [public.host])
    assert public.connections == len(public.asked) == 4
    assert through._pool.connections == []  # type: ignore[attr-defined]


def test_a_connection_may_not_go_on_for_ever() -> None:
    backend = transport(max_seconds=0.0)._pool._network_backend  # type: ignore[attr-defined]
    with site() as public, pytest.raises(httpcore.ReadTimeout, match="too long"):
        backend.connect_tcp(NAME, public.port).read(1)
