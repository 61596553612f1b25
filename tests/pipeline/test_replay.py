"""What was known on a day, replayed in the published file, is what a rebuild gives from only what was known on that day.

The rebuild does not know the macros of the replay: the lake is cut down to that day here, and the SQL that dbt compiled for the refresh makes the
series again from what is left. Two days are always looked at; 'make replay' looks at them all.
"""

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from graphlib import TopologicalSorter
from itertools import cycle
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from world import World

from orchestration.model.dates import last_day
from orchestration.model.judgement import COMPARISONS, VERDICTS
from orchestration.model.vocabulary import SERIES_MEASURES
from orchestration.store import lake, releases

DAYS = [*range(2), *(pytest.param(number, marks=pytest.mark.replay) for number in range(2, 20))]
JUDGED_DAYS = 10
COLUMNS = (
    "context_id, population, place, origin_id, month_end, assumption_set, reported_low, reported_high, bound_low, bound_high, contested,"
    " reported_claims, bound_low_claims, bound_high_claims"
)


def invented_judgements(claims: pd.DataFrame, chance: random.Random) -> list[dict[str, Any]]:
    """Judgements of claims drawn from the record, by the instants at which they were decided. No claim is judged twice."""
    usual = claims[(claims["method"] == "coded") & (claims["stance"] == "asserted") & claims["published_on"].notna() & claims["value"].notna()]
    # only who tells one number can be found to repeat or not to repeat another
    same = ["measure", "other_measure", "population", "place", "value"]
    alike = [group.to_dict("records") for _, group in usual.groupby(same, dropna=False) if len(group) > 1]
    compared = chance.sample(alike, 40)
    others = usual[~usual["claim_id"].isin([claim["claim_id"] for group in compared for claim in group])].to_dict("records")
    judged = [*((kind, group) for group, kind in zip(compared, cycle(COMPARISONS), strict=False))]
    judged += [(kind, [claim]) for claim, kind in zip(chance.sample(others, 120), cycle(VERDICTS), strict=False)]
    lines = []
    for kind, group in judged:
        # decided once every document can have been there
        day = max(date(2022, 6, 1) + timedelta(days=chance.randrange(1300)), *(last_day(claim["published_on"]) for claim in group))
        line = {"judgement_id": f"J{len(lines)}", "kind": kind, "role": "reviewer", "decided_at": f"{day}T12:00:00Z", "reason": "Invented."}
        if kind in COMPARISONS:
            line |= {"claims": [claim["claim_id"] for claim in group], "judged": [claim["fingerprint"] for claim in group]}
        else:
            line |= {"claim_id": group[0]["claim_id"], "judged": group[0]["fingerprint"]}
        if kind == "correct":
            said = group[0]["qualifier"]
            line |= {"field": "qualifier", "from": said, "to": "at_least" if said == "exactly" else "exactly"}
        if kind == "retract":
            line |= {"withdrawn_on": str(day)}
        lines.append(line)
    return sorted(lines, key=lambda line: line["decided_at"])


