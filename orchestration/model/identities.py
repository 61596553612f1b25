"""Accounting identities of a refresh: what was read is what was accepted, was a duplicate, or was set aside."""

from collections.abc import Iterable

import pandas as pd

from orchestration.model.quarantine import Quarantine
from orchestration.model.schema import records


def quarantine(stages: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """One row per fault (model Quarantine) of every item set aside. A stage is its name and its table, whose column ``item`` names what was read."""
    rows = [
        (stage, row["item"], fault["place"], fault["reason"], fault["remedy"])
        for stage, table in stages
        for row in records(table[table["outcome"] == "quarantined"])
        for fault in row["faults"]
    ]
    frame = pd.DataFrame(rows, columns=["stage", "item", "place", "reason", "remedy"]).drop_duplicates()
    keys = pd.util.hash_pandas_object(frame, index=False) if len(frame) else pd.Series(dtype="uint64")
    frame.insert(0, "quarantine_id", [f"{key:016x}" for key in keys])
    return frame.sort_values("quarantine_id", ignore_index=True)[list(Quarantine.to_schema().columns)]


def outcomes(table: pd.DataFrame) -> dict[str, int]:
    """How many items of a table that was read had which outcome."""
    counts = table["outcome"].value_counts()
    return {outcome: int(counts.get(outcome, 0)) for outcome in ("accepted", "duplicate", "quarantined")}


def unbalanced(found: int, table: pd.DataFrame, carried: int, faulty: int, name: str) -> list[str]:
    """What does not add up, in words; empty when all does.

    ``found`` items lay in ``raw/``, ``table`` holds what was read, ``carried`` rows went on, ``faulty`` items are in quarantine.
    """
    counts = outcomes(table)
    faults = []
    if found != len(table):
        faults.append(f"{name}: {found} lie in raw/, but {len(table)} were read")
    if sum(counts.values()) != len(table):
        faults.append(f"{name}: {len(table)} were read, but only {sum(counts.values())} have an outcome")
    if counts["accepted"] != carried:
        faults.append(f"{name}: {counts['accepted']} were accepted, but {carried} went on")
    if counts["quarantined"] != faulty:
        faults.append(f"{name}: {counts['quarantined']} were set aside, but {faulty} are in quarantine")
    return faults
