"""How often readings with as many signs are right in the development sets, and the table of confidence that follows.

    make calibrate

A reading is right when a label of its text has its value, its qualifier and, where the text is a whole passage, its basis: a quotation seldom says
when it counts. The shares by number of signs are made never falling (isotonic regression, weighted by the number of readings) and rounded. The
expected shares of the reliability table are cross-validated: each fifth of the texts is expected from the other four.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import scoring
import texts
from scipy.optimize import isotonic_regression

from orchestration import settings
from orchestration.claims.confidence import signs

SIGNS = range(4)
FOLDS = 5
TABLE = settings.ROOT / "orchestration" / "claims" / "confidence.yml"


class Judged(NamedTuple):
    """One reading: how many signs it has, whether it is right, and in which fold its text is."""

    signs: int
    right: bool
    fold: int


class Reliability(NamedTuple):
    """What was expected of the readings with as many signs, and what was seen."""

    signs: int
    readings: int
    expected: float
    right: float


def judged() -> list[Judged]:
    """Every reading of the development sets that are here, but those that a label leaves open."""
    found = []
    for name, rows in texts.labelled():
        if name in texts.DEVELOPMENT:
            read = texts.readings(rows)
            for row in rows:
                fold = int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % FOLDS
                found += [Judged(count, right, fold) for count, right in _judged(row, read[row["id"]], whole=name == "passages_dev")]
    return found


def _judged(row: texts.Row, found: Sequence[texts.Row], *, whole: bool) -> Iterable[tuple[int, bool]]:
    pairs = {pair.reading: pair for pair in scoring.pair(row, found)}
    for at, claim in enumerate(found):
        if at in pairs:
            label = row["claims"][pairs[at].label]
            right = pairs[at].b if whole else claim["qualifier"] in (label["qualifier"], *label.get("qualifier_alt", ()))
        elif scoring.is_optional(row, claim):
            continue
        else:
            right = False
        yield signs(claim["rules"]), right


def shares(readings: Sequence[Judged]) -> list[float]:
    """The share of right readings by number of signs, never falling."""
    seen = [[reading.right for reading in readings if reading.signs == count] for count in SIGNS]
    means = [sum(rights) / len(rights) if rights else 0.5 for rights in seen]
    fitted = isotonic_regression(means, weights=[len(rights) + 1e-6 for rights in seen]).x
    return [float(share) for share in np.round(fitted, 2)]


def reliability(readings: Sequence[Judged]) -> list[Reliability]:
    """Expected and seen shares by number of signs, each reading expected from the texts of the other folds."""
    tables = [shares([reading for reading in readings if reading.fold != fold]) for fold in range(FOLDS)]
    rows = []
    for count in SIGNS:
        group = [reading for reading in readings if reading.signs == count]
        if group:
            expected = sum(tables[reading.fold][count] for reading in group) / len(group)
            rows.append(Reliability(count, len(group), expected, sum(reading.right for reading in group) / len(group)))
    return rows


def main() -> None:
    """Write the table of confidence."""
    readings = judged()
    if not readings:
        raise SystemExit("SKIPPED FOR WANT OF DATA: no development set lies beside the checkout; the table stays as it is")
    TABLE.write_text(f"# Written by 'make calibrate': tests/quality/calibrate.py says how.\nsigns: {shares(readings)}\n", encoding="utf-8")
    for row in reliability(readings):
        print(f"{row.signs} signs: {row.readings:>4} readings, expected {row.expected:.3f}, right {row.right:.3f}")


if __name__ == "__main__":
    main()
