"""The real files of third parties, read by the shipped mappings, where they lie beside the checkout. Skipped loudly where they do not."""

import time
import warnings
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from invented_tables import CHANGED_WORKBOOK, EARLIER, FORM, LATER, SOURCES, WORKBOOK
from python_calamine import CalamineWorkbook

from orchestration.claims.table_shape import sheets_of
from orchestration.claims.tables import Stated, added_up, read_table
from orchestration.model import strict_yaml
from orchestration.model.mapping import Mapping
from orchestration.model.sheet import written

FILES = {
    FORM: "brazil_sisdepen_2016H2_2020H1.csv",
    EARLIER: "iopc_police_custody_deaths_2018-19.ods",
    LATER: "iopc_police_custody_deaths_2019-20.ods",
    WORKBOOK: "ice_detention_statistics_fy19.xlsx",
    CHANGED_WORKBOOK: "ice_detention_statistics_fy24.xlsx",
}


@pytest.fixture(scope="module")
def tables(root: Path) -> Path:
    found = root.parent / "shared" / "data" / "tables"
    if not found.is_dir():
        warnings.warn("SKIPPED: the real tables are not beside the checkout, so no shipped mapping was tried on its file", stacklevel=1)
        pytest.skip("SKIPPED: the real tables are not beside the checkout, so no shipped mapping was tried on its file")
    return found


def text_of(path: Path) -> str:
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8")
    book = CalamineWorkbook.from_path(path)
    sheets = ((name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)
    return written((name, [[_shown(value) for value in row] for row in rows]) for name, rows in sheets)


def _shown(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def read(root: Path, tables: Path, name: str) -> list[Stated]:
    path = tables / FILES[name]
    card = Mapping.model_validate(strict_yaml.parse((root / SOURCES / name).read_text(encoding="utf-8")))
    return read_table(text_of(path), path.name, card)


def test_the_prison_form_contradicts_itself_in_deaths_and_in_who_is_held(root: Path, tables: Path) -> None:
    by_half: dict[date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for one in read(root, tables, FORM):
        by_half[one.span.last][one.figure.measure].append(one.value)
    halves = [by_half[day] for day in sorted(by_half)]
    assert len(halves) == 8
    assert halves[0]["custodial_deaths"] == [1017, 974]
    assert all(len(set(half["custodial_deaths"])) == 2 for half in halves)
    held = [half["persons_held"][0] for half in halves]
    grown = [half["arrests"][0] - half["releases"][0] - half["custodial_deaths"][0] for half in halves]
    missing = [after - before - more for before, after, more in zip(held, held[1:], grown[1:], strict=False)]
    assert missing[0] == -73635
    assert all(gap < 0 for gap in missing)


def test_the_sums_of_the_prison_form_are_those_of_the_cells_that_they_name(root: Path, tables: Path) -> None:
    sheets = sheets_of(text_of(tables / FILES[FORM]), FILES[FORM])
    found = read(root, tables, FORM)
    assert len(found) == 48
    assert all(added_up(sheets, one.locator) == one.value for one in found)


def test_the_prison_form_is_read_in_seconds(root: Path, tables: Path) -> None:
    begun = time.perf_counter()
    read(root, tables, FORM)
    assert time.perf_counter() - begun < 20


def test_the_second_edition_of_the_yearly_file_revises_one_year_of_the_first(root: Path, tables: Path) -> None:
    editions = []
    for name in (EARLIER, LATER):
        years = [one for one in read(root, tables, name) if one.figure.population == "all" and one.figure.basis == "flow"]
        editions.append({str(one.span.first): (one.value, one.notes) for one in years})
    earlier, later = editions
    assert (len(earlier), len(later)) == (15, 16)
    assert {first for first, told in earlier.items() if later[first][0] != told[0]} == {"2018-04-01"}
    assert earlier["2018-04-01"][0] == 16
    assert later["2018-04-01"][0] == 17
    assert later["2018-04-01"][1]


def test_the_workbooks_say_the_same_in_their_months_and_in_their_year(root: Path, tables: Path) -> None:
    for name, held, day, booked in ((WORKBOOK, 50922, date(2019, 10, 4), 510854), (CHANGED_WORKBOOK, 37684, date(2024, 10, 3), 277913)):
        found = read(root, tables, name)
        assert {(one.value, one.span.last) for one in found if one.figure.measure == "persons_held"} == {(held, day)}
        *months, year = [one for one in found if one.figure.measure == "arrests"]
        assert len(months) == 12
        assert sum(one.value for one in months) == year.value == booked
        assert (months[0].span.first, months[-1].span.last) == year.span
