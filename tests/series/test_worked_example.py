"""Seven claims of five articles: what they bound, what they contradict, and what no check of consistency can see."""

from dataclasses import replace
from datetime import date

import pytest

from orchestration.model.bounds import bounds
from orchestration.series.conflicts import conflicts
from orchestration.series.intervals import interval
from orchestration.series.kinds import kind
from orchestration.series.stock_cells import stock_bounds
from orchestration.series.stocks import Cell, StockIdentity
from orchestration.series.windows import Bound, Counter, Evidence, RateCap, Windows

START = date(2022, 3, 27)
ARTICLE_2, ARTICLE_4 = date(2024, 11, 6), date(2025, 2, 3)
DAYS = (date(2022, 12, 31), date(2023, 11, 30), date(2024, 8, 31), date(2024, 11, 30), date(2025, 2, 28))
COUNTER = Counter(START, days=DAYS)
CAPPED = Counter(START, (RateCap("at_most_400_a_day", 400),))
SINCE_THE_START = (START, START)


def said(
    name: str, measure: str, qualifier: str, value: int, starts: tuple[date, date], ends: tuple[date, date], assumed: str, told: date | None = None
) -> Evidence:
    low, high = interval(qualifier, *(bounds(qualifier, value, None, None) or ()), assumed)
    basis = "cumulative" if starts == SINCE_THE_START and name not in ("c6", "origin_first_year") else "flow"
    return Evidence(name, measure, basis, low, high, *starts, *ends, value=value, published_on=told)


def arrests(assumed: str) -> list[Evidence]:
    """c4 gives the number of c2 as a statement of its own, without "at least"; its date reaches from when c2 was told to its publication."""
    return [
        said("c1", "arrests", "more_than", 70_000, SINCE_THE_START, (date(2023, 11, 1), date(2023, 11, 30)), assumed, date(2024, 6, 30)),
        said("c2", "arrests", "at_least", 81_000, SINCE_THE_START, (date(2024, 10, 25), date(2024, 11, 30)), assumed, ARTICLE_2),
        said("c3", "arrests", "more_than", 84_000, SINCE_THE_START, (date(2025, 2, 3), date(2025, 2, 7)), assumed, date(2025, 2, 5)),
        said("c4", "arrests", "exactly", 81_000, SINCE_THE_START, (date(2024, 10, 25), date(2025, 2, 28)), assumed, ARTICLE_4),
    ]


def others(assumed: str) -> list[Evidence]:
    return [
        said("c5", "releases", "exactly", 7_000, SINCE_THE_START, (date(2024, 10, 25), date(2024, 11, 30)), assumed),
        said("c6", "custodial_deaths", "exactly", 153, SINCE_THE_START, (date(2023, 3, 27), date(2023, 3, 27)), assumed, ARTICLE_4),
        said("c7", "custodial_deaths", "at_least", 261, SINCE_THE_START, (date(2024, 6, 1), date(2024, 8, 31)), assumed),
    ]


def dated_at_its_publication(claims: list[Evidence]) -> list[Evidence]:
    return [replace(claim, end_first=ARTICLE_4) if claim.claim_id == "c4" else claim for claim in claims]


def total(claims: list[Evidence], on: date) -> tuple[int | None, int | None]:
    return Windows(COUNTER, claims).between(START, on)[:2]


@pytest.mark.parametrize(("assumed", "on", "expected"), [
    ("A1", date(2022, 12, 31), (0, 81_499)),
    ("A1", date(2023, 11, 30), (70_001, 81_499)),
    ("A1", date(2024, 11, 30), (81_000, None)),
    ("A1", date(2025, 2, 28), (84_001, None)),
    ("A2", date(2022, 12, 31), (0, 79_999)),
    ("A2", date(2023, 11, 30), (70_001, 81_499)),
    ("A2", date(2024, 11, 30), (81_000, 84_999)),
    ("A2", date(2025, 2, 28), (84_001, None)),
])  # fmt: skip
def test_arrests_are_bounded_as_the_method_says(assumed: str, on: date, expected: tuple[int | None, int | None]) -> None:
    assert total(arrests(assumed), on) == expected


@pytest.mark.parametrize(("assumed", "held"), [("A1", (0, None)), ("A2", (0, 78_238))])
def test_people_held_are_bounded_as_the_method_says_and_deaths_only_from_below(assumed: str, held: tuple[int | None, int | None]) -> None:
    identity = StockIdentity(START, held_before=(0, 0), days=DAYS)
    november, august = date(2024, 11, 30), date(2024, 8, 31)
    cells = [Cell("persons_held", november, november), Cell("custodial_deaths", COUNTER.eve, august)]
    solved = stock_bounds(identity, [*arrests(assumed), *others(assumed)], cells)
    assert [one.rule for one in solved] == ["linear program"] * 2
    assert solved[0].bound[:2] == held
    # Nobody dies in custody who was not arrested: the only ceiling, and of no use. By hand, with nobody held before (held = A - R - D >= 0):
    # A1: D(Aug 2024) <= A(Aug 2024) <= A(25 Oct 2024) <= 81,499 (c4). A2 can say more: D(Aug) <= D(30 Nov) <= A(30 Nov) - R(30 Nov)
    # <= 84,999 (c3: "more than 84,000" by the earliest of its days, 3 Feb 2025) - 6,500 (c5: the cell of 7,000) = 78,499.
    assert solved[1].bound == Bound(261, *{"A1": (81_499, ["c7"], ["c4"]), "A2": (78_499, ["c7"], ["c3", "c5"])}[assumed])
    assert Windows(COUNTER, others(assumed)[1:]).between(START, august) == Bound(261, None, ["c7"], [])


