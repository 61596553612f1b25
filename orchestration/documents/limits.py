"""What a reading may use, and how a process takes these limits upon itself for good. Everything is for one process and its children.

Linux keeps all of them. Other systems keep those they know: the clock of the parent stops a reading there too.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from typing import Final

SECONDS: Final = 20
"""A reading takes no longer, by the clock of the parent; its own processor time ends at the same number."""

MEMORY: Final = 1_000_000_000
"""Bytes of address space. What is in use is less."""

_OPEN_FILES: Final = 64
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.remove",
    "os.rename",
    "os.kill",
    "shutil.",
)


class ForbiddenError(RuntimeError):
    """What reads a document tried to reach the network, to write, or to start a program."""


def confine(program: str | None = None) -> None:
    """Give up memory, files, network and all programs but one; the process dies with its parent. There is no way back."""
    _die_with_parent()
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    sys.addaudithook(lambda event, arguments: _refuse(event, arguments, program))


def allow_processor_time(seconds: float) -> None:
    """Allow these seconds of one more reading. What the process used before does not count."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, most))


def _limit(kind: int, amount: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # a system that does not know the limit
        resource.setrlimit(kind, (amount, amount))


def _die_with_parent() -> None:
    """Ask Linux to end the process with its parent, to give it no rights it does not have, and to put it where there is no network."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)  # refused where users may not: the hook still refuses sockets


def _refuse(event: str, arguments: tuple[object, ...], program: str | None) -> None:
    """Raise :class:`ForbiddenError` for what no reader of documents has to do."""
    # a number is a file that is open already, as the pipes to a program are
    writes = event == "open" and not isinstance(arguments[0], int) and isinstance(arguments[2], int) and arguments[2] & _WRITES
    starts_it = event == "subprocess.Popen" and program is not None and arguments[0] == program
    if writes or (event.startswith(_REFUSED) and not starts_it):
        raise ForbiddenError(f"a reader may not do this: {event}")
