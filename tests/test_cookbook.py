"""Every query of the cookbook answers, on a published release of the real record."""

import re
from pathlib import Path

import duckdb
import pytest
from test_notebooks import published  # noqa: F401 - the fixture: one release for these modules

from orchestration.cookbook import Example, examples
from orchestration.settings import COOKBOOK, ROOT

EXAMPLES = examples(COOKBOOK)
MARTS = {path.stem for path in (ROOT / "dbt_project" / "models" / "marts").glob("*.sql")}


@pytest.fixture(scope="module")
def file(published: Path) -> Path:  # noqa: F811 - the fixture
    return published / "releases" / "current" / "detention.duckdb"


def test_there_are_twenty_questions_and_each_has_one_query() -> None:
    text = COOKBOOK.read_text(encoding="utf-8")
    assert [one.number for one in EXAMPLES] == list(range(1, 21))
    assert len(re.findall("^```sql$", text, re.MULTILINE)) == len(re.findall("^## ", text, re.MULTILINE)) == 20


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.number))
def test_a_question_is_answered_or_says_that_the_answer_may_be_empty(file: Path, example: Example) -> None:
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute(example.query).fetchall()
    assert rows or "May be empty" in example.remark


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.number))
def test_an_answer_comes_in_the_same_order_every_time(example: Example) -> None:
    assert "order by" in example.query


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.number))
def test_a_query_on_a_series_chooses_one_assumption_set(example: Example) -> None:
    if re.search(r"(?:from|join) (?:series_|window_of)", example.query):
        assert "assumption_set = 'A1'" in example.query or "by assumption_set" in example.query


def test_the_questions_together_show_most_tables_and_the_macros() -> None:
    asked = set(re.findall(r"\b(?:from|join) (\w+)", "\n".join(one.query for one in EXAMPLES)))
    assert len(asked & MARTS) >= 15
    assert {"explain", "window_of", "what_changed", "series_custodial_deaths_as_known"} <= asked
