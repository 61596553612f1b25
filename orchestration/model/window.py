"""A window: how many events there can have been between two days, or how many people can have been held on one."""

from typing import Final

import pandas as pd
from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import SERIES_MEASURES

SET_ASIDE: Final = "claims outside every contradiction, claims in conflict set aside"
WINDOW_RULES: Final = (
    "shortest path",
    "linear program",
    "linear program, claims in conflict set aside",
    "union of consistent subsets",
    "intersection of consistent subsets",
    "claims outside every conflict",
    SET_ASIDE,
    "intersection of some consistent subsets",
    "closed form: time limit",
    "closed form: time limit, claims in conflict set aside",
    "closed form: no solution",
    "closed form: no solution, claims in conflict set aside",
    "closed form: too many contradictions, claims in conflict set aside",
    "closed form: numbers too large",
    "closed form: numbers too large, claims in conflict set aside",
)
"""How a bound was made; ``docs/methods/statistics.md`` says what each is worth."""


class Window(Table):
    """Bounds of the events in windows of days, by series. One row per series, assumption set, window and rule."""

    context_id: Series[str] = column("The context.")
    measure: Series[str] = column("What is counted.", isin=list(SERIES_MEASURES), caveats=("cumulative_not_flow",))
    population: Series[str] = column("Who is counted.")
    place: Series[str] = column("The place; national for the whole context.")
    origin_id: Series[str] = column("The origin whose counter it is; all for the truth behind every origin.")
    assumption_set: Series[str] = column("The assumption set, with the extra assumptions that were added to it, joined by +.")
    from_date: Series[pd.Timestamp] = column("First day of the window, included; of a stock, the day itself.")
    to_date: Series[pd.Timestamp] = column("Last day of the window, included.")
    low: Series[pd.Int64Dtype] = column("The fewest there can have been; empty when nothing is known.", unit="count", nullable=True)
    high: Series[pd.Int64Dtype] = column("The most there can have been; empty when nothing limits it.", unit="count", nullable=True)
    low_claims: Series[object] = column(
        "Claims and extra assumptions that together make low; none where it is the zero of every count. Where they would be more than 100, one "
        "stands for those that say the very same."
    )
    high_claims: Series[object] = column("Claims and extra assumptions that together make high, as of low.")
    rule: Series[str] = column(
        "How the bounds were made: one row where the claims agree; where they do not, the union and the intersection over the maximal sets of "
        "claims that do, and an intersection may be empty (low above high).",
        isin=list(WINDOW_RULES),
    )
