"""A publisher of our own on this machine: a feed over real HTTP, with many small documents, of which the newest are listed."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from small_raw import CONTEXT

SOURCE = "the_gazette"
LISTED = 40
"""How many of the newest documents the feed lists."""


def text(number: int) -> bytes:
    """The document of a number; no two are alike."""
    return f"Police arrested {number + 10} people on Sunday 30 April 2023.\nThis is notice number {number}.\n".encode()


class Gazette(ThreadingHTTPServer):
    """Serves ``/feed.xml`` and ``/notice/<number>.txt``; ``printed`` is how many notices there are."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.printed = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def url(self, number: int) -> str:
        return f"{self.address}/notice/{number}.txt"

    def listed(self) -> range:
        """Numbers of the notices that the feed lists."""
        return range(max(0, self.printed - LISTED), self.printed)

    def feed(self) -> bytes:
        items = "".join(f"<item><title>Notice {number}</title><link>{self.url(number)}</link></item>" for number in self.listed())
        return f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'.encode()

    def write_card(self, raw: Path) -> None:
        """Make it a source of ``raw/``."""
        folder = raw / "press_articles" / SOURCE
        folder.mkdir(parents=True)
        (folder / "source.yml").write_text(
            f"name: The Gazette\nkind: press\nhosts: ['127.0.0.1:{self.server_port}']\nlanguages: [en]\nrights: invented\n"
            f"context: {CONTEXT.code}\nfeeds:\n  - {{kind: feed, url: '{self.address}/feed.xml'}}\n",
            encoding="utf-8",
        )


class _Answers(BaseHTTPRequestHandler):
    server: Gazette

    def do_GET(self) -> None:
        if self.path == "/feed.xml":
            self._answer(200, self.server.feed(), "application/rss+xml")
        elif self.path.startswith("/notice/"):
            self._answer(200, text(int(self.path.removeprefix("/notice/").removesuffix(".txt"))), "text/plain; charset=utf-8")
        else:
            self._answer(404, b"", "text/plain")

    def _answer(self, status: int, data: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def printing() -> Iterator[Gazette]:
    """The publisher, while the block runs."""
    with Gazette() as gazette:
        Thread(target=gazette.serve_forever, daemon=True).start()
        try:
            yield gazette
        finally:
            gazette.shutdown()
