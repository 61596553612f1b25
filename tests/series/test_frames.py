"""The example of docs/methods/bounds.md, worked by hand there, through the frames that the warehouse gives and takes."""

from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from orchestration.model.conflict import Conflict
from orchestration.model.window import SET_ASIDE, Window
from orchestration.series.frames import series_conflicts, series_windows
from orchestration.series.intervals import interval
from orchestration.series.stock_frames import stock_conflicts, stock_windows

START = date(2031, 1, 1)
JUNE, SEPTEMBER, OCTOBER, DECEMBER = date(2031, 6, 30), date(2031, 9, 30), date(2031, 10, 31), date(2031, 12, 31)
MONTH_ENDS = [*(day.date() for day in pd.date_range(START, DECEMBER, freq="ME"))]


def row(name: str, qualifier: str, value: int, ends: tuple[date, date], start: date = START, told: date | None = None) -> dict[str, Any]:
    low, high = interval(qualifier, value, value, value, "A1")
    return {
        "context_id": "northmark", "measure": "arrests", "population": "all", "place": "national", "origin_id": "police", "assumption_set": "A1",
        "starts_on": START, "claim_id": name, "basis": "cumulative" if start == START else "flow", "low": low, "high": high,
        "start_first": start, "start_last": start, "end_first": ends[0], "end_last": ends[1], "bounds_above": True,
        "claim_origin_id": "police", "value": value, "published_on": told,
    }  # fmt: skip


NOVEMBER_15, JANUARY_15 = date(2031, 11, 15), date(2032, 1, 15)
AGREEING = [
    row("a", "exactly", 2_400, (JUNE, JUNE), told=date(2031, 7, 2)),
    row("b", "more_than", 3_000, (date(2031, 9, 15), date(2031, 9, 15)), told=date(2031, 9, 15)),
    row("c", "exactly", 2_400, (JUNE, NOVEMBER_15), told=NOVEMBER_15),
    row("d", "about", 3_900, (DECEMBER, DECEMBER), told=date(2032, 1, 2)),
    row("e", "exactly", 500, (OCTOBER, OCTOBER), start=date(2031, 10, 1), told=date(2031, 11, 2)),
]
LOWER_LATER = row("f", "exactly", 3_700, (JANUARY_15, JANUARY_15), told=JANUARY_15)


def windows(rows: list[dict[str, Any]], extra: pd.DataFrame | None = None) -> dict[tuple[date, date, str], tuple[Any, ...]]:
    months = pd.DataFrame({"context_id": "northmark", "month_end": MONTH_ENDS})
    found = Window.validate(series_windows(pd.DataFrame(rows), months, extra))
    return {
        (row.from_date.date(), row.to_date.date(), row.rule): (
            None if pd.isna(row.low) else row.low, None if pd.isna(row.high) else row.high, row.low_claims, row.high_claims
        )
        for row in found.itertuples()
    }  # fmt: skip


@pytest.mark.parametrize(("first", "last", "expected"), [
    (START, date(2031, 3, 31), (0, 2_449, [], ["a", "c"])),
    (START, JUNE, (2_350, 2_449, ["a"], ["a", "c"])),
    (START, SEPTEMBER, (3_001, 3_499, ["b"], ["d", "e"])),
    (START, OCTOBER, (3_451, 3_949, ["b", "e"], ["d"])),
    (START, DECEMBER, (3_850, 3_949, ["d"], ["d"])),
    (date(2031, 7, 1), DECEMBER, (1_401, 1_599, ["a", "c", "d"], ["a", "d"])),
    (date(2031, 10, 1), OCTOBER, (450, 549, ["e"], ["e"])),
])  # fmt: skip
def test_the_example_of_the_documentation_has_the_bounds_worked_out_there(first: date, last: date, expected: tuple[Any, ...]) -> None:
    assert windows(AGREEING)[first, last, "shortest path"] == expected


def test_the_bounds_of_half_a_year_are_not_the_sum_of_its_months() -> None:
    found = windows(AGREEING)
    months = [found[(day + pd.Timedelta(days=1)), end, "shortest path"] for day, end in pairwise(MONTH_ENDS[5:])]
    assert sum(low for low, *_ in months) == 450
    assert sum(high for _, high, *_ in months) == 4_992


def test_a_retelling_changes_no_bound() -> None:
    without = [said for said in AGREEING if said["claim_id"] != "c"]
    among = {key: found[:2] for key, found in windows(without).items()}
    assert {key: found[:2] for key, found in windows(AGREEING).items() if key in among} == among


