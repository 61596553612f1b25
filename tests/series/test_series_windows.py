import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog
from series_worlds import (
    DAYS,
    EVE,
    MEASURES,
    START,
    any_claims,
    can_all_hold,
    claim,
    copied_later,
    day,
    flow,
    known_on,
    true_claims,
    with_retractions,
    world,
)

from orchestration.series.envelopes import envelope
from orchestration.series.windows import Bound, Counter, Evidence, RateCap, Windows

WORLDS = 240
COUNTER = Counter(START)
CAPPED = Counter(START, (RateCap("at_most_4_a_day", 4),))
seeds = st.integers(0, 10**9)
counters = st.sampled_from([COUNTER, CAPPED])


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - cases, not secrets


def agreeing(seed: int, counter: Counter) -> list[Evidence]:
    """Claims of no world that can all hold: what contradicts is left away, one after another."""
    kept: list[Evidence] = []
    for said in any_claims(chance_of(seed), most=9):
        if can_all_hold([*kept, said], counter.caps):
            kept.append(said)
    return kept


def numbers(windows: Windows) -> dict[tuple[date, date], tuple[int | None, int | None]]:
    return {pair: windows.between_ends(*pair)[:2] for pair in combinations(windows.grid, 2)}


def test_a_flow_counts_its_first_day() -> None:
    windows = Windows(COUNTER, [flow("sunday", 500, 500, (7, 7), (7, 7))])
    assert windows.between(day(7), day(7)) == Bound(500, 500, ["sunday"], ["sunday"])
    assert windows.between(day(8), day(8)).low == 0


def test_a_total_is_reached_by_the_last_day_it_can_mean_and_not_before_the_first() -> None:
    windows = Windows(Counter(START, days=(day(4), day(6), day(20))), [claim("c", 90, 99, 5, 10)])
    assert windows.between(START, day(4)) == Bound(0, 99, [], ["c"])
    assert windows.between(START, day(6)) == Bound(0, None, [], [])
    assert windows.between(START, day(20)) == Bound(90, None, ["c"], [])


def test_a_figure_that_may_be_of_any_earlier_day_bounds_from_below_only() -> None:
    windows = Windows(COUNTER, [claim("c", 90, 99, 5, end_first=None)])
    assert windows.between(START, day(5)) == Bound(90, None, ["c"], [])


def test_what_only_documents_never_bounds_from_above() -> None:
    assert Windows(COUNTER, [claim("c", 90, 99, 5, bounds_above=False)]).between(START, day(5)) == Bound(90, None, ["c"], [])


def test_a_flow_whose_days_may_not_meet_says_nothing_from_above() -> None:
    assert Windows(COUNTER, [flow("c", 3, 9, (5, 12), (8, 20))]).between(day(5), day(20)) == Bound(3, None, ["c"], [])


def test_a_cap_bounds_from_above_and_is_named() -> None:
    assert Windows(CAPPED, [claim("c", 1, None, 10)]).between(START, day(10)) == Bound(1, 40, ["c"], ["at_most_4_a_day"])


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        Windows(COUNTER, [claim("c", 1, 2, 3)]).between(day(9), day(4))


@given(seeds)
def test_totals_alone_have_the_closed_form(seed: int) -> None:
    claims = [said for said in agreeing(seed, COUNTER) if said.basis == "cumulative"]
    windows = Windows(Counter(START, days=tuple(day(at) for at in range(1, 90, 7))), claims)
    closed = envelope(claims, windows.grid)
    for at in windows.grid[1:]:
        bound, point = windows.between(START, at), closed.get(at)
        assert (bound.low, bound.high) == ((point.low or 0, point.high) if point else (0, None))
        if point:
            assert not point.contested
            assert set(bound.low_names) <= set(point.low_claims)
            assert set(bound.high_names) <= set(point.high_claims)


