"""Tables of the lake that assets read and write piece by piece, so that memory never holds the whole of one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import dagster as dg
import pandas as pd

from orchestration import settings
from orchestration.store import lake


def written(
    table: str, pieces: Iterable[pd.DataFrame], counted: Callable[[pd.DataFrame], Mapping[str, int]] = lambda _: {}
) -> dg.MaterializeResult[None]:
    """Write the pieces as the table. ``counted`` says of one what the plots of the UI add up, beside the number of rows."""
    counts: Counter[str] = Counter()

    def told() -> Iterator[pd.DataFrame]:
        for piece in pieces:
            counts.update(counted(piece))
            yield piece

    rows = lake.write_pieces(settings.load().lake, table, told())
    return dg.MaterializeResult(metadata={"dagster/row_count": rows, **counts})


def side_by_side(*tables: str) -> Iterator[tuple[pd.DataFrame, ...]]:
    """One piece of each of these tables at a time, all of the same documents: each of them was made of the pieces of another.

    Raises ``ValueError`` where their pieces are not as many.
    """
    return zip(*(lake.pieces(settings.load().lake, table) for table in tables), strict=True)
