"""Fields of a claim in plain words, for people who decide about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from orchestration.model.judgement import CORRECTABLE, NUMBERS
from orchestration.review.judged import LISTS

LABELS: Mapping[str, str] = MappingProxyType({
    "measure": "What is counted",
    "other_measure": "What else is counted",
    "value": "Number",
    "value_low": "From (of a range)",
    "value_high": "To (of a range)",
    "qualifier": "Hedge",
    "basis": "Kind of count",
    "period_start": "Begins",
    "period_end": "Ends, or as of",
    "period_is_implied": "Date taken from the publication",
    "population": "Who is counted",
    "population_detail": "Who, as worded",
    "place": "Where",
    "circumstance": "Circumstance",
    "origin": "Who says so",
    "origin_kind": "What kind of body",
    "count_unit": "Unit",
    "stance": "How the document says it",
})  # fmt: skip

_WORDS = MappingProxyType({
    "cumulative": "running total up to a day",
    "flow": "within a window",
    "stock": "at a moment",
    "custodial_deaths": "deaths in custody",
    "persons_held": "people held",
    "facility_capacity": "places (capacity)",
    "all": "everybody",
    "True": "yes",
    "False": "no",
})  # fmt: skip

_NOTHING = MappingProxyType({"place": "the whole country", "origin": "nobody is credited"})


@dataclass(frozen=True)
class Field:
    """A field of a claim as the page shows it: in words, as it is in a form, and what it may be where that is a closed list."""

    name: str
    label: str
    read: str
    now: str
    coded: str | None
    text: str
    allowed: tuple[str, ...] | None
    is_required: bool

    @property
    def differs(self) -> bool:
        """Whether the coding says otherwise than the claim as it stands."""
        return self.coded is not None and self.coded != self.now


_REQUIRED = ("measure", "qualifier", "basis", "population", "stance")


def fields(read: Mapping[str, Any], now: Mapping[str, Any], coded: Mapping[str, Any] | None) -> list[Field]:
    """The fields of a claim as read, as corrections leave it, and as a person coded it."""
    is_range = now["qualifier"] == "between"
    shown = [name for name in CORRECTABLE if name not in ("value_low", "value_high") or is_range]
    return [
        Field(
            name=name,
            label=LABELS[name],
            read=in_words(name, read[name]),
            now=in_words(name, now[name]),
            coded=None if coded is None else in_words(name, coded[name]),
            text="" if now[name] is None else str(now[name]).lower() if isinstance(now[name], bool) else str(now[name]),
            allowed=("true", "false") if name == "period_is_implied" else tuple(LISTS[name]) if name in LISTS else None,
            is_required=name in _REQUIRED or name == "period_is_implied",
        )
        for name in shown
    ]


def in_words(field: str, value: Any) -> str:
    """A value in words; what is missing says so."""
    if value is None:
        return _NOTHING.get(field, "not said")
    if field in NUMBERS:
        return f"{int(value):,}"
    return plain(str(value)) if field in LISTS or isinstance(value, bool) else str(value)


def plain(code: str) -> str:
    """A code of a closed list in words."""
    return _WORDS.get(code, code.replace("_", " "))


def marked(sentence: str, number: str | None, start: int | None) -> tuple[str, str, str]:
    """The sentence before its number, the number, and the rest. ``start`` is where the number stands in the sentence, as far as known."""
    if not number:
        return sentence, "", ""
    at = start if start is not None and sentence[start : start + len(number)] == number else sentence.find(number)
    return (sentence[:at], number, sentence[at + len(number) :]) if at >= 0 else (sentence, "", "")
