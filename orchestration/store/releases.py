"""Releases: a build that passed its checks becomes an immutable folder, swapped in whole.

``var/releases/<version>/`` holds ``detention.duckdb``, ``parquet/`` and ``manifest.json``; ``var/releases/current`` points at the newest. A
release is written aside, read back, fsynced, renamed, and only then pointed at, so a reader sees the old one or the new one and nothing between.
The database is written in DuckDB's storage format 1.0, which DuckDB 1.1 and every later one reads (1.0 cannot read such keys); its bytes differ
from build to build, so the hash of a release is that of its parquet files and of the definitions and comments of its relations.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orchestration.settings import MEMORY, THREADS
from orchestration.store.disk import fsync, naming

DATABASE = "detention.duckdb"
_STORAGE_VERSION = "v1.0.0"
_SEAL = "manifest_sha256"
_PASSING = "refreshes"
"""The relation that says when a release was made; it does not make a release new."""

_HISTORY = (_PASSING, "changes")
"""Relations that tell of the releases before, which no rebuild from raw/ alone can know."""

_MEANINGS = (
    "select table_name, sql, comment from duckdb_tables() order by all",
    "select function_name, macro_definition, comment from duckdb_functions() where function_type = 'table_macro' and not internal order by all",
    "select table_name, column_name, comment from duckdb_columns() where not internal order by all",
)
"""What the relations of a database mean: their definitions and comments."""


@dataclass(frozen=True)
class Publication:
    """What became of a build: the version that is current now, whether it is new, and its row counts by relation."""

    version: str
    is_new: bool
    rows: dict[str, int]


def current(releases: Path) -> Path | None:
    """Folder of the current release, None before the first."""
    link = releases / "current"
    return link.resolve() if link.exists() else None


def manifest(release: Path) -> dict[str, Any]:
    """What a release says of itself."""
    found: dict[str, Any] = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    return found


def _sealed(described: dict[str, Any]) -> bytes:
    """The manifest as it is written, with the hash of itself."""
    seal = hashlib.sha256(json.dumps(described, indent=2, sort_keys=True).encode()).hexdigest()
    return f"{json.dumps(described | {_SEAL: seal}, indent=2, sort_keys=True)}\n".encode()


def is_sealed(release: Path) -> bool:
    """Whether the manifest is, byte for byte, what was written."""
    return (release / "manifest.json").read_bytes() == _sealed({name: fact for name, fact in manifest(release).items() if name != _SEAL})


def logical_hashes(release: Path) -> dict[str, str]:
    """Hash of the rows of every relation that hangs on ``raw/`` and the code alone: a rebuild from nothing gives the same."""
    return {table: facts["parquet_sha256"] for table, facts in manifest(release)["relations"].items() if table not in _HISTORY}


def refreshes(releases: Path) -> list[dict[str, Any]]:
    """The refreshes that the current release lists, oldest first; none before the first release."""
    now = current(releases)
    if now is None:
        return []
    with duckdb.connect() as connection:
        file = now / "parquet" / f"{_PASSING}.parquet"
        rows = connection.execute(
            "select * replace (strftime(started_at, '%Y-%m-%dT%H:%M:%S') as started_at)"
            f" from read_parquet('{_literal(file)}') order by started_at, version"
        )
        names = [column[0] for column in rows.description or []]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def next_version(releases: Path, today: date) -> str:
    """First version of the day that no release has or had."""
    kept = {path.name for path in releases.iterdir()} if releases.is_dir() else set()
    taken = kept | {row["version"] for row in refreshes(releases)}
    return next(version for n in range(1, 10_000) if (version := f"{today:%Y.%m.%d}-{n}") not in taken)


def publish(build_file: Path, releases: Path, version: str, kept: int, facts: dict[str, str | None], memory: str = MEMORY) -> Publication:
    """Make the build the current release, unless it holds what the current release holds already.

    ``facts`` go into the manifest; beyond ``memory`` DuckDB sorts on disk. Raises ``ValueError`` when the written release does not hold what the
    build holds; the current release stays as it was then.
    """
    try:
        with naming(releases):
            return _publish(build_file, releases, version, kept, facts, memory)
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise OSError(f"{releases}: {error}") from error


def _publish(build_file: Path, releases: Path, version: str, kept: int, facts: dict[str, str | None], memory: str) -> Publication:
    releases.mkdir(parents=True, exist_ok=True)
    for leftover in releases.glob(".draft-*"):
        leftover.unlink() if leftover.is_symlink() else shutil.rmtree(leftover)
    if (untold := releases / version).is_dir() and current(releases) != untold.resolve():
        shutil.rmtree(untold)  # an earlier attempt at this release that failed before it was pointed at
    draft = releases / f".draft-{version}"
    (draft / "parquet").mkdir(parents=True)
    rows = _write(build_file, draft, memory)
    described = _describe(draft, rows, version, facts)
    before = current(releases)
    if before is not None and manifest(before)["content_hash"] == described["content_hash"]:
        shutil.rmtree(draft)
        return Publication(before.name, False, rows)
    (draft / "manifest.json").write_bytes(_sealed(described))
    _swap_in(draft, releases, version)
    _keep_last(releases, kept)
    return Publication(version, True, rows)


def _sorting(beside: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """A connection that sorts within the memory, and beyond it in a folder of its own, which it removes."""
    return duckdb.connect(config={"memory_limit": memory, "threads": THREADS, "temp_directory": str(beside.with_name(f"{beside.name}.spill"))})


def _write(build_file: Path, draft: Path, memory: str) -> dict[str, int]:
    """Copy every relation of the build's main schema, with its constraints and comments, sorted; return the row counts, read back."""
    with _sorting(draft, memory) as connection:
        connection.execute(f"attach '{_literal(build_file)}' as build (read_only)")
        connection.execute(f"attach '{_literal(draft / DATABASE)}' as release (storage_version '{_STORAGE_VERSION}')")
        tables = connection.execute(
            "select table_name, sql, comment from duckdb_tables() where database_name = 'build' and schema_name = 'main' order by table_name"
        ).fetchall()
        rows = {}
        for table, definition, comment in tables:
            columns = _columns(connection, "build", table)
            _refuse_undescribed(table, comment, columns)
            connection.execute("use release")
            connection.execute(definition)
            connection.execute(f"insert into release.main.{_identifier(table)} from build.main.{_identifier(table)} order by {_order(columns)}")
            connection.execute(f"comment on table release.main.{_identifier(table)} is '{_literal(comment)}'")
            for name, text in columns:
                connection.execute(f"comment on column release.main.{_identifier(table)}.{_identifier(name)} is '{_literal(text)}'")
            _copy_out(connection, "build", table, draft / "parquet" / f"{table}.parquet")
            (rows[table],) = connection.execute(f"select count(*) from build.main.{_identifier(table)}").fetchone() or (0,)
        _write_macros(connection)
    _read_back(draft, rows)
    return rows


