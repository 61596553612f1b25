"""Real refreshes that many tests read: of the small raw, made once and copied by every test that changes it, and of the record."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import additions
import bad_input
import counted_tables
import disputes
import pytest
import small_raw
from filelock import FileLock
from world import World

from orchestration import settings


def _once(tmp_path_factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], None]) -> World:
    """The world of this name, made by whichever worker wants it first. Read it, never write to it: workers share it."""
    base = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    with FileLock(base / f"{name}.lock"):
        if not (base / f"{name}.done").is_file():
            make(base / name)
            (base / f"{name}.done").touch()
    return World(base / name / "raw", base / name / "var")


def _refreshed_with(published: World, folder: Path, write: Callable[[World], None]) -> None:
    world = published.copied(folder)
    write(world)
    world.refresh()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    """The small raw, refreshed once from nothing."""

    def make(folder: Path) -> None:
        world = World(folder / "raw", folder / "var")
        small_raw.write(world.raw)
        world.refresh()

    return _once(tmp_path_factory, worker_id, "small", make)


@pytest.fixture(scope="session")
def disputed(published: World, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    """The small raw with its disputes, refreshed once more."""

    return _once(tmp_path_factory, worker_id, "disputed", lambda folder: _refreshed_with(published, folder, disputes.write))


@pytest.fixture(scope="session")
def added(published: World, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    """The small raw with its additions, refreshed once more."""

    return _once(tmp_path_factory, worker_id, "added", lambda folder: _refreshed_with(published, folder, additions.write))


@pytest.fixture(scope="session")
def spoilt(published: World, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    """The small raw with bad input, and with the tables of other contexts; what the refresh printed is in ``printed.json``."""

    def make(folder: Path) -> None:
        world = published.copied(folder)
        bad_input.write(world.raw)
        counted_tables.write(world.raw)
        ended = world.run("refresh")
        (folder / "printed.json").write_text(json.dumps([ended.returncode, ended.stdout, ended.stderr]), encoding="utf-8")

    return _once(tmp_path_factory, worker_id, "spoilt", make)


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
