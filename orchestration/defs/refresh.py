"""When a refresh runs: the job, its schedule, and the sensor that watches ``raw/``."""

import dagster as dg

from orchestration import settings
from orchestration.store import raw
from orchestration.store.lock import is_held

refresh_job = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("capture", "explorer"),
    description="Reads raw/, rebuilds every table, checks everything, and publishes a release if anything is new.",
    tags={"dagster/max_runtime": 4 * 3600},  # a first reading of 100,000 documents took over an hour on two cores
    executor_def=dg.in_process_executor,
)

refresh_schedule = dg.ScheduleDefinition(
    job=refresh_job,
    cron_schedule=settings.REFRESH_CRON,
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Daily. What a missed tick left undone, the next refresh takes in: it reads everything that lies in raw/.",
)


@dg.sensor(
    job=refresh_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a refresh when a file in raw/ was added, changed or removed.",
)
def raw_changed(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    found = settings.load()
    if is_held(found.var):
        return dg.SkipReason("a refresh is under way: raw/ is looked at again when it has ended")
    fingerprint = raw.fingerprint(found.raw)
    if fingerprint == context.cursor:
        return dg.SkipReason("raw/ is as it was")
    return dg.SensorResult(run_requests=[dg.RunRequest()], cursor=fingerprint)
