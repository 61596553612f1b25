"""One writer at a time: a lock on ``var/`` that knows its owner.

The lock is the kernel's (``flock``, through filelock), so it ends with the process that holds it, however that process ends.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.store.disk import naming

_OWNER = "refresh.owner"


class RefreshUnderwayError(RuntimeError):
    """Another process is refreshing the same ``var/``."""


def is_held(var: Path) -> bool:
    """Whether a process holds the lock of ``var/``."""
    lock = FileLock(var / "refresh.lock")
    try:
        with lock.acquire(timeout=0):
            return False
    except Timeout:
        return True


@contextmanager
def one_opener(home: Path) -> Iterator[None]:
    """Let one process at a time create Dagster's databases; the others wait. Several at once were seen to crash one another."""
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / "open.lock"):
        yield


def owner(var: Path) -> str | None:
    """The process that holds the lock, or that was killed while it held it; None when neither."""
    file = var / _OWNER
    return file.read_text(encoding="utf-8").strip() if file.is_file() else None


@contextmanager
def one_writer(var: Path) -> Iterator[bool]:
    """Hold the lock of ``var/`` while the block runs, and tell whether its last owner was killed.

    Raises :class:`RefreshUnderwayError`, naming the owner, when another process holds it.
    """
    var.mkdir(parents=True, exist_ok=True)
    owned_by = var / _OWNER
    lock = FileLock(var / "refresh.lock")
    try:
        lock.acquire(timeout=1)  # whoever only asks whether it is held lets go at once
    except Timeout as error:
        raise RefreshUnderwayError(
            f"{var}: a refresh is under way (process {owner(var) or 'unknown'}): wait for it to end, then try again"
        ) from error
    try:
        was_killed = owned_by.is_file()
        with naming(owned_by):
            owned_by.write_text(f"{os.getpid()}\n", encoding="utf-8")
        try:
            yield was_killed
        finally:
            owned_by.unlink(missing_ok=True)
    finally:
        lock.release()
