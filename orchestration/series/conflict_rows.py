"""The conflicts of many series as rows: of each with itself, of parts with their wholes, and of all facilities together with the whole."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from orchestration.series.conflicts import Conflict, conflicts
from orchestration.series.kinds import explanation, kind
from orchestration.series.parts import AtMost, SumAtMost
from orchestration.series.statements import Statements, representing, statements
from orchestration.series.windows import Counter, Evidence

WHOLE = "national"
_UNCATALOGUED = "uncatalogued: "
"""How the place of a facility begins that is in no catalogue: it may be part of another, or hold it."""


class Group(NamedTuple):
    """One series: its key, where caps are in the name of the assumption set; the set without them; what is taken to be true of it, and its claims."""

    key: dict[str, str]
    assumption_set: str
    counter: Counter
    evidence: list[Evidence]


def conflict_rows(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Rows of the model Conflict, of all series."""
    for members in _alike(groups, "population", "origin_id"):
        for group in members:
            others = {claim.claim_id: claim for other in members if other.key["population"] != group.key["population"] for claim in other.evidence}
            yield from _own_conflicts(group, list(others.values()))
    for members in _alike(groups, "population", "place"):
        for part in members:
            for whole in members:
                if _is_part(part.key, whole.key):
                    yield from _conflicts_with_whole(part, whole)
    for members in _alike(groups, "place"):
        yield from _conflicts_of_sums(members)


def _alike(groups: Iterable[Group], *apart: str) -> Iterable[list[Group]]:
    """The series together that differ in these alone."""
    alike: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        alike.setdefault(tuple(value for name, value in group.key.items() if name not in apart), []).append(group)
    return alike.values()


def _own_conflicts(group: Group, of_others: Sequence[Evidence]) -> Iterator[dict[str, Any]]:
    events = [claim for claim in group.evidence if claim.basis != "stock"]
    stocks = [claim for claim in group.evidence if claim.basis == "stock"]
    ids = frozenset(claim.claim_id for claim in stocks)
    for model, claims in ((group.counter, events), (AtMost(ids, ids), stocks)):
        stated = statements(claims)
        leading = representing(claims, stated)
        by_id = {claim.claim_id: claim for claim in leading}
        found = conflicts(model, leading)
        for conflict in found.found:
            name, reason = kind(conflict, leading, model, of_others)
            yield conflict_row(group.key, conflict, leading, stated, name, explanation(conflict, leading, reason, found.is_complete))
        for conflict in found.pairs:
            # of thousands of claims: the rules that need no other claim
            two = [by_id[name] for name in conflict.claims]
            name, reason = kind(conflict, two, model)
            yield conflict_row(group.key, conflict, two, stated, name, explanation(conflict, two, reason, found.is_complete))


def _is_part(part: dict[str, str], whole: dict[str, str]) -> bool:
    """Of one context, measure, origin and assumption set: a subset of everybody, or a place of the country, or both."""
    same_people, same_place = part["population"] == whole["population"], part["place"] == whole["place"]
    of_people, of_place = same_people or whole["population"] == "all", same_place or whole["place"] == WHOLE
    return of_people and of_place and not (same_people and same_place)


def _conflicts_with_whole(part: Group, whole: Group) -> Iterator[dict[str, Any]]:
    model = AtMost(frozenset(claim.claim_id for claim in part.evidence), frozenset(claim.claim_id for claim in whole.evidence))
    stated = {**statements(part.evidence), **statements(whole.evidence)}
    leading = representing([*part.evidence, *whole.evidence], stated)
    found = conflicts(model, leading)
    for conflict in (*found.found, *found.pairs):
        reason = f"{part.key['population']} in {part.key['place']} are among {whole.key['population']} in {whole.key['place']}."
        words = explanation(conflict, leading, reason, found.is_complete)
        yield conflict_row(part.key, conflict, leading, stated, "part_above_whole", words)


def _conflicts_of_sums(members: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Facilities that are together above the figure of the whole although none is above it alone; at most one conflict for each such figure."""
    facilities = [group for group in members if group.key["place"] != WHOLE and not group.key["place"].startswith(_UNCATALOGUED)]
    if len(facilities) < 2:
        return
    places = {claim.claim_id: group.key["place"] for group in facilities for claim in group.evidence}
    for whole in (group for group in members if group.key["place"] == WHOLE):
        stated = {name: others for group in (*facilities, whole) for name, others in statements(group.evidence).items()}
        parts = [claim for group in facilities for claim in representing(group.evidence, stated)]
        for total in representing(whole.evidence, stated):
            claims = [total, *parts]
            # of many facilities many sets are too many people: one says so, and that there may be more
            found = conflicts(SumAtMost(places, total.claim_id), claims, most=1)
            for conflict in found.found:
                named = ", ".join(sorted({places[name] for name in conflict.claims if name in places}))
                reason = f"{named} are distinct facilities, and together no more than the whole."
                words = explanation(conflict, claims, reason, found.is_complete)
                yield conflict_row(whole.key, conflict, claims, stated, "part_above_whole", words)


def conflict_row(
    key: dict[str, str], conflict: Conflict, evidence: Iterable[Evidence], stated: Statements, reason: str, words: str
) -> dict[str, Any]:
    """A conflict as a row of the model Conflict."""
    origins = {claim.origin_id for claim in evidence if claim.claim_id in conflict.claims and claim.origin_id is not None}
    return {
        "conflict_id": hashlib.sha256("|".join(conflict.claims).encode()).hexdigest()[:16],
        **key,
        "kind": reason,
        "claims": list(conflict.claims),
        "echo_claims": sorted(name for claim in conflict.claims for name in stated[claim]),
        "origins": sorted(origins),
        "least_change": conflict.least_change,
        "least_change_claim": conflict.least_change_claim,
        "removable": ["+".join(removal) for removal in conflict.removable],
        "explanation": words,
    }
