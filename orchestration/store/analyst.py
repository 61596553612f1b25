"""The published warehouse in a notebook: read-only, checked against its manifest, and always the newest release::

from orchestration.store import analyst

warehouse = analyst.open()
warehouse.sql("select * from series_arrests where place = ?", ["national"])
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from orchestration import settings
from orchestration.store.releases import DATABASE, current, is_sealed, manifest


class DamagedReleaseError(ValueError):
    """The files of the current release are not those that its manifest tells of."""


class Warehouse:
    """The current release, as one follows it while refreshes publish others."""

    def __init__(self, releases: Path) -> None:
        self._releases = releases
        self._open: tuple[Path, duckdb.DuckDBPyConnection] | None = None
        self._attached()  # a release that is not whole is refused at once

    def sql(self, query: str, values: list[Any] | dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows of a query on the newest release; nullable columns keep their types (``Int64``), so that nothing is not a number.

        Raises :class:`DamagedReleaseError` when a new release is not whole; what was read before stays in hand.
        """
        rows: pd.DataFrame = self.connection.sql(query, params=values).to_arrow_table().to_pandas(types_mapper=_NULLABLE.get)
        return rows

    @property
    def caption(self) -> str:
        """What a figure must say of where its numbers come from: release, method and date."""
        said = manifest(self._attached()[0])
        return f"Detention Monitor, release {said['version']} of {said['started_at'][:10]}, method {said['extractor_version']}"

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection to the newest release, for what a query with values cannot do: tables of one's own beside those of the file."""
        return self._attached()[1]

    def close(self) -> None:
        """Let go of the file."""
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _attached(self) -> tuple[Path, duckdb.DuckDBPyConnection]:
        newest = current(self._releases)
        if newest is None:
            raise FileNotFoundError(f"{self._releases}: nothing is published yet: run 'make run'")
        if self._open is None or newest != self._open[0]:
            _check(newest)
            self.close()
            self._open = newest, duckdb.connect(str(newest / DATABASE), read_only=True)
        return self._open


def open(releases: Path | None = None) -> Warehouse:  # noqa: A001 - called as analyst.open()
    """The published warehouse, of this checkout unless another folder of releases is named.

    Raises ``FileNotFoundError`` before the first release, and :class:`DamagedReleaseError` when the release is not whole.
    """
    return Warehouse(releases or settings.load().releases)


def _check(release: Path) -> None:
    with (release / DATABASE).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        is_whole = is_sealed(release) and found == manifest(release)["database_sha256"]
    except json.JSONDecodeError:
        is_whole = False
    if not is_whole:
        raise DamagedReleaseError(f"{release}: not what was published: run 'detention verify', which names the file, then 'make run'")


_NULLABLE: dict[pa.DataType, Any] = {
    pa.int64(): pd.Int64Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.string(): pd.StringDtype(),
}
