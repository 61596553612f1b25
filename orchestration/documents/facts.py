"""What bytes say of themselves: their format, and a document's title, publisher, language and day of publication.

Only what is said in so many words is taken: a date in the running text of a page, or the day on which a server last wrote the file, is not the
day of publication. The language of a text that does not say it is told by its words.
"""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

import trafilatura
from lxml import html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from orchestration.documents.read import read
from orchestration.languages.detection import detect
from orchestration.model.dates import day_written

MAX_BYTES = 2_000_000
"""Of larger files nothing is taken: no page is that long, and looking takes longer than the file is worth."""

_ENDINGS = MappingProxyType(
    {
        "application/pdf": ".pdf",
        "application/vnd.ms-excel": ".xls",
        "application/vnd.oasis.opendocument.spreadsheet": ".ods",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
        "application/xhtml+xml": ".html",
        "message/rfc822": ".eml",
        "text/csv": ".csv",
        "text/html": ".html",
        "text/markdown": ".md",
        "text/plain": ".txt",
    }
)
_MARKS = ((b"%PDF-", (".pdf",)), (b"PK\x03\x04", (".xlsx", ".ods")), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (".xls",)))
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_SYNONYMS = MappingProxyType({".htm": ".html", ".xhtml": ".html", ".markdown": ".md"})


_PUBLISHED = frozenset(
    {
        "article:published_time", "citation_publication_date", "datepublished", "dc.date.issued", "dcterms.issued", "og:article:published_time",
        "parsely-pub-date", "pubdate", "publication_date", "publishdate", "sailthru.date",
    }
)  # fmt: skip
"""Names under which a page says its day of publication."""


@dataclass(frozen=True)
class Facts:
    """What a document says of itself; None where it says nothing. ``published_on`` is YYYY-MM-DD."""

    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    published_on: str | None = None


def ending(data: bytes, media_type: str, name: str) -> str:
    """The ending of the file's format (".pdf"): as its first bytes show, else as the server says, else as its name ends.

    Raises ``ValueError`` when they name no format that is read, or contradict one another: a wrong format reads as other numbers.
    """
    suffix = PurePosixPath(unquote(urlsplit(name).path)).suffix.lower()
    by_name = _SYNONYMS.get(suffix, suffix)
    said = _ENDINGS.get(media_type) or (by_name if by_name in _ENDINGS.values() else None)
    if _PAGE.match(data[:10_000]):
        if said in (None, ".txt", ".html"):
            return ".html"
        raise ValueError(f"{name}: it is called {said}, but its bytes are those of a page: look at it, it may say why there is no file")
    for mark, endings in _MARKS:
        if data.startswith(mark):
            if said in endings:
                return str(said)
            if by_name in endings or len(endings) == 1:
                return by_name if by_name in endings else endings[0]
            raise ValueError(
                f"{name}: its bytes are those of a {' or '.join(endings)} file, which is not what it is called ({media_type or suffix or 'nothing'})"
            )
    if said is None:
        raise ValueError(
            f"{name}: {media_type or suffix or 'a file without an ending'} is no format that is read: {', '.join(sorted(set(_ENDINGS.values())))}"
        )
    if said in (".pdf", ".xlsx", ".ods", ".xls"):
        raise ValueError(f"{name}: it is called {said}, but its bytes are not: look at it, it may be a page that says why there is no file")
    return said


def of(file_name: str, data: bytes) -> Facts:
    """What the document says of itself; of a format that says nothing of the kind, the language of its words."""
    if len(data) > MAX_BYTES:
        return Facts()
    found = _of_page(data) if file_name.endswith(".html") else Facts(title=_title_of_pdf(data)) if file_name.endswith(".pdf") else Facts()
    return found if found.language is not None else Facts(found.title, found.publisher, _language(file_name, data), found.published_on)


def language_code(said: str) -> str | None:
    """The language of a tag (es-SV: es), None when it is no tag of one."""
    code = said.strip().split("-")[0].lower()
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _language(file_name: str, data: bytes) -> str | None:
    try:
        return detect(read(file_name, data))
    except ValueError:
        return None


def _of_page(data: bytes) -> Facts:
    try:
        tree = html.document_fromstring(data)
        title = trafilatura.extract_metadata(tree, extensive=False).title
    except (ValueError, AssertionError, html.etree.LxmlError):
        return Facts()
    said = {str(meta.get("property") or meta.get("name") or meta.get("itemprop")).lower(): meta.get("content") for meta in tree.iter("meta")}
    days = [day for name, text in said.items() if name in _PUBLISHED and (day := day_written(text or ""))]
    days = days or [day for text in _marked(tree) if (day := day_written(text))]
    return Facts(
        title=title or None,
        publisher=said.get("og:site_name") or None,
        language=language_code(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
        published_on=days[0] if len(set(days)) == 1 else None,  # a page that says several lists other pages
    )


def _marked(tree: Any) -> Iterator[str]:
    """What is marked up as a day of publication, in the words of schema.org."""
    yield from tree.xpath("//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime")
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            yield from _values(json.loads(script))
        except (ValueError, RecursionError):
            continue


def _values(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(said := part.get("datePublished"), str):
            yield said
        for inner in part.values():
            yield from _values(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _values(inner)


def _title_of_pdf(data: bytes) -> str | None:
    """The title that the file's metadata gives; the days in them are those of the file, not of publication."""
    try:
        found = PdfReader(io.BytesIO(data)).metadata
        return None if found is None else found.title
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError, NotImplementedError):
        return None
