"""When a figure holds: running total, window or moment, and its dates.

Belongs here: the basis and the period of a figure, from the dates and the cue words of its sentence.
Does not belong here: how dates are read (``dates_said.py``), and what is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.claims.dates_said import SaidDate
from orchestration.claims.phrases import Hit, folded_words
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View
from orchestration.model.dates import first_day, last_day
from orchestration.model.vocabulary import STOCK_MEASURES

_CUE = 14.0
_DATE = 24.0
_PRESENT_DAYS = 60
_PASSIVE = frozenset({"arrests", "releases"})
"""Measures whose verb tells an event only with an auxiliary: "40 people detained" tells none."""


@dataclass(frozen=True)
class Timing:
    """Basis and period of a figure; dates at their known precision."""

    basis: str
    period_start: str | None
    period_end: str | None
    period_is_implied: bool
    rules: tuple[str, ...]


def timing_of(view: View, quantity: Quantity, measure: str, trigger: Hit, dates: Sequence[SaidDate], published_on: str | None) -> Timing:
    """When the figure holds. A running total and a current stock take the publication date when the text states none."""
    near = sorted(dates, key=lambda said: _distance(view, quantity, said.first, said.last))
    reachable = [said for said in near if _distance(view, quantity, said.first, said.last) <= _DATE]
    span, since, until, on = (next((said for said in reachable if said.part == part), None) for part in ("span", "since", "until", "on"))
    moment = until or on
    if measure in STOCK_MEASURES:
        return _stock(measure, moment, published_on)
    if span is not None and _reaches_present(span, published_on):
        return Timing("cumulative", span.start, span.end, False, ("basis.span_to_present", "period.span"))
    if span is not None:
        return Timing("flow", span.start, span.end, False, ("basis.span", "period.span"))
    rule = _cumulative_rule(view, quantity, since, until)
    if rule is None and any(hit.last < quantity.from_token for hit in view.of("basis_outcome")):
        return _running(on, until, published_on, "basis.outcome")
    if rule is None and _cue(view, quantity, "basis_flow"):
        return Timing("flow", on.start if on else None, on.end if on else None, False, ("basis.flow_cue", *(("period.on",) if on else ())))
    perfect = _perfect(view, quantity, trigger)
    if rule is None and on is not None and not perfect:
        return Timing("flow", on.start, on.end, False, ("basis.on", "period.on"))
    if rule is None and perfect:
        rule = "basis.perfect"
    if rule is None and _cue(view, quantity, "basis_cumulative"):
        rule = "basis.cumulative_cue"
    if rule is None and any(hit.last < quantity.from_token for hit in view.of("origin_counting")):
        rule = "basis.counted"
    if rule is None and trigger.label.endswith((".before", ".after")) and not _is_noun(view, trigger):
        return Timing("flow", None, None, False, ("basis.default_event",))
    return _running(since, moment if rule != "basis.cumulative_cue" or until else None, published_on, rule or "basis.default_total")


def _reaches_present(span: SaidDate, published_on: str | None) -> bool:
    """Whether a long window ends where the document is written: a count that goes on, not a closed period."""
    if span.start is None or span.end is None or published_on is None:
        return False
    end = last_day(span.end)
    return (last_day(published_on) - end).days <= _PRESENT_DAYS < (end - first_day(span.start)).days


def _stock(measure: str, moment: SaidDate | None, published_on: str | None) -> Timing:
    if moment is not None and moment.end is not None:
        return Timing("stock", None, moment.end, False, ("basis.stock", "period.as_of"))
    if measure == "facility_capacity":
        return Timing("stock", None, None, False, ("basis.stock",))
    return Timing("stock", None, published_on, published_on is not None, ("basis.stock", "period.implied"))


def _running(since: SaidDate | None, moment: SaidDate | None, published_on: str | None, rule: str) -> Timing:
    start = since.start if since else None
    rules = (rule, *(("period.since",) if start else ()))
    if moment is not None and moment.end is not None:
        return Timing("cumulative", start, moment.end, False, (*rules, "period.as_of"))
    return Timing("cumulative", start, published_on, published_on is not None, (*rules, "period.implied"))


def _cumulative_rule(view: View, quantity: Quantity, since: SaidDate | None, until: SaidDate | None) -> str | None:
    if since is not None and _distance(view, quantity, since.first, since.last) <= _CUE:
        return "basis.since"
    if until is not None:
        return "basis.until"
    return None


def _cue(view: View, quantity: Quantity, label: str) -> bool:
    return any(_distance(view, quantity, hit.first, hit.last) <= _CUE for hit in view.of(label))


def _perfect(view: View, quantity: Quantity, trigger: Hit) -> bool:
    """Whether the verb that carries the figure stands in the perfect: has arrested, han sido detenidas."""
    low, high = min(trigger.first, quantity.from_token) - 4, max(trigger.last, quantity.to_token)
    return any(low <= hit.first and hit.last <= high and view.cost(hit.last + 1, trigger.first - 1) <= 2.5 for hit in view.of("basis_perfect"))


def _is_noun(view: View, trigger: Hit) -> bool:
    """Whether the trigger is a noun with its preposition ("the arrest of") or a participle ("people held"), which tell no single event."""
    if trigger.label.endswith(".after") and view.names_people(trigger.first - 1) and trigger.label.split(".")[1] in _PASSIVE:
        return True
    return trigger.last > trigger.first and view.tokens[trigger.last].folded in folded_words(view.lexicon, "bases", "noun_links")


def _distance(view: View, quantity: Quantity, first: int, last: int) -> float:
    if last < quantity.from_token:
        return view.cost(last + 1, quantity.from_token - 1)
    return view.cost(quantity.to_token + 1, first - 1)
