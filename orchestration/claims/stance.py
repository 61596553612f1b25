"""How the text stands to a figure: asserted, planned, hypothetical, disputed or rejected.

Belongs here: the words of stance and how near they stand to the figure.
Does not belong here: which words a language has (``languages/<code>.yml``).
"""

from orchestration.claims.measure import Decision
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Because
from orchestration.claims.words import View, between

_REACH = 1.3
_RIGHT_BEFORE = 0.5


def stance_of(view: View, decision: Decision, quantity: Quantity) -> tuple[str, Because | None]:
    """How the text stands to the figure, and what says so; asserted when nothing says otherwise."""
    trigger = decision.trigger
    for hit in view.of("stance."):
        close = hit.first < trigger.first and view.cost(hit.last + 1, trigger.first - 1) <= _REACH
        holds = decision.measure == "facility_capacity"  # "can hold 300": what says how many fit plans nothing
        if not _is_month(view, hit) and (close or (not holds and _is_said_of(view, hit, trigger, quantity))):
            stance = hit.label.partition(".")[2]
            return stance, Because(f"stance.{stance}", view.words(hit.first, hit.last))
    future = next((hit for hit in view.of("date_future") if _is_told_of(view, hit, trigger, quantity)), None)
    if future is not None:
        return "planned", Because("stance.planned", view.words(future.first, future.last))
    return "asserted", None


def _is_month(view: View, hit: Hit) -> bool:
    """Whether a word is the name of a month: "in May" is no "may"."""
    dates, word = view.lexicon.dates, view.tokens[hit.first]
    return hit.first == hit.last and word.capital and dates.capital_months and word.folded in dates.months


def _is_said_of(view: View, hit: Hit, trigger: Hit, quantity: Quantity) -> bool:
    """Whether words of stance stand in the verb, before the number, or at the other end of the verb's bracket."""
    if trigger.first <= hit.first and hit.last <= trigger.last:
        return True
    # "the deaths could exceed 1,000": between what is counted and the number; elsewhere only right before the number
    reach = _REACH if trigger.last < hit.first else _RIGHT_BEFORE
    if hit.last < quantity.from_token and view.cost(hit.last + 1, quantity.from_token - 1) <= reach:
        return True
    # "will nächsten Monat 300 Häftlinge freilassen": the modal opens the bracket that the verb closes
    bracket = view.lexicon.clauses.verb_last and quantity.first < trigger.first and hit.last < trigger.first
    return bracket and not view.ends_clause(hit.last + 1, trigger.first)


def _is_told_of(view: View, hit: Hit, trigger: Hit, quantity: Quantity) -> bool:
    """Whether a future date is that of the figure, with no other clause between."""
    figure = range(min(trigger.first, quantity.from_token), max(trigger.last, quantity.to_token) + 1)
    return view.covered("clause_strong_breaks").isdisjoint(between(hit, figure))
