"""Builds of our own become releases, on a real disk and in real DuckDB files; and every way in which that can fail."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.store import releases

Build = Callable[..., Path]
FACTS: dict[str, str | None] = {"git_revision": None, "extractor_version": "1"}
NEWER = ("Watch", "Ministry of the Interior", "The Courts")


def publish(build_file: Path, folder: Path, version: str = "2024.06.15-1", kept: int = 5) -> releases.Publication:
    return releases.publish(build_file, folder, version, kept, FACTS)


def names_in(folder: Path) -> list[str]:
    """Names that an analyst finds in the current release, in the order of the file."""
    with duckdb.connect(str(folder / "current" / releases.DATABASE), read_only=True) as connection:
        return [name for (name,) in connection.execute("select name from dim_origins").fetchall()]


def check_whole(folder: Path) -> str:
    """Version of the current release, after everything it says of itself was found to be so."""
    release = releases.current(folder)
    assert release is not None
    said = releases.manifest(release)
    assert said["version"] == release.name
    files = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()}
    assert files == {releases.DATABASE, "manifest.json", *(f"parquet/{relation}.parquet" for relation in said["relations"])}
    assert hashlib.sha256((release / releases.DATABASE).read_bytes()).hexdigest() == said["database_sha256"]
    with duckdb.connect(str(release / releases.DATABASE), read_only=True) as connection:
        for relation, facts in said["relations"].items():
            parquet = release / "parquet" / f"{relation}.parquet"
            assert hashlib.sha256(parquet.read_bytes()).hexdigest() == facts["parquet_sha256"]
            for found in (f"main.{relation}", f"'{parquet}'"):
                assert connection.execute(f"select count(*) from {found}").fetchone() == (facts["rows"],)
    return release.name


def test_a_first_build_becomes_a_whole_release(build: Build, tmp_path: Path) -> None:
    assert releases.current(tmp_path / "releases") is None
    published = publish(build(), tmp_path / "releases")
    assert published == releases.Publication("2024.06.15-1", True, {"dim_origins": 2, "refreshes": 1})
    assert check_whole(tmp_path / "releases") == "2024.06.15-1"
    assert names_in(tmp_path / "releases") == ["Ministry of the Interior", "Watch"]


def test_the_release_holds_relations_for_analysts_and_no_stage_of_the_build(build: Build, tmp_path: Path) -> None:
    publish(build(), tmp_path)
    with duckdb.connect(str(tmp_path / "current" / releases.DATABASE), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() union select schema_name, view_name from duckdb_views() where not internal"
        )
        assert set(tables.fetchall()) == {("main", "dim_origins"), ("main", "refreshes")}


def test_a_build_that_holds_nothing_new_makes_no_release(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    publish(build(), folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = publish(build(version="2024.06.16-1"), folder, "2024.06.16-1")
    assert (again.version, again.is_new) == ("2024.06.15-1", False)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_order_in_which_rows_were_built_makes_no_release(build: Build, tmp_path: Path) -> None:
    publish(build(NEWER), tmp_path / "releases")
    assert not publish(build(NEWER[::-1]), tmp_path / "releases", "2024.06.16-1").is_new


@pytest.mark.parametrize("change", [
    "insert into dim_origins values ('courts', 'The Courts', 1)",
    "delete from dim_origins where name = 'Watch'",
    "update dim_origins set claim_count = claim_count + 1 where name = 'Watch'",
    "update dim_origins set claim_count = null where name = 'Watch'",
    "comment on table dim_origins is 'Bodies that are credited with figures.'",
    "comment on column dim_origins.name is 'Name of the body, as catalogued.'",
])  # fmt: skip
def test_a_build_with_another_content_makes_a_new_release(build: Build, tmp_path: Path, change: str) -> None:
    folder = tmp_path / "releases"
    publish(build(), folder)
    assert publish(build(then=change), folder, "2024.06.16-1").is_new
    assert check_whole(folder) == "2024.06.16-1"
    assert (folder / "2024.06.15-1").is_dir()


def test_keys_and_comments_reach_the_release(build: Build, tmp_path: Path) -> None:
    publish(build(), tmp_path)
    with duckdb.connect(str(tmp_path / "current" / releases.DATABASE), read_only=True) as connection:
        keys = connection.execute("select table_name, constraint_type, constraint_column_names from duckdb_constraints() order by all").fetchall()
        table = connection.execute("select comment from duckdb_tables() where table_name = 'dim_origins'").fetchone()
        columns = connection.execute("select column_name, comment from duckdb_columns() where table_name = 'dim_origins'").fetchall()
    assert ("dim_origins", "PRIMARY KEY", ["origin_id"]) in keys
    assert ("dim_origins", "NOT NULL", ["name"]) in keys
    assert table == ("""Bodies credited with figures; one's "own" name.""",)
    assert dict(columns) == {"origin_id": "Key of the origin.", "name": "Name of the body.", "claim_count": "How many claims credit it."}


