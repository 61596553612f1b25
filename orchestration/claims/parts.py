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
_CONDITION_REACH = 2.5
_MARKS = frozenset(",;:.—–")
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
    if (own is not None and goes_on(view, whole, part)) or _is_listed(view, whole, part):
        return True
    inside = [hit for hit in view.of("clause_includes", "clause_back") if whole.to_token < hit.last < part.from_token]
    if inside and view.cost(inside[-1].last + 1, part.from_token - 1) <= _INCLUDES_REACH:
        return True
    if inside and view.starts("clause_back", inside[-1].first) and view.tokens[inside[-1].first - 1].folded in _MARKS:
        return view.way(inside[-1].last + 1, part.from_token - 1) <= _BACK_REACH  # "40 died; of these, the Watch holds 12 to be suicides"
    return _is_broken_down(view, part, whole.to_token)


def _is_listed(view: View, whole: Quantity, part: Quantity) -> bool:
    """Whether a number opens a list of kinds of people behind a colon: "52 prisoners: 40 men and 12 women"."""
    at = part.from_token - 1
    kind = any(hit.first == view.noun_start(part.to_token + 1) for hit in view.of("population."))
    return kind and at > whole.to_token and view.tokens[at].folded == ":"


def is_condition(view: View, quantity: Quantity) -> bool:
    """Whether a number only says how many are injured, ill or elsewhere: that makes no figure of its own."""
    ahead = (hit for hit in view.of("clause_conditions") if quantity.to_token < hit.first)
    return any(view.way(quantity.to_token + 1, hit.first - 1) <= _CONDITION_REACH for hit in ahead)


def is_sibling(view: View, one: Quantity, two: Quantity) -> bool:
    """Whether two numbers count kinds of people one after the other: "four women and *135 men*"."""
    kinds = {hit.first for hit in view.of("population.")}
    return goes_on(view, one, two) and {noun_phrase_start(view, one), noun_phrase_start(view, two)} <= kinds


def is_remainder(view: View, quantity: Quantity, measure: str) -> bool:
    """Whether a number without a noun counts more of what was counted before: "another 46 as probable", "los otros 199 son líderes", "2 más."."""
    behind = view.starts("clause_more", quantity.to_token + 1)
    if behind is not None:
        return _is_over(view, behind.last + 1)
    other = view.ends("clause_others", quantity.from_token - 1)
    if other is None:
        return False
    at = other.first - 1
    opens = at < 0 or not view.tokens[at].folded[0].isalnum() or at in view.asides or at in view.covered("clause_weak_breaks")
    how = measure == "custodial_deaths" and quantity.to_token + 1 in view.covered("clause_phrase_ends")  # "otras 46 como probables"
    return how or is_described(view, quantity) or (opens and _is_over(view, quantity.to_token + 1))


def is_told_alone(view: View, quantity: Quantity) -> bool:
    """Whether a number without a noun is what somebody counts of what was told before: "other groups count 170", "y la red, 265."."""
    at, behind = quantity.from_token - 1, quantity.to_token + 1
    if view.ends("origin_counting", at):
        return _is_over(view, behind)
    ends = behind >= len(view.tokens) or view.tokens[behind].folded in ".;"
    return ends and at > 1 and view.tokens[at].folded == "," and view.tokens[at - 1].capital  # the verb is left out


def _is_over(view: View, at: int) -> bool:
    """Whether no noun follows: the end, a mark, "and", or who says it ("46 it regards as")."""
    over = at >= len(view.tokens) or not view.tokens[at].folded[0].isalnum()
    return over or at in view.covered("clause_weak_breaks") or at in view.covered("origin_anaphors")


def _is_broken_down(view: View, part: Quantity, after: int) -> bool:
    """Whether a number of people stands where a count is broken down: "by sex, the report counts 36 men", "se compone de 30 adultos"."""
    inside = [hit for hit in view.of("clause_breakdown") if after < hit.first and hit.last < part.from_token]
    near = bool(inside) and view.way(inside[-1].last + 1, part.from_token - 1) <= _BACK_REACH
    return near and view.names_people(noun_phrase_start(view, part))


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
    joined = any(at in view.covered("clause_weak_breaks") or view.tokens[at].folded in ",;:–-(" for at in between)
    broken = any(at in view.covered("clause_strong_breaks") for at in between)
    return joined and not broken and view.cost(one.to_token + 1, two.from_token - 1) <= _LIST_REACH


def is_described(view: View, quantity: Quantity) -> bool:
    """Whether the text only says who a number's people are: "843 were men and *12 were women*"."""
    copula = view.starts("clause_copulas", quantity.to_token + 1)
    return copula is not None and any(hit.first == copula.last + 1 for hit in view.of("population.", "people"))


def counts_back(view: View, quantity: Quantity, measure: str, *, free: bool) -> bool:
    """Whether a number counts some of those of the sentence before: "Of these, 14 are women", "70 of those arrested are women"."""
    own = view.starts("clause_back", quantity.to_token + 1)
    copula = view.starts("clause_copulas", own.last + 1) if own is not None else None
    if own is not None and copula is not None:  # "70 of those arrested are women", "12 of them were students"
        described = any(view.names_people(at) for at in (*range(own.first, own.last + 1), copula.last + 1))
        return described or (free and measure == "custodial_deaths")
    if own is not None:  # "29 of these as violent": how they died is told of the same deaths
        return free and (measure == "custodial_deaths" or _belongs(view, own.last + 1))
    before = [hit for hit in view.of("clause_back") if hit.first <= 1 and hit.last < quantity.from_token]
    near = bool(before) and view.way(before[-1].last + 1, quantity.from_token - 1) <= _BACK_REACH
    return near or _is_broken_down(view, quantity, -1)


def _belongs(view: View, at: int) -> bool:
    """Whether what follows says to whom people belong: "pertenecen a"."""
    return any(hit.first >= at and view.way(at, hit.first - 1) <= _BACK_REACH for hit in view.of("clause_belongs"))
