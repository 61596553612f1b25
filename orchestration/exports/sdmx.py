"""The series as SDMX-CSV 2.0, with their code lists.

An observation is one quantity of one month: what is empty in a series has no row here, and is never zero. Codes are those of the release; what
is no identifier in SDMX (a place in the words of a document) gets one, with its hash, and its code list has the words.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from orchestration.store.spreadsheet import write_csv

Row = dict[str, Any]
STRUCTURE_ID = "DETENTION_MONITOR:SERIES(1.0.0)"

QUANTITIES = {
    "reported_low": "The lowest number said for this month",
    "reported_high": "The highest number said for this month",
    "bound_low": "Derived: the total cannot have been lower at the end of the month, under the assumption set",
    "bound_high": "Derived: the total cannot have been higher at the end of the month, under the assumption set",
}
_DIMENSIONS = {
    "FREQ": "Frequency: monthly, the end of the month",
    "MEASURE": "What is counted",
    "CONTEXT": "The place and time that the series is about",
    "POPULATION": "Who is counted",
    "PLACE": "Where: national, a catalogued facility, or the place as worded",
    "ORIGIN": "Whose count it is: a body, a family of bodies, or all",
    "ASSUMPTION_SET": "Assumptions behind the bounds: choose one, never mix several",
    "QUANTITY": "Reported or derived, lower or upper: choose one, never add them up",
}
_COLUMN_OF = {"CONTEXT": "context_id", "POPULATION": "population", "PLACE": "place", "ORIGIN": "origin_id", "ASSUMPTION_SET": "assumption_set"}
_STATUSES = {"A": "Normal", "B": "The origin's counter includes others than before", "D": "The figures behind it do not count the same"}
_COMPONENTS = (
    *((name, "dimension", f"CL_{name}", words) for name, words in _DIMENSIONS.items()),
    ("TIME_PERIOD", "time dimension", "", "The month, as YYYY-MM"),
    ("OBS_VALUE", "measure", "", "Number of people; of facility_capacity, of places"),
    (
        "OBS_STATUS", "attribute", "CL_OBS_STATUS",
        "Of the point. Empty where no figure was reported for the month: the bound comes from other months",
    ),
    ("CONTESTED", "attribute", "", "true where the claims contradict one another"),
)  # fmt: skip
_HEADER = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *(name for name, *_ in _COMPONENTS))


def write(folder: Path, points: Mapping[str, Iterable[Row]], names: dict[str, dict[str, str]]) -> None:
    """Write ``series.csv``, ``components.csv`` and ``codelists/``. ``points`` are the rows of each series by measure; ``names`` what codes of a
    dimension are called, where somebody said so."""
    (folder / "codelists").mkdir(parents=True)
    used: dict[str, dict[str, str]] = {name: {} for name in _DIMENSIONS}
    write_csv(folder / "series.csv", _HEADER, _observations(points, used))
    said = names | {"QUANTITY": QUANTITIES, "FREQ": {"M": "Monthly"}}
    for name, codes in used.items():
        rows = [{"code": code, "name": said.get(name, {}).get(value, value), "description": value} for code, value in sorted(codes.items())]
        write_csv(folder / "codelists" / f"CL_{name}.csv", ("code", "name", "description"), rows)
    statuses = [{"code": code, "name": words, "description": code} for code, words in _STATUSES.items()]
    write_csv(folder / "codelists" / "CL_OBS_STATUS.csv", ("code", "name", "description"), statuses)
    columns = ("component", "role", "codelist", "description")
    write_csv(folder / "components.csv", columns, (dict(zip(columns, row, strict=True)) for row in _COMPONENTS))


def code(value: str) -> str:
    """A value as an identifier of SDMX (letters, digits, ``_@$-``), the same one every time and no other value's."""
    plain = re.sub(r"[^A-Za-z0-9_@$-]+", "_", value)
    return value if plain == value and value[0] not in "-@" else f"{plain.strip('_-@')[:40]}_{hashlib.sha256(value.encode()).hexdigest()[:8]}"


def _observations(points: Mapping[str, Iterable[Row]], used: dict[str, dict[str, str]]) -> Iterator[Row]:
    for measure, rows in points.items():
        for row in rows:
            values = {"FREQ": "M", "MEASURE": measure} | {name: row[column] for name, column in _COLUMN_OF.items()}
            for quantity in QUANTITIES:
                if row[quantity] is None:
                    continue
                codes = {name: code(value) for name, value in (values | {"QUANTITY": quantity}).items()}
                for name, value in (values | {"QUANTITY": quantity}).items():
                    used[name][codes[name]] = value
                yield {
                    "STRUCTURE": "dataflow",
                    "STRUCTURE_ID": STRUCTURE_ID,
                    "ACTION": "I",
                    **codes,
                    "TIME_PERIOD": f"{row['month_end']:%Y-%m}",
                    "OBS_VALUE": row[quantity],
                    "OBS_STATUS": row["obs_status"] if row["obs_status"] in _STATUSES else None,
                    "CONTESTED": str(row["contested"]).lower(),
                }
