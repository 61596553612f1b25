"""Running totals alone, in closed form: the SQL of ``int_running_totals_bounded`` said in Python, and the windows between them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from orchestration.series.windows import Bound, Counter, Evidence, Windows, furthest_above


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


class Totals:
    """Bounds of windows by the totals at both ends: weaker than the closed matrix, and there for numbers of any size. The claims have to agree."""

    def __init__(self, counter: Counter, evidence: Sequence[Evidence]) -> None:
        self._eve = counter.eve
        self._evidence = evidence
        self._points = envelope(evidence, counter.grid(evidence))

    def between_ends(self, tail: date, head: date) -> Bound:
        """Events after the end of day ``tail`` to the end of day ``head``."""
        before, by = self._at(tail), self._at(head)
        low = 0 if before.high is None else max((by.low or 0) - before.high, 0)
        # of what happened before the first day nothing is known
        high = None if by.high is None or tail < self._eve else by.high - (before.low or 0)
        return Bound(
            low,
            high,
            sorted({*by.low_claims, *before.high_claims}) if low else [],
            [] if high is None else sorted({*by.high_claims, *before.low_claims}),
        )

    def _at(self, day: date) -> Point:
        if day <= self._eve:
            return Point(0, 0, [], [], False)
        found = self._points.get(day) or envelope(self._evidence, [day]).get(day)
        return found or Point(None, None, [], [], False)


def unopposed(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The running totals that no claim contradicts without a third. They can all hold: a total that never falls is a matter of two at a time."""
    opposed = {name for *pair, _ in furthest_above(evidence, evidence) for name in pair}
    return [claim for claim in evidence if claim.basis == "cumulative" and claim.claim_id not in opposed]


def bounds_of(counter: Counter, evidence: Sequence[Evidence]) -> Windows | Totals:
    """The closed matrix of claims that agree, or the totals alone where their numbers are too large for it."""
    matrix = Windows(counter, evidence)
    return matrix if matrix.adds_up else Totals(counter, evidence)
