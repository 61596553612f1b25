"""Verifies that every machine reading is in its text: the sentence at its offsets, the number in the sentence, the value in the number."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from orchestration.claims.quantity import read_number
from orchestration.languages import Lexicon
from orchestration.model.schema import records


def untrue_claims(claims: pd.DataFrame, documents: pd.DataFrame, lexicon: Callable[[str], Lexicon | None]) -> pd.DataFrame:
    """Claims that their document does not bear out: claim_id and reason, one row each; empty when all hold."""
    texts = documents.set_index("document_id")["text"]
    rows = []
    for claim in records(claims[claims["method"] == "extracted"]):
        reason = _untruth(claim, texts[claim["document_id"]], lexicon(claim["language"]))
        if reason is not None:
            rows.append((claim["claim_id"], reason))
    return pd.DataFrame(rows, columns=["claim_id", "reason"])


def _untruth(claim: dict[str, Any], text: str, words: Lexicon | None) -> str | None:
    start, end, number_start = claim["char_start"], claim["char_end"], claim["number_start"]
    number_end = number_start + len(claim["number_text"])
    said = (claim["value_low"], claim["value_high"]) if claim["qualifier"] == "between" else (claim["value"], claim["value"])
    if text[start:end] != claim["quote_text"]:
        return "the sentence is not at its offsets"
    if not start <= number_start < number_end <= end:
        return "the number lies outside its sentence"
    if text[number_start:number_end] != claim["number_text"]:
        return "the number is not at its offset"
    if words is None or read_number(claim["number_text"], words) != said:
        return "the number does not read back to the value"
    return None
