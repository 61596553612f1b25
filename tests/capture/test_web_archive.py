"""Web archive records beside documents, read with the library that archives use."""

import gzip
import io
import sys

import pytest
from loopback import Reply, moved, page
from publishing import Paper

from orchestration.web.fetch import AGENT

warcio = pytest.importorskip("warcio", reason="SKIPPED: web archive records need the extra 'warc'")


def test_a_record_holds_the_exchange_and_the_document_reads_as_without_it(paper: Paper) -> None:
    from warcio.archiveiterator import ArchiveIterator

    body = b"<html><body><p>Murieron 9 personas bajo custodia.</p></body></html>"
    reply = Reply(gzip.compress(body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip", "X-Odd": "\xe9\xf1", "Set-Cookie": "a=b"})
    paper.site.answers |= {"/1": moved("/2?a=%20b"), "/2?a=%20b": reply}
    folder = paper.capture(lambda capturer: capturer.url(paper.site.url("/1")), with_warc=True).folder
    assert folder is not None
    (kind, url, head, data), (asked, _, request, _) = [
        (record.rec_type, record.rec_headers["WARC-Target-URI"], record.http_headers, record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO((folder / "record.warc.gz").read_bytes()), check_digests="raise")
    ]
    assert (kind, url, data, head.get_statuscode()) == ("response", paper.site.url("/2?a=%20b"), body, "200")
    assert head["Content-Encoding"] is None
    assert asked == "request"
    assert (request.protocol, request.statusline) == ("GET", "/2?a=%20b HTTP/1.1")
    assert (request["User-Agent"], request["Host"]) == (AGENT, paper.site.host)
    (document,) = paper.read()
    assert document["url"] == paper.site.url("/1")


def test_without_the_library_the_remedy_is_told_and_nothing_is_kept(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    paper.site.answers["/1"] = page("<p>Murieron 9 personas.")
    for module in ("warcio.statusandheaders", "warcio.warcwriter"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ValueError, match=r"pip install 'detention-monitor\[warc\]'"):
        paper.capture(lambda capturer: capturer.url(paper.site.url("/1")), with_warc=True)
    assert paper.folders() == []
