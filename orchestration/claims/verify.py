"""Verifies that every machine reading is in its text: the sentence at its offsets, the number in the sentence, the value in the number.

The number of a cell is read without words, and a sum over the rows of a table, which no cell holds, is added up anew from the cells that its
locator names.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import pandas as pd

from orchestration.claims.quantity import read_number
from orchestration.claims.table_shape import sheets_of
from orchestration.claims.tables import CELL, SUM, added_up, whole
from orchestration.languages import Lexicon
from orchestration.model.schema import records
from orchestration.model.sheet import Sheet


def untrue_claims(claims: pd.DataFrame, documents: pd.DataFrame, lexicon: Callable[[str], Lexicon | None]) -> pd.DataFrame:
    """Claims that their document does not bear out: claim_id and reason, one row each; empty when all hold."""
    by_id = {document["document_id"]: document for document in records(documents)}
    rows = []
    for document_id, of_document in claims[claims["method"] == "extracted"].groupby("document_id", sort=False):
        truth = _Truth(by_id[str(document_id)], lexicon)
        rows += [(claim["claim_id"], reason) for claim in records(of_document) if (reason := truth.denies(claim)) is not None]
    return pd.DataFrame(rows, columns=["claim_id", "reason"])


class _Truth:
    """What one document bears out."""

    def __init__(self, document: dict[str, Any], lexicon: Callable[[str], Lexicon | None]) -> None:
        self.document, self.lexicon = document, lexicon

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        return sheets_of(self.document["text"], self.document["file_name"])

    def denies(self, claim: dict[str, Any]) -> str | None:
        """Why the document does not bear the claim out; None when it does."""
        if (misplaced := _misplaced(claim, self.document["text"])) is not None:
            return misplaced
        rules = claim["rules"]
        if SUM in rules:
            return None if added_up(self.sheets, claim["locator"]) == claim["value"] else "the cells do not add up to the value"
        reads_back = whole(claim["number_text"]) == claim["value"] if CELL in rules else _reads_back(claim, self.lexicon(claim["language"]))
        return None if reads_back else "the number does not read back to the value"


def _misplaced(claim: dict[str, Any], text: str) -> str | None:
    start, end, number_start = claim["char_start"], claim["char_end"], claim["number_start"]
    number_end = number_start + len(claim["number_text"])
    if text[start:end] != claim["quote_text"]:
        return "the sentence is not at its offsets"
    if not start <= number_start < number_end <= end:
        return "the number lies outside its sentence"
    if text[number_start:number_end] != claim["number_text"]:
        return "the number is not at its offset"
    return None


def _reads_back(claim: dict[str, Any], words: Lexicon | None) -> bool:
    said = (claim["value_low"], claim["value_high"]) if claim["qualifier"] == "between" else (claim["value"], claim["value"])
    return words is not None and read_number(claim["number_text"], words) == said
