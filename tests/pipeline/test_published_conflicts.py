"""Figures that cannot all hold never stop a refresh: they are published, marked, with a conflict that names them."""

import pytest
import small_raw
from world import World


@pytest.fixture(scope="module")
def contradicted(published: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which a register counts more women than people, and whose total falls, after a refresh of it."""
    world = published.copied(tmp_path_factory.mktemp("contradicted"))
    document = small_raw.DOCUMENTS[2].folder
    for number, value, day, population in ((41, 61234, "2023-06-30", "women"), (42, 41111, "2023-05-31", "all"), (43, 39222, "2023-06-15", "all")):
        small_raw.append_coding(world.raw, small_raw.coding(number, document, small_raw.REGISTER, "arrests", value, day, population=population))
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
    assert any("41,111" in earlier and "39,222" in later for earlier, later in said)
    contested = "select bool_or(contested), bool_and(bound_low is not null) from series_arrests where population = 'all' and month_end = '2023-05-31'"
    assert contradicted.ask(contested) == [(True, True)]


def test_windows_of_claims_that_contradict_one_another_have_both_envelopes(contradicted: World) -> None:
    rules = {rule for (rule,) in contradicted.ask("select distinct rule from series_windows where measure = 'arrests' and population = 'all'")}
    assert {"union of consistent subsets", "intersection of consistent subsets"} <= rules
