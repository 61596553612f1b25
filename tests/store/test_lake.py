"""Tables of the lake as real parquet files."""

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from orchestration.model.tables import TABLES
from orchestration.store import lake

SOURCE = {
    "source_id": "a_paper",
    "section": "press_articles",
    "name": "A Paper",
    "publisher_kind": "press",
    "hosts": ["a-paper.example", "a.example"],
    "languages": ["en"],
    "rights": "The publisher's.",
}
FACILITY = {"facility_id": "al_north", "context_id": "al", "name": "North", "kind": "prison", "locality": None, "names": ["north"]}


def columns(table: str) -> list[str]:
    return list(TABLES[table].model.to_schema().columns)


def test_a_table_comes_back_as_it_was_written(tmp_path: Path) -> None:
    lake.write(tmp_path / "lake", "sources", pd.DataFrame([SOURCE]))
    found = lake.read(tmp_path / "lake", "sources")
    assert [{**row, "hosts": list(row["hosts"]), "languages": list(row["languages"])} for row in found.to_dict("records")] == [SOURCE]
    TABLES["sources"].model.validate(found)


def test_a_column_that_happens_to_be_empty_keeps_its_type(tmp_path: Path) -> None:
    for locality in (None, "A Town"):
        lake.write(tmp_path, "facilities", pd.DataFrame([FACILITY | {"locality": locality}]))
        assert pq.read_schema(lake.path(tmp_path, "facilities")).field("locality").type == pa.string()


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_keeps_its_types_and_its_model(table: str, tmp_path: Path) -> None:
    lake.write(tmp_path, table, pd.DataFrame(columns=columns(table)))
    types = {field.name: field.type for field in pq.read_schema(lake.path(tmp_path, table))}
    assert list(types) == columns(table)
    assert pa.null() not in types.values()
    assert list(lake.read(tmp_path, table).columns) == columns(table)


def test_numbers_that_may_be_missing_stay_whole_numbers(tmp_path: Path) -> None:
    claims = pd.DataFrame([dict.fromkeys(columns("claims")) | {"value": 91_300, "rules": ["a"]}, dict.fromkeys(columns("claims")) | {"rules": []}])
    lake.write(tmp_path, "claims", claims.astype({"value": "Int64"}))
    file = pq.read_table(lake.path(tmp_path, "claims"))
    assert file.schema.field("value").type == pa.int64()
    assert file.column("value").to_pylist() == [91_300, None]


def test_the_same_frame_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        lake.write(tmp_path / name, "sources", pd.DataFrame([SOURCE]))
    assert lake.path(tmp_path / "one", "sources").read_bytes() == lake.path(tmp_path / "two", "sources").read_bytes()


@pytest.mark.parametrize("frame", [
    pd.DataFrame([SOURCE]).drop(columns="name"), pd.DataFrame([SOURCE | {"name": 7}]), pd.DataFrame([SOURCE | {"hosts": 7}]),
])  # fmt: skip
def test_a_frame_that_does_not_fit_is_refused_and_the_table_stays(tmp_path: Path, frame: pd.DataFrame) -> None:
    lake.write(tmp_path, "sources", pd.DataFrame([SOURCE]))
    before = lake.path(tmp_path, "sources").read_bytes()
    with pytest.raises((KeyError, pa.ArrowException)):
        lake.write(tmp_path, "sources", frame)
    assert [path.name for path in tmp_path.iterdir()] == ["sources.parquet"]
    assert lake.path(tmp_path, "sources").read_bytes() == before


@pytest.mark.parametrize("operation", ["write", "swap"])
def test_a_write_that_dies_leaves_the_old_table_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    def die(*_: object, **__: object) -> None:
        raise OSError("the disk is gone")

    lake.write(tmp_path, "sources", pd.DataFrame([SOURCE]))
    monkeypatch.setattr(*((os, "replace") if operation == "swap" else (pq.ParquetWriter, "write_table")), die)
    with pytest.raises(OSError, match="the disk is gone"):
        lake.write(tmp_path, "sources", pd.DataFrame([SOURCE | {"name": "Another"}]))
    monkeypatch.undo()
    assert [path.name for path in tmp_path.iterdir()] == ["sources.parquet"]
    assert list(lake.read(tmp_path, "sources")["name"]) == ["A Paper"]


def test_a_large_table_comes_back_in_pieces_that_are_its_rows_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lake, "ROWS", 2)
    lake.write(tmp_path, "facilities", pd.DataFrame([FACILITY | {"facility_id": f"al_{number}"} for number in range(5)]))
    pieces = list(lake.pieces(tmp_path, "facilities"))
    assert [piece["facility_id"].to_dict() for piece in pieces] == [{0: "al_0", 1: "al_1"}, {2: "al_2", 3: "al_3"}, {4: "al_4"}]
    assert lake.read(tmp_path, "facilities", ["facility_id"])["facility_id"].tolist() == [f"al_{number}" for number in range(5)]


def test_a_piece_comes_back_whole_however_many_rows_it_has(tmp_path: Path) -> None:
    many = pd.DataFrame("said", index=range(1024 * 1024 + 1), columns=columns("contexts"))
    assert lake.write_pieces(tmp_path, "contexts", [many, many.head(2)]) == len(many) + 2
    assert [len(piece) for piece in lake.pieces(tmp_path, "contexts")] == [len(many), 2]


def test_a_table_without_rows_is_one_empty_piece(tmp_path: Path) -> None:
    lake.write(tmp_path, "facilities", pd.DataFrame(columns=columns("facilities")))
    assert [(list(piece.columns), len(piece)) for piece in lake.pieces(tmp_path, "facilities")] == [(columns("facilities"), 0)]
