"""The one-writer lock between real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.store.lock import RefreshUnderwayError, is_held, one_writer

HOLD = """
import sys
from pathlib import Path
from orchestration.store.lock import one_writer

with one_writer(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it reads a line."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_process_is_refused_and_told_who_holds_the_lock(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(RefreshUnderwayError, match=rf"process {owner.pid}\): wait for it to end"), one_writer(tmp_path):
        pass


def test_a_refused_process_does_not_loosen_the_lock(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    for _ in range(3):
        with pytest.raises(RefreshUnderwayError, match=str(owner.pid)), one_writer(tmp_path):
            pass


def test_asking_whether_the_lock_is_held_does_not_loosen_it(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    assert is_held(tmp_path)
    assert is_held(tmp_path)
    owner.communicate("\n")
    assert not is_held(tmp_path)
    with one_writer(tmp_path):
        pass


def test_the_lock_is_free_when_its_owner_ends(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    owner.communicate("\n")
    with one_writer(tmp_path):
        pass


def test_an_owner_that_ended_by_itself_was_not_killed(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    with one_writer(tmp_path / "fresh") as last_was_killed:
        assert not last_was_killed
    with one_writer(tmp_path / "fresh") as last_was_killed:
        assert not last_was_killed
    assert owner.poll() is None


def test_the_lock_is_free_when_its_owner_is_killed(owner: subprocess.Popen[str], tmp_path: Path) -> None:
    os.kill(owner.pid, signal.SIGKILL)
    owner.wait()
    with one_writer(tmp_path) as last_was_killed:
        assert last_was_killed
        assert (tmp_path / "refresh.owner").read_text(encoding="utf-8") == f"{os.getpid()}\n"


def test_the_lock_is_free_after_a_block_that_failed(tmp_path: Path) -> None:
    with pytest.raises(KeyError), one_writer(tmp_path):
        raise KeyError
    with one_writer(tmp_path):
        pass
    assert not (tmp_path / "refresh.owner").exists()


@pytest.mark.usefixtures("owner")
def test_two_folders_have_two_locks(tmp_path: Path) -> None:
    with one_writer(tmp_path / "other"):
        pass
