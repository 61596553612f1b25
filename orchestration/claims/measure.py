"""What a quantity counts: the measure, by the trigger that governs it.

Belongs here: choosing among the triggers around a number, and ruling out what is not detention.
Does not belong here: which triggers a language has (``languages/<code>.yml``), how far each is from the number (``governing.py``), and who and
where is counted (``subject.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.claims.governing import cost, demotion
from orchestration.claims.nouns import counts_people, in_noun_phrase, is_whole_of
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Reading
from orchestration.claims.totals import subject_of_total
from orchestration.claims.words import View
from orchestration.model.vocabulary import SERIES_MEASURES, STOCK_MEASURES

_REACH_AFTER = 9.0
_REACH_BEFORE = 6.5
_UNKNOWN_NOUN_REACH = 1.6
_UNKNOWN_NOUN_REACH_BEFORE = 0.9
_PEOPLE_BY_VERB = 3.2
_FURTHEST = 60  # tokens
_CELL_REACH = 14
_BESIDE = 0.5
_SECOND_VERB = 4.5
_STATES = ("trigger.arrests.weak", "trigger.arrests.after", "trigger.persons_held.weak", "trigger.persons_held.after")
_VERBS = ("trigger.releases.after", "trigger.custodial_deaths.after")
"""What can happen to those whom a participle, "arrested" or "held", names."""
_TAKES_PEOPLE = frozenset({"arrests", "custodial_deaths"})
"""Measures whose verbs are said of people alone, whatever noun stands between: "40 Karskians were arrested"."""


@dataclass(frozen=True)
class Decision:
    """The measure of a quantity, the trigger that decided it, and whether only a noun such as "prisoners" did.

    ``state`` is the participle that says which people are meant, when another verb tells what happened to them.
    """

    measure: str
    trigger: Hit
    rule: str
    weak: bool = False
    state: Hit | None = None


def decide(view: View, quantity: Quantity, others: Sequence[Quantity], *, in_custody: bool) -> Decision | None:
    """The measure of a quantity; None when something else, or nothing that is known, is counted.

    ``in_custody`` says that the text before tells of deaths in custody, so that later deaths need not repeat it.
    """
    ranked = _governing(view, quantity, others)
    opened = _opened(view, quantity)
    among = opened is not None and all(".weak" in hit.label for hit in ranked)
    trigger = opened if among else next(iter(ranked), None)
    if trigger is None:
        return None
    verb = _main_verb(view, trigger, others)
    trigger = verb or trigger
    _, name, role = trigger.label.split(".")
    if name == "killed":
        return Decision("custodial_deaths", trigger, "measure.custodial_deaths.killed_held") if _are_held(view, quantity) else None
    if _is_ruled_out(view, trigger, in_custody):
        return None
    if name == "persons_held" and role == "before" and quantity.qualifier == "up_to" and view.cost(trigger.last + 1, quantity.from_token - 1) == 0:
        return Decision("facility_capacity", trigger, "measure.facility_capacity.holds_up_to")
    return Decision(name, trigger, "measure.among" if among else f"measure.{name}.{role}", role == "weak", _state(view, quantity, trigger))


def decide_total(view: View, quantity: Quantity, *, in_custody: bool) -> Decision | None:
    """The measure of a number without a verb or a noun, which a noun before it is said to amount to: "the arrests since May have reached 900"."""
    subject = subject_of_total(view, quantity)
    name = "killed" if subject is None else subject.label.split(".")[1]
    if subject is None or name == "killed" or _is_ruled_out(view, subject, in_custody):
        return None
    return Decision(name, subject, "measure.subject_of_total")


def _is_ruled_out(view: View, trigger: Hit, in_custody: bool) -> bool:
    """Whether something else happens to people than detention, or not there."""
    name = trigger.label.split(".")[1]
    elsewhere = name == "custodial_deaths" and not _dies_in_custody(view, trigger, in_custody)
    return name == "rival" or _is_of_a_cell(view, trigger) or elsewhere


def is_counted_back(view: View, quantity: Quantity, decision: Decision, before: Reading) -> bool:
    """Whether the word that governs a number only names again those told before: "29 of those deaths", "among those arrested are 9 leaders"."""
    own = view.starts("clause_back", quantity.to_token + 1)
    again = own is not None and own.first <= decision.trigger.first <= own.last + 1
    opens = any(hit.first <= 1 and hit.last < quantity.from_token for hit in view.of("clause_back"))  # "of these, 9 died of hunger"
    return decision.measure == before.measure and (again or opens)


def is_governed(view: View, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether some trigger, be it one that rules detention out, says what a quantity counts."""
    return bool(_governing(view, quantity, others))


def _governing(view: View, quantity: Quantity, others: Sequence[Quantity]) -> list[Hit]:
    """The triggers within reach of a quantity, the one that governs it first."""
    known = any(counts_people(view, counted) for counted in (quantity, *(other for other in others if is_whole_of(view, other, quantity))))
    ranked: list[tuple[float, int, bool, Hit]] = []
    for hit in view.of("trigger."):
        if hit.first - quantity.to_token > _FURTHEST or quantity.from_token - hit.last > _FURTHEST:
            continue
        way = cost(view, quantity, others, hit)
        reach = _REACH_AFTER if hit.first > quantity.to_token else _REACH_BEFORE
        if way is None or (not known and (_is_another_noun(view, quantity, hit) or _only_exists(view, hit))):
            continue
        if not known:
            by_verb = _PEOPLE_BY_VERB if hit.label.split(".")[1] in _TAKES_PEOPLE else _UNKNOWN_NOUN_REACH
            reach = by_verb if hit.first > quantity.to_token else _UNKNOWN_NOUN_REACH_BEFORE
        if way > reach:
            continue
        ranked.append((way + demotion(view, quantity, others, hit), hit.first - hit.last, ".rival." in hit.label, hit))
    return [hit for *_, hit in sorted(ranked, key=lambda item: item[:3])]


