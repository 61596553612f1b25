from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from orchestration.store import warehouse


def test_a_discarded_build_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    file = tmp_path / "build" / "warehouse.duckdb"
    for _ in range(2):
        warehouse.discard(file)
        assert list(file.parent.iterdir()) == []
        with duckdb.connect(str(file)) as connection:
            connection.execute("create table of_a_build_that_died (n integer)")
        file.with_name("warehouse.duckdb.wal").write_bytes(b"half a write")


@pytest.fixture
def passed(tmp_path: Path) -> Path:
    """A build that passed in the refresh of noon."""
    file = tmp_path / "warehouse.duckdb"
    file.write_bytes(b"x")
    assert not warehouse.has_passed(file, "noon")
    warehouse.mark_passed(file, "noon")
    return file


def test_a_build_that_passed_has_passed_in_its_own_refresh_alone(passed: Path) -> None:
    assert warehouse.has_passed(passed, "noon")
    assert not warehouse.has_passed(passed, "evening")


@pytest.mark.parametrize("changed", [lambda file: file.write_bytes(b"xy"), Path.unlink, warehouse.discard], ids=["rewritten", "removed", "discarded"])
def test_a_build_that_passed_has_not_once_it_is_another(passed: Path, changed: Callable[[Path], object]) -> None:
    changed(passed)
    assert not warehouse.has_passed(passed, "noon")


def test_only_the_build_is_discarded(tmp_path: Path) -> None:
    beside = tmp_path / "detention.duckdb"
    beside.write_bytes(b"x")
    warehouse.discard(tmp_path / "warehouse.duckdb")
    assert beside.read_bytes() == b"x"


def test_the_first_rows_of_a_table_are_sorted_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute('create schema failures; create table failures."a.b" as from range(5) as t (n) order by n desc')
    assert warehouse.first_rows(file, "failures", "a.b", 2)["n"].tolist() == [0, 1]


def test_the_parts_of_a_relation_are_its_rows_by_their_key() -> None:
    with duckdb.connect() as connection:
        rows = connection.sql("select * from (values ('b', 1, 'x'), ('a', 2, 'x'), ('b', 3, 'y'), ('b', 4, 'x')) as t (one, number, two)")
        found = [part.to_dict("list") for part in warehouse.parts(rows, "one", "two")]
    assert found == [
        {"one": ["a"], "number": [2], "two": ["x"]},
        {"one": ["b", "b"], "number": [1, 4], "two": ["x", "x"]},
        {"one": ["b"], "number": [3], "two": ["y"]},
    ]


def test_rows_without_a_key_are_a_part_too() -> None:
    with duckdb.connect() as connection:
        rows = connection.sql("select * from (values ('a', 1), (null, 2)) as t (one, number)")
        assert sorted(part["number"].tolist() for part in warehouse.parts(rows, "one")) == [[1], [2]]


def test_a_relation_without_rows_is_one_empty_part() -> None:
    with duckdb.connect() as connection:
        (part,) = warehouse.parts(connection.sql("select 'a' as one, 1 as number where false"), "one")
    assert (list(part.columns), len(part)) == (["one", "number"], 0)


def test_rows_come_in_pieces_and_whole_words_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouse, "ROWS", 2_048)  # DuckDB gives no fewer at once
    with duckdb.connect() as connection:
        rows = connection.sql("select n, if(n % 2 = 0, 'even', 'odd') as kind from range(5_000) as t (n)")
        sizes = [len(piece) for piece in warehouse.pieces(rows)]
        assert (sum(sizes), len(sizes)) == (5_000, 3)
        assert pd.concat(warehouse.pieces(warehouse.having(rows, "kind", {"odd"})))["n"].tolist() == list(range(1, 5_000, 2))
        assert [len(warehouse.having(rows, "kind", values)) for values in ({"odd", "even"}, {"eve"}, set())] == [5_000, 0, 0]
