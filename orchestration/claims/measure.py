"""What a quantity counts: the measure, by the trigger that governs it, and how the text stands to it.

Belongs here: choosing among the triggers around a number, ruling out what is not detention, stance.
Does not belong here: which triggers a language has (``languages/<code>.yml``), and who and where is counted (``subject.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View
from orchestration.model.vocabulary import SERIES_MEASURES, STOCK_MEASURES

_REACH_AFTER = 9.0
_REACH_BEFORE = 6.5
_WEAK = 4.0
_MODIFIER = 5.0
_HEAD = 1.1  # "40 detained" yields to a verb right behind it, and to nothing further
_OTHER_NUMBER = 3.0
_TAKEN = 5.0
_PASSIVE = 3.0
_UNKNOWN_NOUN_REACH = 1.6
_PEOPLE_BY_VERB = 3.2
_NOUN_PHRASE = 5
_STANCE_REACH = 1.3
_INCLUDES_REACH = 2.2
_LIST_REACH = 14.0
_CELL_REACH = 5
_CLAUSE_LEFT = 12
_TOTAL_REACH = 4.5
_BACK_REACH = 7.0
_INSERTION = 1.5
_AUXILIARIES = 1.4
_SECOND_VERB = 3.0
_SUBJECT_OF_TOTAL = 0.4
_REMARKS = frozenset({("(", ")"), ("-", "-"), ("–", "–"), ("—", "—")})
_TAKES_PEOPLE = frozenset({"arrests", "custodial_deaths"})
"""Measures whose verbs are said of people alone, whatever noun stands between: "40 Karskians were arrested"."""
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
        unknown = _PEOPLE_BY_VERB if hit.label.split(".")[1] in _TAKES_PEOPLE else _UNKNOWN_NOUN_REACH
        if cost is None or cost > (reach if known else unknown):
            continue
        ranked.append((cost + _demotion(view, quantity, hit), hit.first - hit.last, ".rival." in hit.label, hit))
    opened = _opened(view, quantity)
    if opened is not None and all(".weak" in hit.label for *_, hit in ranked):
        return Decision(opened.label.split(".")[1], opened, "measure.among")
    if not ranked:
        return None
    trigger = min(ranked, key=lambda item: item[:3])[3]
    _, name, role = trigger.label.split(".")
    if name == "killed":
        return Decision("custodial_deaths", trigger, "measure.custodial_deaths.killed_held") if _are_held(view, quantity) else None
    if name == "rival" or _is_of_a_cell(view, trigger) or (name == "custodial_deaths" and not _dies_in_custody(view, trigger, in_custody)):
        return None
    if name == "persons_held" and role == "before" and quantity.qualifier == "up_to" and view.cost(trigger.last + 1, quantity.from_token - 1) == 0:
        return Decision("facility_capacity", trigger, "measure.facility_capacity.holds_up_to")
    return Decision(name, trigger, f"measure.{name}.{role}", weak=role == "weak")


def decide_also(view: View, decision: Decision) -> Decision | None:
    """The release that the same people are told of right after their arrest: "40 people were arrested and later released"."""
    end = decision.trigger.last
    for hit in view.of("trigger.releases.after"):
        joined = any(at in view.covered("clause_weak_breaks") for at in range(end + 1, hit.first))
        if decision.measure == "arrests" and hit.first > end and joined and view.cost(end + 1, hit.first - 1) <= _SECOND_VERB:
            return Decision("releases", hit, "measure.releases.second_verb")
    return None


def _opened(view: View, quantity: Quantity) -> Hit | None:
    """The verb of a sentence that begins with "among those released", "of those arrested", for numbers that have none of their own."""
    opening = next((hit for hit in view.of("clause_back") if hit.first <= 1 and hit.last < quantity.from_token), None)
    if opening is None:
        return None
    within = (hit for hit in view.of("trigger.") if opening.first <= hit.first <= opening.last + 1 and hit.last < quantity.from_token)
    return next((hit for hit in within if hit.label.split(".")[1] in SERIES_MEASURES and hit.label.endswith((".before", ".after"))), None)


def is_part_of(view: View, whole: Quantity, part: Quantity) -> bool:
    """Whether a number counts some of those that a number before it counts: "52 prisoners, including 14 foreigners", "nine of them"."""
    own = view.starts("clause_back", part.to_token + 1)
    if own is not None and goes_on(view, whole, part):
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


def is_described(view: View, quantity: Quantity) -> bool:
    """Whether the text only says who a number's people are: "843 were men and *12 were women*"."""
    copula = view.starts("clause_copulas", quantity.to_token + 1)
    return copula is not None and any(hit.first == copula.last + 1 for hit in view.of("population.", "people"))