def _only_exists(view: View, hit: Hit) -> bool:
    """Whether words such as "en la cárcel hay" say where something is, be it people or books."""
    return hit.first < hit.last and hit.label == "trigger.persons_held.before" and hit.last in view.covered("clause_copulas")


def _is_another_noun(view: View, quantity: Quantity, hit: Hit) -> bool:
    """Whether an article stands before a participle: "12 songs about the arrested poet"."""
    return any(at in view.covered("origin_articles") for at in range(quantity.to_token + 2, hit.first))


def decide_also(view: View, decision: Decision, others: Sequence[Quantity]) -> Decision | None:
    """The release that the same people are told of right after their arrest: "40 people were arrested and later released"."""
    if decision.measure != "arrests":
        return None
    end = decision.trigger.last
    for hit in view.of("trigger.releases.after"):
        near = 0 < hit.first - end <= _FURTHEST and view.way(end + 1, hit.first - 1) <= _SECOND_VERB
        theirs = not any(end < other.first < hit.first for other in others)  # "40 were arrested and 12 released"
        if near and theirs and _is_joined(view, decision.trigger, hit):
            return Decision("releases", hit, "measure.releases.second_verb")
    return None


def _main_verb(view: View, state: Hit, others: Sequence[Quantity]) -> Hit | None:
    """The verb that tells what happened to those whom a participle names: "40 detenidos en mayo *han recuperado la libertad*"."""
    if state.label not in _STATES or state.first < state.last or _is_finite(view, state):
        return None
    for hit in view.of(*_VERBS):
        ahead = 0 < hit.first - state.last <= _FURTHEST and not any(state.last < other.first < hit.first for other in others)
        between = range(state.last + 1, hit.first)
        plain = view.is_one_clause(state.last + 1, hit.first - 1) and not any(at in view.covered("clause_relatives") for at in between)
        if ahead and plain and _is_finite(view, hit) and not _is_joined(view, state, hit):
            return hit
    return None


def _state(view: View, quantity: Quantity, verb: Hit) -> Hit | None:
    """The participle before a verb that says which people are meant."""
    if verb.label not in _VERBS:
        return None
    states = (hit for hit in view.of(*_STATES) if quantity.to_token < hit.first < verb.first)
    return next((hit for hit in states if hit.first == hit.last and not _is_finite(view, hit) and not _is_joined(view, hit, verb)), None)


def _is_joined(view: View, one: Hit, two: Hit) -> bool:
    return any(at in view.covered("clause_weak_breaks") and at not in view.asides for at in range(one.last + 1, two.first))


def _is_finite(view: View, hit: Hit) -> bool:
    """Whether an auxiliary stands before a participle, or opens the phrase."""
    auxiliaries = view.covered("basis_perfect") | view.covered("clause_copulas")
    return hit.first - 1 in auxiliaries or (hit.first < hit.last and hit.first in auxiliaries)


def _opened(view: View, quantity: Quantity) -> Hit | None:
    """The verb of a sentence that begins with "among those released", "of those arrested", for numbers that have none of their own."""
    opening = next((hit for hit in view.of("clause_back") if hit.first <= 1 and hit.last < quantity.from_token), None)
    if opening is None or not counts_people(view, quantity):
        return None
    within = (hit for hit in view.of("trigger.") if opening.first <= hit.first <= opening.last + 1 and hit.last < quantity.from_token)
    return next((hit for hit in within if hit.label.split(".")[1] in SERIES_MEASURES and hit.label.endswith((".before", ".after"))), None)


def _is_of_a_cell(view: View, trigger: Hit) -> bool:
    """Whether the clause before a stock's trigger is about a cell: "each of the cells can hold 80"."""
    cells = (at for at in view.covered("not_count_cells") if trigger.first - _CELL_REACH <= at < trigger.first)
    about = (view.ends("not_count_each", at - 1) is not None or not view.ends_clause(at, trigger.first) for at in cells)
    return trigger.label.split(".")[1] in STOCK_MEASURES and any(about)


def _are_held(view: View, quantity: Quantity) -> bool:
    return any(in_noun_phrase(view, quantity, hit.first) for hit in view.of("trigger.persons_held.weak"))


def _dies_in_custody(view: View, trigger: Hit, in_custody: bool) -> bool:
    """Whether the sentence, or the text before it, places the deaths in custody and nothing places them elsewhere."""
    outside = view.of("outside")
    if any(hit.first > trigger.last and view.cost(trigger.last + 1, hit.first - 1) <= _BESIDE for hit in view.of("custody")):
        return True  # "died in prison", be there a war outside or not
    custody = [hit for hit in view.of("custody") if not trigger.first <= hit.first <= trigger.last or trigger.first < trigger.last]
    return len(custody) > len(outside) if custody else in_custody and not outside
