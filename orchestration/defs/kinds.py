"""What assets of one kind share: owners, retries, freshness, the numbers they report."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import dagster as dg
import pandas as pd

from orchestration import settings
from orchestration.model.identities import outcomes

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


FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=settings.FRESH_HOURS))


def stage_metadata(read: pd.DataFrame) -> dict[str, int]:
    """Outcome counts of a table that was read, for the plots of the UI."""
    return {f"items_{outcome}": count for outcome, count in outcomes(read).items()}
