"""What keeps a long-running instance well, on a real instance: the purge of old runs, the alert of a run that failed, and catching up."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import dagster as dg
import pytest
from loopback import Handler, Reply, site

from orchestration import health, serving
from orchestration.defs import instance as refreshes
from orchestration.defs import refresh, upkeep
from orchestration.defs.resources import LakeIOManager, _bury_the_killed
from orchestration.settings import Settings
from orchestration.store import upkeep as memory
from orchestration.store.lock import one_writer
from orchestration.store.upkeep import LastRefresh

WORDS = "raw/codings/a_land.csv: the file is missing: restore it"
SECRET = "hook-4f1d"  # noqa: S105 - it is no secret: it must not be told all the same


@dg.asset(partitions_def=dg.StaticPartitionsDefinition(["a", "b"]))
def parted() -> None: ...


@dg.op
def reading(context: dg.OpExecutionContext) -> None:
    print("read one")
    if context.run.tags.get("fails"):
        raise ValueError(WORDS)


@dg.job(name="refresh", executor_def=dg.in_process_executor)
def job() -> None:
    reading()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DETENTION_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("DETENTION_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DETENTION_WEBHOOK", raising=False)
    return Settings(tmp_path / "raw", tmp_path / "var", datetime.now(UTC).date())


@pytest.fixture
def instance(home: Settings) -> Iterator[dg.DagsterInstance]:
    """An instance as ``detention init`` sets it up."""
    serving.prepare(home)
    with dg.DagsterInstance.from_config(str(home.dagster_home)) as found:
        yield found


def ran(instance: dg.DagsterInstance, **tags: str) -> dg.ExecuteInProcessResult:
    return job.execute_in_process(instance=instance, raise_on_error=False, tags=tags)


def traces(home: Settings, run_id: str) -> list[str]:
    """Every file that has the run in its path."""
    return [path.name for path in home.dagster_home.rglob("*") if run_id in str(path) and path.is_file()]


def test_the_purge_removes_old_runs_with_events_and_logs_and_keeps_the_young(home: Settings, instance: dg.DagsterInstance) -> None:
    old = [ran(instance).run_id, ran(instance, fails="yes").run_id]
    going_on = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED).run_id
    sleep(1.1)  # the instants of SQLite are whole seconds
    before = datetime.now(UTC)
    sleep(1.1)
    young = ran(instance).run_id
    assert all(f"{run}.db" in traces(home, run) and "compute_logs" in str(list(home.dagster_home.rglob(f"*{run}*/*"))) for run in (*old, young))
    assert upkeep.purge(instance, before) == 2
    assert {run.run_id for run in instance.get_runs()} == {young, going_on}
    assert [traces(home, run) for run in old] == [[], []]
    with dg.DagsterInstance.from_config(str(home.dagster_home)) as anew:
        assert [anew.all_logs(run) for run in old] == [[], []]
    assert f"{young}.db" in traces(home, young)
    assert instance.all_logs(young)
    assert upkeep.purge(instance, before) == 0


def test_the_purge_keeps_the_last_good_run_of_every_partition(instance: dg.DagsterInstance) -> None:
    runs = [dg.materialize([parted], partition_key=key, instance=instance).run_id for key in ("a", "a", "b")]
    assert upkeep.purge(instance, datetime.now(UTC) + timedelta(days=1)) == 1
    assert {run.run_id for run in instance.get_runs()} == set(runs[1:])
    assert instance.get_materialized_partitions(parted.key) == {"a", "b"}


def test_the_job_of_the_week_purges_what_is_older_than_the_days_that_are_kept(home: Settings, instance: dg.DagsterInstance) -> None:
    young = ran(instance).run_id
    with one_writer(home.var):  # a refresh may be under way
        result = upkeep.upkeep.execute_in_process(instance=instance, resources={"nowhere": dg.mem_io_manager, "io_manager": LakeIOManager()})
    assert result.success
    assert young in {run.run_id for run in instance.get_runs()}
    assert upkeep.upkeep_schedule.default_status == dg.DefaultScheduleStatus.RUNNING


def test_a_killed_refresh_is_buried_and_a_capture_that_goes_on_is_not(instance: dg.DagsterInstance) -> None:
    killed = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED).run_id
    going_on = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags={"dagster/partition": "2024-05|a_paper"}).run_id
    _bury_the_killed(dg.build_init_resource_context(instance=instance))
    status = {run.run_id: run.status for run in instance.get_runs()}
    assert status == {killed: dg.DagsterRunStatus.FAILURE, going_on: dg.DagsterRunStatus.STARTED}


def sensed(instance: dg.DagsterInstance, result: dg.ExecuteInProcessResult) -> None:
    """What the sensor does when it hears of the run."""
    event = result.get_run_failure_event()
    context = dg.build_run_status_sensor_context("run_failed", event, instance, result.dagster_run)
    upkeep.run_failed(context.for_run_failure())


def test_a_run_that_failed_becomes_an_alert_until_a_refresh_ends_well(home: Settings, instance: dg.DagsterInstance) -> None:
    result = ran(instance, fails="yes")
    sensed(instance, result)
    (alert,) = memory.alerts(home.var)
    assert (alert.run_id, alert.job) == (result.run_id, "refresh")
    assert f"reading: ValueError: {WORDS}" in alert.words
    now = datetime.now(UTC)
    assert "failed" in {sign.what for sign in health.signs(home, now) if sign.remedy}
    memory.note_refresh(home.var, LastRefresh(f"{now:%Y-%m-%dT%H:%M:%SZ}", "2024.06.15-1"))
    assert "failed" not in {sign.what for sign in health.signs(home, now)}


@pytest.mark.parametrize("status", [200, 500])
def test_the_webhook_is_told_and_its_address_is_not(
    home: Settings, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    taken: list[dict[str, str]] = []

    def take(handler: Handler) -> None:
        taken.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        Reply(status=status)(handler)

    caplog.set_level("DEBUG")
    result = ran(instance, fails="yes")
    with site(answers={f"/{SECRET}": take}) as receiver:
        monkeypatch.setenv("DETENTION_WEBHOOK", f"http://127.0.0.1:{receiver.port}/{SECRET}")
        if status == 200:
            sensed(instance, result)
        else:  # the alert is written before anybody is told
            with pytest.raises(Exception, match="the webhook did not take the message"):
                sensed(instance, result)
    (message,) = taken
    assert message["run_id"] == result.run_id
    assert WORDS in message["text"]
    assert len(memory.alerts(home.var)) == 1
    assert SECRET not in caplog.text
    assert [path for path in home.var.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()] == []


def test_after_an_outage_of_ten_times_one_refresh_takes_in_everything(home: Settings) -> None:
    def asked(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
        with dg.build_sensor_context(cursor=cursor) as context:
            found = refresh.raw_changed(context)
        assert isinstance(found, dg.SensorResult | dg.SkipReason)
        return found

    folder = home.raw / "press_articles" / "a_paper"
    folder.mkdir(parents=True)
    first = asked(None)
    assert isinstance(first, dg.SensorResult)
    for number in range(10):  # nobody looks
        (folder / f"{number}.txt").write_text("Nine people died.\n", encoding="utf-8")
    found = asked(first.cursor)
    assert isinstance(found, dg.SensorResult)
    assert len(found.run_requests or []) == 1
    assert isinstance(asked(found.cursor), dg.SkipReason)


def test_every_job_ends_some_time_and_a_run_whose_process_died_is_found(home: Settings, instance: dg.DagsterInstance) -> None:
    assert home.dagster_home.is_dir()
    assert instance.run_monitoring_enabled
    assert instance.run_monitoring_max_runtime_seconds == 3600
    assert {int(found.tags["dagster/max_runtime"]) for found in (refresh.refresh_job, upkeep.upkeep)} == {4 * 3600, 600}
    assert refresh.refresh_job.name == refreshes.JOB
