"""The message arrives, and the address of the webhook is told nowhere."""

import logging
import socket
import traceback
from collections.abc import Iterator

import pytest
from loopback import Handler, Reply, Site, site

from orchestration.web.webhook import call

SECRET = "hook-4f1d"  # noqa: S105 - it is no secret: it must not be told all the same


@pytest.fixture
def receiver() -> Iterator[tuple[Site, list[bytes]]]:
    """A service that takes messages, and those it took."""
    taken: list[bytes] = []

    def take(handler: Handler) -> None:
        taken.append(handler.rfile.read(int(handler.headers["Content-Length"])))
        Reply(b"ok")(handler)

    with site(answers={f"/{SECRET}": take, f"/{SECRET}/moved": Reply(status=302, headers={"Location": "/elsewhere"})}) as found:
        yield found, taken


def test_the_message_is_posted_as_json(receiver: tuple[Site, list[bytes]]) -> None:
    found, taken = receiver
    call(f"http://127.0.0.1:{found.port}/{SECRET}", {"text": "refresh failed: \u201cnueve\u201d"})
    assert taken == ['{"text":"refresh failed: \u201cnueve\u201d"}'.encode()]


def test_no_log_tells_the_address_however_talkative(receiver: tuple[Site, list[bytes]], caplog: pytest.LogCaptureFixture) -> None:
    found, taken = receiver
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").info("heard before")
    call(f"http://127.0.0.1:{found.port}/{SECRET}", {"text": "a"})
    logging.getLogger("httpx").info("heard after")
    assert taken
    assert SECRET not in caplog.text
    assert "heard before" in caplog.text
    assert "heard after" in caplog.text


@pytest.mark.parametrize("address", [
    f"http://127.0.0.1:{{port}}/{SECRET}/no", f"http://127.0.0.1:{{port}}/{SECRET}/moved", f"http://127.0.0.1:{{closed}}/{SECRET}",
    f"http://user:{SECRET}@127.0.0.1:{{closed}}/", f"{SECRET}", f"ftp://{SECRET}/", f"http://a:{SECRET}/", f"http://\x00{SECRET}",
    f"http://{'x' * 70}.{SECRET}.invalid/",
    f"http://xn--{SECRET}\u00e9/",
])  # fmt: skip
def test_a_message_that_does_not_arrive_is_told_without_the_address(
    receiver: tuple[Site, list[bytes]], caplog: pytest.LogCaptureFixture, address: str
) -> None:
    caplog.set_level(logging.DEBUG)
    with socket.socket() as taken:  # bound and not listening: whoever asks is refused
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ConnectionError, match="the webhook did not take the message") as raised:
            call(address.format(port=receiver[0].port, closed=taken.getsockname()[1]), {"text": "a"})
    assert SECRET not in "".join(traceback.format_exception(raised.value)) + caplog.text
