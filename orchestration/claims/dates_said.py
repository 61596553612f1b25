"""Dates that a sentence says, resolved with the date of publication.

Belongs here: recognising days, months, years, weekdays and relative dates, filling in the year that is not said, and the part each plays (since,
until, on, from-to).
Does not belong here: which of them dates a figure (``timing.py``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from orchestration.claims.calendar import complete, earlier_year, relative_date
from orchestration.claims.phrases import Hit, fold, folded_values, folded_words
from orchestration.claims.words import View
from orchestration.languages import Lexicon
from orchestration.model.dates import first_day, last_day, precision

_YEARS = range(1990, 2101)
_SINCE_REACH = 4.0
_RELATIVE = ("today", "yesterday", "this_year", "last_year", "this_month", "last_month", "year_end")


@dataclass(frozen=True)
class SaidDate:
    """A date in tokens ``first`` to ``last``; ``part`` is since, until, on, span or none; ``end`` differs from ``start`` in a span only."""

    first: int
    last: int
    start: str | None
    end: str | None
    part: str


def find_dates(view: View, published_on: str | None) -> list[SaidDate]:
    """The dates of a sentence from left to right; a date that cannot be resolved, or lies after publication, has no ``start`` and ``end``."""
    single = list(_single_dates(view, published_on))
    # "Sunday 15 May" is one date
    whole = [one for one, two in pairwise([*single, SaidDate(len(view.tokens), 0, None, None, "")]) if one.first < two.first]
    return _spans(view, [replace(said, part=_part(view, said) if said.start == said.end else "span") for said in whole])


def _single_dates(view: View, published_on: str | None) -> Iterator[SaidDate]:
    months = folded_values(view.lexicon, "dates", "months")
    relative = {hit.first: (label, hit) for label in reversed(_RELATIVE) for hit in view.of(f"date_{label}")}
    weekdays = _first_words(view.lexicon)
    after = -1
    for at, token in enumerate(view.tokens):
        if at <= after:
            continue
        said = None
        if token.folded in months and (token.capital or not view.lexicon.dates.capital_months):
            said = _around_month(view, at, months[token.folded], published_on)
        elif token.folded.isdecimal():
            year = _year(view, at) and _introduced(view, at)
            resolved = token.folded
            said = SaidDate(at, at, resolved, resolved, "on" if view.lexicon.dates.bare_years else "") if year else _in_digits(view, at)
        elif at in relative:
            said = _relative(*relative[at], published_on)
        elif token.folded in weekdays:
            said = _weekday(view, at, published_on)
        if said is not None:
            after = said.last
            yield _not_later(said, published_on)


def _in_digits(view: View, at: int) -> SaidDate | None:
    """A date in digits, in a language that puts the day first: 03.02.2021, 3/2/2021."""
    last = at + 4
    if not view.lexicon.dates.day_first or last >= len(view.tokens) or not _year(view, last):
        return None
    day, mark, month = _day(view, at), view.tokens[at + 1].folded, _day(view, at + 2)
    written = view.text[view.tokens[at].start : view.tokens[last].end]
    if day is None or month is None or mark not in "./-" or view.tokens[at + 3].folded != mark or len(written.split()) > 1:
        return None
    resolved = complete(int(view.tokens[last].folded), month, day, None)
    return SaidDate(at, last, resolved, resolved, "")


def _around_month(view: View, at: int, month: int, published_on: str | None) -> SaidDate | None:
    first, last, day, first_of_days = at, at, None, None
    joiners = folded_words(view.lexicon, "dates", "day_joiners")
    closings = {"-", "–"} | {fold(closing).split()[0] for _, closing in view.lexicon.dates.span}
    before = at - 1
    while before >= 0 and view.tokens[before].folded in joiners and view.tokens[before].folded != ",":
        before -= 1
    day = _day(view, before)
    if day is not None:
        first = before
        link = before - 1
        while link > 0 and link in view.covered("origin_articles") and view.tokens[link].folded not in closings:
            link -= 1
        other = link - 1
        while other > 0 and view.tokens[other].folded in (".", *joiners) and view.tokens[other].folded != ",":
            other -= 1
        if link > 0 and _day(view, other) and view.tokens[link].folded in closings:
            first_of_days, first = _day(view, other), other
    elif _day(view, at + 1) is not None:
        day, last = _day(view, at + 1), at + 1
        if last + 2 < len(view.tokens) and view.tokens[last + 1].folded in closings and _day(view, last + 2):
            first_of_days, day, last = day, _day(view, last + 2), last + 2
        while last + 1 < len(view.tokens) and view.tokens[last + 1].folded in joiners - {","} and len(view.tokens[last + 1].folded) == 2:
            last += 1
    year, last = _year_after(view, last, joiners)
    if year is None:
        year, last = _same_year(view, last)
    weekday = first - 1 - (view.tokens[first - 1].folded == ",") if first > 0 else -1
    if weekday >= 0 and view.tokens[weekday].folded in folded_values(view.lexicon, "dates", "weekdays"):
        first = weekday
    part = "on" if first == weekday else ""
    resolved = complete(year, month, day, published_on)
    if resolved is None:
        return SaidDate(first, last, None, None, part)
    start = resolved if first_of_days is None else f"{resolved[:8]}{first_of_days:02d}"
    return SaidDate(first, last, start, resolved, part)


def _relative(label: str, hit: Hit, published_on: str | None) -> SaidDate:
    resolved = None if published_on is None else relative_date(label, published_on)
    return SaidDate(hit.first, hit.last, resolved, resolved, "on")


def _weekday(view: View, at: int, published_on: str | None) -> SaidDate | None:
    weekdays = folded_values(view.lexicon, "dates", "weekdays")
    # "segunda-feira" are three tokens
    last = next((at + more for more in (2, 0) if at + more < len(view.tokens) and _words(view, at, at + more) in weekdays), None)
    if last is None:
        return None
    weekday = weekdays[_words(view, at, last)]
    resolved = None
    if published_on is not None and precision(published_on) == "day":
        published = date.fromisoformat(published_on)
        resolved = (published - timedelta(days=(published.weekday() - weekday) % 7)).isoformat()
    return SaidDate(at, last, resolved, resolved, "on")


@cache
def _first_words(lexicon: Lexicon) -> frozenset[str]:
    """The words with which weekdays begin."""
    return frozenset(weekday.split()[0] for weekday in folded_values(lexicon, "dates", "weekdays"))


def _part(view: View, said: SaidDate) -> str:
    """since, until or on, by the words before the date; "since the decree of March 2022" counts as since."""
    pasts = view.covered("date_past") | view.covered("origin_articles")
    at = said.first - 1
    for _ in range(3):
        ending = {part: hit for part in ("until", "since", "on") if (hit := view.ends(f"date_{part}", at))}
        longest = max(ending, key=lambda part: ending[part].last - ending[part].first, default="")
        if longest and not (longest == "on" and said.part):
            return "since" if longest == "on" and _since_clause(view, said) else longest
        if len(ending) > 1:
            return said.part
        if at not in pasts:
            break
        at -= 1
    return "since" if _since_clause(view, said) else said.part


def _since_clause(view: View, said: SaidDate) -> bool:
    """Whether a clause between "since" and the date says what began then: "since the decree of March", "since the protests began in May"."""
    end = said.first - 1
    while end > 0 and (end in view.covered("date_on") or end in view.covered("origin_articles")):
        end -= 1
    apposed = view.tokens[end].folded == ","  # "since the regime began, in March"
    end -= apposed
    reach = [hit for hit in view.of("date_since") if hit.last <= end and view.cost(hit.last + 1, end) <= _SINCE_REACH + apposed]
    if not reach or len(reach[-1].phrase) <= 4:
        return False
    months = folded_values(view.lexicon, "dates", "months")
    between = [view.tokens[at].folded for at in range(reach[-1].last, end + 1)]
    return not any(word == "," or word in months for word in between)  # "held since May and freed on Monday"


def _spans(view: View, dates: Sequence[SaidDate]) -> list[SaidDate]:
    """The dates, with two that a pair of the lexicon's words holds together made one span."""
    result: list[SaidDate] = []
    consumed: set[int] = set()
    pairs = [(fold(opening), fold(closing)) for opening, closing in view.lexicon.dates.span]
    for one, two in pairwise(dates):
        if one.first in consumed:
            continue
        middle = _words(view, one.last + 1, two.first - 1)
        plain = " ".join(view.tokens[at].folded for at in range(one.last + 1, two.first) if at not in view.covered("date_past"))
        before = _words(view, max(0, one.first - 3), one.first - 1)
        if any(
            (_closes(middle, closing) or _closes(plain, closing)) and (not opening or before == opening or before.endswith(f" {opening}"))
            for opening, closing in pairs
        ):
            start, end = one.start or _start_before(view, one, two.end), two.end
            if start is not None and end is not None and first_day(start) > last_day(end):
                start = earlier_year(start, end)
            result.append(SaidDate(one.first, two.last, start, end, "span"))
            consumed |= {one.first, two.first}
    result.extend(said for said in dates if said.first not in consumed)
    return sorted(result, key=lambda said: said.first)


