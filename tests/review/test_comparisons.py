"""Comparisons of claims taken together: one figure is one figure for all who state it, and no line says otherwise while others stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import FILE, claim, comparison, correction, faults, judged, line, table
from scipy.sparse.csgraph import connected_components

A, B, C, D, E = (claim(number) for number in range(1, 6))
CLAIMS = table(A, B, C, D, E)


def same(number: int, *claims: dict[str, object], **keys: object) -> dict[str, object]:
    return comparison("same_figure", number, *claims, **keys)


def different(number: int, *claims: dict[str, object], **keys: object) -> dict[str, object]:
    return comparison("different_figure", number, *claims, **keys)


@pytest.mark.parametrize(("lines", "against"), [
    ([same(1, A, B), same(2, B, C), different(3, A, C)], "J1 ({0}:1), J2 ({0}:2)"),
    ([same(1, A, B), different(2, B, C), same(3, A, C)], "J1 ({0}:1), J2 ({0}:2)"),
    ([different(1, A, C), same(2, A, B), same(3, B, C)], "J1 ({0}:1), J2 ({0}:2)"),
    ([different(1, A, D), same(2, A, B), same(3, C, D), same(4, C, B)], "J1 ({0}:1), J2 ({0}:2), J3 ({0}:3)"),
    ([same(1, A, B), same(2, B, C), same(3, C, D), different(4, E, D, A)], "J1 ({0}:1), J2 ({0}:2), J3 ({0}:3)"),
    ([same(1, A, B, C), different(2, A, C)], "J1 ({0}:1)"),
    ([different(1, A, B, C), same(2, C, D, A)], "J1 ({0}:1)"),
])  # fmt: skip
def test_the_line_that_closes_a_contradiction_is_set_aside_and_names_the_lines_it_contradicts(lines: list[dict[str, object]], against: str) -> None:
    read = judged(*lines, claims=CLAIMS)
    assert list(read["state"]) == [*["standing"] * (len(lines) - 1), None]
    assert faults(read) == [("kind", f"contradicts {against.format(FILE)}")]
    assert (read.iloc[-1]["file"], read.iloc[-1]["line"]) == (FILE, len(lines))


@pytest.mark.parametrize("replaced", ["J1", "J2"])
def test_it_stands_once_it_names_one_of_them_in_supersedes(replaced: str) -> None:
    read = judged(same(1, A, B), same(2, B, C), different(3, A, C, supersedes=[replaced]), claims=CLAIMS)
    assert faults(read) == []
    assert list(read["state"]) == ["superseded" if name == replaced else "standing" for name in ("J1", "J2", "J3")]


def test_claims_that_differ_from_one_another_need_not_differ_from_a_third() -> None:
    read = judged(different(1, A, B), same(2, A, C), different(3, C, B), same(4, B, D), same(5, A, E), claims=CLAIMS)
    assert list(read["state"]) == ["standing"] * 5


def test_a_comparison_that_has_no_effect_joins_nothing() -> None:
    once = claim(2, quote_text="As it was read once.")
    read = judged(same(1, A, once), same(2, B, C), different(3, A, C), claims=CLAIMS)
    assert list(read["state"]) == ["needs_look", "standing", "standing"]


@pytest.mark.parametrize(("fields", "words"), [
    ({"measure": "releases"}, "measure"),
    ({"context_id": "el"}, "context"),
    ({"value": 600, "value_low": 600, "value_high": 600}, "value"),
    ({"value": None, "value_low": 400, "value_high": 500, "qualifier": "between"}, "value"),
    ({"measure": "releases", "context_id": "el"}, "context, measure"),
])  # fmt: skip
def test_claims_of_another_measure_context_or_value_state_no_one_figure_and_can_be_different_ones(fields: dict[str, object], words: str) -> None:
    other = claim(2, **fields)
    read = judged(same(1, A, other), different(2, A, other), claims=table(A, other))
    assert list(read["state"]) == [None, "standing"]
    assert faults(read, 0) == [("claims", f"differ in {words}: they state no one figure")]


def test_a_hedge_that_was_lost_in_the_retelling_makes_no_other_figure() -> None:
    other = claim(2, qualifier="at_least", value_high=None)
    assert list(judged(same(1, A, other), claims=table(A, other))["state"]) == ["standing"]


def test_a_claim_that_was_misread_states_the_figure_that_it_was_corrected_to() -> None:
    other = claim(2, value=5000, value_low=5000, value_high=5000)
    read = judged(correction("value", 500, 5000), same(2, A, other), claims=table(A, other))
    assert list(read["state"]) == ["standing", "standing"]
    assert list(judged(line("accept"), same(2, A, other), claims=table(A, other))["outcome"]) == ["accepted", "quarantined"]


drawn_lines = st.lists(
    st.tuples(
        st.sampled_from([same, different]),
        st.lists(st.sampled_from([A, B, C, D, E]), min_size=2, max_size=3, unique_by=lambda found: found["claim_id"]),
        st.integers(0, 6),
    ),
    max_size=12,
)


@given(drawn_lines)
def test_whatever_is_written_the_lines_that_stand_agree(drawn: list[tuple]) -> None:
    lines = []
    for number, (kind, claims, replaced) in enumerate(drawn, start=1):
        lines.append(kind(number, *claims, supersedes=[f"J{replaced}"] if 0 < replaced < number else []))
    read = judged(*lines, claims=CLAIMS)
    standing = read[read["state"] == "standing"]
    joined = np.zeros((len(CLAIMS), len(CLAIMS)))
    numbers = {claim_id: number for number, claim_id in enumerate(CLAIMS["claim_id"])}
    for first, *others in standing.loc[standing["kind"] == "same_figure", "claims"]:
        for other in others:
            joined[numbers[first], numbers[other]] = 1
    _, figure = connected_components(joined, directed=False)
    for claims in standing.loc[standing["kind"] == "different_figure", "claims"]:
        assert len({figure[numbers[claim_id]] for claim_id in claims}) == len(claims)
