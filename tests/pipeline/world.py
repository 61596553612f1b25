"""A ``raw/`` and a ``var/`` of their own, and the real commands run on them, each in a process of its own."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.store import releases

TODAY = "2024-06-30"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class World:
    """Where one test's folders lie."""

    raw: Path
    var: Path
    today: str = TODAY

    @property
    def releases(self) -> Path:
        return self.var / "releases"

    def environment(self, **more: str) -> dict[str, str]:
        return {**os.environ, "DETENTION_RAW": str(self.raw), "DETENTION_VAR": str(self.var), "DETENTION_TODAY": self.today, "COLUMNS": "200", **more}

    def launch(self, *program: str, **more: str) -> subprocess.Popen[str]:
        """Start a program in a process group of its own."""
        return subprocess.Popen(
            program,
            cwd=ROOT,
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def start(self, *command: str, **more: str) -> subprocess.Popen[str]:
        """Start ``detention`` in a process group of its own."""
        return self.launch(str(Path(sys.executable).with_name("detention")), *command, **more)

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run ``detention`` to its end."""
        process = self.start(*command, **more)
        out, err = process.communicate(timeout=900)
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def refresh(self, **more: str) -> subprocess.CompletedProcess[str]:
        """Refresh, and insist that it ends well."""
        ended = self.run("refresh", **more)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended

    def current(self) -> Path:
        """Folder of the current release."""
        found = releases.current(self.releases)
        assert found is not None, f"{self.releases}: nothing is published"
        return found

    def database(self) -> Path:
        """The published file, by the path that analysts use."""
        return self.releases / "current" / releases.DATABASE

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query on the published file."""
        with duckdb.connect(str(self.current() / releases.DATABASE), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def compiled(self, node: str) -> str:
        """SQL of a model or data test as dbt compiled it for the last refresh."""
        return next((self.var / "dbt" / "run" / "compiled").rglob(f"{node}.sql")).read_text(encoding="utf-8")

    def parquet(self) -> dict[str, str]:
        """Hash of every exported relation but ``refreshes``, which says when."""
        return {path.stem: sha256(path) for path in (self.current() / "parquet").iterdir() if path.stem != "refreshes"}

    def state(self) -> dict[str, str]:
        """Every file of every release with its hash, and what ``current`` points at."""
        files = {str(path.relative_to(self.releases)): sha256(path) for path in self.releases.rglob("*") if path.is_file()}
        return {**files, "current": self.current().name}

    def copied(self, to: Path) -> "World":
        """The same world elsewhere."""
        copy = World(to / "raw", to / "var", self.today)
        shutil.copytree(self.raw, copy.raw)
        shutil.copytree(self.var, copy.var, symlinks=True)
        return copy


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
