"""Invented claims of an invented country, and lines that judge them."""

import json
from datetime import date
from typing import Any

import pandas as pd

from orchestration.contexts import ContextCard, FacilityCard, OriginCard
from orchestration.model.claim import Claim
from orchestration.model.document import Document
from orchestration.review.judged import fingerprint, frame, rows
from orchestration.review.judgements import check_judgements, read_judgements

TODAY = date(2031, 12, 31)
FILE = "judgements/2031.jsonl"
WATCH = OriginCard(name="Watch", kind="ngo", family="watch", coverage="documented", names=("watch", "the watch"))
NORTH = FacilityCard(name="North prison", kind="prison", names=("north prison",))
CONTEXT = ContextCard(
    code="al", name="A Land, emergency", country="A Land", starts_on="2029-01-01", counts_from="2028-12-31", codings="a_land.csv",
    origins={"watch": WATCH}, facilities={"north": NORTH}, definitions={}, rhythms={},
)  # fmt: skip
CONTEXTS = {"al": CONTEXT}


def claim(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A machine reading: 500 people arrested, said in a sentence of its own; ``fields`` say otherwise."""
    return dict.fromkeys(Claim.to_schema().columns) | {
        "claim_id": f"{number:020x}",
        "document_id": "d1",
        "passage_id": f"p{number}",
        "quote_text": f"In district {number}, 500 people were arrested by the end of May 2030.",
        "number_text": "500",
        "measure": "arrests",
        "value": 500,
        "value_low": 500,
        "value_high": 500,
        "qualifier": "exactly",
        "basis": "cumulative",
        "period_end": "2030-05",
        "date_precision": "month",
        "period_is_implied": False,
        "context_id": "al",
        "population": "all",
        "origin": "the police",
        "stance": "asserted",
        "method": "extracted",
        "review_status": "machine",
        "rules": ["a rule"],
        "confidence": 0.5,
        "language": "en",
        "published_on": "2030-06",
        **fields,
    }


def coded(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A claim coded by hand."""
    unread = dict.fromkeys(("passage_id", "quote_text", "number_text"))
    return claim(number, **unread | {"coding_id": f"A-{number}", "method": "coded", "review_status": "accepted"} | fields)


def table(*claims: dict[str, Any]) -> pd.DataFrame:
    return frame(Claim, list(claims))


def documents(published_on: str | None = "2030-06", retrieved_at: str | None = None) -> pd.DataFrame:
    """The one document, d1."""
    row = dict.fromkeys(Document.to_schema().columns) | {"document_id": "d1", "published_on": published_on, "retrieved_at": retrieved_at}
    return pd.DataFrame([row])


def line(kind: str, number: int = 1, *, of: dict[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
    """A line about claim 1, decided on the day of May 2031 that is its number, unless ``keys`` say otherwise."""
    about = claim() if of is None else of
    (plain,) = rows(table(about))
    return {
        "judgement_id": f"J{number}",
        "kind": kind,
        "claim_id": about["claim_id"],
        "judged": fingerprint(plain),
        "role": "reviewer",
        "decided_at": f"2031-05-{number:02}T10:00:00Z",
        "reason": "The sentence says so.",
        **keys,
    }


def correction(field: str, was: Any, becomes: Any, number: int = 1, **keys: Any) -> dict[str, Any]:
    return line("correct", number, field=field, **{"from": was, "to": becomes}, **keys)


def comparison(kind: str, number: int, *claims: dict[str, Any], **keys: Any) -> dict[str, Any]:
    found = line(kind, number, claims=[c["claim_id"] for c in claims], judged=[fingerprint(row) for row in rows(table(*claims))], **keys)
    del found["claim_id"]
    return found


def settlement(number: int, conflict_id: str = "c0ffee", **keys: Any) -> dict[str, Any]:
    found = line("settle", number, conflict_id=conflict_id, **keys)
    del found["claim_id"], found["judged"]
    return found


def text(*lines: dict[str, Any]) -> str:
    return "".join(json.dumps(found) + "\n" for found in lines)


def judged(*lines: dict[str, Any], claims: pd.DataFrame | None = None) -> pd.DataFrame:
    """The lines of one file, read and checked against the claims: claim 1 alone unless said."""
    return check_judgements([read_judgements(FILE, text(*lines), TODAY)], table(claim()) if claims is None else claims, CONTEXTS)


def faults(found: pd.DataFrame, row: int = -1) -> list[tuple[str, str]]:
    """Place and reason of the faults of a line, the last unless said."""
    return [(fault["place"], fault["reason"]) for fault in found.iloc[row]["faults"]]