def export(database: Path, table: str, file: Path) -> None:
    """Write a table of a release's database out as its release did: the same bytes, if both are whole. Raises ``duckdb.Error`` when it is damaged."""
    with _sorting(file, MEMORY) as connection:
        connection.execute(f"attach '{_literal(database)}' as release (read_only)")
        _copy_out(connection, "release", table, file)


def _copy_out(connection: duckdb.DuckDBPyConnection, catalog: str, table: str, file: Path) -> None:
    columns = _columns(connection, catalog, table)
    connection.execute(
        f"copy (from {_identifier(catalog)}.main.{_identifier(table)} order by {_order(columns)}) to '{_literal(file)}' (format parquet)"
    )


def _columns(connection: duckdb.DuckDBPyConnection, catalog: str, table: str) -> list[tuple[str, str | None]]:
    """Names and comments of the columns of a table."""
    return connection.execute(
        "select column_name, comment from duckdb_columns() where database_name = ? and schema_name = 'main' and table_name = ? order by column_index",
        [catalog, table],
    ).fetchall()


def _order(columns: Iterable[tuple[str, str | None]]) -> str:
    """The names by commas. Rows are sorted by all columns from the left: the key comes first in every relation."""
    return ", ".join(_identifier(name) for name, _ in columns)


def _write_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Copy the table macros of the build's main schema, which speak of published relations only, with their comments."""
    macros = connection.execute(
        "select function_name, parameters, macro_definition, comment from duckdb_functions()"
        " where database_name = 'build' and schema_name = 'main' and function_type = 'table_macro' order by function_name"
    ).fetchall()
    for name, parameters, definition, comment in macros:  # the definition is SQL of this project, as dbt has run it
        if not comment:
            raise ValueError(f"{name}: no description of the macro: write it where dbt makes it")
        names = [(parameter, None) for parameter in parameters]
        connection.execute(f"create macro release.main.{_identifier(name)}({_order(names)}) as table {definition}")
        connection.execute(f"comment on macro table release.main.{_identifier(name)} is '{_literal(comment)}'")


