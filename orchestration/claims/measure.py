"""What a quantity counts: the measure, by the trigger that governs it, and how the text stands to it.

Belongs here: choosing among the triggers around a number, ruling out what is not detention, stance.
Does not belong here: which triggers a language has (``languages/<code>.yml``), and who and where is counted (``subject.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View
from orchestration.model.vocabulary import STOCK_MEASURES

_REACH_AFTER = 9.0
_REACH_BEFORE = 6.5
_WEAK = 4.0
_MODIFIER = 5.0
_HEAD = 1.1  # "40 detained" yields to a verb right behind it, and to nothing further
_OTHER_NUMBER = 3.0
_PASSIVE = 3.0
_UNKNOWN_NOUN_REACH = 1.6
_NOUN_PHRASE = 5
_STANCE_REACH = 1.3
_INCLUDES_REACH = 2.2
_LIST_REACH = 14.0
_CELL_REACH = 5
_TOTAL_REACH = 4.5
_BACK_REACH = 7.0
_STATES = frozenset({"arrests", "persons_held"})
"""Measures whose participle can say which people are meant: "the people detained in May were freed"."""


@dataclass(frozen=True)
class Decision:
    """The measure of a quantity, the trigger that decided it, and whether only a noun such as "prisoners" did."""

    measure: str
    trigger: Hit
    rule: str
    weak: bool = False


def decide(view: View, quantity: Quantity, others: Sequence[Quantity], *, in_custody: bool) -> Decision | None:
    """The measure of a quantity; None when something else, or nothing that is known, is counted.

    ``in_custody`` says that the text before tells of deaths in custody, so that later deaths need not repeat it.
    """
    known = _counts_people(view, quantity)
    ranked: list[tuple[float, int, bool, Hit]] = []
    for hit in view.of("trigger."):
        cost = _cost(view, quantity, others, hit)
        reach = _REACH_AFTER if hit.first > quantity.to_token else _REACH_BEFORE
        if cost is None or cost > (reach if known else _UNKNOWN_NOUN_REACH):
            continue
        ranked.append((cost + _demotion(view, quantity, hit), hit.first - hit.last, ".rival." in hit.label, hit))
    if not ranked:
        return None
    trigger = min(ranked, key=lambda item: item[:3])[3]
    _, name, role = trigger.label.split(".")
    if name == "killed":
        return Decision("custodial_deaths", trigger, "measure.custodial_deaths.killed_held") if _are_held(view, quantity) else None
    if name == "rival" or _is_of_a_cell(view, trigger) or (name == "custodial_deaths" and not _dies_in_custody(view, trigger, in_custody)):
        return None
    return Decision(name, trigger, f"measure.{name}.{role}", weak=role == "weak")


def is_part_of(view: View, whole: Quantity, part: Quantity) -> bool:
    """Whether a number counts some of those that a number before it counts: "52 prisoners, including 14 foreigners", "nine of them"."""
    own = view.starts("clause_back", part.to_token + 1)
    if own is not None and own.last > own.first and goes_on(view, whole, part):
        return True
    inside = [hit for hit in view.of("clause_includes", "clause_back") if whole.to_token < hit.last < part.from_token]
    return bool(inside) and view.cost(inside[-1].last + 1, part.from_token - 1) <= _INCLUDES_REACH


def running_total(view: View, quantity: Quantity) -> Hit | None:
    """The words that make a number without a noun the new height of the figure told before: "raising the total to 261"."""
    if view.names_people(_noun_phrase_start(view, quantity)):
        return None
    near = [
        hit for hit in view.of("clause_totals") if hit.last < quantity.from_token and view.cost(hit.last + 1, quantity.from_token - 1) <= _TOTAL_REACH
    ]
    return near[-1] if near else None


def goes_on(view: View, one: Quantity, two: Quantity) -> bool:
    """Whether a number continues the list in which another stands: "14 women and two minors", "843 son hombres y 12 son mujeres"."""
    between = range(one.to_token + 1, two.from_token)
    joined = any(at in view.covered("clause_weak_breaks") or view.tokens[at].folded in ",–-(" for at in between)
    broken = any(at in view.covered("clause_strong_breaks") for at in between)
    return joined and not broken and view.cost(one.to_token + 1, two.from_token - 1) <= _LIST_REACH


def counts_back(view: View, quantity: Quantity) -> bool:
    """Whether a number counts some of those of the sentence before: "Of these, 14 are women"."""
    before = [hit for hit in view.of("clause_back") if hit.first <= 1 and hit.last < quantity.from_token]
    return bool(before) and view.cost(before[-1].last + 1, quantity.from_token - 1) <= _BACK_REACH


def stance_of(view: View, decision: Decision, quantity: Quantity) -> tuple[str, str | None]:
    """How the text stands to the figure, and the rule that says so; asserted when nothing says otherwise."""
    trigger = decision.trigger
    for hit in view.of("stance."):
        word = view.tokens[hit.first]
        if hit.first == hit.last and word.capital and view.lexicon.dates.capital_months and word.folded in view.lexicon.dates.months:
            continue  # "in May" is no "may"
        close = hit.first < trigger.first and view.cost(hit.last + 1, trigger.first - 1) <= _STANCE_REACH
        inside = trigger.first <= hit.first and hit.last <= trigger.last and decision.measure != "facility_capacity"
        # "the deaths could exceed 1,000": between what is counted and the number; elsewhere only right before the number
        reach = _STANCE_REACH if trigger.last < hit.first else 0.5
        before_number = (
            hit.last < quantity.from_token and decision.measure != "facility_capacity" and view.cost(hit.last + 1, quantity.from_token - 1) <= reach
        )
        if close or inside or before_number:
            stance = hit.label.partition(".")[2]
            return stance, f"stance.{stance}"
    return "asserted", None


def _cost(view: View, quantity: Quantity, others: Sequence[Quantity], hit: Hit) -> float | None:
    """Cost of the way from the number to a trigger; None when the trigger cannot govern from where it stands."""
    role = hit.label.rpartition(".")[2]
    if hit.first > quantity.to_token:
        between = sum(quantity.to_token < other.first < hit.first for other in others)
        cost = view.cost(quantity.to_token + 1, hit.first - 1) + between * _OTHER_NUMBER
        if role in ("counted", "weak"):
            return cost * 0.5 if _in_noun_phrase(view, quantity, hit.first) else None
        return cost + 0.5 if role == "after" else None
    if role != "before" or hit.last >= quantity.from_token:
        return None
    between = sum(hit.last < other.first < quantity.first for other in others)
    cost = view.cost(hit.last + 1, quantity.from_token - 1) + between * _OTHER_NUMBER
    passive = not view.lexicon.clauses.subject_may_follow and _after_auxiliary(view, hit)
    return cost + (_PASSIVE if passive and "facility_capacity" not in hit.label else 0.0)


def _demotion(view: View, quantity: Quantity, hit: Hit) -> float:
    """What a trigger loses when it only says which people are meant."""
    _, name, role = hit.label.split(".")
    if role == "weak":
        return _WEAK
    if name not in _STATES or role == "counted":
        return 0.0
    if hit.first <= quantity.to_token:
        return _MODIFIER if name == "arrests" and view.names_people(hit.first - 1) else 0.0
    relative = any(at in view.covered("clause_relatives") for at in range(max(quantity.to_token + 1, hit.first - 4), hit.first))
    if name == "arrests" and hit.first == quantity.to_token + 1:
        return _HEAD
    return _MODIFIER if relative or (name == "arrests" and view.names_people(hit.first - 1)) else 0.0


def _after_auxiliary(view: View, hit: Hit) -> bool:
    at = hit.first - 1
    return at in view.covered("clause_copulas") or any(other.last == at and other.first < at for other in view.of("basis_perfect"))


def _in_noun_phrase(view: View, quantity: Quantity, at: int) -> bool:
    start = _noun_phrase_start(view, quantity)
    ends = view.covered("clause_phrase_ends")
    return start <= at < start + _NOUN_PHRASE and not any(index in ends or view.tokens[index].folded in ",;:()" for index in range(start, at))


def _noun_phrase_start(view: View, quantity: Quantity) -> int:
    at = quantity.to_token + 1
    partitive = view.starts("clause_partitives", at)
    if partitive is not None:
        return partitive.last + 1
    article = view.starts("origin_articles", at)
    return at if article is None else article.last + 1


def _counts_people(view: View, quantity: Quantity) -> bool:
    """Whether the noun after the number names people or what happens to them, or there is no noun."""
    start = _noun_phrase_start(view, quantity)
    ends, triggers = view.covered("clause_phrase_ends"), {hit.first for hit in view.of("trigger.")}
    for at in range(start, min(start + _NOUN_PHRASE, len(view.tokens))):
        if view.names_people(at) or at in triggers:
            return True
        if at in ends or not view.tokens[at].folded[0].isalpha():
            return at == start
    return start >= len(view.tokens)


def _is_of_a_cell(view: View, trigger: Hit) -> bool:
    near = range(trigger.first - _CELL_REACH, trigger.first)
    return trigger.label.split(".")[1] in STOCK_MEASURES and any(at in view.covered("not_count_cells") for at in near)


def _are_held(view: View, quantity: Quantity) -> bool:
    return any(_in_noun_phrase(view, quantity, hit.first) for hit in view.of("trigger.persons_held.weak"))


def _dies_in_custody(view: View, trigger: Hit, in_custody: bool) -> bool:
    """Whether the sentence, or the text before it, places the deaths in custody and nothing places them elsewhere."""
    outside = view.of("outside")
    custody = [hit for hit in view.of("custody") if not trigger.first <= hit.first <= trigger.last or trigger.first < trigger.last]
    return len(custody) > len(outside) if custody else in_custody and not outside
