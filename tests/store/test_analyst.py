"""The published warehouse in a notebook."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from orchestration.store import analyst, releases


def publish(folder: Path, version: str, count: int) -> None:
    build = folder / "build.duckdb"
    build.unlink(missing_ok=True)
    with duckdb.connect(str(build)) as connection:
        connection.execute(f"create table arrests as select * from (values ('a', {count}), ('b', null)) as rows (name, count)")
        connection.execute("create table refreshes as select '1' as version, timestamp '2031-05-09 10:00:00' as started_at")
        connection.execute("create table changes as select 1 as point limit 0")
        for table, columns in {"arrests": ("name", "count"), "refreshes": ("version", "started_at"), "changes": ("point",)}.items():
            connection.execute(f"comment on table {table} is 'Rows.'")
            for column in columns:
                connection.execute(f"comment on column {table}.{column} is 'A value.'")
    facts: dict[str, str | None] = {"git_revision": None, "started_at": "2031-05-09T10:00:00", "extractor_version": "7"}
    releases.publish(build, folder / "releases", version, 5, facts)


def test_numbers_stay_whole_beside_nothing(tmp_path: Path) -> None:
    publish(tmp_path, "2031.05.09-1", 12)
    rows = analyst.open(tmp_path / "releases").sql("select * from arrests where name in (?, ?) order by name", ["a", "b"])
    assert list(rows["count"]) == [12, pd.NA]
    assert rows["count"].dtype in ("Int32", "Int64")


def test_a_new_release_is_read_as_soon_as_it_is_published(tmp_path: Path) -> None:
    publish(tmp_path, "2031.05.09-1", 12)
    warehouse = analyst.open(tmp_path / "releases")
    assert warehouse.caption == "Detention Monitor, release 2031.05.09-1 of 2031-05-09, method 7"
    assert warehouse.sql("select max(count) as most from arrests")["most"][0] == 12
    publish(tmp_path, "2031.05.10-1", 13)
    assert warehouse.sql("select max(count) as most from arrests")["most"][0] == 13
    assert "2031.05.10-1" in warehouse.caption
    warehouse.close()


def test_nothing_can_be_written(tmp_path: Path) -> None:
    publish(tmp_path, "2031.05.09-1", 12)
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        analyst.open(tmp_path / "releases").sql("delete from arrests")


@pytest.mark.parametrize("name", ["detention.duckdb", "manifest.json"])
def test_a_damaged_release_is_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    publish(tmp_path, "2031.05.09-1", 12)
    file = tmp_path / "releases" / "current" / name
    file.write_bytes(file.read_bytes()[:-2] + b"  ")
    with pytest.raises(analyst.DamagedReleaseError, match="detention verify"):
        analyst.open(tmp_path / "releases")


def test_before_the_first_release_it_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="run 'make run'"):
        analyst.open(tmp_path)
