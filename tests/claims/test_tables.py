"""A table is read by its mapping, cell by cell; what is not as the mapping says is a fault with its place, and then nothing is read."""

import re
from pathlib import Path
from typing import Any

import pytest
from invented_tables import (
    CHANGED_WORKBOOK,
    EARLIER,
    FORM,
    LATER,
    SOURCES,
    WORKBOOK,
    Cells,
    earlier_edition,
    later_edition,
    prison_form,
    workbook,
    workbook_of_2019,
    workbook_of_2024,
)

from orchestration.claims.table_shape import MisfitError, sheets_of
from orchestration.claims.tables import added_up, read_table, whole
from orchestration.model import strict_yaml
from orchestration.model.mapping import Mapping

FILE = "document.xlsx"
PAGE = "docs/how-to/add-a-table.md"
HEADINGS: list[object] = ["Year", "Deaths", "", "Held"]
ROWS: Cells = {"A1": HEADINGS, "A2": ["2029", 4, "", 90], "A3": ["2030", 6, "~", 80], "A4": ["Total", 10]}
FIGURE: dict[str, Any] = {"columns": ["Deaths"], "measure": "custodial_deaths", "basis": "flow", "period": {"column": "Year", "written": "date"}}
TABLE: dict[str, Any] = {
    "sheet": "S",
    "at": "A1",
    "columns": HEADINGS,
    "last": "Total",
    "ignored": ["Held"],
    "figures": [FIGURE | {"never": {"Year": ["Total"]}}],
}


def mapping(table: dict[str, Any] = TABLE, **fields: Any) -> Mapping:
    return Mapping.model_validate({"origin": "The Office", "origin_kind": "government", "footnotes": {"~": "revised"}, "tables": [table], **fields})


def shipped(root: Path, name: str) -> Mapping:
    return Mapping.model_validate(strict_yaml.parse((root / SOURCES / name).read_text(encoding="utf-8")))


def told(text: str, card: Mapping, file: str = FILE) -> list[tuple[str, int, str, str, str]]:
    """Measure, number, window and locator of what is read."""
    return [(one.figure.measure, one.value, str(one.span.first), str(one.span.last), one.locator) for one in read_table(text, file, card)]


def faults(cells: Cells, card: Mapping | None = None) -> list[tuple[str, str]]:
    with pytest.raises(MisfitError) as refused:
        read_table(workbook([("S", cells)]), FILE, card or mapping())
    assert all(fault.remedy for fault in refused.value.faults)
    return [(fault.place, fault.reason) for fault in refused.value.faults]


def test_every_cell_of_a_figure_is_read_at_its_place_with_its_footnote() -> None:
    text = workbook([("Cover", {"A1": ["Title"]}), ("S", ROWS)])
    found = read_table(text, FILE, mapping())
    assert [(one.value, str(one.span.first), one.locator, one.notes) for one in found] == [
        (4, "2029-01-01", "sheet 'S', cell B2", ()),
        (6, "2030-01-01", "sheet 'S', cell B3", ("~ revised",)),
    ]
    assert all(text[one.number_start :].startswith(one.number_text) for one in found)


