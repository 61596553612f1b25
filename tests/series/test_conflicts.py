import random
from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from series_worlds import START, any_claims, can_all_hold, claim, flow

from orchestration.series.conflicts import MOST_TESTS, Conflict, Tested, conflicts, consistent_subsets, irreducible, undisputed
from orchestration.series.windows import Counter, Evidence, RateCap

COUNTER = Counter(START)
CAPPED = Counter(START, (RateCap("at_most_4_a_day", 4),))
seeds = st.integers(0, 10**9)
counters = st.sampled_from([COUNTER, CAPPED])


def claims_of(seed: int, most: int = 7) -> list[Evidence]:
    return any_claims(random.Random(seed), most)  # noqa: S311 - cases, not secrets


def subsets(claims: list[Evidence], fewest: int = 0) -> list[frozenset[str]]:
    return [frozenset(said.claim_id for said in some) for size in range(fewest, len(claims) + 1) for some in combinations(claims, size)]


def holds(claims: list[Evidence], names: frozenset[str], counter: Counter) -> bool:
    return can_all_hold([said for said in claims if said.claim_id in names], counter.caps)


@given(seeds, counters)
def test_every_irreducible_conflict_is_found_and_nothing_else(seed: int, counter: Counter) -> None:
    claims = claims_of(seed)
    contradictory = [some for some in subsets(claims) if not holds(claims, some, counter)]
    least = {some for some in contradictory if not any(other < some for other in contradictory)}
    found = conflicts(counter, claims)
    assert found.is_complete
    assert {frozenset(conflict.claims) for conflict in found.found} == least


@given(seeds, counters)
def test_every_removal_settles_its_conflicts_and_none_of_it_can_stay(seed: int, counter: Counter) -> None:
    claims = claims_of(seed)
    found = conflicts(counter, claims)
    everybody = frozenset(said.claim_id for said in claims)
    for conflict in found.found:
        assert conflict.removable
        apart = [other for other in found.found if not set(other.claims) & {name for removal in conflict.removable for name in removal}]
        kept = everybody - {name for other in apart for name in other.claims}
        for removal in conflict.removable:
            assert set(removal) & set(conflict.claims)
            assert holds(claims, kept - set(removal), counter)
            for name in removal:
                assert not holds(claims, kept - set(removal) | {name}, counter)


@given(seeds, counters)
def test_the_consistent_subsets_are_all_the_maximal_ones(seed: int, counter: Counter) -> None:
    claims = claims_of(seed)
    consistent = [some for some in subsets(claims) if holds(claims, some, counter)]
    largest = {some for some in consistent if not any(some < other for other in consistent)}
    found, are_all = consistent_subsets(conflicts(counter, claims), claims, most=1_000)
    if are_all:
        assert {frozenset(said.claim_id for said in some) for some in found} == largest
    assert {frozenset(said.claim_id for said in some) for some in found} <= largest


@given(seeds, counters)
def test_the_least_change_settles_the_conflict_and_names_who_makes_it(seed: int, counter: Counter) -> None:
    claims = claims_of(seed)
    for conflict in conflicts(counter, claims).found:
        members = [said for said in claims if said.claim_id in conflict.claims]
        changes = {said.claim_id: counter.least_change(members, said.claim_id) for said in members}
        assert conflict.least_change == changes[conflict.least_change_claim] == min(changes.values()) > 0


@given(seeds)
def test_the_order_of_claims_never_matters(seed: int) -> None:
    claims = claims_of(seed)
    assert conflicts(COUNTER, claims) == conflicts(COUNTER, claims[::-1])


@given(seeds, counters)
def test_what_is_undisputed_can_hold(seed: int, counter: Counter) -> None:
    assert can_all_hold(undisputed(counter, claims_of(seed))[0], counter.caps)


def test_claims_that_agree_have_no_conflict() -> None:
    claims = [claim("a", 5, 9, 3), claim("b", 7, None, 8)]
    assert conflicts(COUNTER, claims).found == ()
    assert irreducible(Tested(COUNTER), claims) == ()
    assert undisputed(COUNTER, claims) == (tuple(claims), True)


def test_a_claim_can_contradict_itself() -> None:
    (conflict,) = conflicts(COUNTER, [claim("swapped", 60, 40, 3)]).found
    assert conflict == Conflict(("swapped",), (), 10, "swapped", (("swapped",),))


def test_three_claims_can_contradict_one_another_while_each_two_agree() -> None:
    claims = [flow("spring", 60, None, (1, 1), (30, 30)), flow("summer", 60, None, (31, 31), (60, 60)), claim("total", None, 100, 60)]
    (conflict,) = conflicts(COUNTER, claims).found
    assert conflict.claims == ("spring", "summer", "total")
    assert (conflict.least_change, conflict.least_change_claim) == (20, "total")


