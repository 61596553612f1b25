"""A hard day: analysts read while refreshes publish and are killed. What is published is always one whole release.

One world goes through three rounds. In each a coder appends a row, so that the refresh has something to publish; the refresh is killed twice, at
random moments spread over its length (once as it swaps the new release in); then it is run again and must end by itself. Two readers watch all along.
"""

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import dagster as dg
import pytest
from kills import STAGES, Kill, append_row, killed
from reader import QUESTION
from world import World

from orchestration.store import releases

Rounds = tuple[tuple[int, ...], ...]
EVERY_STAGE: Rounds = ((0, 1, 2), (3, 4, 5), (6, 7))
"""Kills by their stage, and a refresh that is left alone after each round of them."""
ALONE = 5
"""This kill strikes the process alone, as when the kernel runs out of memory; what it started lives on."""


@dataclass(frozen=True)
class Day:
    """Everything that was recorded."""

    seed: int
    rounds: Rounds
    kills: list[Kill]
    refreshes: list[subprocess.CompletedProcess[str]]
    readers: dict[str, dict[str, list[str]]]
    answers: dict[str, list[str]]
    runs: list[str]


@pytest.fixture(
    scope="module",
    params=[pytest.param(EVERY_STAGE, id="every stage", marks=pytest.mark.soak)],
)
def day(published: World, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Day:
    folder = tmp_path_factory.mktemp("day")
    world = published.copied(folder)
    seed = int.from_bytes(os.urandom(4))
    chance = random.Random(seed)  # noqa: S311 - chooses moments, keeps no secret
    print(f"seed of the kills: {seed}")
    stop = folder / "stop"
    command = [sys.executable, str(Path(__file__).with_name("reader.py"))]
    readers = {
        manner: subprocess.Popen([*command, manner, str(world.database()), str(stop)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for manner in ("hold", "reopen")
    }
    kills: list[Kill] = []
    refreshes = []
    try:
        for count, stages in enumerate(request.param):
            append_row(world, 100 + count)
            kills += [killed(world, chance, STAGES[number], alone=number == ALONE) for number in stages]
            refreshes.append(world.run("refresh"))
    finally:
        stop.touch()
        said = {manner: reader.communicate(timeout=60)[0] for manner, reader in readers.items()}
    found = {path.name: answer(path) for path in world.releases.iterdir() if path.is_dir() and path.name[0] != "." and not path.is_symlink()}
    with dg.DagsterInstance.from_config(str(world.var / "dagster")) as instance:
        runs = [run.status.value for run in instance.get_runs()]
    return Day(seed, request.param, kills, refreshes, {manner: json.loads(text) for manner, text in said.items()}, found, runs)


def answer(release: Path) -> list[str]:
    """What the release answers to the readers' question."""
    import duckdb

    with duckdb.connect(str(release / releases.DATABASE), read_only=True) as connection:
        return [str(cell) for cell in connection.execute(QUESTION).fetchone() or ()]


def test_a_kill_leaves_the_published_release_whole(day: Day) -> None:
    assert len(day.kills) == sum(map(len, day.rounds))
    for kill in day.kills:
        kill.check_whole(day.seed)


def test_the_next_refresh_ends_by_itself_and_publishes_what_is_new(day: Day) -> None:
    last_of_each = [day.kills[number - 1] for number in accumulate(map(len, day.rounds))]
    for ended, last in zip(day.refreshes, last_of_each, strict=True):
        assert ended.returncode == 0, f"seed {day.seed}: {ended.stdout}{ended.stderr}"
        # a kill after the swap leaves nothing to publish: the row it was given is in the release that it made
        expected = "New release" if last.after["version"] == last.before["version"] else "Nothing new"
        assert expected in ended.stdout, f"seed {day.seed}, {last.story}: {ended.stdout}"


def test_no_killed_refresh_is_believed_to_go_on(day: Day) -> None:
    assert set(day.runs) == {"SUCCESS", "FAILURE"}, f"seed {day.seed}: {day.runs}"


def test_a_reader_that_keeps_the_file_open_goes_on_with_the_release_it_opened(day: Day) -> None:
    seen = day.readers["hold"]
    assert not seen["errors"], f"seed {day.seed}"
    assert seen["answers"] == [day.answers[min(day.answers)]], f"seed {day.seed}"


def test_a_reader_that_reopens_the_file_meets_every_new_release_and_never_a_mixture(day: Day) -> None:
    seen = day.readers["reopen"]
    assert not seen["errors"], f"seed {day.seed}"
    assert len(seen["answers"]) > len(day.rounds), f"seed {day.seed}: {seen}"
    for met in seen["answers"]:
        assert met == day.answers[met[0]], f"seed {day.seed}: release {met[0]} answers otherwise"
