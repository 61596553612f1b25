"""Reads a table by its mapping: the figures that its cells state, or that the cells of a column add up to.

Strict: where the file is not built as the mapping says (``table_shape.py``), or a cell is no number where one must be, nothing of it is read.
Pure: text and mapping come in, figures go out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from orchestration.claims.table_periods import Span, day_in, month_after, span
from orchestration.claims.table_shape import NEW_FORM, Layout, MisfitError, layouts, named, sheets_of
from orchestration.model.dates import first_day
from orchestration.model.mapping import ByColumn, ByHeading, DayInCell, Figure, Moment, Months, Window, place_of
from orchestration.model.mapping import Mapping as Card
from orchestration.model.quarantine import Fault
from orchestration.model.sheet import Cell, Sheet, cell_name

CELL, SUM = "table.cell", "table.sum"
"""The rules by which a number is that of a cell, or what cells add up to."""

_NUMBER = re.compile(r"\s*(\d{1,15}(?:\.0+)?)(?!\d)(.*)", re.ASCII | re.DOTALL)
"""A whole number, and what follows it in its cell. A column that once had gaps may carry ``.0``."""


@dataclass(frozen=True)
class Stated:
    """One figure of a table: what of the mapping it is, where it stands, its number, window and place.

    ``number_start`` and ``number_text`` are the digits in the cell; of a sum, which no cell holds, the headings of the columns that are added up.
    """

    figure: Figure
    number_start: int
    number_text: str
    locator: str
    value: int
    span: Span
    place: str | None
    qualifier: str
    notes: tuple[str, ...]


@dataclass
class _Sum:
    """The cells of one time and place, while they are added up."""

    total: int = 0
    stated: int = 0
    empty: int = 0
    rows: dict[int, None] = field(default_factory=dict)


def read_table(text: str, file_name: str, card: Card) -> list[Stated]:
    """The figures of a file, in the order of its mapping. Raises :class:`MisfitError` with every fault when the file is not as the mapping says."""
    sheets = sheets_of(text, file_name)
    faults: list[Fault] = []
    found = [
        one for laid in layouts(sheets, card) for figure in laid.table.figures for one in _Reading(text, sheets, card, laid, figure, faults).figures()
    ]
    times = Counter((one.locator, one.figure.measure) for one in found)
    twice = [place for place, count in times.items() if count > 1]
    faults += [Fault(where, f"two figures of the mapping read {measure} there", "keep one of them in the mapping") for where, measure in twice]
    if not found and not faults:
        faults.append(Fault("tables", "no figure was found in the whole file", NEW_FORM))
    if faults:
        raise MisfitError(faults)
    return found


def whole(text: str) -> int | None:
    """The number that a text is, nothing around it; None when it is no whole number."""
    match = _NUMBER.fullmatch(text)
    return None if match is None or match[2] else int(match[1].partition(".")[0])


def added_up(sheets: Mapping[str, Sheet], locator: str) -> int:
    """The sum of the numbers in the cells that the locator of a sum names, read anew from the sheets."""
    name = re.match(r"sheet '(.*)', ", locator)
    rows = sheets[name[1] if name else ""].rows
    total = 0
    for begin, end in re.findall(r"\b([A-Z]+\d+):([A-Z]+\d+)\b", locator):
        (top, left), (bottom, right) = place_of(begin), place_of(end)
        for row in rows[top - 1 : bottom]:
            matches = (_NUMBER.fullmatch(cell.text) for cell in row[left - 1 : right])
            total += sum(int(match[1].partition(".")[0]) for match in matches if match is not None)
    return total


class _Reading:
    """One figure of a mapping, read in the rows of its table; faults are collected."""

    def __init__(self, text: str, sheets: Mapping[str, Sheet], card: Card, laid: Layout, figure: Figure, faults: list[Fault]) -> None:
        self.text, self.sheets, self.laid, self.figure, self.faults = text, sheets, laid, figure, faults
        self.marks = card.footnotes
        self.spans: dict[str, Span | None] = {}
        self.fixed = self._fixed()

    def figures(self) -> Iterator[Stated]:
        """The figure in every row and column, or its sums."""
        sums: dict[tuple[Span, str | None], _Sum] = {}
        for row in self._rows():
            place = ", ".join(self.laid.said(row, name) for name in self.figure.place) or None
            for position, name in enumerate(self.figure.columns):
                when, cell = self._span(row, position, name), self.laid.cell(row, name)
                read = None if cell is None else self._number(cell)
                if cell is None and self.figure.empty is None:
                    self._fault(row, name, "expected a number, found an empty cell", "say in the mapping what an empty cell means (empty)")
                if when is None:
                    continue
                if self.figure.sum:
                    _add(sums.setdefault((when, place), _Sum()), row, None if read is None else read[0])
                elif cell is not None and read is not None:
                    value, start, digits, notes = read
                    yield Stated(self.figure, cell.char_start + start, digits, self._locator(row, name), value, when, place, "exactly", notes)
        yield from (self._summed(when, place, one) for (when, place), one in sums.items() if one.stated)

    def _rows(self) -> Iterator[int]:
        """The rows that the figure is about. What picks them must be there."""
        picks = [(name, texts) for picked in (self.figure.only, self.figure.never) for name, texts in picked.items()]
        for name, texts in picks:
            there = {self.laid.said(row, name) for row in self.laid.rows}
            for missing in (text for text in texts if text not in there):
                self._fault(self.laid.rows.start, name, f"expected a row that says {missing!r} in the column {name!r}, found none", NEW_FORM)
        for row in self.laid.rows:
            wanted = all(self.laid.said(row, name) in texts for name, texts in self.figure.only.items())
            if wanted and not any(self.laid.said(row, name) in texts for name, texts in self.figure.never.items()):
                yield row

    def _number(self, cell: Cell) -> tuple[int, int, str, tuple[str, ...]] | None:
        """Value, offset in the cell, digits and footnotes of a cell; None, and a fault, where it holds no whole number."""
        match = _NUMBER.fullmatch(cell.text)
        notes = None if match is None else self._footnotes(match[2])
        beside = self.laid.beside(cell)
        more = () if beside is None else self._footnotes(beside.text)
        if match is None or notes is None or more is None:
            found = cell if match is None or notes is None or beside is None else beside
            reason = f"expected a whole number, found {found.text.strip()[:40]!r}"
            remedy = f"say in the mapping what a mark after a number means (footnotes), or leave the column out; {NEW_FORM}"
            self.faults.append(Fault(named(self.laid.sheet, found.name), reason, remedy))
            return None
        return int(match[1].partition(".")[0]), match.start(1), match[1], (*notes, *more)

    def _footnotes(self, text: str) -> tuple[str, ...] | None:
        """What the marks of a text mean; None when it is anything but marks."""
        rest, notes = text.strip(), []
        while rest:
            mark = max((mark for mark in self.marks if rest.startswith(mark)), key=len, default=None)
            if mark is None:
                return None
            notes.append(f"{mark} {self.marks[mark]}")
            rest = rest.removeprefix(mark).strip()
        return tuple(notes)

    def _span(self, row: int, position: int, name: str) -> Span | None:
        """The days that a cell speaks of; None, and a fault, where they are not written as the mapping says."""
        period = self.figure.period
        if isinstance(period, Months):
            return month_after(period.months_from, position)
        if not isinstance(period, ByColumn | ByHeading):
            return self.fixed
        text, written = (self.laid.said(row, period.column), period.written) if isinstance(period, ByColumn) else (name, period.heading)
        if text not in self.spans:
            try:
                self.spans[text] = span(self._unmarked(text), written, period.begins)
            except ValueError as error:
                self.spans[text] = None
                self._fault(row, period.column if isinstance(period, ByColumn) else name, str(error), NEW_FORM)
        return self.spans[text]

    def _unmarked(self, text: str) -> str:
        return text.rstrip("".join(self.marks)).strip() if self.marks else text

    def _fixed(self) -> Span | None:
        """The window of all rows, where the mapping gives one."""
        period = self.figure.period
        if isinstance(period, Moment):
            day = self._day(period.on)
            return None if day is None else Span(day, day)
        if isinstance(period, Window):
            until = self._day(period.until)
            return None if until is None else Span(first_day(period.since), until)
        return None

    def _day(self, said: str | DayInCell) -> date | None:
        if isinstance(said, str):
            return first_day(said)
        sheet = self.sheets.get(said.sheet) if said.sheet else self.laid.sheet
        row, column = place_of(said.cell)
        cells = () if sheet is None or row > len(sheet.rows) else sheet.rows[row - 1]
        try:
            return day_in(cells[column - 1].text if column <= len(cells) else "", said)
        except ValueError as error:
            self.faults.append(Fault(f"sheet {said.sheet or self.laid.sheet.name!r}, cell {said.cell}", f"expected a day, found {error}", NEW_FORM))
            return None

    def _summed(self, when: Span, place: str | None, one: _Sum) -> Stated:
        cells = [self.laid.heading(name) for name in self.figure.columns]
        start, last = min(cell.char_start for cell in cells), max(cells, key=lambda cell: cell.char_start)
        empties = {"none": "are empty and count as none", "unknown": "are empty, so that there are at least so many", None: ""}[self.figure.empty]
        gaps = f"; {one.empty:,} more {empties}" if one.empty else ""
        return Stated(
            self.figure,
            start,
            self.text[start : last.char_start + len(last.text)],
            f"{self._sheet()}sum of {', '.join(_ranges(one.rows, sorted(cell.column for cell in cells)))}",
            one.total,
            when,
            place,
            "at_least" if one.empty and self.figure.empty == "unknown" else "exactly",
            (f"added up here from {one.stated:,} cells{gaps}",),
        )

    def _locator(self, row: int, name: str) -> str:
        if not self.laid.sheet.name:
            return f"row {row}, column {name}"
        return f"{self._sheet()}cell {cell_name(row, self.laid.columns[name])}"

    def _sheet(self) -> str:
        return f"sheet '{self.laid.sheet.name}', " if self.laid.sheet.name else ""

    def _fault(self, row: int, name: str, reason: str, remedy: str) -> None:
        self.faults.append(Fault(named(self.laid.sheet, cell_name(row, self.laid.columns[name])), reason, remedy))


def _add(one: _Sum, row: int, value: int | None) -> None:
    one.rows[row] = None
    if value is None:
        one.empty += 1
    else:
        one.total, one.stated = one.total + value, one.stated + 1


def _ranges(rows: Mapping[int, None], columns: list[int]) -> list[str]:
    """The cells of rows and columns as the ranges of a spreadsheet: I2:K9, I14:K20."""
    return [f"{cell_name(top, left)}:{cell_name(bottom, right)}" for left, right in _runs(columns) for top, bottom in _runs(list(rows))]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """First and last of every run of consecutive numbers, of numbers that rise."""
    breaks = [at for at, (one, other) in enumerate(pairwise(numbers), start=1) if other != one + 1]
    return [(numbers[start], numbers[end - 1]) for start, end in pairwise([0, *breaks, len(numbers)])]
