"""The macro ``explain``: what a number rests on, step by step, in the published file of the small raw and of one that was disputed and judged."""

from collections.abc import Iterator

import duckdb
import pytest
from world import World

Steps = list[tuple[str, str]]


def explained(world: World, asked: str) -> Steps:
    return [(what, words) for what, words in world.ask(f"select what, words from explain('{asked}')")]


def words(steps: Steps, what: str) -> list[str]:
    return [said for name, said in steps if name == what]


def claim_of(world: World, coding: str) -> str:
    ((found,),) = world.ask(f"select claim_id from fct_claims where coding_id = '{coding}'")
    return str(found)


def test_the_caption_comes_first_and_then_what_it_rests_on(published: World) -> None:
    (first, caption), (second, support), *_ = explained(published, claim_of(published, "S001"))
    assert (first, second) == ("figure", "rests on")
    assert caption.startswith("At least 91 deaths in custody in ")
    assert caption.endswith(" to 2023-03-31, according to Open Cells Network (Open Cells Network, 2023-04-12)")
    assert support.startswith("1 claim in 1 document; 1 independent origin; 0 of the claims repeat others; 0 are machine readings")


def test_a_sentence_stands_between_its_neighbours_and_leads_to_its_document(published: World) -> None:
    steps = explained(published, claim_of(published, "S003"))
    assert words(steps, "sentence before") == ["Open Cells Network counted at least 91 deaths in custody up to 31 March 2023, eight of them women."]
    assert words(steps, "sentence") == ["The network says that more than 30,000 people had been arrested by then."]
    assert words(steps, "sentence after") == []
    assert words(steps, "coding") == ["row S003"]
    assert words(steps, "document") == ["first year (Open Cells Network, ngo), published 2023-04-12, known from page"]
    assert words(steps, "address") == ["https://example.org/open_cells_network/first-year"]
    (text,) = words(steps, "text")
    assert text.startswith("an abstract in the project's own words")
    assert text.endswith("; rights: invented")


def test_a_claim_names_the_bounds_it_makes_with_the_rule(published: World) -> None:
    steps = explained(published, claim_of(published, "S001"))
    # from May 2023 on a paper tells of 95
    own = "at least 91 deaths in custody by the end of every month from 2023-03 to 2023-04 (Open Cells Network, national; A0, A1, A2)"
    assert f"{own}; rule: a total once reached never falls" in words(steps, "lower bound")
    assert "at least 91 and at most" not in " ".join(words(steps, "read as")), "at least says nothing of the most"
    ((windows,),) = published.ask(
        f"select count(distinct (from_date, to_date)) from series_windows where origin_id = 'all' and population = 'all'"
        f" and list_contains(low_claims || high_claims, '{claim_of(published, 'S001')}')"
    )
    assert any(said.startswith(f"helps to bound {windows} window") and "(over all origins, national;" in said for said in words(steps, "windows"))


def test_an_upper_bound_and_a_stock_name_their_rules(published: World) -> None:
    capped = words(explained(published, claim_of(published, "S004")), "upper bound")
    assert any(said.startswith("at most 38,412 arrests by the end of ") and "a total not yet passed was not passed before" in said for said in capped)
    held = words(explained(published, claim_of(published, "S009")), "lower bound")
    assert any("people held in 2023-12 (over all origins, national;" in said and "what is said of the month" in said for said in held)


def test_a_claim_in_no_series_says_why(published: World) -> None:
    assert words(explained(published, claim_of(published, "S015")), "no bound") == ["in no monthly series: not asserted: planned"]
    assert words(explained(published, claim_of(published, "S014")), "no bound") == ["in no monthly series: a flow, not a running total"]


def test_what_contradicts_a_claim_is_named_with_the_least_change(published: World) -> None:
    (said,) = [said for said in words(explained(published, claim_of(published, "S005")), "conflict") if "At least 91 " in said]
    assert said.startswith("open, ")
    assert "Least change: 27 (A0, A1, A2; 1 conflict" in said


def test_a_figure_explains_each_of_its_claims(disputed: World) -> None:
    ((figure,),) = disputed.ask("select figure_id from fct_claims where coding_id = 'S101'")
    ((caption,),) = disputed.ask(f"select caption from fct_figures where figure_id = '{figure}'")
    steps = explained(disputed, figure)
    assert words(steps, "figure") == [caption]
    claims = {claim for (claim,) in disputed.ask(f"select claim_id from fct_claims where figure_id = '{figure}'")}
    assert {claim for (claim,) in disputed.ask(f"select claim_id from explain('{figure}') where what = 'claim'")} == claims


def test_a_retelling_names_the_voice_and_what_it_changed_and_the_voice_names_the_retelling(disputed: World) -> None:
    voice, retelling = claim_of(disputed, "S001"), claim_of(disputed, "S101")
    (repeats,) = words(explained(disputed, retelling), "repeats")
    assert repeats.startswith("At least 91 deaths in custody")
    assert f"[{voice}]" in repeats
    assert any(
        said.startswith("lost bound: ") and said.endswith(f"[{voice}]") for said in words(explained(disputed, retelling), "changed in retelling")
    )
    assert any(said.endswith(f"[{retelling}]") for said in words(explained(disputed, voice), "repeated by"))
    assert any(said.startswith("lost bound: ") and said.endswith(f"[{retelling}]") for said in words(explained(disputed, voice), "changed by others"))


def test_a_judgement_is_told_with_role_day_and_reason(disputed: World) -> None:
    said = words(explained(disputed, claim_of(disputed, "S005")), "judgement")
    assert said == ["accept, by a reviewer on 2024-05-02: The account gives this number. (J2024-0001, standing)"]


def test_the_command_prints_what_the_macro_says(published: World) -> None:
    claim = claim_of(published, "S001")
    asked = published.run("explain", claim)
    assert asked.returncode == 0
    printed = "".join(asked.stdout.split())
    assert all("".join(said.split()) in printed for _, said in explained(published, claim))
    assert f"claim{claim}" in printed


@pytest.mark.parametrize("asked", ["", "abc", "%", "zzzzzzzz"])
def test_what_is_no_id_has_no_explanation(published: World, asked: str) -> None:
    assert explained(published, asked) == []


def test_six_letters_that_one_id_begins_with_are_enough(published: World) -> None:
    claim = claim_of(published, "S001")
    assert explained(published, claim[:6].upper()) == explained(published, claim)
    assert explained(published, claim[:5]) == []


@pytest.fixture
def alike(published: World) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published relations, with claims whose ids all begin alike."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published.database()}' as release (read_only)")
        (macro,) = connection.execute("select macro_definition from duckdb_functions() where function_name = 'explain'").fetchone() or ("",)
        for (table,) in connection.execute("select table_name from duckdb_tables() where database_name = 'release'").fetchall():
            connection.execute(f"create view {table} as from release.{table}")
        connection.execute("create or replace view fct_claims as select * replace ('c0ffee' || claim_id as claim_id) from release.fct_claims")
        connection.execute(f"create macro explain(id) as table {macro}")
        yield connection


def test_a_beginning_that_several_ids_share_means_none_of_them(alike: duckdb.DuckDBPyConnection, published: World) -> None:
    assert alike.execute("select count(*) from explain('c0ffee')").fetchone() == (0,)
    assert alike.execute(f"select count(*) > 3 from explain('c0ffee{claim_of(published, 'S001')}')").fetchone() == (True,)