def counts_back(view: View, quantity: Quantity) -> bool:
    """Whether a number counts some of those of the sentence before: "Of these, 14 are women"."""
    before = [hit for hit in view.of("clause_back") if hit.first <= 1 and hit.last < quantity.from_token]
    return bool(before) and view.cost(before[-1].last + 1, quantity.from_token - 1) <= _BACK_REACH


def stance_of(view: View, decision: Decision, quantity: Quantity) -> tuple[str, str | None]:
    """How the text stands to the figure, and the rule that says so; asserted when nothing says otherwise."""
    trigger = decision.trigger
    for hit in view.of("stance."):
        close = hit.first < trigger.first and view.cost(hit.last + 1, trigger.first - 1) <= _STANCE_REACH
        inside = trigger.first <= hit.first and hit.last <= trigger.last and decision.measure != "facility_capacity"
        # "the deaths could exceed 1,000": between what is counted and the number; elsewhere only right before the number
        reach = _STANCE_REACH if trigger.last < hit.first else 0.5
        before_number = (
            hit.last < quantity.from_token and decision.measure != "facility_capacity" and view.cost(hit.last + 1, quantity.from_token - 1) <= reach
        )
        # "will nächsten Monat 300 Häftlinge freilassen": the modal opens the bracket that the verb closes
        spans = view.lexicon.clauses.verb_last and decision.measure != "facility_capacity" and quantity.first < trigger.first and hit.last < trigger.first
        if close or inside or before_number or (spans and not _is_clause_over(view, hit.last + 1, trigger.first)):
            stance = hit.label.partition(".")[2]
            return stance, f"stance.{stance}"
    if any(_is_told_of(view, hit, trigger, quantity) for hit in view.of("date_future")):
        return "planned", "stance.planned"
    return "asserted", None


def _is_told_of(view: View, hit: Hit, trigger: Hit, quantity: Quantity) -> bool:
    """Whether a future date is that of the figure, with no other clause or number word between."""
    first, last = min(trigger.first, quantity.from_token), max(trigger.last, quantity.to_token)
    between = range(last + 1, hit.first) if hit.first > last else range(hit.last + 1, first)
    return not any(at in view.covered("clause_strong_breaks") for at in between)


def _cost(view: View, quantity: Quantity, others: Sequence[Quantity], hit: Hit) -> float | None:
    """Cost of the way from the number to a trigger; None when the trigger cannot govern from where it stands."""
    role = hit.label.rpartition(".")[2]
    if _is_remark(view, quantity):  # "the women arrested (1,194)": what stands before, whatever its role
        return view.cost(hit.last + 1, quantity.from_token - 1) * 0.5 if hit.last < quantity.from_token else None
    if hit.first > quantity.to_token:
        insertion = _insertion(view, quantity, hit)
        skipped = range(insertion[0], insertion[1] + 1) if insertion else range(0)
        between = sum(quantity.to_token < other.first < hit.first and other.first not in skipped for other in others)
        cost = view.cost(quantity.to_token + 1, hit.first - 1) + between * _OTHER_NUMBER
        if insertion:
            cost -= view.cost(*insertion) - _INSERTION
        if role in ("counted", "weak"):
            return cost * 0.5 if _in_noun_phrase(view, quantity, hit.first) else None
        if hit.first == quantity.to_token + 1 and view.starts(f"{hit.label.rpartition('.')[0]}.weak", hit.first):
            return None  # "480 presos murieron": the noun, not "they are held"
        active = any(other.from_token == hit.last + 1 for other in others) and not _after_auxiliary(view, hit)
        return cost + 0.5 if role == "after" and not active else None  # "two officers arrested 40 people"
    if role != "before" or hit.last >= quantity.from_token:
        return None
    between = sum(hit.last < other.first < quantity.first for other in others)
    cost = view.cost(hit.last + 1, quantity.from_token - 1) + between * _OTHER_NUMBER
    if any(other.to_token < hit.first and view.cost(other.to_token + 1, hit.first - 1) < cost for other in others):
        cost += _TAKEN  # "80 people in prison, with 40 arrested": the number before has it
    elif any(quantity.from_token - 1 == total.last and hit.last < total.first for total in view.of("clause_totals")):
        cost *= _SUBJECT_OF_TOTAL  # "the number of prisoners, which had long been stable, reached 800"
    passive = not view.lexicon.clauses.subject_may_follow and _after_auxiliary(view, hit)
    return cost + (_PASSIVE if passive and "facility_capacity" not in hit.label else 0.0)


