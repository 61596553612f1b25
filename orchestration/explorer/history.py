"""What was known when, of every point of every series: only the days on which a point changed are kept.

The replay is that of the warehouse (``series_<measure>_as_known``), asked for each day on which it can have changed: between two
such days nothing does. Where these are very many, only the last of a week or month is asked for. Cost: one replay a day and measure.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from orchestration.model.vocabulary import SERIES_MEASURES, STOCK_MEASURES
from orchestration.store.published import opened, rows

AT_ONCE = 2
STRETCH = 20
"""Stretches of so many days are replayed at once: DuckDB answers a small question on a single core."""

MOST_DAYS = 400
"""Days of a measure that are replayed: of 100,000 claims one takes a second, and what changed daily for years would take an hour."""

SHOWN = ("reported_low", "reported_high", "bound_low", "bound_high", "contested", "claims")
"""What a point says, and the claims behind it: those of the reported numbers and of both bounds, each once, in order."""

_KEY = ("context_id", "population", "place", "origin_id", "assumption_set", "month_end")

_DAYS = """
    with ends as (
        select
            known_from as day,
            max(last_day(greatest(as_of_last, coalesce(published_last, as_of_last)))) as month_end
        from claim_versions
        where known_from is not null
        group by known_from
    ),

    calendar as (
        select day, coalesce(month_end > max(month_end) over before, true) as is_longer
        from ends
        window before as (order by day rows between unbounded preceding and 1 preceding)
    )

    select known_from as day from claim_versions where measure = $measure and window_exclusion is null and known_from is not null
    union
    select known_to as day from claim_versions where measure = $measure and known_to is not null
    union
    select takes_effect_on as day from judgements where takes_effect_on is not null
    union
    select day from calendar where is_longer and not $is_stock
    order by 1
"""
"""The days on which a point can change: a claim of the measure enters or goes, people compare claims, the calendar gets longer (which
people held and capacity have none of)."""

_BEHIND = "list_sort(list_distinct(reported_claims || bound_low_claims || bound_high_claims)) as claims"
_BEGIN = "create temp table replayed as select null::date as known_on, {columns} from series_{measure} limit 0"
_REPLAY = "insert into replayed select ?::date, {columns} from series_{measure}_as_known(?::date) where assumption_set in ({sets})"

_MOVES = """
    with every as (
        select days.known_on, keys.* from (select distinct known_on from replayed) as days
        cross join (select distinct {key} from replayed) as keys
    ),

    told as (
        select every.*, {shown}, replayed.month_end is null as is_gone
        from every left join replayed using (known_on, {key})
    ),

    beside as (
        select
            *,
            lag(is_gone, 1, true) over same as was_gone,
            lag(({shown_bare})) over same as was
        from told
        window same as (partition by {key} order by known_on)
    )

    select known_on, {key}, {shown_bare}, is_gone
    from beside
    where known_on >= $first and (is_gone <> was_gone or (not is_gone and was is distinct from ({shown_bare})))
    order by {key}, known_on
"""


@dataclass(frozen=True)
class Move:
    """A point as it came to be known on a day; ``values`` are those of ``SHOWN``, None where the point was no longer there."""

    known_on: date
    origin_id: str
    assumption_set: str
    month_end: date
    values: tuple[Any, ...] | None


@dataclass(frozen=True)
class History:
    """The moves of each series (measure, context, population, place), by point and day.

    ``days`` has the days that were replayed, for the measures whose points may have changed between them too.
    """

    moves: dict[tuple[str, str, str, str], list[Move]]
    days: dict[str, list[date]]


def history(release: Path, sets: list[str]) -> History:
    """The history of a release, under these assumption sets."""
    with opened(release) as connection:
        changed = {
            measure: [day for (day,) in connection.execute(_DAYS, {"measure": measure, "is_stock": measure in STOCK_MEASURES}).fetchall()]
            for measure in SERIES_MEASURES
        }
    days = {measure: replayed(of_measure) for measure, of_measure in changed.items()}
    stretches = [(measure, days[measure], at) for measure in SERIES_MEASURES for at in range(0, len(days[measure]), STRETCH)]
    found: dict[tuple[str, str, str, str], list[Move]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (measure, _, _), moved in zip(stretches, pool.map(lambda stretch: _moves_of(release, sets, *stretch), stretches), strict=True):
            for row in moved:
                values = None if row["is_gone"] else tuple(row[name] for name in SHOWN)
                move = Move(row["known_on"], row["origin_id"], row["assumption_set"], row["month_end"], values)
                found.setdefault((measure, row["context_id"], row["population"], row["place"]), []).append(move)
    return History(found, {measure: of_measure for measure, of_measure in days.items() if of_measure != changed[measure]})


def replayed(days: list[date]) -> list[date]:
    """The days, in order; where they are more than ``MOST_DAYS`` the last of each week, or else of each month."""
    for step in ("%Y-%m-%d", "%G-%V", "%Y-%m"):
        last = {day.strftime(step): day for day in days}
        if len(last) <= MOST_DAYS:
            break
    return list(last.values())


def _moves_of(release: Path, sets: list[str], measure: str, days: list[date], at: int) -> list[dict[str, Any]]:
    """The moves on a stretch of days, against the day before it."""
    columns = ", ".join((*_KEY, *SHOWN[:-1], _BEHIND))
    replay = _REPLAY.format(columns=columns, measure=measure, sets=", ".join("?" for _ in sets))
    with opened(release) as connection:
        connection.execute("set threads = 1")  # the stretches share the cores: threads of one question would wait for one another
        connection.execute(_BEGIN.format(columns=columns, measure=measure))
        for day in days[max(0, at - 1) : at + STRETCH]:
            connection.execute(replay, [day, day, *sets])
        shown = ", ".join(f"replayed.{name}" for name in SHOWN)
        query = _MOVES.format(key=", ".join(_KEY), shown=shown, shown_bare=", ".join(SHOWN))
        return rows(connection.execute(query, {"first": days[at]}))
