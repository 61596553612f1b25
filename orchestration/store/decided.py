"""Appends judgements to ``raw/judgements/``: whole lines or none, and never over another."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from orchestration.store.disk import fsync, naming


@contextmanager
def one_judge(var: Path) -> Iterator[None]:
    """Let one process at a time read what was decided and append to it."""
    var.mkdir(parents=True, exist_ok=True)
    with FileLock(var / "judgements.lock"):
        yield


def append(raw: Path, file: str, lines: Sequence[str]) -> None:
    """Append lines, without their ends, to a file below ``raw/``. The caller holds :func:`one_judge`.

    Raises ``OSError`` when they cannot be written, or when the file is a link; the file is as it was then.
    """
    path = raw / file
    path.parent.mkdir(exist_ok=True)
    with naming(path):
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            _append(descriptor, "".join(f"{line}\n" for line in lines).encode())
        finally:
            os.close(descriptor)
        fsync(path.parent)


def _append(descriptor: int, data: bytes) -> None:
    before = os.fstat(descriptor).st_size
    if before and os.pread(descriptor, 1, before - 1) != b"\n":  # a hand wrote the last line without its end
        data = b"\n" + data
    try:
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, before)  # half a line is nobody's decision
        raise
