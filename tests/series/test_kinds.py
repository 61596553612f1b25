from dataclasses import asdict, replace
from typing import Any

import pandas as pd
import pytest
from series_worlds import START, claim, day, flow

from orchestration.model.conflict import Conflict
from orchestration.series.conflicts import conflicts
from orchestration.series.frames import series_conflicts
from orchestration.series.kinds import explanation, kind
from orchestration.series.windows import Counter, Evidence

COUNTER = Counter(START)
HIGH = claim("high", 300, None, 10, origin_id="watch", value=300, published_on=day(11))
LOW = claim("low", None, 188, 40, origin_id="watch", value=188, published_on=day(41))


def kind_of(*claims: Evidence, others: tuple[Evidence, ...] = ()) -> str:
    (conflict,) = conflicts(COUNTER, claims).found
    return kind(conflict, claims, COUNTER, others)[0]


def test_a_running_total_of_one_origin_that_falls_is_called_so() -> None:
    assert kind_of(HIGH, LOW) == "falling_cumulative"


def test_two_origins_that_contradict_each_other_are_not_explained() -> None:
    assert kind_of(HIGH, replace(LOW, origin_id="relief")) == "unexplained"


def test_uncredited_claims_are_not_one_origin() -> None:
    assert kind_of(replace(HIGH, origin_id=None), replace(LOW, origin_id=None)) == "unexplained"


def test_claims_that_say_they_count_something_else_are_typed_by_what() -> None:
    assert kind_of(HIGH, replace(LOW, count_unit="events"), claim("c", 1, None, 2)) == "falling_cumulative", "one of them does not say"
    assert kind_of(replace(HIGH, count_unit="events"), replace(LOW, count_unit="persons")) == "unit"
    assert kind_of(replace(HIGH, definition="with newborns"), replace(LOW, definition="without newborns")) == "definition"


ALL_188 = replace(LOW, origin_id="police", family="state", population="all")
ADULTS_188 = claim("adults", 188, 188, 20, origin_id="ministry", family="state", population="adults", value=188, published_on=day(21))


def test_the_number_of_another_population_of_the_same_family_types_a_conflict() -> None:
    assert kind_of(HIGH, ALL_188, others=(ADULTS_188,)) == "population"
    (conflict,) = conflicts(COUNTER, [HIGH, ALL_188]).found
    assert "188, in low of the population all, is what adults says of adults" in kind(conflict, [HIGH, ALL_188], COUNTER, [ADULTS_188])[1]


@pytest.mark.parametrize("otherwise", [{"value": 187}, {"family": "watch"}, {"family": None}, {"published_on": day(90)}])
def test_another_number_family_or_a_later_day_of_another_population_explains_nothing(otherwise: dict[str, Any]) -> None:
    assert kind_of(HIGH, ALL_188, others=(replace(ADULTS_188, **otherwise),)) == "unexplained"


def test_a_small_or_round_number_of_another_population_explains_nothing() -> None:
    low, twin = replace(ALL_188, high=180, value=180), replace(ADULTS_188, value=180)
    assert kind_of(HIGH, low, others=(twin,)) == "unexplained"


def test_uncredited_claims_share_no_family() -> None:
    nobodys = replace(ALL_188, origin_id=None, family=None)
    assert kind_of(HIGH, nobodys, others=(replace(ADULTS_188, family=None),)) == "unexplained"


def test_a_conflict_knows_the_figures_of_other_populations_in_the_evidence() -> None:
    key = {"context_id": "northmark", "measure": "arrests", "place": "national", "origin_id": "all", "assumption_set": "A1", "starts_on": START}
    rows = [asdict(said) | key | {"claim_origin_id": said.origin_id, "claim_family": said.family} for said in (HIGH, ALL_188, ADULTS_188)]
    told = pd.DataFrame(rows).fillna({"population": "all"})
    (conflict,) = Conflict.validate(series_conflicts(told)).to_dict("records")
    assert (conflict["claims"], conflict["kind"]) == (["high", "low"], "population")
    elsewhere = told.assign(place=["national", "national", "north"])
    assert [row["kind"] for row in series_conflicts(elsewhere).to_dict("records")] == ["unexplained"]


def test_an_old_number_with_a_new_date_is_a_vintage() -> None:
    older = claim("older", 188, 188, 5, origin_id="relief", value=188, published_on=day(6))
    assert kind_of(HIGH, LOW, older) == "vintage"
    assert kind_of(HIGH, LOW, replace(older, published_on=day(60))) == "falling_cumulative", "published later, it explains nothing"
    assert kind_of(HIGH, LOW, replace(older, value=187, low=187, high=187)) == "falling_cumulative", "another number explains nothing"


def test_a_number_given_another_window_is_typed_by_the_window() -> None:
    origin = flow("origin", 139, 139, (1, 1), (30, 30), value=139, published_on=day(60))
    through_april = claim("through_april", 153, 153, 45, value=153, published_on=day(60))
    shifted = flow("shifted", 153, 153, (1, 1), (30, 30), value=153, published_on=day(90))
    assert kind_of(origin, through_april, shifted) == "window"


def test_the_explanation_says_what_each_says_what_settles_it_and_whether_more_may_hide() -> None:
    (conflict,) = conflicts(COUNTER, [HIGH, LOW]).found
    words = explanation(conflict, [HIGH, LOW], "The running total falls.", is_complete=False)
    for part in (
        "high says at least 300",
        "low says at most 188",
        "high gives way by 112",
        "drop high or low",
        "The running total falls.",
        "cut short",
    ):
        assert part in words
    assert "cut short" not in explanation(conflict, [HIGH, LOW], "", is_complete=True)
