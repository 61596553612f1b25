import random
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from series_worlds import (
    DAYS,
    EVE,
    MEASURES,
    START,
    claim,
    copied_later,
    day,
    known_on,
    stock,
    true_claims,
    with_retractions,
    world,
)

from orchestration.series.conflicts import conflicts
from orchestration.series.stock_cells import ClosedForm, stock_bounds
from orchestration.series.stocks import STOCK, Cell, Program, StockIdentity
from orchestration.series.windows import Bound, Counter, Evidence, RateCap, Windows

WORLDS = 240
EMPTY_BEFORE = StockIdentity(START, (0, 0))

ARRESTED = claim("arrested", 900, 900, 50)
RELEASED = claim("released", 300, 320, 50, measure="releases")
DIED = claim("died", 7, 7, 50, measure="custodial_deaths")
FLOWS_OF_DAY_50 = [ARRESTED, RELEASED, DIED]


def held(at: int) -> Cell:
    return Cell(STOCK, day(at), day(at))


def asked(identity: StockIdentity, claims: list[Evidence], *cells: Cell) -> list[Bound]:
    solved = stock_bounds(identity, claims, cells)
    assert {one.rule for one in solved} == {"linear program"}
    return [one.bound for one in solved]


def test_people_held_are_those_arrested_less_those_who_left() -> None:
    (bound,) = asked(EMPTY_BEFORE, FLOWS_OF_DAY_50, held(50))
    assert bound == Bound(900 - 320 - 7, 900 - 300 - 7, ["arrested", "died", "released"], ["arrested", "died", "released"])


def test_nothing_is_known_from_above_when_it_is_not_known_how_many_were_held_before() -> None:
    (bound,) = asked(StockIdentity(START, (0, None)), FLOWS_OF_DAY_50, held(50))
    assert (bound.low, bound.high) == (900 - 320 - 7, None)


def test_a_stock_bounds_the_releases_that_nobody_counted() -> None:
    claims = [ARRESTED, DIED, stock("held", 500, 510, 50)]
    (bound,) = asked(EMPTY_BEFORE, claims, Cell("releases", EVE, day(50)))
    assert bound == Bound(900 - 510 - 7, 900 - 500 - 7, ["arrested", "died", "held"], ["arrested", "died", "held"])


def test_one_stock_carries_to_another_day_by_what_happened_between() -> None:
    claims = [stock("held", 500, 500, 20), claim("by_20", 400, 400, 20), claim("by_50", 430, 430, 50)]
    (bound,) = asked(StockIdentity(START, (0, None), days=(day(50),)), claims, held(50))
    assert bound.high == 530
    assert bound.high_names == ["by_20", "by_50", "held"]


def test_a_stock_of_an_unknown_day_bounds_what_holds_on_every_such_day() -> None:
    claims = [stock("held", 500, 500, 10, 20), claim("by_10", 600, 600, 10), claim("by_20", 640, 640, 20)]
    identity = StockIdentity(START, (0, 0))
    (releases,) = asked(identity, claims, Cell("releases", EVE, day(10)))
    assert releases.high == 640 - 500, "forty may have been arrested before the day that is meant"


def test_nobody_leaves_who_was_never_held() -> None:
    (bound,) = asked(EMPTY_BEFORE, [ARRESTED], Cell("custodial_deaths", EVE, day(50)))
    assert bound == Bound(0, 900, [], ["arrested"])


def test_half_a_person_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter([9.5, -11.5])
    monkeypatch.setattr(Program, "_least", lambda *_: (highspy.HighsModelStatus.kOptimal, next(ends), []))
    bound, _ = Program(EMPTY_BEFORE, [ARRESTED]).bound(Cell("arrests", EVE, day(50)))
    assert bound is not None
    assert bound[:2] == (10, 11), "between 9.5 and 11.5 there are 10 and 11"


def test_a_number_without_a_limit_is_not_taken_for_claims_without_a_solution() -> None:
    cells = [Cell("releases", EVE, day(50)), Cell("arrests", EVE, day(50)), Cell("releases", EVE, day(50))]
    nothing_known, known = Bound(0, None, [], []), Bound(900, 900, ["arrested"], ["arrested"])
    assert asked(StockIdentity(START, (0, None)), [ARRESTED], *cells) == [nothing_known, known, nothing_known]


