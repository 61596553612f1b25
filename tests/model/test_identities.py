import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.model.identities import outcomes, quarantine, unbalanced
from orchestration.model.quarantine import Quarantine
from orchestration.model.vocabulary import OUTCOMES

FAULT = {"place": "capture.yml: url", "reason": "Field required", "remedy": "write it"}


def read(found: list[str]) -> pd.DataFrame:
    """A table that was read, one item per outcome; what was set aside has two faults."""
    faults = [[{**FAULT, "place": f"line {n}"} for n in (1, 2)] if outcome == "quarantined" else [] for outcome in found]
    return pd.DataFrame({"item": [f"item {n}" for n in range(len(found))], "outcome": found, "faults": faults})


@given(st.lists(st.sampled_from(OUTCOMES)))
def test_every_fault_of_what_was_set_aside_is_a_row_and_nothing_else_is(found: list[str]) -> None:
    rows = quarantine([("captures", read(found))])
    expected = {(f"item {n}", place) for n, outcome in enumerate(found) if outcome == "quarantined" for place in ("line 1", "line 2")}
    assert {(row.item, row.place) for row in rows.itertuples()} == expected
    assert len(rows) == len(expected)
    Quarantine.validate(rows.astype({"quarantine_id": "object"}))


@given(st.lists(st.sampled_from(OUTCOMES)), st.randoms())
def test_the_order_of_the_items_changes_nothing_in_the_quarantine(found: list[str], random) -> None:
    table = read(found)
    shuffled = table.sample(frac=1, random_state=random.randrange(2**32))
    pd.testing.assert_frame_equal(quarantine([("captures", table)]), quarantine([("captures", shuffled)]))


def test_the_same_item_in_two_stages_is_two_rows() -> None:
    rows = quarantine([(stage, read(["quarantined"])) for stage in ("captures", "codings")])
    assert sorted(rows["stage"]) == ["captures", "captures", "codings", "codings"]
    assert rows["quarantine_id"].is_unique


@given(st.lists(st.sampled_from(OUTCOMES)))
def test_what_was_read_is_the_sum_of_its_outcomes(found: list[str]) -> None:
    table = read(found)
    assert outcomes(table) == {outcome: found.count(outcome) for outcome in OUTCOMES}
    assert unbalanced(len(found), table, found.count("accepted"), found.count("quarantined"), "folders") == []


@pytest.mark.parametrize(("lying", "carried", "faulty", "words"), [
    (5, 2, 1, "folders: 5 lie in raw/, but 4 were read"),
    (4, 1, 1, "folders: 2 were accepted, but 1 went on"),
    (4, 2, 0, "folders: 1 were set aside, but 0 are in quarantine"),
])  # fmt: skip
def test_what_does_not_add_up_is_said_with_both_numbers(lying: int, carried: int, faulty: int, words: str) -> None:
    table = read(["accepted", "accepted", "duplicate", "quarantined"])
    assert unbalanced(lying, table, carried, faulty, "folders") == [words]


def test_an_item_without_an_outcome_is_noticed() -> None:
    table = read(["accepted"]).assign(outcome=["lost"])
    assert "folders: 1 were read, but only 0 have an outcome" in unbalanced(1, table, 0, 0, "folders")
