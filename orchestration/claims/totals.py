"""Figures told as the height that a count has come to: "the arrests since May have reached 900", "it puts the dead at 40".

Belongs here: the words that say so, and the noun that says what was counted.
Does not belong here: numbers with a noun or a verb of their own (``measure.py``), and parts of a figure (``parts.py``).
"""

from collections.abc import Sequence

from orchestration.claims.nouns import noun_phrase_start
from orchestration.claims.phrases import Hit
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View

_REACH = 4.5
_FURTHEST = 40  # tokens
_SAYS_NOTHING_ELSE = ("clause_light", "clause_tallies", "origin_anaphors", "hedge_skips", "clause_weak_breaks", "date_same", "date_periods")


def running_total(view: View, quantity: Quantity) -> Hit | None:
    """The words that make a number without a noun the height of a count: "raising the total to 261"."""
    if view.names_people(noun_phrase_start(view, quantity)):
        return None
    near = [hit for hit in view.of("clause_totals") if _reaches(view, hit, quantity)] or [
        hit for hit in view.of("clause_copulas") if hit.last == quantity.from_token - 1 and _tallies(view, hit)
    ]
    nearest = max(near, key=lambda hit: hit.last, default=None)
    return None if nearest is None or _counts_something_else(view, nearest, quantity) else nearest


def rises_to(view: View, quantity: Quantity) -> Hit | None:
    """The verb behind a number that opens its clause: "a 40 ascienden los muertos"."""
    return view.starts("clause_rises", quantity.to_token + 1) if view.ends("hedge_skips", quantity.from_token - 1) else None


def subject_of_total(view: View, quantity: Quantity) -> Hit | None:
    """The word of detention that a number is said to be the count of, in the same clause."""
    rising = rises_to(view, quantity)
    if rising is not None:
        behind = (hit for hit in view.of("trigger.") if hit.first in range(rising.last + 1, rising.last + 1 + _FURTHEST))
        return next((hit for hit in behind if view.way(rising.last + 1, hit.first - 1) <= _REACH), None)
    colon = quantity.from_token - 1
    if colon > 0 and view.tokens[colon].folded == ":":
        named = [hit for hit in view.of("trigger.") if hit.label.endswith((".counted", ".weak"))]
        return _last_in_clause(view, named, colon) if _closes_list(view, quantity) else None
    total = running_total(view, quantity)
    if total is None:
        return None
    if "…" in total.phrase:  # "puts the minors arrested and sent to other towns at 40"
        opening = _opening(view, total)
        return next((hit for hit in _ahead(view.of("trigger."), total.first) if opening <= hit.first), None)
    return _last_in_clause(view, view.of("trigger."), total.first)


def _ahead(hits: Sequence[Hit], at: int) -> list[Hit]:
    """The hits that end before a token and not too far from it."""
    return [hit for hit in hits if hit.last in range(at - _FURTHEST, at)]


def _last_in_clause(view: View, hits: Sequence[Hit], end: int) -> Hit | None:
    """The last of the hits before a token with which its clause goes on to there."""
    return next((hit for hit in reversed(_ahead(hits, end)) if view.is_one_clause(hit.last + 1, end - 1)), None)


def _closes_list(view: View, quantity: Quantity) -> bool:
    """Whether a number, with the kind of people it counts or without, ends the clause behind a colon: "the dead in its prisons: 40 adults and"."""
    at = quantity.to_token + 1
    at += any(hit.first == at == hit.last for hit in view.of("population.", "people"))
    return at >= len(view.tokens) or not view.tokens[at].folded[0].isalnum() or at in view.covered("clause_weak_breaks")


def _reaches(view: View, hit: Hit, quantity: Quantity) -> bool:
    end = quantity.from_token if quantity.qualifier == "exactly" else quantity.first  # "exceed 900": hedge and verb
    return hit.last in range(end - _FURTHEST, end) and view.way(hit.last + 1, quantity.from_token - 1) <= _REACH


def _opening(view: View, total: Hit) -> int:
    """Where the clause may begin that tells what was counted: behind the "puts" of "puts the dead at 40"."""
    if "…" not in total.phrase:
        return 0
    return max((hit.last + 1 for hit in view.of("clause_totals") if hit.phrase == total.phrase and hit.last < total.first), default=0)


def tells_of_count(view: View, total: Hit) -> bool:
    """Whether what has come to a number is the count told before: "it puts the toll at 40", "y ya suman 40", not "the fines came to 40"."""
    known = frozenset[int]().union(*map(view.covered, _SAYS_NOTHING_ELSE)) | view.asides
    if "…" in total.phrase:
        return all(at in known or view.tokens[at].folded == "," for at in range(_opening(view, total), total.first))
    before = total.first - 1
    while before >= 0 and before in known:
        before -= 1
    noun = before > 0 and view.tokens[before].folded.isalpha() and view.ends("origin_articles", before - 1) is not None
    speaks = before in view.covered("origin_actors")  # "el Gobierno lo cifra en 40"
    return not noun or speaks or total.last in view.covered("clause_tallies") or _tallies(view, total)


def _tallies(view: View, verb: Hit) -> bool:
    """Whether the subject of a verb such as "is" is a count: "its tally, for May alone, was 40", "los detenidos desde mayo son 40"."""
    nouns = (hit for hit in view.of("trigger.") if hit.label.endswith((".counted", ".weak")) and view.ends("origin_articles", hit.first - 1))
    return _last_in_clause(view, (*view.of("clause_tallies"), *nouns), verb.first) is not None


def _counts_something_else(view: View, total: Hit, quantity: Quantity) -> bool:
    """Whether the count is one of other things: "homicides fell to 84", "the number of complaints was 40"."""
    opening = _opening(view, total)
    if opening and any(opening <= hit.first < total.first for hit in view.of("trigger.")):
        return False  # "puts those arrested in houses at 40"
    others = (hit for hit in view.of("not_count_after") if opening <= hit.first and hit.last < quantity.from_token)
    return any(view.is_one_clause(hit.last + 1, quantity.from_token - 1) for hit in others)
