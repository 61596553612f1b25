"""Where in a file a passage stands, in the words a person uses who opens it: the page, the row of a sheet, the line."""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from pathlib import PurePosixPath

from orchestration.model.sheet import PAGE

WORKBOOKS = frozenset({".ods", ".xls", ".xlsx"})


def locator(file_name: str, text: str, char_start: int) -> str | None:
    """Page, row of a sheet, or line at an offset of the text that was read from the file; None for formats that have none."""
    return locators(file_name, text)(char_start)


def locators(file_name: str, text: str) -> Callable[[int], str | None]:
    """:func:`locator` for many offsets of one text: the text is gone through once."""
    suffix = PurePosixPath(file_name).suffix
    if suffix == ".pdf":
        pages = _starts(text.split(PAGE))
        return lambda start: f"page {bisect_right(pages, start)}"
    if suffix == ".csv":
        lines = _starts(text.splitlines(keepends=True), parted_by=0)
        return lambda start: f"line {bisect_right(lines, start)}"
    if suffix in WORKBOOKS:
        return _of_sheets(text)
    return lambda _: None


def _of_sheets(text: str) -> Callable[[int], str | None]:
    sheets = text.split(PAGE)
    pages, lines = _starts(sheets), _starts(text.replace(PAGE, "\n").split("\n"))
    firsts = [bisect_right(lines, start) for start in pages]

    def located(start: int) -> str:
        sheet = bisect_right(pages, start) - 1
        row = bisect_right(lines, start) - firsts[sheet]
        return f"sheet '{sheets[sheet].partition(chr(10))[0]}'" + (f", row {row}" if row else "")

    return located


def _starts(parts: list[str], parted_by: int = 1) -> list[int]:
    """Offset of each part in the text, the last one excluded that is only an end."""
    return list(accumulate((len(part) + parted_by for part in parts[:-1]), initial=0))
