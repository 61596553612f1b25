"""The bounds that dbt computes, by the SQL that dbt compiled, against the method in Python and against simulated truths.

Every case is a context of its own, so that hundreds of cases are one query.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import pytest
from envelopes import (
    DAYS,
    START,
    Bounds,
    Claim,
    any_evidence,
    copied_later,
    create,
    envelope,
    month_ends,
    repeated,
    true_claims,
    truth,
)
from world import World

CASES = 1000
SEED = 20200110

Warehouse = duckdb.DuckDBPyConnection
Found = dict[tuple[str, str], Bounds]


@pytest.fixture(scope="module")
def compiled(published: World) -> Callable[[str], str]:
    """SQL of a model as dbt compiled it for the published release."""
    return published.compiled


@pytest.fixture
def warehouse() -> Iterator[Warehouse]:
    """An empty database of the name and schemas that the compiled SQL names."""
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse; create schema warehouse.intermediate; create schema warehouse.staging")
        yield connection


def test_the_sql_bounds_are_those_of_the_method(warehouse: Warehouse, compiled: Callable[[str], str]) -> None:
    chance = random.Random(SEED)  # noqa: S311 - cases, not secrets
    cases = {f"x{number}": any_evidence(chance) for number in range(CASES)}
    months = month_ends(START, START + timedelta(days=DAYS + 90))
    rows = [
        (case, c.claim_id, c.low, c.high, c.first, c.last, c.bounds_above, START, 5, c.low, c.high)
        for case, evidence in cases.items()
        for c in chance.sample(evidence, len(evidence))
    ]
    create(
        warehouse,
        "warehouse.intermediate.int_series_evidenced",
        "context_id varchar, claim_id varchar, low bigint, high bigint, as_of_first date, as_of_last date, bounds_above boolean, starts_on date,"
        " value bigint, value_low bigint, value_high bigint, measure varchar, population varchar, place_id varchar, series_origin_id varchar,"
        " basis varchar, assumption_set varchar",
        [(*row, "arrests", "all", "national", "police", "cumulative", "A1") for row in rows],
    )
    spine = [(case, month) for case in cases for month in months]
    create(warehouse, "warehouse.intermediate.int_months_spined", "context_id varchar, month_end date", spine)
    found: dict[str, dict[date, tuple[object, ...]]] = defaultdict(dict)
    select = "context_id, month_end, bound_low, bound_high, coalesce(bound_low_claims, []), coalesce(bound_high_claims, []), contested"
    for case, month, *point in warehouse.execute(f"select {select} from ({compiled('int_running_totals_bounded')})").fetchall():
        found[case][month] = tuple(point)
    for case, evidence in cases.items():
        assert found[case] == envelope(evidence, months), evidence
    assert sum(point[-1] is True for points in found.values() for point in points.values()) > CASES, "hardly any case was contested"


CREDITED = (
    "context_id varchar, claim_id varchar, document_id varchar, origin_id varchar, coverage varchar, qualifier varchar, value bigint,"
    " value_low bigint, value_high bigint, as_of varchar, period_end varchar, period_is_implied boolean, published_first date,"
    " published_last date, measure varchar, other_measure varchar, population varchar, place_id varchar, basis varchar, stance varchar,"
    " review_status varchar, method varchar, circumstance varchar, period_start varchar, origin_family varchar, family_has_bodies boolean,"
    " is_latest boolean, known_to date"
)


def credited(case: str, claim: Claim) -> tuple[object, ...]:
    low = claim.value if claim.qualifier in ("exactly", "at_least", "more_than") else None
    high = claim.value if claim.qualifier in ("exactly", "nearly", "up_to") else None
    number = (claim.qualifier, claim.value, low, high)
    days = (claim.as_of, claim.as_of, claim.is_implied, claim.published, claim.published)
    rest = ("arrests", None, "all", "national", "cumulative", "asserted", "accepted", "coded", None, None, None, False, True, None)
    return (case, f"{case}-{claim.claim_id}", f"{case}-{claim.document}", claim.origin_id, claim.coverage, *number, *days, *rest)


def bounds(warehouse: Warehouse, compiled: Callable[[str], str], cases: dict[str, Sequence[Claim]], starts_on: date = START) -> Found:
    """Bounds by case and origin, through every model between the catalogue and the points."""
    place = "warehouse.intermediate"
    create(warehouse, f"{place}.int_claims_credited", CREDITED, [credited(case, claim) for case, claims in cases.items() for claim in claims])
    create(warehouse, "warehouse.staging.stg_withheld", "claim_id varchar, kind varchar", [])
    create(warehouse, f"{place}.int_claims_paired", "claim_id varchar, extracted_claim_id varchar", [])
    cards = "origin_id varchar, measure varchar, answer varchar, is_part_of_measure boolean, since date, next_since date"
    create(warehouse, f"{place}.int_definitions_dated", cards, [])
    create(warehouse, f"{place}.int_claims_compared", "claim_id varchar, telling varchar, apart_from varchar[]", [])
    documents = [(f"{case}-{claim.document}",) for case, claims in cases.items() for claim in claims]
    create(warehouse, "warehouse.staging.stg_codings", "document_id varchar", documents)
    create(
        warehouse,
        "warehouse.staging.stg_contexts",
        "context_id varchar, starts_on date, counts_from date",
        [(case, starts_on, starts_on) for case in cases],
    )
    for model in ("int_claims_weighed", "int_claims_current", "int_claims_dated", "int_months_spined", "int_series_evidenced"):
        warehouse.execute(f"create or replace view {place}.{model} as {compiled(model)}")
    found: dict[tuple[str, str], Bounds] = defaultdict(dict)
    points = (
        f"select context_id, origin_id, month_end, bound_low, bound_high from ({compiled('int_running_totals_bounded')}) where assumption_set = 'A1'"
    )
    for case, origin, month, low, high in warehouse.execute(points).fetchall():
        found[case, origin][month] = (low, high)
    return found


@pytest.fixture(scope="module")
def worlds() -> dict[str, tuple[list[int], list[Claim]]]:
    """Simulated truths with true claims about them."""
    chance = random.Random(SEED + 1)  # noqa: S311 - cases, not secrets
    found = {}
    for number in range(CASES):
        counted = truth(chance)
        found[f"x{number}"] = (counted, true_claims(chance, counted))
    return {case: (counted, claims) for case, (counted, claims) in found.items() if claims}


Worlds = dict[str, tuple[list[int], list[Claim]]]


def claims_of(worlds: Worlds) -> dict[str, Sequence[Claim]]:
    return {case: claims for case, (_, claims) in worlds.items()}


def test_the_truth_is_never_outside_the_bounds(warehouse: Warehouse, compiled: Callable[[str], str], worlds: Worlds) -> None:
    found = bounds(warehouse, compiled, claims_of(worlds))
    bounded = 0
    for case, (counted, claims) in worlds.items():
        for origin in ("all", "register", "police"):
            for month, (low, high) in found[case, origin].items():
                total = counted[min((month - START).days, DAYS)]
                assert low is None or low <= total, (case, origin, month, claims)
                assert high is None or total <= high, (case, origin, month, claims)
                bounded += (low is not None) + (high is not None)
    assert bounded > 5 * CASES, "too few bounds to prove anything"


@pytest.mark.parametrize("added", [repeated, copied_later], ids=["a duplicate", "a later copy"])
def test_another_paper_with_the_same_figure_changes_no_bound(
    warehouse: Warehouse, compiled: Callable[[str], str], worlds: Worlds, added: Callable[..., Claim]
) -> None:
    chance = random.Random(SEED + 2)  # noqa: S311 - cases, not secrets
    before = bounds(warehouse, compiled, claims_of(worlds))
    more = {
        case: [*claims, added(chance.choice(claims), chance) if added is copied_later else added(chance.choice(claims))]
        for case, claims in claims_of(worlds).items()
    }
    after = bounds(warehouse, compiled, more)
    for series, points in before.items():
        assert {month: after[series].get(month) for month in points} == points, more[series[0]]


def test_the_order_of_the_claims_changes_no_bound(warehouse: Warehouse, compiled: Callable[[str], str], worlds: Worlds) -> None:
    claims = claims_of(worlds)
    before = bounds(warehouse, compiled, claims)
    assert bounds(warehouse, compiled, {case: claims[case][::-1] for case in reversed(claims)}) == before


def test_a_higher_lower_bound_from_somebody_else_never_lowers_an_upper_bound(
    warehouse: Warehouse, compiled: Callable[[str], str], worlds: Worlds
) -> None:
    before = bounds(warehouse, compiled, claims_of(worlds))
    higher = {"claim_id": "more", "document": "more", "origin_id": "other", "coverage": "documented", "qualifier": "at_least", "value": 10**6}
    more = {case: [*claims, replace(claims[0], **higher)] for case, claims in claims_of(worlds).items()}
    after = bounds(warehouse, compiled, more)
    for series, points in before.items():
        assert {month: after[series][month][1] for month in points} == {month: high for month, (_, high) in points.items()}


def test_a_copy_that_lost_its_hedge_bounds_nothing_that_the_first_telling_does_not(warehouse: Warehouse, compiled: Callable[[str], str]) -> None:
    """Four articles; the fourth gives the figure of the second without its "at least", and is read as the second told it."""
    example = [
        Claim("c1", "register", "register", "more_than", 70000, "2023-11", False, date(2023, 11, 30), "d1"),
        Claim("c2", "register", "register", "at_least", 81000, "2024-11", False, date(2024, 11, 30), "d2"),
        Claim("c3", "register", "register", "more_than", 84000, "2025-02-07", False, date(2025, 2, 7), "d3"),
        Claim("c4", "register", "register", "exactly", 81000, "2025-02-11", True, date(2025, 2, 11), "d4"),
    ]
    found = bounds(warehouse, compiled, {"xx": example}, date(2022, 3, 27))["xx", "all"]
    assert date(2022, 12, 31) not in found
    assert found[date(2023, 11, 30)] == (70001, None)
    assert found[date(2024, 11, 30)] == (81000, None)
    assert found[date(2025, 2, 28)] == (84001, None)
