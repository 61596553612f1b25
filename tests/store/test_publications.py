"""Analysts read in every manner while release after release is published: with ``make test-soak`` 20,000 times over 60 publications."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import publications
import pytest

from orchestration import settings
from orchestration.store import releases

LONG = bool(os.environ.get("LONG"))
FEW = (100, 4)
MANY = (1_000_000, 1_000) if LONG else (20_000, 60)


def publish(folder: Path, build: Path, number: int) -> None:
    """Publish the release of a number, with the logs of other files lying wherever its database will lie or lay."""
    version = f"2024.06.15-{number}"
    publications.write_build(build, number)
    for place in (folder, folder / version, folder / f".draft-{version}"):
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{releases.DATABASE}.wal").write_bytes(b"a log of another file")
    releases.publish(build, folder, version, 5, {})


@pytest.mark.parametrize(("queries", "publishings"), [FEW, pytest.param(*MANY, marks=pytest.mark.soak)])
def test_no_reader_meets_an_error_or_a_mixture_of_releases(tmp_path: Path, queries: int, publishings: int) -> None:
    folder, build, stop = tmp_path / "releases", tmp_path / "build" / "warehouse.duckdb", tmp_path / "stop"
    publish(folder, build, 1)
    readers = {
        manner: subprocess.Popen(
            [sys.executable, publications.__file__, manner, str(folder), str(stop)],
            env=os.environ | {"PYTHONPATH": str(settings.ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for manner in publications.MANNERS
    }
    counts = [tmp_path / manner for manner in readers]
    try:
        for number in range(1, publishings + 1):
            if number > 1:
                publish(folder, build, number)
            while not all(file.exists() and file.stat().st_size for file in counts) or (
                sum(file.stat().st_size for file in counts) < queries * number / publishings
            ):
                assert all(reader.poll() is None for reader in readers.values())
                time.sleep(0.01)
    finally:
        stop.touch()
        said = {manner: json.loads(reader.communicate(timeout=120)[0]) for manner, reader in readers.items()}
    print(said)
    assert [(manner, what["errors"], what["mixed"]) for manner, what in said.items() if what["errors"] or what["mixed"]] == []
    assert sum(what["count"] for what in said.values()) >= queries
    assert said["hold"]["releases"] == 1
    assert min(said[manner]["releases"] for manner in ("reopen", "notebook", "parquet")) > 1
