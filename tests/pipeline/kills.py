"""Refreshes that are killed: in which stage, at which moment, and what is published before and after."""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass

import small_raw
from world import World, sha256

from orchestration.store import releases


@dataclass(frozen=True)
class Stage:
    """When a kill falls: after how many reported tables, or when a file is there below the releases, and within how many seconds after that."""

    name: str
    tables: tuple[int, int]
    within: float
    file: str | None = None


STAGES = (
    Stage("while it starts", (0, 0), 4.0),
    Stage("while it reads raw/", (1, 12), 0.3),
    Stage("while it reads figures", (13, 15), 0.3),
    Stage("while it checks what it read", (16, 20), 0.3),
    Stage("while dbt starts", (20, 20), 5.0),
    Stage("while dbt builds and tests", (21, 46), 0.3),
    Stage("while it writes the release aside", (0, 0), 1.0, ".draft-*"),
    Stage("while it swaps the release in", (0, 0), 0.1, ".draft-*/manifest.json"),
)


@dataclass(frozen=True)
class Kill:
    """What one kill was and what the published state was around it."""

    story: str
    before: dict[str, str]
    after: dict[str, str]
    manifest: dict[str, str]

    def check_whole(self, seed: int) -> None:
        """Insist that the release is the one before or a new one, and every byte of it there."""
        story = f"seed {seed}: {self.story}"
        as_it_was = self.after == self.before
        complete_new_one = self.after["version"] != self.before["version"]
        assert as_it_was or complete_new_one, story
        assert self.after[releases.DATABASE] == self.manifest["database_sha256"], story
        assert self.after["version"] == self.manifest["version"], story


def published_state(world: World) -> dict[str, str]:
    """The version that is current and the hash of each of its files."""
    now = world.current()
    return {"version": now.name} | {str(path.relative_to(now)): sha256(path) for path in sorted(now.rglob("*")) if path.is_file()}


def kill(process: subprocess.Popen[str], *, alone: bool) -> None:
    """Kill the process, and what it started too unless it is to be killed alone."""
    os.kill(process.pid, signal.SIGKILL) if alone else os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def killed(world: World, chance: random.Random, stage: Stage, *, alone: bool) -> Kill:
    """One refresh, killed in its stage; once more, sooner, when it was faster than the kill."""
    for attempt in range(4):
        made, pause = chance.randint(*stage.tables), chance.uniform(0, stage.within) / 2**attempt
        before = published_state(world)
        left = files(world, stage)
        process = world.start("refresh")
        while stage.file and process.poll() is None and not files(world, stage) - left:
            time.sleep(0.001)
        assert process.stderr is not None
        for _ in range(made):
            process.stderr.readline()
        time.sleep(pause)
        if process.poll() is None:
            kill(process, alone=alone)
            manifest = releases.manifest(world.current())
            story = f"killed {'alone ' if alone else ''}{stage.name}, {made} tables and {pause:.2f} s in"
            return Kill(story, before, published_state(world), {name: str(fact) for name, fact in manifest.items()})
        append_row(world, chance.randrange(1000, 1_000_000))  # it has published: it needs something new again
    raise AssertionError(f"{stage.name}: the refresh was faster than the kill every time")


def files(world: World, stage: Stage) -> set[tuple[str, int]]:
    """The files that the stage waits for, each with its inode: a killed refresh may have left one of the same name."""
    found = set()
    for path in world.releases.glob(stage.file) if stage.file else []:
        with suppress(FileNotFoundError):
            found.add((path.name, path.stat().st_ino))
    return found


def append_row(world: World, number: int) -> None:
    """What a coder does: a row more, which makes the next refresh publish."""
    document = small_raw.DOCUMENTS[3].folder
    small_raw.append_coding(world.raw, small_raw.coding(number, document, small_raw.REGISTER, "arrests", 45000 + number, "2023-12-30"))
