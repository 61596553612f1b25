"""Each file operation of whatever writes fails once, in each way: the error is named, the old state is served, and the next try ends well.

The calls of DuckDB, pyarrow and SQLite fail too: a shim between them and the C library counts them.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import fault_cases
import pytest

from orchestration import settings
from orchestration.store import releases


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shim."""
    if (compiler := shutil.which("cc")) is None:
        pytest.skip("SKIPPED FOR WANT OF A C COMPILER: no file operation was made to fail")
    library: Path = tmp_path_factory.mktemp("shim") / "fail_nth.so"
    source = str(Path(__file__).with_name("fail_nth.c"))
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), source, "-ldl"], check=True)
    return library


def failures(shim: Path, folder: Path, every: int) -> Iterator[dict[str, object]]:
    """What was tried and found by a child that lives with the shim; another goes on where one was brought down."""
    begin: list[str] = []
    while True:
        environment = {**os.environ, "LD_PRELOAD": str(shim), "PYTHONPATH": str(settings.ROOT)}
        command = [sys.executable, fault_cases.__file__, str(folder), str(every), *begin]
        child = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        found = [json.loads(line) for line in child.stdout.splitlines()]
        yield from found
        if child.returncode >= 0:
            assert child.returncode == 0, child.stderr
            return
        last = next(line for line in reversed(found) if "case" in line)
        yield {"wrong": f"the process died of signal {-child.returncode}", "what": child.stderr[-500:]}
        begin = [last["case"], last["error"], str(last["nth"] + every)]


@pytest.mark.parametrize("every", [61, pytest.param(1, marks=pytest.mark.crash)])
def test_every_failure_of_a_file_operation_is_named_and_leaves_the_last_good_state(shim: Path, tmp_path: Path, every: int) -> None:
    tried: dict[str, object] = {}
    wrong, injected = [], 0
    for line in failures(shim, tmp_path / "faults", every):
        if "case" in line:
            tried = line
        elif "wrong" in line:
            wrong.append({**tried, **line})
        else:
            injected += int(str(line["injected"]))
    print(f"{injected} file operations failed")
    assert wrong == []
    assert injected >= 2 * len(fault_cases.CASES)


def test_a_full_disk_is_named_and_the_release_before_is_served(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", str(disk)], capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"SKIPPED FOR WANT OF A DISK TO FILL: {mounted.stderr.strip()}")
    try:
        fault_cases.make_release(disk)
        build = tmp_path / "big.duckdb"
        fault_cases.write_build(build, ["Watch"])
        with duckdb.connect(str(build)) as connection:
            connection.execute("insert into dim_origins select md5(n::varchar) || sha256(n::varchar), n from range(250000) as numbers (n)")
        for version in ("2024.06.17-1", "2024.06.17-1"):
            with pytest.raises((OSError, duckdb.Error), match=str(disk)):
                releases.publish(build, disk / "releases", version, 5, {})
            assert fault_cases.served_release(disk) == "Watch"
        releases.publish(disk / fault_cases.BUILD, disk / "releases", "2024.06.17-1", 5, {})
        assert fault_cases.served_release(disk) == "The Courts, Watch"
    finally:
        subprocess.run(["umount", str(disk)], check=True)
