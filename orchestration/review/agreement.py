"""How well coders agree who judged the same claims apart from one another: by field, with what chance would give taken off.

Cohen's kappa: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960). Krippendorff's alpha:
K. Krippendorff, Content Analysis (2018), chapter 12, as the library ``krippendorff`` computes it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import krippendorff
import numpy as np
import pandas as pd

from orchestration.model.agreement import VERDICT, CoderAgreement
from orchestration.model.judgement import CORRECTABLE, NUMBERS
from orchestration.review.judged import Row, corrected, frame, rows

Sayings = list[dict[str, str]]
"""What each coder says of a field, claim by claim."""

_KINDS = ("accept", "reject", "correct")
_NOTHING = ""


def agreement(judgements: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Agreement of coders (model CoderAgreement), sorted; without rows where no claim was judged by two.

    ``judgements`` (model Judgement) are the lines, of which those count that stand and name a coder; ``claims`` (model Claim) are as read. Cost:
    linear in the lines, times the pairs of coders.
    """
    lines: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    apart = judgements["coder"].notna() & (judgements["state"] == "standing") & judgements["kind"].isin(_KINDS)
    for line in rows(judgements[apart]):
        lines[line["claims"][0]][line["coder"]].append(line)
    said: dict[tuple[str, str], Sayings] = defaultdict(list)
    for claim in rows(claims[claims["claim_id"].isin(list(lines))]):
        for field in (VERDICT, *CORRECTABLE):
            sayings = {coder: _said(claim, field, found) for coder, found in lines[claim["claim_id"]].items()}
            said[claim["context_id"], field].append({coder: saying for coder, saying in sayings.items() if saying is not None})
    found = [{"context_id": context_id, "field": field} | row for (context_id, field), sayings in sorted(said.items()) for row in _rows(sayings)]
    return frame(CoderAgreement, found)


def _said(claim: Row, field: str, lines: list[Row]) -> str | None:
    """What one coder says of a field; None when the claim says nothing to them."""
    (verdict,) = {line["kind"] for line in lines}
    if field == VERDICT:
        return str(verdict)
    if verdict == "reject":
        return None
    value = corrected(claim, lines)[field]
    return _NOTHING if value is None else str(int(value) if field in NUMBERS else value)


def _rows(sayings: Sayings) -> Iterator[Row]:
    coders = sorted({coder for saying in sayings for coder in saying})
    sets = [*combinations(coders, 2), *([tuple(coders)] if len(coders) > 2 else [])]
    for together in sets:
        shared = [{coder: saying[coder] for coder in together if coder in saying} for saying in sayings]
        compared = [saying for saying in shared if len(saying) > 1]
        if compared:
            agreed = sum(len(set(saying.values())) == 1 for saying in compared) / len(compared)
            kappa = cohens_kappa([(saying[together[0]], saying[together[1]]) for saying in compared]) if len(together) == 2 else None
            alpha = krippendorffs_alpha(compared, together)
            yield {"coders": "+".join(together), "claims": len(compared), "agreement": agreed, "kappa": kappa, "alpha": alpha}


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two coders beyond chance, from what they say claim by claim; None where both say one and the same of every claim."""
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    observed = sum(one == other for one, other in pairs) / len(pairs)
    by_chance = sum(first[saying] * second[saying] for saying in first) / len(pairs) ** 2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def krippendorffs_alpha(sayings: Sayings, coders: Sequence[str]) -> float | None:
    """Agreement of coders beyond chance, gaps allowed; None where all say one and the same of every claim."""
    values = sorted({said for saying in sayings for said in saying.values()})
    if len(values) == 1:
        return None
    codes = [[values.index(saying[coder]) if coder in saying else np.nan for saying in sayings] for coder in coders]
    return float(krippendorff.alpha(reliability_data=codes, level_of_measurement="nominal"))
