"""How the text stands to a figure: asserted, planned, hypothetical, disputed or rejected.

Belongs here: the words of stance and how near they stand to the figure.
Does not belong here: which words a language has (``languages/<code>.yml``).
"""

from orchestration.claims.measure import Decision
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Because
from orchestration.claims.words import View

_STANCE_REACH = 1.3


def stance_of(view: View, decision: Decision, quantity: Quantity) -> tuple[str, Because | None]:
    """How the text stands to the figure, and what says so; asserted when nothing says otherwise."""
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
        # "will nächsten Monat 300 Häftlinge freilassen": the modal opens the bracket that the verb closes
        spans = (
            view.lexicon.clauses.verb_last and decision.measure != "facility_capacity" and quantity.first < trigger.first and hit.last < trigger.first
        )
        if close or inside or before_number or (spans and not view.ends_clause(hit.last + 1, trigger.first)):
            stance = hit.label.partition(".")[2]
            return stance, Because(f"stance.{stance}", view.words(hit.first, hit.last))
    future = next((hit for hit in view.of("date_future") if _is_told_of(view, hit, trigger, quantity)), None)
    if future is not None:
        return "planned", Because("stance.planned", view.words(future.first, future.last))
    return "asserted", None


def _is_told_of(view: View, hit: Hit, trigger: Hit, quantity: Quantity) -> bool:
    """Whether a future date is that of the figure, with no other clause or number word between."""
    first, last = min(trigger.first, quantity.from_token), max(trigger.last, quantity.to_token)
    between = range(last + 1, hit.first) if hit.first > last else range(hit.last + 1, first)
    return not any(at in view.covered("clause_strong_breaks") for at in between)
