"""Finds what retellings changed in a figure: its hedge, its window, its date, its unit, its scope, its credit, its certainty.

Claims are compared only with originals of the same measure and number, almost always of the same origin family. An original is the voice of a
statement: the origin's own document, else the earliest known. No rule knows a country, a language or a number. Cost: a sort, and each claim against
the originals of its own number.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

import pandas as pd

from orchestration.echoes.statement import EVER, NEVER, WHOLE, Days, Statement, day, overlap, precedes, read
from orchestration.model.echo import RETOLD_AS, RelayDistortion

_CAPACITY = "facility_capacity"
_DENIED = ("disputed", "rejected")
_UNSURE = ("disputed", "rejected", "hypothetical")

Finding = tuple[Statement, str, str]
"""The original, the kind, and the explanation."""


def compared(measure: str) -> set[str]:
    """Measures whose claims say what retellings of a measure changed: itself, those that are told in its place, and what places can hold."""
    return {measure, _CAPACITY, *(source for source, target in RETOLD_AS.items() if target == measure)}


def distortions(claims: Iterable[pd.DataFrame], echoes: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One row per retelling of a measure, original and kind (model RelayDistortion), sorted; a retelling may be compared with several originals.

    ``claims`` are those of the measures ``compared`` in the frame that ``fold`` took, in pieces; ``echoes`` is what it gave of them (model Echo). A
    retelling is never compared with a claim of its own document, nor with one that was surely published after it. Raises ``KeyError`` when columns
    or claims are missing.
    """
    statements = {statement.claim_id: statement for piece in claims for statement in read(piece)}
    told = _Told(statements, dict(zip(echoes["claim_id"], echoes["voice_id"], strict=True)))
    rows = {
        (statement.claim_id, original.claim_id, kind): explanation
        for statement in statements.values()
        if statement.measure == measure
        for original, kind, explanation in _findings(statement, told)
        if original.document_id != statement.document_id
    }
    return pd.DataFrame([(*key, rows[key]) for key in sorted(rows)], columns=list(RelayDistortion.to_schema().columns), dtype=object)


class _Told:
    """Who told what: the originals by family and number, what each family had said of a count by when, and what each document says itself."""

    def __init__(self, statements: dict[str, Statement], voices: dict[str, str]) -> None:
        self._voice_of = {claim_id: statements[voice_id] for claim_id, voice_id in voices.items()}
        self.originals: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        self.of_figure: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        self.of_count: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        self.of_place: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        self.unsure: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
        self.capacity: dict[tuple[object, ...], int] = {}
        self.in_document: dict[str, list[Statement]] = defaultdict(list)
        totals = defaultdict(list)
        for statement in statements.values():
            self.in_document[statement.document_id].append(statement)
            if statement.stance in _UNSURE:
                self.unsure[(statement.figure, statement.family)].append(statement)
            if statement.measure == _CAPACITY:
                place = (statement.context, statement.place)
                self.capacity[place] = max(self.capacity.get(place, 0), statement.number[-1])
            if statement.is_asserted and statement.from_beginning and statement.low is not None and statement.published[1] < NEVER:
                totals[(statement.subject, statement.family)].append(statement)
        self._highest: dict[object, _Highest] = {counter: _Highest(figures) for counter, figures in totals.items()}
        for voice_id in sorted(set(voices.values())):
            voice = statements[voice_id]
            if voice.is_asserted:
                self.originals[(voice.family, voice.figure)].append(voice)
                self.of_figure[voice.figure].append(voice)
                self.of_count[(voice.family, voice.counted, voice.is_stock, voice.number)].append(voice)
                self.of_place[(voice.context, voice.measure, voice.place, voice.number)].append(voice)

    def voice(self, statement: Statement) -> Statement:
        """The voice that the claim belongs to."""
        return self._voice_of[statement.claim_id]

    def highest(self, statement: Statement, family: str, measure: str | None, by: int) -> Statement | None:
        """The highest total of the measure that the family had surely published of the claim's subject before a day."""
        context, _, *rest = statement.subject
        found = self._highest.get(((context, measure, *rest), family))
        return found.before(by) if found else None


class _Highest:
    """The totals of one counter by publication, each with the highest until then."""

    def __init__(self, figures: list[Statement]) -> None:
        ordered = sorted(figures, key=lambda one: (one.published[1], one.claim_id))
        self.days = [one.published[1] for one in ordered]
        self.figures = list(accumulate(ordered, _higher))

    def before(self, day_number: int) -> Statement | None:
        place = bisect_left(self.days, day_number - 1)
        return self.figures[place - 1] if place else None


