"""Figures that say their window by pointing back: "in the same months", "en ese mismo plazo".

Belongs here: the words that point back, and the window that they mean.
Does not belong here: windows that a sentence states itself (``timing.py``).
"""

from collections.abc import Sequence

from orchestration.claims.dates_said import SaidDate, find_dates
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Because, Reading
from orchestration.claims.timing import Timing
from orchestration.claims.words import View, between
from orchestration.languages import Lexicon

_LONGEST = 6
"""Tokens from "those" to "months": "those two and a half months"."""


def points_back(view: View, quantity: Quantity, trigger: Hit) -> str | None:
    """The words by which a figure takes the window told before, in its own clause."""
    figure = range(min(quantity.from_token, trigger.first), max(quantity.to_token, trigger.last) + 1)
    for hit in view.of("date_same"):
        end = next((at for at in range(hit.last + 1, hit.last + _LONGEST) if at in view.covered("date_periods")), None)
        if end is None or not view.is_one_clause(hit.last + 1, end) or _dates(view, hit):
            continue
        if not any(at in view.covered("clause_strong_breaks") or view.tokens[at].folded in ";:" for at in between(hit, figure)):
            return view.words(hit.first, end)
    return None


def same_window(words: str, told: Sequence[Reading | SaidDate]) -> Timing:
    """The last window told before; none known when none was."""
    because = (Because("basis.same_window", words), Because("period.same_window", words))
    for one in reversed(told):
        if isinstance(one, Reading) and is_window(one):
            return Timing(one.basis, one.period_start, one.period_end, one.period_is_implied, because)
        if isinstance(one, SaidDate) and one.start is not None and one.end is not None:
            return Timing("flow", one.start, one.end, False, because)
    return Timing("flow", None, None, False, because[:1])


def is_window(reading: Reading) -> bool:
    """Whether a figure counts from a start, said or not, to an end."""
    return reading.basis == "cumulative" or (reading.basis == "flow" and reading.period_start is not None)


def windows_in(text: str, lexicon: Lexicon, published_on: str | None) -> list[SaidDate]:
    """The windows that a sentence states, be they of a figure or not."""
    return [said for said in find_dates(View(text, lexicon), published_on) if said.part == "span"]


def _dates(view: View, hit: Hit) -> bool:
    """Whether the words only complete a date ("noviembre *de ese año*") or bound a count ("*by* that month")."""
    at = hit.first - 1
    bounds = view.ends("date_since", at) or view.ends("date_until", at)
    return bounds is not None or at in view.asides or (at > 0 and at - 1 in view.asides)
