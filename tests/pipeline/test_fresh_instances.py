"""A fresh ``var/``: three processes prepare it at once, as a UI, its daemon and a refresh do; or one is killed as it prepares it."""

import os
import random
import shutil
import time
from pathlib import Path

import pytest
import small_raw
from kills import kill
from world import World

pytestmark = pytest.mark.soak

TIMES = 100 if os.environ.get("LONG") else 20


def test_three_processes_open_a_fresh_instance_and_none_crashes(tmp_path: Path) -> None:
    small_raw.write(tmp_path / "raw")
    for number in range(TIMES):
        world = World(tmp_path / "raw", tmp_path / f"var{number}")
        if number:  # dbt has read its project, which takes it most of the time; only the first three wait for that
            shutil.copytree(tmp_path / "var0" / "dbt", world.var / "dbt")
        started = [world.start("init") for _ in range(3)]
        said = [process.communicate(timeout=600) for process in started]
        assert [process.returncode for process in started] == [0, 0, 0], f"time {number + 1}: {said}"
    print(f"three processes opened a fresh instance {TIMES} times")


def test_a_fresh_instance_whose_first_opener_was_killed_opens(tmp_path: Path) -> None:
    small_raw.write(tmp_path / "raw")
    seed = int.from_bytes(os.urandom(4))
    chance = random.Random(seed)  # noqa: S311 - chooses moments, keeps no secret
    for number in range(TIMES // 2):
        world = World(tmp_path / "raw", tmp_path / f"var{number}")
        process = world.start("init")
        while process.poll() is None and not (world.var / "dagster").exists():
            time.sleep(0.001)
        pause = chance.uniform(0, 2.0)
        time.sleep(pause)
        kill(process, alone=False)
        ended = world.run("init")
        assert ended.returncode == 0, f"seed {seed}, {pause:.2f} s: {ended.stderr}"
