"""Dates at their known precision: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (ISO 8601 reduced precision).

A date is kept as text at the precision that is known. Its first and last day are derived where arithmetic needs them.
"""

import calendar
import re
from datetime import date, datetime
from typing import Final

EARLIEST_YEAR: Final = 1945
"""No document of this field is older than the institutions that publish them."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

_BEGINS = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?=$|[T\s])", re.ASCII)

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def check_iso_date(text: str) -> str:
    """The text itself if it is a date of the calendar at one of the three precisions; raises ``ValueError`` if not."""
    first_day(text)
    return text


def check_iso_instant(text: str) -> str:
    """The text itself if it is such a date, or an instant in UTC (``YYYY-MM-DDTHH:MM:SSZ``); raises ``ValueError`` if not."""
    if _INSTANT.fullmatch(text):
        datetime.fromisoformat(text)
        return text
    return check_iso_date(text)


def day_written(text: str) -> str | None:
    """The day of the calendar (YYYY-MM-DD) that an instant begins with as somebody wrote it, in the writer's own time; None where it is none."""
    found = _BEGINS.match(text)
    try:
        return date.fromisoformat(found.group(1)).isoformat() if found else None
    except ValueError:
        return None


def precision(text: str) -> str:
    """``year``, ``month`` or ``day``."""
    return {4: "year", 7: "month", 10: "day"}[len(text)]


def first_day(text: str) -> date:
    """First day that the text can mean. Raises ``ValueError`` when it is no date."""
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


def last_day(text: str) -> date:
    """Last day that the text can mean. Raises ``ValueError`` when it is no date."""
    first = first_day(text)
    if len(text) == 4:
        return date(first.year, 12, 31)
    if len(text) == 7:
        return date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first
