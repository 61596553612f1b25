"""A workbook written as text reads back cell by cell."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from orchestration.model.sheet import Cell, from_csv, parsed, written

WORDS = st.text(max_size=8)


@given(st.lists(st.tuples(WORDS, st.lists(st.lists(WORDS, max_size=4), max_size=4)), min_size=1, max_size=3))
def test_every_cell_stands_in_the_text_where_it_says(sheets: list[tuple[str, list[list[str]]]]) -> None:
    text = written(sheets)
    found = list(parsed(text))
    assert [sheet.name for sheet in found] == [" ".join(name.split()) for name, _ in sheets]
    for sheet, (_, rows) in zip(found, sheets, strict=True):
        assert len(sheet.rows) == len(rows)
        for cells, row in zip(sheet.rows, rows, strict=True):
            said = [" ".join(cell.split()) for cell in row]
            while said and not said[-1]:
                said.pop()
            assert [cell.text for cell in cells] == (said or [""])
            assert all(text[cell.char_start : cell.char_start + len(cell.text)] == cell.text for cell in cells)


def test_a_cell_is_named_as_a_spreadsheet_names_it() -> None:
    assert [Cell(12, column, 0, "").name for column in (1, 4, 26, 27, 52, 703)] == ["A12", "D12", "Z12", "AA12", "AZ12", "AAA12"]


@given(st.lists(st.lists(st.text(alphabet='a9, "\r\n', max_size=4), min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_csv_has_the_cells_that_any_reader_of_csv_finds(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerows(rows)
    sheet = from_csv(out.getvalue())
    assert [[cell.text for cell in row] for row in sheet.rows] == rows
    for cell in (cell for row in sheet.rows for cell in row if '"' not in cell.text):
        assert out.getvalue()[cell.char_start : cell.char_start + len(cell.text)] == cell.text


def test_a_csv_may_lack_quotes_and_the_last_line_end() -> None:
    text = "a,b\r\n1,\r\n,2"
    assert [[(cell.name, cell.text, cell.char_start) for cell in row] for row in from_csv(text).rows] == [
        [("A1", "a", 0), ("B1", "b", 2)],
        [("A2", "1", 5), ("B2", "", 7)],
        [("A3", "", 9), ("B3", "2", 10)],
    ]
    assert [[cell.text for cell in row] for row in from_csv("a,").rows] == [["a", ""]]
