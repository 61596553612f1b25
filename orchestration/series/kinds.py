"""Why claims contradict one another, by rule, and the conflict in words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from orchestration.model.bounds import is_specific
from orchestration.series.conflicts import Conflict, Model
from orchestration.series.windows import Evidence

_MOST_NAMED: Final = 3
_ONE_PAIR: Final = (
    "Too many claims contradict one another: of one of these this is the widest contradiction, and what settles all was not worked out."
)
_MOST_TWINS: Final = 40
"""Tellings of one number that are compared, the first published first."""


def kind(conflict: Conflict, evidence: Sequence[Evidence], model: Model, of_others: Sequence[Evidence] = ()) -> tuple[str, str]:
    """The typed reason (``CONFLICT_KINDS`` of the model Conflict) and what it rests on, in words; ``unexplained`` where no rule applies.

    In this order: one claim has the number that its origin family gave of another population (``of_others``: claims of the same measure and place
    about other populations); the claims say that they count different units or definitions; one claim repeats a number that was published before
    and that would not contradict with the older date (vintage) or the other window that it had there (window); one origin's running total falls.
    """
    claims = [claim for claim in evidence if claim.claim_id in conflict.claims]
    if told := _of_another_population(claims, of_others):
        return told
    for name, field in (("unit", "count_unit"), ("definition", "definition")):
        said = sorted({value for claim in claims if (value := getattr(claim, field)) is not None})
        if len(said) > 1:
            return name, f"They do not count the same: {', '.join(said)}."
    if repeated := _repeated(claims, evidence, model):
        return repeated
    origins = {claim.origin_id for claim in claims}
    days = {(claim.end_first, claim.end_last) for claim in claims}
    if len(days) > 1 and all(claim.basis == "cumulative" for claim in claims) and len(origins) == 1 and None not in origins:
        return "falling_cumulative", f"The running total of {origins.pop()} falls."
    return "unexplained", "No rule explains it."


def _of_another_population(claims: Sequence[Evidence], of_others: Sequence[Evidence]) -> tuple[str, str] | None:
    """The specific number of one of the claims, of one of another population that was told no later: without that claim the conflict is settled."""
    for claim in sorted(claims, key=lambda claim: claim.claim_id):
        if claim.value is None or claim.family is None or not is_specific(claim.value):
            continue
        twins = [twin for twin in of_others if (twin.value, twin.family) == (claim.value, claim.family) and not _is_published_after(twin, claim)]
        if twins:
            twin = min(twins, key=lambda twin: (str(twin.published_on), twin.claim_id))
            said = f"{claim.value:,}, in {claim.claim_id} of the population {claim.population}, is what {twin.claim_id} says of {twin.population}"
            return "population", f"{said}, of the same origin family: it may not count the same people."
    return None


def _is_published_after(one: Evidence, other: Evidence) -> bool:
    return one.published_on is not None and other.published_on is not None and one.published_on > other.published_on


def _repeated(claims: Sequence[Evidence], evidence: Sequence[Evidence], model: Model) -> tuple[str, str] | None:
    """The number of one of the claims in another claim, whose window would settle the conflict."""
    members = {claim.claim_id for claim in claims}
    dated = [claim for claim in evidence if claim.published_on is not None and claim.basis != "stock" and claim.value is not None]
    for claim in sorted((claim for claim in dated if claim.claim_id in members), key=lambda claim: claim.claim_id):
        twins = sorted((twin for twin in dated if twin.value == claim.value), key=lambda twin: (str(twin.published_on), twin.claim_id))
        for twin in twins[:_MOST_TWINS]:
            if twin.claim_id in members or str(twin.published_on) >= str(claim.published_on):
                continue
            moved = replace(
                claim, start_first=twin.start_first, start_last=twin.start_last, end_first=twin.end_first, end_last=twin.end_last, basis=twin.basis
            )
            if model.contradiction([moved if other is claim else other for other in claims]):
                continue
            given = f"{claim.value:,} of {claim.claim_id} was published before, by {twin.claim_id} on {twin.published_on}"
            if _same_start(claim, twin) and _is_older(twin, claim):
                return "vintage", f"{given}, and may be as old as that: with the older date these do not contradict."
            return "window", f"{given}, for what happened {_window(twin)}: with that window these do not contradict."
    return None


def _same_start(claim: Evidence, twin: Evidence) -> bool:
    return (claim.start_first, claim.start_last) == (twin.start_first, twin.start_last)


def _is_older(twin: Evidence, claim: Evidence) -> bool:
    return twin.end_last is not None and claim.end_last is not None and twin.end_last <= claim.end_last


def explanation(conflict: Conflict, evidence: Sequence[Evidence], reason: str, is_complete: bool) -> str:
    """The conflict in words: what each claim says, what it takes to settle it, the reason, and whether more may be hidden."""
    claims = sorted((claim for claim in evidence if claim.claim_id in conflict.claims), key=lambda claim: claim.claim_id)
    said = "; ".join(f"{claim.claim_id} says {_range(claim)} {_window(claim)}" for claim in claims)
    under = f", under {' and '.join(conflict.assumptions)}," if conflict.assumptions else ""
    ways = (" and ".join(removal) if len(removal) <= _MOST_NAMED else f"{len(removal)} claims together" for removal in conflict.removable)
    drops = " or ".join(dict.fromkeys(ways))
    to_settle = f"To settle it and what shares claims with it, drop {drops}." if drops else _ONE_PAIR
    parts = [
        f"{said}. These cannot all hold{under} unless {conflict.least_change_claim} gives way by {conflict.least_change:,}.",
        to_settle,
        reason,
    ]
    if not is_complete:
        parts.append("The search was cut short: this series may hold more conflicts, or more ways to settle them.")
    return " ".join(parts)


def _range(claim: Evidence) -> str:
    if claim.low is None:
        return f"at most {claim.high:,}"
    if claim.most is None:
        return f"at least {claim.low:,}"
    return f"{claim.low:,}" if claim.low == claim.most else f"{claim.low:,} to {claim.most:,}"


def _window(claim: Evidence) -> str:
    ends = f"by {claim.end_last}" if claim.end_first == claim.end_last else f"by a day from {claim.end_first or 'an unknown day'} to {claim.end_last}"
    if claim.basis == "stock":
        return ends.replace("by a day", "on a day").replace("by ", "on ", 1)
    begins = f"{claim.start_first}" if claim.start_first == claim.start_last else f"a day from {claim.start_first} to {claim.start_last}"
    return f"since {begins} {ends}"
