"""Assumptions behind bounds: what the file may say, and what the package's own says."""

from pathlib import Path

import pytest
from a_land import ASSUMPTIONS

from orchestration import contexts
from orchestration.model.context import AssumptionSet


def test_assumptions_are_a_row_each_in_the_order_of_the_file(folder: Path) -> None:
    table = AssumptionSet.validate(contexts.assumption_sets())
    assert folder.parent.joinpath("assumptions.yml").is_file()
    assert list(table["assumption_id"]) == ["A1", "slow"]
    assert list(table["is_default"]) == [True, False]
    assert list(table["measure"]) == [None, "releases"]
    assert table["most_per_day"].to_list()[1] == 10
    assert table["most_per_day"].isna().to_list() == [True, False]


@pytest.mark.parametrize(("old", "new", "words"), [
    ("default: true", "default: false", ["exactly one reading must be the default"]),
    ("  active: false\n", "  active: false\n  default: true\n", ["slow", "only an active reading can be the default"]),
    ("  default: true\n  active: true", "  default: true\n  active: false", ["A1", "only an active reading can be the default"]),
    ("  most_per_day: 10\n", "", ["slow", "a limit has a measure and most_per_day"]),
    ("  measure: releases\n", "", ["slow", "a limit has a measure and most_per_day"]),
    ("  kind: limit", "  kind: reading", ["slow", "what is none has neither"]),
    ("most_per_day: 10", "most_per_day: -1", ["most_per_day"]),
    ("measure: releases", "measure: moods", ["measure"]),
    ("kind: limit", "kind: guess", ["kind"]),
    ("  kind: limit", "  kind: identity", ["slow", "what is none has neither"]),
    ("  active: false\n", "", ["active", "Field required"]),
    ("slow:", "a slow one:", ["a slow one"]),
    ("  name: a slow pace\n", "  name: a slow pace\n  colour: red\n", ["colour", "Extra inputs"]),
    ("slow:", "A1:", ["said twice: A1"]),
])  # fmt: skip
def test_an_assumption_that_is_not_understood_stops_with_its_place(folder: Path, old: str, new: str, words: list[str]) -> None:
    assert old in ASSUMPTIONS
    (folder.parent / "assumptions.yml").write_text(ASSUMPTIONS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"orchestration/contexts/assumptions\.yml") as caught:
        contexts.assumption_sets()
    assert [word for word in words if word not in str(caught.value)] == []


def test_the_package_reads_words_in_three_ways_by_default_in_the_second_and_limits_nothing() -> None:
    table = AssumptionSet.validate(contexts.assumption_sets())
    readings, limits = (table[table["kind"] == kind] for kind in ("reading", "limit"))
    assert list(readings["assumption_id"]) == ["A0", "A1", "A2"]
    assert list(readings.loc[readings["is_default"], "assumption_id"]) == ["A1"]
    assert len(limits)
    assert not limits["is_active"].any()