def test_a_thousand_papers_with_one_number_are_one_constraint() -> None:
    copies = [claim(f"copy {number:04}", 900, None, 50) for number in range(1_000)]
    assert len(Program(EMPTY_BEFORE, copies).rows) == len(Program(EMPTY_BEFORE, copies[:1]).rows)
    assert asked(EMPTY_BEFORE, [*copies, claim("higher", 901, None, 50)], Cell("arrests", EVE, day(50))) == [Bound(901, None, ["higher"], [])]


def test_a_cap_bounds_a_stock_and_is_named() -> None:
    identity = StockIdentity(START, (0, 0), (("arrests", RateCap("at_most_4_a_day", 4)),), (day(10),))
    assert asked(identity, [], held(10)) == [Bound(0, 40, [], ["at_most_4_a_day"])]


def test_a_stock_beyond_its_flows_is_a_conflict_and_every_part_of_it_can_hold() -> None:
    # 900 arrested less at least 300 released and 7 dead leave at most 593; without the deaths 600
    claims = [*FLOWS_OF_DAY_50, stock("held", 595, None, 50), claim("elsewhere", 5, None, 20)]
    (conflict,) = conflicts(EMPTY_BEFORE, claims).found
    assert conflict.claims == ("arrested", "died", "held", "released")
    assert conflict.least_change == 595 - 593
    assert conflict.removable == (("arrested",), ("died",), ("held",), ("released",))
    for name in conflict.claims:
        assert not EMPTY_BEFORE.contradiction([said for said in claims if said.claim_id != name])


def test_a_claim_without_which_the_rest_still_contradicts_is_no_part_of_the_conflict() -> None:
    # 900 arrested less at least 300 released cannot leave 700, however few died
    (conflict,) = conflicts(EMPTY_BEFORE, [*FLOWS_OF_DAY_50, stock("held", 700, None, 50)]).found
    assert conflict.claims == ("arrested", "held", "released")
    assert conflict.least_change == 100


@st.composite
def speaking_of_few_days(draw: st.DrawFn) -> list[Evidence]:
    """Claims that may well contradict one another, many of them about the same days."""
    numbers = st.none() | st.integers(0, 60)
    made = []
    for number in range(draw(st.integers(2, 14))):
        low, high, first, last = draw(numbers), draw(numbers), *sorted(draw(st.tuples(st.integers(1, 3), st.integers(1, 3))))
        of_stock = draw(st.booleans())
        more = {"bounds_above": draw(st.booleans())} | ({} if of_stock else {"measure": draw(st.sampled_from(MEASURES))})
        made.append((stock if of_stock else claim)(f"{number:02}", low, high, first, last, **more))
    return made


@given(speaking_of_few_days())
def test_claims_that_limit_nothing_beyond_others_change_no_contradiction(claims: list[Evidence]) -> None:
    named = EMPTY_BEFORE.contradiction(claims)
    assert bool(named) == bool(Program(EMPTY_BEFORE, claims).contradiction())
    assert not named or Program(EMPTY_BEFORE, [said for said in claims if said.claim_id in named]).contradiction()


def test_a_change_of_a_claim_that_has_no_part_in_it_settles_nothing() -> None:
    with pytest.raises(ValueError, match="no change of elsewhere"):
        EMPTY_BEFORE.least_change([*FLOWS_OF_DAY_50, stock("held", 700, None, 50), claim("elsewhere", 5, None, 20)], "elsewhere")


def test_claims_that_contradict_never_empty_the_result_and_are_never_set_aside_in_silence() -> None:
    claims = [*FLOWS_OF_DAY_50, stock("held", 700, None, 50), stock("later", 30, 40, 90)]
    (solved,) = stock_bounds(EMPTY_BEFORE, claims, [held(90)])
    assert solved.rule == "linear program, claims in conflict set aside"
    assert solved.bound == Bound(30, 40, ["later"], ["later"])


@pytest.mark.parametrize(("status", "rule"), [("kTimeLimit", "closed form: time limit"), ("kSolveError", "closed form: no solution")])
def test_a_solver_that_fails_leaves_the_closed_form_and_the_reason(monkeypatch: pytest.MonkeyPatch, status: str, rule: str) -> None:
    monkeypatch.setattr(Program, "_least", lambda *_: (highspy.HighsModelStatus.__members__[status], 0.0, []))
    cells = [held(50), Cell("arrests", EVE, day(50))]
    closed = ClosedForm(EMPTY_BEFORE, FLOWS_OF_DAY_50)
    assert [tuple(one) for one in stock_bounds(EMPTY_BEFORE, FLOWS_OF_DAY_50, cells)] == [(cell, closed.bound(cell), rule) for cell in cells]


