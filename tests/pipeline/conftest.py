"""Real refreshes that many tests read: of the small raw, made once and copied by every test that changes it, and of the record."""

import os
from datetime import UTC, datetime
from pathlib import Path

import disputes
import pytest
import small_raw
from filelock import FileLock
from world import World

from orchestration import settings


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


@pytest.fixture(scope="session")
def disputed(published: World, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    """The small raw with its disputes, refreshed once. Read it, never write to it: workers share it."""
    base = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    with FileLock(base / "disputed.lock"):
        if (base / "disputed.done").is_file():
            return World(base / "disputed" / "raw", base / "disputed" / "var")
        world = published.copied(base / "disputed")
        disputes.write(world)
        world.refresh()
        (base / "disputed.done").touch()
    return world


@pytest.fixture
def world(published: World, tmp_path: Path) -> World:
    """A published world of the test's own."""
    return published.copied(tmp_path)


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The record and a release of it; the notebooks' tests make and share the same one."""
    base = tmp_path_factory.getbasetemp()
    var: Path = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "published"
    world = World(settings.ROOT / "raw", var)
    with FileLock(f"{var}.lock"):
        if not (var / "releases" / "current").exists():
            world.refresh(DETENTION_TODAY=str(datetime.now(UTC).date()))
    return world
