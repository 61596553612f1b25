"""Whether a file is built as its mapping says: the sheets, titles, headings and last rows of its tables, each where it must be.

Belongs here: what a mapping expects of the form of a file, and access to the cells of a table that has it. Does not belong here: what the cells
state (``tables.py``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from orchestration.model.mapping import Mapping as Card
from orchestration.model.mapping import TableCard, place_of
from orchestration.model.quarantine import Fault
from orchestration.model.sheet import Cell, Sheet, cell_name, from_csv, parsed

NEW_FORM = "where the source changed its table, write a mapping of its new form beside this one and name it in capture.yml; else mend this one"
"""The remedy for every file that is not as its mapping says."""


class MisfitError(ValueError):
    """A file is not as its mapping says: what was expected and found where."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.place}: {fault.reason}" for fault in faults))
        self.faults = faults


def sheets_of(text: str, file_name: str) -> dict[str, Sheet]:
    """The sheets of a document's text by name; a CSV is one sheet without a name."""
    found = [from_csv(text)] if file_name.endswith(".csv") else list(parsed(text))
    return {sheet.name: sheet for sheet in found}


def named(sheet: Sheet, cell: str) -> str:
    """A cell or a range of cells, with its sheet where there are sheets."""
    return f"sheet {sheet.name!r}, cell {cell}" if sheet.name else f"cell {cell}"


@dataclass(frozen=True)
class Layout:
    """A table of the mapping and the rows of the sheet in which it stands, found to be as the mapping says."""

    table: TableCard
    sheet: Sheet
    rows: range

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of every heading that stands over one column only, from 1."""
        first = place_of(self.table.at)[1]
        return {name: first + position for position, name in enumerate(self.table.columns)}

    def cell(self, row: int, heading: str) -> Cell | None:
        """The cell of a row below a heading; None where the row ends before it, or holds nothing there."""
        return _filled(self.sheet, row, self.columns[heading])

    def said(self, row: int, heading: str) -> str:
        """The text of that cell, "" where it is empty."""
        cell = self.cell(row, heading)
        return "" if cell is None else cell.text.strip()

    def beside(self, cell: Cell) -> Cell | None:
        """The cell to the right, where its column has no heading: only the mark of a footnote can stand there."""
        position = cell.column - place_of(self.table.at)[1] + 1
        has_none = position < len(self.table.columns) and not self.table.columns[position]
        return _filled(self.sheet, cell.row, cell.column + 1) if has_none else None

    def heading(self, name: str) -> Cell:
        """The cell of a heading, which is there."""
        return self.sheet.rows[place_of(self.table.at)[0] - 1][self.columns[name] - 1]


def layouts(sheets: Mapping[str, Sheet], card: Card) -> list[Layout]:
    """The tables of a mapping in a file. Raises :class:`MisfitError` with all that is not as the mapping says."""
    faults: list[Fault] = []
    found = []
    for table in card.tables:
        sheet = sheets.get(table.sheet or "")
        if sheet is None:
            there = ", ".join(map(repr, sheets)) if table.sheet else f"the sheets {', '.join(map(repr, sheets))}, and the mapping names none"
            faults.append(Fault(f"sheet {table.sheet!r}", f"expected the sheet {table.sheet!r}, found {there}", NEW_FORM))
            continue
        misread = [*_texts(sheet, table), *_headings(sheet, table)]
        rows = _rows(sheet, table) if not misread else None
        if rows is None and not misread:
            misread = [Fault(named(sheet, table.at), f"expected a last row that begins with {table.last!r}, found none", NEW_FORM)]
        faults += misread
        if rows is not None:
            found.append(Layout(table, sheet, rows))
    for name, sheet in sheets.items():
        faults += _appeared(sheet, [table for table in card.tables if (table.sheet or "") == name])
    if faults:
        raise MisfitError(faults)
    return found


def _texts(sheet: Sheet, table: TableCard) -> Iterator[Fault]:
    for cell, expected in table.texts.items():
        found = _text(sheet, *place_of(cell))
        if found != _plain(expected):
            yield Fault(named(sheet, cell), f"expected {expected!r}, found {_shown(found)}", NEW_FORM)


def _headings(sheet: Sheet, table: TableCard) -> Iterator[Fault]:
    row, first = place_of(table.at)
    for column, expected in enumerate(table.columns, start=first):
        found = next((text for up in range(table.heading_rows) if (text := _text(sheet, row - up, column))), "")
        if found != _plain(expected):
            elsewhere = [cell.name for cell in _row(sheet, row) if expected and _plain(cell.text) == _plain(expected)]
            moved = f"; it stands in {', '.join(elsewhere)}" if elsewhere else ""
            wanted = f"the column {expected!r}" if expected else "a column without a heading"
            yield Fault(named(sheet, cell_name(row, column)), f"expected {wanted}, found {_shown(found)}{moved}", NEW_FORM)


def _rows(sheet: Sheet, table: TableCard) -> range | None:
    """The rows below the headings, up to the last one or before the first empty one; None where the last one is missing."""
    row, first = place_of(table.at)
    columns = range(first, first + len(table.columns))
    for at in range(row + 1, len(sheet.rows) + 1):
        if table.last is not None:
            if _text(sheet, at, first) == _plain(table.last):
                return range(row + 1, at + 1)
        elif not any(_filled(sheet, at, column) for column in columns):
            return range(row + 1, at)
    return None if table.last is not None else range(row + 1, len(sheet.rows) + 1)


def _appeared(sheet: Sheet, tables: list[TableCard]) -> Iterator[Fault]:
    """Headings that no table of the mapping lists, in the rows where it expects headings."""
    known: dict[int, set[int]] = {}
    for table in tables:
        row, first = place_of(table.at)
        for up in range(table.heading_rows):
            known.setdefault(row - up, set()).update(range(first, first + len(table.columns)))
    for row, columns in known.items():
        for cell in _row(sheet, row):
            if cell.text.strip() and cell.column not in columns:
                yield Fault(named(sheet, cell.name), f"expected no column there, found {cell.text.strip()!r}", NEW_FORM)


def _row(sheet: Sheet, row: int) -> tuple[Cell, ...]:
    return sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()


def _filled(sheet: Sheet, row: int, column: int) -> Cell | None:
    cells = _row(sheet, row)
    return cells[column - 1] if column <= len(cells) and cells[column - 1].text.strip() else None


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = _filled(sheet, row, column)
    return "" if cell is None else _plain(cell.text)


def _plain(text: str) -> str:
    """Texts are compared without regard to white space: a line break inside a heading is one."""
    return " ".join(text.split())


def _shown(text: str) -> str:
    return repr(text) if text else "an empty cell"
