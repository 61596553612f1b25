"""Frames in, frames out: people held and the flows that make them, by linear programs, for many scopes at once. Columns as in ``frames``."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from orchestration.model.conflict import Conflict as ConflictTable
from orchestration.model.window import Window as WindowTable
from orchestration.series.conflict_rows import Group, conflict_row
from orchestration.series.conflicts import conflicts
from orchestration.series.frames import series, typed, window_row
from orchestration.series.kinds import explanation
from orchestration.series.statements import representing, statements
from orchestration.series.stock_cells import stock_bounds
from orchestration.series.stocks import FLOWS, STOCK, Cell, StockIdentity
from orchestration.series.windows import Evidence

_SCOPE = ("context_id", "population", "place", "origin_id")
_LOOKS = 60
"""Each look is a few linear programs over all claims of a scope."""
_BEYOND = "Arrested less released less died cannot give the number held."


class Scope(NamedTuple):
    """The series whose people are the same: key, identity and claims of all four measures."""

    key: dict[str, str]
    identity: StockIdentity
    evidence: list[Evidence]


def stock_windows(
    evidence: Iterable[pd.DataFrame],
    month_ends: pd.DataFrame,
    extra: pd.DataFrame | None = None,
    held_before: tuple[int, int | None] = (0, None),
    seconds: float = 60,
) -> pd.DataFrame:
    """People held at month ends, and the totals of arrests, releases and deaths that go with them (model Window), wherever anything is known.

    ``evidence``: frames, each of whole series, so that memory need not hold all rows beside the claims that are made of them.
    One scope per context, population, place, origin and assumption set that has at least two of the four measures. Only claims whose unit and
    scope agree belong in the evidence: persons, not events. ``held_before``: the fewest and the most held on the eve of the first day (the most
    None: unknown). ``seconds``: for all cells of one scope; what is not solved by then has the closed form and says so.
    """
    rows = []
    for scope in _scopes(evidence, month_ends, extra, held_before):
        for solved in stock_bounds(scope.identity, scope.evidence, _cells(scope.identity), seconds):
            if not solved.bound.low and solved.bound.high is None:
                continue
            tail = solved.cell.tail
            rows.append({**scope.key, "measure": solved.cell.measure, **window_row(tail, solved.cell.head, solved.bound, solved.rule)})
            if solved.cell.measure == STOCK:
                rows[-1]["from_date"] = solved.cell.head
    return typed(rows, WindowTable)


def stock_conflicts(
    evidence: Iterable[pd.DataFrame], extra: pd.DataFrame | None = None, held_before: tuple[int, int | None] = (0, None)
) -> pd.DataFrame:
    """Stocks beyond their flows: irreducible conflicts of claims of more than one measure (model Conflict). Input as ``stock_windows``."""
    rows = []
    for scope in _scopes(evidence, None, extra, held_before):
        measure = {claim.claim_id: claim.measure for claim in scope.evidence}
        stated = statements(scope.evidence)
        leading = representing(scope.evidence, stated)
        found = conflicts(scope.identity, leading, looks=_LOOKS)
        for conflict in found.found:
            if len({measure[name] for name in conflict.claims}) > 1:
                words = explanation(conflict, leading, _BEYOND, found.is_complete)
                rows.append(conflict_row({**scope.key, "measure": STOCK}, conflict, leading, stated, "stock_beyond_flows", words))
    return typed(rows, ConflictTable)


def _scopes(
    evidence: Iterable[pd.DataFrame], month_ends: pd.DataFrame | None, extra: pd.DataFrame | None, held_before: tuple[int, int | None]
) -> Iterator[Scope]:
    """The scopes in order of their keys; caps name every assumption set of their scope."""

    def scope_of(group: Group) -> tuple[str, ...]:
        return (*(group.key[name] for name in _SCOPE), group.assumption_set)

    taken = [group for frame in evidence for group in series(frame, month_ends, extra) if group.key["measure"] in (*FLOWS, STOCK)]
    for same, members in groupby(sorted(taken, key=scope_of), key=scope_of):
        groups = list(members)
        if len(groups) > 1:
            caps = tuple((group.key["measure"], cap) for group in groups for cap in group.counter.caps)
            label = "+".join([same[-1], *(cap.name for _, cap in caps)])
            key = {**dict(zip(_SCOPE, same, strict=False)), "assumption_set": label}
            first = groups[0].counter
            yield Scope(key, StockIdentity(first.starts_on, held_before, caps, first.days), [claim for group in groups for claim in group.evidence])


def _cells(identity: StockIdentity) -> list[Cell]:
    """The stock at each month end, and the total of each flow up to it."""
    eve = identity.counter(FLOWS[0]).eve
    months: list[date] = sorted(day for day in identity.days if day > eve)
    return [Cell(STOCK, day, day) for day in months] + [Cell(measure, eve, day) for measure in FLOWS for day in months]