def test_the_file_is_in_the_storage_format_that_every_later_client_reads(build: Build, tmp_path: Path) -> None:
    publish(build(), tmp_path)
    assert releases.manifest(tmp_path / "current")["storage_version"] == "v1.0.0"
    with duckdb.connect(str(tmp_path / "current" / releases.DATABASE), read_only=True) as connection:
        (tags,) = connection.execute("select tags from duckdb_databases() where database_name = 'detention'").fetchone() or (None,)
    assert tags["storage_version"].startswith("v1.0.0")


@pytest.mark.parametrize(("silence", "words"), [
    ("comment on column dim_origins.name is null", r"dim_origins: no description of \['name'\]"),
    ("comment on column dim_origins.name is ''", r"dim_origins: no description of \['name'\]"),
    ("comment on table dim_origins is null", "dim_origins: no description of the table"),
    ("create table extra (n integer)", "extra: no description of"),
])  # fmt: skip
def test_a_relation_without_its_description_is_refused_and_the_release_stays(build: Build, tmp_path: Path, silence: str, words: str) -> None:
    folder = tmp_path / "releases"
    publish(build(), folder)
    with pytest.raises(ValueError, match=words):
        publish(build(NEWER, then=silence), folder, "2024.06.16-1")
    assert check_whole(folder) == "2024.06.15-1"


def test_what_a_dead_publication_left_is_cleaned_up(build: Build, tmp_path: Path) -> None:
    left = tmp_path / "releases" / ".draft-2024.06.14-1"
    (left / "parquet").mkdir(parents=True)
    (left / "parquet" / "half.parquet").write_bytes(b"PAR1")
    (tmp_path / "releases" / ".draft-current").symlink_to("nowhere")
    publish(build(), tmp_path / "releases")
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == ["2024.06.15-1", "current"]


def test_the_last_five_releases_are_kept(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    for day in range(1, 8):
        publish(build([f"Watch {day}"]), folder, f"2024.06.{day:02}-1")
    assert sorted(path.name for path in folder.iterdir()) == [*(f"2024.06.{day:02}-1" for day in range(3, 8)), "current"]
    assert check_whole(folder) == "2024.06.07-1"


def test_a_reader_is_not_disturbed_by_the_releases_that_follow(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    publish(build(["Watch"]), folder)
    with duckdb.connect(str(folder / "current" / releases.DATABASE), read_only=True) as reader:
        for day in (16, 17):
            publish(build([f"Watch {day}"]), folder, f"2024.06.{day}-1", kept=1)
        assert not (folder / "2024.06.15-1").exists()
        assert reader.execute("select name from dim_origins").fetchall() == [("Watch",)]
    assert names_in(folder) == ["Watch 17"]


def test_a_version_is_the_first_that_is_free_on_its_day(tmp_path: Path) -> None:
    assert releases.next_version(tmp_path / "none", date(2024, 6, 15)) == "2024.06.15-1"
    for taken in ("2024.06.15-1", "2024.06.15-2", "2024.06.14-3"):
        (tmp_path / taken).mkdir()
    assert releases.next_version(tmp_path, date(2024, 6, 15)) == "2024.06.15-3"


def test_a_release_tells_the_refreshes_that_led_to_it(build: Build, tmp_path: Path) -> None:
    assert releases.refreshes(tmp_path / "releases") == []
    publish(build(then="insert into refreshes values ('2024.06.14-1', '2024-06-14 05:15:00')"), tmp_path / "releases")
    assert releases.refreshes(tmp_path / "releases") == [
        {"version": "2024.06.14-1", "started_at": "2024-06-14T05:15:00"},
        {"version": "2024.06.15-1", "started_at": "2024-06-15T05:15:00"},
    ]
