from series_worlds import claim, flow, stock

from orchestration.series.conflicts import conflicts
from orchestration.series.parts import AtMost
from orchestration.series.windows import Evidence

MODEL = AtMost(frozenset({"part", "another_part"}), frozenset({"whole", "another_whole"}))


def in_conflict(*claims: Evidence) -> bool:
    return bool(conflicts(MODEL, claims).found)


def test_a_part_above_its_whole_is_found_with_the_excess() -> None:
    (conflict,) = conflicts(MODEL, [claim("part", 30, None, 5), claim("whole", None, 20, 5)]).found
    assert conflict.claims == ("part", "whole")
    assert (conflict.least_change, conflict.removable) == (10, (("part",), ("whole",)))


def test_a_part_within_its_whole_is_none() -> None:
    assert not in_conflict(claim("part", 20, None, 5), claim("whole", None, 20, 5))


def test_a_part_that_may_have_been_counted_later_is_none() -> None:
    assert not in_conflict(claim("part", 30, None, 5, 9), claim("whole", None, 20, 8))
    assert in_conflict(claim("part", 30, None, 5, 8), claim("whole", None, 20, 8))


def test_a_flow_of_the_part_within_the_window_of_the_whole_is_found() -> None:
    assert in_conflict(flow("part", 30, None, (4, 4), (6, 6)), flow("whole", None, 20, (2, 4), (6, 9)))
    assert not in_conflict(flow("part", 30, None, (3, 4), (6, 6)), flow("whole", None, 20, (2, 4), (6, 9)))


def test_stocks_are_compared_on_one_and_the_same_day_only() -> None:
    assert in_conflict(stock("part", 30, None, 5), stock("whole", None, 20, 5))
    assert not in_conflict(stock("part", 30, None, 5), stock("whole", None, 20, 6))
    assert not in_conflict(stock("part", 30, None, 5, 6), stock("whole", None, 20, 5, 6))
    assert not in_conflict(stock("part", 30, None, 5), claim("whole", None, 20, 5))


def test_a_whole_that_is_not_complete_limits_no_part() -> None:
    assert not in_conflict(claim("part", 30, None, 5), claim("whole", None, 20, 5, bounds_above=False))


def test_two_figures_of_one_stock_on_one_day_have_to_agree() -> None:
    model = AtMost(frozenset({"a", "b", "c"}), frozenset({"a", "b", "c"}))
    found = conflicts(model, [stock("a", 30, 30, 5), stock("b", 20, 20, 5), stock("c", 10, 10, 6)])
    assert [conflict.claims for conflict in found.found] == [("a", "b")]