def test_the_example_of_the_how_to_is_read_as_it_says(root: Path) -> None:
    page = (root / PAGE).read_text(encoding="utf-8")
    example, _ = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (sheet,) = re.findall(r"^```csv\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    rows: Cells = {f"A{row}": line.split(",") for row, line in enumerate(sheet.splitlines(), start=1)}
    text = workbook([("Custody", rows), ("Notes", {"A1": ["Places as of 31/03/2031"]})])
    found = read_table(text, FILE, Mapping.model_validate(strict_yaml.parse(example)))
    table = page.partition("| measure | value |")[2].partition("\n\n")[0]
    expected = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    assert [
        [
            one.figure.measure,
            str(one.value),
            "" if one.figure.basis == "stock" else str(one.span.first),
            str(one.span.last),
            one.place or "",
            one.locator,
        ]
        for one in found
    ] == expected
    assert found[1].notes == ("* counts the old wing too",)
    moved: Cells = {**rows, "A4": ["Fiscal year", "Deaths", "", "Escapes", "Held on 31 March", "", "Prison", "Places"]}
    with pytest.raises(MisfitError) as refused:
        read_table(
            workbook([("Custody", moved), ("Notes", {"A1": ["Places as of 31/03/2031"]})]), FILE, Mapping.model_validate(strict_yaml.parse(example))
        )
    assert f"{refused.value.faults[0].place}: {refused.value.faults[0].reason}" in page


@pytest.mark.parametrize(
    ("changed", "place", "reason"),
    [
        ({"A1": ["Year", "Deaths", "", "Held", "Freed"]}, "sheet 'S', cell E1", "expected no column there, found 'Freed'"),
        ({"A1": ["Year", "Deaths"]}, "sheet 'S', cell D1", "expected the column 'Held', found an empty cell"),
        ({"A1": ["Year", "Held", "", "Deaths"]}, "sheet 'S', cell B1", "expected the column 'Deaths', found 'Held'; it stands in D1"),
        ({"A1": ["Year", "Deaths", "New", "Held"]}, "sheet 'S', cell C1", "expected a column without a heading, found 'New'"),
        ({"A2": ["2029", "n/a", "", 90]}, "sheet 'S', cell B2", "expected a whole number, found 'n/a'"),
        ({"A2": ["2029", "4.5", "", 90]}, "sheet 'S', cell B2", "expected a whole number, found '4.5'"),
        ({"A2": ["2029", "1,204", "", 90]}, "sheet 'S', cell B2", "expected a whole number, found '1,204'"),
        ({"A2": ["2029", "-4", "", 90]}, "sheet 'S', cell B2", "expected a whole number, found '-4'"),
        ({"A2": ["2029", "4#", "", 90]}, "sheet 'S', cell B2", "expected a whole number, found '4#'"),
        ({"A2": ["2029", 4, "5", 90]}, "sheet 'S', cell C2", "expected a whole number, found '5'"),
        ({"A2": ["2029", "", "", 90]}, "sheet 'S', cell B2", "expected a number, found an empty cell"),
        ({"A2": ["29", 4, "", 90]}, "sheet 'S', cell A2", "'29' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"A4": ["All", 10]}, "sheet 'S', cell A1", "expected a last row that begins with 'Total', found none"),
    ],
)
def test_what_is_not_as_the_mapping_says_is_a_fault_with_its_cell(changed: Cells, place: str, reason: str) -> None:
    assert (place, reason) in faults({**ROWS, **changed})


def test_a_sheet_that_is_gone_a_unit_that_changed_and_a_row_that_is_missing_are_faults() -> None:
    assert faults(ROWS, mapping(TABLE | {"sheet": "T"})) == [("sheet 'T'", "expected the sheet 'T', found 'S'")]
    assert faults(ROWS, mapping(TABLE | {"texts": {"F1": "persons"}})) == [("sheet 'S', cell F1", "expected 'persons', found an empty cell")]
    picked = TABLE | {"figures": [FIGURE | {"only": {"Year": ["2031"]}}]}
    assert faults(ROWS, mapping(picked)) == [("sheet 'S', cell A2", "expected a row that says '2031' in the column 'Year', found none")]


def test_one_cell_read_twice_as_one_measure_is_a_fault() -> None:
    twice = mapping(TABLE | {"figures": [*TABLE["figures"], FIGURE | {"only": {"Year": ["2029"]}, "population": "women"}]})
    assert faults(ROWS, twice) == [("sheet 'S', cell B2", "two figures of the mapping read custodial_deaths there")]


def test_an_empty_cell_is_no_figure_where_the_mapping_says_what_it_is() -> None:
    cells: Cells = {**ROWS, "A2": ["2029", "", "", 90]}
    for said in ("unknown", "none"):
        card = mapping(TABLE | {"figures": [FIGURE | {"never": {"Year": ["Total"]}, "empty": said}]})
        assert [one.value for one in read_table(workbook([("S", cells)]), FILE, card)] == [6]


def test_a_sum_says_which_cells_it_adds_and_how_many_are_empty() -> None:
    text = "year,town,deaths,other deaths,held\n2029,A,1,2,9\n2030,A,4,,8\n2029,B,,3,7\n"
    table = {"at": "A1", "columns": ["year", "town", "deaths", "other deaths", "held"], "ignored": ["held", "town"]}
    for said, qualifier in (("none", "exactly"), ("unknown", "at_least")):
        figure = FIGURE | {"columns": ["deaths", "other deaths"], "period": {"column": "year", "written": "date"}, "sum": True, "empty": said}
        first, second = read_table(text, "document.csv", mapping(table | {"figures": [figure]}))
        assert (first.value, first.qualifier, first.locator) == (6, qualifier, "sum of C2:D2, C4:D4")
        assert first.notes[0].startswith("added up here from 3 cells; 1 more are empty")
        assert (second.value, second.locator, second.number_text) == (4, "sum of C3:D3", "deaths,other deaths")
        assert added_up(sheets_of(text, "document.csv"), first.locator) == 6


def test_sums_are_of_one_place_where_the_mapping_names_it() -> None:
    text = "year,town,deaths\n2029,A,1\n2029,A,2\n2029,B,4\n"
    figure = FIGURE | {"columns": ["deaths"], "period": {"column": "year", "written": "date"}, "sum": True, "place": ["town"]}
    found = read_table(text, "document.csv", mapping({"at": "A1", "columns": ["year", "town", "deaths"], "figures": [figure]}))
    assert [(one.place, one.value, one.locator) for one in found] == [("A", 3, "sum of C2:C3"), ("B", 4, "sum of C4:C4")]


def test_a_number_is_whole_and_nothing_else() -> None:
    assert [whole(text) for text in ("17", "815.0", " 4", "4.5", "1,204", "17~", "", "-1", "²")] == [17, 815, 4, None, None, None, None, None, None]


def test_the_prison_form_is_added_up_to_national_figures(root: Path) -> None:
    found = told(prison_form(), shipped(root, FORM), "document.csv")
    assert found[:2] == [
        ("persons_held", 300, "2016-07-01", "2016-12-31", "sum of H2:H3"),
        ("persons_held", 350, "2017-01-01", "2017-06-30", "sum of H4:H5"),
    ]
    assert [(measure, value) for measure, value, first, *_ in found if first == "2016-07-01"] == [
        ("persons_held", 300),
        ("facility_capacity", 200),
        ("arrests", 90),
        ("releases", 50),
        ("custodial_deaths", 5),
        ("custodial_deaths", 4),
    ]


def test_the_yearly_file_is_read_in_both_editions_and_no_edition_by_the_mapping_of_the_other(root: Path) -> None:
    for text, name, years, total in ((earlier_edition(), EARLIER, [7, 5], 12), (later_edition(), LATER, [7, 6, 3], 16)):
        found = told(text, shipped(root, name))
        assert [value for *_, value, _first, _last, where in found if "cell B" in where][: len(years) + 1] == [*years, total]
    later = read_table(later_edition(), FILE, shipped(root, LATER))
    revised = [one for one in later if one.notes]
    assert [(one.value, one.figure.population, one.locator) for one in revised] == [
        (6, "all", "sheet 'Custody', cell B14"),
        (5, "men", "sheet 'Custody', cell Q35"),
    ]
    for text, name in ((earlier_edition(), LATER), (later_edition(), EARLIER)):
        with pytest.raises(MisfitError):
            read_table(text, FILE, shipped(root, name))


def test_tables_that_stand_side_by_side_are_read_each_by_its_own_columns(root: Path) -> None:
    found = told(workbook_of_2019(), shipped(root, WORKBOOK))
    assert [(measure, value, last) for measure, value, _, last, _ in found if measure != "arrests"] == [
        ("persons_held", 940, "2019-10-04"),
        ("persons_held", 940, "2019-10-04"),
        ("releases", 500, "2019-09-30"),
    ]
    months = [(value, first) for measure, value, first, _, _ in found if measure == "arrests"]
    assert (months[0], months[11], months[12]) == ((100, "2018-10-01"), (210, "2019-09-01"), (1860, "2018-10-01"))


def test_a_year_to_date_ends_on_the_day_that_the_file_says_and_months_to_come_are_no_figure(root: Path) -> None:
    found = told(workbook_of_2024(), shipped(root, CHANGED_WORKBOOK))
    assert [row for row in found if row[0] == "arrests"][-1] == ("arrests", 600, "2023-10-01", "2024-03-31", "sheet 'Detention FY24', cell V20")
    assert len([row for row in found if row[0] == "arrests"]) == 7
    assert [(value, last) for measure, value, _, last, _ in found if measure == "releases"] == [(30, "2024-03-31"), (90, "2024-03-31")]