def _refuse_undescribed(table: str, comment: str | None, columns: list[tuple[str, str | None]]) -> None:
    silent = [name for name, text in columns if not text]
    if not comment or silent:
        raise ValueError(f"{table}: no description of {silent or 'the table'}: write it in the model's YAML")


def _read_back(draft: Path, rows: dict[str, int]) -> None:
    """Open what was written as an analyst would, and compare."""
    if (draft / f"{DATABASE}.wal").exists():
        raise ValueError(f"{draft}: a write-ahead log was left beside the database: it would make the release unreadable")
    with duckdb.connect(str(draft / DATABASE), read_only=True) as connection:
        for table, expected in rows.items():
            file = draft / "parquet" / f"{table}.parquet"
            found = connection.execute(
                f"select (select count(*) from main.{_identifier(table)}), (select count(*) from read_parquet('{_literal(file)}'))"
            ).fetchone()
            if found != (expected, expected):
                raise ValueError(f"{table}: {expected} rows were built, but the release holds {found}: nothing was published")


def _describe(draft: Path, rows: dict[str, int], version: str, facts: dict[str, str | None]) -> dict[str, Any]:
    hashes = {path.stem: _sha256(path) for path in sorted((draft / "parquet").iterdir())}
    rows_of = {table: digest for table, digest in hashes.items() if table != _PASSING}
    content = json.dumps([rows_of, _meanings(draft / DATABASE)], sort_keys=True)
    return {
        "version": version,
        "content_hash": hashlib.sha256(content.encode()).hexdigest(),
        "relations": {table: {"rows": rows[table], "parquet_sha256": digest} for table, digest in hashes.items()},
        "database_sha256": _sha256(draft / DATABASE),
        "storage_version": _STORAGE_VERSION,
        "duckdb_version": duckdb.__version__,
        **facts,
    }


def _meanings(database: Path) -> list[tuple[str | None, ...]]:
    """Definition and comment of every relation and macro, and the comment of every column: a corrected description is a new release too."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return [row for question in _MEANINGS for row in connection.execute(question).fetchall()]


def _swap_in(draft: Path, releases: Path, version: str) -> None:
    for path in [*draft.rglob("*"), draft]:
        fsync(path)
    os.rename(draft, releases / version)
    point_at(releases, version)


def point_at(releases: Path, version: str) -> None:
    """Make a release that lies there whole the current one."""
    link = releases / ".draft-current"
    link.unlink(missing_ok=True)
    link.symlink_to(version)
    os.replace(link, releases / "current")
    fsync(releases)


def _keep_last(releases: Path, kept: int) -> None:
    """Remove all but the last releases by the time they were made; the current one is always among the kept."""
    now = current(releases)
    others = [path for path in releases.iterdir() if path.is_dir() and not path.is_symlink() and path.resolve() != now]
    for release in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[kept - 1 :]:
        shutil.rmtree(release)


def keep_only_current(releases: Path) -> None:
    """Remove every release but the current one: they hold what was taken down since."""
    _keep_last(releases, 1)


def _sha256(path: Path) -> str:
    with naming(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: object) -> str:
    return str(text).replace("'", "''")
