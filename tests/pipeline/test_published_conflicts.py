"""Figures that cannot all hold never stop a refresh: they are published, marked, with a conflict that names them."""

import pytest
import small_raw
from world import World


@pytest.fixture(scope="module")
def contradicted(published: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which a register counts more women than people and more people in three prisons than in all, and whose total falls and is retold."""
    world = published.copied(tmp_path_factory.mktemp("contradicted"))
    document = small_raw.DOCUMENTS[2].folder
    for number, value, day, population in ((41, 61234, "2023-06-30", "women"), (42, 41111, "2023-05-31", "all"), (43, 39222, "2023-06-15", "all")):
        small_raw.append_coding(world.raw, small_raw.coding(number, document, small_raw.REGISTER, "arrests", value, day, population=population))
    paper = small_raw.DOCUMENTS[5].folder
    for number, cells in ((44, {}), (45, {"period_is_implied": "true"})):
        small_raw.append_coding(world.raw, small_raw.coding(number, paper, small_raw.REGISTER, "arrests", 41111, "2023-05-31", **cells))
    small_raw.append_coding(world.raw, small_raw.coding(46, paper, small_raw.REGISTER, "arrests", 5120, "2024-01-31"))
    small_raw.append_coding(world.raw, small_raw.coding(47, paper, small_raw.REGISTER, "custodial_deaths", 0, "2023-01-31", population="minors"))
    facilities = [facility.names[0] for facility in small_raw.CONTEXT.facilities.values()][:3]
    for number, place in enumerate(facilities, 51):
        cells = {"basis": "stock", "place": place, "qualifier": "at_least"}
        small_raw.append_coding(world.raw, small_raw.coding(number, paper, small_raw.REGISTER, "persons_held", 15_000, "2023-12-29", **cells))
    ended = world.run("refresh")
    assert ended.returncode == 0, ended.stderr
    return world


def test_a_part_above_its_whole_is_published_as_a_conflict(contradicted: World) -> None:
    found = contradicted.ask(
        "select population, status, len(claims), least_change > 0 from conflicts where kind = 'part_above_whole' and origin_id = 'all'"
    )
    assert ("women", "open", 2, True) in found


def test_a_total_that_falls_is_published_as_a_conflict_of_its_origin_and_its_months_are_contested(contradicted: World) -> None:
    said = contradicted.ask("select said[1], said[2] from conflicts where kind = 'falling_cumulative' and origin_id <> 'all'")
    assert any("41,111" in one + two and "39,222" in one + two for one, two in said)
    contested = "select bool_or(contested), bool_and(bound_low is not null) from series_arrests where population = 'all' and month_end = '2023-05-31'"
    assert contradicted.ask(contested) == [(True, True)]


def test_windows_of_claims_that_contradict_one_another_have_both_envelopes(contradicted: World) -> None:
    rules = {rule for (rule,) in contradicted.ask("select distinct rule from series_windows where measure = 'arrests' and population = 'all'")}
    assert {"union of consistent subsets", "intersection of consistent subsets"} <= rules


def test_what_is_told_again_opens_no_conflict_of_its_own_and_is_explained_by_that_of_its_voice(contradicted: World) -> None:
    ids = dict(contradicted.ask("select coding_id, claim_id from fct_claims where coding_id in ('S042', 'S044', 'S045')"))
    in_conflict = "select distinct conflict_id, kind, list_contains(claims, '{0}'), list_contains(echo_claims, '{0}') from conflicts"
    asked = " where kind = 'falling_cumulative' and list_contains(claims || echo_claims, '{0}') order by all"
    led, *repeated = [contradicted.ask((in_conflict + asked).format(ids[coding])) for coding in ("S042", "S044", "S045")]
    assert led
    assert {row[2:] for row in led} == {(True, False)}
    for found in repeated:
        assert [row[:2] for row in found] == [row[:2] for row in led]
        assert {row[2:] for row in found} == {(False, True)}
    said = [contradicted.ask(f"select words from explain('{claim}') where what = 'conflict'") for claim in ids.values()]
    assert said[0] == said[1] == said[2] != []
    assert "41,111" not in str(said), "nothing cannot hold together with what it repeats"


def test_the_figure_of_another_population_is_published_as_such(contradicted: World) -> None:
    ((claim,),) = contradicted.ask("select claim_id from fct_claims where coding_id = 'S046'")
    said = contradicted.ask(f"select distinct kind from conflicts where population = 'all' and list_contains(claims, '{claim}')")
    assert said == [("population",)]


def test_facilities_that_hold_more_than_the_whole_are_published_as_one_conflict(contradicted: World) -> None:
    found = contradicted.ask("select distinct conflict_id, kind, place, len(claims), least_change > 0 from conflicts where measure = 'persons_held'")
    assert [row[1:] for row in found] == [("part_above_whole", "national", 4, True)]


def test_none_is_published_as_none(contradicted: World) -> None:
    in_january = "population = 'minors' and origin_id <> 'all' and month_end = '2023-01-31'"
    assert contradicted.ask(f"select distinct bound_low, bound_high from series_custodial_deaths where {in_january}") == [(0, 0)]
