"""What a release moved since the one before it, as a page for people: the table ``changes`` in words."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from orchestration.exports.described import Release

Row = dict[str, Any]
_SERIES = ("measure", "context_id", "population", "place", "origin_id")
_VALUES = (
    ("bound_low", "at least"), ("bound_high", "at most"), ("reported_low", "lowest reported"), ("reported_high", "highest reported"),
    ("contested", "contested"),
)  # fmt: skip
_ALL_ORIGINS = "all"


def what_changed(release: Release, changes: list[Row], refreshes: list[Row], default_set: str) -> str:
    """The report, in Markdown. ``changes`` and ``refreshes`` are the rows of these tables."""
    ordered = [row["version"] for row in sorted(refreshes, key=lambda row: (row["started_at"], row["version"]))]
    before = ordered[ordered.index(release.version) - 1] if ordered.index(release.version) else None
    moved = [row for row in changes if row["release"] == release.version]
    return "\n".join([f"# What changed in release {release.version}", "", *_body(moved, before, default_set)]) + "\n"


def _body(moved: list[Row], before: str | None, default_set: str) -> Iterator[str]:
    if before is None:
        yield "This is the first release: there is none before it to compare with."
        return
    if not moved:
        yield f"Nothing moved: every point of every series is what it was in release {before}. What is new is in other tables, or in descriptions."
        return
    yield f"{len(moved)} points are not what they were in release {before}. A point is one month of one series under one assumption set."
    yield from ("", "## Points moved, by series and cause", "", "| series | points | causes |", "|---|---|---|")
    series: dict[tuple[str, ...], list[Row]] = {}
    for row in moved:
        series.setdefault(tuple(row[name] for name in _SERIES), []).append(row)
    for key, rows in sorted(series.items()):
        causes = Counter(cause for row in rows for cause in row["causes"])
        said = ", ".join(f"{_cell(cause)} ({count})" for cause, count in sorted(causes.items()))
        yield f"| {_cell(', '.join(key))} | {len(rows)} | {said} |"
    yield from ("", f"## Over all origins, assumption set {_cell(default_set)}", "", "| series | month | what | before | now | causes |")
    yield "|---|---|---|---|---|---|"
    yield from _moves(row for row in moved if row["origin_id"] == _ALL_ORIGINS and row["assumption_set"] == default_set)
    yield from ("", "Every point, with the claims behind it: `csv/changes.csv`. What a cause means: its column `causes`.")


def _moves(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        where = _cell(", ".join(row[name] for name in _SERIES[:-1]))
        for name, words in _VALUES:
            old, new = row[f"old_{name}"], row[f"new_{name}"]
            if old != new:
                yield f"| {where} | {row['month_end']:%Y-%m} | {words} | {_said(old)} | {_said(new)} | {_cell(', '.join(row['causes']))} |"


def _said(value: bool | int | None) -> str:
    return "nothing" if value is None else str(value).lower()


def _cell(text: str) -> str:
    """Words of a document as a cell of a table: nothing in them is markup."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{letter}" if letter in "|`*_[]!" else letter for letter in plain)
