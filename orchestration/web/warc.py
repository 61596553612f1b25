"""What was asked and answered, as evidence that other programs read."""

import io
from urllib.parse import urlsplit, urlunsplit

from orchestration.web.fetch import Answer


def record(answer: Answer) -> bytes:
    """The exchange as a web archive record (ISO 28500). Raises ``ValueError`` when the library for it is not there."""
    try:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter
    except ImportError as error:
        raise ValueError("web archive records need warcio: pip install 'detention-monitor[warc]'") from error
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    # the body is kept unpacked: what the record says of its packing would be untrue
    headers = [
        (name, value) for name, value in answer.response_headers if name.lower() not in ("content-encoding", "content-length", "transfer-encoding")
    ]
    head = StatusAndHeaders(f"{answer.status} OK", headers, protocol="HTTP/1.1")
    response = writer.create_warc_record(answer.url, "response", payload=io.BytesIO(answer.data or b""), http_headers=head)
    place = urlsplit(answer.url)
    asked = StatusAndHeaders(
        f"GET {urlunsplit(('', '', place.path or '/', place.query, ''))} HTTP/1.1",
        [("Host", place.netloc), *answer.request_headers.items()],
        is_http_request=True,
    )
    writer.write_request_response_pair(writer.create_warc_record(answer.url, "request", http_headers=asked), response)
    return file.getvalue()
