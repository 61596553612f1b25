"""A small build of our own, in the shape of the file that dbt writes."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb
import pytest

Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Writes a build file with one row of ``dim_origins`` per name and one refresh, and returns its path."""

    def write(names: Sequence[str] = ("Watch", "Ministry of the Interior"), *, version: str = "2024.06.15-1", then: str = "") -> Path:
        file = tmp_path / "build" / "warehouse.duckdb"
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)
        with duckdb.connect(str(file)) as connection:
            connection.execute("""
                create schema staging;
                create view staging.stg_origins as select 1 as n;
                create table refreshes (version varchar primary key, started_at timestamp);
                comment on table refreshes is 'Refreshes. One row per release.';
                comment on column refreshes.version is 'Version of the release.';
                comment on column refreshes.started_at is 'Instant at which it began.';
                create table dim_origins (origin_id varchar primary key, name varchar not null, claim_count bigint);
                comment on table dim_origins is 'Bodies credited with figures; one''s "own" name.';
                comment on column dim_origins.origin_id is 'Key of the origin.';
                comment on column dim_origins.name is 'Name of the body.';
                comment on column dim_origins.claim_count is 'How many claims credit it.';
            """)
            connection.execute("insert into refreshes values (?, '2024-06-15 05:15:00'::timestamp)", [version])
            for name in names:
                connection.execute("insert into dim_origins values (?, ?, ?)", [name.lower(), name, len(name)])
            connection.execute(then or "select 1")
        return file

    return write
