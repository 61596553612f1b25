"""Counts of one measure in any window of days, from running totals and flows (difference constraints).

``C(g)`` is the number of events from the context's first day to the end of day ``g``: zero on the eve of the first day, never falling. A claim
speaks of the events from its first day, somewhere in ``start_first`` to ``start_last``, to its last day, somewhere in ``end_first`` to
``end_last``; a running total is the claim whose first day is the context's. Its lowest number bounds the widest window it can mean, its highest
number the narrowest one, so both hold whichever days were meant (Dechter, Meiri & Pearl 1991; docs/methods/statistics.md).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np

from orchestration.series.graph import Closed, Constraint, adds_up, negative_cycle

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one claim says of one series: ``low`` to ``high`` events (None: no limit) in a window that begins and ends on days it leaves open.

    ``end_first`` None: of a date that reaches back to an unknown day. ``bounds_above``: whether its highest number may be used. For a stock the
    start is of no meaning. What follows ``bounds_above`` explains conflicts and makes no bound; ``voice_id`` is the claim that this one repeats.
    """

    claim_id: str
    measure: str
    basis: str
    low: int | None
    high: int | None
    start_first: date | None
    start_last: date | None
    end_first: date | None
    end_last: date | None
    bounds_above: bool = True
    origin_id: str | None = None
    family: str | None = None
    value: int | None = None
    population: str | None = None
    count_unit: str | None = None
    definition: str | None = None
    published_on: date | None = None
    voice_id: str | None = None

    @property
    def most(self) -> int | None:
        """The highest number, where it may be used."""
        return self.high if self.bounds_above else None


@dataclass(frozen=True)
class RateCap:
    """A named extra assumption: at most ``per_day`` events of the measure on any day."""

    name: str
    per_day: int


class Bound(NamedTuple):
    """The fewest and the most events of a window, and the claims and assumptions that make each; None and no name: nothing limits it."""

    low: int | None
    high: int | None
    low_names: list[str]
    high_names: list[str]


