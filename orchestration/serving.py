"""Dagster's home, and the processes that serve from it. Every one of them listens on this machine alone.

At a desk one command is enough (``detention ui``). A server runs the parts on their own, so that each can be restarted by itself
(``deploy/README.md``): the code, which runs the refreshes; the daemon; the UI of those who operate; the UI of those who only look; the explorer.
"""

import os
import sys
from enum import StrEnum
from importlib import resources
from pathlib import Path

import yaml

from orchestration.settings import EXPLORER_PORT, Settings
from orchestration.store.kept import write_whole

LOOPBACK = "127.0.0.1"
MODULE = "orchestration.definitions"

LONGEST_SOCKET = 100
"""Bytes. Linux takes 107 for the path of a socket."""


class Part(StrEnum):
    """A process of a server."""

    CODE = "code"
    DAEMON = "daemon"
    OPERATE = "operate"
    VIEW = "view"
    SITE = "site"


PORTS = {Part.OPERATE: 3000, Part.VIEW: 3001, Part.SITE: EXPLORER_PORT}


def prepare(settings: Settings) -> None:
    """Write what Dagster reads from its home. The caller holds ``store.lock.one_opener``."""
    _write(settings.dagster_home / "dagster.yaml", _instance(settings))
    _write(_workspace(settings), yaml.safe_dump({"load_from": [{"grpc_server": {"socket": str(_socket(settings)), "location_name": MODULE}}]}))


def _instance(settings: Settings) -> str:
    names = ["instance.yaml", *(["instance.postgres.yaml"] if settings.postgres else [])]
    return "".join((resources.files("orchestration") / name).read_text(encoding="utf-8") for name in names)


def _write(file: Path, text: str) -> None:
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        write_whole(file, text.encode())


def _workspace(settings: Settings) -> Path:
    return settings.dagster_home / "workspace.yaml"


def _socket(settings: Settings) -> Path:
    return settings.dagster_home / "code.sock"


def desk(port: int) -> list[str]:
    """Everything in one: the command behind ``detention ui``."""
    return _beside_this_python("dagster", "dev", "--module-name", MODULE, "--host", LOOPBACK, "--port", str(port))


def part(which: Part, settings: Settings, port: int | None = None) -> list[str]:
    """The command of one part of a server. Raises ``ValueError`` when var/ lies too deep for a socket, or there is no site."""
    if which is Part.SITE and not (settings.site / "index.html").is_file():
        raise ValueError(f"{settings.site}: no explorer is built yet: run 'make site'")
    if len(os.fsencode(_socket(settings))) > LONGEST_SOCKET:
        raise ValueError(f"{_socket(settings)}: too long for the path of a socket: set DETENTION_VAR to a shorter one")
    workspace = ["--workspace", str(_workspace(settings))]
    if which is Part.SITE:
        return [sys.executable, "-m", "http.server", str(port or PORTS[which]), "--bind", LOOPBACK, "--directory", str(settings.site)]
    if which is Part.CODE:
        _socket(settings).unlink(missing_ok=True)  # a killed server leaves it, and no other would start
        return _beside_this_python("dagster", "code-server", "start", "--socket", str(_socket(settings)), "--module-name", MODULE)
    if which is Part.DAEMON:
        return _beside_this_python("dagster-daemon", "run", *workspace)
    served = ["--host", LOOPBACK, "--port", str(port or PORTS[which]), *(["--read-only"] if which is Part.VIEW else [])]
    return _beside_this_python("dagster-webserver", *workspace, *served)


def become(command: list[str]) -> None:
    """Let this process become the command."""
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def _beside_this_python(program: str, *arguments: str) -> list[str]:
    return [str(Path(sys.executable).with_name(program)), *arguments]
