"""The record in ``raw/`` as a whole, refreshed once: what it must say, and that every point of it can be followed home."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from world import World

from orchestration import contexts, settings
from orchestration.model.vocabulary import SERIES_MEASURES

NATIONAL = "population = 'all' and place = 'national'"
JUNE_2023 = date(2023, 6, 30)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The record and a release of it; the notebooks' tests make and share the same one."""
    base = tmp_path_factory.getbasetemp()
    var: Path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    world = World(settings.ROOT / "raw", var)
    with FileLock(f"{var}.lock"):
        if not (var / "releases" / "current").exists():
            world.refresh(DETENTION_TODAY=str(datetime.now(UTC).date()))
    return world


@pytest.fixture(scope="module")
def context(record: World) -> str:
    """The context that the record is about."""
    ((found,),) = record.ask("select distinct context_id from series_arrests")
    assert found in contexts.available()
    return str(found)


def test_arrests_over_all_origins_end_where_the_register_and_the_organisations_leave_room(record: World, context: str) -> None:
    point = f"from series_arrests where context_id = '{context}' and origin_id = 'all' and {NATIONAL} and assumption_set = 'A1'"
    ((low, high),) = record.ask(f"select bound_low, bound_high {point} order by month_end desc limit 1")
    assert low is not None
    assert 90_000 <= low <= 100_000
    assert high is None or low <= high <= 100_000


def test_deaths_of_organisations_and_of_the_government_stand_apart(record: World, context: str) -> None:
    series = "series_custodial_deaths as s join dim_origins as o using (origin_id)"
    series += f" where s.context_id = '{context}' and s.assumption_set = 'A1' and {NATIONAL}"
    kinds = {kind for (kind,) in record.ask(f"select distinct o.origin_kind from {series}")}
    assert {"ngo", "government"} <= kinds
    june = f"{series} and month_end = date '{JUNE_2023}'"
    government = record.ask(f"select bound_low, bound_high from {june} and o.origin_kind = 'government' and o.coverage = 'register'")
    organisations = record.ask(f"select bound_low from {june} and o.origin_kind = 'ngo' and bound_low is not null")
    assert 142 in {bound for point in government for bound in point}
    assert organisations
    assert max(low for (low,) in organisations) > 142


def test_the_record_holds_enough_to_speak(record: World) -> None:
    ((coded, extracted),) = record.ask(
        "select count(*) filter (where method = 'coded'), count(*) filter (where method = 'extracted') from fct_claims"
    )
    assert coded >= 900
    assert extracted >= 300


@pytest.mark.parametrize("measure", SERIES_MEASURES)
def test_no_point_rests_on_a_claim_that_leads_nowhere(record: World, measure: str) -> None:
    orphans = f"""
        with named as (select distinct unnest(reported_claims || bound_low_claims || bound_high_claims) as claim_id from series_{measure})
        select named.claim_id, lineage.document_id
        from named
        left join lineage on named.claim_id = lineage.claim_id
        left join dim_documents as documents on lineage.document_id = documents.document_id
        where documents.document_id is null or coalesce(lineage.sentence, lineage.coding_id) is null
    """
    assert record.ask(orphans) == []


@pytest.mark.parametrize("measure", SERIES_MEASURES)
def test_every_national_lower_bound_names_its_claims_and_they_say_so(record: World, measure: str) -> None:
    points = (
        f"select month_end, bound_low, bound_low_claims from series_{measure} where bound_low is not null and assumption_set = 'A1' and {NATIONAL}"
    )
    rows = record.ask(points)
    assert measure == "facility_capacity" or rows
    assert [month for month, _, claims in rows if not claims] == []
    wrong = f"""
        select points.month_end, points.bound_low, claims.claim_id, claims.a1_low
        from ({points}) as points, unnest(points.bound_low_claims) as named (claim_id)
        left join fct_claims as claims on named.claim_id = claims.claim_id
        group by all
        having points.bound_low > coalesce(min(claims.a1_low), -1)
    """
    assert record.ask(wrong) == []


def test_what_is_set_aside_says_why_and_what_to_do(record: World) -> None:
    assert record.ask("select item from quarantine where coalesce(trim(reason), '') = '' or coalesce(trim(remedy), '') = ''") == []
    assert record.ask("select count(*) < 20 from quarantine") == [(True,)]
