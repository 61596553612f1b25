"""What keeps a long-running instance well: alerts of runs that failed, and the purge of old runs, for which Dagster has nothing of its own."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from orchestration import settings
from orchestration.defs.instance import said_by_steps
from orchestration.store.upkeep import Alert, alert
from orchestration.web.webhook import call


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    monitor_all_code_locations=True,
    description="Writes an alert file to var/alerts, and calls DETENTION_WEBHOOK where it is set, when a run failed.",
)
def run_failed(context: dg.RunFailureSensorContext) -> None:
    found = settings.load()
    words = "\n".join([context.failure_event.message or "the run failed", *said_by_steps(context.get_step_failure_events())])
    failed = Alert(context.dagster_run.run_id, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", context.dagster_run.job_name, words)
    file = alert(found.var, failed)
    context.log.info("wrote %s", file)
    if found.webhook is not None:
        call(found.webhook, {"text": f"{failed.job} failed at {failed.failed_at}: {failed.words}", "run_id": failed.run_id})


def purge(instance: dg.DagsterInstance, before: datetime) -> int:
    """Remove the runs that ended and began before an instant, their events and their logs; how many they were.

    The last good run of a partition stays: with it the UI would forget that the partition was ever made.
    """
    ended = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
    kept = _last_of_partitions(instance)
    runs = [run for run in instance.get_runs(filters=dg.RunsFilter(statuses=ended, created_before=before)) if run.run_id not in kept]
    for run in runs:
        instance.delete_run(run.run_id)
        shutil.rmtree(Path(instance.storage_directory()) / run.run_id, ignore_errors=True)
        for file in (Path(instance.root_directory) / "history" / "runs").glob(f"{run.run_id}.db*"):
            file.unlink()  # Dagster on SQLite empties the file of a run, and leaves it
    return len(runs)


def _last_of_partitions(instance: dg.DagsterInstance) -> set[str]:
    last: dict[str, str] = {}
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS])):  # the newest first
        if (partition := run.tags.get("dagster/partition")) is not None:
            last.setdefault(partition, run.run_id)
    return set(last.values())


@dg.op(
    # the lake's would take the lock of the refresh
    out=dg.Out(io_manager_key="nowhere"),
    description=f"Removes runs that ended more than {settings.RUN_DAYS_KEPT} days ago, with their events and logs.",
)
def purge_runs(context: dg.OpExecutionContext) -> None:
    count = purge(context.instance, datetime.now(UTC) - timedelta(days=settings.RUN_DAYS_KEPT))
    context.log.info("removed %s runs", count)


@dg.job(description="Keeps Dagster's own storage small.", tags={"dagster/max_runtime": 600}, executor_def=dg.in_process_executor)
def upkeep() -> None:
    purge_runs()


upkeep_schedule = dg.ScheduleDefinition(
    job=upkeep,
    cron_schedule=settings.UPKEEP_CRON,
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Weekly.",
)
