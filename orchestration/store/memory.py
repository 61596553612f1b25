"""The memory of readings: a file in ``var/`` that lets a refresh read what is new only. Losing it costs one longer refresh.

It belongs to one engine: the code and lexicons that read, and the libraries that they stand on. Another engine begins with an empty one.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from orchestration.store import losable

FILE = "memory.sqlite"

_TABLES = """
    create table if not exists engine (name text primary key) without rowid;
    create table if not exists readings (key text primary key, packed blob not null) without rowid;
"""


def engine(code: Iterable[Path]) -> str:
    """Hash of every file of code and words below the folders, and of the versions of the libraries installed."""
    digest = hashlib.sha256()
    for folder in code:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".yml")):
            digest.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    libraries = sorted(f"{found.name} {found.version}" for found in distributions())
    return hashlib.sha256(digest.digest() + "\n".join(libraries).encode()).hexdigest()


class Readings(MutableMapping[str, str]):
    """Texts by key, kept packed. A mapping, written through at the end of the block that opened it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getitem__(self, key: str) -> str:
        row = self._connection.execute("select packed from readings where key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return zlib.decompress(row[0]).decode()

    def __setitem__(self, key: str, text: str) -> None:
        self._connection.execute("insert or replace into readings values (?, ?)", (key, zlib.compress(text.encode(), 1)))

    def __delitem__(self, key: str) -> None:
        self._connection.execute("delete from readings where key = ?", (key,))

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self._connection.execute("select key from readings order by key"))

    def __len__(self) -> int:
        (count,) = self._connection.execute("select count(*) from readings").fetchone()
        return int(count)


@contextmanager
def opened(var: Path, engine: str) -> Iterator[Readings]:
    """The memory of an engine; what another engine left is thrown away. A memory that cannot be read is begun anew.

    Raises ``OSError`` as ``losable.opened`` does: what turns out to be broken in the middle is begun anew by whoever tries again.
    """
    try:
        with losable.opened(var / FILE, _TABLES) as connection:
            if connection.execute("select name from engine").fetchall() != [(engine,)]:
                connection.execute("delete from readings")
                connection.execute("delete from engine")
                connection.execute("insert into engine values (?)", (engine,))
            yield Readings(connection)
    except zlib.error as error:
        forget(var)
        raise OSError(f"{var / FILE}: {error}: it is thrown away, and the next refresh reads everything anew") from error


def forget(var: Path) -> None:
    """Remove the memory."""
    losable.forget(var / FILE)
