"""What the extractor takes and gives: sentences in, readings out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document and the offset of its first character in the document's text."""

    char_start: int
    text: str


@dataclass(frozen=True)
class Reading:
    """One figure as the extractor read it. Fields as in :class:`orchestration.model.claim.Claim`; offsets are those of the document's text."""

    char_start: int
    char_end: int
    quote_text: str
    number_start: int
    number_text: str
    measure: str
    value: int | None
    value_low: int | None
    value_high: int | None
    qualifier: str
    basis: str
    period_start: str | None
    period_end: str | None
    period_is_implied: bool
    population: str
    population_detail: str | None
    place: str | None
    circumstance: str | None
    origin: str | None
    count_unit: str | None
    stance: str
    rules: tuple[str, ...]
    confidence: float
