"""Running totals in Python, independent of the SQL: the closed form of the method, and worlds of claims to try both on."""

import calendar
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb
import pandas as pd

START = date(2020, 1, 10)
DAYS = 500
Bounds = dict[date, tuple[int | None, int | None]]


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def last_month_end(day: date) -> date:
    """The last month end that is not after the day."""
    return day if day == month_end(day) else day.replace(day=1) - timedelta(days=1)


def month_ends(first: date, last: date) -> list[date]:
    """The month ends from the month of ``first`` to that of ``last``."""
    found = [month_end(first)]
    while found[-1] < month_end(last):
        found.append(month_end(found[-1] + timedelta(days=1)))
    return found


@dataclass(frozen=True)
class Evidence:
    """What one claim says of a running total: at least ``low`` by ``last``, at most ``high`` on ``first``."""

    claim_id: str
    low: int | None
    high: int | None
    first: date
    last: date
    bounds_above: bool = True


def envelope(evidence: Iterable[Evidence], months: Sequence[date]) -> dict[date, tuple[int | None, int | None, list[str], list[str], bool]]:
    """lo(t) = max lo_k with last_k <= t; hi(t) = min hi_k with first_k >= t; contested where lo(t) > hi(t).

    With the claims of the month that made each bound: the first in which the total was reached, the last in which it was not exceeded. A month
    that nothing bears on is absent.
    """
    found = {}
    known = list(evidence)
    for month in months:
        lows = {claim.claim_id: claim.low for claim in known if claim.low is not None and claim.last <= month}
        highs = {claim.claim_id: claim.high for claim in known if claim.high is not None and claim.bounds_above and claim.first >= month}
        reported = any(month_end(claim.last) == month for claim in known)
        if not (lows or highs or reported):
            continue
        low, high = max(lows.values(), default=None), min(highs.values(), default=None)
        reached = {claim.claim_id: month_end(claim.last) for claim in known if lows.get(claim.claim_id, -1) == low}
        kept = {claim.claim_id: last_month_end(claim.first) for claim in known if highs.get(claim.claim_id, -1) == high}
        makes_low = sorted(claim for claim, month in reached.items() if month == min(reached.values()))
        makes_high = sorted(claim for claim, month in kept.items() if month == max(kept.values()))
        found[month] = (low, high, makes_low, makes_high, low is not None and high is not None and low > high)
    return found


def any_evidence(chance: random.Random) -> list[Evidence]:
    """Claims that need not agree with one another or with any truth."""
    claims = []
    for number in range(chance.randint(1, 7)):
        first = START + timedelta(days=chance.randrange(DAYS))
        last = first + timedelta(days=chance.choice([0, 0, 1, 27, 30, 31, 60]))
        low = chance.choice([None, chance.randrange(40)])
        high = chance.choice([None, chance.randrange(40)])
        claims.append(Evidence(f"c{number}", low, high, first, last, chance.random() < 0.7))
    return claims


@dataclass(frozen=True)
class Claim:
    """A cumulative claim as the first dbt model past the catalogue has it."""

    claim_id: str
    origin_id: str
    coverage: str
    qualifier: str
    value: int
    as_of: str
    is_implied: bool
    published: date
    document: str


def truth(chance: random.Random) -> list[int]:
    """A running total, day by day: it never falls."""
    total, days = 0, []
    for _ in range(DAYS + 1):
        total += chance.choice([0, 0, 0, 1, 2, chance.randrange(200)])
        days.append(total)
    return days


def true_claims(chance: random.Random, counted: Sequence[int]) -> list[Claim]:
    """Claims that are true of the total: two registers that have it all, two organisations that document a part of it."""
    shares = {"register": 1.0, "police": 1.0, "watch": chance.uniform(0.4, 1), "relief": chance.uniform(0.1, 0.9)}
    claims = []
    for number in range(chance.randint(1, 6)):
        origin = chance.choice(list(shares))
        day = chance.randrange(DAYS - 60)
        said = int(counted[day] * shares[origin])
        qualifier = chance.choice(["exactly", "about", "at_least", "more_than", "nearly", "up_to"])
        value = _worded(chance, qualifier, said)
        if value is None:
            continue
        on = START + timedelta(days=day)
        implied = chance.random() < 0.3
        published = on if implied else on + timedelta(days=chance.randrange(60))
        as_of = f"{on}" if implied else f"{on}"[: chance.choice([10, 10, 7])]
        coverage = "register" if shares[origin] == 1 else "documented"
        claims.append(Claim(f"c{number}", origin, coverage, qualifier, value, as_of, implied, published, f"d{number}"))
    return claims


def _worded(chance: random.Random, qualifier: str, said: int) -> int | None:
    """A number that is true of ``said`` with this hedge; None where there is none."""
    if qualifier in ("exactly", "about"):
        unit = chance.choice([1, 10, 100])
        rounded = (said + unit // 2) // unit * unit
        return rounded if rounded else None
    if qualifier == "at_least":
        return said - chance.randrange(said + 1) // 3
    if qualifier == "more_than":
        return said - 1 - chance.randrange(said) // 3 if said else None
    return said + chance.randrange(50)


def copied_later(claim: Claim, chance: random.Random) -> Claim:
    """Another paper gives the same figure of the same origin, later and without its date."""
    later = claim.published + timedelta(days=chance.randrange(1, 90))
    return replace(claim, claim_id=f"{claim.claim_id}-copy", as_of=f"{later}", is_implied=True, published=later, document=f"{claim.document}-copy")


def repeated(claim: Claim) -> Claim:
    """Another paper gives the same figure with the same date on the same day."""
    return replace(claim, claim_id=f"{claim.claim_id}-again", document=f"{claim.document}-again")


def create(connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Make a table with these rows."""
    connection.execute(f"create or replace table {name} ({columns})")
    if rows:
        frame = pd.DataFrame(rows, dtype="object")
        connection.register("frame", frame)
        connection.execute(f"insert into {name} from frame")
        connection.unregister("frame")
