"""Quantities of a sentence: what number is said, with which hedge, between which bounds, and which numbers count nobody.

Belongs here: ranges, qualifiers and bounds, and what a number's neighbours say against its being a count.
Does not belong here: how digits and number words are read (``numerals.py``), and what is counted (``measure.py``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from orchestration.claims.legible import legible
from orchestration.claims.numerals import Numeral, find_numerals
from orchestration.claims.phrases import Hit, fold, folded_words
from orchestration.claims.reading import Because
from orchestration.claims.words import View
from orchestration.languages import Lexicon

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|<[^<>\s]+>")
_YEARS = range(1900, 2101)
_NOUN_PHRASE = 4
_OLDEST = 110
_LONGEST_IN_NAME = 3
_ESTIMATE_REACH = 6
_RATE_REACH = 6
_OPENING_REACH = 32  # characters: the longest words that open a range


@dataclass(frozen=True)
class Quantity:
    """A number that may count people: tokens ``first`` to ``last``, with its hedge ``from_token`` to ``to_token``; offsets are the sentence's."""

    first: int
    last: int
    from_token: int
    to_token: int
    start: int
    end: int
    low: int
    high: int
    qualifier: str
    because: tuple[Because, ...]

    @property
    def value(self) -> int | None:
        """The number said; None for a range."""
        return None if self.qualifier == "between" else self.low

    def bounds(self) -> tuple[int | None, int | None]:
        """Lower and upper bound as said (``vocabulary.md``)."""
        if self.qualifier in ("at_least", "more_than"):
            return self.low, None
        if self.qualifier in ("nearly", "up_to"):
            return None, self.low
        return (None, None) if self.qualifier == "about" else (self.low, self.high)


