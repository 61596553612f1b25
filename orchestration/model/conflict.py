"""A conflict: claims that cannot all hold."""

from typing import Final

import pandas as pd
from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import SERIES_MEASURES

CONFLICT_KINDS: Final = (
    "falling_cumulative",
    "part_above_whole",
    "stock_beyond_flows",
    "window",
    "definition",
    "unit",
    "population",
    "vintage",
    "unexplained",
)
"""Why claims contradict one another, where a rule can tell; ``docs/methods/statistics.md`` gives the rules."""


class Conflict(Table):
    """Sets of claims that contradict one another while every part of the set can hold. One row per set, series and assumption set."""

    conflict_id: Series[str] = column(
        "Hash of its claims: the same statements in conflict have the same id in every series and assumption set, however often they are repeated."
    )
    context_id: Series[str] = column("The context.")
    measure: Series[str] = column("What is counted; of a stock beyond its flows, the stock.", isin=list(SERIES_MEASURES))
    population: Series[str] = column("Who is counted; of a part above its whole, the part.")
    place: Series[str] = column("The place; of a part above its whole, the part, and of facilities that are above it together, the whole.")
    origin_id: Series[str] = column("The origin whose counter it is; all for the truth behind every origin.")
    assumption_set: Series[str] = column("The assumption set, with the extra assumptions that were added to it, joined by +.")
    kind: Series[str] = column("Why, where a rule can tell.", isin=list(CONFLICT_KINDS))
    claims: Series[object] = column(
        "The claims that represent the statements in conflict, by id, sorted: the voice of each, else its earliest telling."
    )
    echo_claims: Series[object] = column("The other claims of these statements, by id, sorted: they say the same and add no weight.")
    origins: Series[object] = column("Origins credited with the claims, sorted; shorter than claims where they share one or none is credited.")
    least_change: Series[pd.Int64Dtype] = column("By how little one claim's limit has to give way for these claims to agree.", unit="count", ge=1)
    least_change_claim: Series[str] = column("The claim that gives way; of equal changes, the one to the larger number.")
    removable: Series[object] = column(
        "Minimal sets of claims, each joined by +, whose removal settles this conflict and all that share claims with it."
    )
    explanation: Series[str] = column("The conflict in words.")
