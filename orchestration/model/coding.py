"""A coding: one claim written down by a person, as a row of ``raw/codings/<context>.csv``."""

import pandas as pd
from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import OUTCOMES

CODING_COLUMNS = (
    "coding_id", "document", "origin", "origin_kind", "measure", "other_measure", "value", "value_low", "value_high", "qualifier", "basis",
    "period_start", "period_end", "date_precision", "period_is_implied", "population", "population_detail", "place", "circumstance",
    "count_unit", "stance", "note",
)  # fmt: skip
"""Header of a codings file, in order."""


class Coding(Table):
    """Rows of the codings files as they were read. One row per line, whatever became of it."""

    context_id: Series[str] = column("The context whose codings file holds the row.")
    file: Series[str] = column("The codings file, below raw/.")
    line: Series[int] = column("Line of the row in its file.", ge=2)
    outcome: Series[str] = column("What became of the row: accepted, duplicate or quarantined.", isin=list(OUTCOMES))
    faults: Series[object] = column("Why it was quarantined: a list of place, reason and remedy; empty when accepted.")
    coding_id: Series[str] = column("Key of the row, given by the coder.", nullable=True)
    document: Series[str] = column("The document folder, below raw/; empty for a blank line.", nullable=True)
    document_id: Series[str] = column("The document in that folder, whatever became of it; empty when its text was not found.", nullable=True)
    origin: Series[str] = column("Who is credited with the figure.", nullable=True)
    origin_kind: Series[str] = column("Kind of the origin.", nullable=True)
    measure: Series[str] = column("What is counted.", nullable=True)
    other_measure: Series[str] = column("What is counted when the measure is other.", nullable=True)
    value: Series[pd.Int64Dtype] = column("The number said; empty for a range.", unit="count", nullable=True)
    value_low: Series[pd.Int64Dtype] = column("Lower bound as said.", unit="count", nullable=True)
    value_high: Series[pd.Int64Dtype] = column("Upper bound as said.", unit="count", nullable=True)
    qualifier: Series[str] = column("The hedge that goes with the number.", nullable=True)
    basis: Series[str] = column("cumulative, flow or stock.", nullable=True)
    period_start: Series[str] = column("Start of the window at its known precision.", nullable=True)
    period_end: Series[str] = column("End of the window at its known precision.", nullable=True)
    date_precision: Series[str] = column("Precision of period_end.", nullable=True)
    period_is_implied: Series[pd.BooleanDtype] = column("Whether period_end is the publication date.", nullable=True)
    population: Series[str] = column("Who is counted.", nullable=True)
    population_detail: Series[str] = column("Who is counted, as worded, where the code says less.", nullable=True)
    place: Series[str] = column("Place or facility as worded; empty for the whole context.", nullable=True)
    circumstance: Series[str] = column("Circumstance or ground, as claimed.", nullable=True)
    count_unit: Series[str] = column("Unit of the count, when the document says it.", nullable=True)
    stance: Series[str] = column("How the document stands to the figure.", nullable=True)
    note: Series[str] = column("The coder's remark.", nullable=True)
