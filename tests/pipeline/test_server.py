"""A server as ``deploy/`` describes it, with a real Postgres: set up, refreshed, looked at, saved and restored.

Not part of ``make test``: needs Debian's postgresql. Run with ``make test-postgres``.
"""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import small_raw
from loopback import Handler, Reply, site
from postgres import BIN, Cluster, cluster
from world import ROOT, World

from orchestration.serving import Part

pytestmark = [pytest.mark.postgres, pytest.mark.skipif(BIN is None, reason="SKIPPED: no postgresql is installed: apt-get install postgresql")]

HOOK = "word-of-the-hook"
SHIPPED = "/opt/detention/.venv/bin/detention"
LAUNCH = """
mutation { launchRun(executionParams: {mode: "default", selector: {
    repositoryLocationName: "orchestration.definitions", repositoryName: "__repository__", jobName: "%s"}}) {
    __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }
"""
CHANGES = {
    "terminate": 'mutation { terminateRun(runId: "x") { __typename } }',
    "delete": 'mutation { deletePipelineRun(runId: "x") { __typename } }',
    "wipe": "mutation { wipeAssets(assetPartitionRanges: []) { __typename } }",
    "start a sensor": """mutation { startSensor(sensorSelector: {repositoryLocationName: "orchestration.definitions",
        repositoryName: "__repository__", sensorName: "raw_changed"}) { __typename } }""",
    "reload": 'mutation { reloadRepositoryLocation(repositoryLocationName: "orchestration.definitions") { __typename } }',
}


@pytest.fixture(scope="module")
def store() -> Iterator[Cluster]:
    with cluster() as found:
        yield found


@pytest.fixture(scope="module")
def place(store: Cluster) -> Iterator[World]:
    """A small raw, refreshed by the command, with Dagster's runs in Postgres. Its path is short: a socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="server-", ignore_cleanup_errors=True) as folder:
        world = World(Path(folder) / "raw", Path(folder) / "var")
        small_raw.write(world.raw)
        started = [world.start("init", DETENTION_POSTGRES=store.url()) for _ in range(3)]
        said = [process.communicate(timeout=300) for process in started]
        assert [process.returncode for process in started] == [0, 0, 0], said
        world.refresh(DETENTION_POSTGRES=store.url())
        yield world


@dataclass(frozen=True)
class Server:
    """The parts that run and their settings, where the two UIs are, and what all of them wrote."""

    processes: dict[Part, subprocess.Popen[bytes]]
    ports: dict[Part, int]
    environment: dict[str, str]
    log: Path

    def start(self, part: Part) -> None:
        """Start a part by the command of its unit."""
        unit = (ROOT / "deploy" / "systemd" / f"detention-{part}.service").read_text(encoding="utf-8")
        (line,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
        command = shlex.split(line.replace(SHIPPED, str(Path(sys.executable).with_name("detention"))))
        command += ["--port", str(self.ports[part])] if part in self.ports else []
        with self.log.open("ab") as said:
            self.processes[part] = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=said, stderr=said, start_new_session=True)

    def ask(self, part: Part, query: str) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.ports[part]}/graphql", json.dumps({"query": query}).encode(), headers)
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - loopback
            found: dict[str, Any] = json.load(answer)
        return found

    def listening(self) -> list[tuple[str, int]]:
        """Where the processes of the server and what they started listen."""
        parents = [psutil.Process(process.pid) for process in self.processes.values()]
        family = [one for parent in parents for one in (parent, *parent.children(recursive=True))]
        return [tuple(found.laddr) for one in family for found in one.net_connections("inet") if found.status == psutil.CONN_LISTEN]


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _until(what: str, true: Callable[[], bool], seconds: float = 600) -> None:
    """Wait until it is true. How long a refresh takes is for the benchmark to say: the limit is there so that a test ends."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(1)
    pytest.fail(f"{what}: not within {seconds:g} s")


