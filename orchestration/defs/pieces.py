"""Tables of the lake that assets read and write piece by piece, so that memory never holds the whole of one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest

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

    Raises ``ValueError`` where they are not, because one of the tables was made alone since.
    """
    for pieces in zip_longest(*(lake.pieces(settings.load().lake, table) for table in tables)):
        if any(piece is None for piece in pieces) or (len(tables) > 1 and not _are_of_the_same(dict(zip(tables, pieces, strict=True)))):
            raise ValueError(f"the tables {', '.join(tables)} are not of the same documents: one was made alone. Make all of them: make run")
        yield pieces


def _are_of_the_same(pieces: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the pieces, ``documents`` among them, speak of its documents alone. A document may make no claim, but its text is in passages."""
    of = {table: set(piece["document_id"]) for table, piece in pieces.items()}
    return of.get("passages", of["documents"]) == of["documents"] and all(named <= of["documents"] for named in of.values())
