"""What a number takes from the figures told before it, in its sentence and in the one before.

Belongs here: what is remembered, and on which earlier figure a number without a verb or a window of its own depends.
Does not belong here: the words that tie a number to an earlier one (``parts.py``, ``totals.py``, ``windows.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orchestration.claims.dates_said import SaidDate
from orchestration.claims.lists import Heading
from orchestration.claims.measure import Decision, is_counted_back
from orchestration.claims.parts import counts_back, goes_on, is_condition, is_described, is_part_of, is_remainder, is_sibling, is_told_alone
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Because, Reading
from orchestration.claims.timing import Timing
from orchestration.claims.totals import running_total, tells_of_count
from orchestration.claims.windows import is_window, points_back, same_window, windows_in
from orchestration.claims.words import View
from orchestration.model.vocabulary import STOCK_MEASURES

Found = Sequence[tuple[Quantity, Reading]]
"""The figures read in a sentence so far."""


@dataclass(frozen=True)
class Memory:
    """What the next sentence may inherit: the last readings, the last origin, the date above a list, the last window, the sentence itself."""

    readings: tuple[Reading, ...] = ()
    origin: str | None = None
    in_custody: bool = False
    heading: Heading | None = None
    window: Reading | None = None
    text: str = ""

    def after(self, readings: Sequence[Reading], heading: Heading | None, text: str) -> "Memory":
        """What is remembered once a sentence is read."""
        origin = next((reading.origin for reading in reversed(readings) if reading.origin), self.origin)
        deaths = any(reading.measure == "custodial_deaths" for reading in readings)
        window = next(filter(is_window, reversed(readings)), self.window)
        return Memory(tuple(readings), origin, self.in_custody or deaths, heading, window, text)


def whole_of(view: View, quantity: Quantity, decision: Decision | None, found: Found, memory: Memory, *, free: bool) -> Reading | None:
    """The figure of which a number without a verb of its own counts a part; ``free`` says that no word of any measure governs the number."""
    before = memory.readings[-1] if memory.readings else None
    if decision is not None and before is not None and is_counted_back(view, quantity, decision, before):
        return before
    own = decision is not None and not decision.weak and decision.trigger.last >= quantity.from_token
    if own or running_total(view, quantity) is not None or is_condition(view, quantity):
        return None
    people = [(earlier, reading) for earlier, reading in found if reading.measure != "facility_capacity"]
    if people:
        earlier, reading = people[-1]
        in_list = ("measure.part" in reading.rules or is_described(view, quantity)) and goes_on(view, earlier, quantity)
        return reading if in_list or is_part_of(view, earlier, quantity) or (free and is_sibling(view, earlier, quantity)) else None
    return before if before is not None and counts_back(view, quantity, before.measure, free=free) else None


def more_of(view: View, quantity: Quantity, found: Found, memory: Memory) -> Reading | None:
    """The figure before, when a number alone counts more of the same, or the same by another count."""
    before = _last(found, memory)
    if before is None or before.measure in STOCK_MEASURES:
        return None
    return before if is_remainder(view, quantity, before.measure) or is_told_alone(view, quantity) else None


def grown(view: View, quantity: Quantity, found: Found, memory: Memory) -> Decision | None:
    """The measure of the figure told before, when the sentence gives only its new total."""
    hit, before = running_total(view, quantity), _last(found, memory)
    if hit is None or before is None or before.measure in STOCK_MEASURES or not tells_of_count(view, hit):
        return None
    return Decision(before.measure, hit, "measure.running_total")


def told_again(before: Reading, quantity: Quantity) -> Decision:
    """The measure of the figure told before, when the sentence goes on with that of another time."""
    return Decision(before.measure, Hit(f"trigger.{before.measure}.counted", quantity.first, quantity.last, ""), "measure.said_again")


def timed(
    view: View, quantity: Quantity, told: Decision, own: Timing, dates: Sequence[SaidDate], found: Found, memory: Memory, published_on: str | None
) -> Timing:
    """The window of a figure: its own, or that to which its words point back, or that of its whole."""
    if told.rule == "measure.said_again" and found and "basis.total" in found[-1][1].rules:  # "had reached 40 in May and 52 in June"
        return replace(own, basis="cumulative", period_start=found[-1][1].period_start)
    if told.measure in STOCK_MEASURES or own.is_stated:
        return own
    back = points_back(view, quantity, told.trigger)
    if back is not None:
        here = [said for said in dates if said.part == "span" and said.last < quantity.first]
        before = [memory.window] if memory.window is not None else []
        return same_window(back, [*before, *windows_in(memory.text, view.lexicon, published_on), *(reading for _, reading in found), *here])
    dated = any(said.first > quantity.to_token for said in dates)
    if own.is_default and not dated and found and is_window(found[-1][1]) and is_part_of(view, found[-1][0], quantity):
        return _timed_like(found[-1][1])  # "40 people have been held since May, of whom 12 were later freed"
    return own


def _timed_like(whole: Reading) -> Timing:
    """The window of the figure of which a number counts a part."""
    because = (Because("basis.of_whole", whole.number_text), *(reason for reason in whole.because if reason.rule.startswith("period.")))
    return Timing(whole.basis, whole.period_start, whole.period_end, whole.period_is_implied, because)


def _last(found: Found, memory: Memory) -> Reading | None:
    """The figure told last."""
    return found[-1][1] if found else next(reversed(memory.readings), None)
