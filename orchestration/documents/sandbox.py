"""Reads files from outside in a child process that may be killed: what a file does to its reader, it does to the child alone.

A child has 1 GB of memory, 20 s of processor and of wall clock a file, no network, and may neither write nor start programs
(:mod:`orchestration.documents.limits`). One child reads file after file; one that died or was killed is replaced when the next file comes.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

from orchestration.documents import facts, feeds, limits
from orchestration.documents.read import reading
from orchestration.documents.reading import Reading
from orchestration.documents.worker import LENGTH, OUT_OF_MEMORY

PLAIN = frozenset({".csv", ".md", ".txt"})
SMALL = 1_000_000
"""Bytes. Decoding UTF-8 and counting the fields of a table look at every byte once: a plain file of this size takes hundredths of a second."""

MOST_SCANS = 50
"""More scanned pages of one file are not recognised: it would take longer than a person needs to ask for the text."""

_LONGEST_ANSWER = 250_000_000
_REMEDY = "look at the file, and save its text as document.txt"


class Sandbox:
    """A reader of files in a child process; to be used in a ``with``, at whose end the child ends."""

    def __init__(self, seconds: float = limits.SECONDS, program: str | None = None) -> None:
        """``program`` is the path of tesseract where scanned pages are to be recognised; each may take as long as a file."""
        self._seconds = seconds
        self._program = program
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def reading(self, file_name: str, data: bytes) -> Reading:
        """The reading of the file. Raises ``ValueError`` with reason and remedy when it is refused, or its reader had to be stopped.

        A small plain file in UTF-8 is read here and now: starting a process would cost more, and there is nothing in it to go wrong.
        """
        if _is_plain(file_name, data):
            return reading(file_name, data)
        answer = self._asked("reading", file_name, data, self._seconds)
        if self._program and 0 < answer.get("scans", 0) <= MOST_SCANS:
            answer = self._asked("reading", file_name, data, self._seconds * (1 + answer["scans"]), self._program)
        return Reading(**_result("reading", answer))

    def facts(self, file_name: str, data: bytes) -> facts.Facts:
        """What the file says of itself. Raises ``ValueError`` as ``reading`` does."""
        if _is_plain(file_name, data):
            return facts.of(file_name, data)
        return facts.Facts(**_result("facts", self._asked("facts", file_name, data, self._seconds)))

    def listing(self, kind: str, data: bytes) -> feeds.Listing:
        """What a feed of the kind lists. Raises ``ValueError`` as ``reading`` does."""
        found = _result("listing", self._asked("listing", kind, data, self._seconds), feeds.REMEDY)
        return feeds.Listing(tuple(feeds.Entry(**entry) for entry in found["entries"]), tuple(found["feeds"]), found["without_address"])

    def _asked(self, wanted: str, name: str, data: bytes, seconds: float, program: str | None = None) -> dict[str, Any]:
        child = self._running()
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        clock = threading.Timer(seconds, stop)
        clock.start()
        try:
            answer = _exchanged(child, {"wanted": wanted, "name": name, "seconds": seconds, "program": program}, data)
        finally:
            clock.cancel()
            clock.join()  # it may be about to kill the child, which would be none for the next file
        if answer is None or "failed" in answer or late.is_set():
            self._end()
        if answer is None:
            return {"failed": f"took more than {seconds:g} s" if late.is_set() else _why_ended(child.returncode)}
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = _started(self._program)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None


def _is_plain(file_name: str, data: bytes) -> bool:
    if PurePosixPath(file_name).suffix not in PLAIN or len(data) > SMALL:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _started(program: str | None) -> subprocess.Popen[bytes]:
    code = str(Path(__file__).resolve().parents[2])
    return subprocess.Popen(
        [sys.executable, "-B", "-m", "orchestration.documents.worker", *([program] if program else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=code,
        env={"PATH": os.defpath, "PYTHONPATH": code, "PYTHONUTF8": "1"},
    )


def _exchanged(child: subprocess.Popen[bytes], asked: dict[str, object], data: bytes) -> dict[str, Any] | None:
    """What the child answers; None when it ended, or does not speak as agreed."""
    if child.stdin is None or child.stdout is None:
        return None
    question = json.dumps(asked).encode()
    try:
        for part in (LENGTH.pack(len(question)), question, LENGTH.pack(len(data)), data):
            child.stdin.write(part)
        child.stdin.flush()
    except OSError:
        return None
    head = child.stdout.read(LENGTH.size)
    if len(head) < LENGTH.size or LENGTH.unpack(head)[0] > _LONGEST_ANSWER:
        return None
    said = child.stdout.read(LENGTH.unpack(head)[0])
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _result(wanted: str, answer: dict[str, Any], remedy: str = _REMEDY) -> dict[str, Any]:
    """What was wanted. Raises ``ValueError`` with reason and remedy when it was refused, or the reader failed."""
    if "failed" in answer:
        raise ValueError(f"{answer['failed']}: {remedy}")
    if "refused" in answer:
        raise ValueError(answer["refused"])
    return dict(answer[wanted])


def _why_ended(status: int | None) -> str:
    """The reason why a child ended on its own."""
    if status is not None and -status == signal.SIGXCPU:
        return "took more processor time than it may"
    if status is not None and -status == signal.SIGKILL:
        return OUT_OF_MEMORY
    how = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
    return f"the reader crashed ({how}), as it does when a file needs more than {limits.MEMORY // 1_000_000_000} GB"
