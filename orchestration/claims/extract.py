"""Reads figures out of sentences: puts quantity, measure, subject, timing and origin together.

Belongs here: the order of the steps, what a sentence inherits from the one before, and the reading that results.
Does not belong here: any rule about words (the modules beside), any word (``orchestration.languages``), identities and files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from orchestration.claims.attribution import Credit, Origin, find_credits, origin_of
from orchestration.claims.carried import Memory, grown, more_of, timed, told_again, whole_of
from orchestration.claims.confidence import confidence
from orchestration.claims.dates_said import SaidDate, find_dates
from orchestration.claims.gate import may_have_number, may_state_figures
from orchestration.claims.legible import Legible, legible
from orchestration.claims.lists import heading_date, is_item, under
from orchestration.claims.measure import Decision, decide, decide_also, decide_total, is_governed
from orchestration.claims.numerals import find_numerals
from orchestration.claims.parts import said_again
from orchestration.claims.quantity import Quantity, find_quantities
from orchestration.claims.reading import Because, Reading, Sentence
from orchestration.claims.stance import stance_of
from orchestration.claims.subject import subject_of
from orchestration.claims.timing import Timing, timing_of
from orchestration.claims.words import View
from orchestration.languages import Lexicon
from orchestration.model.passage import LONGEST_SENTENCE
from orchestration.model.vocabulary import SERIES_MEASURES

EXTRACTOR_VERSION = "4"
"""Changes whenever a rule or a lexicon changes what is read."""

_STRETCH = 1_000
"""Characters of what is read as one in a sentence longer than any that people write."""
_BLANK = re.compile(r"\s")
_LONGEST_CREDIT = 8  # tokens
_NEIGHBOURS = 8
"""Numbers on either side that a number is read together with: what a longer list says further off is not of it."""


def extract(sentences: Iterable[Sentence], *, lexicon: Lexicon, published_on: str | None) -> list[Reading]:
    """The figures that consecutive sentences of one document state, in order.

    Counts of people for the five series measures, with exact offsets in the document's text; dates at their known precision. ``published_on``
    (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``) resolves relative dates and stands in for the as-of date of running totals.
    """
    found: list[Reading] = []
    memory = Memory()
    for sentence in chain.from_iterable(map(_stretches, sentences)):
        can_state = may_have_number if memory.readings else may_state_figures
        readings = _read_legible(sentence, lexicon, memory, published_on) if can_state(sentence.text, lexicon) else []
        above = memory.heading if memory.heading is not None and is_item(sentence.text) else None
        readings = [under(reading, above) for reading in readings] if above is not None else readings
        heading = above or heading_date(sentence.text, lexicon, published_on)
        found.extend(readings)
        memory = memory.after(readings, heading, sentence.text)
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


def _read_legible(sentence: Sentence, lexicon: Lexicon, memory: Memory, published_on: str | None) -> list[Reading]:
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


def _read(sentence: Sentence, view: View, memory: Memory, published_on: str | None) -> list[Reading]:
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
        free = decision is None and not is_governed(view, quantity, others)
        whole = whole_of(view, quantity, decision, found, memory, free=free)
        again, rule = None, "measure.part"
        if decision is None and whole is None:
            again = said_again(view, found[-1][0], quantity, dates) if found else None
            if again is not None:
                decision = told_again(found[-1][1], quantity)
            else:
                decision = decide_total(view, quantity, in_custody=memory.in_custody) or grown(view, quantity, found, memory)
            if decision is None and free:
                whole, rule = more_of(view, quantity, found, memory), "measure.more"
                if whole is not None and any(said.part in ("on", "span") and (not found or said.first > found[-1][0].last) for said in dates):
                    decision, whole = told_again(whole, quantity), None
        if whole is not None:
            found.append((quantity, _dependent(sentence, view, quantity, others, whole, origin, rule)))
            continue
        for told in (decision, decide_also(view, decision, others) if decision else None):
            if told is not None:
                its = _own_dates(told, dates) if again is None else [again]
                own = timing_of(view, quantity, told.measure, told.trigger, its, published_on)
                timing = timed(view, quantity, told, own, dates, found, memory, published_on)
                found.append((quantity, _reading(sentence, view, quantity, others, told, timing, origin)))
    return _once([reading for _, reading in found])


def _own_dates(decision: Decision, dates: Sequence[SaidDate]) -> Sequence[SaidDate]:
    """The dates without those of the participle before the verb, unless there are no others: "40 people held *in May* were freed on Monday"."""
    if decision.state is None:
        return dates
    return [said for said in dates if not decision.state.last < said.first < decision.trigger.first] or dates


def _asides(view: View, dates: Sequence[SaidDate], credited: Sequence[Credit]) -> frozenset[int]:
    """Tokens of dates, of credits with whom they name, and of what "according to" opens up to the next comma."""
    said = [range(date.first, date.last + 1) for date in dates]
    spoken = [range(min(hit.first, first), max(hit.last, last) + 1) for hit, first, last, _ in credited]
    opened = [range(hit.first, min(hit.last + _LONGEST_CREDIT, len(view.tokens))) for hit in view.of("origin_before")]
    closed = [range(credit.start, end) for credit in opened if (end := next(filter(view.is_comma, credit), None)) is not None]
    return frozenset(chain.from_iterable(said + spoken + closed))


def _once(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without a figure that the sentence repeats."""
    return list({(r.measure, r.value, r.value_low, r.value_high, r.population): r for r in reversed(readings)}.values())[::-1]


def _dependent(
    sentence: Sentence, view: View, quantity: Quantity, others: Sequence[Quantity], whole: Reading, origin: Origin | None, rule: str
) -> Reading:
    """A figure with the measure, the time and the origin of the one it is a part of, or more of. A part counts others than its whole."""
    subject = subject_of(view, quantity, others)
    unnamed = "other" if rule == "measure.part" and subject.place is None else whole.population
    low, high = quantity.bounds()
    inherited = tuple(reason for reason in whole.because if reason.rule.startswith(("basis.", "period.", "stance.", "origin.")))
    because = (*quantity.because, Because(rule, whole.number_text), *inherited, *subject.because)
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
        population=unnamed if subject.population == "all" else subject.population,
        population_detail=subject.population_detail,
        place=subject.place or whole.place,
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
        population="other" if decision.rule == "measure.among" and subject.population == "all" else subject.population,
        population_detail=subject.population_detail,
        place=subject.place,
        circumstance=None,
        origin=origin.name if origin else None,
        count_unit=subject.count_unit,
        stance=stance,
        because=because,
        confidence=confidence(reason.rule for reason in because),
    )
