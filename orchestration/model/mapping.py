"""A mapping: how the rows of a source's table become claims, as an analyst writes it in ``raw/<section>/<source>/tables/<name>.yml``.

Belongs here: what a mapping may say, and that it says it whole. Does not belong here: reading a file by it (``claims/tables.py``).
"""

import re
from collections import Counter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from orchestration.model.dates import check_iso_date, first_day
from orchestration.model.vocabulary import ACTOR_KINDS, BASES, BASES_OF, COUNT_UNITS, MEASURES, POPULATIONS

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of a cell, both from 1. Raises ``ValueError`` when the name is none."""
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(f"{cell!r} is no cell: write its column and row, as B12")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _check_cell(name: str) -> str:
    place_of(name)
    return name


Text = Annotated[str, Field(min_length=1)]
CellName = Annotated[str, AfterValidator(_check_cell)]
Month = Annotated[int, Field(ge=1, le=12)]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(check_iso_date)]
Texts = dict[Text, tuple[Text, ...]]


def _listed(*allowed: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return value

    return AfterValidator(check)


class _Card(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DayInCell(_Card):
    """A day that a cell of the file says in its text, directly ``after`` these words. ``sheet`` where it is not that of the table."""

    cell: CellName
    sheet: Text | None = None
    after: str = ""
    written: Literal["MM/DD/YYYY", "DD/MM/YYYY", "YYYY-MM-DD"]


class ByColumn(_Card):
    """The column ``column`` says in every row of which time it is; a fiscal year ``begins`` with a month."""

    column: Text
    written: Literal["date", "half year", "fiscal year"]
    begins: Month = 1


class ByHeading(_Card):
    """The heading of the figure's own column says of which time it is."""

    heading: Literal["date", "half year", "fiscal year"]
    begins: Month = 1


class Months(_Card):
    """The columns of the figure are months, one after the other from this one."""

    months_from: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$"), AfterValidator(check_iso_date)]


class Window(_Card):
    """One window for all rows. Where ``until`` is read from a cell, the figure is the year to date."""

    since: Day
    until: Day | DayInCell


class Moment(_Card):
    """One day for all rows: that of a stock."""

    on: Day | DayInCell


Period = ByColumn | ByHeading | Months | Window | Moment


class Figure(_Card):
    """What the cells of some columns state.

    ``only`` and ``never`` pick rows by what columns say in them; ``place`` are the columns that name it together. ``sum`` adds up the cells of all
    columns and rows of one time and place; ``empty`` says what an empty cell is: a fault where it says nothing, ``unknown`` (no claim; a sum
    is then at least so many) or ``none`` (no claim; a sum counts it as zero, and says so).
    """

    columns: Annotated[tuple[Text, ...], Field(min_length=1)]
    measure: Annotated[str, _listed(*MEASURES)]
    other_measure: Text | None = None
    basis: Annotated[str, _listed(*BASES)]
    period: Period
    only: Texts = {}
    never: Texts = {}
    place: tuple[Text, ...] = ()
    population: Annotated[str, _listed(*POPULATIONS)] = "all"
    population_detail: Text | None = None
    circumstance: Text | None = None
    count_unit: Annotated[str, _listed(*COUNT_UNITS)] | None = None
    sum: bool = False
    empty: Literal["unknown", "none"] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.basis not in BASES_OF[self.measure]:
            raise ValueError(f"basis: {self.basis} does not go with measure {self.measure}: use {', '.join(BASES_OF[self.measure])}")
        if (self.measure == "other") != (self.other_measure is not None):
            raise ValueError("other_measure goes with measure other, and only with it: it says what is counted")
        if (self.population == "other") != (self.population_detail is not None):
            raise ValueError("population_detail goes with population other, and only with it: it says who is counted")
        if isinstance(self.period, Moment) != (self.basis == "stock") and isinstance(self.period, Moment | Window):
            raise ValueError("period: a stock has a day (on), all else has a window (since, until)")
        if isinstance(self.period, Window) and isinstance(self.period.until, str) and first_day(self.period.since) > first_day(self.period.until):
            raise ValueError("period: since is after until")
        return self

    @property
    def headings(self) -> frozenset[str]:
        """Every column that the figure takes something from."""
        said = (self.period.column,) if isinstance(self.period, ByColumn) else ()
        return frozenset((*self.columns, *said, *self.only, *self.never, *self.place))


class TableCard(_Card):
    """One table of a file: where its first heading stands, all its columns from there on, where it ends, and the figures that are read in it.

    ``columns`` has every heading in order, "" for a column without one, in which only footnote marks may stand. Where headings take several
    ``heading_rows``, ``at`` is in the lowest of them, and the lowest text over a column is its heading. ``ignored`` are the columns that no figure
    uses; a table without figures is not read, and stands there so that nothing appears beside it unseen. ``last`` is what the first column says in
    the last row; without it a table ends before its first empty row. ``texts`` are cells that must read so: a title, a unit.
    """

    sheet: Text | None = None
    at: CellName
    heading_rows: Annotated[int, Field(ge=1, le=3)] = 1
    columns: Annotated[tuple[str, ...], Field(min_length=1)]
    last: Text | None = None
    texts: dict[CellName, Text] = {}
    ignored: tuple[Text, ...] = ()
    figures: tuple[Figure, ...] = ()

    @model_validator(mode="after")
    def _accounts_for_every_column(self) -> Self:
        used = frozenset(name for figure in self.figures for name in figure.headings)
        counts = Counter(self.columns)
        if unknown := sorted((used | set(self.ignored)) - set(self.columns)):
            raise ValueError(f"{', '.join(unknown)}: no such column in columns")
        if twice := sorted(name for name in used if counts[name] > 1):
            raise ValueError(f"{', '.join(twice)}: stands over several columns, so no figure can use it")
        if self.figures and (left := sorted(set(self.columns) - used - set(self.ignored) - {""})):
            raise ValueError(f"{', '.join(left)}: neither used by a figure nor ignored")
        return self


class Mapping(_Card):
    """How a file of a source is read. ``edition_of``: files of one name restate one table, and the newer replaces what it revises.

    ``footnotes``: the marks that may follow a number, and what each means. ``origin``: who is credited with the figures.
    """

    origin: Text
    origin_kind: Annotated[str, _listed(*ACTOR_KINDS)]
    edition_of: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] | None = None
    footnotes: dict[Annotated[str, Field(pattern=r"^[^\w\s.,-]{1,3}$")], Text] = {}
    tables: Annotated[tuple[TableCard, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _reads_something(self) -> Self:
        if not any(table.figures for table in self.tables):
            raise ValueError("tables: none has a figure")
        return self
