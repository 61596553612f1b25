"""What assets of one kind share: owners, retries, freshness, the numbers they report."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

import dagster as dg
import pandas as pd

from orchestration import settings
from orchestration.model.identities import outcomes
from orchestration.model.memory import Memory
from orchestration.store import memory

OWNERS = ["team:monitoring"]

RETRY = dg.RetryPolicy(max_retries=2, delay=2, backoff=dg.Backoff.EXPONENTIAL)
"""For steps that read or write a disk, which may fail for a passing cause."""


@contextmanager
def refusing() -> Iterator[None]:
    """Let what was not understood stop the run at once and in its own words: trying again would change nothing."""
    try:
        yield
    except ValueError as error:
        raise dg.Failure(str(error), allow_retries=False) from error


@cache
def _engine() -> str:
    """Name of what reads: the code and words of this checkout, and the libraries that they stand on."""
    return memory.engine(
        settings.ROOT / "orchestration" / package for package in ("claims", "contexts", "disclosure", "documents", "languages", "model")
    )


@contextmanager
def remembered() -> Iterator[Memory]:
    """What this engine has read before."""
    with memory.opened(settings.load().var, _engine()) as readings:
        yield readings


FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=settings.FRESH_HOURS))


SHOWN = 20
"""Rows of a check that did not pass that are shown, the first."""

_LONGEST = 300
"""Letters of a cell that are shown: a text may be a whole document."""


def shown(rows: pd.DataFrame) -> dg.TableMetadataValue:
    """The first rows as a table of plain words. Not as Markdown: what a document says would be rendered, with its links and pictures."""
    records = rows.head(SHOWN).astype(str).to_dict("records")
    return dg.MetadataValue.table([dg.TableRecord({str(name): _cut(words) for name, words in row.items()}) for row in records])


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def stage_metadata(read: pd.DataFrame) -> dict[str, int]:
    """Outcome counts of a table that was read, for the plots of the UI."""
    return {f"items_{outcome}": count for outcome, count in outcomes(read).items()}
