"""Documents that are tables become claims, each by the mapping that its birth certificate names.

Belongs here: which mapping reads which document, and the figures of a table as rows of the model Claim. Does not belong here: reading the table
(``tables.py``).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from orchestration.claims.build import claim_frame, claim_id
from orchestration.claims.extract import EXTRACTOR_VERSION
from orchestration.claims.table_shape import MisfitError
from orchestration.claims.tables import CELL, SUM, Stated, read_table
from orchestration.model.bounds import bounds
from orchestration.model.claim import Claim
from orchestration.model.mapping import Mapping as Card
from orchestration.model.quarantine import Fault
from orchestration.model.schema import records

Cards = Mapping[tuple[str, str], Card]
"""The mappings of all sources, by source_id and name."""

_MOST_FAULTS = 20
"""A column that moved makes a fault of every heading after it: the first ones say enough."""


class TablesRead(NamedTuple):
    """What became of the documents that are tables.

    ``claims``: their figures (model Claim). ``misfits``: documents that are not as their mapping says, with item, outcome and faults.
    """

    claims: pd.DataFrame
    misfits: pd.DataFrame


def read_tables(documents: pd.DataFrame, passages: pd.DataFrame, cards: Cards) -> TablesRead:
    """The figures of all documents that name a mapping. A document that is not as its mapping says has none, and is a misfit; others go on.

    Cost: linear in the cells of the documents.
    """
    tables = documents[documents["mapping"].notna()]
    spans = passages[passages["document_id"].isin(tables["document_id"])]
    ids = dict(zip(zip(spans["document_id"], spans["char_start"], strict=True), spans["passage_id"], strict=True))
    rows: list[dict[str, object]] = []
    misfits = []
    for document in records(tables):
        try:
            card = _card(document, cards)
            rows += (_claim(one, card, document, ids) for one in read_table(document["text"], document["file_name"], card))
        except MisfitError as error:
            shown = [Fault(f"{document['file_name']}: {fault.place}", fault.reason, fault.remedy) for fault in error.faults[:_MOST_FAULTS]]
            if len(error.faults) > _MOST_FAULTS:
                shown.append(Fault(document["file_name"], f"{len(error.faults) - _MOST_FAULTS} faults more", "mend these first"))
            misfits.append({"item": document["folder"], "outcome": "quarantined", "faults": [vars(fault) for fault in shown]})
    return TablesRead(claim_frame(rows), pd.DataFrame(misfits, columns=["item", "outcome", "faults"]))


def _card(document: dict[str, Any], cards: Cards) -> Card:
    card = cards.get((document["source_id"], document["mapping"]))
    if card is None:
        known = sorted(name for source, name in cards if source == document["source_id"])
        reason = f"the source has no mapping {document['mapping']!r}, only {', '.join(known) or 'none'}"
        raise MisfitError([Fault("capture.yml: mapping", reason, "name one of them, or write it as docs/how-to/add-a-table.md shows")])
    return card


def _claim(one: Stated, card: Card, document: dict[str, Any], ids: Mapping[tuple[str, int], str]) -> dict[str, object]:
    text, figure = document["text"], one.figure
    start, end = _line(text, one.number_start)
    low_and_high = bounds(one.qualifier, one.value, None, None) or (None, None, None)
    is_stock = figure.basis == "stock"
    notes = [*([figure.note] if figure.note else []), *one.notes]
    row: dict[str, object] = dict.fromkeys(Claim.to_schema().columns)
    return row | {
        "claim_id": claim_id(document["document_id"], one.locator, figure.measure),
        "document_id": document["document_id"],
        "passage_id": ids.get((document["document_id"], start)),
        "char_start": start,
        "char_end": end,
        "quote_text": text[start:end],
        "number_start": one.number_start,
        "number_text": one.number_text,
        "locator": one.locator,
        "measure": figure.measure,
        "other_measure": figure.other_measure,
        "value": low_and_high[0],
        "value_low": low_and_high[1],
        "value_high": low_and_high[2],
        "qualifier": one.qualifier,
        "basis": figure.basis,
        "period_start": None if is_stock else one.span.first.isoformat(),
        "period_end": one.span.last.isoformat(),
        "date_precision": "day",
        "period_is_implied": False,
        "context_id": document["context_id"],
        "population": figure.population,
        "population_detail": figure.population_detail,
        "place": one.place,
        "circumstance": figure.circumstance,
        "origin": card.origin,
        "origin_kind": card.origin_kind,
        "count_unit": figure.count_unit,
        "stance": "asserted",
        "method": "extracted",
        "review_status": "machine",
        "extractor_version": EXTRACTOR_VERSION,
        "rules": [SUM if figure.sum else CELL, f"table.{document['source_id']}.{document['mapping']}"],
        "confidence": 1.0,
        "language": document["language"],
        "published_on": document["published_on"],
        "note": "; ".join(notes) or None,
    }


def _line(text: str, at: int) -> tuple[int, int]:
    """Start and end of the line of a text in which an offset lies, without the white space at its end."""
    start = max(text.rfind("\n", 0, at), text.rfind("\f", 0, at)) + 1
    ends = [found for mark in ("\n", "\f") if (found := text.find(mark, at)) >= 0]
    return start, start + len(text[start : min(ends, default=len(text))].rstrip())
