"""Versions of claims: what was known of each, from when to when, and which judgement made it so."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

import pandas as pd

from orchestration.model.dates import first_day, last_day
from orchestration.model.judgement import JUDGED, UNDO, VERDICTS, ClaimVersion
from orchestration.model.schema import records
from orchestration.review.judged import Row, corrected, fingerprint, frame, rows

_NONE: Mapping[str, str] = MappingProxyType({})
_STATUSES = {"reject": "rejected", "correct": "corrected", "accept": "accepted"}
"""What a claim becomes by a verdict, the strongest first."""


def apply(claims: pd.DataFrame, documents: pd.DataFrame, judgements: pd.DataFrame, replaced: Mapping[str, str] = _NONE) -> pd.DataFrame:
    """The claims (model Claim) as they were known, one row per version (model ClaimVersion), by claim and version.

    The first version is the claim as read, known from the last day on which its document can have been published, or from the day it was retrieved
    or judged where that is earlier; in a document that took the place of another under its address, from the day on which it was seen there, and
    what the other said is known until that day. Every judgement ends the version before it on the day it was decided and begins the next: nothing is
    erased.
    A day belongs to the version that began on it; of several that began on one day, to the last. While a withdrawal by its source stands, a claim
    has no version; one that stands to this day is a fact about the source, and counts from the day of the withdrawal. A judgement that saw
    the claim differently has no effect and replaces none: the version says that it needs a look. ``replaced`` gives, by claim, the day from which a
    later edition of its table says otherwise: the claim ends there, as one that its source withdrew. ``judgements`` (model Judgement) have
    been checked; ``documents`` (model Document) give the day of retrieval. Cost: linear in the claims, quadratic in the judgements of one claim.
    """
    verdicts: dict[str, list[Row]] = defaultdict(list)
    counted = judgements[(judgements["outcome"] == "accepted") & judgements["coder"].isna()]
    of_one = counted[counted["kind"].isin(VERDICTS) | ((counted["kind"] == UNDO) & (counted["claims"].str.len() == 1))]
    for row in sorted(rows(of_one), key=lambda row: (row["decided_at"], row["file"], row["line"])):
        verdicts[row["claims"][0]].append(row)
    known_from = _known_from(claims, documents)
    as_read = claims.assign(
        version=1,
        fingerprint=[fingerprint(claim) for claim in rows(claims[list(JUDGED)])],
        known_from=known_from,
        known_to=_known_to(claims, documents, known_from, replaced),
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
    for document in records(documents[["document_id", "published_on", "retrieved_at", "version_from"]]):
        said = (document["published_on"], document["retrieved_at"]) if document["version_from"] is None else (document["version_from"],)
        days[document["document_id"]] = min((last_day(text).isoformat() for text in said if isinstance(text, str)), default=None)
    return claims["document_id"].map(days).astype("object")


def _known_to(claims: pd.DataFrame, documents: pd.DataFrame, known_from: pd.Series, replaced: Mapping[str, str]) -> pd.Series:
    """The day on which another text took the place of a claim's, or a later edition that of its table, as text.

    What became known and was revised by an edition on one day stands, for it could not be known before; a text whose place was taken on that day
    was known on it.
    """
    texts = dict(zip(documents["document_id"], documents["version_to"], strict=True))
    days = []
    for name, document_id, known in zip(claims["claim_id"], claims["document_id"], known_from, strict=True):
        edition = replaced.get(name)
        revised = edition if edition is not None and (known is None or known < edition) else None
        days.append(min((day for day in (revised, _ended(known, texts.get(document_id))) if day is not None), default=None))
    return pd.Series(days, index=claims.index, dtype="object")


def _ended(known_from: str | None, replaced_on: str | None) -> str | None:
    if replaced_on is None or known_from is None:
        return replaced_on
    return max(replaced_on, _day_after(known_from))


def _versions(claim: Row, verdicts: list[Row]) -> list[Row]:
    """The versions of one claim as read, judged in the order in which its judgements were decided."""
    withdrawals = [row["takes_effect_on"] for row in _in_force(claim, verdicts) if row["kind"] == "retract"]
    if claim["known_to"] is not None:
        withdrawals.append(claim["known_to"])
    begun = _begun(claim, verdicts[0]["decided_at"][:10], min(withdrawals, default=None))
    steps: dict[str | None, Row | None] = {begun: claim}
    for count, verdict in enumerate(verdicts, start=1):
        steps[verdict["decided_at"][:10]] = _step(claim, verdicts[:count])
    if begun is not None:
        # what became known and was withdrawn on one day was known on that day
        withdrawals = [max(day, _day_after(begun)) for day in withdrawals]
        if steps[begun] is None:
            known_for_a_day: dict[str | None, Row | None] = {begun: claim, _day_after(begun): None}
            steps = known_for_a_day | {day: step for day, step in steps.items() if day != begun}
    versions: list[Row] = []
    for begin, end in pairwise([*steps, None]):
        known_to = min((day for day in (end, *withdrawals) if day is not None), default=None)
        step = steps[begin]
        if step is not None and (begin is None or known_to is None or begin < known_to):
            versions.append(step | {"version": len(versions) + 1, "known_from": begin, "known_to": known_to})
    return versions


def _begun(claim: Row, judged_on: str, withdrawn_on: str | None) -> str | None:
    """The first day of what is known of a claim: whoever judged it knew it, and what its source withdrew had been published before."""
    if claim["known_from"] is None:
        return None
    days: list[str] = [claim["known_from"], judged_on]
    if withdrawn_on is not None:
        published = "" if claim["published_on"] is None else first_day(claim["published_on"]).isoformat()
        days.append(max(published, _day_before(withdrawn_on)))
    return min(days)


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _in_force(claim: Row, verdicts: list[Row]) -> list[Row]:
    """The verdicts that saw the claim as it reads, without those that one of them replaces."""
    seen = [row for row in verdicts if row["judged"][0] == claim["fingerprint"]]
    replaced = {name for row in seen for name in row["supersedes"]}
    return [row for row in seen if row["judgement_id"] not in replaced]


def _step(claim: Row, known: list[Row]) -> Row | None:
    """The claim as the verdicts known by then leave it; None while its source has withdrawn it."""
    standing = _in_force(claim, known)
    if any(row["kind"] == "retract" for row in standing):
        return None
    newest = known[-1]
    needs_look = newest["kind"] != UNDO and newest["judged"][0] != claim["fingerprint"]
    return _judged(claim, standing) | {"judgement_id": newest["judgement_id"], "needs_look": needs_look}


def _judged(claim: Row, standing: list[Row]) -> Row:
    kinds = {row["kind"] for row in standing}
    status = next((status for kind, status in _STATUSES.items() if kind in kinds), claim["review_status"])
    return corrected(claim, standing) | {"review_status": status}
