from itertools import product
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from orchestration.model.bounds import bounds
from orchestration.model.vocabulary import QUALIFIERS
from orchestration.series.intervals import ASSUMPTION_SETS, interval, rounding_unit


@pytest.mark.parametrize(("words", "expected"), [
    (("exactly", 81_000), {"A0": (81_000, 81_000), "A1": (80_500, 81_499), "A2": (80_500, 81_499)}),
    (("exactly", 142), {"A0": (142, 142), "A1": (142, 142), "A2": (142, 142)}),
    (("about", 300), {"A0": (250, 349), "A1": (250, 349), "A2": (250, 349)}),
    (("at_least", 261), {"A0": (261, None), "A1": (261, None), "A2": (261, None)}),
    (("at_least", 260), {"A0": (260, None), "A1": (260, None), "A2": (260, 269)}),
    (("more_than", 70_000), {"A0": (70_001, None), "A1": (70_001, None), "A2": (70_001, 79_999)}),
    (("more_than", 84_000), {"A0": (84_001, None), "A1": (84_001, None), "A2": (84_001, 84_999)}),
    (("more_than", 18), {"A0": (19, None), "A1": (19, None), "A2": (19, None)}),
    (("nearly", 500), {"A0": (None, 500), "A1": (None, 500), "A2": (None, 500)}),
    (("exactly", 0), {"A0": (0, 0), "A1": (0, 0), "A2": (0, 0)}),
    (("about", 0), {"A0": (0, 0), "A1": (0, 0), "A2": (0, 0)}),
    (("at_least", 0), {"A0": (0, None), "A1": (0, None), "A2": (0, None)}),
    (("more_than", 0), {"A0": (1, None), "A1": (1, None), "A2": (1, None)}),
    (("up_to", 90), {"A0": (None, 90), "A1": (None, 90), "A2": (None, 90)}),
])  # fmt: skip
def test_words_mean_what_the_assumption_set_says(words: tuple[str, int], expected: dict[str, tuple[int | None, int | None]]) -> None:
    value, low, high = bounds(words[0], words[1], None, None) or (None, None, None)
    assert {assumed: interval(words[0], value, low, high, assumed) for assumed in ASSUMPTION_SETS} == expected


def test_a_range_is_what_it_says() -> None:
    assert interval("between", None, 40, 60, "A1") == (40, 60)


@pytest.mark.parametrize(("qualifier", "assumed"), [("maybe", "A1"), ("exactly", "A7")])
def test_what_is_not_in_the_vocabulary_is_refused(qualifier: str, assumed: str) -> None:
    with pytest.raises(ValueError, match=r"is no (qualifier|assumption set)"):
        interval(qualifier, 1, 1, 1, assumed)


@given(st.integers(0, 10**12), st.sampled_from(QUALIFIERS), st.sampled_from(ASSUMPTION_SETS))
def test_an_interval_is_never_empty_and_never_below_zero(value: int, qualifier: str, assumed: str) -> None:
    low, high = interval(qualifier, *(bounds(qualifier, value, value, value + 5) or ()), assumed)
    assert low is None or high is None or low <= high
    assert min(low or 0, high or 0) >= 0


@given(st.integers(1, 10**12))
def test_the_next_number_of_the_same_roundness_is_one_unit_higher(value: int) -> None:
    unit = rounding_unit(value)
    assert value % unit == 0
    assert value % (10 * unit) != 0


def test_the_warehouse_reads_words_the_same_way(root: Path) -> None:
    module = Environment(autoescape=False).from_string((root / "dbt_project" / "macros" / "bounds.sql").read_text(encoding="utf-8")).module  # noqa: S701 - SQL
    macros = {
        "A0": (module.a0_low, module.a0_high), "A1": (module.a1_low, module.a1_high), "A2": (module.a1_low, module.a2_high),
    }  # fmt: skip
    values = [*range(120), *(digit * 10**power + more for digit, power, more in product((1, 7, 81), range(2, 8), (0, 1, 5, 50)))]
    said = [(qualifier, *(bounds(qualifier, value, value, value + 9) or ())) for qualifier in QUALIFIERS for value in values]
    frame = pd.DataFrame(said, columns=["qualifier", "value", "value_low", "value_high"]).astype(
        dict.fromkeys(("value", "value_low", "value_high"), "Int64")
    )
    with duckdb.connect() as connection:
        connection.register("said", frame.assign(place=range(len(frame))))
        for assumed, (low, high) in macros.items():
            query = f"select {low('qualifier', 'value', 'value_low')}, {high('qualifier', 'value', 'value_high')} from said order by place"
            assert connection.execute(query).fetchall() == [interval(*words, assumed) for words in said]
