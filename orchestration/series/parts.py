"""A part is at most its whole: a subset of the people, or one place of a country, against the total."""

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.series.windows import Evidence


@dataclass(frozen=True)
class AtMost:
    """What claims in ``parts`` count is among what claims in ``wholes`` count. A stock with itself: two figures of one day have to agree.

    Events: the widest window of the part lies in the narrowest of the whole. Stocks: both speak of one and the same day.
    """

    parts: frozenset[str]
    wholes: frozenset[str]

    def without_caps(self) -> "AtMost":
        """The same: no extra assumption takes part."""
        return self

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        """The first part above its whole, by id."""
        return next((frozenset((part.claim_id, whole.claim_id)) for part, whole, _ in self._excesses(evidence)), frozenset())

    def least_change(self, evidence: Sequence[Evidence], claim_id: str) -> int:
        """The largest excess that the claim takes part in."""
        return max((excess for part, whole, excess in self._excesses(evidence) if claim_id in (part.claim_id, whole.claim_id)), default=0)

    def _excesses(self, evidence: Sequence[Evidence]) -> list[tuple[Evidence, Evidence, int]]:
        lows = [claim for claim in evidence if claim.claim_id in self.parts and claim.low is not None]
        highs = [claim for claim in evidence if claim.claim_id in self.wholes and claim.most is not None]
        return [
            (part, whole, part.low - whole.most)
            for part in lows
            for whole in highs
            if part.low is not None and whole.most is not None and part.low > whole.most and _covers(part, whole)
        ]


def _covers(part: Evidence, whole: Evidence) -> bool:
    if "stock" in (part.basis, whole.basis):
        return part.basis == whole.basis and part.end_first == part.end_last == whole.end_first == whole.end_last is not None
    if part.start_first is None or part.end_last is None or whole.start_last is None or whole.end_first is None:
        return False
    return whole.start_last <= part.start_first and part.end_last <= whole.end_first
