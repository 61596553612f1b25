"""What a feed lists: addresses of documents, with their titles and days as far as it says them.

RSS and Atom are read by feedparser (BSD, every dialect), sitemaps by lxml without entities and without network, plain lists line by line.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import feedparser
from lxml import etree

MAX_BYTES = 5_000_000
MAX_ENTRIES = 10_000

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True)
class Entry:
    """One document that a feed lists; ``published_on`` is the day it says (YYYY-MM-DD), None when it says none."""

    url: str
    title: str | None = None
    published_on: str | None = None


@dataclass(frozen=True)
class Listing:
    """What a feed holds: documents, and further feeds (of a sitemap that lists sitemaps)."""

    entries: tuple[Entry, ...]
    feeds: tuple[str, ...] = ()


def read(kind: str, data: bytes) -> Listing:
    """What the feed lists. ``kind`` is one of ``KINDS``. Raises ``ValueError`` with the reason when it cannot be read or lists too much."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"{len(data):,} bytes, more than the {MAX_BYTES:,} that a feed may have")
    found = KINDS[kind](data)
    if len(found.entries) + len(found.feeds) > MAX_ENTRIES:
        raise ValueError(f"more than {MAX_ENTRIES:,} entries: list a feed of the part that is wanted")
    return found


def _feed(data: bytes) -> Listing:
    # a file object: given text, feedparser would take an address for one to fetch
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and parsed.bozo:
        raise ValueError(f"it is neither RSS nor Atom ({parsed.get('bozo_exception')})")
    return Listing(tuple(Entry(entry.link, entry.get("title"), _day(entry)) for entry in parsed.entries if entry.get("link")))


def _day(entry: Mapping[str, Any]) -> str | None:
    said = entry.get("published_parsed")
    return None if said is None else f"{said.tm_year:04}-{said.tm_mon:02}-{said.tm_mday:02}"


def _sitemap(data: bytes) -> Listing:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is no sitemap ({error})") from error
    if root.tag not in (f"{_SITEMAP}urlset", f"{_SITEMAP}sitemapindex"):
        raise ValueError(f"it is no sitemap, but <{root.tag}>")
    found = [place.text.strip() for place in root.iterfind(f"*/{_SITEMAP}loc") if place.text]
    # lastmod is the day of a change, not of publication: it is not taken for one
    return Listing((), tuple(found)) if root.tag.endswith("sitemapindex") else Listing(tuple(map(Entry, found)))


def _list(data: bytes) -> Listing:
    lines = (line.strip() for line in data.decode("utf-8").splitlines())
    return Listing(tuple(Entry(line) for line in lines if line and not line.startswith("#")))


KINDS = MappingProxyType({"feed": _feed, "sitemap": _sitemap, "list": _list})
"""Ways in which a source lists its documents."""
