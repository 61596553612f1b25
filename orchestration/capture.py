"""Captures documents: from an address, a file, a folder or a source's feeds into ``raw/``, each with its hash and birth certificate.

Nothing is captured twice: bytes that are kept already stay as they are. What changed under its address is kept beside what it was, unless only the
bytes changed and not what they say: a page with a clock or a nonce is another file at every fetch.
"""

import hashlib
import os
import time
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from pydantic import ValidationError

from orchestration import contexts
from orchestration.documents import facts, feeds
from orchestration.documents.sameness import say_the_same
from orchestration.documents.sandbox import Sandbox
from orchestration.model import strict_yaml
from orchestration.model.capture import CARD, WARC, CaptureCard, SourceCard
from orchestration.model.dates import EARLIEST_YEAR, first_day
from orchestration.model.vocabulary import SECTIONS
from orchestration.settings import Settings
from orchestration.store import kept, raw, seen
from orchestration.store.removed import removals
from orchestration.web import warc
from orchestration.web.addresses import PublicTransport, meant, plain
from orchestration.web.fetch import Answer, Fetcher, Known

MOST_FEEDS = 100
"""Sitemaps may list sitemaps; more of them than this are not followed in one capture."""

LONGEST_TITLE = 300

OTHER_BYTES = "other bytes, which say the same"


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
    """Captures for one source; to be used in a ``with``, at whose end the child ends that reads for it.

    One capturer at a time puts documents into ``raw/``: see ``kept.one_keeper``.
    """

    def __init__(self, settings: Settings, source_id: str, fetcher: Fetcher | None = None, *, with_warc: bool = False) -> None:
        self._settings = settings
        self._source_id = source_id
        self.card, self._folder = source(settings.raw, source_id)
        if self.card.context is not None:
            _check_context(self.card.context)
        self._fetcher = fetcher or Fetcher(PublicTransport(settings.networks))
        self._with_warc = with_warc
        self._last = kept.last_kept(self._folder)
        self._sandbox = Sandbox()

    def __enter__(self) -> Self:
        self._sandbox.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self._sandbox.__exit__(*raised)

    def url(self, url: str, told: Told = Told()) -> Captured:
        """Capture what the address answers. Raises ``ValueError`` when it may not be asked, does not answer, or answers what is not read."""
        url = plain(url)
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
        outcome = f"{captured.outcome}: {captured.reason}" if captured.reason else captured.outcome
        seen.note(self._settings.var, self._source_id, seen.Seen(url, _now(), outcome, said.etag, said.last_modified))
        return captured

    def _keep_answer(self, url: str, answer: Answer, told: Told) -> Captured:
        if answer.data is None:
            return Captured(url, None, "unchanged")
        ending = facts.ending(answer.data, answer.media_type, answer.url)
        extra = {WARC: warc.record(answer)} if self._with_warc else {}
        says = next(
            (code for name, value in answer.response_headers if name.lower() == "content-language" and (code := facts.language_code(value))), None
        )
        return self._keep(url, url, f"document{ending}", answer.data, told, extra, says)

    def file(self, path: Path, url: str, told: Told = Told()) -> Captured:
        """Capture a file that a person saved from ``url``. Raises ``ValueError`` when it is none that can be read, ``OSError`` when it cannot be."""
        data = raw.file_bytes(path)
        return self._keep(_shown(path), plain(url), f"document{facts.ending(data, '', quote(os.fsencode(path.name)))}", data, told, {})

    def folder(self, path: Path, url: str, told: Told = Told()) -> Iterator[Captured]:
        """Capture every file of a folder, whose addresses are ``url`` and their names; what cannot be captured says why, and the others go on.

        Hidden files are no documents.
        """
        for file in sorted(file for file in path.rglob("*") if file.is_symlink() or not file.is_dir()):
            inside = file.relative_to(path)
            if any(part.startswith(".") for part in inside.parts):
                continue
            try:
                yield self.file(file, f"{url.rstrip('/')}/{quote(os.fsencode(inside.as_posix()))}", told)
            except (ValueError, OSError) as error:
                yield Captured(_shown(file), None, "refused", _reason(error))

    def listed(self, months: frozenset[str] | None = None) -> Iterator[Captured]:
        """Capture what the source's feeds list, of the given months (YYYY-MM) only where months are given; what cannot be captured says why.

        A document of which no feed says a day belongs to the month of today.
        """
        for entry, feed in self._entries():
            if isinstance(entry, Captured):
                yield entry
                continue
            day = self._believed(entry.published_on)
            month = (day or self._settings.today.isoformat())[:7]
            if months is not None and month not in months:
                continue
            told = Told(entry.title, entry.title and feed, published_on=day, published_on_known_from=day and feed)
            try:
                yield self.url(entry.url, told)
            except (ValueError, OSError) as error:
                yield Captured(entry.url, None, "refused", _reason(error))

    def _entries(self) -> Iterator[tuple[feeds.Entry | Captured, str]]:
        met, asked, listed = dict[str, str](), 0, set[bytes]()
        for feed in self.card.feeds:
            met.setdefault(feed.url, feed.kind)
        while asked < len(met):
            url, kind = list(met.items())[asked]
            if asked == MOST_FEEDS:
                yield Captured(url, None, "refused", f"{MOST_FEEDS} feeds were read, and more are listed: list those wanted"), kind
                return
            asked += 1
            try:
                answer = self._fetcher.get(url, self.card.hosts)
                listing = self._sandbox.listing(kind, answer.data or b"")
            except (ValueError, OSError) as error:
                yield Captured(url, None, "refused", _reason(error)), kind
                continue
            if listing.without_address:
                many = f"{listing.without_address:,} of what it lists have no address, or a longer one than can be asked"
                yield Captured(url, None, "refused", f"{many}: capture by their addresses those that are wanted"), kind
            for inner in listing.feeds:
                if len(met) <= MOST_FEEDS:
                    met.setdefault(meant(answer.url, inner), kind)
            for entry in listing.entries:
                found = meant(answer.url, entry.url)
                digest = hashlib.sha256(found.encode("utf-8", "surrogatepass")).digest()  # a hundred feeds list a million addresses
                if digest not in listed:
                    listed.add(digest)
                    yield replace(entry, url=found), kind

    def _keep(
        self, asked: str, url: str, file_name: str, data: bytes, told: Told, extra: Mapping[str, bytes], server_says: str | None = None
    ) -> Captured:
        if not data.strip():
            raise ValueError(f"{asked}: it holds nothing")
        digest = hashlib.sha256(data).hexdigest()
        if digest in removals(self._settings.raw):
            raise ValueError(f"{asked}: these bytes were taken down: raw/removed.jsonl says since when and why")
        before, last = self._last.get(url, ("", ""))
        if last == digest:
            return Captured(asked, None, "unchanged")
        version = kept.document(self._folder, last) if last else None
        if version and say_the_same(self._sandbox, (version.name, raw.file_bytes(version)), (file_name, data)):
            return Captured(asked, None, "unchanged", OTHER_BYTES)
        if before == _now():
            time.sleep(1)  # versions are put in order by their seconds
        instant = _now()
        if instant <= before:
            raise ValueError(f"{asked}: it was captured at {before}, and this machine's clock says {instant}: set the clock")
        card = self._card(url, instant, file_name, data, told, server_says)
        files = {file_name: data, CARD: strict_yaml.written(card.model_dump(exclude_defaults=True)).encode(), **extra}
        folder = kept.keep(self._folder, instant, file_name, files)
        self._last[url] = (instant, digest)
        return Captured(asked, folder, "changed" if last else "new")

    def _card(self, url: str, instant: str, file_name: str, data: bytes, told: Told, server_says: str | None) -> CaptureCard:
        """The birth certificate: what was told, else what the document says, each with how it is known."""
        if told.context is not None:
            _check_context(told.context)
        said = self._said(file_name, data)
        title, day = _line(told.title), told.published_on
        said_title, said_day = _line(said.title), self._believed(said.published_on)
        only = self.card.languages[0] if len(self.card.languages) == 1 else None
        language = told.language or said.language or server_says or only
        if language is None:
            raise ValueError(f"{url}: it does not say its language, and its source has several: capture it with --language")
        try:
            return CaptureCard(
                source=self._source_id,
                context=told.context or self.card.context,
                url=url,
                title=title or said_title,
                title_known_from=told.title_known_from if title else said_title and "document",
                language=language,
                published_on=day or said_day,
                published_on_known_from=told.published_on_known_from if day else said_day and "page metadata",
                retrieved_at=instant,
                text_kind="original",
                sha256=hashlib.sha256(data).hexdigest(),
                publisher=_line(said.publisher),
            )
        except ValidationError as error:
            raise ValueError("; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())) from error

    def _said(self, file_name: str, data: bytes) -> facts.Facts:
        """What the document says of itself; nothing where it cannot be read, for the refresh sets it aside and says why."""
        try:
            return self._sandbox.facts(file_name, data)
        except ValueError:
            return facts.Facts()

    def _believed(self, day: str | None) -> str | None:
        """A day on which something can have been published; where the publisher sits, it may be tomorrow already."""
        if day is None:
            return None
        return day if date(EARLIEST_YEAR, 1, 1) <= first_day(day) <= self._settings.today + timedelta(days=1) else None


def source(raw_folder: Path, source_id: str) -> tuple[SourceCard, Path]:
    """The card and the folder of a source. Raises ``ValueError`` when there is none of that name."""
    for section in SECTIONS:
        found = raw.sources(raw_folder, section)
        if source_id in found:
            return found[source_id], raw_folder / section / source_id
    raise ValueError(f"{source_id}: no source of that name in {raw_folder}: write its source.yml as docs/how-to/add-a-source.md shows")


def _check_context(code: str) -> None:
    known = contexts.available()
    if code not in known:
        raise ValueError(f"context: {code} is unknown: use one of {', '.join(sorted(known))}")


def _line(text: str | None) -> str | None:
    """The words on one line, as far as a file can hold them; None when there are none."""
    held = "".join(" " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in text or "")
    return " ".join(held.split())[:LONGEST_TITLE].strip() or None


def _shown(path: Path) -> str:
    """The path as text; bytes that are no letters are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _reason(error: Exception) -> str:
    """What was wrong, without the name of the file, which is said beside it."""
    return getattr(error, "strerror", None) or str(error)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
