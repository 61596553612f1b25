"""A claim as a statement that can be compared: who is credited, what is counted, which number, for which window, published when.

Windows and publication dates are intervals of days (numbers of days since 1970); an open side is ``EVER`` or ``NEVER``.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from orchestration.model.bounds import is_specific
from orchestration.model.dates import first_day, last_day
from orchestration.model.echo import DOUBTS

Days = tuple[int, int]
Number = tuple[int, ...]
Subject = tuple[str | None, ...]
"""Context, measure, other measure, population, its detail, place, circumstance."""

WHOLE = "national"
"""Place of a figure about the whole context."""

EVER, NEVER = -(10**7), 10**7
_EPOCH = pd.Timestamp(0)
_EPOCH_ORDINAL = _EPOCH.toordinal()

_AT_ONCE = 10_000

_TEXTS = (
    "claim_id", "document_id", "context_id", "measure", "other_measure", "population", "population_detail", "place_id", "circumstance", "origin_id",
    "origin_family", "publisher_family", "basis", "qualifier", "period_start", "period_end", "count_unit", "stance", "text_kind", "sentence",
)  # fmt: skip
_COUNTS = ("value", "value_low", "value_high", "a1_low", "a1_high")
_DATES = ("starts_on", "as_of_first", "as_of_last", "published_first", "published_last")
COLUMNS = (*_TEXTS, *_COUNTS, *_DATES, "period_is_implied")
"""What is read of a claim."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One claim. ``family`` is None when nobody is credited; ``states_end`` whether the document itself dates the figure."""

    claim_id: str
    document_id: str
    subject: Subject
    is_doubted: bool
    family: str | None
    is_own: bool
    basis: str
    qualifier: str
    number: Number
    low: int | None
    high: int | None
    start: Days
    end: Days
    states_start: bool
    states_end: bool
    from_beginning: bool
    published: Days
    count_unit: str | None
    stance: str
    text_kind: str
    sentence: str | None

    @property
    def is_stock(self) -> bool:
        """Whether the figure is of a moment; totals and flows are of a window."""
        return self.basis == "stock"

    @property
    def is_incident(self) -> bool:
        """Whether the figure is of a window of its own; one that opens with the context's beginning is a running total."""
        return self.basis == "flow" and not self.from_beginning

    @property
    def is_asserted(self) -> bool:
        """Whether the document stands by the figure."""
        return self.stance == "asserted"

    @property
    def is_specific(self) -> bool:
        """Whether the number has digits enough to name its statement."""
        return len(self.number) > 1 or is_specific(self.number[0])

    @property
    def context(self) -> str | None:
        """The context that the figure belongs to."""
        return self.subject[0]

    @property
    def measure(self) -> str | None:
        """What is counted."""
        return self.subject[1]

    @property
    def place(self) -> str | None:
        """The facility, or the whole."""
        return self.subject[5]

    @property
    def counted(self) -> Subject:
        """Context, measure and other measure: what is counted, of whomever and wherever."""
        return self.subject[:3]

    @property
    def scope(self) -> Subject:
        """Population, its detail, place and circumstance: of whom and where."""
        return self.subject[3:]

    @property
    def narrowness(self) -> int:
        """How much the figure says about whom it counts; a retelling drops such words, it does not find new ones."""
        population, detail, place, circumstance = self.scope
        return sum((population != "all", detail is not None, place != WHOLE, circumstance is not None))

    @property
    def figure(self) -> tuple[Subject, bool, Number]:
        """What is counted, stock or not, and the number: claims that differ in it are never one statement."""
        return self.subject, self.is_stock, self.number


def overlap(one: Days, other: Days) -> bool:
    """Whether two intervals have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def precedes(one: Statement, other: Statement) -> bool:
    """Whether the first was surely published before the second. One moment carries two dates around the globe: a day apart is not before."""
    return one.published[1] + 1 < other.published[0]


def day(number: int) -> str:
    """The day as a date (ISO 8601)."""
    return date.fromordinal(number + _EPOCH_ORDINAL).isoformat()


def read(claims: pd.DataFrame) -> list[Statement]:
    """The claims as statements, in the order of the frame. Raises ``KeyError`` naming the columns that are missing."""
    if missing := [name for name in COLUMNS if name not in claims.columns]:
        raise KeyError(f"claims lack the columns {', '.join(missing)}")
    return [statement for start in range(0, len(claims), _AT_ONCE) for statement in _statements(claims.iloc[start : start + _AT_ONCE])]


def _statements(claims: pd.DataFrame) -> list[Statement]:
    cells: dict[str, list[Any]] = {name: _filled(claims[name].astype(object)) for name in _TEXTS}
    cells |= {name: _filled(claims[name].astype("Int64").astype(object)) for name in _COUNTS}
    cells |= {name: _filled((pd.to_datetime(claims[name]) - _EPOCH).dt.days.astype("Int64").astype(object)) for name in _DATES}
    cells["period_is_implied"] = claims["period_is_implied"].tolist()
    return [_statement(dict(zip(cells, row, strict=True))) for row in zip(*cells.values(), strict=True)]


def _filled(column: "pd.Series[Any]") -> list[Any]:
    """The values of a column, None where it has none."""
    return [None if is_missing else value for value, is_missing in zip(column, column.isna(), strict=True)]


def _statement(row: dict[str, Any]) -> Statement:
    states_end = row["period_end"] is not None and not row["period_is_implied"]
    is_doubted = row["circumstance"] in DOUBTS
    start, from_beginning = _start(row)
    family = None if row["origin_id"] == "uncredited" else row["origin_family"] or row["origin_id"]
    subject = [row[name] for name in ("context_id", "measure", "other_measure", "population", "population_detail", "place_id", "circumstance")]
    return Statement(
        claim_id=row["claim_id"],
        document_id=row["document_id"],
        subject=(*subject[:-1], None if is_doubted else subject[-1]),
        is_doubted=is_doubted,
        family=family,
        is_own=family is not None and row["publisher_family"] == family,
        basis=row["basis"],
        qualifier=row["qualifier"],
        number=(row["value"],) if row["value"] is not None else (row["value_low"], row["value_high"]),
        low=row["a1_low"],
        high=row["a1_high"],
        start=start,
        # a date that only the publication lends says no more than: by then
        end=(_or(row["as_of_first"], EVER) if states_end else EVER, _or(row["as_of_last"], NEVER)),
        states_start=row["period_start"] is not None,
        states_end=states_end,
        from_beginning=from_beginning,
        published=(_or(row["published_first"], EVER), _or(row["published_last"], NEVER)),
        count_unit=row["count_unit"],
        stance=row["stance"],
        text_kind=row["text_kind"],
        sentence=row["sentence"],
    )


def _or(day_number: int | None, otherwise: int) -> int:
    return otherwise if day_number is None else day_number


def _start(row: dict[str, Any]) -> tuple[Days, bool]:
    """The days on which the count can have begun, and whether that is the beginning of the context: in its first month, or before."""
    first_month_end = EVER if row["starts_on"] is None else _span(day(row["starts_on"])[:7])[1]
    if row["period_start"] is None:
        return ((EVER, first_month_end), True) if row["basis"] == "cumulative" and first_month_end > EVER else ((EVER, NEVER), False)
    first, last = _span(row["period_start"])
    return ((EVER, first_month_end), True) if first <= first_month_end else ((first, last), False)


@cache
def _span(iso: str) -> Days:
    return first_day(iso).toordinal() - _EPOCH_ORDINAL, last_day(iso).toordinal() - _EPOCH_ORDINAL
