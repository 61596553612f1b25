"""A throw-away Postgres on the loopback address, asked with a password: Debian's, run by a user who is not root."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)
OWNER = "postgres"


@dataclass(frozen=True)
class Cluster:
    """Where it listens, and the password of its only user."""

    port: int
    password: str

    def url(self, database: str = "runs", password: str | None = None) -> str:
        return f"postgresql+psycopg2://{OWNER}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def ask(self, question: str, database: str = "runs") -> list[tuple[Any, ...]]:
        """Rows of a query; none of a command."""
        place = {"host": "127.0.0.1", "port": self.port, "user": OWNER, "password": self.password, "dbname": database}
        with closing(psycopg2.connect(**place)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchall() if cursor.description else []

    def tool(self, name: str, *arguments: str) -> None:
        """Run one of Postgres' own programs on the cluster."""
        assert BIN is not None
        place = {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": OWNER, "PGPASSWORD": self.password}
        subprocess.run([str(BIN / name), *arguments], env=os.environ | place, check=True, capture_output=True)


def _as_owner(folder: Path, *command: str) -> None:
    user = pwd.getpwnam(OWNER) if os.getuid() == 0 else None
    ids = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with (folder / "said").open("ab") as said:  # a server that lives on keeps what it was given: no pipe
        subprocess.run(command, cwd=folder, check=True, stdout=said, stderr=said, **ids)  # type: ignore[call-overload]


@contextmanager
def cluster() -> Iterator[Cluster]:
    assert BIN is not None
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        found = Cluster(free.getsockname()[1], f"word-{secrets.token_hex(12)}")
    (folder / "password").write_text(found.password, encoding="utf-8")
    (folder / "password").chmod(0o644)
    data, control = str(folder / "data"), str(BIN / "pg_ctl")
    try:
        _as_owner(
            folder, str(BIN / "initdb"), "-D", data, "-U", OWNER, "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "--no-sync", "-E", "UTF8"
        )
        options = f"-c listen_addresses=127.0.0.1 -c fsync=off -p {found.port} -k {folder}"
        _as_owner(folder, control, "-D", data, "-w", "-o", options, "start")
        try:
            found.ask("create database runs", "postgres")
            yield found
        finally:
            _as_owner(folder, control, "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
