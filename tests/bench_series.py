"""What bounds cost, from a thousand to a million claims, beside a plain aggregation of the same parquet; and what windows cost in Python.

    make bench-series

Every cell is a process of its own on a database file of its own, with the settings of the project's profile: the median of three runs, and the
most memory that the process held, Python and DuckDB together. Seconds are of the wall clock; ratios and growth are given for the processor's time
too, which other work on the machine disturbs less. The claims are invented: ten years of running totals of three measures from forty
origins in one context per 100,000 claims. The evidence is what ``evidenced`` makes of them, about six rows a claim: three assumption sets, in the
series of the origin, of its family and over all.

closed form        the macro ``bounded``: months of every series with bounds carried over the calendar and the claims that make them
plain              one ``group by``: per series and month, the highest low, the lowest high, the lowest and highest number, the claims in order
plain, numbers     the same without the list of claims
claims read        the macros ``dated`` and ``evidenced``, from the claims to the evidence
"""

import itertools
import json
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import yaml
from jinja2 import Environment

from orchestration import settings
from orchestration.series.windows import Counter, Evidence, Windows

SIZES = (10**3, 10**4, 10**5, 10**6)
GRIDS = (50, 100, 200, 400)
RUNS = 3
MOST_MEGABYTES = 2_000
MOST_TIMES_PLAIN = 5.0

DBT = Path(__file__).parent.parent / "dbt_project"
SERIES = "context_id, measure, population, place_id, series_origin_id, assumption_set"
PLAIN = "max(low) as low, min(case when bounds_above then high end) as high, min(value) as least, max(value) as most"
MONTH = "last_day(as_of_last) as month_end"

CLAIMS = """
select
    'claim-' || lpad(cast(number as varchar), 8, '0') as claim_id,
    'context-' || (chance % greatest({size} // 100000, 1)) as context_id,
    ['arrests', 'releases', 'custodial_deaths'][1 + (chance // 7) % 3] as measure,
    'all' as population,
    'national' as place_id,
    'origin-' || (chance // 31) % 40 as origin_id,
    ['documented', 'register', 'register', 'estimate'][1 + (chance // 31) % 4] as coverage,
    'family-' || (chance // 31) % 20 as origin_family,
    (chance // 31) % 20 < 5 as family_has_bodies,
    'cumulative' as series_basis,
    case when is_bare then 'exactly' else 'at_least' end as qualifier,
    value,
    value as value_low,
    case when is_bare then value end as value_high,
    cast(value as varchar) as number_said,
    value as a0_low,
    case when is_bare then value end as a0_high,
    case when is_bare then value - 5 else value end as a1_low,
    case when is_bare then value + 4 end as a1_high,
    case when is_bare then value + 4 else value + 9 end as a2_high,
    true as is_leading,
    'asserted' as stance,
    cast(null as varchar) as window_exclusion,
    cast(null as varchar) as telling,
    cast([] as varchar[]) as apart_from,
    date '2015-01-01' as starts_on,
    date '2015-01-01' as start_first,
    date '2015-01-01' as start_last,
    spoken_of as stated_first,
    spoken_of as as_of_last,
    (chance // 11) % 3 = 0 as date_stands_in,
    spoken_of + cast((chance // 13) % 30 as integer) as published_first,
    spoken_of + cast((chance // 13) % 30 as integer) as published_last
from (
    select
        *,
        date '2015-01-01' + day as spoken_of,
        (chance // 97) % 2 = 0 as is_bare,
        -- a total that rises with the days, and is told with noise, so that claims contradict one another too
        100 * day + 10 * ((chance // 17) % 50) as value
    from (
        select number, chance, cast((chance // 101) % 3650 as integer) as day
        from (select range as number, cast(hash(range) >> 4 as bigint) as chance from range({size}))
    )
)
"""


def _texts(folder: Path, size: int) -> dict[str, str]:
    """The queries, by name; the evidence is read from parquet in every one but that which makes it."""
    text = "".join((DBT / "macros" / name).read_text(encoding="utf-8") for name in ("tellings.sql", "points.sql"))
    points: Any = Environment(autoescape=False).from_string(text).module  # noqa: S701 - SQL
    claims, evidence = (f"read_parquet('{folder / f'{name}-{size}.parquet'}')" for name in ("claims", "evidence"))
    months = (
        "(select context_id, last_day(cast(unnest(generate_series(date '2015-01-01', date '2024-12-01', interval 1 month)) as date)) as month_end"
        f" from (select distinct context_id from {claims}))"
    )
    return {
        "closed form": points.bounded(evidence, months),
        "plain": f"select {SERIES}, {MONTH}, {PLAIN}, list(claim_id order by claim_id) as claims from {evidence} group by all",
        "plain, numbers": f"select {SERIES}, {MONTH}, {PLAIN}, count(*) as claims from {evidence} group by all",
        "claims read": points.evidenced(f"({points.dated(claims)})"),
    }


def _connected(folder: str) -> duckdb.DuckDBPyConnection:
    """A new database file under the settings of the profile."""
    build = yaml.safe_load((DBT / "profiles.yml").read_text(encoding="utf-8"))["detention_monitor"]["outputs"]["build"]
    knobs = {"memory_limit": settings.MEMORY, "preserve_insertion_order": True, "threads": build["threads"]}
    return duckdb.connect(f"{folder}/bench.duckdb", config=knobs)


