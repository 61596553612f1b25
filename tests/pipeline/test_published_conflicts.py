"""Figures that cannot all hold never stop a refresh: they are published, marked, with a conflict that names them."""

from world import World


def test_a_part_above_its_whole_is_published_as_a_conflict(disputed: World) -> None:
    found = disputed.ask(
        "select population, status, len(claims), least_change > 0 from conflicts where kind = 'part_above_whole' and origin_id = 'all'"
    )
    assert ("women", "open", 2, True) in found


def test_a_total_that_falls_is_published_as_a_conflict_of_its_origin_and_its_months_are_contested(disputed: World) -> None:
    said = disputed.ask("select said[1], said[2] from conflicts where kind = 'falling_cumulative' and origin_id <> 'all'")
    assert any("41,111" in one + two and "39,222" in one + two for one, two in said)
    contested = "select bool_or(contested), bool_and(bound_low is not null) from series_arrests where population = 'all' and month_end = '2023-05-31'"
    assert disputed.ask(contested) == [(True, True)]


def test_windows_of_claims_that_contradict_one_another_have_both_envelopes(disputed: World) -> None:
    rules = {rule for (rule,) in disputed.ask("select distinct rule from series_windows where measure = 'arrests' and population = 'all'")}
    assert {"union of consistent subsets", "intersection of consistent subsets"} <= rules


def test_what_is_told_again_opens_no_conflict_of_its_own_and_is_explained_by_that_of_its_voice(disputed: World) -> None:
    ids = dict(disputed.ask("select coding_id, claim_id from fct_claims where coding_id in ('S042', 'S044', 'S045')"))
    in_conflict = "select distinct conflict_id, kind, list_contains(claims, '{0}'), list_contains(echo_claims, '{0}') from conflicts"
    asked = " where kind = 'falling_cumulative' and list_contains(claims || echo_claims, '{0}') order by all"
    led, *repeated = [disputed.ask((in_conflict + asked).format(ids[coding])) for coding in ("S042", "S044", "S045")]
    assert led
    assert {row[2:] for row in led} == {(True, False)}
    for found in repeated:
        assert [row[:2] for row in found] == [row[:2] for row in led]
        assert {row[2:] for row in found} == {(False, True)}
    said = [disputed.ask(f"select words from explain('{claim}') where what = 'conflict'") for claim in ids.values()]
    assert said[0] == said[1] == said[2] != []
    assert "41,111" not in str(said), "nothing cannot hold together with what it repeats"


def test_the_figure_of_another_population_is_published_as_such(disputed: World) -> None:
    ((claim,),) = disputed.ask("select claim_id from fct_claims where coding_id = 'S046'")
    said = disputed.ask(f"select distinct kind from conflicts where population = 'all' and list_contains(claims, '{claim}')")
    assert said == [("population",)]


def test_facilities_that_hold_more_than_the_whole_are_published_as_one_conflict(disputed: World) -> None:
    found = disputed.ask("select distinct conflict_id, kind, place, len(claims), least_change > 0 from conflicts where measure = 'persons_held'")
    assert [row[1:] for row in found] == [("part_above_whole", "national", 4, True)]


def test_none_is_published_as_none(disputed: World) -> None:
    in_january = "population = 'minors' and origin_id <> 'all' and month_end = '2023-01-31'"
    assert disputed.ask(f"select distinct bound_low, bound_high from series_custodial_deaths where {in_january}") == [(0, 0)]