def test_too_many_contradictions_leave_the_closed_form_and_the_reason() -> None:
    figures = [stock(f"held{at:03}", 9_000 + at, 9_000 + at, 10) for at in range(300)]
    ((_, bound, rule),) = stock_bounds(EMPTY_BEFORE, [*figures, claim("arrested", None, 700, 20)], [held(10)])
    assert rule == "closed form: too many contradictions, claims in conflict set aside"
    assert bound == Bound(0, 9_299, [], ["held299"]), (
        "every number from below is above the 700 arrested, and no other from above is above all of those"
    )


def test_time_that_has_run_out_leaves_the_closed_form_and_the_reason() -> None:
    (solved,) = stock_bounds(EMPTY_BEFORE, FLOWS_OF_DAY_50, [held(50)], seconds=0)
    assert solved.rule == "closed form: time limit"
    assert solved.bound[:2] == (900 - 320 - 7, 900 - 300 - 7)


TWO_OF_ONE_DAY = [stock("one", 100, 100, 40), stock("other", 200, 200, 40)]


@pytest.mark.parametrize("days", [(), (40,)])
def test_a_day_of_which_only_claims_in_conflict_speak_is_answered(days: tuple[int, ...]) -> None:
    identity = StockIdentity(START, (0, None), days=tuple(map(day, days)))
    (solved,) = stock_bounds(identity, TWO_OF_ONE_DAY, [held(40)])
    assert solved == (held(40), Bound(0, None, [], []), "linear program, claims in conflict set aside")


def test_a_day_of_which_no_claim_speaks_is_answered() -> None:
    (solved,) = stock_bounds(EMPTY_BEFORE, FLOWS_OF_DAY_50, [held(20)])
    assert solved == (held(20), Bound(0, 900, [], ["arrested"]), "linear program")


def test_the_closed_form_sets_aside_what_the_programs_do_and_says_so() -> None:
    (solved,) = stock_bounds(StockIdentity(START, (0, None)), [*TWO_OF_ONE_DAY, *FLOWS_OF_DAY_50], [held(40)], seconds=0)
    assert solved == (held(40), Bound(0, None, [], []), "closed form: time limit, claims in conflict set aside")


@pytest.mark.parametrize(("claims", "cell", "expected"), [
    (TWO_OF_ONE_DAY, held(40), (100, 200)),
    ([*FLOWS_OF_DAY_50, stock("held", 700, 710, 50)], held(50), (900 - 320 - 7, 710)),
    ([ARRESTED, replace(RELEASED, low=950, high=960), DIED], held(50), (0, None)),
    ([*FLOWS_OF_DAY_50, claim("fewer", 800, 800, 60)], Cell("arrests", EVE, day(50)), (0, None)),
], ids=["two figures of one day", "a figure beyond the flows", "more released than arrested", "a total that falls"])  # fmt: skip
def test_without_a_solver_the_closed_form_is_never_empty_and_says_what_it_sets_aside(
    monkeypatch: pytest.MonkeyPatch, claims: list[Evidence], cell: Cell, expected: tuple[int, int | None]
) -> None:
    monkeypatch.setattr(Program, "_solve", lambda *_: SimpleNamespace(status=4, fun=None))
    monkeypatch.setattr(Program, "_least", lambda *_: (highspy.HighsModelStatus.kSolveError, 0.0, []))
    (solved,) = stock_bounds(EMPTY_BEFORE, claims, [cell])
    assert (solved.bound[:2], solved.rule) == (expected, "closed form: no solution, claims in conflict set aside")


def test_a_copy_keeps_no_claim_that_is_set_aside() -> None:
    copied = [replace(TWO_OF_ONE_DAY[0], voice_id="one"), replace(TWO_OF_ONE_DAY[0], claim_id="copy", voice_id="one"), TWO_OF_ONE_DAY[1]]
    for claims in (TWO_OF_ONE_DAY, copied):
        assert stock_bounds(StockIdentity(START, (0, None)), claims, [held(40)])[0].bound == Bound(0, None, [], [])


