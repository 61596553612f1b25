"""A part is at most its whole: a subset of the people, one place of a country, or its facilities together, against the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.series.windows import Evidence, above, furthest_above, lies_within


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
        return next((frozenset((part.claim_id, whole.claim_id)) for part, whole, _ in above(*self._sides(evidence))), frozenset())

    def contradicting_pairs(self, evidence: Sequence[Evidence]) -> list[tuple[str, str, int]]:
        """Of each part that is above a whole, and of each such whole, the pair that is furthest apart."""
        return furthest_above(*self._sides(evidence))

    def least_change(self, evidence: Sequence[Evidence], claim_id: str) -> int:
        """The largest excess that the claim takes part in."""
        return max((by for part, whole, by in above(*self._sides(evidence)) if claim_id in (part.claim_id, whole.claim_id)), default=0)

    def _sides(self, evidence: Sequence[Evidence]) -> tuple[list[Evidence], list[Evidence]]:
        return [claim for claim in evidence if claim.claim_id in self.parts], [claim for claim in evidence if claim.claim_id in self.wholes]


@dataclass(frozen=True)
class SumAtMost:
    """What distinct facilities count is together at most what one claim says of the whole. ``places``: the facility of each claim about one.

    Of each facility the highest of its lowest numbers counts whose days are those of the whole, as in ``AtMost``. A facility that is above the whole
    alone is left to that.
    """

    places: Mapping[str, str]
    whole: str

    def without_caps(self) -> "SumAtMost":
        """The same: no extra assumption takes part."""
        return self

    def contradiction(self, evidence: Sequence[Evidence]) -> frozenset[str]:
        """The whole and the fewest facilities that are together above it, by id."""
        parts, excess = self._excess(evidence)
        if excess <= 0:
            return frozenset()
        while parts and excess > (parts[-1].low or 0):
            excess -= parts.pop().low or 0
        return frozenset((self.whole, *(part.claim_id for part in parts)))

    def contradicting_pairs(self, evidence: Sequence[Evidence]) -> list[tuple[str, str, int]]:
        """None: a facility that is above the whole alone is left to ``AtMost``."""
        del evidence
        return []

    def least_change(self, evidence: Sequence[Evidence], claim_id: str) -> int:
        """By how many they are above the whole: in an irreducible set each claim alone can give way by that. Zero where it takes no part."""
        parts, excess = self._excess(evidence)
        return max(excess, 0) if claim_id in {self.whole, *(part.claim_id for part in parts)} else 0

    def _excess(self, evidence: Sequence[Evidence]) -> tuple[list[Evidence], int]:
        """The claims of the facilities that count, the highest first, and by how many people they are above the whole."""
        highest: dict[str, Evidence] = {}
        whole = next((claim for claim in evidence if claim.claim_id == self.whole), None)
        if whole is None or whole.most is None:
            return [], 0
        for part in evidence:
            place = self.places.get(part.claim_id)
            if place is None or part.low is None or part.low > whole.most or not lies_within(part, whole):
                continue
            if place not in highest or part.low > (highest[place].low or 0):
                highest[place] = part
        parts = sorted(highest.values(), key=lambda part: (-(part.low or 0), part.claim_id))
        return parts, sum(part.low or 0 for part in parts) - whole.most
