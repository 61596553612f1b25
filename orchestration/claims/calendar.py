"""Dates worked out: the year that is not said, and the day that "yesterday" is.

Belongs here: arithmetic with dates at their known precision.
Does not belong here: finding dates in a sentence (``dates_said.py``).
"""

from datetime import timedelta

from orchestration.model.dates import first_day, last_day, precision


def complete(year: int | None, month: int, day: int | None, published_on: str | None) -> str | None:
    """The date, in the last year in which it does not lie after publication when no year is said."""
    if year is None:
        if published_on is None:
            return None
        year = int(published_on[:4])
        if (len(published_on) > 4 and f"{month:02d}" > published_on[5:7]) or (
            day is not None and len(published_on) == 10 and published_on[5:7] == f"{month:02d}" and f"{day:02d}" > published_on[8:]
        ):
            year -= 1
    text = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else "")
    try:
        first_day(text)
    except ValueError:
        return None
    return text


def relative_date(label: str, published_on: str) -> str | None:
    """The day, month or year that a relative date such as "yesterday" is; None when the publication date is too coarse to say."""
    known = precision(published_on)
    published = first_day(published_on)
    if label in ("this_year", "last_year"):
        return f"{published.year - (label == 'last_year'):04d}"
    if label == "this_month":
        return published_on[:7] if known != "year" else None
    if label == "last_month":
        return (published.replace(day=1) - timedelta(days=1)).isoformat()[:7] if known != "year" else None
    if label == "year_end":
        year_ends = published.month == 12 and published.day == 31
        return f"{published.year - (not year_ends):04d}-12-31"
    return (published - timedelta(days=label == "yesterday")).isoformat() if known == "day" else None


def earlier_year(start: str, end: str) -> str:
    """A start whose year was taken from the publication lies in the year of the end or the one before."""
    same = end[:4] + start[4:]
    return same if first_day(same) <= last_day(end) else f"{int(end[:4]) - 1:04d}{start[4:]}"
