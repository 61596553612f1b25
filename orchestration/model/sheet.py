"""A workbook as text, and back: what a reader of workbooks writes and what a mapping of tables reads.

Sheets are parted by a form feed, as pages of a PDF are. The first line of a sheet is its name; every further line is a row, from row 1 on, empty
ones too; cells are parted by tabs. White space inside a cell is one space, so that a line is a row and nothing else. The place of a cell
therefore follows from its offset alone, and the other way round.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

PAGE = "\f"
_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|\Z)')


@dataclass(frozen=True)
class Cell:
    """One cell: its text, where it stands in the sheet (row and column from 1) and in the document's text."""

    row: int
    column: int
    char_start: int
    text: str

    @property
    def name(self) -> str:
        """As a spreadsheet names it: D12."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows, the first of which is row 1."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def written(sheets: Iterable[tuple[str, Iterable[Iterable[str]]]]) -> str:
    """The text of a workbook, given the name and the rows of cell texts of every sheet."""
    return PAGE.join("\n".join([_one_line(name), *("\t".join(map(_one_line, row)).rstrip("\t") for row in rows)]) for name, rows in sheets)


def parsed(text: str) -> Iterator[Sheet]:
    """The sheets of a text that :func:`written` wrote."""
    start = 0
    for page in text.split(PAGE):
        name, *lines = page.split("\n")
        begins = accumulate((len(line) + 1 for line in lines), initial=start + len(name) + 1)
        yield Sheet(name, tuple(tuple(_cells(row, begin, line)) for row, (begin, line) in enumerate(zip(begins, lines, strict=False), start=1)))
        start += len(page) + 1


def from_csv(text: str) -> Sheet:
    """The rows of a CSV text as a sheet without a name. The text of a quoted cell is what the quotes hold, and begins after the first of them.

    The reader of CSV has seen that every row fits the header; an empty line is a row with one empty cell.
    """
    rows: list[tuple[Cell, ...]] = []
    cells: list[Cell] = []
    at = 0
    while at < len(text):
        match = _FIELD.match(text, at)
        if match is None:
            raise ValueError(f"row {len(rows) + 1}: a quote inside a cell: quote the field properly")
        quoted, plain, end = match.groups()
        cells.append(Cell(len(rows) + 1, len(cells) + 1, at if quoted is None else at + 1, plain if quoted is None else quoted.replace('""', '"')))
        at = match.end()
        if end != ",":
            rows.append(tuple(cells))
            cells = []
        elif at == len(text):
            cells.append(Cell(len(rows) + 1, len(cells) + 1, at, ""))
    if cells:
        rows.append(tuple(cells))
    return Sheet("", tuple(rows))


def cell_name(row: int, column: int) -> str:
    """A cell as a spreadsheet names it, row and column from 1: D12."""
    letters, rest = "", column
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _cells(row: int, start: int, line: str) -> Iterator[Cell]:
    for column, text in enumerate(line.split("\t"), start=1):
        yield Cell(row, column, start, text)
        start += len(text) + 1


def _one_line(text: str) -> str:
    return " ".join(text.split())
