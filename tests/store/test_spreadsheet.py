"""Rows as files for spreadsheets and notebooks."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.store.spreadsheet import neutral, write_csv, write_parquet


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0"])
def test_text_that_starts_a_formula_is_text_in_a_spreadsheet(text: str) -> None:
    assert neutral(text) == f"'{text}"


@given(st.text())
def test_no_text_comes_out_as_a_formula(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("value", [-5, 0, None, 1.5, True, "plain", "a = b"])
def test_numbers_and_plain_text_stay_as_they_are(value: object) -> None:
    assert neutral(value) == value


@given(
    rows=st.lists(
        st.fixed_dictionaries({"name": st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), "count": st.integers()})
    )
)
def test_csv_gives_back_the_rows_that_went_in(rows: list[dict[str, object]], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("csv") / "rows.csv"
    write_csv(file, ["name", "count"], rows)
    with file.open(encoding="utf-8", newline="") as read:
        back = [{"name": row["name"], "count": int(row["count"])} for row in csv.DictReader(read)]
    assert back == [{"name": neutral(row["name"]), "count": row["count"]} for row in rows]


def test_parquet_has_the_columns_and_types_that_were_asked_for(tmp_path: Path) -> None:
    columns = pa.schema([("name", pa.string()), ("count", pa.int64()), ("claims", pa.list_(pa.string()))])
    write_parquet(tmp_path / "rows.parquet", [{"name": "a", "count": None, "claims": ["x"], "more": 1}], columns)
    read = pq.read_table(tmp_path / "rows.parquet")
    assert read.schema.equals(columns)
    assert read.to_pylist() == [{"name": "a", "count": None, "claims": ["x"]}]
