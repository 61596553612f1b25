"""A claim: one figure asserted by one document. The atom of the product."""

import pandas as pd
from pandera.typing import Series

from orchestration.model.schema import Table, column
from orchestration.model.vocabulary import (
    ACTOR_KINDS,
    BASES,
    COUNT_UNITS,
    DATE_PRECISIONS,
    MEASURES,
    METHODS,
    POPULATIONS,
    QUALIFIERS,
    REVIEW_STATUSES,
    STANCES,
)


class Claim(Table):
    """Figures as documents state them, coded by hand, read by the extractor, or in a table by its mapping; a sum over rows has the rule table.sum.

    One row per figure asserted by one document."""

    claim_id: Series[str] = column(
        "Hash of raw values: document, offsets, measure and number; or document, cells and measure; or the coding row.", unique=True
    )
    document_id: Series[str] = column("The document, by the SHA-256 of its bytes.")
    passage_id: Series[str] = column("The sentence; empty when coded without one.", nullable=True, caveats=("coded_without_sentence",))
    coding_id: Series[str] = column("The coding row; empty for a machine reading.", nullable=True)
    char_start: Series[pd.Int64Dtype] = column("Offset of the sentence in the document's text.", unit="characters", nullable=True)
    char_end: Series[pd.Int64Dtype] = column("Offset after the sentence.", unit="characters", nullable=True)
    quote_text: Series[str] = column("The sentence, or the line of a table, exactly as the document's text has it at these offsets.", nullable=True)
    number_start: Series[pd.Int64Dtype] = column("Offset of the number in the document's text.", unit="characters", nullable=True)
    number_text: Series[str] = column(
        "The words that carry the number, exactly as written; of a sum over table rows, the headings of the columns that are added up.",
        nullable=True,
    )
    locator: Series[str] = column("Where in the file the number stands: page, cell or row; of a sum, the cells that are added up.", nullable=True)
    measure: Series[str] = column("What is counted.", isin=list(MEASURES))
    other_measure: Series[str] = column("What is counted when the measure is other.", nullable=True)
    value: Series[pd.Int64Dtype] = column("The number said; empty for a range.", unit="count", nullable=True, ge=0)
    value_low: Series[pd.Int64Dtype] = column("Lower bound as said; empty when none.", unit="count", nullable=True, ge=0)
    value_high: Series[pd.Int64Dtype] = column("Upper bound as said; empty when none.", unit="count", nullable=True, ge=0)
    qualifier: Series[str] = column("The hedge that goes with the number.", isin=list(QUALIFIERS))
    basis: Series[str] = column("cumulative, flow or stock.", isin=list(BASES), caveats=("cumulative_not_flow",))
    period_start: Series[str] = column("Start of the window at its known precision; empty when not stated.", nullable=True)
    period_end: Series[str] = column(
        "End of the window, or the date of a running total or a stock, at its known precision.",
        nullable=True,
        caveats=("publication_date_stands_in",),
    )
    date_precision: Series[str] = column("Precision of period_end.", nullable=True, isin=list(DATE_PRECISIONS))
    period_is_implied: Series[bool] = column("Whether period_end is the publication date because the document states none.")
    context_id: Series[str] = column("The context (place and detention regime) the figure belongs to.", nullable=True)
    population: Series[str] = column("Who is counted.", isin=list(POPULATIONS))
    population_detail: Series[str] = column("Who is counted, as worded, where the code says less.", nullable=True)
    place: Series[str] = column("Place or facility as worded; empty for the whole context.", nullable=True)
    circumstance: Series[str] = column("Circumstance or ground, as claimed.", nullable=True)
    origin: Series[str] = column("Who is credited with the figure; empty when nobody is. Never the publisher by default.", nullable=True)
    origin_kind: Series[str] = column("Kind of the origin.", nullable=True, isin=list(ACTOR_KINDS))
    count_unit: Series[str] = column("Unit of the count, when the document says it.", nullable=True, isin=list(COUNT_UNITS))
    stance: Series[str] = column("How the document stands to the figure.", isin=list(STANCES))
    method: Series[str] = column("coded by hand or extracted.", isin=list(METHODS), caveats=("machine_reading",))
    review_status: Series[str] = column("Whether a person has looked at it.", isin=list(REVIEW_STATUSES))
    extractor_version: Series[str] = column("Version of the extractor; empty when coded.", nullable=True)
    rules: Series[object] = column("Rules that decided the fields of a machine reading; empty when coded.")
    confidence: Series[float] = column(
        "Share of readings by like rules that were right in value, qualifier and basis where people had labelled the text; 1 when coded, or read"
        " from a table.",
        ge=0,
        le=1,
    )
    language: Series[str] = column("Language of the text that is read (ISO 639).")
    published_on: Series[str] = column("Publication date of the document at its known precision.", nullable=True)
    note: Series[str] = column("The coder's remark; empty in marts where the count is withheld.", nullable=True)
