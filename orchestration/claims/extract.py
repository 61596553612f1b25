"""Reads figures out of sentences: puts quantity, measure, subject, timing and origin together.

Belongs here: the order of the steps, what a sentence inherits from the one before, and the reading that results.
Does not belong here: any rule about words (the modules beside), any word (``orchestration.languages``), identities and files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from orchestration.claims.attribution import Credit, Origin, find_credits, origin_of
from orchestration.claims.confidence import confidence
from orchestration.claims.dates_said import SaidDate, find_dates
from orchestration.claims.gate import may_have_number, may_state_figures
from orchestration.claims.legible import Legible, legible
from orchestration.claims.lists import Heading, heading_date, is_item, under
from orchestration.claims.measure import Decision, decide, decide_also, decide_total, is_counted_back, is_governed
from orchestration.claims.numerals import find_numerals
from orchestration.claims.parts import counts_back, goes_on, is_described, is_part_of, is_remainder, is_sibling, is_told_alone, said_again
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity, find_quantities
from orchestration.claims.reading import Because, Reading, Sentence
from orchestration.claims.stance import stance_of
from orchestration.claims.subject import subject_of
from orchestration.claims.timing import Timing, timing_of
from orchestration.claims.totals import running_total, tells_of_count
from orchestration.claims.windows import is_window, points_back, same_window, windows_in
from orchestration.claims.words import View
from orchestration.languages import Lexicon
from orchestration.model.passage import LONGEST_SENTENCE
from orchestration.model.vocabulary import SERIES_MEASURES, STOCK_MEASURES

EXTRACTOR_VERSION = "3"
"""Changes whenever a rule or a lexicon changes what is read."""

_STRETCH = 1_000
"""Characters of what is read as one in a sentence longer than any that people write."""
_BLANK = re.compile(r"\s")
_LONGEST_CREDIT = 8  # tokens
_NEIGHBOURS = 8
"""Numbers on either side that a number is read together with: what a longer list says further off is not of it."""


@dataclass(frozen=True)
class _Memory:
    """What the next sentence may inherit: the last readings, the last origin, the date above a list, the last window, the sentence itself."""

    readings: tuple[Reading, ...] = ()
    origin: str | None = None
    in_custody: bool = False
    heading: Heading | None = None
    windows: tuple[Reading, ...] = ()
    text: str = ""


def extract(sentences: Iterable[Sentence], *, lexicon: Lexicon, published_on: str | None) -> list[Reading]:
    """The figures that consecutive sentences of one document state, in order.

    Counts of people for the five series measures, with exact offsets in the document's text; dates at their known precision. ``published_on``
    (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``) resolves relative dates and stands in for the as-of date of running totals.
    """
    found: list[Reading] = []
    memory = _Memory()
    for sentence in chain.from_iterable(map(_stretches, sentences)):
        can_state = may_have_number if memory.readings else may_state_figures
        readings = _read_legible(sentence, lexicon, memory, published_on) if can_state(sentence.text, lexicon) else []
        above = memory.heading if memory.heading is not None and is_item(sentence.text) else None
        readings = [under(reading, above) for reading in readings] if above is not None else readings
        heading = above or heading_date(sentence.text, lexicon, published_on)
        found.extend(readings)
        memory = _remember(memory, readings, heading, sentence.text)
    return found


def _stretches(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or, of one longer than people write, stretches that end at white space."""
    start, text = 0, sentence.text
    if len(text) > LONGEST_SENTENCE:
        while len(text) - start > _STRETCH:
            blank = _BLANK.search(text, start + _STRETCH // 2, start + _STRETCH)
            end = blank.end() if blank else start + _STRETCH
            yield Sentence(sentence.char_start + start, text[start:end])
            start = end
    yield Sentence(sentence.char_start + start, text[start:])


def _read_legible(sentence: Sentence, lexicon: Lexicon, memory: _Memory, published_on: str | None) -> list[Reading]:
    """The readings of what a reader sees, at their offsets in what is written."""
    seen = legible(sentence.text)
    if not any(numeral.value is not None and numeral.value > 1 for numeral in find_numerals(seen.text, lexicon)):
        return []
    view = View(seen.text, lexicon)
    if not memory.readings and all(hit.label.split(".")[1] not in SERIES_MEASURES for hit in view.of("trigger.")):
        return []
    readings = _read(Sentence(sentence.char_start, seen.text), view, memory, published_on)
    return readings if seen.text == sentence.text else [_as_written(reading, sentence, seen) for reading in readings]


def _as_written(reading: Reading, sentence: Sentence, seen: Legible) -> Reading:
    first = reading.number_start - sentence.char_start
    start, end = seen.starts[first], seen.ends[first + len(reading.number_text) - 1]
    return replace(
        reading,
        char_end=sentence.char_start + len(sentence.text),
        quote_text=sentence.text,
        number_start=sentence.char_start + start,
        number_text=sentence.text[start:end],
    )


def _read(sentence: Sentence, view: View, memory: _Memory, published_on: str | None) -> list[Reading]:
    dates = find_dates(view, published_on)
    taken = [(view.tokens[said.first].start, view.tokens[said.last].end) for said in dates]
    quantities = find_quantities(view, taken)
    credited = find_credits(view, dates) if quantities else []
    view.asides = _asides(view, dates, credited)
    found: list[tuple[Quantity, Reading]] = []
    for at, quantity in enumerate(quantities):
        others = [*quantities[max(0, at - _NEIGHBOURS) : at], *quantities[at + 1 : at + 1 + _NEIGHBOURS]]
        origin = origin_of(view, quantity, memory.origin, credited)
        decision = decide(view, quantity, others, in_custody=memory.in_custody)
        borrowed = decision is None or decision.weak or decision.trigger.last < quantity.from_token
        if decision is not None and memory.readings and is_counted_back(view, quantity, decision, memory.readings[-1]):
            found.append((quantity, _part(sentence, view, quantity, others, memory.readings[-1], origin)))
            continue
        free = decision is None and not is_governed(view, quantity, others)
        whole = _whole(view, quantity, found, memory, free=free) if borrowed and running_total(view, quantity) is None else None
        if decision is None and whole is None:
            decision = decide_total(view, quantity, in_custody=memory.in_custody) or _grown(view, quantity, found, memory)
        again = said_again(view, found[-1][0], quantity, dates) if decision is None and whole is None and found else None
        if again is not None:
            decision = _told_again(found[-1][1], quantity)
        if decision is None and whole is None and free:
            whole = _more(view, quantity, found, memory)
        if whole is not None:
            found.append((quantity, _part(sentence, view, quantity, others, whole, origin)))
            continue
        for told in (decision, decide_also(view, decision, others) if decision else None):
            if told is not None:
                timing = timing_of(view, quantity, told.measure, told.trigger, dates if again is None else [again], published_on)
                if told.measure not in STOCK_MEASURES and not timing.is_stated and (back := points_back(view, quantity, told.trigger)) is not None:
                    timing = same_window(view, back, _windows(view, dates, quantity, found, memory, published_on))
                found.append((quantity, _reading(sentence, view, quantity, others, told, timing, origin)))
    return _once([reading for _, reading in found])


def _asides(view: View, dates: Sequence[SaidDate], credited: Sequence[Credit]) -> frozenset[int]:
    """Tokens of dates, of credits with whom they name, and of what "according to" opens up to the next comma."""
    said = [range(date.first, date.last + 1) for date in dates]
    spoken = [range(min(hit.first, first), max(hit.last, last) + 1) for hit, first, last, _ in credited]
    opened = [range(hit.first, min(hit.last + _LONGEST_CREDIT, len(view.tokens))) for hit in view.of("origin_before")]
    closed = [range(credit.start, end) for credit in opened if (end := next(filter(view.is_comma, credit), None)) is not None]
    return frozenset(chain.from_iterable(said + spoken + closed))


def _whole(view: View, quantity: Quantity, found: Sequence[tuple[Quantity, Reading]], memory: _Memory, *, free: bool) -> Reading | None:
    """The figure of which a number without a verb of its own counts a part; ``free`` says that no word of any measure governs the number."""
    people = [(before, reading) for before, reading in found if reading.measure != "facility_capacity"]
    if people:
        before, reading = people[-1]
        in_list = ("measure.part" in reading.rules or is_described(view, quantity)) and goes_on(view, before, quantity)
        return reading if in_list or is_part_of(view, before, quantity) or (free and is_sibling(view, before, quantity)) else None
    return memory.readings[-1] if memory.readings and counts_back(view, quantity, memory.readings[-1].measure, free=free) else None


def _more(view: View, quantity: Quantity, found: Sequence[tuple[Quantity, Reading]], memory: _Memory) -> Reading | None:
    """The figure before, when a number alone counts more of the same, or the same by another count."""
    before = found[-1][1] if found else memory.readings[-1] if memory.readings else None
    if before is None or before.measure in STOCK_MEASURES:
        return None
    return before if is_remainder(view, quantity) or is_told_alone(view, quantity) else None


def _windows(
    view: View, dates: Sequence[SaidDate], quantity: Quantity, found: Sequence[tuple[Quantity, Reading]], memory: _Memory, published_on: str | None
) -> list[Reading | SaidDate]:
    """What states a window before a number, the nearest last: the sentence before, and this one."""
    here = [said for said in dates if said.part == "span" and said.last < quantity.first]
    return [*memory.windows, *windows_in(memory.text, view.lexicon, published_on), *(reading for _, reading in found), *here]


def _grown(view: View, quantity: Quantity, found: Sequence[tuple[Quantity, Reading]], memory: _Memory) -> Decision | None:
    """The measure of the figure told before, when the sentence gives only its new total."""
    hit = running_total(view, quantity)
    before = found[-1][1] if found else memory.readings[-1] if memory.readings else None
    if hit is None or before is None or before.measure in STOCK_MEASURES or not tells_of_count(view, hit):
        return None
    return Decision(before.measure, hit, "measure.running_total")


def _told_again(before: Reading, quantity: Quantity) -> Decision:
    """The measure of the figure told before, when the sentence goes on with that of another time."""
    return Decision(before.measure, Hit(f"trigger.{before.measure}.counted", quantity.first, quantity.last, ""), "measure.said_again")


def _once(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without a figure that the sentence repeats."""
    return list({(r.measure, r.value, r.value_low, r.value_high, r.population): r for r in reversed(readings)}.values())[::-1]


def _part(sentence: Sentence, view: View, quantity: Quantity, others: Sequence[Quantity], whole: Reading, origin: Origin | None) -> Reading:
    """A figure with the measure, the time and the origin of the one it is a part of."""
    subject = subject_of(view, quantity, others)
    low, high = quantity.bounds()
    inherited = tuple(reason for reason in whole.because if reason.rule.startswith(("basis.", "period.", "stance.", "origin.")))
    because = (*quantity.because, Because("measure.part", whole.number_text), *inherited, *subject.because)
    return replace(
        whole,
        char_start=sentence.char_start,
        char_end=sentence.char_start + len(sentence.text),
        quote_text=sentence.text,
        number_start=sentence.char_start + quantity.start,
        number_text=sentence.text[quantity.start : quantity.end],
        value=quantity.value,
        value_low=low,
        value_high=high,
        qualifier=quantity.qualifier,
        population=subject.population,
        population_detail=subject.population_detail,
        count_unit=subject.count_unit,
        origin=origin.name if origin else whole.origin,
        because=because,
        confidence=confidence(reason.rule for reason in because),
    )


def _reading(
    sentence: Sentence, view: View, quantity: Quantity, others: Sequence[Quantity], decision: Decision, timing: Timing, origin: Origin | None
) -> Reading:
    subject = subject_of(view, quantity, others)
    stance, stated = stance_of(view, decision, quantity)
    low, high = quantity.bounds()
    because = (
        *quantity.because,
        Because(decision.rule, view.words(decision.trigger.first, decision.trigger.last)),
        *timing.because,
        *subject.because,
        *((stated,) if stated else ()),
        *((Because(origin.rule, origin.words),) if origin else ()),
    )
    return Reading(
        char_start=sentence.char_start,
        char_end=sentence.char_start + len(sentence.text),
        quote_text=sentence.text,
        number_start=sentence.char_start + quantity.start,
        number_text=sentence.text[quantity.start : quantity.end],
        measure=decision.measure,
        value=quantity.value,
        value_low=low,
        value_high=high,
        qualifier=quantity.qualifier,
        basis=timing.basis,
        period_start=timing.period_start,
        period_end=timing.period_end,
        period_is_implied=timing.period_is_implied,
        population=subject.population,
        population_detail=subject.population_detail,
        place=subject.place,
        circumstance=None,
        origin=origin.name if origin else None,
        count_unit=subject.count_unit,
        stance=stance,
        because=because,
        confidence=confidence(reason.rule for reason in because),
    )


def _remember(memory: _Memory, readings: Sequence[Reading], heading: Heading | None, text: str) -> _Memory:
    origin = next((reading.origin for reading in reversed(readings) if reading.origin), memory.origin)
    deaths = any(reading.measure == "custodial_deaths" for reading in readings)
    windows = tuple(filter(is_window, readings))[-1:] or memory.windows
    return _Memory(tuple(readings), origin, memory.in_custody or deaths, heading, windows, text)
