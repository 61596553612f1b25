"""The lake: one parquet file per table, written whole and swapped in, so that a reader or a dying process never leaves half a table."""

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.model.tables import TABLES

_ARROW = {"str": pa.string(), "int64": pa.int64(), "Int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_(), "boolean": pa.bool_()}
_LISTS = {"faults": pa.list_(pa.struct([(name, pa.string()) for name in ("place", "reason", "remedy")]))}


def path(lake: Path, table: str) -> Path:
    """File of a table."""
    return lake / f"{table}.parquet"


def _schema(table: str) -> pa.Schema:
    """Column types from the model: a column that happens to be empty must not change its type from one refresh to the next."""
    columns = TABLES[table].model.to_schema().columns.items()
    return pa.schema([(name, _ARROW.get(str(column.dtype)) or _LISTS.get(name, pa.list_(pa.string()))) for name, column in columns])


def write(lake: Path, table: str, frame: pd.DataFrame) -> None:
    """Replace a table by the frame. Raises ``pyarrow.ArrowInvalid`` or ``KeyError`` when the frame does not fit the table's model."""
    lake.mkdir(parents=True, exist_ok=True)
    target = path(lake, table)
    draft = target.with_suffix(".draft")
    try:
        pq.write_table(pa.Table.from_pandas(frame, schema=_schema(table), preserve_index=False), draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def read(lake: Path, table: str) -> pd.DataFrame:
    """The table as it was last written."""
    return pd.read_parquet(path(lake, table), engine="pyarrow")
