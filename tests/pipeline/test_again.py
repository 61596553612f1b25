"""A second refresh of the same raw/, and a third one that is started while it runs."""

import subprocess
import time
from dataclasses import dataclass

import pytest
from world import World

pytestmark = pytest.mark.soak


@dataclass(frozen=True)
class Again:
    """The second refresh, the one that came in its way, and the published state before and after."""

    owner: int
    second: subprocess.CompletedProcess[str]
    intruder: subprocess.CompletedProcess[str]
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def again(disputed: World, tmp_path_factory: pytest.TempPathFactory) -> Again:
    world = disputed.copied(tmp_path_factory.mktemp("again") / "world")
    before = world.state()
    process = world.start("refresh")
    while not (world.var / "refresh.owner").is_file():
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    intruder = world.run("refresh")
    assert process.poll() is None, "the first refresh ended before the second was refused: the test proves nothing"
    out, err = process.communicate(timeout=300)
    return Again(process.pid, subprocess.CompletedProcess("refresh", process.returncode, out, err), intruder, before, world.state())


def test_a_second_refresh_says_that_nothing_is_new(again: Again) -> None:
    assert again.second.returncode == 0, again.second.stderr
    assert "Nothing new: release 2024.06.30-2 stays as it is." in again.second.stdout
    assert "New release" not in again.second.stdout


def test_a_second_refresh_makes_no_release_and_changes_no_byte(again: Again) -> None:
    assert again.after == again.before
    assert {path.split("/")[0] for path in again.after} == {"2024.06.30-1", "2024.06.30-2", "current"}


def test_what_changed_before_is_neither_added_to_nor_lost(again: Again, disputed: World) -> None:
    assert disputed.ask("select count(*) > 0 from changes") == [(True,)]
    assert again.after == again.before == disputed.state()


def test_a_refresh_beside_another_is_refused_and_told_whose_it_is(again: Again) -> None:
    said = again.intruder.stdout + again.intruder.stderr
    assert again.intruder.returncode == 1, said
    assert f"a refresh is under way (process {again.owner})" in again.intruder.stderr
    assert "wait for it to end" in again.intruder.stderr
    assert "Traceback" not in said
