"""Reads the codings: claims written down by hand, checked field by field; a row that is not understood is set aside with its faults.

Pure: text comes in, rows go out. Which folders exist is told by the caller; coded rows become claims in ``claims/build.py``.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

import pandas as pd

from orchestration.model.bounds import bounds
from orchestration.model.coding import CODING_COLUMNS, Coding
from orchestration.model.dates import first_day, last_day, precision
from orchestration.model.quarantine import Fault
from orchestration.model.vocabulary import ACTOR_KINDS, BASES, BASES_OF, COUNT_UNITS, DATE_PRECISIONS, MEASURES, POPULATIONS, QUALIFIERS, STANCES

T = TypeVar("T")

_MOST_DIGITS = 15
"""A longer number counts nobody, and a 64-bit column could not hold it."""

_DOCUMENT = CODING_COLUMNS.index("document")
_REQUIRED = ("coding_id", "measure", "qualifier", "basis", "period_is_implied", "population", "stance")
_LISTS: Mapping[str, tuple[str, ...]] = {
    "origin_kind": ACTOR_KINDS,
    "measure": MEASURES,
    "qualifier": QUALIFIERS,
    "basis": BASES,
    "date_precision": DATE_PRECISIONS,
    "population": POPULATIONS,
    "count_unit": COUNT_UNITS,
    "stance": STANCES,
    "period_is_implied": ("true", "false"),
}


def read_codings(file: str, text: str, context_id: str, counts_from: date, today: date, captures: pd.DataFrame) -> pd.DataFrame:
    """One row per line of a codings file (model Coding), in file order.

    ``captures`` are the document folders that were read, whatever became of them. Raises ``ValueError`` when the header is not that of the model,
    for every row would be misread, and when a row names no folder of ``raw/``: the document that it codes would be read by the machine alone.
    """
    folders = {
        folder: (document_id, outcome) for folder, document_id, outcome in captures[["folder", "document_id", "outcome"]].itertuples(index=False)
    }
    reader = csv.reader(io.StringIO(text, newline=None), strict=True)
    records = _records(file, reader)
    header = next(records, [])
    if tuple(header) != CODING_COLUMNS:
        missing, unknown = sorted(set(CODING_COLUMNS) - set(header)), sorted(set(header) - set(CODING_COLUMNS))
        raise ValueError(f"{file}: line 1: the header is not {','.join(CODING_COLUMNS)} (missing {missing}, unknown {unknown}): restore it")
    rows, seen, line = [], dict[str, list[str]](), reader.line_num + 1
    for record in records:
        cells = [cell.strip() for cell in record]
        document = cells[_DOCUMENT] if len(cells) > _DOCUMENT else ""
        if any(cells) and document not in folders:
            raise ValueError(f"{file}: line {line}: no folder {document!r} in raw/: restore the folder, or write where the coded document lies")
        document_id, became = folders.get(document, (None, "accepted"))
        checks = _Row(cells)
        checks.check(counts_from, today)
        if became == "quarantined":
            checks.faults.append(Fault("document", f"{document} was set aside", "mend the folder: the quarantine says what is wrong with it"))
        values = checks.values | {"document": document or None, "document_id": document_id}
        outcome = "quarantined" if checks.faults else "accepted"
        key = cells[0] if cells else ""
        if key in seen and outcome == "accepted":
            outcome = "duplicate" if seen[key] == cells else "quarantined"
            if outcome == "quarantined":
                checks.faults.append(Fault("coding_id", f"{key} is the key of another row with other values", "give the row a key of its own"))
        seen.setdefault(key, cells)
        faults = [vars(fault) for fault in checks.faults]
        rows.append({"context_id": context_id, "file": file, "line": line, "outcome": outcome, "faults": faults, **values})
        line = reader.line_num + 1
    frame = pd.DataFrame(rows, columns=list(Coding.to_schema().columns))
    return frame.astype({"value": "Int64", "value_low": "Int64", "value_high": "Int64", "period_is_implied": "boolean"})


def _records(file: str, lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """The records of the file. Raises ``ValueError`` when a quote that is never closed makes one cell of the rest of the file."""
    try:
        yield from lines
    except csv.Error as error:
        raise ValueError(f"{file}: {error}: close the quotes of the row after the last one that reads well") from error


class _Row:
    """One line: its cells as values, and what is wrong with them."""

    def __init__(self, cells: list[str]) -> None:
        self.faults: list[Fault] = []
        self.values: dict[str, object] = dict.fromkeys(CODING_COLUMNS)
        self.cells: dict[str, str] = {}
        if len(cells) != len(CODING_COLUMNS):
            self.faults.append(Fault("row", f"{len(cells)} cells, but the header has {len(CODING_COLUMNS)}", "quote cells that hold commas"))
        else:
            self.cells = dict(zip(CODING_COLUMNS, cells, strict=True))
            self.values |= {name: cell or None for name, cell in self.cells.items()}

    def check(self, counts_from: date, today: date) -> None:
        """Collect the faults of the row and turn its cells into typed values."""
        if not self.cells:
            return
        for name in _REQUIRED:
            if not self.cells[name]:
                self._fault(name, "is empty", "fill it in")
        for name, allowed in _LISTS.items():
            if self.cells[name] and self.cells[name] not in allowed:
                self._fault(name, f"{self.cells[name]!r} is unknown", f"use one of {', '.join(allowed)}")
        measure, basis = self.cells["measure"], self.cells["basis"]
        if basis in BASES and basis not in BASES_OF.get(measure, BASES):
            self._fault("basis", f"{basis} does not go with measure {measure}", f"use one of {', '.join(BASES_OF[measure])}, or another measure")
        self._check_numbers()
        self._check_dates(counts_from, today)
        for name, needs in (("measure", "other_measure"), ("population", "population_detail")):
            if self.cells[name] == "other" and not self.cells[needs]:
                self._fault(needs, f"is empty although {name} is other", "say what is counted")
        self.values["period_is_implied"] = {"true": True, "false": False}.get(self.cells["period_is_implied"])

    def _check_numbers(self) -> None:
        value, low, high = (self._parsed(name, _count, "write a whole number without separators") for name in ("value", "value_low", "value_high"))
        self.values |= {"value": value, "value_low": low, "value_high": high}
        if low is not None and high is not None and low > high:
            self._fault("value_low", f"{low} is above value_high {high}", "swap or correct the bounds")
        expected = bounds(self.cells["qualifier"], value, low, high)
        if expected is None or any(f.place in ("qualifier", "value", "value_low", "value_high") for f in self.faults):
            return
        if (value, low, high) != expected:
            said = f"value {value}, low {low}, high {high}"
            self._fault("qualifier", f"{self.cells['qualifier']} does not go with {said}", "see the table of qualifiers in docs/glossary.md")

    def _check_dates(self, counts_from: date, today: date) -> None:
        start, end = (self._parsed(name, _date, "write YYYY, YYYY-MM or YYYY-MM-DD") for name in ("period_start", "period_end"))
        for name, text in (("period_start", start), ("period_end", end)):
            if text is not None and first_day(text) > today:
                self._fault(name, f"{text} is in the future", "correct the date")
            if text is not None and last_day(text) < counts_from:
                self._fault(
                    name, f"{text} is before {counts_from}, the earliest day the context counts", "correct the date, or code it under its own context"
                )
        if start is not None and end is not None and first_day(start) > last_day(end):
            self._fault("period_start", f"{start} is after period_end {end}", "swap or correct the dates")
        if (precision(end) if end is not None else "") != self.cells["date_precision"]:
            self._fault("date_precision", "is not the precision of period_end", "write day, month or year as period_end has it")

    def _parsed(self, name: str, parse: Callable[[str], T], remedy: str) -> T | None:
        try:
            return parse(self.cells[name]) if self.cells[name] else None
        except ValueError as error:
            self._fault(name, str(error), remedy)
            return None

    def _fault(self, place: str, reason: str, remedy: str) -> None:
        self.faults.append(Fault(place, reason, remedy))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{text!r} is not a whole number")
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"{text[:_MOST_DIGITS]}... has {len(text)} digits")
    return int(text)


def _date(text: str) -> str:
    first_day(text)
    return text
