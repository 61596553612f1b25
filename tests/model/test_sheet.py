"""A workbook written as text reads back cell by cell."""

from hypothesis import given
from hypothesis import strategies as st

from orchestration.model.sheet import Cell, parsed, written

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
