"""Invented worlds: what happened day by day, and claims that are true of it; and a second, plain way to tell whether claims can all hold."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, combinations

from orchestration.series.intervals import interval, rounding_unit
from orchestration.series.windows import Evidence, RateCap

START = date(2020, 1, 10)
EVE = START - timedelta(days=1)
DAYS = 300
MEASURES = ("arrests", "releases", "custodial_deaths")


def day(number: int) -> date:
    return EVE + timedelta(days=number)


def claim(name: str, low: int | None, high: int | None, first: int, last: int | None = None, **more: object) -> Evidence:
    """A running total on a day from ``first`` to ``last``, in days since the eve."""
    made = Evidence(name, "arrests", "cumulative", low, high, START, START, day(first), day(first if last is None else last))
    return replace(made, **more)


def flow(name: str, low: int | None, high: int | None, starts: tuple[int, int], ends: tuple[int, int], **more: object) -> Evidence:
    made = Evidence(name, "arrests", "flow", low, high, day(starts[0]), day(starts[1]), day(ends[0]), day(ends[1]))
    return replace(made, **more)


def stock(name: str, low: int | None, high: int | None, first: int, last: int | None = None, **more: object) -> Evidence:
    made = Evidence(name, "persons_held", "stock", low, high, None, None, day(first), day(first if last is None else last))
    return replace(made, **more)


@dataclass(frozen=True)
class World:
    """Totals by measure at the end of each day since the eve, how many were held on the eve, and the assumption set its speakers keep to."""

    totals: dict[str, list[int]]
    held_before: int
    assumption_set: str

    def count(self, measure: str, tail: int, head: int) -> int:
        return self.totals[measure][head] - self.totals[measure][tail]

    def held(self, at: int) -> int:
        return self.held_before + self.totals["arrests"][at] - self.totals["releases"][at] - self.totals["custodial_deaths"][at]


def world(chance: random.Random) -> World:
    """People are arrested in bursts; nobody leaves who is not held."""
    held_before = held = chance.choice([0, chance.randrange(3_000)])
    daily: dict[str, list[int]] = {measure: [0] for measure in MEASURES}
    for _ in range(DAYS):
        taken = chance.choice([0, 0, chance.randrange(10), chance.randrange(400)])
        freed = min(held, chance.choice([0, 0, 0, chance.randrange(120)]))
        died = min(held - freed, chance.choice([0, 0, 0, 1]))
        held += taken - freed - died
        for measure, number in zip(MEASURES, (taken, freed, died), strict=True):
            daily[measure].append(number)
    totals = {measure: list(accumulate(numbers)) for measure, numbers in daily.items()}
    return World(totals, held_before, chance.choice(["A0", "A1", "A2"]))


def said(chance: random.Random, number: int, assumption_set: str) -> tuple[int | None, int | None]:
    """The interval of words that are true of the number for a speaker who keeps to the assumption set."""
    wordings = [
        ("exactly", number),
        ("at_least", number),
        ("between", None),
        ("up_to", number + chance.randrange(50)),
        ("nearly", number + chance.randrange(1, 50)),
    ]
    unit = 10 ** chance.randrange(1, 4)
    below, nearest = number // unit * unit, (number + unit // 2) // unit * unit
    if rounding_unit(nearest) == unit and nearest:
        wordings += [("about", nearest)] + [("exactly", nearest)] * (assumption_set != "A0")
    if rounding_unit(below) == unit and below:
        wordings += [("at_least", below)] + [("more_than", below)] * (below < number)
    qualifier, value = chance.choice(wordings)
    low, high = (number - chance.randrange(20), number + chance.randrange(20)) if qualifier == "between" else (value, value)
    found = interval(qualifier, value, low, high, assumption_set)
    assert found[0] is None or found[0] <= number, "the words are not true of the number"
    assert found[1] is None or number <= found[1], "the words are not true of the number"
    return found


def around(chance: random.Random, at: int) -> tuple[int, int]:
    """The days that a date known to the day, the week or the month can mean; the true one among them."""
    width = chance.choice([0, 0, 7, 30])
    before = chance.randrange(width + 1)
    return at - before, at - before + width


def true_claims(chance: random.Random, of: World, most: int = 14) -> list[Evidence]:
    """Claims of registers, of organisations that document a part and bound from below only, and copies of them; all true."""
    claims: list[Evidence] = []
    for number in range(chance.randrange(2, most)):
        measure, name = chance.choice(MEASURES), f"c{number}"
        documents = chance.random() < 0.25
        share = chance.uniform(0.2, 0.9) if documents else 1.0
        tail, head = sorted(chance.sample(range(DAYS + 1), 2))
        kind = chance.choice(["total", "total", "flow", "stock"])
        if kind == "stock":
            claims.append(stock(name, *said(chance, of.held(head), of.assumption_set), *around(chance, head)))
            continue
        counted = int(share * of.count(measure, 0 if kind == "total" else tail, head))
        low, high = said(chance, counted, of.assumption_set)
        more = {"measure": measure, "bounds_above": not documents}
        if kind == "total":
            claims.append(claim(name, low, high, *around(chance, head), **more))
        else:
            claims.append(flow(name, low, high, around(chance, tail + 1), around(chance, head), **more))
        if chance.random() < 0.4:
            claims.append(copied_later(chance, claims[-1]))
    return claims


def copied_later(chance: random.Random, original: Evidence) -> Evidence:
    """Another paper gives the figure later: its date reaches from the first time it was seen to the new publication."""
    assert original.end_last is not None
    return replace(original, claim_id=f"{original.claim_id}-copy", end_last=original.end_last + timedelta(days=chance.randrange(1, 90)))


def with_retractions(chance: random.Random, of: World, claims: Sequence[Evidence]) -> tuple[list[Evidence], dict[str, date]]:
    """The claims with false ones among them, each withdrawn by its source before the world ends, and the days from which it is not known."""
    false_ = [
        flow(f"false-{measure}", chance.randrange(1, 2_000) + of.count(measure, 0, DAYS), None, (1, 30), (DAYS // 2, DAYS), measure=measure)
        for measure in MEASURES
        if chance.random() < 0.5
    ]
    if chance.random() < 0.5:
        false_.append(stock("false-held", 1 + of.held_before + of.count("arrests", 0, DAYS), None, DAYS // 2))
    return chance.sample([*claims, *false_], len(claims) + len(false_)), {said.claim_id: day(chance.randrange(DAYS)) for said in false_}


def known_on(claims: Sequence[Evidence], known_to: dict[str, date], on: date) -> list[Evidence]:
    """What is still known on a day: a retraction ends the knowledge of a claim."""
    return [said for said in claims if known_to.get(said.claim_id, on + timedelta(days=1)) > on]


def any_claims(chance: random.Random, most: int = 6, flows: bool = True) -> list[Evidence]:
    """Claims that need not agree with one another or with any truth."""
    claims = []
    for number in range(chance.randint(2, most)):
        low = chance.choice([None, chance.randrange(40)])
        high = chance.choice([None, chance.randrange(40)])
        first = chance.randrange(1, 60)
        ends = (first, first + chance.choice([0, 0, 3, 20]))
        if flows and chance.random() < 0.4:
            tail = chance.randrange(1, 60)
            claims.append(flow(f"c{number}", low, high, (tail, tail + chance.choice([0, 0, 2])), ends))
        else:
            claims.append(claim(f"c{number}", low, high, *ends, bounds_above=chance.random() < 0.9))
    return claims


def can_all_hold(claims: Iterable[Evidence], caps: Sequence[RateCap] = ()) -> bool:
    """Relaxes every inequality between totals over and over, in plain Python: they settle where all can hold, and never where not."""
    inequalities: list[tuple[date, date, int]] = []
    for said_ in claims:
        if said_.low is not None and said_.start_first and said_.end_last:
            inequalities.append((said_.end_last, said_.start_first - timedelta(days=1), -said_.low))
        if said_.high is not None and said_.bounds_above and said_.start_last and said_.end_first and said_.start_last <= said_.end_first:
            inequalities.append((said_.start_last - timedelta(days=1), said_.end_first, said_.high))
    days = sorted({EVE, *(at for tail, head, _ in inequalities for at in (tail, head))})
    for earlier, later in combinations(days, 2):
        inequalities.append((later, earlier, 0))
        inequalities += [(earlier, later, cap.per_day * (later - earlier).days) for cap in caps]
    total = dict.fromkeys(days, 0)
    for _ in range(len(days) + 1):
        settled = True
        for tail, head, weight in inequalities:
            if total[tail] + weight < total[head]:
                total[head], settled = total[tail] + weight, False
        if settled:
            return True
    return False
