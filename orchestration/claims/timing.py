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
_FURTHEST = 100  # tokens
_BESIDE = 1.3
_TOTAL_REACH = 1.9
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
    """When the figure holds. The publication date stands in for the end of what the text does not date."""
    figure = _Figure(view, quantity, trigger)
    own = sorted((said for said in dates if figure.reaches(said.first, said.last)), key=lambda said: figure.distance(said.first, said.last))
    told = [said for said in own if said.part in ("on", "") and figure.is_of_the_telling(said)]
    span, since, until, on = (
        next((said for said in own if said.part == part and said not in told and figure.distance(said.first, said.last) <= _DATE), None)
        for part in ("span", "since", "until", "on")
    )
    moment = until or on or next(iter(told), None)
    if measure in STOCK_MEASURES:
        return _stock(view, measure, moment, published_on)
    if span is not None and _reaches_present(span, published_on):
        return Timing("cumulative", span.start, span.end, False, ("basis.span_to_present", "period.span"))
    if span is not None:
        return Timing("flow", span.start, span.end, False, ("basis.span", "period.span"))
    rule = "basis.since" if since is not None and figure.distance(since.first, since.last) <= _CUE else "basis.until" if until is not None else None
    if rule is None and _is_new_total(view, quantity, trigger):
        return _running(None, until, published_on, "basis.total")
    if rule is None and figure.cue("basis_flow"):
        return _event(on, told, published_on, "basis.flow_cue")
    if rule is None and any(hit.last < quantity.from_token for hit in view.of("basis_outcome")):
        return _running(on, until, published_on, "basis.outcome")
    perfect = _perfect(view, quantity, trigger)
    goes_on = perfect or (on is not None and _is_going_on(on, published_on) and figure.cue("basis_cumulative"))
    if rule is None and on is not None and not goes_on:
        return _event(on, told, published_on, "basis.on")
    if rule is None and perfect:
        rule = "basis.perfect"
    if rule is None and figure.cue("basis_cumulative"):
        rule = "basis.cumulative_cue"
    if rule is None and any(hit.last < quantity.from_token for hit in view.of("origin_counting")):
        rule = "basis.counted"
    if rule is None and (_is_announced(view, trigger) or (trigger.label.endswith((".before", ".after")) and not _is_noun(view, quantity, trigger))):
        return _event(on, told, published_on, "basis.default_event")
    return _running(
        since, moment if rule != "basis.cumulative_cue" or until or told or goes_on else None, published_on, rule or "basis.default_total"
    )


@dataclass(frozen=True)
class _Figure:
    """A quantity and its trigger as one stretch of the sentence, from which dates and cue words are near or far."""

    view: View
    quantity: Quantity
    trigger: Hit

    @property
    def first(self) -> int:
        """First token of the stretch."""
        return min(self.quantity.from_token, self.trigger.first)

    @property
    def last(self) -> int:
        """Last token of the stretch."""
        return max(self.quantity.to_token, self.trigger.last)

    def distance(self, first: int, last: int) -> float:
        """Cost of the way to tokens ``first`` to ``last``; none inside the stretch."""
        if last < self.first:
            return self.view.cost(last + 1, self.first - 1)
        return self.view.cost(self.last + 1, first - 1)

    def cue(self, label: str) -> bool:
        """Whether words of the label stand near, in the same statement."""
        return any(self.reaches(hit.first, hit.last) and self.distance(hit.first, hit.last) <= _CUE for hit in self.view.of(label))

    def reaches(self, first: int, last: int) -> bool:
        """Whether no other statement begins between, and what lies between does not tell of something else: "ahead of the vote in May"."""
        if first - self.last > _FURTHEST or self.first - last > _FURTHEST:
            return False
        turns, apart = self.view.covered("clause_turns"), self.view.covered("date_apart")
        if last < self.first:
            return not any(at in turns for at in range(last + 1, self.first)) and not self._inserted(first, last)
        return not any(at in turns or at in apart for at in range(self.last + 1, first))

    def _inserted(self, first: int, last: int) -> bool:
        """Whether a date before belongs to an insertion: "the prison, which opened in May, holds"."""
        tokens = self.view.tokens
        closed = any(tokens[at].folded == "," for at in range(last + 1, self.first))
        opened = next((at for at in range(first - 1, -1, -1) if tokens[at].folded == ","), None)
        return closed and opened is not None and opened + 1 in self.view.covered("date_apart")

    def is_of_the_telling(self, said: SaidDate) -> bool:
        """Whether a date says when the figure was told: "on Monday the ministry said that", "the ministry said on Monday that"."""
        for hit in self.view.of("origin_after"):
            if self.first <= hit.first <= self.last:
                continue
            between = said.last < hit.first < self.first or self.last < hit.first < said.first
            spoken = self.view.tokens[hit.first - 1].folded != ","  # "the emergency, declared in May": nobody speaks
            beside = (
                spoken
                and hit.last < said.first
                and self.view.cost(hit.last + 1, said.first - 1) <= _BESIDE
                and not self.last < said.first < hit.first
            )
            if between or (beside and not hit.last < self.first < said.first):
                return True
        return False