def read_number(number_text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """Lower and upper value of the words of a number, equal unless it is a range; None when they are not one number from end to end."""
    number_text = legible(number_text).text
    found = find_numerals(number_text, lexicon)
    if len(found) == 1 and found[0].value is not None and number_text == number_text[found[0].start : found[0].end]:
        return found[0].value, found[0].value
    view = View(number_text, lexicon)
    ranged = _ranges(view, found)
    if len(found) == 2 and len(ranged) == 1:
        start, end, low, high = next(iter(ranged.values()))
        return (low, high) if (start, end) == (0, len(number_text)) else None
    return None


def find_quantities(view: View, taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The quantities of two or more that may be counts of people; ``taken`` are stretches that say something else, such as dates."""
    closed = [*taken, *(m.span() for m in _ADDRESS.finditer(view.text))]
    numerals = [n for n in find_numerals(view.text, view.lexicon) if not any(start < n.end and n.start < end for start, end in closed)]
    ranged = _ranges(view, numerals)
    found: list[Quantity] = []
    inside_range: set[int] = {n.start for n in numerals if any(s <= n.start and n.end <= e and n.start != k for k, (s, e, _, _) in ranged.items())}
    for numeral in numerals:
        if numeral.start in inside_range or numeral.value is None:
            continue
        if numeral.start in ranged:
            start, end, low, high = ranged[numeral.start]
        else:
            start, end, low, high = numeral.start, numeral.end, numeral.value, numeral.value
        if low < 2 or not _is_count(view, numeral, start, end):
            continue
        found.append(_with_hedge(view, numeral, start, end, low, high))
    return found


def _with_hedge(view: View, numeral: Numeral, start: int, end: int, low: int, high: int) -> Quantity:
    first, last = view.index_at(start), view.index_at(end - 1)
    from_token, to_token, qualifier, rule = first, last, "exactly", ""
    hedge = (first, last)
    if low != high:
        return Quantity(first, last, first, last, start, end, low, high, "between", (Because("quantity.range", view.text[start:end]),))
    at = first - 1
    while at >= 0:
        if at > 0 and at in view.covered("hedge_skips") and _hedge_ending(view, at) is None and _hedge_ending(view, at - 1):
            at -= 1
        hit = _hedge_ending(view, at)
        if hit is None:
            break
        if qualifier == "exactly":
            qualifier = hit.label.partition(".")[2]
            rule, hedge = f"qualifier.{qualifier}.before", (hit.first, hit.last)
        from_token, at = hit.first, hit.first - 1
    after = next((hit for hit in view.of("hedge_after.") if hit.first == last + 1), None)
    if after is not None:
        to_token = after.last
        if not rule:
            qualifier = after.label.partition(".")[2]
            rule, hedge = f"qualifier.{qualifier}.after", (after.first, after.last)
    if not rule and numeral.rounded:
        qualifier, rule = "about", "qualifier.about.rounded"
    near = (hit for hit in view.of("estimate") if first - _ESTIMATE_REACH <= hit.first < first and view.cost(hit.last + 1, first - 1) < 5)
    if not rule and (estimate := next(near, None)) is not None:
        qualifier, rule, hedge = "about", "qualifier.about.estimate", (estimate.first, estimate.last)
    number = Because("quantity.number", view.text[start:end])
    because = (number, Because(rule, view.words(*hedge))) if rule else (number,)
    return Quantity(first, last, from_token, to_token, start, end, low, high, qualifier, because)


def _hedge_ending(view: View, at: int) -> Hit | None:
    """The longest hedge that ends at a token."""
    return min((hit for hit in view.of("hedge_before.") if hit.last == at), key=lambda hit: hit.first, default=None)


def _ranges(view: View, numerals: Sequence[Numeral]) -> dict[int, tuple[int, int, int, int]]:
    """Start of the first number -> start, end, low and high of the range, for every two numbers that the lexicon's words hold together."""
    found: dict[int, tuple[int, int, int, int]] = {}
    pairs = [(fold(opening), fold(closing)) for opening, closing in view.lexicon.hedges.ranges]
    changes = folded_words(view.lexicon, "hedges", "changes")
    for one, two in pairwise(numerals):
        if one.value is None or two.value is None or not 1 < one.value < two.value:
            continue
        offset = max(0, one.start - _OPENING_REACH)
        middle, before = fold(view.text[one.end : two.start]).strip(), fold(view.text[offset : one.start]).rstrip()
        for opening, closing in pairs:
            if middle != closing or (closing in "-–" and (one.end + 1 != two.start or _looks_like_year(view, one))):
                continue
            if opening and re.search(rf"\b{re.escape(opening)}$", before):
                found[one.start] = (offset + len(before) - len(opening), two.end, one.value, two.value)
                break
            if not opening and not any(re.search(rf"\b{re.escape(word)}$", before) for word in changes):
                found[one.start] = (one.start, two.end, one.value, two.value)
                break
    return found


def _is_count(view: View, numeral: Numeral, start: int, end: int) -> bool:
    """Whether nothing beside the number says that it is an age, a sum, a duration, an article of a law, a rate or part of a name."""
    text = view.text
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and (before[-1].isalpha() or before[-1] in "#$€£/_.@" or (before[-1] in "-–:" and before[:-1].strip() and before[-2].isalnum())):
        return False
    first, last = view.index_at(start), view.index_at(end - 1)
    if after[:1].isalpha() and view.starts("people", last + 1) is None:
        return False
    if _is_in_name(view, first, last):
        return False
    if after[:1] == "-" and after[1:2].isalpha() and not any(hit.first == last + 1 for hit in view.of("hedge_after.")):
        return False
    if any(last < hit.first <= last + _RATE_REACH and _is_its_rate(view, last, hit) for hit in view.of("not_count_rates")):
        return False
    if any(first - _RATE_REACH <= hit.last < first for hit in view.of("not_count_averages")):
        return False
    if _is_age(view, first, last, numeral):
        return False
    if first >= 3 and first - 1 in view.covered("clause_weak_breaks") and text[start].isdigit() and _is_numbered(view, first - 2):
        return False
    if after[:1] in ("/", "_", "@", "°", "º", "ª") or (after[:1] in ".:," and after[1:2].isdigit()):
        return False
    if view.ends("not_count_before", first - 1) or view.ends("not_count_per", first - 1) or view.ends("not_count_currency", first - 1):
        return False
    numbers = view.lexicon.numbers
    if view.ends("vague", first - 1) and not text[start].isdigit() and numeral.value in {*numbers.collectives.values(), *numbers.scales.values()}:
        return False
    if numbers.ordinal_mark and after[:1] == numbers.ordinal_mark and view.text[end + 1 :].strip() and text[start:end].isdecimal():
        return False
    if _looks_like_year(view, numeral) and not view.starts("people", last + 1):
        return False
    return not _counts_something_else(view, last)


def _is_its_rate(view: View, last: int, hit: Hit) -> bool:
    """Whether a rate is that of the number before it: not "40 arrested *in* a week", not "40, or 3 per 100"."""
    another = any(view.tokens[at].folded.isdecimal() and view.tokens[at - 1].folded in {"or", ","} for at in range(last + 2, hit.first))
    apart = any(view.tokens[at].folded in ";:" for at in range(last + 1, hit.first))
    return view.ends("date_on", hit.first - 1) is None and not another and not apart


def _is_in_name(view: View, first: int, last: int) -> bool:
    """Whether digits belong to the capitalised word before them, inside a sentence: "held in Annex 12, he said"."""
    if first < 2 or first != last or len(view.tokens[first].folded) > _LONGEST_IN_NAME or not view.tokens[first].folded.isdecimal():
        return False
    name, before = view.tokens[first - 1], view.tokens[first - 2]
    known = any(hit.first <= first - 1 <= hit.last for hit in view.of("trigger.", "hedge_before.", "people", "clause_totals", "clause_includes"))
    plain = name.capital and not name.folded.isupper() and before.folded[0].isalpha() and not before.capital and not known
    return plain and not any(view.names_people(at) for at in range(last + 1, last + 1 + _NOUN_PHRASE))


def _is_age(view: View, first: int, last: int, numeral: Numeral) -> bool:
    """Whether a number stands alone between commas behind a name: "the director, 43, said"."""
    if not 1 < first < last + 2 <= len(view.tokens) - 1 or numeral.value is None or numeral.value > _OLDEST:
        return False
    alone = view.tokens[first - 1].folded == "," == view.tokens[last + 1].folded
    return alone and view.tokens[first - 2].folded[0].isalpha()


def _is_numbered(view: View, at: int) -> bool:
    """Whether a number in digits, to which "and" adds another, is an age or an article: "aged 14 and 15"."""
    return view.tokens[at].folded.isdecimal() and view.ends("not_count_before", at - 1) is not None


def _counts_something_else(view: View, last: int) -> bool:
    """Whether the noun after the number is one of the lexicon's things, with no person before it."""
    ends = view.covered("clause_phrase_ends")
    at = last + 1
    hedge = next((hit for hit in view.of("hedge_after.") if hit.first == at), None)
    if hedge is not None:
        at = hedge.last + 1
    if at < len(view.tokens) and view.tokens[at].folded == "-":
        at += 1
    at = view.noun_start(at)
    for index in range(at, min(at + _NOUN_PHRASE, len(view.tokens))):
        if view.starts("not_count_after", index) or view.starts("not_count_durations", index):
            return True
        word = view.tokens[index].folded
        if index in ends or not word[0].isalpha() or view.names_people(index):
            return False
    return False


def _looks_like_year(view: View, numeral: Numeral) -> bool:
    written = view.text[numeral.start : numeral.end]
    return len(written) == 4 and written.isdigit() and numeral.value in _YEARS
