"""What moved from release to release, and why: one world in which documents come, then a judgement, a recoding and a retraction."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pytest
import small_raw
from additions import CODINGS
from world import World

HELD = next(row for row in small_raw.CODINGS if row["coding_id"] == "S009")
RECODED = HELD | {"value": "36900", "value_low": "36900", "value_high": "36900"}

FEBRUARY, MARCH, APRIL = date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 30)
HERE = f"context_id = '{small_raw.CONTEXT.code}'"
POINT = f"{HERE} and population = 'all' and place = 'national' and origin_id = 'all' and assumption_set = 'A1'"


@dataclass(frozen=True)
class History:
    """The world after all refreshes, and its releases in their order."""

    world: World
    releases: list[str]

    def moved(self, one: int, other: int, measure: str) -> dict[date, tuple[Any, ...]]:
        """Bounds before and after, and causes, of the national points over all origins, by month."""
        asked = f"from what_changed('{self.releases[one]}', '{self.releases[other]}') where measure = '{measure}' and {POINT}"
        rows = self.world.ask(f"select month_end, old_bound_low, new_bound_low, old_bound_high, new_bound_high, causes {asked}")
        return {month: tuple(values) for month, *values in rows}

    def claim(self, coding_id: str) -> tuple[str, str]:
        """Key and fingerprint of a coded claim."""
        ((claim_id, fingerprint),) = self.world.ask(f"select claim_id, fingerprint from fct_claims where coding_id = '{coding_id}'")
        return claim_id, fingerprint


def judge(world: World, *lines: dict[str, Any]) -> None:
    common = {"role": "reviewer", "decided_at": "2024-06-01T09:00:00Z", "reason": "Looked at again."}
    with (world.raw / "judgements" / "2024.jsonl").open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(common | line) + "\n" for line in lines)


@pytest.fixture(scope="module")
def history(published: World, added: World, tmp_path_factory: pytest.TempPathFactory) -> History:
    """The small raw, then with what was added to it, then judged and recoded."""
    world = added.copied(tmp_path_factory.mktemp("changes"))
    history = History(world, [published.current().name, added.current().name])
    arrested, died, released = (history.claim(coding_id) for coding_id in ("S017", "S018", "S016"))
    judge(
        world,
        {"judgement_id": "J1", "kind": "correct", "claim_id": arrested[0], "judged": arrested[1], "field": "value", "from": 50123, "to": 50200},
        {"judgement_id": "J2", "kind": "reject", "claim_id": died[0], "judged": died[1]},
        {"judgement_id": "J3", "kind": "retract", "claim_id": released[0], "judged": released[1], "withdrawn_on": "2024-05-01"},
    )
    small_raw.write_codings(world.raw, [*(RECODED if row is HELD else row for row in small_raw.CODINGS), *CODINGS])
    world.refresh()
    history.releases.append(world.current().name)
    return history


def test_before_the_first_release_nothing_has_changed(published: World) -> None:
    assert published.ask("from changes") == []


def test_a_new_document_moves_the_points_it_speaks_of_and_no_other(history: History) -> None:
    arrests = history.moved(0, 1, "arrests")
    assert arrests[FEBRUARY] == (46001, 46001, None, 50123, ["new document"])
    assert arrests[MARCH] == (46001, 50123, None, 50123, ["new document"])
    assert arrests[APRIL] == (46001, 50123, None, None, ["new document"])
    assert history.moved(0, 1, "custodial_deaths")[MARCH] == (131, 140, None, None, ["new document"])
    assert history.moved(0, 1, "releases") == {}, "the calendar goes one month further, and that moves nothing"
    assert history.moved(0, 1, "persons_held") == {}
    ((appeared, others),) = history.world.ask(
        "select list_sort(list_distinct(flatten(list(claims_appeared)))), sum(len(claims_gone) + len(claims_changed))"
        f" from changes where release = '{history.releases[1]}' and {HERE} and place = 'national'"
    )
    assert appeared == sorted(history.claim(coding_id)[0] for coding_id in ("S017", "S018"))
    assert others == 0


def test_a_judgement_a_recoding_and_a_retraction_are_each_named_where_they_moved_something(history: History) -> None:
    # 50,200 is round to the hundred: under A1 it is any number from 50,150 to 50,249
    assert history.moved(1, 2, "arrests")[MARCH] == (50123, 50150, 50123, 50249, ["judgement"])
    assert history.moved(1, 2, "custodial_deaths")[MARCH] == (140, 131, None, None, ["judgement"])
    # by its card this counter leaves out who is held on other grounds: over all origins it bounds nothing from above
    assert history.moved(1, 2, "persons_held") == {date(2023, 12, 31): (36650, 36850, None, None, ["recoding"])}
    assert history.moved(1, 2, "releases")[date(2023, 10, 31)][4] == ["source correction"]
    changed = history.world.ask(f"select distinct claims_changed from changes where release = '{history.releases[2]}' and measure = 'releases'")
    assert changed == [([history.claim("S016")[0]],)]


def test_over_two_releases_the_first_old_and_the_last_new_values_stand_with_all_causes(history: History) -> None:
    assert history.moved(0, 2, "arrests")[MARCH] == (46001, 50150, None, 50249, ["judgement", "new document"])
    assert history.moved(0, 2, "custodial_deaths") == {}, "what came and was rejected leaves no difference"
    assert history.moved(0, 2, "persons_held") == history.moved(1, 2, "persons_held")


def test_the_releases_can_be_named_in_either_order_and_must_exist(history: History) -> None:
    one, other, last = history.releases
    assert history.world.ask(f"from what_changed('{last}', '{one}')") == history.world.ask(f"from what_changed('{one}', '{last}')")
    assert history.world.ask(f"from what_changed('{other}', '{other}')") == []
    with pytest.raises(duckdb.Error, match="there is no such release"):
        history.world.ask(f"from what_changed('{one}', 'never')")


def test_what_moved_is_what_the_two_files_say_differently(history: History) -> None:
    """The claims' own comparison apart: the points of the releases are read from their files again."""
    values = "bound_low, bound_high, reported_low, reported_high, contested"
    key = "context_id, population, place, origin_id, month_end, assumption_set"
    for one, other in ((0, 1), (1, 2)):
        for measure in ("arrests", "releases", "custodial_deaths", "persons_held", "facility_capacity"):
            files = [f"'{history.world.releases / history.releases[n] / 'parquet' / f'series_{measure}.parquet'}'" for n in (one, other)]
            ends = history.world.ask(f"select max(month_end) from {files[0]}")[0][0]
            both = f"((select {key}, {values} from {files[0]}) except (select {key}, {values} from {files[1]}))"
            both += f" union ((select {key}, {values} from {files[1]}) except (select {key}, {values} from {files[0]}))"
            differing = history.world.ask(f"select distinct {key} from ({both}) where month_end <= '{ends}' order by all")
            told = f"select distinct {key} from what_changed('{history.releases[one]}', '{history.releases[other]}')"
            assert history.world.ask(f"{told} where measure = '{measure}' and month_end <= '{ends}' order by all") == differing


def test_while_the_code_stays_as_it_is_the_method_is_no_cause(history: History) -> None:
    assert history.world.ask("select count(*) > 0, count(*) filter (where list_contains(causes, 'method')) from changes") == [(True, 0)]
