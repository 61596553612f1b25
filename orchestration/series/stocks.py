"""People held, by the stock identity: held = held before + arrested - released - died, at the end of every day.

Every claim about the four is a linear constraint on the totals at the days of a grid, so the fewest and the most of a total, a window or a stock
are linear programs (HiGHS; Huangfu & Hall 2018). Only for counts of persons of one scope: the identity does not hold for events.
"""

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple

import highspy
import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

from orchestration.series.windows import Bound, Counter, Evidence, RateCap

IN: Final = "arrests"
OUT: Final = ("releases", "custodial_deaths")
STOCK: Final = "persons_held"
FLOWS: Final = (IN, *OUT)

_EXACT: Final = 1e-5
"""Solutions are numbers of people up to the solver's tolerance (1e-7 of feasibility); a claim is on a bound when its price is not zero."""
_OPTIMAL = 0

Numbers = npt.NDArray[np.float64]


class Cell(NamedTuple):
    """A number that is asked for: of a flow, the events after the end of day ``tail`` to the end of day ``head``; of the stock, held on ``head``."""

    measure: str
    tail: date
    head: date


class Row(NamedTuple):
    """``sum(coefficient * variable) <= limit``, by the claim or assumption of that name."""

    entries: dict[int, int]
    limit: int
    name: str


@dataclass(frozen=True)
class StockIdentity:
    """What is taken to be true: the first day, how many were held on its eve (None: unknown), caps on the rate of measures, days of interest.

    How many were held before is an assumption: zero where only those taken under the regime are counted.
    """

    starts_on: date
    held_before: tuple[int, int | None]
    caps: tuple[tuple[str, RateCap], ...] = ()
    days: tuple[date, ...] = ()

    def without_caps(self) -> "StockIdentity":
        """The same without caps."""
        return replace(self, caps=())

    def counter(self, measure: str) -> Counter:
        """The same for one of the flows alone."""
        return Counter(self.starts_on, tuple(cap for of, cap in self.caps if of == measure), self.days)

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        """Names of claims and caps that cannot all hold, not yet the fewest; none when all can, or when the solver does not say."""
        # asked again and again of nearly the same claims, and of a hundred thousand only some thousand can matter
        return Program(replace(self, days=()), _limiting(evidence)).contradiction()

    def contradicting_pairs(self, evidence: Sequence[Evidence]) -> list[tuple[str, str, int]]:
        """None: two claims of one measure are left to that measure."""
        del evidence
        return []

    def least_change(self, evidence: Sequence[Evidence], claim_id: str) -> int:
        """By how many people the limits of this claim have to give way for all to hold; one more program. Raises ``ValueError`` if none does."""
        change = Program(replace(self, days=()), evidence).least_easing(claim_id)
        if change is None:
            raise ValueError(f"no change of {claim_id} restores consistency: the others contradict one another")
        return change