def test_the_claims_that_make_the_upper_bound_of_people_held_are_named() -> None:
    november = date(2024, 11, 30)
    identity = StockIdentity(START, held_before=(0, 0), days=DAYS)
    (solved,) = stock_bounds(identity, [*arrests("A2"), *others("A2")], [Cell("persons_held", november, november)])
    assert solved.bound.high_names == ["c3", "c5", "c7"]


@pytest.mark.parametrize(("assumed", "on", "expected"), [
    ("A1", date(2022, 12, 31), (0, None)),
    ("A1", date(2023, 11, 30), (70_001, None)),
    ("A1", date(2024, 11, 30), (81_000, None)),
    ("A1", date(2025, 2, 28), (84_001, None)),
    ("A2", date(2022, 12, 31), (0, 79_999)),  # c1: below 80,000 on 1 November 2023
    ("A2", date(2023, 11, 30), (70_001, 81_999)),  # c2: "at least 81,000", so below 82,000, on 25 October 2024
    ("A2", date(2024, 11, 30), (81_000, 84_999)),
    ("A2", date(2025, 2, 28), (84_001, None)),
])  # fmt: skip
def test_the_81499_rests_on_the_fourth_claim_as_a_statement_of_its_own_and_is_gone_when_it_echoes_the_second_without_its_at_least(
    assumed: str, on: date, expected: tuple[int | None, int | None]
) -> None:
    """As an echo it is read as its voice told it: ``echoed`` replaces its words, not its dates."""
    voice = next(claim for claim in arrests(assumed) if claim.claim_id == "c2")
    echoed = [replace(claim, low=voice.low, high=voice.high) if claim.claim_id == "c4" else claim for claim in arrests(assumed)]
    assert total(echoed, on) == expected


def test_a_year_of_arrests_is_bounded_by_the_totals_at_its_ends() -> None:
    assert Windows(COUNTER, arrests("A2")).between(date(2023, 12, 1), date(2024, 11, 30)) == Bound(0, 14_998, [], ["c1", "c3"])


def test_the_fourth_claim_dated_at_its_publication_forces_2502_arrests_in_four_days() -> None:
    claims = dated_at_its_publication(arrests("A1"))
    assert COUNTER.contradiction(claims) == frozenset()
    bound = Windows(COUNTER, claims).between(date(2025, 2, 4), date(2025, 2, 7))
    assert bound == Bound(2_502, None, ["c3", "c4"], [])


def test_under_a_cap_the_third_and_fourth_claim_contradict_each_other() -> None:
    claims = dated_at_its_publication(arrests("A1"))
    (conflict,) = conflicts(CAPPED, claims).found
    assert conflict.claims == ("c3", "c4")
    assert conflict.assumptions == ("at_most_400_a_day",)
    assert conflict.removable == (("c3",), ("c4",))
    assert (conflict.least_change, conflict.least_change_claim) == (902, "c3")
    assert kind(conflict, claims, CAPPED)[0] == "vintage"


def test_the_conflict_is_gone_when_the_fourth_claim_may_be_as_old_as_its_number() -> None:
    assert conflicts(CAPPED, arrests("A1")).found == ()


def test_deaths_of_last_summer_read_as_a_flow_add_up_to_414_and_read_as_a_total_to_261() -> None:
    _, c6, c7 = others("A1")
    literally = said("c7", "custodial_deaths", "at_least", 261, (date(2024, 6, 1),) * 2, (date(2024, 8, 31),) * 2, "A1")
    assert total([c6, c7], date(2024, 8, 31)) == (261, None)
    assert total([c6, literally], date(2024, 8, 31)) == (414, None)
    assert COUNTER.contradiction([c6, c7, literally]) == frozenset(), "no check of consistency can tell the readings apart"


def test_153_deaths_in_the_first_year_meet_the_139_of_their_origin() -> None:
    _, c6, _ = others("A1")
    published = date(2023, 5, 29)
    first_year = said("origin_first_year", "custodial_deaths", "exactly", 139, SINCE_THE_START, (date(2023, 3, 27),) * 2, "A1", published)
    to_april = said("origin_to_april", "custodial_deaths", "exactly", 153, SINCE_THE_START, (date(2023, 4, 30),) * 2, "A1", published)
    claims = [c6, first_year, to_april]
    (conflict,) = conflicts(COUNTER, claims).found
    assert conflict.claims == ("c6", "origin_first_year")
    assert conflict.least_change == 153 - 139
    name, words = kind(conflict, claims, COUNTER)
    assert name == "window"
    assert "153 of c6 was published before, by origin_to_april" in words