@dataclass(frozen=True)
class Counter:
    """What is taken to be true of one counter: the context's first day, the caps on its rate, and further days of interest for its grid.

    The days of the grid are ends of days: the eve of the first day, ``days`` and the days that claims name. A window "from 1 to 31 December" is
    the difference of the totals at the ends of 30 November and 31 December.
    """

    starts_on: date
    caps: tuple[RateCap, ...] = ()
    days: tuple[date, ...] = field(default=(), repr=False)

    @property
    def eve(self) -> date:
        """The day at whose end every total is zero."""
        return self.starts_on - _DAY

    def grid(self, evidence: Iterable[Evidence]) -> list[date]:
        """The ends of days that the claims distinguish, with the eve and the days of interest, in order."""
        named = {day for claim in evidence for first, last, _ in _limits(claim) for day in (first, last)}
        return sorted({self.eve, *self.days, *named})

    def constraints(self, evidence: Iterable[Evidence], grid: Sequence[date]) -> list[Constraint]:
        """What the claims, the caps and the nature of a total say of the totals at the days of a grid that holds all their days."""
        position = {day: at for at, day in enumerate(grid)}
        found = [Constraint(at + 1, at, 0) for at in range(len(grid) - 1)]
        found += [Constraint(at, at + 1, cap.per_day * (grid[at + 1] - grid[at]).days, cap.name) for cap in self.caps for at in range(len(grid) - 1)]
        found += [Constraint(position[tail], position[head], weight, claim.claim_id) for claim in evidence for tail, head, weight in _limits(claim)]
        return found

    def without_caps(self) -> "Counter":
        """The same counter with no cap on its rate."""
        return Counter(self.starts_on, (), self.days)

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        """Names of claims and caps that cannot all hold, not yet the fewest; empty where everything can hold."""
        plain = Counter(self.starts_on, self.caps)
        grid = plain.grid(evidence)
        return frozenset(edge.name for edge in negative_cycle(len(grid), plain.constraints(evidence, grid)) if edge.name)

    def contradicting_pairs(self, evidence: Sequence[Evidence]) -> list[tuple[str, str, int]]:
        """Of each claim above another whose days hold its own, and of each such other, the pair that is furthest apart; caps take no part."""
        return furthest_above(evidence, evidence)

    def least_change(self, evidence: Sequence[Evidence], claim_id: str) -> int:
        """By how many events the limits of this claim have to give way for all to hold.

        Exact: every round finds a contradiction that remains and yields what settles it and no more. Raises ``ValueError`` where the others
        contradict one another without it.
        """
        grid = Counter(self.starts_on, self.caps).grid(evidence)
        stated = self.constraints(evidence, grid)
        change = 0
        while True:
            eased = [edge._replace(weight=edge.weight + change) if edge.name == claim_id else edge for edge in stated]
            cycle = negative_cycle(len(grid), eased)
            if not cycle:
                return change
            shares = sum(edge.name == claim_id for edge in cycle)
            if not shares:
                raise ValueError(f"no change of {claim_id} restores consistency: the others contradict one another")
            change += -(sum(edge.weight for edge in cycle) // shares)


def lies_within(part: Evidence, whole: Evidence) -> bool:
    """Whether the days of the one are surely among those of the other, whichever were meant; of stocks, whether both are of one and the same day."""
    (own_first, own_last), (first, last) = _widest(part), _narrowest(whole)
    if own_first is None or own_last is None or first is None or last is None:
        return False
    return (part.basis == "stock") == (whole.basis == "stock") and first <= own_first and own_last <= last


def above(parts: Iterable[Evidence], wholes: Iterable[Evidence]) -> Iterator[tuple[Evidence, Evidence, int]]:
    """Each claim whose lowest number is above the highest of one whose days hold its own, with that one, and by how much; found as they are asked."""
    highs = [(whole, whole.most) for whole in wholes if whole.most is not None]
    for part in parts:
        if part.low is not None:
            yield from ((part, whole, part.low - most) for whole, most in highs if part.low > most and lies_within(part, whole))


def furthest_above(parts: Iterable[Evidence], wholes: Iterable[Evidence]) -> list[tuple[str, str, int]]:
    """Of each such claim, and of each that it is above, the pair that is furthest apart, by id, and by how much; all wholes of a part at once."""
    named = [(whole.claim_id, whole.most, whole.basis == "stock", *_narrowest(whole)) for whole in wholes]
    highs = [
        (name, most, stock, first.toordinal(), last.toordinal()) for name, most, stock, first, last in named if most is not None and first and last
    ]
    most_, is_stock, first_, last_ = (np.array([high[at] for high in highs], dtype=np.int64) for at in range(1, 5))
    furthest, its_part = np.zeros(len(highs), dtype=np.int64), [""] * len(highs)
    pairs = set()
    for part in parts:
        first, last = _widest(part)
        if part.low is None or first is None or last is None or not highs:
            continue
        holds = (first_ <= first.toordinal()) & (last.toordinal() <= last_) & (is_stock == (part.basis == "stock"))
        by = np.where(holds, part.low - most_, 0)
        if by[at := int(by.argmax())] > 0:
            pairs.add((part.claim_id, highs[at][0], int(by[at])))
        for further in np.flatnonzero(by > furthest):
            furthest[further], its_part[further] = by[further], part.claim_id
    pairs |= {(name, high[0], int(by)) for name, high, by in zip(its_part, highs, furthest, strict=True) if name}
    return sorted(pairs)


def _widest(claim: Evidence) -> tuple[date | None, date | None]:
    """The first and the last day that the claim can mean."""
    return claim.end_first if claim.basis == "stock" else claim.start_first, claim.end_last


def _narrowest(claim: Evidence) -> tuple[date | None, date | None]:
    """The first and the last day that the claim surely means; the last before the first where it is sure of none."""
    return claim.end_last if claim.basis == "stock" else claim.start_last, claim.end_first


def _limits(claim: Evidence) -> Iterable[tuple[date, date, int]]:
    """``C(head) - C(tail) <= weight`` for each number of the claim that its days let be used, with the days as ends of days."""
    if claim.low is not None and claim.start_first is not None and claim.end_last is not None:
        yield claim.end_last, claim.start_first - _DAY, -claim.low
    if claim.most is not None and claim.start_last is not None and claim.end_first is not None and claim.start_last <= claim.end_first:
        yield claim.start_last - _DAY, claim.end_first, claim.most


class Windows:
    """The closed matrix of a counter: the bounds of every window of days. Space grows with the square of the days of the grid.

    The claims have to agree (``Counter.contradiction`` is empty); the matrix of claims that do not means nothing.
    """

    def __init__(self, counter: Counter, evidence: Sequence[Evidence]) -> None:
        self.counter = counter
        self.grid = counter.grid(evidence)
        self._constraints = counter.constraints(evidence, self.grid)

    @property
    def adds_up(self) -> bool:
        """Whether the numbers are small enough for the matrix; ``between_ends`` raises ``OverflowError`` where they are not."""
        return adds_up(len(self.grid), self._constraints)

    @cached_property
    def _closed(self) -> Closed:
        return Closed(len(self.grid), self._constraints)

    def between_ends(self, tail: date, head: date) -> Bound:
        """Events after the end of day ``tail`` to the end of day ``head``. Days between those of the grid get what their neighbours prove.

        That is always sound, and tight unless a rate cap is assumed. Raises ``ValueError`` where the window ends before it begins.
        """
        if head < tail:
            raise ValueError(f"the window ends at {head}, before {tail}")
        inner = bisect_left(self.grid, tail), bisect_right(self.grid, head) - 1
        outer = bisect_right(self.grid, tail) - 1, bisect_left(self.grid, head)
        low, low_names = 0, list[str]()
        if inner[0] < inner[1]:
            fewest = self._closed.most(inner[1], inner[0])
            low = max(-fewest, 0) if fewest is not None else 0
            low_names = self._closed.proof(inner[1], inner[0]) if low else []
        if outer[0] < 0 or outer[1] == len(self.grid):
            return Bound(low, None, low_names, [])
        high = self._closed.most(*outer)
        return Bound(low, high, low_names, [] if high is None else self._closed.proof(*outer))

    def between(self, first: date, last: date) -> Bound:
        """Events on the days ``first`` to ``last``, both included."""
        return self.between_ends(first - _DAY, last)
