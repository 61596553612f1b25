import pandas as pd
import pandera.errors
import pytest

from orchestration.model.capture import Source
from orchestration.model.caveats import CAVEATS
from orchestration.model.schema import Table, column, records
from orchestration.model.tables import TABLES

ROW = {
    "source_id": "a_paper",
    "section": "press_articles",
    "name": "A Paper",
    "publisher_kind": "press",
    "hosts": ["a-paper.example"],
    "languages": ["en"],
    "rights": "The publisher's.",
}


def test_a_table_that_is_what_its_model_says_passes() -> None:
    assert Source.validate(pd.DataFrame([ROW])).shape == (1, 7)


BAD = {
    "a column more": pd.DataFrame([{**ROW, "colour": "red"}]),
    "a column less": pd.DataFrame([ROW]).drop(columns="rights"),
    "another order": pd.DataFrame([ROW])[sorted(ROW)],
    "another type": pd.DataFrame([{**ROW, "name": 7}]),
    "an unknown code": pd.DataFrame([{**ROW, "publisher_kind": "blog"}]),
    "an empty cell": pd.DataFrame([{**ROW, "name": None}]),
    "the same key twice": pd.DataFrame([ROW, ROW]),
}


@pytest.mark.parametrize("frame", BAD.values(), ids=BAD)
def test_a_table_that_is_not_what_its_model_says_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises((pandera.errors.SchemaError, pandera.errors.SchemaErrors)):
        Source.validate(frame)


def test_nothing_is_coerced_to_fit() -> None:
    class Counted(Table):
        """Rows with a number."""

        count: pd.Int64Dtype = column("A number.")

    with pytest.raises(pandera.errors.SchemaError):
        Counted.validate(pd.DataFrame({"count": ["12"]}))


def test_a_caveat_that_has_no_sentence_is_refused() -> None:
    with pytest.raises(KeyError, match="made_up"):
        column("A number.", caveats=("made_up",))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_is_described(name: str) -> None:
    model = TABLES[name].model
    assert model.__doc__ not in (None, "", Table.__doc__)
    for column_name, field in model.to_schema().columns.items():
        assert (field.description or "").endswith("."), column_name
        assert set((field.metadata or {}).get("caveats", [])) <= CAVEATS.keys(), column_name


def test_records_are_the_rows_in_order() -> None:
    assert records(pd.DataFrame({"a": [1, 2], "b": ["x", None]})) == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