def _write(folder: Path, size: int) -> None:
    """The claims and the evidence of one size as parquet."""
    with tempfile.TemporaryDirectory() as scratch, _connected(scratch) as connection:
        connection.execute(f"copy ({CLAIMS.format(size=size)}) to '{folder / f'claims-{size}.parquet'}' (format parquet)")
        connection.execute(f"copy ({_texts(folder, size)['claims read']}) to '{folder / f'evidence-{size}.parquet'}' (format parquet)")


def _queried(folder: Path, size: int, name: str) -> Iterator[Callable[[], object]]:
    """The query of that name, to be run again and again into a table, as a refresh does."""
    with tempfile.TemporaryDirectory() as scratch, _connected(scratch) as connection:
        text = _texts(folder, size)[name]
        yield lambda: connection.execute(f"create or replace table found as {text}")


def _windowed(days: int) -> Iterator[Callable[[], object]]:
    """The bounds of all windows of one series whose grid has that many days, half of them of running totals and half of flows."""
    start = date(2015, 1, 1)
    ends = [start + timedelta(days=7 * number) for number in range(1, days)]
    claims = [
        Evidence(f"c{number}", "arrests", "cumulative", 10 * number, 10 * number + 9, start, start, end, end) for number, end in enumerate(ends)
    ]
    claims[1::2] = [
        Evidence(f"f{number}", "arrests", "flow", 0, 40, ends[number - 1], ends[number - 1], ends[number], ends[number])
        for number in range(1, len(ends), 2)
    ]

    def bounds() -> None:
        windows = Windows(Counter(start), claims)
        for tail, head in itertools.combinations(windows.grid, 2):
            windows.between_ends(tail, head)

    yield bounds


def _measure(tries: Iterator[Callable[[], object]]) -> None:
    """Print the median seconds of the wall clock and of the processor, and the most megabytes of this process, as JSON."""
    for attempt in tries:
        runs = []
        for _ in range(RUNS):
            started = time.perf_counter(), time.process_time()
            attempt()
            runs.append((time.perf_counter() - started[0], time.process_time() - started[1]))
        wall, processor = (statistics.median(seconds) for seconds in zip(*runs, strict=True))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    print(json.dumps([wall, processor, megabytes]))


class Cost(NamedTuple):
    """Seconds of the wall clock and of the processor, and megabytes."""

    wall: float
    processor: float
    megabytes: float


def _apart(*words: str) -> Cost | None:
    """What one measurement in a process of its own found; None where it measures nothing."""
    ended = subprocess.run([sys.executable, __file__, *words], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{ended.stderr[-2000:]}")
    return Cost(*json.loads(ended.stdout)) if ended.stdout else None


def _measured(*words: str) -> Cost:
    cost = _apart(*words)
    assert cost is not None, words
    return cost


def main() -> None:
    """Run and print; ends with an error where a limit is exceeded."""
    names = ("closed form", "plain", "plain, numbers", "claims read")
    found: dict[tuple[str, int], Cost] = {}
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'claims':>9}  " + "  ".join(f"{name:>18}" for name in names) + "   closed form / plain (processor), / plain, numbers (processor)")
        for size in SIZES:
            _apart("write", folder, str(size))
            found |= {(name, size): _measured("query", folder, str(size), name) for name in names}
            closed, *plain = (found[name, size] for name in names[:3])
            cells = "  ".join(f"{found[name, size].wall:7.2f} s {found[name, size].megabytes:5.0f} MB" for name in names)
            ratios = "  ".join(f"{closed.wall / other.wall:5.1f} ({closed.processor / other.processor:.1f})" for other in plain)
            print(f"{size:>9,}  {cells}   {ratios}", flush=True)
    for name in names:
        costs = [found[name, size] for size in SIZES]
        steps = [(_exponent(less.wall, more.wall), _exponent(less.processor, more.processor)) for less, more in itertools.pairwise(costs)]
        print(f"{name}: time grows by powers of {', '.join(f'{wall:.2f} ({processor:.2f})' for wall, processor in steps)} from size to size")
    print("\nwindows in Python: all pairs of days of one series, with the claims that prove each")
    windows = {days: _measured("windows", str(days)) for days in GRIDS}
    for days, cost in windows.items():
        print(f"{days:>9,} days  {cost.wall:7.2f} s {cost.megabytes:5.0f} MB")
    doublings = [math.log2(more.processor / less.processor) for less, more in itertools.pairwise(windows.values())]
    print(f"processor time grows with the days by powers of {', '.join(f'{power:.2f}' for power in doublings)} from grid to grid")
    largest = found["closed form", SIZES[-1]]
    ratio = largest.wall / found["plain", SIZES[-1]].wall
    print(f"\nat {SIZES[-1]:,} claims: {ratio:.1f} times plain (limit {MOST_TIMES_PLAIN}), {largest.megabytes:,.0f} MB (limit {MOST_MEGABYTES:,})")
    if ratio > MOST_TIMES_PLAIN or largest.megabytes > MOST_MEGABYTES:
        raise SystemExit("a limit is exceeded")


def _exponent(less: float, more: float) -> float:
    return math.log10(more / less)


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["write", folder, size]:
            _write(Path(folder), int(size))
        case ["query", folder, size, name]:
            _measure(_queried(Path(folder), int(size), name))
        case ["windows", days]:
            _measure(_windowed(int(days)))
        case _:
            raise SystemExit(__doc__)