@pytest.fixture(scope="module")
def judged(record: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The record with judgements of our own invention."""
    world = World(tmp_path_factory.mktemp("judged") / "raw", tmp_path_factory.mktemp("judged") / "var")
    shutil.copytree(record.raw, world.raw)
    (world.raw / "judgements").mkdir(exist_ok=True)
    chance = random.Random(7)  # noqa: S311 - cases, not secrets
    for line in invented_judgements(lake.read(record.var / "lake", "claim_versions"), chance):
        with (world.raw / "judgements" / f"{line['decided_at'][:4]}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    world.refresh(DETENTION_TODAY=str(datetime.now(UTC).date()))
    return world


def known_by(versions: pd.DataFrame, day: str) -> pd.DataFrame:
    """The versions of claims that held on a day, as if nobody knew what came later."""
    # where no day is known on which the document was there, the last day that its figure can speak of stands in
    begun = versions["known_from"].fillna(versions["period_end"].map(lambda text: last_day(text).isoformat(), na_action="ignore"))
    held = versions[(begun <= day) & (versions["known_to"].isna() | (versions["known_to"] > day))]
    return held.assign(known_to=None)


def cut_down(whole: Path, to: Path, day: str) -> None:
    """Write the lake as it would be if only what was known on a day were there."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(whole, to)
    versions = known_by(lake.read(whole, "claim_versions"), day)
    lake.write(to, "claim_versions", versions)
    for table in ("claims", "passages", "documents", "codings"):
        rows = lake.read(whole, table)
        lake.write(to, table, rows[rows["document_id"].isin(versions["document_id"])])
    judgements = lake.read(whole, "judgements")
    lake.write(to, "judgements", judgements[judgements["takes_effect_on"] <= day])


def models_of_the_series(world: World) -> list[tuple[str, str]]:
    """Relation and SQL of every model that the points rest on, as dbt compiled them for the refresh of the world, each after those it reads."""
    nodes = json.loads((world.var / "dbt" / "run" / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    wanted, needs = ["model.detention_monitor.int_series_pointed"], {}
    while wanted:
        name = wanted.pop()
        needs[name] = [key for key in nodes[name]["depends_on"]["nodes"] if key in nodes]
        wanted += [key for key in needs[name] if key not in needs]
    return [(nodes[name]["relation_name"], nodes[name]["compiled_code"]) for name in TopologicalSorter(needs).static_order()]


@contextmanager
def rebuilt(world: World, to: Path, day: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the series built again from only what was known on a day, with the published file beside them."""
    cut_down(world.var / "lake", to, day)
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse")
        for schema in ("staging", "intermediate"):
            connection.execute(f"create schema warehouse.{schema}")
        for relation, sql in models_of_the_series(world):
            assert "_as_known" not in sql
            connection.execute(f"create table {relation} as {sql.replace(str(world.var / 'lake'), str(to))}")
        connection.execute(f"attach '{world.current() / releases.DATABASE}' as published (read_only)")
        yield connection


def differences(connection: duckdb.DuckDBPyConnection, day: str) -> Iterator[tuple[Any, ...]]:
    """Points that the replay has and the rebuild has not, and the other way round."""
    connection.execute("use published")  # the macros speak of the relations beside them
    for measure in SERIES_MEASURES:
        connection.execute(f"create or replace temp table replayed as select {COLUMNS} from series_{measure}_as_known(date '{day}')")
        connection.execute(
            f"create or replace temp table rebuilt as select {COLUMNS} from warehouse.intermediate.int_series_pointed where measure = '{measure}'"
        )
        for side, other in (("replayed", "rebuilt"), ("rebuilt", "replayed")):
            yield from ((side, measure, *row) for row in connection.execute(f"(from {side}) except all (from {other})").fetchall())


def points(world: World, day: str) -> int:
    return sum(count for measure in SERIES_MEASURES for (count,) in world.ask(f"select count(*) from series_{measure}_as_known(date '{day}')"))


def drawn_days(world: World, count: int, seed: int) -> list[str]:
    """Days drawn at random: by turns any day of the record, and one on which something became known or ceased to hold."""
    turning = [day for (day,) in world.ask("select unnest([known_from, known_to]) as day from claim_versions group by day having day is not null")]
    turning.sort()
    any_day = [turning[0] + timedelta(days=number) for number in range((turning[-1] - turning[0]).days + 1)]
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    return [str(chance.choice((any_day, turning)[number % 2])) for number in range(count)]


@pytest.mark.parametrize("number", DAYS)
def test_the_record_replayed_on_a_day_is_rebuilt_from_what_was_known(record: World, tmp_path: Path, number: int) -> None:
    day = drawn_days(record, len(DAYS), seed=1)[number]
    with rebuilt(record, tmp_path, day) as series:
        assert list(differences(series, day)) == [], day
    assert points(record, day) > 0, day


@pytest.mark.replay
@pytest.mark.parametrize("number", range(JUDGED_DAYS))
def test_so_is_the_record_with_judgements_of_every_kind(judged: World, tmp_path: Path, number: int) -> None:
    day = drawn_days(judged, JUDGED_DAYS, seed=2)[number]
    with rebuilt(judged, tmp_path, day) as series:
        assert list(differences(series, day)) == [], day


@pytest.mark.replay
def test_the_invented_judgements_count(judged: World, record: World) -> None:
    """Else the replay of a judged record would prove no more than that of the record."""
    kinds = "select kind, count(*) > 5 from judgements where state = 'standing' group by kind order by kind"
    assert judged.ask(kinds) == [(kind, True) for kind in ("accept", "correct", "different_figure", "reject", "retract", "same_figure")]
    assert judged.ask("from quarantine") == record.ask("from quarantine")
    day = drawn_days(judged, JUDGED_DAYS, seed=2)[JUDGED_DAYS // 2]
    asked = f"select * from series_arrests_as_known(date '{day}')"
    assert sorted(map(str, judged.ask(asked))) != sorted(map(str, record.ask(asked)))
