"""Which days a row, a heading or a cell of a table speaks of.

Belongs here: how tables write time. Does not belong here: dates in sentences (``dates_said.py``).
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from orchestration.model.dates import first_day, last_day
from orchestration.model.mapping import DayInCell

_HALF_YEAR = re.compile(r"(\d{4})[ -]?[HS]([12])", re.ASCII)
_FISCAL_YEAR = re.compile(r"(\d{4}|\d{2})/(\d{4}|\d{2})", re.ASCII)
_DAYS = {
    "MM/DD/YYYY": re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?!\d)", re.ASCII),
    "DD/MM/YYYY": re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)", re.ASCII),
    "YYYY-MM-DD": re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)", re.ASCII),
}
_CENTURY = 70
"""A year of two digits from here on is one of the last century."""


class Span(NamedTuple):
    """The first and the last day of what a figure covers; of a stock only the last counts."""

    first: date
    last: date


def span(text: str, written: str, begins: int) -> Span:
    """The days that a text names, written as a date, a half year (2016H2) or a fiscal year (2018/19) that begins with a month.

    Raises ``ValueError`` when the text is not written so.
    """
    if written == "date":
        return Span(first_day(text), last_day(text))
    if written == "half year":
        match = _HALF_YEAR.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no half year as 2016H2")
        year, half = int(match[1]), int(match[2])
        return Span(date(year, 6 * half - 5, 1), _eve(year, 6 * half + 1))
    match = _FISCAL_YEAR.fullmatch(text)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]) % 100:
        raise ValueError(f"{text!r} is no fiscal year as 2018/19")
    year = int(match[1])
    if len(match[1]) == 2:
        year += 1900 if year >= _CENTURY else 2000
    return Span(date(year, begins, 1), _eve(year + 1, begins))


def month_after(first: str, months: int) -> Span:
    """The month that comes so many months after the first (YYYY-MM)."""
    start = first_day(first)
    years, month = divmod(start.month - 1 + months, 12)
    return Span(date(start.year + years, month + 1, 1), _eve(start.year + years, month + 2))


def day_in(text: str, said: DayInCell) -> date:
    """The day that the text of a cell says after the words of the mapping. Raises ``ValueError`` when it says none there, or says them twice."""
    after = text.split(said.after)[1:] if said.after else [text]
    match = _DAYS[said.written].match(after[0].lstrip()) if len(after) == 1 else None
    if match is None:
        where = f" directly after {said.after!r}, which stands there {len(after)} times" if said.after else ""
        raise ValueError(f"no day as {said.written}{where}")
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _eve(year: int, month: int) -> date:
    """The day before a month begins; the thirteenth month is the first of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1) - timedelta(days=1)
