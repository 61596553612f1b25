"""Rhythms: what a stretch may say, and what stops."""

import re
from pathlib import Path

import pandas as pd
import pytest
from a_land import RHYTHMS

from orchestration import contexts
from orchestration.model.context import EXPECTATIONS, Rhythm


def test_a_rhythm_is_a_row_per_stretch_and_days_are_whole_numbers_or_missing(folder: Path) -> None:
    table = Rhythm.validate(contexts.tables([contexts.load(folder.name)]).rhythms)
    assert list(table["rhythm_id"]) == ["al_state/arrests/2020-01-01", "al_state/arrests/2020-04-01"]
    assert list(table["expectation"]) == ["expected", "withheld"]
    assert list(table["until"]) == ["2020-03-31", None]
    assert table["overdue_after_days"].equals(pd.Series([60, None], dtype="Int64"))
    assert list(table["stated_in"]) == [[], ["A-3"]]


def test_a_context_without_rhythms_or_cards_expects_nothing(folder: Path) -> None:
    for name in ("rhythms", "definitions"):
        (folder / f"{name}.yml").write_text("{}\n", encoding="utf-8")
    tables = contexts.tables([contexts.load(folder.name)])
    assert (len(tables.rhythms), len(tables.definitions)) == (0, 0)
    Rhythm.validate(tables.rhythms)


@pytest.mark.parametrize(("old", "new", "words"), [
    ("      every_days: 30\n", "", ["rhythms.state.arrests.0", "expected needs every_days"]),
    ("overdue_after_days: 60", "overdue_after_days: 29", ["not shorter"]),
    ("every_days: 30", "every_days: 0", ["every_days"]),
    ("every_days: 30", "every_days: monthly", ["every_days"]),
    ("      stated_in: [A-3]\n", "", ["withheld needs stated_in"]),
    ("      stated_in: [A-3]\n", "      stated_in: [A-3]\n      every_days: 3\n", ["withheld needs stated_in, and no days"]),
    ("expectation: withheld", "expectation: silent", ["expectation"]),
    ("      ground: Measured.\n", "", ["ground", "Field required"]),
    ("until: 2020-03-31", "until: 2020-04-01", ["rhythms.yml: state: arrests", "2020-01-01 must end before 2020-04-01"]),
    ("      until: 2020-03-31\n", "", ["2020-01-01 must end before 2020-04-01"]),
    ("until: 2020-03-31", "until: 2019-12-31", ["until is before since"]),
    ("since: 2020-04-01", "since: 2020-04", ["since"]),
    ("  arrests:", "  moods:", ["rhythms.state.moods"]),
    ("state:", "stranger:", ["rhythms.yml", "stranger", "neither an origin nor a family"]),
])  # fmt: skip
def test_a_stretch_that_is_not_understood_stops_with_its_place(folder: Path, old: str, new: str, words: list[str]) -> None:
    assert old in RHYTHMS
    (folder / "rhythms.yml").write_text(RHYTHMS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"orchestration/contexts/al") as caught:
        contexts.load("al")
    assert [word for word in words if word not in str(caught.value)] == []


def test_the_page_on_silence_defines_every_expectation_and_state(root: Path) -> None:
    page = (root / "docs" / "methods" / "silence.md").read_text(encoding="utf-8")
    models = (root / "dbt_project" / "models" / "intermediate" / "int_series_heard.yml").read_text(encoding="utf-8")
    (states,) = re.findall(r"values: \[([\w, ]+)\]", models)
    assert [code for code in (*EXPECTATIONS, *states.split(", ")) if f"`{code}`" not in page] == []
