"""A mapping says the whole of a table, and nothing that does not hang together."""

from typing import Any

import pytest
from pydantic import ValidationError

from orchestration.model.mapping import Mapping, place_of

FIGURE: dict[str, Any] = {"columns": ["Deaths"], "measure": "custodial_deaths", "basis": "flow", "period": {"heading": "date"}}
TABLE: dict[str, Any] = {"at": "A1", "columns": ["Year", "Deaths"], "ignored": ["Year"], "figures": [FIGURE]}


def mapping(figure: dict[str, Any] | None = None, table: dict[str, Any] | None = None, **fields: Any) -> Mapping:
    whole = TABLE | {"figures": [FIGURE | (figure or {})]} | (table or {})
    return Mapping.model_validate({"origin": "The Office", "origin_kind": "government", "tables": [whole]} | fields)


def test_a_whole_mapping_is_understood() -> None:
    assert mapping().tables[0].figures[0].population == "all"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"figure": {"colour": "red"}}, "Extra inputs are not permitted"),
        ({"figure": {"measure": "detentions"}}, "must be one of arrests"),
        ({"figure": {"basis": "stock"}}, "stock does not go with measure custodial_deaths"),
        ({"figure": {"measure": "other"}}, "other_measure goes with measure other"),
        ({"figure": {"population": "other"}}, "population_detail goes with population other"),
        ({"figure": {"columns": ["Held"]}}, "Held: no such column"),
        ({"figure": {"period": {"on": "2030-01-01"}}}, "a stock has a day"),
        ({"figure": {"period": {"since": "2030-01-01", "until": "2029-01-01"}}}, "since is after until"),
        ({"figure": {"period": {"column": "Year", "written": "fiscal year", "begins": "13"}}}, "less than or equal to 12"),
        ({"table": {"ignored": []}}, "Year: neither used by a figure nor ignored"),
        ({"table": {"columns": ["Year", "Deaths", "Deaths"]}}, "Deaths: stands over several columns"),
        ({"table": {"at": "12B"}}, "'12B' is no cell"),
        ({"table": {"figures": []}}, "none has a figure"),
        ({"footnotes": {"1": "a digit"}}, "should match pattern"),
    ],
)
def test_what_does_not_hang_together_is_refused_with_its_reason(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        mapping(**wrong)


def test_a_cell_has_a_row_and_a_column() -> None:
    assert [place_of(name) for name in ("A1", "D12", "AA7")] == [(1, 1), (12, 4), (7, 27)]
