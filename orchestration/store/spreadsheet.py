"""Rows as files that people open in a spreadsheet or a notebook: CSV that runs nothing, and Parquet with the types of the release."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(value: Any) -> Any:
    """A value as a cell that no spreadsheet takes for a formula: text that would start one gets an apostrophe (OWASP, CSV injection)."""
    if isinstance(value, list | tuple):
        value = " ".join(str(one) for one in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA) else value


def write_csv(file: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Rows as CSV (UTF-8, RFC 4180); an empty cell is nothing, a list is its items with spaces between."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(columns)
        writer.writerows([neutral(row[column]) for column in columns] for row in rows)


def read_rows(parquet: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file in their order, some thousands of them in memory at once."""
    with pq.ParquetFile(parquet) as opened:
        for batch in opened.iter_batches(batch_size=5_000):
            yield from batch.to_pylist()


def columns_of(parquet: Path) -> pa.Schema:
    """The names and types of the columns of a Parquet file."""
    return pq.read_schema(parquet).remove_metadata()


def write_parquet(file: Path, rows: Sequence[Mapping[str, Any]], columns: pa.Schema) -> None:
    """Rows as Parquet, with columns of these names and types."""
    pq.write_table(
        pa.Table.from_pylist([dict(row) for row in rows], schema=columns),
        file,
        compression="zstd",
        use_dictionary=len(rows) > 100,
        store_schema=False,
        write_statistics=False,
    )
