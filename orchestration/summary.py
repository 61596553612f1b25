"""What is shown in the terminal: the progress of a refresh, a picture of the release, the answer to a query, a number explained."""

import os
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from orchestration.store.published import Overview, SeriesLine, Step, overview

_SHOWN = 10
"""Quarantined rows, and judgements that need a look, shown; their tables have them all."""

_LOOK_AGAIN = {
    "needs_look": "what it judged reads otherwise now -> look again, and append a judgement that names it in supersedes",
    "no_such_conflict": "it settles no conflict that there is -> settle the one that took its place, and name it in supersedes",
}
"""Why a judgement has no effect, by its state, and what to do."""


class Making:
    """A progress bar of what is made; in a log, one line per table of the lake, or nothing where so much is made that nobody would read it."""

    def __init__(self, what: str = "reading raw/", is_logged: bool = True) -> None:
        self._is_logged = is_logged
        self._console = Console(stderr=True)
        columns = (TextColumn("{task.description:<44}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task(what, total=None)

    def __enter__(self) -> "Making":
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def __call__(self, table: str, total: int) -> None:
        """A table or page was made; there will be ``total`` in all."""
        self._bar.update(self._task, description=table, total=total, advance=1)
        if self._is_logged and not self._console.is_terminal and not table.startswith(("staging/", "intermediate/")):
            self._console.print(f"made {table}")


class Looking:
    """A progress line of what is being looked at, in a terminal; it counts."""

    def __init__(self) -> None:
        self.count = 0
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.completed:,.0f} looked at: {task.description}"), console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> "Looking":
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bar.stop()

    def __call__(self, what: str) -> None:
        """One more is looked at."""
        self.count += 1
        self._bar.update(self._task, description=what, advance=1)


def show(releases: Path, is_new: bool | None) -> None:
    """Print the current release: its series, its counts, what was set aside, and what to try next. ``is_new`` is None when nothing was refreshed."""
    console = _console()
    found = overview(releases)
    console.print()
    console.print(_series(found))
    console.print(
        f"{found.documents} documents, {found.coded_claims} coded and {found.extracted_claims} extracted claims, {found.origins} origins, "
        f"{len(found.quarantined)} quarantined, {_judgements(len(found.unsettled))} a look"
    )
    asides = [f"set aside: raw/{item}: {place}: {reason} -> {remedy}" for item, place, reason, remedy in found.quarantined]
    _print_first(console, asides, "quarantine")
    looks = [f"needs a look: raw/{item}: {judgement_id}: {_LOOK_AGAIN[state]}" for item, judgement_id, state in found.unsettled]
    _print_first(console, looks, "judgements")
    news = {True: f"New release {found.version}.", False: f"Nothing new: release {found.version} stays as it is.", None: f"Release {found.version}."}
    console.print(f"\n{news[is_new]} Open it read-only:\n  {os.path.relpath(found.file)}", soft_wrap=True)
    console.print("\nTry next:")
    for target, purpose in (
        ("serve", "see it in a browser: series, claims, sentences"),
        ("sql", "ask the warehouse"),
        ("review", "judge what the machine read"),
        ("notebooks", "read a series, trace a number"),
        ("ui", "see the pipeline at work"),
    ):
        console.print(f"  make {target:<11} {purpose}")


def print_rows(names: list[str], rows: list[tuple[Any, ...]]) -> None:
    """Print the answer to a query as a table."""
    table = Table()
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else escape(str(value)) for value in row))
    _console().print(table)


def print_explanation(steps: list[Step]) -> None:
    """Print a number explained: its caption, and below each claim the steps that lead from it to its document and whatever speaks for or against."""
    console = _console()
    for claim_id, group in groupby(steps, key=lambda step: step.claim_id):
        console.print()
        if claim_id is not None:
            console.print(f"claim {claim_id}", style="bold", highlight=False)
        grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=True)
        grid.add_column(no_wrap=True, style="cyan")
        grid.add_column(overflow="fold")
        for step in group:
            grid.add_row(step.what, Text(step.words, style="bold" if step.what == "figure" else ""))
        console.print(Padding(grid, (0, 0, 0, 0 if claim_id is None else 2)))


def _console() -> Console:
    """The terminal; where there is none, a page wide enough for the tables."""
    console = Console()
    return console if console.is_terminal else Console(width=140)


def _series(found: Overview) -> Table:
    table = Table(title="Over all origins, assumption set A1", title_justify="left")
    for name in ("series", "place", "months", "at least", "at most", "last reported", "contested"):
        table.add_column(name, justify="right" if name.startswith("at ") else "left", no_wrap=name in ("series", "last reported"), overflow="fold")
    for line in found.series:
        months = f"{line.first_month} to {line.last_month}"
        contested = _months(line.contested_months)
        table.add_row(f"{line.context} {line.measure}", escape(line.place), months, _count(line.low), _count(line.high), _reported(line), contested)
    return table


def _months(count: int) -> str:
    return {0: "", 1: "1 month"}.get(count, f"{count} months")


def _reported(line: SeriesLine) -> str:
    if line.reported_month is None:
        return ""
    said = sorted({count for count in (line.reported_low, line.reported_high) if count is not None})
    return f"{' to '.join(f'{count:,}' for count in said)} in {line.reported_month}"


def _count(bound: int | None) -> str:
    return "no bound" if bound is None else f"{bound:,}"


def _judgements(count: int) -> str:
    return "1 judgement needs" if count == 1 else f"{count} judgements need"


def _print_first(console: Console, lines: list[str], table: str) -> None:
    for line in lines[:_SHOWN]:
        console.print(f"  {line}", style="yellow", soft_wrap=True, markup=False, highlight=False)
    if len(lines) > _SHOWN:
        console.print(f"  and {len(lines) - _SHOWN} more, all in the table {table}", style="yellow")
