"""SDMX-CSV: what is empty is left out, and every code is one that SDMX allows."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.exports import sdmx

POINT = {
    "context_id": "xl", "population": "all", "place": "all prisons, but one", "origin_id": "family: police", "assumption_set": "A1",
    "month_end": date(2023, 5, 31), "reported_low": None, "reported_high": None, "bound_low": 7, "bound_high": None, "obs_status": "O",
    "contested": False,
}  # fmt: skip


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    more = POINT | {"reported_low": 0, "reported_high": 9, "obs_status": "D", "place": "national", "contested": True}
    sdmx.write(tmp_path / "sdmx", {"arrests": [POINT, more]}, {"PLACE": {"national": "The whole country"}})
    return tmp_path / "sdmx"


def test_a_row_begins_with_the_columns_of_the_standard_in_its_order(written: Path) -> None:
    header = (written / "series.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert header[3:] == [row["component"] for row in rows(written / "components.csv")]


def test_an_empty_bound_has_no_observation_and_a_reported_nought_has_one(written: Path) -> None:
    said = [(row["PLACE"] == "national", row["QUANTITY"], row["OBS_VALUE"]) for row in rows(written / "series.csv")]
    assert said == [(False, "bound_low", "7"), (True, "reported_low", "0"), (True, "reported_high", "9"), (True, "bound_low", "7")]


def test_a_bound_from_other_months_bears_no_status_of_a_missing_value(written: Path) -> None:
    assert [row["OBS_STATUS"] for row in rows(written / "series.csv")] == ["", "D", "D", "D"]


def test_every_code_of_an_observation_is_in_its_code_list_with_its_name(written: Path) -> None:
    dimensions = [row for row in rows(written / "components.csv") if row["codelist"]]
    assert len(dimensions) == 9
    for dimension in dimensions:
        listed = {row["code"] for row in rows(written / "codelists" / f"{dimension['codelist']}.csv")}
        assert {row[dimension["component"]] for row in rows(written / "series.csv")} - {""} <= listed
    names = {row["name"] for row in rows(written / "codelists" / "CL_PLACE.csv")}
    assert names == {"The whole country", "all prisons, but one"}


@given(st.text(min_size=1))
def test_a_code_is_an_identifier_of_sdmx_and_starts_no_formula(value: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_$][A-Za-z0-9_@$-]*", sdmx.code(value))


def test_values_that_differ_in_a_sign_alone_have_different_codes() -> None:
    assert len({sdmx.code(value) for value in ("all prisons", "all-prisons", "all_prisons", "all, prisons", "-all prisons")}) == 5
