"""Claims that cannot all hold: which, by how little, and what to drop.

An irreducible conflict is a set of claims that contradict one another while every part of the set can hold. Found by a negative cycle or an
infeasible program, thinned by a deletion filter (Chinneck 2008); all conflicts and all minimal removals by a hitting-set tree (Reiter 1987).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, Protocol

from orchestration.series.windows import Evidence

MOST_CONFLICTS: Final = 60
MOST_REMOVALS: Final = 16
MOST_SUBSETS: Final = 16
MOST_LOOKS: Final = 400
MOST_TESTS: Final = 400
"""Tests a series whether claims can all hold: thousands of claims that contradict one another must not hold up a refresh."""
_MOST_BY_ONE: Final = 40
"""Claims of one contradiction that are left out one by one; of more, halves and quarters of them are left out before."""


class Model(Protocol):
    """What claims are held against: a counter, or the stock identity."""

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        """Names that cannot all hold, or none."""

    def least_change(self, evidence: Sequence[Evidence], claim_id: str) -> int:
        """By how much the limits of one claim have to give way for all to hold."""

    def without_caps(self) -> "Model":
        """The same without extra assumptions."""

    def contradicting_pairs(self, evidence: Sequence[Evidence]) -> list[tuple[str, str, int]]:
        """Of each claim that a second one contradicts without any third, the pair that is furthest apart, and by how much. One pass, no search."""


class Tested:
    """A model that counts how often it is asked whether claims can all hold; one for all searches of a series, so that they share the limit."""

    def __init__(self, model: Model, most: int = MOST_TESTS) -> None:
        self.model = model
        self.left = most

    @property
    def is_spent(self) -> bool:
        """Whether no new search may begin; one that has begun is brought to its end."""
        return self.left <= 0

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        """As the model."""
        self.left -= 1
        return self.model.contradiction(evidence)


@dataclass(frozen=True)
class Conflict:
    """An irreducible conflict. ``assumptions`` are the extra ones without which it is none.

    ``removable`` are the minimal sets of claims without which this conflict and all that share claims with it are settled.
    """

    claims: tuple[str, ...]
    assumptions: tuple[str, ...]
    least_change: int
    least_change_claim: str
    removable: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Conflicts:
    """The conflicts of one series; ``is_complete`` unless the search, or the listing of removals, was cut short.

    ``pairs``: where the search was cut short, of each other claim that a second one contradicts the widest such pair, in closed form. What settles
    them was not worked out: their ``removable`` is empty.
    """

    found: tuple[Conflict, ...]
    is_complete: bool
    pairs: tuple[Conflict, ...] = ()

    @property
    def disputed(self) -> frozenset[str]:
        """The claims of all of them."""
        return frozenset(name for conflict in (*self.found, *self.pairs) for name in conflict.claims)


def irreducible(model: Tested, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The claims of one irreducible conflict among these, or none where all can hold."""
    names = model.contradiction(evidence)
    kept = sorted((claim for claim in evidence if claim.claim_id in names), key=lambda claim: claim.claim_id)
    size = len(kept) // 2 if len(kept) > _MOST_BY_ONE else 1
    while size:
        for some in [{claim.claim_id for claim in kept[at : at + size]} for at in range(0, len(kept), size)]:
            rest = [claim for claim in kept if claim.claim_id not in some]
            if model.contradiction(rest):
                kept = rest
        size //= 2
    return tuple(kept)


def conflicts(model: Model | Tested, evidence: Sequence[Evidence], most: int = MOST_CONFLICTS, looks: int = MOST_LOOKS) -> Conflicts:
    """The irreducible conflicts of these claims, each with its least change and its minimal removals.

    At most ``most`` of them, at most ``looks`` searches, and no search that begins when the tests are spent: all conflicts of a series with m
    claims in conflict can take 2^m. What a search that was cut short leaves is given in pairs.
    """
    tested = model if isinstance(model, Tested) else Tested(model)
    by_id = {claim.claim_id: claim for claim in evidence}
    sets, is_whole = _all_sets(tested, sorted(evidence, key=lambda claim: claim.claim_id), most, looks)
    found = []
    is_complete = is_whole
    for component in _components(sets):
        removals, are_all = _minimal_removals(component)
        is_complete = is_complete and are_all
        for members in component:
            settling = tuple(removal for removal in removals if members & set(removal))
            found.append(_conflict(tested.model, [by_id[name] for name in sorted(members)], settling))
    known = {name for members in sets for name in members}
    pairs = [] if is_whole else [pair for pair in tested.model.contradicting_pairs(evidence) if not set(pair[:2]) <= known]
    return Conflicts(
        tuple(sorted(found, key=lambda conflict: conflict.claims)),
        is_complete,
        tuple(_pair([by_id[name] for name in dict.fromkeys(names)], change) for *names, change in pairs),
    )