@given(seeds, counters)
def test_the_closed_matrix_is_as_tight_as_a_linear_program(seed: int, counter: Counter) -> None:
    claims = agreeing(seed, counter)
    windows = Windows(counter, claims)
    edges = counter.constraints(claims, windows.grid)
    matrix = np.zeros((len(edges), len(windows.grid)))
    for row, edge in enumerate(edges):
        matrix[row, edge.head] += 1
        matrix[row, edge.tail] -= 1
    for tail, head in chance_of(seed).sample(sorted(combinations(range(len(windows.grid)), 2)), min(3, len(windows.grid) - 1)):
        bound = windows.between_ends(windows.grid[tail], windows.grid[head])
        for sign, found in ((1, bound.low), (-1, bound.high)):
            cost = np.zeros(len(windows.grid))
            cost[head], cost[tail] = sign, -sign
            solved = linprog(cost, A_ub=matrix, b_ub=[edge.weight for edge in edges], bounds=(None, None))
            assert (solved.status != 0) if found is None else (sign * solved.fun == pytest.approx(found, abs=1e-6))


@given(seeds, counters)
def test_the_claims_that_are_named_make_the_bound_alone(seed: int, counter: Counter) -> None:
    claims = agreeing(seed, counter)
    whole = Windows(counter, claims)
    for tail, head in chance_of(seed).sample(sorted(combinations(whole.grid, 2)), min(4, len(whole.grid) - 1)):
        bound = whole.between_ends(tail, head)
        for at, names in ((0, bound.low_names), (1, bound.high_names)):
            alone = Windows(Counter(START, counter.caps, tuple(whole.grid)), [said for said in claims if said.claim_id in names])
            assert alone.between_ends(tail, head)[at] == bound[at]


@given(seeds, counters)
def test_days_between_those_of_the_grid_get_what_their_neighbours_prove(seed: int, counter: Counter) -> None:
    claims = agreeing(seed, counter)
    tail, head = sorted(chance_of(seed).sample(range(100), 2))
    between = Windows(counter, claims).between_ends(day(tail), day(head))
    on_grid = Windows(Counter(START, counter.caps, (day(tail), day(head))), claims).between_ends(day(tail), day(head))
    if not counter.caps:
        assert between == on_grid
    assert (between.low or 0) <= (on_grid.low or 0)
    assert between.high is None or (on_grid.high is not None and on_grid.high <= between.high)


@given(seeds, counters)
def test_a_contradiction_is_one_and_none_is_overlooked(seed: int, counter: Counter) -> None:
    claims = any_claims(chance_of(seed))
    names = counter.contradiction(claims)
    assert bool(names) == (not can_all_hold(claims, counter.caps))
    if names:
        assert not can_all_hold([said for said in claims if said.claim_id in names], counter.caps)


@given(seeds, counters)
def test_the_least_change_is_enough_and_less_is_not(seed: int, counter: Counter) -> None:
    claims = any_claims(chance_of(seed))

    def eased(name: str, by: int) -> list[Evidence]:
        return [
            replace(said, low=None if said.low is None else said.low - by, high=None if said.high is None else said.high + by)
            if said.claim_id == name
            else said
            for said in claims
        ]

    for said in claims:
        try:
            change = counter.least_change(claims, said.claim_id)
        except ValueError:
            assert not can_all_hold([other for other in claims if other is not said], counter.caps)
            continue
        assert can_all_hold(eased(said.claim_id, change), counter.caps)
        assert change == 0 or not can_all_hold(eased(said.claim_id, change - 1), counter.caps)


@given(seeds)
def test_a_duplicate_a_later_copy_and_the_order_never_change_a_bound(seed: int) -> None:
    chance = chance_of(seed)
    claims = agreeing(seed, COUNTER)
    copy = replace(claims[0], claim_id="a-translation") if claims else claim("c", 1, 2, 3)
    later = copied_later(chance, claims[-1]) if claims else claim("d", None, None, 3)
    more = chance.sample([*claims, copy, later], len(claims) + 2)
    counter = Counter(START, days=tuple(COUNTER.grid(more)))
    if claims:
        assert numbers(Windows(counter, claims)) == numbers(Windows(counter, more))
    shuffled = chance.sample(more, len(more))
    assert [Windows(counter, more).between_ends(*pair) for pair in combinations(counter.days, 2)] == [
        Windows(counter, shuffled).between_ends(*pair) for pair in combinations(counter.days, 2)
    ]


