"""When a figure holds: running total, window or moment, and its dates.

Belongs here: the basis and the period of a figure, from the dates and the cue words of its sentence.
Does not belong here: how dates are read (``dates_said.py``), and what is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.claims.dates_said import SaidDate
from orchestration.claims.phrases import Hit, folded_words
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Because
from orchestration.claims.totals import rises_to
from orchestration.claims.words import View
from orchestration.model.dates import first_day, last_day
from orchestration.model.vocabulary import STOCK_MEASURES

_CUE = 14.0
_DATE = 24.0
_FURTHEST = 100  # tokens
_BESIDE = 1.3
_NEXT_TO = 2  # tokens
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
    because: tuple[Because, ...]

    @property
    def is_stated(self) -> bool:
        """Whether the sentence itself says when."""
        return any(reason.rule in ("period.on", "period.span", "period.as_of", "period.since") for reason in self.because)

    @property
    def is_default(self) -> bool:
        """Whether no word tells the basis."""
        return self.because[0].rule in ("basis.default_event", "basis.default_total")


def timing_of(view: View, quantity: Quantity, measure: str, trigger: Hit, dates: Sequence[SaidDate], published_on: str | None) -> Timing:
    """When the figure holds. The publication date stands in for the end of what the text does not date."""
    figure = _Figure(view, quantity, trigger)
    own = sorted((said for said in dates if figure.reaches(said.first, said.last)), key=lambda said: figure.distance(said.first, said.last))
    told = [said for said in own if said.part in ("on", "") and figure.is_of_the_telling(said)]
    span, since, until, on = (
        next((said for said in own if said.part == part and said not in told and figure.distance(said.first, said.last) <= _DATE), None)
        for part in ("span", "since", "until", "on")
    )
    if span is not None and until is not None and figure.distance(until.first, until.last) < figure.distance(span.first, span.last):
        span = None  # "40 from May to June; by July it was 60"
    # "had reached 40 by May and stood at *60 on Friday*"
    beside = next((said for said in own if said.part == "on" and 0 < said.first - quantity.to_token <= _NEXT_TO), None)
    moment = beside or until or on or next(iter(told), None)
    if measure in STOCK_MEASURES:
        return _stock(view, measure, moment, published_on)
    if span is not None and _reaches_present(span, published_on):
        return Timing("cumulative", span.start, span.end, False, (_said("basis.span_to_present", view, span), _said("period.span", view, span)))
    if span is not None:
        return Timing("flow", span.start, span.end, False, (_said("basis.span", view, span), _said("period.span", view, span)))
    if since is not None and figure.distance(since.first, since.last) <= _CUE:
        return _running(view, since, moment, published_on, _said("basis.since", view, since))
    if until is not None:
        return _running(view, since, moment, published_on, _said("basis.until", view, until))
    if (total := _new_total(view, quantity, trigger)) is not None:
        return _running(view, None, until or beside, published_on, _said("basis.total", view, total))
    if (flow := figure.cue("basis_flow")) is not None:
        return _event(view, on, told, published_on, _said("basis.flow_cue", view, flow))
    if (outcome := _first_before(view, quantity, "basis_outcome")) is not None:
        return _running(view, on, until, published_on, _said("basis.outcome", view, outcome))
    perfect, cumulative = _perfect(view, quantity, trigger), figure.cue("basis_cumulative")
    over = perfect is not None and bool(view.ends("basis_past_perfect", perfect.last))
    goes_on = (perfect is not None and not over) or (on is not None and _is_going_on(on, published_on) and cumulative is not None)
    if on is not None and not goes_on:
        return _event(view, on, told, published_on, _said("basis.on", view, on))
    if perfect is not None:
        return _running(view, since, moment, published_on, _said("basis.perfect", view, perfect))
    if cumulative is not None:
        return _running(view, since, moment if told or goes_on else None, published_on, _said("basis.cumulative_cue", view, cumulative))
    if (counted := _first_before(view, quantity, "origin_counting")) is not None:
        return _running(view, since, moment, published_on, _said("basis.counted", view, counted))
    if _is_announced(view, trigger) or (trigger.label.endswith((".before", ".after")) and not _is_noun(view, quantity, trigger)):
        return _event(view, on, told, published_on, Because("basis.default_event"))
    return _running(view, since, moment, published_on, Because("basis.default_total"))


def _said(rule: str, view: View, where: Hit | SaidDate) -> Because:
    return Because(rule, view.words(where.first, where.last))


def _first_before(view: View, quantity: Quantity, label: str) -> Hit | None:
    return next((hit for hit in view.of(label) if hit.last < quantity.from_token), None)


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

    def cue(self, label: str) -> Hit | None:
        """Words of the label that stand near, in the same statement."""
        near = (hit for hit in self.view.of(label) if self.reaches(hit.first, hit.last) and self.distance(hit.first, hit.last) <= _CUE)
        return next(near, None)

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
        alone = self.view.covered("date_alone")
        if said.last + 1 in alone or any(at in alone for at in range(max(0, said.first - _NEXT_TO), said.first)):
            return False  # "on Sunday alone the police reported"
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


def _event(view: View, on: SaidDate | None, told: Sequence[SaidDate], published_on: str | None, basis: Because) -> Timing:
    """What happened once: at its own date, else by the day on which it was told or published."""
    if on is not None:
        return Timing("flow", on.start, on.end, False, (basis, _said("period.on", view, on)))
    if told:
        return Timing("flow", None, told[0].end, False, (basis, _said("period.told", view, told[0])))
    return Timing("flow", None, published_on, published_on is not None, (basis, Because("period.implied")))


def _reaches_present(span: SaidDate, published_on: str | None) -> bool:
    """Whether a window over the end of a year ends where the document is written: a count that goes on. Reports cover parts of one year."""
    if span.start is None or span.end is None or published_on is None or span.start[:4] == span.end[:4]:
        return False
    end = last_day(span.end)
    return (last_day(published_on) - end).days <= _PRESENT_DAYS < (end - first_day(span.start)).days


def _stock(view: View, measure: str, moment: SaidDate | None, published_on: str | None) -> Timing:
    if measure == "facility_capacity" and moment is not None and moment.part != "until" and not _opens(view, moment):
        moment = None  # "opened in 2019 to hold 300": the date of the opening
    if moment is not None and moment.end is not None:
        return Timing("stock", None, moment.end, False, (Because("basis.stock"), _said("period.as_of", view, moment)))
    if measure == "facility_capacity":
        return Timing("stock", None, None, False, (Because("basis.stock"),))
    return Timing("stock", None, published_on, published_on is not None, (Because("basis.stock"), Because("period.implied")))


def _opens(view: View, said: SaidDate) -> bool:
    """Whether a date opens its sentence."""
    return said.first <= 1 or not any(view.tokens[at].folded.isalpha() for at in range(said.first - 1))


def _running(view: View, since: SaidDate | None, moment: SaidDate | None, published_on: str | None, basis: Because) -> Timing:
    start = since.start if since else None
    because = (basis, _said("period.since", view, since)) if since is not None and start else (basis,)
    if moment is not None and moment.end is not None:
        if moment.part == "on" and _is_going_on(moment, published_on):
            this = (_said("period.this", view, moment), Because("period.implied"))
            return Timing("cumulative", start or moment.start, published_on, True, (*because, *this))
        return Timing("cumulative", start, moment.end, False, (*because, _said("period.as_of", view, moment)))
    return Timing("cumulative", start, published_on, published_on is not None, (*because, Because("period.implied")))


def _perfect(view: View, quantity: Quantity, trigger: Hit) -> Hit | None:
    """The auxiliary that puts the verb of the figure in the perfect: *has* arrested, *han sido* detenidas."""
    low, high = min(trigger.first, quantity.from_token) - 4, max(trigger.last, quantity.to_token)
    within = (hit for hit in view.of("basis_perfect") if low <= hit.first and hit.last <= high)
    return next((hit for hit in within if view.cost(hit.last + 1, trigger.first - 1) <= 2.5), None)


def _is_noun(view: View, quantity: Quantity, trigger: Hit) -> bool:
    """Whether the trigger is a noun with its preposition ("the arrest of") or a participle ("people held", "the 40 held"): no single event."""
    measure, role = trigger.label.split(".")[1:]
    if role == "after" and measure in _PASSIVE and trigger.first == trigger.last:
        return (
            view.names_people(trigger.first - 1) or trigger.first <= quantity.to_token + 1 or bool(view.ends("clause_partitives", trigger.first - 1))
        )
    if role == "before" and view.starts(f"trigger.{measure}.counted", trigger.first) and view.ends("origin_articles", trigger.first - 1):
        return True  # "las capturas, dijo, pasan de 40"
    return trigger.last > trigger.first and view.tokens[trigger.last].folded in folded_words(view.lexicon, "bases", "noun_links")


def _is_going_on(moment: SaidDate, published_on: str | None) -> bool:
    """Whether a year or month is that in which the document is written."""
    return published_on is not None and published_on.startswith(f"{moment.end}-")


def _new_total(view: View, quantity: Quantity, trigger: Hit) -> Hit | None:
    """Words such as "raising the total to" right before the number, or before what it counts."""
    if trigger.label == "clause_totals":
        return trigger
    totals = (hit for hit in view.of("basis_total") if hit.last < quantity.first)
    raised = next((hit for hit in totals if view.cost(hit.last + 1, trigger.first - 1) <= _TOTAL_REACH), None)
    end = quantity.from_token if quantity.qualifier == "exactly" else quantity.first  # "exceeded" is hedge and verb
    before = (hit for hit in view.of("clause_totals") if hit.last < end and hit.last not in view.covered("clause_copulas"))
    reached = next((hit for hit in before if view.way(hit.last + 1, quantity.from_token - 1) <= _TOTAL_REACH), None)
    return raised or reached or rises_to(view, quantity)


def _is_announced(view: View, trigger: Hit) -> bool:
    """Whether a noun such as "the arrest of" is what someone announces: one act, not a running total."""
    announced = any(0 <= trigger.first - hit.last - 1 <= 2 for hit in view.of("origin_after"))
    return announced and trigger.label.endswith(".before")