def _higher(one: Statement, other: Statement) -> Statement:
    return one if (one.low or 0) >= (other.low or 0) else other


def _findings(claim: Statement, told: _Told) -> Iterator[Finding]:
    if claim.is_own:
        return  # an origin that speaks for itself retells nobody
    voice = told.voice(claim)
    if voice is not claim:
        yield from _against_voice(claim, voice, told)
    if claim.is_asserted:
        for rule in (_shifted, _singled, _stale, _held, _crowded, _scoped, _firmer):
            yield from rule(claim, told)


def _against_voice(claim: Statement, voice: Statement, told: _Told) -> Iterator[Finding]:
    """What an echo says otherwise than its voice."""
    siblings = [one for one in told.in_document[claim.document_id] if told.voice(one) is voice]
    if claim.stance in _DENIED and voice.is_asserted:
        yield voice, "quoted_to_deny", f"{_said(voice)} is told as {claim.stance}: no evidence for the figure"
    if (voice.low, voice.high) not in {(one.low, one.high) for one in siblings}:
        yield voice, "lost_bound", f"{_said(voice)} is told as {_said(claim)}"
    if voice.states_end and not any(one.states_end for one in siblings):
        yield voice, "lost_window", f"said of {_window(voice)}; told without a date"
    elif claim.states_end and voice.states_start and not claim.states_start and not claim.is_stock:
        yield voice, "lost_window", f"said of {_window(voice)}; told of {_span(claim.end)} without a start"
    if claim.family is None:
        yield voice, "lost_attribution", "the origin is credited in the original, and nobody in the retelling"
    if voice.is_doubted and claim.is_asserted and not claim.is_doubted:
        yield voice, "gained_certainty", f"{_said(voice)} is alleged in the original, and told without doubt"
    if voice.count_unit and claim.count_unit and voice.count_unit != claim.count_unit:
        yield voice, "unit_shift", f"{_said(voice)} {voice.count_unit} are told as {claim.count_unit}"


def _shifted(claim: Statement, told: _Told) -> Iterator[Finding]:
    """A running total of the same beginning told for another end than its origin's own document says, or for a later one than was told before.

    A total reaches a number once, so of two dates told by others the later one was moved. Only specific numbers: a rounded one may hold at both.
    """
    if claim.family is None or claim.is_stock or not claim.is_specific or not claim.states_end:
        return

    def fits(one: Statement) -> bool:
        return one.states_end and overlap(one.start, claim.start)

    original = _earliest(told.originals[(claim.family, claim.figure)], fits, claim)
    if original is None or overlap(original.end, claim.end) or overlap(original.end, told.voice(claim).end):
        return
    if original.end[1] < claim.end[0] or original.is_own:
        yield original, "shifted_window", f"{_said(original)} is said of {_window(original)}, and told of {_window(claim)}"


def _singled(claim: Statement, told: _Told) -> Iterator[Finding]:
    """A running total told as what happened in a window of its own: "261, last summer", of 261 since the beginning.

    Only specific numbers: a small or round one is also what happened in many a summer. Without credit, only where one family alone gave the total.
    """
    voice = told.voice(claim)
    if not (claim.is_incident and claim.is_specific) or voice.is_own:
        return

    def fits(one: Statement) -> bool:
        is_same_window = overlap(one.start, claim.start) and overlap(one.end, claim.end)
        return one.from_beginning and not is_same_window and _is_earlier(one, voice)

    families = [claim.family] if claim.family else sorted({one.family for one in told.of_figure[claim.figure] if one.family and fits(one)})
    original = _earliest(told.originals[(families[0], claim.figure)], fits, claim) if len(families) == 1 else None
    if original:
        told_as = f"told as what happened from {_window(claim)}"
        yield original, "shifted_window", f"{_said(original)} is a running total from {_window(original)}, and {told_as}"


def _stale(claim: Statement, told: _Told) -> Iterator[Finding]:
    """A total told anew after its origin had given a higher one, beyond the next number of the same roundness."""
    family = told.voice(claim).family
    if family is None or not claim.from_beginning:
        return
    higher = told.highest(claim, family, claim.measure, claim.published[0])
    if higher is None or (higher.low or 0) < _next(claim.number[-1]) or (claim.states_end and claim.end[1] <= higher.end[1]):
        return
    original = _earliest(told.originals[(family, claim.figure)], lambda one: precedes(one, higher), claim)
    if original:
        yield original, "stale_figure", f"{_said(claim)} is told again although {_said(higher)} was published by {day(higher.published[1])}"


