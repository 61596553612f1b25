"""The asset graph as people and schedules meet it: what is committed is what is loaded, and every dbt test is in it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
COMMITTED = HERE / "asset_graph.txt"


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def loaded(var: Path) -> str:
    """The snapshot of the definitions as they load now, in a process of their own: dbt's project is cached for the life of a process."""
    environment = os.environ | {"DETENTION_VAR": str(var), "DAGSTER_HOME": str(var)}
    command = [sys.executable, str(HERE / "write_snapshot.py"), str(var / "snapshot.txt")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr[-3000:]
    return (var / "snapshot.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def assets(loaded: str) -> dict[str, dict[str, str]]:
    """The facts of every asset by its key."""
    blocks = [block.splitlines() for block in re.split(r"^(?=\S)", loaded, flags=re.MULTILINE) if block.startswith("asset ")]
    return {head.removeprefix("asset "): dict(re.findall(r"^  (\w+): ?(.*)$", "\n".join(facts), re.MULTILINE)) for head, *facts in blocks}


def test_the_asset_graph_is_the_committed_one(loaded: str) -> None:
    committed = COMMITTED.read_text(encoding="utf-8")
    assert loaded == committed, "the asset graph has changed: if that is meant, run 'python tests/defs/write_snapshot.py' and commit asset_graph.txt"


@pytest.mark.parametrize("fact", ["group", "kinds", "owners", "tags"])
def test_every_asset_has_all_facts(assets: dict[str, dict[str, str]], fact: str) -> None:
    assert assets
    assert [key for key, facts in assets.items() if not facts[fact]] == []


def test_every_asset_is_described(assets: dict[str, dict[str, str]]) -> None:
    assert [key for key, facts in assets.items() if facts["described"] != "yes"] == []


def test_every_table_that_is_read_says_its_columns_with_type_and_description(assets: dict[str, dict[str, str]]) -> None:
    tables = {key: facts["columns"] for key, facts in assets.items() if key.startswith(("lake/", "staging/", "main/"))}
    assert len(tables) > 50
    assert {key: said for key, said in tables.items() if said != "described"} == {}


def test_no_column_of_any_table_is_listed_without_type_and_description(assets: dict[str, dict[str, str]]) -> None:
    assert {key: facts["columns"] for key, facts in assets.items() if facts["columns"] not in ("described", "unknown")} == {}


def test_every_table_leads_to_its_file(assets: dict[str, dict[str, str]]) -> None:
    assert [key for key, facts in assets.items() if (facts["file"] == "yes") != ("/" in key or key == "release")] == []


def test_every_dbt_data_test_is_an_asset_check(loaded: str, var: Path) -> None:
    manifest = json.loads((var / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8"))
    tests = sorted(node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "test")
    shown = re.findall(r"^  check (\w+)", loaded, re.MULTILINE)
    assert len(tests) > 20
    assert [name for name in tests if shown.count(name) != 1] == [], (
        "a test that reads several models names its asset in its config, as the others do"
    )


def test_every_check_blocks_what_comes_after_it(loaded: str) -> None:
    checks = re.findall(r"^  check .*$", loaded, re.MULTILINE)
    assert checks
    assert [check for check in checks if not check.endswith(" (blocking)")] == []


def test_the_schedule_and_the_sensor_run_from_the_first_start(loaded: str) -> None:
    blocks = re.findall(r"^(?:schedule|sensor) (\w+)\n  job: (\w+)\n(?:  when: .*\n)?  at first: (\w+)$", loaded, re.MULTILINE)
    assert sorted(blocks) == [
        ("capture_schedule", "capture", "STOPPED"),  # no network is asked unless a person wants it
        ("raw_changed", "refresh", "RUNNING"),
        ("refresh_schedule", "refresh", "RUNNING"),
        ("refreshed", "explorer", "RUNNING"),
        ("run_failed", "none", "RUNNING"),
        ("upkeep_schedule", "upkeep", "RUNNING"),
    ]


def test_the_jobs_run_in_one_process(loaded: str) -> None:
    assert sorted(re.findall(r"^job (\w+)\n  executor: (\w+)$", loaded, re.MULTILINE)) == [
        ("capture", "in_process"),
        ("explorer", "in_process"),
        ("refresh", "in_process"),
        ("upkeep", "in_process"),
    ]
