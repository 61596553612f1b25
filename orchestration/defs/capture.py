"""Capture: what the feeds of a source list comes into ``raw/``. The only asset that asks the network; no refresh waits for it or starts it."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from orchestration import contexts, settings
from orchestration.capture import Capturer
from orchestration.defs.kinds import OWNERS
from orchestration.model.vocabulary import SECTIONS
from orchestration.store import raw
from orchestration.store.kept import one_keeper


def _sources() -> list[str]:
    """The sources that list their documents in feeds; none while ``raw/`` is not understood, which the refresh says."""
    found = settings.load()
    try:
        return sorted(source_id for section in SECTIONS for source_id, card in raw.sources(found.raw, section).items() if card.feeds)
    except (ValueError, OSError):
        return []


SOURCE, MONTH = "source", "month"

PARTITIONS = dg.MultiPartitionsDefinition(
    {
        SOURCE: dg.StaticPartitionsDefinition(_sources()),
        # a month begins to be captured before it has ended
        MONTH: dg.MonthlyPartitionsDefinition(
            start_date=min(contexts.load(code).counts_from for code in contexts.available())[:7], fmt="%Y-%m", end_offset=1
        ),
    }
)


@dg.asset(
    group_name="capture",
    owners=OWNERS,
    kinds={"python", "http"},
    tags={"stage": "capture"},
    partitions_def=PARTITIONS,
    io_manager_key="nowhere",
    pool="capture",
    description="Documents that the feeds of a source list for a month, put into raw/ with their hash and birth certificate. "
    "A document of which no feed says a day belongs to the month of today. The sensor raw_changed starts a refresh when something came.",
)
def captured(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    found = settings.load()
    asked = context.partition_key.keys_by_dimension
    outcomes = Counter[str]()
    refusals = []
    with one_keeper(found.raw, found.var), Capturer(found, asked[SOURCE]) as capturer:
        for one in capturer.listed(frozenset({asked[MONTH]})):
            outcomes[one.outcome] += 1
            context.log.info("%s: %s %s", one.outcome, one.asked, one.reason)
            if one.outcome == "refused":
                refusals.append(f"{one.asked}: {one.reason}")
    return dg.MaterializeResult(
        metadata={**{f"documents_{outcome}": outcomes[outcome] for outcome in ("new", "changed", "unchanged", "refused")}, "refusals": refusals}
    )


capture_job = dg.define_asset_job(
    "capture",
    selection=[captured],
    description="Asks the feeds of a source for what they list.",
    tags={"dagster/max_runtime": 3600},
    executor_def=dg.in_process_executor,
)


@dg.schedule(
    job=capture_job,
    cron_schedule=settings.CAPTURE_CRON,
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Daily, before the refresh, once it is switched on: no network is asked unless a person wants it. "
    "In the first week of a month the month before is asked for too.",
)
def capture_schedule(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest]:
    tick = context.scheduled_execution_time
    months = sorted({f"{tick:%Y-%m}", f"{tick - timedelta(days=7):%Y-%m}"})
    for source_id in _sources():
        for month in months:
            yield dg.RunRequest(
                run_key=f"{source_id} {month} {tick:%Y-%m-%d %H:%M}", partition_key=dg.MultiPartitionKey({SOURCE: source_id, MONTH: month})
            )