def _start_before(view: View, one: SaidDate, end: str | None) -> str | None:
    """A start without a year, in a text without a date: the last such day before the end of its window."""
    months = folded_values(view.lexicon, "dates", "months")
    at = next((at for at in range(one.first, one.last + 1) if view.tokens[at].folded in months), None)
    said = _around_month(view, at, months[view.tokens[at].folded], end) if at is not None and end is not None else None
    return said.start if said is not None and said.last == one.last else None


def _closes(middle: str, closing: str) -> bool:
    words = middle.replace(",", " ").split()
    return bool(words) and " ".join(words[: len(closing.split())]) == closing and len(words) <= len(closing.split()) + 1


def _words(view: View, first: int, last: int) -> str:
    return " ".join(token.folded for token in view.tokens[first : last + 1])


def _introduced(view: View, at: int) -> bool:
    before = any(view.ends(f"date_{part}", at - 1) for part in ("on", "since", "until")) or _words(view, at - 1, at - 1) in (
        fold(word) for pair in view.lexicon.dates.span for word in pair
    )
    return before or (view.lexicon.dates.bare_years and not view.names_people(at + 1))


def _day(view: View, at: int) -> int | None:
    if not 0 <= at < len(view.tokens) or not view.tokens[at].folded.isdecimal() or len(view.tokens[at].folded) > 2:
        return None
    if (
        at + 2 < len(view.tokens)
        and view.tokens[at + 1].folded in ",."
        and len(view.tokens[at + 2].folded) == 3
        and view.tokens[at + 2].start == view.tokens[at + 1].end
    ):
        return None
    number = int(view.tokens[at].folded)
    return number if 1 <= number <= 31 else None


def _year(view: View, at: int) -> bool:
    word = view.tokens[at].folded
    return len(word) == 4 and word.isdecimal() and word.isascii() and int(word) in _YEARS


def _year_after(view: View, last: int, joiners: frozenset[str]) -> tuple[int | None, int]:
    at = last + 1
    while at < len(view.tokens) and at - last <= 3 and view.tokens[at].folded in joiners:
        at += 1
    return (int(view.tokens[at].folded), at) if at < len(view.tokens) and _year(view, at) else (None, last)


def _same_year(view: View, last: int) -> tuple[int | None, int]:
    """The year said before in the sentence that "of that year" means, and where these words end."""
    hit = view.starts("date_same_year", last + 1)
    if hit is None:
        return None, last
    year = next((at for at in range(last, -1, -1) if _year(view, at)), None)
    return None if year is None else int(view.tokens[year].folded), hit.last


def _not_later(said: SaidDate, published_on: str | None) -> SaidDate:
    if said.end is not None and published_on is not None and first_day(said.end) > last_day(published_on):
        return replace(said, start=None, end=None)
    return said
