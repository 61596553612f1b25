"""Claims as statements: tellings of one voice that limit nothing beyond one of them are one statement, however many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from orchestration.series.windows import Evidence

Statements = Mapping[str, Sequence[str]]
"""The claim that represents a statement, and the other claims of it, by id and sorted."""


def statements(evidence: Iterable[Evidence]) -> Statements:
    """The statements of one series. The voice of a claim represents what it bounds, else the earliest telling; without a voice a claim stands alone.

    A telling with numbers of its own, or days that its representative leaves out, is a statement of its own: it can be true where the other is not.
    What was told later never takes the place of what was told before.
    """
    told: dict[str, list[Evidence]] = defaultdict(list)
    for claim in sorted(evidence, key=_order):
        told[claim.voice_id or claim.claim_id].append(claim)
    found: dict[str, list[str]] = {}
    for tellings in told.values():
        leading: list[Evidence] = []
        for claim in tellings:
            leader = next((one for one in leading if _says_no_more(claim, one)), claim)
            if leader is claim:
                leading.append(claim)
                found[claim.claim_id] = []
            else:
                found[leader.claim_id].append(claim.claim_id)
    return {name: sorted(others) for name, others in found.items()}


def representing(evidence: Iterable[Evidence], stated: Statements) -> list[Evidence]:
    """The claims that represent the statements."""
    return [claim for claim in evidence if claim.claim_id in stated]


def all_tellings(evidence: Iterable[Evidence], stated: Statements, names: Collection[str]) -> list[Evidence]:
    """The claims of the statements that these represent."""
    told = {telling for name in names for telling in (name, *stated[name])}
    return [claim for claim in evidence if claim.claim_id in told]


def _order(claim: Evidence) -> tuple[bool, date, str]:
    return claim.claim_id != claim.voice_id, claim.published_on or date.max, claim.claim_id


def _says_no_more(claim: Evidence, leader: Evidence) -> bool:
    """The same numbers for the same days, or for days that hold those of the leader and more: a date that reaches back to an earlier telling."""
    numbers = [(one.measure, one.basis, one.low, one.most) for one in (claim, leader)]
    return numbers[0] == numbers[1] and all(
        (own_first or date.min) <= (first or date.min) and (last or date.max) <= (own_last or date.max)
        for own_first, own_last, first, last in (
            (claim.start_first, claim.start_last, leader.start_first, leader.start_last),
            (claim.end_first, claim.end_last, leader.end_first, leader.end_last),
        )
    )
