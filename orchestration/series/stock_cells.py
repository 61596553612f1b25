"""Bounds of people held and of the totals that go with them: by linear programs, else by each measure alone, and always with the rule.

The programs and what is taken to be true are in :mod:`orchestration.series.stocks`.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from orchestration.series.conflicts import undisputed
from orchestration.series.envelopes import Totals, bounds_of, unopposed
from orchestration.series.statements import all_tellings, representing, statements
from orchestration.series.stocks import FLOWS, STOCK, Cell, Program, StockIdentity
from orchestration.series.windows import Bound, Evidence

_SET_ASIDE: Final = ", claims in conflict set aside"

_End = tuple[int, list[str]]
"""A number that a stock is not below, or not above, and the claims that make it."""


class Solved(NamedTuple):
    """A cell with its bounds and how they were made: a linear program, or the closed form and why; of all claims or of those that agree."""

    cell: Cell
    bound: Bound
    rule: str


def stock_bounds(identity: StockIdentity, evidence: Sequence[Evidence], cells: Sequence[Cell], seconds: float = 60) -> list[Solved]:
    """Bounds of every cell, in the order asked. Two linear programs a cell, of as many variables as three times the days of the grid.

    Never empty and never an exception for what claims say. Where claims contradict one another, those of one conflict after another are set aside,
    each with its copies, and the rule says so; where that takes too many tests, every cell has its closed form. Where ``seconds`` for all cells have
    passed, or the solver finds no solution, a cell has the bounds of its closed form, which uses each measure alone, and the reason.
    """
    until = time.monotonic() + seconds
    stated = statements(evidence)
    asked = replace(identity, days=(*identity.days, *(day for cell in cells for day in (cell.tail, cell.head))))
    kept, is_settled = undisputed(identity, representing(evidence, stated))
    if not is_settled:
        closed = ClosedForm(asked, evidence)
        return [Solved(cell, closed.bound(cell), f"closed form: too many contradictions{_SET_ASIDE}") for cell in cells]
    rest = all_tellings(evidence, stated, [claim.claim_id for claim in kept])
    program, closed = Program(asked, rest), ClosedForm(asked, rest)
    aside = _SET_ASIDE if len(rest) < len(evidence) else ""
    solved = []
    for cell in cells:
        bound, reason = program.bound(cell, until) if time.monotonic() < until else (None, "time limit")
        if bound is None:
            own = _SET_ASIDE if closed.sets_aside(cell) else ""
            solved.append(Solved(cell, closed.bound(cell), f"closed form: {reason}{aside or own}"))
        else:
            solved.append(Solved(cell, bound, f"linear program{aside}"))
    return solved


class ClosedForm:
    """The bounds of every cell from each measure alone: weaker than the programs, and always there.

    Of a measure whose own claims contradict one another the claims in conflict are set aside. Of a stock a number from below that some number from
    above excludes is set aside, and that number too: what is left holds both sides.
    """

    def __init__(self, identity: StockIdentity, evidence: Sequence[Evidence]) -> None:
        self._identity = identity
        self._stocks = [claim for claim in evidence if claim.measure == STOCK and claim.basis == "stock"]
        self._flows = {}
        self._disputed = set()
        for measure in FLOWS:
            counter = identity.counter(measure)
            claims = [claim for claim in evidence if claim.measure == measure and claim.basis != "stock"]
            rest, is_settled = undisputed(counter, claims)
            self._flows[measure] = bounds_of(counter, rest) if is_settled else Totals(counter, unopposed(claims))
            if len(rest) < len(claims):
                self._disputed.add(measure)

    def bound(self, cell: Cell) -> Bound:
        """The bound of one cell; of a stock, by the totals since the first day and by the figures of that very day."""
        if cell.measure != STOCK:
            return self._flows[cell.measure].between_ends(cell.tail, cell.head)
        lows, highs = self._ends(cell.head)
        fewest, most = _extremes(lows, highs)
        low, low_names = max((end for end in lows if not end[0] or most is None or end[0] <= most), key=lambda end: end[0])
        high, high_names = min((end for end in highs if end[0] >= fewest), key=lambda end: end[0], default=(None, []))
        return Bound(low, high, low_names, high_names)

    def sets_aside(self, cell: Cell) -> bool:
        """Whether the bound of the cell leaves out numbers because they exclude others."""
        if cell.measure != STOCK:
            return cell.measure in self._disputed
        fewest, most = _extremes(*self._ends(cell.head))
        return bool(self._disputed) or (most is not None and fewest > most)

    def _ends(self, day: date) -> tuple[list[_End], list[_End]]:
        """All that bounds the stock of a day from below, zero first, and from above."""
        arrests, *exits = (self._flows[measure].between_ends(self._identity.counter(measure).eve, day) for measure in FLOWS)
        before_low, before_high = self._identity.held_before
        lows: list[_End] = [(0, [])]
        highs: list[_End] = []
        if (left := _total(left.high for left in exits)) is not None:
            lows.append((before_low + (arrests.low or 0) - left, sorted({*arrests.low_names, *(name for left in exits for name in left.high_names)})))
        if before_high is not None and arrests.high is not None:
            names = sorted({*arrests.high_names, *(name for left in exits for name in left.low_names)})
            highs.append((before_high + arrests.high - sum(left.low or 0 for left in exits), names))
        of_the_day = [claim for claim in self._stocks if claim.end_first == claim.end_last == day]
        lows += [(claim.low, [claim.claim_id]) for claim in of_the_day if claim.low is not None]
        highs += [(claim.most, [claim.claim_id]) for claim in of_the_day if claim.most is not None]
        return lows, highs


def _extremes(lows: Iterable[_End], highs: Iterable[_End]) -> tuple[int, int | None]:
    """The highest lower and the lowest upper number."""
    return max(number for number, _ in lows), min((number for number, _ in highs), default=None)


def _total(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(number for number in known if number is not None)
