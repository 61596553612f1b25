"""The data test of echoes sees what dbt computes wrongly, and not what people say: no date, hedge or link of theirs fails it."""

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pandas as pd
import pytest
from world import World

from orchestration.echoes.fold import fold

CLAIMS = 2000
SEED = 20220411
HEDGES = {"more than": (9001, None, 9001, None, 9999), "exactly": (9000, 9000, 8950, 9049, 9049), "up to": (None, 9000, None, 9049, 9049)}
ORIGINS = [("uncredited", None), ("police", "state"), ("ministry", "state"), ("watch", None)]


def invented(chance: random.Random) -> pd.DataFrame:
    """Claims of two numbers within two weeks: by anybody, with every hedge, with or without a day of their own, published on a day or in a month."""
    rows = []
    for number in range(CLAIMS):
        origin, family = chance.choice(ORIGINS)
        published = date(2022, 4, 1) + timedelta(days=chance.randrange(14))
        is_coarse, stands_in = chance.random() < 0.1, chance.random() < 0.5
        day = published if stands_in else published - timedelta(days=chance.randrange(7))
        context, value = f"x{number % 20}", chance.choice([9000, 9123])
        last = date(2022, 4, 30) if is_coarse else published
        linked = chance.choice([None] * 8 + ["one figure", "another"])
        said = (f"c{number}", context, origin, family, value, str(value), linked)
        rows.append((*said, stands_in, stands_in, day, day, published, last, *chance.choice([*HEDGES.values()])))
    columns = "claim_id context_id origin_id origin_family value number_said telling date_stands_in period_is_implied stated_first as_of_last"
    bounds = "published_first published_last a0_low a0_high a1_low a1_high a2_high"
    return pd.DataFrame(rows, columns=[*columns.split(), *bounds.split()]).astype(dict.fromkeys(bounds.split()[2:], "Int64"))


@pytest.fixture(scope="module")
def warehouse(published: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A build whose claims are invented, with all that dbt makes of them up to their echoes."""
    copy = tmp_path_factory.mktemp("echoes") / "warehouse.duckdb"
    shutil.copy(published.var / "build" / "warehouse.duckdb", copy)
    claims = invented(random.Random(SEED))  # noqa: S311 - cases, not secrets
    given = ", ".join(f"claims.{name} as {name}" for name in claims.columns)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{copy}' as warehouse")
        connection.execute(
            f"""
            create or replace table warehouse.intermediate.int_claims_current as
                with one as (
                    from warehouse.intermediate.int_claims_current
                    where measure = 'arrests' and series_basis = 'cumulative' and window_exclusion is null and is_leading and known_to is null
                    order by claim_id
                    limit 1
                )
                select one.* replace ({given}) from one cross join claims
            """
        )
        for model in ("int_claims_dated", "int_claims_told"):
            connection.execute(f"create or replace table warehouse.intermediate.{model} as {published.compiled(model)}")
        echoes = fold(connection.execute("from warehouse.intermediate.int_claims_told").df())
        assert len(echoes) == CLAIMS
        connection.execute("create or replace table warehouse.main.echoes as from echoes")
        yield connection


def test_no_date_no_hedge_and_no_link_fails_it(published: World, warehouse: duckdb.DuckDBPyConnection) -> None:
    assert warehouse.execute(published.compiled("an_echo_tightens_no_bound")).fetchall() == []


def test_a_hedge_that_was_not_heard_fails_it(published: World, warehouse: duckdb.DuckDBPyConnection) -> None:
    warehouse.execute("create temp view deaf as select * replace (a0_low as told_a0_low) from warehouse.intermediate.int_claims_dated")
    asked = published.compiled("an_echo_tightens_no_bound").replace('"warehouse"."intermediate"."int_claims_dated"', "deaf")
    assert len(warehouse.execute(asked).fetchall()) > CLAIMS / 20