def _held(claim: Statement, told: _Told) -> Iterator[Finding]:
    """A total of arrests told as people held, unless the arrests told at the time were others."""
    for source, target in RETOLD_AS.items():
        if claim.measure != target or claim.family is None:
            continue
        context, _, *rest = claim.subject
        subject = (context, source, *rest)
        upper = _next(claim.number[-1]) - 1 if claim.high is None else claim.high
        beside = [one for one in told.in_document[claim.document_id] if one.subject == subject and one.family == claim.family and one.from_beginning]
        before = told.highest(claim, claim.family, source, min(claim.published[0], claim.end[1]))
        if any((one.low or 0) > upper and one.end[0] <= claim.end[1] for one in [*beside, *([before] if before else [])]):
            continue
        original = _earliest(told.originals[(claim.family, (subject, False, claim.number))], lambda _: True, claim)
        if original:
            yield original, "unit_shift", f"{_said(original)} ({source}) is told as {_said(claim)} ({target})"


def _crowded(claim: Statement, told: _Told) -> Iterator[Finding]:
    """More people told in one facility than anybody says it can hold, in the number of a national total of arrests."""
    capacity = told.capacity.get((claim.context, claim.place))
    for source, target in RETOLD_AS.items():
        if claim.measure != target or claim.place == WHOLE or capacity is None or claim.number[-1] <= capacity:
            continue
        original = _earliest(told.of_place[(claim.context, source, WHOLE, claim.number)], lambda one: _is_earlier(one, claim), claim)
        if original:
            yield original, "unit_shift", f"{_said(original)} ({source}) is told as {_said(claim)} ({target})"
            yield original, "scope_shift", f"{_said(original)} of the whole is told of one facility, said to hold at most {capacity:,}"


def _scoped(claim: Statement, told: _Told) -> Iterator[Finding]:
    """A number of one population, place or circumstance told of another in the same window."""
    if claim.family is None or not claim.is_specific:
        return
    voice = told.voice(claim)

    def fits(one: Statement) -> bool:
        is_same_window = overlap(one.start, claim.start) and overlap(one.end, claim.end)
        says_more = one.narrowness > claim.narrowness and not _is_earlier(voice, one)
        is_before = _is_earlier(one, voice) and (one.narrowness == claim.narrowness or one.place == WHOLE != claim.place)
        return one.scope != claim.scope and is_same_window and (says_more or is_before)

    original = _earliest(told.of_count[(claim.family, claim.counted, claim.is_stock, claim.number)], fits, claim)
    if original:
        yield original, "scope_shift", f"{_said(original)} is said of {_scope(original)}, and told of {_scope(claim)}"


def _firmer(claim: Statement, told: _Told) -> Iterator[Finding]:
    """A figure that was disputed, rejected or a hypothesis, told as asserted."""
    family = told.voice(claim).family
    original = _earliest(told.unsure[(claim.figure, family)], lambda one: _is_earlier(one, claim), claim)
    if original:
        yield original, "gained_certainty", f"{_said(original)} is {original.stance} in the original, and told as asserted"


def _earliest(candidates: Iterable[Statement], fits: Callable[[Statement], bool], claim: Statement) -> Statement | None:
    """The origin's own document, else the earliest published, of those that fit and do not surely follow the claim."""
    found = [one for one in candidates if one.document_id != claim.document_id and not precedes(claim, one) and fits(one)]
    return min(found, key=lambda one: (not one.is_own, one.published[1], one.claim_id), default=None)


def _is_earlier(one: Statement, other: Statement) -> bool:
    """Whether the first can be the original of the second: surely published before it, or the origin's own where the second is not."""
    return precedes(one, other) or (one.is_own and not other.is_own)


def _next(number: int) -> int:
    """The next number of the same roundness: 80,000 after 70,000, 154 after 153."""
    digits = str(number)
    return number + int(10 ** (len(digits) - len(digits.rstrip("0")))) if number else 1


def _said(statement: Statement) -> str:
    numbers = [f"{number:,}" for number in statement.number]
    return f"{statement.qualifier.replace('_', ' ')} {' and '.join(numbers)}"


def _scope(statement: Statement) -> str:
    return ", ".join(part for part in statement.scope if part)


def _window(statement: Statement) -> str:
    start = "the beginning" if statement.from_beginning else _span(statement.start)
    return _span(statement.end) if statement.is_stock else f"{start} to {_span(statement.end)}"


def _span(days: Days) -> str:
    if days[0] == EVER or days[1] == NEVER:
        return "an unknown day"
    return day(days[0]) if days[0] == days[1] else f"{day(days[0])}/{day(days[1])}"
