"""Lists of figures: the date in the line above holds for every item.

Belongs here: telling a line above a list, and an item, from other sentences.
Does not belong here: dates within an item, which go before (``timing.py``).
"""

import re
from dataclasses import dataclass, replace

from orchestration.claims.dates_said import SaidDate, find_dates
from orchestration.claims.reading import Because, Reading
from orchestration.claims.words import View
from orchestration.languages import Lexicon
from orchestration.model.vocabulary import STOCK_MEASURES

_ITEM = re.compile(r"\s*(?:[-–—•*·▪►]|\d{1,2}[.)])\s")
_LONGEST = 300


@dataclass(frozen=True)
class Heading:
    """The date that the line above a list says, and its words."""

    said: SaidDate
    words: str


def leads_list(text: str) -> bool:
    """Whether a text ends as the line above a list does."""
    return text.rstrip().endswith(":")


def is_item(text: str) -> bool:
    """Whether a sentence begins as the item of a list does."""
    return _ITEM.match(text) is not None


def heading_date(text: str, lexicon: Lexicon, published_on: str | None) -> Heading | None:
    """The last date of the line above a list."""
    if len(text) > _LONGEST or not leads_list(text):
        return None
    view = View(text, lexicon)
    dates = [said for said in find_dates(view, published_on) if said.end is not None]
    return Heading(dates[-1], view.words(dates[-1].first, dates[-1].last)) if dates else None


def under(reading: Reading, heading: Heading) -> Reading:
    """An item's figure, dated by the line above unless it says when itself."""
    if reading.period_end is not None and not reading.period_is_implied:
        return reading
    because = (*(reason for reason in reading.because if reason.rule != "period.implied"), Because("period.heading", heading.words))
    said, window = heading.said, heading.said.part in ("on", "span")
    basis = "stock" if reading.measure in STOCK_MEASURES else "flow" if window else "cumulative"
    start = said.start if basis == "flow" else reading.period_start
    return replace(reading, basis=basis, period_start=start, period_end=said.end, period_is_implied=False, because=because)
