"""Versions of claims: what was known of each, from when to when, and which judgement made it so."""

from collections import defaultdict

import pandas as pd

from orchestration.model.dates import last_day
from orchestration.model.judgement import JUDGED, VERDICTS, ClaimVersion
from orchestration.model.schema import records
from orchestration.review.judged import Row, corrected, fingerprint, frame, rows

_STATUSES = {"reject": "rejected", "correct": "corrected", "accept": "accepted"}
"""What a claim becomes by a verdict, the strongest first."""


def apply(claims: pd.DataFrame, documents: pd.DataFrame, judgements: pd.DataFrame) -> pd.DataFrame:
    """The claims (model Claim) as they were known, one row per version (model ClaimVersion), by claim and version.

    The first version is the claim as read, known from the last day on which its document can have been published, or from the day it was retrieved
    or judged where that is earlier. Every judgement ends the version before it on the day it takes effect and begins the next: nothing is erased.
    A day belongs to the version that began on it; of several that began on one day, to the last. A claim that its source withdrew has no version
    from that day on. What its judgement saw differently has no effect: the version says that it needs a look. ``judgements`` (model Judgement) have
    been checked; ``documents`` (model Document) give the day of retrieval. Cost: linear in the claims, quadratic in the judgements of one claim.
    """
    verdicts: dict[str, list[Row]] = defaultdict(list)
    accepted = judgements[(judgements["outcome"] == "accepted") & judgements["kind"].isin(VERDICTS)]
    for row in sorted(rows(accepted), key=lambda row: (row["takes_effect_on"], row["decided_at"], row["file"], row["line"])):
        verdicts[row["claims"][0]].append(row)
    as_read = claims.assign(
        version=1,
        fingerprint=[fingerprint(claim) for claim in rows(claims[list(JUDGED)])],
        known_from=_known_from(claims, documents),
        known_to=None,
        judgement_id=None,
        needs_look=False,
    )
    is_judged = as_read["claim_id"].isin(list(verdicts))
    judged = [version for claim in rows(as_read[is_judged]) for version in _versions(claim, verdicts[claim["claim_id"]])]
    met = pd.concat([as_read[~is_judged], frame(ClaimVersion, judged)], ignore_index=True) if judged else as_read
    return met.sort_values(["claim_id", "version"], ignore_index=True)[list(ClaimVersion.to_schema().columns)]


def _known_from(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.Series:
    """The day by which each claim could be known, as text; None when neither publication nor retrieval of its document is dated."""
    days = {}
    for document in records(documents[["document_id", "published_on", "retrieved_at"]]):
        dated = [last_day(text).isoformat() for text in (document["published_on"], document["retrieved_at"]) if isinstance(text, str)]
        days[document["document_id"]] = min(dated, default=None)
    return claims["document_id"].map(days).astype("object")


def _versions(claim: Row, verdicts: list[Row]) -> list[Row]:
    """The versions of one claim as read, judged in the order in which its judgements took effect."""
    first_judged = verdicts[0]["takes_effect_on"]
    begun = claim["known_from"] and min(claim["known_from"], first_judged)
    versions: list[Row] = [claim | {"known_from": begun}]
    for count, verdict in enumerate(verdicts, start=1):
        day = verdict["takes_effect_on"]
        if versions[-1]["known_to"] is None:
            versions[-1]["known_to"] = day
        known = verdicts[:count]
        replaced = {name for row in known for name in row["supersedes"]}
        standing = [row for row in known if row["judgement_id"] not in replaced and row["judged"][0] == claim["fingerprint"]]
        if not any(row["kind"] == "retract" for row in standing):
            newest = {"judgement_id": verdict["judgement_id"], "needs_look": verdict["judged"][0] != claim["fingerprint"]}
            versions.append(_judged(claim, standing) | newest | {"version": len(versions) + 1, "known_from": day, "known_to": None})
    return versions


def _judged(claim: Row, standing: list[Row]) -> Row:
    kinds = {row["kind"] for row in standing}
    status = next((status for kind, status in _STATUSES.items() if kind in kinds), claim["review_status"])
    return corrected(claim, standing) | {"review_status": status}