class Program:
    """The constraints of the claims as one sparse matrix. The variables are the totals of each flow at each day of the grid, and held before."""

    def __init__(self, identity: StockIdentity, claims: Iterable[Evidence]) -> None:
        evidence = sorted(claims, key=lambda claim: claim.claim_id)
        counters = {measure: identity.counter(measure) for measure in FLOWS}
        flows = {measure: [claim for claim in evidence if claim.measure == measure and claim.basis != "stock"] for measure in FLOWS}
        stocks = [claim for claim in evidence if claim.measure == STOCK and claim.basis == "stock"]
        eve = counters[IN].eve
        named = {day for claim in stocks for day in (claim.end_first, claim.end_last) if day is not None}
        self.grid = sorted(named.union(*(counters[measure].grid(flows[measure]) for measure in FLOWS)))
        self._at = {day: at for at, day in enumerate(self.grid)}
        self._held_before = len(FLOWS) * len(self.grid)
        of_flows = (row for measure in FLOWS for row in self._flow_rows(counters[measure], measure, flows[measure]))
        of_stocks = (row for claim in stocks for row in self._stock_rows(claim))
        none_owed = (Row(_negated(self._held(day, day)), 0, "") for day in self.grid if day >= eve)
        self.rows = _tightest(chain(of_flows, of_stocks, none_owed))
        totals = [(0, 0) if day == eve else (0, None) if day > eve else (None, 0) for day in self.grid]
        self._ranges = [*totals * len(FLOWS), identity.held_before]

    def _flow_rows(self, counter: Counter, measure: str, claims: Sequence[Evidence]) -> Iterable[Row]:
        base = FLOWS.index(measure) * len(self.grid)
        for edge in counter.constraints(claims, self.grid):
            yield Row({base + edge.head: 1, base + edge.tail: -1}, edge.weight, edge.name)

    def _stock_rows(self, claim: Evidence) -> Iterable[Row]:
        """A stock of an unknown day: as many arrests and as few exits as its days allow for its lowest number, the reverse for its highest."""
        if claim.end_first is None or claim.end_last is None:
            return
        if claim.low is not None:
            yield Row(_negated(self._held(claim.end_last, claim.end_first)), -claim.low, claim.claim_id)
        if claim.most is not None:
            yield Row(self._held(claim.end_first, claim.end_last), claim.most, claim.claim_id)

    def _held(self, arrested_by: date, left_by: date) -> dict[int, int]:
        entries = {self._held_before: 1, self._at[arrested_by]: 1}
        return entries | {FLOWS.index(measure) * len(self.grid) + self._at[left_by]: -1 for measure in OUT}

    @cached_property
    def _matrix(self) -> Any:
        entries = [(at, variable, value) for at, row in enumerate(self.rows) for variable, value in row.entries.items()]
        rows, variables, values = zip(*entries, strict=True)
        return csr_array((np.array(values, dtype=float), (rows, variables)), shape=(len(self.rows), self._held_before + 1))

    @cached_property
    def _limits(self) -> Numbers:
        return np.array([row.limit for row in self.rows], dtype=float)

    def contradiction(self) -> frozenset[str]:
        """The named constraints that prove that not all can hold: those with a price when every one may give way at a cost (Chinneck 2008, ch. 6)."""
        named = [at for at, row in enumerate(self.rows) if row.name]
        if not named:
            return frozenset()
        ways = csr_array((np.full(len(named), -1.0), (named, range(len(named)))), shape=(len(self.rows), len(named)))
        cost = np.concatenate([np.zeros(self._held_before + 1), np.ones(len(named))])
        found = self._solve(cost, hstack([self._matrix, ways]), [*self._ranges, *[(0, None)] * len(named)])
        if found.status != _OPTIMAL or found.fun <= _EXACT:
            return frozenset()
        return frozenset(self.rows[at].name for at in np.flatnonzero(np.abs(found.ineqlin.marginals) > _EXACT)) - {""}

    def least_easing(self, claim_id: str) -> int | None:
        """The smallest whole number by which the limits of one claim have to be eased; None where no number is enough."""
        way = csr_array(np.array([[-1.0 if row.name == claim_id else 0.0] for row in self.rows]))
        cost = np.append(np.zeros(self._held_before + 1), 1.0)
        found = self._solve(cost, hstack([self._matrix, way]), [*self._ranges, (0, None)])
        return math.ceil(found.fun - _EXACT) if found.status == _OPTIMAL else None

    def _solve(self, cost: Numbers, matrix: Any, ranges: Sequence[tuple[int | None, int | None]]) -> Any:
        return linprog(cost, A_ub=matrix, b_ub=self._limits, bounds=ranges, method="highs")

    @cached_property
    def _solver(self) -> highspy.Highs:
        """The program without an objective: every cell is asked of the one before, from whose solution its own is a few steps away."""
        matrix = self._matrix.tocsc()
        low, high = zip(*self._ranges, strict=True)
        program = highspy.HighsLp()
        program.num_row_, program.num_col_ = matrix.shape
        program.col_cost_ = np.zeros(matrix.shape[1])
        program.col_lower_ = np.array([-math.inf if end is None else end for end in low], dtype=float)
        program.col_upper_ = np.array([math.inf if end is None else end for end in high], dtype=float)
        program.row_lower_ = np.full(matrix.shape[0], -math.inf)
        program.row_upper_ = self._limits
        program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        program.a_matrix_.start_, program.a_matrix_.index_, program.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("presolve", "off")
        solver.passModel(program)
        return solver

    def _least(self, cost: dict[int, int], until: float) -> tuple[highspy.HighsModelStatus, float, list[str]]:
        """How the search for the least of a sum ended, that sum, and the names of the constraints whose price is not zero."""
        solver = self._solver
        if until < math.inf:
            solver.setOptionValue("time_limit", solver.getRunTime() + max(until - time.monotonic(), 0.0))
        variables = np.array(sorted(cost), dtype=np.int32)
        solver.changeColsCost(len(variables), variables, np.array([cost[variable] for variable in variables], dtype=float))
        solver.run()
        priced = np.flatnonzero(np.abs(solver.getSolution().row_dual) > _EXACT)
        found = solver.getModelStatus(), solver.getInfo().objective_function_value, sorted({self.rows[at].name for at in priced} - {""})
        solver.changeColsCost(len(variables), variables, np.zeros(len(variables)))
        return found

    def bound(self, cell: Cell, until: float = math.inf) -> tuple[Bound | None, str]:
        """The fewest and the most of a cell, rounded inwards to whole numbers, with the claims whose price is not zero; else None and the reason.

        ``until``: the reading of ``time.monotonic`` at which to give up.
        """
        asked = self._asked(cell)
        ends: list[tuple[int | None, list[str]]] = []
        for sign in (1, -1):
            status, least, names = self._least({variable: sign * value for variable, value in asked.items()}, until)
            if status == highspy.HighsModelStatus.kOptimal:
                ends.append((sign * math.ceil(least - _EXACT), names))
            elif status == highspy.HighsModelStatus.kUnbounded:
                ends.append((None, []))
            else:
                return None, "time limit" if status == highspy.HighsModelStatus.kTimeLimit else "no solution"
        (low, low_names), (high, high_names) = ends
        return Bound(low, high, low_names if low else [], high_names), ""

    def _asked(self, cell: Cell) -> dict[int, int]:
        if cell.measure == STOCK:
            return self._held(cell.head, cell.head)
        base = FLOWS.index(cell.measure) * len(self.grid)
        return {base + self._at[cell.head]: 1, base + self._at[cell.tail]: -1} if cell.head != cell.tail else {}


