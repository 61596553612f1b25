"""A claim as judgements leave it: its fingerprint, its corrected fields, and what no correction can make of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from orchestration.model.bounds import bounds
from orchestration.model.claim import Claim
from orchestration.model.dates import first_day, last_day, precision
from orchestration.model.judgement import CORRECTABLE, JUDGED, NUMBERS
from orchestration.model.schema import Table, records
from orchestration.model.vocabulary import BASES, BASES_OF

Row = dict[str, Any]

_FIELDS = {name: field for name, field in Claim.to_schema().columns.items() if name in CORRECTABLE}
LISTS = {name: check.statistics["allowed_values"] for name, field in _FIELDS.items() for check in field.checks if check.name == "isin"}
"""What the fields of a claim may say that have a closed list."""


def rows(claims: pd.DataFrame) -> list[Row]:
    """The claims as plain values by column: what is missing is None, whatever a frame holds in its place."""
    return [{name: None if pd.api.types.is_scalar(value) and pd.isna(value) else value for name, value in row.items()} for row in records(claims)]


def fingerprint(claim: Mapping[str, Any]) -> str:
    """Hash of what a person sees who judges the claim: the sentence, the words of the number and the fields as read (20 hexadecimal digits).

    The version of the extractor, its rules and the offsets are no part of it: a reading that stays the same keeps its judgements.
    """
    return hashlib.sha256(json.dumps([claim[name] for name in JUDGED], ensure_ascii=False).encode()).hexdigest()[:20]


def typed(field: str, text: str | None) -> int | bool | str | None:
    """Value of a field that can be corrected, from its text in a judgement."""
    if text is None:
        return None
    if field in NUMBERS:
        return int(text)
    return text == "true" if field == "period_is_implied" else text


def corrected(claim: Row, judgements: Iterable[Row]) -> Row:
    """The claim with the corrections among the judgements made, in their order; what derives from a corrected field follows it."""
    row = claim
    for judgement in judgements:
        if judgement["kind"] != "correct":
            continue
        field = judgement["field"]
        row = row | {field: typed(field, judgement["to_value"])}
        if field in ("value", "qualifier") and row["qualifier"] != "between":
            said = bounds(row["qualifier"], row["value"], row["value_low"], row["value_high"])
            row |= dict(zip(NUMBERS, said or (), strict=False))
        if field == "period_end":
            row["date_precision"] = None if row["period_end"] is None else _precision(row["period_end"])
    return row


def impossible(claim: Row, known_on: date, counts_from: date | None) -> list[str]:
    """What no claim can say that was judged on a day, in words; empty when the claim can be.

    ``counts_from`` is the earliest day that its context counts; None for a claim of no context.
    """
    reasons = [f"{name} is empty" for name, field in _FIELDS.items() if claim[name] is None and not field.nullable]
    reasons += [f"{name} is none of {', '.join(allowed)}" for name, allowed in LISTS.items() if claim[name] not in (None, *allowed)]
    value, low, high = (claim[name] for name in NUMBERS)
    expected = bounds(claim["qualifier"], value, low, high)
    is_range = claim["qualifier"] == "between"
    if expected is not None and ((value, low, high) != expected or (None in (low, high) if is_range else value is None)):
        reasons.append(f"{claim['qualifier']} does not go with value {value}, low {low}, high {high}")
    elif is_range and low is not None and high is not None and low > high:
        reasons.append(f"value_low {low} is above value_high {high}")
    if claim["basis"] in BASES and claim["basis"] not in BASES_OF.get(claim["measure"], BASES):
        reasons.append(f"basis {claim['basis']} does not go with measure {claim['measure']}")
    reasons += _impossible_dates(claim, known_on, counts_from)
    for name, needs in (("measure", "other_measure"), ("population", "population_detail")):
        if claim[name] == "other" and claim[needs] is None:
            reasons.append(f"{needs} is empty although {name} is other")
    return reasons


def _impossible_dates(claim: Row, known_on: date, counts_from: date | None) -> list[str]:
    days, reasons = {}, []
    for name in ("period_start", "period_end"):
        try:
            days[name] = None if claim[name] is None else (first_day(claim[name]), last_day(claim[name]))
        except ValueError as error:
            reasons.append(f"{name}: {error}")
    reasons += [f"{name} {claim[name]} is after the day of the judgement" for name, day in days.items() if day is not None and day[0] > known_on]
    if counts_from is not None:
        too_early = [name for name, day in days.items() if day is not None and day[1] < counts_from]
        reasons += [f"{name} {claim[name]} is before {counts_from}, the earliest day the context counts" for name in too_early]
    start, end = days.get("period_start"), days.get("period_end")
    if start is not None and end is not None and start[0] > end[1]:
        reasons.append(f"period_start {claim['period_start']} is after period_end {claim['period_end']}")
    return reasons


def _precision(text: str) -> str | None:
    try:
        first_day(text)
        return precision(text)
    except ValueError:
        return None


def frame(model: type[Table], found: list[Row]) -> pd.DataFrame:
    """Rows as a table of a model: its columns in order, numbers and truth values in their types."""
    columns = model.to_schema().columns
    types = {name: str(column.dtype) for name, column in columns.items() if str(column.dtype) not in ("str", "object")}
    return pd.DataFrame(found, columns=list(columns)).astype(types)
