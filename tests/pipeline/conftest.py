"""One real refresh of the small raw, made once for all workers and copied by every test that changes it."""

from pathlib import Path

import pytest
import small_raw
from filelock import FileLock
from world import World


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    """The small raw, refreshed once from nothing. Read it, never write to it: workers share it."""
    base = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    world = World(base / "small" / "raw", base / "small" / "var")
    done = base / "small.done"
    with FileLock(base / "small.lock"):
        if not done.is_file():
            small_raw.write(world.raw)
            world.refresh()
            done.touch()
    return world


@pytest.fixture
def world(published: World, tmp_path: Path) -> World:
    """A published world of the test's own."""
    return published.copied(tmp_path)