def _event(on: SaidDate | None, told: Sequence[SaidDate], published_on: str | None, rule: str) -> Timing:
    """What happened once: at its own date, else by the day on which it was told or published."""
    if on is not None:
        return Timing("flow", on.start, on.end, False, (rule, "period.on"))
    if told:
        return Timing("flow", None, told[0].end, False, (rule, "period.told"))
    return Timing("flow", None, published_on, published_on is not None, (rule, "period.implied"))


def _reaches_present(span: SaidDate, published_on: str | None) -> bool:
    """Whether a long window ends where the document is written: a count that goes on, not a closed period."""
    if span.start is None or span.end is None or published_on is None:
        return False
    end = last_day(span.end)
    return (last_day(published_on) - end).days <= _PRESENT_DAYS < (end - first_day(span.start)).days


def _stock(view: View, measure: str, moment: SaidDate | None, published_on: str | None) -> Timing:
    if measure == "facility_capacity" and moment is not None and moment.part != "until" and not _opens(view, moment):
        moment = None  # "opened in 2019 to hold 300": the date of the opening
    if moment is not None and moment.end is not None:
        return Timing("stock", None, moment.end, False, ("basis.stock", "period.as_of"))
    if measure == "facility_capacity":
        return Timing("stock", None, None, False, ("basis.stock",))
    return Timing("stock", None, published_on, published_on is not None, ("basis.stock", "period.implied"))


def _opens(view: View, said: SaidDate) -> bool:
    """Whether a date opens its sentence."""
    return said.first <= 1 or not any(view.tokens[at].folded.isalpha() for at in range(said.first - 1))


def _running(since: SaidDate | None, moment: SaidDate | None, published_on: str | None, rule: str) -> Timing:
    start = since.start if since else None
    rules = (rule, *(("period.since",) if start else ()))
    if moment is not None and moment.end is not None:
        if moment.part == "on" and _is_going_on(moment, published_on):
            return Timing("cumulative", start or moment.start, published_on, True, (*rules, "period.this", "period.implied"))
        return Timing("cumulative", start, moment.end, False, (*rules, "period.as_of"))
    return Timing("cumulative", start, published_on, published_on is not None, (*rules, "period.implied"))


def _perfect(view: View, quantity: Quantity, trigger: Hit) -> bool:
    """Whether the verb that carries the figure stands in the perfect: has arrested, han sido detenidas."""
    low, high = min(trigger.first, quantity.from_token) - 4, max(trigger.last, quantity.to_token)
    return any(low <= hit.first and hit.last <= high and view.cost(hit.last + 1, trigger.first - 1) <= 2.5 for hit in view.of("basis_perfect"))


def _is_noun(view: View, quantity: Quantity, trigger: Hit) -> bool:
    """Whether the trigger is a noun with its preposition ("the arrest of") or a participle ("people held", "the 40 held"): no single event."""
    measure, role = trigger.label.split(".")[1:]
    if role == "after" and measure in _PASSIVE and trigger.first == trigger.last:
        return (
            view.names_people(trigger.first - 1) or trigger.first <= quantity.to_token + 1 or bool(view.ends("clause_partitives", trigger.first - 1))
        )
    return trigger.last > trigger.first and view.tokens[trigger.last].folded in folded_words(view.lexicon, "bases", "noun_links")


def _is_going_on(moment: SaidDate, published_on: str | None) -> bool:
    """Whether a year or month is that in which the document is written."""
    return published_on is not None and published_on.startswith(f"{moment.end}-")


def _is_new_total(view: View, quantity: Quantity, trigger: Hit) -> bool:
    """Whether words such as "raising the total to" stand right before the number, or before what it counts."""
    if any(hit.last < quantity.from_token and view.cost(hit.last + 1, trigger.first - 1) <= _TOTAL_REACH for hit in view.of("basis_total")):
        return True
    before = (hit for hit in view.of("clause_totals") if hit.last < quantity.from_token and hit.last not in view.covered("clause_copulas"))
    return any(view.cost(hit.last + 1, quantity.from_token - 1) <= _TOTAL_REACH for hit in before)


def _is_announced(view: View, trigger: Hit) -> bool:
    """Whether a noun such as "the arrest of" is what someone announces: one act, not a running total."""
    announced = any(0 <= trigger.first - hit.last - 1 <= 2 for hit in view.of("origin_after"))
    return announced and trigger.label.endswith(".before")
