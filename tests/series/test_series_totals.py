"""Windows by the totals at both ends, where numbers are too large for the closed matrix."""

import random
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from series_worlds import EVE, START, claim, day, flow, stock, true_claims, world

from orchestration.model.window import Window
from orchestration.series.envelopes import Totals, bounds_of
from orchestration.series.frames import series_windows
from orchestration.series.stock_cells import ClosedForm
from orchestration.series.stock_frames import stock_windows
from orchestration.series.stocks import STOCK, Cell, StockIdentity
from orchestration.series.windows import Bound, Counter, Evidence, Windows

LARGE = 10**15 - 1
LONG_RECORD = [claim(f"c{at:03}", LARGE, LARGE, at) for at in range(1, 701)]


def windows(claims: list[Evidence], months: list[date]) -> pd.DataFrame:
    key = {"context_id": "northmark", "population": "all", "place": "national", "origin_id": "all", "assumption_set": "A1", "starts_on": START}
    rows: list[dict[str, Any]] = [asdict(said) | key for said in claims]
    return Window.validate(series_windows(pd.DataFrame(rows), pd.DataFrame({"context_id": "northmark", "month_end": months})))


def test_numbers_too_large_for_the_matrix_leave_the_closed_form_and_the_reason() -> None:
    assert not Windows(Counter(START), LONG_RECORD).adds_up
    found = windows(LONG_RECORD, [day(0), day(700)])
    assert set(found["rule"]) == {"closed form: numbers too large"}
    whole = found[(found["from_date"] == pd.Timestamp(START)) & (found["to_date"] == pd.Timestamp(day(700)))].to_dict("records")
    assert [(row["low"], row["high"], row["high_claims"]) for row in whole] == [(LARGE, LARGE, ["c700"])]


def test_large_numbers_that_contradict_one_another_stop_nothing_either() -> None:
    found = windows([*LONG_RECORD, claim("fewer", 5, 5, 800)], [day(0), day(700)])
    assert set(found["rule"]) == {"closed form: numbers too large, claims in conflict set aside"}
    assert (found["low"] <= found["high"]).all()


def test_the_stock_identity_stands_large_numbers() -> None:
    closed = ClosedForm(StockIdentity(START, (0, 0)), LONG_RECORD)
    assert isinstance(bounds_of(Counter(START), LONG_RECORD), Totals)
    held = Cell(STOCK, day(700), day(700))
    assert closed.bound(held).high == LARGE
    assert not closed.sets_aside(held)
    key = {"context_id": "northmark", "population": "all", "place": "national", "origin_id": "all", "assumption_set": "A1", "starts_on": START}
    rows = pd.DataFrame([asdict(said) | key for said in (*LONG_RECORD[::10], stock("held", 5, 5, 700))])
    found = stock_windows([rows], pd.DataFrame({"context_id": ["northmark"], "month_end": [day(700)]}), seconds=0)
    assert set(found["rule"]) <= {"closed form: time limit"}


def test_numbers_that_fit_have_the_matrix() -> None:
    assert isinstance(bounds_of(Counter(START), LONG_RECORD[:3]), Windows)


@pytest.mark.parametrize(("tail", "head", "expected"), [
    (EVE, day(10), Bound(60, 70, ["a"], ["a"])),
    (day(10), day(20), Bound(30, 50, ["a", "b"], ["a", "b"])),
    (day(12), day(20), Bound(0, 50, [], ["a", "b"])),
    (day(20), day(30), Bound(0, None, [], [])),
    (EVE - timedelta(days=1), day(10), Bound(60, None, ["a"], [])),
    (day(3), day(3), Bound(0, 70, [], ["a"])),
])  # fmt: skip
def test_a_window_is_the_total_at_its_end_less_that_at_its_beginning(tail: date, head: date, expected: Bound) -> None:
    assert Totals(Counter(START), [claim("a", 60, 70, 10), claim("b", 100, 110, 20)]).between_ends(tail, head) == expected


@given(st.integers(0, 10**9))
@settings(max_examples=60)
def test_the_totals_are_never_tighter_than_the_matrix(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    claims = [replace(said, measure="arrests") for said in true_claims(chance, world(chance)) if said.measure == "arrests"]
    matrix, totals = Windows(Counter(START), claims), Totals(Counter(START), claims)
    tail, head = sorted(chance.sample([EVE, *map(day, range(1, 300))], 2))
    tight, weak = matrix.between_ends(tail, head), totals.between_ends(tail, head)
    assert (weak.low or 0) <= (tight.low or 0)
    assert weak.high is None or (tight.high is not None and tight.high <= weak.high)


def test_flows_are_no_evidence_of_totals() -> None:
    assert Totals(Counter(START), [flow("f", 5, 5, (1, 1), (9, 9))]).between_ends(EVE, day(9)) == Bound(0, None, [], [])
