"""Memories that may be lost: begun anew when they are broken, left alone when they are only in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from orchestration.store import losable

TABLES = "create table if not exists words (word text primary key);"


def words(file: Path) -> list[str]:
    with losable.opened(file, TABLES) as connection:
        return [word for (word,) in connection.execute("select word from words order by word")]


def add(file: Path, word: str) -> None:
    with losable.opened(file, TABLES) as connection:
        connection.execute("insert into words values (?)", (word,))


def test_what_breaks_in_the_middle_is_told_and_begun_anew_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "words.sqlite"
    add(file, "first")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany("insert into words values (?)", [(f"{number:0100}",) for number in range(2_000)])
    data = bytearray(file.read_bytes())
    data[8_192:] = b"\xff" * (len(data) - 8_192)
    file.write_bytes(data)
    with pytest.raises(OSError, match="malformed"):
        words(file)
    assert words(file) == []


def test_a_memory_that_is_in_use_is_not_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "words.sqlite"
    add(file, "kept")
    connect = sqlite3.connect
    with closing(connect(file, isolation_level=None)) as other:
        other.execute("begin exclusive")
        monkeypatch.setattr(sqlite3, "connect", lambda file, **_: connect(file, timeout=0))
        with pytest.raises(OSError, match="database is locked"):
            words(file)
        other.execute("rollback")
    assert words(file) == ["kept"]
