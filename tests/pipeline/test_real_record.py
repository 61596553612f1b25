"""The record in ``raw/`` as a whole, refreshed once: what it must say, and that every point of it can be followed home."""

from datetime import date

import duckdb
import pytest
from world import World

from orchestration import contexts
from orchestration.model.vocabulary import SERIES_MEASURES

NATIONAL = "population = 'all' and place = 'national'"
WORDS = {"sentence", "coding"}
JUNE_2023 = date(2023, 6, 30)


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


def test_every_bound_of_a_window_names_at_least_one_claim(record: World) -> None:
    unnamed = "(low > 0 and len(low_claims) = 0) or (high is not null and len(high_claims) = 0)"
    assert record.ask(f"select * from series_windows where {unnamed}") == []
    assert record.ask("select count(*) > 0 from series_windows") == [(True,)]


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.soak)])
def test_every_claim_of_a_series_is_reachable_by_explain(record: World, every: int) -> None:
    """By its figure: every claim with what it says, a sentence or coding row, its document, origin and bounds. Every eighth figure, or all."""
    points = [
        f"select unnest(reported_claims || bound_low_claims || bound_high_claims) as claim_id from series_{measure}" for measure in SERIES_MEASURES
    ]
    named = " union ".join([*points, "select unnest(low_claims || high_claims) from series_windows"])
    figures = record.ask(f"select figure_id, list(claim_id) from fct_claims where claim_id in ({named}) group by figure_id")
    unreached = []
    with duckdb.connect(str(record.database()), read_only=True) as connection:
        for figure, claims in sorted(figures)[::every]:
            told: dict[str, set[str]] = {claim: set() for claim in claims}
            for claim, what in connection.execute("select claim_id, what from explain(?)", [figure]).fetchall():
                told.setdefault(claim, set()).add(what)
            unreached += [
                claim for claim in claims if not (told[claim] >= {"claim", "document", "address", "text", "origin"} and told[claim] & WORDS)
            ]
            unreached += [claim for claim in claims if not told[claim] & {"lower bound", "upper bound", "reported", "windows"}]
    assert sum(len(claims) for _, claims in figures) > 500
    assert unreached == []
    assert record.ask(f"select claim_id from ({named}) where claim_id not in (select claim_id from fct_claims where figure_id is not null)") == []
