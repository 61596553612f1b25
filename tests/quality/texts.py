"""Labelled texts and what the extractor reads in them, the way anybody would ask it: as lines of ``detention extract``.

The golden documents are the project's own and always here. The development sets are texts of third parties that lie beside the checkout, or not.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.claims.jsonl import answers
from orchestration.documents.passages import split_text
from orchestration.model import strict_yaml
from orchestration.settings import ROOT

GOLDEN = ROOT / "tests" / "golden"
SHARED = ROOT.parent / "shared"
DEVELOPMENT = ("passages_dev", "quotes_dev")
READ = ("en", "es")
"""Languages of the development sets that are scored; of the others they have too few texts to say anything."""

Row = dict[str, Any]


def labelled() -> Iterator[tuple[str, list[Row]]]:
    """The labelled sets that are here, by name."""
    yield "golden", list(golden())
    for name in DEVELOPMENT:
        if (path := SHARED / "data" / f"{name}.jsonl").is_file():
            yield name, [row for row in development(path) if row["language"] in READ]


def golden() -> Iterator[Row]:
    """The golden documents. What they do not assert is no claim."""
    for path in sorted(GOLDEN.glob("*.md")):
        expected = strict_yaml.parse(path.with_suffix(".yml").read_text(encoding="utf-8"))
        claims = [_label(claim) for claim in expected["claims"] if claim.get("stance", "asserted") == "asserted" or _is_future_capacity(claim)]
        row = {"id": path.stem, "language": path.stem[:2], "context": "invented", "published_on": expected["published_on"], "claims": claims}
        yield row | {"text": path.read_text(encoding="utf-8"), "misread": expected.get("misread")}


def development(path: Path) -> Iterator[Row]:
    """The texts of a development set, with everything that its labels leave out said to be nothing."""
    absent = dict.fromkeys(("value", "value_low", "value_high", "basis", "period_end", "origin"))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row | {"claims": [absent | claim for claim in row["claims"]]}


def readings(rows: list[Row]) -> dict[str, list[Row]]:
    """What the extractor reads in the texts, by id."""
    asked = ("id", "text", "language", "published_on", "publisher", "context", "reference_period")
    lines = (json.dumps({name: row[name] for name in asked if row.get(name) is not None}).encode() for row in rows)
    found = list(answers(lines, split_text))
    faults = [f"{rows[answer.line - 1]['id']}: {answer.fault}" for answer in found if answer.fault is not None]
    if faults:
        raise ValueError("\n".join(faults))
    return {answer.content["id"]: answer.content["claims"] for answer in found if answer.content is not None}


def _is_future_capacity(claim: Row) -> bool:
    return bool(claim["measure"] == "facility_capacity" and claim["stance"] == "planned")


def _label(claim: Row) -> Row:
    return {name: value or None for name, value in claim.items()}
