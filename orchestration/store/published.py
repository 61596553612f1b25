"""Reads the published release, read-only, as an analyst does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store.releases import DATABASE, current

_SERIES_LINES = """
    select
        context_id,
        place,
        strftime(min(month_end), '%Y-%m'),
        strftime(max(month_end), '%Y-%m'),
        arg_max_null(bound_low, month_end),
        arg_max_null(bound_high, month_end),
        count(*) filter (where contested),
        arg_max_null(reported_low, month_end) filter (where len(reported_claims) > 0),
        arg_max_null(reported_high, month_end) filter (where len(reported_claims) > 0),
        strftime(max(month_end) filter (where len(reported_claims) > 0), '%Y-%m')
    from series_{measure}
    where origin_id = 'all' and population = 'all' and assumption_set = 'A1'
    group by context_id, place
    order by context_id, place <> 'national', place
"""


@dataclass(frozen=True)
class SeriesLine:
    """One series over all origins for a context or a place of it: its months, its bounds in the last of them, and what was reported last."""

    measure: str
    context: str
    place: str
    first_month: str
    last_month: str
    low: int | None
    high: int | None
    contested_months: int
    reported_low: int | None
    reported_high: int | None
    reported_month: str | None


@dataclass(frozen=True)
class Overview:
    """What a release holds, at a glance. ``quarantined`` are item, place, reason and remedy; ``unsettled`` are judgements by item, key and state."""

    version: str
    file: Path
    series: list[SeriesLine]
    documents: int
    coded_claims: int
    extracted_claims: int
    origins: int
    quarantined: list[tuple[str, str, str, str]]
    unsettled: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Step:
    """One step of an explanation, in words; ``claim_id`` is None for what is said of the whole figure."""

    claim_id: str | None
    what: str
    words: str


class OldReleaseError(FileNotFoundError):
    """The release lacks a table or a column: another version made it."""


class QueryError(ValueError):
    """DuckDB refused the query, for the reason it gives."""


def release_of(releases: Path) -> Path:
    """The folder of the current release. Raises ``FileNotFoundError`` before the first."""
    release = current(releases)
    if release is None:
        raise FileNotFoundError(f"{releases}: nothing is published yet: run 'make run'")
    return release


@contextmanager
def opened(release: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a release, closed with the block: for whoever asks more than once and must not meet another in between.

    Raises :class:`OldReleaseError` when the block asks for a table or a column that the release has not.
    """
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            lacking = str(error).splitlines()[0]
            raise OldReleaseError(f"{release.name}: another version made this release ({lacking}): run 'make run'") from error


@contextmanager
def connect(releases: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the current release, closed with the block. Raises ``FileNotFoundError`` before the first release."""
    with opened(release_of(releases)) as connection:
        yield connection


def rows(answer: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What a question was answered with, each row as its values by column."""
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def ask(releases: Path, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Column names and rows of a query on the current release. Raises :class:`QueryError` when the query is wrong."""
    with connect(releases) as connection:
        try:
            answer = connection.execute(query)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        if answer is None:  # DuckDB found no statement in it
            raise QueryError("the query is empty: ask something, or nothing to see what there is")
        return [column[0] for column in answer.description or []], answer.fetchall()


def explained(releases: Path, asked: str) -> list[Step]:
    """A figure or a claim of the current release explained, step by step. Raises :class:`QueryError` when the id is that of none, or of several."""
    with connect(releases) as connection:
        try:
            steps = connection.execute("select claim_id, what, words from explain(?) order by step", [asked]).fetchall()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
    if not steps:
        raise QueryError(
            f"{asked!r} is no figure_id or claim_id, nor the beginning (6 letters or more) of one alone: "
            'find it with: detention sql "select figure_id, caption from fct_figures"'
        )
    return [Step(*step) for step in steps]


def newest(releases: Path) -> dict[str, str]:
    """The publication date of the newest document of each source, as far as known."""
    with connect(releases) as connection:
        return dict(connection.execute("select source_id, max(published_on) from dim_documents group by source_id").fetchall())


def claims_of(releases: Path, document_ids: list[str]) -> list[str]:
    """Keys of the claims of these documents."""
    with connect(releases) as connection:
        rows = connection.execute("select claim_id from fct_claims where list_contains(?, document_id) order by all", [document_ids]).fetchall()
    return [claim_id for (claim_id,) in rows]


def overview(releases: Path) -> Overview:
    """The current release at a glance."""
    with connect(releases) as connection:
        series = [
            SeriesLine(measure, *row) for measure in SERIES_MEASURES for row in connection.execute(_SERIES_LINES.format(measure=measure)).fetchall()
        ]
        counts = connection.execute(
            "select (select count(*) from dim_documents), (select count(*) from fct_claims where method = 'coded'),"
            " (select count(*) from fct_claims where method = 'extracted'), (select count(*) from dim_origins where claim_count > 0),"
            " (select arg_max(version, started_at) from refreshes)"
        ).fetchone() or (0, 0, 0, 0, "")
        quarantined = connection.execute("select item, place, reason, remedy from quarantine order by item, place").fetchall()
        unsettled = connection.execute(
            "select file || ':' || line, judgement_id, state from judgements where state in ('needs_look', 'no_such_conflict') order by file, line"
        ).fetchall()
    documents, coded, extracted, origins, version = counts
    return Overview(version, releases / "current" / DATABASE, series, documents, coded, extracted, origins, quarantined, unsettled)