def test_an_assumption_is_named_only_where_there_is_no_conflict_without_it() -> None:
    claims = [claim("sudden", 90, None, 10), claim("high", 9, None, 20), claim("low", None, 3, 25)]
    found = {conflict.claims: conflict.assumptions for conflict in conflicts(CAPPED, claims).found}
    # sudden and low contradict each other too, but under the cap sudden alone is contradiction enough
    assert found == {("sudden",): ("at_most_4_a_day",), ("high", "low"): ()}
    assert {conflict.claims for conflict in conflicts(COUNTER, claims).found} == {("high", "low"), ("low", "sudden")}


@pytest.mark.parametrize("pairs", [3, 9])
def test_a_search_that_is_cut_short_says_so(pairs: int) -> None:
    claims = [
        made
        for number in range(pairs)
        for made in (
            flow(f"up{number}", 9, None, (number, number), (number, number)),
            flow(f"down{number}", None, 1, (number, number), (number, number)),
        )
    ]
    found = conflicts(COUNTER, claims, looks=40)
    assert found.is_complete == (2**pairs + pairs <= 40)
    assert len(found.found) == pairs, "what is known by then is given"
    some, are_all = consistent_subsets(found, claims, most=4)
    assert not are_all
    assert len(some) <= 4
    assert all(can_all_hold(subset) for subset in some)


class Counting:
    """A counter that counts how often it is asked."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.asked = counter, 0

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        self.asked += 1
        return self.counter.contradiction(evidence)

    def __getattr__(self, name: str) -> object:
        return getattr(self.counter, name)


def falling(number: int) -> list[Evidence]:
    """A total that is told anew every day, and is lower every time: each two of the claims contradict each other."""
    return [claim(f"c{at:04}", 100 * (number - at), 100 * (number - at), 1 + at) for at in range(number)]


@pytest.mark.parametrize("number", [300, 1_000])
def test_however_many_claims_contradict_one_another_the_tests_of_a_series_are_bounded(number: int) -> None:
    model, claims = Counting(COUNTER), falling(number)
    shared = Tested(model)
    found = conflicts(shared, claims)
    rest, is_settled = undisputed(shared, [said for said in claims if said.claim_id not in found.disputed])
    # a search that has begun ends: two claims and the look that found them; and two tests of each conflict that is listed
    assert model.asked <= MOST_TESTS + 3 + 2 * len(found.found)
    assert not found.is_complete
    assert found.disputed == {said.claim_id for said in claims}, "no claim in a contradiction is left out, searched or not"
    assert (rest, is_settled) == ((), True)
    assert not undisputed(COUNTER, claims)[1], "setting them aside two by two takes more tests than there are"


def test_a_pair_of_a_search_cut_short_is_the_widest_of_one_of_its_claims() -> None:
    claims = falling(100)
    found = conflicts(COUNTER, claims, looks=1)
    (searched,) = found.found
    by_id = {said.claim_id: said for said in claims}
    for pair in found.pairs:
        first, last = (by_id[name] for name in pair.claims)
        assert "c0000" in pair.claims or "c0099" in pair.claims, "nothing is further from a claim than the first or the last"
        assert pair.least_change == first.low - last.high
        assert pair.removable == ()
    assert {name for pair in found.pairs for name in pair.claims} >= by_id.keys() - set(searched.claims)


def test_a_long_contradiction_is_thinned_by_halves_to_what_is_irreducible() -> None:
    parts = [flow(f"f{at:03}", 10, None, (at, at), (at, at)) for at in range(1, 201)]
    model = Counting(COUNTER)
    members = irreducible(Tested(model), [*parts, claim("total", None, 19, 200)])
    assert not COUNTER.contradiction(members[1:])
    assert len(members) == 3, "of the two hundred any two are more than the total"
    assert model.asked < 60


def test_not_more_conflicts_are_listed_than_asked_for() -> None:
    claims = [claim(f"up{number}", 9, None, 3) for number in range(5)] + [claim("down", None, 1, 5)]
    found = conflicts(COUNTER, claims, most=2)
    assert len(found.found) == 2
    assert not found.is_complete


def test_subsets_keep_each_side_of_every_conflict_in_turn() -> None:
    claims = [
        claim("high", 9, None, 3),
        claim("low", None, 1, 5),
        flow("more", 9, None, (10, 10), (10, 10)),
        flow("less", None, 1, (10, 10), (10, 10)),
    ]
    found, are_all = consistent_subsets(conflicts(COUNTER, claims), claims)
    assert are_all
    assert {frozenset(said.claim_id for said in some) for some in found} == {frozenset(pair) for pair in product(("high", "low"), ("more", "less"))}
