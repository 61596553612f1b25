"""Quarantine: what could not be understood, with the place, the reason and the remedy."""

from dataclasses import dataclass

from pandera.typing import Series

from orchestration.model.schema import Table, column


@dataclass(frozen=True)
class Fault:
    """Why one item could not be understood: where in it, what is wrong, what to do."""

    place: str
    reason: str
    remedy: str


class Quarantine(Table):
    """What was read and not understood. One row per fault; an item may have several."""

    quarantine_id: Series[str] = column("Hash of stage, item, place and reason.", unique=True)
    stage: Series[str] = column("Stage that set the item aside: raw, captures, codings, judgements, passages or tables.")
    item: Series[str] = column("The file, the document folder, or the line of a codings file, below raw/.")
    place: Series[str] = column("File, field or character that is at fault.")
    reason: Series[str] = column("What is wrong.")
    remedy: Series[str] = column("What to do about it.")
