"""The macro ``window_of`` of the published file, by its own text, beside the windows that Python proves for the same claims."""

import random
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import duckdb
import jinja2
import pandas as pd
import pytest
from series_worlds import DAYS, START, any_claims, claim, day, flow, true_claims, world

from orchestration.series.frames import SERIES, series_windows
from orchestration.series.windows import Counter, Evidence, Windows

CASES = 80
MONTHS = [date(START.year, month, monthrange(START.year, month)[1]) for month in range(1, 13)]
COUNTER = Counter(START, days=tuple(MONTHS))
Answers = dict[str, tuple[object, ...]]


def frame(cases: dict[str, Sequence[Evidence]]) -> pd.DataFrame:
    series = dict.fromkeys(SERIES, "all") | {"assumption_set": "A1", "starts_on": START}
    return pd.DataFrame([{**asdict(said), **series, "measure": "arrests", "context_id": case} for case, claims in cases.items() for said in claims])


def windows(cases: dict[str, Sequence[Evidence]]) -> pd.DataFrame:
    months = pd.DataFrame([(case, month) for case in cases for month in MONTHS], columns=["context_id", "month_end"])
    found = series_windows(frame(cases), months)
    return found[(found["low"] > 0) | found["high"].notna()]


class Published:
    """A table of windows with the macro over it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, root: Path) -> None:
        self.connection = connection
        text = (root / "dbt_project" / "macros" / "windows.sql").read_text(encoding="utf-8")
        self.macro = jinja2.Environment().from_string(text).module.window_of()  # noqa: S701 - SQL, no page

    def hold(self, found: pd.DataFrame) -> "Published":
        self.connection.register("found", found)
        self.connection.execute(
            "create or replace table series_windows as select * replace (from_date::date as from_date, to_date::date as to_date) from found"
        )
        self.connection.execute(f"create or replace macro window_of(of_measure, from_day, to_day) as table {self.macro}")
        return self

    def ask(self, first: date, last: date, measure: str = "arrests") -> Answers:
        """Low, high, contested, the claims of each and the windows of each, by case."""
        rows = self.connection.execute(
            "select context_id, low, high, contested, low_claims, high_claims, low_windows, high_windows from window_of(?, ?, ?)",
            [measure, first, last],
        ).fetchall()
        return {case: tuple(answer) for case, *answer in rows}


@pytest.fixture(scope="module")
def published(root: Path) -> Iterator[Published]:
    with duckdb.connect() as connection:
        yield Published(connection, root)


@pytest.fixture(scope="module")
def agreeing() -> dict[str, list[Evidence]]:
    """Claims that are true of a world, by case."""
    chance = random.Random(20200110)  # noqa: S311 - cases, not secrets
    cases = {}
    for number in range(CASES):
        claims = [said for said in true_claims(chance, world(chance)) if said.measure == "arrests" and said.basis != "stock"]
        if claims:
            cases[f"x{number}"] = claims
    return cases


def any_days(count: int) -> list[tuple[date, date]]:
    chance = random.Random(7)  # noqa: S311 - cases, not secrets
    return [(day(first), day(last)) for first, last in (sorted(chance.sample(range(1, DAYS + 30), 2)) for _ in range(count))]


def whole_months() -> list[tuple[date, date]]:
    begins = [START, *(month + timedelta(days=1) for month in MONTHS[:-1])]
    return [(first, last) for first in begins for last in MONTHS if first <= last]


def upper(number: int | None) -> float:
    return float("inf") if number is None else number


def test_between_any_two_days_it_is_never_tighter_than_what_the_claims_prove(published: Published, agreeing: dict[str, list[Evidence]]) -> None:
    published.hold(windows(agreeing))
    proved = {case: Windows(COUNTER, claims) for case, claims in agreeing.items()}
    exact = answered = 0
    for first, last in any_days(40):
        answers = published.ask(first, last)
        for case, (low, high, contested, *_) in answers.items():
            bound = proved[case].between(first, last)
            assert low <= bound.low, (case, first, last)
            assert upper(high) >= upper(bound.high), (case, first, last)
            assert not contested
            exact += (low, high) == bound[:2]
            answered += 1
    assert exact > answered / 2, "an answer that is always wide says nothing"


def test_at_month_ends_it_is_what_the_claims_prove(published: Published, agreeing: dict[str, list[Evidence]]) -> None:
    published.hold(windows(agreeing))
    proved = {case: Windows(COUNTER, claims) for case, claims in agreeing.items()}
    for first, last in whole_months():
        answers = published.ask(first, last)
        for case in agreeing:
            low, high, *_ = answers.get(case, (0, None))
            assert (low, high) == proved[case].between(first, last)[:2], (case, first, last)


def test_the_claims_it_names_make_the_bound_without_the_others(published: Published, agreeing: dict[str, list[Evidence]]) -> None:
    published.hold(windows(agreeing))
    for first, last in any_days(15):
        for case, (low, high, _, low_claims, high_claims, *_) in published.ask(first, last).items():
            named = [[said for said in agreeing[case] if said.claim_id in names] for names in (low_claims, high_claims)]
            assert Windows(COUNTER, named[0]).between(first, last).low >= low, (case, first, last)
            assert upper(Windows(COUNTER, named[1]).between(first, last).high) <= upper(high), (case, first, last)


def test_where_claims_contradict_one_another_the_wide_bounds_answer_and_it_says_so(published: Published) -> None:
    chance = random.Random(11)  # noqa: S311 - cases, not secrets
    cases = {f"x{number}": any_claims(chance) for number in range(CASES)}
    found = windows(cases)
    published.hold(found)
    strict = found["rule"].str.startswith("intersection")
    rows = {
        kind: {
            (row.context_id, row.from_date.date(), row.to_date.date()): (row.low, None if pd.isna(row.high) else row.high)
            for row in part.itertuples()
        }
        for kind, part in (("wide", found[~strict]), ("strict", found[strict]))
    }
    contradictory = {case for case, claims in cases.items() if COUNTER.contradiction(claims)}
    marked = 0
    for first, last in whole_months():
        answers = published.ask(first, last)
        for case in cases:
            low, high, contested, *_ = answers.get(case, (0, None, False))
            wide = rows["wide"].get((case, first, last), (0, None))
            narrow = rows["strict"].get((case, first, last), (0, None))
            assert (low, high) == wide, (case, first, last)
            assert contested <= (case in contradictory), (case, first, last)
            assert contested or case not in contradictory or narrow == wide, (case, first, last)
            marked += contested
    assert marked > CASES, "hardly any window was contested"


def test_both_days_are_included(published: Published) -> None:
    sunday = flow("sunday", 500, 500, (7, 7), (7, 7))
    published.hold(windows({"x": [sunday]}))
    made_of = [{"from_date": day(7), "to_date": day(7), "rule": "shortest path"}]
    assert published.ask(day(7), day(7)) == {"x": (500, 500, False, ["sunday"], ["sunday"], made_of, made_of)}
    assert published.ask(START, day(7))["x"][:2] == (500, None)
    assert published.ask(START, day(6)) == {}
    assert published.ask(day(8), day(9)) == {}


def test_four_days_between_two_totals(published: Published) -> None:
    """The total stood at 81,499 at most, and four days later it had passed 84,000."""
    published.hold(windows({"x": [claim("rounded", 80_500, 81_499, 60), claim("passed", 84_001, None, 64)]}))
    low, _, _, low_claims, *_ = published.ask(day(61), day(64))["x"]
    assert (low, low_claims) == (2_502, ["passed", "rounded"])


def test_a_window_that_ends_before_it_begins_and_a_measure_without_windows_are_refused(
    published: Published, agreeing: dict[str, list[Evidence]]
) -> None:
    held = published.hold(windows(agreeing))
    with pytest.raises(duckdb.Error, match="from_day lies after to_day"):
        held.ask(day(40), day(39))
    with pytest.raises(duckdb.Error, match="no windows of this measure: see series_windows"):
        held.ask(day(39), day(40), "arests")


def test_people_held_answer_for_the_one_day_that_is_asked(published: Published) -> None:
    month = pd.Timestamp(MONTHS[0])
    held = dict.fromkeys(SERIES, "all") | {"context_id": "x", "measure": "persons_held", "from_date": month, "to_date": month, "low": 90, "high": 110}
    published.hold(pd.DataFrame([{**held, "low_claims": ["a"], "high_claims": ["b"], "rule": "linear program"}]))
    assert published.ask(MONTHS[0], MONTHS[0], "persons_held")["x"][:5] == (90, 110, False, ["a"], ["b"])
    with pytest.raises(duckdb.Error, match="give one day twice"):
        published.ask(START, MONTHS[0], "persons_held")
