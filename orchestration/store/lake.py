"""The lake: one parquet file per table, written whole and swapped in, so that a reader or a dying process never leaves half a table."""

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from orchestration.model.schema import Table
from orchestration.model.tables import TABLES
from orchestration.store.disk import naming

ROWS = 50_000
"""Rows that are turned from a frame into a file, or back, at once: what lies in both takes memory twice."""

_ARROW = {"str": pa.string(), "int64": pa.int64(), "Int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_(), "boolean": pa.bool_()}
_LISTS = {"faults": pa.list_(pa.struct([(name, pa.string()) for name in ("place", "reason", "remedy")]))}


def path(lake: Path, table: str) -> Path:
    """File of a table."""
    return lake / f"{table}.parquet"


def typed(frame: pd.DataFrame, model: type[Table]) -> pa.Table:
    """The frame as its model has it. Column types come from the model: a column that happens to be empty keeps its type.

    Raises ``pyarrow.ArrowInvalid`` or ``KeyError`` when the frame does not fit.
    """
    return pa.Table.from_pandas(frame, schema=schema(model), preserve_index=False)


def gathered(frames: Iterable[pd.DataFrame], model: type[Table]) -> pa.Table:
    """The frames as one table, each checked against its model. Of a frame that is read once and let go, its rows of Arrow alone stay.

    Raises as ``typed``, and ``pandera.errors.SchemaError`` when a frame is not what its model says.
    """
    return pa.concat_tables([typed(model.validate(frame), model) for frame in frames])


def schema(model: type[Table]) -> pa.Schema:
    """Columns of the file of a table and their types, in order."""
    return pa.schema([(name, _arrow(name, str(column.dtype))) for name, column in model.to_schema().columns.items()])


def _arrow(name: str, dtype: str) -> pa.DataType:
    if dtype.startswith("datetime64"):
        return pa.date32()
    return _ARROW.get(dtype) or _LISTS.get(name, pa.list_(pa.string()))


def write(lake: Path, table: str, frame: pd.DataFrame) -> None:
    """Replace a table by the frame. Raises as ``write_pieces``."""
    write_pieces(lake, table, cut(frame, ROWS))


def cut(frame: pd.DataFrame, rows: int) -> Iterator[pd.DataFrame]:
    """The frame in pieces of so many rows; a frame without rows is one empty piece."""
    return (frame.iloc[start : start + rows] for start in range(0, max(len(frame), 1), rows))


def write_pieces(lake: Path, table: str, frames: Iterable[pd.DataFrame]) -> int:
    """Replace a table by these pieces of it, which ``pieces`` gives back as they are; return the number of rows.

    Memory holds one piece. Raises ``pyarrow.ArrowInvalid`` or ``KeyError`` when a frame does not fit the table's model.
    """
    lake.mkdir(parents=True, exist_ok=True)
    target = path(lake, table)
    draft = target.with_suffix(".draft")
    try:
        with naming(target):
            rows = _write(draft, frames, TABLES[table].model)
            os.replace(draft, target)
            return rows
    finally:
        draft.unlink(missing_ok=True)


def _write(file: Path, frames: Iterable[pd.DataFrame], model: type[Table]) -> int:
    found = (typed(frame, model) for frame in frames)
    first = next(found)
    rows = 0
    with pq.ParquetWriter(file, first.schema) as writer:
        for piece in chain([first], found):
            writer.write_table(piece, row_group_size=max(piece.num_rows, 1))  # pyarrow's own would cut one of a million rows in two
            rows += piece.num_rows
    return rows


def read(lake: Path, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The table as it was last written, or these columns of it."""
    with path(lake, table).open("rb") as file:  # opened once: a table that is replaced meanwhile is read as it was
        found: pd.DataFrame = pq.read_table(file, columns=columns and [*columns]).to_pandas(split_blocks=True, self_destruct=True)
    return found


def pieces(lake: Path, table: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
    """The table, or these columns of it, in the pieces in which it was written; the index goes on from piece to piece."""
    with pq.ParquetFile(path(lake, table)) as file:
        start = 0
        for group in range(file.num_row_groups):
            piece = file.read_row_group(group, columns=columns and [*columns]).to_pandas()
            yield piece.set_index(pd.RangeIndex(start, start + len(piece)))
            start += len(piece)


def read_of(lake: Path, table: str, column: str, values: Collection[str]) -> pd.DataFrame:
    """The rows of the table that have one of the values in a column of text. Raises ``FileNotFoundError`` before the first refresh."""
    return pd.read_parquet(path(lake, table), engine="pyarrow", filters=pc.field(column).isin(pa.array(sorted(values), pa.string())))


def discard(lake: Path) -> None:
    """Remove every table: the next refresh makes them anew."""
    if lake.is_dir():
        with naming(lake):
            shutil.rmtree(lake)
