"""What the extractor takes and gives: sentences in, readings out."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Sentence:
    """One sentence of a document and the offset of its first character in the document's text."""

    char_start: int
    text: str


class Because(NamedTuple):
    """A rule that decided a field, and the words of the text it went by; no words when it went by their absence."""

    rule: str
    words: str = ""


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
    because: tuple[Because, ...]
    confidence: float

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that decided the fields."""
        return tuple(because.rule for because in self.because)
