from dataclasses import asdict

import pandas as pd
import pytest
from series_worlds import START, claim, flow, stock

from orchestration.model.conflict import Conflict
from orchestration.series.conflicts import conflicts
from orchestration.series.frames import series_conflicts
from orchestration.series.parts import AtMost, SumAtMost
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


def told(*claims: tuple[str, Evidence], **key: str) -> list[dict[str, object]]:
    """The conflicts of these claims about the places named."""
    rows = [
        asdict(said)
        | {"context_id": "northmark", "population": "all", "place": place, "origin_id": "all", "assumption_set": "A1", "starts_on": START}
        | key
        for place, said in claims
    ]
    return Conflict.validate(series_conflicts(pd.DataFrame(rows))).to_dict("records")


NORTH, SOUTH = ("north", stock("n", 60, 60, 5)), ("south", stock("s", 60, 69, 5))
WHOLE = ("national", stock("w", None, 100, 5))


def test_facilities_that_are_together_above_the_whole_are_a_conflict_that_names_them() -> None:
    (conflict,) = told(NORTH, SOUTH, ("east", stock("e", 7, None, 5)), WHOLE)
    assert (conflict["kind"], conflict["claims"], conflict["least_change"]) == ("part_above_whole", ["n", "s", "w"], 20)
    assert (conflict["place"], conflict["removable"]) == ("national", ["n", "s", "w"])
    assert "north, south are distinct facilities" in str(conflict["explanation"])


def test_three_facilities_are_named_where_two_of_them_would_fit() -> None:
    (conflict,) = told(NORTH, ("south", stock("s", 30, None, 5)), ("east", stock("e", 30, None, 5)), WHOLE)
    assert conflict["claims"] == ["e", "n", "s", "w"]
    assert "cut short" not in str(conflict["explanation"])


def test_where_many_sets_of_facilities_are_too_many_people_one_is_named_and_says_so() -> None:
    facilities = [(f"f{number}", stock(f"f{number}", 30, None, 5)) for number in range(9)]
    (conflict,) = told(*facilities, WHOLE)
    assert conflict["claims"] == ["f0", "f1", "f2", "f3", "w"]
    assert "cut short" in str(conflict["explanation"])


@pytest.mark.parametrize("south", [
    ("south", stock("s", 40, None, 5)), ("south", stock("s", 60, None, 6)), ("south", stock("s", 60, None, 4, 5)), ("north", stock("s", 60, None, 5)),
    ("south", stock("s", None, 60, 5)), ("uncatalogued: all but the north", stock("s", 60, None, 5)),
], ids=["within the whole", "of another day", "of an unknown day", "of the same facility", "at most so many", "perhaps the same people"])  # fmt: skip
def test_facilities_are_not_added_up_where_they_need_not_be_distinct_people_of_one_day(south: tuple[str, Evidence]) -> None:
    assert told(NORTH, south, WHOLE) == []


def test_a_whole_without_an_upper_limit_bounds_no_sum() -> None:
    assert told(NORTH, SOUTH, ("national", stock("w", 100, None, 5))) == []
    assert told(NORTH, SOUTH, ("national", stock("w", 100, 100, 5, bounds_above=False))) == []
    assert told(NORTH, SOUTH) == []


def test_a_facility_above_the_whole_alone_is_one_conflict_and_the_rest_are_still_added_up() -> None:
    found = told(("east", stock("e", 130, None, 5)), NORTH, SOUTH, WHOLE)
    assert [row["claims"] for row in found] == [["e", "w"], ["n", "s", "w"]]


def test_events_of_facilities_within_the_window_of_the_whole_add_up() -> None:
    north, south = ("north", flow("n", 60, None, (4, 4), (6, 6))), ("south", claim("s", 60, None, 6))
    assert [row["claims"] for row in told(north, south, ("national", claim("w", None, 100, 6)))] == [["n", "s", "w"]]
    assert told(north, south, ("national", claim("w", None, 100, 5))) == []


def test_copies_of_a_facility_are_no_further_people() -> None:
    copies = [("north", stock(f"copy{number}", 60, 60, 5, voice_id="n")) for number in range(3)]
    (conflict,) = told(("north", stock("n", 60, 60, 5, voice_id="n")), *copies, SOUTH, WHOLE)
    assert (conflict["claims"], conflict["echo_claims"]) == (["n", "s", "w"], ["copy0", "copy1", "copy2"])


def test_a_change_by_the_excess_makes_room() -> None:
    model = SumAtMost({"n": "north", "s": "south"}, "w")
    claims = [NORTH[1], SOUTH[1], WHOLE[1]]
    assert (model.least_change(claims, "n"), model.least_change(claims, "elsewhere")) == (20, 0)
    assert model.without_caps() is model
    assert model.contradiction(claims[:2]) == model.contradiction([NORTH[1], WHOLE[1]]) == frozenset()
