"""Reads the published release, read-only, as an analyst does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store.releases import DATABASE, current


@dataclass(frozen=True)
class SeriesLine:
    """One series over all origins for a context or a place of it: its months, and its bounds in the last of them."""

    measure: str
    context: str
    place: str
    first_month: str
    last_month: str
    low: int | None
    high: int | None
    is_contested: bool


@dataclass(frozen=True)
class Overview:
    """What a release holds, at a glance. ``quarantined`` are item, place, reason and remedy."""

    version: str
    file: Path
    series: list[SeriesLine]
    documents: int
    coded_claims: int
    extracted_claims: int
    origins: int
    quarantined: list[tuple[str, str, str, str]]


class QueryError(ValueError):
    """DuckDB refused the query, for the reason it gives."""


@contextmanager
def connect(releases: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the current release, closed with the block. Raises ``FileNotFoundError`` before the first release."""
    release = current(releases)
    if release is None:
        raise FileNotFoundError(f"{releases}: nothing is published yet: run 'make run'")
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        yield connection


def ask(releases: Path, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a query on the current release. Raises :class:`QueryError` when the query is wrong."""
    with connect(releases) as connection:
        try:
            answer = connection.execute(query)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        return [column[0] for column in answer.description or []], answer.fetchall()


def overview(releases: Path) -> Overview:
    """The current release at a glance."""
    with connect(releases) as connection:
        series = [
            SeriesLine(measure, *row)
            for measure in SERIES_MEASURES
            for row in connection.execute(
                f"select context_id, place, strftime(min(month_end), '%Y-%m'), strftime(max(month_end), '%Y-%m'), arg_max_null(bound_low, month_end),"
                f" arg_max_null(bound_high, month_end), arg_max(contested, month_end) from series_{measure}"
                " where origin_id = 'all' and population = 'all' group by context_id, place order by context_id, place <> 'national', place"
            ).fetchall()
        ]
        counts = connection.execute(
            "select (select count(*) from dim_documents), (select count(*) from fct_claims where method = 'coded'),"
            " (select count(*) from fct_claims where method = 'extracted'), (select count(*) from dim_origins where claim_count > 0),"
            " (select arg_max(version, started_at) from refreshes)"
        ).fetchone() or (0, 0, 0, 0, "")
        quarantined = connection.execute("select item, place, reason, remedy from quarantine order by item, place").fetchall()
    documents, coded, extracted, origins, version = counts
    return Overview(version, releases / "current" / DATABASE, series, documents, coded, extracted, origins, quarantined)
