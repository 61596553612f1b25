"""What a feed lists: addresses of documents, with their titles and days as far as it says them.

RSS and Atom are read by feedparser (BSD, every dialect), sitemaps by lxml without entities and without network, plain lists line by line.
What comes from outside is read in a :class:`~orchestration.documents.sandbox.Sandbox`: feedparser unfolds entities.
"""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any

import feedparser
from lxml import etree, html

from orchestration.model.capture import LONGEST_URL
from orchestration.model.dates import day_written

MAX_BYTES = 5_000_000
MAX_ENTRIES = 10_000

REMEDY = "list the documents that are wanted, and no others, in a plain list"
_TOO_MANY = f"more than {MAX_ENTRIES:,} entries: list a feed of the part that is wanted"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@dataclass(frozen=True)
class Entry:
    """One document that a feed lists: its address as the feed writes it, and the day it says (YYYY-MM-DD), None when it says none."""

    url: str
    title: str | None = None
    published_on: str | None = None


@dataclass(frozen=True)
class Listing:
    """What a feed holds: documents, further feeds (of a sitemap that lists sitemaps), and how many have no address, or none that can be asked."""

    entries: tuple[Entry, ...]
    feeds: tuple[str, ...] = ()
    without_address: int = 0


def read(kind: str, data: bytes) -> Listing:
    """What the feed lists. ``kind`` is one of ``KINDS``.

    Raises ``ValueError`` with the reason when it cannot be read or lists too much.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"{len(data):,} bytes, more than the {MAX_BYTES:,} that a feed may have: {REMEDY}")
    found = KINDS[kind](data)
    count = len(found.entries) + len(found.feeds)
    if count > MAX_ENTRIES:
        raise ValueError(_TOO_MANY)
    entries = tuple(entry for entry in found.entries if 0 < len(entry.url) <= LONGEST_URL)
    nested = tuple(place for place in found.feeds if 0 < len(place) <= LONGEST_URL)
    if sum(len(entry.url) + len(entry.title or "") for entry in entries) > MAX_BYTES:
        raise ValueError(f"its addresses and titles grow to more than {MAX_BYTES:,} characters: {REMEDY}")
    return Listing(entries, nested, count - len(entries) - len(nested))


def _feed(data: bytes) -> Listing:
    if data.count(b"<item") + data.count(b"<entry") > MAX_ENTRIES:
        raise ValueError(_TOO_MANY)
    # a file object: given text, feedparser would take an address for one to fetch
    try:
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:
        raise ValueError(f"it cannot be read ({error}): {REMEDY}") from error
    if not parsed.get("version") or (not parsed.entries and parsed.bozo):
        raise ValueError(f"it is neither RSS nor Atom ({parsed.get('bozo_exception') or 'another kind of file'}): {REMEDY}")
    # the one date of an entry of RSS may be Dublin Core's; an update in Atom is a change, not publication
    dates = ("published", "updated") if parsed.version.startswith("rss") else ("published",)
    return Listing(tuple(Entry(entry.get("link", ""), _words(entry.get("title")), _day_of(entry, dates)) for entry in parsed.entries))


def _words(title: str | None) -> str | None:
    """A title without the markup that some feeds put into it."""
    if not title or not re.search(r"[<&]", title):
        return title or None
    try:
        return str(html.fragment_fromstring(title, create_parent="div").text_content()) or None
    except (ValueError, AssertionError, etree.LxmlError):
        return title


def _day_of(entry: Mapping[str, Any], dates: tuple[str, ...]) -> str | None:
    for name in dates:
        if name in entry:
            is_iso = re.match(r"\s*\d{4}-", entry[name])  # feedparser makes a day of what is no day of the calendar
            said = None if is_iso else entry.get(f"{name}_parsed")
            return _day(entry[name]) or (None if said is None else f"{said.tm_year:04}-{said.tm_mon:02}-{said.tm_mday:02}")
    return None


def _day(text: str) -> str | None:
    """The day that is written, in the publisher's own time, as in a web page or as in a mail (RFC 5322)."""
    try:
        return day_written(text) or parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sitemap(data: bytes) -> Listing:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(_unpacked(data), parser)
    except (etree.XMLSyntaxError, zlib.error) as error:
        raise ValueError(f"it is no sitemap ({error}): {REMEDY}") from error
    if root.tag not in (f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"):
        raise ValueError(f"it is no sitemap, but <{root.tag}>: {REMEDY}")
    if root.tag == f"{_SITEMAP}sitemapindex":
        return Listing((), tuple(_text(part, f"{_SITEMAP}loc") or "" for part in root.iterchildren(f"{_SITEMAP}sitemap")))
    if len(root) > MAX_ENTRIES:
        raise ValueError(_TOO_MANY)
    return Listing(tuple(_pages(root)))


def _pages(root: Any) -> Iterator[Entry]:
    for part in root.iterchildren(f"{_SITEMAP}url"):
        # lastmod is the day of a change, not of publication: it is not taken for one
        yield Entry(
            _text(part, f"{_SITEMAP}loc") or "",
            _text(part, f"{_NEWS}news/{_NEWS}title"),
            _day(_text(part, f"{_NEWS}news/{_NEWS}publication_date") or ""),
        )


def _text(part: Any, path: str) -> str | None:
    found = part.findtext(path)
    return (found or "").strip() or None


def _unpacked(data: bytes) -> bytes:
    """Sitemaps are often kept packed (``sitemap.xml.gz``)."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacked = zlib.decompressobj(wbits=31).decompress(data, MAX_BYTES + 1)
    if len(unpacked) > MAX_BYTES:
        raise ValueError(f"more than the {MAX_BYTES:,} bytes that a feed may have: {REMEDY}")
    return unpacked


def _list(data: bytes) -> Listing:
    try:
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise ValueError(f"it is no list in UTF-8 ({error}): save it in UTF-8") from error
    found = [line for line in lines if line and not line.startswith("#")]
    if len(found) > MAX_ENTRIES:
        raise ValueError(_TOO_MANY)
    return Listing(tuple(Entry(line) for line in found))


KINDS = MappingProxyType({"feed": _feed, "sitemap": _sitemap, "list": _list})
"""Ways in which a source lists its documents."""
