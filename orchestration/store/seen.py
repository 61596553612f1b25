"""What was asked of the network, and when: so that what has not changed is not sent again, and that a silent source shows.

A memory in ``var/``: losing it costs one more question an address, and nothing else.
"""

import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from orchestration.store import losable

FILE = "seen.sqlite"

_TABLES = """
    create table if not exists seen (
        source_id text not null, url text not null, asked_at text not null, outcome text not null, etag text, last_modified text,
        primary key (source_id, url)
    ) without rowid
"""


@dataclass(frozen=True)
class Seen:
    """One address as it was last asked: when (ISO 8601, UTC), what became of it, and what the server said of its bytes.

    The outcome has its reason after a colon: of an address that gives other bytes at every fetch, that they say the same.
    """

    url: str
    asked_at: str
    outcome: str
    etag: str | None = None
    last_modified: str | None = None


def last(var: Path, source_id: str, url: str) -> Seen | None:
    """The address as it was last asked for a source, None when it never was."""
    with _opened(var) as connection:
        row = connection.execute(
            "select url, asked_at, outcome, etag, last_modified from seen where source_id = ? and url = ?", (source_id, url)
        ).fetchone()
    return None if row is None else Seen(*row)


def note(var: Path, source_id: str, seen: Seen) -> None:
    """Remember how an address was asked."""
    with _opened(var) as connection:
        connection.execute(
            "insert or replace into seen values (?, ?, ?, ?, ?, ?)",
            (source_id, seen.url, seen.asked_at, seen.outcome, seen.etag, seen.last_modified),
        )


def latest(var: Path) -> dict[str, str]:
    """When each source was last asked (ISO 8601, UTC)."""
    if not (var / FILE).is_file():
        return {}
    with _opened(var) as connection:
        return dict(connection.execute("select source_id, max(asked_at) from seen group by source_id").fetchall())


def forget(var: Path) -> None:
    """Remove the memory."""
    losable.forget(var / FILE)


def _opened(var: Path) -> AbstractContextManager[sqlite3.Connection]:
    return losable.opened(var / FILE, _TABLES)
