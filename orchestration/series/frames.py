"""Frames in, frames out: the bounds and the conflicts of many series at once.

Columns of the evidence, one row per claim, series and assumption set: ``context_id``, ``measure``, ``population``, ``place``, ``origin_id`` (the
series), ``assumption_set``, ``starts_on`` (first day that the context counts), ``claim_id``, ``basis``, ``low``, ``high``, ``start_first``,
``start_last``, ``end_first``, ``end_last``, ``bounds_above``. May also have ``voice_id``, the claim that each repeats, so that copies are no
weight; and, to explain conflicts, ``claim_origin_id``, ``claim_family``, ``value``, ``count_unit``, ``definition``, ``published_on``.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pandas as pd

from orchestration.model.conflict import Conflict as ConflictTable
from orchestration.model.schema import Table, records
from orchestration.model.window import SET_ASIDE
from orchestration.model.window import Window as WindowTable
from orchestration.series.conflict_rows import Group, conflict_rows
from orchestration.series.conflicts import Tested, conflicts, consistent_subsets, undisputed
from orchestration.series.envelopes import Totals, unopposed
from orchestration.series.statements import Statements, all_tellings, representing, statements
from orchestration.series.windows import Bound, Counter, Evidence, RateCap, Windows

SERIES = ["context_id", "measure", "population", "place", "origin_id", "assumption_set"]
_REQUIRED = [*SERIES, "starts_on", "claim_id", "basis", "low", "high", "start_first", "start_last", "end_first", "end_last", "bounds_above"]
_DAYS = ("starts_on", "start_first", "start_last", "end_first", "end_last", "published_on")
_ADDED = {"claim_origin_id": "origin_id", "count_unit": "count_unit", "definition": "definition", "voice_id": "voice_id"}
_DAY = timedelta(days=1)


def series_windows(evidence: pd.DataFrame, month_ends: pd.DataFrame, extra: pd.DataFrame | None = None) -> pd.DataFrame:
    """Bounds of the windows of every series of running totals and flows (model Window), wherever anything is known.

    From the context's first day to each day of the grid, between all pairs of month ends (``month_ends``: ``context_id``, ``month_end``), and for
    the windows that claims name.
    ``extra``: rate caps by name (``assumption_id``, ``measure``, ``most_per_day``, as in the table of assumption sets). Stocks are passed over:
    see ``stock_windows``. Raises ``ValueError`` naming columns that are missing. Cost: days of the grid times claims a series (times a logarithm).
    """
    rows = []
    for group in series(evidence, month_ends, extra):
        events = [claim for claim in group.evidence if claim.basis != "stock"]
        if events:
            found = _windows(group.counter, events)
            # where too many contradictions leave nothing, that has to be said: what the claims give each alone is contested
            rows += [{**group.key, **row} for row in found if row["low"] or row["high"] is not None or row["rule"] == SET_ASIDE]
    return typed(rows, WindowTable)


def series_conflicts(evidence: pd.DataFrame, extra: pd.DataFrame | None = None) -> pd.DataFrame:
    """The conflicts of every series, of its stocks of one day, and of parts with their wholes (model Conflict). Columns as ``series_windows``."""
    return typed(list(conflict_rows(list(series(evidence, None, extra)))), ConflictTable)


def series(evidence: pd.DataFrame, month_ends: pd.DataFrame | None, extra: pd.DataFrame | None) -> Iterator[Group]:
    """The series of the evidence, in order of their keys."""
    missing = [name for name in _REQUIRED if name not in evidence.columns]
    if missing:
        raise ValueError(f"evidence: no column {', '.join(missing)}")
    caps = [(row["measure"], RateCap(row["assumption_id"], int(row["most_per_day"]))) for row in records(extra)] if extra is not None else []
    months = (
        {}
        if month_ends is None
        else {str(code): tuple(day for day in _dates(days) if day is not None) for code, days in month_ends.groupby("context_id")["month_end"]}
    )
    known = evidence.copy()
    for name in set(_DAYS) & set(evidence.columns):
        known[name] = pd.Series(_dates(evidence[name]), index=evidence.index, dtype=object)
    for key, rows in known.groupby(SERIES, sort=True):
        named: dict[str, str] = dict(zip(SERIES, map(str, key), strict=True))
        own = tuple(sorted((cap for measure, cap in caps if measure == named["measure"]), key=lambda cap: cap.name))
        reading = named["assumption_set"]
        named["assumption_set"] = "+".join([reading, *(cap.name for cap in own)])
        claims = [_evidence(dict(zip(known.columns, row, strict=True))) for row in rows.sort_values("claim_id").itertuples(index=False, name=None)]
        yield Group(named, reading, Counter(min(rows["starts_on"]), own, months.get(named["context_id"], ())), claims)


def _dates(days: "pd.Series[Any]") -> list[date | None]:
    """The days as dates; one day is one object, however often it is said."""
    positions, distinct = pd.factorize(pd.to_datetime(days))
    known = [day.date() for day in distinct]
    return [None if position < 0 else known[position] for position in positions]


def _evidence(row: dict[str, Any]) -> Evidence:
    # a claim is said once for each reading of the words, and the same few words in every row: once in memory is enough
    said: dict[str, Any] = {name: None if pd.isna(value) else sys.intern(value) if isinstance(value, str) else value for name, value in row.items()}
    if said["basis"] == "cumulative":
        # a running total is one from the first day, and what was told before that day holds from it on (docs/decisions/0010)
        said["start_first"] = said["start_last"] = said["starts_on"]
        said["end_last"] = said["end_last"] and max(said["end_last"], said["starts_on"])
    return Evidence(
        claim_id=said["claim_id"],
        measure=said["measure"],
        basis=said["basis"],
        low=_whole(said["low"]),
        high=_whole(said["high"]),
        start_first=said["start_first"],
        start_last=said["start_last"],
        end_first=said["end_first"],
        end_last=said["end_last"],
        bounds_above=bool(said["bounds_above"]),
        value=_whole(said.get("value")),
        published_on=said.get("published_on"),
        population=said["population"],
        # an origin that is in no family is one of its own
        family=said.get("claim_family") or said.get("claim_origin_id"),
        **{own: said.get(name) for name, own in _ADDED.items()},
    )


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _windows(counter: Counter, events: Sequence[Evidence]) -> Iterator[dict[str, Any]]:
    grid = counter.grid(events)
    known = set(grid)
    months = sorted({counter.eve, *counter.days} & known)
    pairs = sorted(
        {(counter.eve, day) for day in grid if day > counter.eve}
        | {(tail, head) for tail, head in combinations(months, 2) if tail >= counter.eve}
        | {(tail, head) for claim in events for tail, head in _named(claim) if counter.eve <= tail < head and tail in known and head in known}
    )
    matrix = Windows(counter, events)
    is_agreed = not counter.contradiction(events)
    if is_agreed and matrix.adds_up:
        for tail, head in pairs:
            yield window_row(tail, head, matrix.between_ends(tail, head), "shortest path")
        return
    stated = statements(events)
    leading = representing(events, stated)
    tested = Tested(counter)
    if not matrix.adds_up:
        kept, is_settled = undisputed(tested, leading)
        rest = all_tellings(events, stated, [claim.claim_id for claim in kept]) if is_settled else unopposed(events)
        totals, rule = Totals(counter, rest), f"closed form: numbers too large{'' if is_agreed else ', claims in conflict set aside'}"
        for tail, head in pairs:
            yield window_row(tail, head, totals.between_ends(tail, head), rule)
        return
    found = conflicts(tested, leading)
    whole = Counter(counter.starts_on, counter.caps, tuple(grid))
    remainder, is_settled = undisputed(tested, [claim for claim in leading if claim.claim_id not in found.disputed])
    outside = _closed(whole, events, stated, remainder) if is_settled else Totals(counter, unopposed(events))
    if found.pairs or not is_settled:
        for tail, head in pairs:
            yield window_row(tail, head, outside.between_ends(tail, head), SET_ASIDE)
        return
    subsets, are_all = consistent_subsets(found, leading)
    settled = [kept for kept, agrees in (undisputed(tested, subset) for subset in subsets) if agrees]
    are_all = are_all and len(settled) == len(subsets)
    alternatives = [_closed(whole, events, stated, kept) for kept in settled]
    for tail, head in pairs:
        bounds = [matrix.between_ends(tail, head) for matrix in alternatives]
        yield window_row(
            tail,
            head,
            _union(bounds) if are_all else outside.between_ends(tail, head),
            "union of consistent subsets" if are_all else "claims outside every conflict",
        )
        if bounds:
            yield window_row(tail, head, _intersection(bounds), f"intersection of {'' if are_all else 'some '}consistent subsets")


def _closed(counter: Counter, events: Sequence[Evidence], stated: Statements, kept: Sequence[Evidence]) -> Windows:
    """The matrix of all tellings of these statements: a copy stays and goes with its statement."""
    return Windows(counter, all_tellings(events, stated, [claim.claim_id for claim in kept]))


def _named(claim: Evidence) -> Iterator[tuple[date, date]]:
    """The widest and the narrowest window that the claim can mean, as ends of days."""
    for first, last in ((claim.start_first, claim.end_last), (claim.start_last, claim.end_first)):
        if first is not None and last is not None:
            yield first - _DAY, last


def _union(bounds: Sequence[Bound]) -> Bound:
    """The fewest and the most that any of the bounds allows."""
    lowest = min(bounds, key=lambda bound: bound.low or 0)
    highest = max(bounds, key=lambda bound: (bound.high is None, bound.high or 0))
    return Bound(lowest.low, highest.high, lowest.low_names, highest.high_names)


def _intersection(bounds: Sequence[Bound]) -> Bound:
    """What all of the bounds allow; nothing, with low above high, where they exclude one another."""
    highest = max(bounds, key=lambda bound: bound.low or 0)
    lowest = min(bounds, key=lambda bound: (bound.high is None, bound.high or 0))
    return Bound(highest.low, lowest.high, highest.low_names, lowest.high_names)


def window_row(tail: date, head: date, bound: Bound, rule: str) -> dict[str, Any]:
    """The columns of the model Window beside the key, for the window after the end of ``tail`` to the end of ``head``."""
    return {
        "from_date": tail + _DAY,
        "to_date": head,
        "low": bound.low,
        "high": bound.high,
        "low_claims": bound.low_names,
        "high_claims": bound.high_names,
        "rule": rule,
    }


def typed(rows: Sequence[dict[str, Any]], model: type[Table]) -> pd.DataFrame:
    """The rows as a frame of that model: its columns in their order and types, also when there is none."""
    frame = pd.DataFrame(rows, columns=list(model.to_schema().columns))
    for name, field in model.to_schema().columns.items():
        values = pd.to_datetime(frame[name]) if str(field.dtype) == "datetime64[ns]" else frame[name]
        frame[name] = values.astype(str(field.dtype)) if str(field.dtype) != "str" else values.astype(object)
    return frame
