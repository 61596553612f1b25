from pathlib import Path

import duckdb

from orchestration.store import warehouse


def test_a_discarded_build_leaves_nothing_for_the_next(tmp_path: Path) -> None:
    file = tmp_path / "build" / "warehouse.duckdb"
    for _ in range(2):
        warehouse.discard(file)
        assert list(file.parent.iterdir()) == []
        with duckdb.connect(str(file)) as connection:
            connection.execute("create table of_a_build_that_died (n integer)")
        file.with_name("warehouse.duckdb.wal").write_bytes(b"half a write")


def test_only_the_build_is_discarded(tmp_path: Path) -> None:
    beside = tmp_path / "detention.duckdb"
    beside.write_bytes(b"x")
    warehouse.discard(tmp_path / "warehouse.duckdb")
    assert beside.read_bytes() == b"x"
