"""The private build file that dbt writes. It is thrown away before every build, so that nothing of a build that died is left in the next."""

from collections.abc import Collection, Iterator
from functools import reduce
from operator import and_
from pathlib import Path

import duckdb
import pandas as pd

from orchestration.store.disk import naming
from orchestration.store.lake import ROWS


def discard(build_file: Path) -> None:
    """Remove the build file, its write-ahead log, and first of all the mark that it passed; make sure that its folder exists."""
    build_file.parent.mkdir(parents=True, exist_ok=True)
    for path in (_mark(build_file), build_file, build_file.with_name(f"{build_file.name}.wal")):
        path.unlink(missing_ok=True)


def mark_passed(build_file: Path, refresh: str) -> None:
    """Say that the build, as it lies there, holds every relation and passed every test, and which refresh it is of."""
    mark, told = _mark(build_file), _told(build_file, refresh)
    with naming(mark):
        mark.write_text(told, encoding="utf-8")


def has_passed(build_file: Path, refresh: str) -> bool:
    """Whether the build is what passed every test in this refresh. One that is not is not to be published."""
    mark = _mark(build_file)
    if not (mark.is_file() and build_file.is_file()):
        return False
    with naming(mark):
        said = mark.read_text(encoding="utf-8")
    return said == _told(build_file, refresh)


def _mark(build_file: Path) -> Path:
    return build_file.with_suffix(".passed")


def _told(build_file: Path, refresh: str) -> str:
    file = build_file.stat()
    return f"{refresh} {file.st_size} {file.st_mtime_ns}"


def first_rows(build_file: Path, schema: str, table: str, count: int) -> pd.DataFrame:
    """The first rows of a table of the build, sorted. No other process may have the file open for writing."""
    with duckdb.connect(str(build_file), read_only=True) as connection:
        return frame(connection.table(f'"{schema}"."{table}"').order("all").limit(count))


def frame(rows: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    """The rows as a frame in which equal words of a column are one object: a relation repeats its keys in every row."""
    found: pd.DataFrame = rows.to_arrow_table().to_pandas(date_as_object=False)
    return found


def pieces(rows: duckdb.DuckDBPyRelation) -> Iterator[pd.DataFrame]:
    """The rows, some at a time. Nothing else may be asked of the database until the last of them is read."""
    for batch in rows.to_arrow_reader(ROWS):
        yield batch.to_pandas(date_as_object=False)


def parts(rows: duckdb.DuckDBPyRelation, *names: str) -> Iterator[pd.DataFrame]:
    """The rows that are alike in these columns, one frame after the other: memory holds one of them. No rows are one empty part."""
    found = list(apart(rows, *names))
    for part in found or [rows]:
        yield frame(part)


def apart(rows: duckdb.DuckDBPyRelation, *names: str) -> Iterator[duckdb.DuckDBPyRelation]:
    """The rows that are alike in these columns, one relation after the other; none where there are no rows."""
    for key in rows.select(*names).distinct().order(", ".join(names)).fetchall():
        yield rows.filter(reduce(and_, map(_is, names, key)))


def having(rows: duckdb.DuckDBPyRelation, name: str, values: Collection[str]) -> duckdb.DuckDBPyRelation:
    """The rows that have one of these words in a column."""
    if not values:
        return rows.limit(0)
    return rows.filter(duckdb.ColumnExpression(name).isin(*map(duckdb.ConstantExpression, values)))


def _is(name: str, value: object) -> duckdb.Expression:
    column = duckdb.ColumnExpression(name)
    return column.isnull() if value is None else column == duckdb.ConstantExpression(value)