def test_a_total_that_falls_gives_both_readings_and_a_conflict_in_words() -> None:
    found = windows([*AGREEING, LOWER_LATER])
    assert found[START, DECEMBER, "union of consistent subsets"][:2] == (3_451, 3_949)
    assert found[START, DECEMBER, "intersection of consistent subsets"][:2] == (3_850, 3_749), "nothing that both readings allow"
    conflicts = Conflict.validate(series_conflicts(pd.DataFrame([*AGREEING, LOWER_LATER])))
    (conflict,) = conflicts.to_dict("records")
    assert conflict["claims"] == ["d", "f"]
    assert conflict["kind"] == "falling_cumulative"
    assert (conflict["least_change"], conflict["removable"]) == (101, ["d", "f"])


@pytest.mark.parametrize(("standing", "expected"), [([], (0, None)), (AGREEING[:1], (2_350, 2_449))])
def test_too_many_contradictions_leave_the_claims_outside_and_the_rule_says_so(
    standing: list[dict[str, Any]], expected: tuple[int, int | None]
) -> None:
    total, days = AGREEING[0], pd.date_range("2031-07-01", periods=400)
    first = 3_000 * len(days)
    falling = [
        total | {"claim_id": f"x{at:03}", "low": first - at, "high": first - at, "end_first": day, "end_last": day} for at, day in enumerate(days)
    ]
    evidence = [*standing, *falling]
    found = windows(evidence)
    assert {rule for *_, rule in found} == {SET_ASIDE}
    assert found[START, date(2031, 6, 30), SET_ASIDE][:2] == expected
    told = Conflict.validate(series_conflicts(pd.DataFrame(evidence)))
    assert {name for claims in told["claims"] for name in claims} == {claim["claim_id"] for claim in falling}
    assert told["explanation"].str.contains("The search was cut short").all()
    assert set(told["kind"]) == {"falling_cumulative"}


def test_an_extra_assumption_is_in_the_name_of_the_set() -> None:
    cap = pd.DataFrame({"assumption_id": ["at_most_12_a_day"], "measure": ["arrests"], "most_per_day": [12]})
    months = pd.DataFrame({"context_id": "northmark", "month_end": MONTH_ENDS})
    assert set(series_windows(pd.DataFrame(AGREEING), months, cap)["assumption_set"]) == {"A1+at_most_12_a_day"}
    # October's 450 cannot be reached by 12 a day: 31 days give 372
    (conflict,) = [row for row in series_conflicts(pd.DataFrame(AGREEING), cap).to_dict("records") if row["claims"] == ["e"]]
    assert conflict["least_change"] == 450 - 31 * 12


def test_a_column_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="no column bounds_above"):
        series_windows(pd.DataFrame(AGREEING).drop(columns="bounds_above"), pd.DataFrame({"context_id": [], "month_end": []}))


def test_people_held_are_bounded_by_what_came_in_and_went_out() -> None:
    freed = row("g", "exactly", 900, (DECEMBER, DECEMBER)) | {"measure": "releases"}
    months = pd.DataFrame({"context_id": "northmark", "month_end": MONTH_ENDS})
    found = Window.validate(stock_windows([pd.DataFrame([*AGREEING, freed])], months, held_before=(0, 0)))
    held = found[(found["measure"] == "persons_held") & (found["to_date"] == pd.Timestamp(DECEMBER))].to_dict("records")
    # 900 is 850 to 949, and nothing limits deaths from above but the arrests themselves: 3,949 less 850
    assert [(one["low"], one["high"], one["rule"]) for one in held] == [(0, 3_949 - 850, "linear program")]
    assert held[0]["from_date"] == held[0]["to_date"]
    assert held[0]["high_claims"] == ["d", "g"]
    assert stock_conflicts([pd.DataFrame([*AGREEING, freed])], held_before=(0, 0)).empty


def test_people_held_beyond_all_arrested_are_a_conflict_of_both_measures() -> None:
    freed = row("g", "exactly", 900, (DECEMBER, DECEMBER)) | {"measure": "releases"}
    held = row("h", "at_least", 3_200, (DECEMBER, DECEMBER)) | {"measure": "persons_held", "basis": "stock"}
    (conflict,) = Conflict.validate(stock_conflicts([pd.DataFrame([*AGREEING, freed, held])], held_before=(0, 0))).to_dict("records")
    assert (conflict["kind"], conflict["claims"]) == ("stock_beyond_flows", ["d", "g", "h"])
    assert conflict["least_change"] == 3_200 - (3_949 - 850)
    (window, *_) = stock_windows(
        [pd.DataFrame([*AGREEING, freed, held])], pd.DataFrame({"context_id": ["northmark"], "month_end": [DECEMBER]}), held_before=(0, 0)
    )["rule"]
    assert window == "linear program, claims in conflict set aside"
