"""Running totals alone, in closed form: the SQL of ``int_running_totals_bounded`` said in Python."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from orchestration.series.windows import Evidence


class Point(NamedTuple):
    """A total at the end of a day: its bounds, the claims that reach each, and whether they contradict one another (low above high)."""

    low: int | None
    high: int | None
    low_claims: list[str]
    high_claims: list[str]
    contested: bool


def envelope(evidence: Iterable[Evidence], days: Sequence[date]) -> dict[date, Point]:
    """Bounds of a running total at the ends of these days; a day that nothing bears on is absent. O(claims x days).

    The highest lower number of the claims reached by then, the lowest upper number of the claims not reached before (method: a total never
    falls). Flows and stocks are no evidence here.
    """
    known = [claim for claim in evidence if claim.basis == "cumulative"]
    found = {}
    for day in days:
        lows = {claim.claim_id: claim.low for claim in known if claim.low is not None and claim.end_last is not None and claim.end_last <= day}
        highs = {claim.claim_id: claim.most for claim in known if claim.most is not None and claim.end_first is not None and claim.end_first >= day}
        if lows or highs:
            low, high = max(lows.values(), default=None), min(highs.values(), default=None)
            found[day] = Point(
                low,
                high,
                sorted(name for name, bound in lows.items() if bound == low),
                sorted(name for name, bound in highs.items() if bound == high),
                low is not None and high is not None and low > high,
            )
    return found
