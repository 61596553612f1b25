"""How a figure depends on the one told before: a part of it, its new height, the next of a list.

Belongs here: the words that tie a number without a verb of its own to an earlier figure.
Does not belong here: what a number with a verb counts (``measure.py``).
"""

from collections.abc import Sequence

from orchestration.claims.dates_said import SaidDate
from orchestration.claims.nouns import is_whole_of, noun_phrase_start
from orchestration.claims.quantity import Quantity
from orchestration.claims.words import View

_INCLUDES_REACH = 2.2
_LIST_REACH = 14.0
_BACK_REACH = 7.0
_OWN_DATE = 2
_GLUE = ("clause_light", "clause_weak_breaks", "clause_strong_breaks", "date_on", "hedge_skips")


def is_part_of(view: View, whole: Quantity, part: Quantity) -> bool:
    """Whether a number counts some of those that a number before it counts: "52 prisoners, including 14 foreigners", "nine of them"."""
    if is_whole_of(view, part, whole):
        return False
    opening = view.ends("clause_back", whole.from_token - 1)
    if opening is not None and opening.first <= 1 and is_described(view, part) and goes_on(view, whole, part):
        return True  # "of the 1,400 people arrested, 310 were women"
    own = view.starts("clause_back", part.to_token + 1)
    if own is not None and goes_on(view, whole, part):
        return True
    if _is_listed(view, whole, part):
        return True
    inside = [hit for hit in view.of("clause_includes", "clause_back") if whole.to_token < hit.last < part.from_token]
    return bool(inside) and view.cost(inside[-1].last + 1, part.from_token - 1) <= _INCLUDES_REACH


def _is_listed(view: View, whole: Quantity, part: Quantity) -> bool:
    """Whether a number opens a list of kinds of people behind a colon: "52 prisoners: 40 men and 12 women"."""
    at = part.from_token - 1
    kind = any(hit.first == view.noun_start(part.to_token + 1) for hit in view.of("population."))
    return kind and at > whole.to_token and view.tokens[at].folded == ":"


def said_again(view: View, before: Quantity, quantity: Quantity, dates: Sequence[SaidDate]) -> SaidDate | None:
    """The other time for which a number gives the figure before: "14 in 2020 and *22 in 2021*", "murieron 40 en mayo y *en junio otros 27*"."""
    behind = noun_phrase_start(view, quantity)
    between = range(before.to_token + 1, quantity.from_token)
    if view.names_people(behind) or not between:
        return None
    on = [said for said in dates if said.part == "on"]
    own = next((said for said in on if 0 < said.first - quantity.to_token <= _OWN_DATE), None) or next(
        (said for said in reversed(on) if 0 < quantity.from_token - said.last <= _OWN_DATE and said.first in between), None
    )
    glue = [*_GLUE, "trigger.", "people", "custody"]
    known = {at for said in dates for at in range(said.first, said.last + 1)} | {at for label in glue for at in view.covered(label)}
    return own if all(at in known or view.tokens[at].folded in ",;" for at in between) else None


def goes_on(view: View, one: Quantity, two: Quantity) -> bool:
    """Whether a number continues the list in which another stands: "14 women and two minors", "843 son hombres y 12 son mujeres"."""
    between = range(one.to_token + 1, two.from_token)
    joined = any(at in view.covered("clause_weak_breaks") or view.tokens[at].folded in ",;–-(" for at in between)
    broken = any(at in view.covered("clause_strong_breaks") for at in between)
    return joined and not broken and view.cost(one.to_token + 1, two.from_token - 1) <= _LIST_REACH


def is_described(view: View, quantity: Quantity) -> bool:
    """Whether the text only says who a number's people are: "843 were men and *12 were women*"."""
    copula = view.starts("clause_copulas", quantity.to_token + 1)
    return copula is not None and any(hit.first == copula.last + 1 for hit in view.of("population.", "people"))


def counts_back(view: View, quantity: Quantity) -> bool:
    """Whether a number counts some of those of the sentence before: "Of these, 14 are women", "70 of those arrested are women"."""
    own = view.starts("clause_back", quantity.to_token + 1)
    copula = view.starts("clause_copulas", own.last + 1) if own is not None else None
    if own is not None and copula is not None:  # "70 of those arrested are women", "12 of them were students"
        return any(view.names_people(at) for at in (*range(own.first, own.last + 1), copula.last + 1))
    before = [hit for hit in view.of("clause_back") if hit.first <= 1 and hit.last < quantity.from_token]
    return bool(before) and view.cost(before[-1].last + 1, quantity.from_token - 1) <= _BACK_REACH