def _is_remark(view: View, quantity: Quantity) -> bool:
    """Whether a number stands alone in brackets or between dashes."""
    before, after = quantity.from_token - 1, quantity.to_token + 1
    if before < 0 or after >= len(view.tokens):
        return False
    return (view.tokens[before].folded, view.tokens[after].folded) in _REMARKS


def _insertion(view: View, quantity: Quantity, hit: Hit) -> tuple[int, int] | None:
    """The commas, and what is between, of an insertion between a number's noun and its verb: "40 people, some of them foreign, were held"."""
    commas = [at for at in range(quantity.to_token + 1, hit.first) if view.tokens[at].folded == ","]
    if len(commas) < 2 or hit.label.rpartition(".")[2] != "after":
        return None
    first, last = commas[0], commas[-1]
    noun = all(at not in view.covered("clause_strong_breaks") for at in range(quantity.to_token + 1, first))
    return (first, last) if noun and view.cost(last + 1, hit.first - 1) <= _AUXILIARIES else None


def _demotion(view: View, quantity: Quantity, hit: Hit) -> float:
    """What a trigger loses when it only says which people are meant."""
    _, name, role = hit.label.split(".")
    verb_last = view.lexicon.clauses.verb_last
    if role == "weak":
        return _REACH_AFTER if verb_last else _WEAK
    if verb_last and name == "persons_held" and role == "after" and _closed_by_another(view, hit):
        return _MODIFIER
    if name == "persons_held" and role == "after" and _is_left_behind(view, quantity):
        return _MODIFIER
    if name not in _STATES or role == "counted":
        return 0.0
    if hit.first <= quantity.to_token:
        return _MODIFIER if name == "arrests" and view.names_people(hit.first - 1) else 0.0
    relative = any(at in view.covered("clause_relatives") for at in range(max(quantity.to_token + 1, hit.first - 4), hit.first))
    if name == "arrests" and hit.first == quantity.to_token + 1:
        return _HEAD
    return _MODIFIER if relative or (name == "arrests" and view.names_people(hit.first - 1)) else 0.0


def _is_left_behind(view: View, quantity: Quantity) -> bool:
    """Whether an event leaves the people arrested: "el operativo dejó 40 detenidos en las cárceles"."""
    left = (hit for hit in view.of("basis_outcome", "basis_flow") if hit.last < quantity.from_token)
    outcome = any(view.cost(hit.last + 1, quantity.from_token - 1) <= 1.0 for hit in left)
    return outcome and any(_in_noun_phrase(view, quantity, hit.first) for hit in view.of("trigger.arrests.weak"))


def _closed_by_another(view: View, hit: Hit) -> bool:
    """Whether another trigger closes the clause in which this one stands: "sind 40 Häftlinge in Haft *gestorben*"."""
    for at in range(hit.last + 1, min(hit.last + 1 + _CLAUSE_LEFT, len(view.tokens))):
        if _is_clause_over(view, at, at + 1):
            return False
        other = view.starts("trigger.", at)
        if other is not None and other.label.endswith(".after") and "persons_held" not in other.label:
            return True
    return False


def _is_clause_over(view: View, first: int, last: int) -> bool:
    ends = view.covered("clause_strong_breaks") | view.covered("clause_weak_breaks")
    return any(at in ends or view.tokens[at].folded in ",;:()–—" for at in range(first, last))


def _after_auxiliary(view: View, hit: Hit) -> bool:
    at = hit.first - 1
    return at in view.covered("clause_copulas") or any(other.last == at and other.first < at for other in view.of("basis_perfect"))


def _in_noun_phrase(view: View, quantity: Quantity, at: int) -> bool:
    start = _noun_phrase_start(view, quantity)
    ends = view.covered("clause_phrase_ends")
    return start <= at < start + _NOUN_PHRASE and not any(index in ends or view.tokens[index].folded in ",;:()" for index in range(start, at))


def _noun_phrase_start(view: View, quantity: Quantity) -> int:
    at = view.noun_start(quantity.to_token + 1)
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
