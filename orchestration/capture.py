"""Captures documents: from an address, a file, a folder or a source's feeds into ``raw/``, each with its hash and birth certificate.

Nothing is captured twice: bytes that are kept already stay as they are. What changed under its address is kept beside what it was.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import yaml

from orchestration.documents import facts
from orchestration.model.capture import CaptureCard, FeedCard, SourceCard
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import Settings
from orchestration.store import kept, raw, seen
from orchestration.store.removed import removals
from orchestration.web import feeds
from orchestration.web.addresses import PublicTransport
from orchestration.web.fetch import Answer, Fetcher, Known

MOST_FEEDS = 100
"""Sitemaps may list sitemaps; more of them than this are not followed in one capture."""


@dataclass(frozen=True)
class Told:
    """What a person or a feed says of a document; it goes before what the document says of itself."""

    title: str | None = None
    title_known_from: str | None = None
    language: str | None = None
    published_on: str | None = None
    published_on_known_from: str | None = None
    context: str | None = None


@dataclass(frozen=True)
class Captured:
    """What became of one address or file: the folder that holds it (None when it was refused) and the outcome in a word, with the reason."""

    asked: str
    folder: Path | None
    outcome: str
    reason: str = ""


class Capturer:
    """Captures for one source. Used as a context: one capturer at a time puts documents into ``raw/``."""

    def __init__(self, settings: Settings, source_id: str, fetcher: Fetcher | None = None, *, with_warc: bool = False) -> None:
        self._settings = settings
        self._source_id = source_id
        self.card, self._folder = source(settings.raw, source_id)
        self._fetcher = fetcher or Fetcher(PublicTransport(settings.networks))
        self._with_warc = with_warc
        self._last = kept.last_kept(self._folder)

    def url(self, url: str, told: Told = Told()) -> Captured:
        """Capture what the address answers. Raises ``ValueError`` (of ``web``) when it may not be asked or does not answer."""
        before = seen.last(self._settings.var, self._source_id, url)
        # without the bytes in raw/, being told that they have not changed would lose them
        known = Known(before.etag, before.last_modified) if before is not None and url in self._last else Known()
        try:
            answer = self._fetcher.get(url, self.card.hosts, known)
            captured = self._keep_answer(url, answer, told)
        except (ValueError, OSError) as error:
            seen.note(self._settings.var, self._source_id, seen.Seen(url, _now(), f"refused: {error}", known.etag, known.last_modified))
            raise
        said = answer.known if answer.data is not None else known
        seen.note(self._settings.var, self._source_id, seen.Seen(url, _now(), captured.outcome, said.etag, said.last_modified))
        return captured

    def _keep_answer(self, url: str, answer: Answer, told: Told) -> Captured:
        if answer.data is None:
            return Captured(url, None, "unchanged")
        ending = facts.ending(answer.data, answer.media_type, answer.url)
        extra = {kept.WARC: _warc(answer)} if self._with_warc else {}
        return self._keep(url, url, f"document{ending}", answer.data, told, extra)

    def file(self, path: Path, url: str, told: Told = Told()) -> Captured:
        """Capture a file that a person saved from ``url``. Raises ``ValueError`` when it is none that can be read, ``OSError`` when it cannot be."""
        data = raw.file_bytes(path)
        return self._keep(str(path), url, f"document{facts.ending(data, '', path.name)}", data, told, {})

    def folder(self, path: Path, url: str, told: Told = Told()) -> Iterator[Captured]:
        """Capture every file of a folder, whose addresses are ``url`` and their names; what cannot be captured says why, and the others go on."""
        for file in sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")):
            try:
                yield self.file(file, f"{url.rstrip('/')}/{quote(file.relative_to(path).as_posix())}", told)
            except (ValueError, OSError) as error:
                yield Captured(str(file), None, "refused", str(error))

    def listed(self, months: frozenset[str] | None = None) -> Iterator[Captured]:
        """Capture what the source's feeds list, of the given months (YYYY-MM) only where months are given; what cannot be captured says why.

        A document of which no feed says a day belongs to the month of today.
        """
        for entry, feed in self._entries():
            if isinstance(entry, Captured):
                yield entry
                continue
            month = (entry.published_on or self._settings.today.isoformat())[:7]
            if months is not None and month not in months:
                continue
            told = Told(entry.title, entry.title and feed, published_on=entry.published_on, published_on_known_from=entry.published_on and feed)
            try:
                yield self.url(entry.url, told)
            except (ValueError, OSError) as error:
                yield Captured(entry.url, None, "refused", str(error))

    def _entries(self) -> Iterator[tuple[feeds.Entry | Captured, str]]:
        waiting, asked = list(self.card.feeds), set[str]()
        while waiting:
            feed = waiting.pop(0)
            if feed.url in asked or len(asked) >= MOST_FEEDS:
                continue
            asked.add(feed.url)
            try:
                answer = self._fetcher.get(feed.url, self.card.hosts)
                listing = feeds.read(feed.kind, answer.data or b"")
            except (ValueError, OSError) as error:
                yield Captured(feed.url, None, "refused", str(error)), feed.kind
                continue
            waiting += [FeedCard(kind=feed.kind, url=url) for url in listing.feeds]
            for entry in listing.entries:
                if entry.url not in asked:
                    asked.add(entry.url)
                    yield entry, feed.kind

    def _keep(self, asked: str, url: str, file_name: str, data: bytes, told: Told, extra: Mapping[str, bytes]) -> Captured:
        digest = hashlib.sha256(data).hexdigest()
        if digest in removals(self._settings.raw):
            raise ValueError(f"{asked}: these bytes were taken down: raw/removed.jsonl says since when and why")
        if self._last.get(url) == digest:
            return Captured(asked, None, "unchanged")
        card = _card(self._source_id, self.card, url, file_name, data, told)
        written = yaml.safe_dump(card.model_dump(exclude_defaults=True) | {"retrieved_at": _now()}, allow_unicode=True, sort_keys=False)
        files = {file_name: data, kept.CARD: written.replace(": null\n", ":\n").encode(), **extra}
        outcome = "changed" if url in self._last else "new"
        folder = kept.keep(self._folder, _now(), file_name, files)
        self._last[url] = digest
        return Captured(asked, folder, outcome)


def source(raw_folder: Path, source_id: str) -> tuple[SourceCard, Path]:
    """The card and the folder of a source. Raises ``ValueError`` when there is none of that name."""
    for section in SECTIONS:
        found = raw.sources(raw_folder, section)
        if source_id in found:
            return found[source_id], raw_folder / section / source_id
    raise ValueError(f"{source_id}: no source of that name in {raw_folder}: write its source.yml as docs/how-to/add-a-source.md shows")


def _card(source_id: str, source_card: SourceCard, url: str, file_name: str, data: bytes, told: Told) -> CaptureCard:
    """The birth certificate: what was told, else what the document says, each with how it is known."""
    said = facts.of(file_name, data)
    known = told
    if told.title is None and said.title is not None:
        known = replace(known, title=said.title, title_known_from="page")
    if told.published_on is None and said.published_on is not None:
        known = replace(known, published_on=said.published_on, published_on_known_from="page metadata")
    only = source_card.languages[0] if len(source_card.languages) == 1 else None
    language = told.language or said.language or only
    if language is None:
        raise ValueError(f"{url}: it does not say its language, and its source has several: capture it with --language")
    return CaptureCard(
        source=source_id,
        context=told.context or source_card.context,
        url=url,
        title=known.title,
        title_known_from=known.title_known_from,
        language=language,
        published_on=known.published_on,
        published_on_known_from=known.published_on_known_from,
        retrieved_at=_now(),
        text_kind="original",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _warc(answer: Answer) -> bytes:
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
    writer.write_record(writer.create_warc_record(answer.url, "response", payload=io.BytesIO(answer.data or b""), http_headers=head))
    return file.getvalue()
