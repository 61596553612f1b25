"""Tables go all the way: their figures are published with their cells, their contradictions are conflicts, and their editions are vintages."""

import counted_tables
import pytest
from invented_tables import FORM
from world import World


@pytest.fixture(scope="module")
def of_tables() -> str:
    """The rows of the contexts that the tables count in."""
    return f"context_id in {counted_tables.counted_in()}"


def test_the_two_totals_of_deaths_of_a_form_are_a_conflict(spoilt: World, of_tables: str) -> None:
    found = spoilt.ask(
        "select list_sort(list(fct_claims.value)), any_value(conflicts.least_change) from conflicts"
        " inner join fct_claims on list_contains(conflicts.claims, fct_claims.claim_id)"
        " where conflicts.measure = 'custodial_deaths' and conflicts.origin_id = 'all' and conflicts.assumption_set = 'A1'"
        f" and conflicts.{of_tables} group by conflict_id"
    )
    assert found == [([4, 5], 1)]


def test_people_held_that_do_not_follow_from_entries_and_exits_are_a_conflict(spoilt: World, of_tables: str) -> None:
    # 300 held, 72 brought in and 52 let out give 320 at most, whoever died; the form says 350
    found = spoilt.ask(f"select kind, least_change from conflicts where assumption_set = 'A0+stock_identity' and {of_tables}")
    assert found == [("stock_beyond_flows", 30)]


def test_a_sum_and_a_cell_name_their_cells_wherever_they_are_explained(spoilt: World, of_tables: str) -> None:
    traces = dict(
        spoilt.ask(
            "select distinct any_value(fct_claims.locator), trace from lineage inner join fct_claims using (claim_id)"
            f" where fct_claims.{of_tables} group by trace"
        )
    )
    assert set(traces.values()) == {"table cell", "sum of table cells"}
    ((claim,),) = spoilt.ask("select claim_id from fct_claims where locator = 'sum of H2:H3'")
    steps = dict(spoilt.ask(f"select what, words from explain('{claim}')"))
    assert steps["where"] == "sum of H2:H3; added up here from 2 cells"
    assert f"read by raw/{counted_tables.SECTION}/{FORM}" in steps["text"]


def test_each_edition_is_a_vintage_of_one_series(spoilt: World, of_tables: str) -> None:
    query = (
        "select reported_low from series_custodial_deaths_as_known(date '{day}') where origin_id = 'all' and population = 'all'"
        f" and assumption_set = 'A1' and month_end = date '{{month}}' and {of_tables}"
    )
    for day, month, reported in (("2019-12-31", "2019-03-31", 12), ("2020-12-31", "2019-03-31", None), ("2020-12-31", "2020-03-31", 16)):
        assert spoilt.ask(query.format(day=day, month=month)) == [(reported,)], (day, month)
    revised = spoilt.ask(
        "select value, cast(known_from as varchar), cast(known_to as varchar) from claim_versions"
        " where population = 'all' and basis = 'flow' and start_first = date '2018-04-01' and as_of_last = date '2019-03-31'"
        f" and {of_tables} order by known_from"
    )
    assert revised == [(5, "2019-07-31", "2020-10-20"), (6, "2020-10-20", None)]


def test_no_edition_contradicts_the_one_it_replaces(spoilt: World) -> None:
    ((context,),) = spoilt.ask("select distinct context_id from fct_claims where starts_with(locator, 'sheet')")
    assert spoilt.ask(f"select count(*) from conflicts where context_id = '{context}'") == [(0,)]


def test_a_form_whose_columns_moved_is_in_quarantine_and_the_others_are_published(spoilt: World, of_tables: str) -> None:
    ((item, *said), *_) = spoilt.ask("select item, place, reason from quarantine where stage = 'tables' order by place")
    assert item.endswith("2018-06-01_table")
    assert said == ["document.csv: cell H1", "expected the column 'stock', found 'entries'; it stands in I1"]
    assert spoilt.ask(f"select count(distinct document_id) from fct_claims where {of_tables}") == [(3,)]
