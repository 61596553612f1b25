"""Where in a file an offset of its text lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.locate import locator
from orchestration.model.sheet import parsed, written

WORDS = st.text(alphabet="ab 1'\n", max_size=5)


@given(st.lists(st.tuples(WORDS, st.lists(st.lists(WORDS, max_size=3), max_size=4)), min_size=1, max_size=3))
def test_every_cell_of_a_workbook_is_where_its_locator_says(sheets: list[tuple[str, list[list[str]]]]) -> None:
    text = written(sheets)
    for sheet in parsed(text):
        for cells in sheet.rows:
            for cell in cells:
                assert locator("document.xlsx", text, cell.char_start) == f"sheet '{sheet.name}', row {cell.row}"


@given(st.lists(st.text(alphabet="ab1 \n", min_size=1), min_size=1, max_size=5))
def test_every_character_of_a_page_is_on_it(pages: list[str]) -> None:
    start = 0
    for number, page in enumerate(pages, start=1):
        for offset in range(len(page)):
            assert locator("document.pdf", "\f".join(pages), start + offset) == f"page {number}"
        start += len(page) + 1


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_row_of_a_table_is_on_its_line(ends: str) -> None:
    text = ends.join(["a,b", "1,2", "", "3,4", ""])
    assert [locator("document.csv", text, text.index(words)) for words in ("a,b", "1,2", "3,4")] == ["line 1", "line 2", "line 4"]


@pytest.mark.parametrize("file_name", ["abstract.md", "document.txt", "document.html", "document.eml"])
def test_prose_has_no_locator(file_name: str) -> None:
    assert locator(file_name, "One.\fTwo.\nThree.", 8) is None
