"""Workbooks: cells as text, rows in their place, and what cannot be read."""

from datetime import date, datetime

import pytest

from orchestration.documents.locate import locator
from orchestration.documents.read import read, reading
from tests.documents.made import ods, xlsx, zipped
from tests.hostile.archives import table, tables

ROWS: list[list[object]] = [["month", "arrests"], ["2023-01", 1200], [], ["2023-03", 1350.5]]


def test_a_workbook_is_read_sheet_by_sheet_and_row_by_row() -> None:
    assert read("document.xlsx", xlsx({"Arrests": ROWS, "Deaths": [["total", 7]]})) == (
        "Arrests\nmonth\tarrests\n2023-01\t1200\n\n2023-03\t1350.5\fDeaths\ntotal\t7"
    )


def test_an_open_document_workbook_is_read_as_any_other() -> None:
    assert read("document.ods", ods({"Arrests": [["month", "arrests"], ["2023-01", 1200]]})) == "Arrests\nmonth\tarrests\n2023-01\t1200"


def test_the_row_follows_from_the_offset_and_is_that_of_the_spreadsheet() -> None:
    text = read("document.xlsx", xlsx({"Arrests": [[], *ROWS], "Deaths": [["total", 7]]}))
    assert [locator("document.xlsx", text, text.index(words)) for words in ("Arrests", "month", "1350.5", "Deaths", "total")] == [
        "sheet 'Arrests'", "sheet 'Arrests', row 2", "sheet 'Arrests', row 5", "sheet 'Deaths'", "sheet 'Deaths', row 1",
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), [
    (12_345_678, "12345678"), (0.1 + 0.2, "0.3"), (-4.0, "-4"), (1e21, "1000000000000000000000"), (True, "TRUE"), (" a\tb\n", "a b"),
    (date(2023, 3, 1), "2023-03-01"), (datetime.fromisoformat("2023-03-01T12:30"), "2023-03-01 12:30:00"),
])  # fmt: skip
def test_a_cell_is_written_as_a_person_would(value: object, text: str) -> None:
    assert read("document.xlsx", xlsx({"S": [[value]]})) == f"S\n{text}"


def test_hidden_sheets_are_read_and_named() -> None:
    found = reading("document.xlsx", xlsx({"Seen": [[1]], "Drafts": [[2]]}, hidden=frozenset({"Drafts"})))
    assert (found.text, found.note) == ("Seen\n1\fDrafts\n2", "hidden sheets: Drafts")


@pytest.mark.parametrize(("file_name", "data", "reason"), [
    ("document.xlsx", b"", "damaged or no workbook"),
    ("document.xlsx", b"PK\x03\x04", "damaged or no workbook"),
    ("document.xlsx", zipped({"a.txt": b"x"}), "damaged or no workbook"),
    ("document.xlsx", zipped({"xl/worksheets/sheet1.xml": bytes(2_000_000)}), "a part unpacks to more than 100 times its size"),
    ("document.xlsx", zipped({f"{part}.xml": bytes(900_000) for part in range(60)}), "unpacks to more than 50,000,000 bytes"),
    ("document.xlsx", zipped({f"{part}.xml": b"" for part in range(2_001)}), "2,001 parts"),
    ("document.xlsx", xlsx({"S": []}), "no sheet holds a cell"),
    ("document.xlsx", xlsx({"S": [["=1+1"]]}), "no sheet holds a cell"),
    ("document.xlsx", xlsx({f"S{n}": [[]] * 60_000 + [[1]] for n in range(2)}), "more than 100,000 rows"),
    ("document.ods", tables(table('table:number-rows-repeated="1000000000"')), "more than 100,000 rows"),
    ("document.ods", b"PK", "damaged or no workbook"),
    ("document.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged or no workbook"),
])  # fmt: skip
def test_a_workbook_that_cannot_be_read_is_refused_with_the_reason(file_name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read(file_name, data)
