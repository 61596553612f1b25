"""What bytes say of themselves: their format, and a page's title, language and day of publication.

Only what is said in so many words is taken: a date in the running text of a page, or the day on which a server last wrote the file, is not the
day of publication.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import trafilatura
from lxml import html

LONGEST_TITLE = 300

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
_SYNONYMS = MappingProxyType({".htm": ".html", ".xhtml": ".html", ".markdown": ".md"})


@dataclass(frozen=True)
class Facts:
    """What a page says of itself; None where it says nothing. ``published_on`` is YYYY-MM-DD."""

    title: str | None = None
    language: str | None = None
    published_on: str | None = None


def ending(data: bytes, media_type: str, name: str) -> str:
    """The ending of the file's format (".pdf"): as its first bytes show, else as the server says, else as its name ends.

    Raises ``ValueError`` when they name no format that is read, or contradict one another: a wrong format reads as other numbers.
    """
    suffix = PurePosixPath(unquote(urlsplit(name).path)).suffix.lower()
    by_name = _SYNONYMS.get(suffix, suffix)
    said = _ENDINGS.get(media_type) or (by_name if by_name in _ENDINGS.values() else None)
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
    """What the document says of itself; nothing for formats that say nothing of the kind."""
    if not file_name.endswith(".html"):
        return Facts()
    try:
        tree = html.document_fromstring(data)
        found = trafilatura.extract_metadata(tree, extensive=False)
    except (ValueError, AssertionError, html.etree.LxmlError):
        return Facts()
    said = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").split("-")[0].strip().lower()
    return Facts(
        title=" ".join((found.title or "").split())[:LONGEST_TITLE] or None,
        language=said if said.isascii() and said.isalpha() and len(said) in (2, 3) else None,
        published_on=found.date,
    )
