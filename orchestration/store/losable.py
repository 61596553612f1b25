"""Files of SQLite in ``var/`` that may be lost: each is begun anew when it is no database, and removed when what it holds must be forgotten."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(file: Path, tables: str) -> Iterator[sqlite3.Connection]:
    """The memory with its tables, written at the end of the block.

    Raises ``OSError`` when it cannot be used now: a full disk or a lock may pass, and what turns out to be broken inside is begun anew next time.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(_connected(file, tables)) as connection, connection:
            yield connection
    except sqlite3.Error as error:
        if _is_broken(error):
            forget(file)
        raise OSError(f"{file}: {error}: make room or wait, then try again; what is lost of it is worked out or asked once more") from error


def forget(file: Path) -> None:
    """Remove the memory, and what SQLite keeps beside it."""
    for path in file.parent.glob(f"{file.name}*"):
        path.unlink()


def _connected(file: Path, tables: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=30)
    try:
        connection.executescript(tables)
    except sqlite3.DatabaseError as error:
        connection.close()
        if not _is_broken(error):
            raise
        forget(file)
        connection = sqlite3.connect(file, timeout=30)
        connection.executescript(tables)
    return connection


def _is_broken(error: sqlite3.Error) -> bool:
    """Whether the file is no database, or a damaged one; its kinds are disturbances that pass, or faults of this code."""
    return type(error) is sqlite3.DatabaseError