@pytest.fixture(scope="module")
def told() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A webhook of our own, and what it was told."""
    messages: list[dict[str, str]] = []

    def take(handler: Handler) -> None:
        messages.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        Reply(b"ok")(handler)

    with site(answers={f"/{HOOK}": take}) as found:
        yield f"http://127.0.0.1:{found.port}/{HOOK}", messages


@pytest.fixture(scope="module")
def server(place: World, store: Cluster, told: tuple[str, list[dict[str, str]]]) -> Iterator[Server]:
    environment = place.environment(DETENTION_POSTGRES=store.url(), DETENTION_WEBHOOK=told[0])
    found = Server({}, {Part.OPERATE: _free_port(), Part.VIEW: _free_port()}, environment, place.var.parent / "said")
    try:
        for part in Part:
            found.start(part)
        loaded = "{ workspaceOrError { ... on Workspace { locationEntries { locationOrLoadError { __typename } } } } }"
        for part in found.ports:
            _until(f"{part} serves the code", lambda part=part: "RepositoryLocation" in json.dumps(found.ask(part, loaded)))  # type: ignore[misc]
        yield found
    finally:
        for process in reversed(found.processes.values()):
            os.killpg(process.pid, signal.SIGTERM)
        for process in found.processes.values():
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def test_three_inits_at_once_and_a_refresh_leave_their_run_in_postgres(place: World, store: Cluster) -> None:
    assert place.current().name == "2024.06.30-1"
    assert store.ask("select pipeline_name, status from runs") == [("refresh", "SUCCESS")]
    ((events,),) = store.ask("select count(*) from event_logs")
    assert events > 100
    assert list(place.var.rglob("runs.db")) == []


def test_a_postgres_that_lets_nobody_in_is_told_without_the_password(place: World, store: Cluster) -> None:
    ended = place.run("init", DETENTION_POSTGRES=store.url(password="word-that-is-wrong"))  # noqa: S106 - it is wrong
    assert ended.returncode == 1
    assert "DETENTION_POSTGRES: no connection (OperationalError)" in ended.stderr
    assert "word-that-is-wrong" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_nothing_listens_beyond_this_machine(server: Server) -> None:
    listening = server.listening()
    assert {port for _, port in listening} >= set(server.ports.values())
    assert {address for address, _ in listening} <= {"127.0.0.1", "::1"}


def test_the_ui_of_the_viewers_shows_everything_and_starts_nothing(server: Server, store: Cluster) -> None:
    before = store.ask("select count(*) from runs")
    assert "refresh" in json.dumps(server.ask(Part.VIEW, "{ runsOrError { ... on Runs { results { jobName status } } } }"))
    assert server.ask(Part.VIEW, LAUNCH % "upkeep")["data"]["launchRun"]["__typename"] == "UnauthorizedError"
    assert store.ask("select count(*) from runs") == before


@pytest.mark.parametrize("change", CHANGES)
def test_the_ui_of_the_viewers_refuses_every_change(server: Server, change: str) -> None:
    (answer,) = server.ask(Part.VIEW, CHANGES[change])["data"].values()
    assert answer["__typename"] == "UnauthorizedError"


def test_a_run_that_an_operator_starts_is_run_by_the_code_server(server: Server, store: Cluster) -> None:
    answer = server.ask(Part.OPERATE, LAUNCH % "upkeep")["data"]["launchRun"]
    assert answer["__typename"] == "LaunchRunSuccess", answer
    run = answer["run"]["runId"]
    assert re.fullmatch(r"[0-9a-f-]{36}", run)

    def ended() -> bool:
        return store.ask(f"select status from runs where run_id = '{run}'") == [("SUCCESS",)]

    _until("the run ends well", ended)


def test_a_backup_of_the_runs_is_restored_elsewhere(server: Server, place: World, store: Cluster) -> None:
    assert server.processes  # it is taken while they run
    dump = str(place.var.parent / "runs.dump")
    store.tool("pg_dump", "--format=custom", f"--file={dump}", "runs")
    store.ask("create database restored", "postgres")
    store.tool("pg_restore", "--no-owner", "--dbname=restored", dump)
    counted = "select count(*) from runs where pipeline_name = 'refresh'"
    assert store.ask(counted, "restored") == store.ask(counted)
    ended = place.run("init", DETENTION_POSTGRES=store.url("restored"))
    assert ended.returncode == 0, ended.stderr


def sensed(store: Cluster) -> list[str]:
    """How the refreshes ended, or stand, that the sensor asked for."""
    asked = "select run.status from runs as run inner join run_tags as tag on run.run_id = tag.run_id where tag.key = 'dagster/sensor_name'"
    return [status for (status,) in store.ask(f"{asked} and tag.value = 'raw_changed' order by run.id")]


def test_what_came_at_ten_times_while_the_daemon_was_dead_is_published_by_one_refresh(server: Server, place: World, store: Cluster) -> None:
    _until("the sensor's first refresh", lambda: sensed(store) == ["SUCCESS"])
    os.killpg(server.processes[Part.DAEMON].pid, signal.SIGKILL)
    server.processes[Part.DAEMON].wait()
    for number in range(10):
        row = small_raw.coding(700 + number, small_raw.DOCUMENTS[3].folder, small_raw.REGISTER, "arrests", 45700 + number, "2023-12-30")
        small_raw.append_coding(place.raw, row)
    assert sensed(store) == ["SUCCESS"]
    server.start(Part.DAEMON)
    _until("the refresh after the outage", lambda: sensed(store) == ["SUCCESS", "SUCCESS"])
    values = place.ask("select value from fct_claims where value between 45700 and 45709 order by value")
    assert values == [(45700 + number,) for number in range(10)]


def test_a_refresh_that_fails_is_told_by_file_webhook_and_status_until_one_ends_well(
    server: Server, place: World, store: Cluster, told: tuple[str, list[dict[str, str]]]
) -> None:
    before = place.current()
    codings = place.raw / small_raw.CODINGS_FILE
    codings.rename(codings.with_suffix(".away"))
    _until("the refresh fails", lambda: sensed(store)[2:] == ["FAILURE"])
    _until("the alert", lambda: any((place.var / "alerts").glob("*.json")) and len(told[1]) == 1)
    assert "the file is missing" in told[1][0]["text"]
    assert place.current() == before
    asked = place.run("status", "--quiet")
    assert asked.returncode == 1
    assert "failed: refresh at " in asked.stdout
    codings.with_suffix(".away").rename(codings)
    _until("the refresh after it was mended", lambda: sensed(store)[3:] == ["SUCCESS"])
    asked = place.run("status", "--quiet")
    assert (asked.returncode, asked.stdout) == (0, "")
    assert server.processes[Part.DAEMON].poll() is None


def test_the_password_is_in_no_file_no_log_and_no_answer(server: Server, place: World, store: Cluster) -> None:
    shown = server.ask(Part.VIEW, "{ instance { info } }")["data"]["instance"]["info"]
    assert "run_monitoring" in shown
    assert store.password not in shown
    assert server.log.stat().st_size > 0
    written = [path for path in place.var.parent.rglob("*") if path.is_file()]
    assert [path for path in written if any(secret.encode() in path.read_bytes() for secret in (store.password, HOOK))] == []
    kept = " ".join(str(row) for table in ("event_logs", "runs", "job_ticks", "kvs", "instigators") for row in store.ask(f"select * from {table}"))
    assert "raw_changed" in kept
    assert store.password not in kept
    assert HOOK not in kept