@given(st.integers(0, 10**9))
@settings(max_examples=12)
def test_one_measure_alone_has_the_bounds_of_its_difference_constraints(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    claims = [said for said in true_claims(chance, world(chance)) if said.measure == "arrests"]
    # with any number held before, the stock says nothing of arrests
    identity = StockIdentity(START, (0, None))
    windows = Windows(Counter(START), claims)
    days = [at for at in windows.grid if at >= EVE]
    for tail, head in pairwise(chance.sample(days, min(3, len(days)))):
        pair = min(tail, head), max(tail, head)
        assert asked(identity, claims, Cell("arrests", *pair))[0][:2] == windows.between_ends(*pair)[:2]


@given(st.integers(0, 10**9))
@settings(max_examples=12)
def test_the_claims_that_are_named_make_the_bound_alone(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    of = world(chance)
    claims = true_claims(chance, of)
    identity = StockIdentity(START, (of.held_before, of.held_before), days=(day(100), day(200)))
    cells = [held(200), Cell("releases", day(100), day(200))]
    for cell, bound in zip(cells, asked(identity, claims, *cells), strict=True):
        for at, names in ((0, bound.low_names), (1, bound.high_names)):
            assert asked(identity, [said for said in claims if said.claim_id in names], cell)[0][at] == bound[at]


@pytest.mark.parametrize("part", range(4))
def test_the_truth_is_never_outside_in_simulated_worlds(part: int) -> None:
    looked_at = bounded = tighter = withdrawn = 0
    for seed in range(part, WORLDS, 4):
        chance = random.Random(seed)  # noqa: S311 - cases, not secrets
        of = world(chance)
        claims, known_to = with_retractions(chance, of, true_claims(chance, of, most=20))
        tail, head = sorted(chance.sample(range(1, DAYS), 2))
        before = (of.held_before, of.held_before) if chance.random() < 0.6 else (0, None)
        identity = StockIdentity(START, before, days=(day(tail), day(head)))
        withdrawn += bool(identity.contradiction(claims))
        claims = known_on(claims, known_to, day(DAYS))
        assert identity.contradiction(claims) == frozenset()
        cells = [held(head), *(Cell(measure, EVE, day(head)) for measure in MEASURES), Cell(chance.choice(MEASURES), day(tail), day(head))]
        closed = ClosedForm(identity, claims)
        for solved in stock_bounds(identity, claims, cells):
            cell, weaker = solved.cell, closed.bound(solved.cell)
            true = of.held(head) if cell.measure == STOCK else of.count(cell.measure, (cell.tail - EVE).days, head)
            for low, high, *_ in (solved.bound, weaker):
                assert low is not None
                assert low <= true, (seed, cell, solved)
                assert high is None or true <= high, (seed, cell, solved)
            assert solved.rule == "linear program"
            assert (solved.bound.low or 0) >= (weaker.low or 0)
            assert weaker.high is None or (solved.bound.high is not None and solved.bound.high <= weaker.high)
            looked_at += 1
            bounded += solved.bound.high is not None
            tighter += solved.bound[:2] != weaker[:2]
    assert bounded > looked_at / 4, "worlds in which nearly nothing is bounded try nothing"
    assert tighter > looked_at / 50, "the identity adds nothing to the measures alone"
    assert withdrawn > 0, "nothing that was withdrawn would have led astray"


@given(st.integers(0, 10**9))
@settings(max_examples=25)
def test_a_duplicate_a_later_copy_and_the_order_never_change_a_bound(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    of = world(chance)
    claims = true_claims(chance, of)
    told_again = chance.choice(claims)
    more = [*claims, replace(told_again, claim_id="a-translation"), copied_later(chance, chance.choice([c for c in claims if c.end_last]))]
    identity = StockIdentity(START, (of.held_before, of.held_before), days=(day(100), day(200)))
    cells = [held(200), *(Cell(measure, EVE, day(200)) for measure in MEASURES), Cell("releases", day(100), day(200))]
    before, after = ([bound[:2] for bound in asked(identity, known, *cells)] for known in (claims, more))
    assert before == after
    assert [bound[:2] for bound in asked(identity, chance.sample(more, len(more)), *cells)] == after