def _conflict(model: Model, claims: Sequence[Evidence], settling: tuple[tuple[str, ...], ...]) -> Conflict:
    asked = sorted(claims, key=lambda claim: (-_size(claim), claim.claim_id))[:_MOST_BY_ONE]
    change, _, blamed = min((model.least_change(claims, claim.claim_id), -_size(claim), claim.claim_id) for claim in asked)
    needs_none = bool(model.without_caps().contradiction(claims))
    members = tuple(claim.claim_id for claim in claims)
    assumptions = () if needs_none else tuple(sorted(model.contradiction(claims) - set(members)))
    return Conflict(members, assumptions, change, blamed, settling)


def _pair(claims: Sequence[Evidence], change: int) -> Conflict:
    blamed = min(claims, key=lambda claim: (-_size(claim), claim.claim_id))
    return Conflict(tuple(sorted(claim.claim_id for claim in claims)), (), change, blamed.claim_id, ())


def consistent_subsets(found: Conflicts, evidence: Sequence[Evidence], most: int = MOST_SUBSETS) -> tuple[list[tuple[Evidence, ...]], bool]:
    """The maximal sets of claims that can all hold, and whether these are all of them; at most ``most``.

    Where they are too many, every minimal removal is in at least one of those given, as far as ``most`` allows.
    """
    choices = [
        sorted({removal for conflict in component for removal in conflict.removable}, key=lambda removal: (len(removal), removal))
        for component in _conflicts_by_component(found.found)
    ]
    total = 1
    for removals in choices:
        total *= len(removals)
    if total <= most:
        picked: Iterable[tuple[tuple[str, ...], ...]] = product(*choices)
    else:
        picked = islice((tuple(row[at % len(row)] for row in choices) for at in range(max(map(len, choices)))), most)
    dropped = [{name for removal in combination for name in removal} for combination in picked]
    subsets = [tuple(claim for claim in evidence if claim.claim_id not in names) for names in dropped]
    return subsets, found.is_complete and total <= most


def _size(claim: Evidence) -> int:
    """The larger limit that the claim sets: of two equal changes the one to the larger number is the smaller part of it."""
    return max(abs(limit) for limit in (claim.low, claim.most, 0) if limit is not None)


def _all_sets(model: Tested, evidence: Sequence[Evidence], most: int, looks: int) -> tuple[list[frozenset[str]], bool]:
    """Every irreducible conflict: drop one claim of each conflict known and look again, in all ways, as far as the limits allow."""
    known: list[frozenset[str]] = []
    open_, seen = [frozenset[str]()], {frozenset[str]()}
    while open_:
        dropped = open_.pop()
        conflict = next((members for members in known if not members & dropped), None)
        if conflict is None:
            if not looks or model.is_spent:
                return known, False
            looks -= 1
            conflict = frozenset(claim.claim_id for claim in irreducible(model, [c for c in evidence if c.claim_id not in dropped]))
            if not conflict:
                continue
            if len(known) == most:
                return known, False
            known.append(conflict)
        for name in sorted(conflict):
            if (more := dropped | {name}) not in seen:
                seen.add(more)
                open_.append(more)
    return known, True


def _components(sets: Sequence[frozenset[str]]) -> list[list[frozenset[str]]]:
    """The sets, together where they share claims."""
    components: list[list[frozenset[str]]] = []
    for members in sorted(sets, key=sorted):
        touching = [component for component in components if any(members & other for other in component)]
        components = [component for component in components if component not in touching]
        components.append([members, *(other for component in touching for other in component)])
    return components


def _conflicts_by_component(found: Sequence[Conflict]) -> list[list[Conflict]]:
    by_claims = {frozenset(conflict.claims): conflict for conflict in found}
    return [[by_claims[members] for members in component] for component in _components(list(by_claims))]


def _minimal_removals(component: Sequence[frozenset[str]]) -> tuple[list[tuple[str, ...]], bool]:
    """The minimal sets that share a claim with every set of the component, smallest first, and whether these are all."""
    hitting: set[frozenset[str]] = {frozenset()}
    are_all = True
    for members in component:
        grown = {removal if removal & members else removal | {name} for removal in hitting for name in members}
        minimal = sorted(
            (removal for removal in grown if not any(other < removal for other in grown)), key=lambda removal: (len(removal), sorted(removal))
        )
        are_all = are_all and len(minimal) <= 8 * MOST_REMOVALS
        hitting = set(minimal[: 8 * MOST_REMOVALS])
    needed = [removal for removal in hitting if all(any(members & removal == {name} for members in component) for name in removal)]
    ordered = sorted((tuple(sorted(removal)) for removal in needed), key=lambda removal: (len(removal), removal))
    return ordered[:MOST_REMOVALS], are_all and len(ordered) <= MOST_REMOVALS


def undisputed(model: Model | Tested, evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], bool]:
    """What remains when every claim of a conflict is set aside, again and again until the rest can hold; and whether it came to that.

    Where the tests are spent before, the rest may still contradict itself.
    """
    tested = model if isinstance(model, Tested) else Tested(model)
    rest = tuple(evidence)
    while not tested.is_spent:
        members = {claim.claim_id for claim in irreducible(tested, rest)}
        if not members:
            return rest, True
        rest = tuple(claim for claim in rest if claim.claim_id not in members)
    return rest, False