@given(seeds, st.integers(1, 70), st.integers(1, 60))
def test_a_higher_lower_bound_never_lowers_the_most_a_total_can_be(seed: int, at: int, low: int) -> None:
    claims = agreeing(seed, COUNTER)
    more = [*claims, claim("more", low, None, at)]
    if not can_all_hold(more):
        return
    counter = Counter(START, days=tuple(COUNTER.grid(more)))
    for head in counter.days[1:]:
        before, after = (Windows(counter, known).between(START, head) for known in (claims, more))
        assert after.high == before.high
        assert (after.low or 0) >= (before.low or 0)


@pytest.mark.parametrize("part", range(4))
def test_the_truth_is_never_outside_in_simulated_worlds(part: int) -> None:
    looked_at = bounded = withdrawn = 0
    for seed in range(part, WORLDS, 4):
        chance = chance_of(seed)
        of = world(chance)
        told, known_to = with_retractions(chance, of, true_claims(chance, of))
        for measure in MEASURES:
            counted = [said for said in told if said.measure == measure]
            withdrawn += bool(COUNTER.contradiction(counted)) or (
                (Windows(COUNTER, counted).between(START, day(DAYS)).low or 0) > of.count(measure, 0, DAYS)
            )
            claims = known_on(counted, known_to, day(DAYS))
            assert COUNTER.contradiction(claims) == frozenset()
            windows = Windows(COUNTER, claims)
            days = [(at - EVE).days for at in windows.grid] + chance.sample(range(DAYS), 6)
            for tail, head in combinations(sorted({at for at in days if 0 <= at <= DAYS}), 2):
                bound = windows.between_ends(day(tail), day(head))
                true = of.count(measure, tail, head)
                assert bound.low is not None
                assert bound.low <= true, (seed, measure, tail, head, bound)
                assert bound.high is None or true <= bound.high, (seed, measure, tail, head, bound)
                looked_at += 1
                bounded += bound.low > 0 or bound.high is not None
            for at, point in envelope(claims, windows.grid).items():
                if day(0) <= at <= day(DAYS):
                    true = of.count(measure, 0, (at - EVE).days)
                    assert point.low is None or point.low <= true, (seed, measure, at, point)
                    assert point.high is None or true <= point.high, (seed, measure, at, point)
                    assert not point.contested
    assert bounded > looked_at / 10, "worlds in which nearly nothing is bounded try nothing"
    assert withdrawn > 0, "nothing that was withdrawn would have led astray"


@given(seeds)
def test_the_closed_form_is_not_moved_by_a_duplicate_a_later_copy_or_the_order(seed: int) -> None:
    chance = chance_of(seed)
    claims = any_claims(chance, flows=False)
    more = [*claims, replace(chance.choice(claims), claim_id="a-translation"), copied_later(chance, chance.choice(claims))]
    days = COUNTER.grid(more)
    before, after = ({at: (point.low, point.high) for at, point in envelope(known, days).items()} for known in (claims, more))
    assert {at: after.get(at, (None, None)) for at in before} == before
    assert set(after) == set(before)
    assert envelope(chance.sample(more, len(more)), days) == envelope(more, days)


@given(seeds, st.integers(1, 70), st.integers(1, 60))
def test_a_higher_lower_bound_never_lowers_an_upper_bound_of_the_closed_form(seed: int, at: int, low: int) -> None:
    claims = any_claims(chance_of(seed), flows=False)
    more = [*claims, claim("more", low, None, at)]
    for on, point in envelope(claims, COUNTER.grid(more)).items():
        after = envelope(more, [on])[on]
        assert after.high == point.high
        assert (after.low or 0) >= (point.low or 0)
