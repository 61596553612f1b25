"""One bit of what is kept turns over, anywhere, and its time does not change: it is found, and its file is named."""

import os
import random
from pathlib import Path

import pytest
from world import World

from orchestration.store import integrity, releases


def in_raw(world: World) -> set[Path]:
    return {finding.file for finding in integrity.raw_findings(world.raw, world.var, lambda _: None)}


def in_release(world: World) -> set[Path]:
    return {finding.file for finding in integrity.release_findings(world.releases, lambda _: None)}


@pytest.mark.parametrize("flips", [40, pytest.param(1000, marks=pytest.mark.soak)])
def test_every_flipped_bit_is_found_and_its_file_named(world: World, flips: int) -> None:
    seed = int.from_bytes(os.urandom(4))
    chance = random.Random(seed)  # noqa: S311 - chooses places, keeps no secret
    release = world.current()
    places = (
        (in_raw, [path for path in world.raw.rglob("*") if path.is_file()]),
        (in_release, [release / releases.DATABASE]),
        (in_release, list((release / "parquet").iterdir())),
        (in_release, [release / "manifest.json"]),
    )
    assert in_raw(world) | in_release(world) == set()
    for number in range(flips):
        findings, paths = places[number % len(places)]
        path = chance.choice(paths)
        before, data = path.stat(), path.read_bytes()
        bit = chance.randrange(8 * len(data))
        path.write_bytes(data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :])
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path in findings(world), f"seed {seed}: bit {bit} of {path}"
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert in_raw(world) | in_release(world) == set()
    print(f"{flips} bits were flipped, and every one was found")