def _limiting(claims: Iterable[Evidence]) -> set[Evidence]:
    """Of the claims of a measure about the same days those with the highest low and the lowest high number: the others limit nothing beyond them."""
    lows: dict[tuple[Any, ...], Evidence] = {}
    highs: dict[tuple[Any, ...], Evidence] = {}
    for claim in claims:
        days = claim.measure, claim.basis, claim.start_first, claim.start_last, claim.end_first, claim.end_last
        if claim.low is not None and (days not in lows or (-claim.low, claim.claim_id) < (-(lows[days].low or 0), lows[days].claim_id)):
            lows[days] = claim
        if claim.most is not None and (days not in highs or (claim.most, claim.claim_id) < (highs[days].most or 0, highs[days].claim_id)):
            highs[days] = claim
    return {*lows.values(), *highs.values()}


def _tightest(rows: Iterable[Row]) -> list[Row]:
    """Of the constraints on one sum the tightest, in the order of their first: a thousand papers that give one number are one constraint."""
    found: dict[tuple[tuple[int, int], ...], Row] = {}
    for row in rows:
        key = tuple(sorted(row.entries.items()))
        if key not in found or row.limit < found[key].limit:
            found[key] = row
    return list(found.values())


def _negated(entries: dict[int, int]) -> dict[int, int]:
    return {variable: -value for variable, value in entries.items()}
