"""Who and where is counted: population, unit of the count, place.

Belongs here: what the noun phrase of a number says about the people, and the facility its sentence names.
Does not belong here: what happens to them (``measure.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.reading import Because
from orchestration.claims.words import View

_REACH = 2.6
_UNIT_REACH = 3.0
_PLACE_REACH = 12.0


@dataclass(frozen=True)
class Subject:
    """Who is counted, in what unit, where."""

    population: str
    population_detail: str | None
    count_unit: str | None
    place: str | None
    because: tuple[Because, ...]


def subject_of(view: View, quantity: Quantity, others: Sequence[Quantity]) -> Subject:
    """Who and where a quantity counts, as the words after the number say it; the whole population when they say nothing."""
    limit = min((other.from_token for other in others if other.from_token > quantity.to_token), default=len(view.tokens))
    population = _nearest(view, quantity, limit, "population.", _REACH)
    unit = _nearest(view, quantity, limit, "unit.", _UNIT_REACH)
    place = _place(view, quantity)
    code = population.label.partition(".")[2] if population else "all"
    detail = view.words(population.first, population.last) if population is not None and code == "other" else None
    who = (Because(f"population.{code}", view.words(population.first, population.last)),) if population else ()
    where = (Because("place.facility", place),) if place else ()
    return Subject(code, detail, unit.label.partition(".")[2] if unit else None, place, (*who, *where))


def _nearest(view: View, quantity: Quantity, limit: int, family: str, reach: float) -> Hit | None:
    found = [hit for hit in view.of(family) if quantity.to_token < hit.first < limit and view.cost(quantity.to_token + 1, hit.first - 1) <= reach]
    return found[0] if found else None


def _place(view: View, quantity: Quantity) -> str | None:
    """The nearest facility with a name, as worded."""
    best: tuple[float, str] | None = None
    for hit in view.of("facility"):
        gap = view.cost(quantity.to_token + 1, hit.first - 1) if hit.first > quantity.last else view.cost(hit.last + 1, quantity.from_token - 1)
        first, last = _named(view, hit)
        if (first, last) != (hit.first, hit.last) and gap <= _PLACE_REACH and (best is None or gap < best[0]):
            best = gap, view.words(first, last)
    return best[1] if best else None


def _named(view: View, hit: Hit) -> tuple[int, int]:
    """The facility noun with the capitalised words before it, and those after it that a connector or nothing separates."""
    first, last = hit.first, hit.last
    capital = view.tokens[hit.first].capital
    never = view.covered("origin_never")
    while first > 0 and capital and view.tokens[first - 1].capital and first - 1 not in never and view.tokens[first - 1].folded.isalpha():
        first -= 1
    connectors = view.covered("origin_connectors") | view.covered("origin_articles")
    at = last + 1
    while at < len(view.tokens):
        if view.tokens[at].capital:
            last = at
        elif at not in connectors or at - last > 2:
            break
        at += 1
    return first, last
